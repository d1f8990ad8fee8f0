"""What was said on the command line about the window; frozen, made by `cli`, read by `app`."""

from pathlib import Path

from desktop_app.base.values import frozen


@frozen
class LaunchOptions:
    """One start of the window.

    `screenshot` saves a PNG of `page` and exits; `timings` receives start-up milestones as JSON
    and, with `quit_when_painted`, the application exits once the last message is visible.
    """

    data_dir: Path
    claude_dir: Path
    cwd: Path
    language: str
    engine: str | None = None
    script: Path | None = None
    session_id: str | None = None
    screenshot: Path | None = None
    size: tuple[int, int] | None = None
    page: str = "chat"
    timings: Path | None = None
    quit_when_painted: bool = False
    theme: str | None = None
