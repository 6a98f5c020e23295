"""Whose disclosure it is, of which year and of what kind: from cover, headings and captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.characters import tight
from extractors.government import budget_year, is_government, place_of
from records.lexicon.numerals import year_said
from records.phrases import Phrases

WORDS = Phrases("extractors")


@dataclass(slots=True)
class Identity:
    """What the document says of itself; ``None`` where it does not say."""

    title: str | None = None
    issuer: str | None = None
    region: str | None = None
    fiscal_year: int | None = None
    report_kind: str | None = None
    body_kind: str | None = None


def read_identity(
    cover: list[str],
    headings: list[str],
    captions: list[tuple[str | None, str | None, int | None]],
    file_name: str = "",
) -> Identity:
    """The identity of a document.

    ``cover`` are the cover's lines, ``headings`` the titles of chapters, top first, ``captions`` for
    each table its title, body and year. The file's name counts where nothing else tells.
    """
    identity = Identity()
    cover = [tight(text) for text in cover if text]
    identity.title = _title(cover)
    sources = [(identity.title or "", 12), *((text, 4) for text in cover), *((text, 3) for text in headings)]
    sources += [(title or "", 2) for title, _, _ in captions]
    _vote_kind(identity, sources)
    _vote_year(identity, sources, [year for _, _, year in captions])
    identity.issuer = _issuer(identity.title, cover, headings, [issuer for _, issuer, _ in captions])
    _complete_by_name(identity, tight(file_name))
    _tell_own_level(identity, tight(file_name))
    titles = [title for title, _, _ in captions if title]
    if is_government(identity.title, cover, titles):
        _of_government(identity, [identity.title or "", *cover[:12], *titles])
    else:
        identity.region = region_of(identity.issuer) if identity.issuer else None
    return identity


def _of_government(identity: Identity, texts: list[str]) -> None:
    """Turn the identity into that of a government, whose region the ``texts`` name."""
    done = identity.report_kind == "final_accounts" or WORDS.carried_out.search(identity.title or "")
    kind = "final_accounts" if done else "budget"
    identity.report_kind, identity.body_kind = f"government_{kind}", None
    identity.fiscal_year = budget_year(identity.title) or identity.fiscal_year
    place = place_of(texts)
    if place is not None:
        identity.issuer = place
    elif identity.issuer is not None and not WORDS.organisation.match(identity.issuer):
        identity.issuer = None
    identity.region = place or (region_of(identity.issuer) if identity.issuer else None)


def _complete_by_name(identity: Identity, name: str) -> None:
    """Take from the file's name what the document itself does not say."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name)
    if identity.report_kind is None:
        _vote_kind(identity, [(stem, 1)])
    if identity.fiscal_year is None:
        _vote_year(identity, [(re.sub(r"(20\d\d)(?!\d|\s*年)", r"\1年", stem), 1)], [])
    if identity.issuer is None:
        identity.issuer = _organisation(re.sub(r"^[\d\s._、-]+(?![\d]*年)", "", stem))


def _tell_own_level(identity: Identity, name: str) -> None:
    """Name a body's own level, which is another than the body with its units, by title or file name."""
    issuer = identity.issuer
    if issuer is None or region_of(issuer) == issuer or WORDS.names_own_level.search(issuer):
        return
    behind = name.partition(issuer)[2]
    if WORDS.own_level_behind.search(identity.title or "") or WORDS.own_level_ahead.match(behind):
        identity.issuer = f"{issuer}（本级）"


def _title(cover: list[str]) -> str | None:
    """The title on the cover: its lines up to the one that names budget or final accounts."""
    for index, text in enumerate(cover[:12]):
        if re.search(r"预\s*算|决\s*算", text):
            parts = [text]
            if not WORDS.organisation.match(WORDS.report_subject.sub("", WORDS.leading_year.sub("", text))):
                for before in reversed(cover[:index]):
                    if len(before) > 40 or re.search(r"\d{4}年\d+月|目录|密级|附件", before):
                        break
                    parts.insert(0, before)
            for after in cover[index + 1 : index + 2]:
                if re.fullmatch(r"(?:公开)?(?:说明|报告|情况说明|信息公开|公开|报表)", after):
                    parts.append(after)
            return "".join(parts)
    return "".join(cover[:3]) if cover else None


def _vote_kind(identity: Identity, sources: list[tuple[str, int]]) -> None:
    kinds: Counter[str] = Counter()
    bodies: Counter[str] = Counter()
    for text, weight in sources:
        for match in WORDS.report_kind.finditer(WORDS.budget_of_fund.sub("", text)):
            kinds["final_accounts" if match[2] == "决算" else "budget"] += weight
            if match[1] in ("部门", "单位"):
                bodies["department" if match[1] == "部门" else "unit"] += weight
    identity.report_kind = kinds.most_common(1)[0][0] if kinds else None
    identity.body_kind = bodies.most_common(1)[0][0] if bodies else None


def _vote_year(identity: Identity, sources: list[tuple[str, int]], captions: list[int | None]) -> None:
    years: Counter[int] = Counter()
    for text, weight in sources:
        for match in WORDS.fiscal_year.finditer(text):
            years[int(match[1])] += weight
        for match in WORDS.spelled_year.finditer(text):
            if year := year_said(match[1]):
                years[year] += weight
    for year in captions:
        if year:
            years[year] += 1
    identity.fiscal_year = max(years, key=lambda year: (years[year], year)) if years else None


def _organisation(text: str) -> str | None:
    name = WORDS.report_subject.sub("", WORDS.leading_year.sub("", text.replace(" ", "")))
    for part in (re.sub(r"(?:20\d\d年?度?)$", "", name), WORDS.part_of_disclosure.sub("", name)):
        bare = part.strip("—-《》“” ")
        if WORDS.organisation.match(bare):
            return bare
    return None


def _issuer(
    title: str | None, cover: list[str], headings: list[str], captions: list[str | None]
) -> str | None:
    candidates: Counter[str] = Counter()
    for text, weight in [(title or "", 6), *((text, 4) for text in cover[:8])]:
        name = _organisation(text)
        if name:
            candidates[name] += weight
    for text in headings:
        overview = WORDS.overview.match(text) or WORDS.report_of.match(text)
        if overview and (name := _organisation(overview[1])):
            candidates[name] += 2
    counted = Counter(name for name in captions if name)
    for name, count in counted.items():
        # A caption often gives the short name only (医保局); the full one contains its end.
        candidates[name] += min(count, 5) if WORDS.organisation.match(name) and len(name) > 4 else 0
    if candidates:
        # A place alone names a level (某市某区2025年区级部门预算), the body if nothing else does.
        return max(candidates, key=lambda name: (region_of(name) != name, candidates[name], len(name)))
    return counted.most_common(1)[0][0] if counted else None


def region_of(issuer: str) -> str | None:
    """The administrative division that a body's name begins with, or ``None``."""
    match = WORDS.region_ahead.match(WORDS.party.sub("", issuer))
    region = match[1] if match else ""
    if not region or region == issuer and len(region) < 3 or WORDS.no_region.search(region):
        return None
    return region


def kind_told(title: str | None, texts: Iterable[str]) -> str | None:
    """The kind of report by its text; ``None`` if the text does not tell, or is about something else.

    A statement of the “三公” costs published alone may name neither 预算 nor 决算: spending is held against a
    budget, and guests have been received; a budget arranges.
    """
    text = "".join(texts)
    if not WORDS.of_public_money.search(f"{title or ''}\n{text}"):
        return None
    spent, planned = len(WORDS.tells_spent.findall(text)), len(WORDS.tells_planned.findall(text))
    if spent == planned:
        return None
    return "final_accounts" if spent > planned else "budget"


def year_told(texts: Iterable[str]) -> int | None:
    """The year that most of a text is told of, of two the later (2020年…比2019年减少); ``None`` if none."""
    text = "".join(texts)
    if not WORDS.of_public_money.search(text):
        return None
    years = Counter(int(match[1]) for match in WORDS.year_of_text.finditer(text))
    return max(years, key=lambda year: (years[year], year)) if years else None
