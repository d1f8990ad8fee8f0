import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.base.crash_file import LAST_NAME, catching_faults

ROOT = Path(__file__).parent.parent.parent
CRASHING = """
import os, sys
from pathlib import Path
from desktop_app.base.crash_file import catching_faults

def dies_here(secret):
    os.abort()

with catching_faults(Path(sys.argv[1])):
    dies_here("a message of somebody")
"""


def test_a_crash_is_told_to_the_next_start_once_and_without_any_value(tmp_path):
    file = tmp_path / "logs" / "crash.txt"
    done = subprocess.run(
        [sys.executable, "-c", CRASHING, str(file)],
        check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode != 0

    with catching_faults(file) as crash_file:
        assert "dies_here" in crash_file.last_report
        assert "somebody" not in crash_file.last_report
    with catching_faults(file) as crash_file:
        assert crash_file.last_report == ""
    assert "dies_here" in (file.parent / LAST_NAME).read_text()


def test_an_exception_is_told_where_the_run_did_not_end_in_good_order(tmp_path):
    file = tmp_path / "crash.txt"
    with catching_faults(file) as crash_file:
        crash_file.add("trace of a run that went on")
    with pytest.raises(InterruptedError):
        _fail(file)
    with catching_faults(file) as crash_file:
        assert crash_file.last_report == "trace\n\n"


def test_a_killed_run_leaves_nothing_to_tell(tmp_path):
    file = tmp_path / "crash.txt"
    file.touch()
    with catching_faults(file) as crash_file:
        assert crash_file.last_report == ""


def test_a_place_that_takes_no_file_costs_the_report_only(tmp_path, caplog):
    (tmp_path / "logs").write_text("a file")
    with catching_faults(tmp_path / "logs" / "crash.txt") as crash_file:
        crash_file.add("trace")
    assert "no crash file" in caplog.text


def _fail(file):
    with catching_faults(file) as crash_file:
        assert crash_file.last_report == ""
        crash_file.add("trace")
        raise InterruptedError
