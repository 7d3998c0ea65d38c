import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from redis_server import redis_server

from bot.api.meter import Meter
from bot.api.sites import Allowance

pytestmark = pytest.mark.usefixtures("early_in_a_minute")

THREE = Allowance(per_minute=3)


def counted(meter: Meter, *names: str, allowance: Allowance = THREE) -> list[int | None]:
    """What the meter says to one request after another."""

    async def all_of_them() -> list[int | None]:
        return [await meter.count(name, allowance) for name in names]

    return asyncio.run(closed_after(meter, all_of_them))


async def closed_after(meter: Meter, work: Callable[[], Awaitable[Any]]) -> Any:
    """The outcome, once the connections of this loop are closed."""
    try:
        return await work()
    finally:
        await meter.close()


def test_within_the_allowance_nobody_waits() -> None:
    """Each name has an allowance of its own."""
    assert counted(Meter(), "a", "b", "a", "b", "a", "b") == [None] * 6


def test_beyond_it_one_is_told_how_long_to_wait() -> None:
    """In seconds of the minute that the requests were counted in."""
    *within, beyond = counted(Meter(), *"aaaa")
    assert within == [None] * 3
    assert beyond is not None
    assert 1 <= beyond <= 60


def test_the_day_counts_for_itself() -> None:
    """Whoever has used it up waits longer than a minute."""
    *_, beyond = counted(Meter(), *"aaaa", allowance=Allowance(per_minute=100, per_day=3))
    assert beyond is not None
    assert 60 < beyond <= 24 * 60 * 60


def test_who_has_no_limit_is_not_counted() -> None:
    """A site without limits takes as many as come."""
    assert counted(Meter(), *"a" * 200, allowance=Allowance()) == [None] * 200


def test_replicas_count_together_in_redis(tmp_path: Path) -> None:
    """Three requests to two of them are three requests."""
    with redis_server(tmp_path) as port:
        one, two = (Meter(f"redis://127.0.0.1:{port}/0") for _ in range(2))
        assert counted(one, "a", "a") == [None, None]
        last, beyond = counted(two, "a", "a")
    assert last is None
    assert beyond is not None
    assert 1 <= beyond <= 60


def test_while_redis_is_away_each_replica_counts_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """That is told once, without an address in it; when it is back they count together again."""
    with redis_server(tmp_path) as port:
        meter = Meter(f"redis://127.0.0.1:{port}/0")
        assert counted(meter, "a") == [None]
    *within, beyond = counted(meter, *"aaaa")
    assert within == [None] * 3
    assert beyond is not None
    assert len(caplog.records) == 1
    assert "CLUSTER_REDIS_URL" in caplog.text
    assert "127.0.0.1" not in caplog.text
    with redis_server(tmp_path, port):
        assert counted(meter, "a") == [None]
