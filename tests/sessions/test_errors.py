"""What the errors say, in both languages."""

import errno
import os
from pathlib import Path

import pytest

from desktop_app.base.files import NotARegularFileError
from desktop_app.base.system_errors import reason_of
from desktop_app.base.translation import load_catalog
from desktop_app.sessions.errors import (
    FileChange,
    FileReplacedError,
    NotSavedError,
    UnreadableSessionError,
)

PATH = Path("/data/c.jsonl")


@pytest.mark.parametrize("language", ["en", "pt_BR"])
def test_each_change_of_a_file_has_a_sentence_of_its_own(language):
    render = load_catalog(language).render
    titles = {render(FileReplacedError(PATH, change).title) for change in FileChange}
    assert len(titles) == len(FileChange)
    assert all(str(PATH) in title for title in titles)


def test_the_reason_is_in_the_language_of_the_sentence():
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    error = NotSavedError(PATH, reason_of(full))
    assert "No space left on device" in str(error)
    title = load_catalog("pt_BR").render(error.title)
    assert "não há mais espaço no disco" in title
    assert "No space" not in title


def test_a_link_is_named_with_its_target():
    error = UnreadableSessionError.because(PATH, NotARegularFileError(PATH, "symlink", "/x"))
    assert f"{PATH} can't be read: a link to /x." in str(error)
