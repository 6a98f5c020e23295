"""A composed disclosure in each format in which bureaus publish: its files, and the truth of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from corpus.composition import Composition, Places, Truth, truth_of
from corpus.printing import ofd, plain, scan, spreadsheet, web, word
from corpus.printing.pages import set_pages
from corpus.printing.pdf import measurer
from corpus.printing.pdf import write as write_pdf
from corpus.printing.word_body import WordHabits


class NoSuchFormat(ValueError):
    """A format is asked for that nothing here writes."""


@dataclass(frozen=True, slots=True)
class Made:
    """Files by their path, and the truths of those that state something; ``doc`` is a file's name
    without its suffix."""

    files: dict[str, bytes]
    truths: list[Truth]


def pdf(made: Composition) -> Made:
    """A PDF with text."""
    return Made({f"{made.stem}.pdf": _printed(made)}, [truth_of(made, made.stem, Places(paged=True))])


def _printed(made: Composition) -> bytes:
    look = made.family.look
    pages = set_pages(made.blocks, look, measurer(look.latin))
    return write_pdf(pages, look, made.title, made.year.year)


def scanned(made: Composition) -> Made:
    """A scan of the PDF: pictures only, on the same pages."""
    doc = f"{made.stem}-scan"
    habits = scan.ScanHabits.of_seed(made.name, made.seed)
    data = scan.write(_printed(made), made.title, made.year.year, habits, doc)
    return Made({f"{doc}.pdf": data}, [truth_of(made, doc, Places(paged=True), note="scan")])


def fixed_layout(made: Composition) -> Made:
    """An OFD file with the pages of the PDF."""
    look = made.family.look
    measure = measurer(look.latin)
    pages = set_pages(made.blocks, look, measure)
    data = ofd.write(pages, measure, made.title, ofd.OfdHabits.of_seed(made.name, made.seed))
    return Made({f"{made.stem}.ofd": data}, [truth_of(made, made.stem, Places(paged=True), note="ofd")])


def text(made: Composition) -> Made:
    """Plain text, tables by tabs."""
    data, anchors = plain.write_text(made.blocks, plain.TextHabits.of_seed(made.name, made.seed))
    return Made({f"{made.stem}.txt": data}, [truth_of(made, made.stem, Places(anchors=anchors), note="text")])


def markdown(made: Composition) -> Made:
    """Markdown, tables by pipes or in HTML."""
    data, anchors = plain.write_markdown(made.blocks, plain.MarkdownHabits.of_seed(made.name, made.seed))
    truth = truth_of(made, made.stem, Places(anchors=anchors), note="markdown")
    return Made({f"{made.stem}.md": data}, [truth])


def docx(made: Composition) -> Made:
    """A Word file."""
    data, anchors = _word(made, attachment="")
    return Made(
        {f"{made.stem}.docx": data}, [truth_of(made, made.stem, Places(anchors=anchors), note="docx")]
    )


def _word(made: Composition, attachment: str) -> tuple[bytes, dict[int, str]]:
    blocks = made.narrative_blocks(attachment) if attachment else made.blocks
    habits = WordHabits.of_seed(made.name, made.seed)
    return word.write(blocks, made.title, made.year.year, habits)


def html(made: Composition) -> Made:
    """The article page of a government site, tables and all."""
    habits = web.WebHabits.of_seed(made.name, made.seed)
    data, anchors = web.write(made.blocks, made.title, made.year, habits, [])
    return Made(
        {f"{made.stem}.html": data}, [truth_of(made, made.stem, Places(anchors=anchors), note="html")]
    )


def workbook(made: Composition) -> Made:
    """The tables as a workbook, and the narrative as a Word file beside it, in a folder."""
    tables, text = f"{made.stem}-公开表", f"{made.stem}-情况说明"
    book, truth = _book(made, tables)
    narrative, _ = _word(made, attachment=f"{tables}.xlsx")
    return Made(
        {f"{made.stem}/{tables}.xlsx": book, f"{made.stem}/{text}.docx": narrative},
        [truth, truth_of(made, text, Places(), ["text"], "docx")],
    )


def article(made: Composition) -> Made:
    """The narrative as an article page, with the tables as an attached workbook."""
    tables, text = f"{made.stem}-公开表", f"{made.stem}-正文"
    book, truth = _book(made, tables)
    habits = web.WebHabits.of_seed(made.name, made.seed)
    year, kind = made.year, "预算" if made.year.report_kind == "budget" else "决算"
    name = f"{year.issuer}{year.year}年{year.kind}{kind}公开表.xlsx"
    attachment = web.LinkedFile(f"./files/{tables}.xlsx", name)
    page, _ = web.write(made.narrative_blocks(attachment.name), made.title, made.year, habits, [attachment])
    return Made(
        {f"{made.stem}/{text}.html": page, f"{made.stem}/files/{tables}.xlsx": book},
        [truth, truth_of(made, text, Places(), ["text"], "html")],
    )


def _book(made: Composition, doc: str) -> tuple[bytes, Truth]:
    habits = spreadsheet.BookHabits.of_seed(made.name, made.seed)
    if habits.stored == "yuan":
        spreadsheet.restate(made.tables)
    data, anchors = spreadsheet.write(made.tables, made.title, made.year.year, habits)
    return data, truth_of(made, doc, Places(anchors=anchors), ["tables"], "xlsx")


FORMATS: dict[str, Callable[[Composition], Made]] = {
    "pdf": pdf,
    "docx": docx,
    "html": html,
    "xlsx": workbook,
    "article": article,
    "scan": scanned,
    "ofd": fixed_layout,
    "text": text,
    "markdown": markdown,
}
"""``xlsx`` has the narrative in a Word file beside it, ``article`` the workbook attached to a page."""


def make(made: Composition, form: str) -> Made:
    """The disclosure in a format. Raises :class:`NoSuchFormat`."""
    if form not in FORMATS:
        raise NoSuchFormat(f"no format {form!r}; there are {', '.join(FORMATS)}")
    return FORMATS[form](made)
