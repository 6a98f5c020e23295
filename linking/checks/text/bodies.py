"""A report speaks of one body, by one name."""

from __future__ import annotations

from collections.abc import Iterator
from os.path import commonprefix

from linking.checks.identities import ChecksMade
from linking.checks.text.passages import Passage, Spot
from linking.labels import abbreviates
from linking.wording import on_page, without_blanks
from records.phrases import Phrases
from records.tables import Document

WORDS = Phrases("linking/checks/text")

SHORTEST_COMMON = 2
"""Letters of the place that both names begin with (某县): bodies of other places are not confused."""


FEWEST_WORDS = 3
"""Headings that use one word before the only one with the other is a slip."""


def check_body_words(document: Document, found: ChecksMade) -> None:
    """部门决算 in one heading and 单位决算 in the others: what the report is of, said in one way.

    Only headings and titles are compared: a text may speak of its department's report, too.
    """
    what = {"budget": "预算", "final_accounts": "决算"}.get(document.record.report_kind or "")
    told: dict[str, list[tuple[str, Spot]]] = {"部门": [], "单位": []}
    titles = [(without_blanks(document.record.title), Spot(1))]
    titles += [
        (passage.text, passage.spot(0, 0)) for passage in found.passages(document) if passage.is_heading
    ]
    for title, spot in titles:
        words = {match["word"] for match in WORDS.kind_of_report.finditer(title) if match["what"] == what}
        if len(words) == 1:
            told[words.pop()].append((title, spot))
    few, many = sorted(told, key=lambda word: len(told[word]))
    if not told[few] or len(told[few]) > 1 or len(told[many]) < FEWEST_WORDS:
        return
    title, spot = told[few][0]
    message = (
        f"标题{on_page(spot.page)}“{title}”称“{few}{what}”，"
        f"其他{len(told[many])}处标题称“{many}{what}”，称谓不一。"
    )
    found.fail("body_word", message, spot=spot)


def check_bodies(document: Document, found: ChecksMade) -> None:
    """A heading or sentence that gives the report to a body that is neither the issuer nor one of its units.

    The other name must be built like the issuer's: the same place before it and the same sort of body
    (organs of a government are of one sort); and no other part of the document may name it (a unit of the
    department, a body that it works with).
    """
    issuer = document.record.issuer
    if issuer is None or document.record.report_kind not in ("budget", "final_accounts"):
        return
    own, sort = _bare(issuer), WORDS.body_end.search(_bare(issuer))
    if sort is None:
        return
    told: set[str] = set()
    for passage, name, start in _names(document, found):
        bare = _bare(name)
        if bare in told or own.endswith(bare) or bare.endswith(own) or not _of_one_sort(bare, own, sort[0]):
            continue
        if (
            len(commonprefix((own, bare))) < SHORTEST_COMMON
            or abbreviates(bare, own)
            or abbreviates(own, bare)
        ):
            continue
        if _is_elsewhere(document, name, bare):
            continue
        told.add(bare)
        spot = passage.spot(start, start + len(name))
        kind = "标题" if passage.is_heading else "文字"
        what = "单位" if document.record.body_kind == "unit" else "部门"
        message = f"{kind}{on_page(spot.page)}以“{name}”为本{what}，而本文件为“{issuer}”所公开，名称不一。"
        found.fail("body_name", message, spot=spot)


def _of_one_sort(name: str, own: str, end: str) -> bool:
    """Whether two names end alike, or both as those of organs of a government (厅, 局)."""
    return name.endswith(end) or all(WORDS.organ_end.search(one) for one in (name, own))


def _is_elsewhere(document: Document, name: str, bare: str) -> bool:
    """Whether a cell is a name, or the text has it more than once."""
    if any("".join(cell.text.split()) in (name, bare) for cell in document.cells):
        return True
    return "".join("".join(section.text.split()) for section in document.sections).count(bare) > 1


def _names(document: Document, found: ChecksMade) -> Iterator[tuple[Passage, str, int]]:
    for passage in found.passages(document):
        ones = [*WORDS.own_report.finditer(passage.text), *WORDS.only_body.finditer(passage.text)]
        for match in ones:
            group = "name" if match["name"] else "behind"
            if not WORDS.another_body.search(match[group]) and WORDS.body_end.search(_bare(match[group])):
                yield passage, match[group], match.start(group)


def _bare(name: str) -> str:
    return WORDS.beside_name.sub("", name)
