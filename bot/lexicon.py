"""What the documents' own words tell about a question's words: names, short forms and near spellings."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from rapidfuzz import fuzz, process

from ingest.vocabulary import SENTENCE_START, WORD, Vocabulary, WordCounts

_NAME_OF_WORDS = re.compile(r"[A-Z][\w&'-]*(?: (?:(?:of|and|for|the|in) )?[A-Z][\w&'-]*)+")
_NEVER_NAMES = frozenset(
    "who what when where which why how is are was were did does do has have i tell name list and the in on at by "
    "can could will would should show give compare my our your we you "
    "january february march april may june july august september october november december "
    # Whose a firm is does not name it.
    "american british german swiss french swedish danish dutch japanese chinese english scottish welsh "
    "anglo-swedish "
    # Nor do these, though they are written with capitals.
    "r&d ipo ceo cfo gbp usd eur chf".split()
)
# A misspelling keeps most letters; a higher bar for names, since an unknown name must stay unknown.
_NEAR_WORD = 80
_NEAR_NAME = 82
# Near enough to ask whether it was meant, too far to take it for that.
_LIKE_NAME = 70


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """What some documents call things; equal to itself alone.

    ``names``: words written with a capital inside sentences, in lower case; those of them that are everyday words too,
    such as "innovation" out of "Innovation Centre", are ``everyday`` and name nothing in small letters.
    ``short_forms``: "sbc" -> its long form.
    """

    words: frozenset[str]
    names: frozenset[str]
    short_forms: Mapping[str, str]
    everyday: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str], is_word: Callable[[str], bool] = lambda word: False) -> "Lexicon":
        """The lexicon of some documents; ``is_word`` says which words are everyday ones."""
        return cls.over(WordCounts.of(texts).vocabulary(), is_word)

    @classmethod
    def over(cls, known: Vocabulary, is_word: Callable[[str], bool]) -> "Lexicon":
        """The lexicon of documents whose vocabulary is known."""
        return cls(known.words, known.names, known.short_forms, frozenset(filter(is_word, known.names)))

    def spelled_out(self, text: str) -> str:
        """The text with its long form put after every short form in capitals: "SBC" -> "SBC Stevenage ... Catalyst"."""
        return re.sub(r"\b[A-Z][A-Za-z&]{1,9}\b", self._with_long_form, text)

    def as_written(self, text: str) -> str:
        """The text with its long forms as the documents write them: "stevenage bioscience catalyst", typed small.

        Those that go by their short form in the documents too; of everyday words alone, "cell and gene therapy", they
        name nothing.
        """
        small = text.lower()
        for short, long in self.short_forms.items():
            is_used = short in self.words and long.lower() in small and long not in text
            if is_used and any(word in self.names and word not in self.everyday for word in long.lower().split()):
                text = re.sub(rf"\b{re.escape(long)}\b", long.replace("\\", r"\\"), text, flags=re.IGNORECASE)
        return text

    def _with_long_form(self, match: re.Match[str]) -> str:
        short = match.group()
        long = self.short_forms.get(short.lower()) if sum(map(str.isupper, short)) >= 2 else None
        return f"{short} {long}" if long else short

    def phrases(self, text: str) -> list[str]:
        """The names in a text: runs of words written with capitals, inside a sentence of it or in the documents."""
        runs: list[str] = []
        start = last_end = -2
        owns = False
        begun: tuple[int, int] | None = None
        shouted = text.isupper()
        for match in WORD.finditer(text):
            bare = re.sub(r"['’]s?$", "", match.group())
            low = bare.lower()
            ordinary = low in self.words and low not in self.names
            first = SENTENCE_START.search(text, max(0, match.start() - 4), match.start())
            written = bare[0].isupper() and not (first or shouted or ordinary)
            known = low in self.names and low not in self.everyday and (len(bare) > 2 or bare.isupper())
            if not (written or known) or low in _NEVER_NAMES:
                begun = (match.start(), match.end()) if low in self.everyday and low not in _NEVER_NAMES else None
                continue
            if runs and match.start() == last_end + 1 and not owns:
                runs[-1] = text[start : match.start() + len(bare)]
            elif begun and (not written or text[begun[0]].isupper()) and match.start() == begun[1] + 1:
                # "complement therapeutics", as it is typed on a phone: an everyday word begins the name. "Apollo
                # Therapeutics" may begin a sentence.
                start = begun[0]
                runs.append(text[start : match.start() + len(bare)])
            else:
                start = match.start()
                runs.append(bare)
            # "King's Cross" is one name, "Autolus's Marshgate site" speaks of two.
            last_end, owns = match.end(), bare != match.group() and low in self.names and low not in self.everyday
        return [run for run in runs if len(run) > 1 and run.lower() not in _NEVER_NAMES]

    def knows(self, name: str) -> bool:
        """Whether the documents hold every word of a name, or it is one of few letters, such as "R&D"."""
        return all(
            bare in self.words or bare.removesuffix("s") in self.words  # "IPOs"
            for whole in name.split()
            for word in ([whole] if whole.lower() in self.words else re.split(r"[&-]", whole))  # "COVID-19"
            if len(bare := re.sub(r"['’]s?$", "", word.lower())) > 1
        )

    def near_word(self, word: str) -> str | None:
        """The documents' word that a misspelt one most likely stands for."""
        return _nearest(word, self.words, _NEAR_WORD)

    def near_name(self, word: str) -> str | None:
        """The name in the documents that a misspelt one most likely stands for."""
        return _nearest(word, self.names, _NEAR_NAME)

    def like_name(self, word: str) -> str | None:
        """The name in the documents that may have been meant, though the word is not taken for it."""
        return _nearest(word, self.names, _LIKE_NAME)


def initials(name: str) -> str:
    """What a name of several words may go by: the capitals of "European Medicines Agency"; "" for one word."""
    return "".join(word[0] for word in name.split() if word[0].isupper()) if " " in name else ""


def initials_in(text: str) -> list[str]:
    """What the names of several words in a text may go by: "of the Cell and Gene Therapy Catapult" -> ["CGTC"]."""
    return ["".join(word[0] for word in run.split() if word[0].isupper()) for run in _NAME_OF_WORDS.findall(text)]


def _nearest(word: str, choices: frozenset[str], bar: int) -> str | None:
    groups = _grouped(choices)
    alike = sorted(chain.from_iterable(groups.get((word[:1], len(word) + more), ()) for more in range(-2, 3)))
    found = process.extractOne(word, alike, scorer=fuzz.ratio, score_cutoff=bar)
    return found[0] if found else None


# The words and the names of a generation, and for a while of the one before: hundreds of thousands in a large store.
@lru_cache(maxsize=4)
def _grouped(choices: frozenset[str]) -> dict[tuple[str, int], list[str]]:
    """Words by their first letter and their length."""
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    for choice in choices:
        groups[choice[:1], len(choice)].append(choice)
    return dict(groups)
