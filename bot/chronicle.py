"""A question that asks for an account -> the first sentence on its subject of each document that has one.

A release says its news first (the inverted pyramid of news writing), so what a document has to tell on a subject stands
in its first sentence on it. Nothing is scored by the cross-encoder: what is looked for are documents, not an answer.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from bot.account import Account, AccountKind
from bot.choose import Choice
from bot.evidence import Sentence, shown
from bot.library import Library, first_day
from bot.matching import is_of_other_years
from bot.periods import Period
from bot.question import Part
from bot.read import Scored
from bot.retrieve import retrieve
from bot.said import is_said
from bot.types import Filters
from ingest.keywords import terms
from ingest.sentences import sentences
from ingest.types import Kind, Passage

_PASSAGES = 100  # looked through, best first
_MOST = {AccountKind.ABOUT: 6, AccountKind.NEWEST: 6, AccountKind.TIMELINE: 10}
# Two passages as near as this, by the cosine of their vectors, tell one story: room for another. Less will do for those
# of one week.
_ONE_STORY, _ONE_WEEKS_STORY = 0.72, 0.5
_WEEK = 7  # days
# What is new and what came after what is told by these; a fact sheet tells how things are.
_NEWS = frozenset((Kind.NEWS, Kind.PRESS_RELEASE))
_SHORTEST = 40  # characters: what is shorter tells nothing
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HEAD = 3  # sentences: where a release on something else begins to tell of what it is not about


def chronicle(part: Part, library: Library, filters: Filters, silent: Container[str]) -> Choice:
    """What tells of the subject: in the order of time, of what is new the newest first. Nothing where nothing does."""
    account = part.account
    if account is None or not all(map(library.lexicon.knows, part.entities)):
        return Choice(part)
    is_newest = account.kind is AccountKind.NEWEST
    if account.kind is not AccountKind.ABOUT:
        filters = replace(filters, kinds=_NEWS if filters.kinds is None else _NEWS & filters.kinds)
    found = list(_firsts(part, account, library, _within(part.period, filters), silent))
    if is_newest:
        found.sort(key=_day, reverse=True)
    kept = _stories(found, library)[: _MOST[account.kind]]
    kept.sort(key=_day, reverse=is_newest)
    return Choice(part, tuple(Scored(sentence, 1.0, 1.0) for sentence in kept))


def _within(period: Period | None, filters: Filters) -> Filters:
    """Narrowed to what was published in the period."""
    if period is None:
        return filters
    since, until = max(filters.since or date.min, period.first), min(filters.until or date.max, period.last)
    return replace(filters, since=since, until=until)


def _firsts(
    part: Part, account: Account, library: Library, filters: Filters, silent: Container[str]
) -> Iterator[Sentence]:
    """Of each document that is found the first sentence on the subject, the best document first."""
    wanted = [term for term in dict.fromkeys(terms(account.subject)) if not _is_time(term)]
    for passage in _openings(account, library, filters, silent):
        head = None if account.kind is AccountKind.ABOUT or _is_named(part, wanted, passage.source.title) else _HEAD
        first = next(
            (one for one in islice(_sentences(passage, library), head) if _tells(part, account, wanted, one)), None
        )
        if first and (account.kind is AccountKind.ABOUT or _day(first)):
            yield first


def _openings(account: Account, library: Library, filters: Filters, silent: Container[str]) -> list[Passage]:
    """A passage of each document that may tell of the subject, the best first; without a subject, of the newest."""
    live = library.generation
    if account.subject:
        text = library.lexicon.spelled_out(account.subject)
        hits = retrieve(live, text, library.question_vector(text), filters, _PASSAGES, silent)
        found = [hit.passage for hit in hits]
    else:
        newest = (live.passages[place] for place in library.newest_first)
        open_to = (one for one in newest if filters.allow(one.source) and one.source.id not in silent)
        found = list(islice(open_to, _PASSAGES))
    return list({passage.source.id: passage for passage in reversed(found)}.values())[::-1]


def _tells(part: Part, account: Account, wanted: Sequence[str], sentence: Sentence) -> bool:
    """Whether a sentence is one on the subject: a name of it stands there, and the rest there or in the title."""
    text = sentence.text
    is_old = account.kind is AccountKind.NEWEST and _looks_back(sentence)
    if len(text) < _SHORTEST or is_old or is_of_other_years(part, text):
        return False
    names = [term for term in wanted if term in part.names]
    return _is_named(part, wanted, f"{sentence.passage.source.title}. {text}") and (
        not names or any(is_said(term, text) for term in names)
    )


def _looks_back(sentence: Sentence) -> bool:
    """Whether a sentence tells of years well before it was published: "was founded in 2016"."""
    published = sentence.passage.source.published
    years = [int(year) for year in _YEAR.findall(sentence.text)]
    return published is not None and bool(years) and max(years) < published.year - 1


def _is_named(part: Part, wanted: Sequence[str], text: str) -> bool:
    """Whether a text has all names of the subject, and half of its other words."""
    found = [is_said(term, text) for term in wanted if term not in part.names]
    return all(is_said(term, text) for term in wanted if term in part.names) and 2 * sum(found) >= len(found)


def _sentences(passage: Passage, library: Library) -> Iterator[Sentence]:
    """The sentences of a passage's document in order, without headings and without what orders a machine about."""
    live = library.generation
    place = live.positions[passage.id]
    while place and live.passages[place - 1].source == passage.source:
        place -= 1
    while place < len(live.passages) and live.passages[place].source == passage.source:
        one = live.passages[place]
        for span in sentences(shown(one)[1]):
            text = one.text[span.start : span.end]
            if text.rstrip().endswith((".", "!", "?", "”", '"')):
                yield Sentence(one, one.start + span.start, one.start + span.end, text)
        place += 1


def _stories(found: Sequence[Sentence], library: Library) -> list[Sentence]:
    """The sentences without those whose story an earlier one tells."""
    live = library.generation
    kept: list[Sentence] = []

    def is_one_story(one: Sentence, other: Sentence) -> bool:
        near = live.vectors[live.positions[one.passage.id]] @ live.vectors[live.positions[other.passage.id]]
        is_of_one_week = abs(_day(one) - _day(other)) <= _WEEK
        return bool(near >= (_ONE_WEEKS_STORY if is_of_one_week else _ONE_STORY))

    for sentence in found:
        if not any(is_one_story(sentence, other) for other in kept):
            kept.append(sentence)
    return kept


def _day(sentence: Sentence) -> int:
    return first_day(sentence.passage.source)


def _is_time(term: str) -> bool:
    return term.isdigit() and len(term) == 4
