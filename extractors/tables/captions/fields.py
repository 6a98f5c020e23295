"""What a line of a caption says of its table: title, unit, form number, body and year."""

from __future__ import annotations

import re

from extractors.tables.captions.wording import SENTENCE_END, code_of, is_code, is_titular
from extractors.tables.sheet import Caption
from records.lexicon.terms import counted_units
from records.phrases import Phrases

WORDS = Phrases("extractors")

LIST = re.compile(r"[、，,/；;和\s]")


def read_fields(caption: Caption, texts: list[str]) -> bool:
    """Take unit, form number, body and year from pieces of one row; whether there were any."""
    found = False
    for text in texts:
        unit = WORDS.money_unit.search(text) or WORDS.bare_unit.match(text)
        if unit and len(text) < 80:
            caption.unit = caption.unit or unit[1]
            found = True
        if counted := WORDS.counted_units.match(text):
            caption.counted = tuple(unit for unit in LIST.split(counted[1]) if unit in counted_units())
            found = True
        if is_code(text) and text[-1] not in SENTENCE_END:
            caption.form_code = caption.form_code or code_of(text)
            found = True
        issuer = None if counted else WORDS.issuer.search(text)
        if issuer and len(text) < 80 and not WORDS.money_unit.match(text):
            name = re.split(r"(?:金额)?单位[:：]|20\d\d\s*年", issuer[1])[0].strip()
            if text[issuer.end() :].lstrip()[:1] in (":", "："):  # the next field: 单位：万元
                name = re.sub(r"(?:金额)?单位$", "", name)
            if name and not re.fullmatch(r"(?:人民币)?(?:万元|元|亿元)", name):
                caption.issuer = caption.issuer or name
                found = True
        if found and WORDS.year.search(text) and len(text) < 80:
            caption.year = caption.year or int(WORDS.year.search(text)[1])  # type: ignore[index]
    return found


def entitle(caption: Caption, title: str) -> None:
    """Set the title, its form number (公开02表：收入预算总表) apart, and the year that it names."""
    coded = WORDS.coded_title.match(title)
    if coded and is_titular(coded[2]):
        caption.form_code = caption.form_code or coded[1].replace(" ", "")
        title = coded[2]
    caption.title = title
    year = WORDS.year.search(title)
    if year:
        caption.year = int(year[1])
