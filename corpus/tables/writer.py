"""The figures of one table as a family prints them: amounts of the model in cells with their truth."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from corpus.bodies.model import GRANTS, OWN, ZERO, Year, percent
from corpus.tables.sheet import Field, MadeSheet, NumberStyle, TrueFigure, header_tree, label

Form = dict[str, Any]
ALL_FUNDS = (*GRANTS, OWN)


def value_of(year: Year, measure: str, code: str, funds: tuple[str, ...], phase: str) -> Decimal:
    """Amount in yuan of a measure of a form; ``+`` and ``-`` join measures."""
    if "+" in measure:
        return sum((value_of(year, m, code, funds, phase) for m in measure.split("+")), ZERO)
    head, _, rest = measure.partition(":")
    match head:
        case "three":
            if phase == "change":
                return getattr(year.three_public["budget"], rest) - getattr(year.three_public["prior"], rest)
            return getattr(year.three_public[phase or "final"], rest)
        case "procurement":
            return sum(year.procurement.values(), ZERO) if rest == "total" else year.procurement[rest]
        case "economic":
            if not code and rest in ("personnel", "public"):
                return getattr(year, rest)
            personal = code[:3] in ("301", "303")
            return (
                ZERO
                if (personal and rest == "public") or (not personal and rest == "personnel")
                else year.economic_amount(code)
            )
        case "sum_personnel":
            return year.personnel
        case "sum_public":
            return year.public
        case "sum_basic":
            return year.personnel + year.public
        case "economic_total":
            return year.economic_total(code, funds)
        case "usage":
            codes = {"meeting": "30215", "training": "30216", "travel": "30211"}
            return year.economic_amount(codes[rest])
        case "operation":
            return year.operation_prior if phase == "prior" else year.public
    return year.amount(measure, code, funds)


class Writer:
    """Prints the figures of one table: form, numerals and year in one place."""

    def __init__(self, year: Year, form: Form, numerals: NumberStyle) -> None:
        self.year, self.form = year, form
        self.numerals = replace(numerals, zero=form.get("zero", numerals.zero))

    def fill(self, text: Any) -> str:
        """A text of the form with the year's names in it."""
        return str(text).format(
            year=self.year.year,
            prior=self.year.year - 1,
            issuer=self.year.issuer,
            body=self.year.body,
            kind=self.year.kind,
        )

    def figure(self, column: Form, row: Form, code: str | None, name: str | None) -> Field:
        """The cell of a figure: its text as printed, its truth if a number is printed."""
        funds = tuple(f for f in row.get("funds", ALL_FUNDS) if f in column.get("funds", ALL_FUNDS))
        measure = column.get("measure") or row["measure"]
        phase = column.get("phase", "")
        exact = None
        if row.get("skip") or measure == "blank":
            return Field()
        if row.get("only", column.get("phase")) != column.get("phase"):
            return Field("—")
        if measure.startswith("count:"):
            plain = str(self.year.counts[measure.partition(":")[2]])
            text = plain
        elif measure.endswith("_rate"):
            base = measure.removesuffix("_rate")
            whole = value_of(self.year, "prior" if base == "change" else "initial", code or "", funds, phase)
            plain = f"{percent(value_of(self.year, base, code or '', funds, phase), whole)}%"
            text = plain if whole else ""
        else:
            exact = value_of(self.year, measure, code or "", funds, phase)
            plain = self.numerals.plain(exact)
            text = self.numerals.printed(plain)
        if not any(c.isdigit() for c in text):
            return Field(text, align="right" if text else "center")
        path = tuple(label(self.fill(h)).replace(" ", "") for h in column["header"])
        known = f"{measure}@{phase}" if phase else measure
        truth = TrueFigure(name, code or None, path, text.replace(",", ""), known, funds, exact)
        return Field(text, align=self.form.get("figure_align", "right"), figure=truth)

    def header(self, columns: list[Form]) -> list[list[Field]]:
        """Header rows over the columns of the form."""
        banner = [self.form["banner"]] if "banner" in self.form else []
        return header_tree([[self.fill(h) for h in [*banner, *c["header"]]] for c in columns])

    def sheet(self, widths: list[float], header: list[list[Field]], body: list[list[Field]]) -> MadeSheet:
        """The finished table with its captions and notes."""
        form, empty = self.form, not any(c.figure for row in body for c in row)
        notes = [*form.get("notes", []), *(form.get("empty_notes", []) if empty else [])]
        return MadeSheet(
            statement=form["statement"],
            title=self.fill(form["title"]),
            unit=form.get("unit", self.numerals.unit),
            widths=widths,
            header=header,
            body=body,
            caption=[(self.fill(a), self.fill(b), self.fill(c)) for a, b, c in form.get("caption", [])],
            notes=[self.fill(n) for n in notes],
            truth_title=self.fill(form.get("truth_title", form["title"])),
            wide=form.get("wide", False),
            look=form.get("look", {}),
        )


def weight(column: Form) -> float:
    given = {"name": 3.6, "code": 1.5, "serial": 0.7, "class": 0.7, "group": 0.6, "item": 0.6}
    return column.get("width", given.get(column.get("key", ""), 1.6))
