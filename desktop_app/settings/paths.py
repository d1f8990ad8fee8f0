"""Where things live (README, "Where things are"). Names only; nothing here touches the disk."""

import os
from collections.abc import Mapping
from pathlib import Path

import platformdirs

from desktop_app.base.values import frozen

APPLICATION = "sempre"
DATA_DIR_VARIABLE = "SEMPRE_DATA_DIR"


@frozen
class DataPaths:
    """The places inside one data directory."""

    root: Path

    @property
    def projects(self) -> Path:
        """Conversations: `<enc(cwd)>/<session-id>.jsonl`, in Claude Code's layout."""
        return self.root / "projects"

    @property
    def inflight(self) -> Path:
        """Checkpoints of replies that are being streamed."""
        return self.root / "inflight"

    @property
    def vault(self) -> Path:
        """Protected copies of Claude Code's transcripts."""
        return self.root / "vault"

    @property
    def backups(self) -> Path:
        """Verified backups, one .zip each; removed by nobody but the user."""
        return self.root / "backups"

    @property
    def index(self) -> Path:
        """The derived SQLite index; losing it loses nothing."""
        return self.root / "index.sqlite3"

    @property
    def logs(self) -> Path:
        """The directory of rotating logs."""
        return self.root / "logs"

    @property
    def log_file(self) -> Path:
        """The log that support reads."""
        return self.logs / "sempre.log"

    @property
    def crash_file(self) -> Path:
        """What the process says of its own death; gone after an end in good order."""
        return self.logs / "crash.txt"

    @property
    def settings_file(self) -> Path:
        """What the user chose."""
        return self.root / "settings.json"

    @property
    def window_file(self) -> Path:
        """What the window remembers: geometry, drafts, the conversation opened last."""
        return self.root / "window.json"

    @property
    def verification_file(self) -> Path:
        """What the last verification of all conversations found; derived."""
        return self.root / "verification.json"

    @property
    def vitals_file(self) -> Path:
        """How the conversations grew, and how each engine fared last; derived."""
        return self.root / "vitals.json"


def data_directory(option: Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the data directory: the option, `SEMPRE_DATA_DIR`, or the platform's own place."""
    chosen = option or environment.get(DATA_DIR_VARIABLE)
    return Path(chosen or platformdirs.user_data_path(APPLICATION, appauthor=False)).absolute()
