"""The days that the date of a figure may mean (pure)."""

import re
from datetime import date

from ingest.types import Published

_AS_OF = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d\d)(?:-(\d\d))?))?")


def days_of(as_of: str | None) -> tuple[date, date] | None:
    """The first and the last day that "2020", "2027-Q3", "2020-10" or "2020-10-07" may mean; None for no date."""
    found = _AS_OF.fullmatch(as_of or "")
    if found is None:
        return None
    year, quarter, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        if quarter:
            return Published(year, 3 * quarter - 2).first_day, Published(year, 3 * quarter).last_day
        told = Published(year, month, day)
        return told.first_day, told.last_day
    except ValueError:
        return None
