"""The report of a run: what was done with each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.jobs import Outcome, readable
from flows.running.remote_inputs import Copies
from outputs.findings import Findings
from outputs.publication.additions import ToldFindings


@dataclass(slots=True)
class RunReport:
    """What was done: an outcome for each file, by path; the files that were left alone.

    ``own`` are files and folders that Duizhang wrote, ``links`` links to folders, which are not followed;
    ``copies`` tells which of the paths are working copies of what lies on an object store. Findings that a
    reader has marked as ``false``, by document and severity, are not counted with the others.
    """

    started: datetime
    version: str
    out: Path | str
    outcomes: list[Outcome] = field(default_factory=list)
    ignored: list[Path] = field(default_factory=list)
    own: list[Path] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)
    copies: Copies = field(default_factory=Copies)
    false: Mapping[str, Counter[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the run's files below ``OUT/runs``."""
        return f"{self.started:%Y%m%dT%H%M%S.%f}Z"

    def take(self, told: Mapping[str, ToldFindings]) -> None:
        """Take what the archive says of the documents: of a disclosure in two formats one is told."""
        for outcome in self.outcomes:
            found = told.get(outcome.document_id or "")
            if found is None:
                continue
            own = outcome.findings if found.is_told else Findings()
            worst = [*own.worst, *found.worst]
            outcome.findings = Findings(own.errors + found.errors, own.notices + found.notices, worst)
            outcome.is_told = found.is_told

    def as_record(self) -> dict[str, Any]:
        """The report as it is kept in ``OUT/runs``, the place for whatever differs between runs."""
        return {
            "version": self.version,
            "started": self.started.isoformat(),
            "ended": datetime.now(UTC).isoformat(),
            "errors": self.errors,
            "notices": self.notices,
            "documents": [
                one | {"source": self.copies.source(one["source"])}
                for one in (outcome.as_record() for outcome in self.outcomes)
            ],
            "ignored": [readable(path) for path in self.ignored],
            "own": [readable(path) for path in self.own],
            "links_not_followed": [readable(path) for path in self.links],
        }

    def counts(self) -> dict[str, Any]:
        """The run in numbers: documents by what became of them, findings."""
        statuses = Counter(outcome.status for outcome in self.outcomes)
        return {
            "documents": len(self.outcomes),
            "done_before": sum(outcome.done_before for outcome in self.outcomes),
            "ok": statuses["ok"],
            "partial": statuses["partial"],
            "failed": len(self.failures),
            "errors": self.errors,
            "notices": self.notices,
        }

    @property
    def repeated(self) -> int:
        """The number of documents that are another format or a former issue of a disclosure."""
        return sum(not outcome.is_told for outcome in self.outcomes)

    @property
    def spread(self) -> int:
        """The number of disclosures in several files that were linked with each other."""
        profiles = [outcome.profile for outcome in self.outcomes]
        return len({profile.disclosure_id for profile in profiles if profile.companions})

    @property
    def failures(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.failed]

    @property
    def errors(self) -> int:
        """Findings of severity ``error``, over all documents."""
        return sum(outcome.findings.errors for outcome in self.outcomes) - self.set_aside("error")

    @property
    def notices(self) -> int:
        """Findings of severity ``notice``, over all documents."""
        return sum(outcome.findings.notices for outcome in self.outcomes) - self.set_aside("notice")

    def set_aside(self, severity: str) -> int:
        """How many of the findings that are told of these documents a reader has marked as false."""
        told = {outcome.document_id for outcome in self.outcomes if outcome.is_told}
        return sum(counts[severity] for document, counts in self.false.items() if document in told)

    def rows(self, table: str) -> int:
        """Rows of a table over all documents of the run."""
        return sum(outcome.rows.get(table, 0) for outcome in self.outcomes)
