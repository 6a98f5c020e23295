"""What a run hands to its workers, and what comes back: small, plain values."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from extractors.archives import Member
from extractors.dates.told import day_of, fitting
from extractors.guards.clock import PATIENCE
from extractors.identity import Identity
from flows.profiles import Profile
from outputs.findings import Findings
from records.file_tables import DocumentRecord


def readable(path: Path) -> str:
    """A path as text: archives hold names in the Chinese encodings (GBK) beside those in UTF-8."""
    name = os.fsencode(path)
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return name.decode(encoding)
    return name.decode("utf-8", "replace")


def uri(path: Path) -> str:
    """The ``file:`` URI of a path, which keeps every byte of its name."""
    return path.absolute().as_uri()


KEPT = "kept"
"""The status of an outcome that leaves a document as it was before: see :class:`Linking`."""


@dataclass(frozen=True, slots=True)
class FromOthers:
    """What the other documents of a disclosure say of one: its identity, and accounts by code and name."""

    disclosure_id: str
    identity: Identity
    accounts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Linking:
    """What is needed to link a document anew: the bundles of all documents of its disclosure, its own too.

    ``profile`` is the one so far, of which its rows do not tell all.
    """

    bundles: tuple[Path, ...]
    profile: Profile


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a crawled file comes from: the fetch that brought its content first.

    ``region`` and ``issuer`` are what the source list says; ``page`` names the page that the file
    was attached to, if it was; ``published`` is the day that the file's page tells;
    ``others`` are the other addresses that have it.
    """

    source_url: str
    fetched_at: str
    file_name: str
    region: str | None = None
    issuer: str | None = None
    page: str | None = None
    published: str | None = None
    others: tuple[str, ...] = ()

    def tell(self, record: DocumentRecord) -> None:
        """Complete a document's row.

        What it says itself of its region and its issuer goes first; of its publication the site knows more.
        """
        record.source_url, record.fetched_at = self.source_url, self.fetched_at
        record.source_urls = [self.source_url, *self.others]
        record.region = _completed(record.region, self.region)
        record.issuer = record.issuer or self.issuer
        days = [day_of(self.published), record.published_at]
        record.published_at = fitting("published", days, record.fiscal_year)


def _completed(own: str | None, listed: str | None) -> str | None:
    """A region as a document names it, by its full name if the source list knows that."""
    return listed if listed and (not own or listed.endswith(own)) else own


@dataclass(frozen=True, slots=True)
class Job:
    """A file to process, or a member of an archive.

    ``other_names`` are files of this run with the very same bytes; ``groups`` name what it was
    published in (see :mod:`flows.disclosures.grouping`). With ``known``, it is to be read again, with
    ``linking`` to be linked again. ``tries`` is how many runs have worked on it before.
    """

    path: Path
    sha256: str
    size: int
    version: str
    other_names: tuple[str, ...] = ()
    origin: Origin | None = None
    is_archive: bool = False
    member: Member | None = None
    groups: tuple[str, ...] = ()
    known: FromOthers | None = None
    linking: Linking | None = None
    tries: int = 0

    @property
    def document_id(self) -> str:
        return self.sha256[:32]

    @property
    def source(self) -> str:
        """Where the file lies, as a URI; that of a member is its archive's, with its name as fragment."""
        return uri(self.path) + (f"#{quote(self.member.name)}" if self.member else "")

    @property
    def shown(self) -> Path:
        """The file as it is told: a member stands below its archive."""
        return Path(f"{self.path}/{self.member.name}") if self.member else self.path

    @property
    def replaces(self) -> bool:
        """Whether its result takes the place of one that is there."""
        return self.linking is not None or self.known is not None

    @property
    def file_name(self) -> str:
        """The file's name without its folder, as it is published."""
        if self.origin is not None:
            return self.origin.file_name
        return readable(Path(self.shown.name))


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may use: seconds of a processor's time, megabytes of memory.

    A document that has pages to recognise may use ``seconds`` anew from the beginning of each of them
    on, and ``recognition_megabytes`` besides. By the clock on the wall it may take ``patience`` times as
    long.
    """

    seconds: float = 120.0
    megabytes: int = 1024
    recognition_megabytes: int = 1024
    patience: float = PATIENCE


@dataclass(frozen=True, slots=True)
class PageAhead:
    """What a worker says before each page that it recognises."""


@dataclass(slots=True)
class Outcome:
    """How the work on a file ended.

    ``status`` is that of the document, or ``unread`` for a file of which not even the bytes could
    be had: there is no document then. ``done_before`` says that an earlier run did the work.
    ``reasons`` are the sentences of its errors, ``rows`` the number of rows of each table,
    ``findings`` what does not hold in it, ``profile`` what tells its companions, ``entry`` what it brings
    to the book (:mod:`linking.book.entries`), ``members`` the
    disclosures in an archive, ``source`` its job's, if that is not the path. ``is_told``: no other document
    of the archive stands in its place. ``tries``: of one that failed, how many runs have worked on it.
    """

    path: Path
    status: str
    document_id: str | None = None
    done_before: bool = False
    seconds: float = 0.0
    megabytes: float = 0.0
    reasons: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    findings: Findings = field(default_factory=Findings)
    profile: Profile = field(default_factory=Profile)
    entry: dict[str, Any] = field(default_factory=dict)
    members: tuple[Member, ...] = ()
    source: str | None = None
    is_told: bool = True
    tries: int = 0

    @property
    def remarks(self) -> dict[str, Any]:
        """What is kept of the outcome beside the document, as plain values."""
        return self.findings.as_record() | {
            "profile": self.profile.as_record(),
            "entry": self.entry,
            "members": [asdict(member) for member in self.members],
            "tries": self.tries,
        }

    def take(self, remarks: dict[str, Any]) -> None:
        """Take back what :attr:`remarks` gave; a bundle of an older making may lack some of it."""
        if remarks:
            self.findings = Findings.of_record(remarks)
        self.profile = Profile.of_record(remarks.get("profile", {}))
        self.tries = remarks.get("tries", 0)
        self.members = tuple(
            Member(**one | {"place": tuple(one["place"])}) for one in remarks.get("members", ())
        )

    @property
    def failed(self) -> bool:
        return self.status in ("failed", "unread")

    def as_record(self) -> dict[str, Any]:
        """The outcome as it stands in a run's report."""
        return {
            "file": readable(self.path),
            "source": self.source or uri(self.path),
            "document_id": self.document_id,
            "status": self.status,
            "done_before": self.done_before,
            "seconds": round(self.seconds, 3),
            "peak_megabytes": round(self.megabytes, 1),
            "reasons": self.reasons,
            "rows": self.rows,
            "findings": self.findings.as_record(),
        }
