"""Claims that no figure settles, confirmed or contradicted by other claims of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, product

from linking.intervals import HUNDRED, added_up, exact
from linking.links.conditions import agrees
from linking.links.figure_index import interval_of
from linking.links.graded import count_grades
from linking.links.item_lists import FEWEST_ITEMS, first_of_each, item_lists
from linking.links.operands import Books, Operand, Subject, subject_of
from linking.links.relations import OPERAND_UNIT, percentage, signed
from linking.links.verdicts import derived, judged, repeated
from linking.wording import parted
from records.lexicon.families import are_all_of_one, families
from records.lexicon.groups import PROCUREMENT, THREE_PUBLIC, TOTALS
from records.lexicon.terms import wholes_of
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking")

Links = dict[str, LinkRecord]
EMPTY = ("government_fund", "state_capital")
ITEMS = re.compile(r"[(（](\d{1,2})[)）]")
CLAUSE = re.compile("[，。；：]")
MOST_PARTS = 16
"""Sentences behind a total among which its parts are looked for; lists of accounts have a dozen."""
MOST_TELLINGS = 3
"""How often a change is told again that is looked at."""


def derive(document: Document, books: Books, links: Links) -> None:
    """Settle links that are ``unverifiable`` so far, where the document itself has the answer."""
    rules = (
        _zero_parts,
        _sum_of_parts,
        _sums_of_families,
        _stated_budgets,
        _composed,
        _shares_of_all,
        _shares_of_total,
        _said_again,
        _steps,
        _same_count,
        _enumerated,
        _projects,
        count_grades,
    )
    for rule in rules:
        rule(document, books, links)


def _open(links: Links, claim: ClaimRecord) -> bool:
    link = links.get(claim.claim_id)
    return link is not None and link.verdict == "unverifiable"


def _measure(claim: ClaimRecord, books: Books) -> str | None:
    sense = books.ledger.sense_of(claim)
    return sense.measure if sense.understood else None


def _by_measure(books: Books) -> dict[str, list[ClaimRecord]]:
    result: dict[str, list[ClaimRecord]] = {}
    for claim in books.narrative.claims:
        if claim.kind in ("level", "count") and claim.value is not None:
            measure = _measure(claim, books)
            if measure:
                result.setdefault(measure, []).append(claim)
    return result


def _zero_parts(document: Document, books: Books, links: Links) -> None:
    """Parts of a total of zero are zero; so is what an empty statement of a fund shows."""
    stated = _by_measure(books)
    empty = {table.statement for table in document.tables if table.is_empty}
    filled = {table.statement for table in document.tables if not table.is_empty}
    for claim in books.narrative.claims:
        if claim.kind != "level" or claim.value != 0 or not _open(links, claim):
            continue
        wanted = books.ledger.sense_of(claim).wanted
        measure = _measure(claim, books) or ""
        statement = wanted[0].meaning.fund if wanted else None
        if statement in EMPTY and statement in empty and statement not in filled:
            links[claim.claim_id] = derived(claim, "equals", [], exact(Decimal(0)))
            continue
        for whole in sorted(wholes_of(measure)):
            operand = _zero_total(whole, claim, books, stated, links)
            if operand is not None:
                links[claim.claim_id] = derived(claim, "sum", [operand], operand.interval)
                break


def _zero_total(
    measure: str, claim: ClaimRecord, books: Books, stated: dict[str, list[ClaimRecord]], links: Links
) -> Operand | None:
    for fact in books.ledger.figures(measure):
        if fact.value == 0 and agrees(fact, claim.phase, claim.period):
            return Operand.of(fact, OPERAND_UNIT)
    for other in stated.get(measure, ()):
        same = (other.value, other.phase, other.period) == (Decimal(0), claim.phase, claim.period)
        if same and other.claim_id in links and not _open(links, other):
            return Operand.of(other, OPERAND_UNIT)
    return None


def _sum_of_parts(document: Document, books: Books, links: Links) -> None:
    """A total that the parts stated beside it add up to (货物 + 工程 + 服务)."""
    stated = _by_measure(books)
    (parts,) = families()[PROCUREMENT].ways
    for claim in stated.get(PROCUREMENT, ()):
        found = [
            other
            for part in parts
            for other in stated.get(part, ())
            if other.section_id == claim.section_id
            and (other.phase, other.period) == (claim.phase, claim.period)
            and claim.fund in (None, other.fund)
        ]
        if _open(links, claim) and len({_measure(o, books) for o in found}) == len(parts) == len(found):
            _settle_sum(claim, found, links, books.doubts_of(claim))


def _sums_of_families(document: Document, books: Books, links: Links) -> None:
    """A total whose parts are told anywhere in the text, each with one amount (“三公” and its three)."""
    stated = _by_measure(books)
    for family in families().values():
        for claim in stated.get(family.whole, ()) if "level" in family.of else ():
            for way in family.ways:
                once = [[one for one in stated.get(part, ()) if _is_part_of(one, claim)] for part in way]
                if _open(links, claim) and all(len({o.amount_yuan for o in found}) == 1 for found in once):
                    _settle_sum(claim, [found[0] for found in once], links, ("parts",))


def _is_part_of(part: ClaimRecord, whole: ClaimRecord) -> bool:
    one, other = ((c.kind, c.phase, c.period, c.fund, c.scope) for c in (part, whole))
    return one == other and part.amount_yuan is not None


def _settle_sum(claim: ClaimRecord, parts: list[ClaimRecord], links: Links, doubts: tuple[str, ...]) -> None:
    operands = [Operand.of(part, claim.unit, confidence=0.95) for part in parts]
    made = added_up(operand.interval for operand in operands)
    link = judged(claim, "sum", operands, made, doubts)
    if link.verdict != "unverifiable":
        links[claim.claim_id] = link


def _stated_budgets(document: Document, books: Books, links: Links) -> None:
    """The stated total of the items' budgets against their sum."""
    for listed in item_lists(books.narrative):
        if _open(links, listed.total):
            doubts = books.doubts_of(listed.total) + (() if listed.complete else ("parts",))
            _settle_sum(listed.total, list(listed.items), links, doubts)


def _composed(document: Document, books: Books, links: Links) -> None:
    """A total that the parts behind it in the text add up to; the parts themselves stay open."""
    for claims in books.narrative.by_section.values():
        levels = [c for c in claims if c.kind == "level" and c.value is not None and c.phase is not None]
        for index, total in enumerate(levels):
            if _open(links, total):
                parts = _parts_behind(total, levels[index + 1 : index + 1 + MOST_PARTS])
                if parts:
                    _settle_sum(total, parts, links, ("parts",))


def _parts_behind(total: ClaimRecord, following: list[ClaimRecord]) -> list[ClaimRecord]:
    """The claims right behind a total that add up to it; none if they do not."""
    parts: list[ClaimRecord] = []
    own = interval_of(total, total.unit)
    reached = exact(Decimal(0))
    for claim in following:
        if (claim.phase, claim.period, claim.side) != (total.phase, total.period, total.side):
            continue
        if subject_of(claim) == subject_of(total) or subject_of(claim) in map(subject_of, parts):
            return []
        parts.append(claim)
        reached = reached + interval_of(claim, total.unit)
        if reached.low > own.high:
            return []
        if len(parts) >= FEWEST_ITEMS and own.value > 0 and reached.high >= own.low:
            return parts
    return []


def _shares_of_all(document: Document, books: Books, links: Links) -> None:
    """基本支出60万元，占60%；项目支出40万元，占40%: of what they add up to, as they are all there is.

    No whole is named; that one of the shares is its part of the sum tells that it is meant.
    """
    for _, group in groupby(books.narrative.claims, key=lambda claim: (claim.section_id, claim.sentence)):
        told = list(group)
        levels = {c.measure: c for c in told if c.kind == "level" and c.value is not None and c.measure}
        shares = [(c, levels[c.measure]) for c in told if c.kind == "share" and c.measure in levels]
        shares = [(c, part) for c, part in shares if not c.share_of and _open(links, c)]
        one = {(c.phase, c.period, c.fund, c.scope) for c in levels.values()}
        if len(shares) < 2 or len(one) > 1 or not are_all_of_one({measure or "" for measure in levels}):
            continue
        operands = [Operand.of(c, OPERAND_UNIT, confidence=0.95) for c in levels.values()]
        whole = added_up(operand.interval for operand in operands)
        made = []
        for share, part in shares:
            ratio = percentage(interval_of(part, OPERAND_UNIT), whole)
            if ratio is not None:
                made.append(judged(share, "ratio", operands, ratio, books.doubts_of(share)))
        if any(link.verdict == "derivable" for link in made):
            links.update((link.claim_id, link) for link in made if link.verdict != "unverifiable")


def _shares_of_total(document: Document, books: Books, links: Links) -> None:
    """甲支出60万元，占60%；乙支出40万元，占40%: of the total that both make, wherever the text tells it."""
    told = [c for c in books.narrative.claims if c.kind == "level" and c.measure in TOTALS and c.value]
    for _, group in groupby(books.narrative.claims, key=lambda claim: (claim.section_id, claim.sentence)):
        here = list(group)
        shares = {subject_of(c): c for c in here if c.kind == "share" and _open(links, c)}
        parts = {subject_of(c): c for c in here if c.kind == "level" and subject_of(c) in shares}
        if len(parts) < FEWEST_ITEMS or len(parts) < len(shares):
            continue
        together = added_up(interval_of(c, OPERAND_UNIT) for c in parts.values())
        when = {(c.phase, c.period, c.side) for c in parts.values()}
        wholes = [c for c in told if c not in here and {(c.phase, c.period, c.side)} == when]
        for whole in wholes if _sum_to_hundred(shares.values()) else ():
            amount = interval_of(whole, OPERAND_UNIT)
            if amount.value == together.value:
                _settle_shares(shares, parts, whole, links)


def _sum_to_hundred(shares: Iterable[ClaimRecord]) -> bool:
    return added_up(interval_of(c, c.unit) for c in shares).meets(exact(HUNDRED))


def _settle_shares(
    shares: dict[Subject, ClaimRecord], parts: dict[Subject, ClaimRecord], whole: ClaimRecord, links: Links
) -> None:
    """Confirm the shares that amounts are of a whole."""
    for subject, share in shares.items():
        operands = [Operand.of(c, OPERAND_UNIT, confidence=0.95) for c in (parts[subject], whole)]
        ratio = percentage(operands[0].interval, operands[1].interval)
        made = judged(share, "ratio", operands, ratio, ("whole",)) if ratio is not None else None
        if made is not None and made.verdict != "unverifiable":
            links[share.claim_id] = made


def _said_again(document: Document, books: Books, links: Links) -> None:
    """The same level of the same subject, stated in two sentences."""
    for claim in books.narrative.claims:
        if claim.kind != "level" or not claim.value or claim.phase is None or not _open(links, claim):
            continue
        for other in books.narrative.by_subject[books.narrative.told_of(claim)]:
            one, same = (
                (told.kind, told.phase, told.period, told.fund, told.amount_yuan) for told in (claim, other)
            )
            apart = (other.section_id, other.sentence) != (claim.section_id, claim.sentence)
            if apart and one == same:
                links[claim.claim_id] = repeated(claim, Operand(interval_of(claim, claim.unit), claim=other))
                break


def _steps(document: Document, books: Books, links: Links) -> None:
    """A change that is said twice, or that the changes of its parts add up to."""
    changes = [c for c in books.narrative.claims if c.kind == "change" and c.value is not None]
    for claim in changes:
        if not _open(links, claim):
            continue
        same = [
            other
            for other in changes
            if other is not claim
            and books.narrative.told_of(other) == books.narrative.told_of(claim)
            and (other.base, other.direction, other.period) == (claim.base, claim.direction, claim.period)
            and other.section_id != claim.section_id
        ]
        if claim.base != "prior_year" or claim.measure:
            for other in same:
                link = repeated(claim, Operand.of(other, claim.unit), ("parts",))
                if link.verdict == "derivable":
                    links[claim.claim_id] = link
                    break
    _sum_of_steps(changes, books, links)
    _family_steps(changes, books, links)


def _sum_of_steps(changes: list[ClaimRecord], books: Books, links: Links) -> None:
    """The changes of the accounts in one chapter, with their signs, make the change of the whole."""
    groups: dict[tuple[object, ...], list[ClaimRecord]] = {}
    for claim in changes:
        key = (claim.base, claim.period, claim.fund, books.ledger.kind_of(claim))
        groups.setdefault(key, []).append(claim)
    for group in groups.values():
        accounts = first_of_each([c for c in group if len(c.account_path) == 1])
        if len(accounts) < FEWEST_ITEMS:
            continue
        total = sum((signed(c).value for c in accounts), Decimal(0))
        near = Decimal("0.01") * (len(accounts) + 1)
        for whole in group:
            if not whole.account_path and abs(signed(whole).value - total) <= near:
                _settle_equation(whole, accounts, links)
                break


def _family_steps(changes: list[ClaimRecord], books: Books, links: Links) -> None:
    """The change of “三公”经费 as a whole and those of its parts, with their signs."""
    named = [(c, _measure(replace(c, kind="level"), books)) for c in changes]
    for whole, measure in named:
        if measure != THREE_PUBLIC:
            continue
        parts: dict[str, list[ClaimRecord]] = {}
        for claim, other in named:
            same = (claim.base, claim.period) == (whole.base, whole.period)
            if same and other and measure in wholes_of(other):
                parts.setdefault(other, []).append(claim)
        leaves = [
            found[:MOST_TELLINGS] for name, found in parts.items() if not wholes_of(name) & parts.keys()
        ]
        for chosen in product(*leaves):
            total = sum((signed(c).value for c in chosen), Decimal(0))
            if chosen and abs(total - signed(whole).value) <= Decimal("0.01") * len(chosen):
                _settle_equation(whole, chosen, links)
                break


def _settle_equation(whole: ClaimRecord, parts: Sequence[ClaimRecord], links: Links) -> None:
    """An equation that holds confirms its result, and its parts only if the result is confirmed elsewhere."""
    known = not _open(links, whole)
    family = [Operand(signed(c), claim=c) for c in (whole, *parts)]
    for claim in (whole, *parts) if known else (whole,):
        if _open(links, claim):
            others = [operand for operand in family if operand.claim is not claim]
            links[claim.claim_id] = derived(claim, "sum", others, interval_of(claim, claim.unit))


def _same_count(document: Document, books: Books, links: Links) -> None:
    """Vehicles held (保有量) and vehicles owned, stated in two chapters."""
    stated = _by_measure(books)
    for here, there in (("vehicles_held", "vehicles"), ("vehicles", "vehicles_held")):
        for claim in stated.get(here, ()):
            others = [o for o in stated.get(there, ()) if o.value == claim.value and o.unit == claim.unit]
            if _open(links, claim) and others:
                links[claim.claim_id] = repeated(claim, Operand.of(others[0], claim.unit))


def _enumerated(document: Document, books: Books, links: Links) -> None:
    """A count whose things are listed behind it: 内设机构3个，包括：（1）…（2）…（3）…"""
    for claim in books.narrative.claims:
        if claim.kind != "count" or not _open(links, claim) or not claim.sentence or not claim.value:
            continue
        behind = parted(claim.sentence, claim.raw)[2]
        numbers = [int(n) for n in ITEMS.findall(behind)]
        listed = len(numbers) if numbers == list(range(1, len(numbers) + 1)) else 0
        match = WORDS.leads_to_names.search(behind)
        if not listed and match:
            names = WORDS.between_names.split(WORDS.in_brackets.sub("", match[1]))
            listed = len([name for name in names if name.strip()])
        if listed == claim.value:
            own = exact(claim.value)
            links[claim.claim_id] = derived(claim, "equals", [], own)


def _projects(document: Document, books: Books, links: Links) -> None:
    """The number of projects evaluated against the forms, or the rows of the summary, that follow."""
    forms = sum(table.statement == "performance_project" for table in document.tables)
    summaries = [table for table in document.tables if table.statement == "performance_summary"]
    some_only = any(WORDS.some_of_projects.search(table.title or "") for table in summaries)
    rows: dict[str, list[str]] = {}
    for fact in document.facts:
        if fact.statement == "performance_summary" and fact.row_label and "合计" not in fact.row_label:
            rows.setdefault(fact.row_label, []).append(fact.fact_id)
    for claim in books.narrative.claims:
        if claim.kind != "count" or claim.unit not in ("个", "项") or not _open(links, claim):
            continue
        if books.ledger.kind_of(claim) != "performance" or not WORDS.of_projects.search(claim.subject or ""):
            continue
        before, _, behind = parted(claim.sentence, claim.raw)
        clause = CLAUSE.split(before)[-1] + CLAUSE.split(behind)[0]
        if not claim.value or claim.value <= len(rows) and WORDS.some_grade.search(clause):
            continue  # 90分以上的项目3个: rows alone only tell that there are no more than all
        if rows and document.record.report_kind == "final_accounts":
            link = judged(claim, "sum", [], exact(Decimal(len(rows))))
            link.fact_ids = [ids[0] for ids in rows.values()]
            if link.verdict == "contradicted" and (some_only or WORDS.some_projects.search(clause)):
                continue
            if link.verdict != "contradicted":
                link.verdict = "derivable"
            links[claim.claim_id] = link
        elif forms and Decimal(forms) == claim.value:
            links[claim.claim_id] = derived(claim, "sum", [], exact(claim.value))
