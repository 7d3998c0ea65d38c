"""The load over HTTP: every client asks until the time is up, and what has no answer is counted, not timed."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from evals.load import asked_by, table

asked: list[str] = []


class Answering(BaseHTTPRequestHandler):
    """Answers all but what it is too busy for."""

    def do_POST(self) -> None:
        """Note the question."""
        question = json.loads(self.rfile.read(int(self.headers["content-length"])))["question"]
        asked.append(question)
        self.send_response(503 if question == "busy" else 200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def at() -> Iterator[tuple[str, int]]:
    """Where a small server answers."""
    asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield "127.0.0.1", server.server_address[1]
    server.shutdown()
    server.server_close()


def test_each_client_asks_every_question_once(at: tuple[str, int]) -> None:
    """Beginning at another one."""
    level = asked_by([at], ["a", "b", "c"], clients=4, seconds=60, once=True)
    assert sorted(asked) == sorted("abc" * 4)
    assert (level.answers, level.failed) == (12, {})
    assert 0 < level.p50_ms <= level.p95_ms <= level.p99_ms


def test_what_has_no_answer_is_counted_by_its_reason(at: tuple[str, int]) -> None:
    """A refusal by its status; who cannot connect, by the error; neither is among the times."""
    level = asked_by([at], ["a", "busy"], clients=2, seconds=60, once=True)
    assert (level.answers, level.failed) == (2, {"503": 2})
    nobody = asked_by([("127.0.0.1", 9)], ["a"], clients=2, seconds=60, once=True)
    assert (nobody.answers, nobody.failed) == (0, {"ConnectionRefusedError": 2})
    assert "| 2 | 0.0 | 0 / 0 / 0 | 0 | 2 (ConnectionRefusedError)" in table([nobody])


def test_several_servers_are_asked_in_turn(at: tuple[str, int]) -> None:
    """Where one of two cannot be reached, every other question has no answer."""
    level = asked_by([at, ("127.0.0.1", 9)], ["a", "b"], clients=2, seconds=60, once=True)
    assert (level.answers, level.failed) == (2, {"ConnectionRefusedError": 2})


def test_it_ends_when_the_time_is_up(at: tuple[str, int]) -> None:
    """And asks on and on until then."""
    level = asked_by([at], ["a"], clients=2, seconds=0.5)
    assert level.answers > 4
    assert level.seconds < 10
