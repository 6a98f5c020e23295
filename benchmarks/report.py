"""The review page against drawing the same pages: ``python -m benchmarks.report [PDF]``.

Without a file a disclosure of some 50 pages is made. Prints the least of several times of drawing
its pages at 100 dpi, without keeping them; of writing its report where the libraries are loaded and
the drawing process runs, as for the second document of a report; their ratio; and the time of the
whole command, which starts Python, the drawing process and the engine of the charts. Drawing and the
rest go side by side: with fewer than two idle cores the ratio is higher.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from corpus.series import SampleOrder, save
from extractors.pdf.pictures import page_images
from flows.running.run import RunRequest, run_all
from outputs.report.pictures import Painter
from outputs.report.writing import write_report

DPI = 100
TIMES = 9


def main() -> None:
    parser = argparse.ArgumentParser(description="The review page against drawing the same pages.")
    parser.add_argument("pdf", nargs="?", type=Path)
    given: Path | None = parser.parse_args().pdf
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        pdf = given or made_document(folder)
        data = pdf.read_bytes()
        pages = sum(1 for _ in page_images(data, DPI))
        out = folder / "out"
        run_all(RunRequest([pdf], out, workers=1))
        drawing, writing = [], []
        with Painter() as painter:
            write_report(out, folder / "first", painter=painter)
            for number in range(TIMES):
                drawing.append(seconds(lambda: sum(len(image.rgb) for image in page_images(data, DPI))))
                place = folder / f"report{number}"
                writing.append(seconds(partial(write_report, out, place, painter=painter)))
        begun = time.perf_counter()
        command = [sys.executable, "-m", "flows", "report", str(out), "--out", str(folder / "whole")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        whole = time.perf_counter() - begun
        size = sum(path.stat().st_size for path in (folder / "whole").rglob("*") if path.is_file())
    ratio = statistics.median(w / d for w, d in zip(writing, drawing, strict=True))
    print(f"{pages} pages; the report has {size / 1e6:.1f} MB")
    print(f"drawing at {DPI} dpi   {min(drawing):7.3f} s")
    print(f"writing the report   {min(writing):7.3f} s   ratio {min(writing) / min(drawing):.2f}", end="")
    print(f" (median of {TIMES} pairs {ratio:.2f})")
    print(f"the whole command    {whole:7.3f} s   ratio {whole / min(drawing):.2f}")


def made_document(folder: Path) -> Path:
    """A disclosure with a page for each of many projects."""
    save(SampleOrder("chongqing", 1, defects=2, size=8), folder)
    (pdf,) = (folder / "documents").glob("*.pdf")
    return pdf


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
