"""How many projects have a grade, against the scores of their forms."""

from __future__ import annotations

import pytest

from records.file_tables import DocumentRecord, SectionRecord, TableRecord
from records.tables import Document
from tests.support.linking_books import claim, fact, link


def evaluated(*scores: str | None) -> Document:
    """A document with a form for each score, one of them maybe without."""
    document = Document(
        DocumentRecord(
            document_id="d", file_name="a.pdf", sha256="0" * 64, fiscal_year=2024,
            report_kind="final_accounts",
        ),
        sections=[
            SectionRecord(
                document_id="d", section_id="s1", parent_id=None, level=1, number=None, title="预算绩效情况",
                kind="performance",
            )
        ],
    )  # fmt: skip
    for number, score in enumerate(scores, 1):
        table = f"t{number}"
        document.tables.append(
            TableRecord(document_id="d", table_id=table, statement="performance_project", title="自评表")
        )
        if score is not None:
            document.facts.append(
                fact(
                    "performance_project", "总分", ["得分"], score, table_id=table, measure="score", unit="分"
                )
            )
    return document


def verdicts(scores: tuple[str | None, ...], **counts: str) -> list[str]:
    sentence = "，".join(f"{subject}{value}个" for subject, value in counts.items())
    told = [
        claim("count", subject, value, unit="个", sentence=sentence, raw=f"{value}个")
        for subject, value in counts.items()
    ]
    return [made.verdict for made in link(evaluated(*scores), told).links][1:]


@pytest.mark.parametrize("good", ["优", "项目自评等级为优", "评价结果为“优”的项目", "优秀项目"])
def test_a_grade_is_counted_by_the_scores_of_all_projects(good: str) -> None:
    scores = ("96.5", "90", "85.5")
    assert verdicts(scores, 项目="3", **{good: "2", "良": "1", "中": "0"})[:2] == ["derivable", "derivable"]


@pytest.mark.parametrize(
    ("scores", "counts"),
    [
        (("96.5", "90", "85.5"), {"项目": "3", "优": "3"}),  # it may follow a scale of its own
        (("96.5", "90", None), {"项目": "3", "优": "2"}),
        (("96.5", "90", "85.5"), {"项目": "4", "优": "2"}),
        (("96.5", "90", "85.5"), {"项目": "3", "优秀教师": "2"}),
    ],
)
def test_what_the_scores_do_not_settle_stays_open(
    scores: tuple[str | None, ...], counts: dict[str, str]
) -> None:
    assert verdicts(scores, **counts) == ["unverifiable"]
