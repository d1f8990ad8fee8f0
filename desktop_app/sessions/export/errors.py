"""Why an export was not written."""

from pathlib import Path

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import Message, message
from desktop_app.base.system_errors import reason_of


class ExportError(SempreError):
    """No file was written under the name that was asked for; conversations are untouched."""

    def __init__(self, title: Message, hint: Message) -> None:
        super().__init__(
            title,
            data=message("Export", "No file was made or changed; the conversation is untouched."),
            hint=hint,
        )


class TargetTakenError(ExportError):
    """A file of this name is there already."""

    def __init__(self, target: Path) -> None:
        super().__init__(
            message("Export", "{path} is there already.", path=target),
            message("Export", "Choose another name, or allow it to be replaced (`--force`)."),
        )


class TargetGuardedError(ExportError):
    """The file would stand among the conversations themselves."""

    def __init__(self, target: Path) -> None:
        super().__init__(
            message("Export", "{path} is a place where conversations are kept.", path=target),
            message("Export", "Choose a place outside of it."),
        )


class NotWrittenError(ExportError):
    """The system refused."""

    def __init__(self, target: Path, error: OSError) -> None:
        super().__init__(
            message(
                "Export",
                "{path} can't be written: {reason}.",
                path=target,
                reason=reason_of(error),
            ),
            message("Export", "Choose a directory that exists, on a disk with room."),
        )


class NoPdfError(ExportError):
    """The process that lays out pages did not do it."""

    def __init__(self, words: str) -> None:
        super().__init__(
            message("Export", "The PDF could not be made: {reason}.", reason=words),
            message("Export", "Export as HTML and print it from a browser."),
        )
