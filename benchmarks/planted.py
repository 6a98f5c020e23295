"""Errors planted into correct documents: ``python -m benchmarks.planted [--plants N] [PDF ...]``.

Makes documents that are correct by construction (and takes those given), plants one error at a
time into a copy of what was read from them, links and checks the copy, and prints how many plants
gave a new alarm that names the figure or claim, by sort of error: over all plants, and over those
whose figure another place of the document states too. Also the alarms of the unplanted documents.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from benchmarks.planting.in_forms import plant_empty, plant_heading, plant_missing
from benchmarks.planting.in_sentences import (
    plant_claim,
    plant_direction,
    plant_placeholder,
    plant_unit,
    plant_year,
)
from benchmarks.planting.in_tables import plant_figure, plant_lost, plant_name, plant_shift, plant_swap
from benchmarks.planting.plants import Plant
from benchmarks.planting.sources import ReadSource, alarms, run, take
from corpus import families
from corpus.make import make_document

PLANTERS: tuple[Callable[[ReadSource, random.Random], Plant | None], ...] = (
    plant_figure,
    plant_swap,
    plant_shift,
    plant_claim,
    plant_unit,
    plant_lost,
    plant_direction,
    plant_year,
    plant_name,
    plant_heading,
    plant_placeholder,
    plant_empty,
    plant_missing,
)


def caught(source: ReadSource, plant: Plant) -> bool:
    """Whether the planted copy gives a new alarm that names what was planted."""
    document = replace(
        source.document, facts=[plant.facts.get(fact.fact_id, fact) for fact in source.document.facts]
    )
    claims = [plant.claims.get(claim.claim_id, claim) for claim in source.claims]
    if plant.change is not None:
        document = plant.change(document)
    pages = {f"page {claim.page}" for claim in plant.claims.values()}
    wrong = {*plant.facts, *plant.claims, *pages, *plant.rules}
    new = alarms(run(document, claims))
    return any(key not in source.alarms and named & wrong for key, named in new.items())


def sources(documents: int, seed: int, given: list[Path]) -> list[ReadSource]:
    """Made documents of all families in turn, and the files given."""
    names = families.names()
    made = [(names[i % len(names)], seed + i // len(names)) for i in range(documents)]
    result = [take(f"{name}-{number}", make_document(name, number)[0]) for name, number in made]
    return result + [take(path.name, path.read_bytes()) for path in given]


def main(arguments: list[str] | None = None) -> int:
    """The command; 1 if nothing could be planted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planted", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="PDF files taken to be correct")
    parser.add_argument("--documents", type=int, default=21, help="how many documents to make")
    parser.add_argument("--plants", type=int, default=600, help="how many errors to plant")
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    given = parser.parse_args(arguments)
    chance = random.Random(given.seed)
    taken = sources(given.documents, given.seed, given.files)
    false_alarms = sum(key[0] != "owed" for source in taken[: given.documents] for key in source.alarms)
    print(
        f"{len(taken)} documents; {false_alarms} alarms in the {given.documents} made ones, which are correct"
    )
    for source in taken:
        for key in source.alarms:
            if key[0] != "owed":  # made documents leave out what rare forms leave out
                print(f"  alarm in {source.name}: {' '.join(key[:3])}")
    counts: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    begun, tries = time.perf_counter(), 0
    while sum(map(len, counts.values())) < given.plants and tries < 20 * given.plants and taken:
        tries += 1
        source = chance.choice(taken)
        plant = PLANTERS[tries % len(PLANTERS)](source, chance)
        if plant is None:
            continue
        hit = caught(source, plant)
        counts[plant.sort, plant.stated].append(hit)
        if given.misses and not hit and plant.stated:
            print(f"  missed {plant.sort} in {source.name}: {plant.what}")
    report(counts)
    print(f"{time.perf_counter() - begun:.1f} s")
    return 0 if counts else 1


def report(counts: dict[tuple[str, bool], list[bool]]) -> None:
    """Recall by sort of error, and of all."""
    print(f"{'error':18}{'stated too':>22}{'all':>22}")
    for sort in sorted({sort for sort, _ in counts}):
        print(
            f"{sort:18}{_share(counts[sort, True]):>22}{_share(counts[sort, True] + counts[sort, False]):>22}"
        )
    stated = [hit for (_, also), hits in counts.items() if also for hit in hits]
    everything = [hit for hits in counts.values() for hit in hits]
    print(f"{'all':18}{_share(stated):>22}{_share(everything):>22}")


def _share(hits: list[bool]) -> str:
    return f"{sum(hits)}/{len(hits)} {sum(hits) / len(hits):7.1%}" if hits else "-"


if __name__ == "__main__":
    sys.exit(main())
