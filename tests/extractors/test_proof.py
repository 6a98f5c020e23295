"""Sums that come out prove what was read: along rows, along columns, over sides; and nothing else does."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractors.tables.proof.rows import comes_out
from extractors.tables.proof.shares import confirm, tell_shares
from records.file_tables import DocumentRecord
from tests.support.drawing import draw, read


def proven(
    table: str, above: str = "支出决算表\n部门：某局 | 单位：万元"
) -> dict[tuple[str | None, str], bool]:
    """For each figure, by its label and its last header, whether a sum proves it."""
    rows = read(draw(table, above=above))
    confirm(rows.facts, rows.sums)
    return {
        (fact.row_label, fact.column_path[-1] if fact.column_path else ""): fact.confirmed_by > 0
        for fact in rows.facts
    }


def test_a_row_is_proven_by_the_sum_of_its_columns() -> None:
    found = proven(
        """
        项目     | <        | 本年支出合计 | 基本支出 | < | < | 项目支出
        科目编码 | 科目名称 | ^    | 小计 | 人员经费 | 公用经费 | ^
        2010301  | 行政运行 | 9.00 | 6.00 | 4.00 | 2.00 | 3.00
        2010302  | 一般行政管理事务 | 9.50 | 6.00 | 4.00 | 2.00 | 3.00
        """
    )
    assert found["行政运行", "项目支出"]
    assert found["行政运行", "公用经费"]
    assert found["一般行政管理事务", "公用经费"]
    assert not found["一般行政管理事务", "项目支出"]
    assert not found["一般行政管理事务", "本年支出合计"]


def test_what_is_included_in_a_column_is_no_part_of_the_sum() -> None:
    found = proven(
        """
        科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入 | 事业收入 | <
        ^ | ^ | ^ | ^ | 金额 | 其中：教育收费
        205 | 教育支出 | 9.00 | 6.00 | 3.00 | 1.00
        """,
        "收入决算表",
    )
    assert found["教育支出", "金额"]
    assert not found["教育支出", "其中：教育收费"]


def test_accounts_are_proven_by_those_below_them_and_by_the_total() -> None:
    found = proven(
        """
        科目编码 | 科目名称 | 决算数
        | 合计 | 14.00
        201 | 一般公共服务支出 | 9.00
        20103 | 政府办公厅（室）及相关机构事务 | 9.00
        2010301 | 行政运行 | 4.00
        2010302 | 一般行政管理事务 | 5.00
        208 | 社会保障和就业支出 | 5.00
        20805 | 行政事业单位养老支出 | 4.00
        """
    )
    assert found["行政运行", "决算数"]
    assert found["合计", "决算数"]
    assert not found["行政事业单位养老支出", "决算数"]


def test_a_summary_is_proven_on_both_sides_and_over_its_totals() -> None:
    found = proven(
        """
        收入 | < | 支出 | <
        项目 | 预算数 | 项目 | 预算数
        一、一般公共预算拨款收入 | 7.00 | 一、一般公共服务支出 | 6.00
        二、事业收入 | 2.00 | 二、教育支出 | 3.00
        本年收入合计 | 9.00 | 本年支出合计 | 9.00
        上年结转 | 1.50 | 结转下年 | 1.50
        收入总计 | 10.50 | 支出总计 | 10.50
        """,
        "收支预算总表",
    )
    assert all(found.values())


def test_a_total_whose_label_spans_two_blocks_proves_both() -> None:
    found = proven(
        """
        收入 | < | 支出 | < | < | <
        项目名称 | 金额 | 功能分类 | < | 支出用途 | <
        ^ | ^ | 功能科目名称 | 金额 | 项目名称 | 金额
        一、财政拨款 | 9.00 | 一、一般公共服务支出 | 6.00 | 一、基本支出 | 5.00
        | | 二、外交支出 | 3.00 | 二、项目支出 | 4.00
        当年收入小计 | 9.00 | 当年支出小计 | < | < | 9.00
        """,
        "收支预算总表",
    )
    assert found["一、一般公共服务支出", "金额"]
    assert found["二、项目支出", "金额"]


def test_balances_of_a_fund_are_proven_by_what_flows_in_and_out() -> None:
    found = proven(
        """
        科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | < | < | 年末结转和结余
        ^ | ^ | ^ | 小计 | 基本支出 | 项目支出 | ^
        城乡社区支出 | 2.00 | 7.00 | 6.00 | | 6.00 | 3.00
        """,
        "政府性基金预算财政拨款收入支出决算表",
    )
    assert found["城乡社区支出", "年初结转和结余"]
    assert found["城乡社区支出", "年末结转和结余"]


def test_a_total_below_the_second_half_of_the_accounts_proves_both_halves() -> None:
    found = proven(
        """
        科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
        302 | 商品和服务支出 | 5.00 | 310 | 资本性支出 | 2.00
        30201 | 办公费 | 5.00 | 31002 | 办公设备购置 | 2.00
        | | | 公用经费合计 | < | 7.00
        """,
        "一般公共预算财政拨款基本支出决算表",
    )
    assert found["公用经费合计", "决算数"]


def test_a_misread_figure_leaves_its_total_unproven() -> None:
    found = proven(
        """
        科目编码 | 科目名称 | 决算数
        201 | 一般公共服务支出 | 6060.99
        208 | 社会保障和就业支出 | 5.00
        合计 | < | 65.99
        """
    )
    assert not any(found.values())


@given(st.lists(st.decimals(0, 10**7, places=2), min_size=2, max_size=12))
def test_rounded_parts_of_an_exact_total_come_out(parts: list[Decimal]) -> None:
    whole = sum(parts, Decimal(0)).quantize(Decimal(1))
    assert comes_out(whole, [part.quantize(Decimal(1)) for part in parts], 0)
    assert not comes_out(whole + len(parts) + 2, [part.quantize(Decimal(1)) for part in parts], 0)


def test_one_part_alone_must_be_the_whole() -> None:
    assert comes_out(Decimal("5.00"), [Decimal("5.00")], 2)
    assert not comes_out(Decimal("5.00"), [Decimal("5.01")], 2)


def test_shares_count_amounts_and_leave_performance_forms_out() -> None:
    rows = read(
        draw(
            "科目名称 | 合计 | 基本支出 | 项目支出\n行政运行 | 9.00 | 6.00 | 3.00\n教育 | 9.00 | 6.00 | 2.00",
            above="支出决算表\n部门：某局 | 单位：万元",
        )
    )
    confirm(rows.facts, rows.sums)
    record = DocumentRecord(document_id="0" * 32, file_name="a.pdf", sha256="0" * 64)
    tell_shares(record, [rows.table], rows.facts)
    assert (rows.table.proven, record.proven) == (0.5, 0.5)
    rows.table.statement = "performance_project"
    tell_shares(record, [rows.table], rows.facts)
    assert (rows.table.proven, record.proven) == (0.5, None)


def test_rows_without_numbers_prove_the_row_above_only_by_many_parts() -> None:
    table = """
        项目 | 预算数
        税收收入 | 12.50
        增值税 | 6.10
        企业所得税 | 4.20
        契税 | 2.20
        非税收入 | 3.30
        罚没收入 | 3.30
    """
    found = proven(table, "收入预算表")
    assert found["税收收入", "预算数"]
    assert found["契税", "预算数"]
    assert not found["罚没收入", "预算数"]


def test_a_heading_without_figures_ends_what_stands_below_the_one_before() -> None:
    table = """
        项目 | 决算数
        五、机关运行经费 | 102.59
        （一）行政单位 | 45.42
        （二）参照公务员法管理事业单位 | 57.17
        六、国有资产占用情况 | {}
        （一）车辆数（辆） | 1
        （二）其他资产 | 3
    """
    for nil in ("", "—"):
        found = proven(table.format(nil), above="机构运行信息表\n单位：万元")
        assert found["五、机关运行经费", "决算数"]
        assert found["（二）参照公务员法管理事业单位", "决算数"]
        assert not found["（一）车辆数（辆）", "决算数"]
    slipped = proven(table.format("").replace("57.17", "57.71"), above="机构运行信息表\n单位：万元")
    assert not any(slipped.values())


def test_a_row_is_proven_though_its_header_does_not_say_which_columns_are_parts_of_another() -> None:
    table = """
        科目编码 | 科目名称 | 合计 | 基本支出 | 人员经费 | 公用经费 | 项目支出
        2010301  | 行政运行 | 9.00 | 6.00 | 4.00 | 2.00 | 3.00
        2010302  | 机关服务 | 9.50 | 6.00 | 4.00 | 2.00 | 3.00
    """
    found = proven(table)
    assert found["行政运行", "合计"]
    assert found["行政运行", "公用经费"]
    assert not found["机关服务", "合计"]


def test_a_total_of_rows_whose_level_nothing_tells_is_proven_by_those_that_are_no_parts() -> None:
    table = """
        项目 | 预算数
        收入合计 | 1000.00
        税收收入 | 700.00
        增值税 | 400.00
        企业所得税 | 200.00
        房产税 | 100.00
        非税收入 | 300.00
        专项收入 | 150.00
        罚没收入 | 50.00
        其他收入 | 100.00
    """
    assert all(proven(table, "收入预算表").values())
    assert not proven(table.replace("700.00", "710.00"), "收入预算表")["收入合计", "预算数"]


def test_the_first_of_the_accounts_below_a_row_may_be_all_its_parts() -> None:
    table = """
        科目编码 | 科目名称 | 决算数
        本级收入合计 | < | 500.00
        110 | 转移性收入 | 90.00
        11001 | 返还性收入 | 20.00
        11002 | 一般性转移支付收入 | 30.00
        11003 | 专项转移支付收入 | 40.00
        11008 | 上年结余收入 | 7.00
        收入总计 | < | 597.00
    """
    found = proven(table, "收支平衡表")
    assert found["转移性收入", "决算数"]
    assert found["收入总计", "决算数"]
    assert not proven(table.replace("90.00", "91.00"), "收支平衡表")["转移性收入", "决算数"]


def test_a_long_run_of_large_figures_may_be_off_by_rounding() -> None:
    table = """
        项目 | 预算数
        税收收入 | 692687
        增值税 | 271865
        企业所得税 | 266667
        房产税 | 154154
    """
    assert proven(table, "收入预算表")["税收收入", "预算数"]
    assert not proven(table.replace("692687", "692697"), "收入预算表")["税收收入", "预算数"]
