"""What parts of the window ask of the manager when they read something of their own."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from desktop_app.sessions.store import Store

_P = ParamSpec("_P")
_T = TypeVar("_T")


class StoreWorker(Protocol):
    """Calls functions over the store without blocking the window (the manager does)."""

    async def run(
        self, work: Callable[Concatenate[Store, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Return what `work(store, ...)` returns, called on a worker thread; raises as it does."""
        ...
