"""The noun phrase that is counted: "ongoing cell and gene therapy trials"."""

import re

_MASS = frozenset("people staff men women children employees personnel".split())
# Words that end a noun phrase before its noun, and words in -s that are no plural nouns.
NO_NOUN = frozenset(
    """a an the of in on at by for from to with without within into onto over under up down off out as than then that
    this these those which who whom whose it its he she they we you i his her their our your them us is are was were be
    been being am has have had having do does did will would shall should can could may might must not no nor or but if
    so when while whereas where because since until till before after during between among across against per plus
    minus versus via each every both all any some such only also just even still now already yet again soon later ago
    said says told made makes took takes gave gives came comes went goes got gets put puts held holds ran runs set sets
    left leaves works covers shows includes means needs helps brings began begins rose rises fell falls grew grows
    raised opened awarded became becomes remains always perhaps less previous various thus towards alongside besides
    whilst compared accounts expected forecast planned due other's years""".split()
)
_MODIFYING = frozenset(
    "sciences skills systems sales operations communications therapeutics services sports news".split()
)
# An abbreviation in brackets belongs to the phrase: "350 research and development (R&D) jobs".
_TOKEN = re.compile(r"(?:\s\([A-Z][\w&-]*\))?\s(?P<word>[A-Za-z][\w&./-]*(?:['’][a-z]+)?|['’]?[A-Za-z][\w-]*)")
_MOST_MODIFIERS = 7
_SHORT = re.compile(r"[A-Z]{2,}s")  # "ADSs"


def noun_after(text: str, end: int) -> tuple[int, str] | None:
    """The end and the words of the plural noun phrase after a number: "ongoing cell and gene therapy trials"."""
    words: list[str] = []
    place = end
    while len(words) <= _MOST_MODIFIERS and (token := _TOKEN.match(text, place)):
        word = token["word"].rstrip("./-'’")
        lower = word.lower()
        if lower in NO_NOUN or (lower == "and" and not words):
            return None
        words.append(word)
        place = token.start("word") + len(word)
        if lower in _MASS or ((_is_plural(lower) or _SHORT.fullmatch(word)) and not _goes_on(text, place, word)):
            return place, " ".join(words[1:] if words[0] in ("more", "other") and len(words) > 1 else words)
        if place < token.end():  # a full stop or an apostrophe: the phrase ends here
            return None
    return None


def _is_plural(word: str) -> bool:
    return len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))


def _goes_on(text: str, place: int, word: str) -> bool:
    """Whether a plural describes the next noun, as in "life sciences companies" and "Towns Fund projects"."""
    following = _TOKEN.match(text, place)
    if following is None:
        return False
    is_name = word[0].isupper() and following["word"][0].isupper()
    return is_name or (word.lower() in _MODIFYING and _is_plural(following["word"].lower().rstrip(".")))
