"""Compares the documents of each body before publication, where that has not been done yet."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.reading import collector_paused
from linking.book.bodies import ArchivedDocument, Bodies, Keyed, Pairs, bodies_of, carried_on
from linking.book.entries import Total
from linking.book.holding import HOLDING, USED, hold
from linking.book.units import of_units
from outputs.publication.additions import Additions, written_addition
from outputs.schemas.json_documents import NotADocument, decode_document
from outputs.store.book import BookStore, Written
from outputs.store.bundles import read_document
from outputs.store.catalogue import NONE, CurrentBundle, TotalsOf
from outputs.store.out_folder import OutFolder

MOST_DOCUMENTS = 400
"""A name under which more documents were published is that of a portal, not of a body."""


@dataclass(frozen=True, slots=True)
class BodyTask:
    """The documents of a body that are to be held against each other, each with the digest of its JSON."""

    body: str
    digest: str
    bundles: tuple[tuple[Path, str], ...]


Held = tuple[BodyTask, list[Written]]
HoldBodies = Callable[[Sequence[BodyTask]], Iterable[Held]]
"""Does the tasks, here or elsewhere, in any order."""


def hold_body(task: BodyTask) -> Held:
    """What the documents of a body say of each other.

    A document of a version that is no longer understood is left out. Raises
    :class:`~outputs.store.packed.DamagedBundle`, and ``OSError``.
    """
    documents, written = [], []
    with collector_paused():
        for bundle, content in task.bundles:
            data = read_document(bundle, content)
            try:
                documents.append(decode_document(data, USED))
            except NotADocument:
                continue
        for addition in hold(documents):
            written.append(written_addition(addition))
        documents.clear()  # gone before the collector would go through them
    return task, written


def directly(tasks: Sequence[BodyTask]) -> Iterator[Held]:
    """Do the tasks one after the other."""
    return map(hold_body, tasks)


def hold_archive(
    out: OutFolder,
    published: Sequence[CurrentBundle],
    totals_of: TotalsOf,
    book: BookStore,
    hold_bodies: HoldBodies = directly,
) -> Additions:
    """Bring the book up to date, and give what is added to the documents.

    What is done is kept at once: a run that is ended goes on from there.
    """
    by_id = {one.document_id: one for one in published}

    def totals(members: Iterable[ArchivedDocument]) -> dict[str, list[Total]]:
        found = totals_of((one.document_id, by_id[one.document_id].version) for one in members)
        return {name: [Total(**total) for total in some] for name, some in found.items()}

    def carried(region: str, keyed: Sequence[Keyed]) -> Pairs:
        digest = _digest(by_id[member.document_id] for _, member in keyed)
        found = book.carried(region, digest)
        if found is None:
            found = carried_on(keyed, totals(member for _, member in keyed))
            book.note_carried(region, digest, found)
        return found

    members = [_member(one) for one in published]
    bodies = bodies_of(members, carried)
    several = _of_several(published, bodies)
    held = book.held()
    book.forget(held.keys() - several.keys())
    digests = {body: _digest(some) for body, some in several.items()}
    open_tasks = [
        BodyTask(body, digests[body], tuple((one.path(out), one.content) for one in some))
        for body, some in sorted(several.items())
        if held.get(body) != digests[body]
    ]
    for task, written in hold_bodies(open_tasks) if open_tasks else ():
        book.write(task.body, task.digest, written)
    additions = Additions(book, bodies, {}, book.digests())
    counts = book.counts()
    additions.units = of_units(members, bodies, counts, totals)
    for document_id, body in bodies.of_document.items():
        bodies.records[body].documents += counts.get(document_id, True)
    return additions


def _of_several(published: Sequence[CurrentBundle], bodies: Bodies) -> dict[str, list[CurrentBundle]]:
    """The documents of each body that has several."""
    of_body: dict[str, list[CurrentBundle]] = defaultdict(list)
    for one in published:
        body = bodies.of_document.get(one.document_id)
        if body is not None:
            of_body[body].append(one)
    return {body: some for body, some in of_body.items() if 1 < len(some) <= MOST_DOCUMENTS}


def _digest(documents: Iterable[CurrentBundle]) -> str:
    """What changes when the documents of a body do, or the way in which they are held."""
    told = "\n".join(f"{one.document_id} {one.content}" for one in documents)
    return hashlib.sha256(f"{HOLDING}\n{told}".encode()).hexdigest()


def _member(one: CurrentBundle) -> ArchivedDocument:
    return ArchivedDocument(
        one.document_id,
        one.issuer,
        one.region,
        one.fiscal_year,
        one.report_kind,
        one.body_kind,
        tuple(json.loads(one.units)) if one.units != NONE else (),
        tuple((old, new) for old, new in json.loads(one.names)) if one.names != NONE else (),
    )
