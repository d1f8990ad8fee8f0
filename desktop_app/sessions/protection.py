"""How Claude Code's transcripts stand: what its sweep would take, and what the vault holds."""

from collections.abc import Iterable
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.base.clock import to_iso
from desktop_app.base.values import frozen
from desktop_app.claude_code.consent import Change, raise_retention, revoke_retention
from desktop_app.claude_code.discovery import TranscriptFile
from desktop_app.claude_code.retention import RetentionPlaces, RetentionStatus, retention
from desktop_app.claude_code.vault import VaultReport
from desktop_app.sessions.refs import SessionRef
from desktop_app.sessions.summary import Summary

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store

__all__ = ["Change", "ProtectionStatus", "look", "lower", "put_back", "raise_to_keep"]


@frozen
class ProtectionStatus:
    """Both at one moment; `endangered` are those that would be deleted and are not in the vault."""

    retention: RetentionStatus = field(default_factory=RetentionStatus)
    vault: VaultReport = field(default_factory=VaultReport)
    endangered: tuple[Path, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values; transcripts are named by their ids."""
        retention_now, vault = self.retention, self.vault
        due = retention_now.next_sweep
        return {
            "retention": {
                "effective_days": retention_now.effective_days,
                "scope": retention_now.scope.value,
                "source": str(retention_now.source) if retention_now.source else None,
                "sweeps": retention_now.is_sweeping,
                "next_sweep": to_iso(due) if due else None,
                "due_at_next_start": retention_now.is_sweeping and due is None,
                "would_delete": [path.stem for path in retention_now.would_delete],
                "endangered": [path.stem for path in self.endangered],
                "warnings": [str(warning) for warning in retention_now.warnings],
            },
            "vault": {
                "transcripts": vault.transcripts,
                "linked": vault.linked,
                "copied": vault.copied,
                "only_linked": _ids(vault.only_linked),
                "rescued": _ids(vault.rescued),
                "unprotected": _ids(vault.unprotected),
                "older_versions": vault.older_versions,
                "bytes": vault.size_bytes,
                "lacks_room": vault.lacks_room,
            },
        }


def look(store: "Store", summaries: Iterable[Summary]) -> ProtectionStatus:
    """Return how things stand; the projects are those of `summaries`. Changes nothing."""
    named = dict.fromkeys(summary.cwd for summary in summaries)
    directories = (Path(cwd) for cwd in named if "\0" not in cwd)  # no path can hold one
    places = RetentionPlaces(
        store.claude_dir, tuple(path for path in directories if path.is_absolute())
    )
    found = retention(places, store.clock)
    vault = store.vault
    return ProtectionStatus(
        found,
        vault.status(),
        tuple(path for path in found.would_delete if not vault.holds(path)),
    )


def raise_to_keep(store: "Store") -> Change:
    """With the user's consent, let Claude Code keep its transcripts; raises ClaudeSettingsError."""
    return raise_retention(store.claude_dir, store.paths.vault)


def lower(store: "Store") -> Change:
    """Take that back; raises ClaudeSettingsError."""
    return revoke_retention(store.claude_dir, store.paths.vault)


def put_back(store: "Store", ref: SessionRef) -> Path:
    """Copy a rescued transcript to where Claude Code had it; raises PutBackError."""
    return store.vault.put_back(ref.project, ref.session_id)


def _ids(files: Iterable[TranscriptFile]) -> list[str]:
    return [file.session_id for file in files]
