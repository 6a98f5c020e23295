"""Which documents are one disclosure (同一份公开): a narrative in one file, its tables in others.

Documents that were published together are candidates: the attachments of a page with the page, the
members of an archive, the files of a folder. Of these, such with text and such with tables that
speak of the same body, year and kind of report belong together; a document that has both needs no
other. Whether the numbers agree is asked afterwards, where the rows are at hand
(:mod:`flows.disclosures.link_together`).
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePath

from extractors.web.addresses import path_of
from flows.jobs import Job
from flows.profiles import Profile
from linking.labels import abbreviates

LEVELS = ("page", "archive", "folder")
"""What documents can be published in, the narrowest first: the beginning of a group's name."""
SUFFIX = re.compile(r"[(（](?:本级|机关|本部|汇总|部门|单位)[)）]$|(?:本级|机关|部门|单位)$")
PAGE_FOLDERS = ("{}.files", "{}_files")
"""How browsers name the folder beside a page that they save."""


NO_NAME = re.compile(
    r"[^\u4e00-\u9fff]|年度?|部门|单位|收支|预算|决算|信息|公开|附件|附表|报表|表格?|情况|说明|正文|文字|[一二三四五六七八九十]+(?=、|$)"
)
"""What the name of a file says beside whose it is."""
SHORTEST_NAME = 3
MOST_BODIES = 500
"""Among more bodies than these a short name is not looked for."""
IdentityKey = tuple[str | None, int | None, str | None, str | None]
"""Body, year, kind of report, and whether it is of the department or of the unit alone."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A processed document; ``absent`` if its file is not among those of this run."""

    job: Job
    profile: Profile
    absent: bool = False

    @property
    def document_id(self) -> str:
        return self.job.document_id


def disclosure_id(sha256s: Iterable[str]) -> str:
    """The id of the disclosure of these files; of a single one it is that of its document."""
    digests = sorted(sha256s)
    if len(digests) == 1:
        return digests[0][:32]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()[:32]


def disclosures(candidates: Sequence[Participant]) -> list[list[Participant]]:
    """The documents that are one disclosure with others, disclosure by disclosure.

    Its cost grows with the number of documents; those that have text and tables cost next to nothing.
    """
    roles = {candidate.profile.role for candidate in candidates}
    if not {"text", "tables"} <= roles:
        return []
    result: list[list[Participant]] = []
    taken: set[str] = set()
    for together in _published_together(candidates):
        free = [candidate for candidate in together if candidate.document_id not in taken]
        for found in _matched(free):
            taken.update(candidate.document_id for candidate in found)
            result.append(found)
    return result


def _published_together(candidates: Sequence[Participant]) -> list[list[Participant]]:
    """Sets of candidates that were published together, the narrowest first."""
    groups: dict[str, list[Participant]] = defaultdict(list)
    for candidate in candidates:
        for name in candidate.job.groups:
            groups[name].append(candidate)
    pages = [candidate for candidate in candidates if candidate.profile.attachments]
    beside: dict[Path, list[Participant]] = defaultdict(list)
    for candidate in candidates if pages else ():
        if candidate.job.member is None:
            beside[candidate.job.path.parent].append(candidate)
    for page in pages:
        groups[f"page:{page.document_id}"] += [page, *_attached(page, beside)]
    ordered = sorted(groups, key=lambda name: LEVELS.index(name.partition(":")[0]))
    return [groups[name] for name in ordered if len(groups[name]) > 1]


def _attached(page: Participant, beside: dict[Path, list[Participant]]) -> list[Participant]:
    """The files near a page that it names, by their address or by the words of the link."""
    folder, stem = page.job.path.parent, page.job.path.stem
    addresses = [PurePath(path_of(name)) for name in page.profile.attachments]
    below = [at.parent for at in addresses if not at.is_absolute() and ".." not in at.parts]
    folders = [folder, *(folder / name.format(stem) for name in PAGE_FOLDERS), *(folder / at for at in below)]
    names = {address.name for address in addresses} | set(page.profile.attachments)
    return [
        other
        for place in dict.fromkeys(folders)
        for other in beside.get(place, ())
        if other is not page and (other.job.file_name in names or PurePath(other.job.file_name).stem in names)
    ]


def _matched(candidates: list[Participant]) -> list[list[Participant]]:
    """Texts with the tables that they may speak of; what fits more than one body stays alone."""
    texts: dict[IdentityKey, list[Participant]] = defaultdict(list)
    for candidate in candidates:
        if candidate.profile.role == "text":
            texts[_identity(candidate.profile)].append(candidate)
    of_body: dict[str | None, list[IdentityKey]] = defaultdict(list)
    for identity in texts:
        of_body[identity[0]].append(identity)
    complete = any(candidate.profile.role is None and candidate.profile.claims for candidate in candidates)
    only = len(texts) == 1 and not complete
    found: dict[IdentityKey, list[Participant]] = defaultdict(list)
    for candidate in candidates:
        if candidate.profile.role != "tables":
            continue
        same = of_body[_bare(candidate.profile.issuer)] if candidate.profile.issuer else []
        others = texts if len(texts) <= MOST_BODIES else ()
        for choice in (same, others):
            fitting = [identity for identity in choice if _fits(candidate, texts[identity][0], only)]
            if fitting:
                break
        if len(fitting) == 1:
            found[fitting[0]].append(candidate)
    return [[*texts[identity], *found[identity]] for identity in texts if found[identity]]


def _identity(profile: Profile) -> IdentityKey:
    return _bare(profile.issuer), profile.fiscal_year, profile.report_kind, profile.body_kind


def _bare(issuer: str | None) -> str | None:
    return SUFFIX.sub("", issuer) if issuer else None


def _fits(tables: Participant, text: Participant, only: bool) -> bool:
    """Whether two documents may be of one disclosure; ``only`` if there is no other text about."""
    one, other = tables.profile, text.profile
    pairs = (
        (one.fiscal_year, other.fiscal_year),
        (one.report_kind, other.report_kind),
        (one.body_kind, other.body_kind),
    )
    if any(mine is not None and theirs is not None and mine != theirs for mine, theirs in pairs):
        return False
    ours, its = _bare(one.issuer), _bare(other.issuer)
    if ours is None or its is None:
        return only or _named(tables, its) or _named(text, ours)
    return abbreviates(ours, its) or abbreviates(its, ours)


def _named(candidate: Participant, issuer: str | None) -> bool:
    """Whether a file that does not say whose it is has the name of a body, or a short one, as its own."""
    if candidate.profile.issuer is not None or candidate.profile.fiscal_year is None or issuer is None:
        return False
    name = _name_in(candidate.job.file_name)
    return len(name) >= SHORTEST_NAME and abbreviates(name, issuer)


@lru_cache(maxsize=4096)
def _name_in(file_name: str) -> str:
    return NO_NAME.sub("", PurePath(file_name).stem)
