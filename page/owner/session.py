"""Who has signed in: a signed cookie, and tokens for forms."""

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from math import ceil

from itsdangerous import BadData

from bot.api.tokens import serializer
from page.owner.guesses import Guesses

LIFETIME = 8 * 3600  # seconds


class WrongError(Exception):
    """Not the password."""


class TooManyError(Exception):
    """Too many wrong passwords; ``seconds`` until another is looked at."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class Sessions:
    """The sessions of one password.

    Without a ``secret`` the key is random, and sessions end with the process; another password ends them too.
    """

    def __init__(self, password: str, secret: str = "", clock: Callable[[], float] = time.time) -> None:
        self._password, self._clock = _digest(password), clock
        key = hmac.digest(self._password, (secret or secrets.token_hex(32)).encode(), "sha256").hex()
        self._cookies, self._forms = serializer(key, "owner", clock), serializer(key, "form", clock)
        self._guesses = Guesses(clock)
        self._ended: dict[str, float] = {}
        self._lock = threading.Lock()

    def begin(self, password: str, address: str = "") -> str:
        """A cookie for who knows the password. Raises WrongError, or TooManyError, right or not."""
        with self._lock:  # so that attempts at the same moment count too
            seconds = self._guesses.wait(address)
            if seconds > 0:
                raise TooManyError(ceil(seconds))
            if not hmac.compare_digest(_digest(password), self._password):
                self._guesses.wrong(address)
                raise WrongError
            self._guesses.right(address)
        return str(self._cookies.dumps(secrets.token_urlsafe(16)))

    def name(self, cookie: str | None) -> str | None:
        """The name of the session that a cookie belongs to; None when it is none of ours, too old, or ended."""
        try:
            name = str(self._cookies.loads(cookie or "", max_age=LIFETIME))
        except (BadData, UnicodeError):
            return None
        return None if name in self._ended else name

    def end(self, name: str) -> None:
        """End a session here, whoever still has its cookie."""
        with self._lock:
            now = self._clock()
            self._ended = {one: ended for one, ended in self._ended.items() if ended > now - LIFETIME} | {name: now}

    def form_token(self, name: str) -> str:
        """What a form of the session must send back, since another site's page can send a form but not know this."""
        return str(self._forms.dumps(name))

    def is_form_token(self, name: str, token: str) -> bool:
        """Whether a form sent what was given to this session."""
        try:
            return hmac.compare_digest(str(self._forms.loads(token, max_age=LIFETIME)).encode(), name.encode())
        except (BadData, UnicodeError):
            return False


def _digest(password: str) -> bytes:
    """As long for every password, so that comparing tells nothing."""
    return hashlib.sha256(password.encode(errors="surrogatepass")).digest()
