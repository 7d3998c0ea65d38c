"""Sentences as they are compared with those of another document: their words, and what could be another fact (pure).

Two sentences are the same when their words are, whatever the case, the quotation marks and the white space. Where they
are not, what counts is what a reader would act on: figures with their units and hedges, dates, names and negations.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ingest.keywords import terms
from ingest.sentences import blocks
from ingest.types import Document

# The words of a sentence, in order.
Run = tuple[str, ...]

# "£1.2 million" and "£1.2m" are one figure.
_LONG_UNITS = ((re.compile(r"(?<=\d)\s?million\b"), "m"), (re.compile(r"(?<=\d)\s?(?:billion|bn)\b"), "bn"))
_PER_CENT = re.compile(r"(?<=\d)\s?per\s?cent\b")
# A sign, a currency and a unit that is written to a number belong to it.
_TOKEN = re.compile(r"(?:(?<!\w)[-−+~<>≈±]|[£$€])*\s?\d+(?:[.,:/]\d+)*[^\W\d_]*[%+]?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT_OF_THE_NUMBER = re.compile(r"(?<=\d),(?=\d{3})|\s")
_DIGIT = re.compile(r"\d")
_SELF_MEASURED = re.compile(r"[£$€%]|\d[a-z]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"\d\d?(?:st|nd|rd|th)?")
_CLOCK_OR_DATE = re.compile(r"\d+:\d\d(?::\d\d)?(?:am|pm)?|\d+(?:am|pm)|\d+/\d+(?:/\d+)?")
_PARAGRAPH_END = re.compile(r"\n\s*\n")
_CLOSE = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+")
_NO_LETTER = re.compile(r"[\W_]+")
# Sites join the name of a page and their own by these.
_TITLE_PARTS = re.compile(r"\s[|–—-]\s")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
# A line of that many words may be navigation, a byline or a row of facts; more are prose whatever they end with.
_LONGEST_LINE = 12
HEADLINE = 4  # words of a line from which it may be a headline and no item of a menu
_NEAR = 3  # words before a figure that bound it, and after it that say of what it is

_NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen half halved "
    "quarter double doubled twice treble trebled triple tripled second third fourth fifth sixth seventh eighth ninth "
    "tenth".split()
)
# Our own table: strftime would follow the machine's locale.
MONTHS = tuple("january february march april may june july august september october november december".split())
_MONTHS = frozenset((*MONTHS, *(name[:3] for name in MONTHS), *"sept spring summer autumn winter".split()))
_HEDGES = frozenset(
    "about almost approximately around exceeding least less more most nearly only over roughly some under up".split()
)
_NEGATIONS = frozenset("no not never none nor neither without cannot fails failed".split())
# What a page puts round its text: the figures of such lines are no facts of the story.
_FURNITURE = re.compile(
    r"\b\d+[ -]?(?:min(?:ute)?s?\b|comments?\b|shares?\b|likes?\b|views?\b|hours? ago|days? ago|weeks? ago)"
    r"|©|\bcopyright\b|\b(?:tel|phone|fax|call)\b|\+\d\d|\b0\d{3,4} ?\d{3}|@|\bpage \d+ of \d+",
    re.IGNORECASE,
)
# The words of a line that says only when a page was published.
_STAMP = frozenset(
    "published posted updated released date last first on at by monday tuesday wednesday thursday friday saturday "
    "sunday gmt bst am pm".split()
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a sentence states it: with what it may measure, and the words that bound it."""

    number: str
    units: frozenset[str]
    hedges: frozenset[str]

    def is_of(self, other: "Figure") -> bool:
        """Whether both are one number of one thing, however they are bounded."""
        return self.number == other.number and (bool(self.units & other.units) or self.units == other.units)


class Sentence:
    """A sentence or a heading; ``is_line`` says that it is short and ends like no sentence. Worked out when asked for.

    Units are as in the text, numbers without commas.
    """

    def __init__(self, text: str, *, is_line: bool) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self.words: Run = tuple(token.lower() for token in self._tokens)
        self.is_line = is_line and len(self.words) <= _LONGEST_LINE

    @cached_property
    def key(self) -> str:
        """Its letters and digits, as ``keys_of`` gives them."""
        return _NO_LETTER.sub("", self._text.lower())

    @cached_property
    def content(self) -> list[str]:
        """The stems of what it says, without function words."""
        return terms(" ".join(self.words))

    @cached_property
    def periods(self) -> frozenset[str]:
        """Its years and months, and the days that stand beside a month."""
        return frozenset(word for place, word in enumerate(self.words) if self._is_period(place)) - self._furniture

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers that it states, in digits and in words; dates are none."""
        return () if self._furniture else tuple(self._figures())

    @cached_property
    def names(self) -> frozenset[str]:
        """In lower case the words that are capitalised though they do not begin it."""
        return frozenset(token.lower() for token in self._tokens[1:] if token[0].isupper()) - self.periods

    @cached_property
    def marks(self) -> Run:
        """In order, the words by which two sentences that read alike say two things."""
        opening = {w for w, token in zip(self.words[:1], self._tokens, strict=False) if token[0].isupper() and terms(w)}
        said = self.names | self.periods | opening
        return tuple(word for word in self.words if word in said or counts(word))

    @property
    def negations(self) -> int:
        """How often it denies."""
        return sum(map(_is_negation, self.words))

    @property
    def is_news(self) -> bool:
        """Whether it tells anything: a line does that has a figure, or some words and is not only a date stamp."""
        is_stamp = set(self.words) <= self.periods | _STAMP
        is_headline = bool(self.periods) or len(self.words) >= HEADLINE
        return not self.is_line or bool(self.figures) or (is_headline and not is_stamp and not self._furniture)

    @cached_property
    def _furniture(self) -> frozenset[str]:
        """All words of a line that belongs to a page and not to its text."""
        return frozenset(self.words) if self.is_line and _FURNITURE.search(self._text) else frozenset()

    def _is_period(self, place: int) -> bool:
        word, beside = self.words[place], self.words[max(place - 1, 0) : place + 2]
        is_day = bool(_DAY.fullmatch(word)) and not _MONTHS.isdisjoint(beside)
        return word in _MONTHS or is_day or bool(_YEAR.fullmatch(word))

    def _figures(self) -> Iterator[Figure]:
        for place, word in enumerate(self.words):
            is_number = word in _NUMBER_WORDS or (_DIGIT.search(word) and not _CLOCK_OR_DATE.fullmatch(word))
            if not is_number or word in self.periods:
                continue
            before, after = self.words[max(place - _NEAR, 0) : place], self.words[place + 1 : place + 1 + _NEAR]
            units = [] if _SELF_MEASURED.search(word) else terms(" ".join(after))
            yield Figure(word, frozenset(units), frozenset(before) & _HEDGES)


def sentences_of(document: Document) -> list[Sentence]:
    """All sentences, headings and lines of a document, in order, the parts of its title first."""
    found = [Sentence(part, is_line=True) for part in _TITLE_PARTS.split(document.source.title)]
    for block in blocks(document.text):
        if block.heading is not None:
            found.append(Sentence(block.heading, is_line=True))
        for span in block.sentences:
            text = document.text[span.start : span.end]
            found.append(Sentence(text, is_line=not _SENTENCE_END.search(text)))
    return [sentence for sentence in found if sentence.words]


def keys_of(text: str) -> Iterator[str]:
    """The letters and digits of each sentence of a text: a fast look at what texts share, not an exact one."""
    for paragraph in _PARAGRAPH_END.split(text.lower()):
        for sentence in _CLOSE.split(paragraph):
            yield _NO_LETTER.sub("", sentence)


def _tokens(text: str) -> list[str]:
    """The words and numbers as they are written; a number is one token with its sign, currency and unit."""
    plain = _PER_CENT.sub("%", unicodedata.normalize("NFKC", text).replace("’", "'"))
    for pattern, unit in _LONG_UNITS:
        plain = pattern.sub(unit, plain)
    return [
        _NOT_OF_THE_NUMBER.sub("", token).replace("−", "-") if _DIGIT.search(token) else token
        for token in _TOKEN.findall(plain)
    ]


def counts(word: str) -> bool:
    """Whether a word in lower case counts, bounds or denies, so that a sentence without it says something else."""
    return bool(_DIGIT.search(word)) or word in _NUMBER_WORDS or word in _HEDGES or _is_negation(word)


def _is_negation(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")
