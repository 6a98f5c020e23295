"""Claims of the narrative: what a printed number says, in the gold format, and the cells that bear it out.

A claim knows the amount that it speaks of (``about``: a name of :mod:`corpus.telling.quantities`) and what
it says of it (``form``); from these :mod:`corpus.telling.verdicts` tells what the other claims confirm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from corpus.bodies.model import GENERAL, Project, Year, percent
from corpus.families import FormFamily
from corpus.tables.forms import total_score
from corpus.tables.sheet import MadeSheet
from corpus.telling.quantities import (
    Reference,
    TracedAmount,
    cells_of,
    class_cells,
    prior_cells,
    quantities,
    renamed,
    way,
)

Entry = dict[str, Any]
NOTHING = Decimal(0)
COUNTED = {
    "vehicles": ("公务用车保有量", "辆"),
    "fleet": ("车辆", "辆"),
    "purchased_vehicles": ("购置公务用车", "辆"),
    "reception_groups": ("国内公务接待", "批次"),
    "reception_people": ("国内公务接待", "人次"),
    "projects": ("绩效自评项目", "个"),
    "offices": ("内设机构", "个"),
}


class UnknownSlot(ValueError):
    """A template names an amount or a form of it that there is not."""


@dataclass(frozen=True, slots=True)
class Said:
    """A printed text with its claim; ``form`` is level, initial, change, rate, gap, gaprate …"""

    text: str
    entry: Entry
    about: str
    form: str
    whole: str = ""


class Claims:
    """Makes the claims of one document."""

    def __init__(self, family: FormFamily, year: Year, sheets: list[MadeSheet]) -> None:
        self.year, self.sheets, self.description = year, sheets, family.description
        words = family.description.get("subjects", {})
        self.amounts = renamed(quantities(year), words)
        self.unit = family.description.get("narrative_unit", family.numerals.unit)
        self.phase = "initial_budget" if year.report_kind == "budget" else "final"
        self.made = 0

    def find(self, name: str) -> TracedAmount:
        """The quantity of this name; raises :class:`UnknownSlot`."""
        if name not in self.amounts:
            raise UnknownSlot(f"no amount {name!r}")
        return self.amounts[name]

    def money(self, yuan: Decimal) -> str:
        """An amount as the narrative prints it."""
        scaled = yuan / 10_000 if self.unit == "万元" else yuan
        return str(scaled.quantize(Decimal("0.01"), ROUND_HALF_UP))

    def entry(self, kind: str, subject: str, value: str, **more: Any) -> Entry:
        """A claim in the gold format."""
        self.made += 1
        entry: Entry = {
            "id": f"c{self.made}",
            "page": None,
            "kind": kind,
            "subject": subject,
            "account": None,
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
        }
        entry |= more
        if entry["cells"]:
            entry["verdict"] = "supported"
        return entry

    def of(self, quantity: TracedAmount, kind: str, value: str, **more: Any) -> Entry:
        """A claim about a quantity."""
        return self.entry(kind, quantity.subject, value, account=list(quantity.account) or None, **more)

    def level(self, name: str) -> Said:
        quantity = self.find(name)
        text = self.money(quantity.amount)
        return Said(text, self.of(quantity, "level", text, cells=self.level_cells(name)), name, "level")

    def level_cells(self, name: str) -> list[Reference]:
        """The cell of an amount, or the cells of a 类 that no table prints but in its 项."""
        quantity = self.find(name)
        found = cells_of(self.sheets, quantity)
        if found or not name.startswith("class:"):
            return found
        summary = class_cells(self.sheets, quantity)
        items = [
            cells_of(self.sheets, q) for n, q in self.amounts.items() if n.startswith(f"item:{name[6:]}")
        ]
        return summary or ([cells[0] for cells in items] if all(items) else [])

    def initial(self, name: str) -> Said:
        quantity = self.find(name)
        text = self.money(quantity.initial)
        cells, phase = self.initial_cells(quantity), self.budget_phase(quantity)
        return Said(text, self.of(quantity, "level", text, phase=phase, cells=cells), name, "initial")

    def before(self, name: str) -> Said:
        """The figure of the year before."""
        quantity = self.find(name)
        text = self.money(quantity.prior)
        cells = prior_cells(self.sheets, quantity)
        entry = self.of(quantity, "level", text, period=self.year.year - 1, cells=cells)
        return Said(text, entry, name, "prior")

    def wordless(self, name: str, form: str, word: str) -> Said:
        """What is said of an amount without a number: how it stands to last year, or to its budget."""
        quantity = self.find(name)
        if form == "flat":
            entry = self.of(quantity, "change", "0", direction="flat", base="prior_year")
            return Said(word, entry, name, form)
        to_budget = form == "relation"
        base = self.budget_phase(quantity) if to_budget else "prior_year"
        moved = quantity.amount - (quantity.initial if to_budget else quantity.prior)
        entry = self.of(quantity, "relation", "", direction=way(moved), base=base)
        return Said(word, entry, name, form)

    def counted(self, name: str, form: str) -> Said:
        """A number of things, or its change over the year."""
        quantity = self.find(name)
        if form == "count":
            value = str(quantity.amount)
            entry = self.of(quantity, "count", value, unit=quantity.unit, phase=None)
        else:
            value, moved = str(abs(quantity.change)), way(quantity.change)
            entry = self.of(quantity, "change", value, unit=quantity.unit, direction=moved, base="prior_year")
        return Said(value, entry, name, form)

    def facts_of(self, name: str) -> tuple[str, ...]:
        """Which facts a clerk may tell of an amount: 年初预算 only where that is the budget told."""
        initial = self.budget_phase(self.find(name)) == "initial_budget" and self.year.report_kind != "budget"
        return ("change", "budget") if initial else ("change",)

    def budget_phase(self, quantity: TracedAmount) -> str:
        """Which budget an outturn is held against: “三公” by the family, all else the initial one."""
        if quantity.statement == "performance_overall":
            return "adjusted_budget"
        key = "three_base" if quantity.statement == "three_public" else "completion_base"
        return self.description.get(key, "initial_budget")

    def initial_cells(self, quantity: TracedAmount) -> list[Reference]:
        if quantity.statement == "three_public":
            return cells_of(self.sheets, quantity, phase="budget")
        if quantity.statement == "performance_overall":
            return cells_of(self.sheets, quantity)
        found = cells_of(self.sheets, quantity, "initial")
        if not found and quantity.code is None and quantity.funds == (GENERAL,):
            whole = replace(quantity, funds=(), statement="performance_overall")
            return cells_of(self.sheets, whole, "general:initial")
        return found

    def difference(self, name: str, form: str) -> Said:
        """Change to the prior year (``change``, ``rate``) or to the budget (``gap``, ``gaprate``)."""
        quantity = self.find(name)
        to_budget, rate = form.startswith("gap"), form.endswith("rate")
        base = quantity.initial if to_budget else quantity.prior
        moved = quantity.amount - base
        direction = way(moved)
        kind = "change_rate" if rate else "change"
        value = str(abs(percent(moved, base))) if rate else self.money(abs(moved))
        cells = [] if to_budget or quantity.measures != ("total",) else cells_of(self.sheets, quantity, kind)
        before = self.initial_cells(quantity) if to_budget else prior_cells(self.sheets, quantity)
        now = cells_of(self.sheets, quantity)
        if not cells and now and before:
            cells = now + before
        entry = self.of(quantity, kind, value, direction=direction, cells=cells)
        entry["base"] = self.budget_phase(quantity) if to_budget else "prior_year"
        if rate:
            entry["unit"] = "%"
        return Said(value + ("%" if rate else ""), entry, name, form)

    def completion(self, name: str) -> Said:
        quantity = self.find(name)
        value = str(percent(quantity.amount, quantity.initial))
        top, bottom = cells_of(self.sheets, quantity), self.initial_cells(quantity)
        told = bottom and bottom[0][0] != "performance_overall"  # another budget than the statements'
        cells = top + bottom if top and told else []
        base = self.budget_phase(quantity)
        entry = self.of(quantity, "completion_rate", value, unit="%", base=base, cells=cells)
        return Said(value + "%", entry, name, "completion")

    def times(self, name: str) -> Said:
        """A growth to so many times more (增长2倍)."""
        rate = self.difference(name, "rate")
        value = str(Decimal(rate.entry["value"]) / 100)
        whole = str(Decimal(value).quantize(Decimal(1), ROUND_HALF_UP))
        return replace(rate, text=whole, entry=rate.entry | {"value": whole, "unit": "倍"})

    def former_share(self, name: str, whole_name: str) -> Said:
        """What a share was in the year before."""
        part, whole = self.find(name), self.find(whole_name)
        value = str(percent(part.prior, whole.prior))
        entry = self.of(part, "share", value, unit="%", of=whole.subject, period=self.year.year - 1)
        return Said(value + "%", entry, name, "former_share", whole_name)

    def share(self, name: str, whole_name: str) -> Said:
        part, whole = self.find(name), self.find(whole_name)
        value = str(percent(part.amount, whole.amount))
        top, bottom = self.level_cells(name), self.level_cells(whole_name)
        top = top if len(top) == 1 else []
        cells = top + bottom if top and bottom else []
        entry = self.of(part, "share", value, unit="%", of=whole.subject, cells=cells)
        return Said(value + "%", entry, name, "share", whole_name)

    def average(self, name: str) -> Said:
        """人均接待费 in yuan or 车均维护费: an amount over a count."""
        amount, counted, subject = {
            "reception": ("three_reception", "reception_people", "人均接待费"),
            "vehicle": ("three_vehicle_operation", "vehicles", "车均维护费"),
        }[name]
        quantity = self.find(amount)
        each = quantity.amount / self.year.counts[counted]
        unit = "元" if name == "reception" else self.unit
        value = str(each.quantize(Decimal("0.01"), ROUND_HALF_UP)) if unit == "元" else self.money(each)
        top, bottom = cells_of(self.sheets, quantity), self.count_cells(counted)
        cells = top + bottom if top and bottom else []
        return Said(value, self.entry("level", subject, value, unit=unit, cells=cells), name, "average")

    def count_cells(self, name: str) -> list[Reference]:
        nothing = TracedAmount("", NOTHING, NOTHING, NOTHING, "", (f"count:{name}@final",))
        return cells_of(self.sheets, nothing)

    def count(self, name: str) -> Said:
        if name not in COUNTED:
            raise UnknownSlot(f"no count {name!r}")
        listed: dict[str, Sequence[object]] = {"projects": self.year.projects, "offices": self.year.offices}
        value = str(len(listed[name]) if name in listed else self.year.counts[name])
        subject, unit = COUNTED[name]
        entry = self.entry("count", subject, value, unit=unit, phase=None, cells=self.count_cells(name))
        return Said(value, entry, name, "count")

    def project(self, project: Project, form: str) -> Said:
        """What the narrative says of a project: its money, rate or score."""
        cells = self.project_cells(project, f"project:{form}")
        about = f"project:{project.name}"
        match form:
            case "score":
                value = str(total_score(project))
                entry = self.entry("score", project.name, value, unit="分", phase=None, cells=cells)
                return Said(value, entry, about, "score")
            case "rate":
                value = str(project.rate)
                top = self.project_cells(project, "project:executed")
                bottom = self.project_cells(project, "project:adjusted")
                cells = top + bottom if top and bottom else cells
                more = {"unit": "%", "base": "adjusted_budget", "cells": cells}
                return Said(
                    value + "%", self.entry("completion_rate", project.name, value, **more), about, form
                )
            case "adjusted" | "executed" | "initial":
                phase = {"adjusted": "adjusted_budget", "executed": "final", "initial": "initial_budget"}[
                    form
                ]
                value = self.money(getattr(project, form))
                return Said(
                    value, self.entry("level", project.name, value, phase=phase, cells=cells), about, form
                )
        raise UnknownSlot(f"no slot project.{form}")

    def overall_score(self) -> Said:
        """The score of the body's own evaluation."""
        value = str(total_score(self.year.overall))
        nothing = TracedAmount("", NOTHING, NOTHING, NOTHING, "", ("overall:score",), funds=())
        cells = cells_of(self.sheets, nothing)
        entry = self.entry("score", "部门整体支出绩效自评", value, unit="分", phase=None, cells=cells)
        return Said(value, entry, "overall", "score")

    def project_cells(self, project: Project, measure: str) -> list[Reference]:
        """The cell of a project's own form or of its row in the summary, with the table's title."""
        for sheet in self.sheets:
            own = sheet.statement == "performance_project" and sheet.truth_title == project.name
            for figure in sheet.figures():
                listed = sheet.statement == "performance_summary" and figure.row == project.name
                if figure.measure == measure and (own or listed):
                    return [[sheet.statement, figure.row, list(figure.col), sheet.truth_title]]
        return []
