"""Causes that name what they explain, stand behind a list's item, or before an amount and its change."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import read

TITLE = "收入支出决算情况说明"


def caused(text: str, title: str = TITLE) -> dict[str, str]:
    """The cause of each change of a chapter, by what changed."""
    found = read(text, title)
    said = {one.reason_id: one.text for one in found.reasons}
    moved = [one for one in found.claims if one.kind in ("change", "change_rate") and one.reason_id]
    return {str(one.subject): said[str(one.reason_id)] for one in moved}


@pytest.mark.parametrize(
    ("said", "first", "second"),
    [
        ("公用经费下降，主要是水电压缩；专项经费上升，主要是展厅改造。", "水电压缩", "展厅改造"),
        (
            "公用经费有所减少，主要原因是水电压缩；专项经费略有增加，主要原因是展厅改造。",
            "水电压缩",
            "展厅改造",
        ),
        ("公用经费减少的原因是水电压缩；专项经费增加的原因是展厅改造。", "水电压缩", "展厅改造"),
        ("公用经费下降，系水电压缩；专项经费上升，系展厅改造。", "水电压缩", "展厅改造"),
        ("公用经费下降主要因为水电压缩，专项经费上升主要因为展厅改造。", "水电压缩", "展厅改造"),
    ],
)
def test_each_cause_is_that_of_the_change_its_clause_names(said: str, first: str, second: str) -> None:
    told = "公用经费20.5万元，比上年减少3.1万元；专项经费9.4万元，比上年增加2.2万元。"
    assert caused(told + said) == {"公用经费": first, "专项经费": second}


def test_a_clause_that_names_nothing_of_its_own_goes_on_with_the_cause() -> None:
    told = "公用经费20.5万元，比上年减少3.1万元，主要是水电压缩；人员调出。"
    assert caused(told) == {"公用经费": "水电压缩；人员调出"}


@pytest.mark.parametrize("named", ["会议费增加", "公务接待费上升", "培训费比上年增长"])
def test_a_cause_of_another_thing_explains_nothing_told_before(named: str) -> None:
    text = f"基本支出200.5万元，比上年减少10.2万元。{named}的主要原因是活动增多。"
    found = caused(text)
    assert "活动增多" not in found.values() or "基本支出" not in found


@pytest.mark.parametrize("named", ["基本支出减少", "支出减少", "人员经费减少", "减少"])
def test_a_cause_of_the_thing_its_whole_or_its_part_does(named: str) -> None:
    text = f"基本支出200.5万元，比上年减少10.2万元。{named}的主要原因是人员调出。"
    assert caused(text) == {"基本支出": "人员调出"}


@pytest.mark.parametrize("opens", ["主要变动原因如下：", "主要变动情况如下：", "增减原因："])
@pytest.mark.parametrize("own", ["主要是", "原因是", "主要由于"])
def test_items_of_a_list_have_causes_of_their_own(opens: str, own: str) -> None:
    text = f"支出合计90.2万元，比上年增加10.3万元。{opens}\n1.差旅费增加6.2万元，{own}外出调研。"
    assert caused(f"{text}\n2.水费增加4.1万元，{own}场馆扩建。") == {"差旅费": "外出调研", "水费": "场馆扩建"}


def test_a_list_of_causes_without_causes_of_their_own_is_one() -> None:
    text = "支出合计90.2万元，比上年增加10.3万元。主要原因：\n1.外出调研增多。\n2.场馆扩建。"
    assert caused(text) == {"支出合计": "1.外出调研增多。2.场馆扩建"}


def test_the_first_item_behind_a_colon_is_not_told_with_the_whole() -> None:
    text = "支出合计90.2万元，比上年增加10.3万元，情况如下：1.教育支出增加6.2万元，原因是新建园所；"
    assert caused(f"{text}2.农林水支出增加4.1万元，原因是灌区改造。") == {
        "教育支出": "新建园所",
        "农林水支出": "灌区改造",
    }


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("由于退休人员增多，2024年公用经费支出30.2万元，比上年增加5.1万元。", "退休人员增多"),
        ("因压缩开支，公用经费20.3万元（含差旅费），较2023年下降10%。", "压缩开支"),
        ("由于机构撤并，2023年公用经费30.2万元，2024年公用经费25.1万元，减少5.1万元。", "机构撤并"),
        ("由于新增设备购置费2.3万元，公用经费比上年增加5.1万元。", "新增设备购置费2.3万元"),
    ],
)
def test_a_cause_in_front_ends_before_what_the_thing_amounts_to(text: str, cause: str) -> None:
    assert set(caused(text).values()) == {cause}


@pytest.mark.parametrize("opens", ["减少主因为", "下降主因是", "主因系", "主因："])
def test_the_main_cause_in_short_opens_one(opens: str) -> None:
    assert caused(f"差旅费3.2万元，同比减少1.1万元，{opens}外出任务减少。") == {"差旅费": "外出任务减少"}


def test_money_carried_over_is_no_use_that_a_cause_stays_with() -> None:
    text = "项目支出90.1万元，比上年增加30.2万元，其中含上年结转5.3万元，主要原因是展厅改造。"
    assert caused(text) == {"项目支出": "展厅改造"}


@pytest.mark.parametrize(
    "text",
    [
        "办公费、印刷费分别较上年下降3.1%、4.2%，均因厉行节约。",
        "办公费比上年下降3.1%、印刷费比上年下降4.2%，主要是厉行节约。",
        "办公费较上年减少3.1万元、印刷费较上年减少4.2万元，主要系厉行节约。",
    ],
)
def test_one_cause_is_that_of_a_list_of_changes(text: str) -> None:
    assert caused(text) == {"办公费": "厉行节约", "印刷费": "厉行节约"}


def test_accounts_of_a_list_share_its_cause_and_items_do_not() -> None:
    listed = "教育支出比上年增长5.1%、卫生健康支出比上年增长6.2%，主要系上级专项增加。"
    assert caused(listed) == {"教育支出": "上级专项增加", "卫生健康支出": "上级专项增加"}
    items = "教育支出比上年增长5.1%；卫生健康支出比上年增长6.2%，主要系上级专项增加。"
    assert caused(items) == {"卫生健康支出": "上级专项增加"}


def test_an_aside_does_not_part_a_change_from_its_rate() -> None:
    text = "项目支出80.3万元，较上年增加12.3万元（含追加5.1万元），增长18.09%，主要原因是灌区配套。"
    found = read(text, TITLE)
    assert [one.kind for one in found.claims if one.reason_id] == ["change", "change_rate"]


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("主要是上年未单独核算，无可比性", "上年未单独核算"),
        ("因机构改革，与上年不具可比性", "机构改革"),
        ("主要是与上年数据不可比", None),
        ("主要原因：无可比性", None),
        ("主要原因是可比口径调整", "可比口径调整"),
    ],
)
def test_that_years_cannot_be_compared_is_no_cause(said: str, cause: str | None) -> None:
    assert caused(f"会议费2.1万元，比上年增加1.1万元，{said}。").get("会议费") == cause
