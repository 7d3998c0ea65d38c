"""The date at the top of a text: "Stevenage, 7 October 2019 -", "Published: 7th Oct 2019", or a line of its own.

Only what can be nothing else counts. A date in a sentence tells of something else, and so does that of an event, of a
change or of another article.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import islice

from ingest.load.dates import Found, find_dates, parse_published
from ingest.types import Published

LINES = 10
# A longer line is prose, where only the very beginning can be a dateline.
SHORT = 160
OPENING = 120
MARK = r"[|·•/:;,()\[\]–—-]"
PUBLISHED = (
    r"(?:(?:first|originally|date|veröffentlicht) )?(?:published|posted|issued|released|dated)|(?:release|issue) date|"
    r"publication date|date of (?:publication|issue|release)|(?:strictly )?(?:under )?embargo(?:ed)?|"
    r"for (?:immediate )?release|(?:press|news|media) (?:release|notice|statement)|"
    r"veröffentlicht|pressemitteilung|publié|communiqué de presse|publicado|nota de prensa|pubblicato|"
    r"comunicato stampa|gepubliceerd|persbericht"
)
LABEL = re.compile(rf"(?:^|{MARK}|\s)\W*(?:{PUBLISHED})\b[^.!?]{{0,50}}$", re.IGNORECASE)
LABELLED_YEAR = re.compile(rf"\W*(?:{PUBLISHED})\s*(?:in|:)?\s*(?P<year>[0-9]{{4}})\W*", re.IGNORECASE)
# What the words just before a date make it the date of, when it is not that of publication.
OTHERWISE = re.compile(
    r"\b(?:updat|modif|amend|revis|review|edit|chang|correct|access|retriev|download|print|archiv|creat|expir|deadline|"
    r"clos(?:es|ing)|valid|effective|due|event|webinar|conference|seminar|summit|workshop|meeting|minutes|open day|"
    r"today|since|until|till|from|between|starts?|begins?|ends?|when|copyright|joined|born|aktualisiert|mis à jour|"
    r"actualizado|aggiornato|bijgewerkt)\w*\b|©",
    re.IGNORECASE,
)
EMBARGO = re.compile(r"embargo", re.IGNORECASE)
# A line that tells of an event: the date beside it is the event's.
EVENT = re.compile(
    r"\W*(?:venue|location|where|when|time|doors open|tickets?|register|rsvp)\b\s*(?::|here|now|$)", re.I
)
PLACE_WORD = r"(?:[A-ZÀ-ÞŁŠŽ][\w'’.&]*|upon|of|and|de|la|le|am|an|der|sur|en)"
# "STEVENAGE, UK, " before the date, but not "On " or "In ", which begin a sentence.
PLACE = re.compile(rf"\W*(?:(?!(?i:on|in|by|since|from|at|the)\b){PLACE_WORD}[\s,;:/()–—|-]+){{0,8}}")
BEGINS_TEXT = re.compile(r"\s*(?:[)\]]?\s*(?:[–—:]|-{1,2}(?!\w)|--|[/(.])|[)\]])\s*(?=\W*[^\W\d])")
RANGE = re.compile(r"\s*(?:[–—-]|to|until|till|and|&|bis|au)\s*\d", re.IGNORECASE)
IN_RANGE = re.compile(r"\d\s*(?:[–—-]|to|until|till|and|&|bis|au)\s*$", re.IGNORECASE)
BYLINE = re.compile(rf"\W*|.{{0,60}}{MARK}\s*(?:(?i:on)\s+)?|\W*(?i:by)\s.{{0,60}}|(?:[A-Z][\w&'’]*\s+){{1,3}}")
AFTER_BYLINE = re.compile(rf"\s*(?:{MARK}.*|(?i:by|in)\s.*)?")
EDGE = re.compile(r"[\s#>*_()\[\].,:;|–—-]*")
DATE_LABEL = re.compile(r"\W*(?:date|datum|fecha|data)\s*:\s*", re.IGNORECASE)


class Rank(IntEnum):
    """How surely a date is that of publication, the surest first."""

    LABELLED = 0  # a word says so
    DATELINE = 1  # it opens the first paragraph, with or without a place
    ALONE = 2  # it has a line of its own
    APART = 3  # it stands beside a name or a category


@dataclass(frozen=True, slots=True)
class _Candidate:
    rank: Rank
    published: Published


def dateline_of(
    lines: Sequence[str], *, day_first: bool = False, is_event: bool = False, today: date | None = None
) -> Published | None:
    """The date of publication that the lines at the top of a text show, None when they show none or several.

    ``is_event`` says that the text is about an event: its date stands at the top of such a text too.
    """
    top = list(islice((line.strip() for line in lines if line.strip()), LINES))
    is_event = is_event or any(map(EVENT.match, top))
    found = [candidate for line in top for candidate in _candidates(line, day_first, today)]
    surest = min((candidate.rank for candidate in found), default=Rank.APART)
    if is_event and surest > Rank.DATELINE:
        return None
    return _agreed([candidate.published for candidate in found if candidate.rank is surest])


def _agreed(dates: Sequence[Published]) -> Published | None:
    """The most precise of the dates when the others say the same: a list of articles shows a date for each."""
    exact = max(dates, key=lambda published: len(str(published)), default=None)
    return exact if all(str(exact).startswith(str(published)) for published in dates) else None


def _candidates(line: str, day_first: bool, today: date | None) -> Iterator[_Candidate]:
    year = LABELLED_YEAR.fullmatch(line)
    with suppress(ValueError):
        if year:
            yield _Candidate(Rank.LABELLED, parse_published(year["year"], today))
    end = 0
    for found in find_dates(line[: OPENING if len(line) > SHORT else SHORT], today, day_first=day_first):
        rank = _rank(line, re.split(r"[|·•;]", line[end : found.start])[-1], found)
        end = found.end
        if rank is not None:
            yield _Candidate(rank, found.published)


def _rank(line: str, words: str, found: Found) -> Rank | None:
    """How surely the date found in the line is that of publication, after these words; None when it is not."""
    before, after = line[: found.start], line[found.end :]
    if _is_of_something_else(words) or RANGE.match(after) or IN_RANGE.search(before):
        return None
    if PLACE.fullmatch(before) and BEGINS_TEXT.match(after):
        return Rank.DATELINE
    return None if len(line) > SHORT else _rank_of_short(line, words, before, after)


def _is_of_something_else(words: str) -> bool:
    """Whether the last word of publication or of anything else before the date is one of anything else."""
    label = LABEL.search(words)
    return bool(OTHERWISE.search(words, label.start() if label else 0)) and not EMBARGO.search(words)


def _rank_of_short(line: str, words: str, before: str, after: str) -> Rank | None:
    if LABEL.search(words):
        return Rank.LABELLED
    if EDGE.fullmatch(after) and (EDGE.fullmatch(before) or DATE_LABEL.fullmatch(before)):
        return Rank.ALONE
    is_apart = not line.startswith("#") and BYLINE.fullmatch(before) and AFTER_BYLINE.fullmatch(after)
    return Rank.APART if is_apart else None
