"""Misspelt words of a question -> the documents' nearest (pure)."""

import re
from collections.abc import Callable

from bot.lexicon import Lexicon

_SHORTEST = 4
_WORD = re.compile(r"[^\W\d_]\w*(?:['’]\w+)*")


def correct(text: str, lexicon: Lexicon, is_word: Callable[[str], bool]) -> str:
    """The text with misspelt words replaced; a word that is near none of the documents' stays as it is.

    ``is_word`` says which words are no misspellings, whatever the documents say: "mayor" must not become "major". A
    capital inside the sentence marks a name, which only becomes another name: an unknown company must stay unknown.
    """

    def better(match: re.Match[str]) -> str:
        word = match.group()
        low = re.sub(r"['’]s$", "", word.lower())
        if len(low) < _SHORTEST or low in lexicon.words or low.rstrip("s") in lexicon.words or is_word(low):
            return word
        is_name = word[0].isupper() and match.start() > 0 and not text.isupper()
        near = lexicon.near_name(low) if is_name else lexicon.near_word(low)
        if near is None:
            return word
        return near.capitalize() if near in lexicon.names else near

    return _WORD.sub(better, text)
