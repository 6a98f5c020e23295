"""The review page against drawing the same pages: ``python -m benchmarks.report [PDF]``.

Without a file a disclosure of some 50 pages is made. Prints the least of several times of drawing
its pages at 100 dpi, without keeping them; of writing its report where the libraries are loaded and
the drawing process runs, as for the second document of a report; their ratio; and the time of the
whole command, which starts Python, the drawing process and the engine of the charts.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from corpus.series import Wanted, save
from extractors.pdf import page_images
from flows.run import RunRequest, run_all
from outputs.report.pictures import Painter
from outputs.report.writing import write_report

DPI = 100
TIMES = 5


def main() -> None:
    parser = argparse.ArgumentParser(description="The review page against drawing the same pages.")
    parser.add_argument("pdf", nargs="?", type=Path)
    given: Path | None = parser.parse_args().pdf
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        pdf = given or made_document(folder)
        data = pdf.read_bytes()
        pages = sum(1 for _ in page_images(data, DPI))
        drawing = least(lambda _: sum(len(image.rgb) for image in page_images(data, DPI)))
        out = folder / "out"
        run_all(RunRequest([pdf], out, workers=1))
        with Painter() as painter:
            write_report(out, folder / "first", painter=painter)
            writing = least(lambda n: write_report(out, folder / f"report{n}", painter=painter))
        begun = time.perf_counter()
        command = [sys.executable, "-m", "flows", "report", str(out), "--out", str(folder / "whole")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        whole = time.perf_counter() - begun
        size = sum(path.stat().st_size for path in (folder / "whole").rglob("*") if path.is_file())
    print(f"{pages} pages; the report has {size / 1e6:.1f} MB")
    print(f"drawing at {DPI} dpi   {drawing:7.3f} s")
    print(f"writing the report   {writing:7.3f} s   ratio {writing / drawing:.2f}")
    print(f"the whole command    {whole:7.3f} s   ratio {whole / drawing:.2f}")


def made_document(folder: Path) -> Path:
    """A disclosure with a page for each of many projects."""
    save(Wanted("chongqing", 1, defects=2, size=8), folder)
    (pdf,) = (folder / "documents").glob("*.pdf")
    return pdf


def least(work: Callable[[int], object]) -> float:
    """The least time in seconds of doing ``work`` several times."""
    times = []
    for number in range(TIMES):
        begun = time.perf_counter()
        work(number)
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    main()
