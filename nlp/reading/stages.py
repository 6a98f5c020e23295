"""Which stage of the money a figure tells (预算, 决算), and which budget a bare 预算 is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlp.annotations import Comparison, Subject
from nlp.chapters import Chapter
from nlp.phases import phase_in
from records.lexicon.groups import BUDGETS, THREE_PUBLIC
from records.lexicon.terms import parts_of
from records.phrases import Phrases

WORDS = Phrases("nlp/reading")


@dataclass(slots=True)
class Stages:
    """The stages that a text has spoken of so far, and their subject. ``budget`` is the one named last."""

    chapter: Chapter
    subject: Subject | None = None
    phase: str | None = None
    budget: str | None = None
    budgets_named: list[str] = field(default_factory=list)
    """The budgets that the sentence has named by now, in order."""
    bound: str | None = None
    """What 预算 alone means from a place on, as the text says there (预算（指调整预算，下同）)."""
    bare_budget: bool = False
    """Whether the sentence has given a budget without saying which."""
    beside_adjusted: bool = False
    """Whether the sentence names the adjusted budget too, so that a bare 预算 is the initial one."""
    beside_final: bool = False
    """Whether the sentence names the outturn too, so that a fund's 预算 is a stage."""
    parts: bool = False
    """Whether the sentence has come to the parts of what it named (其中)."""
    stages: list[str | None] = field(default_factory=list)
    """The stages of the amounts that were given for the subject named last."""
    above: str | None = None
    """The budget that the sentence before gave an amount of, and of nothing else."""

    def going_on(self) -> Subject | None:
        """What was spoken of last, up to the chapter."""
        return self.subject or self.chapter.subject

    def budget_completed(self, executed: bool) -> tuple[str, bool]:
        """Which budget 完成预算的 speaks of: the only one that the sentence has named.

        What was ``executed`` (执行率) is the adjusted budget, where that is named too.
        """
        if self.budgets_named == ["adjusted_budget"] and (executed or not self.bare_budget):
            return "adjusted_budget", True
        budget, sure = self.budget_meant()
        # 预算数5万元，全年预算数6万元，为年度计划的90%: of either
        return budget, sure and not (self.bare_budget and self.beside_adjusted and self.budgets_named)

    def budget_meant(self) -> tuple[str, bool]:
        """Which budget a bare 预算 is, and whether that is sure."""
        if len(set(self.budgets_named)) > 1:
            return self.budgets_named[-1], False  # 年初预算…，调整预算…，完成预算的90%: of either
        if self.bound is not None:
            return self.bound, True
        if self.chapter.is_budget or self.beside_adjusted or not self.chapter.of_report and not self.budget:
            return "initial_budget", True
        if self.chapter.of_government and not self.budgets_named:
            # what the people's congress has approved; it may have been adjusted
            return "initial_budget", self.budget == "initial_budget"
        if self.budget is not None:
            return self.budget, True
        if self.chapter.budgets.get(self.chapter.kind) == "initial_budget":
            return "initial_budget", True
        about = self.going_on()
        public = self.chapter.is_three_public or (
            about is not None and about.measure in (THREE_PUBLIC, *parts_of(THREE_PUBLIC))
        )
        named, alone = self.chapter.budget_named_before()
        if named == "initial_budget" and not public:
            return named, alone
        return "adjusted_budget", public

    def phase_of(self, lead: str, bare: bool) -> tuple[str | None, bool]:
        """The stage of a figure by the text before it, and whether that is sure.

        ``bare`` if the text names nothing of its own before the number but 支出.
        """
        named = phase_in(lead)
        default = self.chapter.own_stage
        if self.chapter.is_budget:
            if named == "final" and (re.search("决算|执行数", lead) or WORDS.of_prior_year.search(lead)):
                return "final", True
            return ("adjusted_budget" if named == "adjusted_budget" and "调整" in lead else default), True
        if named is None and self.beside_final and WORDS.budget_ends.search(lead):
            # 政府性基金预算5万元，决算数4万元: the name of the fund ends in the stage
            return self.budget_meant()
        if named is None and not self.chapter.of_report and WORDS.arranged.search(lead):
            return "initial_budget", True
        if named is None:
            inherits = not bare and (self.parts or "支出" not in lead)
            return (self.phase or default if inherits else default), True
        if named == "budget" and WORDS.achieved.match(lead):
            return "final", True
        if named == "budget":
            self.bare_budget = True
            return self.budget_meant()
        if named in BUDGETS:
            self.set_budget(named)
        return named, True

    def stage_above(self) -> str | None:
        """The budget whose amount alone the sentence before gave: 预算5万元。其中：接待费3万元."""
        told = set(self.stages)
        return next(iter(told)) if len(told) == 1 and told <= set(BUDGETS) else None

    def set_budget(self, budget: str) -> None:
        """``budget`` is what a bare 预算 means from here on, in later chapters too."""
        self.budget = budget
        self.budgets_named.append(budget)
        self.chapter.name_budget(budget)

    def base_of(self, comparison: Comparison | None) -> tuple[str | None, str | None]:
        """The published base of a comparison, and what is doubtful about it (``base``, ``budget``)."""
        if comparison is None:
            return None, "base"
        if comparison.base is not None:
            if comparison.base in BUDGETS:
                self.set_budget(comparison.base)
            return comparison.base, None
        if comparison.budget:
            budget, sure = self.budget_meant()
            return budget, None if sure else "budget"
        # the year compared with is the document's own: a slip of the pen for the year before
        return "prior_year", "base"
