"""Reports that a quote does not prove what was said, kept beside the votes and like them."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.lines import Line, Lines
from bot.permalink import Link
from bot.types import Citation

LONGEST_NOTE = 500  # characters
MOST_BYTES = 10_000_000  # of all reports: some thousands

_FIELDS = ("time", "document", "title", "version", "quote", "note")


@dataclass(frozen=True, slots=True)
class Report:
    """A quote by its place, its words, what a reader says of it, and when (ISO 8601, UTC)."""

    time: str
    document: str
    title: str
    version: str
    start: int
    end: int
    quote: str
    note: str

    @property
    def link(self) -> Link:
        """What leads to the quote."""
        return Link(self.document, self.version, self.start, self.end)


class Reports:
    """A folder's file of reports, ``reports.jsonl``."""

    def __init__(self, folder: Path) -> None:
        self.lines = Lines(folder / "reports.jsonl", MOST_BYTES)

    def record(self, link: Link, citation: Citation, note: str) -> None:
        """Append a report of a link's quote. Raises OSError when the disk refuses it, or there is no room for more."""
        report = Report(
            datetime.now(UTC).isoformat(timespec="seconds"),
            link.document,
            citation.source.title,
            link.version,
            link.start,
            link.end,
            citation.quote,
            note[:LONGEST_NOTE],
        )
        self.lines.append(asdict(report))

    def reports(self) -> tuple[list[Report], int]:
        """All reports, the oldest first, and how many lines are none. Raises OSError."""
        lines, unreadable = self.lines.read()
        found = [report for report in map(_report, lines) if report is not None]
        return found, unreadable + len(lines) - len(found)


def _report(line: Line) -> Report | None:
    """The report that a line holds; None when it holds none."""
    if not all(isinstance(line.get(name), str) for name in _FIELDS):
        return None
    if not all(isinstance(line.get(name), int) for name in ("start", "end")):
        return None
    return Report(**{name: line[name] for name in Report.__slots__})
