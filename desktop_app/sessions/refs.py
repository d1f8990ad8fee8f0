"""How a conversation is named inside the program."""

import re
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.claude_code.layout import is_session_id
from desktop_app.sessions.errors import InvalidSessionIdError

DEFAULT_SESSION_ID = "00000000-0000-0000-0000-000000000001"

# A plain directory name; Claude Code's own names hold only [A-Za-z0-9-], older ones may hold more.
_PROJECT_NAME = re.compile(r"(?!\.{1,2}\Z)[^/\\\x00]{1,255}\Z")


class Origin(StrEnum):
    """Who began a conversation."""

    SEMPRE = "sempre"
    CLAUDE_CODE = "claude-code"
    CHATGPT = "chatgpt"  # imported from a data export
    CLAUDE_AI = "claude.ai"


@dataclass(frozen=True, slots=True, order=True)
class SessionRef:
    """One conversation: its project's directory name and its id.

    The id alone does not suffice: Claude Code allows the same id under two projects.

    Raises:
        InvalidSessionIdError: an id that is not a canonical UUID, or a project name that could
            lead out of its directory.
    """

    project: str
    session_id: str

    def __post_init__(self) -> None:
        if not is_session_id(self.session_id):
            raise InvalidSessionIdError(self.session_id)
        if not _PROJECT_NAME.match(self.project):
            raise InvalidSessionIdError(f"{self.project}/{self.session_id}")

    def __str__(self) -> str:
        """Return `project/id`, for logs."""
        return f"{self.project}/{self.session_id}"
