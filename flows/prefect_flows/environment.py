"""What Prefect is told by its environment, before it is imported."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "DASK_LOGGING__DISTRIBUTED": "error",
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "600s",  # a machine hard at work starts its processes late
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
}
"""Defaults: what the environment says comes first."""


def prepare_environment() -> None:
    """Set Prefect's defaults, before it is imported.

    Someone who has configured Prefect (an API, a home folder, profiles) keeps that; otherwise its
    database lies in Duizhang's own cache folder.
    """
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    configured = {"PREFECT_API_URL", "PREFECT_HOME"} & os.environ.keys()
    if not configured and not (Path.home() / ".prefect" / "profiles.toml").exists():
        os.environ["PREFECT_HOME"] = str(_own_home())


def _own_home() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = cache / "duizhang" / "prefect"
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(tempfile.mkdtemp(prefix="duizhang-prefect-"))
    return home
