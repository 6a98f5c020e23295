"""A source list from a table of regions and addresses, and the writing of source lists."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from flows.crawl.lists.probing import name_of, source_of
from flows.crawl.sources import InvalidSources

REGION = re.compile(r"region|area|name|地区|区划|县|市|名称|单位", re.I)
ADDRESS = re.compile(r"url|address|link|网址|链接|地址|网站", re.I)


@dataclass(frozen=True, slots=True)
class ListedSource:
    """A source as it stands in a table: where it is, and its start pages."""

    name: str
    region: str
    start: tuple[str, ...]


@dataclass(slots=True)
class FromTable:
    """The sources of a table, and the rows that make none, with the reason."""

    entries: list[ListedSource] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)


def read_table(path: Path) -> FromTable:
    """The sources in a CSV file. Raises :class:`~flows.crawl.sources.InvalidSources`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InvalidSources(f"{path} cannot be read: {error.strerror or error}.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    return _entries(rows)


def _entries(rows: list[list[str]]) -> FromTable:
    region_at, address_at, first = _columns(rows)
    found = FromTable()
    starts: dict[tuple[str, str], list[str]] = {}
    for number, row in enumerate(rows[first:], first + 1):
        address = row[address_at].strip() if address_at < len(row) else ""
        region = row[region_at].strip() if 0 <= region_at < len(row) else ""
        if not address:
            if any(cell.strip() for cell in row):
                found.left_out.append((number, "It has no address."))
            continue
        if "://" not in address:
            address = f"http://{address}"
        try:
            source_of(address)
        except InvalidSources as error:
            found.left_out.append((number, str(error)))
            continue
        held = starts.setdefault((region, urlsplit(address).netloc.lower()), [])
        if address in held:
            found.left_out.append((number, f"{address} stands in it twice."))
        else:
            held.append(address)
    taken: set[str] = set()
    for (region, _), addresses in starts.items():
        name = _free(name_of(addresses[0]), taken)
        found.entries.append(ListedSource(name, region, tuple(addresses)))
    return found


def _columns(rows: list[list[str]]) -> tuple[int, int, int]:
    """Which columns have the region and the address, and the first row with values."""
    head = [cell.strip() for cell in rows[0]] if rows else []
    addresses = [at for at, cell in enumerate(head) if ADDRESS.search(cell) and "://" not in cell]
    if addresses:
        regions = [at for at, cell in enumerate(head) if REGION.search(cell) and at != addresses[0]]
        return (regions[0] if regions else -1), addresses[0], 1
    for row in rows:
        for at, cell in enumerate(row):
            if re.match(r"https?://|www\.", cell.strip(), re.I):
                return (0 if at else 1), at, 0
    raise InvalidSources("The table has no column of addresses.")


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    taken.add(free)
    return free


def as_toml(entries: Iterable[ListedSource], contact: str, checked: date | None = None) -> str:
    """A source list as it is written in a file."""
    lines = [f"contact = {_quoted(contact)}"]
    for one in entries:
        lines += ["", "[[source]]", f"name = {_quoted(one.name)}"]
        starts = ", ".join(map(_quoted, one.start))
        lines += [f"region = {_quoted(one.region)}"] if one.region else []
        lines += [f"start = [{starts}]"]
        lines += [f"checked = {checked.isoformat()}"] if checked else []
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
