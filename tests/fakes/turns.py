"""A turn as an engine is given it."""

from pathlib import Path
from uuid import uuid4

from desktop_app.engines.base import Turn
from tests.fakes.history import ListedHistory, passage


def turn(prompt="What about the durable journal?", **changes):
    """Return a turn with everything but its prompt filled in."""
    texts = ("The journal is durable because of fdatasync.", "A journal with one writer thread.")
    values = {
        "session_id": "00000000-0000-0000-0000-000000000001",
        "project": "-home-user-chat",
        "cwd": Path.home(),
        "prompt": prompt,
        "prompt_uuid": str(uuid4()),
        "history": ListedHistory([passage(text) for text in texts]),
    }
    return Turn(**(values | changes))
