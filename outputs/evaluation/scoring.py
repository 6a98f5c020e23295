"""Published tables held against annotations: what was found, what was missed, which alarms were false."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from outputs.evaluation.check_scores import score_checks
from outputs.evaluation.claim_scores import ClaimsRead, score_claims
from outputs.evaluation.comparison import label
from outputs.evaluation.figure_scores import score_figures
from outputs.evaluation.gold import Gold, read_gold, read_names
from outputs.evaluation.operands import Operands
from outputs.evaluation.scores import DocumentScore, Evaluation, Misses, Score
from outputs.publication.dataset import read_table

Row = dict[str, Any]
READ = ("facts", "claims", "reasons", "links", "checks")


def evaluate(out: Path, gold_folder: Path, names: Path | None = None) -> Evaluation:
    """Score the published tables of ``out`` against the annotations of a folder.

    An annotation belongs to each file whose name begins with its ``doc``, or with what the JSON
    file ``names`` maps this to. Raises :class:`~outputs.publication.dataset.NotPublished` and
    :class:`~outputs.evaluation.gold.UnreadableGold`.
    """
    beginnings = read_names(names)
    documents = read_table(out, "documents").to_pylist()
    wanted = [(gold, beginnings.get(gold.doc, gold.doc)) for gold in read_gold(gold_folder)]
    chosen = [d for d in documents if any(_name(d).startswith(begin) for _, begin in wanted)]
    beside = _of_same_disclosures(documents, chosen)
    rows = {table: _by_document(out, table, [d["document_id"] for d in beside]) for table in READ}
    scored: list[DocumentScore] = []
    missing: list[str] = []
    for gold, begin in wanted:
        processed = [d for d in chosen if _name(d).startswith(begin)]
        if not processed:
            missing.append(begin)
        for document in processed:
            own = {table: of_document[document["document_id"]] for table, of_document in rows.items()}
            companions = [
                fact
                for other in beside
                if _is_companion(other, document)
                for fact in rows["facts"][other["document_id"]]
            ]
            scored.append(score_document(gold, document, own, companions))
    return Evaluation(scored, missing)


def score_document(
    gold: Gold, document: Row, rows: dict[str, list[Row]], companions: Iterable[Row] = ()
) -> DocumentScore:
    """Score one processed document: its row of ``documents``, and its rows of the tables READ.

    ``companions`` are the facts of the other documents of its disclosure, on which its links may rest.
    """
    score, misses = Score(), Misses()
    for right in (
        document["fiscal_year"] == gold.fiscal_year,
        document["report_kind"] == gold.report_kind,
        label(gold.issuer) in label(document["issuer"]),
    ):
        score.identity.add(right)
    score_figures(gold, rows["facts"], score, misses)
    operands = Operands.of(rows["facts"], companions)
    findings = ClaimsRead(rows["claims"], rows["reasons"], rows["links"], operands)
    score_claims(gold, findings, score, misses)
    score_checks(gold, rows["checks"], operands, score, misses)
    return DocumentScore(gold.doc, document["file_name"], score, misses)


def _of_same_disclosures(documents: list[Row], chosen: list[Row]) -> list[Row]:
    """The chosen documents, and the others of their disclosures."""
    disclosures = {d["disclosure_id"] for d in chosen} - {None}
    ids = {d["document_id"] for d in chosen}
    return [d for d in documents if d["document_id"] in ids or d["disclosure_id"] in disclosures]


def _is_companion(other: Row, document: Row) -> bool:
    same = other["disclosure_id"] is not None and other["disclosure_id"] == document["disclosure_id"]
    return same and other["document_id"] != document["document_id"]


def _name(document: Row) -> str:
    return Path(document["file_name"]).name


def _by_document(out: Path, table: str, ids: list[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in read_table(out, table, document_id=ids).to_pylist():
        found[row["document_id"]].append(row)
    return found
