"""Chinese numerals as Word counts paragraphs with them (``w:numFmt``)."""

from __future__ import annotations

from records.lexicon.numerals import DIGITS

LEGAL_SIMPLIFIED = str.maketrans("〇一二三四五六七八九十百千万零", "零壹贰叁肆伍陆柒捌玖拾佰仟万零")
LEGAL_TRADITIONAL = str.maketrans("〇一二三四五六七八九十百千万零", "零壹貳參肆伍陸柒捌玖拾佰仟萬零")
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
COUNTING = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    }
)
DIGITAL = frozenset({"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"})
MOST = 99_999
"""The largest number that is written out: counts of persons, places and pages."""


def counted(value: int) -> str:
    """1 to 99,999 as it is said: 十, 十一, 二十, 一百零五."""
    text = ""
    zero = False
    for place, unit in ((10_000, "万"), (1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, place)
        if digit == 0:
            zero = bool(text)
            continue
        text += (
            ("零" if zero else "")
            + ("" if unit == "十" and digit == 1 and not text else DIGITS[digit])
            + unit
        )
        zero = False
    return text


def numeral(value: int, number_format: str) -> str | None:
    """A number in one of Word's Chinese formats; ``None`` for other formats and what they cannot write."""
    if not 0 < value <= MOST:
        return None
    if number_format in COUNTING:
        return counted(value)
    if number_format in DIGITAL:
        return "".join(DIGITS[int(digit)] for digit in str(value))
    if number_format == "chineseLegalSimplified":
        return counted(value).translate(LEGAL_SIMPLIFIED)
    if number_format in ("ideographLegalTraditional", "japaneseLegal"):
        return counted(value).translate(LEGAL_TRADITIONAL)
    if number_format == "ideographTraditional" and value <= len(STEMS):
        return STEMS[value - 1]
    if number_format == "ideographZodiac" and value <= len(BRANCHES):
        return BRANCHES[value - 1]
    if number_format in ("decimalFullWidth", "decimalFullWidth2", "decimalHalfWidth"):
        return str(value)
    if number_format == "decimalEnclosedParen":
        return f"({value})"
    if number_format == "decimalEnclosedFullstop":
        return f"{value}."
    if number_format == "ideographEnclosedCircle":
        return f"（{counted(value)}）"
    return None
