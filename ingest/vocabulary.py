"""What documents call things: their words, their names and their short forms, worked out once for a generation."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"[^\W\d_][\w'’-]*")
# A word at a sentence's start, as ``SENTENCE_START`` finds it in the four characters before one.
_OPENING = re.compile(r"(?:\A|(?<=[.!?:])\s{1,3}|\n\s{0,3}|[\"“‘(]\s{0,3})([^\W\d_][\w'’-]*)")
SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*|[\"“‘(]\s*)$")
_SHORT_FORM = re.compile(
    r"((?:[A-Z][\w&'-]*|of|and|for|the|in)(?: (?:[A-Z][\w&'-]*|of|and|for|the|in)){1,9}) \(([A-Z][A-Za-z&]{1,9})\)"
)
_CAPITALISED_RUN = re.compile(r"[A-Z][\w&'-]*(?: (?:(?:of|and|for|the|in) )?[A-Z][\w&'-]*){2,6}")
_SHORTEST_INITIALS = 3


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of some documents and the ``names`` among them, in lower case; ``short_forms``: "sbc" -> its long form.

    Names are words that are written with a capital inside sentences more often than without.
    """

    words: frozenset[str]
    names: frozenset[str]
    short_forms: Mapping[str, str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Vocabulary":
        """What the texts call things."""
        lower: Counter[str] = Counter()
        capital: Counter[str] = Counter()
        everywhere: set[str] = set()
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        initials: dict[str, Counter[str]] = defaultdict(Counter)
        written: Counter[str] = Counter()
        opening: Counter[str] = Counter()
        for text in texts:
            written.update(WORD.findall(text))
            opening.update(_OPENING.findall(text))
            for long, short in _SHORT_FORM.findall(text):
                if (form := _matching(long, short)) is not None:
                    forms[short.lower()][form] += 1
            for run in _CAPITALISED_RUN.findall(text):
                for short, form in _initials(run):
                    initials[short][form] += 1
        # Word by word only now, since few of a large store's are new.
        for word, count in written.items():
            bare = word.removesuffix("'s").removesuffix("’s")
            everywhere.add(bare.lower())
            if bare[0].islower():
                lower[bare] += count
            else:
                capital[bare.lower()] += count - opening[word]
        names = frozenset(word for word, count in capital.items() if count > lower[word])
        # What the documents abbreviate themselves goes before what a reader might.
        short_forms = {short: counts.most_common(1)[0][0] for short, counts in (initials | forms).items()}
        return cls(frozenset(everywhere), names, short_forms)

    def save(self, path: Path) -> None:
        """Write it into a file, the same bytes for the same vocabulary."""
        row = {"words": sorted(self.words), "names": sorted(self.names), "short_forms": self.short_forms}
        path.write_text(json.dumps(row, ensure_ascii=False, sort_keys=True), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Vocabulary":
        """What ``save`` wrote. Raises OSError, ValueError, LookupError or TypeError for other files."""
        row = json.loads(path.read_text(encoding="utf-8"))
        return cls(frozenset(row["words"]), frozenset(row["names"]), dict(row["short_forms"]))


def _initials(run: str) -> Iterator[tuple[str, str]]:
    """The short forms that a reader may make of a run of capitalised words, with what each stands for."""
    words = run.split()
    capitals = [place for place, word in enumerate(words) if word[0].isupper()]
    for first, start in enumerate(capitals):
        for end in capitals[first + _SHORTEST_INITIALS - 1 :]:
            long = words[start : end + 1]
            yield "".join(word[0] for word in long if word[0].isupper()).lower(), " ".join(long)


def _matching(long: str, short: str) -> str | None:
    """The last words of ``long`` that ``short`` abbreviates: their capitals are its letters in order."""
    words = long.split()
    letters = [letter for letter in short if letter.isupper()]
    for first in range(len(words) - 1, -1, -1):
        capitals = [word[0] for word in words[first:] if word[0].isupper()]
        if capitals == letters:
            return " ".join(words[first:])
    return None
