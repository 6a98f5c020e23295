"""A document's head, what does not hold in it, and what was noticed, for the terminal."""

from __future__ import annotations

from collections import Counter

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from flows.views.wording import SEVERITY_STYLE, VERDICT_STYLE, pages, place, term
from outputs.explanations import explained, headed, numbered
from outputs.findings import Finding, told_in
from outputs.language.noticing import noticed
from outputs.language.speaking import aside, told
from records.tables import Document


def heading(words: str) -> Text:
    """The heading of a part, with an empty line above it."""
    return Text(f"\n{told(words)}", "bold underline")


def indented(part: RenderableType, columns: int) -> RenderableType:
    """A part so many terminal columns to the right."""
    return Padding(part, (0, 0, 0, columns), expand=False)


def head(document: Document) -> RenderableType:
    """What the document is, and what was found in it."""
    record = document.record
    kind = " ".join(
        word
        for word in (term("report_kind", record.report_kind), term("body_kind", record.body_kind))
        if word
    )
    rows: list[tuple[str, str | Text | None]] = [
        ("File", record.file_name),
        ("Title", record.title),
        ("Issuer", record.issuer),
        ("Region", record.region),
        ("Year", None if record.fiscal_year is None else str(record.fiscal_year)),
        ("Kind", kind),
        ("Format", record.media_type),
        *([] if record.pages is None else [("Pages", str(record.pages))]),
        ("Status", Text(term("status", record.status), "" if record.status == "ok" else "bold red")),
        ("Tables", f"{len(document.tables):,}"),
        ("Figures", f"{len(document.facts):,}"),
        ("Claims", _claims(document)),
        ("Checks", _checks(document)),
    ]
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(told(label), value if isinstance(value, Text) else Text(value or told("(not known)")))
    return table


def _claims(document: Document) -> Text:
    verdicts = Counter(link.verdict for link in document.links)
    parts = [
        (f"{term('verdict', word)} {verdicts[word]:,}", style)
        for word, style in VERDICT_STYLE.items()
        if verdicts[word]
    ]
    return _count(len(document.claims), parts)


def _checks(document: Document) -> Text:
    verdicts = Counter(check.verdict for check in document.checks)
    styles = {"holds": "green", "rounding": "green", "fails": "bold red"}
    parts = [
        (f"{term('check_verdict', word)} {verdicts[word]:,}", style)
        for word, style in styles.items()
        if verdicts[word]
    ]
    return _count(len(document.checks), parts)


def _count(total: int, parts: list[tuple[str, str]]) -> Text:
    """A number, and in brackets what it is made of, each part in its style."""
    if not parts:
        return Text(f"{total:,}")
    made_of = Text(told(", ")).join(Text(words, style) for words, style in parts)
    return Text.assemble(f"{total:,}", told(" ("), made_of, told(")"))


def what_does_not_hold(document: Document) -> list[RenderableType]:
    """The findings, the worst first; nothing if there are none."""
    found = told_in(document)
    return [heading("Findings"), *map(_finding, found)] if found else []


def _finding(finding: Finding) -> RenderableType:
    word = Text(term("grade", finding.severity), "bold red" if finding.severity == "error" else "yellow")
    first = Text.assemble(
        word, "  ", " ".join(part for part in (headed(finding), numbered(finding.said)) if part)
    )
    if finding.difference:
        first.append(aside(numbered(finding.difference)))
    first.append(f"  {finding.id}  {place(finding.page, finding.anchor)}", "dim")
    return Group(first, indented(Text(explained(finding)), 4))


def notices(document: Document) -> list[RenderableType]:
    """The diagnostics, one a line; nothing if there are none."""
    if not document.diagnostics:
        return []
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column()
    table.add_column(overflow="fold")
    for one in document.diagnostics:
        word = Text(term("severity", one.severity), SEVERITY_STYLE.get(one.severity, ""))
        table.add_row(word, pages(one.page), Text(f"{noticed(one.code, one.message)} [{one.code}]"))
    return [heading("Diagnostics"), table]
