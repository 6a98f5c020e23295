"""Identities of performance tables (绩效表): rates, scores, sources of money, projects."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

from extractors.characters import fold
from extractors.tables.words import FORM_WORDS, is_word
from linking.checks.checked_tables import CheckedTable, check_rules, is_money
from linking.checks.identities import (
    ZERO,
    ChecksMade,
    amount,
    as_printed,
    check_bound,
    check_rate,
    check_same,
    check_sum,
    judge,
)
from linking.checks.performance.same_results import check_same_results
from linking.intervals import HUNDRED, Interval, decimals_of, exact, printed
from linking.labels import bare
from linking.links.figure_index import Ledger
from linking.meaning.meaning import ALL
from linking.wording import place
from records.file_tables import FactRecord
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks")

FRACTION = Decimal("1.5")
"""A rate without a percent sign up to here may be a fraction: 0.96 for 96 %."""
POINTS = "分"
FEWEST_SCORES = 2
"""Weights that make a sum."""


Points = tuple[FactRecord, FactRecord | None]
"""The weight of a row, and the score given for it."""


def check_performance(sheet: CheckedTable, found: ChecksMade) -> None:
    """The identities within one performance table."""
    if sheet.statement not in check_rules()["statements"]["performance"]:
        return
    scores: list[Points] = []
    totals: list[Points] = []
    for facts in sheet.rows.values():
        by_label: dict[str | None, list[FactRecord]] = defaultdict(list)
        for fact in facts:
            by_label[fact.row_label].append(fact)
        for label, row in by_label.items():
            _check_execution(row, found)
            weight, score = _measured(row, "weight"), _measured(row, "score")
            if weight is None or WORDS.extra_points.search(label or ""):
                continue
            if weight.unit == "%" or score is not None and score.unit == "%":
                continue
            (totals if _adds_up_all(label) else scores).append((weight, score))
    _check_bounds(scores, totals, found)
    if len(totals) == 1 and sheet.statement != "performance_summary":
        _check_scores(totals[0], scores, found)
    elif not totals:
        _check_whole(sheet, scores, found)
    _check_sources(sheet, found)
    _check_surplus(sheet, found)


def _one(row: list[FactRecord], head: re.Pattern[str]) -> FactRecord | None:
    """The one figure of a row whose column is of a kind (budget, done, rate)."""
    facts = [fact for fact in row if fact.column_path and head.match(fold(fact.column_path[-1]))]
    return facts[0] if len(facts) == 1 else None


def _measured(row: list[FactRecord], measure: str) -> FactRecord | None:
    """The figure of a row that is of ``measure`` by its column, other than the execution's own.

    Levels may have shares of their own (权重%) beside the points of the indicator: the points are meant.
    """
    facts = [
        fact
        for fact in row
        if fact.column_path
        and fact.measure == measure
        and not WORDS.of_execution.search(fact.column_path[-1])
    ]
    if len(facts) > 1:
        facts = [fact for fact in facts if fact.unit == POINTS]
    return facts[0] if len(facts) == 1 else None


def _adds_up_all(label: str | None) -> bool:
    """Whether a row of a form is the total of all its points."""
    name = bare(label)
    return is_word(name, "adds_up", FORM_WORDS) and not is_word(name, "adds_up_a_part", FORM_WORDS)


def _check_execution(row: list[FactRecord], found: ChecksMade) -> None:
    """执行率 = 执行数 / 预算数; the budget is that of the year or, in some forms, the initial one.

    Others hold the outturn against what has arrived of it (到位数).
    """
    rate, done = _one(row, WORDS.rate_column), _one(row, WORDS.done_column)
    if rate is None or done is None or rate.value is None or not is_money(done):
        return
    choices: list[tuple[Interval, FactRecord]] = []
    for head in (WORDS.budget_column, WORDS.initial_column, WORDS.arrived_column):
        budget = _one(row, head)
        if budget is None or not is_money(budget) or budget.unit != done.unit:
            continue
        quotient = amount(done).over(amount(budget))
        if quotient is not None:
            choices.append((quotient.scaled(HUNDRED), budget))
    if not choices:
        return
    factor = HUNDRED if rate.value <= FRACTION and "%" not in (rate.raw or "") else Decimal(1)
    places = decimals_of(rate.raw, rate.value)
    last = Decimal(1).scaleb(-places)
    for result, _ in choices:
        as_fraction = Interval(result.low / HUNDRED, result.value / HUNDRED, result.high / HUNDRED)
        if factor == HUNDRED and judge(printed(rate.value, rate.raw), as_fraction, last) != "fails":
            return
    if rate.value == HUNDRED and any(result.value > HUNDRED for result, _ in choices):
        return
    best = min(choices, key=lambda choice: abs(choice[0].value - (rate.value or ZERO)))
    result, budget = (
        best if (judge(printed(rate.value or ZERO, rate.raw), best[0], last) != "fails") else choices[0]
    )
    check_rate(found, "execution_rate", rate, result, [done, budget], "执行率")


def _check_bounds(rows: list[Points], totals: list[Points], found: ChecksMade) -> None:
    """得分 ≤ 分值. Weights that add up to the whole are not rounded, however few decimals they show."""
    whole = sum((weight.value or ZERO for weight, _ in rows), ZERO)
    given = whole == HUNDRED or any(whole == weight.value for weight, _ in totals)
    for weight, score in (*rows, *totals):
        if score is not None:
            # a score rounded up beyond a weight that is exact was more than it before
            places = _decimals([score, weight]) + 1 if given else 0
            check_bound(found, "score_within_weight", score, weight, "得分不应高于分值", places)


def _decimals(facts: list[FactRecord]) -> int:
    """Decimals that numbers of one column are given with: those of the one that shows most."""
    return max(decimals_of(fact.raw, fact.value or ZERO) for fact in facts)


def _check_scores(total: Points, rows: list[Points], found: ChecksMade) -> None:
    """总分 = Σ得分 and 总分值 = Σ分值; of the two one must hold, or the rows are not what adds up."""
    weights = [weight for weight, _ in rows]
    scores = [score for _, score in rows if score is not None]
    if len(weights) < FEWEST_SCORES:
        return
    weight_sum = sum((fact.value or ZERO for fact in weights), ZERO)
    weights_fit = weight_sum == total[0].value
    complete = total[1] is not None and len(scores) == len(weights)
    score_sum = sum((fact.value or ZERO for fact in scores), ZERO)
    slack = Decimal("0.01") * len(scores)
    scores_fit = complete and total[1] is not None and abs(score_sum - (total[1].value or ZERO)) <= slack
    if weights_fit or scores_fit and any(fact.value for fact in scores):
        places = _decimals([total[0], *weights])
        check_sum(found, "sum_of_weights", total[0], weights, "各项分值之和", places)
        if complete and total[1] is not None:
            places = _decimals([total[1], *scores])
            check_sum(found, "sum_of_scores", total[1], scores, "各项得分之和", places)


def _check_whole(sheet: CheckedTable, rows: list[Points], found: ChecksMade) -> None:
    """总分 = Σ得分, where the total stands apart from the columns (总分 | 98.06) and all points are told.

    Where the execution has points beside those of the indicators the total is scaled, and another rule's.
    """
    apart = WORDS.of_execution
    if any(
        fact.measure != "execution_rate" and apart.search("".join(fact.column_path)) for fact in sheet.facts
    ):
        return
    wholes = [fact for fact in sheet.facts if fact.measure == "score" and is_of_whole(fact)]
    scores = [score for _, score in rows if score is not None]
    weights = sum((weight.value or ZERO for weight, _ in rows), ZERO)
    if len(wholes) == 1 and len(scores) == len(rows) >= FEWEST_SCORES and weights == HUNDRED:
        check_sum(found, "sum_of_scores", wholes[0], scores, "各项得分之和", _decimals([*wholes, *scores]))


def is_of_whole(fact: FactRecord) -> bool:
    """Whether a score is that of the whole form, by the key at its left or by its head."""
    return is_word(fact.row_label or (fact.column_path or [""])[-1], "score_key", FORM_WORDS)


def _check_sources(sheet: CheckedTable, found: ChecksMade) -> None:
    """The money of a project or body against its sources, where these are listed to the last."""
    source, closing = WORDS.source_row, WORDS.closing_source
    for facts in sheet.columns.values():
        money = [fact for fact in facts if is_money(fact)]
        for index, whole in enumerate(money):
            if not WORDS.money_total.match(bare(whole.row_label)):
                continue
            parts: list[FactRecord] = []
            for fact in money[index + 1 :]:
                if fact.row > whole.row + len(parts) + 1 or not source.match(bare(fact.row_label)):
                    break
                parts.append(fact)
            if len(parts) > 1 and closing.search(bare(parts[-1].row_label)):
                outer = _without_nested(whole, parts)
                check_sum(found, "sum_of_funds", whole, outer, "各项资金来源之和")


def _without_nested(whole: FactRecord, parts: list[FactRecord]) -> list[FactRecord]:
    """The sources, without those named 其中 right below another one of these, if only so they add up."""

    def is_included(fact: FactRecord) -> bool:
        return WORDS.included.match(fact.row_label or "") is not None

    outer = parts[:1] + [fact for fact in parts[1:] if not is_included(fact)]
    fits = sum((fact.value or ZERO for fact in outer), ZERO) == whole.value
    return outer if fits else parts


def check_projects(document: Document, sheets: list[CheckedTable], ledger: Ledger, found: ChecksMade) -> None:
    """Projects over several tables, and the performance of the whole body against its accounts."""
    _check_project_money(document, sheets, found)
    check_same_results(document, sheets, found)
    if document.record.report_kind == "final_accounts":
        _check_scope(sheets, ledger, found)


def _check_project_money(document: Document, sheets: list[CheckedTable], found: ChecksMade) -> None:
    """One project's money in the table of projects, in the summary and in its own form.

    A form of a project of several years tells its whole term where it does not say that it is of the year.
    """
    names = {i.table_id: i.project for i in document.indicators if i.project}
    of_years = {cell.table_id for cell in document.cells if WORDS.several_years.search(cell.text)}
    figures: dict[tuple[str, str | None], dict[str, list[FactRecord]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for sheet in sheets:
        statement = sheet.statement
        if statement not in ("performance_summary", "performance_project", "project_expenditure"):
            continue
        for fact in sheet.facts:
            if not is_money(fact) or not fact.row_label:
                continue
            label = bare(fact.row_label)
            head = fold(fact.column_path[-1]) if fact.column_path else ""
            if statement == "performance_project":
                if not WORDS.money_total.match(label) or fact.table_id not in names:
                    continue
                if sheet.table.table_id in of_years and not WORDS.of_the_year.search(label + head):
                    continue
                label = bare(names[fact.table_id])
            elif statement == "project_expenditure":
                if not WORDS.sum_head.match(head) or len(fact.column_path) > 1:
                    continue
            elif "政府" in head or "财政" in head or "系统" in head or fact.measure != "amount":
                continue
            figures[label, fact.phase][fact.table_id].append(fact)
    for tables in figures.values():
        single = [facts[0] for facts in tables.values() if len(facts) == 1]
        if len(single) != len(tables) or len({fact.statement for fact in single}) < len(single):
            continue
        for fact in single[1:]:
            check_same(found, "project_money", fact, single[0], "同一项目的金额在两张表中应相同")


def _check_surplus(sheet: CheckedTable, found: ChecksMade) -> None:
    """A rate of unspent money (结余率) other than zero where the form's money is spent to the last yuan."""
    money = [row for facts in sheet.rows.values() if (row := _whole_money(facts)) is not None]
    if len(money) != 1:
        return
    budget, done = money[0]
    if sheet.statement != "performance_project" or not budget.value or budget.amount_yuan != done.amount_yuan:
        return
    for fact in _surplus_rates(sheet):
        check_rate(found, "surplus_rate", fact, exact(ZERO), [budget, done], "结余率")


def _surplus_rates(sheet: CheckedTable) -> list[FactRecord]:
    """The rates of unspent money that a form reports, other than zero."""
    return [
        fact
        for fact in sheet.facts
        if fact.measure == "actual" and WORDS.surplus_rate.match(bare(fact.row_label))
        if fact.value and fact.value > 0 and fact.amount_yuan is None
    ]


def _whole_money(facts: list[FactRecord]) -> tuple[FactRecord, FactRecord] | None:
    """Budget and outturn of a form's money as a whole, if the row is the one that shows them."""
    budget, done = _one(facts, WORDS.budget_column), _one(facts, WORDS.done_column)
    if budget is None or done is None or not is_money(budget) or not is_money(done):
        return None
    return (budget, done) if WORDS.money_total.match(bare(budget.row_label)) else None


def _check_other_money(sheet: CheckedTable, ledger: Ledger, found: ChecksMade) -> None:
    """单位资金 spent by a body whose accounts show no money but fiscal grant."""
    figures = {
        name: [
            fact for fact in ledger.figures(name, fund, "revenue") if fact.phase == "final" and is_money(fact)
        ]
        for name, fund in (
            ("current_year_revenue", ALL),
            ("fiscal_grant_revenue", "fiscal_grant"),
            ("grand_total", ALL),
        )
    }
    total = next((f for f in figures["current_year_revenue"] if f.statement == "revenue"), None)
    grant = next((f for f in figures["fiscal_grant_revenue"] if f.statement == "revenue"), None)
    grand = next(iter(figures["grand_total"]), None)
    if total is None or grant is None or grand is None or not total.value:
        return
    if not total.amount_yuan == grant.amount_yuan == grand.amount_yuan:
        return
    for fact in sheet.facts:
        if fact.phase == "final" and is_money(fact) and fact.value and fact.period == total.period:
            if WORDS.own_money.search(bare(fact.row_label)):
                message = (
                    f"{place(fact, found.sources)}为{as_printed(fact)}，而{place(total, found.sources)}"
                    f"{as_printed(total)}全部为财政拨款收入，且无年初结转，没有单位资金可用，两者不符。"
                )
                found.fail("own_money", message, [fact, total, grant], expected=ZERO, actual=fact.value)


def _check_nothing_left(sheet: CheckedTable, ledger: Ledger, found: ChecksMade) -> None:
    """A rate of unspent money (结转结余率) where the accounts close with nothing left."""
    summary = {
        name: [
            fact
            for fact in ledger.figures(name, ALL, "expenditure")
            if fact.phase == "final" and is_money(fact) and fact.statement == "revenue_expenditure_summary"
        ]
        for name in ("current_year_expenditure", "grand_total")
    }
    total, grand = (next(iter(facts), None) for facts in summary.values())
    if total is None or grand is None or not total.value or total.amount_yuan != grand.amount_yuan:
        return
    for fact in _surplus_rates(sheet):
        check_rate(found, "surplus_rate", fact, exact(ZERO), [grand, total], "结转结余率")


def _check_scope(sheets: list[CheckedTable], ledger: Ledger, found: ChecksMade) -> None:
    """整体绩效 against the accounts: its outturn is the year's expenditure, no project exceeds all."""
    totals = _by_table(ledger.figures("current_year_expenditure", ALL, "expenditure"))
    projects = _by_table(ledger.figures("project_expenditure", ALL, "expenditure"))
    spent = next((f for f in totals.values() if f.statement == "expenditure"), None)
    limit = next((f for f in projects.values() if f.statement == "expenditure"), None)
    for sheet in sheets:
        if sheet.statement == "performance_overall":
            _check_other_money(sheet, ledger, found)
            _check_nothing_left(sheet, ledger, found)
        for fact in sheet.facts:
            if fact.phase != "final" or not is_money(fact) or fact.measure != "amount":
                continue
            label = bare(fact.row_label)
            is_total = WORDS.money_total.match(label) is not None
            if sheet.statement == "performance_overall" and is_total and spent is not None:
                if fact.period == spent.period:
                    check_same(found, "overall_execution", fact, spent, "整体绩效的执行数应等于本年支出合计")
            elif limit is not None and fact.period == limit.period and _is_project(sheet, fact, is_total):
                check_bound(
                    found, "project_within_total", fact, limit, "一个项目的执行数不应大于项目支出合计"
                )


def _by_table(facts: list[FactRecord]) -> dict[str, FactRecord]:
    return {fact.table_id: fact for fact in facts if fact.phase == "final"}


def _is_project(sheet: CheckedTable, fact: FactRecord, is_total: bool) -> bool:
    """Whether a figure is the money of one project as a whole."""
    if sheet.statement == "performance_project":
        return is_total
    return (
        sheet.statement == "performance_summary"
        and not _adds_up_all(fact.row_label)
        and bool(fact.row_label)
        and not any("系统" in head for head in fact.column_path)
    )
