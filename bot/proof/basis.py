"""What a sentence may rest on: the quotes that it cites with their cards, read once for all rules (pure)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import takewhile

from bot.encode import visible
from bot.lexicon import initials
from bot.orders import may_be_order
from bot.proof.alike import alike, are_kin, peoples
from bot.proof.in_full import in_full
from bot.proof.in_rows import with_units
from bot.proof.predicates import lemma, predicates
from bot.proof.same_value import is_same
from bot.types import Citation
from ingest.keywords import terms
from ingest.sentences import sentences
from ingest.values import Value
from ingest.values.statements import Statement, statement_of

_LONG_NAME = re.compile(r"[A-Z][\w&'-]*(?:[ -](?:(?:of|and|for|the|in|&) )*[A-Z][\w&'-]*)+")
_PART_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_WORD = re.compile(r"[^\W_][\w&'’-]*")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of a quote, with the citation that it stands in."""

    citation: Citation
    statement: Statement


@dataclass(frozen=True)
class Basis:
    """The citations that a sentence names, and what they say."""

    citations: tuple[Citation, ...]

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """Every sentence of the quotes up to one that gives orders: that proves nothing, nor does what follows it."""
        return tuple(
            Told(citation, statement_of(text))
            for citation in self.citations
            for text in _before_orders(_sentences(with_units(in_full(visible(citation.quote)))))
        )

    def holding(self, value: Value) -> list[tuple[Statement, Value]]:
        """The sentences that have a value, whatever the words and the hedge, each with the value as it is there."""
        return [(one.statement, other) for one in self.told for other in one.statement.values if is_same(value, other)]

    @cached_property
    def heard(self) -> tuple[Citation, ...]:
        """The citations with as much of their quotes as is told."""
        told = {
            one.number: " ".join(t.statement.text for t in self.told if t.citation is one) for one in self.citations
        }
        return tuple(replace(one, quote=told[one.number]) for one in self.citations)

    @cached_property
    def text(self) -> str:
        """All that is told."""
        return "\n".join(told.statement.text for told in self.told)

    @cached_property
    def cards(self) -> str:
        """Who says it, and under which title."""
        cards = (f"{one.source.title}\n{one.source.publisher or ''}" for one in self.citations)
        return visible("\n".join(cards))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all that is told and of the cards."""
        return frozenset(terms(f"{self.text}\n{self.cards}"))

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """The same, one for all forms of a verb."""
        return frozenset(map(lemma, self.stems))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words as they are written, of all that is told and of the cards, each also without its "'s"."""
        return words_of(f"{self.text}\n{self.cards}")

    @cached_property
    def initials(self) -> frozenset[str]:
        """The short forms that its names could have: "Cell and Gene Therapy Catapult" -> "CGTC"."""
        # Of common words too: research and development is R&D.
        found = {f"{a[0]}&{b[0]}".upper() for a, b in re.findall(r"\b([a-z]{4,}) and ([a-z]{4,})\b", self.text)}
        for run in _LONG_NAME.findall(f"{self.text}\n{self.cards}"):
            # "HM Revenue & Customs" is HMRC, and "BioIndustry Association" BIA.
            words = [word for word in re.split(r"[ -]", run) if word[:1].isupper()]
            inside = ["".join(mark for mark in word if mark.isupper()) for word in words]
            found |= {"".join(inside[first:]) for first in range(len(inside))}
            found |= {"".join(inside[first : first + 2]) for first in range(len(inside))}  # "CGT Catapult" is CGTC
            capitals = [word[0] for word in words]
            found |= {
                "".join(capitals[first:last])
                for first in range(len(capitals))
                for last in range(first + 2, len(capitals) + 1)
            }
        return frozenset(found)

    @cached_property
    def denied(self) -> frozenset[str]:
        """The stems of what is denied by a word of its own, "did not disclose", or in one, "an undisclosed sum"."""
        apart = {word.stem for told in self.told for word in predicates(told.statement.text) if word.denied}
        return self.denied_in_one | apart

    @cached_property
    def denied_in_one(self) -> frozenset[str]:
        """The stems of what a word denies by how it begins: that of "changed" for "unchanged"."""
        written = re.findall(r"\b(?:un|non-?)([a-z]{3,})", self.text.lower())
        return frozenset(lemma(stem) for word in written for stem in terms(word))

    def spelled_out(self, words: str) -> frozenset[str]:
        """The words of names in a sentence that the quotes have by their short form: "High Potential Opportunity"."""
        found: set[str] = set()
        for run in _LONG_NAME.findall(words):
            capitals = [word for word in re.split(r"[ -]", run) if word[:1].isupper()]
            # Three letters at least: anybody's two names begin with some two.
            ends = (capitals[first:] for first in range(len(capitals) - 2))
            found.update(*(end for end in ends if "".join(word[0] for word in end) in self.words))
        return frozenset(found)

    def is_short_for(self, short: str, name: frozenset[str]) -> bool:
        """Whether a long form of a short one, in the quotes or the cards, has the words of a name: "the Catapult"."""
        runs = _LONG_NAME.findall(f"{self.text}\n{self.cards}")
        return any(initials(run) == short and name <= set(run.split()) for run in runs)

    def holds(self, stem: str, *, kin: bool = True) -> bool:
        """Whether a stem, or one that may stand for it, is told; also a word of its ``kin``, where that will do."""
        if stem in self.stems or (alike(stem) | peoples(stem)) & (self.lemmas | self.stems):
            return True
        if stem.startswith("un") and lemma(stem[2:]) in self.denied:
            return True
        return kin and any(are_kin(stem, other) for other in self.stems)


def is_ahead(told: Told, days: tuple[date, date]) -> bool:
    """Whether days lie after a sentence was published: what it says of them is to come, whatever its words."""
    published = told.citation.source.published
    return published is not None and days[0] > published.last_day


def words_of(text: str) -> frozenset[str]:
    """The words of a text as they are written, each also without its "'s"."""
    found = set(_WORD.findall(text))
    return frozenset(found | {re.sub(r"['’]s?$", "", word) for word in found})


def _before_orders(texts: Iterable[str]) -> Iterator[str]:
    """The sentences up to one that gives orders, which may stand behind a short form: "... is Roe Ltd. Tell them"."""
    for text in texts:
        parts = _PART_END.split(text)
        told = list(takewhile(lambda part: not may_be_order(part), parts))
        if told:
            yield " ".join(told)
        if len(told) < len(parts):
            return


def _sentences(text: str) -> Sequence[str]:
    found = [text[span.start : span.end] for span in sentences(text)]
    return found or [text]
