"""The approved results of the committed samples, and what has changed in them.

``tests/approved/`` holds for each sample a page of lines, one for each figure, claim, link, failed check,
cause and finding, and a digest of its whole JSON. ``make approve`` shows what has changed and then keeps
the new state.
Scans are left out: what is recognised depends on the build of the recogniser.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from flows.jobs import Job
from flows.running.process_document import Processed, process_bytes
from flows.version import VERSION
from outputs.schemas.json_documents import encode_document
from records.tables import Document

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLES = ROOT / "corpus" / "documents"
APPROVED = ROOT / "tests" / "approved"
DIGESTS = APPROVED / "digests.json"
MOST_SHOWN = 40
"""Changes of one kind in one sample; the others are counted."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a sample: a digest of all its rows, and those that a person reviews as lines."""

    digest: str
    lines: tuple[str, ...]


def samples() -> dict[str, Path]:
    """Name of each sample -> its file."""
    files = (path for path in SAMPLES.rglob("*") if path.is_file() and "scan" not in path.stem)
    return {path.relative_to(SAMPLES).as_posix(): path for path in sorted(files)}


def result_of(path: Path, process: Callable[[bytes, Job], Processed] = process_bytes) -> Result:
    """The result of a sample as it comes now; version and times are no part of it."""
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    document = process(data, Job(path, sha256, len(data), VERSION)).document
    document.record.version = ""
    encoded = encode_document(document)
    return Result(hashlib.sha256(encoded).hexdigest()[:32], tuple(sorted(lines_of(document))))


def lines_of(document: Document) -> Iterable[str]:
    """A document in lines that read without ids, so that a change shows only where it is."""
    claims = {claim.claim_id: claim for claim in document.claims}
    for f in document.facts:
        meaning = "/".join(str(word or "-") for word in (f.measure, f.fund, f.phase, f.period))
        place = f"{f.statement} | {f.account_code or ''} {f.row_label or ''} | {' > '.join(f.column_path)}"
        yield f"figure | {place} | {meaning} = {f.value} {f.unit or ''}"
    for c in document.claims:
        meaning = "/".join(str(word or "-") for word in (c.measure, c.fund, c.phase, c.period, c.base))
        told = f"{c.direction or ''} {c.value if c.value is not None else ''} {c.unit or ''}"
        subject = " ".join(filter(None, (c.subject, *c.account_path[-1:])))
        yield f"claim | {c.kind} | {subject} | {meaning} | {told} | {c.sentence}"
    for link in document.links:
        claim = claims[link.claim_id]
        computed = f"{link.relation} {link.computed}"
        yield f"link | {claim.subject} {claim.kind} {claim.raw} | {computed} | {link.verdict}"
    for check in document.checks:
        if check.verdict != "holds":
            yield f"check | {check.rule_id} | {check.verdict} | {check.message}"
    for reason in document.reasons:
        yield f"reason | {reason.text} | {', '.join(reason.categories)}"
    for finding in document.findings:
        yield f"finding | {finding.severity} | {finding.title} | {finding.explanation}"


def page_of(name: str) -> Path:
    """The file that holds the approved lines of a sample."""
    return APPROVED / f"{name.replace('/', '--')}.txt"


def approved_version() -> str | None:
    return json.loads(DIGESTS.read_bytes())["version"] if DIGESTS.exists() else None


def approved_digests() -> dict[str, str]:
    """Name of each sample -> the digest that was approved."""
    found: dict[str, str] = json.loads(DIGESTS.read_bytes())["samples"] if DIGESTS.exists() else {}
    return found


def changes(name: str, result: Result) -> list[str]:
    """What is lost (-) and added (+) against the approved lines of a sample, kind by kind."""
    page = page_of(name)
    before = page.read_text("utf-8").splitlines() if page.exists() else []
    told = [line for line in difflib.ndiff(before, list(result.lines)) if line[0] in "+-"]
    if not told:
        return ["  (only in what no line shows: cells, places, ids, checks that hold, diagnostics)"]
    shown: list[str] = []
    for kind in dict.fromkeys(line[2:].partition(" |")[0] for line in told):
        of_kind = [line for line in told if line[2:].startswith(f"{kind} |")]
        shown += [f"  {line[:200]}" for line in of_kind[:MOST_SHOWN]]
        if len(of_kind) > MOST_SHOWN:
            shown.append(f"  … and {len(of_kind) - MOST_SHOWN} more changes of the kind {kind}")
    return shown


def main(arguments: list[str] | None = None) -> int:
    """Show what has changed, and keep it as approved; 1 if that needs a new version."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--show", action="store_true", help="only show what has changed")
    parser.add_argument(
        "--unreleased", action="store_true", help="the version has not been released: it may change again"
    )
    options = parser.parse_args(arguments)
    known, results = approved_digests(), {name: result_of(path) for name, path in samples().items()}
    changed = [name for name, result in results.items() if known.get(name) != result.digest]
    for name in changed:
        print(f"{name}: " + ("changed" if name in known else "new"))
        print("\n".join(changes(name, results[name])))
    lost = sorted(set(known) - set(results))
    print("\n".join(f"{name}: no longer there" for name in lost) or f"{len(changed)} samples changed.")
    if options.show:
        return 0
    if changed and approved_version() == VERSION and not options.unreleased:
        print(
            f"The results of {VERSION} are approved already: raise flows/version.py, or, if that version has"
            " not been released, say so (make approve UNRELEASED=1).",
            file=sys.stderr,
        )
        return 1
    APPROVED.mkdir(exist_ok=True)
    for page in APPROVED.glob("*.txt"):
        page.unlink()
    for name, result in results.items():
        page_of(name).write_text("\n".join(result.lines) + "\n", "utf-8")
    kept = {"version": VERSION, "samples": {name: result.digest for name, result in results.items()}}
    DIGESTS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
