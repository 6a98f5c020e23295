"""The report of an output folder: its pages, pictures, styles and scripts, in one folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

from outputs.report.bodies.pages import pages_of, published_bodies, written
from outputs.report.charts import Chart, expenditure_by_class, three_public, verdicts_by_chapter
from outputs.report.document_page import DocumentPage, document_page
from outputs.report.marks import marks_script
from outputs.report.originals import originals
from outputs.report.overview import Overview, claims_by_kind
from outputs.report.parts.coverage import VERDICTS
from outputs.report.parts.series import PublicFigures, by_class, by_year, public_figures
from outputs.report.pictures import MEGABYTES, SECONDS, Painter, Pictures, kept_pictures, picture_name
from outputs.report.templating import embedded, rendered
from outputs.report.words import strings
from outputs.schemas.json_documents import decode_document
from outputs.store.out_folder import OutFolder
from outputs.store.short_ids import NoSuchId, whole_id
from records.file_tables import SectionRecord
from records.linking_tables import CheckRecord, LinkRecord
from records.tables import Document

INDEX = "index.html"
STYLE = "assets/report.css"


class NoSuchDocument(Exception):
    """A document that is asked for and not there, or nothing published; ``str()`` is a sentence."""


class ForeignFolder(Exception):
    """A folder that holds something else than a report; ``str()`` is a sentence."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was written: the page to open, and the documents without pictures."""

    index: Path
    documents: int
    without_pictures: int


def write_report(
    out: Path,
    folder: Path,
    document_ids: Iterable[str] = (),
    painter: Painter | None = None,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> Report:
    """Write the report of the current documents below ``out``, or of some, into ``folder``.

    Pictures that an earlier report has left are kept; pages of documents that are no longer there
    are removed. ``painter`` may be given to draw several reports by one process; else the pages of a
    document may take ``seconds`` and ``megabytes`` to draw. Raises
    :class:`NoSuchDocument`, :class:`ForeignFolder`,
    :class:`~outputs.store.reviews.UnreadableReviews`, and ``OSError`` if the folder cannot be written.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / STYLE).is_file():
        raise ForeignFolder(f"{folder} holds other files; please give a folder of its own.")
    place = OutFolder(out)
    chosen = _chosen(place, list(document_ids))
    files = originals(place)
    overview = Overview(run=_newest_run(place))
    _write_assets(folder / "assets")
    _put(folder / "assets" / "marks.js", marks_script(place, folder, chosen))
    without = 0
    bodies = published_bodies(out)
    with ExitStack() as stack:
        drawing = painter or stack.enter_context(Painter(seconds, megabytes))
        for document_id, path in chosen.items():
            document = decode_document(path.read_bytes())
            companions = _companions(document, place)
            linked = [one.record.document_id for one in companions if one.record.document_id in chosen]
            # Figures of another file are shown on its pages, which are drawn before this one's.
            beside = {one: _begun(one, files.get(one, ()), folder, drawing)() for one in linked}
            if document.record.status == "failed":
                drawn = _not_opened
            else:
                drawn = _begun(document_id, files.get(document_id, ()), folder, drawing)
            page = _gathered(document, companions, overview)
            bodies.add(document, page)
            page.data["linked"] = linked
            page.data["pictured"] = {one: sizes_of(pictures) for one, pictures in beside.items()}
            pictures = _write_page(page, drawn, folder, document.record.body_id in bodies.known)
            without += document.record.pages is not None and not pictures.pages
    overview.bodies = pages_of(bodies, out)
    overview.finish()
    for part in ("pages", "documents"):
        _remove_others(folder / part, set(chosen))
    names = set()
    for name, html in written(overview.bodies):
        _put(folder / name, html)
        names.add(Path(name).stem)
    for part in ("bodies", "regions"):
        _remove_others(folder / part, names)
    values = {"overview": overview, "data": embedded(overview.data)}
    _put(folder / INDEX, rendered("index.html", root="", **values).encode())
    return Report(folder / INDEX, len(chosen), without)


def _chosen(out: OutFolder, wanted: list[str]) -> dict[str, Path]:
    there = {path.stem: path for path in sorted(out.json.glob("*.json"))}
    if not there:
        raise NoSuchDocument(f"Nothing has been published in {out.root} yet: run duizhang first.")
    try:
        chosen = [whole_id(one, there) for one in wanted]
    except NoSuchId as error:
        raise NoSuchDocument(str(error)) from error
    return {document_id: there[document_id] for document_id in chosen} if chosen else there


def _begun(
    document_id: str, places: tuple[Path, ...], folder: Path, painter: Painter
) -> Callable[[], Pictures]:
    """Begin to draw a document's pages; what is returned waits for them."""
    place = folder / "pages" / document_id
    if kept := kept_pictures(place):
        return lambda: kept
    if not places:
        return lambda: Pictures(absence="original_unknown")
    return painter.begin(places, document_id, place)


def _not_opened() -> Pictures:
    """No pictures: what a worker could not read, under its limits, is not opened again."""
    return Pictures(absence="not_read")


def _companions(document: Document, out: OutFolder) -> list[Document]:
    """The other documents, of those that are there, whose figures this one's links and checks name."""
    naming: list[LinkRecord | CheckRecord] = [*document.links, *document.checks]
    wanted = {document_id for record in naming for document_id in record.fact_document_ids}
    paths = [out.json / f"{i}.json" for i in sorted(wanted - {document.record.document_id})]
    return [decode_document(path.read_bytes()) for path in paths if path.is_file()]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A document with what its page shows, and the files that it was read from."""

    document: Document
    page: DocumentPage
    originals: tuple[Path, ...]


def gathered_document(out: OutFolder, document_id: str) -> Gathered:
    """One document by itself, by its id or the beginning of it. Raises :class:`NoSuchDocument`."""
    ((whole_id, path),) = _chosen(out, [document_id]).items()
    document = decode_document(path.read_bytes())
    page = _gathered(document, _companions(document, out), Overview())
    places = () if document.record.status == "failed" else originals(out).get(whole_id, ())
    return Gathered(document, page, places)


def _gathered(document: Document, companions: list[Document], overview: Overview) -> DocumentPage:
    """What a document's page shows, which the overview takes in."""
    found = {link.claim_id: link.verdict for link in document.links}
    verdicts = [(one.section_id, found.get(one.claim_id, "unverifiable")) for one in document.claims]
    public = public_figures(document)
    page = document_page(document, _charts(document, verdicts, public), companions)
    overview.add(page, public, claims_by_kind(document.sections, verdicts))
    return page


def _write_page(
    page: DocumentPage, drawn: Callable[[], Pictures], folder: Path, body_has_page: bool
) -> Pictures:
    """Write a document's page, when its pictures are drawn."""
    record = page.document
    reading = rendered("reading.html", page=page, body_has_page=body_has_page)
    pictures = drawn()
    if record.pages is None:  # of a format without pages there is nothing to be missed
        pictures = Pictures()
    page.data.update({"pages": sizes_of(pictures), "alone": False})
    place = f"../pages/{record.document_id}"
    sources = {one.number: f"{place}/{picture_name(one.number)}" for one in pictures.pages}
    values = {"page": page, "pictures": pictures, "reading": reading, "data": embedded(page.data)}
    html = rendered("document.html", root="../", sources=sources, **values)
    _put(folder / "documents" / f"{record.document_id}.html", html.encode())
    return pictures


def sizes_of(pictures: Pictures) -> dict[int, list[float]]:
    """Number of each page that has a picture -> its width and height in points."""
    return {one.number: [round(one.width, 1), round(one.height, 1)] for one in pictures.pages}


def _charts(document: Document, verdicts: list[tuple[str | None, str]], public: PublicFigures) -> list[Chart]:
    drawn = (
        verdicts_by_chapter(_by_chapter(document.sections, verdicts)),
        expenditure_by_class(by_class(document)),
        three_public(by_year(public)),
    )
    return [chart for chart in drawn if chart is not None]


def _by_chapter(
    sections: list[SectionRecord], verdicts: list[tuple[str | None, str]]
) -> Iterator[tuple[str, str, int]]:
    """Chapter, verdict, number of claims; what stands deeper counts for the chapter of level 2."""
    chapter: dict[str, str] = {}
    current = ""
    for section in sections:
        if section.level <= 2:
            current = " ".join(part for part in (section.number, section.title) if part)
        chapter[section.section_id] = current
    for name in dict.fromkeys(chapter.values()):
        for verdict in VERDICTS:
            count = sum(v == verdict and chapter.get(section or "") == name for section, v in verdicts)
            if name and count:
                yield name, verdict, count


def _newest_run(out: OutFolder) -> str | None:
    for record in sorted(out.runs.glob("*.json"), reverse=True):
        try:
            return datetime.fromisoformat(orjson.loads(record.read_bytes())["started"]).isoformat()
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def _remove_others(folder: Path, document_ids: set[str]) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.split(".")[0] not in document_ids:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _write_assets(folder: Path) -> None:
    source = Path(__file__).parent / "assets"
    for asset in sorted(source.iterdir()):
        _put(folder / asset.name, asset.read_bytes())
    _put(folder / "strings.js", strings_script())


def strings_script() -> bytes:
    """The script that holds the words of both languages."""
    return b"window.duizhangStrings = " + orjson.dumps(strings(), option=orjson.OPT_INDENT_2) + b";\n"


def _put(path: Path, data: bytes) -> None:
    """Write a file in one step. It need not be on the disk when this returns: a report is soon made again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}")
    beside.write_bytes(data)
    beside.replace(path)
