"""Characters that could steer a screen or an eye."""

import pytest

from desktop_app.ui.chat.visible_text import (
    one_line,
    terminal_output,
    visible_code,
    visible_prose,
)


@pytest.mark.parametrize("show", [visible_prose, visible_code])
@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[31mred", "⟦ESC⟧[31mred"),
        ("a\x00b", "a⟦NUL⟧b"),
        ("bell\x07", "bell⟦BEL⟧"),
        ("\x9b", "⟦9B⟧"),
        ("invoice\u202egnp.exe", "invoice⟦RLO⟧gnp.exe"),
        ("frame \ufdd0 \ufffc", "frame \ufffd \ufffd"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("emoji 👩\u200d👩\u200d👧 stay", "emoji 👩\u200d👩\u200d👧 stay"),
    ],
)
def test_control_characters_become_visible(show, raw, shown):
    assert show(raw) == shown


def test_prose_keeps_what_right_to_left_names_need_and_code_shows_it():
    assert visible_prose("\u2068שלום\u2069") == "\u2068שלום\u2069"
    assert visible_code("\u2066a\u2069") == "⟦LRI⟧a⟦PDI⟧"


def test_terminal_colours_vanish_but_nothing_else():
    assert terminal_output("\x1b[1;31mred\x1b[0m \x1b]0;title\x07") == "red ⟦ESC⟧]0;title⟦BEL⟧"


def test_one_line_is_short_folded_and_isolated():
    assert one_line("a\n  b\u202e") == "\u2068a b⟦RLO⟧\u2069"
    assert len(one_line("x" * 1_000_000)) == 302
    assert one_line(" \n ") == ""
