"""The chapters of a disclosure in words, with the claims, reasons and definitions that they make.

A family's ``[[chapter]]`` tables hold templates. A slot ``{name}`` prints an amount of
:mod:`corpus.quantities` and makes a claim of it; ``{name.change}``, ``.rate``, ``.initial``,
``.completion`` and ``{name%whole}`` print what follows from it, ``{name.word}`` and
``{name.rateword}`` the direction, ``{name.reason}`` a cause for the change and rate before it (or
for all claims of the sentence, ``{name.cause}``). ``{#vehicles}`` is a count. A template given as
``{each = "item", text = …}`` is printed for each 项 (``item``), 类 (``class``) or project; ``if``
names an amount that must not be nil, ``unless`` one that must be, ``moved`` and ``still`` one that
changed or did not. ``subjects`` of a family are its words for the amounts.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from corpus import accounts
from corpus.families import Family
from corpus.model import Year, percent
from corpus.pages import Block, Heading, Paragraph
from corpus.performance import total_score
from corpus.quantities import Quantity, cells_of, quantities
from corpus.sheet import Sheet
from corpus.statements import ordinal

SLOT = re.compile(r"\{([^{}]+)\}")
Claim = dict[str, Any]


class UnknownSlot(ValueError):
    """A template names an amount or a form of it that there is not."""


@dataclass(slots=True)
class Mark:
    """A claim, reason or definition with its place in a paragraph."""

    paragraph: Paragraph
    start: int
    entry: dict[str, Any]


@dataclass(slots=True)
class Narrative:
    """Parts of the document by name, and what they claim."""

    parts: dict[str, list[Block]] = field(default_factory=dict)
    claims: list[Mark] = field(default_factory=list)
    reasons: list[Mark] = field(default_factory=list)
    definitions: list[Mark] = field(default_factory=list)

    def truth(self) -> dict[str, Any]:
        """Claims, reasons and definitions in the gold format; only after the pages are set."""
        return {
            name: [{**m.entry, "page": m.paragraph.page_of[m.start]} for m in marks]
            for name, marks in (
                ("claims", self.claims),
                ("reasons", self.reasons),
                ("definitions", self.definitions),
            )
        }


@cache
def terms() -> dict[str, str]:
    """Term -> explanation."""
    with Path(__file__).with_name("definitions.toml").open("rb") as file:
        return tomllib.load(file)["terms"]


def narrative(family: Family, year: Year, sheets: list[Sheet]) -> Narrative:
    """The narrative of a document; raises :class:`UnknownSlot` for a template that asks too much."""
    teller = Teller(family, year, sheets)
    for chapter in family.description["chapter"]:
        teller.chapter(chapter)
    return teller.story


class Teller:
    """Fills the templates of one document in their order."""

    def __init__(self, family: Family, year: Year, sheets: list[Sheet]) -> None:
        self.family, self.year, self.sheets = family, year, sheets
        words = family.description.get("subjects", {})
        self.amounts = {
            name: replace(amount, subject=words.get(name, amount.subject))
            for name, amount in quantities(year).items()
        }
        self.story = Narrative()
        self.unit = family.description.get("narrative_unit", family.numerals.unit)
        self.random = random.Random(f"{family.name} {year.issuer} {year.year}")
        self.phase = "initial_budget" if year.report_kind == "budget" else "final"

    def chapter(self, chapter: dict[str, Any]) -> None:
        """Heading and paragraphs of a chapter."""
        blocks = self.story.parts.setdefault(chapter["part"], [])
        level = chapter.get("level", 2)
        blocks.append(Heading(self.plain(chapter["heading"]), level, chapter.get("listed", level < 3)))
        for template in chapter.get("text", []):
            entry = template if isinstance(template, dict) else {"text": template}
            if "if" in entry and not self.amounts[entry["if"]].amount:
                continue
            if "unless" in entry and self.amounts[entry["unless"]].amount:
                continue
            if "moved" in entry and not self.moved(entry["moved"]):
                continue
            if "still" in entry and self.moved(entry["still"]):
                continue
            for number, names in enumerate(self.repeats(entry.get("each")), 1):
                blocks.append(self.fill(entry["text"], names | {"n": str(number), "一": ordinal(number)}))

    def moved(self, name: str) -> bool:
        """Whether the change of an amount to the prior year is more than nothing, as printed."""
        return Decimal(self.money(self.amounts[name].change)) != 0

    def repeats(self, each: str | None) -> list[dict[str, Any]]:
        """What a template is printed for: the names that stand for something else in it."""
        year = self.year
        match each:
            case None:
                return [{}]
            case "item" | "class":
                return [self._account(k) for k in self.amounts if k.startswith(f"{each}:")]
            case "project":
                return [{"project": p} for p in year.projects]
            case "duty":
                return [{"text": d} for d in year.duties]
            case "term":
                return [{"term": t, "text": e} for t, e in terms().items()]
        raise UnknownSlot(f"a text cannot be repeated for each {each!r}")

    def _account(self, key: str) -> dict[str, Any]:
        code = key.partition(":")[2]
        names = dict(zip(("l1", "l2", "l3"), accounts.path(code), strict=False))
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

    def fill(self, template: str, names: dict[str, Any]) -> Paragraph:
        """A paragraph out of a template; its claims go to the story."""
        paragraph, parts, length, last = Paragraph(""), [], 0, 0
        mine: list[Mark] = []
        for slot in SLOT.finditer(template):
            parts.append(template[last : slot.start()])
            length += len(parts[-1])
            text, entry = self.slot(slot[1], names, mine)
            if entry is not None:
                mark = Mark(paragraph, length, entry)
                kind = "term" if "term" in entry else "reason" if "about" in entry else "claim"
                {"term": self.story.definitions, "reason": self.story.reasons, "claim": self.story.claims}[
                    kind
                ].append(mark)
                if kind == "claim":
                    mine.append(mark)
            parts.append(text)
            length += len(text)
            last = slot.end()
        paragraph.text = "".join(parts) + template[last:]
        return paragraph

    def slot(self, slot: str, names: dict[str, Any], mine: list[Mark]) -> tuple[str, dict[str, Any] | None]:
        """Text of a slot and what it claims."""
        if slot.startswith("#"):
            return self.count(slot[1:])
        if slot.startswith("project."):
            return self.project(names["project"], slot.partition(".")[2])
        if slot == "definition":
            return names["text"], {"term": names["term"], "text_begins": names["text"][:12]}
        if slot in names:
            return self.amount(names[slot]) if slot in ("item", "class") else (str(names[slot]), None)
        if slot in ("year", "prior", "issuer", "body", "kind", "offices"):
            return self.plain("{" + slot + "}"), None
        name, _, form = slot.partition(".")
        if "%" in slot:
            part, _, whole = slot.partition("%")
            return self.share(self.find(part, names), self.find(whole, names))
        quantity = self.find(name, names)
        match form:
            case "":
                return self.level(quantity)
            case "initial":
                return self.initial(quantity)
            case "change" | "rate":
                return self.difference(quantity, form)
            case "completion":
                return self.completion(quantity)
            case "word":
                return ("增加" if quantity.change >= 0 else "减少"), None
            case "rateword":
                return ("增长" if quantity.change >= 0 else "下降"), None
            case "reason" | "cause":
                return self.reason(quantity, mine, form)
        raise UnknownSlot(f"no slot {slot!r}")

    def find(self, name: str, names: dict[str, Any]) -> Quantity:
        """The quantity of this name."""
        key = names.get(name, name)
        if key not in self.amounts:
            raise UnknownSlot(f"no amount {key!r}")
        return self.amounts[key]

    def amount(self, key: str) -> tuple[str, dict[str, Any] | None]:
        return self.level(self.amounts[key])

    def money(self, yuan: Decimal) -> str:
        """An amount as the narrative prints it."""
        scaled = yuan / 10_000 if self.unit == "万元" else yuan
        return str(scaled.quantize(Decimal("0.01"), ROUND_HALF_UP))

    def claim(self, kind: str, quantity: Quantity, value: str, **more: Any) -> Claim:
        """A claim in the gold format."""
        return {
            "id": f"c{len(self.story.claims) + 1}",
            "page": None,
            "kind": kind,
            "subject": quantity.subject,
            "account": list(quantity.account) or None,
            "phase": self.phase,
            "period": self.year.year,
            "value": value,
            "unit": self.unit,
            "direction": None,
            "base": None,
            "of": None,
            "reason": None,
            "cells": [],
            "verdict": "unverifiable",
        } | more

    def level(self, quantity: Quantity) -> tuple[str, Claim]:
        text = self.money(quantity.amount)
        cells = cells_of(self.sheets, quantity)
        verdict = "supported" if cells else "unverifiable"
        return text, self.claim("level", quantity, text, cells=cells, verdict=verdict)

    def initial(self, quantity: Quantity) -> tuple[str, Claim]:
        text, cells = self.money(quantity.initial), self._initial_cells(quantity)
        verdict = "supported" if cells else "unverifiable"
        phase = self.budget_phase(quantity)
        return text, self.claim("level", quantity, text, phase=phase, cells=cells, verdict=verdict)

    def budget_phase(self, quantity: Quantity) -> str:
        """Which budget an outturn is held against: “三公” by the family, all else the initial one."""
        if quantity.statement == "three_public":
            return self.family.description.get("three_base", "initial_budget")
        return "initial_budget"

    def _initial_cells(self, quantity: Quantity) -> list[list[object]]:
        if quantity.statement == "three_public":
            return cells_of(self.sheets, quantity, phase="budget")
        return cells_of(self.sheets, quantity, "initial")

    def difference(self, quantity: Quantity, form: str) -> tuple[str, Claim]:
        rate = form == "rate"
        direction = "up" if quantity.change > 0 else "down" if quantity.change else "flat"
        measure = "change_rate" if rate else "change"
        cells = cells_of(self.sheets, quantity, measure) if quantity.measures == ("total",) else []
        verdict = "supported" if cells else "derivable" if rate else "unverifiable"
        value = (
            str(abs(percent(quantity.change, quantity.prior))) if rate else self.money(abs(quantity.change))
        )
        entry = self.claim(measure, quantity, value, direction=direction, base="prior_year")
        entry |= {"cells": cells, "verdict": verdict} | ({"unit": "%"} if rate else {})
        return value + ("%" if rate else ""), entry

    def completion(self, quantity: Quantity) -> tuple[str, Claim]:
        value = str(percent(quantity.amount, quantity.initial))
        top, bottom = cells_of(self.sheets, quantity), self._initial_cells(quantity)
        cells = top + bottom if top and bottom else []
        return value + "%", self.claim(
            "completion_rate",
            quantity,
            value,
            unit="%",
            base=self.budget_phase(quantity),
            cells=cells,
            verdict="supported" if cells else "derivable",
        )

    def share(self, part: Quantity, whole: Quantity) -> tuple[str, Claim]:
        value = str(percent(part.amount, whole.amount))
        top, bottom = cells_of(self.sheets, part), cells_of(self.sheets, whole)
        cells = top + bottom if top and bottom else []
        return value + "%", self.claim(
            "share",
            part,
            value,
            unit="%",
            of=whole.subject,
            cells=cells,
            verdict="supported" if cells else "derivable",
        )

    def reason(self, quantity: Quantity, mine: list[Mark], form: str) -> tuple[str, dict[str, Any]]:
        """A cause: of the change and the rate before it, or of all the paragraph's claims."""
        gap = quantity.change if form == "reason" else quantity.amount - quantity.initial
        chosen = self.random.choice(self.year.reasons["up" if gap >= 0 else "down"])
        text = chosen.format(year=self.year.year)
        kinds = ("change", "change_rate") if form == "reason" else ("level", "completion_rate")
        about = [m.entry for m in mine if m.entry["kind"] in kinds and not m.entry["reason"]]
        if form == "reason":
            about = about[-2:]
        number = f"r{len(self.story.reasons) + 1}"
        for entry in about:
            entry["reason"] = number
        return text, {
            "id": number,
            "page": None,
            "text_begins": text[:12],
            "text_ends": text[-12:],
            "about": [e["id"] for e in about],
        }

    def count(self, name: str) -> tuple[str, Claim]:
        subjects = {
            "vehicles": ("公务用车保有量", "辆"),
            "purchased_vehicles": ("购置公务用车", "辆"),
            "reception_groups": ("国内公务接待", "批次"),
            "reception_people": ("国内公务接待", "人次"),
            "projects": ("绩效自评项目", "个"),
            "offices": ("内设机构", "个"),
        }
        if name not in subjects:
            raise UnknownSlot(f"no count {name!r}")
        listed: dict[str, Sequence[object]] = {"projects": self.year.projects, "offices": self.year.offices}
        value = str(len(listed[name]) if name in listed else self.year.counts[name])
        subject, unit = subjects[name]
        nothing = Quantity(subject, Decimal(0), Decimal(0), Decimal(0), "", (f"count:{name}@final",))
        cells = cells_of(self.sheets, nothing)
        # The offices are counted and listed in one sentence: the list confirms the count.
        verdict = "supported" if cells else "derivable" if name == "offices" else "unverifiable"
        return value, self.claim("count", nothing, value, unit=unit, phase=None, cells=cells, verdict=verdict)

    def project(self, project: Any, form: str) -> tuple[str, Claim | None]:
        if form == "name":
            return project.name, None
        nothing = Quantity(project.name, Decimal(0), Decimal(0), Decimal(0), "", ())
        cells = self._project_cells(project.name, f"project:{form}")
        found = {"cells": cells, "verdict": "supported" if cells else "unverifiable"}
        match form:
            case "score":
                value = str(total_score(project))
                return value, self.claim("score", nothing, value, unit="分", phase=None, **found)
            case "rate":
                value = str(project.rate)
                found["verdict"] = "supported" if cells else "derivable"
                return value + "%", self.claim(
                    "completion_rate", nothing, value, unit="%", base="adjusted_budget", **found
                )
            case "adjusted" | "executed" | "initial":
                phase = {"adjusted": "adjusted_budget", "executed": "final", "initial": "initial_budget"}[
                    form
                ]
                value = self.money(getattr(project, form))
                return value, self.claim("level", nothing, value, phase=phase, **found)
        raise UnknownSlot(f"no slot project.{form}")

    def _project_cells(self, name: str, measure: str) -> list[list[object]]:
        """The cell of a project's own form, with the form's title as fourth element."""
        for sheet in self.sheets:
            if sheet.statement == "performance_project" and sheet.truth_title == name:
                for figure in sheet.figures():
                    if figure.measure == measure:
                        return [[sheet.statement, figure.row, list(figure.col), name]]
        return []
