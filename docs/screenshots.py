"""The pictures of the README, taken from the review page of the sample disclosures: ``make screenshots``.

Needs Chromium on the machine.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

WIDTH, HEIGHT = 1320, 840
COLOURS = 128
"""Enough for text and boxes; a picture has less than 300 KB so."""


def main() -> None:
    from flows.running.run import RunRequest, run_all
    from outputs.report.writing import write_report

    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        raise SystemExit("The screenshots need Chromium, and there is none on this machine.")
    with tempfile.TemporaryDirectory() as place:
        out = Path(place) / "out"
        run_all(RunRequest([ROOT / "corpus" / "documents"], out))
        index = write_report(out, out / "report").index
        with sync_playwright() as running:
            page = running.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page(
                viewport={"width": WIDTH, "height": HEIGHT}
            )
            page.goto(index.as_uri())
            save(page.screenshot(), "overview.png")
            page.goto(f"{index.parent.as_uri()}/documents/{a_contradiction(out)}")
            page.wait_for_function("[...document.querySelectorAll('.views img')].every(one => one.complete)")
            page.mouse.move(0, 0)
            save(page.screenshot(), "contradiction.png")


def a_contradiction(out: Path) -> str:
    """The page and the claim of a contradiction of a sentence with a single figure of a table."""
    for path in sorted((out / "json").glob("*.json")):
        for link in json.loads(path.read_bytes())["links"]:
            if link["verdict"] == "contradicted" and link["relation"] == "equals":
                return f"{path.stem}.html#{link['claim_id']}"
    raise SystemExit("The sample disclosures have no contradiction of this sort.")


def save(png: bytes, name: str) -> None:
    """Write a picture with a few colours, which make it small."""
    with Image.open(io.BytesIO(png)) as picture:
        small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        small.save(ROOT / "docs" / name, optimize=True)


if __name__ == "__main__":
    main()
