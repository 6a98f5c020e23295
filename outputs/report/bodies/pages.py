"""The pages of bodies and regions as HTML, from what was gathered and from the published tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from outputs.publication.dataset import NotPublished, read_table
from outputs.report.bodies.years import BodyPage, BodyPages, comparisons, region_id
from outputs.report.templating import rendered
from records.archive_tables import BodyRecord, RevisionRecord, UnitRecord


def published_bodies(out: Path) -> BodyPages:
    """The bodies of the published tables, before any document is taken in; none where there are no tables."""
    known = [BodyRecord(**row) for row in _rows(out, "bodies", BodyRecord)]
    return BodyPages({one.body_id: one for one in known})


def pages_of(bodies: BodyPages, out: Path) -> list[BodyPage]:
    """The pages of the bodies of which documents were taken in."""
    return bodies.pages(
        [UnitRecord(**row) for row in _rows(out, "units", UnitRecord)],
        [RevisionRecord(**row) for row in _rows(out, "revisions", RevisionRecord)],
    )


def _rows(out: Path, table: str, record: type[Any]) -> list[dict[str, Any]]:
    """The rows of a published table, without the columns of its partitions."""
    columns = [field.name for field in fields(record)]
    try:
        rows: list[dict[str, Any]] = read_table(out, table).select(columns).to_pylist()
    except NotPublished:
        return []
    return rows


def written(pages: Sequence[BodyPage]) -> Iterator[tuple[str, bytes]]:
    """The place of each page in the report, and its HTML."""
    compared = comparisons(pages)
    there = {page.body.body_id for page in pages}
    for page in pages:
        region = region_id(page.body.region) if page.body.region in compared else None
        html = rendered("body.html", root="../", page=page, region=region, there=there)
        yield f"bodies/{page.body.body_id}.html", html.encode()
    for region, some in compared.items():
        html = rendered("region.html", root="../", region=region, comparisons=some)
        yield f"regions/{region_id(region)}.html", html.encode()
