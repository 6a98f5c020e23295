"""What ``duizhang schema`` prints."""

from __future__ import annotations

from flows.views.as_json import answers_schema
from outputs.guide.dataset_guide import about, dataset_guide
from outputs.guide.rules_guide import rule_titles, rules_guide
from outputs.language.speaking import told
from outputs.schemas.arrow_schemas import arrow_type
from outputs.schemas.datapackage import datapackage
from outputs.schemas.json_schema import json_schema, pretty
from records.archive_tables import PUBLISHED
from records.columns import columns_of
from records.vocabularies import vocabularies


def schema_text(part: str) -> str:
    """``guide`` and ``rules`` in Markdown, ``json``, ``datapackage``, ``answers`` as JSON, the rest as text.

    JSON is for programs and always in English.
    """
    match part:
        case "json":
            return pretty(json_schema()).decode().rstrip()
        case "datapackage":
            return pretty(datapackage()).decode().rstrip()
        case "answers":
            return answers_schema().rstrip()
        case "guide":
            return dataset_guide().rstrip()
        case "rules":
            return rules_guide().rstrip()
        case "tables":
            return "\n\n".join(_table(name) for name in PUBLISHED)
        case "vocabularies":
            words = vocabularies() | {"rule_id": rule_titles()}
            return "\n\n".join(_vocabulary(name, listed) for name, listed in words.items())
        case _:
            return f"{schema_text('tables')}\n\n{schema_text('vocabularies')}"


def _table(name: str) -> str:
    record = PUBLISHED[name]
    lines = [told("{heading}: {words}", heading=name, words=about(name))]
    for column in columns_of(record):
        kind = str(arrow_type(column)) + ("?" if column.nullable else "")
        words = f" [{column.column.vocabulary}]" if column.column.vocabulary else ""
        lines.append(f"  {column.name:<16} {kind:<44} {told(column.column.description)}{words}")
    return "\n".join(lines)


def _vocabulary(name: str, words: dict[str, str]) -> str:
    return "\n".join([f"{name}:", *(f"  {word:<36} {term}" for word, term in words.items())])
