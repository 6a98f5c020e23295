"""Checks of performance tables and of the text: what they tell, and what they leave alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from records.file_tables import IndicatorRecord, SectionRecord
from tests.support.checks_paper import Paper


def form(rate: str = "50.00%", scores: tuple[str, ...] = ("5", "40", "45"), total: str = "90") -> Paper:
    paper = Paper()
    paper.table("performance_project", "项目支出绩效自评表", 20)
    money = {"年初预算数": "0.00", "全年预算数": "20.00", "全年执行数": "10.00"}
    for column, (head, figure) in enumerate(money.items()):
        phase = ("initial_budget", "adjusted_budget", "final")[column]
        paper.row(1, "年度资金总额", {head: figure}, phase=phase, column=column, measure="amount")
    paper.row(1, "年度资金总额", {"执行率": rate}, column=4)
    for row, (weight, score) in enumerate(zip(("10", "45", "45"), scores, strict=True), 2):
        paper.row(row, f"指标{row}", {"分值": weight}, column=5)
        paper.row(row, f"指标{row}", {"得分": score}, column=6)
    paper.row(9, "总分", {"分值": "100"}, column=5)
    paper.row(9, "总分", {"得分": total}, column=6)
    return paper


@pytest.mark.parametrize(
    ("rate", "verdicts"),
    [("50.00%", ["holds"]), ("50.01%", ["rounding"]), ("55.00%", ["fails"]), ("0.50", [])],
)
def test_the_execution_rate_follows_from_outturn_and_budget(rate: str, verdicts: list[str]) -> None:
    assert form(rate).verdicts("execution_rate") == verdicts


def test_a_budget_of_no_stage_is_what_the_rate_beside_it_is_of() -> None:
    paper = Paper()
    paper.table("performance_project", "项目支出绩效自评表", 20)
    for column, (head, value) in enumerate({"预算数（A）": "60.00", "执行数（B）": "54.00"}.items()):
        paper.row(1, "年度资金总额", {head: value}, column=column, measure="amount")
    paper.row(1, "年度资金总额", {"执行率（%）": "91.00%"}, column=2)
    assert paper.verdicts("execution_rate") == ["fails"]
    paper.row(1, "年度资金总额", {"实际到位资金": "59.34"}, column=3, measure="amount")
    assert paper.verdicts("execution_rate") == ["holds"]  # 54.00 of what has arrived


def test_scores_add_up_and_stay_within_their_weights() -> None:
    assert form().verdicts("sum_of_scores") == ["holds"]
    assert form(total="95").verdicts("sum_of_scores") == ["fails"]
    assert "fails" in form(scores=("15", "40", "45"), total="100").verdicts("score_within_weight")


def test_weights_that_add_up_are_not_rounded_and_scores_have_the_decimals_of_their_column() -> None:
    assert "fails" in form(scores=("10.40", "40", "45"), total="95.40").verdicts("score_within_weight")
    assert form(scores=("9.46", "40", "45"), total="95.46").verdicts("sum_of_scores") == ["fails"]
    assert form(scores=("9.46", "40", "45"), total="94.47").verdicts("sum_of_scores") == ["rounding"]
    assert "fails" not in form(scores=("9.46", "40", "45"), total="94").verdicts("score_within_weight")
    assert "fails" in form(scores=("11", "40", "45"), total="96").verdicts("score_within_weight")
    assert "fails" not in form(scores=("10", "45", "45"), total="100").verdicts("score_within_weight")


def test_scores_whose_weights_do_not_add_up_either_are_left_alone() -> None:
    paper = form(total="95")
    paper.row(7, "一级指标", {"分值": "90"}, column=5)
    paper.row(7, "一级指标", {"得分": "85"}, column=6)
    assert paper.verdicts("sum_of_scores") == paper.verdicts("sum_of_weights") == []


def apart(total: str, weights: tuple[str, ...] = ("10", "45", "45"), head: str = "自评总分") -> Paper:
    """A form whose total stands beside its columns: 自评总分 | 90."""
    paper = Paper()
    paper.table("performance_project", "项目支出绩效自评表", 20)
    for row, (weight, score) in enumerate(zip(weights, ("5", "40", "45"), strict=True), 2):
        paper.row(row, f"指标{row}", {"分值": weight}, column=5)
        paper.row(row, f"指标{row}", {"得分": score}, column=6)
    paper.row(9, head, {head: total}, column=1, measure="score", unit="分")
    return paper


@pytest.mark.parametrize("head", ["自评总分", "总分", "总得分"])
def test_a_total_beside_the_columns_is_the_sum_of_all_points(head: str) -> None:
    assert apart("90", head=head).verdicts("sum_of_scores") == ["holds"]
    assert apart("95", head=head).verdicts("sum_of_scores") == ["fails"]


def test_a_total_of_more_than_the_rows_is_left_alone() -> None:
    assert apart("95", weights=("5", "45", "45")).verdicts("sum_of_scores") == []
    paper = apart("95")
    paper.row(1, "财政拨款", {"执行率权重": "10"}, column=7, measure="weight")
    assert paper.verdicts("sum_of_scores") == []


def test_shares_of_levels_beside_the_points_are_not_the_points() -> None:
    paper = form(total="95")
    for row in (2, 3, 4):
        paper.row(row, f"指标{row}", {"权重（%）": "30"}, column=1, unit="%", measure="weight")
    assert paper.verdicts("sum_of_scores") == ["fails"]


def indicators(name: str, second: str) -> Paper:
    paper = Paper()
    for actual in ("100", second):
        table = paper.table("performance_project")
        paper.row(1, name, {"全年完成值": actual}, unit="万元", measure="actual", phase=None)
        paper.document.facts[-1].amount_yuan = None
        paper.document.indicators.append(
            IndicatorRecord(
                document_id="d",
                table_id=table,
                name=name,
                operator=">=",
                target="100",
                unit="万元",
                target_value=Decimal(100),
                actual=actual,
                actual_value=Decimal(actual),
            )
        )
    return paper


def test_one_indicator_has_one_result_in_all_forms() -> None:
    assert indicators("追回医疗保障基金金额", "100").verdicts("same_indicator") == ["holds"]
    assert indicators("追回医疗保障基金金额", "200").verdicts("same_indicator") == ["fails"]
    assert indicators("服务对象对工作的满意度", "200").verdicts("same_indicator") == []
    assert indicators("受益学生和教师人数", "200").verdicts("same_indicator") == []


def scope(spent: str, own: str) -> Paper:
    paper = Paper()
    paper.table("revenue_expenditure_summary")
    paper.row(1, "本年收入合计", {"收入/金额": "30.00"}, side="revenue")
    paper.row(2, "总计", {"收入/金额": "30.00"}, side="revenue")
    paper.table("revenue")
    paper.row(1, "合计", {"本年收入合计": "30.00"}, measure="current_year_revenue")
    paper.row(1, "合计", {"财政拨款收入": "30.00"}, measure="fiscal_grant_revenue", column=1)
    paper.table("expenditure")
    paper.row(1, "合计", {"合计": "30.00"}, measure="total")
    paper.table("performance_overall")
    paper.row(1, "资金总额", {"全年执行数": spent}, measure="amount")
    paper.row(2, "单位资金", {"全年执行数": own}, measure="amount")
    return paper


def test_the_performance_of_the_whole_body_spends_what_the_accounts_spend() -> None:
    assert scope("30.00", "0").verdicts("overall_execution") == ["holds"]
    assert scope("300000", "0").verdicts("overall_execution") == []
    assert scope("45.00", "15.00").verdicts("overall_execution") == ["fails"]
    assert scope("45.00", "15.00").verdicts("own_money") == ["fails"]
    assert scope("30.00", "0").verdicts("own_money") == []


def left_over(rate: str, grand_total: str) -> list[str]:
    """Verdicts on an overall form's 结转结余率, where the accounts spend 30.00 of ``grand_total``."""
    paper = Paper()
    paper.table("revenue_expenditure_summary")
    paper.row(1, "本年支出合计", {"支出/金额": "30.00"}, side="expenditure")
    paper.row(2, "总计", {"支出/金额": grand_total}, side="expenditure")
    paper.table("performance_overall")
    paper.row(1, "结转结余率", {"指标值": "5"}, phase=None, unit="%", measure="target")
    paper.row(1, "结转结余率", {"实际完成值": rate}, phase=None, unit="%", measure="actual", column=1)
    return paper.verdicts("surplus_rate")


def test_accounts_that_close_with_nothing_have_no_rate_of_money_left() -> None:
    assert left_over("5", "30.00") == ["fails"]
    assert left_over("0", "30.00") == []
    assert left_over("5", "31.50") == []


def test_a_project_that_spends_all_has_no_rate_of_money_left() -> None:
    paper = form()
    paper.row(4, "预算结余率", {"实际完成值": "5"}, phase=None, unit="%", measure="actual", column=9)
    assert paper.verdicts("surplus_rate") == []
    spent = next(f for f in paper.document.facts if f.column_path == ["全年执行数"])
    spent.value, spent.amount_yuan = Decimal("20.00"), Decimal(200_000)
    assert paper.verdicts("surplus_rate") == ["fails"]


def completed(budget: str, done: str) -> list[str]:
    paper = Paper()
    sentence = f"公务接待费年初预算为{budget}万元，支出决算为{done}万元，完成年初预算的100%。"
    common = {"subject": "公务接待费", "sentence": sentence, "period": 2024, "page": 3}
    paper.claim(
        kind="level", phase="initial_budget", value=Decimal(budget), raw=budget, unit="万元", **common
    )
    paper.claim(kind="level", phase="final", value=Decimal(done), raw=done, unit="万元", **common)
    paper.claim(
        kind="completion_rate",
        phase="final",
        base="initial_budget",
        value=Decimal(100),
        raw="100%",
        unit="%",
        **common,
    )
    return paper.verdicts("rate_of_nothing")


def test_a_budget_of_nothing_has_no_completion_rate() -> None:
    assert completed("0", "5.00") == ["fails"]
    assert completed("0", "0") == []
    assert completed("5.00", "5.00") == []


def written(text: str, kind: str = "final_accounts") -> list[str]:
    paper = Paper(kind)
    record = SectionRecord(
        document_id="d",
        section_id="s1",
        parent_id=None,
        level=1,
        number=None,
        title="说明",
        text=text,
        page=4,
    )
    paper.document.sections.append(record)
    return [one.verdict for one in paper.checks("own_year") if one.page == 4]


def test_a_year_compared_with_itself_is_told() -> None:
    assert written("2024年度支出100万元，比2024年度增加5万元。") == ["fails"]
    assert written("2024年度支出100万元，比2023年度增加5万元。") == []
    assert written("2024年度支出100万元，比2024年年初预算增加5万元。") == []
    assert written("2024年预算100万元，比2024年预算增加5万元。", "budget") == ["fails"]
    assert written("2024年度支出100万元，较2024年决算数95.00万元增加5万元。") == ["fails"]
    assert written("2024年度支出100万元，较2024年预算数95.00万元增加5万元。") == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("2023年支出40.00万元，比2023年减少4.00万元。", ["fails"]),
        ("一般公共预算比2023年的139.00万元增加19.00万元；基金预算比2023年的40.00万元减少4.00万元。", []),
    ],
)
def test_a_year_that_two_things_are_compared_with_is_not_compared_with_itself(
    sentence: str, told: list[str]
) -> None:
    paper = Paper()
    common = {"subject": "支出", "side": "expenditure", "phase": "final", "fund": "all"}
    money = {"value": Decimal("40.00"), "raw": "40.00", "unit": "万元", "amount_yuan": Decimal(400000)}
    paper.claim(kind="level", period=2023, sentence=sentence, **common, **money)
    assert paper.verdicts("own_year") == told


def test_a_table_titled_with_another_year_is_told() -> None:
    paper = Paper()
    for statement, year in (("revenue", 2024), ("expenditure", 2024), ("government_fund", 2023)):
        paper.table(statement, f"{year}年度某表")
        paper.row(1, "合计", {"合计": "1.00"})
    assert [one.message for one in paper.checks("title_year")] == [
        "《2023年度某表》（第1页）标题的年度为2023年，其他各表为2024年。"
    ]


def dated(year: int, *also: dict[str, object], sentence: str = "{year}年支出合计702.69万元。") -> list[str]:
    paper = Paper()
    paper.table("expenditure")
    paper.row(1, "合计", {"合计": "702.69"}, measure="total", side="expenditure")
    common = {"subject": "支出合计", "side": "expenditure", "phase": "final", "fund": "all"}
    paper.claim(
        kind="level",
        value=Decimal("702.69"),
        raw="702.69",
        unit="万元",
        amount_yuan=Decimal(7026900),
        period=year,
        sentence=sentence.format(year=year),
        **common,
    )
    for fields in also:
        paper.claim(**(common | fields))
    return paper.verdicts("claim_year")


def test_a_figure_of_this_year_given_to_another_year_is_told() -> None:
    assert dated(2023) == ["fails"]
    assert dated(2024) == []
    assert dated(2023, {"kind": "change", "direction": "flat", "value": Decimal(0)}) == []


def test_a_figure_of_last_year_given_to_a_year_before_that_is_told() -> None:
    def of_last_year(year: int) -> list[str]:
        paper = Paper()
        paper.table("expenditure")
        paper.row(1, "合计", {"上年决算数": "618.42"}, measure="total", side="expenditure", period=2023)
        paper.row(1, "合计", {"本年决算数": "702.69"}, measure="total", side="expenditure", column=1)
        paper.claim(
            kind="level", subject="支出合计", side="expenditure", phase="final", fund="all", period=year,
            value=Decimal("618.42"), raw="618.42", unit="万元", amount_yuan=Decimal(6184200),
            sentence=f"{year}年支出合计618.42万元。",
        )  # fmt: skip
        return paper.verdicts("claim_year")

    assert of_last_year(2022) == ["fails"]
    assert of_last_year(2023) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "上年支出600.00万元，其中支出合计702.69万元。",
        "支出合计702.69万元，{year}年尚未公开。",
        "{year}年至2024年支出合计702.69万元。",
    ],
)
def test_a_year_that_is_only_inherited_is_no_slip_of_the_text(sentence: str) -> None:
    assert dated(2023, sentence=sentence) == []


def test_a_score_in_the_head_of_a_form_leaves_its_columns_as_they_are() -> None:
    """自评总分：90 above the columns: the numbers between it and them are no figures that were not read."""
    from linking.checks.checked_tables import checked_tables
    from records.file_tables import CellRecord

    def complete(label: str) -> bool:
        paper = Paper()
        paper.table("performance_project", "项目支出绩效自评表")
        paper.row(1, label, {"自评总分": "90"}, column=2)
        paper.row(6, "培训人次", {"得分": "10"}, column=2)
        paper.document.cells.append(
            CellRecord(document_id="d", table_id="t1", row=3, column=2, text="13800000000")
        )
        (table,) = checked_tables(paper.document)
        return table.complete

    assert complete("自评总分：")
    assert not complete("某指标")
