"""Performance forms with horizontal rulings only, and forms that a page break cuts."""

from __future__ import annotations

import pytest

from extractors.pdf.reading import Page
from tests.support.drawing import draw, line, sheets, texts_of

TITLE = "项目支出绩效自评表"
FORM = """
项目名称 | 农业技术推广补助 | < | < | < | <
资金（万元） | 年度资金总额 | < | 596.41 | 554.66 | 93.00%
^ | 其中：财政拨款 | < | 596.41 | 554.66 | 93.00%
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值
^ | 产出指标 | 数量指标 | 培训人次 | ≥120人 | 130人
^ | ^ | ^ | 抽检批次 | =300批 | 300批
^ | ^ | 质量指标 | 合格率 | ≥95% | 96%
^ | 效益指标 | 社会效益 | 带动农户 | ≥80户 | 85户
^ | ^ | 生态效益 | 减量率 | ≥5% | 6%
"""
WIDTHS = [70.0, 70.0, 80.0, 110.0, 80.0, 80.0]


def across_only(table: str, **manner: object) -> Page:
    page = draw(table, widths=WIDTHS, **manner)  # type: ignore[arg-type]
    page.vertical = []
    return page


def test_cells_of_several_rows_are_told_by_the_rulings_that_they_stop() -> None:
    (wanted,), (found,) = sheets(draw(FORM, widths=WIDTHS)), sheets(across_only(FORM))
    for sheet in (wanted, found):
        assert sheet.at[8][1] is sheet.at[7][1]
    assert [[cell.text for cell in row] for row in found.at][4:] == [
        [cell.text for cell in row] for row in wanted.at
    ][4:]


def test_the_rest_of_a_form_overleaf_keeps_its_columns_where_its_first_row_has_no_ruling_above() -> None:
    rows = FORM.strip().splitlines()
    rest = """
     | | 持续影响 | 管护机制 | 健全 | 健全
     | 满意度指标 | 服务对象 | 满意率 | ≥90% | 91%
    总分 | < | < | < | 100 | 96.50
    """
    second = across_only(rest, number=2, top=60.0)
    second.horizontal = [(84.0, 120.0, 540.0), (108.0, 50.0, 540.0), (132.0, 50.0, 540.0)]
    (sheet,) = sheets(across_only("\n".join(rows), top=400.0), second)
    assert [cell.text for cell in sheet.at[9]][2:] == ["持续影响", "管护机制", "健全", "健全"]
    assert [cell.text for cell in sheet.at[10]][1:] == ["满意度指标", "服务对象", "满意率", "≥90%", "91%"]


@pytest.mark.parametrize("other", ["农业技术推广补助", "动物防疫专项经费"])
def test_forms_on_following_pages_are_no_columns_of_each_other(other: str) -> None:
    first = draw(FORM, widths=WIDTHS)
    second = draw(FORM.replace("农业技术推广补助", other).replace("596.41", "88.00"), widths=WIDTHS, number=2)
    found = sheets(first, second)
    assert {sheet.columns for sheet in found} == {6}


def test_a_line_that_a_page_break_leaves_below_its_cell_belongs_to_it() -> None:
    page = draw("指标 | 目标\n受益群众满意 | 90.00", top=100.0)
    cell = next(one for one in page.lines if one.text == "受益群众满意")
    page.lines.append(line(cell.x0, 149.0, "度"))
    page.lines.append(line(50.0, 165.0, "注：本表无说明。"))
    cell.y0, cell.y1 = 136.0, 146.0
    (sheet,) = sheets(page)
    assert texts_of(sheet)[1][0] == "受益群众满意度"
    assert sheet.note == "注：本表无说明。"


def test_figures_of_one_row_may_stand_on_several_lines_of_it() -> None:
    """A target whose unit is wrapped stands on another line than what was done."""
    wrapped = FORM.replace("≥120人 |", "≥120人¶次 |")
    (wanted,), (found,) = sheets(draw(wrapped, widths=WIDTHS)), sheets(across_only(wrapped))
    assert [[cell.text for cell in row] for row in found.at][4:] == [
        [cell.text for cell in row] for row in wanted.at
    ][4:]
