"""A document's page as one self-contained file: styles, scripts and the pictures of its findings included.

Nothing is fetched: what the file may run and show is told by its digests.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from tempfile import TemporaryDirectory

from markupsafe import Markup

from outputs.report.document_page import DocumentPage
from outputs.report.pictures import Painter, Pictures, picture_name
from outputs.report.templating import embedded, rendered
from outputs.report.writing import Gathered, gathered_document, sizes_of, strings_script
from outputs.store.out_folder import OutFolder
from records.linking_tables import CheckRecord, LinkRecord

SCRIPTS = ("common.js", "review.js", "places.js", "document.js")
ASSETS = Path(__file__).parent / "assets"


def write_letter(out: Path, document_id: str, file: Path, seconds: float, megabytes: int) -> int:
    """Write a document's page into ``file``; how many pictures of pages it holds.

    Raises :class:`~outputs.report.writing.NoSuchDocument`, and ``OSError`` if the file cannot be written.
    """
    found = gathered_document(OutFolder(out), document_id)
    with TemporaryDirectory(prefix="duizhang-") as place, Painter(seconds, megabytes) as painter:
        folder = Path(place) / document_id
        drawn = painter.begin(found.originals, document_id, folder)() if found.originals else Pictures()
        wanted = pages_needed(found)
        pictures = Pictures(tuple(one for one in drawn.pages if one.number in wanted), drawn.absence)
        sources = {one.number: _as_data(folder / picture_name(one.number)) for one in pictures.pages}
    html = _letter(found.page, pictures, sources)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(html, "utf-8")
    return len(pictures.pages)


def pages_needed(found: Gathered) -> set[int]:
    """The pages on which the findings have places."""
    document = found.document
    links = {link.claim_id: link for link in document.links}
    checks = {check.check_id: check for check in document.checks}
    claims: set[str] = set()
    facts: set[str] = set()
    pages: set[int | None] = set()
    for finding in document.findings:
        pages.add(finding.page)
        claims.update(finding.claim_ids)
        naming: list[LinkRecord | CheckRecord] = [links[one] for one in finding.claim_ids if one in links]
        naming += [checks[one] for one in finding.check_ids if one in checks]
        for record in naming:
            claims.update(record.claim_ids)
            facts.update(record.fact_ids)
    pages |= {claim.page for claim in document.claims if claim.claim_id in claims}
    pages |= {fact.page for fact in document.facts if fact.fact_id in facts}
    return {page for page in pages if page is not None}


def _letter(page: DocumentPage, pictures: Pictures, sources: dict[int, str]) -> str:
    page.data.update({"pages": sizes_of(pictures), "linked": [], "pictured": {}, "alone": True})
    style = (ASSETS / "report.css").read_text("utf-8")
    scripts = [strings_script().decode(), *((ASSETS / name).read_text("utf-8") for name in SCRIPTS)]
    values = {
        "page": page,
        "pictures": pictures,
        "reading": rendered("reading.html", page=page, body_has_page=False),
        "data": embedded(page.data),
        "sources": sources,
        "style": Markup(style),
        "scripts": [Markup(script) for script in scripts],
        "style_digest": _digest(style),
        "script_digests": [_digest(script) for script in scripts],
    }
    return rendered("letter.html", root="", **values)


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _as_data(picture: Path) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(picture.read_bytes()).decode()
