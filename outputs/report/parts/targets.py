"""Performance indicators by project: which targets were missed, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from linking.obligations.forms import before_the_end
from linking.targets import is_met
from records.file_tables import IndicatorRecord
from records.tables import Document


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """An indicator with its outcome: ``missed``, ``no_result``, or ``None`` where it is met or open."""

    row: IndicatorRecord
    outcome: str | None


@dataclass(frozen=True, slots=True)
class ProjectTargets:
    """The indicators of a project, as one form lists them."""

    name: str | None
    table_id: str
    indicators: list[ShownIndicator]

    def count(self, outcome: str) -> int:
        """How many indicators came out so."""
        return sum(one.outcome == outcome for one in self.indicators)


def indicators_by_project(document: Document) -> list[ProjectTargets]:
    """The indicators in the order of the forms; those projects first in which something was missed."""
    groups: dict[tuple[str, str | None], list[IndicatorRecord]] = {}
    for row in document.indicators:
        groups.setdefault((row.table_id, row.project), []).append(row)
    early = before_the_end(document)
    projects = []
    for (table_id, name), rows in groups.items():
        judged = table_id not in early and any(row.actual or row.score is not None for row in rows)
        projects.append(
            ProjectTargets(name, table_id, [ShownIndicator(row, _outcome(row, judged)) for row in rows])
        )
    return sorted(projects, key=lambda project: -bool(project.count("missed")))


def _outcome(row: IndicatorRecord, judged: bool) -> str | None:
    """What came of an indicator; of a form without any result (a budget's), or
    of one that looks at the targets of the year in its middle, nothing is said."""
    if not judged:
        return None
    if not row.actual:
        return "no_result"
    if is_met(row) is False:
        return "missed"
    if row.score is not None and row.weight is not None and row.score < row.weight:
        return "missed"
    return None
