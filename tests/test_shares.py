"""Shared answers are kept whole, for their time, and for nobody who has not their link."""

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from answers import ANYTHING, answered, cite, full, not_found
from faults import fault_at, full_disk
from hypothesis import HealthCheck, given, settings

from page.shares import FILE, Link, MissingError, Shared, Shares, SharingError, StoppedError

ASKED = date(2026, 11, 27)
DAY = 86_400.0


class Clock:
    """A clock that is set by hand."""

    def __init__(self, days: float = 20_784.5) -> None:
        self.days = days

    def __call__(self) -> float:
        """Seconds."""
        return self.days * DAY


def change(folder: Path, command: str, *values: object) -> None:
    """Change the file as nobody should."""
    with closing(sqlite3.connect(folder / FILE)) as database, database:
        database.execute(command, values)


@given(words=ANYTHING, quote=ANYTHING.filter(lambda text: text.split() != []))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_answer_is_read_as_it_was_kept(tmp_path: Path, words: str, quote: str) -> None:
    """Whatever it holds, to the letter, with its day."""
    answer = replace(full(words, quote), question=words, timings_ms={"read": 3})
    link = Shares(tmp_path, 90).put(answer, ASKED)
    assert Shares(tmp_path, 90).get(link.name) == Shared(answer, ASKED, link.until)


def test_what_no_file_can_hold_is_a_question_mark(tmp_path: Path) -> None:
    """A lone surrogate in a question."""
    shares = Shares(tmp_path, 90)
    link = shares.put(replace(not_found(cite()), question="\ud800?"), ASKED)
    assert shares.get(link.name).answer.question == "??"


def test_who_reads_the_disk_can_open_no_link(tmp_path: Path) -> None:
    """Neither a name nor a code is in any file, and no other account reads one."""
    shares = Shares(tmp_path / "shared", 90)
    links = [shares.put(full(), ASKED) for _ in range(3)]
    for path in (tmp_path / "shared").iterdir():
        assert path.stat().st_mode & 0o077 == 0
        content = path.read_bytes()
        assert not any(secret.encode() in content for link in links for secret in (link.name, link.code))
    assert len({secret for link in links for secret in (link.name, link.code)}) == 6
    assert min(len(link.name) for link in links) * 6 >= 128


def test_a_link_is_for_its_days(tmp_path: Path) -> None:
    """Then it is as one that was never made; whoever shared it can still have it forgotten before it is swept away."""
    clock = Clock()
    shares = Shares(tmp_path, 90, clock)
    link = shares.put(full(), ASKED)
    assert link.until == date(2027, 2, 25)
    clock.days += 89.9
    assert shares.get(link.name).until == link.until
    clock.days += 0.2
    with pytest.raises(MissingError) as over:
        shares.get(link.name)
    with pytest.raises(MissingError) as guessed:
        shares.get("guessed")
    assert str(over.value) == str(guessed.value)
    assert shares.stop(link.name, link.code)
    assert b"The campus has 45 companies." not in shares.path.read_bytes()


@pytest.mark.parametrize(
    "name", ["", "..", "../shared.db", "/etc/passwd", "%2e%2e", "\ud800", "' OR 1=1 --", "x" * 9999]
)
def test_no_name_leads_anywhere_but_to_its_answer(tmp_path: Path, name: str) -> None:
    """A path, a command of SQL, anything at all."""
    shares = Shares(tmp_path, 90)
    with pytest.raises(MissingError):
        shares.get(name)
    shares.put(full(), ASKED)
    with pytest.raises(MissingError):
        shares.get(name)


def test_only_its_code_stops_a_link(tmp_path: Path) -> None:
    """The other link's does not; then no word of the answer is on the disk any more."""
    shares = Shares(tmp_path, 90)
    stays, goes = shares.put(full(), ASKED), shares.put(answered(cite(1, "Xyzzy plugh. " * 5_000)), ASKED)
    for code in ("", stays.code, goes.name, goes.code.lower()):
        assert not shares.stop(goes.name, code)
    assert b"Xyzzy plugh" in shares.path.read_bytes()
    assert shares.stop(goes.name, goes.code)
    with pytest.raises(StoppedError):
        shares.get(goes.name)
    assert b"Xyzzy plugh" not in shares.path.read_bytes()
    assert shares.get(stays.name).answer == full()
    assert shares.stop(goes.name, goes.code)


def test_with_no_days_nothing_is_open_and_all_can_be_stopped(tmp_path: Path) -> None:
    """Who switches sharing off closes what was shared before."""
    link = Shares(tmp_path, 90).put(full(), ASKED)
    closed = Shares(tmp_path, 0)
    with pytest.raises(MissingError):
        closed.get(link.name)
    assert closed.stop(link.name, link.code)
    with pytest.raises(StoppedError):
        Shares(tmp_path, 90).get(link.name)


def test_a_file_that_is_full_takes_no_more_until_something_is_over(tmp_path: Path) -> None:
    """A sentence; what is shared stays, and nothing of what was refused is kept."""
    clock = Clock()
    shares = Shares(tmp_path, 90, clock, most_bytes=200_000)
    links: list[Link] = []
    for _ in range(1000):
        try:
            links.append(shares.put(full(), ASKED))
        except SharingError as error:
            refused = str(error)
            break
    assert refused.startswith("No more can be shared")
    assert len(links) > 10
    assert all(shares.get(link.name).answer == full() for link in links)
    assert shares.path.stat().st_size <= 200_000
    with closing(sqlite3.connect(shares.path)) as database:
        assert database.execute("SELECT count(*) FROM shared").fetchone() == (len(links),)
    clock.days += 91
    assert shares.get(shares.put(full(), ASKED).name).answer == full()


@pytest.mark.parametrize("step", range(3))
def test_a_disk_that_refuses_is_a_sentence(tmp_path: Path, step: int) -> None:
    """Wherever it refuses: at the folder, the file, or the database; and another try succeeds."""
    shares = Shares(tmp_path / "shared", 90)
    with fault_at(step, tmp_path, full_disk()), pytest.raises(SharingError, match="cannot be reached"):
        shares.put(full(), ASKED)
    assert shares.get(shares.put(full(), ASKED).name).answer == full()


def test_an_answer_as_long_as_a_book_is_not_shared(tmp_path: Path) -> None:
    """So that nobody fills the disk with a few."""
    with pytest.raises(SharingError, match="too long"):
        Shares(tmp_path, 90).put(answered(cite(1, "long " * 200_000)), ASKED)


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE shared SET version = 2",
        "UPDATE shared SET answer = x'7b7d'",
        "UPDATE shared SET answer = substr(answer, 1, 500)",
        "UPDATE shared SET asked = 'yesterday'",
        "UPDATE shared SET answer = replace(answer, '2019', '20019')",
    ],
)
def test_what_cannot_be_read_is_a_sentence(tmp_path: Path, command: str) -> None:
    """Of another release, cut off, or no answer; it can still be stopped."""
    shares = Shares(tmp_path, 90)
    link = shares.put(full(), ASKED)
    change(tmp_path, command)
    with pytest.raises(SharingError, match="cannot be read by this server"):
        shares.get(link.name)
    shares.require(link.name)
    assert shares.stop(link.name, link.code)


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """For who reads, who shares and who stops; the start of a server is not kept up."""
    (tmp_path / FILE).write_bytes(b"not a database " * 100)
    shares = Shares(tmp_path, 90)
    with pytest.raises(SharingError, match="its file is damaged"):
        shares.get("any")
    with pytest.raises(SharingError, match="its file is damaged"):
        shares.put(full(), ASKED)
    with pytest.raises(SharingError, match="its file is damaged"):
        shares.stop("any", "any")
    shares.sweep()
    assert "DatabaseError" in caplog.text


def test_what_is_over_is_removed_a_little_at_a_time_and_at_the_start_all(tmp_path: Path) -> None:
    """Of 10,000 nobody waits for more than 200."""
    clock = Clock()
    shares = Shares(tmp_path, 90, clock)
    shares.put(full(), ASKED)
    change(
        tmp_path,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
        "INSERT INTO shared SELECT randomblob(32), code, asked, until, version, answer FROM shared, n",
    )
    clock.days += 91
    begun = perf_counter()
    link = shares.put(full(), ASKED)
    assert perf_counter() - begun < 1
    with closing(sqlite3.connect(shares.path)) as database:
        assert database.execute("SELECT count(*) FROM shared").fetchone() == (9_802,)
    shares.sweep()
    with closing(sqlite3.connect(shares.path)) as database:
        assert database.execute("SELECT count(*) FROM shared").fetchone() == (1,)
    assert shares.get(link.name).answer == full()


def test_many_share_at_once(tmp_path: Path) -> None:
    """Each through its own replica, and every link opens."""
    links: list[Link] = []
    threads = [
        threading.Thread(target=lambda: links.append(Shares(tmp_path, 90).put(full(), ASKED))) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [Shares(tmp_path, 90).get(link.name).answer for link in links] == [full()] * 20
