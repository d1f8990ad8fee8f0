"""Refusals of the system have words that can be translated, and come back from English."""

import errno
import os

import pytest

from desktop_app.base.files import NotARegularFileError
from desktop_app.base.system_errors import reason_named, reason_of, words_of
from desktop_app.base.translation import load_catalog

COMMON = ["ENOSPC", "EDQUOT", "EFBIG", "EACCES", "EPERM", "EROFS", "EIO", "EMFILE", "ENFILE"]
NAMES = ["ENOENT", "ENOTDIR", "EISDIR", "EEXIST", "ENAMETOOLONG", "ETXTBSY", "ELOOP"]


def refusal(code):
    return OSError(code, os.strerror(code))


@pytest.mark.parametrize("name", COMMON + NAMES)
def test_common_refusals_are_said_in_the_language(name):
    reason = reason_of(refusal(getattr(errno, name)))
    portuguese = load_catalog("pt_BR").render(reason)
    assert portuguese not in ("", str(reason))
    assert reason_named(words_of(refusal(getattr(errno, name)))) == reason


def test_an_uncommon_refusal_keeps_the_words_of_the_system():
    error = refusal(errno.EDEADLK)
    assert load_catalog("pt_BR").render(reason_of(error)) == os.strerror(errno.EDEADLK)
    assert reason_of(OSError("no code")) == reason_named("no code")
    assert str(reason_of(OSError())) == "OSError"


@pytest.mark.parametrize(
    ("kind", "target", "english", "portuguese"),
    [
        ("symlink", "/etc/passwd", "a link to /etc/passwd", "um link para /etc/passwd"),
        ("symlink", None, "a link", "um link"),
        ("fifo", None, "a pipe", "um pipe"),
        ("block device", None, "a device", "um dispositivo"),
    ],
)
def test_what_stands_in_the_place_of_a_file_is_named(tmp_path, kind, target, english, portuguese):
    error = NotARegularFileError(tmp_path, kind, target)
    assert words_of(error) == english
    assert load_catalog("pt_BR").render(reason_of(error)) == portuguese
    assert reason_named(english) == reason_of(error)


def test_words_of_ours_are_known_without_a_code():
    assert (
        str(reason_of(OSError(errno.EIO, "only a part was written"))) == "only a part was written"
    )
    assert load_catalog("pt_BR").render(reason_named("only a part was written")) != (
        "only a part was written"
    )
