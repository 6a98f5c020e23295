"""Readers' marks on findings (复核): confirmed, false, to be asked; kept beside what runs write.

They belong to findings, whose ids stay over runs and versions; so do the marks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import orjson
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from outputs.store.out_folder import OutFolder, replace_file
from outputs.store.packed import DamagedBundle
from records.archive_tables import ReviewRecord
from records.vocabularies import vocabularies

FORMAT = "duizhang-review"
TAKEN_BACK = ""
"""The state of a mark that was taken back: it is kept, so that no older one comes back, and shown nowhere."""


class UnreadableReviews(Exception):
    """A file that holds no marks; ``str()`` is a sentence."""


def _state(word: str) -> str:
    if word not in vocabularies()["review_state"]:
        raise ValueError(f"{word!r} is no state of a finding")
    return word


def _moment(text: str) -> str:
    datetime.fromisoformat(text)
    return text


class _Review(BaseModel):
    model_config = ConfigDict(extra="ignore")

    document_id: str
    finding_id: str
    state: Annotated[str, AfterValidator(_state)] | None
    note: str | None = None
    who: str | None = None
    when: Annotated[str, AfterValidator(_moment)]


class _File(BaseModel):
    format: Literal["duizhang-review"]
    reviews: list[_Review]


def read_reviews(file: Path) -> list[ReviewRecord]:
    """The marks in a file that the review page has saved. Raises :class:`UnreadableReviews`, ``OSError``."""
    try:
        found = _File.model_validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UnreadableReviews(
            f"{file} holds no marks as the review page saves them ({place or 'JSON'}: {first['msg']})."
        ) from error
    return [ReviewRecord(**one.model_dump() | {"state": one.state or TAKEN_BACK}) for one in found.reviews]


def kept_reviews(out: OutFolder) -> list[ReviewRecord]:
    """The marks that OUT holds. Raises :class:`~outputs.store.packed.DamagedBundle`."""
    return [one for one in all_kept(out) if one.state != TAKEN_BACK]


def all_kept(out: OutFolder) -> list[ReviewRecord]:
    """The marks that OUT holds, and those that were taken back. Raises as :func:`kept_reviews`."""
    if not out.reviews.is_file():
        return []
    try:
        return read_reviews(out.reviews)
    except UnreadableReviews as error:
        raise DamagedBundle(str(error)) from error


def marked_false(out: OutFolder) -> set[str]:
    """The ids of the findings that a reader holds to be none.

    Raises :class:`~outputs.store.packed.DamagedBundle`.
    """
    return {one.finding_id for one in kept_reviews(out) if one.state == "false"}


def merged(*sources: Iterable[ReviewRecord]) -> list[ReviewRecord]:
    """Marks of several sources, one a finding: the newest."""
    newest: dict[str, ReviewRecord] = {}
    for source in sources:
        for one in source:
            known = newest.get(one.finding_id)
            if known is None or _time(one) >= _time(known):
                newest[one.finding_id] = one
    return sorted(newest.values(), key=lambda one: (one.document_id, one.finding_id))


def keep_reviews(out: OutFolder, reviews: Iterable[ReviewRecord]) -> int:
    """Take marks into OUT, beside those that it holds; how many are new or other than before."""
    before = all_kept(out)
    after = merged(before, reviews)
    changed = len([one for one in after if one not in before])
    content = {"format": FORMAT, "reviews": [as_saved(one) for one in after]}
    replace_file(out.reviews, orjson.dumps(content, option=orjson.OPT_INDENT_2))
    return changed


def as_saved(review: ReviewRecord) -> dict[str, str | None]:
    """A mark as files of marks have it: the state of one that was taken back is null."""
    return asdict(review) | {"state": review.state or None}


def _time(review: ReviewRecord) -> datetime:
    moment = datetime.fromisoformat(review.when)
    return moment if moment.tzinfo else moment.astimezone()
