"""What must be known of a document to find the other documents of its disclosure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from nlp.understanding.codes import accounts_of
from records.tables import Document

ACCOUNTS = frozenset(
    {
        "revenue_expenditure_summary",
        "revenue",
        "expenditure",
        "fiscal_grant_summary",
        "general_public_budget_expenditure",
        "basic_expenditure",
        "economic_classification",
    }
)
"""The statements that a complete disclosure has, whatever its form."""
WITHOUT_CLAIMS = frozenset({"other", "unit_list"})
FEWEST_ACCOUNTS = 2
CLAIMS_A_STATEMENT = 2
"""So many numbers a statement are said in notes; a narrative says more."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A document's identity as read, what it holds, and what it was linked with.

    ``claims`` is their number, ``statements`` those that it has figures of, ``attachments`` the
    names of the files that it offers (a web page), ``companions`` the ids of the other documents of
    its disclosure, ``informed`` the disclosure whose other documents helped to read it. The
    ``accounts`` of one that is all tables, by code and name, help to read the others.
    """

    issuer: str | None = None
    fiscal_year: int | None = None
    report_kind: str | None = None
    body_kind: str | None = None
    claims: int = 0
    statements: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    disclosure_id: str | None = None
    companions: tuple[str, ...] = ()
    informed: str | None = None
    accounts: tuple[tuple[str, str], ...] = ()

    @property
    def role(self) -> str | None:
        """``tables`` for statements without a narrative, ``text`` for a narrative without statements."""
        if self.statements and self.claims <= CLAIMS_A_STATEMENT * len(self.statements):
            return "tables"
        if self.claims and len(ACCOUNTS.intersection(self.statements)) < FEWEST_ACCOUNTS:
            return "text"
        return None

    def as_record(self) -> dict[str, Any]:
        """The profile as plain values, for JSON."""
        return asdict(self)

    @classmethod
    def of_record(cls, record: dict[str, Any]) -> Profile:
        """What :meth:`as_record` gave, also after a way through JSON."""
        values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in record.items()}
        values["accounts"] = tuple((code, name) for code, name in record.get("accounts", ()))
        return cls(**values)


def profile_of(document: Document) -> Profile:
    """The profile of a document, as far as its rows tell it."""
    record = document.record
    statements = {fact.statement for fact in document.facts if fact.value is not None}
    profile = Profile(
        issuer=record.issuer,
        fiscal_year=record.fiscal_year,
        report_kind=record.report_kind,
        body_kind=record.body_kind,
        claims=len(document.claims),
        statements=tuple(sorted(statements - WITHOUT_CLAIMS)),
        disclosure_id=record.disclosure_id,
    )
    if profile.role != "tables":
        return profile
    return replace(profile, accounts=tuple(sorted(accounts_of(document.facts))))
