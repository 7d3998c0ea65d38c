"""What the tests of the door share: two sites, their origins, and calls as their pages make them."""

from pathlib import Path
from typing import Any

import httpx

from bot.api.tokens import Tokens

SECRET = "a secret of thirty-two characters"
PARK, OTHER, EVIL = "https://park.test", "https://other.test", "https://evil.test"
QUESTION = "How many companies are on the campus?"
SITES = f"""
[sites.park]
title = "Ask the park"
origins = ["{PARK}"]
language = "ar"
greeting = "Hello"
examples = ["Echo"]
[sites.park.theme]
accent = "#005f73"
[sites.park.documents]
kinds = ["news"]

[sites.other]
title = "Other"
origins = ["{OTHER}"]
[sites.other.limits]
per_minute = 3
"""


def token(site: str = "park", origin: str = PARK, at: float | None = None) -> str:
    """A token as the server makes it, at another time if need be."""
    return (Tokens(SECRET) if at is None else Tokens(SECRET, lambda: at)).issue(site, origin)


def calls(origin: str | None = None, bearer: str | None = None, **headers: str) -> dict[str, str]:
    """The headers of a call: of a page of that origin, with that token."""
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    return (
        said
        | ({} if origin is None else {"origin": origin})
        | ({} if bearer is None else {"authorization": f"Bearer {bearer}"})
    )


def ask(address: str, headers: dict[str, str], question: str = QUESTION, **more: Any) -> httpx.Response:
    """Ask by the API."""
    return httpx.post(f"{address}/api/ask", json={"question": question}, headers=headers, timeout=30, **more)


def write_sites(folder: Path, text: str = SITES) -> Path:
    """The file of sites in a folder."""
    path = folder / "sites.toml"
    path.write_text(text, encoding="utf-8")
    return path
