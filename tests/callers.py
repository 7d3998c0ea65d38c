"""What the tests of the API share: a real server to call, doors, and a bot that takes its time."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import sleep
from typing import Any

import httpx
from browser import TableBot, served
from starlette.requests import Request

from bot.answers import Answers, unheard
from bot.api.admission import Admission, Door, OpenDoor, RefusedError
from bot.api.pool import LeftError, Pool
from bot.api.routes import build_api
from bot.types import EVERYTHING, Answer, Filters, Turn

JSON = {"content-type": "application/json"}
EVENTS = {"accept": "text/event-stream"}


@contextmanager
def calling(bot: Answers, door: Door | None = None, **limits: int) -> Iterator[httpx.Client]:
    """A client of a real server that serves the API over the bot."""
    with (
        served(build_api(bot, door or OpenDoor(), Pool(bot, **limits))) as address,
        httpx.Client(base_url=address) as client,
    ):
        yield client


@dataclass(frozen=True)
class Narrow:
    """A door that lets everyone in to some of the documents."""

    filters: Filters

    async def admit(self, request: Request) -> Admission:
        """Whoever it is."""
        return Admission("partner", self.filters)


class Shut:
    """A door that lets nobody in before a while has passed."""

    async def admit(self, request: Request) -> Admission:
        """Nobody."""
        raise RefusedError(429, "That is too often.", 7)


@dataclass
class SlowBot(TableBot):
    """Reads for as long as somebody waits, unless it is told to go on; ``left`` says that nobody waited any more."""

    go_on: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        told: Callable[[str], None] = unheard,
        said: Callable[[str], None] = unheard,
        site: str = "",
    ) -> Answer:
        """Tell a stage again and again."""
        self.begun.set()
        try:
            while not self.go_on.is_set():
                told("read")
                sleep(0.01)
        except LeftError:
            self.left.set()
            raise
        return super().ask(question, history, filters, told, said, site)


def events(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, each with its JSON."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        if fields:
            found.append((fields.get("event", "message"), httpx.Response(200, text=fields["data"]).json()))
    return found
