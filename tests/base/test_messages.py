"""Sentences keep their values apart from their words until somebody shows them."""

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import message, verbatim


def test_values_and_counts_are_put_in_at_the_end():
    assert str(message("Any", "{path} is {what}.", path="/x", what="gone")) == "/x is gone."
    assert str(message("Any", "{n} of {total}", 2, total=5)) == "2 of 5"
    assert message("Any", "{what} — {path}", path="/x", what="y").fill("<{path}>") == "</x>"


def test_values_may_hold_braces_and_a_sentence_without_values_too():
    assert str(message("Any", "{text}", text="{not a placeholder}")) == "{not a placeholder}"
    assert str(message("Any", "a {literal}")) == "a {literal}"


def test_a_sentence_within_a_sentence_is_shown_like_the_whole():
    inner = message("Any", "{n} rows", 2)
    outer = message("Any", "Nothing: {reason}", reason=inner)
    assert str(outer) == "Nothing: 2 rows"
    shown = outer.fill("Nada: {reason}", lambda sentence: sentence.fill("{n} linhas"))
    assert shown == "Nada: 2 linhas"


def test_the_words_of_another_program_stay_as_they_are():
    assert str(verbatim("{n} `x`")) == "{n} `x`"


def test_messages_are_values():
    one, other = (message("Any", "{n} rows", 3, x=1) for _ in range(2))
    assert one == other
    assert len({one, other}) == 1


def test_an_error_says_what_happened_what_it_means_and_what_to_do():
    error = SempreError(message("Any", "It failed."))
    assert len(error.parts) == 3
    assert str(error).startswith("It failed. Nothing was changed")
    whole = SempreError(message("A", "a"), data=message("A", "b"), hint=message("A", "c"))
    assert [str(part) for part in whole.parts] == ["a", "b", "c"]
