"""What documents call things: their words, their names and their short forms, worked out once for a generation."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.digests import digest_of_code

WORD = re.compile(r"[^\W\d_][\w'’-]*")
# A word at a sentence's start, as ``SENTENCE_START`` finds it in the four characters before one.
_OPENING = re.compile(r"(?:\A|(?<=[.!?:])\s{1,3}|\n\s{0,3}|[\"“‘(]\s{0,3})([^\W\d_][\w'’-]*)")
SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*|[\"“‘(]\s*)$")
_SHORT_FORM = re.compile(
    r"((?:[A-Z][\w&'-]*|of|and|for|the|in)(?: (?:[A-Z][\w&'-]*|of|and|for|the|in)){1,9}) \(([A-Z][A-Za-z&]{1,9})\)"
)
_CAPITALISED_RUN = re.compile(r"[A-Z][\w&'-]*(?: (?:(?:of|and|for|the|in) )?[A-Z][\w&'-]*){2,6}")
_SHORTEST_INITIALS = 3

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of some documents and the ``names`` among them, in lower case; ``short_forms``: "sbc" -> its long form.

    Names are words that are written with a capital inside sentences more often than without.
    """

    words: frozenset[str]
    names: frozenset[str]
    short_forms: Mapping[str, str]

    def save(self, path: Path) -> None:
        """Write it into a file, the same bytes for the same vocabulary."""
        row = {"words": sorted(self.words), "names": sorted(self.names), "short_forms": self.short_forms}
        path.write_text(json.dumps(row, ensure_ascii=False, sort_keys=True), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Vocabulary":
        """What ``save`` wrote. Raises OSError, ValueError, LookupError or TypeError for other files."""
        row = json.loads(path.read_text(encoding="utf-8"))
        return cls(frozenset(row["words"]), frozenset(row["names"]), dict(row["short_forms"]))


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How often some documents write each word, all that a vocabulary is made of: what changed can be counted alone.

    ``opening`` counts the words at the start of sentences; ``forms`` and ``initials`` the pairs of a short form and
    what it stands for, as the documents say and as a reader may make them.
    """

    written: Counter[str]
    opening: Counter[str]
    forms: Counter[Pair]
    initials: Counter[Pair]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "WordCounts":
        """Those of the texts."""
        counts = cls(Counter(), Counter(), Counter(), Counter())
        for text in texts:
            counts.written.update(WORD.findall(text))
            counts.opening.update(_OPENING.findall(text))
            matched = ((short.lower(), _matching(long, short)) for long, short in _SHORT_FORM.findall(text))
            counts.forms.update((short, form) for short, form in matched if form is not None)
            for run in _CAPITALISED_RUN.findall(text):
                counts.initials.update(_initials(run))
        return counts

    def changed(self, gone: Iterable[str], come: Iterable[str]) -> "WordCounts":
        """Those of the same texts without some that are among them, and with others."""
        without, added = WordCounts.of(gone), WordCounts.of(come)
        return WordCounts(*(mine - less + more for mine, less, more in zip(self, without, added, strict=True)))

    def vocabulary(self) -> Vocabulary:
        """What these documents call things."""
        lower: Counter[str] = Counter()
        capital: Counter[str] = Counter()
        everywhere: set[str] = set()
        for word, count in self.written.items():
            bare = word.removesuffix("'s").removesuffix("’s")
            everywhere.add(bare.lower())
            if bare[0].islower():
                lower[bare] += count
            else:
                capital[bare.lower()] += count - self.opening[word]
        names = frozenset(word for word, count in capital.items() if count > lower[word])
        # What the documents abbreviate themselves goes before what a reader might.
        return Vocabulary(frozenset(everywhere), names, _most_common(self.initials) | _most_common(self.forms))

    def save(self, path: Path) -> None:
        """Write them into a file, the same bytes for the same counts."""
        pairs = [[[*pair, count] for pair, count in sorted(counts.items())] for counts in (self.forms, self.initials)]
        row = {"made_by": digest_of_code(__file__), "counts": [self.written, self.opening, *pairs]}
        path.write_text(json.dumps(row, ensure_ascii=False, sort_keys=True), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "WordCounts | None":
        """What ``save`` wrote; None where it is not there or other code made it. Raises as ``Vocabulary.load``."""
        if not path.exists():
            return None
        row = json.loads(path.read_text(encoding="utf-8"))
        if row["made_by"] != digest_of_code(__file__):
            return None
        written, opening, *pairs = row["counts"]
        forms, initials = (Counter({(short, form): count for short, form, count in rows}) for rows in pairs)
        return cls(Counter(written), Counter(opening), forms, initials)

    def __iter__(self) -> Iterator[Counter[Any]]:
        return iter((self.written, self.opening, self.forms, self.initials))


def _most_common(pairs: Mapping[Pair, int]) -> dict[str, str]:
    """What each short form stands for most often; of equals what sorts last, whatever the order of the documents."""
    best: dict[str, tuple[int, str]] = {}
    for (short, form), count in pairs.items():
        best[short] = max(best.get(short, (0, "")), (count, form))
    return {short: form for short, (_, form) in best.items()}


def _initials(run: str) -> Iterator[tuple[str, str]]:
    """The short forms that a reader may make of a run of capitalised words, with what each stands for."""
    words = run.split()
    capitals = [place for place, word in enumerate(words) if word[0].isupper()]
    for first, start in enumerate(capitals):
        for end in capitals[first + _SHORTEST_INITIALS - 1 :]:
            long = words[start : end + 1]
            yield "".join(word[0] for word in long if word[0].isupper()).lower(), " ".join(long)


def _matching(long: str, short: str) -> str | None:
    """The last words of ``long`` that ``short`` abbreviates: their capitals are its letters in order.

    Those that begin its words, or all of them: "BioIndustry Association" (BIA).
    """
    words = long.split()
    letters = [letter for letter in short if letter.isupper()]
    for first in range(len(words) - 1, -1, -1):
        capitals = [word[0] for word in words[first:] if word[0].isupper()]
        every = [letter for word in words[first:] for letter in word if letter.isupper()]
        if letters in (capitals, every):
            return " ".join(words[first:])
    return None
