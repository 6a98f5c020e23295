"""Claims, their attributes, reasons, links and verdicts held against an annotation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from outputs.evaluation.comparison import GRAND_TOTALS, label, number, row_label, same_row, unit
from outputs.evaluation.gold import Gold, GoldClaim, GoldReference
from outputs.evaluation.operands import Operands
from outputs.evaluation.scores import Misses, Score

Row = dict[str, Any]
COMPARED = ("change", "change_rate")
"""Kinds of claims that have a base and a direction."""


@dataclass(frozen=True, slots=True)
class ClaimsRead:
    """What was read in one document: rows of ``claims``, ``reasons`` and ``links``, and their figures."""

    claims: list[Row]
    reasons: list[Row]
    links: list[Row]
    operands: Operands


def score_claims(gold: Gold, findings: ClaimsRead, score: Score, misses: Misses) -> None:
    """Give each annotated claim the best claim of its value, unit, kind and page, and judge that."""
    of_amount: dict[tuple[Decimal, str], list[Row]] = defaultdict(list)
    for claim in findings.claims:
        if claim["value"] is not None:
            of_amount[abs(claim["value"]).normalize(), unit(claim["unit"])].append(claim)
    taken: set[str] = set()
    judge = _Judge(gold, findings, score, misses)
    for wanted in gold.claims:
        value = number(wanted.value)
        if value is None:
            continue
        same_amount = of_amount[abs(value), unit(wanted.unit)]
        candidates = [c for c in same_amount if c["claim_id"] not in taken and _near(c, wanted)]
        best = max(candidates, key=lambda c: _fit(c, wanted), default=None)
        if best is None:
            score.claims.add(False)
            misses.note("claim:missing", str(wanted))
        elif score.claims.add(best["kind"] == wanted.kind):
            taken.add(best["claim_id"])
            judge.attributes(wanted, best)
            judge.reason(wanted, best)
            judge.verdict(wanted, best)
        else:
            misses.note("claim:kind", f"{wanted}  <- {best['kind']}")
    _count_extra(findings.claims, taken, score, misses)


def _near(claim: Row, wanted: GoldClaim) -> bool:
    return not wanted.page or claim["page"] is None or abs(claim["page"] - wanted.page) <= 1


def _fit(claim: Row, wanted: GoldClaim) -> tuple[bool, ...]:
    """How well a claim of the right amount answers to an annotated one; the first place counts most."""
    subject, found = label(wanted.subject), label(claim["subject"])
    account, path = list(wanted.account), list(claim["account_path"] or ())
    return (
        claim["kind"] == wanted.kind,
        bool(account) and _last(account) == _last(path),
        not account and not path,
        subject in found or found in subject,
        claim["phase"] == wanted.phase,
        claim["base"] == wanted.base,
        claim["page"] == wanted.page,
    )


def _last(path: list[str]) -> str | None:
    return label(path[-1]) if path else None


def _key(claim: Row) -> tuple[Any, ...]:
    return claim["value"], unit(claim["unit"]), claim["kind"], claim["sentence"]


def _count_extra(claims: list[Row], taken: set[str], score: Score, misses: Misses) -> None:
    """Claims that answer to nothing, but for statements that an annotation does not hold.

    These are changes of nothing (持平), relations without a number (大于预算数), and the second claim of
    one number (收、支总计均为…).
    """
    answered = {_key(c) for c in claims if c["claim_id"] in taken}
    for claim in claims:
        if claim["claim_id"] in taken:
            score.claim_precision.add(True)
            continue
        flat = claim["direction"] == "flat" and not claim["value"]
        if flat or claim["kind"] == "relation" or (claim["value"] is not None and _key(claim) in answered):
            continue
        score.claim_precision.add(False)
        printed = claim["raw"] or claim["value"]
        misses.note("claim:extra", f"p{claim['page']} {claim['kind']} {claim['subject'] or ''} {printed}")


class _Judge:
    """Holds found claims against the annotated ones and notes the scores."""

    def __init__(self, gold: Gold, findings: ClaimsRead, score: Score, misses: Misses) -> None:
        self.gold, self.score, self.misses = gold, score, misses
        self.reasons = {r["reason_id"]: label(r["text"]) for r in findings.reasons}
        self.links = {link["claim_id"]: link for link in findings.links}
        self.operands = findings.operands

    def attributes(self, wanted: GoldClaim, claim: Row) -> None:
        """Account, phase and period where the annotation has one; base and direction of comparisons."""
        compared = wanted.kind in COMPARED
        path = list(claim["account_path"] or ())
        for name, applies, right, found in (
            ("account", bool(wanted.account), _last(path) == _last(list(wanted.account)), path),
            ("phase", wanted.phase is not None, claim["phase"] == wanted.phase, claim["phase"]),
            ("period", wanted.period is not None, claim["period"] == wanted.period, claim["period"]),
            ("base", compared, claim["base"] == wanted.base, claim["base"]),
            ("direction", compared, claim["direction"] == wanted.direction, claim["direction"]),
        ):
            if applies and not getattr(self.score, name).add(right):
                self.misses.note(f"claim:{name}", f"{wanted}: {found} ≠ {getattr(wanted, name)}")

    def reason(self, wanted: GoldClaim, claim: Row) -> None:
        """The stated cause, known by its first characters."""
        found = self.reasons.get(claim["reason_id"] or "", "")
        if not wanted.reason:
            self.score.reasons_without_ground += bool(claim["reason_id"])
            return
        begins = self.gold.reasons.get(wanted.reason)
        if not self.score.reason.add(bool(found) and found.startswith(label(begins)[:6])):
            self.misses.note("claim:reason", f"{wanted}: {found[:20]!r} ≠ {begins!r}")

    def verdict(self, wanted: GoldClaim, claim: Row) -> None:
        """The verdict and, where the annotation names cells, that the link speaks of the first of them."""
        link = self.links.get(claim["claim_id"])
        found = (link["verdict"] if link else None) or "unverifiable"
        found = "supported" if found == "rounding" else found
        if not self.score.verdicts.add(found == wanted.verdict):
            self.misses.note(f"verdict:{wanted.verdict}->{found}", str(wanted))
        if wanted.verdict == "contradicted":
            self.score.contradictions.add(found == "contradicted")
        if found == "contradicted":
            self.score.alarms.add(wanted.verdict == "contradicted")
        if wanted.cells and wanted.verdict in ("supported", "contradicted"):
            operands = self.operands.of_row(link) if link else []
            if not self.score.links.add(any(_is_cell(f, wanted.cells[0]) for f in operands)):
                got = [(f["statement"], f["account_code"] or f["row_label"]) for f in operands]
                cell = wanted.cells[0]
                self.misses.note("link", f"{wanted}: {got} ≠ {(cell.statement, cell.row)}")


def _is_cell(fact: Row, cell: GoldReference) -> bool:
    """Whether a fact is the cell, or the same row's or a total's figure in another statement."""
    by_code = label(cell.row) == label(fact["account_code"])
    in_row = (
        by_code
        or same_row(None, cell.row, None, fact["row_label"])
        or row_label(cell.row) == row_label(fact["account_name"])
    )
    return in_row and (by_code or fact["statement"] == cell.statement or row_label(cell.row) in GRAND_TOTALS)
