"""How messages name figures, claims and their places, in Chinese."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from records.file_tables import FactRecord, TableRecord
from records.narrative_tables import ClaimRecord
from records.phrases import Phrases
from records.remembered import SENTENCES

WORDS = Phrases("linking")

DIRECTED = ("up", "down")
"""The directions that a change with a number may have."""
AT_MOST = "不超过"
"""Before a number that is a limit."""
MOVED = {"change": ("增加", "减少"), "change_rate": ("增长", "下降")}
"""Kind of claim -> how a change up, and one down, is told."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What figures are told by: their tables by id, and by document the names of other files than the own."""

    tables: dict[str, TableRecord]
    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Iterable[TableRecord], files: dict[str, str] | None = None) -> Sources:
        """The sources of the figures in ``tables``."""
        return cls({table.table_id: table for table in tables}, files or {})


def number(value: Decimal | None, places: int = 0) -> str:
    """A number as a reader writes it: at least ``places`` decimals, at most four."""
    if value is None:
        return ""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    decimals = len(text.partition(".")[2])
    return text if decimals >= places else f"{value:.{places}f}"


OWN_WORD = {"up": WORDS.own_word_up, "down": WORDS.own_word_down}
"""Words of a change that stand right before its number."""


def moved(kind: str, value: Decimal | None, unit: str) -> str | None:
    """A change in words (增加3万元, 下降2.5%); ``None`` for what is no change, or none at all."""
    if kind not in MOVED or value is None:
        return None
    if not value:
        return "持平"
    return f"{MOVED[kind][value < 0]}{number(abs(value))}{unit}"


@lru_cache(maxsize=SENTENCES)
def without_blanks(text: str | None) -> str:
    """A text as one run of characters, so that no blank parts its words."""
    return "".join((text or "").split())


def on_page(page: int | None) -> str:
    """A page in brackets (第3页), nothing where it is not known."""
    return f"（第{page}页）" if page else ""


def with_unit(record: FactRecord | ClaimRecord) -> str:
    """A record's number with its unit."""
    return f"{number(record.value)}{record.unit or ''}"


def name_of(claim: ClaimRecord) -> str:
    """What a claim speaks of: its account, else its subject."""
    return "、".join(claim.account_path[-1:]) or claim.subject or "该数"


def said_of(claim: ClaimRecord) -> str:
    """How a message begins that tells what a claim says."""
    return f"文字{on_page(claim.page)}称{name_of(claim)}"


def outcome(holds: bool) -> str:
    """How a message ends that compares two things."""
    return "相符" if holds else "两者不符"


def listed(claims: Iterable[ClaimRecord], beside: ClaimRecord | None = None) -> str:
    """What claims are of, with their numbers as the text has them, and years that are not that of one."""
    return "、".join(f"{name_of(one)}{of_year(one, beside or one)}{with_change(one)}" for one in claims)


def stated(claim: ClaimRecord) -> str | None:
    """A claim's number as it is printed, on one line, a change with the word for its direction."""
    raw = without_blanks(claim.raw) or None
    if raw is None or claim.kind not in MOVED or claim.direction not in DIRECTED:
        return raw
    if not raw[0].isdigit():
        return raw
    return f"{MOVED[claim.kind][claim.direction == 'down']}{raw}"


def of_year(claim: ClaimRecord, beside: ClaimRecord) -> str:
    """The year of a claim in brackets, where it is another one than that of the claim it is told beside."""
    return f"（{claim.period}年）" if claim.period and claim.period != beside.period else ""


def place_in(text: str, number: str, start: int = 0) -> int:
    """Where a number stands in a text from ``start`` on, not as a piece of a longer one; -1: nowhere."""
    at = text.find(number, start)
    while at >= 0 and _is_a_piece(text, at, at + len(number)):
        at = text.find(number, at + 1)
    return at


def _is_a_piece(text: str, start: int, end: int) -> bool:
    before, behind = text[start - 1 : start], text[end : end + 1]
    begins, ends = text[start:end][:1].isdecimal(), text[start:end][-1:].isdecimal()
    return begins and (before.isdecimal() or before in (".", ",")) or ends and behind.isdecimal()


def parted(text: str | None, number: str | None) -> tuple[str, str, str]:
    """What a text says before a number, the number, and what it says behind: ``str.partition`` for numbers.

    A number is not found within a longer one (0辆 in 10辆); then all is before it.
    """
    at = place_in(text, number) if text and number else -1
    if not text or not number or at < 0:
        return text or "", "", ""
    return text[:at], number, text[at + len(number) :]


def with_change(claim: ClaimRecord) -> str:
    """A claim's number with its unit, a change with the word for its direction, as the text has it."""
    if claim.direction in DIRECTED and claim.value is not None and claim.value >= 0:
        before, found, _ = parted(claim.sentence, claim.raw)
        if found and (own := OWN_WORD[claim.direction].search(before)):
            return f"{own[1]}{with_unit(claim)}"
        sign = -1 if claim.direction == "down" else 1
        if told := moved(claim.kind, sign * claim.value, claim.unit or ""):
            return told
    return with_unit(claim)


def place(fact: FactRecord, sources: Sources) -> str:
    """Where a figure stands: the file if it is another one, table, page, row and column."""
    table = sources.tables.get(fact.table_id)
    title = f"《{table.title}》" if table and table.title else "表格"
    file = sources.files.get(fact.document_id)
    page = "".join([f"“{file}”" if file else "", f"第{fact.page}页" if fact.page else ""])
    page = f"（{page}）" if page else ""
    return f"{title}{page}{_within(fact)}"


def places_of(facts: Iterable[FactRecord], sources: Sources) -> list[str]:
    """Where figures stand: a table and its page are named once for those that follow one another in it."""
    told: list[str] = []
    before: tuple[str, str, int | None] | None = None
    for fact in facts:
        here = (fact.document_id, fact.table_id, fact.page)
        told.append(_within(fact) or "同表" if here == before else place(fact, sources))
        before = here
    return told


def _within(fact: FactRecord) -> str:
    """A figure's row and column."""
    return "".join(_quoted(words) for words in (fact.row_label, "·".join(fact.column_path)) if words)


def _quoted(words: str) -> str:
    """Words of a table in quotation marks, those that it has itself within them."""
    return f"“{words.replace('“', '‘').replace('”', '’')}”"
