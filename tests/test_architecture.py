"""The walls of the house: who may import whom, what nobody may call, how large a file may grow."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "desktop_app"
CODE = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

MAX_LINES = 400
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}
# Each of them runs a second Qt loop inside the first, under which asyncio loses tasks for good.
NESTED_LOOPS = {"exec", "exec_", "processEvents", "waitForFinished"}


def name_of(path):
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path):
    return ast.parse(path.read_text("utf-8"))


@pytest.fixture(autouse=True, scope="module")
def trees_are_forgotten():
    """Millions of nodes would slow down every search for garbage in the tests that follow."""
    yield
    tree_of.cache_clear()


def calls_in(paths):
    """Yield (place, dotted name) of every call in the files."""
    for path in paths:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                yield f"{name_of(path)}:{node.lineno}", ast.unparse(node.func)


def imports_in(path):
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_imports_run_downwards_only():
    # In a process of its own: import-linter's logging set-up disables every logger there is.
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=ROOT, capture_output=True, text=True, timeout=50, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_no_nested_loop_and_no_evaluation():
    calls = [call for call in calls_in(CODE) if call[1].rpartition(".")[2] in NESTED_LOOPS]

    # as the standard library compiles the constructor of a dataclass
    assert [(place.partition(":")[0], name) for place, name in calls] == [
        ("desktop_app/base/values.py", "exec")
    ]


def test_no_test_waits_by_the_clock():
    waits = {"time.sleep", "sleep", "qtbot.wait", "QTest.qWait"}
    # what these measure is what a window costs while time passes and nothing happens
    of_idleness = {"bench_idle.py", "idle_window.py", "test_idle.py"}
    tests = [path for path in TESTS if path.name not in of_idleness]
    assert not [call for call in calls_in(tests) if call[1] in waits]


def test_fakes_ship_and_nothing_is_mocked():
    mocking = ("unittest.mock", "mock")
    found = [(name_of(path), name) for path in TESTS for name in imports_in(path)]
    assert found
    assert not [(path, name) for path, name in found if name.startswith(mocking)]


def test_no_file_outgrows_its_one_reason_to_change():
    lines = {name_of(path): path.read_text("utf-8").count("\n") for path in (*CODE, *TESTS)}
    assert not {name: count for name, count in lines.items() if count > MAX_LINES}


def test_no_drawers():
    names = {
        part for path in (*CODE, *TESTS) for part in path.relative_to(ROOT).with_suffix("").parts
    }
    assert not names & DRAWERS


def test_every_package_says_what_it_is():
    silent = [path for path in CODE if not ast.get_docstring(tree_of(path))]
    assert not [name_of(path) for path in silent]


def test_every_logger_is_one_that_the_log_file_takes():
    names = [
        (name_of(path), node.args[0].value if isinstance(node.args[0], ast.Constant) else None)
        for path in CODE
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "logging.getLogger"
        and node.args
        if path.name != "log.py"
    ]
    assert names
    assert not [(path, name) for path, name in names if not str(name).startswith("sempre.")]


def test_every_suppression_has_its_reason():
    mark = re.compile(r"#\s*(noqa|type: ignore|pragma: no cover)(?P<rest>.*)")
    reason = re.compile(r"(: [A-Z0-9, ]+|\[[a-z, -]+\])?\s*[-#–—]\s*\w")
    found = [
        f"{name_of(path)}:{number}"
        for path in (*CODE, *sorted((ROOT / "packaging").glob("*.py")))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if (match := mark.search(line)) and not reason.match(match["rest"])
    ]
    assert not found


def test_every_ignored_rule_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    block = re.search(r"^ignore = \[\n(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    assert block
    assert not [line for line in block[1].splitlines() if "#" not in line]
    ignored = tomllib.loads(text)["tool"]["ruff"]["lint"]["ignore"]
    assert all(rule in block[1] for rule in ignored)
