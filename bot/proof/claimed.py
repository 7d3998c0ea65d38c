"""A sentence as a chat model wrote it -> its words and its markers, or why it cannot be taken (pure)."""

import re
from dataclasses import dataclass

from bot.encode import one_line, printable, visible

LONGEST = 600  # characters
_MARKER = re.compile(r"\s*\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]")
_MARKERS = re.compile(rf"(?:{_MARKER.pattern})+")
# Whether that is so, the sentence says.
_YES_OR_NO = re.compile(r"^(?:Yes|No)\s?[.,:;–—-]\s+", re.IGNORECASE)
_MARKUP = re.compile(r"[<>`|{}]|\]\(|\*\*|__|(?:^|\s)[#*_~](?=\S)|\S[*_~](?=\s|$)|&#?\w+;|^\s*(?:[-*+•]|\d+[.)]|#+)\s")
_ADDRESS = re.compile(r"\b(?:https?|javascript|data|mailto|ftp|file):|\bwww\.|@", re.IGNORECASE)
_SITE = re.compile(r"\b(?:[\w-]+\.)+(?:com|org|net|io|test|uk|gov)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claimed:
    """The words of a sentence without its markers, and the numbers that the markers name, each once."""

    words: str
    markers: tuple[int, ...]

    @property
    def line(self) -> str:
        """The sentence as a line of an answer, its markers at its end."""
        return f"{self.words} {''.join(f'[{number}]' for number in self.markers)}"


def claimed(sentence: str) -> Claimed:
    """A sentence taken apart: white space made single, what cannot be seen left out."""
    text = one_line(visible(sentence))
    markers = [int(number) for found in _MARKER.findall(text) for number in re.split(r"\s*[,;]\s*", found)]
    return Claimed(_words(text), tuple(dict.fromkeys(markers)))


def pieces(sentence: str) -> list[Claimed]:
    """What stands before each marker or run of markers, where one stands inside the sentence; else nothing."""
    text = one_line(visible(sentence))
    found, start = [], 0
    for run in _MARKERS.finditer(text):
        numbers = [int(number) for number in re.findall(r"\d+", run.group())]
        found.append(Claimed(_words(text[start : run.start()]), tuple(dict.fromkeys(numbers))))
        start = run.end()
    return found if len(found) > 1 else []


def _words(text: str) -> str:
    """The words without markers, and without the "Yes," that a question was answered with."""
    words = re.sub(r"\s+([.,;:!?])", r"\1", _MARKER.sub("", text)).strip(" ,;") if text else ""
    said = _YES_OR_NO.sub("", words)
    return said[:1].upper() + said[1:] if said != words else words


def form_fault(sentence: str, claim: Claimed, told: str = "") -> str | None:
    """What is wrong with how it is written, whatever it says; None when nothing is.

    A site whose bare name stands in what is ``told``, in a quote or as a publisher's, may be named: as text, no link.
    """
    if len(claim.words) > LONGEST or not any(mark.isalpha() for mark in claim.words) or " " not in claim.words:
        return "no sentence"
    if printable(claim.words) != claim.words or "\ufffd" in sentence:
        return "characters that are not shown"
    if _MARKUP.search(claim.words) or "[" in claim.words or "]" in claim.words:
        return "markup"
    named = set(_SITE.findall(claim.words.lower())) - set(_SITE.findall(told.lower()))
    return "an address" if named or _ADDRESS.search(claim.words) else None
