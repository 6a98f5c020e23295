"""What other documents add to one, put into its JSON."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from outputs.publication.additions import Added, with_added
from outputs.schemas.json_documents import encode_document
from tests.support.samples import sample_disclosure

ADDED: dict[str, list[dict[str, Any]]] = {
    "checks": [{"check_id": "y1", "message": "new"}, {"check_id": "y2", "message": "new"}],
    "findings": [{"finding_id": "of another year"}],
}


def content_with(added: Added, without: str | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """A document before and after, as plain values; ``without`` a table, as an older version made it."""
    before = orjson.loads(encode_document(sample_disclosure(0)))
    before.pop(without or "", None)
    return before, orjson.loads(with_added(orjson.dumps(before), added))


@pytest.mark.parametrize("without", [None, "rules", "findings"])
def test_rows_are_added_behind_and_all_else_stays(without: str | None) -> None:
    before, after = content_with(Added({"role": "duplicate"}, ADDED, {}), without)
    assert after.pop("document") == before.pop("document") | {"role": "duplicate"}
    for table, more in ADDED.items():
        assert after.pop(table) == before.pop(table, []) + more
    assert after == before


def test_a_row_with_the_id_of_another_takes_its_place() -> None:
    plain, _ = content_with(Added({}, {}, {}))
    anew = plain["links"][0] | {"verdict": "supported", "explanation": "anew"}
    more = {"claim_id": "of no other"}
    before, after = content_with(Added({}, {"links": [more, anew]}, {}))
    assert after["links"] == [anew, *before["links"][1:], more]
