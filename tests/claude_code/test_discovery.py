"""What is found in a projects directory, and what is refused."""

from desktop_app.claude_code.discovery import find_by_id, find_transcripts

ID = "11111111-2222-3333-4444-555555555555"


def test_all_real_transcripts_are_found_and_sub_agents_are_not(real_claude_dir):
    found = list(find_transcripts(real_claude_dir / "projects"))
    assert len(found) == 12
    assert len({file.project for file in found}) == 5
    assert all(file.path.is_file() for file in found)


def test_the_same_id_under_two_projects_is_two_files(real_claude_dir):
    files = find_by_id(real_claude_dir / "projects", "00000000-0000-0000-0000-000000000001")
    assert {file.project for file in files} == {"-home-user-chat", "-home-user-other"}


def test_names_that_are_no_canonical_ids_are_left_out(tmp_path):
    project = tmp_path / "-x"
    project.mkdir()
    for name in (ID.upper().replace("1", "A"), "agent-1", "x", f"{ID}.bak", ""):
        (project / f"{name}.jsonl").touch()
    (project / f"{ID}.jsonl").touch()
    assert [file.session_id for file in find_transcripts(tmp_path)] == [ID]


def test_a_linked_project_that_leads_out_is_refused(tmp_path, caplog):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / f"{ID}.jsonl").touch()
    root = tmp_path / "projects"
    root.mkdir()
    (root / "-evil").symlink_to(outside)
    assert list(find_transcripts(root)) == []
    assert list(find_by_id(root, ID)) == []
    assert "leads out" in caplog.text
    caplog.clear()


def test_a_missing_directory_is_empty(tmp_path):
    assert list(find_transcripts(tmp_path / "nowhere")) == []
