"""The check sheet (检查表) of a finance bureau: for each document what was looked at, and how it came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from outputs.export.sheets import Head, Value
from outputs.export.tables import Surroundings
from records.linking_tables import FindingRecord
from records.tables import Document
from records.vocabularies import vocabularies

HEAD = (
    Head("序号", 6),
    Head("检查内容", 30),
    Head("依据", 34),
    Head("结果", 18),
    Head("问题", 60),
    Head("位置", 20),
    Head("建议", 26),
)
MOST_CHARACTERS = 31
"""Of the name of a sheet."""
FORBIDDEN = str.maketrans("[]:*?/\\", "（）：＊？／＼")
LOOK = "查看"
NOT_CHECKED = "未能核对"
SUGGESTION = {
    "error": "请与单位核实，据实更正后重新公开。",
    "notice": "请提示单位完善。",
}


def sheet_name(document: Document, taken: set[str]) -> str:
    """A name for the document's sheet that no other has."""
    record = document.record
    name = f"{record.issuer or record.file_name}{record.fiscal_year or ''}".translate(FORBIDDEN)
    number = 1
    chosen = name[:MOST_CHARACTERS]
    while chosen in taken:
        number += 1
        ending = f"-{number}"
        chosen = name[: MOST_CHARACTERS - len(ending)] + ending
    return chosen


def checklist(document: Document, around: Surroundings) -> Iterator[tuple[list[Value], bool]]:
    """The rows of a document's sheet below its head, each with whether it is a head of its own."""
    record = document.record
    words = vocabularies()
    kind = words["report_kind"].get(record.report_kind or "", "")
    yield [f"{record.issuer or record.file_name} {record.fiscal_year or ''}年度{kind}检查表"], True
    yield [f"文件：{record.file_name}　读取结果：{words['status'][record.status]}"], True
    number = 0
    for owed in document.obligations:
        number += 1
        result = words["obligation_status"][owed.status]
        problem = owed.message if owed.status in ("not_met", "not_found") else None
        suggestion = SUGGESTION[owed.severity] if owed.status == "not_met" else None
        place = f"第{owed.page}页 {owed.evidence or ''}" if owed.page else owed.evidence
        yield [number, owed.title, owed.ground, result, problem, place, suggestion], False
    by_rule: dict[str, list[FindingRecord]] = {}
    for finding in document.findings:
        by_rule.setdefault(finding.rule_id, []).append(finding)
    owed_ids = {owed.rule_id for owed in document.obligations}
    for rule in document.rules:
        if rule.rule_id in owed_ids:
            continue
        number += 1
        result = f"核对{rule.applied}处，{f'{rule.failed}处不成立' if rule.failed else '均成立'}"
        yield [number, rule.title, rule.ground, result, None, None, None], False
        for one in by_rule.get(rule.rule_id, ()):
            text = f"第{one.page}页" if one.page else LOOK
            at = around.link(text, record.document_id, one.finding_id) or (text if one.page else None)
            grade, suggestion = words["grade"][one.severity], SUGGESTION[one.severity]
            yield [None, None, None, grade, one.explanation, at, suggestion], False
    yield from _not_checked(document)


def _not_checked(document: Document) -> Iterator[tuple[list[Value], bool]]:
    """How much was held against figures, and what could not be, with the reasons that are known."""
    links = document.links
    settled = sum(link.verdict != "unverifiable" for link in links)
    yield [None, NOT_CHECKED, None, f"文字数据{len(links)}处，已核对{settled}处", None, None, None], True
    why = Counter(doubt for link in links if link.verdict == "unverifiable" for doubt in link.doubts)
    names = vocabularies()["condition"]
    for doubt, count in why.most_common():
        yield [None, names[doubt], None, f"{count}处", None, None, None], False
    silent = sum(link.verdict == "unverifiable" and not link.doubts for link in links)
    if silent:
        yield [None, "表中没有可以对照的数", None, f"{silent}处", None, None, None], False
    for notice in document.diagnostics:
        if notice.severity in ("warning", "error"):
            place = f"第{notice.page}页" if notice.page else None
            yield [None, None, None, None, notice.message, place, None], False
