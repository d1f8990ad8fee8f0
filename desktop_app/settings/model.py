"""What the user may choose; the promise is not among it (see `refusals`)."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Final

from desktop_app.base.translation import LANGUAGES
from desktop_app.base.values import frozen
from desktop_app.settings.engines import EngineSettings, is_engine_name

SYSTEM: Final = "system"
LANGUAGE_CHOICES = (SYSTEM, *LANGUAGES)
THEME_CHOICES = (SYSTEM, "light", "dark")
# Whether Claude Code may be told to keep its transcripts: asked once, and revocable.
RETENTION_CHOICES = ("ask", "raised", "declined")
# After how many megabytes of new text Sempre backs up by itself; any positive number is taken.
AUTO_BACKUP_CHOICES_MB = (None, 10, 50, 200)
MIN_ZOOM_PERCENT = 75
MAX_ZOOM_PERCENT = 300


@frozen
class Settings:
    """The user's choices. Change one with `dataclasses.replace`.

    `engine` None takes the first usable engine, `auto_backup_mb` None never backs up by itself
    (which happens after so many megabytes of new text, never by a clock). `engines` holds what was
    set for each by its name. `unknown` and `foreign_engines` hold what another version wrote; it is
    saved again untouched.

    Raises:
        ValueError: a value that is not among the choices; a bug of the caller.
    """

    language: str = SYSTEM
    theme: str = SYSTEM
    zoom_percent: int = 100
    engine: str | None = None
    claude_retention: str = "ask"
    auto_backup_mb: int | None = None
    engines: Mapping[str, EngineSettings] = field(default_factory=dict)
    foreign_engines: Mapping[str, object] = field(default_factory=dict)
    unknown: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, is_allowed in ALLOWED.items():
            if not is_allowed(getattr(self, name)):
                raise ValueError(f"{name}: {getattr(self, name)!r}")
        if not all(map(is_engine_name, self.engines)):
            raise ValueError(f"engines: {sorted(self.engines)!r}")


def _is_zoom(value: object) -> bool:
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return MIN_ZOOM_PERCENT <= value <= MAX_ZOOM_PERCENT


def _is_auto_backup(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


ALLOWED: Mapping[str, Callable[[object], bool]] = {
    "language": lambda value: value in LANGUAGE_CHOICES,
    "theme": lambda value: value in THEME_CHOICES,
    "zoom_percent": _is_zoom,
    "engine": lambda value: value is None or (isinstance(value, str) and value != ""),
    "claude_retention": lambda value: value in RETENTION_CHOICES,
    "auto_backup_mb": _is_auto_backup,
}
