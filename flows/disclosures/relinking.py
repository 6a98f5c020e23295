"""Disclosures found among the documents of a run, and their documents linked with each other.

It works on what the documents' bundles tell, so it makes no difference which run read a document.
What an earlier run linked together counts as published together, wherever it lies now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from extractors.identity import Identity, region_of
from flows.disclosures.grouping import Participant, disclosure_id, disclosures
from flows.jobs import KEPT, FromOthers, Job, Linking, Outcome
from flows.profiles import Profile
from outputs.store.bundles import BundleHead, read_head
from outputs.store.out_folder import OutFolder

ROUNDS = 4
"""Documents are linked, read again with what the others tell, and linked again; one more is to spare."""

WorkOff = Callable[[list[Job]], list[Outcome]]
Former = dict[str, tuple[str, ...]]
"""Document id -> the documents that it was linked with before this run."""
Group = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Step:
    """A job that brings a disclosure on; ``group`` are the ids of its documents."""

    job: Job
    group: Group


def former_companions(jobs: Iterable[Job], out: OutFolder) -> Former:
    """What documents that are to be done again were linked with."""
    found: Former = {}
    for job in jobs:
        bundle = out.bundle(job.version, job.document_id)
        if bundle.is_dir():
            found[job.document_id] = _profile(read_head(bundle)).companions
    return found


def link_disclosures(
    jobs: Iterable[Job], outcomes: Iterable[Outcome], former: Former, out: OutFolder, work_off: WorkOff
) -> None:
    """Link the documents that are one disclosure, and renew their outcomes.

    ``work_off`` does jobs and puts the results in place; if there is nothing to link it is not called.
    """
    told = {outcome.document_id: outcome for outcome in outcomes if outcome.document_id}
    known = [
        Participant(job, told[job.document_id].profile)
        for job in jobs
        if job.document_id in told and told[job.document_id].status != "failed"
    ]
    known += _absent(known, former, out)
    candidates = {candidate.document_id: candidate for candidate in known}
    unrelated: set[Group] = set()
    for _ in range(ROUNDS):
        steps = {step.job.document_id: step for step in _next_steps(candidates, unrelated, out)}
        if not steps:
            return
        for outcome in work_off([step.job for step in steps.values()]):
            document_id = outcome.document_id
            if document_id is None:  # its file is gone
                continue
            if outcome.status == KEPT:
                unrelated.add(steps[document_id].group)
            else:
                candidates[document_id] = replace(candidates[document_id], profile=outcome.profile)
            if document_id in told:
                _renew(told[document_id], outcome)


def _absent(candidates: list[Participant], former: Former, out: OutFolder) -> list[Participant]:
    """What documents of this run were linked with and is not in this run."""
    here = {candidate.document_id for candidate in candidates}
    found: dict[str, Participant] = {}
    for candidate in candidates:
        companions = candidate.profile.companions or former.get(candidate.document_id, ())
        for document_id in companions:
            bundle = out.bundle(candidate.job.version, document_id)
            if document_id in here or document_id in found or not bundle.is_dir():
                continue
            head = read_head(bundle)
            path, sha256 = Path(head.document["file_name"]), head.document["sha256"]
            job = Job(path, sha256, 0, candidate.job.version, groups=candidate.job.groups)
            found[document_id] = Participant(job, _profile(head), absent=True)
    return list(found.values())


def _profile(head: BundleHead) -> Profile:
    return Profile.of_record(head.remarks.get("profile", {}))


def _next_steps(candidates: dict[str, Participant], unrelated: set[Group], out: OutFolder) -> Iterable[_Step]:
    """What brings documents nearer to the disclosures that they belong to; nothing if all is well."""
    alone = set(candidates)
    for members in disclosures(list(candidates.values())):
        group = frozenset(member.document_id for member in members)
        alone -= group
        if group in unrelated:
            continue
        wanted = disclosure_id(member.job.sha256 for member in members)
        if any(member.profile.disclosure_id != wanted for member in members):
            yield from (_Step(_linking(member, members, out), group) for member in members)
        else:
            yield from (_Step(job, group) for job in _to_inform(members, wanted))
    for document_id in sorted(alone):
        if candidates[document_id].profile.companions:
            member = candidates[document_id]
            yield _Step(_linking(member, [member], out), frozenset({document_id}))


def _linking(member: Participant, members: list[Participant], out: OutFolder) -> Job:
    bundles = tuple(out.bundle(one.job.version, one.document_id) for one in members)
    return replace(member.job, linking=Linking(bundles, member.profile))


def _to_inform(members: list[Participant], disclosure: str) -> Iterable[Job]:
    """Jobs to read again what others of the disclosure help to understand.

    A text names accounts that only the tables tell apart; tables may leave out their body or year.
    """
    profiles = [member.profile for member in members]
    identity = _identity(sorted(profiles, key=lambda profile: profile.role != "text"))
    accounts = sorted({account for member in members for account in member.profile.accounts})
    for member in members:
        own = member.profile
        missing = any(
            getattr(own, name) is None and getattr(identity, name) is not None
            for name in ("issuer", "fiscal_year", "report_kind")
        )
        if (own.role == "text" or missing) and own.informed != disclosure and not member.absent:
            yield replace(member.job, known=FromOthers(disclosure, identity, tuple(accounts)))


def _identity(profiles: list[Profile]) -> Identity:
    """What the documents of a disclosure say of its body, year and kind: the first that says it."""

    def said(name: str) -> object:
        return next((getattr(one, name) for one in profiles if getattr(one, name) is not None), None)

    issuer, year, kind, body = map(said, ("issuer", "fiscal_year", "report_kind", "body_kind"))
    region = region_of(issuer) if isinstance(issuer, str) else None
    return Identity(None, issuer, region, year, kind, body)  # type: ignore[arg-type]


def _renew(old: Outcome, new: Outcome) -> None:
    """Take over what further work on a document gave; its time comes on top."""
    old.seconds += new.seconds
    old.megabytes = max(old.megabytes, new.megabytes)
    if new.status == KEPT:
        old.reasons += new.reasons
        return
    old.done_before = False
    old.status, old.reasons, old.rows = new.status, new.reasons, new.rows
    old.findings, old.profile = new.findings, new.profile
