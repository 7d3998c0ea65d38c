"""The limits of the whole server: by address, behind a proxy, and how many are answered at once."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from browser import served_page
from partners import ask, calls


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server behind a proxy on this machine, with a limit of three."""
    folder = tmp_path_factory.mktemp("strict")
    settings = {
        "CLUSTER_LIMIT_PER_MINUTE": "3",
        "CLUSTER_TRUSTED_PROXIES": "127.0.0.1",
        "CLUSTER_HOSTS": "127.0.0.1,answers.test",
    }
    with served_page("campus_bot", folder, **settings) as url:
        yield url


def asked(address: str, visitor: str, times: int) -> list[int]:
    """The statuses of a visitor's questions that a proxy passes on."""
    return [ask(address, calls(x_forwarded_for=visitor)).status_code for _ in range(times)]


@pytest.mark.usefixtures("early_in_a_minute")
def test_each_visitor_behind_a_proxy_has_a_limit(strict: str) -> None:
    """Of three questions; what a visitor writes before the proxy does changes nothing; a 64-bit network is one."""
    assert asked(strict, "203.0.113.1", 4) == [200, 200, 200, 429]
    assert asked(strict, "127.0.0.1, 203.0.113.1", 1) == [429]
    assert asked(strict, "203.0.113.2", 1) == [200]
    assert [asked(strict, f"2001:db8::{number}", 1) for number in range(1, 5)] == [[200], [200], [200], [429]]


@pytest.mark.usefixtures("early_in_a_minute")
def test_the_page_has_the_same_limit(strict: str) -> None:
    """Whether one asks by the page or by the API."""
    joins = [
        httpx.post(f"{strict}/gradio_api/queue/join", json={}, headers=calls(x_forwarded_for="203.0.113.9")).status_code
        for _ in range(4)
    ]
    assert joins[-1] == 429
    assert 429 not in joins[:-1]
    assert asked(strict, "203.0.113.9", 1) == [429]


def test_no_visitor_behind_a_proxy_reads_the_metrics(strict: str) -> None:
    """The proxy's own address is trusted only when it speaks for itself."""
    assert httpx.get(f"{strict}/metrics").status_code == 200
    assert httpx.get(f"{strict}/metrics", headers=calls(x_forwarded_for="127.0.0.1")).status_code == 403


@pytest.mark.parametrize(("host", "status"), [("answers.test", 200), ("ANSWERS.test:443", 200), ("evil.test", 400)])
def test_only_our_names_are_served_where_they_are_set(strict: str, host: str, status: int) -> None:
    """So that no name that leads here by somebody else's doing is our own page."""
    assert httpx.get(f"{strict}/healthz", headers={"host": host}).status_code == status


def test_two_hundred_at_once_get_an_answer_or_an_honest_503(tmp_path: Path) -> None:
    """Four are answered at a time and eight may wait; who does not fit is told when to come again. Nothing breaks."""
    settings = {"CLUSTER_ANSWERS_AT_ONCE": "4", "CLUSTER_ANSWERS_WAITING": "8"}
    with served_page("slow_bot", tmp_path, **settings) as address, ThreadPoolExecutor(200) as crowd:
        replies = list(crowd.map(lambda _: ask(address, calls()), range(200)))
        assert ask(address, calls()).status_code == 200
    counted = Counter(said.status_code for said in replies)
    assert counted.keys() == {200, 503}
    assert counted[200] >= 12
    for said in replies:
        if said.status_code == 503:
            assert int(said.headers["retry-after"]) > 0
            assert said.json()["error"]
    assert "Traceback" not in (tmp_path / "log.txt").read_text()
