"""What the programs that a reader starts may take: the document's bound, less what its reader holds."""

from __future__ import annotations

from extractors.guards.rations import MEGABYTES, allowing, left_megabytes


def test_a_bounded_reader_counts_itself() -> None:
    with allowing(50_000):
        assert 40_000 < left_megabytes() < 50_000
    with allowing(1):
        assert left_megabytes() < 0, "this interpreter holds more than a megabyte"


def test_a_process_that_nobody_bounded_may_be_as_large_as_it_likes() -> None:
    held = bytearray(b"x" * 64 * 1024 * 1024)
    assert left_megabytes() == MEGABYTES
    assert held
