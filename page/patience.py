"""A connection whose request does not begin in time is closed: uvicorn alone would wait for ever."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

SLOWEST = 10.0  # seconds for request line and headers


class PatientProtocol(H11Protocol):
    """uvicorn's protocol on h11, with a limit on how long the head of a request may take."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Wait on for the rest of a head; a request that has begun is the guard's to time."""
        super().data_received(data)
        if self._is_served():
            self._stop_waiting()
        elif self._late is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _is_served(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        self._late = self.loop.call_later(SLOWEST, self._close_if_late)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _close_if_late(self) -> None:
        self._late = None
        if not self._is_served():
            self.transport.close()
