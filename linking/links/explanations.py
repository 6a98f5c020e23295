"""One plain Chinese sentence for each link, as a reviewer would write it."""

from __future__ import annotations

from decimal import Decimal

from linking.intervals import misread_unit
from linking.wording import (
    DIRECTED,
    Sources,
    moved,
    name_of,
    number,
    of_year,
    on_page,
    places_of,
    said_of,
    with_change,
    with_unit,
)
from records.file_tables import FactRecord
from records.linking_tables import LinkRecord
from records.narrative_tables import ClaimRecord

KIND = {"change": "变动额", "change_rate": "变动率", "share": "占比", "completion_rate": "完成率"}
OUTCOMES = {"supported": "相符", "rounding": "差异在四舍五入范围内", "derivable": "可以推算得出"}
MOST_PLACES = 4
"""Figures that a sentence names; the others are counted."""
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
    said = f"{said_of(claim)}{_stated(claim)}"
    named = _operands(claim, [facts[i] for i in link.fact_ids if i in facts], link, sources)
    for other in (claims[i] for i in link.claim_ids if i in claims):
        named.append(
            f"文字{on_page(other.page)}所述{name_of(other)}{of_year(other, claim)}{with_change(other)}"
        )
    if link.verdict == "unverifiable" or link.computed is None:
        meant = f"可能对应{'、'.join(named[:3])}，不能确定" if named else "表中没有可以核对的数字"
        return f"{said}，{meant}。"
    down = link.relation == "sum" and claim.direction == "down"  # added up as told: 减少1万元、2万元
    result = (
        moved(claim.kind, -link.computed if down else link.computed, unit) or f"{number(link.computed)}{unit}"
    )
    more = f"等{len(named)}项" if len(named) > MOST_PLACES else ""
    how = "所列共" if _is_counted(claim, link, facts) else HOW[link.relation]
    given = f"按{'、'.join(named[:MOST_PLACES])}{more}，{how}{result}" if named else f"按所列计数，共{result}"
    if link.verdict == "contradicted":
        unit_wrong = link.relation == "equals" and misread_unit(claim.value, link.computed)
        doubt = "，恰为一万倍，疑为单位有误" if unit_wrong else ""
        return f"{said}；{given}，{_apart(claim, link)}{doubt}，两者不符。"
    return f"{said}；{given}，{OUTCOMES[link.verdict]}。"


def _operands(claim: ClaimRecord, facts: list[FactRecord], link: LinkRecord, sources: Sources) -> list[str]:
    """The places of figures, each with the figure itself where another number is made of them."""
    told = places_of(facts, sources)
    if link.relation == "equals" or link.computed is None or claim.kind == "count":
        return told
    return [at + with_unit(fact) for at, fact in zip(told, facts, strict=True)]


def _is_counted(claim: ClaimRecord, link: LinkRecord, facts: dict[str, FactRecord]) -> bool:
    """Whether a claim is held against how many rows a table has, not against what stands in them."""
    rows = [facts[i] for i in link.fact_ids if i in facts]
    return claim.kind == "count" and link.relation == "sum" and all(one.unit != claim.unit for one in rows)


def _stated(claim: ClaimRecord) -> str:
    """What the text says of its subject: a change with the word for its direction."""
    if claim.direction == "flat":
        return "持平"
    told = with_change(claim)
    return told if told != with_unit(claim) else f"{KIND.get(claim.kind, '')}为{told}"


def _apart(claim: ClaimRecord, link: LinkRecord) -> str:
    """How far a claim and its figures are apart: rates by points, opposite changes by that."""
    computed = link.computed or Decimal(0)
    stated_down = claim.direction == "down" and (claim.value or 0) > 0
    if claim.direction in DIRECTED and computed and claim.value and (computed < 0) is not stated_down:
        return "方向相反"
    unit = claim.unit or ""
    return f"相差{number(abs(link.difference or Decimal(0)))}{'个百分点' if unit == '%' else unit}"
