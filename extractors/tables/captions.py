"""What is printed around a table: title, 公开XX表, 部门/编制单位, 单位 above, 注 below."""

from __future__ import annotations

import re

from extractors.characters import joined, tight
from extractors.document import TextLine
from extractors.tables.sheet import Caption, Sheet, cell_text
from extractors.tables.statements import statement_of_title

UNIT = re.compile(r"(?:金额)?单位\s*[:：]?\s*(?:人民币)?\s*(万元|亿元|千元|百元|元)")
BARE_UNIT = re.compile(r"^[(（]\s*(万元|亿元|千元|元)\s*[)）]$")
FORM_CODE = re.compile(
    r"(?:财|公开|预算|决算|部门|附表|附件|批复)*\s*\d{1,2}(?:[-—]\d+)?\s*表|^(?:表|附表|附件|公开表)\s*[\d一二三四五六七八九十]+(?:[-—]\d+)?\s*[:：]?$"
)
ISSUER = re.compile(
    r"(?:编制|公开|填报|填表|申报|预算|决算|主管)?(?:部门|单位)(?:名称)?(?:[(（](?:公章|盖章|签章|单位|部门)[)）])*\s*[:：]\s*([^\s:：]{3,40})"
)
YEAR = re.compile(r"(20\d\d)\s*年")
TITLE = re.compile(r"表(?:[(（][^)）]*[)）])?$|^附[件表]\s*\d*$|汇总表|明细表|总表|情况表")
YEAR_ALONE = re.compile(r"^[(（]?\s*20\d\d\s*(?:年度?|年)?\s*[)）]?$")
LABELLED = re.compile(r"^[^:：]{1,8}[:：]\s*\S")
NOTE = re.compile(r"^\s*[(（]?(?:备\s*注|注|说\s*明|注释)\s*\d*\s*[:：)）]")
SENTENCE_END = "。；;，,"
REACH = 170.0
"""Points above a table within which its caption stands."""
LONGEST_TITLE = 45
MOST_CAPTION_ROWS = 5


def read_caption(rows: list[list[TextLine]], top: float) -> tuple[Caption, int]:
    """The caption of a table that begins at ``top``, from the rows of text above it.

    Returns the caption and how many of the last ``rows`` belong to it.
    """
    caption = Caption()
    used = 0
    limit = top - REACH
    title_line: TextLine | None = None
    title_parts: list[str] = []
    for row in reversed(rows):
        texts = [tight(line.text) for line in row]
        whole = tight(" ".join(line.text for line in row))
        if row[0].y1 < limit:
            break
        if title_line is not None:
            # A title on two lines: both centred, of one size, and the upper one ends without 表.
            line = row[0]
            same = abs(line.size - title_line.size) < 0.6 and title_line.y0 - line.y1 < 1.2 * line.size
            if (
                len(row) == 1
                and same
                and not TITLE.search(whole)
                and _titular(whole)
                and _centred(line, title_line)
            ):
                title_parts.insert(0, whole)
                used += 1
                title_line = line
                continue
            if len(row) == 1 and TITLE.search(whole) and _titular(whole) and _centred(line, title_line):
                used += 1  # a heading of several tables above the title of this one
                caption.rest.insert(0, whole)
                continue
            break
        matched = _read_fields(caption, texts + [whole])
        if YEAR_ALONE.match(whole):
            matched = True
            year = YEAR.search(whole)
            caption.year = caption.year or (int(year[1]) if year else None)
        elif not matched and len(row) == 1 and TITLE.search(whole) and _titular(whole):
            title_line, title_parts, matched = row[0], [whole], True
        elif (
            not matched
            and len(row) == 1
            and _titular(whole)
            and statement_of_title(whole)
            and len(whole) < 30
        ):
            title_line, title_parts, matched = row[0], [whole], True
        elif not matched and LABELLED.match(whole) and len(whole) < 60 and whole[-1] not in SENTENCE_END:
            matched = True
            caption.rest.insert(0, whole)
        if not matched:
            break
        used += 1
    if title_parts:
        caption.title = joined(title_parts)
        year = YEAR.search(caption.title)
        if year:
            caption.year = int(year[1])
    return caption, used


def absorb_caption(sheet: Sheet) -> None:
    """Take the title, unit and so on from rows at the top of the grid itself, where they stand there."""
    for row in range(min(sheet.rows - 1, MOST_CAPTION_ROWS)):
        texts = [cell_text(cell) for cell in sheet.row_cells(row) if cell.texts]
        if not texts:
            break
        fields = [text for text in texts if _read_fields(sheet.caption, [text]) or YEAR_ALONE.match(text)]
        if len(texts) == 1 and not fields and TITLE.search(texts[0]) and _titular(texts[0]):
            above, sheet.caption.title = sheet.caption.title, texts[0]
            if above and above != texts[0]:
                sheet.caption.rest.insert(0, above)
        elif len(fields) < len(texts):
            break
        sheet.caption_rows = row + 1


def _titular(text: str) -> bool:
    return 3 <= len(text) <= LONGEST_TITLE and text[-1] not in SENTENCE_END and "。" not in text


def _centred(line: TextLine, below: TextLine) -> bool:
    return abs((line.x0 + line.x1) - (below.x0 + below.x1)) < 2 * line.size + 0.2 * (line.x1 - line.x0)


def _read_fields(caption: Caption, texts: list[str]) -> bool:
    """Take unit, form number, body and year from pieces of one row; whether there were any."""
    found = False
    for text in texts:
        unit = UNIT.search(text) or BARE_UNIT.match(text)
        if unit and len(text) < 80:
            caption.unit = caption.unit or unit[1]
            found = True
        if len(text) <= 14 and FORM_CODE.search(text) and text[-1] not in SENTENCE_END:
            caption.form_code = caption.form_code or text.replace(" ", "")
            found = True
        issuer = ISSUER.search(text)
        if issuer and len(text) < 80 and not UNIT.match(text):
            name = re.split(r"(?:金额)?单位[:：]|20\d\d\s*年", issuer[1])[0].strip()
            if name and not re.fullmatch(r"(?:人民币)?(?:万元|元|亿元)", name):
                caption.issuer = caption.issuer or name
                found = True
        if found and YEAR.search(text) and len(text) < 80:
            caption.year = caption.year or int(YEAR.search(text)[1])  # type: ignore[index]
    return found


def read_note(rows: list[list[TextLine]]) -> tuple[str | None, int]:
    """The note that begins the rows of text below a table, and how many rows it has."""
    if not rows or not NOTE.match(rows[0][0].text):
        return None, 0
    count = 1
    for before, row in zip(rows, rows[1:], strict=False):
        gap = row[0].y0 - before[0].y1
        if gap > 0.9 * before[0].size or abs(row[0].size - rows[0][0].size) > 0.6:
            break
        if len(row) == 1 and TITLE.search(tight(row[0].text)) and _titular(tight(row[0].text)):
            break
        count += 1
    return joined([" ".join(line.text for line in row) for row in rows[:count]]), count
