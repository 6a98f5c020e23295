"""Two tables beside each other on a page: each has what stands above it."""

from __future__ import annotations

from extractors.pdf.reading import Page
from tests.support.drawing import draw, sheets

LEFT = "项目 | 决算数\n本年收入 | 3.00\n上年结转 | 1.00\n总计 | 4.00"
RIGHT = "项目 | 决算数\n本年支出 | 3.50\n年末结转 | 0.50\n总计 | 4.00"


def pair(left: str, right: str) -> Page:
    page = draw(LEFT, widths=[120, 100], above=left)
    return draw(RIGHT, widths=[120, 100], left=300, above=right, page=page)


def test_each_of_two_tables_has_its_own_title_and_unit() -> None:
    page = pair("收入决算表\n部门：某局 | 单位：万元", "支出决算表\n部门：某局 | 单位：元")
    assert [(s.caption.title, s.caption.unit) for s in sheets(page)] == [
        ("收入决算表", "万元"),
        ("支出决算表", "元"),
    ]


def test_two_tables_below_one_title_share_the_page() -> None:
    page = pair("", "")
    over = draw(LEFT, widths=[120, 100], number=9, above="收入支出决算总表\n部门：某局 | 单位：万元").lines[
        :3
    ]
    page.lines += [line for line in over if "表" in line.text or "：" in line.text]
    first = sheets(page)[0].caption
    assert (first.title, first.unit) == ("收入支出决算总表", "万元")


def test_two_titled_tables_above_one_of_full_width_have_their_own_titles() -> None:
    page = pair("收入决算表\n部门：某局 | 单位：万元", "支出决算表\n部门：某局 | 单位：元")
    page = draw(LEFT, top=320, above="财政拨款决算表\n部门：某局 | 单位：千元", page=page)
    assert [(s.caption.title, s.caption.unit) for s in sheets(page)] == [
        ("收入决算表", "万元"),
        ("支出决算表", "元"),
        ("财政拨款决算表", "千元"),
    ]
