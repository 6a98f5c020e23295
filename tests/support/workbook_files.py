"""Workbooks made in memory, and what is read of them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from extractors.reading import read_document
from records.tables import Document

ROW = ("部门：某局", "", "", "金额单位：万元")
HEADER = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")
BODY = [("合计", "", 30.5, 20.25, 10.25), ("201", "一般公共服务支出", 30.5, 20.25, 10.25)]
Fill = Callable[[xlsxwriter.Workbook], None]


def book(fill: Fill) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        made.set_properties({"created": datetime(2025, 2, 28)})
        fill(made)
    return buffer.getvalue()


def table(
    made: xlsxwriter.Workbook,
    sheet: Any,
    title: str = "支出决算表",
    top: int = 0,
    left: int = 0,
    body: list[tuple[Any, ...]] = BODY,
    border: int = 1,
) -> int:
    """Write a statement at a place of a sheet; the row after it."""
    cell = made.add_format({"border": border})
    if title:
        sheet.merge_range(top, left, top, left + 4, title, made.add_format({"align": "center"}))
        top += 1
    sheet.write_row(top, left, ROW)
    sheet.write_row(top + 1, left, HEADER, cell)
    for number, row in enumerate(body, top + 2):
        sheet.write_row(number, left, row, cell)
    return top + 2 + len(body)


def read(data: bytes) -> Document:
    return read_document(data, "a.xlsx")


def values(document: Document) -> dict[str | None, str | None]:
    return {fact.anchor: fact.raw for fact in document.facts}


def codes(document: Document) -> set[str]:
    return {notice.code for notice in document.diagnostics}


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one of its parts changed."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, change(content) if name == part else content)
    return buffer.getvalue()


def one_table(made: xlsxwriter.Workbook) -> None:
    table(made, made.add_worksheet("Z03"))
