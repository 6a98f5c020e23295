"""An evaluation as text for the terminal, as a Markdown report, and as values for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from outputs.evaluation.scores import DocumentScore, Evaluation, Score, Tally
from outputs.language.speaking import aside, listed, told

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

ATTRIBUTES = ("account", "phase", "period", "base", "direction", "reason")
"""Headings of what is told of claims besides."""

MISSED = {
    "figure:value": "no figure with this value on the page",
    "figure:row": "in another row",
    "figure:column": "in another column",
    "figure:statement": "in another statement",
    "figure:extra": "figures that no annotation has",
    "claim:missing": "not found",
    "claim:kind": "another kind of claim",
    "claim:extra": "claims that no annotation has",
    "claim:account": "another account",
    "claim:phase": "another phase",
    "claim:period": "another year",
    "claim:base": "another base",
    "claim:direction": "another direction",
    "claim:reason": "another reason or none",
    "link": "held against other figures",
    "check:false": "false alarms of checks",
}
"""Kind of misses -> what it is; those of verdicts and defects have words of their own."""

NO_DOCUMENT = "No processed document for {name}."


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
        lines += _paragraph(told("ALL ({n} documents)", n=len(evaluation.documents)), evaluation.total)
    lines += [told(NO_DOCUMENT, name=name) for name in evaluation.missing]
    return "\n".join(lines)


def _paragraph(name: str, score: Score) -> Iterator[str]:
    yield name
    yield told(
        "  figures   {right} % of {of} (value {value}, row {row}, column {column}), precision {precision} %",
        right=shown(score.figures),
        of=score.figures.of,
        value=shown(score.figure_values),
        row=shown(score.figure_rows),
        column=shown(score.figure_columns),
        precision=shown(score.figure_precision),
    )
    yield told(
        "  claims    {right} % of {of}, precision {precision} %",
        right=shown(score.claims),
        of=score.claims.of,
        precision=shown(score.claim_precision),
    )
    values = [f"{told(name)} {shown(getattr(score, COLUMNS[name]))}" for name in ATTRIBUTES]
    yield f"            {listed(values)}"
    yield told(
        "  links     {right} % of {of}, verdicts {verdicts} %, contradictions {found} of {wanted}, "
        "false alarms {alarms}",
        right=shown(score.links),
        of=score.links.of,
        verdicts=shown(score.verdicts),
        found=score.contradictions.right,
        wanted=score.contradictions.of,
        alarms=score.false_alarms,
    )
    if score.defects.of or score.check_alarms.of:
        yield told(
            "  checks    defects of tables {found} of {wanted}, false alarms {alarms}",
            found=score.defects.right,
            wanted=score.defects.of,
            alarms=score.false_checks,
        )


def _missed(document: DocumentScore, most: int) -> Iterator[str]:
    for kind, texts in document.misses.in_order() if most else ():
        yield f"    {_kind(kind)}: {len(texts)}"
        yield from (f"        {text}" for text in texts[:most])


def _kind(kind: str) -> str:
    """A kind of misses, with what it is."""
    return kind + aside(told(MISSED[kind])) if kind in MISSED else kind


def markdown_report(evaluation: Evaluation, misses: int = 10) -> str:
    """Tables of the scores, what kinds of misses there are, and the first of them for each document."""
    lines = [f"# {told('Evaluation')}", ""]
    if evaluation.missing:
        lines += [told(NO_DOCUMENT, name=_plain(listed(evaluation.missing))), ""]
    heads = (
        *COLUMNS,
        "contradictions found",
        "false alarms",
        "defects of tables found",
        "false checks",
    )
    lines += [_cells([told("document scored"), *map(told, heads)])]
    lines += [_cells(["---", *["---:"] * len(heads)])]
    for document in evaluation.documents:
        lines.append(_score_row(document.file_name, document.score))
    lines += [_score_row(f"**{told('all {n}', n=len(evaluation.documents))}**", evaluation.total), ""]
    lines += [told("Percentages; a dash where a document has nothing to measure."), ""]
    lines += [f"## {told('Misses')}", ""]
    kinds: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for document in evaluation.documents:
        for kind, texts in document.misses.in_order():
            kinds[kind] += len(texts)
            places[kind] += 1
    lines += [_cells([told("kind"), told("misses"), told("documents")]), _cells(["---", "---:", "---:"])]
    lines += [_cells([_plain(_kind(kind)), str(n), str(places[kind])]) for kind, n in kinds.most_common()]
    for document in evaluation.documents:
        if document.misses.of_kind:
            lines += ["", f"### {_plain(document.file_name)}", ""]
        for kind, texts in document.misses.in_order():
            more = aside(told("the first {n}", n=misses)) if len(texts) > misses else ""
            lines.append(f"- {_plain(_kind(kind))}: {len(texts)}{more}")
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
    found, defects = (
        told("{right} of {of}", right=tally.right, of=tally.of)
        for tally in (score.contradictions, score.defects)
    )
    return _cells([name, *values, found, str(score.false_alarms), defects, str(score.false_checks)])


def _cells(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _plain(text: str) -> str:
    """Text that Markdown does not take for markup."""
    return "".join("\\" + c if c in "\\`*_<>|#" else c for c in text)
