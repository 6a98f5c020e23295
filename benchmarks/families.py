"""Do made and real documents agree? ``python -m benchmarks.families [--documents N] [FILE.pdf ...]``.

Makes N documents of each family and reads them, reads the real ones given (by default those beside the
repository), and prints for each real one its measures beside those of the family that it is most alike
by its headings, titles and column headers. Where an annotation of a document is known (``--gold``), the
shares that are right are measured; else what can be compared without one: claims that the document's own
figures or claims confirm, figures whose meaning is known, alarms and warnings.
A real document that scores worse than the made ones shows what the maker is too kind about.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from corpus import families
from corpus.make import make_document
from flows.jobs import Job
from flows.running.process_document import make_ready, process_bytes
from outputs.evaluation.comparison import label
from outputs.evaluation.gold import Gold, gold_of, read_gold, read_names
from outputs.evaluation.scores import Score
from outputs.evaluation.scoring import READ, score_document
from records.tables import Document

BESIDE = Path(__file__).resolve().parents[2] / "shared"
CONFIRMED = ("supported", "rounding", "derivable")
RIGHT = ("figures", "figure_precision", "claims", "claim_precision", "links", "verdicts")
"""Measures that need an annotation."""
PLAIN = ("confirmed", "unverifiable", "with_meaning")
EACH = ("contradicted", "failing checks", "warnings")
"""Counted for each document."""


@dataclass(frozen=True, slots=True)
class Read:
    """A document as read, with its score against its annotation if that is known."""

    name: str
    document: Document
    score: Score | None

    def words(self) -> set[str]:
        """What its form says: headings, titles of tables and column headers, without numbers."""
        d = self.document
        texts = [s.title for s in d.sections] + [t.title for t in d.tables]
        texts += [name for f in d.facts for name in f.column_path or ()]
        issuer = label(d.record.issuer)
        plain = {re.sub(r"[\d一二三四五六七八九十]+", "", label(text).replace(issuer, "")) for text in texts}
        return plain - {""}


def read(name: str, data: bytes, gold: Gold | None) -> Read:
    """Process a document as a run does, and score it."""
    job = Job(Path(name), sha256(data).hexdigest(), len(data), "benchmark")
    document = process_bytes(data, job).document
    rows = {table: [asdict(row) for row in getattr(document, table)] for table in READ}
    score = score_document(gold, asdict(document.record), rows).score if gold else None
    return Read(name, document, score)


def measures(documents: Iterable[Read]) -> dict[str, str]:
    """The measures of some documents together, as text."""
    found = list(documents)
    total = Score()
    for document in found:
        if document.score:
            total.include(document.score)
    told = {name: getattr(total, name).percent for name in RIGHT}
    verdicts = [link.verdict for d in found for link in d.document.links]
    claims = sum(len(d.document.claims) for d in found)
    facts = [fact for d in found for fact in d.document.facts]
    shares = {
        "confirmed": (sum(v in CONFIRMED for v in verdicts), claims),
        "unverifiable": (claims - sum(v in (*CONFIRMED, "contradicted") for v in verdicts), claims),
        "with_meaning": (sum(f.measure is not None and f.statement != "other" for f in facts), len(facts)),
    }
    told |= {name: 100 * part / whole if whole else None for name, (part, whole) in shares.items()}
    counts = {
        "contradicted": verdicts.count("contradicted"),
        "failing checks": sum(c.verdict == "fails" for d in found for c in d.document.checks),
        "warnings": sum(n.severity != "info" for d in found for n in d.document.diagnostics),
    }
    text = {name: "-" if share is None else f"{share:.1f}" for name, share in told.items()}
    return text | {name: f"{count / len(found):.2f}" for name, count in counts.items()}


def likest(real: Read, made: dict[str, list[Read]]) -> tuple[str, float]:
    """The family whose documents have most words in common with a real one, and that share."""

    def alike(name: str) -> float:
        words, theirs = real.words(), set().union(*(d.words() for d in made[name]))
        return len(words & theirs) / len(words | theirs) if words | theirs else 0.0

    best = max(made, key=alike)
    return best, alike(best)


def table(real: list[Read], made: dict[str, list[Read]]) -> str:
    """The side-by-side table in Markdown."""
    names = (*RIGHT, *PLAIN, *EACH)
    lines = ["| family | documents | " + " | ".join(names) + " |", "|---" * (len(names) + 2) + "|"]

    def add(family: str, what: str, documents: list[Read]) -> None:
        told = measures(documents)
        lines.append(f"| {family} | {what} | " + " | ".join(told[name] for name in names) + " |")

    of_family: dict[str, list[tuple[Read, float]]] = {}
    for document in real:
        name, alike = likest(document, made)
        of_family.setdefault(name, []).append((document, alike))
    for name, documents in made.items():
        for document, alike in of_family.get(name, []):
            add(name, f"real: {document.name} ({alike:.0%} alike)", [document])
        add(name, f"{len(documents)} made", documents)
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """The command; without real documents it says so and compares nothing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.families", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="real documents")
    parser.add_argument("--documents", type=int, default=4, help="documents to make of each family")
    parser.add_argument("--families", help="only these, with commas")
    parser.add_argument("--seed", type=int, default=2000)
    parser.add_argument("--gold", type=Path, default=BESIDE / "gold", help="annotations of the real ones")
    given = parser.parse_args(arguments)
    files = given.files or sorted((BESIDE / "documents").glob("*.pdf"))
    if not files:
        print(f"Nothing to compare: no documents given, and there are none in {BESIDE.name}/documents.")
        return 0
    make_ready()
    names = read_names(given.gold / "map.json" if (given.gold / "map.json").exists() else None)
    known = {names.get(g.doc, g.doc): g for g in read_gold(given.gold)} if given.gold.is_dir() else {}
    real = [
        read(
            path.name, path.read_bytes(), next((g for n, g in known.items() if path.name.startswith(n)), None)
        )
        for path in files
    ]
    made = {}
    for name in given.families.split(",") if given.families else families.names():
        pairs = [make_document(name, given.seed + k) for k in range(given.documents)]
        made[name] = [read(truth["doc"], data, gold_of(truth)) for data, truth in pairs]
    print("Shares in %, the last three a document.\n")
    print(table(real, made))
    return 0


if __name__ == "__main__":
    sys.exit(main())
