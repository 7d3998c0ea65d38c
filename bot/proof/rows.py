"""Years and figures that a sentence gives in two rows: "in 2021, 2022 and 2023 168, 178 and 175 trials" (pure)."""

import re
from collections.abc import Iterator, Sequence

from bot.proof.basis import Basis
from bot.proof.paired import FIGURE
from ingest.values import Value, date_range
from ingest.values.statements import Statement, statement_of
from ingest.values.when import when

_JOINED = re.compile(r",?\s?(?:and|to|then)?\s", re.IGNORECASE)
_MARKS = re.compile(r"[^\d.]")

_Span = tuple[int, int]


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


def _in_rows(said: Statement) -> Iterator[tuple[_Span, Value]]:
    """Each figure of a row with the year at its place in the one row of years that is as long."""
    dates = {(date.start, date.end): date for date in said.dates}
    figures = [found.span() for found in FIGURE.finditer(said.text)]
    figures = [span for span in figures if not any(start <= span[0] < end for start, end in dates)]
    for row in _rows(said.text, figures):
        years = [years for years in _rows(said.text, [*dates]) if len(years) == len(row) > 1]
        if len(years) == 1:
            yield from ((span, dates[year]) for span, year in zip(row, years[0], strict=True))


def _rows(text: str, spans: Sequence[_Span]) -> Iterator[tuple[_Span, ...]]:
    """The spans that stand in one row, with nothing but "and", "to" or a comma between them."""
    row: tuple[_Span, ...] = ()
    for span in spans:
        if row and not _JOINED.fullmatch(text, row[-1][1], span[0]):
            yield row
            row = ()
        row = (*row, span)
    if row:
        yield row
