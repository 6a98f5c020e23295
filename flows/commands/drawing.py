"""``duizhang inspect --draw``: a page as the reader saw it, as a picture for whoever wants to know why."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

from extractors.errors import UnreadableFile
from extractors.guards.rations import allowing
from flows.commands.launching import EXIT_CANNOT_WRITE, EXIT_ENGINE, EXIT_SOME_FAILED, end_with
from flows.failures import CannotWrite, writing
from flows.jobs import Limits, Outcome, readable
from flows.running.inputs import identify
from flows.running.worker_pool import CannotStartWorker, WorkerPool
from flows.running.worker_process import Task
from flows.version import VERSION

DRAWN = "drawing"


def draw_page(file: Path, number: int, picture: Path, limits: Limits) -> None:
    """Write the drawing of a page of a PDF or picture file: as PNG if ``picture`` is named so, else as SVG.

    The page is read in a worker process, under limits, as in a run. Ends the command with a sentence if
    it cannot.
    """
    jobs, lost = identify([file], VERSION)
    if lost:
        end_with(f"{readable(file)}: {' '.join(lost[0].reasons)}", EXIT_SOME_FAILED)
    work = partial(draw, number=number, as_png=picture.suffix.lower() == ".png")
    try:
        with writing(Path(tempfile.gettempdir())), tempfile.TemporaryDirectory(prefix="duizhang-") as place:
            task = Task(jobs[0], Path(place), limits)
            with WorkerPool(1, limits, Path(place) / "log", work) as pool:
                (outcome,) = pool.results([task])
            if outcome.failed:
                end_with(f"{readable(file)}: {' '.join(outcome.reasons)}", EXIT_SOME_FAILED)
            drawing = (task.folder / DRAWN).read_bytes()
        with writing(picture):
            picture.write_bytes(drawing)
    except CannotWrite as error:
        end_with(str(error), EXIT_CANNOT_WRITE)
    except CannotStartWorker as error:
        end_with(str(error), EXIT_ENGINE)


def draw(task: Task, number: int, as_png: bool) -> Outcome:
    """In a worker: write the drawing into the task's folder. A file that cannot be read is ``unread``."""
    from extractors.pages.seen import see_page
    from extractors.pdf.pictures import picture_of_drawing
    from flows.views.page_drawing import page_svg

    try:
        with allowing(task.limits.megabytes):
            drawing = page_svg(see_page(task.job.path.read_bytes(), number))
    except (UnreadableFile, OSError) as error:
        return Outcome(task.job.path, "unread", reasons=[str(error)])
    with writing(task.folder):
        (task.folder / DRAWN).write_bytes(picture_of_drawing(drawing) if as_png else drawing.encode())
    return Outcome(task.job.path, "ok")
