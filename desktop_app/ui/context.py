"""What the window's controllers work with; made once by `app`, closed by it."""

from dataclasses import field
from pathlib import Path

from desktop_app.base.clock import Clock
from desktop_app.base.tasks import TaskOwner
from desktop_app.base.values import frozen
from desktop_app.sessions.manager import SessionManager
from desktop_app.settings.paths import DataPaths
from desktop_app.settings.secrets import Keys
from desktop_app.ui.preferences import Preferences
from desktop_app.ui.window_state import WindowMemory


@frozen
class WindowContext:
    """Everything below the window that it may use; `cwd` is where new conversations begin."""

    manager: SessionManager
    tasks: TaskOwner
    clock: Clock
    memory: WindowMemory
    preferences: Preferences
    paths: DataPaths
    claude_projects: Path
    cwd: Path
    keys: Keys = field(default_factory=Keys)
