"""Conversations are kept for a while under names that nobody guesses, and then forgotten."""

from pathlib import Path

import httpx
from answers import answered, cite, full
from browser import served_page

from page.shelf import PATH, Shelf, links


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        """What it shows."""
        return self.seconds


def test_a_conversation_is_found_under_its_name_alone() -> None:
    """Each time it is kept it has another one."""
    shelf, talk = Shelf(), (full(), answered(cite()))
    first, second = shelf.put(talk), shelf.put(talk)
    assert shelf.get(first) == shelf.get(second) == talk
    assert first != second
    assert len(first) > 20
    assert shelf.get("guessed") is None


def test_the_oldest_go_first() -> None:
    """When there is no room, and after an hour."""
    clock = Clock()
    shelf = Shelf(most=2, seconds=60, now=clock)
    names = [shelf.put([answered(cite())]) for _ in range(3)]
    assert [shelf.get(name) is not None for name in names] == [False, True, True]
    clock.seconds = 61
    assert shelf.get(names[-1]) is None
    newest = shelf.put([full()])
    assert shelf.get(newest) == (full(),)


def test_no_links_lead_to_what_is_not_kept() -> None:
    """And those that there are name the formats."""
    assert links("") == ""
    assert [f"{PATH}/n.{ending}" in links("n") for ending in ("docx", "pdf", "md", "exe")] == [True, True, True, False]


def test_a_link_that_leads_nowhere_says_what_to_do(tmp_path: Path) -> None:
    """An old one, a guessed one, an unknown format: never an error of the server."""
    with served_page("campus_bot", tmp_path) as address:
        for path in ("guessed.pdf", "guessed.exe", "..%2f..%2fetc%2fpasswd.md", "x.md?y=1"):
            said = httpx.get(f"{address}{PATH}/{path}")
            assert said.status_code == 404
            assert "Traceback" not in said.text
        assert "ask again" in httpx.get(f"{address}{PATH}/guessed.pdf").text
