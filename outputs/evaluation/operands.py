"""The figures that links and checks of a document rest on: its own, and those of its disclosure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Operands:
    """Rows of ``facts`` by their id, and those of the disclosure's documents by document and id."""

    own: dict[str, Row]
    of_document: dict[tuple[str, str], Row]

    @classmethod
    def of(cls, own: Iterable[Row], companions: Iterable[Row] = ()) -> Operands:
        """``companions`` are the facts of the other documents of the disclosure."""
        mine, others = list(own), list(companions)
        known = {(f["document_id"], f["fact_id"]): f for f in [*mine, *others] if "document_id" in f}
        return cls({fact["fact_id"]: fact for fact in mine}, known)

    def of_row(self, row: Row) -> list[Row]:
        """The facts of a row of ``links`` or ``checks`` in their order; ids that nothing has are left out."""
        ids, documents = row["fact_ids"] or (), row.get("fact_document_ids")
        if not documents:
            return [self.own[i] for i in ids if i in self.own]
        named = zip(documents, ids, strict=True)
        return [self.of_document[place] for place in named if place in self.of_document]
