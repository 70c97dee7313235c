"""How often a network may ask the open API: enough to take a whole directory, not enough to hold up a library's server."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

A_MINUTE = 300
"""Requests that a process answers; one for all without pages counts as `ALL` of them."""
ALL = 30
_WAIT_SECONDS = 60


class Limit:
    """Requests of the last minute by network. Each process of a server counts for itself."""

    def __init__(self, a_minute: int = A_MINUTE) -> None:
        self._item = RateLimitItemPerMinute(a_minute)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def take(self, network: str | None, cost: int = 1) -> None:
        """Count a request. Raises `Refusal` "requests.too_many"."""
        if not self._limiter.hit(self._item, network or "", cost=cost):
            message = _("Too many requests came from your network. Wait a minute; take larger pages.")
            raise Refusal("requests.too_many", message, retry_after=_WAIT_SECONDS)
