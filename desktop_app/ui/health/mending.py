"""What each finding's button says and what it asks for."""

from enum import Enum, auto

from desktop_app.sessions.health import Finding
from desktop_app.ui.i18n import translate


class Mend(Enum):
    """What the window can do about a finding."""

    BACK_UP = auto()
    VERIFY = auto()
    PROTECT = auto()
    PROTECTION = auto()
    SHOW_CONVERSATION = auto()
    SETTINGS = auto()
    DATA_DIRECTORY = auto()


# By the codes of `sessions.health`; a finding that no button can mend is not here.
MENDS = {
    "no-backup": Mend.BACK_UP,
    "backup-old": Mend.BACK_UP,
    "backup-partial": Mend.BACK_UP,
    "backup-damaged": Mend.BACK_UP,
    "transcripts-endangered": Mend.PROTECT,
    "transcripts-expiring": Mend.PROTECTION,
    "transcripts-only-linked": Mend.PROTECTION,
    "claude-retention": Mend.PROTECTION,
    "damaged-lines": Mend.SHOW_CONVERSATION,
    "damaged-transcripts": Mend.SHOW_CONVERSATION,
    "conversations-unreadable": Mend.DATA_DIRECTORY,
    "transcripts-unreadable": Mend.VERIFY,
    "engine-failing": Mend.SETTINGS,
    "disk-full": Mend.DATA_DIRECTORY,
    "disk-low": Mend.DATA_DIRECTORY,
    "disk-full-soon": Mend.DATA_DIRECTORY,
    "data-not-writable": Mend.DATA_DIRECTORY,
    "network-file-system": Mend.DATA_DIRECTORY,
    "index-not-persistent": Mend.DATA_DIRECTORY,
}


def mend_of(finding: Finding) -> Mend | None:
    """Return what helps; None where nothing here does."""
    mend = MENDS.get(finding.code)
    if mend is Mend.SHOW_CONVERSATION and finding.ref is None:
        return Mend.VERIFY
    return mend


def mend_text(mend: Mend) -> str:
    """Return what the button says."""
    return {
        Mend.BACK_UP: translate("HealthPanel", "Back up now"),
        Mend.VERIFY: translate("HealthPanel", "Verify every byte…"),
        Mend.PROTECT: translate("HealthPanel", "Protect now"),
        Mend.PROTECTION: translate("HealthPanel", "Keep them in Claude Code…"),
        Mend.SHOW_CONVERSATION: translate("HealthPanel", "Show the conversation"),
        Mend.SETTINGS: translate("HealthPanel", "Engine settings…"),
        Mend.DATA_DIRECTORY: translate("HealthPanel", "Open the data directory"),
    }[mend]
