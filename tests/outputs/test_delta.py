"""The export of Delta tables: the same rows, one transaction a change, old states readable."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from outputs.publication.dataset import read_table
from outputs.publication.delta import export_delta
from outputs.publication.snapshot import publish
from outputs.store.out_folder import OutFolder
from records.archive_tables import PUBLISHED
from tests.outputs.test_publication import keep
from tests.support.samples import sample_disclosure

pytestmark = pytest.mark.long

deltalake = pytest.importorskip("deltalake", reason="needs the extra 'delta'")


def rows(folder: Path, version: int | None = None) -> list[dict[str, Any]]:
    table = deltalake.DeltaTable(folder, version=version).to_pyarrow_table()
    return sorted(table.to_pylist(), key=str)


def test_a_delta_table_holds_the_published_rows_and_its_old_states(tmp_path: Path) -> None:
    out = OutFolder(tmp_path / "out")
    keep(out, [sample_disclosure(0), sample_disclosure(1, None, None)])
    publish(out)
    assert export_delta(out) == list(PUBLISHED)
    for table in PUBLISHED:
        shown = read_table(out.root, table).to_pylist()
        assert rows(out.root / "delta" / table) == sorted(shown, key=str)
    before = rows(out.root / "delta" / "facts")
    assert export_delta(out) == []

    changed = sample_disclosure(0)
    changed.record.version = "0.2.0"
    changed.facts[0].value = Decimal("9.87")
    del changed.facts[1]
    keep(out, [changed])
    publish(out)
    assert export_delta(out)
    after = rows(out.root / "delta" / "facts")
    assert after == sorted(read_table(out.root, "facts").to_pylist(), key=str)
    assert Decimal("9.87") in [row["value"] for row in after]
    assert rows(out.root / "delta" / "facts", version=0) == before
