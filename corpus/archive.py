"""An archive of bodies over four years with its truth: ``python -m corpus.archive --bodies 40 --out DIR``.

Each body publishes a budget and final accounts a year, in 万元 or 元 as its form has it, with money that
is carried over from year to year. Some issues are published in a second format, some are corrected later,
some bodies are renamed, and some documents tell a figure of the year before anew (``restated``). What looks
like that and is not happens too: a body takes over another one, an account's money is told under another
account, the form changes (``event``).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from corpus import families
from corpus.bodies.model import Year
from corpus.bodies.years import bodies, make_year
from corpus.composition import compose
from corpus.formats import make
from corpus.succession import (
    carried_on,
    corrected,
    other_code,
    planned_for,
    recoded,
    restated,
    taken_over,
)

YEARS = (2021, 2022, 2023, 2024)
ACCOUNTS = ("chongqing", "guanwai", "henan", "jiangnan", "lingnan", "shanghai", "sichuan", "xibei", "yuan")
BUDGETS = ("budget", "henan_budget", "zhongyuan")
AGAINST_OUTTURN = ("budget",)
"""Forms of budgets that compare their items with last year's outturn (执行数)."""
NEW_NAMES = {"水务局": "水利局", "市场监督管理局": "市场监管局"}
"""What a body may be called later."""
LETTERS = "青云溪岚竹松枫梅兰桂湖石泉桥"
"""Of which the names of counties are made."""
EVENTS = ("taken_over", "recoded", "other_form")
"""What happens to a body in one of its years, and is no restatement."""


@dataclass(slots=True)
class Placed:
    """The truth of a document: whose it is, what it is beside the others, and what it tells anew."""

    file: str
    body: str
    issuer: str
    year: int
    report_kind: str
    role: str = "primary"
    stands_for: str | None = None
    restated: list[str] = field(default_factory=list)
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """A file with its truth."""

    data: bytes
    placed: Placed


def archive(number: int, seed: int = 1) -> Iterator[Issued]:
    """The documents of ``number`` bodies."""
    for body in range(number):
        yield from of_body(body, seed)


@dataclass(frozen=True, slots=True)
class Discloser:
    """A body of the archive: its name, its forms by kind, and what happens to it in which year."""

    number: int
    seed: int
    place: str
    name: str
    forms: dict[str, str]
    later_form: str
    event: str | None
    in_year: int
    renamed_in: int | None

    def form(self, kind: str, year: int) -> str:
        """The form of a year's report."""
        changed = self.event == "other_form" and year >= self.in_year and kind == "final_accounts"
        return self.later_form if changed else self.forms[kind]

    def year(self, kind: str, year: int) -> Year:
        """A year as it would be without a past."""
        return make_year(self.seed * 10_000 + self.number, kind, year, whose=(self.place, self.name))


def _body(number: int, seed: int, rng: random.Random) -> Discloser:
    name = bodies()[number % len(bodies())]
    return Discloser(
        number,
        seed,
        f"云泽市{LETTERS[number // len(LETTERS) % len(LETTERS)]}{LETTERS[number % len(LETTERS)]}县",
        name,
        {"budget": rng.choice(BUDGETS), "final_accounts": rng.choice(ACCOUNTS)},
        rng.choice(ACCOUNTS),
        rng.choice(EVENTS) if rng.random() < 0.5 else None,
        rng.choice(YEARS[1:]),
        rng.choice(YEARS[1:]) if name in NEW_NAMES and rng.random() < 0.5 else None,
    )


def of_body(number: int, seed: int = 1) -> Iterator[Issued]:
    """The documents of one body, in the order in which they are published."""
    rng = random.Random(f"archive {seed} {number}")
    body = _body(number, seed, rng)
    before: dict[str, Year | None] = {"budget": None, "final_accounts": None}
    codes: tuple[str, str] | None = None
    for year in YEARS:
        accounts, plan = body.year("final_accounts", year), body.year("budget", year)
        event = body.event if year == body.in_year else None
        if event == "taken_over":
            before = {kind: taken_over(past, rng) if past else None for kind, past in before.items()}
        if event == "recoded":
            codes = other_code(accounts, rng)
        if codes is not None:
            accounts, plan = recoded(accounts, *codes), recoded(plan, *codes)
            before = {kind: recoded(past, *codes) if past else None for kind, past in before.items()}
        outturn = before["final_accounts"] if body.forms["budget"] in AGAINST_OUTTURN else None
        budget = carried_on(planned_for(plan, accounts), before["budget"], executed=outturn)
        for kind in ("budget", "final_accounts"):
            made = budget if kind == "budget" else carried_on(accounts, before[kind], budget)
            shown = _named(made, body.renamed_in) if body.renamed_in else made
            late = corrected(made, rng) if rng.random() < 0.06 else None
            again = (_named(late, body.renamed_in) if body.renamed_in else late) if late else None
            is_told = _has_statements(body.form(kind, year - 1)) and _has_statements(body.form(kind, year))
            may_tell_anew = is_told and before[kind] is not None and event != "taken_over"
            for one in _issues(number, body.form(kind, year), shown, again, may_tell_anew, rng):
                yield replace(one, placed=replace(one.placed, event=event))
            before[kind] = late or made  # the next year goes on from what was corrected
            if kind == "budget" and late and rng.random() < 0.5:
                budget = late  # and so do the accounts, or they go on from the former issue


def _has_statements(form: str) -> bool:
    """Whether documents of a form have their statements within, so that others can be held against them."""
    tables = families.family(form).description["table"]
    return any(table["statement"] == "revenue_expenditure_summary" for table in tables)


def _named(year: Year, renamed_in: int) -> Year:
    """The year under the name of its time; the first one under a new name says so."""
    if year.year < renamed_in:
        return year
    new = NEW_NAMES[year.body]
    duties = year.duties
    if year.year == renamed_in:
        duties = [*duties, f"根据机构改革方案，原{year.issuer}更名为{year.place}{new}。"]
    return replace(year, body=new, duties=duties)


def _issues(
    number: int, family: str, year: Year, late: Year | None, has_past: bool, rng: random.Random
) -> Iterator[Issued]:
    """A disclosure: mostly one file, sometimes also in another format, or corrected later."""
    told: list[str] = []
    kind = year.report_kind
    if has_past and late is None and rng.random() < 0.15:
        found = restated(year, rng)
        if found is not None:
            year, code, _ = found
            told = [code]
    stem = f"{number:04d}-{year.year}-{kind}"
    placed = Placed(f"{stem}.pdf", str(number), year.issuer, year.year, kind, restated=told)
    seed = number
    if late is not None:
        yield Issued(_file(family, seed, late, "pdf"), replace(placed, file=f"{stem}-更正.pdf"))
        placed = replace(placed, role="superseded", stands_for=f"{stem}-更正.pdf")
    elif rng.random() < 0.15:
        form = rng.choice(("docx", "text"))
        suffix = {"docx": "docx", "text": "txt"}[form]
        again = replace(
            placed, file=f"{stem}.{suffix}", role="duplicate", stands_for=placed.file, restated=[]
        )
        yield Issued(_file(family, seed, year, form), again)
    yield Issued(_file(family, seed, year, "pdf"), placed)


def _file(family: str, seed: int, year: Year, form: str) -> bytes:
    (data,) = make(compose(family, seed, year=year), form).files.values()
    return data


def main(arguments: list[str] | None = None) -> int:
    """The command; 3 for a folder that cannot be written."""
    parser = argparse.ArgumentParser(prog="python -m corpus.archive", description=__doc__)
    parser.add_argument("--bodies", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True, help="folder for documents/ and truth.json")
    given = parser.parse_args(arguments)
    truths = []
    try:
        (given.out / "documents").mkdir(parents=True, exist_ok=True)
        for one in archive(given.bodies, given.seed):
            (given.out / "documents" / one.placed.file).write_bytes(one.data)
            truths.append(asdict(one.placed))
        text = json.dumps(truths, ensure_ascii=False, indent=1) + "\n"
        (given.out / "truth.json").write_text(text, "utf-8")
    except OSError as error:
        print(f"Cannot write to {given.out}: {error.strerror}", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
