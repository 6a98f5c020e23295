"""How fast a narrative becomes claims: ``python -m benchmarks.narrative [PAGES]``.

Prints thousand characters a second on one core, from chapter text to records, for narratives of
growing length, once as one long chapter and once as many short ones. The rate must not fall with
the length.
"""

from __future__ import annotations

import random
import sys
import time

from extractors.document import ReadFile, SectionText, TextLine
from nlp.narrative import read_narrative
from records.file_tables import DocumentRecord, SectionRecord
from records.tables import Document

PAGE = 600
"""Characters on a page of running text."""
LINE = 28
ITEMS = (
    "普通教育（款）小学教育（项）",
    "水利（款）防汛（项）",
    "财政事务（款）行政运行（项）",
    "住房改革支出（款）住房公积金（项）",
)
CAUSES = ("新增两个工作项目", "人员退休，经费相应减少", "压减一般性支出", "部分款项跨年度支付")


def item(number: int, chance: random.Random) -> str:
    """One item of a made-up chapter, with five or six claims and a cause."""
    budget, outturn = chance.randint(100, 99_999) / 100, chance.randint(100, 99_999) / 100
    way = "增加" if chance.random() < 0.5 else "减少"
    return (
        f"{number}.农林水支出（类）{chance.choice(ITEMS)}。年初预算为{budget:,.2f}万元，支出决算为{outturn:,.2f}万元，"
        f"完成年初预算的{outturn / budget:.2%}，较上年{way}{outturn / 7:,.2f}万元，"
        f"{'增长' if way == '增加' else '下降'}{chance.random():.2%}。主要原因是{chance.choice(CAUSES)}。"
        "主要用于保障日常运转、业务开展和设备维护等方面的开支。"
    )


def document(pages: int, chapters: int) -> ReadFile:
    """A file as read with so many pages of narrative in so many chapters."""
    chance = random.Random(pages)
    result = Document(DocumentRecord(document_id="b" * 32, file_name="benchmark", sha256="b" * 64))
    result.record.fiscal_year, result.record.report_kind = 2024, "final_accounts"
    read = ReadFile(result)
    for chapter in range(chapters):
        body = SectionText()
        number = 0
        while len(body.text) < pages * PAGE / chapters:
            number += 1
            text = item(number, chance)
            body.text += "\n" if body.text else ""
            for start in range(0, len(text), LINE):
                part = text[start : start + LINE]
                edges = [90 + 15.0 * i for i in range(len(part) + 1)]
                body.starts.append(len(body.text))
                body.lines.append(TextLine(1 + number // 5, part, part, edges, 100, 114, 14))
                body.text += part
        record = SectionRecord(
            document_id="b" * 32, section_id=f"s{chapter}", parent_id=None, level=2, number=None,
            title="一般公共预算财政拨款支出决算情况说明", kind="general_public_budget_expenditure",
            text=body.text,
        )  # fmt: skip
        result.sections.append(record)
        read.texts[record.section_id] = body
    return read


def rate(pages: int, chapters: int) -> tuple[int, int, float]:
    """Characters, claims and processor seconds of one reading."""
    made = document(pages, chapters)
    before = time.process_time()
    narrative = read_narrative(made)
    seconds = time.process_time() - before
    return sum(len(section.body.text) for section in made.sections), len(narrative.claims), seconds


def main(most: int = 200) -> None:
    """Print the table."""
    rate(2, 1)  # builds the pipeline
    print(f"{'pages':>6} {'chapters':>8} {'characters':>10} {'claims':>7} {'seconds':>8} {'thousand/s':>10}")
    for parts in ("one", "many"):
        pages = max(most // 8, 1)
        while pages <= most:
            chapters = 1 if parts == "one" else pages
            characters, claims, seconds = rate(pages, chapters)
            print(
                f"{pages:6} {chapters:8} {characters:10,} {claims:7,} {seconds:8.2f}"
                f" {characters / seconds / 1000:10.0f}"
            )
            pages *= 2


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
