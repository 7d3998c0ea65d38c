"""Years and figures that a sentence gives in two rows: "in 2021, 2022 and 2023 168, 178 and 175 trials" (pure)."""

import re
from collections.abc import Iterator, Sequence

from bot.proof.basis import Basis
from bot.proof.in_rows import Span, ends_of, rows
from ingest.values import Value, date_range
from ingest.values.statements import Statement, statement_of
from ingest.values.when import when

FIGURE = re.compile(r"(?<![\w.,])[£$€]?\d[\d,]*(?:\.\d+)?(?:\s?(?:%|bn|m|k|million|billion|per cent)\b|%)?")
RESPECTIVELY = re.compile(r",?\s\(?respectively\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d,?")
_MARKS = re.compile(r"[^\d.]")


def is_respective(words: str) -> bool:
    """Whether a sentence gives several things to several others, each to its own."""
    return RESPECTIVELY.search(words) is not None


def figure_rows(words: str) -> list[tuple[Span, ...]]:
    """The rows of two figures or more, none of which is a year."""
    figures = [found.span() for found in FIGURE.finditer(words) if not _YEAR.fullmatch(found.group())]
    return [row for row in rows(words, figures) if len(row) > 1]


def year_in_row(said: Statement, value: Value) -> Value | None:
    """The year of a value that stands in a row beside a row of years as long; None where it does not."""
    return next((year for span, year in _in_rows(said) if value.start <= span[0] < value.end), None)


def row_fault(words: str, basis: Basis) -> str | None:
    """The first figure of a row whose year, in the row beside it, is none that a quote gives it, in a phrase."""
    said = statement_of(words)
    for (start, end), year in _in_rows(said):
        figure = words[start:end].rstrip(",")
        own = date_range(words[year.bare_start : year.end])
        theirs = [days for date in _dates_of(figure, basis) if (days := date_range(date))]
        if own and theirs and not any(own[0] <= days[1] and days[0] <= own[1] for days in theirs):
            return f"a value of another time: {figure}"
    return None


def _dates_of(figure: str, basis: Basis) -> Iterator[str]:
    """The dates that the quotes give for a figure with the same digits."""
    for told in basis.told:
        text = told.statement.text
        for value in told.statement.values:
            if _MARKS.sub("", text[value.bare_start : value.end]) == _MARKS.sub("", figure):
                date, _ = when(told.statement, value)
                if date is not None:
                    yield text[date.bare_start : date.end]


def _in_rows(said: Statement) -> Iterator[tuple[Span, Value]]:
    """Each figure of a row with the year at its place in the one row of years that is as long."""
    dates = {(date.start, date.end): date for date in said.dates}
    figures = [found.span() for found in FIGURE.finditer(said.text)]
    figures = [span for span in figures if not any(start <= span[0] < end for start, end in dates)]
    for row in rows(said.text, figures):
        years = [years for years in rows(said.text, [*dates]) if len(years) == len(row) > 1]
        years = [
            years for years in years if not _is_one_time(said.text, years) or " to " in said.text[slice(*ends_of(row))]
        ]
        if len(years) == 1:
            yield from ((span, dates[year]) for span, year in zip(row, years[0], strict=True))


def _is_one_time(text: str, years: Sequence[Span]) -> bool:
    """Whether two dates are the ends of one time, "between 2019 and 2020"."""
    return text[: years[0][0]].endswith("between ") or " to " in text[slice(*ends_of(years))]
