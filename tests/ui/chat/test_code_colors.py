"""Colours of code: from the theme, readable, bounded."""

import subprocess
import sys

import pytest
from PySide6.QtGui import QColor

from desktop_app.ui.chat.code_colors import LOOKS, MAX_COLORED_CHARS, ColoredCode
from desktop_app.ui.theme import DARK, LIGHT


def luminance(color):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("token", LOOKS)
def test_every_colour_can_be_read_on_the_code_ground(token):
    look = LOOKS[token]
    assert contrast(QColor(look.light), LIGHT.code) >= 4.5
    assert contrast(QColor(look.dark), DARK.code) >= 4.5


def test_runs_stand_where_the_tokens_are():
    code = ColoredCode("def f():\n    return 42", "python", is_dark=False)
    first = code.line(0)
    assert (first[0].start, first[0].length, first[0].ink.is_strong) == (0, 3, True)
    assert [(run.start, run.length) for run in code.line(1)] == [(4, 6), (11, 2)]


def test_positions_count_utf16_units():
    (text, comment) = (ColoredCode("'😀' # c", "python", is_dark=False).line(0)[-1], 5)
    assert text.start == comment


def test_a_string_over_several_lines_keeps_its_colour():
    code = ColoredCode('x = """a\nb\n"""', "python", is_dark=True)
    assert code.line(1)[0].ink.color == LOOKS["Token.Literal.String"].dark


@pytest.mark.parametrize("language", ["", "no such language", "\x00", "brainf*"])
def test_an_unknown_language_has_no_colours(language):
    assert ColoredCode("x = 1", language, is_dark=False).line(0) == []


def test_very_long_code_stays_in_one_colour():
    assert ColoredCode("x = 1\n" * MAX_COLORED_CHARS, "python", is_dark=False).line(0) == []


def test_lines_beyond_the_end_have_no_colours():
    assert ColoredCode("x = 1", "python", is_dark=False).line(7) == []


LOADED = """
import sys
from desktop_app.ui.chat.code_colors import colored_code, load_common
load_common()
before = set(sys.modules)
assert colored_code("def f(): pass", "python", False).line(0)
sys.exit(str(set(sys.modules) - before) if set(sys.modules) - before else 0)
"""


def test_the_usual_languages_are_loaded_before_the_first_code():
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, timeout=50, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
