"""Made passages: one fact in the words of several clerks is read as that fact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from corpus.telling.clerks import wordings
from corpus.telling.wordings import WordedPassage, passage
from tests.support.nlp_reading import read

SEEDS = 150
FIELDS = ("kind", "phase", "period", "direction", "base")
_SPENT = re.compile("支出决算|本年|全年|支出|合计|共计|总额|总计")
"""What may stand at either end of the name of a thing and adds nothing."""


def measured(subject: str | None) -> str:
    """A subject without what adds nothing; a sum of things told before has no name of its own."""
    return "" if subject == "两项合计" else _SPENT.sub("", subject or "")


def account(path: Sequence[str] | None) -> str:
    """An account without what adds nothing to its name; its parents may be left out."""
    return measured(path[-1]) if path else ""


def _names(subject: str | None, meant: str) -> bool:
    """Whether a subject is what was meant; grades have words around them (评价结果为优)."""
    graded = meant in ("优", "良", "项目")
    return meant in (subject or "") if graded else measured(subject) == measured(meant)


def read_claims(made: WordedPassage) -> list[dict[str, Any]]:
    """What the reader makes of a passage, in the fields that a made claim has."""
    narrative = read(made.text, "支出决算情况说明", year=made.year)
    causes = {reason.reason_id: reason.text for reason in narrative.reasons}
    return [
        {name: getattr(claim, name) for name in FIELDS}
        | {"subject": claim.subject, "value": claim.value, "reason": causes.get(claim.reason_id or "")}
        | {"account": account(claim.account_path)}
        for claim in narrative.claims
    ]


def test_a_seed_gives_the_same_passage_and_another_seed_another() -> None:
    assert passage(7) == passage(7)
    assert len({passage(seed).text for seed in range(20)}) == 20


def test_a_passage_ends_where_its_kinds_have_nothing_else_to_tell() -> None:
    few = passage(1, 30, ("graded",))
    assert 0 < len(few.claims) < len(passage(1, 30, ("graded", "change")).claims)


def test_every_kind_of_fact_is_drawn_in_many_wordings() -> None:
    kinds = ("change", "budget", "parts", "counts", "bounds", "times", "graded")
    told = {kind: {passage(seed, 1, (kind,)).text for seed in range(240)} for kind in kinds}
    for kind, texts in told.items():
        patterns = {re.sub(r"[\d.]+", "", text) for text in texts}
        assert len(patterns) >= len(wordings()[kind]["wordings"])


def test_an_account_is_named_in_every_way() -> None:
    told = [passage(seed, 1, ("account",)).text for seed in range(200)]
    for mark in (
        "（类）",
        r"\[类\]",
        "科目",
        "-",
        "—",
        "/",
        r"\d{7}项",
        r"（\d{7}）",
        r"\d{3}类",
        r"（\d{5}款）",
    ):
        assert any(re.search(mark, text) for text in told), mark


def test_headings_run_into_the_text_and_lines_end_open_in_some_passages() -> None:
    texts = [passage(seed, 1, ("change",)).text for seed in range(400)]
    assert any(re.search(r"情况说明20\d\d年", text) for text in texts)
    assert any(re.search(r"(?:比上年|占|增加|减少)\n", text) for text in texts)


def test_what_claims_nothing_makes_no_claim() -> None:
    made = [passage(seed, 2, ("nothing",)) for seed in range(40)]
    assert {len(one.claims) for one in made} == {0}
    assert len({one.text for one in made}) > len(wordings()["nothing"]["wordings"])
    assert [read_claims(one) for one in made if read_claims(one)] == []


def test_a_made_passage_is_read_as_it_was_meant() -> None:
    for seed in range(SEEDS):
        made = passage(seed)
        found = read_claims(made)
        assert len(found) == len(made.claims), made.text
        for claim, meant in zip(found, made.claims, strict=True):
            value = Decimal(meant["value"]) if meant["value"] else None
            told = {name: meant[name] for name in FIELDS} | {"value": value, "reason": meant["reason"]}
            assert {name: claim[name] for name in told} == told, (made.text, claim)
            if meant["account"]:
                assert claim["account"] == account(meant["account"]), (made.text, claim)
            elif measured(claim["subject"]):
                assert _names(claim["subject"], meant["subject"]), (made.text, claim)
