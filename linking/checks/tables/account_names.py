"""Account names (科目名称) in tables and text: those of their codes, as they were in the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from linking.checks.identities import ChecksMade
from linking.links.misnamed import misnamed
from linking.wording import on_page, place, with_unit
from records.file_tables import FactRecord
from records.lexicon.accounts import CLASS, DIGITS, Account, account_key, accounts, codes_of
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking")

CODES_SINCE = 2019
"""Before it codes belonged to other accounts (30311 was 住房公积金 until the reform of 2018)."""
YEARS_OF_GRACE = 1
"""A budget is drawn up before the next year's classification is published."""
Named = dict[tuple[str, str, str], FactRecord]
"""The first figure of each scheme, code and printed name."""


def check_account_names(document: Document, claims: Sequence[ClaimRecord], found: ChecksMade) -> None:
    """Codes with the name of another account or of another year, and items told under a foreign class."""
    own, year = document.record.document_id, document.record.fiscal_year
    named: Named = {}
    for fact in document.facts:
        if fact.document_id == own and fact.account_code and fact.scheme and fact.row_label:
            named.setdefault((fact.scheme, fact.account_code, account_key(fact.row_label)), fact)
    told = {fact for made in found.checks if made.rule_id == "account_name" for fact in made.fact_ids}
    known = {fact.account_code for fact in document.facts if fact.fact_id in told}
    for (scheme, code, key), fact in named.items():
        account = accounts().get((scheme, code))
        if account is not None and year is not None and year >= CODES_SINCE and code not in known:
            _check_code(account, key, fact, year, found)
    _check_paths(named, claims, found)
    if year is not None and year >= CODES_SINCE:
        _check_told_names(named, claims, year, found)
    _check_told_codes(named, claims, found)
    _check_misnamed(document, claims, found)


def _check_misnamed(document: Document, claims: Sequence[ClaimRecord], found: ChecksMade) -> None:
    """An item that the text tells by the name of another, and the tables have under its own."""
    told: set[tuple[str, ...]] = set()
    for claim, fact in misnamed(document, claims):
        path = tuple(claim.account_path)
        if path not in told:
            told.add(path)
            message = (
                f"文字{on_page(claim.page)}所述“{path[-1]}”{with_unit(claim)}，表中没有该科目；“{path[1]}”下只有"
                f"{place(fact, found.sources)}的数额与其相同且文字没有提及，科目名称不一致。"
            )
            found.fail("account_name", message, [fact], claims=[claim])


def _check_told_codes(named: Named, claims: Sequence[ClaimRecord], found: ChecksMade) -> None:
    """An account that the text tells under a code, and the document's tables under another only."""
    codes: dict[str, set[str]] = defaultdict(set)
    for _, code, key in named:
        codes[key].add(code)
    told: set[tuple[str, str]] = set()
    for claim in claims:
        code, name = _code_and_name(claim)
        if not code or code not in (claim.sentence or "") or (code, name) in told:
            continue
        told.add((code, name))
        printed = {one for one in codes[account_key(name)] if len(one) == len(code)}
        right = printed or {one for one in codes_of(name) if len(one) == len(code) == CLASS}
        if len(right) != 1 or code in right:
            continue
        facts = [f for (_, c, k), f in named.items() if {c} == right and k == account_key(name)][:1]
        where = place(facts[0], found.sources) if facts else "科目分类"
        message = (
            f"文字{on_page(claim.page)}所述“{name}”的科目编码为{code}，"
            f"而{where}的编码为{right.pop()}，名称与编码不一致。"
        )
        found.fail("account_name", message, facts, claims=[claim])


def _code_and_name(claim: ClaimRecord) -> tuple[str, str]:
    """The code and name by which a claim tells its account, also where no account has that code."""
    own = WORDS.code_and_name.fullmatch(claim.subject or "")
    if own is not None and not claim.account_code:
        return own["code"], own["name"]
    return claim.account_code or "", (claim.account_path or [""])[-1]


def _check_code(account: Account, key: str, fact: FactRecord, year: int, found: ChecksMade) -> None:
    """The name printed for a code: that of another account of its level, or one that no longer held.

    A name that is no account's (cut short, spelt otherwise, a project's) shows nothing.
    """
    own = [name for name in account.names if account_key(name.name) == key]
    if not own:
        others = [
            code
            for code in codes_of(fact.row_label or "", account.scheme)
            if len(code) == len(account.code) and code != account.code
        ]
        if others and not _alike(key, account):
            message = (
                f"{place(fact, found.sources)}的科目编码{account.code}名称应为“{account.name_in(year)}”，"
                f"所列“{fact.row_label}”是{others[0]}的名称，名称与编码不一致。"
            )
            found.fail("account_name", message, [fact])
        return
    if any(name.until is None or year <= name.until + YEARS_OF_GRACE for name in own):
        return
    message = (
        f"{place(fact, found.sources)}的科目编码{account.code}名称“{fact.row_label}”用至{own[0].until}年，"
        f"{year}年度应为“{account.name_in(year)}”。"
    )
    found.fail("account_name_year", message, [fact])


def _alike(key: str, account: Account) -> bool:
    """Whether a printed name is the beginning of one of the account's names, or holds it."""
    names = [account_key(name.name) for name in account.names]
    return any(key in name or name in key for name in names)


def _check_told_names(named: Named, claims: Sequence[ClaimRecord], year: int, found: ChecksMade) -> None:
    """An account of the tables that the text tells under a name which no longer held."""
    printed: dict[str, set[str]] = defaultdict(set)
    for scheme, code, key in named:
        if scheme == "functional":
            printed[code].add(key)
    told: set[str] = set()
    for claim in claims:
        path = claim.account_path if len(claim.account_path) == len(DIGITS) else []
        for level, name in enumerate(path, 1):
            key = account_key(name)
            if key in told:
                continue
            told.add(key)
            codes = [code for code in codes_of(name) if len(code) == DIGITS[level]]
            account = accounts()["functional", codes[0]] if len(codes) == 1 else None
            if account is None or not printed[account.code] or key in printed[account.code]:
                continue
            own = next(one for one in account.names if account_key(one.name) == key)
            if own.until is None or year <= own.until + YEARS_OF_GRACE:
                continue
            fact = next(f for (_, c, _), f in named.items() if c == account.code)
            message = (
                f"文字{on_page(claim.page)}所述“{name}”是科目{account.code}用至{own.until}年的名称，"
                f"{place(fact, found.sources)}的名称为“{fact.row_label}”。"
            )
            found.fail("account_name_year", message, [fact], claims=[claim])


def _check_paths(named: Named, claims: Sequence[ClaimRecord], found: ChecksMade) -> None:
    """An item that the text tells under one class (类) or 款, and the document's tables under another."""
    codes: dict[str, set[str]] = defaultdict(set)
    for scheme, code, key in named:
        if scheme == "functional":
            codes[key].add(code)
    told: set[tuple[str, ...]] = set()
    for claim in claims:
        path = tuple(claim.account_path)
        if len(path) < len(DIGITS) - 1 or path in told:
            continue
        # a 款 that only a sentence before tells is that of its own item
        upto = sum(name in (claim.sentence or "") for name in path[1:2])
        for above, name in _foreign(path, codes, 1 + upto):
            told.add(path)
            printed = {code for code in codes[account_key(name)] if len(code) == DIGITS[path.index(name) + 1]}
            fact = next(f for (_, c, k), f in named.items() if c in printed and k == account_key(name))
            message = (
                f"文字{on_page(claim.page)}把“{name}”列在“{above}”{'类款'[path.index(above)]}下，"
                f"而{place(fact, found.sources)}的编码为{fact.account_code}，所属类款有误。"
            )
            found.fail("account_path", message, [fact], claims=[claim])


def _foreign(path: Sequence[str], codes: Mapping[str, set[str]], upto: int) -> list[tuple[str, str]]:
    """A name of a path that the tables print, and the name above it under which it does not stand.

    Names above down to the level ``upto`` are looked at.
    """
    for level, name in enumerate(path[1:], 2):
        printed = {code for code in codes.get(account_key(name), ()) if len(code) == DIGITS[level]}
        for at, above in enumerate(path[: min(level - 1, upto)], 1):
            own = {code for code in codes_of(above) if len(code) == DIGITS[at]}
            own |= {code for code in codes.get(account_key(above), ()) if len(code) == DIGITS[at]}
            if own and printed and not any(code[: DIGITS[at]] in own for code in printed):
                return [(above, name)]
    return []
