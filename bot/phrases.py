"""The names in a text of the talk, as they are written and as they are typed on a phone (pure)."""

import re

from bot.lexicon import Lexicon
from ingest.vocabulary import WORD


def phrases_in(text: str, lexicon: Lexicon) -> list[str]:
    """The names in a text whose first word is not written with a capital for beginning a sentence."""
    return lexicon.phrases(f"so {text}")


def whole_names(text: str, lexicon: Lexicon) -> list[str]:
    """The names in a text with the capitalised words after them: "Marshgate Biotech"."""
    names = []
    for name in lexicon.phrases(text):
        whole = re.search(rf"{re.escape(name)}(?: [A-Z][\w'’-]+)*", text)
        names.append(whole.group() if whole else name)
    return list(dict.fromkeys(names))


def typed_small(text: str, lexicon: Lexicon) -> list[str]:
    """The names in a text that are everyday words as well, as they are typed on a phone: "lab rent cambridge uk"."""
    runs: list[str] = []
    last_end = -2
    for word in WORD.finditer(text):
        if word.group() in lexicon.names and word.group().isalpha():
            runs = [*runs[:-1], f"{runs[-1]} {word.group()}"] if word.start() == last_end + 1 else [*runs, word.group()]
            last_end = word.end()
    return runs
