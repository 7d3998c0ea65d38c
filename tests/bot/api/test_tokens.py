import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.api.tokens import LIFETIME, Bearer, ExpiredError, ForgedError, Tokens

SECRET = "a secret of thirty-two characters"
MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."


@given(st.text(min_size=1), st.text(min_size=1))
def test_a_token_says_whom_it_was_made_for(site: str, origin: str) -> None:
    """Also to another process with the same secret; and it can stand in a header."""
    token = Tokens(SECRET).issue(site, origin)
    assert Tokens(SECRET).read(token) == Bearer(site, origin)
    assert set(token) <= set(MARKS)


@given(st.data())
def test_a_token_with_any_mark_changed_is_forged(data: st.DataObject) -> None:
    """Each bit of it counts."""
    token = Tokens(SECRET).issue("park", "https://park.test")
    place = data.draw(st.integers(0, len(token) - 1))
    mark = data.draw(st.sampled_from(MARKS.replace(token[place], "")))
    with pytest.raises(ForgedError):
        Tokens(SECRET).read(token[:place] + mark + token[place + 1 :])


@given(st.integers(0, 200), st.text(min_size=1))
def test_a_token_with_anything_put_in_is_forged(place: int, more: str) -> None:
    """There is one spelling of it."""
    token = Tokens(SECRET).issue("park", "https://park.test")
    with pytest.raises(ForgedError):
        Tokens(SECRET).read(token[:place] + more + token[place:])


@given(st.text())
def test_no_text_is_a_token_by_chance(text: str) -> None:
    """Whatever it holds, it is refused and breaks nothing."""
    with pytest.raises(ForgedError):
        Tokens(SECRET).read(text)


def test_a_token_lives_ten_minutes() -> None:
    """And not a second longer."""
    now = 1_000_000.0
    tokens = Tokens(SECRET, lambda: now)
    token = tokens.issue("park", "https://park.test")
    now += LIFETIME
    assert tokens.read(token).site == "park"
    now += 1
    with pytest.raises(ExpiredError):
        tokens.read(token)


def test_without_a_secret_every_process_has_its_own_key() -> None:
    """So a token of another is forged."""
    with pytest.raises(ForgedError):
        Tokens().read(Tokens().issue("park", "https://park.test"))


def test_the_key_for_addresses_is_not_the_secret() -> None:
    """The same for replicas that share a secret, and of no use to make a token."""
    assert Tokens(SECRET).key == Tokens(SECRET).key != Tokens().key
    with pytest.raises(ForgedError):
        Tokens(SECRET).read(Tokens(Tokens(SECRET).key.hex()).issue("park", "https://park.test"))
