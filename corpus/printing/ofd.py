"""Pages -> OFD (GB/T 33190), as office programs of several makers write it."""

from __future__ import annotations

import random
import zipfile
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from xml.sax.saxutils import escape

from corpus.printing.look import Box, Measure, SamplePage, Stroke, Text

MILLIMETRES = 25.4 / 72
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MADE = (2025, 1, 1, 0, 0, 0)
FONTS = {1: "宋体", 2: "Times New Roman"}


@dataclass(frozen=True, slots=True)
class OfdHabits:
    """How a producer writes: a text object for each character, sizes in the matrix, steps counted
    (``g 3 4.2``), rulings as thin fills, texts at the foot of all pages in a template."""

    single: bool = False
    scaled: bool = False
    counted: bool = False
    filled_rules: bool = False
    template: bool = False

    @classmethod
    def of_seed(cls, name: str, seed: int) -> OfdHabits:
        chance = random.Random(f"{name} {seed} ofd")
        return cls(*(chance.random() < share for share in (0.2, 0.3, 0.5, 0.3, 0.4)))


def write(pages: list[SamplePage], measure: Measure, title: str, habits: OfdHabits) -> bytes:
    """The pages as an OFD package, the same to the byte for the same pages."""
    parts = {
        "OFD.xml": f'<ofd:OFD {NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:DocID>{0:032x}</ofd:DocID><ofd:Title>{escape(title)}</ofd:Title></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:Fonts>'
        + "".join(f'<ofd:Font ID="{n}" FontName="{name}" FamilyName="{name}"/>' for n, name in FONTS.items())
        + '</ofd:Fonts><ofd:DrawParams><ofd:DrawParam ID="9" LineWidth="0.18">'
        '<ofd:StrokeColor Value="0 0 0"/></ofd:DrawParam></ofd:DrawParams></ofd:Res>',
    }
    shared = _shared(pages) if habits.template else []
    template = ""
    if shared:
        parts["Doc_0/Tpls/Tpl_0/Content.xml"] = _page(pages[0], list(shared), measure, habits, False)
        template = '<ofd:TemplatePage ID="90" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
    listed = []
    for number, page in enumerate(pages):
        name = f"Pages/Page_{number}/Content.xml"
        marks = [mark for mark in page.marks if mark not in shared]
        parts[f"Doc_0/{name}"] = _page(page, marks, measure, habits, bool(shared))
        listed.append(f'<ofd:Page ID="{100 + number}" BaseLoc="{name}"/>')
    parts["Doc_0/Document.xml"] = (
        f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>999999</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>{_numbers(0, 0, pages[0].width, pages[0].height)}</ofd:PhysicalBox>"
        f"</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{template}</ofd:CommonData>"
        f"<ofd:Pages>{''.join(listed)}</ofd:Pages></ofd:Document>"
    )
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(zipfile.ZipInfo(name, MADE), HEAD + xml, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _shared(pages: list[SamplePage]) -> list[Text]:
    """The texts that all pages have at the same place."""
    first, *others = ([mark for mark in page.marks if isinstance(mark, Text)] for page in pages)
    return [mark for mark in first if others and all(mark in texts for texts in others)]


def _page(
    page: SamplePage, marks: list[Text | Stroke | Box], measure: Measure, habits: OfdHabits, template: bool
) -> str:
    below = [mark for mark in marks if isinstance(mark, Box) and mark.fill is not None]
    above = [mark for mark in marks if not (isinstance(mark, Box) and mark.fill is not None)]
    objects = []
    for mark in below + above:
        if isinstance(mark, Text):
            objects += _text(mark, measure, habits)
        else:
            objects.append(_path(mark, habits))
    numbered = (item.replace(" ", f' ID="{1000 + n}" ', 1) for n, item in enumerate(objects))
    size = _numbers(0, 0, page.width, page.height)
    return (
        f"<ofd:Page {NAMESPACE}>"
        + ('<ofd:Template TemplateID="90" ZOrder="Background"/>' if template else "")
        + f"<ofd:Area><ofd:PhysicalBox>{size}</ofd:PhysicalBox></ofd:Area>"
        + f'<ofd:Content><ofd:Layer ID="2" DrawParam="9">{"".join(numbered)}</ofd:Layer></ofd:Content>'
        + "</ofd:Page>"
    )


def _numbers(*lengths: float) -> str:
    """Points as millimetres."""
    return " ".join(f"{length * MILLIMETRES:.4f}".rstrip("0").rstrip(".") for length in lengths)


def _text(mark: Text, measure: Measure, habits: OfdHabits) -> list[str]:
    """The objects of a text; each has its boundary at the top of its characters."""
    runs: list[tuple[float, str]] = []
    if habits.single:
        x = mark.x
        for char in mark.text:
            runs.append((x, char))
            x += measure(char, mark.size)
    else:
        runs.append((mark.x, mark.text))
    return [_text_object(x, text, mark, measure, habits) for x, text in runs if text.strip()]


def _text_object(x: float, text: str, mark: Text, measure: Measure, habits: OfdHabits) -> str:
    widths = [measure(char, mark.size) for char in text]
    scale = mark.size if habits.scaled else 1.0
    boundary = _numbers(x, mark.y - mark.size, sum(widths), 1.2 * mark.size)
    steps = [_numbers(width / scale) for width in widths[:-1]]
    delta = f' DeltaX="{_steps(steps, habits.counted)}"' if steps else ""
    matrix = f' CTM="{scale:g} 0 0 {scale:g} 0 0"' if habits.scaled else ""
    weight = ' Weight="700"' if mark.bold else ""
    font = 2 if text.isascii() else 1
    size = _numbers(mark.size / scale)
    return (
        f'<ofd:TextObject Boundary="{boundary}" Font="{font}" Size="{size}"{matrix}{weight}>'
        f'<ofd:TextCode X="0" Y="{size}"{delta}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def _steps(steps: list[str], counted: bool) -> str:
    if not counted:
        return " ".join(steps)
    found = []
    for step, same in groupby(steps):
        count = len(list(same))
        found.append(f"g {count} {step}" if count > 1 else step)
    return " ".join(found)


def _path(mark: Stroke | Box, habits: OfdHabits) -> str:
    """A ruling or a box; its path counts from the corner of its boundary."""
    x0, x1 = sorted((mark.x0, mark.x1))
    y0, y1 = sorted((mark.y0, mark.y1))
    width = mark.width
    fill = mark.fill if isinstance(mark, Box) else None
    if isinstance(mark, Stroke) and habits.filled_rules:
        half = width / 2
        x0, y0, x1, y1 = (x0, y0 - half, x1, y1 + half) if y0 == y1 else (x0 - half, y0, x1 + half, y1)
        fill = 0.0
    boundary = _numbers(x0, y0, max(x1 - x0, width), max(y1 - y0, width))
    if fill is not None or isinstance(mark, Box):
        corners = [(0.0, 0.0), (x1 - x0, 0.0), (x1 - x0, y1 - y0), (0.0, y1 - y0)]
        data = "M " + " L ".join(_numbers(*corner) for corner in corners) + " C"
    else:
        data = f"M {_numbers(mark.x0 - x0, mark.y0 - y0)} L {_numbers(mark.x1 - x0, mark.y1 - y0)}"
    if fill is not None:
        level = round(255 * fill)
        look = f' Stroke="false" Fill="true"><ofd:FillColor Value="{level} {level} {level}"/>'
    else:
        look = f' LineWidth="{_numbers(width)}">'
    path = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject Boundary="{boundary}"{look}{path}</ofd:PathObject>'
