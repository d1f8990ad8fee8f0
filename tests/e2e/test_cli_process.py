"""The command line as a process: no Qt, signals, pipes that break, kills, strange locales."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.sessions.refs import DEFAULT_SESSION_ID

ROOT = Path(__file__).parents[2]
TIMEOUT_S = 30
SLOW = [{"text": "Partial answer"}, {"after_ms": 60_000, "text": " never"}]


@pytest.fixture
def environment(tmp_path, own_home):
    """What a fresh machine has: an empty home, no screen, the plainest locale."""
    return {
        "HOME": str(own_home),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONUTF8": "0",
    }


@pytest.fixture
def start(tmp_path, environment):
    """Start `python -m desktop_app ...` in an empty directory."""

    def start(*arguments: str, stdout: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "desktop_app", *arguments],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
        )

    return start


@pytest.fixture
def run(start):
    """Run one command to its end; return exit code, stdout and stderr."""

    def run(*arguments: str) -> tuple[int, bytes, bytes]:
        with start(*arguments) as process:
            output, errors = process.communicate(timeout=TIMEOUT_S)
        return process.returncode, output, errors

    return run


@pytest.fixture
def transcript(own_home):
    """Return the records of the default conversation, in its place on a fresh machine."""

    def read() -> list[dict[str, object]]:
        projects = own_home / ".local" / "share" / "sempre" / "projects"
        (path,) = projects.glob(f"*/{DEFAULT_SESSION_ID}.jsonl")
        return [json.loads(line) for line in path.read_bytes().split(b"\n") if line]

    return read


@pytest.fixture
def slow_script(tmp_path):
    file = tmp_path / "slow.json"
    file.write_text(json.dumps(SLOW))
    return str(file)


def texts(records):
    """Return what was said, in file order."""
    contents = [r["message"]["content"] for r in records if r["type"] in ("user", "assistant")]
    return [c if isinstance(c, str) else c[0]["text"] for c in contents]


PROBE = """
import sys
from desktop_app.cli import main
status = main(sys.argv[1:], None)
loaded = sorted({name.split(".")[0] for name in sys.modules} & {"PySide6", "shiboken6", "qasync"})
sys.exit(f"{sys.argv[1:]} loaded {loaded}" if loaded else status)
"""


@pytest.mark.parametrize(
    "command",
    [("health", "--json"), ("send", "hi"), ("search", "hi"), ("verify",), ("backup",), ("--help",)],
)
def test_no_command_loads_qt(environment, tmp_path, command):
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *command],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert b"loaded" not in done.stderr
    assert done.returncode in ((0, 1) if command[0] == "health" else (0,))


def test_a_fresh_machine_two_turns_and_a_report(run, transcript, own_home):
    assert run("send", "primeira pergunta")[0] == 0
    assert run("send", "segunda pergunta 😀")[0] == 0
    records = transcript()
    assert [r["type"] for r in records if "uuid" in r] == ["user", "assistant"] * 2
    assert texts(records)[::2] == ["primeira pergunta", "segunda pergunta 😀"]
    status, output, _ = run("show", DEFAULT_SESSION_ID)
    assert status == 0
    assert "segunda pergunta 😀" in output.decode("utf-8")
    assert json.loads(run("health", "--json")[1])["sessions"]["stored"] == 1
    data = own_home / ".local" / "share" / "sempre"
    assert {p.stat().st_mode & 0o077 for p in [data, *data.rglob("*")]} == {0}
    assert not (own_home / ".claude").exists()


def test_saved_is_said_while_the_reply_is_still_coming_and_sigterm_keeps_it(
    start, slow_script, transcript
):
    with start("send", "hi", "--script", slow_script, "--json") as process:
        saved = json.loads(process.stdout.readline())
        assert saved["event"] == "saved"
        assert saved["uuid"] == transcript()[0]["uuid"]
        assert json.loads(process.stdout.readline())["event"] == "delta"
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        output, errors = process.communicate(timeout=TIMEOUT_S)
    assert process.returncode == 1
    assert [json.loads(line)["event"] for line in output.splitlines()] == ["reply", "error"]
    assert texts(transcript()) == ["hi", "Partial answer"]
    assert b"Stopped." in errors


def test_after_a_kill_the_prompt_is_there_and_the_next_start_says_what_became_of_the_reply(
    start, run, tmp_path, transcript
):
    script = tmp_path / "script.json"
    script.write_text(json.dumps([SLOW[0], {"after_ms": 1200, "text": "…"}, SLOW[1]]))
    with start("send", "hi", "--script", str(script), "--json") as process:
        events = [json.loads(process.stdout.readline())["event"] for _ in range(3)]
        assert events == ["saved", "delta", "delta"]
        process.kill()
        process.communicate(timeout=TIMEOUT_S)
    assert texts(transcript()) == ["hi"]
    status, _, errors = run("send", "again")
    assert status == 0
    said = texts(transcript())
    assert said[0] == "hi"
    assert "again" in said
    assert said[1].startswith("Partial answer")  # a kill loses less than the last second
    assert b"cut off" in errors


def test_a_reader_that_leaves_loses_nothing(start, tmp_path, transcript):
    script = tmp_path / "script.json"
    script.write_text(json.dumps([{"text": f"word{n} ", "after_ms": 20} for n in range(20)]))
    with start("send", "hi", "--script", str(script), "--json") as process:
        process.stdout.readline()
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=TIMEOUT_S) == 0
        assert process.stderr.read() == b""
    assert texts(transcript())[1] == "".join(f"word{n} " for n in range(20))


def test_without_any_stdout_the_turn_is_done(environment, tmp_path, transcript):
    command = f'exec "{sys.executable}" -m desktop_app send hi >&-'
    done = subprocess.run(
        ["sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(texts(transcript())) == 2


def test_many_lines_into_a_closed_pipe_end_quietly(start, environment, own_home):
    environment["CLAUDE_CONFIG_DIR"] = str(ROOT / "tests" / "data" / "claude")
    with start("show", "00000000-0000-0000-0000-000000000010", "--json") as process:
        process.stdout.close()
        assert process.wait(timeout=TIMEOUT_S) == 0
        assert process.stderr.read() == b""


def test_ctrl_c_in_a_reading_command_is_quiet(environment, tmp_path):
    interrupted = PROBE.replace(
        "status = main",
        "from desktop_app.sessions.store import Store\n"
        "def interrupt(self): raise KeyboardInterrupt\n"
        "Store.summaries = interrupt\n"
        "status = main",
    )
    done = subprocess.run(
        [sys.executable, "-c", interrupted, "sessions"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        timeout=TIMEOUT_S,
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
