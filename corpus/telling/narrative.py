"""The chapters of a disclosure in words, with the claims, reasons and definitions that they make.

A family's ``[[chapter]]`` tables hold templates. A slot ``{name}`` prints an amount of
:mod:`corpus.telling.quantities` and makes a claim of it; ``{name.change}``, ``.rate``, ``.initial``,
``.completion`` and ``{name%whole}`` print what follows from it, ``.gap`` and ``.gaprate`` its change to
the budget, ``{name.word}``, ``.rateword``, ``.gapword``, ``.gaprateword`` and ``.compared`` the
directions, ``{name.reason}`` a cause for the change and rate before it (``.gapreason`` for those to the
budget, ``.cause`` for all claims of the sentence). ``{#vehicles}`` is a count. A template given as
``{each = "item", text = …}`` is printed for each 项 (``item``), 类 (``class``) or project; ``if``
names amounts that must not be nil, ``unless`` one that must be, ``moved`` and ``still`` one that
changed or did not. ``subjects`` of a family are its words for the amounts.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from corpus.bodies import accounts
from corpus.bodies.model import Year
from corpus.families import FormFamily
from corpus.printing.pages import Block, Heading, SetParagraph
from corpus.tables.sheet import MadeSheet
from corpus.tables.statements import ordinal
from corpus.telling.claims import Claims, Said, UnknownSlot
from corpus.telling.clerks import Clerk, wordings
from corpus.telling.quantities import TracedAmount, way
from corpus.telling.verdicts import settle
from records.rule_files import load_rules

SLOT = re.compile(r"\{([^{}]+)\}")
EXPLAINED = {
    "changecause": ("change", "rate", "flat", "barerate", "moved", "counted"),
    "gapcause": ("gap", "gaprate", "relation"),
    "itemcause": ("level", "initial", "completion", "gap", "gaprate", "relation"),
}
"""What a clerk's cause explains of an amount, by the forms of its claims; of a completed budget all three."""


@dataclass(slots=True)
class Mark:
    """A claim, reason or definition with its place in a paragraph; ``said`` for a claim."""

    paragraph: SetParagraph
    start: int
    entry: dict[str, Any]
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class PrintedCause:
    """A printed cause with its entry among the reasons."""

    text: str
    entry: dict[str, Any]
    about: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """A printed explanation with its entry among the definitions."""

    text: str
    entry: dict[str, Any]


@dataclass(slots=True)
class MadeNarrative:
    """Parts of the document by name, and what they claim."""

    parts: dict[str, list[Block]] = field(default_factory=dict)
    claims: list[Mark] = field(default_factory=list)
    reasons: list[Mark] = field(default_factory=list)
    definitions: list[Mark] = field(default_factory=list)

    def truth(self, paged: bool = True) -> dict[str, Any]:
        """Claims, reasons and definitions in the gold format; if ``paged``, only after pages are set.

        What is said without a number is no entry there.
        """
        return {
            name: [{**m.entry, "page": m.paragraph.page_of[m.start] if paged else None} for m in marks]
            for name, marks in (
                ("claims", [m for m in self.claims if m.entry["value"]]),
                ("reasons", self.reasons),
                ("definitions", self.definitions),
            )
        }


@cache
def terms() -> dict[str, str]:
    """Term -> explanation."""
    return load_rules(Path(__file__).with_name("definitions.toml"))["terms"]


def narrative(
    family: FormFamily, year: Year, sheets: list[MadeSheet], clerk: Clerk | None = None
) -> MadeNarrative:
    """The narrative of a document, in its family's words or, where it can, in a clerk's.

    Raises :class:`UnknownSlot` for a template that asks too much.
    """
    teller = Teller(family, year, sheets, clerk)
    for chapter in family.description["chapter"]:
        teller.chapter(chapter)
    listed = teller.projects_told or _shown(sheets) == len(year.projects)
    settle([mark.said for mark in teller.story.claims if mark.said], listed)
    return teller.story


def _shown(sheets: list[MadeSheet]) -> int:
    """How many projects have a form of their own, or a row in the summary."""
    forms = sum(sheet.statement == "performance_project" for sheet in sheets)
    rows = [len(sheet.body) for sheet in sheets if sheet.statement == "performance_summary"]
    return max([forms, *rows])


def explain(said: list[Mark], causes: list[PrintedCause]) -> None:
    """Tie the causes of a paragraph that name what they explain to its claims, before and behind them."""
    for cause in causes:
        about = [mark for mark in said if mark.said and mark.said.about == cause.about]
        forms = EXPLAINED[cause.form]
        if cause.form == "gapcause" and any(
            m.said and m.said.form in ("completion", "relation") for m in about
        ):
            forms = EXPLAINED["itemcause"]
        for mark in about:
            if mark.said and mark.said.form in forms and not mark.entry["reason"]:
                mark.entry["reason"] = cause.entry["id"]
                cause.entry["about"].append(mark.entry["id"])


def _words_of(form: str, quantity: TracedAmount) -> list[str]:
    """The words without a number that fit an amount: how it stands to last year, or to its budget."""
    known = wordings()
    match form:
        case "flat":
            return list(known["flat"]["words"])
        case "relation":
            return list(known["relation"][way(quantity.amount - quantity.initial)])
    return list(known[way(quantity.change)]["moved"])


class Teller:
    """Fills the templates of one document in their order."""

    def __init__(
        self, family: FormFamily, year: Year, sheets: list[MadeSheet], clerk: Clerk | None = None
    ) -> None:
        self.year, self.clerk = year, clerk
        self.claims = Claims(family, year, sheets)
        self.amounts = self.claims.amounts
        self.story = MadeNarrative()
        self.random = random.Random(f"{family.name} {year.issuer} {year.year}")
        self.projects_told = False
        self.causes: dict[str, str] = {}

    def chapter(self, chapter: dict[str, Any]) -> None:
        """Heading and paragraphs of a chapter."""
        blocks = self.story.parts.setdefault(chapter["part"], [])
        level = chapter.get("level", 2)
        heading = self.plain(chapter["heading"])
        runs_in = self.clerk is not None and self.clerk.run_in and level > 2
        if self.clerk is not None:
            heading = self.clerk.numbered(heading)
        if not runs_in:
            blocks.append(Heading(heading, level, chapter.get("listed", level < 3)))
        for template in chapter.get("text", []):
            entry = template if isinstance(template, dict) else {"text": template}
            needed = entry.get("if", [])
            if not all(self.amounts[n].amount for n in ([needed] if isinstance(needed, str) else needed)):
                continue
            if "unless" in entry and self.amounts[entry["unless"]].amount:
                continue
            if "moved" in entry and not self.moved(entry["moved"]):
                continue
            if "still" in entry and self.moved(entry["still"]):
                continue
            for number, names in enumerate(self.repeats(entry.get("each")), 1):
                told = names | {"n": str(number), "一": ordinal(number)}
                text = self.retold(entry["text"], told)
                if runs_in and self.clerk is not None:
                    text = self.clerk.headed(heading, text)
                blocks.append(self.fill(text, told))
                runs_in = False
        if runs_in:
            blocks.append(Heading(heading, level, chapter.get("listed", level < 3)))

    def retold(self, template: str, names: dict[str, Any]) -> str:
        """A template in the clerk's words, if there is one and the template tells one fact."""
        if self.clerk is None:
            return template
        told = self.clerk.retold(template, self.amounts, names, self.claims.facts_of)
        return told.replace("万元", self.claims.unit).replace("\n", "") if told else template

    def moved(self, name: str) -> bool:
        """Whether the change of an amount to the prior year is more than nothing, as printed."""
        return Decimal(self.claims.money(self.amounts[name].change)) != 0

    def repeats(self, each: str | None) -> list[dict[str, Any]]:
        """What a template is printed for: the names that stand for something else in it."""
        year = self.year
        match each:
            case None:
                return [{}]
            case "item" | "class":
                return [self._account(k) for k in self.amounts if k.startswith(f"{each}:")]
            case "project":
                self.projects_told = True
                return [{"project": p} for p in year.projects]
            case "duty":
                return [{"text": d} for d in year.duties]
            case "term":
                return [{"term": t, "text": e} for t, e in terms().items()]
        raise UnknownSlot(f"a text cannot be repeated for each {each!r}")

    def _account(self, key: str) -> dict[str, Any]:
        code = key.partition(":")[2]
        names = dict(zip(("l1", "l2", "l3"), accounts.path(code), strict=False))
        names |= dict(zip(("k1", "k2", "k3"), (code[:3], code[3:5], code[5:]), strict=True))
        return {key.partition(":")[0]: key, **names}

    def plain(self, text: str) -> str:
        """Names of the year in a text without claims."""
        year = self.year
        return text.format(
            year=year.year,
            prior=year.year - 1,
            issuer=year.issuer,
            body=year.body,
            kind=year.kind,
            offices="、".join(year.offices),
        )

    def fill(self, template: str, names: dict[str, Any]) -> SetParagraph:
        """A paragraph out of a template; its claims go to the story."""
        paragraph, parts, length, last = SetParagraph(""), [], 0, 0
        mine: list[Mark] = []
        causes: list[PrintedCause] = []
        for slot in SLOT.finditer(template):
            parts.append(template[last : slot.start()])
            length += len(parts[-1])
            found = self.slot(slot[1], names, mine)
            text = found if isinstance(found, str) else found.text
            if template[slot.end() :].lstrip(" ").startswith("%"):
                text = text.removesuffix("%")
            match found:
                case Said():
                    mine.append(Mark(paragraph, length, found.entry, found))
                    self.story.claims.append(mine[-1])
                case PrintedCause():
                    self.story.reasons.append(Mark(paragraph, length, found.entry))
                    causes += [found] if found.form else []
                    self.causes[found.entry["id"]] = text
                case Explained():
                    self.story.definitions.append(Mark(paragraph, length, found.entry))
            parts.append(text)
            length += len(text)
            last = slot.end()
        paragraph.text = "".join(parts) + template[last:]
        if self.clerk is not None:
            paragraph.text = self.clerk.written(paragraph.text)
        explain(mine, causes)
        return paragraph

    def slot(
        self, slot: str, names: dict[str, Any], mine: list[Mark]
    ) -> str | Said | PrintedCause | Explained:
        """What a slot prints: plain text, or a text with its claim, reason or definition."""
        if slot.startswith("#"):
            return self.claims.count(slot[1:])
        if slot.startswith("average."):
            return self.claims.average(slot.partition(".")[2])
        if slot == "overall.score":
            return self.claims.overall_score()
        if slot == "project.name":
            return str(names["project"].name)
        if slot.startswith("project."):
            return self.claims.project(names["project"], slot.partition(".")[2])
        if slot == "definition":
            return Explained(names["text"], {"term": names["term"], "text_begins": names["text"][:12]})
        if slot in names and slot not in ("item", "class"):
            return str(names[slot])
        if slot in ("year", "prior", "issuer", "body", "kind", "offices"):
            return self.plain("{" + slot + "}")
        if "%" in slot:
            part, _, whole = slot.partition("%")
            whole, _, form = whole.partition(".")
            if form == "was":
                return self.claims.former_share(names.get(part, part), names.get(whole, whole))
            share = self.claims.share(names.get(part, part), names.get(whole, whole))
            return replace(share, text=share.text.removesuffix("%")) if form else share
        name, _, form = slot.partition(".")
        return self.of_amount(names.get(name, name), form, mine)

    def of_amount(self, name: str, form: str, mine: list[Mark]) -> str | Said | PrintedCause:
        """What a slot says of an amount."""
        quantity = self.claims.find(name)
        gap = quantity.amount - quantity.initial
        match form:
            case "":
                return self.claims.level(name)
            case "initial":
                return self.claims.initial(name)
            case "change" | "rate" | "gap" | "gaprate":
                return self.claims.difference(name, form)
            case "barerate":
                rate = self.claims.difference(name, "rate")
                return replace(rate, text=rate.text.removesuffix("%"))
            case "completion":
                return self.claims.completion(name)
            case "word":
                return "增加" if quantity.change >= 0 else "减少"
            case "rateword":
                return "增长" if quantity.change >= 0 else "下降"
            case "gapword":
                return "增加" if gap >= 0 else "减少"
            case "gaprateword":
                return "增长" if gap >= 0 else "下降"
            case "compared":
                return "大于" if gap > 0 else "小于" if gap else "等于"
            case "prior":
                return self.claims.before(name)
            case "flat" | "relation" | "moved" if self.clerk:
                return self.claims.wordless(name, form, self.clerk.chance.choice(_words_of(form, quantity)))
            case "times":
                return self.claims.times(name)
            case "count" | "counted":
                return self.claims.counted(name, form)
            case _ if self.clerk and form.rstrip("+") in EXPLAINED:
                return self.said_cause(name, form.rstrip("+"), self.clerk.cause(several=form.endswith("+")))
            case "reason" | "cause" | "gapreason":
                return self.reason(gap if form != "reason" else quantity.change, mine, form)
        raise UnknownSlot(f"no slot {name}.{form}")

    def said_cause(self, name: str, form: str, text: str) -> PrintedCause:
        """A clerk's cause of what its paragraph says of an amount: of its change, or of its three figures."""
        entry: dict[str, Any] = {
            "id": f"r{len(self.story.reasons) + 1}",
            "page": None,
            "text_begins": text[:12],
            "text_ends": text[-12:],
            "about": [],
        }
        return PrintedCause(text, entry, name, form)

    def reason(self, gap: Decimal, mine: list[Mark], form: str) -> PrintedCause:
        """A cause: of the change and the rate before it, or of all the paragraph's claims."""
        chosen = self.random.choice(self.year.reasons["up" if gap >= 0 else "down"])
        text = chosen.format(year=self.year.year)
        kinds = ("level", "completion_rate") if form == "cause" else ("change", "change_rate")
        about = [m.entry for m in mine if m.entry["kind"] in kinds and not m.entry["reason"]]
        if form != "cause":
            about = about[-2:]
        number = f"r{len(self.story.reasons) + 1}"
        for entry in about:
            entry["reason"] = number
        ids = [entry["id"] for entry in about]
        begins, ends = text[:12], text[-12:]
        return PrintedCause(
            text, {"id": number, "page": None, "text_begins": begins, "text_ends": ends, "about": ids}
        )
