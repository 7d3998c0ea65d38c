"""What a short form stands for, where a sentence says so: "advanced therapy medicinal products (ATMPs)" (pure).

The letters are matched to the beginnings of the words before the brackets, after Schwartz and Hearst, "A Simple
Algorithm for Identifying Abbreviation Definitions in Biomedical Text" (PSB 2003), but strictly: a letter a word.
"""

import re

_SHORT_FORM = re.compile(r"[A-Z][A-Z&-]*[A-Z]")
_IN_BRACKETS = re.compile(r"\s\((?P<short>[A-Z][A-Z&-]*[A-Z])s?\)")
_WORD = re.compile(r"[A-Za-z][\w'’]*")
_SMALL = frozenset("of and for the in on to".split())


def long_forms(text: str, asked: str) -> list[tuple[int, int]]:
    """The characters of the text that spell out a short form of the question, in order."""
    wanted = {found.group() for found in _SHORT_FORM.finditer(re.sub(r"(?<=[A-Z])s\b", "", asked))}
    found = []
    for match in _IN_BRACKETS.finditer(text):
        start = _beginning(text[: match.start()], match["short"]) if match["short"] in wanted else None
        if start is not None:
            found.append((start, match.start()))
    return found


def _beginning(before: str, short: str) -> int | None:
    """Where the words begin whose first letters are those of the short form; small words may be passed over."""
    letters = [letter.lower() for letter in short if letter.isalpha()]
    start = None
    for word in reversed(list(_WORD.finditer(before))):
        if not letters:
            break
        if word.group()[0].lower() == letters[-1]:
            letters.pop()
            start = word.start()
        elif word.group().lower() not in _SMALL or start is None:
            return None
    return start if not letters else None
