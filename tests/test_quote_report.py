"""Readers report that a quote does not prove what was said."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from browser import CATALYST, HOSTILE, SPARK, served_page
from owners import PASSWORD, signed_in

PLACE = {"document": SPARK.id, "version": "v1", "quote": f"0-{len(CATALYST)}"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where reports are kept."""
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The page, served behind a proxy that says who calls, with a limit of three."""
    settings = {"CLUSTER_LIMIT_PER_MINUTE": "3", "CLUSTER_TRUSTED_PROXIES": "127.0.0.1"}
    with served_page("campus_bot", folder, CLUSTER_OWNER_PASSWORD=PASSWORD, **settings) as url:
        yield url


def report(address: str, visitor: str, **values: str) -> httpx.Response:
    """Send the form of a quote."""
    return httpx.post(f"{address}/source", data=values, headers={"x-forwarded-for": visitor})


def notes(address: str) -> list[tuple[str, str]]:
    """The quote and the note of each report that is kept."""
    with signed_in(address) as client:
        return [(one["quote"], one["note"]) for one in client.get("/owner/kept.json").json()["reports"]]


def test_a_report_is_kept_with_the_words_of_the_documents(address: str, folder: Path) -> None:
    """Not with what was sent for them, nor with who sent it; the reader is thanked."""
    before = notes(address)
    done = report(address, "203.0.113.1", **PLACE, note="  It says 2019.  ", text="false words", title="x")
    assert done.status_code == 200
    assert "Thank you" in done.text
    assert "Your report is kept" in unescape(done.text)
    assert notes(address) == [*before, (CATALYST, "It says 2019.")]
    data = (folder / "reports.jsonl").read_text()
    assert "false words" not in data
    assert "203.0.113.1" not in data
    assert (folder / "reports.jsonl").stat().st_mode & 0o077 == 0
    with signed_in(address) as client:
        page = unescape(client.get("/owner").text)
    assert CATALYST in page
    assert "superseded since" in page


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"document": "nowhere.md", "quote": "0-5"},
        {"document": "withdrawn", "quote": "0-5"},
        {"document": SPARK.id, "quote": "x"},
    ],
)
def test_what_is_no_quote_cannot_be_reported(address: str, values: dict[str, str]) -> None:
    """Nor what has been withdrawn."""
    before = notes(address)
    assert report(address, f"2001:db8:{len(str(values)):x}::1", **values).status_code == 404
    assert notes(address) == before


def test_a_long_or_hostile_note_is_kept_as_text(address: str) -> None:
    """Of a long one its beginning."""
    for number, note in enumerate((HOSTILE[0], "x" * 5_000)):
        assert report(address, f"203.0.114.{number}", **PLACE, note=note).status_code == 200
    assert [len(note) for _, note in notes(address)[-2:]] == [len(HOSTILE[0]), 500]
    with signed_in(address) as client:
        assert "<script" not in client.get("/owner").text


def test_another_site_cannot_report(address: str) -> None:
    """In a visitor's name."""
    assert httpx.post(f"{address}/source", data=PLACE, headers={"origin": "https://evil.test"}).status_code == 403


@pytest.mark.usefixtures("early_in_a_minute")
def test_an_address_reports_only_so_often(address: str) -> None:
    """Then it is told in a sentence when to come again; its questions count apart."""
    statuses = [report(address, "203.0.113.9", **PLACE) for _ in range(4)]
    assert [one.status_code for one in statuses] == [200, 200, 200, 429]
    assert "That were too many requests" in unescape(statuses[-1].text)
    assert int(statuses[-1].headers["retry-after"]) > 0
    asked = httpx.post(f"{address}/api/ask", json={"question": "Echo"}, headers={"x-forwarded-for": "203.0.113.9"})
    assert asked.status_code == 200


def test_documents_that_are_away_and_a_disk_that_refuses_are_told(address: str, folder: Path) -> None:
    """In a sentence each."""
    assert report(address, "203.0.113.20", document="broken", quote="0-5").status_code == 503
    kept = folder / "reports.jsonl"
    kept.unlink(missing_ok=True)
    kept.mkdir()
    try:
        refused = report(address, "203.0.113.21", **PLACE)
        assert refused.status_code == 503
        assert "could not be kept" in unescape(refused.text)
    finally:
        kept.rmdir()
