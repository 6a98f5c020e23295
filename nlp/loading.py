"""Loading the pipeline ahead of the first text, and as small as it can be.

``import spacy`` also imports what the commands of ``python -m spacy`` need (training, downloads,
project templates, two HTTP clients): 360 modules, 18 MB and a quarter of a second in every worker
process, for nothing. spaCy's package reaches all of it through one name, ``spacy.cli.info.info``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType

from nlp.chapters import Chapter

COMMANDS = "spacy.cli"
SAMPLE = """2023年度收入总计120.00万元，与上年相比增加20.00万元，增长20.0%，主要原因是人员增加。
1.教育支出（类）普通教育（款）小学教育（项）。年初预算为100.00万元，支出决算为118.00万元，完成年初预算的118.0%。
“三公”经费支出2.00万元，其中公务接待费2.00万元，占100.0%，国内公务接待3批次、20人次，决算数与预算数持平。
"""
"""A text that uses each component."""


@cache
def load_pipeline() -> None:
    """Import spaCy without its commands, unless it is imported already, and build the pipeline.

    A sample is annotated, so that all expressions are compiled: processes that are forked then share them.
    """
    with _without_commands():
        from nlp.pipeline import annotate
    annotate(SAMPLE, Chapter(year=2023))


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
