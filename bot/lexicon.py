"""What the documents' own words tell about a question's words: names, short forms and near spellings."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SHORT_FORM = re.compile(
    r"((?:[A-Z][\w&'-]*|of|and|for|the|in)(?: (?:[A-Z][\w&'-]*|of|and|for|the|in)){1,9}) \(([A-Z][A-Za-z&]{1,9})\)"
)
_CAPITALISED_RUN = re.compile(r"[A-Z][\w&'-]*(?: (?:(?:of|and|for|the|in) )?[A-Z][\w&'-]*){2,6}")
_SHORTEST_INITIALS = 3
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*|[\"“‘(]\s*)$")
_NEVER_NAMES = frozenset(
    "who what when where which why how is are was were did does do has have i tell name list and the in on at by "
    "january february march april may june july august september october november december "
    # Whose a firm is does not name it.
    "american british german swiss french swedish danish dutch japanese chinese english scottish welsh "
    "anglo-swedish".split()
)
# A misspelling keeps most letters; a higher bar for names, since an unknown name must stay unknown.
_NEAR_WORD = 80
_NEAR_NAME = 82


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What some documents call things.

    ``names``: words written with a capital inside sentences, in lower case; those of them that are everyday words too,
    such as "innovation" out of "Innovation Centre", are ``everyday`` and name nothing in small letters.
    ``short_forms``: "sbc" -> its long form.
    """

    words: frozenset[str]
    names: frozenset[str]
    short_forms: dict[str, str]
    everyday: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str], is_word: Callable[[str], bool] = lambda word: False) -> "Lexicon":
        """The lexicon of some documents; ``is_word`` says which words are everyday ones."""
        lower: Counter[str] = Counter()
        capital: Counter[str] = Counter()
        everywhere: set[str] = set()
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        initials: dict[str, Counter[str]] = defaultdict(Counter)
        for text in texts:
            for match in _WORD.finditer(text):
                word = match.group().removesuffix("'s").removesuffix("’s")
                everywhere.add(word.lower())
                if word[0].islower():
                    lower[word] += 1
                elif not _SENTENCE_START.search(text, max(0, match.start() - 4), match.start()):
                    capital[word.lower()] += 1
            for long, short in _SHORT_FORM.findall(text):
                if (form := _matching(long, short)) is not None:
                    forms[short.lower()][form] += 1
            for run in _CAPITALISED_RUN.findall(text):
                for short, form in _initials(run):
                    initials[short][form] += 1
        names = frozenset(word for word, count in capital.items() if count > lower[word])
        # What the documents abbreviate themselves goes before what a reader might.
        short_forms = {short: counts.most_common(1)[0][0] for short, counts in (initials | forms).items()}
        return cls(frozenset(everywhere), names, short_forms, frozenset(filter(is_word, names)))

    def spelled_out(self, text: str) -> str:
        """The text with its long form put after every short form in capitals: "SBC" -> "SBC Stevenage ... Catalyst"."""
        return re.sub(r"\b[A-Z][A-Za-z&]{1,9}\b", self._with_long_form, text)

    def _with_long_form(self, match: re.Match[str]) -> str:
        short = match.group()
        long = self.short_forms.get(short.lower()) if sum(map(str.isupper, short)) >= 2 else None
        return f"{short} {long}" if long else short

    def phrases(self, text: str) -> list[str]:
        """The names in a text: runs of words written with capitals, inside a sentence of it or in the documents."""
        runs: list[str] = []
        start = last_end = -2
        shouted = text.isupper()
        for match in _WORD.finditer(text):
            bare = re.sub(r"['’]s?$", "", match.group())
            ordinary = bare.lower() in self.words and bare.lower() not in self.names
            first = _SENTENCE_START.search(text, max(0, match.start() - 4), match.start())
            written = bare[0].isupper() and not (first or shouted or ordinary)
            known = bare.lower() in self.names - self.everyday and (len(bare) > 2 or bare.isupper())
            if not (written or known) or bare.lower() in _NEVER_NAMES:
                continue
            if runs and match.start() == last_end + 1:
                runs[-1] = text[start : match.start() + len(bare)]
            else:
                start = match.start()
                runs.append(bare)
            # "King's Cross" is one name, "Kadans's award" is not: what follows with a capital belongs to it.
            last_end = match.end()
        return runs

    def knows(self, name: str) -> bool:
        """Whether the documents hold every word of a name, or it is one of few letters, such as "R&D"."""
        return all(
            bare in self.words or bare.removesuffix("s") in self.words  # "IPOs"
            for word in re.split(r"[\s&-]", name)
            if len(bare := re.sub(r"['’]s?$", "", word.lower())) > 1
        )

    def near_word(self, word: str) -> str | None:
        """The documents' word that a misspelt one most likely stands for."""
        return _nearest(word, self.words, _NEAR_WORD)

    def near_name(self, word: str) -> str | None:
        """The name in the documents that a misspelt one most likely stands for."""
        return _nearest(word, self.names, _NEAR_NAME)


def initials(name: str) -> str:
    """What a name of several words may go by: the capitals of "European Medicines Agency"; "" for one word."""
    return "".join(word[0] for word in name.split() if word[0].isupper()) if " " in name else ""


def _nearest(word: str, choices: Iterable[str], bar: int) -> str | None:
    alike = sorted(choice for choice in choices if choice[:1] == word[:1] and abs(len(choice) - len(word)) <= 2)
    found = process.extractOne(word, alike, scorer=fuzz.ratio, score_cutoff=bar)
    return found[0] if found else None


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
