"""Statements of the “三公” costs published alone, whose title may name neither 预算 nor 决算.

Whether such a statement tells of what was planned or of what was spent, its text says: spending is held
against a budget, and guests have been received; a budget arranges.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

TITLE = re.compile(r"[“\"'‘]?三公[”\"'’]?\s*(?:经费|消费|支出)")
SPENT = re.compile(
    r"决算|实际(?:支出|发生|使用|开支)|(?:年初|全年|调整)预算|(?:较|比|与|占|完成)(?:当年|年初|全年)?预算|预算(?:完成|执行)"
    r"|接待(?:了|国内)?[^，。；]{0,8}\d+\s*(?:批|人|次)|执行数|支出数"
)
PLANNED = re.compile(
    r"(?<!年初)(?<!全年)预算(?:安排|拟|数?为|总额|共)|安排[^，。；]{0,12}预算|拟安排|计划(?:安排|接待|购置)|预计"
)


def kind_told(title: str | None, texts: Iterable[str]) -> str | None:
    """The kind of report that a statement of “三公” costs is by its text; ``None`` if it does not tell."""
    if not title or not TITLE.search(title):
        return None
    text = "".join(texts)
    spent, planned = len(SPENT.findall(text)), len(PLANNED.findall(text))
    if spent == planned:
        return None
    return "final_accounts" if spent > planned else "budget"
