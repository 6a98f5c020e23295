"""Pictures of a document's pages, drawn in a process of their own.

Drawing may crash on a broken file, never end, or take all memory for a file of some kilobytes; a process
can be ended, and the review page is then written without pictures. JPEG is what keeps step with the
drawing: WebP is half as large but takes five times as long.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import orjson

from extractors.guards.clock import Clock
from extractors.guards.memory import MEGABYTE, bound_own_memory, held_bytes

DPI = 100
QUALITY = 70
SECONDS = 120.0
"""So much of a processor's time may the drawing of one document take."""
MEGABYTES = 1024
"""So much memory may it take."""
WATCH_SECONDS = 0.05

SIZES = "sizes.json"
ID_DIGITS = 32
"""Of a file's SHA-256, its document id has so many."""
BLOCKS = 4
"""Blocks of memory that Pillow keeps: giving them back after each page costs a third of the time."""
_POINTS = 72 / DPI
# The calling process may have threads: no plain fork.
_PROCESSES = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page that has a picture: its width and height in points."""

    number: int
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pages that have pictures; if there are none, ``absence`` says why.

    ``absence`` is a word of ``strings.toml``: ``original_unknown``, ``original_gone``,
    ``original_changed``, ``not_drawn``, ``not_read``.
    """

    pages: tuple[PageSize, ...] = ()
    absence: str | None = None


def picture_name(number: int) -> str:
    """The file name of a page's picture."""
    return f"{number}.jpg"


def kept_pictures(folder: Path) -> Pictures | None:
    """The pictures that an earlier report has left in ``folder``, if it holds all of a document."""
    try:
        record = orjson.loads((folder / SIZES).read_bytes())
        if record["dpi"] == DPI and record["quality"] == QUALITY:
            return Pictures(tuple(PageSize(*page) for page in record["pages"]))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


class Painter:
    """A process that draws one document after the other; use it in a ``with`` statement.

    :meth:`begin` returns at once, so that the caller can do other work meanwhile.
    """

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._seconds, self._megabytes = seconds, megabytes
        self._running: tuple[multiprocessing.process.BaseProcess, Connection] | None = None

    def __enter__(self) -> Painter:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def begin(self, places: tuple[Path, ...], document_id: str, folder: Path) -> Callable[[], Pictures]:
        """Draw a document's pages into ``folder``, which appears when all are drawn.

        The file is the first of ``places`` that is this document. What is returned waits for the end;
        it is to be called before the next document is begun.
        """
        pipe = self._pipe()
        with suppress(OSError):  # a process that has ended is met again when its answer is awaited
            pipe.send((places, document_id, folder))

        def finish() -> Pictures:
            with suppress(EOFError, OSError):  # it has crashed
                if self._answered(pipe):
                    result: Pictures = pipe.recv()
                    return result
            self._end()
            shutil.rmtree(_unfinished(folder), ignore_errors=True)
            return Pictures(absence="not_drawn")

        return finish

    def _answered(self, pipe: Connection) -> bool:
        """Wait for the process, as long as it keeps within its limits; whether it has answered."""
        pid = (self._running[0].pid if self._running else None) or 0
        clock = Clock(pid, self._seconds)
        while not clock.is_over():
            if pipe.poll(WATCH_SECONDS):
                return True
            if held_bytes(pid) > self._megabytes * MEGABYTE:
                return False
        return False

    def _pipe(self) -> Connection:
        if self._running is None:
            ours, theirs = _PROCESSES.Pipe()
            process = _PROCESSES.Process(target=_draw_all, args=(theirs, self._megabytes), daemon=True)
            process.start()
            theirs.close()
            self._running = process, ours
        return self._running[1]

    def _end(self) -> None:
        if self._running is not None:
            process, pipe = self._running
            pipe.close()
            process.kill()
            process.join()
        self._running = None


def _unfinished(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}")


def _draw_all(pipe: Connection, megabytes: int) -> None:
    """The life of the process: draw what comes through the pipe until it is closed."""
    from PIL import Image

    bound_own_memory(megabytes)
    Image.core.set_blocks_max(BLOCKS)
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            places, document_id, folder = pipe.recv()
            try:
                pipe.send(_draw(places, document_id, folder))
            except Exception:
                pipe.send(Pictures(absence="not_drawn"))


def _draw(places: tuple[Path, ...], document_id: str, folder: Path) -> Pictures:
    from PIL import Image

    from extractors.detection import OFD, detect
    from extractors.pdf.pictures import page_images

    there = [place for place in places if place.is_file()]
    data = next(filter(None, (_content(place, document_id) for place in there)), None)
    if data is None:
        return Pictures(absence="original_changed" if there else "original_gone")
    if detect(BytesIO(data)) == OFD:
        from extractors.ofd.reading import ofd_as_pdf

        data = ofd_as_pdf(data)
    beside = _unfinished(folder)
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    pages = []
    for image in page_images(data, DPI):
        picture: Any = Image.frombuffer("RGB", (image.width, image.height), image.rgb, "raw", "RGB", 0, 1)
        picture.save(beside / picture_name(image.number), "JPEG", quality=QUALITY)
        pages.append(PageSize(image.number, image.width * _POINTS, image.height * _POINTS))
    if not pages:
        shutil.rmtree(beside)
        return Pictures(absence="not_drawn")
    sizes = [(page.number, page.width, page.height) for page in pages]
    (beside / SIZES).write_bytes(orjson.dumps({"dpi": DPI, "quality": QUALITY, "pages": sizes}))
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)
    return Pictures(tuple(pages))


def _content(place: Path, document_id: str) -> bytes | None:
    """The bytes of a document: those of the file, or of a member of it if it is an archive."""
    data = place.read_bytes()
    if hashlib.sha256(data).hexdigest().startswith(document_id):
        return data
    from extractors.archives import read_member

    member = _members(place).get(document_id)
    with place.open("rb") as file:
        return read_member(file, member) if member is not None else None


@lru_cache(maxsize=4)
def _members(place: Path) -> dict[str, tuple[int, ...]]:
    """Document id of each member of an archive -> its place in it; nothing for what is no archive."""
    from extractors.archives import list_archive
    from extractors.errors import UnreadableFile

    try:
        with place.open("rb") as file:
            return {member.sha256[:ID_DIGITS]: member.place for member in list_archive(file).members}
    except UnreadableFile:
        return {}
