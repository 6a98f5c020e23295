"""One plain Chinese sentence for each link, as a reviewer would write it."""

from __future__ import annotations

from decimal import Decimal

from linking.intervals import misread_unit
from linking.wording import DIRECTED, Sources, moved, name_of, number, on_page, place
from records.file_tables import FactRecord
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord

KIND = {
    "level": "",
    "count": "",
    "score": "",
    "change": "变动额",
    "change_rate": "变动率",
    "share": "占比",
    "completion_rate": "完成率",
}
HOW = {
    "equals": "表中为",
    "sum": "各项合计为",
    "difference": "两数之差为",
    "ratio": "两数之比为",
    "growth": "据以推算为",
}


def explain(
    link: LinkRecord,
    claim: ClaimRecord,
    facts: dict[str, FactRecord],
    sources: Sources,
    claims: dict[str, ClaimRecord],
) -> str:
    """What the text says, what the tables give, where both stand and how far apart they are."""
    unit = claim.unit or ""
    said = f"文字{on_page(claim.page)}称{name_of(claim)}{_stated(claim)}"
    places = [place(facts[i], sources) for i in link.fact_ids if i in facts]
    places += [f"文字{on_page(claims[i].page)}{name_of(claims[i])}" for i in link.claim_ids if i in claims]
    if link.verdict == "unverifiable" or link.computed is None:
        return (
            f"{said}，表中没有可以核对的数字。"
            if not places
            else f"{said}，可能对应{'、'.join(places[:3])}，不能确定。"
        )
    down = link.relation == "sum" and claim.direction == "down"  # added up as told: 减少1万元、2万元
    result = (
        moved(claim.kind, -link.computed if down else link.computed, unit) or f"{number(link.computed)}{unit}"
    )
    given = f"按{'、'.join(places[:4])}，{HOW[link.relation]}{result}"
    if link.verdict == "contradicted":
        unit_wrong = link.relation == "equals" and misread_unit(claim.value, link.computed)
        doubt = "，恰为一万倍，疑为单位有误" if unit_wrong else ""
        return f"{said}；{given}，{_apart(claim, link)}{doubt}，两者不符。"
    word = {"supported": "相符", "rounding": "差异在四舍五入范围内", "derivable": "可以推算得出"}[
        link.verdict
    ]
    return f"{said}；{given}，{word}。"


def _stated(claim: ClaimRecord) -> str:
    """What the text says of its subject: a change with the word for its direction."""
    unit = claim.unit or ""
    if claim.direction == "flat":
        return "持平"
    if claim.direction in DIRECTED and claim.value is not None and claim.value >= 0:
        sign = -1 if claim.direction == "down" else 1
        if told := moved(claim.kind, sign * claim.value, unit):
            return told
    return f"{KIND[claim.kind]}为{number(claim.value)}{unit}"


def _apart(claim: ClaimRecord, link: LinkRecord) -> str:
    """How far a claim and its figures are apart: rates by points, opposite changes by that."""
    computed = link.computed or Decimal(0)
    stated_down = claim.direction == "down" and (claim.value or 0) > 0
    if claim.direction in DIRECTED and computed and claim.value and (computed < 0) is not stated_down:
        return "方向相反"
    unit = claim.unit or ""
    return f"相差{number(abs(link.difference or Decimal(0)))}{'个百分点' if unit == '%' else unit}"
