"""Made passages: one fact in the words of several clerks is read as that fact."""

from __future__ import annotations

from typing import Any

from corpus.wordings import YEAR, passage, wordings
from records.narrative_tables import ClaimRecord
from tests.support.nlp_reading import read

SEEDS = 120


def fields(claim: ClaimRecord, causes: dict[str, str]) -> dict[str, Any]:
    """What a made claim says of itself, as read."""
    names = ("kind", "subject", "value", "phase", "period", "direction", "base")
    return {name: getattr(claim, name) for name in names} | {"reason": causes.get(claim.reason_id or "")}


def test_a_seed_gives_the_same_passage_and_another_seed_another() -> None:
    assert passage(7) == passage(7)
    assert len({passage(seed).text for seed in range(20)}) == 20


def test_every_wording_is_drawn() -> None:
    told = "".join(passage(seed).text for seed in range(SEEDS))
    facts = [wording for fact in ("change", "budget") for wording in wordings()[fact]["wordings"]]
    heads = {wording["text"].rpartition("}")[2] for wording in facts}
    assert all(head in told for head in heads)


def test_a_made_passage_is_read_as_it_was_meant() -> None:
    for seed in range(SEEDS):
        made = passage(seed)
        narrative = read(made.text, "支出决算情况说明", year=YEAR)
        causes = {reason.reason_id: reason.text for reason in narrative.reasons}
        assert [fields(claim, causes) for claim in narrative.claims] == made.claims, made.text
