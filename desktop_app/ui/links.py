"""What a click on a link may do: jump inside the history, or ask before leaving it."""

import re
from urllib.parse import quote

from PySide6.QtCore import QUrl

from desktop_app.base.values import frozen
from desktop_app.sessions.errors import InvalidSessionIdError
from desktop_app.sessions.refs import SessionRef

SCHEME = "sempre"
_EXTERNAL_SCHEMES = frozenset({"http", "https", "mailto"})
_SESSION_PATH = re.compile(r"/([^/]+)/([^/]+)\Z")


@frozen
class SessionLink:
    """A place in the user's own history; `uuid` is empty where no message is meant."""

    ref: SessionRef
    uuid: str


def session_link(address: str) -> SessionLink | None:
    """Return where `sempre://session/<project>/<id>#<uuid>` leads; None for anything else."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    match = _SESSION_PATH.match(url.path(QUrl.ComponentFormattingOption.FullyDecoded))
    if url.scheme() != SCHEME or url.host() != "session" or match is None:
        return None
    try:
        return SessionLink(SessionRef(match[1], match[2]), url.fragment())
    except InvalidSessionIdError:
        return None


def session_address(ref: SessionRef, uuid: str = "") -> str:
    """Return the address of a conversation or of a message in it, as `session_link` reads it."""
    place = f"{SCHEME}://session/{quote(ref.project, safe='')}/{quote(ref.session_id, safe='')}"
    return f"{place}#{quote(uuid, safe='')}" if uuid else place


def external_url(address: str) -> QUrl | None:
    """Return an address that may be shown to the user for opening; None for a refused one.

    Only web and mail: `file:` and the schemes of other programs could start something.
    """
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme().lower() not in _EXTERNAL_SCHEMES:
        return None
    if url.scheme() != "mailto" and not url.host():
        return None
    return url
