"""The rules of the tree that no other tool checks: arrows, imports at the top, sizes, first sentences."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "clerk"
MODULES = sorted(SOURCE.rglob("*.py"))
MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 50
SHADOWY_NAMES = ("utils", "util", "helpers", "helper", "manager", "internal", "common", "misc", "data", "info")
SHADOWY_BEGINNINGS = ("process_", "handle_")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(module: Path) -> str:
    return module.relative_to(SOURCE).as_posix()


def functions() -> Iterator[tuple[Path, Function]]:
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, Function):
                yield module, node


def test_imports_point_down_the_list_of_layers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [*sys.path])  # import-linter puts the working folder in front

    status = lint_imports(no_cache=True)

    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_part_of_clerk_stands_in_the_list_of_layers() -> None:
    listed = (ROOT / "pyproject.toml").read_text()
    packages_of_files = {"demo"}  # what `clerk demo` reads; it is imported by the command line alone
    parts = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}

    forgotten = {part for part in parts - {"__init__"} - packages_of_files if f"clerk.{part}" not in listed}

    assert forgotten == set()


def test_imports_stand_at_the_top_of_a_file() -> None:
    inside = {
        f"{name_of(module)}:{statement.lineno}"
        for module, function in functions()
        for statement in ast.walk(function)
        if isinstance(statement, ast.Import | ast.ImportFrom)
    }

    assert inside == set()


def test_no_file_is_long() -> None:
    lengths = {name_of(module): len(module.read_text().splitlines()) for module in MODULES}

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_A_FILE} == {}


def test_no_function_is_long() -> None:
    lengths = {
        f"{name_of(module)}: {function.name}": (function.end_lineno or function.lineno) - function.lineno + 1
        for module, function in functions()
        if "migrations/versions" not in name_of(module)  # a migration is one list of tables, written by Alembic
    }

    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES_OF_A_FUNCTION} == {}


def test_every_module_opens_with_one_sentence() -> None:
    openings = {name_of(module): (ast.get_docstring(ast.parse(module.read_text())) or "") for module in MODULES}

    silent = {
        name for name, text in openings.items() if "versions/" not in name and not text.split("\n\n")[0].endswith(".")
    }

    assert silent == set()


def test_no_module_and_no_function_has_a_name_that_says_nothing() -> None:
    modules = {name_of(module) for module in MODULES if module.stem.strip("_") in SHADOWY_NAMES}
    named = {
        f"{name_of(module)}: {function.name}"
        for module, function in functions()
        if function.name.strip("_").startswith(SHADOWY_BEGINNINGS) or function.name.strip("_") in SHADOWY_NAMES
    }

    assert modules | named == set()


def test_nobody_but_the_settings_and_the_edges_reads_the_environment() -> None:
    """What starts a program hands it an environment; what a library reads from there is its own affair."""
    may = {
        "cli/opening.py",  # names the servers that it started to the processes it starts
        "cli/demo.py",  # lives in a folder of its own, with settings of its own
        "builtin/ocr/languages.py",  # TESSDATA_PREFIX is Tesseract's variable
        "builtin/ocr/plugin.py",  # OMP_THREAD_LIMIT is OpenMP's
        "builtin/extractors/mentions/loading.py",  # OPENBLAS_NUM_THREADS is OpenBLAS's
    }
    readers = {
        name_of(module)
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }

    assert readers - may == set()


def test_nothing_prints_but_the_command_line() -> None:
    printing = {
        f"{name_of(module)}:{node.lineno}"
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }

    assert printing == set()
