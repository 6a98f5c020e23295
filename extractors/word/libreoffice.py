"""LibreOffice as a converter: a process that is kept for the next file, with limits, without macros and
without a network.

It stays because a document of ours is open in it. A file is handed to it by a second call of the program,
which finds the first by its profile and ends when the conversion has; the first one alone reads files.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path

import extractors
from extractors.errors import ConversionFailed, ConversionTakesLong, ConversionTakesMemory, NeedsLibreOffice
from extractors.guards.clock import PATIENCE
from extractors.guards.rations import left_megabytes
from extractors.word import keeper as keeping

SECONDS = 90
"""Of a processor's time; a conversion takes about two."""
IDLE_SECONDS = 5.0
"""Of a processor's time: when others have worked so long, LibreOffice is ended; it holds memory of theirs."""
KEEPING_MEGABYTES = 48
"""What the keeper takes, and the programs between it and LibreOffice."""
LEAST_MEGABYTES = 64
"""What it is given though the document's own limit is used up: it fails then, and says so."""
PROGRAMS = ("soffice", "libreoffice")
TEXT = "word/document.xml"
OPEN = "open.rtf"
"""The document that is open as long as LibreOffice is kept."""
DESK = """
open=$1 seconds=$2 program=$3 private=$4
if [ "$private" ] && mount --bind . /tmp; then cd /tmp; fi
set -- "$program" "-env:UserInstallation=file://$PWD/profile" \\
    --headless --norestore --nolockcheck --nodefault --nologo
{ "$@" "$open" </dev/null >/dev/null; : >ended; } &
until [ -e ".~lock.$open#" ] || [ -e ended ]; do sleep 0.05; done
limit=$(command -v timeout)
set -- ${limit:+"$limit" -k 5 "$seconds"} "$@" --convert-to "docx:MS Word 2007 XML" --outdir out
while [ ! -e ended ] && read -r name && [ ! -e ended ]; do
    "$@" "in/$name" </dev/null >/dev/null
    echo
done
kill -9 0
"""
"""What the keeper runs in its folder: a name on the input, a line on the output when it is done with that.

``/tmp`` is the folder itself where the system can, so that what LibreOffice leaves there goes with it. The
time by the clock on the wall is for the case that the keeper is ended itself.
"""
FORBIDDEN = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)
"""Settings of the profile: no macros, no active content, links are not updated."""
COUNTED = re.compile(rb"""[>"']\s*(?:PAGE|PAGEREF|NUMPAGES|SECTIONPAGES)\b""")
"""A field whose value follows from the layout, and that from what LibreOffice has laid out before."""
SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)
SETTING = '<item oor:path="/{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'


def is_installed() -> bool:
    """Whether there is a LibreOffice to be used."""
    return _program() is not None


def _program() -> str | None:
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


def converted(data: bytes, suffix: str) -> bytes:
    """The file as DOCX; ``suffix`` is the usual ending of its format.

    LibreOffice is kept for the next file: its start takes five times as long as a conversion. A file that
    fails in one that has had others before is given to a new one, and so is one whose text counts pages:
    what it says must not follow from what was converted before it.
    Raises :class:`~extractors.errors.NeedsLibreOffice` and
    :class:`~extractors.errors.ConversionFailed`.
    """
    global _kept
    program = _program()
    if program is None:
        raise NeedsLibreOffice
    with _one_at_a_time:
        while True:
            office = _taken_or_new(program)
            used = office.used
            try:
                result = office.converted(data, suffix)
                if not (used and _counts_pages(result)):
                    _kept = office
                    return result
            except ConversionFailed as error:
                if not used or isinstance(error, ConversionTakesLong):
                    raise
            finally:
                if _kept is None:
                    office.end()


def _taken_or_new(program: str) -> _Office:
    """The LibreOffice that is kept, which is not kept then, or another."""
    global _kept
    office, _kept = _kept, None
    if office and office.owner == os.getpid():  # in a process that was forked from ours it is not its own
        if office.program == program:
            return office
        office.end()
    return _Office(program)


def _counts_pages(docx: bytes) -> bool:
    """Whether there are numbers of pages in what is read of the file."""
    with suppress(zipfile.BadZipFile, KeyError), zipfile.ZipFile(BytesIO(docx)) as package:
        return COUNTED.search(package.read(TEXT)) is not None
    return False


def let_go() -> None:
    """End the LibreOffice that is kept by this process, if there is one."""
    global _kept
    with _one_at_a_time:
        if _kept and _kept.owner == os.getpid():
            _kept.end()
        _kept = None


class _Office:
    """A LibreOffice with a folder, a profile and a keeper of its own."""

    def __init__(self, program: str) -> None:
        self.program, self.owner, self.used = program, os.getpid(), False
        self._place = Path(tempfile.mkdtemp(prefix="duizhang-"))
        user = self._place / "profile" / "user"
        user.mkdir(parents=True)
        settings = SETTINGS.format("".join(SETTING.format(*setting) for setting in FORBIDDEN))
        (user / "registrymodifications.xcu").write_text(settings, "utf-8")
        (self._place / OPEN).write_bytes(rb"{\rtf1\ansi open\par}")
        confined, longest = _confined(), f"{SECONDS * PATIENCE + 5:g}"
        private = "private" if "--mount" in confined and not _is_below_tmp(program) else ""
        command = [*confined, "sh", "-c", DESK, "sh", OPEN, longest, program, private]
        self._keeper = subprocess.Popen(
            [sys.executable, "-S", "-m", keeping.__name__, str(IDLE_SECONDS), str(self._place), *command],
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(Path(extractors.__file__).parents[1])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # what ends our group must not end it: it has to clear up
        )

    def converted(self, data: bytes, suffix: str) -> bytes:
        """Raises :class:`~extractors.errors.ConversionFailed`."""
        assert self._keeper.stdout
        self.used = True
        megabytes = max(left_megabytes() - KEEPING_MEGABYTES, LEAST_MEGABYTES)
        taken, given = self._place / "in", self._place / "out"
        file = taken / f"in.{suffix}"
        try:
            taken.mkdir()
            file.write_bytes(data)
            self._say(f"{SECONDS} {megabytes} {file.name}")
            word = self._keeper.stdout.readline().decode().strip()
            if word == keeping.LATE:
                raise ConversionTakesLong(f"it took more than {SECONDS} seconds")
            if word == keeping.LARGE:
                raise ConversionTakesMemory(f"it needs more than {megabytes:,} MB")
            result = (given / "in.docx").read_bytes()
            for folder in (taken, given):
                shutil.rmtree(folder)
            self._say("taken")
        except (FileNotFoundError, FileExistsError, BrokenPipeError) as error:
            raise ConversionFailed(f"it had {megabytes:,} MB to itself") from error
        return result

    def _say(self, line: str) -> None:
        assert self._keeper.stdin
        self._keeper.stdin.write(f"{line}\n".encode())
        self._keeper.stdin.flush()

    def end(self) -> None:
        """End it, with all that there is of it; its keeper does the same, whatever ends us."""
        with suppress(BrokenPipeError), self._keeper:
            pass
        shutil.rmtree(self._place, ignore_errors=True)


def _is_below_tmp(program: str) -> bool:
    return Path(program).resolve().is_relative_to("/tmp")


_one_at_a_time = threading.Lock()
_kept: _Office | None = None
atexit.register(let_go)


@cache
def _confined() -> tuple[str, ...]:
    """What comes before the command: no network, and processes that end together, where the system can."""
    unshare = shutil.which("unshare")
    if unshare:
        alone = (unshare, "--user", "--map-root-user", "--net")
        together = ("--pid", "--fork", "--kill-child")
        for form in ((*alone, *together, "--mount", "--"), (*alone, *together, "--"), (*alone, "--")):
            with suppress(OSError):
                if subprocess.run([*form, "true"], capture_output=True).returncode == 0:
                    return form
    return ()
