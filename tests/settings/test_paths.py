"""Every place stands inside the data directory; the option wins over the variable."""

from pathlib import Path

from desktop_app.settings.paths import DataPaths, data_directory


def test_the_option_wins_over_the_variable_over_the_platform(own_home):
    environment = {"SEMPRE_DATA_DIR": "/from/variable"}
    assert data_directory(Path("/from/option"), environment) == Path("/from/option")
    assert data_directory(None, environment) == Path("/from/variable")
    assert data_directory(None, {}).is_relative_to(own_home)
    assert data_directory(Path("relative"), {}) == Path.cwd() / "relative"


def test_places_are_those_of_the_contract_and_naming_them_touches_nothing(tmp_path):
    paths = DataPaths(tmp_path / "data")
    names = ["projects", "inflight", "vault", "backups", "index.sqlite3", "logs/sempre.log"]
    places = [paths.projects, paths.inflight, paths.vault, paths.backups, paths.index]
    assert [*places, paths.log_file] == [paths.root / name for name in names]
    assert not paths.root.exists()
