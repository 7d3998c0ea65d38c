"""Dates as a person says them, never more precise than they are known (pure)."""

import re
from datetime import date

from bot.as_of import days_of
from bot.types import Figure
from ingest.types import Published, Source

UNDATED = "undated"

# Our own table: strftime would follow the machine's locale.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def published_in_words(published: Published | None) -> str:
    """ "7 October 2020", "October 2020", "2020", or "undated"."""
    return _in_words(published.year, published.month, published.day) if published else UNDATED


def iso_in_words(as_of: str | None) -> str:
    """ "2020-10-07" as "7 October 2020", "2020-10" as "October 2020", "2027-Q3" as "Q3 2027", None as "undated".

    Whatever else it is, it is returned as it stands: no date is made up for it.
    """
    if as_of is None:
        return UNDATED
    quarter = _QUARTER.fullmatch(as_of)
    if quarter:
        return f"Q{quarter[2]} {quarter[1]}"
    iso = _ISO.fullmatch(as_of)
    return _in_words(*(int(part or 0) for part in iso.groups())) if iso else as_of


def when_in_words(source: Source, figure: Figure | None = None) -> str:
    """When what a source says held: the figure's own date, else the source's date of publication, else "undated"."""
    if figure is not None and figure.as_of is not None:
        return iso_in_words(figure.as_of)
    return published_in_words(source.published)


def as_known(day: str) -> str:
    """ "As known on 31 December 2019", of an ISO date."""
    return f"As known on {iso_in_words(day)}"


def held_in_words(figure: Figure) -> str:
    """When a figure held; of a plan, since when it was one: nobody may take it for what was achieved."""
    when = iso_in_words(figure.as_of)
    if figure.status != "planned" or figure.unit == "date":
        return when
    return f"planned as of {when}" if figure.as_of else f"planned, {when}"


def age_in_words(published: Published | None, today: date | None = None) -> str | None:
    """ "7 years ago" for what is certainly a year old or more, "5 to 6 years ago" where the date leaves both open."""
    return age_of_days(published.first_day, published.last_day, today) if published else None


def iso_age(as_of: str | None, today: date | None = None) -> str | None:
    """The same for the date of a figure; None for one that is undated or ahead."""
    days = days_of(as_of)
    return age_of_days(*days, today) if days else None


def age_of_days(first: date, last: date, today: date | None = None) -> str | None:
    """The same for a day that is not known more exactly than to lie between two."""
    today = today or date.today()
    least, most = _whole_years(last, today), _whole_years(first, today)
    if least < 1:
        return None
    if least < most:
        return f"{least} to {most} years ago"
    return "1 year ago" if least == 1 else f"{least} years ago"


def _in_words(year: int, month: int | None = None, day: int | None = None) -> str:
    name = _MONTHS[month - 1] if month else None
    return " ".join(str(part) for part in (day, name, year) if part)


def _whole_years(then: date, today: date) -> int:
    return today.year - then.year - ((today.month, today.day) < (then.month, then.day))
