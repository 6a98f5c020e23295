"""Header, stub and body told apart; which label, code and header each figure belongs to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support.drawing import draw, read, told


def test_levels_of_a_header_give_the_path_of_a_column_each_merged_header_once() -> None:
    rows = read(
        draw(
            """
            项目     | <        | 合计  | 基本支出 | <        | 项目支出
            科目编码 | 科目名称 | ^     | 人员经费 | 公用经费 | ^
            201      | 一般公共服务支出 | 9.00 | 4.00 | 2.00 | 3.00
            """,
            above="支出决算表",
        )
    )
    assert told(rows.facts) == [
        ("一般公共服务支出", "合计", Decimal("9.00")),
        ("一般公共服务支出", "基本支出/人员经费", Decimal("4.00")),
        ("一般公共服务支出", "基本支出/公用经费", Decimal("2.00")),
        ("一般公共服务支出", "项目支出", Decimal("3.00")),
    ]
    assert {fact.account_code for fact in rows.facts} == {"201"}
    assert rows.table.header_rows == 2


@pytest.mark.parametrize("head", ["单位（科目）编码", "科目（单位）编码", "单位（科目）编"])
def test_numbers_of_bodies_and_accounts_in_one_column_are_codes(head: str) -> None:
    rows = read(
        draw(
            f"""
            {head}  | 单位（科目）名称 | 合计  | 基本支出
            301001  | 某中心本级       | 9.00  | 4.00
            2130101 | 行政运行         | 9.00  | 4.00
            """,
            above="部门支出总表",
        )
    )
    assert [fact.account_code for fact in rows.facts] == ["301001", "301001", "2130101", "2130101"]


def test_line_numbers_of_rows_and_columns_are_no_figures() -> None:
    rows = read(
        draw(
            """
            收入         | <    | <    | 支出               | <    | <
            项目         | 行次 | 金额 | 项目               | 行次 | 金额
            栏次         |      | 1    | 栏次               |      | 2
            一、财政拨款收入 | 1 | 10.00 | 一、一般公共服务支出 | 33 | 6.00
            二、事业收入 | 2    | 0.00 | 二、外交支出       | 34   |
            """,
            above="收入支出决算总表",
        )
    )
    assert told(rows.facts) == [
        ("一、财政拨款收入", "收入/金额", Decimal("10.00")),
        ("一、一般公共服务支出", "支出/金额", Decimal("6.00")),
        ("二、事业收入", "收入/金额", Decimal("0.00")),
    ]


def test_numbers_that_count_the_columns_with_formulas_are_no_figures() -> None:
    rows = read(
        draw(
            "科目名称 | 合计 | 基本支出 | 项目支出\n栏次 | 1=2+3 | 2 | 3\n行政运行 | 9.00 | 4.00 | 5.00",
            above="支出决算表",
        )
    )
    assert [value for _, _, value in told(rows.facts)] == [Decimal(9), Decimal(4), Decimal(5)]


def test_serial_numbers_without_a_header_are_told_by_their_counting() -> None:
    body = "\n".join(f"{i} | 项目{'甲乙丙丁戊己'[i - 1]} | {i}.50" for i in range(1, 7))
    rows = read(draw(f" | 项目名称 | 金额\n{body}", above="项目支出表"))
    assert [path for _, path, _ in told(rows.facts)] == ["金额"] * 6


def test_blank_dash_slash_and_zero_are_told_apart() -> None:
    rows = read(
        draw(
            "科目名称 | 合计 | 基本支出 | 项目支出 | 经营支出 | 上缴上级支出\n"
            "行政运行 | 9.00 | — | / | | 0.00\n"
            ""
            "其他 | 1.00 | - | 1.00 | | 0.00",
            above="支出决算表",
        )
    )
    assert told(rows.facts)[:2] == [
        ("行政运行", "合计", Decimal("9.00")),
        ("行政运行", "上缴上级支出", Decimal("0.00")),
    ]
    texts = [cell.text for cell in rows.cells if cell.row == 1]
    assert texts == ["行政运行", "9.00", "—", "/", "", "0.00"]
    assert not rows.unread


@pytest.mark.parametrize("first", [True, False])
def test_the_total_may_stand_in_the_first_or_the_last_row(first: bool) -> None:
    total = "合计 | < | 10.00 | 4.00 | 6.00"
    body = "201 | 一般公共服务支出 | 10.00 | 4.00 | 6.00"
    header = "科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出"
    order = [header, total, body] if first else [header, body, total]
    rows = read(draw("\n".join(order), above="支出决算表"))
    assert [label for label, path, _ in told(rows.facts) if path == "基本支出"] == (
        ["合计", "一般公共服务支出"] if first else ["一般公共服务支出", "合计"]
    )
    assert {(f.row_label, f.account_code) for f in rows.facts} == {
        ("合计", None),
        ("一般公共服务支出", "201"),
    }


def test_two_unlike_totals_share_one_row_and_each_figure_belongs_to_its_own() -> None:
    rows = read(
        draw(
            """
            人员经费 | <            | <    | 公用经费 | <            | <
            科目编码 | 科目名称     | 金额 | 科目编码 | 科目名称     | 金额
            301      | 工资福利支出 | 8.00 | 302      | 商品和服务支出 | 2.00
            30101    | 基本工资     | 8.00 | 30201    | 办公费       | 2.00
            人员经费合计 | <        | 8.00 | 公用经费合计 | <        | 2.00
            """,
            above="一般公共预算财政拨款基本支出决算表",
        )
    )
    assert told(rows.facts)[-2:] == [
        ("人员经费合计", "人员经费/金额", Decimal("8.00")),
        ("公用经费合计", "公用经费/金额", Decimal("2.00")),
    ]
    assert [f.account_code for f in rows.facts] == ["301", "302", "30101", "30201", None, None]
    assert {f.scheme for f in rows.facts if f.account_code} == {"economic"}


def test_three_sides_of_a_table_are_read_side_by_side() -> None:
    header = " | ".join(["科目编码 | 科目名称 | 决算数"] * 3)
    body = "301 | 工资福利支出 | 8.00 | 302 | 商品和服务支出 | 2.00 | 310 | 资本性支出 | 1.00"
    rows = read(
        draw(f"{header}\n{body}", above="一般公共预算财政拨款基本支出决算表", widths=[50, 70, 43] * 3)
    )
    assert [(f.account_code, f.value) for f in rows.facts] == [
        ("301", Decimal("8.00")),
        ("302", Decimal("2.00")),
        ("310", Decimal("1.00")),
    ]


def test_a_code_split_over_three_columns_is_one_and_missing_parents_come_from_above() -> None:
    rows = read(
        draw(
            """
            科目编码 | <  | <  | 科目名称     | 本年支出
            类       | 款 | 项 | ^            | ^
            208      |    |    | 社会保障支出 | 9.00
                     | 05 |    | 养老支出     | 9.00
                     |    | 01 | 行政单位离退休 | 4.00
                     |    | 05 | 养老保险     | 5.00
            210      | 11 | 01 | 行政单位医疗 | 1.00
            """,
            above="支出决算表",
        )
    )
    assert [f.account_code for f in rows.facts] == ["208", "20805", "2080501", "2080505", "2101101"]
    assert {f.scheme for f in rows.facts} == {"functional"}


def test_code_levels_may_stand_in_the_row_of_the_total() -> None:
    """类 | 款 | 项 beside the label 合计, which belongs to the first row of figures."""
    rows = read(
        draw(
            """
            功能分类科目编码 | <  | <  | 科目名称 | 本年支出 | <        | <
            ^                | ^  | ^  | ^        | 合计     | 基本支出 | 项目支出
            类               | 款 | 项 | 合计     | 9.00     | 4.00     | 5.00
            208              | 05 | 01 | 离退休   | 9.00     | 4.00     | 5.00
            """,
            above="一般公共预算财政拨款支出决算表",
        )
    )
    assert told(rows.facts)[0] == ("合计", "本年支出/合计", Decimal("9.00"))
    assert [f.account_code for f in rows.facts] == [None] * 3 + ["2080501"] * 3


def test_the_second_header_line_may_stand_in_the_row_of_the_total_label() -> None:
    """合计 | 基本支出 | 项目支出 in one row with 合计 of the label column, of a fund table without data."""
    rows = read(
        draw(
            """
            科目编码 | 科目名称 | 本年支出 | <        | <
            合计     | <        | 合计     | 基本支出 | 项目支出
                     |          |          |          |
            """,
            above="政府性基金预算财政拨款收入支出决算表",
        )
    )
    assert rows.table.is_empty
    assert rows.table.header_rows == 2
    assert rows.understood


@pytest.mark.parametrize(
    ("cell", "code", "name"),
    [
        ("208社会保障支出", "208", "社会保障支出"),
        ("[20805]养老支出", "20805", "养老支出"),
        ("2080501 离退休", "2080501", "离退休"),
        ("（210）卫生健康支出", "210", "卫生健康支出"),
    ],
)
def test_code_and_name_in_one_cell_come_apart(cell: str, code: str, name: str) -> None:
    rows = read(draw(f"科目 | 决算数\n{cell} | 9.00", above="支出决算表"))
    assert [(f.account_code, f.account_name, f.row_label) for f in rows.facts] == [(code, name, name)]


def test_two_code_systems_stand_side_by_side_and_the_first_gives_the_account() -> None:
    rows = read(
        draw(
            """
            部门预算经济分类 | <  | <        | 政府预算经济分类 | <  | <            | 2024年预算数
            类  | 款 | 科目名称 | 类  | 款 | 科目名称     | ^
            301 | 01 | 基本工资 | 501 | 01 | 工资奖金津补贴 | 8.00
                | 02 | 津贴补贴 | 501 | 01 | 工资奖金津补贴 | 2.00
            """,
            above="支出经济分类汇总表",
        )
    )
    assert [(f.account_code, f.row_label, f.value) for f in rows.facts] == [
        ("30101", "基本工资", Decimal("8.00")),
        ("30102", "津贴补贴", Decimal("2.00")),
    ]


def test_the_same_name_under_several_codes_stays_apart_by_its_code() -> None:
    rows = read(
        draw(
            "科目编码 | 科目名称 | 决算数\n"
            "20103 | 其他支出 | 1.00\n"
            "2010399 | 其他支出 | 1.00\n"
            "2080599 | 其他支出 | 2.00",
            above="支出决算表",
        )
    )
    assert [f.account_code for f in rows.facts] == ["20103", "2010399", "2080599"]


def test_three_public_tables_have_three_header_levels_one_row_and_no_label() -> None:
    rows = read(
        draw(
            """
            预算数 | <    | <    | <      | <      | <      | 决算数 | <    | <
            合计   | 出国费 | 接待费 | 公务用车费 | <  | <      | 合计   | 出国费 | 接待费
            ^      | ^    | ^    | 小计   | 购置费 | 运行费 | ^      | ^    | ^
            6.00   | 0.00 | 1.00 | 5.00   | 0.00   | 5.00   | 1.00   | 0.00 | 1.00
            """,
            above="“三公”经费支出决算表",
        )
    )
    assert rows.table.statement == "three_public"
    assert [f.row_label for f in rows.facts] == [None] * 9
    assert rows.facts[2].column_path == ["预算数", "接待费"]
    assert rows.facts[3].column_path == ["预算数", "公务用车费", "小计"]
    assert [f.phase for f in rows.facts] == ["initial_budget"] * 6 + ["final"] * 3


def test_sides_are_told_by_their_labels_where_the_header_does_not() -> None:
    rows = read(
        draw(
            """
            项目             | 决算数 | 项目               | 决算数
            一、财政拨款收入 | 10.00  | 一、一般公共服务支出 | 6.00
            二、事业收入     | 0.00   | 二、教育支出       | 4.00
            本年收入合计     | 10.00  | 本年支出合计       | 10.00
            """,
            above="收入支出决算总表",
        )
    )
    assert [(f.side, f.column_path[0]) for f in rows.facts[:2]] == [
        ("revenue", "收入"),
        ("expenditure", "支出"),
    ]


def test_a_banner_over_the_whole_table_is_no_part_of_a_path() -> None:
    rows = read(
        draw("一般公共预算 | < | <\n科目名称 | 决算数 | 预算数\n行政运行 | 9.00 | 8.00", above="支出表")
    )
    assert [f.column_path for f in rows.facts] == [["决算数"], ["预算数"]]
    assert {f.fund for f in rows.facts} == {"general_public_budget"}


def test_phases_periods_and_money_follow_from_the_headers() -> None:
    rows = read(
        draw(
            "科目名称 | 上年决算数 | 年初预算数 | 调整预算数 | 决算数 | 执行率\n"
            "行政运行 | 7.00 | 8.00 | 9.00 | 9.00 | 95.49%",
            above="支出决算表\n编制部门：某县水务局 | 单位：万元",
        )
    )
    assert [(f.phase, f.period) for f in rows.facts] == [
        ("final", 2023),
        ("initial_budget", 2024),
        ("adjusted_budget", 2024),
        ("final", 2024),
        (None, 2024),
    ]
    assert rows.facts[0].amount_yuan == Decimal("70000.00")
    assert rows.facts[4].unit == "%"
    assert rows.facts[4].amount_yuan is None


def test_circled_digits_are_text_and_no_numbers() -> None:
    """``①`` is a digit to Unicode, but no number."""
    rows = read(
        draw(
            "项目 | ① | ② | ③\n① | 9.00 | 4.00 | 5.00\n② | 1.00 | ① | ²\n③ | 1.00 | 2.00 | 3.00",
            above="支出表",
        )
    )
    assert [f.value for f in rows.facts][:3] == [Decimal("9.00"), Decimal("4.00"), Decimal("5.00")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("部门预算支出经济科目", "政府预算支出经济科目"),
        ("部门预算支出经济分类科目", "政府预算支出经济分类科目"),
        ("支出经济分类科目名称", "政府支出经济分类科目名称"),
    ],
)
def test_the_account_is_the_departments_own_not_its_name_in_governments_budgets(
    first: str, second: str
) -> None:
    rows = read(
        draw(
            f"{first} | {second} | 2024年预算\n[301]工资福利支出 | [501]机关工资福利支出 | 9.00\n"
            "[30101]基本工资 | [50101]工资奖金津补贴 | 9.00",
            above="一般公共预算基本支出情况表",
        )
    )
    assert [(fact.account_code, fact.row_label) for fact in rows.facts] == [
        ("301", "工资福利支出"),
        ("30101", "基本工资"),
    ]


def test_a_cell_over_the_columns_of_codes_and_names_is_no_word_among_the_codes() -> None:
    rows = read(
        draw(
            """
            经济分类 | 科目名称 | 合计 | 人员经费
            编码栏次 | <        | 1    | 2
            301      | 工资福利支出 | 9.00 | 9.00
            30101    | 基本工资 | 9.00 | 9.00
            """
        )
    )
    assert {(fact.account_code, fact.row_label) for fact in rows.facts if "." in (fact.raw or "")} == {
        ("301", "工资福利支出"),
        ("30101", "基本工资"),
    }


def test_a_unit_above_the_header_of_one_column_is_no_header() -> None:
    table = """
    某局 | | | 单位：万元
    项目 | 合计 | 会议费 | 培训费
    2024年 | 9.00 | 4.00 | 5.00
    """
    assert [place for _, place, _ in told(read(draw(table, above="经费支出表")).facts)] == [
        "合计", "会议费", "培训费",
    ]  # fmt: skip


def test_a_unit_that_is_all_a_column_is_headed_by_is_kept() -> None:
    facts = read(draw("项目 | 单位：万元\n会议费 | 4.00", above="经费支出表")).facts
    assert [(fact.column_path, fact.unit) for fact in facts] == [(["单位：万元"], "万元")]


def test_labels_whose_figures_have_the_heads_of_others_left_of_them_name_these() -> None:
    """As the third and fourth block of a summary; a column of remarks names nothing."""
    found = told(
        read(
            draw(
                """
                收入 | < | 支出 | < | < | <
                项目 | 预算数 | 支出功能分类科目 | 预算数 | 支出性质 | 预算数
                一、财政拨款 | 9.00 | 一、教育支出 | 9.00 | 一、基本支出 | 7.00
                二、其他收入 | 1.00 | 二、住房保障支出 | 1.00 | 人员经费 | 6.00
                三、事业收入 | 0.00 | 三、农林水支出 | 0.00 | 公用经费 | 1.00
                总计 | 10.00 | 总计 | 10.00 | 项目支出 | 3.00
                """,
                above="收支预算总表",
            )
        ).facts
    )
    assert ("人员经费", "支出/预算数", Decimal("6.00")) in found
    assert ("二、住房保障支出", "支出/预算数", Decimal("1.00")) in found
    remarks = told(
        read(
            draw(
                """
                项目 | 预算数 | 备注 | 预算数
                一、财政拨款 | 9.00 | 上级安排 | 7.00
                二、其他收入 | 1.00 | 利息 | 6.00
                """,
                above="收入预算表",
            )
        ).facts
    )
    assert {label for label, _, _ in remarks} == {"一、财政拨款", "二、其他收入"}


def test_an_account_printed_as_code_and_name_names_its_row_before_the_body_that_spends() -> None:
    facts = read(
        draw(
            """
            单位代码 | 单位名称 | 功能科目 | 总计 | 项目支出
            301001 | 某县图书馆 | 2070104 图书馆 | 9.00 | 4.00
            301001 | 某县图书馆 | 2210201 住房公积金 | 2.00 | 1.00
            """,
            above="支出预算总表",
        )
    ).facts
    named = {(fact.account_code, fact.row_label) for fact in facts}
    assert named == {("2070104", "图书馆"), ("2210201", "住房公积金")}
