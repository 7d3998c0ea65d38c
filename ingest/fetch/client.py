"""A visitor of the web: one request at a time, with manners, over redirects, to public places only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from ingest.clock import Clock
from ingest.errors import FetchError
from ingest.fetch.address import Address, parse_address
from ingest.fetch.public import Resolve, addresses_of, resolve
from ingest.fetch.request import OK, Limits, Response, get
from ingest.fetch.robots import PRODUCT, Robots
from ingest.settings import Settings

NOT_MODIFIED = 304
REDIRECTS = {301, 302, 303, 307, 308}
GONE = {404, 410}
ACCEPT = "text/html, application/pdf, application/rss+xml, application/atom+xml, */*;q=0.8"


class GoneError(FetchError):
    """The host says that there is nothing at the address (404), or not any more (410)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came in the end, and from where."""

    place: Address
    response: Response


class Client:
    """Asks politely. ``resolve`` and ``clock`` are the network's names and the time that passes."""

    def __init__(self, settings: Settings, resolve: Resolve = resolve, clock: Clock | None = None) -> None:
        self._settings = settings
        self._resolve = resolve
        self._clock = clock or Clock()
        self._allowed = frozenset(
            name.strip().lower() for name in settings.fetch_allow_hosts.split(",") if name.strip()
        )
        self._robots = Robots(lambda place: self._follow(place, _nobody_forbids, {}).response)
        self._asked: dict[str, float] = {}

    def fetch(self, place: Address, conditions: Mapping[str, Mapping[str, str]]) -> Answer:
        """What is at ``place`` or where it leads: an answer of status 200 or 304.

        ``conditions`` are request headers by the URL that they hold for, so that a validator is shown only to whom it
        came from. Raises FetchError; GoneError when there is nothing there.
        """
        answer = self._follow(place, self._robots.check, conditions)
        status = answer.response.status
        if status == OK or (status == NOT_MODIFIED and answer.place.url in conditions):
            return answer
        if status in GONE:
            raise GoneError(f"{answer.place.url} answered {_in_words(status)}. Correct the address or remove it.")
        raise FetchError(f"{answer.place.url} answered {_in_words(status)}. Run again later.")

    def _follow(
        self, place: Address, check: Callable[[Address], None], conditions: Mapping[str, Mapping[str, str]]
    ) -> Answer:
        most = self._settings.fetch_redirects
        start = place
        for _ in range(most + 1):
            check(place)
            response = self._ask(place, conditions.get(place.url, {}))
            if response.status not in REDIRECTS or not response.headers.get("location"):
                return Answer(place, response)
            place = parse_address(response.headers["location"], base=place.url)
        raise FetchError(f"{start.url} is redirected more than {most} times. Give the address where it ends.")

    def _ask(self, place: Address, conditions: Mapping[str, str]) -> Response:
        ips = addresses_of(place, self._allowed, self._resolve)
        self._wait(place)
        try:
            return get(place, ips, {"User-Agent": self._agent, "Accept": ACCEPT, **conditions}, self._limits)
        finally:
            self._asked[place.host] = self._clock.now()

    def _wait(self, place: Address) -> None:
        """Let the pause pass since the last answer of this host."""
        pause = max(self._settings.fetch_pause_seconds, self._robots.pause(place))
        left = self._asked.get(place.host, -pause) + pause - self._clock.now()
        if place.host in self._asked and left > 0:
            self._clock.sleep(left)

    @property
    def _agent(self) -> str:
        contact = self._settings.fetch_contact
        return f"{PRODUCT}/1 (+{contact})" if contact else f"{PRODUCT}/1"

    @property
    def _limits(self) -> Limits:
        settings = self._settings
        return Limits(
            settings.fetch_connect_seconds,
            settings.fetch_read_seconds,
            settings.fetch_whole_seconds,
            settings.max_file_megabytes,
        )


def _nobody_forbids(place: Address) -> None:
    """The rules of robots.txt do not hold for itself."""


def _in_words(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
