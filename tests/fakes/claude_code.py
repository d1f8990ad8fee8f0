"""What Claude Code does to its own directory, done in the same way."""

from pathlib import Path


def sweep(transcript: Path) -> None:
    """Delete a transcript and the directory of its session, by plain unlink."""
    transcript.unlink()
    directory = transcript.with_suffix("")
    for path in sorted(directory.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    if directory.is_dir():
        directory.rmdir()


def write_transcript(claude_dir: Path, project: str, name: str, content: bytes) -> Path:
    """Write a file of a project, in place where there is one already."""
    path = claude_dir / "projects" / project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
