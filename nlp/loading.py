"""Loading the pipeline ahead of the first text, and as small as it can be.

``import spacy`` also imports what the commands of ``python -m spacy`` need (training, downloads,
project templates, two HTTP clients): 360 modules, 18 MB and a quarter of a second in every worker
process, for nothing. spaCy's package reaches all of it through one name, ``spacy.cli.info.info``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

COMMANDS = "spacy.cli"


def load_pipeline() -> None:
    """Import spaCy without its commands, unless it is imported already, and build the pipeline."""
    with _without_commands():
        from nlp.pipeline import narrative_pipeline
    narrative_pipeline()


@contextmanager
def _without_commands() -> Iterator[None]:
    """While spaCy is imported, empty modules stand in the place of its commands.

    Afterwards they are gone, so ``import spacy.cli`` gives the real ones to whoever wants them.
    """
    if "spacy" in sys.modules:
        yield
        return
    commands, info = ModuleType(COMMANDS), ModuleType(f"{COMMANDS}.info")
    commands.__path__ = []
    vars(info)["info"] = None
    stand_ins = {COMMANDS: commands, info.__name__: info}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name in stand_ins:
            del sys.modules[name]
