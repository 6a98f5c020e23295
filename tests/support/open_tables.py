"""Forms drawn with rulings, and the ways of leaving these away."""

from __future__ import annotations

from extractors.pdf.reading import Page

TABLE = """
    科目编码 | 科目名称         | 本年支出合计 | 基本支出 | 项目支出
    201      | 一般公共服务支出 | 10.00        | 4.00     | 6.00
    20103    | 政府办公厅       | 10.00        | 4.00     | 6.00
    2010301  | 行政运行         | 4.00         | 4.00     | 0.00
    合计     | <                | 10.00        | 4.00     | 6.00
"""
CAPTION = "支出决算表\n编制部门：某县水务局 | 单位：万元"
WIDTHS = [70.0, 130.0, 100.0, 95.0, 95.0]
LEVELS = """
    科目编码 | 科目名称         | 合计  | 基本支出 | <        | 项目支出
    ^        | ^                | ^     | 人员经费 | 公用经费 | ^
    201      | 一般公共服务支出 | 10.00 | 3.00     | 1.00     | 6.00
    2010301  | 行政运行         | 4.00  | 3.00     | 1.00     | 0.00
    2010302  | 机关服务         | 6.00  | 0.00     | 0.00     | 6.00
"""


def unruled(page: Page) -> Page:
    page.horizontal, page.vertical = [], []
    return page


def framed(page: Page) -> Page:
    """Only the outer left and right ruling are left of the vertical ones."""
    outer = {min(page.vertical)[0], max(page.vertical)[0]}
    page.vertical = [s for s in page.vertical if s[0] in outer]
    return page


def open_(page: Page) -> Page:
    page.vertical = []
    return page
