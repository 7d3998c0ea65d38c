import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.encode import encode, link_host, one_line


@given(st.text())
def test_encoding_loses_nothing_and_leaves_no_punctuation(text: str) -> None:
    """An encoded text reads as before (but for what cannot be shown) and holds no character that could be markup."""
    encoded = encode(text)
    encoded.encode()  # no lone surrogate is left
    assert not set(re.sub(r"&#\d+;", "", encoded)) & set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
    assert len(unescape(encoded)) == len(text)


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    """The same words, never parted by more than a space: no break for a block of code to begin after."""
    line = one_line(text)
    assert line.split() == text.split()
    assert len(line.splitlines()) <= 1
    assert "  " not in line


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.biospace.com/x", "www.biospace.com"),
        ("http://example.org", "example.org"),
        ("https://bücher.example/", "xn--bcher-kva.example"),  # a look-alike letter cannot hide
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("//evil.test/x", None),
        ("https://", None),
        ("https://good.test@evil.test/", None),  # feigns a host
        ("https://good.test\\@evil.test/", None),
        ("java\nscript:alert(1)", None),
        ("https://[::1", None),  # no address at all
        ("https://" + "a" * 300 + ".test/", None),  # no name that DNS could hold
        ("", None),
        (None, None),
    ],
)
def test_only_a_web_address_with_a_host_becomes_a_link(url: str | None, host: str | None) -> None:
    """Everything else has no host to name."""
    assert link_host(url) == host
