"""LibreOffice as a converter: a process of its own, with limits, without macros and without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import extractors
from extractors.errors import (
    ConversionFailed,
    ConversionTakesLong,
    ConversionTakesMemory,
    NeedsLibreOffice,
)
from extractors.guards.allowance import left_megabytes
from extractors.guards.clock import PATIENCE
from extractors.word import keeper as keeping

SECONDS = 90
"""Of a processor's time; a conversion takes about two."""
KEEPING_MEGABYTES = 48
"""What the keeper takes, and the programs between it and LibreOffice."""
LEAST_MEGABYTES = 64
"""What it is given though the document's own limit is used up: it fails then, and says so."""
PROGRAMS = ("soffice", "libreoffice")
FORBIDDEN = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)
"""Settings of the profile: no macros, no active content, links are not updated."""
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

    Raises :class:`~extractors.errors.NeedsLibreOffice` and
    :class:`~extractors.errors.ConversionFailed`.
    """
    program = _program()
    if program is None:
        raise NeedsLibreOffice
    with _using_folder() as place:
        user = place / "profile" / "user"
        user.mkdir(parents=True)
        settings = SETTINGS.format("".join(SETTING.format(*setting) for setting in FORBIDDEN))
        (user / "registrymodifications.xcu").write_text(settings, "utf-8")
        (place / f"in.{suffix}").write_bytes(data)
        command = [
            *_confined(),
            program,
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(place / "out")),
            str(place / f"in.{suffix}"),
        ]
        with _kept(command, place) as megabytes:
            result = place / "out" / "in.docx"
            if not result.exists():
                raise ConversionFailed(f"it had {megabytes:,} MB to itself")
            return result.read_bytes()


@contextmanager
def _using_folder() -> Iterator[Path]:
    """A folder that is gone at the end; :mod:`extractors.word.keeper` removes it too, whatever ends us."""
    place = Path(tempfile.mkdtemp(prefix="duizhang-"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _kept(command: list[str], place: Path) -> Iterator[int]:
    """Run a command in ``place`` until it ends, within the limits: the megabytes that it had.

    Raises :class:`~extractors.errors.ConversionFailed`.
    """
    megabytes = max(left_megabytes() - KEEPING_MEGABYTES, LEAST_MEGABYTES)
    keeper = subprocess.Popen(
        [sys.executable, "-S", "-m", keeping.__name__, str(SECONDS), str(megabytes), str(place), *command],
        env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(Path(extractors.__file__).parents[1])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # what ends our group must not end it: it has to clear up
    )
    with keeper:
        assert keeper.stdout
        word = keeper.stdout.readline().decode().strip()
        if word == keeping.LATE:
            raise ConversionTakesLong(f"it took more than {SECONDS} seconds")
        if word == keeping.LARGE:
            raise ConversionTakesMemory(f"it needs more than {megabytes:,} MB")
        yield megabytes


@cache
def _confined() -> tuple[str, ...]:
    """What comes before the command: no network, and processes that end together, where the system can.

    An end by the clock on the wall is for the case that our keeper is ended itself.
    """
    words: tuple[str, ...] = ()
    unshare, timeout = shutil.which("unshare"), shutil.which("timeout")
    if unshare:
        alone = (unshare, "--user", "--map-root-user", "--net")
        for form in ((*alone, "--pid", "--fork", "--kill-child", "--"), (*alone, "--")):
            with suppress(OSError):
                if subprocess.run([*form, "true"], capture_output=True).returncode == 0:
                    words = form
                    break
    return (timeout, "-k", "5", f"{SECONDS * PATIENCE + 5:g}", *words) if timeout else words
