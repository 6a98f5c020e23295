"""The sheets of what documents hold: figures, claims, causes, indicators, obligations, the documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from outputs.export.sheets import WHOSE, Head, Value
from outputs.export.tables import ExportedTable, Surroundings, term, terms, whose
from outputs.report.parts.coverage import coverage
from outputs.report.parts.reasons import reasons_by_category
from outputs.report.parts.targets import indicators_by_project
from outputs.report.words import in_chinese
from records.tables import Document

LOOK = "查看"
YES = "是"
OUTCOMES = {"missed": "未达标", "no_result": "无完成值"}


def _documents(document: Document, around: Surroundings) -> Iterator[list[Value]]:
    record, covered = document.record, coverage(document)
    severities = Counter(finding.severity for finding in document.findings)
    reasons = [in_chinese(one) for one in document.diagnostics if one.severity == "error"]
    yield [
        *whose(record),
        term("body_kind", record.body_kind),
        term("status", record.status),
        term("document_role", record.role),
        "；".join(reasons) or None,
        record.pages,
        severities["error"],
        severities["notice"],
        covered.claims,
        covered.settled,
        covered.figures,
        covered.confirmed,
        covered.checks,
        covered.failed,
        len(covered.obligations["not_met"]),
        record.source_url,
        record.fetched_at,
        record.sha256,
        record.version,
        around.link(LOOK, record.document_id),
    ]


def _figures(document: Document, around: Surroundings) -> Iterator[list[Value]]:
    """The rows of the table ``figures``, with the title and the columns that the figures stand under."""
    body = around.bodies.get(document.record.body_id or "", {})
    tables = {table.table_id: table for table in document.tables}
    for fact in document.facts:
        if fact.value is None:
            continue
        table = tables.get(fact.table_id)
        yield [
            *whose(document.record),
            term("statement", fact.statement),
            table.title if table else None,
            fact.page,
            fact.account_code,
            fact.row_label or fact.account_name,
            fact.level,
            YES if fact.is_total else None,
            fact.project,
            "·".join(fact.column_path) or None,
            term("side", fact.side),
            term("measure", fact.measure),
            term("fund", fact.fund),
            term("phase", fact.phase),
            fact.period,
            fact.value,
            fact.unit,
            fact.amount_yuan,
            fact.confirmed_by,
            fact.disputed_by,
            term("scheme", fact.scheme),
            fact.account_name,
            term("scope", fact.scope),
            body.get("name"),
            term("body_kind", document.record.body_kind),
            body.get("province"),
            body.get("region_code"),
            term("region_level", body.get("level")),
        ]


def _claims(document: Document, around: Surroundings) -> Iterator[list[Value]]:
    sections = {section.section_id: section.title for section in document.sections}
    links = {link.claim_id: link for link in document.links}
    reasons = {reason.reason_id: reason.text for reason in document.reasons}
    for claim in document.claims:
        link = links.get(claim.claim_id)
        yield [
            *whose(document.record),
            claim.page,
            sections.get(claim.section_id or ""),
            claim.sentence,
            claim.subject,
            "·".join(claim.account_path) or None,
            claim.account_code,
            term("claim_kind", claim.kind),
            term("direction", claim.direction),
            claim.value,
            claim.unit,
            claim.amount_yuan,
            term("base", claim.base),
            term("phase", claim.phase),
            claim.period,
            term("verdict", link.verdict if link else "unverifiable"),
            link.computed if link else None,
            link.difference if link else None,
            terms("condition", link.doubts) if link else None,
            reasons.get(claim.reason_id or ""),
            around.link(LOOK, document.record.document_id, claim.claim_id),
        ]


def _reasons(document: Document, around: Surroundings) -> Iterator[list[Value]]:
    for group in reasons_by_category(document):
        for given in group.reasons:
            reason = given.reason
            stated: list[Value] = [
                *whose(document.record),
                reason.page,
                term("reason_category", group.category),
                terms("reason_category", reason.categories),
                term("substance", reason.substance),
                reason.text,
            ]
            for effect in given.effects:
                yield [
                    *stated,
                    effect.subject,
                    "·".join(effect.account_path) or None,
                    effect.account_code,
                    term("change_level", effect.level),
                    term("base", effect.base),
                    term("direction", effect.direction),
                    effect.change_yuan,
                    effect.change_rate,
                    YES if effect.counts else None,
                ]
            if not given.effects:
                yield [*stated, *[None] * 9]


def _indicators(document: Document, around: Surroundings) -> Iterator[list[Value]]:
    for project in indicators_by_project(document):
        for shown in project.indicators:
            row = shown.row
            yield [
                *whose(document.record),
                row.page,
                row.project,
                row.level1,
                row.level2,
                row.name,
                term("operator", row.operator),
                row.target,
                row.target_value,
                row.actual,
                row.actual_value,
                row.unit,
                row.weight,
                row.score,
                OUTCOMES.get(shown.outcome or ""),
                row.deviation,
                row.explanation,
                term("explanation_kind", row.explanation_kind),
                terms("reason_category", row.categories),
            ]


def _obligations(document: Document, around: Surroundings) -> Iterator[list[Value]]:
    for owed in document.obligations:
        yield [
            *whose(document.record),
            owed.title,
            owed.ground,
            term("grade", owed.severity),
            term("obligation_status", owed.status),
            owed.message,
            owed.evidence,
            owed.page,
        ]


DOCUMENTS = ExportedTable(
    "文件",
    (
        *WHOSE,
        Head("单位类别", 9),
        Head("处理结果", 9),
        Head("在公开中的地位", 16),
        Head("失败原因", 24),
        Head("页数", 6),
        Head("错误", 6),
        Head("提示", 6),
        Head("文字数据", 9),
        Head("已核对", 8),
        Head("表中数据", 9),
        Head("有印证", 8),
        Head("核对项", 8),
        Head("不成立", 8),
        Head("应公开未公开", 12),
        Head("原文地址", 30),
        Head("取得时间", 18),
        Head("SHA-256", 20),
        Head("版本", 8),
        Head("审阅页面", 9),
    ),
    _documents,
)
OBLIGATIONS = ExportedTable(
    "应公开内容",
    (
        *WHOSE,
        Head("应公开的内容", 28),
        Head("依据", 34),
        Head("程度", 7),
        Head("结果", 14),
        Head("说明", 40),
        Head("证据", 30),
        Head("页", 6),
    ),
    _obligations,
)
FIGURES = ExportedTable(
    "表中数据",
    (
        *WHOSE,
        Head("报表", 20),
        Head("表名", 26),
        Head("页", 6),
        Head("科目编码", 10),
        Head("行", 26),
        Head("级次", 6),
        Head("合计行", 7),
        Head("项目", 20),
        Head("栏", 24),
        Head("收支", 6),
        Head("口径", 16),
        Head("资金", 14),
        Head("阶段", 14),
        Head("期间", 7),
        Head("数值", 14),
        Head("计量单位", 9),
        Head("金额（元）", 16),
        Head("印证", 6),
        Head("存疑", 6),
        Head("科目分类", 14),
        Head("科目名称", 20),
        Head("范围", 10),
        Head("机构现名", 22),
        Head("机构类型", 9),
        Head("省份", 10),
        Head("地区代码", 9),
        Head("地区级别", 9),
    ),
    _figures,
)
CLAIMS = ExportedTable(
    "文字数据",
    (
        *WHOSE,
        Head("页", 6),
        Head("章节", 18),
        Head("句子", 50),
        Head("事项", 22),
        Head("科目", 26),
        Head("科目编码", 10),
        Head("种类", 9),
        Head("方向", 7),
        Head("数值", 14),
        Head("计量单位", 9),
        Head("金额（元）", 16),
        Head("比较基数", 10),
        Head("阶段", 14),
        Head("期间", 7),
        Head("核对结果", 10),
        Head("按表格", 14),
        Head("相差", 14),
        Head("未能核对的原因", 20),
        Head("所述原因", 40),
        Head("审阅页面", 9),
    ),
    _claims,
)
REASONS = ExportedTable(
    "变动原因",
    (
        *WHOSE,
        Head("页", 6),
        Head("类型", 18),
        Head("全部类型", 24),
        Head("实质", 12),
        Head("原因", 50),
        Head("变动事项", 22),
        Head("科目", 26),
        Head("科目编码", 10),
        Head("级次", 8),
        Head("比", 10),
        Head("方向", 7),
        Head("变动额（元）", 16),
        Head("变动率%", 10),
        Head("计入合计", 9),
    ),
    _reasons,
)
INDICATORS = ExportedTable(
    "绩效指标",
    (
        *WHOSE,
        Head("页", 6),
        Head("项目", 26),
        Head("一级指标", 14),
        Head("二级指标", 16),
        Head("三级指标", 26),
        Head("要求", 8),
        Head("指标值", 16),
        Head("指标值（数）", 12),
        Head("完成值", 16),
        Head("完成值（数）", 12),
        Head("计量单位", 9),
        Head("分值", 8),
        Head("得分", 8),
        Head("结果", 9),
        Head("偏差", 10),
        Head("说明", 36),
        Head("说明种类", 16),
        Head("原因类型", 18),
    ),
    _indicators,
)
CONTENTS = (DOCUMENTS, OBLIGATIONS, FIGURES, CLAIMS, REASONS, INDICATORS)
"""In the order of the sheets, after the findings and before the statements."""
