"""A header that stands alone at the foot of a page, its figures overleaf."""

from __future__ import annotations

from extractors.pages.assemble import assemble
from extractors.pdf.reading import Page
from tests.support.drawing import draw, prose, read, sheets, told

HEADS = "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出"
BODY = """
205 | 教育支出 | 10.30 | 9.30 | 1.00
20502 | 普通教育 | 10.30 | 9.30 | 1.00
2050202 | 小学教育 | 10.30 | 9.30 | 1.00
221 | 住房保障支出 | 3.00 | 3.00 | 0.00
"""


def unruled(page: Page) -> Page:
    page.horizontal, page.vertical = [], []
    return page


def foot(above: str, heads: str = HEADS) -> Page:
    return unruled(draw(heads, above=above, top=740, height=18, flush=True))


def overleaf(table: str = BODY) -> Page:
    return unruled(draw(table, number=2, top=60, height=18, flush=True))


def test_heads_of_an_open_table_at_the_foot_belong_to_the_figures_overleaf() -> None:
    rows = read(foot("支出决算表\n单位：万元"), overleaf())
    whole = read(draw(HEADS + BODY, above="支出决算表\n单位：万元"))
    assert told(rows.facts) == told(whole.facts)
    assert (rows.table.title, rows.table.unit, rows.table.first_page) == ("支出决算表", "万元", 1)
    heads = [cell for cell in rows.cells if cell.text == "基本支出"]
    assert [(cell.page, cell.role) for cell in heads] == [(1, "header")]
    assert heads[0].box is not None
    assert heads[0].box[1] > 700
    assert {fact.page for fact in rows.facts} == {2}


def test_text_that_heads_no_table_stays_where_it_is() -> None:
    for page in (
        foot("本年重点工作"),
        foot("支出决算表", "一是 | 严格执行预算管理制度，各项支出规范有序未发生违规情况"),
    ):
        flow = assemble([page, overleaf()])
        assert [sheet.first_page for sheet in flow.sheets] == [2]
        assert sum(isinstance(block, list) and block[0].page == 1 for block in flow.blocks)


def test_a_table_with_heads_of_its_own_takes_none_of_the_page_before() -> None:
    own = "科目编码 | 科目名称 | 本年收入 | 财政拨款 | 其他收入" + BODY
    (sheet,) = sheets(foot("支出决算表\n单位：万元"), overleaf(own))
    assert sheet.text(0, 2) == "本年收入"


def test_a_page_between_the_heads_and_the_figures_keeps_them_apart() -> None:
    third = unruled(draw(BODY, number=3, top=60, height=18, flush=True))
    (sheet,) = sheets(foot("支出决算表\n单位：万元"), prose("本页为说明。", number=2), third)
    assert sheet.first_page == 3
