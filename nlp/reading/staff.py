"""Counts of a body's own people and units among the duties that a chapter lists."""

from __future__ import annotations

import re

from nlp.annotations import Claim

_STAFF = re.compile(
    r"在职|在编|职工|编制|离休|退休|教职|教师|在校|在园|在册|学生|幼儿|教学班|班级|床位|科室|股室|处室|内设|下属|所属|直属|编外|聘用|工作人员"
)
_PLANS = re.compile(r"完成|开展|组织|培训|新增|力争|计划|目标|举办|建设|不少于|达到|服务|帮扶|慰问")


def counts_staff(claim: Claim, text: str) -> bool:
    """Whether a claim counts people or units that the body itself has."""
    if claim.kind != "count" or claim.inside is not None:
        return False
    sentence = text[claim.sentence.start : claim.sentence.end]
    return _STAFF.search(sentence) is not None and _PLANS.search(sentence) is None
