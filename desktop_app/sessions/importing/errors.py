"""Why nothing, or no more, was imported."""

from pathlib import Path

from desktop_app.base.errors import SempreError
from desktop_app.base.messages import Message, message


class ImportRefusedError(SempreError):
    """The source is not what can be imported; every conversation that is here stays as it is."""

    def __init__(self, path: Path, reason: Message) -> None:
        super().__init__(
            message("Import", "{path} can't be imported: {reason}.", path=path, reason=reason),
            data=message("Import", "Every conversation that is here stays as it is."),
            hint=message(
                "Import",
                "Name a data export of ChatGPT or Claude.ai (the zip or its conversations.json), "
                "or a directory of Claude Code's.",
            ),
        )
