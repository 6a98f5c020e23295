"""Duizhang for programs: read a disclosure, load what a run has published.

>>> import duizhang
>>> document = duizhang.read("2024-决算.pdf")
>>> [finding.explanation for finding in document.findings]
>>> document.frame("facts")
>>> duizhang.load("out", "figures", fiscal_year=2024)

The tables and their columns are described in ``docs/dataset.md``; ``records.tables`` lists their classes.
"""

from __future__ import annotations

from duizhang.house import ensure_ours

ensure_ours()

from duizhang.reading import CannotRead, Disclosure, load, read  # noqa: E402
from flows.version import VERSION as __version__  # noqa: E402

__all__ = ["CannotRead", "Disclosure", "__version__", "load", "read"]
