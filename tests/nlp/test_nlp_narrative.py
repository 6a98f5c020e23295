"""The narrative of whole documents: scores against annotations, the annotated Doc, speed and memory."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors.reading import read_file
from nlp.chapters import Chapter
from nlp.narrative import Narrative, read_narrative
from records.narrative_tables import ClaimRecord
from tests.support.effort import lines_run, times_longer
from tests.support.nlp_reading import claims, document_of, lines_of, read

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
GOLD = sorted(SHARED.glob("gold/*-*.json"))
MADE = {
    path: ROOT / "corpus" / "truth" / f"{path.stem}.json"
    for path in sorted((ROOT / "corpus" / "documents").rglob("*.*"))
    if path.suffix != ".xlsx" and not path.stem.endswith("scan")
}
"""Files with a narrative, and their truth."""


def bare(text: str | None) -> str:
    return re.sub(r"[\s，。：:；、（）()“”\"]", "", text or "")


def printed(claim: ClaimRecord) -> tuple[Any, ...]:
    """What claims that one printed number makes have in common; without boxes also what they measure."""
    thing = (claim.measure or claim.subject, claim.phase) if claim.box is None else None
    return claim.kind, claim.page, claim.box, claim.sentence, claim.value, thing


def found_and_extra(gold: dict, narrative: Narrative) -> tuple[float, float, list[str]]:  # type: ignore[type-arg]
    """Shares of the annotated claims found with all their attributes, and of ours that are right."""
    reasons = {one.reason_id: bare(one.text) for one in narrative.reasons}
    stated = {one["id"]: bare(one["text_begins"])[:6] for one in gold["reasons"]}
    left = list(narrative.claims)
    missing = []
    for want in gold["claims"]:
        value = Decimal(want["value"].rstrip("%"))
        hit = next(
            (
                one
                for one in left
                if one.value is not None
                and abs(one.value) == abs(value)
                and bare(one.unit) == bare(want["unit"])
                and one.kind == want["kind"]
                and (not want["account"] or bare("".join(one.account_path[-1:])) == bare(want["account"][-1]))
                and (want["phase"] is None or one.phase == want["phase"])
                and (
                    want["kind"] not in ("change", "change_rate")
                    or (one.base, one.direction) == (want["base"], want["direction"])
                )
                and (
                    not want.get("reason")
                    or reasons.get(one.reason_id or "", "").startswith(stated[want["reason"]])
                )
            ),
            None,
        )
        if hit is None:
            missing.append(
                f"{want['kind']} {want['subject']} {want['account']} {want['value']}{want['unit']}"
            )
            continue
        left = [one for one in left if printed(one) != printed(hit)]
    extra = [one for one in left if one.direction != "flat"]
    total = len(gold["claims"])
    return 1 - len(missing) / total, 1 - len(extra) / (total + len(extra)), missing


@pytest.mark.skipif(not GOLD, reason="the annotated documents are not here")
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_claims_of_annotated_documents_are_found_with_all_that_they_mean(path: Path) -> None:
    file = SHARED / "documents" / f"{path.stem}.pdf"
    narrative = read_narrative(read_file(file.read_bytes(), file.name))
    found, right, missing = found_and_extra(json.loads(path.read_text("utf-8")), narrative)
    assert found >= 0.97, missing
    assert right >= 0.96


@pytest.mark.parametrize("path", MADE, ids=lambda path: path.name)
def test_the_claims_of_made_documents_are_found_with_all_that_they_mean(path: Path) -> None:
    narrative = read_narrative(read_file(path.read_bytes(), path.name))
    found, right, missing = found_and_extra(json.loads(MADE[path].read_text("utf-8")), narrative)
    assert found >= 0.97, missing
    assert right >= 0.94


def test_a_file_without_chapters_has_its_claims_and_terms() -> None:
    text = (
        "一、收入支出决算总体情况说明\n2024年度收、支总计均为80.00万元，与上年相比增加5万元，增长6%。\n"
        "二、机关运行经费支出情况\n比2023年增加3万元，增长10%。\n"
        "三、名词解释\n1.基本支出：指保障运转的支出。\n2.项目支出：指完成任务的5万元以上支出。"
    )
    narrative = read(text, "")
    assert [one.term for one in narrative.definitions] == ["基本支出", "项目支出"]
    assert [one.subject for one in claims(text, "")] == ["收、支总计"] * 3 + ["机关运行经费支出"] * 2


def test_ids_are_unique_and_reasons_exist() -> None:
    narrative = read_narrative(
        document_of(
            ("收入决算情况说明", "收入合计5万元，比上年增加1万元，主要原因是人员增加。"),
            ("支出决算情况说明", "支出合计5万元，比上年增加1万元，主要原因是人员增加。"),
        )
    )
    assert len({one.claim_id for one in narrative.claims}) == len(narrative.claims) == 4
    assert {one.reason_id for one in narrative.claims if one.reason_id} == {
        one.reason_id for one in narrative.reasons
    }


def test_components_annotate_one_doc_in_turn_and_a_number_is_one_token() -> None:
    from nlp.pipeline import COMPONENTS, annotate, narrative_pipeline

    assert narrative_pipeline().pipe_names == [f"duizhang_{name}" for name in COMPONENTS]
    text = "教育支出（类）支出1,234.50万元。比上年增加5万元，主要原因是人员增加。"
    doc = annotate(text, Chapter(year=2024))
    assert doc.text == text
    assert "1,234.50" in [token.text for token in doc]
    assert [text[one.start : one.end] for one in doc._.quantities] == ["1,234.50万元", "5万元"]
    assert [claim.kind for claim in doc._.claims] == ["level", "change"]


def test_what_is_read_beforehand_uses_each_component() -> None:
    from nlp.loading import SAMPLE
    from nlp.pipeline import annotate

    marks = annotate(SAMPLE, Chapter(year=2023))._
    assert {claim.kind for claim in marks.claims} == {
        "level", "change", "change_rate", "completion_rate", "share", "count"
    }  # fmt: skip
    assert all((marks.accounts, marks.comparisons, marks.flats, marks.reasons))


def test_an_empty_text_is_no_error() -> None:
    from nlp.pipeline import annotate

    empty, stop = (annotate(text, Chapter()) for text in ("", "。"))
    assert empty._.claims == stop._.claims == []
    assert read("", "支出决算情况说明").claims == []
    assert read("。。\n；", "支出决算情况说明").claims == []


def test_spacy_is_not_imported_before_a_narrative_is_read() -> None:
    code = "import sys, nlp.narrative; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_cost_grows_with_the_length_of_a_chapter_and_not_with_its_square() -> None:
    item = "1.教育支出（类）普通教育（款）。年初预算为4万元，支出决算为3万元，完成年初预算的75%。\n"

    def chapter(times: int) -> Callable[[], object]:
        document = document_of(("一般公共预算财政拨款支出决算情况说明", ""))
        document.texts["s1"] = lines_of(item * times)
        return lambda: read_narrative(document)

    chapter(5)()  # loads the rules
    assert lines_run(chapter(160)) < 1.2 * 16 * lines_run(chapter(10))
    assert times_longer(chapter(10), chapter(320)) < 200  # 32 is good, 1,024 is not
