"""``duizhang inspect --draw``: a page as the reader saw it, as a picture for who wants to know why."""

from __future__ import annotations

from pathlib import Path

from extractors.errors import UnreadableFile
from extractors.pages.seen import see_page
from flows.commands.launching import EXIT_CANNOT_WRITE, EXIT_SOME_FAILED, end_with
from flows.failures import CannotWrite, writing
from flows.jobs import readable
from flows.views.page_drawing import page_svg


def draw_page(file: Path, number: int, picture: Path) -> None:
    """Write the drawing of a page of a PDF or picture file. Ends the command with a sentence if it cannot."""
    try:
        drawing = page_svg(see_page(file.read_bytes(), number))
    except UnreadableFile as error:
        end_with(f"{readable(file)}: {error}", EXIT_SOME_FAILED)
    try:
        with writing(picture):
            picture.write_text(drawing, "utf-8")
    except CannotWrite as error:
        end_with(str(error), EXIT_CANNOT_WRITE)
