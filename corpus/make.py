"""Make sample disclosures: ``python -m corpus.make --family lingnan --seed 1 --out DIR``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from corpus import families
from corpus.composition import compose
from corpus.formats import FORMATS, NoSuchFormat, pdf
from corpus.series import CannotSave, SampleOrder, Series, save

COMMITTED = [
    SampleOrder("lingnan", 8, defects=7),
    SampleOrder("jiangnan", 5),
    SampleOrder("budget", 2, defects=5),
    SampleOrder("yuan", 5),
    SampleOrder("xibei", 6),
    SampleOrder("zhongyuan", 12),
    SampleOrder("guanwai", 1),
    SampleOrder("henan", 1),
    SampleOrder("henan_budget", 2),
    SampleOrder("chongqing", 1),
    SampleOrder("sichuan", 1),
    SampleOrder("shanghai", 2),
    SampleOrder("henan", 30, "docx"),
    SampleOrder("jiangnan", 30, "xlsx"),
    SampleOrder("chongqing", 30, "article"),
    SampleOrder("guanwai", 32, "scan", tables=3),
    SampleOrder("xibei", 31, "ofd"),
    SampleOrder("lingnan", 30, "text"),
    SampleOrder("yuan", 30, "markdown"),
]
"""The committed disclosures: each family as PDF, and some in the other formats."""


def make_document(
    name: str, seed: int, size: int = 1, defects: int = 0, retold: bool = False
) -> tuple[bytes, dict[str, Any]]:
    """A disclosure of family ``name`` as PDF, and its truth as in the gold format.

    ``retold``: its narrative in the words of a clerk drawn by the seed.

    Raises :class:`~corpus.families.UnknownFamily`.
    """
    made = pdf(compose(name, seed, size, defects, retold=retold))
    (data,), (truth,) = made.files.values(), made.truths
    return data, truth


def main(arguments: list[str] | None = None) -> int:
    """The command; 2 for a family or format that does not exist, 3 for a folder that cannot be written."""
    parser = argparse.ArgumentParser(prog="python -m corpus.make", description=__doc__)
    parser.add_argument("--family", help="one family; without it all in turn")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first document")
    parser.add_argument("--documents", type=int, default=1, help="how many documents")
    parser.add_argument("--size", type=int, default=1, help="so many times the usual number of projects")
    parser.add_argument("--formats", default="pdf", help=f"in turn, of {','.join(FORMATS)}")
    parser.add_argument(
        "--defects", type=int, nargs="?", const=4, default=0, help="errors to plant in each (4 if no number)"
    )
    parser.add_argument("--retold", action="store_true", help="in the words of a clerk drawn by the seed")
    parser.add_argument("--out", type=Path, help="folder for documents/ and truth/")
    parser.add_argument("--committed", action="store_true", help="make the committed set in corpus/")
    given = parser.parse_args(arguments)
    try:
        if given.committed:
            wanted, out = COMMITTED, Path(__file__).parent
        elif given.out is None:
            print("give --out DIR, or --committed", file=sys.stderr)
            return 2
        else:
            chosen = [given.family] if given.family else families.names()
            series = Series(
                given.seed, chosen, given.formats.split(","), given.defects, given.size, given.retold
            )
            wanted, out = [series[number] for number in range(given.documents)], given.out
        for one in wanted:
            save(one, out)
    except (families.UnknownFamily, NoSuchFormat) as error:
        print(error, file=sys.stderr)
        return 2
    except CannotSave as error:
        print(error, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
