"""One request to one place, bounded in time and in size whatever the other side does."""

import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from threading import Event, Timer

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from ingest.errors import FetchError
from ingest.fetch.address import Address
from ingest.settings import MEGABYTE

CHUNK = 65_536
# A name may have hundreds that lead nowhere.
MOST_IPS = 3
OK = 200
# Others are not decoded on the way, so none is asked for.
ENCODINGS = "gzip, deflate"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take: seconds to connect, to wait for the next bytes, and in all; megabytes unpacked."""

    connect: float
    read: float
    whole: float
    megabytes: int


@dataclass(frozen=True, slots=True)
class Response:
    """What was answered. The names of ``headers`` are in small letters; ``body`` is unpacked, empty unless 200."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def get(place: Address, ips: Sequence[str], headers: Mapping[str, str], limits: Limits) -> Response:
    """Ask for ``place`` at the first of ``ips`` that takes a connection. Follows nothing, keeps nothing.

    Raises FetchError for whatever goes wrong, and for an answer beyond the limits.
    """
    connection = _connected(place, ips, limits)
    with _closing_after(connection, limits.whole) as late:
        try:
            response = _exchange(connection, place, headers, limits)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            raise _too_slow(place, limits) if late.is_set() else _problem(place, error, limits) from error
    # A connection that was cut may look like one that ended well.
    if late.is_set():
        raise _too_slow(place, limits)
    return response


def _connected(place: Address, ips: Sequence[str], limits: Limits) -> HTTPConnection:
    failed: Exception = OSError("no address")
    for ip in ips[:MOST_IPS]:
        connection = _connection(place, ip, limits)
        try:
            connection.connect()
        except (HTTPError, OSError) as error:
            connection.close()
            failed = error
        else:
            return connection
    if _is_untrusted(failed):
        raise FetchError(
            f"{place.url} has no valid certificate. If its issuer is your own, name its file in SSL_CERT_FILE."
        ) from failed
    raise FetchError(
        f"{place.url} cannot be reached: {place.authority} takes no connection. Check the network and run again later."
    ) from failed


def _connection(place: Address, ip: str, limits: Limits) -> HTTPConnection:
    if place.scheme == "http":
        return HTTPConnection(ip, place.port, timeout=limits.connect)
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return HTTPSConnection(ip, place.port, timeout=limits.connect, ssl_context=context, server_hostname=place.host)


def _is_untrusted(error: Exception) -> bool:
    return isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(error)


@contextmanager
def _closing_after(connection: HTTPConnection, seconds: float) -> Iterator[Event]:
    """Close the connection in the end, or in the middle once the time is over; tells which.

    A limit on each wait alone would let a server that sends a byte now and then hold us for ever.
    """
    late = Event()
    wire = connection.sock
    assert wire is not None

    def cut() -> None:
        late.set()
        try:
            wire.shutdown(socket.SHUT_RDWR)
        except OSError:
            # Closed by itself in the same moment.
            return

    timer = Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
        connection.close()


def _exchange(connection: HTTPConnection, place: Address, headers: Mapping[str, str], limits: Limits) -> Response:
    connection.timeout = limits.read
    fixed = {"Host": place.authority, "Accept-Encoding": ENCODINGS, "Connection": "close"}
    connection.request("GET", place.target, headers={**headers, **fixed}, preload_content=False)
    response = connection.getresponse()
    with response:
        body = _body(response, place, limits) if response.status == OK else b""
        return Response(response.status, {name.lower(): value for name, value in response.headers.items()}, body)


def _body(response: BaseHTTPResponse, place: Address, limits: Limits) -> bytes:
    """The body as it comes out of its compression, a little at a time, so that no bomb goes off."""
    most = limits.megabytes * MEGABYTE
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > most:
        raise _too_large(place, limits)
    parts = []
    size = 0
    while part := response.read1(CHUNK, decode_content=True):
        size += len(part)
        if size > most:
            raise _too_large(place, limits)
        parts.append(part)
    return b"".join(parts)


def _too_large(place: Address, limits: Limits) -> FetchError:
    return FetchError(
        f"{place.url} is larger than the limit of {limits.megabytes} MB. "
        "Raise CLUSTER_MAX_FILE_MEGABYTES, or leave it out."
    )


def _too_slow(place: Address, limits: Limits) -> FetchError:
    return FetchError(
        f"{place.url} took longer than {limits.whole:g} seconds. Run again later, or raise CLUSTER_FETCH_WHOLE_SECONDS."
    )


def _problem(place: Address, error: Exception, limits: Limits) -> FetchError:
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return FetchError(
            f"{place.url} sent nothing for {limits.read:g} seconds. "
            "Run again later, or raise CLUSTER_FETCH_READ_SECONDS."
        )
    return FetchError(f"{place.url} broke off or is not proper HTTP ({type(error).__name__}). Run again later.")
