"""Text from anywhere is harmless on a terminal."""

from datetime import UTC, datetime

import pytest

from desktop_app.cli.output import encode_json
from desktop_app.cli.plain_text import inert, moment_text, one_line, size_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x9b31m", "\ufffd31m"),
        ("\u202eevil\u2066", "\ufffdevil\ufffd"),
        ("bell\x07 null\x00 delete\x7f", "bell␇ null␀ delete␡"),
        ("over\rwritten", "over␍written"),
        ("windows\r\nlines", "windows\nlines"),
        ("lone \ud800", "lone \ufffd"),
        ("kept: é 😀 \t\n👩\u200d💻 日本", "kept: é 😀 \t\n👩\u200d💻 日本"),
    ],
)
def test_active_characters_become_visible(text, shown):
    assert inert(text) == shown


def test_json_keeps_its_meaning_and_is_harmless():
    import json

    value = {"text": "\x1b[31m \x9b \u202e \ud800 é"}
    line = encode_json(value)
    assert json.loads(line) == value
    assert b"\x1b" not in line
    assert b"\\u009b" in line
    assert b"\\u202e" in line
    assert "é".encode() in line


def test_one_line_is_short_and_has_no_breaks():
    assert one_line("a\n  b\t c", 10) == "a b c"
    assert one_line("x" * 1_000_000, 10) == "x" * 9 + "…"
    assert one_line("\x1b\n", 10) == "␛"


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 B"), (999, "999 B"), (13647, "13.6 KB"), (5 * 10**9, "5.0 GB"), (2 * 10**12, "2.0 TB")],
)
def test_sizes(size, text):
    assert size_text(size) == text


def test_times_beyond_every_zone_are_shown_anyway():
    assert moment_text(None) == "-"
    assert moment_text(datetime(9999, 12, 31, 23, 59, tzinfo=UTC)).startswith("9999-12-31")
    assert moment_text(datetime(1, 1, 1, tzinfo=UTC)).endswith("00:00")
