"""Tables of a Word file that are set with tab stops instead of a table."""

from __future__ import annotations

from extractors.word.docx import read_docx
from tests.support.word_files import cells, docx, p, r, texts

STOPS = '<w:tabs><w:tab w:val="right" w:pos="3000"/><w:tab w:val="right" w:pos="5000"/></w:tabs>'


def tabbed(*fields: str) -> str:
    """A paragraph whose fields tabs part."""
    between = "<w:r><w:tab/></w:r>"
    return f"<w:p><w:pPr>{STOPS}</w:pPr>{between.join(map(r, fields))}</w:p>"


def test_paragraphs_with_tabs_and_figures_are_a_table_below_their_caption() -> None:
    content = read_docx(
        docx(
            p("一般公共预算支出表"),
            tabbed("部门：某县水务局", "单位：万元"),
            tabbed("科目编码", "科目名称", "本年支出", "", "上年支出"),
            tabbed("", "", "基本支出", "项目支出"),
            p(""),
            tabbed("", "合计", "10.00", "2.00", "9.00"),
            tabbed("205", "教育支出", "10.00", "", "9.00"),
            tabbed("208", "社会保障支出", "", "2.00"),
            p("第三部分 情况说明"),
        )
    )
    (sheet,) = content.flow.sheets
    assert (sheet.caption.title, sheet.caption.unit) == ("一般公共预算支出表", "万元")
    found = {place: text for place, (text, _, _) in cells(content).items()}
    assert [found.get((row, 3)) for row in range(2, 6)] == ["项目支出", "2.00", None, "2.00"]
    assert [found.get((5, column)) for column in (0, 1, 4)] == ["208", "社会保障支出", None]
    assert cells(content)[1, 2] == ("本年支出", 1, 2)
    assert texts(content) == ["TABLE", "第三部分情况说明"]


def test_one_row_of_figures_below_its_heads_is_a_table() -> None:
    content = read_docx(
        docx(tabbed("合计", "公务接待费", "公务用车费"), tabbed("3.00", "1.00", "2.00"), p("说明如下。"))
    )
    assert len(content.flow.sheets) == 1


def test_contents_fields_of_a_caption_and_lists_with_tabs_are_text() -> None:
    lines = [
        tabbed("一、部门职责", "1"),
        tabbed("二、机构设置", "2"),
        p("正文"),
        tabbed("编制单位：某局", "2024年", "单位：万元"),
        p("正文"),
        tabbed("一是", "收入10.00万元", "支出9.00万元"),
    ]
    assert "TABLE" not in texts(read_docx(docx(*lines)))


def test_labels_with_one_amount_each_are_a_table_below_their_heads_only() -> None:
    rows = [tabbed("合计", "9.00"), tabbed("公务接待费", "3.00"), tabbed("公务用车费", "6.00")]
    content = read_docx(docx(p("“三公”经费支出表"), tabbed("项目", "预算数"), *rows))
    assert [cell.text for cell in content.flow.sheets[0].row_cells(2)] == ["公务接待费", "3.00"]
    assert "TABLE" not in texts(read_docx(docx(p("其中："), *rows)))
