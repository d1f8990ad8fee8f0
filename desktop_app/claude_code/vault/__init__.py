"""Claude Code's transcripts, kept where its sweep can't reach them.

Two trees in Claude Code's own layout, so that either can be lost or read without the other and
no catalogue is needed:

`vault/projects/<project>/…`  hard links: made at once, cost nothing, survive a deletion
`vault/copies/<project>/…`    independent copies: survive a rewrite in place as well

A version that was rewritten, shortened or replaced stays beside its successor as
`<name>.older-N.<suffix>`, which is nobody's session id. A copy has the modification time of what
it was taken from; that, and its size, tell whether it is up to date.
"""

from desktop_app.claude_code.vault.report import Protected, Unprotected, VaultReport
from desktop_app.claude_code.vault.vault import Vault

__all__ = ["Protected", "Unprotected", "Vault", "VaultReport"]
