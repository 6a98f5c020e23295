"""Units of money that a table does not print come from the document's other tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.reading import read_document
from extractors.tables.meanings import in_yuan
from extractors.tables.units import complete_units
from records.file_tables import FactRecord, TableRecord


def table(table_id: str, unit: str | None, *values: str, statement: str = "expenditure"):  # type: ignore[no-untyped-def]
    facts = []
    for n, value in enumerate(values):
        amount = None if unit is None else Decimal(value) * (10000 if unit == "万元" else 1)
        facts.append(
            FactRecord(
                document_id="d",
                fact_id=f"{table_id}f{n}",
                table_id=table_id,
                row=n,
                column=1,
                statement=statement,
                phase="final",
                value=Decimal(value),
                unit=unit,
                amount_yuan=amount,
            )
        )
    return TableRecord(document_id="d", table_id=table_id, statement=statement, unit=unit), facts


def test_a_table_without_a_unit_takes_the_usual_one() -> None:
    (one, a), (two, b) = table("t1", "万元", "702.69"), table("t2", None, "40.20")
    complete_units([one, two], a + b)
    assert two.unit == "万元"
    assert b[0].amount_yuan == Decimal("402000.00")


def test_amounts_too_large_for_the_usual_unit_are_in_yuan() -> None:
    (one, a), (two, b) = (
        table("t1", "万元", "702.69"),
        table("t2", None, "2130000", statement="performance_project"),
    )
    complete_units([one, two], a + b)
    assert (two.unit, b[0].amount_yuan) == ("元", Decimal("2130000.00"))


def test_a_printed_unit_is_never_changed() -> None:
    (one, a), (two, b) = table("t1", "万元", "702.69"), table("t2", "元", "5.00")
    complete_units([one, two], a + b)
    assert (two.unit, b[0].unit) == ("元", "元")


def test_where_no_table_prints_a_unit_none_is_made_up() -> None:
    one, a = table("t1", None, "702.69")
    complete_units([one], a)
    assert (one.unit, a[0].amount_yuan) == (None, None)


def test_money_in_yuan_is_exact_to_the_cent_and_what_no_body_spends_has_none() -> None:
    assert in_yuan(Decimal("702.6912"), "万元") == Decimal("7026912.00")
    assert in_yuan(Decimal("0.005"), "元") == Decimal("0.00")
    assert in_yuan(Decimal("12"), "人") is None
    assert in_yuan(Decimal(10) ** 30, "元") is None


def test_forms_of_one_kind_are_all_in_the_unit_that_one_of_them_must_have() -> None:
    (one, a) = table("t1", "万元", "702.69")
    (two, b) = table("t2", None, "2130000", statement="performance_project")
    (three, c) = table("t3", None, "400.00", statement="performance_project")
    (four, d) = table("t4", None, "400.00", statement="performance_project")
    for fact in (*b, *c):
        fact.column_path = ["全年执行数"]
    for fact in d:
        fact.column_path = ["支出金额"]
    complete_units([one, two, three, four], a + b + c + d)
    assert [t.unit for t in (two, three, four)] == ["元", "元", "万元"]
    assert c[0].amount_yuan == Decimal("400.00")


@pytest.mark.parametrize(
    ("heads", "raw", "unit"),
    [
        (("年度资金总额（元）", "年度资金总额"), "5000.00", "元"),
        (("年度资金总额", "年度资金总额"), "5000.00元", "万元"),  # the unit of that one figure
        (("年度资金总额（元）", "支出金额"), "5000.00", "万元"),  # forms of another kind
    ],
)
def test_forms_of_one_kind_share_the_unit_that_one_of_them_prints(
    heads: tuple[str, str], raw: str, unit: str
) -> None:
    (one, a) = table("t1", "万元", "702.69")
    (two, b) = table("t2", "元", "5000.00", statement="performance_project")
    (three, c) = table("t3", None, "400.00", statement="performance_project")
    two.unit = None
    b[0].raw = raw
    b[0].column_path, c[0].column_path = [heads[0]], [heads[1]]
    complete_units([one, two, three], a + b + c)
    assert c[0].unit == unit


def test_forms_share_their_unit_where_no_other_table_has_one() -> None:
    (two, b) = table("t2", "万元", "5.00", statement="performance_project")
    (three, c) = table("t3", None, "4.00", statement="performance_project")
    two.unit = None
    b[0].raw = "5.00"
    complete_units([two, three], b + c)
    assert (c[0].unit, c[0].amount_yuan) == ("万元", Decimal("40000.00"))


def test_units_of_what_is_counted_are_those_of_the_columns_that_name_them() -> None:
    page = (
        "<html><body><p>"
        + "本局负责全县水务工作，" * 20
        + "。</p><p>部门基本情况表</p><p>单位：人、辆</p><table border=1>"
        "<tr><td>单位名称</td><td>编制人数</td><td>实有车辆数</td><td>办公用房面积</td></tr>"
        "<tr><td>合计</td><td>12</td><td>3</td><td>800</td></tr></table></body></html>"
    )
    document = read_document(page.encode(), "a.html")
    assert [fact.unit for fact in document.facts] == ["人", "辆", None]


def of_cars(before: str, after: str) -> set[tuple[str | None, str | None]]:
    """The units and measures of 车辆 in a table of assets."""
    page = (
        "<html><body><h1>甲县水务局2022年度部门决算</h1><p>资产情况表</p><p>单位：万元</p><table border=1>"
        "<tr><td>资产</td><td>年初数</td><td>年末数</td></tr>"
        "<tr><td>房屋</td><td>413.50</td><td>533.50</td></tr>"
        f"<tr><td>车辆</td><td>{before}</td><td>{after}</td></tr></table></body></html>"
    )
    facts = read_document(page.encode(), "a.html").facts
    return {(fact.unit, fact.measure) for fact in facts if fact.row_label == "车辆"}


def test_a_row_of_cars_that_prints_a_fraction_tells_what_they_are_worth() -> None:
    assert of_cars("180.25", "155") == {("万元", None)}
    assert of_cars("6", "7") == {(None, "vehicles")}
