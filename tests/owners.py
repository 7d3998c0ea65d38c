"""What the tests of the owner's page share: a password, who knows it, and what stands in forms."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import httpx

PASSWORD = "a long password"  # not a secret


@contextmanager
def signed_in(address: str) -> Iterator[httpx.Client]:
    """A client with a session."""
    with httpx.Client(base_url=address, timeout=30) as client:
        response = client.post("/owner", data={"password": PASSWORD})
        assert response.status_code == 303
        assert response.headers["location"] == "/owner"
        yield client


def form_token(client: httpx.Client) -> str:
    """What a form of the session sends back."""
    return field(client.get("/owner").text, "form")


def field(page: str, name: str) -> str:
    """The value of the first field of that name."""
    found = re.search(rf'<input type="hidden" name="{name}" value="(.*?)">', page)
    assert found is not None
    return unescape(found[1])


def ask(address: str, question: str) -> None:
    """Ask by the API."""
    assert httpx.post(f"{address}/api/ask", json={"question": question}, timeout=30).status_code == 200
