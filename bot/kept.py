"""All that is kept of visitors: their questions, their votes, and their reports of wrong citations."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.asked import Asked, Questions, utc_now
from bot.encode import printable
from bot.errors import KeepingError
from bot.feedback import Feedback, Vote
from bot.lines import Line
from bot.reports import Report, Reports
from ingest.settings import Settings

VERSION = 1  # of the export; raised when a field goes or changes its meaning


def keeps_questions(settings: Settings) -> bool:
    """Whether questions are kept at all: only where somebody can read them."""
    return bool(settings.owner_password.get_secret_value() and settings.keep_questions_days)


def notice(settings: Settings) -> str:
    """What visitors are told of it; "" where no question is kept."""
    if not keeps_questions(settings):
        return ""
    days = settings.keep_questions_days
    how_long = "a day" if days == 1 else f"{days} days"
    return f"Questions are kept for {how_long}, without any address, so that the documents can be improved."


@dataclass(frozen=True, slots=True)
class Found:
    """What is kept at a moment, the oldest first, and how many lines could not be read."""

    questions: list[Asked]
    votes: list[Vote]
    reports: list[Report]
    unreadable: int


@dataclass(frozen=True, slots=True)
class Gone:
    """How much was erased."""

    questions: int
    votes: int
    reports: int

    def __bool__(self) -> bool:
        return any((self.questions, self.votes, self.reports))

    def __str__(self) -> str:
        """ "12 questions, 1 vote and no reports"."""
        questions, votes, reports = (_counted(getattr(self, part.name), part.name) for part in fields(self))
        return f"{questions}, {votes} and {reports}"


class Kept:
    """The three of them in one folder, each for so many ``days``. Every method raises KeepingError.

    With 0 days no question is kept at all, and what a visitor sends on purpose, a vote or a report, stays until it is
    erased.
    """

    def __init__(self, feedback: Feedback, days: int, now: Callable[[], datetime] = utc_now) -> None:
        self.days, self._now = days, now
        self.questions = Questions(feedback.folder / "questions.sqlite3", days, now)
        self.feedback = feedback
        self.reports = Reports(feedback.folder)

    def today(self) -> date:
        """The day, by UTC."""
        return self._now().astimezone(UTC).date()

    def sweep(self) -> None:
        """Erase what is too old."""
        self.questions.sweep()
        if self.days:
            oldest = self._now() - timedelta(days=self.days)
            for lines in (self.feedback.lines, self.reports.lines):
                with _told():
                    lines.drop(lambda line: _is_before(line, oldest))

    def found(self) -> Found:
        """All that is kept."""
        self.sweep()
        with _told():
            votes, strange = self.feedback.votes()
            reports, stranger = self.reports.reports()
        return Found(self.questions.read(), votes, reports, strange + stranger)

    def export(self) -> dict[str, Any]:
        """All that is kept, as JSON can hold it; without the vectors, which are made of the questions."""
        found = self.found()
        questions = [asdict(one) for one in found.questions]
        for question in questions:
            del question["vector"]
        return {
            "version": VERSION,
            "made": self._now().isoformat(timespec="seconds"),
            "questions": questions,
            "votes": [asdict(one) for one in found.votes],
            "reports": [asdict(one) for one in found.reports],
            "unreadable_lines": found.unreadable,
        }

    def meant(self, is_meant: Callable[[str], bool]) -> Gone:
        """How much ``erase`` would erase."""
        found = self.found()
        return Gone(
            len(_meant_ids(found.questions, is_meant)),
            sum(is_meant(printable(vote.question)) for vote in found.votes),
            sum(is_meant(report.note) for report in found.reports),
        )

    def erase(self, is_meant: Callable[[str], bool]) -> Gone:
        """Erase the questions that are meant, as asked or as understood, the votes on them, and reports by their note.

        Raises KeepingError; some of it may be erased then.
        """
        with _told():
            votes = self.feedback.lines.drop(lambda line: is_meant(printable(str(line.get("question", "")))))
            reports = self.reports.lines.drop(lambda line: is_meant(str(line.get("note", ""))))
        return Gone(self.questions.forget(_meant_ids(self.questions.read(), is_meant)), votes, reports)

    def erase_all(self) -> Gone:
        """Erase everything, also what cannot be read."""
        with _told():
            votes, reports = self.feedback.lines.clear(), self.reports.lines.clear()
        return Gone(self.questions.forget_all(), votes, reports)


def _meant_ids(questions: Sequence[Asked], is_meant: Callable[[str], bool]) -> list[int]:
    return [one.id for one in questions if is_meant(one.question) or is_meant(one.standalone)]


@contextmanager
def _told() -> Iterator[None]:
    """An error of the disk is told as what it is to who runs the server."""
    try:
        yield
    except OSError as error:
        raise KeepingError(f"A file of votes or reports cannot be read or written: {error}.") from error


def _is_before(line: Line, oldest: datetime) -> bool:
    try:
        time = datetime.fromisoformat(str(line.get("time")))
    except ValueError:
        return False
    return (time if time.tzinfo else time.replace(tzinfo=UTC)) < oldest


def _counted(count: int, name: str) -> str:
    return f"{count or 'no'} {name.removesuffix('s') if count == 1 else name}"
