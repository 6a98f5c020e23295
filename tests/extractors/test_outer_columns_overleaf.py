"""An open table of which the first page shows but its heads and its total, in the middle of their columns."""

from __future__ import annotations

from extractors.pdf.reading import Page
from tests.support.drawing import line, sheets, width_of

RIGHTS = [300.0, 380.0, 460.0, 540.0]
HEADS = ["年初结转", "本年收入", "本年支出", "年末结转"]


def amounts(page: Page, y: float, *texts: str) -> None:
    for right, text in zip(RIGHTS, texts, strict=True):
        if text:
            page.lines.append(line(right - width_of(text), y, text, page.number))


def test_rows_overleaf_may_begin_left_of_the_first_head() -> None:
    first = Page(1, 595, 842)
    first.lines = [
        line(200, 700, "政府性基金预算财政拨款收入支出决算表", 1, size=14),
        line(470, 725, "单位：元", 1),
        line(90, 745, "科目编码", 1),
        line(170, 745, "科目名称", 1),
        line(170, 765, "合计", 1),
    ]
    amounts(first, 745, *HEADS)
    amounts(first, 765, "", "1,850.00", "1,850.00", "20.00")
    second = Page(2, 595, 842)
    for y, code, name in ((60, "212", "城乡社区支出"), (80, "21208", "土地出让")):
        second.lines += [line(66, y, code, 2), line(160, y, name, 2)]
        amounts(second, y, "", "1,850.00", "1,850.00", "20.00")
    (sheet,) = sheets(first, second)
    assert [cell.text for cell in sheet.at[-1]][-4:] == ["", "1,850.00", "1,850.00", "20.00"]


def test_columns_farther_left_are_those_of_another_table() -> None:
    first = Page(1, 595, 842)
    first.lines = [
        line(200, 700, "政府性基金预算财政拨款收入支出决算表", 1, size=14),
        line(470, 725, "单位：元", 1),
        line(200, 745, "科目名称", 1),
        line(200, 765, "合计", 1),
    ]
    amounts(first, 745, *HEADS)
    amounts(first, 765, "", "1,850.00", "1,850.00", "20.00")
    second = Page(2, 595, 842)
    for y in (60, 80, 100):
        second.lines += [line(30, y, "212", 2), line(200, y, "城乡社区", 2)]
        amounts(second, y, "", "1,850.00", "1,850.00", "20.00")
    assert len(sheets(first, second)) == 2
