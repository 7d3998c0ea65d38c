"""The period that answers are from: as known at the end of a year, or today (pure)."""

from datetime import date

from bot.dates_in_words import as_known

TODAY = "Everything published so far."


def span(years: tuple[int, int] | None, today: date) -> tuple[int, int]:
    """The first and the last year to choose from; the last stands for today."""
    first, last = years or (today.year, today.year)
    last = max(last, today.year)
    return min(first, last - 1), last


def day_of(year: int, last: int) -> date | None:
    """The last day of a year; None for the last one of all, which stands for today."""
    return date(year, 12, 31) if year < last else None


def explained(day: date | None) -> str:
    """What the choice of a day means for the answers."""
    if day is None:
        return TODAY
    return f"{as_known(day.isoformat())}: only what was published by then counts, and nothing that is undated."
