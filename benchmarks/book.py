"""What an archive of made documents says of itself, held against its truth.

    python -m corpus.archive --bodies 36 --out /tmp/archive                  # once: some 300 documents
    python -m flows run /tmp/archive/documents --out /tmp/archive/out --direct
    python -m benchmarks.book /tmp/archive/truth.json /tmp/archive/out [--misses]

Prints how many other formats and former issues were found, of how many bodies all documents are one
body's and no other's, how many changes since the year before were held against that year's own document,
and how many of the planted restatements were found, with the findings over years that are none.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outputs.publication.dataset import read_table

HELD = ("supported", "rounding", "contradicted")


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, and what was missed."""

    name: str
    hits: int
    of: int
    missed: list[str]

    def line(self) -> str:
        """As it is printed."""
        return f"{self.name:44}{self.hits}/{self.of}" + (f" {self.hits / self.of:7.1%}" if self.of else "")


def rows(out: Path, table: str, columns: list[str]) -> list[dict[str, Any]]:
    """The rows of a published table."""
    found: list[dict[str, Any]] = read_table(out, table).select(columns).to_pylist()
    return found


def measured(truth: Path, out: Path) -> list[Share]:
    """The shares, in the order in which they are printed."""
    placed: dict[str, dict[str, Any]] = {one["file"]: one for one in json.loads(truth.read_text("utf-8"))}
    documents = {
        row["document_id"]: row
        for row in rows(out, "documents", ["document_id", "file_name", "role", "counts", "body_id"])
    }
    file_of = {document_id: row["file_name"] for document_id, row in documents.items()}
    return [
        *_roles(placed, documents),
        _bodies(placed, documents),
        _looking_back(placed, documents, out),
        *_restated(placed, file_of, out),
    ]


def _roles(placed: dict[str, Any], documents: dict[str, Any]) -> list[Share]:
    by_file = {row["file_name"]: row for row in documents.values()}
    result = []
    for role in ("duplicate", "superseded", "primary"):
        files = [file for file, one in placed.items() if one["role"] == role]
        missed = [file for file in files if by_file.get(file, {}).get("role") != role]
        result.append(Share(f"documents known as {role}", len(files) - len(missed), len(files), missed))
    return result


def _bodies(placed: dict[str, Any], documents: dict[str, Any]) -> Share:
    """Bodies of which all documents have one id that no document of another body has."""
    found: dict[str, set[str | None]] = defaultdict(set)
    for row in documents.values():
        found[placed[row["file_name"]]["body"]].add(row["body_id"])
    users = Counter(body_id for ids in found.values() for body_id in ids)
    missed = [
        body for body, ids in found.items() if len(ids) > 1 or users[next(iter(ids))] > 1 or None in ids
    ]
    return Share("bodies resolved", len(found) - len(missed), len(found), sorted(missed))


def _looking_back(placed: dict[str, Any], documents: dict[str, Any], out: Path) -> Share:
    """Changes since last year, in documents whose predecessor is there.

    Both must have their statements in the file; a body that has taken over another one tells another year.
    """
    stated = {
        row["document_id"]
        for row in rows(out, "tables", ["document_id", "statement"])
        if row["statement"] == "revenue_expenditure_summary"
    }
    with_statements = {documents[one]["file_name"] for one in stated}
    years = {
        (one["body"], one["report_kind"], one["year"])
        for file, one in placed.items()
        if file in with_statements
    }
    asked = {
        document_id
        for document_id, row in documents.items()
        if row["counts"]
        and document_id in stated
        and (one := placed[row["file_name"]])["event"] != "taken_over"
        and (one["body"], one["report_kind"], one["year"] - 1) in years
    }
    verdicts = {
        (row["document_id"], row["claim_id"]): row["verdict"]
        for row in rows(out, "links", ["document_id", "claim_id", "verdict"])
    }
    claims = [
        row
        for row in rows(out, "claims", ["document_id", "claim_id", "kind", "base", "sentence", "value"])
        if row["document_id"] in asked and (row["kind"], row["base"]) == ("change", "prior_year")
    ]
    missed = [row for row in claims if verdicts.get((row["document_id"], row["claim_id"])) not in HELD]
    told = [f"{documents[row['document_id']]['file_name']}: {row['sentence']}" for row in missed]
    return Share("changes held against the year before", len(claims) - len(missed), len(claims), told)


def _restated(placed: dict[str, Any], file_of: dict[str, str], out: Path) -> list[Share]:
    columns = ["document_id", "kind", "rule_id", "title", "explanation"]
    found = [row for row in rows(out, "findings", columns) if row["kind"] == "over_years"]
    in_file: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        in_file[file_of[row["document_id"]]].append(row)
    planted = [file for file, one in placed.items() if one["restated"]]
    missed = [f"{file} {placed[file]['restated']}" for file in planted if not in_file[file]]
    false = [
        f"{file}: {row['rule_id']} {row['title']}: {row['explanation']}"
        for file, some in in_file.items()
        for row in (some if file not in planted else some[1:])
    ]
    return [
        Share("restatements found", len(planted) - len(missed), len(planted), missed),
        Share("findings over years that tell none", len(false), len(found), false),
    ]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.book", description=__doc__)
    parser.add_argument("truth", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    given = parser.parse_args()
    for share in measured(given.truth, given.out):
        print(share.line())
        for one in share.missed if given.misses else ():
            print(f"    {one}")


if __name__ == "__main__":
    main()
