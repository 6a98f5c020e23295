"""The public bodies of an archive (公开单位): which names are one body's, and which unit is whose.

Spellings of one name are one body. Two names are one body only on evidence: a document states that the
one became the other (更名), or the figures of the one's documents are carried on in those of the other, and
both were never used for the same year. Nothing is guessed from likeness.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.identity import region_of
from linking.book.entries import Total
from linking.book.names import WORDS, body_id, is_known, name_key, region_of_body
from records.archive_tables import BodyRecord
from records.lexicon.groups import CLOSING, OPENING
from records.regions import region_of_name

FEWEST_COMMON = 3
"""So many numbers that two documents share are no coincidence."""
DIGITS = 4
"""A number of fewer digits is: so many bodies plan 5万元 for receptions."""
OWN = "|本级"
OF_DIVISION = "省市县区旗州"
"""The county in 县水利局: what stands before a body's name for the region that is spoken of."""


@dataclass(frozen=True, slots=True)
class ArchivedDocument:
    """A document of the archive: whose it is, of what, and what its entry in the book names."""

    document_id: str
    issuer: str | None
    region: str | None = None
    fiscal_year: int | None = None
    report_kind: str | None = None
    body_kind: str | None = None
    units: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()


Keyed = tuple[str, ArchivedDocument]
"""A document with the key of the name under which it was published."""
Pairs = Iterable[tuple[str, str]]
CarriedOn = Callable[[str, Sequence[Keyed]], Pairs]
"""Gives the pairs of names of a region of which :func:`carried_on` tells that they are one body's."""


@dataclass(slots=True)
class Bodies:
    """The bodies, and the body of each document whose issuer is known."""

    records: dict[str, BodyRecord] = field(default_factory=dict)
    of_document: dict[str, str] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)

    def named(self, name: str, region: str | None) -> str | None:
        """The body that a name means, in a region."""
        return self.by_key.get(name_key(name, region))


def bodies_of(members: Sequence[ArchivedDocument], carried: CarriedOn) -> Bodies:
    """Resolve the bodies of an archive. The order of ``members`` makes no difference."""
    by_key: dict[str, list[ArchivedDocument]] = defaultdict(list)
    for member in sorted(members, key=lambda one: one.document_id):
        if member.issuer and is_known(member.issuer, member.region):
            by_key[name_key(member.issuer, member.region)].append(member)
    groups = _Groups(by_key)
    for one, other in _stated(by_key):
        groups.join(one, other)
    of_region: dict[str, list[Keyed]] = defaultdict(list)
    for key in sorted(by_key):
        of_region[key.partition("|")[0]] += [(key, member) for member in by_key[key]]
    several = {region: some for region, some in of_region.items() if len({key for key, _ in some}) > 1}
    pairs = {pair for region, some in several.items() for pair in carried(region, some)}
    for one, other in sorted(pairs):
        groups.join(one, other)
    result = Bodies()
    for keys in groups.all():
        of_body = [member for key in keys for member in by_key[key]]
        record = _record(of_body)
        result.records[record.body_id] = record
        result.by_key.update(dict.fromkeys(keys, record.body_id))
        result.of_document.update({one.document_id: record.body_id for one in of_body})
    _parents(members, result)
    return result


class _Groups:
    """Keys of names that are one body's: they are joined unless both were in use at one time."""

    def __init__(self, by_key: dict[str, list[ArchivedDocument]]) -> None:
        self._of = {key: {key} for key in by_key}
        self._used = {
            key: {(m.fiscal_year, m.report_kind, m.body_kind) for m in of_key}
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
            region = region_of_body(member.issuer or "", member.region)[0] if member.names else None
            for names in member.names:
                old, new = (_key_of_told(name, region, by_key) for name in names)
                if old and new and key in (old, new) and old != new:
                    found.add((old, new))
    return sorted(found)


def _key_of_told(name: str, region: str | None, known: Collection[str]) -> str | None:
    """The key of a name that a text tells, if it is ``known``: also 县水利局 for the one of the county."""
    keys = [name_key(name, region)]
    place = region_of(name)
    if region and place and region.endswith(place):  # 某县 for 某市某县
        keys.append(name_key(region + name[len(place) :]))
    if name[0] in OF_DIVISION:
        keys.append(name_key(name[1:], region))
    return next((key for key in keys if key in known), None)


def carried_on(of_region: Sequence[Keyed], totals: Mapping[str, Sequence[Total]]) -> list[tuple[str, str]]:
    """Pairs of names of one region whose documents share numbers that only one body's do."""
    places: dict[tuple[object, ...], list[Keyed]] = defaultdict(list)
    for key, member in of_region:
        for number in {_number(total) for total in totals[member.document_id]}:
            if number is not None:
                places[number].append((key, member))
    shared: dict[tuple[str, str, str, str], set[Decimal]] = defaultdict(set)
    for place, found in places.items():
        if len({key for key, _ in found}) < 2:
            continue
        for index, (key, member) in enumerate(found, 1):
            for other_key, other in found[index:]:
                if key != other_key and not _together(key, member, other_key, other):
                    (one, a), (two, b) = sorted([(key, member.document_id), (other_key, other.document_id)])
                    amount = place[-1]
                    assert isinstance(amount, Decimal)
                    shared[one, two, a, b].add(amount)
    pairs = {(one, two) for (one, two, _, _), amounts in shared.items() if len(amounts) >= FEWEST_COMMON}
    return sorted(pairs)


def _together(key: str, member: ArchivedDocument, other_key: str, other: ArchivedDocument) -> bool:
    """Whether two documents may share numbers as those of department and unit do, in one year."""
    same = member.fiscal_year == other.fiscal_year
    return same and member.report_kind == other.report_kind or _bare(key) == _bare(other_key)


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
    ordered = sorted(members, key=lambda one: (one.fiscal_year or 0, one.document_id))
    names = Counter(one.issuer for one in ordered if one.issuer)
    latest = max(one.fiscal_year or 0 for one in ordered)
    last = Counter(one.issuer for one in ordered if one.issuer and (one.fiscal_year or 0) == latest)
    name = min(last, key=lambda one: (-last[one], -len(one), one))
    first = ordered[0]
    regions = [region_of_body(one.issuer or "", one.region)[0] for one in reversed(ordered)]
    region = next((one for one in regions if region_of_name(one)), next(filter(None, regions), None))
    known = region_of_name(region)
    kinds = Counter(one.body_kind for one in ordered if one.body_kind)
    kind = (
        "unit"
        if WORDS.own_level.search(name)
        else min(kinds, key=lambda k: (-kinds[k], k))
        if kinds
        else None
    )
    years = [one.fiscal_year for one in ordered if one.fiscal_year is not None]
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
    ordered = sorted(members, key=lambda one: (one.fiscal_year or 0, one.document_id))
    for member in ordered:
        department = bodies.of_document.get(member.document_id)
        if department is None or bodies.records[department].kind == "unit":
            continue
        for unit, _ in units_of(member, bodies):
            if unit is not None and bodies.records[unit].parent_id is None:
                bodies.records[unit].parent_id = department


def units_of(member: ArchivedDocument, bodies: Bodies) -> list[tuple[str | None, str]]:
    """The units that a document's list names: the body that each is, if it has documents, and its name."""
    own = bodies.of_document.get(member.document_id)
    region = region_of_body(member.issuer or "", member.region)[0]
    found = [(bodies.named(name, region), name) for name in member.units]
    return [(unit if unit != own else None, name) for unit, name in found]
