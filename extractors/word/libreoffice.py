"""LibreOffice as a converter: a process of its own, with limits, without macros and without a network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from extractors.errors import ConversionFailed, NeedsLibreOffice

SECONDS = 90
"""A conversion takes about two seconds."""
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


def converted(data: bytes, suffix: str) -> bytes:
    """The file as DOCX; ``suffix`` is the usual ending of its format.

    Raises :class:`~extractors.errors.NeedsLibreOffice` and
    :class:`~extractors.errors.ConversionFailed`.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise NeedsLibreOffice
    with tempfile.TemporaryDirectory(prefix="duizhang-") as name:
        place = Path(name)
        user = place / "profile" / "user"
        user.mkdir(parents=True)
        settings = SETTINGS.format("".join(SETTING.format(*setting) for setting in FORBIDDEN))
        (user / "registrymodifications.xcu").write_text(settings, "utf-8")
        (place / f"in.{suffix}").write_bytes(data)
        _run(
            [
                *_confined(),
                program,
                f"-env:UserInstallation={(place / 'profile').as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
                *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(place / "out")),
                str(place / f"in.{suffix}"),
            ],
            place,
        )
        result = place / "out" / "in.docx"
        if not result.exists():
            raise ConversionFailed
        return result.read_bytes()


def _run(command: list[str], place: Path) -> None:
    """Run a command in a process group of its own, and end the whole group in time."""
    environment = {
        "HOME": str(place),
        "TMPDIR": str(place),
        "PATH": os.environ.get("PATH", ""),
        "LC_ALL": "C.UTF-8",
    }
    process = subprocess.Popen(
        command,
        cwd=place,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise ConversionFailed(f"it took more than {SECONDS} seconds") from None
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@cache
def _confined() -> tuple[str, ...]:
    """What comes before the command: no network where the system can take it away, and an end in time.

    The end in time is for a worker that is ended itself and cannot see to it.
    """
    words: tuple[str, ...] = ()
    unshare, timeout = shutil.which("unshare"), shutil.which("timeout")
    if unshare:
        alone = (unshare, "--user", "--map-root-user", "--net", "--")
        with suppress(OSError):
            if subprocess.run([*alone, "true"], capture_output=True).returncode == 0:
                words = alone
    return (timeout, "-k", "5", str(SECONDS + 5), *words) if timeout else words
