"""Whether the rooms that are imported are ours: other projects have packages of the same names."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

ROOMS = ("records", "extractors", "nlp", "linking", "outputs", "flows")
HOUSE = Path(__file__).resolve().parent.parent


def ensure_ours(house: Path = HOUSE) -> None:
    """Raises ``ImportError`` with a sentence if a room is another project's package, or missing."""
    for room in ROOMS:
        found = find_spec(room)
        there = [] if found is None else list(found.submodule_search_locations or [found.origin or room])
        if house / room not in [Path(place).resolve() for place in there]:
            where = f"it lies at {there[0]}" if there else "it is missing"
            raise ImportError(
                f"Duizhang needs an environment of its own: {room!r} is not its package; {where}."
            )
