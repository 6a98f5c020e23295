"""A claim is understood if every word of its subject is in a list, is an account or names the body."""

from __future__ import annotations

import pytest

from extractors.tables.meanings import meaning_of
from nlp.annotations import Subject
from nlp.subjects import says_nothing, subject_of
from nlp.understanding.left_over import Understanding, is_alias
from records.lexicon.terms import terms
from records.narrative_tables import ClaimRecord
from tests.support.nlp_reading import read, rows

ISSUER = "江苏省人民检察院"
OTHER = "其他重要事项情况说明"


@pytest.mark.parametrize(
    ("word", "issuer"),
    [
        ("江苏省人民检察院", ISSUER),
        ("省检察院", ISSUER),
        ("检察院", ISSUER),
        ("省人大常委会办公厅", "江苏省人民代表大会常务委员会办公厅"),
        ("学校", "西南大学"),
        ("校本部", "某职业学院"),
        ("交运厅", "海南省交运部门"),
        ("局机关", "某市统计局"),
        ("市妇联", "某市妇女联合会"),
        ("残联", "某县残疾人联合会"),
        ("县工商联机关", "某县工商业联合会"),
        ("三团", "某师三团"),
        ("甲省乙市丙县文物保护中心", "丙县文物保护中心"),
        ("丙安回族彝族自治县文化和旅游局", "丙安县文化和旅游局"),
        ("丙安县文化和旅游局", "丙安土家族苗族自治县文化和旅游局"),
        ("省检察院部门", ISSUER),
        ("江苏省人大常委会办公厅部门", "江苏省人民代表大会常务委员会办公厅"),
        ("甲县水利局单位", "甲县水利局"),
    ],
)
def test_a_short_form_of_the_bodys_name_is_its_name(word: str, issuer: str) -> None:
    assert is_alias(word, issuer)


@pytest.mark.parametrize(
    ("word", "issuer"),
    [
        ("省法院", ISSUER),
        ("汀岩县林业局", "汀岩县水利局"),
        ("院", ISSUER),
        ("学校", "某市统计局"),
        ("南京铁路检察院", ISSUER),
        ("省检察院", None),
        ("统计局", "某市审计局"),
        ("市妇联", "某市残疾人联合会"),
        ("四团", "某师三团"),
        ("丁县文物保护中心", "丙县文物保护中心"),
        ("丁县教育局", "教育局"),
        ("主管部门", ISSUER),
        ("甲省丙县文物保护中心管理处", "丙县文物保护中心"),
    ],
)
def test_another_name_is_not_the_bodys(word: str, issuer: str | None) -> None:
    assert not is_alias(word, issuer)


def test_a_name_in_the_title_is_the_bodys_where_the_issuer_is_not_told() -> None:
    assert is_alias("万里街道办事处", "上海市普陀区", "上海市普陀区人民政府万里街道办事处2025年部门预算")
    assert not is_alias("财政局", "上海市普陀区", "上海市普陀区人民政府万里街道办事处2025年部门预算")


@pytest.mark.parametrize(
    ("subject", "left"),
    [
        (Subject("一般公共预算财政拨款支出"), ()),
        (Subject("基本支出", body="省检察院"), ()),
        (Subject("基本支出", body="十、收支情况说明2017年本部门"), ()),
        (Subject("基本支出", body="省法院"), ("省法院",)),
        (Subject("医疗业务支出"), ("医疗业务",)),
        (Subject("检察监督", account=("公共安全支出", "检察", "检察监督")), ()),
        (Subject("培训乡村医生"), ("培训乡村医生",)),
        (Subject("会议费和培训费"), ("conference",)),
        (None, ()),
    ],
)
def test_the_words_left_over_are_named(subject: Subject | None, left: tuple[str, ...]) -> None:
    assert Understanding(ISSUER, None).left_over(subject) == left


def test_what_a_share_is_a_share_of_is_read_too() -> None:
    subject = Subject("基本支出")
    assert Understanding(ISSUER, None).left_over(subject, "本年支出合计") == ()
    assert Understanding(ISSUER, None).left_over(subject, "全部数据业务支出") == ("全部数据业务",)


def _claims(text: str) -> list[ClaimRecord]:
    return read(text, "支出决算情况说明").claims


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("2024年度支出合计80万元。", True),
        ("本年支出合计80万元，其中：基本支出50万元。", True),
        ("我局2024年度公务接待费支出5万元。", True),
        ("数据采集员劳务补助5万元。", False),
        ("用于城区治理专班的支出5万元。", False),
        ("全年维修设备59台。", False),
        ("支出8万元，全部为公务用车运行维护费，比上年8.5万元减少0.5万元。", True),
        ("本局（行政单位和参照公务员法管理事业单位）机关运行经费支出8万元。", True),
        ("社会保障与就业支出8万元。", True),
        ("年末一般公共预算财政拨款结转和结余8万元。", True),
        ("年末某基金结转和结余8万元。", False),
    ],
)
def test_a_claim_says_whether_it_is_understood(text: str, understood: bool) -> None:
    found = _claims(text)
    assert found
    assert found[-1].understood is understood


def test_the_words_that_are_not_understood_are_told_once() -> None:
    found = read("数据采集员劳务补助5万元，比上年增加2万元，增长66.67%。", "支出决算情况说明")
    told = [one.message for one in found.diagnostics if one.code == "claim_subject_not_understood"]
    assert told == ["Of the subject 数据采集员劳务补助 these words are not understood: 数据采集员劳务补助"]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("公务用车保有量3辆。", "vehicles_held"),
        ("国内公务接待8批次。", "domestic_reception_batches"),
        ("因公出国（境）团组2个。", "overseas_groups"),
        ("因公出国（境）团组2个，累计6人次。", "overseas_persons"),
        ("国内外事接待2批次。", "foreign_reception_batches"),
    ],
)
def test_a_count_has_the_measure_of_its_unit(text: str, measure: str) -> None:
    assert read(text, "“三公”经费支出决算情况说明").claims[-1].measure == measure


@pytest.mark.parametrize("bracket", ["（科目编码2130301）", "（2130301）", "（功能分类科目代码：2130301）"])
def test_a_code_in_brackets_adds_nothing_to_a_name(bracket: str) -> None:
    (subject,) = {row[0] for row in rows(f"行政运行{bracket}支出9万元。", "支出决算情况说明", "subject")}
    assert subject in ("行政运行", "行政运行支出")


@pytest.mark.parametrize(
    ("measure", "words"), [(term.measure, text) for term in terms().values() for text in term.examples]
)
def test_a_header_and_a_phrase_of_the_same_words_mean_the_same(measure: str, words: str) -> None:
    assert meaning_of((words,)).measure == subject_of(words).measure == measure


@pytest.mark.parametrize(
    ("measure", "words"), [(term.measure, text) for term in terms().values() for text in term.counter]
)
def test_a_counter_example_means_something_else_in_header_and_phrase(measure: str, words: str) -> None:
    assert measure not in (meaning_of((words,)).measure, subject_of(words).measure)


def test_a_sentence_of_the_words_of_a_header_states_their_measure() -> None:
    """All examples of money, but for words that only go on with what was named before, and 增减额."""
    apart = []
    for term in terms().values():
        for words in term.examples if term.unit == "money" and term.measure != "change" else ():
            stated = {claim.measure for claim in read(f"2024年，{words}为5.25万元。", OTHER).claims}
            if stated != {meaning_of((words,)).measure} and not says_nothing(words):
                apart.append((words, stated))
    assert apart == []
