"""What is kept of visitors -> the tables of the owner's page, as values (pure but for what the bot is asked for)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from bot.as_of import days_of
from bot.asked import Asked, Shown
from bot.dates_in_words import age_of_days, iso_in_words
from bot.feedback import Vote
from bot.permalink import PATH, Fate, Link, address
from bot.permalink import Found as Quote
from bot.reports import Report
from bot.types import Status
from page.drawing import Bar
from page.owner.groups import Group

LONGEST_PLOT = 90  # days
_STATUSES = (Status.ANSWERED, Status.NOT_FOUND, Status.OUT_OF_SCOPE)
_BECAME = {"answered": "answered", "not_found": "not found", "out_of_scope": "not for the documents"}
_FATES = {
    Fate.CURRENT: "as it was",
    Fate.SUPERSEDED: "superseded since",
    Fate.REMOVED: "removed since",
    Fate.WITHDRAWN: "withdrawn since",
}
WITHHELD = "(of a document that was withdrawn)"

Cell = str | int


@dataclass(frozen=True, slots=True)
class Row:
    """Its cells, where the first of them leads ("" for nowhere), and the id of a question of its group (0 for none)."""

    cells: tuple[Cell, ...]
    address: str = ""
    group: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """``name`` stands in addresses and names of files, ``note`` says in a sentence what is in it."""

    name: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def days_table(days: Sequence[Bar]) -> Table:
    """How many questions a day, by what became of them: the days on which any were asked, the newest first."""
    rows = tuple(Row((iso_in_words(str(day)), *counts)) for day, counts in reversed(days) if any(counts))
    note = "How many questions were asked on each day (UTC), and what became of them."
    columns = ("Day", *(_BECAME[status].capitalize() for status in _STATUSES))
    return Table("questions-a-day", "Questions a day", note, columns, rows)


def per_day(questions: Sequence[Asked], today: date, days: int) -> tuple[Bar, ...]:
    """The counts by status of each of the last so many days, LONGEST_PLOT at most."""
    counted = Counter((question.time[:10], question.status) for question in questions)
    answered, not_found, out_of_scope = _STATUSES
    span = [today - timedelta(days=number) for number in reversed(range(min(days, LONGEST_PLOT)))]
    return tuple(
        (day, (counted[str(day), answered], counted[str(day), not_found], counted[str(day), out_of_scope]))
        for day in span
    )


def unanswered_table(groups: Sequence[Group]) -> Table:
    """The groups of questions without an answer."""
    rows = tuple(
        Row((one.question, one.count, _day(one.newest), " · ".join(one.others), " · ".join(one.missing)), group=one.id)
        for one in groups
    )
    note = "What was asked and is not in the documents; questions of one subject stand together, the most asked first."
    columns = ("Question", "Times", "Last asked", "Asked also as", "What was said to be missing")
    return Table("questions-without-an-answer", "Questions without an answer", note, columns, rows)


def reports_table(reports: Sequence[Report], look_up: Callable[[Link], Quote | None]) -> Table:
    """The reports, the newest first. Words of a document that was withdrawn since are not shown."""
    rows = tuple(_reported(report, look_up(report.link)) for report in reversed(reports))
    note = "What readers reported from the page of a quote: it does not prove what was said."
    columns = ("Quote", "Document", "Reported", "Note", "The quote now")
    return Table("reports", "Wrong citations", note, columns, rows)


def _reported(report: Report, found: Quote | None) -> Row:
    quote = WITHHELD if found and found.fate is Fate.WITHDRAWN else report.quote
    now = _FATES[found.fate] if found else "not remembered"
    return Row((quote, report.title, _day(report.time), report.note, now), address(report.link))


def votes_table(votes: Sequence[Vote], titles: Mapping[str, str]) -> Table:
    """The thumbs, the newest first."""
    rows = tuple(
        Row(
            (
                vote.question,
                "up" if vote.liked else "down",
                _day(vote.time),
                _BECAME.get(vote.status, vote.status),
                " · ".join(titles.get(id_, id_) for id_ in vote.documents),
            )
        )
        for vote in reversed(votes)
    )
    columns = ("Question", "Thumb", "When", "What became of it", "Documents cited")
    return Table("thumbs", "Thumbs", "What visitors said of an answer on the page.", columns, rows)


def documents_table(questions: Sequence[Asked], titles: Mapping[str, str]) -> Table:
    """How many answers cited each document, the most used first."""
    used = Counter(id_ for question in questions for id_ in question.documents)
    last = {id_: question.time for question in questions for id_ in question.documents}
    rows = tuple(
        Row((titles.get(id_, id_), count, _day(last[id_])), _of_document(id_))
        for id_, count in sorted(used.items(), key=lambda item: (-item[1], item[0]))
    )
    note = "How many answers cited each document."
    return Table("documents", "Most used documents", note, ("Document", "Answers", "Last cited"), rows)


def ageing_table(questions: Sequence[Asked], titles: Mapping[str, str], today: date) -> Table:
    """Figures that were shown as present ones though their date is more than a year ago, the most shown first."""
    shown: dict[tuple[str, str, str | None], list[Shown]] = defaultdict(list)
    for question in questions:
        for figure in question.figures:
            if figure.is_latest and _year(figure) not in question.standalone and _age(figure, today):
                shown[figure.words, figure.document, figure.as_of].append(figure)
    rows = tuple(
        Row(
            (
                words,
                len(figures),
                iso_in_words(as_of),
                _age(figures[0], today) or "",
                titles.get(document, document),
            ),
            figures[0].link,
        )
        for (words, document, as_of), figures in sorted(shown.items(), key=lambda item: (-len(item[1]), item[0][:2]))
    )
    note = (
        "Figures in answers that are more than a year old: a newer document would help. Left out are those of a year "
        "that the question names, and those beside which a later one stood."
    )
    columns = ("Figure", "Times shown", "Date", "Age", "Document")
    return Table("ageing-figures", "Ageing figures", note, columns, rows)


def _year(figure: Shown) -> str:
    return (figure.as_of or "")[:4]


def _age(figure: Shown, today: date) -> str | None:
    days = days_of(figure.as_of)
    return age_of_days(*days, today) if days else None


def _of_document(id_: str) -> str:
    return f"{PATH}?{urlencode({'document': id_}, errors='replace')}"


def _day(time: str) -> str:
    return iso_in_words(time[:10])
