"""Archives that nobody should trust: flipped bytes, cut-off tails, hostile constructions."""

import json
import os
import struct
import zipfile
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO

import pytest

from desktop_app.sessions.archive.manifest import Manifest, Member
from desktop_app.sessions.archive.names import MANIFEST, kind_of
from desktop_app.sessions.archive.seal import EMPTY_SEAL, write_seal
from desktop_app.sessions.backup import check_backup
from desktop_app.sessions.errors import BackupError

NAME = "projects/-home-user/00000000-0000-0000-0000-000000000001.jsonl"
CONTENT = b'{"type":"user","uuid":"u1","message":{"content":"hello"}}\n' * 20
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def member(name, content=CONTENT, **changes):
    values = {
        "path": name,
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
        "kind": kind_of(name),
    }
    return Member(**values | changes)


def sealed(raw):
    file = BytesIO(raw)
    write_seal(file)
    return file.getvalue()


def build(entries, manifest=None, *, seal=True):
    """Return an archive of (name or ZipInfo, content) pairs with a fitting manifest and seal."""
    names = [getattr(entry, "filename", entry) for entry, _ in entries]
    if manifest is None:
        listed = zip(names, entries, strict=True)
        manifest = Manifest(1, NOW, tuple(member(n, content) for n, (_, content) in listed))
    raw = manifest.encode() if isinstance(manifest, Manifest) else manifest
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
        archive.writestr(MANIFEST, raw)
        archive.comment = EMPTY_SEAL
    return sealed(file.getvalue()) if seal else file.getvalue()


@pytest.fixture
def check(tmp_path):
    def check_bytes(raw):
        path = tmp_path / "some.zip"
        path.write_bytes(raw)
        return check_backup(path)

    return check_bytes


def entry(name, **attributes):
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    for key, value in attributes.items():
        setattr(info, key, value)
    return info


def test_an_archive_built_like_ours_is_accepted(check):
    assert check(build([(NAME, CONTENT)])).conversations == 1


def test_every_flipped_byte_is_found(check):
    sound = build([(NAME, CONTENT), ("settings.json", b"{}")])
    missed = []
    for offset in range(len(sound)):
        broken = bytearray(sound)
        broken[offset] ^= 0x01 << (offset % 8)
        try:
            check(bytes(broken))
            missed.append(offset)
        except BackupError:
            pass
    assert missed == []


def test_a_flipped_byte_in_a_member_is_told_with_its_name(check):
    content = bytes(range(256)) * 8
    entries = [(entry(NAME, compress_type=zipfile.ZIP_STORED), content)]
    raw = bytearray(build(entries))
    raw[raw.index(content) + 700] ^= 4

    with pytest.raises(BackupError, match=NAME):
        check(bytes(raw))


def test_every_truncation_is_found(check):
    sound = build([(NAME, CONTENT)])
    for length in range(len(sound)):
        with pytest.raises(BackupError):
            check(sound[:length])


@pytest.mark.parametrize(
    "name",
    [
        "../evil.jsonl",
        "projects/../../evil.jsonl",
        "projects/./x.jsonl",
        "/etc/passwd",
        "projects//x.jsonl",
        "C:/evil.jsonl",
        "projects/C:\\evil.jsonl",
        "projects/c:x/a.jsonl",
        "projects\\evil.jsonl",
        "projects/new\nline.jsonl",
        "projects/",
        "projects",
        "elsewhere/x.jsonl",
        "index.sqlite3",
        "backups/sempre-000001-20261122T120000Z.zip",
        "vault",
        "vault/copies",
        "vault/consent.json",
        "vault/elsewhere/x.jsonl",
        "vault/copies/../../evil.jsonl",
        "vault/projects/../projects/x.jsonl",
        "same-name-2/../evil.jsonl",
        "same-name-2/index.sqlite3",
        "same-name-2/same-name-2/projects/x.jsonl",
        "same-name-0/projects/x.jsonl",
        "projects/" + "x" * 300,
    ],
)
def test_names_that_lead_elsewhere_are_refused(check, name):
    document = json.loads(Manifest(1, NOW, (member(NAME),)).encode())
    document["files"][0] |= {"path": name, "kind": "attachment"}
    document["totals"]["conversations"] = 0

    with pytest.raises(BackupError):
        check(build([(name, CONTENT)], json.dumps(document).encode()))
    with pytest.raises(BackupError):
        check(build([(NAME, CONTENT)], json.dumps(document).encode()))
    with pytest.raises(BackupError):
        check(build([(NAME, CONTENT), (name, b"")], Manifest(1, NOW, (member(NAME),))))


def test_a_name_cut_at_a_nul_is_refused(check):
    raw = build([(NAME + "_", CONTENT)], Manifest(1, NOW, (member(NAME),)), seal=False)

    with pytest.raises(BackupError):
        check(sealed(raw.replace(NAME.encode() + b"_", NAME.encode() + b"\0")))


@pytest.mark.parametrize("mode", [0o120777, 0o020666, 0o060666, 0o010666, 0o140777, 0o040755])
def test_links_devices_and_directories_are_refused(check, mode):
    strange = entry(NAME, create_system=3, external_attr=mode << 16)

    with pytest.raises(BackupError, match="holds something that no backup of Sempre holds"):
        check(build([(strange, b"/etc/passwd")]))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "other",
    [
        NAME,
        NAME.replace("-home", "-HOME"),
        NAME.removesuffix(".jsonl") + ".JSONL",
        NAME + "/inside",
        "projects/-home-user",
    ],
)
def test_two_names_for_one_file_are_refused(check, other):
    for manifest in (None, Manifest(1, NOW, (member(NAME),))):
        with pytest.raises(BackupError):
            check(build([(NAME, CONTENT), (other, CONTENT)], manifest))
        with pytest.raises(BackupError):
            check(build([(other, CONTENT), (NAME, CONTENT)], manifest))


def test_names_that_differ_only_in_the_form_of_an_accent_are_refused(check):
    with pytest.raises(BackupError):
        check(build([("projects/a/caf\u00e9", b"1"), ("projects/a/cafe\u0301", b"2")]))


def test_a_bomb_is_stopped_at_the_size_that_the_manifest_states(check):
    small = Manifest(1, NOW, (member(NAME, b"x" * 10),))

    with pytest.raises(BackupError, match=NAME):
        check(build([(NAME, b"\0" * 50_000_000)], small))


def test_a_lying_size_in_the_table_of_contents_is_found(check):
    raw = build([(NAME, b"\0" * 5_000_000)], Manifest(1, NOW, (member(NAME, b"x" * 10),)))
    lying = raw.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 10))

    with pytest.raises(BackupError, match=NAME):
        check(sealed(lying))


def test_overlapping_members_are_refused(check):
    other = NAME.replace("0001", "0002")
    raw = bytearray(build([(NAME, CONTENT), (other, CONTENT)]))
    central = raw.rindex(other.encode()) - 46
    assert raw[central : central + 4] == b"PK\x01\x02"
    raw[central + 42 : central + 46] = struct.pack("<L", 0)

    with pytest.raises(BackupError):
        check(sealed(bytes(raw)))


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"version": 2},
        {"created": "yesterday"},
        {"sequence": -1},
        {"sequence": True},
        {"files": {}},
        {"files": [5]},
        {"files": []},
        {"totals": {"files": 2, "conversations": 1, "size": 5}},
        {"is_partial": True},
        {"skipped": None},
    ],
)
def test_an_edited_manifest_is_refused(check, change):
    document = json.loads(Manifest(1, NOW, (member(NAME),)).encode()) | change

    with pytest.raises(BackupError):
        check(build([(NAME, CONTENT)], json.dumps(document).encode()))


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "0" * 64},
        {"sha256": "x"},
        {"size": len(CONTENT) - 1},
        {"size": len(CONTENT) + 1},
        {"size": 1.5},
        {"kind": "attachment"},
    ],
)
def test_an_edited_line_of_the_manifest_is_refused(check, change):
    document = json.loads(Manifest(1, NOW, (member(NAME),)).encode())
    document["files"][0] |= change
    size = document["files"][0]["size"]
    document["totals"] = {"files": 1, "conversations": 1, "size": size}

    with pytest.raises(BackupError):
        check(build([(NAME, CONTENT)], json.dumps(document).encode()))


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"\xff", b"[" * 100_000])
def test_a_manifest_that_is_none_is_refused(check, raw):
    with pytest.raises(BackupError):
        check(build([(NAME, CONTENT)], raw))


def test_members_that_the_manifest_does_not_name_or_that_are_missing_are_refused(check):
    other = NAME.replace("0001", "0002")
    with pytest.raises(BackupError, match=other):
        check(build([(NAME, CONTENT), (other, b"")], Manifest(1, NOW, (member(NAME),))))
    with pytest.raises(BackupError, match=NAME):
        check(build([], Manifest(1, NOW, (member(NAME),))))


def test_a_manifest_that_is_not_last_or_not_there_is_refused(check):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(MANIFEST, Manifest(1, NOW, (member(NAME),)).encode())
        archive.writestr(NAME, CONTENT)
        archive.comment = EMPTY_SEAL
    with pytest.raises(BackupError, match="not a complete backup"):
        check(sealed(file.getvalue()))

    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(NAME, CONTENT)
        archive.comment = EMPTY_SEAL
    with pytest.raises(BackupError, match="not a complete backup"):
        check(sealed(file.getvalue()))


def test_an_archive_without_a_seal_is_refused(check):
    with pytest.raises(BackupError, match="seal"):
        check(build([(NAME, CONTENT)], seal=False))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compression_that_ours_never_use_is_refused(check, method):
    with pytest.raises(BackupError):
        check(build([(entry(NAME, compress_type=method), CONTENT)]))


@pytest.mark.parametrize("raw", [b"", b"PK", b"hello" * 1000, b"\0" * 5000])
def test_what_is_no_zip_is_refused(check, raw):
    with pytest.raises(BackupError, match="not a complete backup"):
        check(raw)


def test_what_is_no_file_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.zip")
    for path in (tmp_path, tmp_path / "pipe.zip", tmp_path / "missing.zip"):
        with pytest.raises(BackupError, match="can't be read"):
            check_backup(path)


def test_a_link_to_a_backup_is_followed(tmp_path):
    (tmp_path / "a.zip").write_bytes(build([(NAME, CONTENT)]))
    (tmp_path / "latest.zip").symlink_to("a.zip")

    assert check_backup(tmp_path / "latest.zip").files == 1
