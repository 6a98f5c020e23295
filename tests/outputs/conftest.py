"""A browser, and the report of the corpus that it opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from outputs.report.writing import write_report
from tests.support.browsing import CHROMIUM, FLAGS, Watched


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def watched(browser: Any, tmp_path: Path) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield Watched(context.new_page(), tmp_path / "report")
    context.close()


@pytest.fixture(scope="session")
def corpus_report(published_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(published_corpus, tmp_path_factory.mktemp("corpus") / "report").index.parent
