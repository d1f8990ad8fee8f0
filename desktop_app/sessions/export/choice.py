"""What an export is to be like."""

from enum import StrEnum
from pathlib import Path

from desktop_app.base.values import frozen


class ExportFormat(StrEnum):
    """A kind of file; the value is its suffix without the dot."""

    MARKDOWN = "md"
    HTML = "html"
    JSON = "json"  # the records as they are: tools and thinking can't be left out
    PDF = "pdf"

    @property
    def can_leave_out(self) -> bool:
        """Whether tools and thinking can be left out of it."""
        return self is not ExportFormat.JSON


@frozen
class ExportChoice:
    """The format, what goes into it, and whether a file that is there may be replaced."""

    format: ExportFormat
    has_tools: bool = True  # tool calls, their results, sub-agents, permissions
    has_thinking: bool = True
    replaces: bool = False


def format_of(path: Path) -> ExportFormat | None:
    """Return the format that the name of a file asks for, None where it asks for none."""
    suffixes = {f".{kind.value}": kind for kind in ExportFormat} | {
        ".markdown": ExportFormat.MARKDOWN,
        ".htm": ExportFormat.HTML,
    }
    return suffixes.get(path.suffix.lower())
