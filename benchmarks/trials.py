"""Trials of a run: killed at any moment, killed while it publishes, read meanwhile, on a full disk.

    python benchmarks/trials.py [--kills 25] [--publishing 27] [--reads 8000] [--disks 19] [--seed 1]

Each trial runs over the same small documents and ends as it ends; then the run is given again, undisturbed.
A find is an OUT that is not then, to the byte, what an undisturbed run gives, a reader that met half a
state, or a traceback. The exit code is 1 if there are any. Full disks need a system on which a user may mount
a file system of his own (``unshare --user --map-root-user --mount``); they are left out elsewhere.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

DOCUMENTS = 8
READERS = 4
PUBLICATIONS = 20
SHOWN = ("parquet", "json", "schema")


def command(folder: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "flows", "run", "--direct", str(folder), "--out", str(out), *more]


def content(out: Path) -> dict[str, bytes]:
    """All that readers see, by its name."""
    found = {}
    for part in SHOWN:
        for path in sorted((out / part).resolve().rglob("*")):
            if path.is_file():
                found[f"{part}/{path.relative_to((out / part).resolve())}"] = path.read_bytes()
    return found


def run(folder: Path, out: Path, *more: str) -> str:
    """Run undisturbed; what it says that it should not."""
    done = subprocess.run(command(folder, out, *more), cwd=ROOT, capture_output=True, text=True)
    return done.stderr if "Traceback" in done.stderr or done.returncode not in (0, 1) else ""


def killed(folder: Path, out: Path, wait: Callable[[subprocess.Popen[bytes]], None], *more: str) -> None:
    """Begin a run and kill it, with all of its group, when ``wait`` returns."""
    process = subprocess.Popen(
        command(folder, out, *more),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait(process)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def kills(folder: Path, wanted: dict[str, bytes], place: Path, count: int, rng: random.Random) -> list[str]:
    """Kills at random moments of a first run."""
    finds = []
    for number in range(count):
        out = place / f"kill-{number}"
        moment = rng.uniform(0.2, 12.0)
        killed(folder, out, lambda _: time.sleep(moment))  # noqa: B023
        if told := run(folder, out):
            finds.append(f"kill after {moment:.2f} s: {told}")
        elif content(out) != wanted:
            finds.append(f"kill after {moment:.2f} s: another output")
        shutil.rmtree(out)
    return finds


def kills_in_publishing(
    folder: Path, wanted: dict[str, bytes], place: Path, count: int, rng: random.Random
) -> list[str]:
    """Kills of runs that do all again and publish: from the moment that their last bundle is replaced."""
    finds = []
    out = place / "publishing"
    run(folder, out)
    for number in range(count):
        shutil.rmtree(out / "snapshots", ignore_errors=True)
        moment = rng.uniform(0.0, 1.5)

        def wait(process: subprocess.Popen[bytes]) -> None:
            while not any((out / "snapshots").glob("*")) and process.poll() is None:
                time.sleep(0.002)
            time.sleep(moment)  # noqa: B023

        killed(folder, out, wait, "--force")
        if told := run(folder, out):
            finds.append(f"kill {number} in publishing: {told}")
        elif content(out) != wanted:
            finds.append(f"kill {number} in publishing: another output")
    shutil.rmtree(out)
    return finds


def reads(folder: Path, place: Path, count: int) -> list[str]:
    """Reads while documents come and go and are published: each shows one of the states that there were."""
    from duizhang import load
    from outputs.publication.snapshot import publish
    from outputs.store.out_folder import OutFolder

    out = place / "reads"
    run(folder, out)
    folders = sorted((out / "bundles").glob("*/*/*"))
    finds: list[str] = []
    done = [0]
    ended = threading.Event()
    states = {len(folders), len(folders) - 1}

    def read() -> None:
        while not ended.is_set() and done[0] < count:
            documents, cells = load(out, "documents"), load(out, "cells")
            if len(documents) not in states or not set(cells.document_id) <= {p.name for p in folders}:
                finds.append(f"a reader met {len(documents)} documents")
            done[0] += 1

    def told() -> None:
        try:
            read()
        except Exception as error:  # whatever it is, a reader should not meet it
            finds.append(f"a reader failed: {error!r}")

    readers = [threading.Thread(target=told) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    published = 0
    aside = place / "aside"
    while any(reader.is_alive() for reader in readers) and (published < PUBLICATIONS or done[0] < count):
        source, target = (folders[0], aside) if folders[0].exists() else (aside, folders[0])
        source.rename(target)
        publish(OutFolder(out))
        published += 1
    ended.set()
    for reader in readers:
        reader.join()
    print(f"  {done[0]} reads during {published} publications", flush=True)
    shutil.rmtree(out)
    shutil.rmtree(aside, ignore_errors=True)
    return finds


def full_disks(folder: Path, wanted: dict[str, bytes], place: Path, count: int) -> list[str]:
    """Runs on disks of more and more room; then the same bundles with room enough."""
    finds = []
    total = sum(map(len, wanted.values()))
    for number in range(count):
        kilobytes = max(64, int(total * (0.2 + 4.0 * number / count) / 1024))
        mount, copy = place / "mount", place / f"disk-{number}"
        mount.mkdir(exist_ok=True)
        script = (
            f"mount -t tmpfs -o size={kilobytes}k none {mount} && "
            f'{{ "$@" --out {mount}/out; echo code $? >&2; cp -a {mount}/out {copy}; true; }}'
        )
        words = [sys.executable, "-m", "flows", "run", "--direct", str(folder)]
        isolated = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", *words]
        done = subprocess.run(isolated, cwd=ROOT, capture_output=True, text=True)
        if "permission denied" in done.stderr.lower() or "must be superuser" in done.stderr:
            print("  no file system may be mounted here: left out", flush=True)
            return finds
        if "Traceback" in done.stderr or not any(f"code {code}" in done.stderr for code in (0, 3)):
            finds.append(f"a disk of {kilobytes} kB: {done.stderr[-400:]}")
        copy.mkdir(exist_ok=True)
        if told := run(folder, copy):
            finds.append(f"after a disk of {kilobytes} kB: {told}")
        elif content(copy) != wanted:
            finds.append(f"after a disk of {kilobytes} kB: another output")
        shutil.rmtree(copy)
    return finds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--publishing", type=int, default=27)
    parser.add_argument("--reads", type=int, default=8_000)
    parser.add_argument("--disks", type=int, default=19)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    finds: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = place / "in"
        folder.mkdir()
        documents = sorted(
            (ROOT / "corpus" / "documents").glob("*.pdf"), key=lambda path: path.stat().st_size
        )
        for document in documents[:DOCUMENTS]:
            shutil.copy(document, folder)
        run(folder, place / "wanted")
        wanted = content(place / "wanted")
        trials: dict[str, Callable[[], list[str]]] = {
            f"{arguments.kills} kills": lambda: kills(folder, wanted, place, arguments.kills, rng),
            f"{arguments.publishing} kills in publishing": lambda: kills_in_publishing(
                folder, wanted, place, arguments.publishing, rng
            ),
            f"{arguments.reads} reads": lambda: reads(folder, place, arguments.reads),
            f"{arguments.disks} full disks": lambda: full_disks(folder, wanted, place, arguments.disks),
        }
        for title, trial in trials.items():
            started = time.monotonic()
            found = trial()
            print(f"{title}: {len(found)} finds, {time.monotonic() - started:.0f} s", flush=True)
            for one in found:
                print(f"  FIND {one}", flush=True)
            finds += found
    sys.exit(bool(finds))


if __name__ == "__main__":
    main()
