"""Hostile files of the formats that :mod:`tests.support.hostile_set` leaves aside.

OFD, text and Markdown, archives, and those that LibreOffice reads (DOC, ODT, RTF, XLS).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from corpus.printing import ofd
from corpus.printing.look import SamplePage, Stroke, Text
from corpus.printing.pdf import measurer
from tests.support.hostile_set import (
    ROWS,
    SENTENCES,
    WORDS,
    HostileFile,
    cut,
    garbled,
    packed,
    unpacked,
    without,
)

CUTS = (0.1, 0.35, 0.6, 0.85, 0.97)
GARBLED = (1, 3, 10, 40)
OF_PAGE = frozenset({*(one[:4] for one in SENTENCES[6:12]), *(amount for _, amount in ROWS[6:12])})
"""The words of the second page."""
HIDING = ("far-away",)
"""What puts the text of the second page where nobody sees it."""
NAMES = (
    "../../etc/决算.txt",
    "/决算.txt",
    "C:\\决算.txt",
    "a/./b/../决算.txt",
    "决算\0.txt",
    "x" * 300 + ".txt",
)


def ofd_file() -> bytes:
    """Four pages of sentences and ruled rows."""
    pages = []
    for start in range(0, len(SENTENCES), 6):
        page = SamplePage(595.0, 842.0)
        for i, sentence in enumerate(SENTENCES[start : start + 6]):
            page.marks.append(Text(72, 120 + 22 * i, sentence, 10))
        for i, (label, amount) in enumerate([("项目", "决算数"), *ROWS[start : start + 6]]):
            y = 300 + 20 * i
            page.marks += [Stroke(72, y + d, 472, y + d, 0.5) for d in (0, 20)]
            page.marks += [Stroke(x, y, x, y + 20, 0.5) for x in (72, 272, 472)]
            page.marks += [Text(76, y + 14, label, 10), Text(400, y + 14, amount, 10)]
        pages.append(page)
    return ofd.write(pages, measurer("cjk"), "决算", ofd.OfdHabits(counted=True))


def text_file(separator: str = "\t") -> str:
    """The sentences and the rows as text."""
    rows = "\n".join(separator.join(row) for row in [("项目", "决算数"), *ROWS])
    return "2024年度部门决算\n\n" + "\n\n".join(SENTENCES) + f"\n\n收入决算表\n\n单位：万元\n\n{rows}\n"


def markdown_file() -> str:
    """The sentences below headings, the rows by pipes."""
    rows = "\n".join(f"|{label}|{amount}|" for label, amount in ROWS)
    text = "\n\n".join(f"## 第{n}节\n\n{one}" for n, one in enumerate(SENTENCES, 1))
    return f"# 2024年度部门决算\n\n{text}\n\n## 收入决算表\n\n|项目|决算数|\n|---|---|\n{rows}\n"


def html_rows(opening: str = "<td>") -> str:
    """The rows as an HTML table within Markdown, each cell with an opening tag."""
    return "".join(f"<tr>{opening}{label}</td><td>{amount}</td></tr>" for label, amount in ROWS)


def ofd_files() -> Iterator[HostileFile]:
    """OFD packages that are cut, garbled, without parts, or lie about their parts."""
    data, rng = ofd_file(), random.Random("ofd")
    yield HostileFile("whole.ofd", data)
    yield HostileFile("padded.ofd", data + b"\n" * 5_000)
    for share in CUTS:
        yield HostileFile(f"cut-{share}.ofd", cut(data, share))
    for number, count in enumerate(GARBLED):
        yield HostileFile(f"garbled-{number}.ofd", garbled(data, rng, count))
    for length in (1, 50, 700):
        yield HostileFile(f"without-{length}.ofd", without(data, rng, length))
    parts = unpacked(data)
    for name in sorted(parts):
        yield HostileFile(
            f"no-{name.replace('/', '-')}.ofd", packed({n: d for n, d in parts.items() if n != name})
        )
        yield HostileFile(f"cut-{name.replace('/', '-')}.ofd", packed(parts | {name: cut(parts[name], 0.6)}))
    page, document = "Doc_0/Pages/Page_1/Content.xml", "Doc_0/Document.xml"
    lies: dict[str, tuple[str, bytes, bytes]] = {
        "page-elsewhere": (document, b"Page_1/", b"Page_9/"),
        "page-above": (document, b"Pages/Page_1/", b"../../../Pages/Page_1/"),
        "page-twice": (document, b"Page_2/", b"Page_1/"),
        "steps-without-end": (page, rb'DeltaX="[^"]*"', b'DeltaX="g 999999999 1"'),
        "steps-no-numbers": (page, rb'DeltaX="[^"]*"', b'DeltaX="NaN x"'),
        "no-place": (page, rb'Boundary="[^"]*"', b'Boundary="0 0 0 0"'),
        "far-away": (page, rb'Boundary="[^"]*"', b'Boundary="99999 99999 10 10"'),
        "entity": (page, rb"<ofd:Page ", b'<!DOCTYPE x [<!ENTITY a "b">]><ofd:Page '),
        "size": (page, rb' Size="[^"]*"', b' Size="-1e308"'),
    }
    for name, (part, old, new) in lies.items():
        changed = re.sub(old, new, parts[part])
        shown = WORDS - OF_PAGE if name in HIDING else WORDS
        yield HostileFile(f"{name}.ofd", packed(parts | {part: changed}), shown)


def text_files() -> Iterator[HostileFile]:
    """Texts in other encodings, with strange marks in them, and Markdown that is not closed or lies."""
    text, markdown = text_file(), markdown_file()
    for name, whole in (("txt", text), ("md", markdown)):
        yield HostileFile(f"whole.{name}", whole.encode())
        yield HostileFile(f"padded.{name}", whole.encode() + b"\n" * 50_000)
        yield HostileFile(f"twice.{name}", (whole + "\n" + whole).encode())
        for charset in ("gb18030", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
            yield HostileFile(f"in-{charset}.{name}", whole.encode(charset))
        for mark, told in (("\r\n", "crlf"), ("\r", "cr"), ("\u2028", "separator"), ("\n\n\n\n", "spread")):
            yield HostileFile(f"lines-{told}.{name}", whole.replace("\n", mark).encode())
        yield HostileFile(f"nul.{name}", whole.replace("。", "。\0").encode())
        yield HostileFile(f"controls.{name}", whole.replace("。", "。\x1b[31m\x07\u202e").encode())
        yield HostileFile(f"pages.{name}", whole.replace("标记07", "\f\n- 3 -\n标记07").encode())
        yield HostileFile(f"wide.{name}", (whole + "\n第二部分\n\n" + "，" * 200_000).encode())
    for separator, told in ((" \t ", "blanks"), ("\u3000\t", "wide-blanks"), ("\t\t", "empty")):
        yield HostileFile(f"parted-{told}.txt", text_file(separator).encode())
    yield HostileFile("quoted.txt", text.replace("项目0", '"项目\n0').replace("\t20", '"\t20').encode())
    yield HostileFile("fence.md", markdown.replace("# 2024", "```\n# 2024").encode())
    yield HostileFile("comment.md", markdown.replace("## 第9节", "<!-- 第9节").encode())
    yield HostileFile("deep.md", (">" * 3_000 + "\n" + markdown).encode())
    yield HostileFile("bullets.md", re.sub("(?m)^标记", "- - - * 标记", markdown).encode())
    yield HostileFile("emphasis.md", markdown.replace("支出", "**支出").encode())
    yield HostileFile("escapes.md", re.sub(r"(\d)\.(\d)", r"\1\\.\2", markdown).encode())
    head = "# 2024年度部门决算\n\n" + "\n\n".join(SENTENCES) + "\n\n收入决算表\n\n"
    tables = {
        "html": f"<table><tr><td>项目</td><td>决算数</td></tr>{html_rows()}</table>\n",
        "not-closed": f"<table><tr><td>项目</td><td>决算数</td></tr>{html_rows()}\n",
        "nested": "<table><tr><td>" * 200 + f"<table>{html_rows()}</table>" + "</td></tr></table>" * 200,
        "spans": f"<table>{html_rows('<td rowspan=99999 colspan=0>')}</table>",
        "digits": f"<table>{html_rows('<td colspan=' + '9' * 5_000 + '>')}</table>",
        "caption": f"<table><caption>收入决算表</caption><tbody>{html_rows()}</tbody></table>",
        "no-cells": "<table>" + html_rows().replace("<td>", "").replace("</td>", " ") + "</table>",
    }
    for name, table in tables.items():
        yield HostileFile(f"table-{name}.md", (head + table).encode())


def archives() -> Iterator[HostileFile]:
    """Archives of one text file each time, and what is done to them."""
    member = text_file().encode()
    data, rng = (
        packed({"公开/决算.txt": member, "公开/说明.md": markdown_file().encode()}),
        random.Random("zip"),
    )
    yield HostileFile("whole.zip", data)
    yield HostileFile("padded.zip", data + b"\0" * 3_000)
    yield HostileFile("before.zip", b"MZ" + b"\0" * 3_000 + data)
    yield HostileFile("nested.zip", packed({"a.zip": data}))
    yield HostileFile("deep.zip", packed({"c.zip": packed({"b.zip": packed({"a.zip": data})})}))
    for name in NAMES:
        yield HostileFile(f"name-{len(name)}.zip", packed({name: member}))
    for share in CUTS:
        yield HostileFile(f"cut-{share}.zip", cut(data, share))
    for number, count in enumerate(GARBLED):
        yield HostileFile(f"garbled-{number}.zip", garbled(data, rng, count))
    for length in (1, 50, 700):
        yield HostileFile(f"without-{length}.zip", without(data, rng, length))


RTF = r"{\rtf1\ansi\ansicpg936\uc1 "


def rtf_file() -> bytes:
    """The sentences and rows as RTF."""

    def coded(text: str) -> str:
        return "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text)

    rows = "".join(
        rf"\trowd\cellx3000\cellx6000\intbl {coded(label)}\cell {coded(amount)}\cell\row "
        for label, amount in [("项目", "决算数"), *ROWS]
    )
    text = "".join(rf"\pard {coded(one)}\par " for one in SENTENCES)
    return (RTF + text + rows + r"\pard \par}").encode()


def for_libreoffice(whole: bytes, ending: str) -> Iterator[HostileFile]:
    """A few of what may befall a file that LibreOffice reads: each costs seconds."""
    rng = random.Random(ending)
    yield HostileFile(f"whole.{ending}", whole)
    yield HostileFile(f"cut-0.5.{ending}", cut(whole, 0.5))
    yield HostileFile(f"cut-0.95.{ending}", cut(whole, 0.95))
    if ending != "rtf":  # where a letter that is another one is no damage that anyone could see
        yield HostileFile(f"garbled.{ending}", garbled(whole, rng, 40))


__all__ = ["WORDS", "archives", "for_libreoffice", "ofd_files", "rtf_file", "text_files"]
