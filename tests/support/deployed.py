"""What deploy/ tells to run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


def service() -> dict[str, Any]:
    """The only service of the compose file."""
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    (only,) = compose["services"].values()
    return only  # type: ignore[no-any-return]


def service_command(folder: Path, monitor: int) -> list[str]:
    """What the container runs, with its places in a folder and its port on this machine alone."""
    places = {
        "/etc/duizhang/": f"{folder}/",
        "/data/": f"{folder}/",
        "0.0.0.0:4201": f"127.0.0.1:{monitor}",
    }
    words: list[str] = service()["command"]
    for before, after in places.items():
        words = [word.replace(before, after) for word in words]
    return words
