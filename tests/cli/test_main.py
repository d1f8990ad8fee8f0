"""Flags before and after, languages, exit codes, and what the window is asked to do."""

import json
import re
import sys
from pathlib import Path

import click
import pytest

import desktop_app
from desktop_app.cli import sempre as group
from desktop_app.cli.output import Output


def test_the_commands_are_those_of_the_contract():
    context = click.Context(group)
    assert set(group.list_commands(context)) == {
        "send",
        "sessions",
        "show",
        "search",
        "export",
        "import",
        "health",
        "support",
        "verify",
        "backup",
        "restore",
        "cleanup",
        "protect",
    }
    assert all(group.get_command(context, n).name == n for n in group.list_commands(context))


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("send", "--help")])
def test_help_is_printed(sempre, arguments):
    result = sempre.bare(*arguments)
    assert result.status == 0
    assert "--data-dir" in result.text


@pytest.mark.parametrize("arguments", [("--version",), ("sessions", "--version")])
def test_the_version_is_printed(sempre, arguments):
    result = sempre.bare(*arguments)
    assert (result.status, result.text) == (0, f"sempre, version {desktop_app.__version__}\n")


def test_global_flags_work_before_and_after_and_the_later_wins(sempre, tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    claude = ("--claude-dir", str(tmp_path / "claude"))
    before = sempre.bare("--data-dir", str(one), *claude, "health", "--json")
    after = sempre.bare("health", "--json", "--data-dir", str(one), *claude)
    both = sempre.bare("--data-dir", str(one), "health", "--json", "--data-dir", str(other))
    assert before.json["data_dir"] == after.json["data_dir"] == str(one)
    assert both.json["data_dir"] == str(other)


def test_the_environment_names_the_data_directory(sempre, tmp_path, monkeypatch):
    monkeypatch.setenv("SEMPRE_DATA_DIR", str(tmp_path / "env"))
    assert sempre.bare("health", "--json").json["data_dir"] == str(tmp_path / "env")


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("show",),
        ("sessions", "--nonsense"),
        ("show", "x", "--tail", "0"),
        ("sessions", "--lang", "tlh"),
        ("--size", "12"),
        ("--size", "99999x10"),
        ("--page", "nonsense"),
        ("--screenshot", "x.png", "sessions"),
        ("--session", "x", "sessions"),
        ("protect", "nonsense"),
        ("export",),
    ],
)
def test_wrong_usage_exits_2_and_says_why(sempre, arguments):
    result = sempre(*arguments)
    assert result.status == 2
    assert "Error: " in result.errors
    assert sempre.launches == []


@pytest.mark.parametrize(
    "flag", ["--timeout=30", "--session-timeout-minutes=5", "--max-sessions=9"]
)
def test_a_flag_that_asks_for_another_promise_is_refused(sempre, flag):
    for arguments in ((flag,), ("sessions", flag)):
        result = sempre(*arguments)
        assert result.status == 2
        assert "is refused" in result.errors.splitlines()[0]
        assert "permanent" in result.errors.splitlines()[0]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--lang", "pt_BR", "--session-timeout", "30"),
        ("--session-timeout=30", "--lang=pt_BR"),
        ("--lang", "en", "sessions", "--lang", "pt_BR", "--session-timeout", "30"),
    ],
)
def test_an_early_refusal_speaks_the_language_that_was_asked_for(sempre, arguments):
    result = sempre.bare(*arguments)
    assert result.status == 2
    assert "--session-timeout foi recusado" in result.errors


def test_another_promise_in_the_settings_is_refused_and_the_promise_stands(sempre, monkeypatch):
    monkeypatch.setenv("SESSION_TIMEOUT_MINUTES", "30")
    sempre.data_dir.mkdir()
    (sempre.data_dir / "settings.json").write_text('{"timeout": 60}')
    result = sempre("health", "--json")
    assert result.json["config"]["timeout_minutes"] == 0
    from_file, from_environment = result.errors.splitlines()
    assert "timeout = 60" in from_file
    assert "SESSION_TIMEOUT_MINUTES" in from_environment


def test_broken_settings_are_set_aside_and_told(sempre):
    sempre.data_dir.mkdir()
    (sempre.data_dir / "settings.json").write_text("garbage")
    result = sempre("sessions", "--json")
    assert (result.status, result.json) == (0, [])
    assert "settings.json.broken-1" in result.errors
    assert sempre("sessions").errors == ""


# --- languages

PORTUGUESE = """<?xml version="1.0" encoding="utf-8"?>
<TS version="2.1" language="pt_BR"><context><name>Cli</name><message>
<source>There is no conversation yet.</source>
<translation>Ainda não há conversas.</translation></message></context></TS>
"""


@pytest.fixture
def portuguese(tmp_path, monkeypatch):
    """A catalogue of one sentence in the place of the one that ships."""
    (tmp_path / "sempre_pt_BR.ts").write_text(PORTUGUESE, "utf-8")
    (tmp_path / "sempre_en.ts").write_text('<TS version="2.1" language="en"></TS>')
    monkeypatch.setattr(
        "desktop_app.base.translation.resource_path", lambda *parts: tmp_path / parts[-1]
    )
    return "Ainda não há conversas.\n"


def test_the_flag_chooses_the_language(sempre, portuguese):
    assert sempre("sessions", "--lang", "pt_BR").text == portuguese
    assert sempre("--lang", "pt_BR", "sessions").text == portuguese


@pytest.mark.parametrize("name", ["LC_ALL", "LC_MESSAGES", "LANG"])
def test_the_environment_chooses_the_language(sempre, portuguese, monkeypatch, name):
    monkeypatch.setenv(name, "pt_BR.UTF-8")
    assert sempre("sessions").text == portuguese
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert sempre("sessions").text == "There is no conversation yet.\n"


def test_the_settings_win_over_the_environment_and_the_flag_over_both(
    sempre, portuguese, monkeypatch
):
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    sempre.data_dir.mkdir()
    (sempre.data_dir / "settings.json").write_text('{"language": "pt_BR"}')
    assert sempre("sessions").text == portuguese
    assert sempre("sessions", "--lang", "en").text == "There is no conversation yet.\n"


def test_a_missing_catalogue_leaves_english(sempre, monkeypatch, tmp_path, caplog):
    monkeypatch.setattr("desktop_app.base.translation.resource_path", lambda *parts: tmp_path / "x")
    assert sempre("sessions").text == "There is no conversation yet.\n"


# --- the window


def test_the_bare_command_opens_the_window_with_what_was_said(sempre, tmp_path, monkeypatch):
    monkeypatch.setenv("DISPLAY", ":0")
    flags = ("--session", "00000000-0000-0000-0000-000000000007", "--theme", "dark")
    assert sempre(*flags, "--lang", "pt_BR", "--engine", "recall", "--size", "800x600").status == 0
    (options,) = sempre.launches
    assert options.data_dir == sempre.data_dir
    assert options.claude_dir == sempre.claude_dir
    assert options.cwd == Path.cwd()
    assert (options.session_id, options.theme) == (flags[1], "dark")
    assert (options.language, options.engine, options.size) == ("pt_BR", "recall", (800, 600))
    assert (options.page, options.screenshot, options.timings) == ("chat", None, None)
    assert options.quit_when_painted is False


def test_pictures_and_timings_work_without_a_screen(sempre, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "")
    sempre("--screenshot", "a.png", "--page", "health")
    sempre("--timings", "t.json", "--quit-when-painted", "--script", "s.json")
    picture, timings = sempre.launches
    assert (picture.screenshot, picture.page) == (Path("a.png"), "health")
    assert (timings.timings, timings.quit_when_painted) == (Path("t.json"), True)
    assert (timings.engine, timings.script) == ("scripted", Path("s.json"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a screen")
def test_a_window_without_a_screen_says_what_works_instead(sempre, monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    result = sempre()
    assert result.status == 1
    assert "sempre send" in result.errors
    assert sempre.launches == []


def test_a_wrong_session_id_never_reaches_the_window(sempre):
    result = sempre("--session", "../../x")
    assert result.status == 1
    assert "is not a conversation id" in result.errors
    assert sempre.launches == []


def test_missing_libraries_are_told(sempre, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    sempre.window_error = ImportError("libEGL.so.1: cannot open shared object file")
    result = sempre()
    assert result.status == 1
    assert "libEGL.so.1" in result.errors.splitlines()[0]


# --- endings


def test_a_mistake_of_ours_is_one_sentence_and_a_trace_without_words(sempre, monkeypatch, caplog):
    words = "my secret words"

    def broken(self):
        raise KeyError(words)

    monkeypatch.setattr("desktop_app.sessions.store.Store.summaries", broken)
    result = sempre("sessions")
    assert result.status == 1
    assert "KeyError" in result.errors
    log = (sempre.data_dir / "logs" / "sempre.log").read_text("utf-8")
    assert "KeyError" in log
    assert "test_main.py" in log
    assert words not in log + result.errors


def test_an_output_that_cannot_be_written_is_a_failure(sempre, monkeypatch):
    with Path("/dev/full").open("wb") as full:
        monkeypatch.setattr("desktop_app.cli.invocation.standard_output", lambda: Output(full))
        result = sempre("sessions")
    assert result.status == 1
    assert "The output can't be written" in result.errors


def test_a_vanished_current_directory_is_told(sempre, work_dir):
    work_dir.rmdir()
    result = sempre("send", "hi")
    assert result.status == 1
    assert "current directory" in result.errors.splitlines()[0]
    assert sempre("sessions").status == 0


def test_every_json_output_is_one_document_or_lines(sempre):
    sempre("send", "hi")
    for command in ("sessions", "health", "verify", "backup"):
        assert json.loads(sempre(command, "--json").output) is not None
    lines = sempre("send", "again", "--json").output.splitlines()
    assert all(re.match(rb"\{.*\}\Z", line) for line in lines)
