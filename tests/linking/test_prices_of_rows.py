"""An amount in a table against the number of things and the price of each in its row."""

from __future__ import annotations

from extractors.reading import read_file
from linking.linker import link

HEAD = """# 某县水务局2024年部门预算

政府采购预算表

单位：{unit}

| 采购项目 | {heads} |
|---|---|---|---|
"""


def verdicts(*rows: str, unit: str = "万元", heads: str = "数量（台） | 单价 | 金额") -> list[str]:
    """What the rule says of the rows of such a table."""
    lines = "\n".join(f"| 设备{n} | {row} |" for n, row in enumerate(rows, 1))
    text = HEAD.format(unit=unit, heads=heads) + lines
    read = read_file(text.encode(), "例.md")
    return [made.verdict for made in link(read.document, []).checks if made.rule_id == "price_of_row"]


GOOD = ("20 | 0.60 | 12.00", "8 | 2.00 | 16.00", "3 | 1.30 | 3.90")


def test_an_amount_is_the_number_of_things_times_the_price_of_each() -> None:
    assert verdicts(*GOOD) == ["holds", "holds", "holds"]
    assert verdicts(*GOOD, "4 | 0.25 | 1.20") == ["holds", "holds", "holds", "fails"]
    assert verdicts(*GOOD, "7 | 0.25 | 2.75", heads="采购数量 | 预算单价 | 采购预算")[-1] == "fails"


def test_a_price_in_another_unit_than_the_table_is_no_slip() -> None:
    assert verdicts(*GOOD, "4 | 2500 | 1.00") == ["holds", "holds", "holds"]


def test_rows_that_do_not_come_out_show_that_the_columns_were_not_understood() -> None:
    assert verdicts("20 | 0.60 | 90.00", "8 | 2.00 | 70.00", "3 | 1.33 | 80.00") == []


def test_a_number_of_things_is_no_money() -> None:
    text = HEAD.format(unit="万元", heads="数量（台） | 单价 | 金额") + "| 设备 | 20 | 0.60 | 12.00 |"
    facts = read_file(text.encode(), "例.md").document.facts
    assert [(fact.measure, fact.unit, fact.amount_yuan is None) for fact in facts] == [
        ("count", "台", True),
        ("unit_price", "万元", False),
        ("procurement", "万元", False),
    ]


def test_an_amount_that_is_paid_in_part_is_less_than_the_price() -> None:
    heads = "数量（台） | 单价 | 金额 | 备注"
    rows = tuple(f"{row} | " for row in GOOD)
    assert verdicts(*rows, "1 | 150.00 | 83.70 | 分两年支付", heads=heads) == ["holds"] * 3
    assert verdicts(*rows, "46 | 2.16 | 82.80 | ", heads=heads) == ["holds"] * 3  # ten months
    assert verdicts(*rows, "1 | 150.00 | 83.70 | 分散采购", heads=heads)[-1] == "fails"
    assert verdicts(*rows, "1 | 150.00 | 240.00 | ", heads=heads)[-1] == "fails"
