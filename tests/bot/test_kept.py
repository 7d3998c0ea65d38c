"""What is kept of visitors, together: how long, and how it is erased."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from answers import answered, cite
from test_asked import MISSING, START, Clock, asked

from bot.asked import utc_now
from bot.errors import KeepingError
from bot.feedback import Feedback
from bot.kept import Gone, Kept, keeps_questions, notice
from bot.permalink import Link
from ingest.settings import Settings


def full(folder: Path, days: int = 30, clock: Clock | None = None) -> Kept:
    """Two questions, a vote on one, a report, and a line that is none."""
    kept = Kept(Feedback(folder), days, clock or utc_now)
    kept.questions.record(MISSING)
    kept.questions.record(asked("Who is Jane Doe?"))
    kept.feedback.record(asked("Who is Jane Doe?"), False)
    kept.reports.record(Link("a.md", "v", 0, 4), cite(), "Jane Doe left in 2019.")
    with kept.feedback.path.open("a") as file:
        file.write('{"time": "soon"}\nhalf a li')
    return kept


def test_everything_kept_is_found_and_exported(tmp_path: Path) -> None:
    """As JSON that says what it is; the lines that are none are counted."""
    kept = full(tmp_path)
    found = kept.found()
    assert (len(found.questions), len(found.votes), len(found.reports), found.unreadable) == (2, 1, 1, 2)
    told = json.loads(json.dumps(kept.export()))
    assert told["version"] == 1
    assert [one["question"] for one in told["questions"]] == ["Parking?", "Who is Jane Doe?"]
    assert told["votes"][0]["liked"] is False
    assert told["reports"][0]["note"] == "Jane Doe left in 2019."
    assert told["unreadable_lines"] == 2
    assert "vector" not in told["questions"][0]


def test_votes_and_reports_are_kept_as_long_as_questions(tmp_path: Path) -> None:
    """By the same clock, which is injected here: it is years later."""
    clock = Clock()
    kept = full(tmp_path, clock=clock)
    clock.now = datetime.now(tz=START.tzinfo) + timedelta(days=29)
    assert len(kept.found().votes) == 1
    clock.now += timedelta(days=2)
    kept.sweep()
    assert kept.feedback.votes()[0] == []
    assert kept.reports.reports()[0] == []
    assert kept.questions.read() == []


def test_without_days_what_was_sent_on_purpose_stays(tmp_path: Path) -> None:
    """And no question does."""
    kept = full(tmp_path, days=0)
    kept.sweep()
    found = kept.found()
    assert (found.questions, len(found.votes), len(found.reports)) == ([], 1, 1)


def test_a_name_is_erased_wherever_it_stands(tmp_path: Path) -> None:
    """In questions, in votes and in notes; what would go is counted first."""
    kept = full(tmp_path)
    counted = kept.meant(lambda text: "Jane" in text)
    assert counted == Gone(1, 1, 1)
    assert str(counted) == "1 question, 1 vote and 1 report"
    assert kept.erase(lambda text: "Jane" in text) == counted
    assert not kept.meant(lambda text: "Jane" in text)
    assert b"Jane" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert [one.question for one in kept.found().questions] == ["Parking?"]


def test_everything_is_erased_also_what_cannot_be_read(tmp_path: Path) -> None:
    """No question and no line stays."""
    kept = full(tmp_path)
    assert str(kept.erase_all()) == "2 questions, 3 votes and 1 report"
    found = kept.found()
    assert (found.questions, found.votes, found.reports, found.unreadable) == ([], [], [], 0)
    assert str(kept.erase_all()) == "no questions, no votes and no reports"


def test_a_disk_that_cannot_be_read_is_told_as_such(tmp_path: Path) -> None:
    """With the name of what is in the way."""
    kept = full(tmp_path)
    kept.reports.lines.path.unlink()
    kept.reports.lines.path.mkdir()
    with pytest.raises(KeepingError, match=r"reports\.jsonl"):
        kept.found()


@pytest.mark.parametrize(
    ("password", "days", "said"),
    [
        ("", 30, ""),
        ("a long password", 0, ""),
        ("a long password", 1, "Questions are kept for a day, without any address, so that"),
        ("a long password", 30, "Questions are kept for 30 days, without any address, so that"),
    ],
)
def test_visitors_are_told_exactly_when_questions_are_kept(password: str, days: int, said: str) -> None:
    """Where nobody can read them none is."""
    settings = Settings(_env_file=None, owner_password=password, keep_questions_days=days)
    assert notice(settings).startswith(said)
    assert bool(notice(settings)) == bool(said) == keeps_questions(settings)


def test_a_vote_or_report_that_is_none_is_passed_over(tmp_path: Path) -> None:
    """Whatever is wrong with it."""
    kept = full(tmp_path)
    good = json.loads(kept.feedback.path.read_text().splitlines()[0])
    for field in good:
        kept.feedback.lines.append({**good, field: [1]} if field != "documents" else {**good, field: "a.md"})
    votes, strange = kept.feedback.votes()
    assert len(votes) == 2  # the answer's id is not read
    assert strange == 2 + len(good) - 1
    report = json.loads(kept.reports.lines.path.read_text())
    for field in report:
        kept.reports.lines.append({**report, field: None})
    assert len(kept.reports.reports()[0]) == 1
    assert kept.reports.reports()[1] == len(report)


def test_a_note_is_kept_up_to_its_length(tmp_path: Path) -> None:
    """However long it is sent."""
    kept = Kept(Feedback(tmp_path), 30)
    kept.reports.record(Link("a.md"), answered(cite()).citations[0], "x" * 10_000)
    assert len(kept.found().reports[0].note) == 500
