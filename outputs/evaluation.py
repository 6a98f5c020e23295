"""Published tables held against annotations: what was found, what was missed, which alarms were false."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from outputs.check_scores import score_checks
from outputs.claim_scores import Findings, score_claims
from outputs.comparison import label
from outputs.dataset import read_table
from outputs.figure_scores import score_figures
from outputs.gold import Gold, read_gold, read_names
from outputs.scores import DocumentScore, Evaluation, Misses, Score

Row = dict[str, Any]
READ = ("facts", "claims", "reasons", "links", "checks")


def evaluate(out: Path, gold_folder: Path, names: Path | None = None) -> Evaluation:
    """Score the published tables of ``out`` against the annotations of a folder.

    An annotation belongs to each file whose name begins with its ``doc``, or with what the JSON
    file ``names`` maps this to. Raises :class:`~outputs.dataset.NotPublished` and
    :class:`~outputs.gold.UnreadableGold`.
    """
    beginnings = read_names(names)
    documents = read_table(out, "documents").to_pylist()
    wanted = [(gold, beginnings.get(gold.doc, gold.doc)) for gold in read_gold(gold_folder)]
    chosen = [d for d in documents if any(_name(d).startswith(begin) for _, begin in wanted)]
    rows = {table: _by_document(out, table, [d["document_id"] for d in chosen]) for table in READ}
    scored: list[DocumentScore] = []
    missing: list[str] = []
    for gold, begin in wanted:
        processed = [d for d in chosen if _name(d).startswith(begin)]
        if not processed:
            missing.append(begin)
        for document in processed:
            own = {table: of_document[document["document_id"]] for table, of_document in rows.items()}
            scored.append(score_document(gold, document, own))
    return Evaluation(scored, missing)


def score_document(gold: Gold, document: Row, rows: dict[str, list[Row]]) -> DocumentScore:
    """Score one processed document: its row of ``documents``, and its rows of the tables READ."""
    score, misses = Score(), Misses()
    for right in (
        document["fiscal_year"] == gold.fiscal_year,
        document["report_kind"] == gold.report_kind,
        label(gold.issuer) in label(document["issuer"]),
    ):
        score.identity.add(right)
    score_figures(gold, rows["facts"], score, misses)
    findings = Findings(rows["claims"], rows["reasons"], rows["links"], rows["facts"])
    score_claims(gold, findings, score, misses)
    score_checks(gold, rows["checks"], rows["facts"], score, misses)
    return DocumentScore(gold.doc, document["file_name"], score, misses)


def _name(document: Row) -> str:
    return Path(document["file_name"]).name


def _by_document(out: Path, table: str, ids: list[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in read_table(out, table, document_id=ids).to_pylist():
        found[row["document_id"]].append(row)
    return found
