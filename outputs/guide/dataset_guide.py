"""The text of ``docs/dataset.md``, in both languages: each table and column, the vocabularies, queries."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from outputs.guide.rules_guide import rule_titles
from outputs.language.speaking import spoken, told
from outputs.schemas.arrow_schemas import PARTITION_COLUMNS, arrow_type
from outputs.schemas.datapackage import foreign_keys, primary_key
from records.archive_tables import PUBLISHED
from records.columns import ColumnType, columns_of
from records.rule_files import load_rules
from records.vocabularies import vocabularies

LANGUAGES = {"duckdb": ("DuckDB", "sql"), "pandas": ("pandas", "python"), "polars": ("Polars", "python"),
             "pyspark": ("PySpark", "python")}  # fmt: skip
"""Key of a query's form -> its name, and the language of its text."""


RULES = "rule_id"
"""The column that names a rule; its words are the declared rules and what is owed."""


@cache
def queries() -> list[dict[str, str]]:
    """The worked queries: ``question``, ``note``, and a text for each of :data:`LANGUAGES`."""
    return load_rules(Path(__file__).with_name("queries.toml"), dict[str, list[dict[str, str]]])["query"]


@cache
def questions() -> list[dict[str, str]]:
    """Ten questions of analysts, each with a query in DuckDB."""
    return load_rules(Path(__file__).with_name("questions.toml"), dict[str, list[dict[str, str]]])["question"]


@cache
def examples() -> dict[str, dict[str, Any]]:
    """Table -> an example of each of its columns, as they stand in JSON."""
    result: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("examples.json").read_bytes())
    return result


def dataset_guide() -> str:
    """The page, in Markdown, in the language that is spoken."""
    introduction = Path(__file__).with_name(f"introduction.{spoken()}.md").read_text("utf-8").rstrip()
    asked = "\n\n".join(_question(one) for one in questions())
    partitions = told(" and ").join(f"`{name}`" for name in PARTITION_COLUMNS)
    listing = "\n".join(f"| [`{name}`](#{name}) | {_about(name)} |" for name in PUBLISHED)
    parts = [
        introduction.replace("{partitions}", partitions).replace("{questions}", asked),
        f"## {told('The tables')}",
        f"| {told('table')} | {told('one row is')} |\n|---|---|\n{listing}",
        *(_table(name) for name in PUBLISHED),
        f"## {told('Worked queries')}",
        told("Each question is answered four times, with the same rows. The folder is `out`."),
        *(_query(query) for query in queries()),
        f"## {told('Vocabularies')}",
        told("The words of a column are one of a closed list; each has a Chinese term."),
        *(_vocabulary(name, words) for name, words in vocabularies().items()),
        _vocabulary(RULES, rule_titles()),
        told(
            "What each asks, on what ground, with examples: `duizhang schema rules` ([rules.md](rules.md))."
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _question(question: dict[str, str]) -> str:
    return f"### {told(question['question'])}\n\n```sql\n{question['duckdb'].strip()}\n```"


def about(table: str) -> str:
    """What a row of a published table is."""
    return told((PUBLISHED[table].__doc__ or "").strip())


def _about(table: str) -> str:
    return about(table).rstrip(".。")


def _table(name: str) -> str:
    rows = "\n".join(_column(name, column) for column in columns_of(PUBLISHED[name]))
    keys = ", ".join(f"`{key}`" for key in primary_key(name))
    said = [about(name)]
    if keys:
        said.append(told("Key: {keys}.", keys=keys))
    for reference in foreign_keys(name):
        other = reference["reference"]["resource"]
        if len(reference["fields"]) > 1:
            fields = ", ".join(f"`{field}`" for field in reference["fields"])
            said.append(told("{fields} lead to [`{table}`](#{table}).", fields=fields, table=other))
    heads = " | ".join(map(told, ("column", "type", "meaning", "example")))
    return f"### {name}\n\n{_sentences(said)}\n\n| {heads} |\n|---|---|---|---|\n{rows}"


def _column(table: str, column: ColumnType) -> str:
    kind = str(arrow_type(column)).replace("item: ", "").replace("<", "&lt;").replace(">", "&gt;")
    said = [told(column.column.description)]
    if column.column.vocabulary:
        said.append(told("Words: [{name}](#{name}).", name=column.column.vocabulary))
    if column.name == RULES:
        said.append(told("Words: [{name}](#{name}).", name=RULES))
    optional = "" if column.nullable or column.kind in ("text_list", "places") else told(", never null")
    return f"| `{column.name}` | {kind}{optional} | {_cell(_sentences(said))} | {_example(table, column)} |"


def _sentences(said: list[str]) -> str:
    return ("" if spoken() == "zh" else " ").join(said)


def _example(table: str, column: ColumnType) -> str:
    value = examples()[table].get(column.name)
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"`{_cell(text)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _query(query: dict[str, str]) -> str:
    blocks = [
        f"{title}:\n\n```{language}\n{query[key].strip()}\n```"
        for key, (title, language) in LANGUAGES.items()
    ]
    return "\n\n".join([f"### {told(query['question'])}", told(query["note"]), *blocks])


def _vocabulary(name: str, words: dict[str, str]) -> str:
    rows = "\n".join(f"| `{_cell(word)}` | {_cell(term)} |" for word, term in words.items())
    return f"### {name}\n\n| {told('word')} | {told('term')} |\n|---|---|\n{rows}"
