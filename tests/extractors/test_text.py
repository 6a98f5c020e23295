"""Plain text and Markdown: lines into paragraphs, fields into cells, what belongs to pages left away."""

from __future__ import annotations

from io import BytesIO

import pytest

from extractors import detection
from extractors.charset import decode
from extractors.detection import detect
from extractors.errors import UnknownFormat
from extractors.flow import Content
from extractors.paragraphs import Paragraph
from extractors.readers import is_sought
from extractors.reading import read_document
from extractors.tables.sheet import Sheet
from extractors.text.blocks import parts_of
from extractors.text.reading import read_text

REVENUE = """收入决算表

公开02表
单位：万元

项目\t\t本年收入合计\t财政拨款收入\t事业收入\t
\t\t\t\t小计\t其中：教育收费
科目编码\t科目名称\t\t\t\t
栏次\t\t1\t2\t3\t4
合计\t\t30.00\t20.00\t10.00\t
208\t社会保障和就业支出\t20.00\t20.00\t\t

210\t卫生健康支出\t10.00\t\t10.00\t

注：本表反映本年度取得的各项收入情况。
"""


def read(text: str) -> Content:
    return read_text(text.encode())


def facts(text: str | bytes) -> dict[tuple[str | None, tuple[str, ...]], str]:
    document = read_document(text if isinstance(text, bytes) else text.encode(), "a.txt")
    return {(fact.row_label, tuple(fact.column_path)): str(fact.value) for fact in document.facts}


def paragraphs(text: str) -> list[str]:
    return [block.text for block in read(text).flow.blocks if isinstance(block, Paragraph)]


def sheet(text: str) -> Sheet:
    (found,) = read(text).flow.sheets
    return found


FOUND = {
    ("合计", ("本年收入合计",)): "30.00",
    ("合计", ("财政拨款收入",)): "20.00",
    ("合计", ("事业收入", "小计")): "10.00",
    ("社会保障和就业支出", ("本年收入合计",)): "20.00",
    ("社会保障和就业支出", ("财政拨款收入",)): "20.00",
    ("卫生健康支出", ("本年收入合计",)): "10.00",
    ("卫生健康支出", ("事业收入", "小计")): "10.00",
}


def test_empty_fields_of_a_header_are_spans_and_vertical_merges() -> None:
    assert facts(REVENUE) == FOUND


def test_a_blank_line_and_a_page_number_do_not_end_a_table() -> None:
    assert facts(REVENUE.replace("\n\n210", "\n\n— 7 —\n\n210")) == FOUND
    assert facts(REVENUE.replace("\n\n210", "\n\f210")) == FOUND


def test_what_stands_above_and_below_a_table_is_its_caption_and_note() -> None:
    found = sheet(REVENUE)
    assert (found.caption.title, found.caption.form_code, found.caption.unit) == (
        "收入决算表",
        "公开02表",
        "万元",
    )
    assert found.note == "注：本表反映本年度取得的各项收入情况。"


def test_empty_fields_that_a_program_left_away_at_the_end_of_lines() -> None:
    assert facts("\n".join(line.rstrip() for line in REVENUE.split("\n"))) == FOUND


def test_pipes_part_cells_as_tabs_do_and_the_rule_below_the_head_is_none() -> None:
    rows = [line for line in REVENUE.split("\n") if "\t" in line]
    piped = [f"|{row.replace(chr(9), '|')}|" for row in rows]
    table = "\n".join([piped[0], "|---|---|---|---|---|---|", *piped[1:]])
    assert facts(f"# 收入决算表\n\n单位：万元\n\n{table}\n") == FOUND


@pytest.mark.parametrize(
    ("charset", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("gb18030", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b""),
    ],
)
def test_text_in_every_encoding_in_use(charset: str, mark: bytes) -> None:
    data = mark + REVENUE.encode(charset)
    assert detect(BytesIO(data)) == detection.TEXT
    assert facts(data) == FOUND


def test_traditional_characters_in_big5() -> None:
    text = "臺北市政府財政局中華民國一百一十三年度單位決算，歲入歲出決算數"
    assert decode(text.encode("big5")) == (text, "big5hkscs")


def test_merged_cells_whose_text_every_field_repeats() -> None:
    rows = [
        ["项目", "项目", "本年支出", "本年支出"],
        ["科目编码", "科目名称", "基本支出", "项目支出"],
        ["208", "社会保障和就业支出", "3.00", "3.00"],
    ]
    text = "支出决算表\n\n" + "\n".join(map("\t".join, rows))
    assert set(facts(text)) == {
        ("社会保障和就业支出", ("本年支出", "基本支出")),
        ("社会保障和就业支出", ("本年支出", "项目支出")),
    }


def test_paragraphs_that_a_page_or_a_line_end_has_cut() -> None:
    wide = "2024年度收入总计702.69万元，与上年度相比，收入总计减少70.41万元，下降"
    assert paragraphs(
        f"{wide}\n\n9.11%，主要原因是人员减少。\n\n二、支出情况说明\n\n2024年度支出总计5万元。"
    ) == [
        f"{wide}9.11%，主要原因是人员减少。",
        "二、支出情况说明",
        "2024年度支出总计5万元。",
    ]


def test_numbered_lines_and_headings_begin_paragraphs() -> None:
    text = "（一）收入情况\n收入5万元，\n其中财政拨款5万元。\n1.办公费3万元\n2.差旅费2万元"
    assert paragraphs(text) == [
        "（一）收入情况",
        "收入5万元，其中财政拨款5万元。",
        "1.办公费3万元",
        "2.差旅费2万元",
    ]


def test_markup_goes_and_its_headings_stay() -> None:
    text = (
        "## **一、收入情况**\n\n- 收入5万元。\n\n![图](a.png)\n\n<!-- page 2 -->\n\n支出**5**万元。\n\n---\n"
    )
    content = read(text)
    assert paragraphs(text) == ["一、收入情况", "收入5万元。", "支出5万元。"]
    assert [notice.code for notice in content.notices] == ["picture_without_text"]


def test_a_table_in_html_within_markdown_keeps_its_spans() -> None:
    text = (
        "# 支出决算表\n\n单位：元\n\n<table><tr><td colspan=2>项目</td><td rowspan=2>合计</td></tr>"
        "<tr><td>科目编码</td><td>科目名称</td></tr>\n<tr><td>208</td><td>社会保障<br>支出</td><td>7.00</td></tr></table>\n\n后文。"
    )
    data = text.encode()
    assert detect(BytesIO(data)) == detection.MARKDOWN
    assert facts(text) == {("社会保障支出", ("合计",)): "7.00"}
    assert paragraphs(text)[-1] == "后文。"


def test_a_form_keeps_its_bands_over_the_end_of_a_page() -> None:
    text = (
        "项目绩效自评表\n\n项目名称\t\t修路\t\n\t年初预算数\t全年执行数\t执行率\n年度资金总额\t9.00\t8.00\t89\n"
        "指标名称\t指标值\t全年完\t得分\n\n\t\t成值\t\n修路里程\t≥5\t6\t10\n"
    )
    found = facts(text)
    assert found["修路里程", ("全年完成值",)] == "6"
    assert found["年度资金总额", ("全年执行数",)] == "8.00"


def test_anchors_name_the_line() -> None:
    document = read_document(REVENUE.encode(), "a.txt")
    assert {fact.anchor for fact in document.facts if fact.row_label == "卫生健康支出"} == {
        "line[13]/c3",
        "line[13]/c5",
    }


def test_headers_of_pages_are_left_away_but_for_the_first_which_may_be_the_title() -> None:
    pages = [f"某局2024年度部门决算\n第{n}段文字的内容。\n- {n} -\n\f" for n in range(1, 5)]
    texts = [f"第{n}段文字的内容。" for n in range(1, 5)]
    assert paragraphs("".join(pages)) == ["某局2024年度部门决算", *texts]


def test_text_without_chinese_is_none_of_ours_and_texts_beside_disclosures_are_not_taken() -> None:
    with pytest.raises(UnknownFormat):
        read_text(b"import this")
    for text, wanted in (("2024年度部门决算，收入5万元。", True), ("请先安装阅读器，再打开文件。", False)):
        assert is_sought(detection.TEXT, BytesIO(text.encode())) is wanted


BROKEN = """收入决算表

单位：万元

项目\t\t本年收入合计\t财政拨款收
入\t其他
收入
科目编码\t科目名称\t\t\t
栏次\t\t1\t2\t3
合计\t\t30.00\t20.00\t10.00
208\t社会保障和
就业支出\t20.00\t20.00\t
2080505\t机关事业单位
基本养老保险
缴费支出\t10.00\t\t10.00
"""


@pytest.mark.parametrize("quoted", [False, True])
def test_line_ends_within_cells_do_not_break_a_row(quoted: bool) -> None:
    text = BROKEN
    if quoted:
        for cell in ("财政拨款收\n入", "社会保障和\n就业支出", "其他\n收入"):
            text = text.replace(cell, f'"{cell}"')
    found = facts(text)
    assert found["社会保障和就业支出", ("财政拨款收入",)] == "20.00"
    assert found["机关事业单位基本养老保险缴费支出", ("其他收入",)] == "10.00"
    assert len(found) == 7


def test_a_figure_in_a_merged_cell_whose_fields_repeat_it_is_one() -> None:
    rows = [
        ["项目名称", "项目名称", "修路", "修路", "修路"],
        ["项目资金", "年初预算数", "全年执行数", "得分", "得分"],
        ["项目资金", "9.00", "8.00", "10", "10"],
        ["指标名称", "指标名称", "完成值", "分值", "得分"],
        ["修路里程", "修路里程", "6", "10", "10"],
    ]
    found = facts("项目绩效自评表\n\n" + "\n".join(map("\t".join, rows)))
    assert sorted(found.values()) == ["10", "10", "10", "6", "8.00", "9.00"]


def test_a_line_made_short_by_what_may_not_begin_one_goes_on_in_text_whose_first_lines_are_set_in() -> None:
    text = (
        "　　1.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗\n"
        "（项）。年初预算为9.71万元，支出决算为5.84万元，完成年初预算\n"
        "的60.14%，决算数小于预算数的主要原因是部分费用在其他项目\n"
        "支出。\n"
        "　　2.住房保障支出（类）住房改革支出（款）住房公积金（项）。\n"
        "年初预算为2.00万元，支出决算为2.00万元，完成年初预算的100%。\n"
        "　　三、其他说明的事项，以下各项均按规定公开，不再另行说明：\n"
    )
    assert [paragraph[:4] for paragraph in paragraphs(text)] == ["1.卫生", "2.住房", "三、其他"]


def test_tables_that_have_lost_their_grid_are_told_and_give_no_figures() -> None:
    rows = "\n".join(f"20{n}    社会保障支出        {n}.00      {n}.00" for n in range(10, 20))
    aligned = read(f"支出决算表\n\n项目        合计      基本支出\n{rows}\n\n2024年度支出合计10.00万元。")
    assert [notice.code for notice in aligned.notices] == ["table_without_grid"]
    assert aligned.flow.sheets == []
    assert paragraphs(f"{rows}\n\n2024年度支出合计10.00万元。") == ["2024年度支出合计10.00万元。"]
    cells = "\n".join(["指标名称", "指标值", "得分", *["修路里程", "6", "10"] * 8])
    assert [notice.code for notice in read(f"项目绩效自评表\n{cells}").notices] == ["table_without_grid"]
    plain = "\n\n".join(["一、收入情况", "收入10万元。", "二、支出情况", "支出10万元。"] * 8)
    assert read(plain).notices == []


def test_titles_of_chapters_without_numbers_stand_alone() -> None:
    long = "本单位负责组织实施全区的各项工作，" * 5 + "并完成交办的其他任务。"
    text = f"{long}\n\n2024年部门预算编制说明\n\n2024年收入预算5万元。\n\n名词解释\n\n一、财政拨款：指经费。"
    document = read_document(text.encode(), "a.txt")
    assert [section.kind for section in document.sections][1:] == ["explanation", "definitions"]
    beside = text.replace("编制说明\n\n", "编制说明\n")
    assert "explanation" not in [section.kind for section in read_document(beside.encode(), "a").sections]


def test_an_amount_whose_unit_stands_on_the_next_page_is_no_heading() -> None:
    text = "6.人大事务（款）代表工作（项）支出403.75\n\n- 8 -\n\n万元，与上年相比持平。"
    assert paragraphs(text) == ["6.人大事务（款）代表工作（项）支出403.75万元，与上年相比持平。"]


def test_codes_that_a_narrow_column_has_broken_are_whole() -> None:
    rows = "41072624000000002608 1\t宣传费\t6.0\n2080 505\t养老\t12 345.00"
    text = f"项目支出表\n\n项目编码\t项目名称\t金额\n{rows}"
    document = read_document(text.encode(), "a.txt")
    codes = [(fact.account_code, str(fact.value)) for fact in document.facts]
    assert codes == [("410726240000000026081", "6.0"), ("2080505", "12345.00")]


def test_a_table_whose_heads_lost_the_empty_fields_before_them_is_told_and_not_read() -> None:
    stripped = "\n".join(line.strip() for line in REVENUE.split("\n"))
    content = read(stripped)
    assert content.flow.sheets == []
    assert [notice.code for notice in content.notices] == ["table_without_grid"]


def test_chapters_that_a_parser_has_run_into_one_heading_come_apart() -> None:
    line = (
        "## 一、收入情况说明 2024年度收入合计5.00万元， 其中： 财政拨款 5.00万元。 （ 二 ）支出情况说明"
        " 支出3.00 万元。 1 ．结构情况 基本支出3.00万元。"
    )
    assert paragraphs(line) == [
        "一、收入情况说明",
        "2024年度收入合计5.00万元，其中：财政拨款5.00万元。",
        "（二）支出情况说明",
        "支出3.00万元。",
        "1.结构情况",
        "基本支出3.00万元。",
    ]
    assert parts_of("1. 社会保障支出（类）行政单位 离退休（项）。支出5万元。") == [
        "1. 社会保障支出（类）行政单位 离退休（项）。支出5万元。"
    ]
    assert parts_of("二、机构设置") == ["二、机构设置"]


def test_the_end_of_a_sentence_marked_as_a_heading_is_none() -> None:
    long = "2024年度收入总计702.69万元，与上年度相比，收入总计减少70.41万元，下降9.11%，主要原因是"
    assert paragraphs(f"{long}\n\n#### 人员减少。\n\n## 支出情况") == [f"{long}人员减少。", "支出情况"]


def test_a_blank_line_below_every_line_parts_no_paragraphs() -> None:
    long = "2024年度一般公共预算财政拨款支出年初预算为1555.52万元，决算数与预算数存在差异"
    text = "\n\n".join([f"{n}.{long}\n\n的主要原因是人员增加、工资标准调整。" for n in range(1, 9)])
    assert len(paragraphs(text)) == 8


def test_captions_as_the_heads_of_a_table_and_columns_without_heads() -> None:
    rows = (
        "|部门：某县水务局|Col2|2024|年度|单位：万元|\n|---|---|---|---|---|\n|科目编码|科目名称|合计|基本支出|项目支出|\n"
        "|201|公共服务|9.00|~~8.00 ~~|1.00|"
    )
    other = rows.replace("|部门：某县水务局|Col2|2024|年度|", "|Col1|Col2|收入决算表|Col4|")
    found = read(f"## 支出决算表\n\n{rows}\n\n{other}").flow.sheets
    assert [one.caption.title for one in found] == ["支出决算表", "收入决算表"]
    assert found[0].caption.unit == "万元"
    assert facts(f"## 支出决算表\n\n{rows}")["公共服务", ("基本支出",)] == "8.00"


def test_rows_whose_cells_one_blank_parts_are_no_sentences() -> None:
    rows = "\n".join(f"{n}、公共服务支出 {n}.00 社会保障支出 {n}.10" for n in range(1, 12))
    content = read(f"收入支出决算总表\n\n{rows}\n\n2024年度支出 5.00 万元")
    assert [notice.code for notice in content.notices] == ["table_without_grid"]
    assert "2024年度支出5.00万元" in paragraphs(f"{rows}\n\n2024年度支出 5.00 万元")


def test_lines_of_many_lengths_are_paragraphs_though_some_are_alike() -> None:
    heading = "{}、一般公共预算财政拨款“三公”经费支出决算{}体情况"
    body = "某县文化局2024年度“三公”经费支出年初预算为27080元，支出决算为26085元，完成年初预算的96.33%。"
    lines = [
        heading.format("一", "总"),
        body * 2,
        heading.format("二", "具"),
        body * 3,
        heading.format("三", "整"),
    ]
    lines.append(body + "其中：接待费0元。")
    assert paragraphs("\n".join(lines)) == lines


def test_signs_and_marks_alike_below_each_other_are_no_merged_cell_but_levels_are() -> None:
    rows = [
        ["项目名称", "修路", "修路", "修路", "修路", "修路"],
        ["一级指标", "指标名称", "指标性质", "指标值", "计量单位", "是否核心指标"],
        ["产出指标", "修路里程", "≥", "12", "公里", "否"],
        ["产出指标", "修桥长度", "≥", "3", "公里", "否"],
    ]
    text = "项目绩效目标表\n\n" + "\n".join(map("\t".join, rows))
    found = read_document(text.encode(), "a.txt").indicators
    assert [(i.level1, i.name, i.operator, i.unit, i.is_core) for i in found] == [
        ("产出指标", "修路里程", ">=", "公里", False),
        ("产出指标", "修桥长度", ">=", "公里", False),
    ]


def test_a_paragraph_without_its_full_stop_does_not_go_on_behind_a_gap() -> None:
    first = "2024年度收入总计702.69万元，与上年度相比，收入总计减少70.41万元，原因为业务活动减少了一些"
    assert paragraphs(f"{first}\n\n支出总计5万元，与上年持平。") == [first, "支出总计5万元，与上年持平。"]
