"""A browser, and the report of the corpus that it opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from outputs.report.writing import write_report
from tests.support.browsing import CHROMIUM, FLAGS, Watched
from tests.support.made import folder_once
from tests.support.waiting import WAY_OUT


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS, timeout=WAY_OUT * 1000)
        yield started
        started.close()


@pytest.fixture
def watched(browser: Any, tmp_path: Path) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(WAY_OUT * 1000)
    yield Watched(context.new_page(), tmp_path / "report")
    context.close()


@pytest.fixture(scope="session")
def corpus_report(published_corpus: Path) -> Path:
    return folder_once("report", lambda folder: write_report(published_corpus, folder))
