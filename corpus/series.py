"""As many disclosures as one wants: document ``k`` of a seed is the same however many are made."""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing.pool import Pool
from pathlib import Path

from corpus import families
from corpus.composition import compose
from corpus.formats import FORMATS, Made, NoSuchFormat, make


class CannotSave(Exception):
    """The folder for the documents cannot be written to, with the reason."""


@dataclass(frozen=True, slots=True)
class SampleOrder:
    """One document: its family, its own seed and its format; ``tables``: only so many of its first ones."""

    family: str
    seed: int
    form: str = "pdf"
    defects: int = 0
    size: int = 1
    tables: int = 0
    retold: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Families and formats that take turns, from a seed on."""

    seed: int = 1
    families: Sequence[str] = ()
    formats: Sequence[str] = ("pdf",)
    defects: int = 0
    size: int = 1
    retold: bool = False

    def __post_init__(self) -> None:
        """Raises :class:`~corpus.families.UnknownFamily` and :class:`~corpus.formats.NoSuchFormat`."""
        for name in self.families:
            families.family(name)
        for form in self.formats or [""]:
            if form not in FORMATS:
                raise NoSuchFormat(f"no format {form!r}; there are {', '.join(FORMATS)}")

    def __getitem__(self, number: int) -> SampleOrder:
        """Document ``number``, counted from 0: each family in turn, and each in every format in turn."""
        names = self.families or families.names()
        turn, place = divmod(number, len(names))
        form = self.formats[(turn + place) % len(self.formats)]
        return SampleOrder(names[place], self.seed + turn, form, self.defects, self.size, retold=self.retold)


def made(wanted: SampleOrder) -> Made:
    """The files and truths of one document."""
    whole = compose(wanted.family, wanted.seed, wanted.size, wanted.defects, retold=wanted.retold)
    return make(whole.excerpt(wanted.tables) if wanted.tables else whole, wanted.form)


def save(wanted: SampleOrder, out: Path) -> int:
    """Write a document below ``out``/documents and its truth below ``out``/truth; the bytes written.

    Raises :class:`CannotSave`.
    """
    result = made(wanted)
    try:
        for path, data in result.files.items():
            target = out / "documents" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        (out / "truth").mkdir(parents=True, exist_ok=True)
        for truth in result.truths:
            text = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
            (out / "truth" / f"{truth['doc']}.json").write_text(text, "utf-8")
    except OSError as error:
        raise CannotSave(f"Cannot write to {out}: {error.strerror}") from error
    return sum(map(len, result.files.values()))


def save_series(series: Series, documents: int, out: Path, workers: int = 0) -> Iterator[int]:
    """Write the first ``documents`` of a series, in processes; the bytes of each as it is done.

    Raises :class:`CannotSave`.
    """
    wanted = (series[number] for number in range(documents))
    workers = min(workers or os.cpu_count() or 1, documents)
    if workers <= 1:
        for one in wanted:
            yield save(one, out)
        return
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        yield from _in_processes(pool, wanted, out)


def _in_processes(pool: Pool, wanted: Iterator[SampleOrder], out: Path) -> Iterator[int]:
    """Hand out documents in lots, so that the queue stays short however long the series is."""
    while lot := list(islice(wanted, 512)):
        yield from pool.imap_unordered(_save, [(one, out) for one in lot], chunksize=4)


def _save(task: tuple[SampleOrder, Path]) -> int:
    return save(*task)
