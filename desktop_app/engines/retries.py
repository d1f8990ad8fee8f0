"""When a request to a model is made again, and after how long."""

from desktop_app.base.values import frozen
from desktop_app.engines.api_problem import RETRIED, ApiProblem, ProblemKind


@frozen
class RetryPolicy:
    """Delays double from `first_delay_s` to `longest_delay_s`; what the server asks for goes first.

    Without a connection there are fewer tries: a server that is not running will not start by
    itself. A server that asks to wait for longer than `longest_asked_s` is not waited for.
    """

    retries: int = 6
    retries_offline: int = 3
    first_delay_s: float = 1.0
    longest_delay_s: float = 30.0
    longest_asked_s: float = 120.0

    def limit(self, problem: ApiProblem) -> int:
        """Return how many times a request is made again at most."""
        if problem.kind not in RETRIED:
            return 0
        return self.retries_offline if problem.kind is ProblemKind.OFFLINE else self.retries

    def delay_s(self, problem: ApiProblem, attempt: int) -> float | None:
        """Return how long to wait before the `attempt`th repetition; None where there is none."""
        if attempt > self.limit(problem):
            return None
        asked_s = problem.retry_after_s
        if asked_s is not None:
            return asked_s if asked_s <= self.longest_asked_s else None
        delay_s: float = self.first_delay_s * 2 ** (attempt - 1)
        return min(delay_s, self.longest_delay_s)
