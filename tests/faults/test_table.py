"""The table in CONTRIBUTING names a test for every case, and every named test exists."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
ROW = re.compile(r"^\| (\d+) \| [^|]+ \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
CASES = 85


def rows():
    text = (TESTS.parent / "CONTRIBUTING.md").read_text("utf-8")
    _, _, rest = text.partition("## Faults and their tests")
    section = rest.partition("\n## ")[0]
    return {int(number): NAMED.findall(tests) for number, tests in ROW.findall(section)}


def test_every_case_has_a_test():
    assert list(rows()) == list(range(1, CASES + 1))
    assert all(rows().values())


def test_every_named_test_exists():
    missing = [
        f"{number}: {file}::{name}"
        for number, tests in rows().items()
        for file, name in tests
        if not (TESTS / file).is_file() or f"def {name}(" not in (TESTS / file).read_text("utf-8")
    ]
    assert not missing
