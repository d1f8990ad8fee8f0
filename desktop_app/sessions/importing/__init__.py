"""Conversations from data exports of ChatGPT and Claude.ai, and from Claude Code's directories."""

from desktop_app.sessions.importing.errors import ImportRefusedError
from desktop_app.sessions.importing.importing import ImportReport, import_from

__all__ = ["ImportRefusedError", "ImportReport", "import_from"]
