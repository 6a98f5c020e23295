"""The rows of a table from lines whose cells are parted by tabs or pipes.

Programs drop empty fields at the end of a line, break a line within a cell, cut a row at the end
of a page, or strip the blanks at both ends of a line: a row is made whole again by the other rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.errors import TooLarge
from extractors.numbers import is_plain_number, parse_figure
from extractors.tables.headers import ACCOUNT_CODE, CODE_AND_NAME, CODE_PART
from extractors.tables.words import FORM_WORDS, is_word, names_total
from extractors.text.lines import Break
from records.list_numbers import ITEMS
from records.phrases import Phrases

WORDS = Phrases("extractors")

PIPE = re.compile(r"(?<!\\)[|｜│┃]")
DELIMITER = re.compile(r"[|:\- ]*-[|:\- ]*")
BORDER = re.compile(r"[+├┼┤┌┬┐└┴┘┏┳┓┗┻┛┣╋┫─━=\-| ]+")
PLACEHOLDER = re.compile(r"^Col\d+$")
"""What a converter writes as the head of a column that has none."""
BROKEN_CODE = re.compile(r"(?=(?:\d *){12,24}$|[23](?: *\d){6}$)\d{3,}(?: \d+)+")
"""A code whose digits a narrow column has broken: of a project, or of an account."""
USUAL = 0.6
"""So large a share of a table's lines with one number of fields have all of them."""
LONGEST_PART = 60
"""Characters of a line that is only a part of a cell, or a row with one cell."""
MOST_FIELDS = 1000
"""Fields of a row; no form has so many, a hostile file may."""
MOST_PLACES = 300_000
"""Rows times fields of one table; the largest real ones have some 20,000."""
MOST_LOOKED_AT = 60
"""Rows at the top of a table that tell what it is."""
MOST_MISSING = 40
"""Fields that may be missing at both ends of a line."""
MOST_KEYS = 4
"""Rows of a form within which it says what it is about."""


@dataclass(slots=True)
class Row:
    """The fields of a row; ``line`` is the number of its first line, ``after`` the break before it.

    ``alone``: it has one text only, by what stands around it.
    """

    line: int
    fields: list[str]
    after: Break | None = None
    alone: bool = False

    @property
    def filled(self) -> list[str]:
        return [text for text in self.fields if text]


@dataclass(slots=True)
class LineRegion:
    """Lines of one kind that follow each other with nothing but breaks between.

    ``rules`` are the lines that part a Markdown table's head from its body, ``borders`` those that part
    the rows of a table drawn with characters.
    """

    rows: list[Row] = field(default_factory=list)
    rules: list[int] = field(default_factory=list)
    borders: list[int] = field(default_factory=list)


def is_tabbed(text: str) -> bool:
    """Whether tabs part a line into fields; a tab before a text only sets it in."""
    return (
        "\t" in text.strip("\t ")
        or text.startswith("\t")
        and text.rstrip(" ").endswith("\t")
        or (text.count("\t") > 1 and bool(text.strip()))
    )


def is_piped(text: str) -> bool:
    """Whether pipes part a line into fields, or it is the rule of such a table."""
    text = text.strip()
    if text[:1] in "|｜│┃" and text[:1]:
        return True
    return is_border(text) or len(PIPE.findall(text)) >= 2


def is_border(text: str) -> bool:
    """Whether a line only rules a table of characters (``+-----+-----+``, ``|---|---|``)."""
    text = text.strip()
    if not any(char in text for char in "-=─━") or not (BORDER.fullmatch(text) or DELIMITER.fullmatch(text)):
        return False
    return "|" in text or text.count("+") >= 2 or any(char in text for char in "├┼┤┌┬└┴┏┳┗┻┣╋")


def fields_of(text: str, piped: bool) -> list[str]:
    """The fields of a line, without blanks at their ends.

    Raises :class:`~extractors.errors.TooLarge` for a line of more columns than any page has.
    """
    if piped:
        text = text.strip()
        start = 1 if PIPE.match(text) else 0
        parts = PIPE.split(text[start:])
        if len(parts) > 1 and not parts[-1].strip():
            parts.pop()
        parts = ["" if PLACEHOLDER.match(part.strip()) else part.strip() for part in parts]
        parts = [part.replace("\\|", "|") for part in parts]
    else:
        parts = [part.strip(" \u3000\r") for part in text.split("\t")]
    parts = [part.replace(" ", "") if BROKEN_CODE.fullmatch(part) else part for part in parts]
    if len(parts) > MOST_FIELDS:
        raise TooLarge(f"a table of {len(parts):,} columns")
    return parts


def begins_body(fields: Sequence[str]) -> bool:
    """Whether a row is one of figures or of accounts, not of heads."""
    for position, text in enumerate(fields):
        if not text:
            continue
        if ACCOUNT_CODE.match(text) or CODE_PART.match(text) or CODE_AND_NAME.match(text):
            return True
        if position and is_plain_number(text) or "." in text and is_plain_number(text):
            return True
        if ITEMS.match(text) or names_total(text):
            return True
    return False


def begins_header(fields: Sequence[str]) -> bool:
    """Whether a row is the first of a header: heads of codes and labels, and nothing of a body."""
    heads = (text.replace("\n", "").replace(" ", "") for text in fields if text)
    return not begins_body(fields) and any(
        is_word(text, "row_head") and not names_total(text) for text in heads
    )


def is_caption(texts: Sequence[str]) -> bool:
    """Whether a row is what stands above a table: a title, a form's number, body and unit."""
    if not texts or len(texts) > 4:
        return False
    if len(texts) == 1 and WORDS.table_title.search(texts[0]) and len(texts[0]) > 4:
        return True
    fields = [
        text
        for text in texts
        if WORDS.money_unit.search(text) or WORDS.issuer.search(text) or WORDS.form_code.search(text)
    ]
    return bool(fields) and all(
        text in fields
        or WORDS.table_title.search(text)
        or WORDS.year_alone.match(text)
        or WORDS.year_cut.match(text)
        for text in texts
    )


def is_aside(text: str) -> bool:
    """Whether a line below a row is none of the table's: a note, a title, a caption, a sentence."""
    text = text.strip()
    return (
        len(text) > LONGEST_PART or text.endswith("。") or bool(WORDS.note.match(text)) or is_caption([text])
    )


def width_of(rows: Sequence[Row]) -> int:
    """How many fields a whole row has."""
    counts = Counter(len(row.fields) for row in rows)
    width, times = max(counts.items(), key=lambda item: (item[1], item[0]))
    return width if times >= USUAL * len(rows) else max(counts)


def begins_form(rows: Sequence[Row]) -> bool:
    """Whether rows are the first of a performance form: what it is about, with the key before it."""
    return any(
        len(row.filled) > 1 and is_word(row.filled[0].strip(":： "), "form_key", FORM_WORDS)
        for row in rows[:MOST_KEYS]
    )


def heads_band(texts: Sequence[str]) -> bool:
    """Whether the texts of a row are the heads of a band of a performance form."""
    filled = [text.replace("\n", "") for text in texts if text]
    heads = sum(is_word(text, "form_head", FORM_WORDS) for text in filled)
    return len(filled) > 1 and heads >= USUAL * len(filled)


def looks_like_form(rows: Sequence[Row]) -> bool:
    """Whether rows are those of a performance form: heads of its bands, below its keys."""
    heads = [index for index, row in enumerate(rows) if heads_band(row.fields)]
    return bool(heads) and (heads[0] > 1 or any(after - before > 1 for before, after in pairwise(heads)))


def is_askew(rows: Sequence[Row]) -> bool:
    """Whether heads of a table whose lines were stripped at both ends may stand over any columns.

    Only a head of codes or labels says that its row begins at the left.
    """
    width = max(len(row.fields) for row in rows)
    for row in rows[1:]:
        first = next(iter(row.filled), "").replace("\n", "")
        if begins_body([text for text in row.fields if not names_total(text)]):
            break
        named = any(is_word(first, kind) for kind in ("row_head", "column_number"))
        if first and len(row.fields) < width and not named:
            return True
    return False


def levelled(rows: list[Row], both_ends: bool) -> list[list[str]]:
    """The fields of all rows, each row as long as the longest.

    ``both_ends``: blanks were stripped at both ends of a line, so that a short row may begin anywhere;
    it is put where its fields are of the kind of the others in their columns. Raises
    :class:`~extractors.errors.TooLarge` for a table beyond all measure.
    """
    width = max(len(row.fields) for row in rows)
    if width * len(rows) > MOST_PLACES:
        raise TooLarge(f"a table of {len(rows):,} rows and {width:,} columns")
    kinds = (
        (
            [
                {_kind(text) for text in column if text}
                for column in zip(*([row.fields for row in rows if len(row.fields) == width]), strict=True)
            ]
        )
        if both_ends
        else None
    )
    result = []
    for row in rows:
        missing = width - len(row.fields)
        start = 0
        if kinds and 0 < missing <= MOST_MISSING and len(row.filled) > 1:
            start = max(
                range(missing + 1),
                key=lambda at: (sum(_kind(t) in kinds[at + i] for i, t in enumerate(row.fields) if t), -at),
            )
        result.append([""] * start + row.fields + [""] * (missing - start))
    return result


def _kind(text: str) -> str:
    if CODE_PART.match(text):
        return "count"
    return "figure" if parse_figure(text) is not None else "enumerated" if ITEMS.match(text) else "word"
