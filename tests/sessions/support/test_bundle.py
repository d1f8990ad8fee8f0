"""The support bundle: canaries are planted everywhere, and not one of them may be in it."""

import json
import logging
import os
import re
import stat
import zipfile
from datetime import timedelta

import pytest

from desktop_app.base.log import configure_logging
from desktop_app.base.messages import message
from desktop_app.base.traces import trace_without_text
from desktop_app.sessions import vitals
from desktop_app.sessions.errors import DataDirectoryError
from desktop_app.sessions.health import LiveFigures, report, report_unusable
from desktop_app.sessions.records import RecordContext, new_uuid
from desktop_app.sessions.store import Store
from desktop_app.sessions.support import BundleNotSavedError, BundlePlaces, make_bundle, save_bundle
from desktop_app.sessions.vitals import EngineState, Recorded
from desktop_app.settings.paths import DataPaths

CANARY = "kanarienvogel"
_log = logging.getLogger("sempre.test")


class Planted:
    """Makes canaries, each one another word, so that a leak names its place."""

    def __init__(self):
        self.words = []

    def __call__(self, place):
        word = f"{CANARY}{place}{len(self.words)}"
        self.words.append(word)
        return word


@pytest.fixture
def plant():
    return Planted()


@pytest.fixture
def home(tmp_path, monkeypatch, plant):
    """A home directory named after its owner, with keys in the environment."""
    place = tmp_path / plant("user")
    place.mkdir()
    monkeypatch.setenv("HOME", str(place))
    for name in ("ANTHROPIC_API_KEY", "OPENAI_API_KEY", "HTTPS_PROXY", "SOME_TOKEN"):
        monkeypatch.setenv(name, plant("key"))
    return place


@pytest.fixture
def places(home, clock, plant):
    return BundlePlaces(DataPaths(home / plant("data")), home / ".claude", clock)


@pytest.fixture
def store(places):
    with Store(places.paths, places.claude_dir, places.clock) as opened:
        yield opened


@pytest.fixture
def full(store, home, plant, caplog):
    """A store in which every place that can hold a word holds a canary."""
    _plant_conversation(store, home, plant)
    _plant_transcript_of_claude_code(store, plant)
    _plant_files(store, plant)
    _plant_log(store, plant)
    return store


def _plant_conversation(store, home, plant):
    cwd = home / plant("project")
    cwd.mkdir()
    ref = store.create(cwd)
    context = RecordContext(ref.session_id, str(cwd))
    now = store.clock.now()
    prompt = context.user(plant("prompt"), uuid=new_uuid(), parent_uuid=None, now=now)
    tool = {
        "type": "tool_use",
        "id": plant("tool-id"),
        "name": plant("tool"),
        "input": {plant("input-key"): plant("input")},
    }
    reply = {
        "type": "assistant",
        "uuid": plant("uuid"),
        "parentUuid": plant("parent"),
        "message": {"role": "assistant", "content": [tool], "model": plant("model")},
        "attachment": {"name": plant("attachment")},
    }
    store.append(ref, [prompt, context.title(plant("title")), reply]).result()
    other = {"type": plant("type"), "text": plant("unknown")}
    with store.own_path(ref).open("ab") as file:
        file.write(b'{"torn":"' + plant("torn").encode() + b"\n")
        file.write(json.dumps(other).encode() + b"\n")
        file.write(b"\0\0\xff" + plant("binary").encode() + b"\n")


def _plant_transcript_of_claude_code(store, plant):
    theirs = store.claude_dir / "projects" / f"-home-{plant('theirs')}" / f"{new_uuid()}.jsonl"
    theirs.parent.mkdir(parents=True)
    theirs.write_text(
        json.dumps({"type": "user", "uuid": new_uuid(), "version": f"2.{plant('version')}"})
        + "\n"
        + json.dumps({"type": "summary", "summary": plant("summary")})
        + '\n{"'
        + plant("their-damage")
    )
    os.utime(theirs, (0, 0))  # so old that Claude Code would delete it
    odd = theirs.with_name(f"{plant('odd')}.jsonl")
    odd.write_text("{}\n")
    os.utime(odd, (0, 0))
    settings = store.claude_dir / "settings.json"
    settings.write_text(json.dumps({"cleanupPeriodDays": 0, "env": {"KEY": plant("their-key")}}))


def _plant_files(store, plant):
    paths = store.paths
    paths.window_file.write_text(json.dumps({"drafts": {"a": plant("draft")}}))
    engine = {"model": plant("engine-model"), "base_url": f"https://{plant('host')}.example/v1"}
    named = {"label": plant("label"), "api_key": plant("api-key"), plant("option"): plant("choice")}
    paths.settings_file.write_text(
        json.dumps(
            {
                "theme": "dark",
                "engine": f"openai:{plant('server')}",
                "engines": {
                    "anthropic": engine,
                    f"openai:{plant('server')}": named,
                    plant("foreign"): {"key": plant("foreign-key")},
                },
                plant("setting"): plant("value"),
            }
        )
    )
    paths.backups.mkdir()
    (paths.backups / f"sempre-000001-{plant('backup')}.zip").write_bytes(b"PK")
    (paths.backups / "sempre-000002-20261122T120000Z.zip").write_bytes(plant("zip").encode())
    error = message("Api", "{host} said: {text}", host=plant("refuser"), text=plant("said"))
    name = f"openai:{plant('failing')}"
    states = {
        name: EngineState(plant("state-label"), None, store.clock.now(), error),
        "recall": EngineState("Recall", None, store.clock.now(), message("X", plant("source"))),
    }
    vitals.remember(paths, Recorded((), states))


def _plant_log(store, plant):
    with configure_logging(store.paths.log_file):
        _log.info("a line of no known form: %s", plant("log"))
        logging.getLogger("sempre.cli").info("%s", plant("notice"))
        logging.getLogger("sempre.cli").info("failed: %s", plant("failed"))
        logging.getLogger("sempre.store").info("conversation exists already: %s", plant("ref"))
        logging.getLogger("asyncio").warning("%s", plant("asyncio"))
        _log.error("crashed\n  File \"/x/%s.py\", line 3, in %s\n    %s\n%s.%s", *[
            plant("trace") for _ in range(5)
        ])  # fmt: skip
        _log.error("\n%s\n%s: %s", plant("bare"), plant("class"), plant("text"))
        logging.getLogger("sempre.journal").error(
            "not saved: %s (%s)", store.paths.root / plant("path"), os.strerror(28)
        )
    (store.paths.logs / "sempre.log.1").write_bytes(plant("older").encode() + b"\xff\n")


def bundle_of(store, places):
    health = report(store, LiveFigures(engine="recall"))
    return make_bundle(places, health, store.summaries())


def text_named(bundle, name):
    return next(text.text for text in bundle.texts if text.name == name)


def test_no_canary_is_in_the_bundle(full, places, plant, tmp_path):
    target = tmp_path / "support.zip"
    save_bundle(bundle_of(full, places), target)

    with zipfile.ZipFile(target) as archive:
        contents = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}

    assert len(plant.words) > 50
    everything = "\n".join([*contents, *contents.values()])
    assert [word for word in plant.words if word in everything] == []
    assert CANARY not in everything.casefold()
    assert sorted(name for name in contents if name.startswith("damaged")) == [
        "damaged-01.json",
        "damaged-02.json",
    ]


def test_what_is_shown_is_what_is_saved(full, places, tmp_path):
    bundle = bundle_of(full, places)
    target = tmp_path / "support.zip"
    save_bundle(bundle, target)

    with zipfile.ZipFile(target) as archive:
        saved = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}

    assert saved == {text.name: text.text for text in bundle.texts}
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    contents = saved["contents.txt"]
    assert all(name in contents for name in saved if name != "contents.txt")


def test_support_learns_what_it_needs(full, places):
    bundle = bundle_of(full, places)
    health = json.loads(text_named(bundle, "health.json"))

    assert health["status"] == "attention"
    assert health["config"]["timeout_minutes"] == 0
    assert health["data_dir"] == "DATA"
    assert health["integrity"]["damaged_lines"] == 4
    assert {"damaged-lines", "backup-damaged"} <= {f["code"] for f in health["findings"]}
    assert "3 lines of your conversations are damaged." in {
        finding["sentence"] for finding in health["findings"]
    }
    assert "ANTHROPIC_API_KEY" in health["set_variables"]
    assert "SOME_TOKEN" not in health["set_variables"]
    settings = json.loads(text_named(bundle, "settings.json"))
    assert settings["theme"] == "dark"
    assert settings["engines"]["anthropic"]["is_enabled"] is True


def test_the_structure_of_damage_tells_places_and_kinds(full, places):
    outline = json.loads(text_named(bundle_of(full, places), "damaged-01.json"))

    assert outline["is_ours"] is True
    assert outline["damaged"] == 3
    assert outline["records"] == {"user": 1, "custom-title": 1, "assistant": 1, "other": 1}
    damages = [entry for entry in outline["around"] if "damage" in entry]
    assert [entry["damage"] for entry in damages] == [
        "torn",
        "nul-bytes",
        "invalid-utf8",
    ]
    assert damages[1]["bytes"]["nul"] == 2
    reply = next(entry for entry in outline["around"] if entry.get("type") == "assistant")
    assert reply["uuid"] == "‹no UUID›"


def test_the_log_keeps_its_own_words_and_what_the_system_said(full, places):
    log = text_named(bundle_of(full, places), "log.txt")

    assert re.search(
        r"sempre.journal: not saved: DATA/‹[0-9a-f]{8}› \(No space left on device\)", log
    )
    assert re.search(r"sempre.store: conversation exists already: ‹\d+ characters›", log)
    assert re.search(r"sempre.test: ‹\d+ characters›", log)


def test_errors_backups_and_ids_are_named_in_the_log(store, places):
    uuid = new_uuid()
    with configure_logging(store.paths.log_file):
        logging.getLogger("sempre.cli").info("failed: %s", "EngineFailedError")
        logging.getLogger("sempre.store").info("conversation exists already: %s", f"-a/{uuid}")
        name = "sempre-000001-20261122T120000Z.zip"
        logging.getLogger("sempre.backup").info("backup %s: %d files", name, 12)
    log = text_named(bundle_of(store, places), "log.txt")

    assert "failed: EngineFailedError\n" in log
    assert re.search(rf"conversation exists already: ‹[0-9a-f]{{8}}›/{uuid}\n", log)
    assert f"backup {name}: 12 files" in log


def test_a_trace_of_our_own_keeps_its_places(store, places, caplog):
    with configure_logging(store.paths.log_file):
        try:
            store.tail(None, 1)
        except AttributeError as error:
            trace = trace_without_text(error)
            logging.getLogger("sempre.cli").error("%s failed\n%s", "show", trace)  # noqa: TRY400 - as the program does
    log = text_named(bundle_of(store, places), "log.txt")

    assert re.search(r'File "desktop_app/sessions/store/\w+\.py", line \d+, in tail', log)
    assert "AttributeError" in log


def test_the_same_name_has_the_same_mark_within_one_bundle_only(full, places):
    marks = [
        json.loads(text_named(bundle_of(full, places), "damaged-01.json"))["project"] for _ in "ab"
    ]

    assert marks[0] != marks[1]


def test_an_unusable_data_directory_still_gives_a_bundle(home, clock, plant):
    (home / "file").write_text(plant("file"))
    places = BundlePlaces(DataPaths(home / "file"), home / ".claude", clock)
    with pytest.raises(DataDirectoryError) as caught, Store(places.paths, home, clock):
        pass

    bundle = make_bundle(places, report_unusable(places.paths, caught.value), ())

    assert json.loads(text_named(bundle, "health.json"))["status"] == "risk"
    assert not any(CANARY in text.text for text in bundle.texts)


def test_a_place_that_refuses_is_told(store, places, tmp_path, clock):
    (tmp_path / "file").write_text("")

    with pytest.raises(BundleNotSavedError):
        save_bundle(bundle_of(store, places), tmp_path / "file" / "support.zip")
    clock.advance(timedelta(days=1))
