"""How far a cause reaches: what is counted or told of a day behind it is no part of it."""

from __future__ import annotations

import pytest

from tests.support.nlp_reading import read

CAUSE = "旧车更换为电动车，耗油下降"


@pytest.mark.parametrize(
    "behind",
    [
        "截止2023年12月31日，我单位公务用车保有量为9辆",
        "截至年末，公务用车保有量9辆",
        "公务用车保有量为9辆",
        "国内接待58批次、412人，人均110元",
        "全年公务接待12批次",
    ],
)
def test_a_cause_ends_before_what_is_counted_behind_it(behind: str) -> None:
    text = f"公务用车运行维护费支出9万元，比上年减少1万元，主要原因是{CAUSE}，{behind}。"
    assert [reason.text for reason in read(text, "“三公”经费支出").reasons] == [CAUSE]


@pytest.mark.parametrize("more", ["接待批次减少9批次", "全年仅接待3批次"])
def test_a_number_that_tells_the_cause_is_part_of_it(more: str) -> None:
    text = f"公务接待费支出9万元，比上年减少1万元，主要原因是压缩来访，{more}。"
    assert [reason.text for reason in read(text, "“三公”经费支出").reasons] == [f"压缩来访，{more}"]
