"""A page of the report in a real browser, with what it said and asked for."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from outputs.store.out_folder import OutFolder
from tests.support.waiting import WAY_OUT

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NEEDS_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]
ROUND_MILLISECONDS = 25
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass
class Watched:
    """A browser's page, with what it said and asked for."""

    page: Any
    folder: Path
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, name: str) -> None:
        self.page.goto(f"{self.folder.as_uri()}/{name}")

    def assert_quiet(self) -> None:
        """No error was told, and nothing was fetched from outside of the folder."""
        assert self.said == []
        inside = (f"{self.folder.as_uri()}/", "data:", "blob:")
        assert [url for url in self.asked if not url.startswith(inside)] == []

    def until(self, condition: str) -> None:
        """Wait for what the page's script brings about; ``condition`` is an expression of the page."""
        deadline = time.monotonic() + WAY_OUT
        while not self.page.evaluate(condition):
            assert time.monotonic() < deadline, condition
            self.page.wait_for_timeout(ROUND_MILLISECONDS)

    def assert_no_wider_than_the_window(self) -> None:
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def documents(out: Path) -> dict[str, dict[str, Any]]:
    """The published documents by id."""
    return {path.stem: json.loads(path.read_bytes()) for path in OutFolder(out).json.glob("*.json")}
