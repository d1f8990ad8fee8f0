"""Reading every byte of all conversations, with progress and a way to stop."""

from concurrent.futures import CancelledError
from threading import Event
from typing import TYPE_CHECKING

from desktop_app.sessions.last_verification import remember
from desktop_app.sessions.progress import BackupCancelledError, Progress, Watch
from desktop_app.sessions.verification import Verification, verify_file

if TYPE_CHECKING:
    from desktop_app.sessions.store import Store


def verify_all(
    store: "Store", *, progress: Progress | None = None, cancel: Event | None = None
) -> tuple[Verification, ...]:
    """Return what every byte of every conversation says, and keep the figures for the report.

    Changes no conversation. `progress` gets the phase "read". Blocks; call it from an executor.

    Raises:
        BackupCancelledError: `cancel` was set; then no figures are kept.
    """
    stop = cancel or Event()
    watch = Watch(progress, stop)
    files = [(file.ref, file.path) for file in store.files()]
    watch.begin("read", sum(summary.size_bytes for summary in store.summaries()), len(files))
    checked = []
    for ref, path in files:
        try:
            checked.append(verify_file(ref, path, should_stop=stop.is_set, on_read=watch.add_bytes))
        except CancelledError as error:
            raise BackupCancelledError from error
        watch.add_file()
    remember(store.paths, checked, store.clock.now())
    return tuple(checked)
