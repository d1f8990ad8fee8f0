"""The root of the errors that are part of normal life: full disks, wrong ids, engines offline.

A `SempreError` is shown to the user and never reported as a bug. Everything else that is raised
is a bug and goes to the log with its trace.
"""

from desktop_app.base.messages import Message, message


class SempreError(Exception):
    """A known failure, told in three parts.

    Attributes:
        title: what happened, one sentence.
        data: what it means for the user's data.
        hint: what the user can do.
    """

    def __init__(
        self, title: Message, *, data: Message | None = None, hint: Message | None = None
    ) -> None:
        super().__init__(title, data, hint)
        self.title = title
        self.data = data or message("Errors", "Nothing was changed and nothing is lost.")
        self.hint = hint or message("Errors", "Try again; if it stays, look at the status panel.")

    @property
    def parts(self) -> tuple[Message, Message, Message]:
        """The three sentences in the order in which they are shown."""
        return self.title, self.data, self.hint

    def __str__(self) -> str:
        """Return all three sentences in English, for logs."""
        return " ".join(str(part) for part in self.parts)
