"""What a share is a share of: the whole that the text names, or the usual one of its chapter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from linking.labels import bare
from linking.links.figure_index import interval_of
from linking.links.operands import OPERAND_UNIT, Books, Operand
from linking.meaning.meaning import ALL
from nlp.subjects import fund_of
from records.lexicon.accounts import class_code
from records.lexicon.groups import GENERAL_GRANTS, GRANTS, TOTALS
from records.lexicon.reading import read
from records.lexicon.statements import fund_of as of_chapter
from records.lexicon.statements import whole_in
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases

WORDS = Phrases("linking")


def wholes_of_share(claim: ClaimRecord, books: Books, *, any_line: bool = False) -> list[Operand]:
    """What a share is a share of; an account's share is one of the total, unless the text says else.

    Of several lines of one measure (本年收入合计, 收入总计) it is the one that the sentence tells, but with
    ``any_line``. A claim that is a part like this one is no whole to contradict it.
    """
    if not claim.account_path and claim.subject and bare(claim.subject) == bare(claim.share_of):
        return []  # nothing is a part of itself: another subject was meant
    kind = books.ledger.kind_of(claim)
    if claim.account_path:
        kind = "general_public_budget_expenditure" if claim.fund in GENERAL_GRANTS else "expenditure"
    in_all = _names_all_money(claim, books)
    usual = None if claim.share_of and (in_all or not claim.account_path) else whole_in(kind)
    if fund_of(claim.share_of or "") == "fiscal_grant" and books.ledger.money.is_of_several(claim):
        usual = None  # 占财政拨款支出的9%: of what all funds give, not of the general budget
    found: list[Operand] = []
    for subject in dict.fromkeys((claim.share_of, usual)):
        if not subject:
            continue
        whole = replace(
            claim, kind="level", subject=WORDS.whole_of.sub("", subject), account_path=[], account_code=None,
            measure=_measure_told(subject, claim, books),
        )  # fmt: skip
        of_class = bool(claim.account_path) and class_code(subject) is not None
        if of_class:
            # 污染防治占节能环保支出的41%: of the table that its own figure is in
            whole.account_path = [subject]
        if "收入" in subject:
            whole.side = "revenue"
        elif "支出" in subject:
            whole.side = "expenditure"
        named = fund_of(subject)
        whole.fund = named or whole.fund
        said = fund_of(claim.subject or "") if named is None else None
        # what a fund gives is a share of what all funds give
        of_all = replace(whole, fund=ALL, section_id=None)
        if of_class:
            wholes = [whole, of_all]
        elif said in GRANTS or books.ledger.sense_of(claim).measure in TOTALS:
            wholes = [of_all]
        else:
            wholes = [of_all, whole] if said or in_all else [whole]
        told = [books.levels(one, claim.phase, claim.period, OPERAND_UNIT) for one in wholes]
        unsure = in_all and all(operand.doubts for operand in told[0])
        levels = [operand for one in told for operand in one]
        for operand in levels:
            if unsure or operand.claim is not None and claim.share_of not in (None, subject):
                operand.doubts = (*operand.doubts, "whole")  # the text names another whole than the usual one
        found += levels
    for operand in found:
        if operand.claim is not None and not WORDS.says_whole.search(operand.claim.subject or ""):
            operand.doubts = (*operand.doubts, "whole")
    beside = list(_named_beside(claim, books))
    stated = [one.interval for one in beside if one.claim and one.claim.subject == claim.share_of]
    if len(stated) == 1 and not any_line:
        shown = [operand for operand in found if operand.interval.meets(stated[0])]
        found = shown if any(operand.fact for operand in shown) else found
    return [*found, *beside]


def _names_all_money(claim: ClaimRecord, books: Books) -> bool:
    """占本年支出合计的33%, of what one fund gives: a whole in words of all funds need not be that fund's."""
    of_one = {claim.fund, of_chapter(books.ledger.kind_of(claim))} & GRANTS
    whole = read(WORDS.whole_of.sub("", claim.share_of or ""))
    return bool(of_one) and whole.whole and whole.fund is None and whole.measure in TOTALS


def _named_beside(claim: ClaimRecord, books: Books) -> Iterator[Operand]:
    """本年收入9万元，支出占收入的83%: the amount of the sentence that the whole is short for."""
    for told in books.narrative.by_section[claim.section_id] if claim.share_of else ():
        is_level = told.kind == "level" and told.amount_yuan is not None and told.sentence == claim.sentence
        if is_level and (told.subject or "").endswith(claim.share_of or ""):
            yield Operand(interval_of(told, OPERAND_UNIT), claim=told, doubts=("whole",))


def _measure_told(subject: str, claim: ClaimRecord, books: Books) -> str | None:
    """What the chapter measures by the words of a whole: 收入预算总额, and 占收入预算总额的98% behind it."""
    told = [c for c in books.narrative.by_section[claim.section_id] if c.subject == subject]
    measures = {c.measure for c in told if c.kind == "level" and c.understood and not c.account_path}
    return measures.pop() if len(measures) == 1 else None
