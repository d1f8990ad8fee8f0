"""Names in an archive: distinguishable on every system, and true in the manifest."""

import json
import os
import shutil
import subprocess
import zipfile
from itertools import permutations

import pytest

from desktop_app.sessions.archive.names import StoredNames, find_clash
from desktop_app.sessions.archive.seal import EMPTY_SEAL, write_seal
from desktop_app.sessions.backup import check_backup, make_backup
from desktop_app.sessions.errors import BackupError
from desktop_app.sessions.restore import restore_backup
from desktop_app.sessions.restored_file import has_exact_name

NAMES = {
    "Notes.txt": b"one",
    "notes.TXT": b"two",
    "NOTES.txt": b"three",
    "caf\u00e9": b"composed",
    "cafe\u0301": b"decomposed",
    "Tool": b"a file",
    "tool/inside.txt": b"in a directory of nearly that name",
}


@pytest.fixture
def directory(store, ref):
    directory = store.own_path(ref).with_suffix("")
    for name, content in NAMES.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return directory


def held(directory):
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file()
    }


def test_names_that_differ_only_in_case_are_all_in_a_complete_backup(store, directory):
    report = make_backup(store)

    assert not report.is_partial
    assert check_backup(report.path).files == len(NAMES) + 1
    assert make_backup(store).is_unchanged
    with zipfile.ZipFile(report.path) as archive:
        stored = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
    assert find_clash(stored) is None
    apart = [item for item in manifest["files"] if "stored_as" in item]
    assert len(apart) == 4
    for item in apart:
        assert item["stored_as"].partition("/")[2] == item["path"]
        assert item["stored_as"] in stored


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is not installed")
def test_any_unzip_tool_extracts_every_one(store, directory, tmp_path):
    report = make_backup(store)

    subprocess.run(
        ["unzip", "-qq", report.path, "-d", tmp_path / "out"], check=True, capture_output=True
    )

    assert sorted(NAMES.values()) == sorted(
        content
        for name, content in held(tmp_path / "out").items()
        if "manifest" not in name and content
    )


def test_each_comes_back_under_its_true_name(store, directory, paths):
    backup = make_backup(store).path
    shutil.rmtree(paths.projects)

    report = restore_backup(store, backup)

    assert held(directory) == NAMES
    assert report.restored_files == len(NAMES) + 1
    assert restore_backup(store, backup).unchanged_files == len(NAMES) + 1


def test_a_name_found_only_because_case_is_ignored_is_another_file(tmp_path):
    (tmp_path / "Project").mkdir()
    (tmp_path / "Project" / "a.jsonl").touch()

    assert has_exact_name(tmp_path, tmp_path / "Project" / "a.jsonl")
    assert not has_exact_name(tmp_path, tmp_path / "Project" / "A.jsonl")
    assert not has_exact_name(tmp_path, tmp_path / "project" / "a.jsonl")


def test_whatever_the_order_stored_names_never_clash():
    names = [f"projects/p/{name}" for name in (*NAMES, "tool/Inside.txt", "TOOL/x", "x", "X/y/z")]
    for order in permutations(names[:5]):
        names[:5] = order
        names.append(names.pop(0))
        stored_names = StoredNames()
        stored = [stored_names.add(name) for name in names]
        assert find_clash(stored) is None
        assert stored[0] == names[0]
        assert [name.removeprefix("same-name-").partition("projects")[2] for name in stored] == [
            name.partition("projects")[2] for name in names
        ]


@pytest.mark.parametrize(
    "stored_as",
    [
        "projects/-p/other",
        "same-name-2/projects/-p/other",
        "../projects/-p/file",
        "same-name-x/projects/-p/file",
        "elsewhere/projects/-p/file",
        5,
    ],
)
def test_a_manifest_that_says_another_name_is_refused(store, paths, tmp_path, stored_as):
    (paths.projects / "-p").mkdir(parents=True)
    (paths.projects / "-p" / "file").write_bytes(b"x")
    edited = rewritten(
        make_backup(store).path,
        tmp_path / "edited.zip",
        lambda files: files[0].update(stored_as=stored_as),
    )

    with pytest.raises(BackupError):
        check_backup(edited)


def test_two_files_of_one_true_name_are_refused(store, directory, tmp_path):
    edited = rewritten(make_backup(store).path, tmp_path / "edited.zip", _take_the_name_of_another)

    with pytest.raises(BackupError):
        check_backup(edited)


def _take_the_name_of_another(files):
    apart = next(item for item in files if "stored_as" in item)
    apart["path"] = next(
        item["path"]
        for item in files
        if item is not apart and item["path"].casefold() == apart["path"].casefold()
    )
    apart["stored_as"] = f"same-name-2/{apart['path']}"


def rewritten(source, target, change):
    """Write the archive again with another manifest and a right seal, as a deceiver would."""
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as out:
        document = json.loads(archive.read("manifest.json"))
        stored = [item.get("stored_as", item["path"]) for item in document["files"]]
        change(document["files"])
        renamed = dict(
            zip(stored, [i.get("stored_as", i["path"]) for i in document["files"]], strict=True)
        )
        for name in archive.namelist()[:-1]:
            written = renamed[name] if isinstance(renamed[name], str) else name
            out.writestr(written, archive.read(name))
        out.writestr("manifest.json", json.dumps(document))
        out.comment = EMPTY_SEAL
    with target.open("r+b") as file:
        write_seal(file)
        os.fsync(file.fileno())
    return target
