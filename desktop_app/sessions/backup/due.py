"""How much the newest backup lacks."""

import logging
from typing import TYPE_CHECKING

from desktop_app.sessions.archive.catalog import list_backups
from desktop_app.sessions.archive.manifest import Manifest
from desktop_app.sessions.archive.names import SETTINGS
from desktop_app.sessions.archive.reader import open_archive
from desktop_app.sessions.backup.sources import find_sources
from desktop_app.sessions.errors import BackupError
from desktop_app.settings.paths import DataPaths

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store

_log = logging.getLogger("sempre.backup")


def bytes_since_backup(store: "Store") -> int:
    """Return how many bytes of conversations the newest usable backup lacks.

    What only the vault has counts too. Without a backup that is all of them. What a backup had to
    skip is not counted: the next one would have to skip it again. Reads the backup's manifest and
    no conversation. Never raises.
    """
    manifest = _newest_manifest(store.paths)
    held = {} if manifest is None else {each.path: each.size for each in manifest.members}
    skipped = set() if manifest is None else {each.path for each in manifest.skipped}
    return sum(
        max(0, source.size - held.get(source.name, 0))
        for source in find_sources(store).files
        if source.name != SETTINGS and source.name not in skipped
    )


def _newest_manifest(paths: DataPaths) -> Manifest | None:
    try:
        backups = list_backups(paths.backups)
    except OSError as error:
        _log.info("backups cannot be listed: %s", error.strerror)
        return None
    for _, path in reversed(backups):
        try:
            with open_archive(path) as archive:
                return archive.manifest
        except BackupError as error:
            _log.info("%s does not count as a backup: %s", path.name, error)
    return None
