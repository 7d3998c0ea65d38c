"""Counts requests: in this process, or in a Redis for several replicas. Only this file speaks to the library limits."""

import logging
from collections.abc import Iterator
from math import ceil
from time import time
from typing import Any, cast

from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import ConfigurationError

from bot.api.sites import Allowance
from ingest.errors import IngestError

_PATIENCE = 1.0  # seconds that a Redis may take
_LOGGER = logging.getLogger(__name__)


class Meter:
    """Counts by name, over a sliding minute and a sliding day. Raises IngestError when Redis' client is not installed.

    A Redis that does not answer is told in the log, once, and this process counts alone until it does.
    """

    def __init__(self, redis_url: str = "") -> None:
        self._here = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._shared = SlidingWindowCounterRateLimiter(_redis(redis_url)) if redis_url else None
        self._is_away = False

    async def count(self, name: str, allowance: Allowance) -> int | None:
        """Count a request. None when it is within the allowance, else the seconds until one will be, at least 1."""
        for item in _items(allowance):
            waits = await self._hit(item, name)
            if waits is not None:
                return waits
        return None

    async def close(self) -> None:
        """Close the connections to Redis; the next request opens them again."""
        if self._shared is not None:
            await cast(Any, self._shared.storage).bridge.storage.aclose()

    async def _hit(self, item: RateLimitItem, name: str) -> int | None:
        if self._shared is not None:
            try:
                waits = await _hit(self._shared, item, name)
            except self._shared.storage.base_exceptions as error:
                if not self._is_away:
                    _LOGGER.error("%s: the Redis of CLUSTER_REDIS_URL does not count", type(error).__name__)
                self._is_away = True
            else:
                self._is_away = False
                return waits
        return await _hit(self._here, item, name)


async def _hit(limiter: SlidingWindowCounterRateLimiter, item: RateLimitItem, name: str) -> int | None:
    if await limiter.hit(item, name):
        return None
    free_at = (await limiter.get_window_stats(item, name)).reset_time
    return max(1, ceil(free_at - time()))


def _items(allowance: Allowance) -> Iterator[RateLimitItem]:
    if allowance.per_minute:
        yield RateLimitItemPerMinute(allowance.per_minute)
    if allowance.per_day:
        yield RateLimitItemPerDay(allowance.per_day)


def _redis(url: str) -> Storage:
    from limits.aio.storage import RedisStorage

    try:
        return RedisStorage(
            f"async+{url}",
            implementation="redispy",
            key_prefix="cluster",
            socket_timeout=_PATIENCE,
            socket_connect_timeout=_PATIENCE,
        )
    except ConfigurationError as error:
        raise IngestError(
            "CLUSTER_REDIS_URL is set, and what speaks to Redis is not installed: .venv/bin/pip install -e '.[redis]'"
        ) from error
