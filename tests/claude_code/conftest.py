"""A vault over an empty Claude Code directory, and looking into it."""

import pytest

from desktop_app.claude_code.vault import Vault
from tests.fakes.claude_code import write_transcript
from tests.fakes.vault import PROJECT


@pytest.fixture
def vault(paths, claude_dir, clock):
    return Vault(paths.vault, claude_dir, clock)


@pytest.fixture
def write(claude_dir):
    """Write a file below Claude Code's projects."""

    def write_file(name, content=b'{"type":"user"}\n'):
        return write_transcript(claude_dir, PROJECT, name, content)

    return write_file
