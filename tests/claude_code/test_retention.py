"""What Claude Code's sweep will do, from real settings files and aged transcripts."""

import os
from datetime import timedelta

import pytest

from desktop_app.claude_code.retention import RetentionPlaces, retention
from desktop_app.claude_code.settings_scopes import Scope, managed_settings_path

PROJECT = "-home-ana-shop"


@pytest.fixture
def managed(tmp_path):
    return tmp_path / "managed-settings.json"


@pytest.fixture
def project_dir(tmp_path):
    path = tmp_path / "shop"
    (path / ".claude").mkdir(parents=True)
    return path


@pytest.fixture
def look(claude_dir, managed, project_dir, clock):
    """Return the retention over all scopes."""

    def look_now(*, projects=(), flag_days=None):
        places = RetentionPlaces(claude_dir, (project_dir, *projects), managed, flag_days)
        return retention(places, clock)

    return look_now


@pytest.fixture
def transcript(claude_dir, clock):
    """Make a transcript of an age in days."""

    def make(name, age_days):
        path = claude_dir / "projects" / PROJECT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"{}\n")
        moment = (clock.now() - timedelta(days=age_days)).timestamp()
        os.utime(path, (moment, moment))
        return path

    return make


def test_without_any_setting_thirty_days_hold(look, transcript):
    old = transcript("11111111-1111-4111-8111-111111111111.jsonl", 30.1)
    oldest = transcript("agent-1.jsonl", 90)
    transcript("22222222-2222-4222-8222-222222222222.jsonl", 29.9)
    status = look()
    assert (status.effective_days, status.scope, status.source) == (30, Scope.DEFAULT, None)
    assert status.is_sweeping
    assert status.next_sweep is None
    assert status.would_delete == (oldest, old)
    assert status.warnings == ()


def test_the_scopes_win_in_their_order(look, claude_dir, managed, project_dir):
    places = {
        Scope.USER: claude_dir / "settings.json",
        Scope.PROJECT: project_dir / ".claude" / "settings.json",
        Scope.LOCAL: project_dir / ".claude" / "settings.local.json",
    }
    for days, (scope, path) in zip((50, 40, 35), places.items(), strict=True):
        path.write_text(f'{{"cleanupPeriodDays": {days}}}')
        status = look()
        assert (status.effective_days, status.scope, status.source) == (days, scope, path)
    flagged = look(flag_days=36500)
    assert (flagged.effective_days, flagged.scope) == (36500, Scope.FLAG)
    managed.write_text('{"cleanupPeriodDays": 7}')
    assert look(flag_days=36500).scope is Scope.MANAGED
    assert look().effective_days == 7


def test_the_shortest_period_of_all_projects_is_what_counts(look, tmp_path, claude_dir):
    (claude_dir / "settings.json").write_text('{"cleanupPeriodDays": 36500}')
    hasty = tmp_path / "hasty"
    (hasty / ".claude").mkdir(parents=True)
    (hasty / ".claude" / "settings.json").write_text('{"cleanupPeriodDays": 3}')
    assert look().effective_days == 36500
    status = look(projects=(hasty,))
    assert (status.effective_days, status.scope) == (3, Scope.PROJECT)


def test_a_large_value_keeps_everything(look, transcript, claude_dir):
    transcript("agent-1.jsonl", 9000)
    (claude_dir / "settings.json").write_text('\ufeff{"cleanupPeriodDays": 1e300}')
    assert look().would_delete == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"cleanupPeriodDays": 0}', "older"),
        ('{"cleanupPeriodDays": -1}', "negative"),
        ('{"cleanupPeriodDays": 3', "not JSON"),
        ("[]", "not a JSON object"),
        ('{"cleanupPeriodDays": "30"}', "not a number"),
        ('{"cleanupPeriodDays": NaN}', "not a number"),
        ("[" * 100_000, ""),
    ],
)
def test_what_stops_the_sweep_is_a_warning(look, transcript, claude_dir, content, words):
    transcript("agent-1.jsonl", 90)
    (claude_dir / "settings.json").write_text(content)
    status = look()
    assert not status.is_sweeping
    assert status.would_delete == ()
    (warning,) = status.warnings
    assert words in str(warning)
    assert "settings.json" in str(warning)


def test_a_pipe_is_refused_and_does_not_hang(look, claude_dir):
    os.mkfifo(claude_dir / "settings.json")
    (warning,) = look().warnings
    assert "a pipe" in str(warning)


def test_a_linked_settings_file_counts(look, claude_dir, tmp_path):
    target = tmp_path / "dotfiles.json"
    target.write_text('{"cleanupPeriodDays": 99}')
    (claude_dir / "settings.json").symlink_to(target)
    assert look().effective_days == 99


def test_after_a_sweep_none_comes_for_a_day(look, claude_dir, clock):
    marker = claude_dir / ".last-cleanup"
    marker.write_text("")
    done = clock.now() - timedelta(hours=20)
    os.utime(marker, (done.timestamp(), done.timestamp()))
    assert look().next_sweep == done + timedelta(hours=24)
    clock.advance(timedelta(hours=4))
    assert look().next_sweep is None


def test_the_administrators_file_has_its_place_on_every_system(monkeypatch):
    found = set()
    for platform in ("linux", "darwin", "win32"):
        monkeypatch.setattr("sys.platform", platform)
        found.add(str(managed_settings_path()))
    assert len(found) == 3
    assert "/etc/claude-code/managed-settings.json" in found
