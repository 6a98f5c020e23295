"""An open table of which the first page shows but its heads and its total, in the middle of their columns."""

from __future__ import annotations

from extractors.pdf.reading import Page
from tests.support.drawing import line, sheets, width_of

RIGHTS = [300.0, 380.0, 460.0, 540.0]
HEADS = ["年初结转", "本年收入", "本年支出", "年末结转"]
TOTAL = ["", "1,850.00", "1,850.00", "20.00"]


def amounts(page: Page, y: float, *texts: str) -> None:
    for right, text in zip(RIGHTS, texts, strict=True):
        if text:
            page.lines.append(line(right - width_of(text), y, text, page.number))


def first_page(name_x: float) -> Page:
    """The heads and the total, with the names of the accounts from ``name_x`` on."""
    page = Page(1, 595, 842)
    page.lines = [
        line(200, 700, "政府性基金预算财政拨款收入支出决算表", 1, size=14),
        line(470, 725, "单位：元", 1),
        line(name_x, 745, "科目名称", 1),
        line(name_x, 765, "合计", 1),
    ]
    amounts(page, 745, *HEADS)
    amounts(page, 765, *TOTAL)
    return page


def test_rows_overleaf_may_begin_left_of_the_first_head() -> None:
    first = first_page(170)
    first.lines.append(line(90, 745, "科目编码", 1))
    second = Page(2, 595, 842)
    for y, code, name in ((60, "212", "城乡社区支出"), (80, "21208", "土地出让")):
        second.lines += [line(66, y, code, 2), line(160, y, name, 2)]
        amounts(second, y, *TOTAL)
    (sheet,) = sheets(first, second)
    assert [cell.text for cell in sheet.at[-1]][-4:] == TOTAL


def test_columns_farther_left_are_those_of_another_table() -> None:
    second = Page(2, 595, 842)
    for y in (60, 80, 100):
        second.lines += [line(30, y, "212", 2), line(200, y, "城乡社区", 2)]
        amounts(second, y, *TOTAL)
    assert len(sheets(first_page(200), second)) == 2
