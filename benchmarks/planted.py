"""Errors planted into correct documents: ``python -m benchmarks.planted [--plants N] [PDF ...]``.

Makes documents that are correct by construction (and takes those given), plants one error at a
time into a copy of what was read from them, links and checks the copy, and prints how many plants
gave a new alarm that names the figure or claim, by sort of error: over all plants, and over those
whose figure another place of the document states too. Also the alarms of the unplanted documents.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from corpus import families
from corpus.make import make_document
from extractors.reading import read_file
from linking.accounts import account_name
from linking.checks.all_checks import check
from linking.intervals import decimals_of
from linking.labels import bare
from linking.linker import Linked, link, section_kinds
from linking.links.figure_index import build_ledger
from nlp.narrative import read_narrative
from records.file_tables import FactRecord
from records.lexicon.accounts import accounts
from records.lexicon.groups import YUAN
from records.lexicon.statements import is_even
from records.narrative_tables import ClaimRecord
from records.tables import Document

Record = TypeVar("Record", FactRecord, ClaimRecord)
YEAR = re.compile(r"(20\d\d)年")
DIGITS = 3
"""Significant digits from which on two equal amounts are one figure, not coincidence."""
LEAST_CHANGE = 10
"""A planted change is at least so many units in the last place: rounding explains none."""
AMOUNTS = frozenset({"amount", "execution_rate", "weight", "score"})
STATED = frozenset({"supported", "rounding", "derivable"})
Figure = tuple[str, Decimal, str | None]
CHANGES = ("change", "change_rate")


@dataclass(slots=True)
class ReadSource:
    """A document as read, with the alarms that it gives as it is."""

    name: str
    document: Document
    claims: list[ClaimRecord]
    linked: Linked
    alarms: dict[tuple[str, ...], set[str]]
    places: dict[Figure, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass(slots=True)
class Plant:
    """An error: the records that replace others, which of them must be named, and what it is.

    What is no record (a heading, a table that is missing) is a ``change`` of the document, and told by one of
    ``rules``.
    """

    sort: str
    facts: dict[str, FactRecord] = field(default_factory=dict)
    claims: dict[str, ClaimRecord] = field(default_factory=dict)
    stated: bool = False
    what: str = ""
    change: Callable[[Document], Document] | None = None
    rules: frozenset[str] = frozenset()


def run(document: Document, claims: list[ClaimRecord]) -> Linked:
    """Links and checks; the checks are made here where the linker does not."""
    linked = link(document, claims)
    if not linked.checks:
        linked.checks, _ = check(document, claims, build_ledger(document.facts, section_kinds(document)))
    return linked


def alarms(linked: Linked) -> dict[tuple[str, ...], set[str]]:
    """The contradictions and failed checks, each with the figures and claims that it names."""
    result: dict[tuple[str, ...], set[str]] = {}
    for made in linked.links:
        if made.verdict == "contradicted":
            result["link", made.claim_id] = {made.claim_id, *made.fact_ids, *made.claim_ids}
    for made_check in linked.checks:
        if made_check.verdict == "fails":
            operands = (*made_check.fact_ids, *made_check.claim_ids)
            key = ("check", made_check.rule_id, *operands, str(made_check.page), made_check.message or "")
            # some checks of the text name no claim: what they point at is the page
            result[key] = {*operands, f"page {made_check.page}", f"rule {made_check.rule_id}"}
    for one in linked.obligations:
        if one.status == "not_met":
            result["owed", one.rule_id] = {f"rule {one.rule_id}"}
    return result


def take(name: str, data: bytes) -> ReadSource:
    """A document read, linked and checked."""
    read = read_file(data, name)
    document, claims = read.document, read_narrative(read).claims
    linked = run(document, claims)
    source = ReadSource(name, document, claims, linked, alarms(linked))
    for fact in document.facts:
        for figure in figures_of(fact):
            source.places[figure].add(fact.table_id)
    for claim in claims:
        if claim.kind == "level" and telling(claim):
            name = f"functional {account_name(claim.account_path[-1])}" if claim.account_path else "total"
            source.places[name, claim.amount_yuan or Decimal(0), claim.phase].add(claim.claim_id)
    return source


def telling(record: FactRecord | ClaimRecord) -> bool:
    """Whether an amount has digits enough to be recognised elsewhere."""
    digits = f"{record.amount_yuan or 0}".replace(".", "").strip("0")
    return record.amount_yuan is not None and len(digits) >= DIGITS


def figures_of(fact: FactRecord) -> list[Figure]:
    """What a figure is recognised by in another table: its amount with its account or as a total."""
    if not telling(fact):
        return []
    label = bare(fact.row_label)
    names = (
        {"total"} if not label or "计" in label else {f"{fact.scheme or 'functional'} {account_name(label)}"}
    )
    return [(name, fact.amount_yuan or Decimal(0), fact.phase) for name in sorted(names)]


def elsewhere(source: ReadSource, record: FactRecord | ClaimRecord) -> bool:
    """Whether another table or sentence states the same figure."""
    if isinstance(record, FactRecord):
        return any(len(source.places[figure]) > 1 for figure in figures_of(record))
    return telling(record) and any(
        (fact.amount_yuan, fact.phase) == (record.amount_yuan, record.phase) for fact in source.document.facts
    )


def with_value(record: Record, value: Decimal) -> Record:
    """The record with another value, its amount and raw text to match."""
    places = decimals_of(record.raw, record.value or Decimal(0))
    factor = YUAN.get(record.unit or "")
    amount = (value * factor).quantize(Decimal("0.01")) if factor is not None else None
    suffix = "%" if "%" in (record.raw or "") else ""
    return replace(
        record,
        value=value,
        amount_yuan=amount if record.amount_yuan is not None else None,
        raw=f"{value:,.{places}f}{suffix}",
    )


def changed(value: Decimal, places: int, chance: random.Random) -> Decimal:
    """Another value, 2 % to 30 % away and by more than rounding."""
    last = Decimal(1).scaleb(-places)
    step = (abs(value) * Decimal(chance.uniform(0.02, 0.3))).quantize(last)
    step = max(step, LEAST_CHANGE * last if places else last)
    return value + step if chance.random() < 0.5 or value - step <= 0 else value - step


def swapped(value: Decimal, places: int, chance: random.Random) -> Decimal | None:
    """The value with two neighbouring digits swapped; ``None`` where that is mere rounding."""
    text = f"{value:.{places}f}"
    spots = [i for i in range(len(text) - 1) if text[i : i + 2].isdigit() and text[i] != text[i + 1]]
    spots = [i for i in spots if i > 0 or text[1] != "0"]
    if not spots:
        return None
    i = chance.choice(spots)
    result = Decimal(text[:i] + text[i + 1] + text[i] + text[i + 2 :])
    return result if abs(result - value) >= LEAST_CHANGE * Decimal(1).scaleb(-places) else None


def figures(source: ReadSource) -> list[FactRecord]:
    """The figures that an error can be planted into."""
    return [
        fact
        for fact in source.document.facts
        if fact.value
        and (is_even(fact.statement) or fact.statement.startswith("performance") and fact.measure in AMOUNTS)
    ]


def plant_figure(source: ReadSource, chance: random.Random) -> Plant | None:
    fact = chance.choice(figures(source))
    value = changed(fact.value or Decimal(0), decimals_of(fact.raw, fact.value or Decimal(0)), chance)
    return of_fact("figure_changed", source, fact, value)


def plant_swap(source: ReadSource, chance: random.Random) -> Plant | None:
    fact = chance.choice(figures(source))
    value = swapped(fact.value or Decimal(0), decimals_of(fact.raw, fact.value or Decimal(0)), chance)
    return None if value is None else of_fact("digits_swapped", source, fact, value)


def of_fact(sort: str, source: ReadSource, fact: FactRecord, value: Decimal) -> Plant:
    what = f"{fact.statement} {fact.row_label} {'·'.join(fact.column_path)} {fact.raw} -> {value}"
    return Plant(
        sort, facts={fact.fact_id: with_value(fact, value)}, stated=elsewhere(source, fact), what=what
    )


def plant_shift(source: ReadSource, chance: random.Random) -> Plant | None:
    """A figure and the one in the row below change places."""
    fact = chance.choice(figures(source))
    below = [
        other
        for other in source.document.facts
        if (other.table_id, other.column, other.row) == (fact.table_id, fact.column, fact.row + 1)
    ]
    if len(below) != 1 or not below[0].value or below[0].unit != fact.unit:
        return None
    other = below[0]
    last = Decimal(1).scaleb(-decimals_of(fact.raw, fact.value or Decimal(0)))
    if abs((other.value or Decimal(0)) - (fact.value or Decimal(0))) < LEAST_CHANGE * last:
        return None
    plant = of_fact("row_shifted", source, fact, other.value or Decimal(0))
    plant.facts[other.fact_id] = with_value(other, fact.value or Decimal(0))
    plant.stated = plant.stated or elsewhere(source, other)
    return plant


def claimed(source: ReadSource, claim: ClaimRecord) -> bool:
    """Whether the document states elsewhere what a claim says: the amount, or what it follows from."""
    if claim.kind == "level":
        return elsewhere(source, claim)
    return any(made.claim_id == claim.claim_id and made.verdict in STATED for made in source.linked.links)


def plant_claim(source: ReadSource, chance: random.Random) -> Plant | None:
    claims = [claim for claim in source.claims if claim.value]
    if not claims:
        return None
    claim = chance.choice(claims)
    places = decimals_of(claim.raw, claim.value or Decimal(0))
    value = changed(claim.value or Decimal(0), places, chance)
    what = f"{claim.kind} {claim.subject} {claim.raw} -> {value}: {claim.sentence}"
    stated = claimed(source, claim)
    return Plant("claim_changed", claims={claim.claim_id: with_value(claim, value)}, stated=stated, what=what)


def plant_unit(source: ReadSource, chance: random.Random) -> Plant | None:
    """A number of 元 that is told as one of 万元."""
    claims = [c for c in source.claims if c.kind == "level" and c.unit == "万元" and c.value and telling(c)]
    if not claims:
        return None
    claim = chance.choice(claims)
    value = ((claim.value or Decimal(0)) * 10_000).quantize(Decimal("0.01"))
    what = f"{claim.subject} {claim.raw} -> {value}: {claim.sentence}"
    made = {claim.claim_id: with_value(claim, value)}
    return Plant("unit_slipped", claims=made, stated=claimed(source, claim), what=what)


def plant_lost(source: ReadSource, chance: random.Random) -> Plant | None:
    """A figure of a table of which a digit is left out."""
    fact = chance.choice(figures(source))
    places = decimals_of(fact.raw, fact.value or Decimal(0))
    whole, point, rest = f"{fact.value:.{places}f}".partition(".")
    if len(whole) < DIGITS or whole.startswith("-"):
        return None
    at = chance.randrange(1, len(whole))
    return of_fact("digit_lost", source, fact, Decimal(whole[:at] + whole[at + 1 :] + point + rest))


def plant_direction(source: ReadSource, chance: random.Random) -> Plant | None:
    """增加 for 减少, in the amount and in its rate."""
    turned = {"up": "down", "down": "up"}
    claims = [c for c in source.claims if c.kind in CHANGES and c.direction in turned and c.value]
    if not claims:
        return None
    claim = chance.choice(claims)
    pair = [
        c
        for c in claims
        if (c.sentence, c.subject, c.base, c.direction)
        == (claim.sentence, claim.subject, claim.base, claim.direction)
    ]
    plants = {c.claim_id: replace(c, direction=turned[c.direction or "up"]) for c in pair}
    what = f"{claim.kind} {claim.subject} {claim.direction} turned: {claim.sentence}"
    return Plant("direction_turned", claims=plants, stated=any(claimed(source, c) for c in pair), what=what)


def plant_year(source: ReadSource, chance: random.Random) -> Plant | None:
    """Last year's number in a sentence about this year's figure, where the year stands before the figure."""
    year = source.document.record.fiscal_year
    claims = [
        c
        for c in source.claims
        if c.kind == "level"
        and c.period == year
        and year
        and YEAR.findall((c.sentence or "").partition(c.raw or "\n")[0])[-1:] == [str(year)]
        and telling(c)
    ]
    if not claims or year is None:
        return None
    claim = chance.choice(claims)
    sentence = (claim.sentence or "").replace(f"{year}年", f"{year - 1}年")
    moved = {
        c.claim_id: replace(c, period=year - 1, sentence=sentence)
        for c in source.claims
        if c.sentence == claim.sentence and c.period == year and c.section_id == claim.section_id
    }
    what = f"{claim.subject} {claim.raw} of {year}: {sentence}"
    return Plant("wrong_year", claims=moved, stated=elsewhere(source, claim), what=what)


def plant_name(source: ReadSource, chance: random.Random) -> Plant | None:
    """The name of another account of its level for a code, in one row of one table."""
    facts = [f for f in source.document.facts if f.scheme == "functional" and f.account_code in LEAVES]
    if not facts:
        return None
    fact = chance.choice(facts)
    beside = [
        code for code in LEAVES if code != fact.account_code and len(code) == len(fact.account_code or "")
    ]
    name = accounts()["functional", chance.choice(beside)].name_in(source.document.record.fiscal_year)
    row = {
        f.fact_id: replace(f, row_label=name)
        for f in source.document.facts
        if (f.table_id, f.row) == (fact.table_id, fact.row)
    }
    return Plant("wrong_name", facts=row, stated=True, what=f"{fact.account_code} {fact.row_label} -> {name}")


LEAVES = ("2080505", "2080506", "2101101", "2101102", "2210201", "2210202", "20805", "21011", "22102")
"""Codes that most documents have, whose names are another one's in a plant."""


def plant_heading(source: ReadSource, chance: random.Random) -> Plant | None:
    """Last year in a heading that names the report's year."""
    year = source.document.record.fiscal_year
    titles = [s for s in source.document.sections if year and f"{year}年" in (s.title or "")]
    titles = [s for s in titles if "决算" in (s.title or "") or "预算" in (s.title or "")]
    if not titles or year is None:
        return None
    title = chance.choice(titles)
    named = replace(title, title=(title.title or "").replace(f"{year}年", f"{year - 1}年"))

    def change(document: Document) -> Document:
        return replace(document, sections=[named if s is title else s for s in document.sections])

    rules = frozenset({"rule heading_year"})
    return Plant("heading_year", change=change, rules=rules, stated=True, what=named.title or "")


def plant_placeholder(source: ReadSource, chance: random.Random) -> Plant | None:
    """XX for the number of a rate or a change in the text."""
    claims = [c for c in source.claims if c.kind in CHANGES and c.raw and c.unit in ("%", "万元") and c.value]
    if not claims:
        return None
    claim = chance.choice(claims)
    raw = re.sub(r"\d[\d,.]*", "XX", claim.raw or "", count=1)

    def change(document: Document) -> Document:
        sections = [
            replace(s, text=s.text.replace(claim.raw or "", raw, 1))
            if s.section_id == claim.section_id
            else s
            for s in document.sections
        ]
        return replace(document, sections=sections)

    found = any(
        s.section_id == claim.section_id and (claim.raw or "") in s.text for s in source.document.sections
    )
    rules = frozenset({"rule placeholder"})
    what = f"{claim.sentence}: {raw}"
    return Plant("placeholder", change=change, rules=rules, stated=True, what=what) if found else None


def plant_empty(source: ReadSource, chance: random.Random) -> Plant | None:
    """A statement without its figures, though the text states them in its chapter."""
    kinds = section_kinds(source.document)
    stated = {
        kinds.get(c.section_id or "")
        for c in source.claims
        if c.kind == "level" and c.amount_yuan and c.phase
    }
    tables = [t for t in source.document.tables if t.statement in EMPTIED & stated and not t.is_empty]
    if not tables:
        return None
    table = chance.choice(tables)

    def change(document: Document) -> Document:
        emptied = replace(table, is_empty=True)
        return replace(
            document,
            tables=[emptied if t is table else t for t in document.tables],
            facts=[f for f in document.facts if f.table_id != table.table_id],
        )

    rules = frozenset({"rule blank_statement"})
    return Plant("table_emptied", change=change, rules=rules, stated=True, what=table.title or "")


EMPTIED = {"three_public", "government_fund", "basic_expenditure", "general_public_budget_expenditure"}


def plant_missing(source: ReadSource, chance: random.Random) -> Plant | None:
    """A statement that a disclosure owes, left out."""
    owed = {
        one.rule_id.removeprefix("owes_"): one.rule_id
        for one in source.linked.obligations
        if one.status == "met" and (one.evidence or "").startswith("《")
    }
    tables = [t for t in source.document.tables if t.statement in owed]
    tables = [t for t in tables if sum(o.statement == t.statement for o in tables) == 1]
    if not tables:
        return None
    table = chance.choice(tables)

    def change(document: Document) -> Document:
        return replace(
            document,
            tables=[t for t in document.tables if t is not table],
            facts=[f for f in document.facts if f.table_id != table.table_id],
            cells=[c for c in document.cells if c.table_id != table.table_id],
        )

    rules = frozenset({f"rule {owed[table.statement]}"})
    return Plant("statement_missing", change=change, rules=rules, stated=True, what=table.title or "")


PLANTERS: tuple[Callable[[ReadSource, random.Random], Plant | None], ...] = (
    plant_figure,
    plant_swap,
    plant_shift,
    plant_claim,
    plant_unit,
    plant_lost,
    plant_direction,
    plant_year,
    plant_name,
    plant_heading,
    plant_placeholder,
    plant_empty,
    plant_missing,
)


def caught(source: ReadSource, plant: Plant) -> bool:
    """Whether the planted copy gives a new alarm that names what was planted."""
    document = replace(
        source.document, facts=[plant.facts.get(fact.fact_id, fact) for fact in source.document.facts]
    )
    claims = [plant.claims.get(claim.claim_id, claim) for claim in source.claims]
    if plant.change is not None:
        document = plant.change(document)
    pages = {f"page {claim.page}" for claim in plant.claims.values()}
    wrong = {*plant.facts, *plant.claims, *pages, *plant.rules}
    new = alarms(run(document, claims))
    return any(key not in source.alarms and named & wrong for key, named in new.items())


def sources(documents: int, seed: int, given: list[Path]) -> list[ReadSource]:
    """Made documents of all families in turn, and the files given."""
    names = families.names()
    made = [(names[i % len(names)], seed + i // len(names)) for i in range(documents)]
    result = [take(f"{name}-{number}", make_document(name, number)[0]) for name, number in made]
    return result + [take(path.name, path.read_bytes()) for path in given]


def main(arguments: list[str] | None = None) -> int:
    """The command; 1 if nothing could be planted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="PDF files taken to be correct")
    parser.add_argument("--documents", type=int, default=21, help="how many documents to make")
    parser.add_argument("--plants", type=int, default=600, help="how many errors to plant")
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    given = parser.parse_args(arguments)
    chance = random.Random(given.seed)
    taken = sources(given.documents, given.seed, given.files)
    false_alarms = sum(key[0] != "owed" for source in taken[: given.documents] for key in source.alarms)
    print(
        f"{len(taken)} documents; {false_alarms} alarms in the {given.documents} made ones, which are correct"
    )
    for source in taken:
        for key in source.alarms:
            if key[0] != "owed":  # made documents leave out what rare forms leave out
                print(f"  alarm in {source.name}: {' '.join(key[:3])}")
    counts: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    begun, tries = time.perf_counter(), 0
    while sum(map(len, counts.values())) < given.plants and tries < 20 * given.plants and taken:
        tries += 1
        source = chance.choice(taken)
        plant = PLANTERS[tries % len(PLANTERS)](source, chance)
        if plant is None:
            continue
        hit = caught(source, plant)
        counts[plant.sort, plant.stated].append(hit)
        if given.misses and not hit and plant.stated:
            print(f"  missed {plant.sort} in {source.name}: {plant.what}")
    report(counts)
    print(f"{time.perf_counter() - begun:.1f} s")
    return 0 if counts else 1


def report(counts: dict[tuple[str, bool], list[bool]]) -> None:
    """Recall by sort of error, and of all."""
    print(f"{'error':18}{'stated too':>22}{'all':>22}")
    for sort in sorted({sort for sort, _ in counts}):
        print(
            f"{sort:18}{_share(counts[sort, True]):>22}{_share(counts[sort, True] + counts[sort, False]):>22}"
        )
    stated = [hit for (_, also), hits in counts.items() if also for hit in hits]
    everything = [hit for hits in counts.values() for hit in hits]
    print(f"{'all':18}{_share(stated):>22}{_share(everything):>22}")


def _share(hits: list[bool]) -> str:
    return f"{sum(hits)}/{len(hits)} {sum(hits) / len(hits):7.1%}" if hits else "-"


if __name__ == "__main__":
    sys.exit(main())
