"""The tokens with which a partner's page asks: signed, short-lived, and bound to a site and an origin."""

import hashlib
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

LIFETIME = 600  # seconds
_SPELLING = re.compile(r"\.?[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{64}")


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a token was made for."""

    site: str
    origin: str


class ForgedError(Exception):
    """A token that was not made with this key, or has been altered."""


class ExpiredError(Exception):
    """A token of ours that is too old."""


def serializer(secret: str, salt: str, clock: Callable[[], float] = time.time) -> URLSafeTimedSerializer:
    """What signs, with the time, and reads what it signed. What was signed under another salt is forged to it."""

    class Signer(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(clock())

    return URLSafeTimedSerializer(
        secret,
        salt=salt,
        signer=Signer,
        # 48 bytes are 64 characters with no bit to spare, so that no other spelling of a signature is valid.
        signer_kwargs={"digest_method": hashlib.sha384, "key_derivation": "hmac"},
    )


class Tokens:
    """Makes and reads tokens. Without a ``secret`` the key is random, and ends with the process."""

    def __init__(self, secret: str = "", clock: Callable[[], float] = time.time) -> None:
        secret = secret or secrets.token_hex(32)
        self._serializer = serializer(secret, "site token", clock)

        # Made of the same secret, so that replicas know each other's callers, and of no use to make a token.
        self.key = hashlib.sha256(b"addresses " + secret.encode()).digest()

    def issue(self, site: str, origin: str) -> str:
        """A token for the pages of one origin of a site, good for LIFETIME seconds; letters that a header can hold."""
        return str(self._serializer.dumps([site, origin]))

    def read(self, token: str) -> Bearer:
        """Whom a token was made for. Raises ForgedError or ExpiredError."""
        if not _SPELLING.fullmatch(token):
            raise ForgedError  # what would be passed over in the decoding
        try:
            site, origin = self._serializer.loads(token, max_age=LIFETIME)
        except SignatureExpired as error:
            raise ExpiredError from error
        except BadData as error:
            raise ForgedError from error
        return Bearer(site, origin)
