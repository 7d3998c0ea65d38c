"""The manners that a host asks for: what its robots.txt forbids, and the pause between two requests."""

from collections.abc import Callable
from dataclasses import dataclass, field

from protego import Protego

from ingest.errors import FetchError
from ingest.fetch.address import Address
from ingest.fetch.request import OK, Response

# The name that robots.txt knows us by.
PRODUCT = "ClusterAnswers"
MOST_BYTES = 500_000
# A host that asks for longer pauses gets these: it would rather not be asked at all.
LONGEST_PAUSE = 30.0


@dataclass(slots=True)
class Robots:
    """What each host's robots.txt says, asked once a run by ``ask``, which raises FetchError."""

    ask: Callable[[Address], Response]
    _rules: dict[str, Protego | FetchError] = field(default_factory=dict)

    def check(self, place: Address) -> None:
        """Raise FetchError when the host does not want ``place`` to be fetched, or cannot say so (RFC 9309)."""
        rules = self._of(place)
        if isinstance(rules, FetchError):
            raise FetchError(f"{place.url} is not asked: {rules}") from rules
        if not rules.can_fetch(place.url, PRODUCT):
            raise FetchError(
                f"{place.url} is not for programs: the robots.txt of {place.authority} says so. Remove it."
            )

    def pause(self, place: Address) -> float:
        """The seconds between two requests that the host asks for; 0 when it does not say."""
        rules = self._rules.get(place.origin)
        return min(rules.crawl_delay(PRODUCT) or 0.0, LONGEST_PAUSE) if isinstance(rules, Protego) else 0.0

    def _of(self, place: Address) -> Protego | FetchError:
        if place.origin not in self._rules:
            try:
                self._rules[place.origin] = self._read(place)
            except FetchError as error:
                self._rules[place.origin] = error
        return self._rules[place.origin]

    def _read(self, place: Address) -> Protego:
        answer = self.ask(Address(place.scheme, place.host, place.port, "/robots.txt"))
        if answer.status >= 500 or answer.status == 429:
            raise FetchError(f"{place.origin}/robots.txt answered {answer.status}. Run again later.")
        # Without one, everything is allowed.
        text = answer.body[:MOST_BYTES].decode(errors="replace") if answer.status == OK else ""
        return Protego.parse(text)
