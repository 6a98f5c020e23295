"""The public bodies of an archive (公开单位): which names are one body's, and which unit is whose.

Spellings of one name are one body. Two names are one body only on evidence: a document states that the
one became the other (更名), or the figures of the one's documents are carried on in those of the other, and
both were never used for the same year. Nothing is guessed from likeness.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linking.book.entries import Entry, Total
from linking.book.names import OWN_LEVEL, body_id, is_known, name_key, region_of_body
from records.archive_tables import BodyRecord
from records.file_tables import DocumentRecord
from records.regions import region_of_name

FEWEST_COMMON = 3
"""So many numbers that two documents share are no coincidence."""
DIGITS = 4
"""A number of fewer digits is: so many bodies plan 5万元 for receptions."""
OPENING, CLOSING = "carry_over_opening", "carry_over_closing"
OWN = "|本级"


@dataclass(frozen=True, slots=True)
class ArchivedDocument:
    """A document of the archive: its row, its entry, and a digest of all that it holds."""

    record: DocumentRecord
    entry: Entry
    content: str


@dataclass(slots=True)
class Bodies:
    """The bodies, and the body of each document whose issuer is known."""

    records: dict[str, BodyRecord] = field(default_factory=dict)
    of_document: dict[str, str] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)

    def named(self, name: str, region: str | None) -> str | None:
        """The body that a name means, in a region."""
        return self.by_key.get(name_key(name, region))


def bodies_of(members: Sequence[ArchivedDocument]) -> Bodies:
    """Resolve the bodies of an archive. The order of ``members`` makes no difference."""
    by_key: dict[str, list[ArchivedDocument]] = defaultdict(list)
    for member in sorted(members, key=lambda one: one.record.document_id):
        if member.record.issuer and is_known(member.record.issuer, member.record.region):
            by_key[name_key(member.record.issuer, member.record.region)].append(member)
    groups = _Groups(by_key)
    for one, other in _stated(by_key):
        groups.join(one, other)
    for one, other in sorted(_carried_on(by_key)):
        groups.join(one, other)
    result = Bodies()
    for keys in groups.all():
        of_body = [member for key in keys for member in by_key[key]]
        record = _record(of_body)
        result.records[record.body_id] = record
        result.by_key.update(dict.fromkeys(keys, record.body_id))
        result.of_document.update({one.record.document_id: record.body_id for one in of_body})
    _parents(members, result)
    return result


class _Groups:
    """Keys of names that are one body's: they are joined unless both were in use at one time."""

    def __init__(self, by_key: dict[str, list[ArchivedDocument]]) -> None:
        self._of = {key: {key} for key in by_key}
        self._used = {
            key: {(m.record.fiscal_year, m.record.report_kind, m.record.body_kind) for m in of_key}
            for key, of_key in by_key.items()
        }

    def join(self, one: str, other: str) -> None:
        first, second = self._of[one], self._of[other]
        if first is second:
            return
        used = [set[object]().union(*(self._used[key] for key in keys)) for keys in (first, second)]
        if used[0] & used[1]:
            return
        first |= second
        for key in second:
            self._of[key] = first

    def all(self) -> list[list[str]]:
        return sorted({id(keys): sorted(keys) for keys in self._of.values()}.values())


def _stated(by_key: dict[str, list[ArchivedDocument]]) -> list[tuple[str, str]]:
    """Pairs of names of which a document of the one's own says that the one became the other."""
    found = set()
    for key, members in by_key.items():
        for member in members:
            record = member.record
            region = region_of_body(record.issuer or "", record.region)[0]
            for names in member.entry.names:
                old, new = (name_key(name, region) for name in names)
                if key in (old, new) and old != new and old in by_key and new in by_key:
                    found.add((old, new))
    return sorted(found)


def _carried_on(by_key: dict[str, list[ArchivedDocument]]) -> set[tuple[str, str]]:
    """Pairs of names of one region whose documents share numbers that only one body's do."""
    places: dict[tuple[object, ...], list[tuple[str, ArchivedDocument]]] = defaultdict(list)
    for key, members in by_key.items():
        region = key.partition("|")[0]
        for member in members:
            for number in {_number(total) for total in member.entry.totals}:
                if number is not None:
                    places[region, *number].append((key, member))
    shared: dict[tuple[str, str, str, str], set[Decimal]] = defaultdict(set)
    for place, found in places.items():
        if len({key for key, _ in found}) < 2:
            continue
        for index, (key, member) in enumerate(found, 1):
            for other_key, other in found[index:]:
                if key != other_key and not _together(key, member, other_key, other):
                    (one, a), (two, b) = sorted(
                        [(key, member.record.document_id), (other_key, other.record.document_id)]
                    )
                    amount = place[-1]
                    assert isinstance(amount, Decimal)
                    shared[one, two, a, b].add(amount)
    return {(one, two) for (one, two, _, _), amounts in shared.items() if len(amounts) >= FEWEST_COMMON}


def _together(key: str, member: ArchivedDocument, other_key: str, other: ArchivedDocument) -> bool:
    """Whether two documents may share numbers as those of department and unit do, in one year."""
    same = member.record.fiscal_year == other.record.fiscal_year
    return same and member.record.report_kind == other.record.report_kind or _bare(key) == _bare(other_key)


def _bare(key: str) -> str:
    return key.removesuffix(OWN)


def _number(total: Total) -> tuple[object, ...] | None:
    """A total as the next year tells it too: what is left at the end of a year opens the next."""
    digits = total.amount.lstrip("-").replace(".", "").strip("0")
    if len(digits) < DIGITS or total.period is None or total.phase is None:
        return None
    measure, period, side = total.measure, total.period, total.side
    if measure == OPENING:
        measure, period, side = CLOSING, period - 1, None
    elif measure == CLOSING:
        side = None
    return measure, total.fund, side, total.phase, period, Decimal(total.amount)


def _record(members: list[ArchivedDocument]) -> BodyRecord:
    """The row of a body, by its documents."""
    ordered = sorted(members, key=lambda one: (one.record.fiscal_year or 0, one.record.document_id))
    names = Counter(one.record.issuer for one in ordered if one.record.issuer)
    latest = max(one.record.fiscal_year or 0 for one in ordered)
    last = Counter(
        one.record.issuer for one in ordered if one.record.issuer and (one.record.fiscal_year or 0) == latest
    )
    name = min(last, key=lambda one: (-last[one], -len(one), one))
    first = ordered[0].record
    regions = [region_of_body(one.record.issuer or "", one.record.region)[0] for one in reversed(ordered)]
    region = next((one for one in regions if region_of_name(one)), next(filter(None, regions), None))
    known = region_of_name(region)
    kinds = Counter(one.record.body_kind for one in ordered if one.record.body_kind)
    kind = "unit" if OWN_LEVEL.search(name) else min(kinds, key=lambda k: (-kinds[k], k)) if kinds else None
    years = [one.record.fiscal_year for one in ordered if one.record.fiscal_year is not None]
    own_id = body_id(first.issuer, first.region)
    assert own_id is not None
    return BodyRecord(
        body_id=own_id,
        name=name,
        other_names=sorted(set(names) - {name}),
        region_code=known.code if known else None,
        region=region,
        province=known.province if known else None,
        level=known.level if known else None,
        kind=kind,
        first_year=min(years, default=None),
        last_year=max(years, default=None),
    )


def _parents(members: Iterable[ArchivedDocument], bodies: Bodies) -> None:
    """Give units the department whose list names them; own levels that of which they are a part."""
    for key, own in bodies.by_key.items():
        department = bodies.by_key.get(_bare(key))
        if key.endswith(OWN) and department and department != own:
            bodies.records[own].parent_id = department
    ordered = sorted(members, key=lambda one: (one.record.fiscal_year or 0, one.record.document_id))
    for member in ordered:
        department = bodies.of_document.get(member.record.document_id)
        if department is None or bodies.records[department].kind == "unit":
            continue
        for unit, _ in units_of(member, bodies):
            if unit is not None and bodies.records[unit].parent_id is None:
                bodies.records[unit].parent_id = department


def units_of(member: ArchivedDocument, bodies: Bodies) -> list[tuple[str | None, str]]:
    """The units that a document's list names: the body that each is, if it has documents, and its name."""
    own = bodies.of_document.get(member.record.document_id)
    region = region_of_body(member.record.issuer or "", member.record.region)[0]
    found = [(bodies.named(name, region), name) for name in member.entry.units]
    return [(unit if unit != own else None, name) for unit, name in found]
