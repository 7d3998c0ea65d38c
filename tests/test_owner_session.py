"""Who has signed in, by a clock that is injected."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from owners import PASSWORD

from page.owner.guesses import FIRST, FORGOTTEN, FREE, LONGEST, MOST, WINDOW
from page.owner.session import LIFETIME, Sessions, TooManyError, WrongError

SECRET = "a secret of thirty-two characters"


class Clock:
    """A clock that a test sets."""

    now = 1_000_000.0

    def __call__(self) -> float:
        """The time it is."""
        return self.now


def test_a_session_lasts_eight_hours() -> None:
    """And not a minute more."""
    clock = Clock()
    sessions = Sessions(PASSWORD, SECRET, clock)
    cookie = sessions.begin(PASSWORD)
    name = sessions.name(cookie)
    assert name
    clock.now += LIFETIME - 1
    assert sessions.name(cookie) == name
    clock.now += 60
    assert sessions.name(cookie) is None


@pytest.mark.parametrize("cookie", [None, "", "x", "\ud800", "é" * 50, "." * 9_000, '"a.b.c"'])
def test_what_was_not_signed_here_is_no_session(cookie: str | None) -> None:
    """Whatever it is."""
    assert Sessions(PASSWORD, SECRET).name(cookie) is None


def test_no_letter_of_a_cookie_can_be_changed() -> None:
    """Each of them is signed."""
    sessions = Sessions(PASSWORD, SECRET)
    cookie = sessions.begin(PASSWORD)
    others = [cookie[:at] + ("A" if cookie[at] != "A" else "B") + cookie[at + 1 :] for at in range(len(cookie))]
    assert not any(map(sessions.name, others))


def test_replicas_share_sessions_by_the_secret_and_another_password_ends_them() -> None:
    """Without a secret a session is of one process."""
    cookie = Sessions(PASSWORD, SECRET).begin(PASSWORD)
    assert Sessions(PASSWORD, SECRET).name(cookie)
    assert Sessions("another password", SECRET).name(cookie) is None
    assert Sessions(PASSWORD).name(cookie) is None
    assert Sessions(PASSWORD).name(Sessions(PASSWORD).begin(PASSWORD)) is None


def test_a_session_that_was_ended_is_over_whoever_has_its_cookie() -> None:
    """Others go on."""
    sessions = Sessions(PASSWORD, SECRET)
    one, other = sessions.begin(PASSWORD), sessions.begin(PASSWORD)
    sessions.end(sessions.name(one) or "")
    assert sessions.name(one) is None
    assert sessions.name(other)


def test_a_form_belongs_to_its_session() -> None:
    """A cookie is no token of a form, nor the other way round."""
    sessions = Sessions(PASSWORD, SECRET)
    cookie = sessions.begin(PASSWORD)
    one, other = (sessions.name(sessions.begin(PASSWORD)) or "" for _ in range(2))
    assert sessions.is_form_token(one, sessions.form_token(one))
    assert not sessions.is_form_token(other, sessions.form_token(one))
    assert not sessions.is_form_token(sessions.name(cookie) or "", cookie)
    assert not sessions.is_form_token(one, "")
    assert sessions.name(sessions.form_token(one)) is None


def guess(sessions: Sessions, address: str, times: int = 1) -> str:
    """What became of the last of some wrong passwords."""
    said = ""
    for _ in range(times):
        try:
            said = sessions.begin("not the password", address)
        except (WrongError, TooManyError) as error:
            said = type(error).__name__
    return said


def waits(sessions: Sessions, address: str) -> int:
    """Seconds that the right password has to wait for."""
    with pytest.raises(TooManyError) as error:
        sessions.begin(PASSWORD, address)
    return error.value.seconds


def test_after_five_wrong_passwords_an_address_waits_even_with_the_right_one() -> None:
    """A minute, and twice as long after each further one, up to a quarter of an hour."""
    clock = Clock()
    sessions = Sessions(PASSWORD, SECRET, clock)
    assert guess(sessions, "192.0.2.1", FREE) == "WrongError"
    for seconds in (60, 120, 240, 480, 900, 900):
        assert waits(sessions, "192.0.2.1") == seconds
        clock.now += seconds - 1
        assert waits(sessions, "192.0.2.1") == 1
        clock.now += 1
        assert guess(sessions, "192.0.2.1") == "WrongError"
    clock.now += LONGEST
    assert sessions.begin(PASSWORD, "192.0.2.1")
    assert guess(sessions, "192.0.2.1", FREE) == "WrongError"


def test_what_is_not_looked_at_makes_nobody_wait_longer() -> None:
    """Nor does a day-old mistake count."""
    clock = Clock()
    sessions = Sessions(PASSWORD, SECRET, clock)
    guess(sessions, "192.0.2.1", FREE)
    assert guess(sessions, "192.0.2.1", 50) == "TooManyError"
    assert waits(sessions, "192.0.2.1") == FIRST
    clock.now += FORGOTTEN
    assert guess(sessions, "192.0.2.1", FREE) == "WrongError"


def test_nobody_keeps_another_address_from_signing_in() -> None:
    """However often he guesses; all addresses of an IPv6 network are one."""
    sessions = Sessions(PASSWORD, SECRET, Clock())
    guess(sessions, "2001:db8::1", 1_000)
    assert waits(sessions, "2001:db8::2")
    assert sessions.begin(PASSWORD, "2001:db8:0:1::1")


def test_many_addresses_together_are_held_up_but_not_who_has_known_the_password_there() -> None:
    """Until the first of so many wrong ones is a quarter of an hour ago."""
    clock = Clock()
    sessions = Sessions(PASSWORD, SECRET, clock)
    assert sessions.begin(PASSWORD, "192.0.2.1")
    for number in range(MOST):
        assert guess(sessions, f"10.0.{number // 250}.{number % 250}") == "WrongError"
    assert waits(sessions, "192.0.2.2") == WINDOW
    assert sessions.begin(PASSWORD, "192.0.2.1")
    clock.now += WINDOW
    assert sessions.begin(PASSWORD, "192.0.2.2")


def test_guesses_at_the_same_moment_count_too() -> None:
    """Twenty at once are no more than five."""
    sessions = Sessions(PASSWORD, SECRET)
    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(lambda _: guess(sessions, "192.0.2.1"), range(20))).count("WrongError") == FREE


@pytest.mark.parametrize("guess", ["", PASSWORD.upper(), f"{PASSWORD} ", "\ud800", "x" * 60_000])
def test_only_the_password_is_the_password(guess: str) -> None:
    """To the letter."""
    with pytest.raises(WrongError):
        Sessions(PASSWORD).begin(guess)
