"""Figures read from scans against those of the same documents with text, and the time that a page takes.

    python benchmarks/scans.py FILE.pdf… [--pages 5 7 9] [--skew 0.5] [--noise 6] [--show]

Each file is drawn at 200 dpi, turned, made noisy and compressed, and read again. A figure is right
if the scan has it with the same value, page, statement, account code, row label and headers.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from pathlib import Path

from degrading import degraded

from extractors.reading import read_document
from extractors.scans.recognition import recogniser
from records.file_tables import FactRecord

RIGHT = 0.97


def told(fact: FactRecord) -> tuple[object, ...]:
    """What of a figure must be the same."""
    labels = [re.sub(r"\W", "", text or "") for text in (fact.row_label, *fact.column_path)]
    return (fact.page, fact.statement, fact.value, fact.account_code, *labels)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument(
        "--pages", nargs="+", type=int, help="only these pages (their tables are then cut off)"
    )
    parser.add_argument("--skew", type=float, default=0.5)
    parser.add_argument("--noise", type=float, default=6.0)
    parser.add_argument("--blur", type=float, default=0.7)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--show", action="store_true", help="print the figures that differ")
    options = parser.parse_args()
    recogniser()  # loaded before the clock runs
    all_wanted = all_right = all_values = all_pages = 0
    seconds = 0.0
    for file in options.files:
        data = file.read_bytes()
        scan = degraded(data, options.skew, options.dpi, options.noise, options.blur, numbers=options.pages)
        wanted = read_document(data, file.name).facts
        if options.pages:
            place = {number: i for i, number in enumerate(options.pages, 1)}
            wanted = [fact for fact in wanted if fact.page in place]
            for fact in wanted:
                fact.page = place[fact.page or 0]
        begun = time.process_time()
        document = read_document(scan, file.name)
        took = time.process_time() - begun
        pages = document.record.pages or 1
        here, there = Counter(map(told, wanted)), Counter(map(told, document.facts))
        right = (here & there).total()
        values = (Counter(f.value for f in wanted) & Counter(f.value for f in document.facts)).total()
        doubtful = sum((fact.confidence or 0) < 0.9 for fact in document.facts)
        print(
            f"{file.name}: {right} of {len(wanted)} figures right ({right / max(1, len(wanted)):.2%}),"
            f" {values} values; {len(document.facts)} read, {doubtful} of them doubtful;"
            f" {took / pages:.2f} s of processor time a page"
        )
        if options.show:
            for sign, rows in (("-", here - there), ("+", there - here)):
                for row, count in rows.items():
                    print("  ", sign, count, *row)
        all_wanted, all_right, all_values = all_wanted + len(wanted), all_right + right, all_values + values
        all_pages, seconds = all_pages + pages, seconds + took
    print(f"figures right: {all_right / all_wanted:.2%} (at least {RIGHT:.0%})")
    print(f"values right:  {all_values / all_wanted:.2%}")
    print(f"a page: {seconds / all_pages:.2f} s of processor time")


if __name__ == "__main__":
    main()
