"""What the narrative alone shows to be wrong: years, rates, causes that point the other way."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from linking.checks.identities import ChecksMade, judge
from linking.checks.text.averages import check_averages
from linking.checks.text.bodies import check_bodies, check_body_words
from linking.checks.text.causes import check_causes, check_purposes
from linking.checks.text.conversions import check_conversions
from linking.checks.text.counts import check_listed_counts
from linking.checks.text.denials import check_denials
from linking.checks.text.empty_statements import check_empty_statements
from linking.checks.text.families import check_families, check_headlines, check_restated
from linking.checks.text.growth import check_account_changes
from linking.checks.text.named_items import check_named_items
from linking.checks.text.numbers.completed_rows import check_completed_rows
from linking.checks.text.numbers.lists import check_lists
from linking.checks.text.numbers.netted import check_carried, check_netted
from linking.checks.text.numbers.parallel import check_parallel
from linking.checks.text.numbers.prices import check_prices
from linking.checks.text.numbers.rates import check_rates_beside
from linking.checks.text.numbers.said import sentences
from linking.checks.text.numbers.worded import check_worded
from linking.checks.text.passages import Spot, spot_in
from linking.checks.text.rates import check_rates
from linking.checks.text.slips import check_slips
from linking.checks.text.statements import by_sentence, check_statements
from linking.checks.text.told_in_tables import check_told_in_tables
from linking.checks.text.told_of_rows import check_told_of_rows
from linking.checks.text.years import check_years
from linking.intervals import digits_of
from linking.links.figure_index import Ledger, interval_of
from linking.links.item_lists import added, item_lists
from linking.links.operands import Books, ClaimIndex, subject_of
from linking.links.relations import OPERAND_UNIT
from linking.wording import number, on_page, parted, place, with_unit
from records.file_tables import FactRecord
from records.lexicon.groups import CHANGES
from records.lexicon.statements import is_even
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks/text")

SENTENCE = re.compile(r"[。；;]")
FEWEST_TITLES = 2
"""Titles that name the document's own year before one with another year is a slip."""
FEWEST_DIGITS = 3
"""Significant digits from which on one value in two years is no coincidence."""
TELLING_DIGITS = 4
"""... and from which on they tell the figure that is meant."""


def check_text(document: Document, books: Books, found: ChecksMade) -> None:
    """The checks of a document's text against itself and against the year of its tables."""
    ledger, narrative = books.ledger, books.narrative
    claims = narrative.claims
    check_sentences(document, claims, found)
    check_bodies(document, found)
    check_body_words(document, found)
    check_empty_statements(document, claims, ledger, found)
    check_denials(document, claims, ledger, found)
    check_told_in_tables(by_sentence(claims), ledger, found)
    check_told_of_rows(document.facts, by_sentence(claims), found)
    # of what is understood, the links tell it
    of_rows = by_sentence(claim for claim in claims if not claim.understood)
    check_completed_rows(document.facts, of_rows, found)
    check_families(claims, document.record.fiscal_year, found)
    check_account_changes(claims, document.record.fiscal_year, found)
    check_averages(claims, found)
    check_restated(document, claims, ledger, found)
    check_headlines(claims, ledger, found)
    check_listed_counts(document, found)
    check_named_items(document, found)
    check_purposes(document, claims, document.reasons, found)
    check_rates(narrative, found)
    _check_item_totals(narrative, found)
    year = document.record.fiscal_year
    if year is not None:
        _check_comparisons(document, claims, year, found)
        _check_titles(document, year, found)
        check_years(document, claims, year, found)
        _check_periods(claims, year, ledger, found)


def check_sentences(document: Document, claims: list[ClaimRecord], found: ChecksMade) -> None:
    """The checks that need a sentence's own words and numbers only, whoever's text it is."""
    check_causes(claims, document.reasons, found)
    check_slips(document, found)
    check_statements(claims, found)
    check_conversions(claims, found)
    check_numbers(document, claims, found)


def _check_item_totals(narrative: ClaimIndex, found: ChecksMade) -> None:
    """The budgets of the items of a chapter against the total that the text itself states."""
    for listed in item_lists(narrative):
        if not listed.complete:
            continue
        total, parts = listed.total, listed.items
        unit = OPERAND_UNIT
        own, result = interval_of(total, unit), added(parts, unit)
        last = 2 * own.tolerance
        verdict = judge(own, result, last)
        difference = number(abs(own.value - result.value))
        outcome = f"相差{difference}{unit}，两者不符。" if verdict == "fails" else "相符。"
        message = (
            f"文字{on_page(total.page)}称{total.subject or ''}预算总额为"
            f"{with_unit(total)}，"
            f"所列{len(parts)}项的预算合计{number(result.value)}{unit}，{outcome}"
        )
        found.add("item_total", [], result.value, own.value, last, verdict, message, [total, *parts])


def _check_comparisons(document: Document, claims: list[ClaimRecord], year: int, found: ChecksMade) -> None:
    """A comparison of a year with itself (比2024年增加 in the accounts of 2024)."""
    pattern = WORDS.against_budget if document.record.report_kind == "budget" else WORDS.against_outturn
    for section in document.sections:
        if section.kind in ("definitions", "contact"):
            continue
        text = section.text.replace("\n", " ")
        for match in pattern.finditer(text):
            opened = SENTENCE.split(text[: match.start()])[-1]
            if match["year"] != str(year) or WORDS.year.findall(opened)[-1:] not in ([], [str(year)]):
                continue
            spot = spot_in(section, found.texts.get(section.section_id), *match.span())
            _add_comparison(match[0], year, spot, found)
    seen: set[str | None] = set()
    for claim in claims:
        if claim.period in (None, year) or claim.sentence in seen or claim.kind != "level":
            continue
        seen.add(claim.sentence)
        sentence = claim.sentence or ""
        if re.match(rf"[^\d，。；比较与]{{0,12}}{claim.period}", sentence) is None:
            continue  # of a year that a clause names in passing
        for compared in pattern.finditer(sentence):
            # the year that is compared is the one named last: 2020年预算数比2019年执行数增加 is right
            named = WORDS.year.findall(sentence[: compared.start()])[-1:]
            if named == [compared["year"]] == [str(claim.period)]:
                spot = Spot(claim.page, claim.box, claim.anchor)
                _add_comparison(compared[0], claim.period or 0, spot, found)
                break


def _add_comparison(words: str, year: int, spot: Spot, found: ChecksMade) -> None:
    message = f"文字{on_page(spot.page)}“{words.strip()}”把{year}年与{year}年自身相比，年度有误。"
    found.fail("own_year", message, spot=spot, expected=Decimal(year - 1), actual=Decimal(year), unit="年")


def _check_titles(document: Document, year: int, found: ChecksMade) -> None:
    """A table whose title names another year than the document's other tables do."""
    titled = []
    for table in document.tables:
        years = set(WORDS.year.findall(table.title or ""))
        if is_even(table.statement) and len(years) == 1:
            titled.append((table, int(years.pop())))
    own = sum(named == year for _, named in titled)
    for table, named in titled:
        if table.document_id != document.record.document_id:
            continue
        if named != year and own >= FEWEST_TITLES and own > len(titled) - own:
            spot = Spot(table.first_page)
            message = f"《{table.title}》{on_page(spot.page)}标题的年度为{named}年，其他各表为{year}年。"
            found.fail(
                "title_year", message, spot=spot, expected=Decimal(year), actual=Decimal(named), unit="年"
            )


def _check_periods(claims: list[ClaimRecord], year: int, ledger: Ledger, found: ChecksMade) -> None:
    """A figure of the document's year, or of the year before, that the text gives to another year."""
    # where nothing changed, one value in two years is right
    flat = {
        subject_of(claim)
        for claim in claims
        if claim.kind in CHANGES and (claim.direction == "flat" or claim.value == 0)
    }
    for claim in claims:
        if claim.kind != "level" or claim.period in (None, year) or claim.phase is None:
            continue
        digits = digits_of(claim.value)
        if digits < FEWEST_DIGITS or subject_of(claim) in flat:
            continue
        of_its_year = ledger.find(claim, claim.phase, claim.period)
        if not _names_year(claim) or any(c.fact.amount_yuan == claim.amount_yuan for c in of_its_year):
            continue
        for other in (year, year - 1):
            fact = _very_figure(claim, other, ledger) if other != claim.period else None
            if fact is None:
                continue
            message = (
                f"文字{on_page(claim.page)}称{claim.period}年{claim.subject or '该数'}为{number(claim.value)}"
                f"{claim.unit or ''}，而{place(fact, found.sources)}所列{other}年的数正是它，年度有误。"
            )
            expected, stated = Decimal(other), Decimal(claim.period or 0)
            found.fail(
                "claim_year", message, [fact], claims=[claim], expected=expected, actual=stated, unit="年"
            )
            break


def _very_figure(claim: ClaimRecord, year: int, ledger: Ledger) -> FactRecord | None:
    """The figure of another year that a claim states to the last digit, where it is surely what it names."""
    meant = ledger.find(replace(claim, period=year), claim.phase, year)
    # that it is the very number tells which figure is meant, where its words alone do not
    open_still = {"measure", "fund"} if digits_of(claim.value) >= TELLING_DIGITS else set()
    meant = [c for c in meant if not c.doubts] or [c for c in meant if {*c.doubts} <= open_still]
    facts = [c.fact for c in meant if c.confidence == meant[0].confidence]
    if claim.amount_yuan is None or len({f.amount_yuan for f in facts}) > 1:
        return None
    return next((f for f in facts if f.amount_yuan == claim.amount_yuan), None)


def _names_year(claim: ClaimRecord) -> bool:
    """Whether the claim's year is printed before its number, and no other year behind it."""
    before, found, _ = parted(claim.sentence, claim.raw)
    return (
        bool(found)
        and WORDS.year.findall(before)[-1:] == [str(claim.period)]
        and not WORDS.prior_year.search(before)
    )


def check_numbers(document: Document, claims: Iterable[ClaimRecord], found: ChecksMade) -> None:
    """The numbers of each sentence by its form alone; what other checks have told is not told again."""
    for sentence in sentences(document, claims, found):
        check_worded(sentence, found)
        check_lists(sentence, found)
        check_netted(sentence, found)
        check_carried(sentence, found)
        check_prices(sentence, found)
        check_parallel(sentence, found)
        check_rates_beside(sentence, found)
