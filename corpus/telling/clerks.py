"""How a clerk tells a fact: a template for the teller, in words drawn by seed.

The phrases (``wordings.toml``) are the maker's own; the reader of narratives knows none of them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from corpus.telling.quantities import TracedAmount, way
from records.rule_files import load_rules

SLOT = re.compile(r"\{(\w+?)(\d?)\}")
CAPITALS = str.maketrans("一二三四五六七八九", "壹贰叁肆伍陆柒捌玖")
FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
SUBJECT = "\0"
"""Stands for the subject until all else is filled: an account's has slots of the teller's."""
FIGURES = {
    "now": ".", "then": ".prior", "diff": ".change", "rate": ".rate", "budget": ".initial", "gap": ".gap",
    "completion": ".completion", "gaprate": ".gaprate", "flat": ".flat", "relation": ".relation",
    "moved": ".moved", "barerate": ".barerate", "n": ".count", "gone": ".counted", "times": ".times",
}  # fmt: skip
WORDLESS = ("relation", "moved")
OWN_SLOT = re.compile(r"\{([\w:]+)(?:\.(\w+))?\}")
ACCOUNT = re.compile(r"^.*\{[lk]\d\}(?:[（(]?[类款项][）)]|[）)])*")
"""What a template says of an account before it tells its figures."""
TOLD = {
    "change": {"", "change", "rate", "word", "rateword", "reason"},
    "budget": {
        "",
        "initial",
        "completion",
        "gap",
        "gaprate",
        "gapword",
        "gaprateword",
        "compared",
        "cause",
        "gapreason",
    },
}
"""Of what forms of one amount a template consists that tells the fact of this kind."""
LEAST = Decimal(100)
"""The least difference, in yuan, that is told as one: less is printed as 0.01 at most."""
PLAIN = {"year", "prior", "issuer", "kind", "n", "一"}


@cache
def wordings() -> dict[str, Any]:
    """The phrase tables."""
    return load_rules(Path(__file__).with_name("wordings.toml"))


@dataclass(frozen=True, slots=True)
class Fact:
    """What is to be told: an amount under the name that the teller knows it by, and its parts."""

    kind: str
    name: str
    subject: str
    parts: tuple[str, ...] = ()
    account: bool = False

    def names(self) -> dict[str, str]:
        """The names of the amount and its parts, by the mark of their slots."""
        return dict(zip(("", "1", "2"), (self.name, *self.parts), strict=False))


class Clerk:
    """Draws the words of one document; ``of`` is its kind, final or budget.

    ``alone``: what is told is held against no tables, and need not share their unit and footing.
    """

    def __init__(self, seed: str, of: str, year: int, alone: bool = False) -> None:
        self.chance = random.Random(seed)
        self.of, self.year, self.alone = of, year, alone
        habits = wordings()["habits"]
        self.gap = self.chance.choice(habits["gaps"])
        self.full_digits = self.chance.random() < habits["full_digits"]
        self.run_in = self.chance.random() < habits["run_in"]
        self.run_in_mark = self.chance.choice(habits["run_in_marks"])
        self.broken = alone and self.chance.random() < habits["broken"]
        self.capitals = self.chance.random() < habits["capitals"]

    def tell(self, fact: Fact, amounts: Mapping[str, TracedAmount], executed: bool = False) -> str:
        """A template of the teller's that states a fact; ``executed``: compared with last year's outturn."""
        told = {mark: amounts[name] for mark, name in fact.names().items()}
        now = way(told[""].change)
        fitting = [
            one["text"]
            for one in wordings()[fact.kind]["wordings"]
            if one.get("only", now) == now
            and one.get("of", self.of) == self.of
            and not (one.get("alike") and len({way(amount.change) for amount in told.values()}) > 1)
            and not (executed and "{then}" in one["text"])
            and not (fact.account and (not one["text"].startswith("{s}") or one["text"].count("{s}") > 1))
            and not (one.get("alone") and not self.alone)
        ]
        words = Phrasing(self, fact, told, executed)
        text: str = self.chance.choice(fitting)
        text = text.replace(
            "{s}{now}", f"{{s}}{self.chance.choice(wordings()['habits']['asides'])}{{now}}", 1
        )
        while (filled := SLOT.sub(words.fill, text)) != text:
            text = filled
        for twice, once in (
            (SUBJECT, fact.subject),
            ("支出支出", "支出"),
            ("了了", "了"),
            ("。：", "："),
            ("：：", "："),
            ("，：", "："),
        ):
            text = text.replace(twice, once)
        return text

    def retold(
        self,
        template: str,
        amounts: Mapping[str, TracedAmount],
        names: Mapping[str, Any],
        may_tell: Callable[[str], Collection[str]],
    ) -> str | None:
        """A family's template in this clerk's words; None if it tells other things than one fact."""
        slots = [(m[1], m[2] or "") for m in OWN_SLOT.finditer(template)]
        told = {(name, form) for name, form in slots if str(names.get(name, name)) in amounts}
        mine = {name for name, _ in told}
        rest = {name for name, _ in slots} - mine - PLAIN
        account = ACCOUNT.match(template)
        if len(mine) != 1 or (rest and not account) or template.count("{") != len(slots):
            return None
        own = mine.pop()
        name = names.get(own, own)
        amount, forms = amounts[name], {form for _, form in told}
        kinds = [kind for kind, known in TOLD.items() if forms <= known and len(forms) > 2]
        if not kinds or kinds[0] not in may_tell(name) or not _speaks(kinds[0], amount):
            return None
        subject = account[0] if account else amount.subject
        fact = Fact(kinds[0], name, subject, account=bool(account))
        return self.tell(fact, amounts, "执行" in template)

    def numbered(self, heading: str) -> str:
        """A heading with its number as this clerk writes it: 一、 or 壹、."""
        if not self.capitals or heading[1:2] != "、":
            return heading
        return heading[:1].translate(CAPITALS) + heading[1:]

    def headed(self, heading: str, text: str) -> str:
        """A paragraph that runs into its heading, without a mark between only where a year begins it."""
        mark = self.run_in_mark if text.startswith("20") or self.run_in_mark.strip() else "。"
        return f"{heading}{mark}{text}"

    def laid_out(self, text: str) -> str:
        """A paragraph as a page breaks it: below a heading that it runs into, a line that ends open."""
        habits = wordings()["habits"]
        if self.run_in and text.startswith("20"):
            text = self.headed(self.chance.choice(habits["headings"]), text)
        ends = [match.end() for match in re.finditer("|".join(habits["open_ends"]), text)]
        if not self.broken or not ends:
            return text
        at = self.chance.choice(ends)
        return f"{text[:at]}\n{text[at:]}" if text[at:].strip() else text

    def written(self, text: str) -> str:
        """A paragraph in this clerk's digits, as many as there were."""
        return text.translate(FULL_WIDTH) if self.full_digits else text

    def cause(self, several: bool = False) -> str:
        """Words for a cause, or for two in a list."""
        known = wordings()
        pattern = self.chance.choice(known["lists"]) if several else "{cause}"
        chosen = iter(self.chance.sample(known["causes"], 2))
        return re.sub(r"\{cause\}", lambda _: next(chosen), pattern)


class Phrasing:
    """Fills the slots of one wording."""

    def __init__(self, clerk: Clerk, fact: Fact, told: Mapping[str, TracedAmount], executed: bool) -> None:
        self.clerk, self.fact, self.told, self.executed = clerk, fact, told, executed

    def fill(self, slot: re.Match[str]) -> str:
        """What stands for a slot: words, or a slot of the teller's."""
        word, mark = slot[1], slot[2]
        name, clerk = self.fact.names()[mark], self.clerk
        match word:
            case "year":
                return str(clerk.year)
            case "prior":
                return str(clerk.year - 1)
            case "s" if not mark:
                after = (
                    clerk.chance.choice(wordings()["habits"]["after_account"]) if self.fact.account else ""
                )
                return SUBJECT + after
            case "s":
                return self.told[mark].subject
            case "share" | "bareshare" | "was":
                bare = {"bareshare": ".bare", "was": ".was"}.get(word, "")
                return "{" + f"{name}%{self.fact.name}{bare}" + "}"
            case "u":
                return str(clerk.chance.choice(wordings()["units"][self.told[mark].unit]))
            case "cause" | "causes" | "itemcause" | "itemcauses":
                of_item = "itemcause" if word.startswith("item") else "gapcause"
                explained = of_item if self.fact.kind == "budget" else "changecause"
                return "{" + f"{name}.{explained}{'+' if word.endswith('s') else ''}" + "}"
            case "why":
                return self.because()
        if word in FIGURES:
            return "{" + name + FIGURES[word] + "}" + (clerk.gap if word not in WORDLESS else "")
        return self.word(word, self.told[mark])

    def because(self) -> str:
        """A cause as it is added, or a full stop."""
        if self.clerk.chance.random() >= wordings()["explained"]:
            return "。"
        known = wordings()["because"].get(self.fact.kind) or wordings()["because"]["change"]
        moved = way(self.told[""].amount - self.told[""].initial)
        fitting = [
            one for one in known
            if not (self.fact.account and "{s}" in one) and not (moved == "flat" and "{than}" in one)
        ]  # fmt: skip
        return str(self.clerk.chance.choice(fitting))

    def word(self, word: str, amount: TracedAmount) -> str:
        """A word of comparing, or of a direction."""
        known = wordings()
        if word in ("c", "cb"):
            ground = "executed" if self.executed else "budgeted" if self.clerk.of == "budget" else "prior"
            return str(self.clerk.chance.choice(known["compared"]["initial" if word == "cb" else ground]))
        if word == "sto":
            whole = self.told[""]
            grown = amount.amount * whole.prior - amount.prior * whole.amount
            return str(self.clerk.chance.choice(known["down" if grown < 0 else "up"]["to"]))
        to_budget = word in ("g", "gv", "G", "than")
        moved = way(amount.amount - (amount.initial if to_budget else amount.prior))
        return str(self.clerk.chance.choice(known["up" if moved == "flat" else moved][word]))


def _speaks(kind: str, amount: TracedAmount) -> bool:
    """Whether a fact of this kind can be told of an amount in any wording: all its figures are some."""
    base = amount.prior if kind == "change" else amount.initial
    return bool(base) and bool(amount.amount) and abs(amount.amount - base) >= LEAST
