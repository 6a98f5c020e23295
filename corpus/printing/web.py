"""Blocks -> an article page of a government site (HTML), pasted from Word or written in its editor."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template

from corpus.bodies.model import Year
from corpus.printing.pages import Block, Contents, Cover, Heading, SetParagraph, SetTable
from corpus.tables.sheet import Field, MadeSheet, placed


@dataclass(frozen=True, slots=True)
class WebHabits:
    """How a site publishes: its character set, tables for the page's layout (old sites), text pasted from
    Word with a span for each script, title and captions inside the tables."""

    charset: str
    layout_table: bool
    pasted: bool
    title_inside: bool

    @classmethod
    def of_seed(cls, name: str, seed: int) -> WebHabits:
        chance = random.Random(f"{name} {seed} web")
        charset = chance.choice(("utf-8", "utf-8", "gb2312"))
        return cls(charset, *(chance.random() < share for share in (0.3, 0.6, 0.4)))


@dataclass(frozen=True, slots=True)
class LinkedFile:
    """A file that the page links to: its address as the page gives it, and the words of the link."""

    address: str
    name: str


def write(
    blocks: list[Block], title: str, year: Year, habits: WebHabits, attachments: list[LinkedFile]
) -> tuple[bytes, dict[int, str]]:
    """The page, in the character set of the habits, and the anchor of each figure by its identity."""
    article = _Article(habits)
    for block in blocks:
        article.add(block)
    text = _page(title, year, habits, "\n".join(article.parts) + _attached(attachments))
    # What a page calls gb2312 is GB18030: names of people and places need it.
    codec = "gb18030" if habits.charset == "gb2312" else habits.charset
    return text.encode(codec), article.anchors


class _Article:
    """The article's HTML as it grows."""

    def __init__(self, habits: WebHabits) -> None:
        self.habits = habits
        self.parts: list[str] = []
        self.anchors: dict[int, str] = {}
        self.tables = 0

    def add(self, block: Block) -> None:
        match block:
            case Cover() | Contents():
                pass  # the site prints the title itself
            case Heading():
                side = "center" if block.level == 1 else "left"
                self.parts.append(self.paragraph(block.text, "黑体", 16, side, bold=True))
            case SetParagraph():
                self.parts.append(self.paragraph(block.text, "仿宋_GB2312", 16, "justify"))
            case SetTable():
                self.table(block.sheet)

    def paragraph(self, text: str, face: str, size: int, side: str, bold: bool = False) -> str:
        indent = "" if side == "center" else "text-indent:2em;"
        if not self.habits.pasted:
            inner = f"<strong>{escape(text)}</strong>" if bold else escape(text)
            return f'<p style="{indent}text-align:{side};">{inner}</p>'
        style = f"font-family:{face};font-size:{size}.0pt;mso-hansi-font-family:{face}"
        inner = "".join(self.spans(text, style, bold))
        return (
            f'<p class="MsoNormal" style="{indent}text-align:{side};line-height:28.0pt;mso-pagination:'
            f'widow-orphan">{inner}<span lang="EN-US" style="{style}"><o:p></o:p></span></p>'
        )

    def spans(self, text: str, style: str, bold: bool) -> Iterator[str]:
        """A text as Word saves it for the web: each script in a span of its own."""
        for latin, chars in groupby(text, key=str.isascii):
            run = escape("".join(chars)).replace("\n", "<br>")
            lang = ' lang="EN-US"' if latin else ""
            shown = f'<span{lang} style="{style}">{run}</span>'
            yield f"<b>{shown}</b>" if bold else shown

    def table(self, sheet: MadeSheet) -> None:
        self.tables += 1
        rows = sheet.header + sheet.body
        above = self._captions(sheet)
        xml = [
            '<table border="1" cellspacing="0" cellpadding="0" width="100%" style="border-collapse:collapse;'
            'border:none">' if self.habits.pasted else '<table class="table" border="1" width="100%">'
        ]  # fmt: skip
        if self.habits.title_inside:
            xml += [f'<tr><td colspan="{len(sheet.widths)}" style="border:none">{a}</td></tr>' for a in above]
        else:
            self.parts += above
        lead = len(above) if self.habits.title_inside else 0
        last = -1
        for row, column, cell in placed(rows):
            if cell.figure:
                self.anchors[id(cell.figure)] = f"table[{self.tables}]/r{lead + row + 1}c{column + 1}"
            while last < row:
                xml.append("</tr>" * (last >= 0) + "<tr>")
                last += 1
            xml.append(self.cell(cell))
        xml.append("</tr>" + "<tr></tr>" * (len(rows) - 1 - last) + "</table>")
        self.parts.append("".join(xml))
        self.parts += [self.paragraph(note, "宋体", 9, "left") for note in sheet.notes]

    def _captions(self, sheet: MadeSheet) -> list[str]:
        lines = [self.paragraph(sheet.title.replace("\n", ""), "宋体", 16, "center", True)]
        gap = "\u3000" * 4
        lines += [self.paragraph(gap.join(filter(None, line)), "宋体", 9, "left") for line in sheet.caption]
        return lines if sheet.title else lines[1:]

    def cell(self, cell: Field) -> str:
        spans = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        spans += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        if not self.habits.pasted:
            inner = escape(cell.text).replace("\n", "<br>") or "&nbsp;"
            return f'<td{spans} align="{cell.align}">{inner}</td>'
        style = "font-family:宋体;font-size:9.0pt"
        inner = "".join(self.spans(cell.text, style, cell.bold)) or "&nbsp;"
        return (
            f'<td{spans} style="border:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt" valign="center">'
            f'<p class="MsoNormal" align="{cell.align}">{inner}</p></td>'
        )


def _attached(attachments: list[LinkedFile]) -> str:
    if not attachments:
        return ""
    links = "".join(
        f'<p><a href="{escape(a.address, quote=True)}" target="_blank">{escape(a.name)}</a></p>'
        for a in attachments
    )
    return f'\n<div class="fujian"><p><b>附件：</b></p>{links}</div>'


LAYOUTS = {
    False: ('<div class="main">', '<div class="content">', "</div></div>"),
    True: (
        '<table width="1000" border="0" align="center" cellpadding="0"><tr><td width="220" valign="top">',
        '</td><td width="780" valign="top">',
        "</td></tr></table>",
    ),
}
"""What stands before, between and after menu and article, without and with a table for the layout."""


@cache
def _template() -> Template:
    return Template(Path(__file__).with_name("article.html").read_text("utf-8"))


def _page(title: str, year: Year, habits: WebHabits, article: str) -> str:
    """The whole page: head, menu, article, footer."""
    budget = year.report_kind == "budget"
    others = "".join(
        f'<li><a href="./{year.year - n}/{2270 + n}.html">'
        f"{escape(title.replace(str(year.year), str(year.year - n)))}</a></li>"
        for n in (1, 2)
    )
    before, between, after = LAYOUTS[habits.layout_table]
    return _template().substitute(
        charset=habits.charset,
        title=escape(title),
        city=escape(year.place),
        issuer=escape(year.issuer),
        kind="部门预算" if budget else "部门决算",
        published=f"{year.year}-02-28 09:30" if budget else f"{year.year + 1}-09-20 15:12",
        others=others,
        before=before,
        between=between,
        after=after,
        article=article,
    )
