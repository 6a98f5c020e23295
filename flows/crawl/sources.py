"""The source list (来源清单): which sites are crawled, how politely, how far, and when.

A list is a TOML file; docs/sources.md describes it for those who write one. ``[defaults]`` holds what
all its sources have in common.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PositiveInt,
    ValidationError,
    model_validator,
)

from records.rule_files import Expression

MEGABYTE = 1_000_000
"""As the limits of a source count: what is transferred is told in powers of ten."""
DEFAULT_PORTS = {"http": 80, "https": 443}


class InvalidSources(Exception):
    """A source list that cannot be used; ``str()`` says where and why."""


def authority(url: str) -> tuple[str, int]:
    """Host and port of a web address. Raises ``ValueError`` if it is none."""
    parts = urlsplit(url)
    port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    if not port or not parts.hostname:
        raise ValueError(f"{url!r} is no http or https address")
    return parts.hostname.lower().rstrip("."), port


def _web_address(url: str) -> str:
    authority(url)
    if "#" in url:
        raise ValueError(
            f"{url!r} has a #: what stands behind it is for scripts in a browser and never reaches the site. "
            "Give the address of the list itself; `duizhang sources probe` shows what a page leads to"
        )
    return url


def _host(text: str) -> str:
    if not re.fullmatch(r"[\w.-]+(?::\d{1,5})?|\[[0-9a-fA-F:.]+\](?::\d{1,5})?", text):
        raise ValueError(f"{text!r} is no host name (with or without a port)")
    return text.lower()


def _cron(text: str) -> str:
    if len(text.split()) != 5 or not re.fullmatch(r"[\w*,/\- #?]+", text):
        raise ValueError(f"{text!r} is no cron expression of five fields")
    return text


def _timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(f"there is no time zone {text!r}") from error
    return text


WebAddress = Annotated[str, AfterValidator(_web_address)]
Host = Annotated[str, AfterValidator(_host)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
Seconds = Annotated[float, Field(ge=0)]
Month = Annotated[int, Field(ge=1, le=12)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Schedule(_Strict):
    """When sources are crawled: a cron expression and its time zone."""

    cron: Annotated[str, AfterValidator(_cron)]
    timezone: Annotated[str, AfterValidator(_timezone)] = "Asia/Shanghai"


NIGHTLY = Schedule(cron="0 3 * * *")


class Source(_Strict):
    """One site (站点), or the part of one that a body discloses on.

    ``hosts`` are more hosts whose pages may be visited, besides those of ``start``;
    ``attachment_hosts`` those that only files may be fetched from; ``inner_hosts`` those that may have
    an address of an inner network. ``follow`` are patterns of addresses or link texts of pages to
    visit, ``wanted`` and ``unwanted`` replace the built-in patterns of what is a disclosure. ``rechecks``
    is how many known addresses a crawl asks for again; what has long been as it is rests for
    ``rest_days``, in the months of ``season`` for ``season_rest_days``. ``checked`` is when someone last
    looked whether the addresses are right.
    """

    name: Name
    start: Annotated[tuple[WebAddress, ...], Field(min_length=1)]
    region: str | None = None
    issuer: str | None = None
    schedule: str = "nightly"
    hosts: tuple[Host, ...] = ()
    attachment_hosts: tuple[Host, ...] = ()
    inner_hosts: tuple[Host, ...] = ()
    follow: tuple[Expression, ...] = ()
    wanted: tuple[Expression, ...] = ()
    unwanted: tuple[Expression, ...] = ()

    depth: Annotated[int, Field(ge=0)] = 5
    list_pages: PositiveInt = 50
    pages: PositiveInt = 2000
    megabytes: PositiveInt = 2000
    minutes: Annotated[float, Field(gt=0)] = 120
    file_megabytes: PositiveInt = 100
    response_seconds: Annotated[float, Field(gt=0)] = 180

    delay: Seconds = 2.0
    connections: PositiveInt = 1
    retries: Annotated[int, Field(ge=0)] = 3
    backoff: Seconds = 5.0
    recheck_days: Annotated[float, Field(ge=0)] = 7
    rechecks: Annotated[int, Field(ge=1)] = 13
    rest_days: Annotated[float, Field(ge=0)] = 90
    season: tuple[Month, ...] = (2, 3, 8, 9, 10)
    season_rest_days: Annotated[float, Field(ge=0)] = 20
    checked: date | None = None
    verify_certificates: bool = True

    def page_authorities(self) -> frozenset[tuple[str, int]]:
        """Hosts and ports whose pages may be visited."""
        return _own_authorities(self.start) | _authorities(self.hosts)

    def file_authorities(self) -> frozenset[tuple[str, int]]:
        """Hosts and ports that files may be fetched from."""
        return self.page_authorities() | _authorities(self.attachment_hosts)

    def inner_names(self) -> frozenset[str]:
        """The host names that may stand for an address of an inner network."""
        return frozenset(host for host, _ in _authorities(self.inner_hosts))


def _own_authorities(addresses: tuple[str, ...]) -> frozenset[tuple[str, int]]:
    """The hosts of start pages. One stands for http and https, with ``www.`` and without."""
    found = set()
    for host, port in map(authority, addresses):
        ports = DEFAULT_PORTS.values() if port in DEFAULT_PORTS.values() else [port]
        found |= {(name, one) for name in _with_and_without_www(host) for one in ports}
    return frozenset(found)


def _with_and_without_www(host: str) -> set[str]:
    if host.replace(".", "").isdigit() or ":" in host or "." not in host:
        return {host}
    return {host, host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"}


def _authorities(hosts: tuple[str, ...]) -> frozenset[tuple[str, int]]:
    """A host without a port stands for the ports of http and https."""
    found = set()
    for host in hosts:
        parts = urlsplit(f"//{host}")
        ports = [parts.port] if parts.port else DEFAULT_PORTS.values()
        found |= {(parts.hostname or "", port) for port in ports}
    return frozenset(found)


class SourceList(_Strict):
    """A whole list. ``contact`` is told to each site: an address at which its keepers reach you.

    So many ``sites_at_once`` are crawled; each is mostly waiting, and its process takes some 100 MB.
    """

    contact: Annotated[str, Field(min_length=3, pattern=r"^[\x21-\x7e]+$")]
    sites_at_once: Annotated[int, Field(ge=1, le=64)] = 8
    schedules: dict[Name, Schedule] = {}
    source: Annotated[tuple[Source, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _spread_defaults(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("source"), list):
            return data
        defaults = data.get("defaults", {})
        sources = [defaults | one if isinstance(one, dict) else one for one in data["source"]]
        return {key: value for key, value in data.items() if key != "defaults"} | {"source": sources}

    @model_validator(mode="after")
    def _hang_together(self) -> SourceList:
        names = [source.name for source in self.source]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two sources are named {twice[0]!r}")
        for source in self.source:
            if source.schedule not in self.all_schedules():
                raise ValueError(f"source {source.name!r} names the unknown schedule {source.schedule!r}")
        return self

    def all_schedules(self) -> dict[str, Schedule]:
        """The schedules by name, with the built-in one."""
        return {"nightly": NIGHTLY} | self.schedules

    def selected(self, names: list[str], schedule: str | None = None) -> list[Source]:
        """The sources of these names (all if none), of one schedule. Raises :class:`InvalidSources`."""
        known = {source.name for source in self.source}
        if missing := [name for name in names if name not in known]:
            raise InvalidSources(f"The source list has no source {missing[0]!r}.")
        return [
            source
            for source in self.source
            if (not names or source.name in names) and schedule in (None, source.schedule)
        ]


def read_sources(path: Path) -> SourceList:
    """The source list in a TOML file. Raises :class:`InvalidSources`."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InvalidSources(f"{path} cannot be read: {reason}.") from error
    try:
        return SourceList.model_validate(data)
    except ValidationError as error:
        sentences = "; ".join(_sentence(one, data) for one in error.errors())
        raise InvalidSources(f"{path}: {sentences}.") from error


def _sentence(error: Any, data: dict[str, Any]) -> str:
    """One thing that is wrong, with the place that a person finds it at."""
    place = list(error["loc"])
    if place[:1] == ["source"] and len(place) > 1:
        source = data["source"][place[1]]
        name = source.get("name") if isinstance(source, dict) else None
        place[:2] = [f"source {name or place[1] + 1}"]
    where = ", ".join(map(str, place))
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{where}: {message}" if where else message


def in_turns(sources: list[Source]) -> list[list[Source]]:
    """The sources in groups: those that share a host are in one, and are crawled one after another.

    So a host never meets more than one crawl at a time.
    """
    groups: list[tuple[set[str], list[Source]]] = []
    for source in sources:
        hosts = {host.removeprefix("www.") for host, _ in source.file_authorities()}
        apart = [group for group in groups if not group[0] & hosts]
        shared = [group for group in groups if group[0] & hosts]
        merged = [one for group in shared for one in group[1]]
        groups = [*apart, (hosts.union(*(group[0] for group in shared)), [*merged, source])]
    return [group for _, group in groups]
