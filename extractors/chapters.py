"""The chapters (章节) of a disclosure: the tree of headings with the text below each.

Levels follow the official order of numbering (GB/T 9704): 第X部分, 一、, （一）, 1., (1). The table of
contents is left out; tables belong to the chapter that they stand in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated

from extractors.characters import fold
from extractors.document import Section, SectionText, TextLine
from extractors.flow import Flow
from extractors.paragraphs import LARGE, Measure, Paragraph, measure_text, paragraphs
from extractors.tables.sheet import Sheet
from records.file_tables import SectionRecord
from records.list_numbers import HEADING, LEVELS
from records.phrases import Phrases
from records.rule_files import Rules, rules_beside
from records.vocabularies import word_of

WORDS = Phrases("extractors")

NUMBERINGS = tuple(re.compile(f"(?P<number>{level})[、.．:：]?") for level in LEVELS)
LEADER = re.compile(r"[.．…·\s]*\d{0,3}$")
LONGEST_HEADING = (60, 60, 60, 32, 32)
CONTENTS_REACH = 90
"""Lines behind 目录 that may be its entries."""


@dataclass(slots=True)
class Chapters:
    """Sections in order, the cover's paragraphs, the contents, and the section that each table stands in."""

    sections: list[Section] = field(default_factory=list)
    cover: list[Paragraph] = field(default_factory=list)
    of_table: dict[int, str | None] = field(default_factory=dict)
    untitled: list[Paragraph] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)


class _Kind(Rules):
    kind: Annotated[str, word_of("section_kind")]
    title: re.Pattern[str]


class _Heading(Rules):
    closing: tuple[str, ...]


class _ChapterRules(Rules):
    rule: tuple[_Kind, ...]
    heading: _Heading


_rules = rules_beside(__file__, "chapters.toml", _ChapterRules)


def kind_of(title: str) -> str | None:
    """What a chapter with this title is about, or ``None``."""
    folded = fold(title)
    return next((rule.kind for rule in _rules().rule if rule.title.search(folded)), None)


def heading_level(text: str) -> tuple[int, str, str] | None:
    """Level (1 to 5), number and title, if ``text`` is a numbered heading on its own."""
    for level, pattern in enumerate(NUMBERINGS, 1):
        match = pattern.match(text)
        if not match:
            continue
        title = text[match.end() :].strip()
        bare = title.rstrip("。.:：")
        if len(title) > LONGEST_HEADING[level - 1] or re.search(r"[，。；,;：:]|\d[万亿]?元|%", bare):
            return None
        if title.endswith("。") and not bare.endswith(_rules().heading.closing):
            return None
        if level > 3 and (title.endswith(("：", ":", "。")) or not title):
            return None
        return level, match["number"].rstrip("、.．"), bare
    return None


def read_chapters(flow: Flow, document_id: str) -> Chapters:
    """The chapters of a document from its flow of text rows and tables."""
    chapters = Chapters()
    rows = [
        block.lines if isinstance(block, Paragraph) else block
        for block in flow.blocks
        if not isinstance(block, Sheet)
    ]
    if rows:
        measure = measure_text(rows)
        items = _items(flow, measure)
    else:
        measure, items = Measure(0, 0, 0), list(flow.sheets)
    texts = [item for item in items if isinstance(item, Paragraph)]
    contents = _contents(texts)
    open_sections: list[Section] = []
    begun = False
    for item in items:
        current = open_sections[-1] if open_sections else None
        if isinstance(item, Sheet):
            begun = True
            chapters.of_table[id(item)] = current.record.section_id if current else None
            continue
        if id(item) in contents:
            begun = True
            chapters.contents.append(item.text)
            continue
        text = item.text
        heading = heading_level(text)
        if heading is None and _completes_part(current, item, measure):
            current.record.title = text  # type: ignore[union-attr]
            continue
        if heading is None and _is_title(item, measure):
            if not begun and (item.page or 0) <= 2 and not WORDS.states_something.search(text):
                chapters.cover.append(item)
                continue
            heading = _styled_heading(item) or (1, "", text)
        heading = heading or _styled_heading(item)
        if heading is None:
            begun = begun or len(text) > 60 or WORDS.states_something.search(text) is not None
            if current is None:
                (chapters.untitled if begun else chapters.cover).append(item)
            else:
                _append(current.body, item.lines)
            continue
        begun = True
        level, number, title = heading
        while open_sections and open_sections[-1].record.level >= level:
            open_sections.pop()
        record = SectionRecord(
            document_id=document_id,
            section_id=f"s{len(chapters.sections) + 1}",
            parent_id=open_sections[-1].record.section_id if open_sections else None,
            level=level,
            number=number or None,
            title=title or None,
            page=item.page,
        )
        section = Section(record)
        chapters.sections.append(section)
        open_sections.append(section)
    if chapters.untitled:
        _add_untitled(chapters, document_id)
    for section in chapters.sections:
        section.record.kind = kind_of(section.record.title) if section.record.title else None
        section.record.text = section.body.text
    return chapters


def _add_untitled(chapters: Chapters, document_id: str) -> None:
    """Text before the first heading becomes a section of its own, so that none is lost."""
    first = chapters.untitled[0]
    record = SectionRecord(
        document_id=document_id,
        section_id="s0",
        parent_id=None,
        level=1,
        number=None,
        title=None,
        page=first.page,
    )
    section = Section(record)
    for paragraph in chapters.untitled:
        _append(section.body, paragraph.lines)
    chapters.sections.insert(0, section)


def _completes_part(current: Section | None, item: Paragraph, measure: Measure) -> bool:
    """Whether ``item`` is the title of a 第X部分 that stands alone on the line above."""
    if current is None or current.record.level > 1 or current.record.title or current.body.text:
        return False
    return (item.centred or item.size >= LARGE * measure.size) and len(item.text) <= LONGEST_HEADING[0]


def _append(body: SectionText, lines: list[TextLine]) -> None:
    if body.text:
        body.text += "\n"
    for line in lines:
        body.starts.append(len(body.text))
        body.lines.append(line)
        body.text += line.text


def _items(flow: Flow, measure: Measure) -> list[Paragraph | Sheet]:
    items: list[Paragraph | Sheet] = []
    pending: list[list[TextLine]] = []
    for block in [*flow.blocks, None]:
        if isinstance(block, list):
            pending.append(block)
            continue
        items += paragraphs(pending, measure)
        pending = []
        if isinstance(block, Paragraph) and items and _is_title_over_lines(items[-1], block, measure):
            items[-1] = Paragraph([*items[-1].lines, *block.lines], True, items[-1].level)  # type: ignore[union-attr]
        elif block is not None:
            items.append(block)
    return items


def _styled_heading(item: Paragraph) -> tuple[int, str, str] | None:
    """An unnumbered heading that the file itself marks as one, if it reads like a heading."""
    text = item.text
    if item.level is None or not 2 <= len(text) <= LONGEST_HEADING[0] or WORDS.not_in_heading.search(text):
        return None
    return min(item.level, len(NUMBERINGS)), "", text.rstrip("：:")


def _is_title_over_lines(above: Paragraph | Sheet, item: Paragraph, measure: Measure) -> bool:
    """Whether two paragraphs of a file that tells its paragraphs are one title set on two lines."""
    return (
        isinstance(above, Paragraph)
        and above.centred
        and item.centred
        and abs(above.size - item.size) <= 0.15 * item.size
        and min(above.size, item.size) >= LARGE * measure.size
        and not HEADING.match(item.text)
        and not WORDS.contents.match(fold(item.text))
    )


def _is_title(item: Paragraph, measure: Measure) -> bool:
    return item.centred and item.size >= LARGE * measure.size and 2 <= len(item.text) <= 60


def _key(text: str) -> str:
    return fold(LEADER.sub("", text))


def _contents(texts: list[Paragraph]) -> set[int]:
    """The paragraphs of the table of contents, as ids: from 目录 until its first entry comes again."""
    for start, item in enumerate(texts[:60]):
        if not WORDS.contents.match(fold(item.text)):
            continue
        entries = texts[start + 1 : start + 1 + CONTENTS_REACH]
        if not entries:
            return {id(item)}
        first = _key(entries[0].text)
        for end, entry in enumerate(entries[1:], 1):
            key = _key(entry.text)
            if key and (key == first or len(key) >= 4 and first.startswith(key) and _is_part(entry.text)):
                return {id(entry) for entry in (item, *entries[:end])}
        end = next((i for i, entry in enumerate(entries) if not _looks_listed(entry.text)), len(entries))
        return {id(entry) for entry in (item, *entries[:end])}
    return set()


def _is_part(text: str) -> bool:
    return NUMBERINGS[0].match(text) is not None


def _looks_listed(text: str) -> bool:
    return len(text) <= 60 and (
        heading_level(text) is not None or re.search(r"[.…·]{3,}\s*\d*$", text) is not None
    )
