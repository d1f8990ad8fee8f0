"""Why the system refused, in words for people.

The system's own words (`OSError.strerror`) follow no choice of language, and differ from system to
system. A code that is not in the table keeps them: they say more than "an error" would.
"""

import errno
from collections.abc import Mapping

from desktop_app.base.files import NotARegularFileError
from desktop_app.base.messages import Message, message, verbatim

_NO_FILE = message("System", "No such file or directory")
_TOO_MANY_FILES = message("System", "Too many open files")
_DISK_GONE = message("System", "The disk is not there any more")
_BUSY = message("System", "Another program is using the file")

_REASONS: Mapping[int, Message] = {
    errno.ENOSPC: message("System", "No space left on device"),
    errno.EDQUOT: message("System", "Disk quota exceeded"),
    errno.EFBIG: message("System", "File too large"),
    errno.EACCES: message("System", "Permission denied"),
    errno.EPERM: message("System", "Operation not permitted"),
    errno.EROFS: message("System", "Read-only file system"),
    errno.EIO: message("System", "Input/output error"),
    errno.ENXIO: _DISK_GONE,
    errno.ENODEV: _DISK_GONE,
    errno.ESTALE: _DISK_GONE,
    errno.EMFILE: _TOO_MANY_FILES,
    errno.ENFILE: _TOO_MANY_FILES,
    errno.ENOMEM: message("System", "Cannot allocate memory"),
    errno.ENOENT: _NO_FILE,
    errno.ENOTDIR: message("System", "Not a directory"),
    errno.EISDIR: message("System", "Is a directory"),
    errno.EEXIST: message("System", "File exists"),
    errno.ENOTEMPTY: message("System", "Directory not empty"),
    errno.ENAMETOOLONG: message("System", "File name too long"),
    errno.ELOOP: message("System", "Too many levels of symbolic links"),
    errno.ETXTBSY: _BUSY,
    errno.EBUSY: _BUSY,
    errno.EPIPE: message("System", "Broken pipe"),
}
_KINDS: Mapping[str, Message] = {
    "symlink": message("System", "a link"),
    "directory": message("System", "a directory"),
    "fifo": message("System", "a pipe"),
    "socket": message("System", "a socket"),
    "character device": message("System", "a device"),
    "block device": message("System", "a device"),
    "unknown": message("System", "not a file"),
}
_OWN = (  # what we find ourselves, without a code of the system's
    message("System", "only a part was written"),
    message("System", "it became shorter while it was read"),
    message("System", "a name that not every system can hold"),
    message("System", "a name that differs from another only in case"),
)
_LINK_TO = "a link to "

_BY_WORDS: Mapping[str, Message] = {
    str(reason): reason for reason in (*_REASONS.values(), *_KINDS.values(), *_OWN)
}


def reason_of(error: OSError) -> Message:
    """Return in a few words why the system refused, or what stands in the place of a file."""
    if isinstance(error, NotARegularFileError):
        return _link_to(error.target) if error.target else _KINDS[error.kind]
    words = error.strerror or str(error) or type(error).__name__
    known = _BY_WORDS.get(words) or _REASONS.get(error.errno or 0)
    return known or verbatim(words)


def words_of(error: OSError) -> str:
    """Return the same in English, for JSON, logs and files."""
    return str(reason_of(error))


def reason_named(words: str) -> Message:
    """Return the sentence part that `words_of` gave as `words`; other words stay as they are."""
    if words.startswith(_LINK_TO):
        return _link_to(words.removeprefix(_LINK_TO))
    return _BY_WORDS.get(words) or verbatim(words)


def _link_to(target: str) -> Message:
    return message("System", "a link to {target}", target=target)
