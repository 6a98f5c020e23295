"""The chapters of a document as a tree, and its definitions, for the terminal."""

from __future__ import annotations

from collections import Counter, defaultdict

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from flows.views.document import heading
from flows.views.wording import pages
from outputs.language.speaking import counted, listed, told
from records.file_tables import SectionRecord
from records.tables import Document


def chapters(document: Document) -> list[RenderableType]:
    """The tree of chapters, each with its page and what it holds."""
    claims = Counter(claim.section_id for claim in document.claims)
    tables: dict[str | None, list[str]] = defaultdict(list)
    for table in document.tables:
        tables[table.section_id].append(table.table_id)
    root = Tree("", hide_root=True)
    nodes: dict[str | None, Tree] = {}
    for section in document.sections:
        above = nodes.get(section.parent_id, root)
        label = Text(name(section))
        holds = [pages(section.page)] if section.page else []
        if section.text:
            holds.append(counted(len(section.text), "character"))
        if claims[section.section_id]:
            holds.append(counted(claims[section.section_id], "claim"))
        holds += [" ".join(tables[section.section_id])] if tables[section.section_id] else []
        label.append(f"  {listed(holds)}", "dim")
        nodes[section.section_id] = above.add(label)
    return [heading("Chapters"), root if nodes else Text(told("none found"))]


def name(section: SectionRecord) -> str:
    """A chapter's heading on one line: number and title."""
    return " ".join(part.strip() for part in (section.number, section.title) if part) or told(
        "(without a heading)"
    )


def definitions(document: Document) -> list[RenderableType]:
    """The terms and their explanations; nothing if there are none."""
    if not document.definitions:
        return []
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", overflow="fold", max_width=24)
    table.add_column(overflow="fold")
    for one in document.definitions:
        table.add_row(Text(one.term), Text(one.definition))
    return [heading("Definitions"), table]
