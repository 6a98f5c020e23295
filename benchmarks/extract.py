"""Processor time of the whole extraction against its limit and its peers, in one run.

    python benchmarks/extract.py FILE.pdf… [--rounds 5]

Ours (pages, grids, spans, headers, joins, facts, chapters) against (a) PyMuPDF's words and drawings
alone, which is the limit, (b) PyMuPDF's ``find_tables``, (c) pdfplumber's tables. The rounds take
turns, so that a machine that changes its speed changes it for all; the median of each is compared.
"""

from __future__ import annotations

import argparse
import inspect
import io
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("PYMUPDF_SUGGEST_LAYOUT_ANALYZER", "0")

import pymupdf  # noqa: E402

from extractors.reading import read_document  # noqa: E402


def ours(data: bytes) -> None:
    """Everything up to facts and chapters."""
    read_document(data, "document.pdf")


def limit(data: bytes) -> None:
    """Words and drawings of every page."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        for page in pdf:
            page.get_text("words")
            page.get_cdrawings()


def find_tables(data: bytes) -> None:
    """PyMuPDF's own table finder, without its layout model where it has one."""
    options = (
        {"use_layout": False}
        if "use_layout" in inspect.signature(pymupdf.Page.find_tables).parameters
        else {}
    )
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        for page in pdf:
            _ = page.find_tables(**options).tables


def plumber(data: bytes) -> None:
    """pdfplumber's tables."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.extract_tables()


def processor_time(work: Callable[[bytes], None], files: list[bytes]) -> float:
    """Seconds of processor time that ``work`` takes for all ``files``."""
    start = time.process_time()
    for data in files:
        work(data)
    return time.process_time() - start


def main() -> None:
    """Print seconds and ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    files = [path.read_bytes() for path in options.files]
    pages = sum(pymupdf.open(stream=data, filetype="pdf").page_count for data in files)
    work = {"ours": ours, "limit": limit, "find_tables": find_tables}
    for function in work.values():
        processor_time(function, files)
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(options.rounds):
        for name, function in work.items():
            times[name].append(processor_time(function, files))
    times["pdfplumber"] = [processor_time(plumber, files)]
    middle = {name: statistics.median(values) for name, values in times.items()}
    print(f"{len(files)} files, {pages} pages, one core, median of {options.rounds} rounds (pdfplumber: one)")
    for name, seconds in middle.items():
        print(f"{name:12s} {1000 * seconds / pages:8.2f} ms/page {pages / seconds:8.0f} pages/s")
    print(f"ours / limit:       {middle['ours'] / middle['limit']:6.2f}  (at most 2)")
    print(f"find_tables / ours: {middle['find_tables'] / middle['ours']:6.2f}  (at least 3)")
    print(f"pdfplumber / ours:  {middle['pdfplumber'] / middle['ours']:6.2f}  (at least 8)")


if __name__ == "__main__":
    main()
