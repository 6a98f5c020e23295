"""Who follows a run: the terminal, a log, or nobody."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from flows.jobs import Outcome


@runtime_checkable
class Watcher(Protocol):
    """Who follows a run."""

    def begin(self, documents: int) -> None: ...

    def ended(self, outcome: Outcome) -> None: ...

    def publishing(self) -> None: ...


class Unwatched:
    """A watcher for runs that nobody follows."""

    def begin(self, documents: int) -> None: ...

    def ended(self, outcome: Outcome) -> None: ...

    def publishing(self) -> None: ...
