"""Who calls: the address behind trusted proxies, and what of it is remembered."""

import hashlib
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.api.origins import values

_FORWARDED = (b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip")


class Callers:
    """Puts the caller's own address in the place of a trusted proxy's: itself an ASGI application.

    ``trusted`` are addresses and networks with commas between; forwarded headers from elsewhere are not believed.
    """

    def __init__(self, app: ASGIApp, trusted: str = "") -> None:
        self._behind: Any = ProxyHeadersMiddleware(app, trusted_hosts=trusted)  # type: ignore[arg-type]
        self._networks = [ip_network(network) for network in trusted.split(",") if network]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http":
            scope.setdefault("state", {})["is_internal"] = self._is_internal(scope)
        await self._behind(scope, receive, send)

    def _is_internal(self, scope: Scope) -> bool:
        """Whether a request comes straight from this machine or a trusted one, and not on behalf of another."""
        if any(values(scope["headers"], name) for name in _FORWARDED) or not scope.get("client"):
            return False
        try:
            peer = ip_address(scope["client"][0])
        except ValueError:
            return False
        return peer.is_loopback or any(peer in network for network in self._networks)


def fingerprint(address: str, key: bytes) -> str:
    """What is kept of an address while its requests are counted: a keyed hash of 32 hexadecimal digits.

    An IPv6 caller has a network of 64 bits to himself and can call from any address in it, so that counts as one.
    """
    return hashlib.blake2b(_place(address).encode(), key=key, digest_size=16).hexdigest()


def _place(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((found.packed[:8] + bytes(8), 64)))
