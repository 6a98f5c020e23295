"""The scorer: what it counts as right, what it reports, and that it agrees with the annotators' own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from flows.commands.command_line import app
from outputs.evaluation.comparison import label, number, row_label, same_column, same_row, unit
from outputs.evaluation.gold import (
    Gold,
    GoldClaim,
    GoldDefect,
    GoldFigure,
    GoldReference,
    UnreadableGold,
    read_gold,
)
from outputs.evaluation.score_report import MISSED, markdown_report, text_report
from outputs.evaluation.scores import Evaluation, Score, tally_names
from outputs.evaluation.scoring import evaluate, score_document
from outputs.publication.dataset import NotPublished
from tests.support.runs import run_here
from tests.support.told_in import sentences_of_english

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
CORPUS = ROOT / "corpus"
SHARED = ROOT.parent / "shared"

Row = dict[str, Any]


def figure(value: str, **given: Any) -> GoldFigure:
    plain = GoldFigure("revenue", 3, "2080505", "养老保险缴费", ("本年收入", "小计"), value)
    return replace(plain, **given)


def fact(name: str, value: str, **given: Any) -> Row:
    plain = {
        "fact_id": name, "statement": "revenue", "page": 3, "account_code": "2080505",
        "account_name": None, "row_label": "养老保险缴费", "column_path": ["本年收入", "小计"],
        "value": Decimal(value), "raw": value,
    }  # fmt: skip
    return plain | given


def claim(value: str, **given: Any) -> GoldClaim:
    plain = GoldClaim(
        5, "level", "收入合计", (), "final", 2024, value, "万元", None, None, None, (), "supported"
    )
    return replace(plain, **given)


def found(name: str, value: str, **given: Any) -> Row:
    plain = {
        "claim_id": name, "page": 5, "kind": "level", "subject": "收入合计", "account_path": None,
        "phase": "final", "period": 2024, "value": Decimal(value), "unit": "万元", "direction": None,
        "base": None, "reason_id": None, "sentence": f"收入合计{value}万元。", "raw": value,
    }  # fmt: skip
    return plain | given


def link(name: str, verdict: str, *facts: str) -> Row:
    return {"claim_id": name, "verdict": verdict, "fact_ids": list(facts)}


def scored(gold: Gold, **rows: list[Row]) -> tuple[Score, dict[str, list[str]]]:
    document = {"file_name": "a.pdf", "fiscal_year": 2024, "report_kind": "budget", "issuer": "平岭市水务局"}
    empty: dict[str, list[Row]] = {"facts": [], "claims": [], "reasons": [], "links": [], "checks": []}
    result = score_document(gold, document, empty | rows)
    return result.score, result.misses.of_kind


def gold(figures: list[GoldFigure] | None = None, claims: list[GoldClaim] | None = None) -> Gold:
    return Gold(
        "a", "水务局", 2024, "budget", tuple(figures or ()), tuple(claims or ()),
        {"r1": "厉行节约，压缩开支"}, frozenset(["revenue"]),
    )  # fmt: skip


def test_labels_compare_by_their_characters_only() -> None:
    assert label("因公出国（境） 费：") == label("因公出国(境)费")
    assert (
        row_label("（一）行政运行") == row_label("1．行政运行") == row_label("其中：行政运行") == "行政运行"
    )
    assert row_label("三公经费") == "三公经费"
    assert unit("个百分点") == unit("百分点")
    assert unit("％") == "%"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_a_number_is_read_as_printed(value: Decimal) -> None:
    assert number(f"{value:,} 万元") == value
    assert number("—") is None


@given(st.text(), st.text())
def test_rows_match_both_ways(one: str, other: str) -> None:
    assert same_row(None, one, None, one)
    assert same_row(None, one, None, other) == same_row(None, other, None, one)


def test_a_row_with_a_code_is_known_by_it_alone() -> None:
    assert same_row("2080505", "养老", "208 05 05", "别的")
    assert not same_row("2080505", "养老", "2080506", "养老")
    assert same_row(None, "合计", None, "支出总计")


def test_the_lowest_header_must_be_the_same_unless_it_says_nothing() -> None:
    assert same_column(["支出", "决算数"], ["支出", "合计"])
    assert not same_column(["决算数"], ["合计"])
    assert not same_column(["支出", "小计"], ["收入", "小计"])
    assert same_column([], None)
    assert not same_column(["小计"], None)


def test_each_fact_answers_to_one_figure_only() -> None:
    score, misses = scored(gold([figure("1.00"), figure("1.00")]), facts=[fact("f1", "1")])
    assert (score.figures.right, score.figures.of) == (1, 2)
    assert list(misses) == ["figure:value"]


@pytest.mark.parametrize(
    ("wrong", "kind"),
    [
        ({"page": 4}, "value"),
        ({"account_code": "2080506"}, "row"),
        ({"column_path": ["本年收入", "其他"]}, "column"),
        ({"column_path": ["其他", "小计"]}, "column"),
        ({"statement": "expenditure"}, "statement"),
    ],
)
def test_a_figure_misses_by_the_first_thing_that_is_wrong(wrong: Row, kind: str) -> None:
    score, misses = scored(gold([figure("1.00")]), facts=[fact("f1", "1"), fact("f2", "2") | wrong])
    assert score.figures.right == 1
    score, misses = scored(gold([figure("1.00")]), facts=[fact("f1", "1") | wrong, fact("f2", "2")])
    assert score.figures.right == 0
    assert f"figure:{kind}" in misses


def test_facts_of_annotated_statements_that_answer_to_nothing_lower_the_precision() -> None:
    facts = [fact("f1", "1"), fact("f2", "2"), fact("f3", "3", statement="other")]
    score, misses = scored(gold([figure("1.00")]), facts=facts)
    assert (score.figure_precision.right, score.figure_precision.of) == (1, 2)
    assert len(misses["figure:extra"]) == 1


def test_of_claims_with_one_amount_the_best_is_taken() -> None:
    wanted = claim("1.00", account=("住房保障支出",), phase="initial_budget")
    claims = [
        found("c1", "1", sentence="甲"),
        found("c2", "1", account_path=["住房保障支出"], phase="initial_budget", sentence="乙"),
    ]
    score, misses = scored(gold(claims=[wanted]), claims=claims)
    assert score.account.percent == score.phase.percent == 100
    assert (score.claim_precision.right, score.claim_precision.of) == (1, 2)
    assert list(misses) == ["verdict:supported->unverifiable", "claim:extra"]


def test_a_claim_of_another_kind_or_far_away_is_not_found() -> None:
    score, misses = scored(gold(claims=[claim("1.00")]), claims=[found("c1", "1", kind="change")])
    assert score.claims.percent == 0
    assert "claim:kind" in misses
    score, misses = scored(gold(claims=[claim("1.00")]), claims=[found("c1", "1", page=7)])
    assert "claim:missing" in misses


def test_a_second_claim_of_one_number_and_a_change_of_nothing_are_not_too_much() -> None:
    claims = [found("c1", "1"), found("c2", "1"), found("c3", "0", kind="change", direction="flat")]
    score, _ = scored(gold(claims=[claim("1.00")]), claims=claims)
    assert (score.claim_precision.right, score.claim_precision.of) == (1, 1)


def test_a_reason_is_known_by_how_it_begins() -> None:
    reasons = [
        {"reason_id": "x", "text": "厉行节约，压缩开支，效果明显"},
        {"reason_id": "y", "text": "人员增加"},
    ]
    wanted = [claim("1.00", reason="r1"), claim("2.00", reason="r1"), claim("3.00")]
    claims = [
        found("c1", "1", reason_id="x"),
        found("c2", "2", reason_id="y"),
        found("c3", "3", reason_id="y"),
    ]
    score, _ = scored(gold(claims=wanted), claims=claims, reasons=reasons)
    assert (score.reason.right, score.reason.of) == (1, 2)
    assert score.reasons_without_ground == 1


def test_contradictions_found_missed_and_falsely_raised_are_told_apart() -> None:
    cells = (GoldReference("revenue", "2080505"),)
    wanted = [
        claim(str(n), verdict=v, cells=cells)
        for n, v in enumerate(["contradicted"] * 2 + ["supported"] * 2, 1)
    ]
    links = [
        link("c1", "contradicted", "f1"),
        link("c2", "rounding", "f1"),
        link("c3", "contradicted", "f2"),
        link("c4", "rounding", "f1"),
    ]
    facts = [fact("f1", "1"), fact("f2", "2", account_code="2080506", row_label="别的")]
    claims = [found(f"c{n}", str(n)) for n in range(1, 5)]
    score, _ = scored(gold(claims=wanted), claims=claims, links=links, facts=facts)
    assert (score.contradictions.right, score.contradictions.of, score.false_alarms) == (1, 2, 1)
    assert (score.verdicts.right, score.links.right, score.links.of) == (2, 3, 4)


def test_a_link_may_rest_on_figures_of_another_file_of_the_disclosure() -> None:
    wanted = [claim("1", cells=(GoldReference("revenue", "2080505"),))]
    document = {"file_name": "a.docx", "fiscal_year": 2024, "report_kind": "budget", "issuer": "平岭市水务局"}
    rows: dict[str, list[Row]] = {"facts": [], "reasons": [], "checks": [], "claims": [found("c1", "1")]}
    rows["links"] = [link("c1", "supported", "f1") | {"fact_document_ids": ["b"]}]
    for companions, right in (([fact("f1", "1") | {"document_id": "b"}], 1), ([], 0)):
        score = score_document(gold(claims=wanted), document, rows, companions).score
        assert (score.links.right, score.links.of) == (right, 1)


def check(verdict: str, *facts: str, page: int = 3) -> Row:
    return {"verdict": verdict, "fact_ids": list(facts), "page": page, "rule": "sum", "message": "合计不符"}


def test_a_defect_is_found_by_a_failing_check_of_its_row_and_other_alarms_are_false() -> None:
    cell = (GoldReference("revenue", "2080505"),)
    defects = (GoldDefect(3, "arithmetic", "收入表", "9", cell), GoldDefect(7, "rounding", "支出表", "8", ()))
    facts = [fact("f1", "1"), fact("f2", "2", statement="expenditure", page=7)]
    document = replace(gold(), defects=defects, located=True)
    score, _ = scored(document, facts=facts, checks=[check("fails", "f1"), check("fails", "f2", page=7)])
    assert (score.defects.right, score.defects.of, score.false_checks) == (1, 1, 1)
    score, misses = scored(document, facts=facts, checks=[check("holds", "f1"), check("rounding", "f1")])
    assert (score.defects.right, score.defects.of, score.check_alarms.of) == (0, 1, 0)
    assert "defect:arithmetic" in misses
    score, _ = scored(replace(document, located=False), facts=facts, checks=[check("fails", "f2")])
    assert score.check_alarms.of == 0


def test_a_folder_may_hold_other_files_beside_annotations(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_text('{"a": "b"}')
    with pytest.raises(UnreadableGold, match="no annotation"):
        list(read_gold(tmp_path))
    entry = {
        "doc": "a",
        "issuer": "b",
        "fiscal_year": 2024,
        "report_kind": "budget",
        "tables": [],
        "claims": [],
    }
    (tmp_path / "a.json").write_text(json.dumps(entry))
    assert [g.doc for g in read_gold(tmp_path)] == ["a"]
    (tmp_path / "c.json").write_text(json.dumps({"doc": "c", "tables": [], "claims": []}))
    with pytest.raises(UnreadableGold, match=r"c\.json is not a complete annotation"):
        list(read_gold(tmp_path))
    (tmp_path / "c.json").write_text("{")
    with pytest.raises(UnreadableGold, match=r"c\.json is not valid JSON"):
        list(read_gold(tmp_path))


ENOUGH = 5
"""PDF files of the corpus, which are many of a kind; of the other formats there is one of each."""


def evaluated() -> list[Path]:
    """Committed documents of all formats, without scans: these take longer to read than all the others."""
    paths = [path for path in sorted((CORPUS / "documents").iterdir()) if not path.stem.endswith("scan")]
    return [one for one in paths if one.suffix == ".pdf"][:ENOUGH] + [p for p in paths if p.suffix != ".pdf"]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Committed documents, and the shared ones that are annotated, as a run publishes them."""
    folder = tmp_path_factory.mktemp("evaluation") / "out"
    inputs = evaluated()
    if (SHARED / "gold" / "map.json").is_file():
        names = json.loads((SHARED / "gold" / "map.json").read_text("utf-8")).values()
        inputs += [SHARED / "documents" / f"{name}.pdf" for name in names]
    run_here(*inputs, out=folder)
    return folder


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The truths of the committed documents that are run."""
    folder = tmp_path_factory.mktemp("truth")
    stems = {path.stem for path in evaluated()}
    for path in (CORPUS / "truth").glob("*.json"):
        if path.stem in stems:
            (folder / path.name).write_bytes(path.read_bytes())
    assert len(list(folder.iterdir())) > ENOUGH
    return folder


def published(evaluation: Evaluation) -> dict[str, Score]:
    return {d.file_name: d.score for d in evaluation.documents} | {"ALL": evaluation.total}


THEIR_NAMES = {
    "identity": ("meta", "meta_n"),
    "figures": ("cells_right", "cells"),
    "figure_values": ("cells_value", "cells"),
    "figure_rows": ("cells_row", "cells"),
    "figure_columns": ("cells_row_col", "cells"),
    "figure_precision": ("facts_right", "facts"),
    "claims": ("claims_found", "claims"),
    "claim_precision": ("claims_found", "claims_out"),
    "links": ("link", "link_n"),
    "verdicts": ("verdict", "verdict_n"),
    "contradictions": ("alarm_hit", "alarm_gold"),
    "alarms": ("alarm_hit", "alarm_out"),
}


@pytest.mark.parametrize("real", [True, False], ids=["annotated", "made"])
def test_scores_are_those_of_the_annotators_scorer(
    out: Path, truth: Path, tmp_path: Path, real: bool
) -> None:
    theirs = SHARED / "tools" / "evaluate.py"
    if not theirs.is_file():
        pytest.skip("the annotators' scorer is not here")
    folder, names = (SHARED / "gold", SHARED / "gold" / "map.json") if real else (truth, None)
    only = tmp_path / "gold"  # theirs takes every JSON file in the folder for an annotation
    only.mkdir()
    for path in folder.glob("*.json"):
        # Theirs does not look for the figures of a narrative in another file of its disclosure.
        alone = real or json.loads(path.read_text("utf-8"))["tables"]
        if path.name != "map.json" and alone:
            (only / path.name).write_bytes(path.read_bytes())
    command = [sys.executable, theirs, out, only, "--json", tmp_path / "scores.json"]
    subprocess.run([*command, *(["--map", names] if names else [])], check=True, capture_output=True)
    expected = json.loads((tmp_path / "scores.json").read_text("utf-8"))
    ours = published(evaluate(out, only, names))
    assert ours.keys() == expected.keys()
    for document, score in ours.items():
        wanted = expected[document]
        for name in set(tally_names()) - {"defects", "check_alarms"}:
            right, of = THEIR_NAMES.get(name, (name, f"{name}_n"))
            tally = getattr(score, name)
            assert (tally.right, tally.of) == (wanted.get(right, 0), wanted.get(of, 0)), (document, name)
        assert score.reasons_without_ground == wanted.get("reason_false", 0)


def test_reports_show_every_document_its_scores_and_the_misses(out: Path, truth: Path) -> None:
    evaluation = evaluate(out, truth)
    text, markdown = text_report(evaluation, 1), markdown_report(evaluation, 1)
    for document in evaluation.documents:
        assert document.file_name in text
        assert f"| {document.file_name} |" in markdown
        for kind, missed in document.misses.in_order():
            what = f" ({MISSED[kind]})" if kind in MISSED else ""
            assert f"    {kind}{what}: {len(missed)}" in text
            assert what or kind.startswith(("verdict:", "defect:"))
    assert f"{evaluation.total.figures.percent:.2f} % of {evaluation.total.figures.of}" in text
    rows = [line for line in markdown.splitlines() if line.startswith("| ")]
    assert len({row.count(" | ") for row in rows}) <= 2


def test_the_command_writes_its_report_and_succeeds(out: Path, truth: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    done = CliRunner().invoke(app, ["evaluate", str(out), "--gold", str(truth), "--report", str(report)])
    assert done.exit_code == 0
    assert "ALL" in done.output
    assert report.read_text("utf-8").startswith("# Evaluation")
    asked = [
        "evaluate",
        str(out),
        "--gold",
        str(truth),
        "--report",
        str(report),
        "--limit",
        "1",
        "--lang",
        "zh",
    ]
    done = CliRunner().invoke(app, asked)
    for said in (done.output, report.read_text("utf-8")):
        assert sentences_of_english(said) == []
        assert "表中数据" in said


def test_the_command_names_a_missing_document_and_exits_with_1(
    out: Path, truth: Path, tmp_path: Path
) -> None:
    entry = json.loads(next(truth.glob("*.json")).read_text("utf-8"))
    (tmp_path / "a.json").write_text(json.dumps(entry | {"doc": "nowhere"}))
    done = CliRunner().invoke(app, ["evaluate", str(out), "--gold", str(tmp_path)])
    assert done.exit_code == 1
    assert "nowhere" in done.output


def test_a_folder_without_published_tables_or_annotations_is_refused(
    out: Path, truth: Path, tmp_path: Path
) -> None:
    with pytest.raises(NotPublished):
        evaluate(tmp_path, truth)
    for folders in ((tmp_path, truth), (out, tmp_path), (out, tmp_path / "nowhere")):
        done = CliRunner().invoke(app, ["evaluate", str(folders[0]), "--gold", str(folders[1])])
        assert done.exit_code == 2
        assert "Traceback" not in done.output
