"""An evaluation as text for the terminal, as a Markdown report, and as values for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from outputs.evaluation.scores import DocumentScore, Evaluation, Score, Tally

COLUMNS = {
    "figures": "figures",
    "precision of figures": "figure_precision",
    "claims": "claims",
    "precision of claims": "claim_precision",
    "account": "account",
    "phase": "phase",
    "period": "period",
    "base": "base",
    "direction": "direction",
    "reason": "reason",
    "links": "links",
    "verdicts": "verdicts",
}
"""Heading -> measure of :class:`~outputs.evaluation.scores.Score`."""


def shown(tally: Tally) -> str:
    """Percent with two places; a dash where there was nothing to measure."""
    return "-" if tally.percent is None else f"{tally.percent:.2f}"


def text_report(evaluation: Evaluation, misses: int = 0) -> str:
    """A paragraph a document and one over all; with the first ``misses`` misses of each kind."""
    lines: list[str] = []
    for document in evaluation.documents:
        lines += _paragraph(document.file_name, document.score)
        lines += _missed(document, misses)
    if evaluation.documents:
        lines += _paragraph(f"ALL ({len(evaluation.documents)} documents)", evaluation.total)
    lines += [f"No processed document for {name}." for name in evaluation.missing]
    return "\n".join(lines)


def _paragraph(name: str, score: Score) -> Iterator[str]:
    yield name
    yield (
        f"  figures   {shown(score.figures)} % of {score.figures.of}"
        f" (value {shown(score.figure_values)}, row {shown(score.figure_rows)},"
        f" column {shown(score.figure_columns)}), precision {shown(score.figure_precision)} %"
    )
    yield (
        f"  claims    {shown(score.claims)} % of {score.claims.of},"
        f" precision {shown(score.claim_precision)} %"
    )
    names = ("account", "phase", "period", "base", "direction", "reason")
    yield "            " + ", ".join(f"{name} {shown(getattr(score, name))}" for name in names)
    yield (
        f"  links     {shown(score.links)} % of {score.links.of}, verdicts {shown(score.verdicts)} %,"
        f" contradictions {score.contradictions.right} of {score.contradictions.of},"
        f" false alarms {score.false_alarms}"
    )
    if score.defects.of or score.check_alarms.of:
        yield (
            f"  checks    defects of tables {score.defects.right} of {score.defects.of},"
            f" false alarms {score.false_checks}"
        )


def _missed(document: DocumentScore, most: int) -> Iterator[str]:
    for kind, texts in document.misses.in_order() if most else ():
        yield f"    {kind}: {len(texts)}"
        yield from (f"        {text}" for text in texts[:most])


def markdown_report(evaluation: Evaluation, misses: int = 10) -> str:
    """Tables of the scores, what kinds of misses there are, and the first of them for each document."""
    lines = ["# Evaluation", ""]
    if evaluation.missing:
        lines += [f"No processed document for: {', '.join(evaluation.missing)}.", ""]
    heads = [
        "document",
        *COLUMNS,
        "contradictions found",
        "false alarms",
        "defects of tables found",
        "false checks",
    ]
    lines += [_cells(heads), _cells(["---", *["---:"] * (len(heads) - 1)])]
    for document in evaluation.documents:
        lines.append(_score_row(document.file_name, document.score))
    lines += [_score_row(f"**all {len(evaluation.documents)}**", evaluation.total), ""]
    lines += ["Percentages; a dash where a document has nothing to measure.", "", "## Misses", ""]
    kinds: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for document in evaluation.documents:
        for kind, texts in document.misses.in_order():
            kinds[kind] += len(texts)
            places[kind] += 1
    lines += [_cells(["kind", "misses", "documents"]), _cells(["---", "---:", "---:"])]
    lines += [_cells([_plain(kind), str(n), str(places[kind])]) for kind, n in kinds.most_common()]
    for document in evaluation.documents:
        if document.misses.of_kind:
            lines += ["", f"### {_plain(document.file_name)}", ""]
        for kind, texts in document.misses.in_order():
            more = f" (the first {misses})" if len(texts) > misses else ""
            lines.append(f"- {_plain(kind)}: {len(texts)}{more}")
            lines += [f"  - {_plain(text)}" for text in texts[:misses]]
    return "\n".join(lines) + "\n"


def plain_report(evaluation: Evaluation, misses: int = 0) -> dict[str, Any]:
    """The scores as plain values: of each measure how many were right, and of how many."""
    return {
        "documents": [
            {
                "file_name": one.file_name,
                "score": asdict(one.score),
                "misses": {kind: texts[:misses] for kind, texts in one.misses.in_order()} if misses else {},
            }
            for one in evaluation.documents
        ],
        "total": asdict(evaluation.total),
        "missing": evaluation.missing,
    }


def _score_row(name: str, score: Score) -> str:
    values = [shown(getattr(score, measure)) for measure in COLUMNS.values()]
    found = f"{score.contradictions.right} of {score.contradictions.of}"
    defects = f"{score.defects.right} of {score.defects.of}"
    return _cells([name, *values, found, str(score.false_alarms), defects, str(score.false_checks)])


def _cells(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _plain(text: str) -> str:
    """Text that Markdown does not take for markup."""
    return "".join("\\" + c if c in "\\`*_<>|#" else c for c in text)
