"""What every format is read into before its meaning is looked for: text and tables in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.document import Attachment, Publication, TextLine
from extractors.paragraphs import Paragraph
from extractors.placement import Placement
from extractors.tables.sheet import Sheet
from extractors.tables.stacked import unstacked
from records.phrases import Phrases

WORDS = Phrases("extractors")

LONGEST_HEAD = 20
"""Characters of a line that only says what stands below it."""


@dataclass(slots=True)
class Flow:
    """A document as a sequence of text (outside of tables) and tables, in reading order.

    Text comes as rows of lines where a page shows only lines, and as whole paragraphs where the
    file says where they begin and end.
    """

    blocks: list[list[TextLine] | Paragraph | Sheet] = field(default_factory=list)

    def unstack(self) -> None:
        """Put the tables of a grid that holds several below each other in its place."""
        self.blocks = [
            part
            for block in self.blocks
            for part in (unstacked(block) if isinstance(block, Sheet) else (block,))
        ]

    @property
    def sheets(self) -> list[Sheet]:
        return [block for block in self.blocks if isinstance(block, Sheet)]

    def follow_on(self) -> list[bool]:
        """For each of :attr:`sheets` whether another stands right before it, without text between them
        that says more than 绩效指标完成情况：.
        """
        told = [block for block in self.blocks if isinstance(block, Sheet) or not _heads_indicators(block)]
        before = [None, *told]
        return [
            isinstance(above, Sheet)
            for above, block in zip(before, told, strict=False)
            if isinstance(block, Sheet)
        ]


def _heads_indicators(block: list[TextLine] | Paragraph) -> bool:
    """Whether a text only says that the indicators of a form follow."""
    lines = [block] if isinstance(block, Paragraph) else block
    text = "".join(line.text for line in lines)
    return len(text) <= LONGEST_HEAD and WORDS.heads_indicators.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something noticed in reading; it becomes a diagnostic of the document."""

    stage: str
    severity: str
    code: str
    message: str
    page: int | None = None


@dataclass(slots=True)
class Content:
    """What a reader makes of a file's bytes.

    ``pages`` is ``None`` for a format without pages. ``cover`` are lines that stand for the cover
    where the file holds them apart from its text (a web page's ArticleTitle). ``placements`` has the
    pages that were laid straight before they were read, and the way back.
    """

    flow: Flow
    pages: int | None = None
    notices: list[Notice] = field(default_factory=list)
    cover: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    publication: Publication | None = None
    placements: dict[int, Placement] = field(default_factory=dict)
