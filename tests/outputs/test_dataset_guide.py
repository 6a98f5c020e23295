"""docs/dataset.md: it is up to date, its examples fit the schema, its queries run and agree."""

from __future__ import annotations

import json
import math
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pytest
from jsonschema import Draft202012Validator

from outputs.guide.dataset_guide import LANGUAGES, dataset_guide, examples, queries, questions
from outputs.guide.rules_guide import rule_titles
from outputs.language.speaking import speaking
from outputs.publication.dataset import read_table
from outputs.schemas.json_schema import json_schema
from records.columns import columns_of
from records.tables import TABLES
from records.vocabularies import vocabularies

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(("language", "name"), [("en", "dataset.md"), ("zh", "dataset.zh-CN.md")])
def test_the_page_in_docs_is_the_one_that_the_records_give(language: str, name: str) -> None:
    with speaking(language):
        assert (ROOT / "docs" / name).read_text("utf-8") == dataset_guide(), "please run: make docs"


def test_the_page_names_every_table_column_and_word() -> None:
    page = dataset_guide()
    for table, record in TABLES.items():
        assert f"\n### {table}\n" in page
        assert all(f"| `{column.name}` |" in page for column in columns_of(record))
    for vocabulary, words in vocabularies().items():
        assert f"\n### {vocabulary}\n" in page
        assert all(f"| `{word}` | {term} |" in page for word, term in words.items())


def test_the_page_begins_with_the_table_for_analysts_and_their_questions() -> None:
    headings = [line for line in dataset_guide().splitlines() if line.startswith("## ")]
    assert headings[:3] == ["## Start with `figures`", "## Ten questions", "## What holds everywhere"]
    assert "{" not in dataset_guide().partition("## The tables")[0].replace("{page, box}", "")


def test_every_rule_that_a_published_row_names_has_a_title(published_corpus: Path) -> None:
    titles = rule_titles()
    for table in ("checks", "rules", "obligations", "findings"):
        named = set(read_table(published_corpus, table)["rule_id"].to_pylist())
        assert named, table
        assert named <= set(titles), table
    assert all(f"| `{rule}` | {title} |" in dataset_guide() for rule, title in titles.items())


@pytest.mark.parametrize("table", TABLES)
def test_the_examples_are_rows_of_the_published_schema(table: str) -> None:
    definitions = json_schema()["$defs"]
    unknown = {column.name: None for column in columns_of(TABLES[table])}
    example = unknown | examples()[table]
    Draft202012Validator(definitions[table] | {"$defs": definitions}).validate(example)


@pytest.fixture
def beside_out(published_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current folder with ``out`` in it, as the queries expect."""
    (tmp_path / "out").symlink_to(published_corpus, target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows_of(language: str, text: str) -> list[tuple[Any, ...]]:
    """The rows that a query gives, in an order of their own, unknown values as ``None``."""
    if language == "duckdb":
        rows = duckdb.sql(text).fetchall()
    else:
        names: dict[str, Any] = {}
        exec(compile(text, f"{language} query", "exec"), names)
        result = names["result"]
        if isinstance(result, pandas.DataFrame):
            rows = list(result.itertuples(index=False, name=None))
        elif isinstance(result, polars.DataFrame):
            rows = result.rows()
        else:
            rows = [tuple(row) for row in result.collect()]
    return sorted((tuple(map(plain, row)) for row in rows), key=repr)


def plain(value: Any) -> Any:
    if value is None or value is pandas.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value


@pytest.mark.parametrize("number", range(len(queries())))
def test_each_query_gives_the_same_rows_in_every_language(number: int, beside_out: Path) -> None:
    query = queries()[number]
    expected = rows_of("duckdb", query["duckdb"])
    assert len(expected) > 3
    for language in ("pandas", "polars"):
        assert rows_of(language, query[language]) == expected, language


@pytest.mark.parametrize("number", range(len(questions())))
def test_each_of_the_ten_questions_has_an_answer(number: int, beside_out: Path) -> None:
    assert len(questions()) == 10
    rows = duckdb.sql(questions()[number]["duckdb"]).fetchall()
    assert any(value is not None for row in rows for value in row)


@pytest.mark.slow
def test_each_query_gives_the_same_rows_in_spark(beside_out: Path) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java on this machine")
    from pyspark.sql import SparkSession

    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2"}
    spark = SparkSession.builder.master("local[1]").config(map=settings).getOrCreate()
    try:
        for query in queries():
            assert rows_of("pyspark", query["pyspark"]) == rows_of("duckdb", query["duckdb"])
    finally:
        spark.stop()


def test_the_money_of_the_first_query_is_that_of_the_documents(
    published_corpus: Path, beside_out: Path
) -> None:
    expected: dict[tuple[str, str], Decimal] = {}
    for path in (published_corpus / "json").iterdir():
        document = json.loads(path.read_bytes())
        if document["document"]["fiscal_year"] != 2023:
            continue
        for fact in document["facts"]:
            if (
                (fact["statement"], fact["phase"], fact["scheme"]) == ("expenditure", "final", "functional")
                and len(fact["account_code"]) == 3
                and fact["measure"] == "current_year_expenditure"
            ):
                key = document["document"]["issuer"], fact["account_code"]
                expected[key] = expected.get(key, Decimal(0)) + Decimal(fact["amount_yuan"])
    assert {row[:2]: Decimal(row[2]) for row in rows_of("duckdb", queries()[0]["duckdb"])} == expected


def test_every_language_is_there_for_every_query() -> None:
    assert all(set(LANGUAGES) <= query.keys() for query in queries())


def test_the_sum_over_causes_takes_no_change_twice(published_corpus: Path, beside_out: Path) -> None:
    query = next(query for query in queries() if "causes drive" in query["question"])
    told: set[tuple[Any, ...]] = set()
    total = Decimal(0)
    for path in (published_corpus / "json").iterdir():
        for effect in json.loads(path.read_bytes())["reason_effects"]:
            if effect["counts"] and (effect["account_code"] or "").startswith("208"):
                key = (effect["document_id"], effect["account_code"], effect["base"], effect["change_yuan"])
                assert key not in told
                told.add(key)
                total += Decimal(effect["change_yuan"])
    assert sum(Decimal(row[5]) for row in rows_of("duckdb", query["duckdb"])) == total != 0


def test_the_sum_over_an_account_is_its_own_change(published_corpus: Path) -> None:
    compared = 0
    for path in (published_corpus / "json").iterdir():
        effects = json.loads(path.read_bytes())["reason_effects"]
        stated: dict[tuple[Any, ...], set[Decimal]] = {}
        for effect in effects:
            if effect["account_code"] and effect["change_yuan"] is not None and not effect["is_draft"]:
                scope = (effect["account_code"], effect["base"], effect["period"], effect["side"])
                stated.setdefault(scope, set()).add(Decimal(effect["change_yuan"]))
        for (code, *scope), changes in stated.items():
            parts = [
                Decimal(effect["change_yuan"])
                for effect in effects
                if effect["counts"]
                and (effect["account_code"] or "").startswith(code)
                and [effect["base"], effect["period"], effect["side"]] == scope
            ]
            if len(code) == 3:
                compared += 1
                rounding = 50 * (len(parts) + 1)
                assert any(abs(sum(parts) - change) <= rounding for change in changes), (path.name, code)
    assert compared
