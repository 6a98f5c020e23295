"""Numbers as they stand in sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linking.wording import parted


@pytest.mark.parametrize(
    ("text", "number", "before"),
    [
        ("共有车辆10辆，其中应急用车0辆。", "0辆", "共有车辆10辆，其中应急用车"),
        ("收入15万元，其他5万元。", "5万元", "收入15万元，其他"),
        ("收入2.5万元，其他5万元。", "5万元", "收入2.5万元，其他"),
        ("收入1,200万元，其他200万元。", "200万元", "收入1,200万元，其他"),
        ("较上年2.085万元减少，较2.08减少", "2.08", "较上年2.085万元减少，较"),
        ("2024年10万元", "10万元", "2024年"),
        ("减少百分之五", "百分之五", "减少"),
    ],
)
def test_a_number_is_not_found_within_a_longer_one(text: str, number: str, before: str) -> None:
    assert parted(text, number) == (before, number, text[len(before) + len(number) :])


@pytest.mark.parametrize(("text", "number"), [("共有车辆10辆", "0辆"), ("", "1"), (None, "1"), ("1", None)])
def test_what_does_not_stand_there_parts_nothing(text: str | None, number: str | None) -> None:
    assert parted(text, number) == (text or "", "", "")


@given(st.text("0123456789.,万元辆，", max_size=20), st.from_regex(r"[1-9]\d?(万元|辆)?", fullmatch=True))
def test_the_pieces_make_the_text_again(text: str, number: str) -> None:
    assert "".join(parted(text, number)) == text
