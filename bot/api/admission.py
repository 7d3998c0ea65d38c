"""Who may ask, and what of: what the door in front of the API says of a request."""

from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request

from bot.types import EVERYTHING, Filters


@dataclass(frozen=True, slots=True)
class Admission:
    """A request that may be answered: for which site (None: nobody's page), and from which documents."""

    site: str | None = None
    filters: Filters = EVERYTHING


class RefusedError(Exception):
    """A request that is not answered: the HTTP status, a sentence that says why, and when to come again, in seconds."""

    def __init__(self, status: int, reason: str, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.status, self.reason, self.retry_after = status, reason, retry_after


class Door(Protocol):
    """Decides about requests."""

    async def admit(self, request: Request) -> Admission:
        """Let a request in, or raise RefusedError."""


class OpenDoor:
    """Lets everyone in, to everything."""

    async def admit(self, request: Request) -> Admission:
        """Whoever it is."""
        return Admission()
