"""The head of a phrase is its end: of 基本支出中的人员经费 it is 人员经费 that is measured."""

from __future__ import annotations

import re

_OF_WHOLE = re.compile(
    r"^(?P<whole>.{2,40}?(?:支出|收入|经费|费用?|资金|拨款|预算|决算|数|总额|合计|总计|人员|职工|车辆|用车|项目)(?:预算|决算)?数?)"
    r"(?:之?中的?|里的?|当中的?|内的?)(?P<head>[^中]{2,})$"
)
_SPENT_ON = re.compile(r"^(?:其中)?(?P<whole>.{0,30}?)(?:主要)?用于(?:.*[^目]的)?(?P<head>.{2,}?)$")
_CONTACT = re.compile(
    r"^(?:接待|保障|维持|支持|购买|聘用|开展|组织|参加|发放|支付|完成|履行|实施|满足|确保).*的(?P<head>[^的]{2,})$"
)
_DONE = re.compile(r"^.*(?:增加|减少|调整|新增|压减)了(?P<head>[^的]{2,})$")
_ASIDE = re.compile(
    r"[（(](?:以?下同|含|不含|包括|不包括|包含|以下简称|简称|注|指|即|剔除|扣除|不重复|按|见|详见|同上|具体|下级|本级|行政单位|参公|参照公务员)[^（）()]*[)）]"
    r"|[（(](?:功能分类|支出|预算)?(?:科目)?(?:编码|代码)?[:：]?\d{3,7}[)）]"
)


def without_asides(text: str) -> str:
    """``text`` without what only brackets say in passing (下同，不含…), also if they opened before it."""
    text = _ASIDE.sub("", text)
    depth, after = 0, 0
    for at, char in enumerate(text):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth -= 1
            if depth < 0:
                depth, after = 0, at + 1
    return text[after:] or text


def split_head(text: str) -> tuple[str, str] | None:
    """The whole and the part of it that is measured, or ``None`` if the phrase tells no part.

    The whole is empty where a phrase only says what the money is spent on.
    """
    of_whole = _OF_WHOLE.match(text)
    if of_whole:
        return of_whole["whole"], of_whole["head"]
    spent = _SPENT_ON.match(text) if "用于" in text else None
    if spent:
        return spent["whole"], spent["head"]
    done = _DONE.match(text)
    if done:
        return "", done["head"]
    contact = _CONTACT.match(text)
    return ("", contact["head"]) if contact else None
