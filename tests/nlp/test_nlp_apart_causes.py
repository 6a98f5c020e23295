"""Causes that stand apart from what they explain, or are opened by other words; and changes in brackets."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import claims, read

TITLE = "收入支出决算情况说明"


def explained(text: str, title: str = TITLE) -> list[tuple[str | None, str]]:
    """The subject and the value of each claim that has a cause."""
    return [(one.subject, str(one.value)) for one in read(text, title).claims if one.reason_id is not None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("会议费比上年增加6万元。增支因素：新设分会场。", [("会议费", "6")]),
        ("会议费比上年减少6万元，减支因素是改为线上召开。", [("会议费", "6")]),
        ("其他收入比上年减少6万元。减收因素：租约到期。", [("其他收入", "6")]),
        ("会议费比上年减少6万元，为年末账务调整；培训费增加2万元。", [("会议费", "6")]),
        ("会议费比上年减少6万元，系会场租约取消。", [("会议费", "6")]),
        ("会议费比上年减少6万元，为上年的80%。", []),
        ("会议费支出4万元，为一般公共预算追加。", []),
    ],
)
def test_other_words_open_a_cause(text: str, found: list[tuple[str, str]]) -> None:
    assert explained(text) == found


@pytest.mark.parametrize(
    "words",
    [
        "会议费减少，系改为线上召开所致。",
        "会议费减少，是由会场租约取消引起的。",
        "会议费下降，主要为改开视频会造成。",
    ],
)
def test_a_cause_behind_a_named_change_goes_back_to_it(words: str) -> None:
    text = "会议费4万元，比上年减少6万元。培训费8万元，比上年增加2万元。\n" + words
    assert explained(text) == [("会议费", "6")]


def test_a_cause_told_apart_is_that_of_the_whole_whose_parts_have_its_words() -> None:
    text = (
        "转移性收入9万元，比上年减少6万元。其中：一般性转移支付收入5万元，减少4万元；"
        "专项转移支付收入4万元，减少2万元。\n"
    )
    assert explained(text + "转移支付收入减少的主要原因是上年有一次性补助。") == [("转移性收入", "6")]
    assert explained(text + "专项转移支付收入减少的主要原因是上年有一次性补助。") == [
        ("专项转移支付收入", "2")
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("扣分原因：设备到货推迟。", "81"),
        ("失分的主要原因是设备到货推迟。", "81"),
        ("未得满分的原因：设备到货推迟。", "81"),
    ],
)
def test_why_points_were_lost_explains_the_score(words: str, value: str) -> None:
    text = "平台二期全年预算数20万元，执行数9万元，执行率45%，自评得分81分，"
    assert [one for _, one in explained(text + words, "绩效自评情况")] == [value]
    assert "81" not in [one for _, one in explained(text + "未执行完的原因是设备到货推迟。", "绩效自评情况")]


@pytest.mark.parametrize(
    ("text", "kind", "way"),
    [
        ("会议费比上年(减)6万元。", "change", "down"),
        ("会议费（减少）6万元。", "change", "down"),
        ("会议费比上年（增长）6%。", "change_rate", "up"),
        ("会议费（下属单位）6万元。", "level", None),
    ],
)
def test_a_word_of_change_in_brackets_is_one(text: str, kind: str, way: str | None) -> None:
    (found,) = claims(text, TITLE)
    assert (found.subject or "")[:3] == "会议费"
    assert (found.kind, found.direction) == (kind, way)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "会议费、培训费、差旅费分别持平、增长5%、下降3%。",
            [("会议费", "flat"), ("培训费", "up"), ("差旅费", "down")],
        ),
        ("会议费、培训费与上年相比依次持平和增加5万元。", [("会议费", "flat"), ("培训费", "up")]),
        (
            "会议费、培训费、差旅费较上年分别减少2万元、持平、增加1万元。",
            [("会议费", "down"), ("培训费", "flat"), ("差旅费", "up")],
        ),
        ("会议费与上年持平，培训费增长5%。", [("会议费", "flat"), ("培训费", "up")]),
    ],
)
def test_what_stays_may_be_the_first_of_changes_told_together(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert [(one.subject, one.direction) for one in claims(text, TITLE)] == found
