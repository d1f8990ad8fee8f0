"""What a start must not pay for: modules that are loaded only when somebody needs them."""

import subprocess
import sys

import pytest

PROBE = """
import sys
from desktop_app.__main__ import main
try:
    status = main()
except SystemExit as end:
    status = end.code
print("\\n".join(sys.modules))
sys.exit(status)
"""

WITHOUT_A_COMMAND = {
    "PySide6",
    "asyncio",
    "desktop_app.cli.sending",
    "desktop_app.sessions.store",
    "qasync",
    "sqlite3",
    "ssl",
}
AT_THE_FIRST_FRAME = {
    "desktop_app.cli.sending",
    "desktop_app.cli.writing",
    "desktop_app.sessions.backup.making",
    "desktop_app.sessions.cleanup",
    "desktop_app.sessions.health.measuring",
    "desktop_app.sessions.index.index",
    "desktop_app.sessions.protection",
    "desktop_app.sessions.restore",
    "desktop_app.ui.dialogs.cleanup_dialog",
    "desktop_app.ui.dialogs.settings_dialog",
    "desktop_app.ui.health.panel",
    "desktop_app.ui.maintenance",
    "desktop_app.ui.palette",
    "desktop_app.ui.upkeep",
    "pygments",
}


@pytest.mark.parametrize(
    ("flags", "unwanted"),
    [
        (["--version"], WITHOUT_A_COMMAND),
        (["--nonsense"], WITHOUT_A_COMMAND),
        (["--timings", "timings.json", "--quit-when-painted"], AT_THE_FIRST_FRAME),
    ],
)
def test_nothing_is_loaded_before_it_is_needed(tmp_path, monkeypatch, flags, unwanted):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    places = ["--data-dir", str(tmp_path / "data"), "--claude-dir", str(tmp_path / "claude")]
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *places, *flags],
        cwd=tmp_path, capture_output=True, text=True, timeout=50, check=False,
    )  # fmt: skip
    loaded = set(done.stdout.splitlines())

    assert done.returncode == (2 if flags == ["--nonsense"] else 0), done.stderr
    assert "desktop_app.cli" in loaded
    assert sorted(loaded & unwanted) == []
