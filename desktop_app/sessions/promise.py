"""The promise in numbers and words (README, 'What "permanent" means').

Fixed: no setting, flag or variable changes it.

`SessionManager` takes its class attributes from here, the health report its `config`, and the log
its five lines, so that the three can never disagree.
"""

from collections.abc import Mapping
from types import MappingProxyType

SESSION_TIMEOUT_MINUTES = 0
CLEANUP_INTERVAL_MINUTES = 0
MAX_SESSIONS = 500
MAX_CONNECTION_POOL_SIZE = 50

CONFIG: Mapping[str, int] = MappingProxyType(
    {
        "timeout_minutes": SESSION_TIMEOUT_MINUTES,
        "cleanup_interval": CLEANUP_INTERVAL_MINUTES,
        "max_sessions": MAX_SESSIONS,
        "max_connection_pool_size": MAX_CONNECTION_POOL_SIZE,
    }
)

# Word for word, in Portuguese whatever the language: support compares them.
START_LINES = (
    "🔒 Sessões configuradas como PERMANENTES - Nunca expiram",
    f"⚙️ Timeout: {SESSION_TIMEOUT_MINUTES} min (0 = desabilitado)",
    f"🔧 Limpeza automática: {CLEANUP_INTERVAL_MINUTES} min (0 = desabilitada)",
    "🔒 Limpeza automática DESABILITADA - Sessões são permanentes",
    "✅ Todas as sessões serão mantidas indefinidamente",
)
