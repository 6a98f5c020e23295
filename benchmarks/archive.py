"""An archive through whole runs: throughput, where the time goes, memory, restart, limits.

    python -m corpus.make --documents 2000 --seed 1000 --out /tmp/made     # once
    python benchmarks/archive.py /tmp/made/documents [--documents 2000] [--kills 10]

Prints, for the first N PDF files of the folder:

- documents and pages a second with one worker and with two, and the speed-up;
- the share of processor time by stage, and the whole against PyMuPDF's words and drawings;
- the largest worker; a second run that finds nothing to do; one with one more document; the cost of a
  document in a tenth of them;
- with ``--kills``, whether a run that is killed (SIGKILL) that often and restarted ends with the same rows;
- the query "expenditure of 210 by year" over 10,000 documents (the published rows, with other ids).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]
os.environ.setdefault("PYMUPDF_SUGGEST_LAYOUT_ANALYZER", "0")

from outputs.publication.dataset import read_table  # noqa: E402
from records.tables import TABLES  # noqa: E402

RUN = [sys.executable, "-m", "flows", "run", "--direct"]
QUERY_DOCUMENTS = 10_000


def timed_run(files: list[Path], out: Path, workers: int) -> tuple[float, float, dict[str, Any]]:
    """Wall seconds, processor seconds with those of the workers, and the report of a run.

    Workers are nobody's children by then: what they spent on the documents is told by the report.
    """

    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    command = [*RUN, *map(str, files), "--out", str(out), "--workers", str(workers)]
    started, before = time.monotonic(), spent()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    taken, used = time.monotonic() - started, spent() - before
    report = json.loads(max((out / "runs").glob("*.json")).read_bytes())
    return taken, used + sum(one["seconds"] for one in report["documents"]), report


def limit_seconds(files: list[Path]) -> tuple[float, int]:
    """Processor seconds of PyMuPDF's words and drawings alone, and the number of pages."""
    import pymupdf

    pages, started = 0, time.process_time()
    for file in files:
        with pymupdf.open(file) as pdf:
            pages += pdf.page_count
            for page in pdf:
                page.get_text("words")
                page.get_cdrawings()
    return time.process_time() - started, pages


def stage_seconds(files: list[Path], folder: Path) -> dict[str, float]:
    """Processor seconds of each stage of the work on documents, in this process."""
    from extractors.reading import read_file
    from flows.jobs import Job
    from flows.running.process_document import make_ready, process_bytes
    from linking.linker import link
    from nlp.narrative import read_narrative
    from outputs.schemas.json_documents import encode_document
    from outputs.store.bundles import complete
    from outputs.store.out_folder import DOCUMENT

    make_ready()
    spent = dict.fromkeys(("tables and chapters", "narrative", "links and checks", "JSON", "rows"), 0.0)

    def clock(stage: str, since: float) -> float:
        now = time.process_time()
        spent[stage] += now - since
        return now

    for number, file in enumerate(files):
        data = file.read_bytes()
        now = time.process_time()
        read = read_file(data, file.name)
        now = clock("tables and chapters", now)
        narrative = read_narrative(read)
        now = clock("narrative", now)
        link(read.document, narrative.claims)
        clock("links and checks", now)
        document = process_bytes(data, Job(file, f"{number:064x}", len(data), "0")).document
        staged = folder / str(number)
        staged.mkdir(parents=True)
        now = time.process_time()
        encoded = encode_document(document)
        now = clock("JSON", now)
        (staged / DOCUMENT).write_bytes(encoded)
        now = time.process_time()
        complete(staged)
        clock("rows", now)
        shutil.rmtree(staged)
    return spent


def killed_again_and_again(files: list[Path], out: Path, kills: int, usual: float) -> None:
    """Start a run, kill it at a random moment, and so on; then let it end."""
    command = [*RUN, *map(str, files), "--out", str(out)]
    rng = random.Random(kills)
    for _ in range(kills):
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        time.sleep(rng.uniform(0.3, usual / 2))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)


def same_rows(one: Path, other: Path) -> bool:
    """Whether two OUTs publish the same rows of every table."""
    return all(read_table(one, table).equals(read_table(other, table)) for table in TABLES)


def query_seconds(out: Path, folder: Path) -> tuple[float, int]:
    """Seconds of a question to 10,000 documents in plain Parquet, and the rows that they have."""
    import duckdb

    folder.mkdir()
    database = duckdb.connect()
    source = f"read_parquet('{out}/parquet/{{}}/**/*.parquet', hive_partitioning = true)"
    (documents,) = database.sql(f"select count(*) from {source.format('documents')}").fetchall()[0]
    copies = -(-QUERY_DOCUMENTS // documents)
    for table in ("documents", "facts"):
        database.sql(
            f"copy (select * replace (md5(document_id || n) as document_id) from {source.format(table)},"
            f" range({copies}) copies(n) order by document_id) to '{folder}/{table}'"
            " (format parquet, partition_by (fiscal_year, report_kind))"
        )
    facts = f"read_parquet('{folder}/facts/**/*.parquet', hive_partitioning = true)"
    regions = f"read_parquet('{folder}/documents/**/*.parquet', hive_partitioning = true)"
    started = time.monotonic()
    database.sql(
        f"select facts.fiscal_year, region, sum(amount_yuan) from {facts} facts"
        f" join {regions} using (document_id) where account_code = '210'"
        " and statement = 'expenditure' and measure = 'current_year_expenditure' group by all"
    ).fetchall()
    taken = time.monotonic() - started
    (rows,) = database.sql(f"select count(*) from {facts}").fetchall()[0]
    return taken, rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--kills", type=int, default=0)
    arguments = parser.parse_args()
    files = sorted(arguments.folder.rglob("*.pdf"))[: arguments.documents]
    few = files[::10] or files
    with tempfile.TemporaryDirectory() as place:
        at = Path(place)
        limit, pages = limit_seconds(files)
        wall1, spent1, report = timed_run(files, at / "one", 1)
        wall2, _, _ = timed_run(files, at / "two", 2)
        again, _, _ = timed_run(files, at / "one", 1)
        further = at / "further.pdf"
        further.write_bytes(files[0].read_bytes() + b"\n% another")
        more, _, _ = timed_run([*files, further], at / "one", 1)
        _, spent_few, _ = timed_run(few, at / "few", 1)
        print(f"{len(files)} documents, {pages} pages")
        for workers, wall in ((1, wall1), (2, wall2)):
            print(f"{workers} workers: {len(files) / wall:.1f} documents/s, {pages / wall:.0f} pages/s")
        print(f"speed-up of two workers: {wall1 / wall2:.2f}")
        print(f"processor time against words and drawings: {spent1 / limit:.1f} times")
        print(f"largest worker: {max(one['peak_megabytes'] for one in report['documents']):.0f} MB")
        print(f"second run, nothing to do: {again / wall1:.1%} of the first")
        print(f"one more document: {more:.1f} s")
        for count, spent in ((len(files), spent1), (len(few), spent_few)):
            print(f"processor time a document, of {count}: {spent / count:.3f} s")
        stages = stage_seconds(few, at / "stages")
        for stage, seconds in stages.items():
            print(f"  {stage}: {seconds / sum(stages.values()):.0%}")
        seconds, rows = query_seconds(at / "one", at / "query")
        print(f"query over {QUERY_DOCUMENTS} documents, {rows:,} facts: {seconds:.2f} s")
        if arguments.kills:
            killed_again_and_again(files, at / "killed", arguments.kills, wall2)
            print(f"killed {arguments.kills} times: same rows {same_rows(at / 'two', at / 'killed')}")


if __name__ == "__main__":
    main()
