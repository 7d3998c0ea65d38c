"""Copies told from sources: stories of the corpus, republished in ways that change no fact and in ways that do."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from evals.report import Report, Table
from ingest.copies import copies_of
from ingest.sentences import sentences
from ingest.types import Document, Kind, Published

Change = Callable[[str, random.Random], str]

# Corpus documents that make a story of the length of a press release.
_JOINED = 4
_TRIES = 5
_INTRO = "There is news from the life sciences this week, and it has been welcomed across the region."
_MENU = "Home\n\nNews\n\nLife sciences\n\nShare this article\n\n5 min read\n\n"
_FOOTER = "\n\nSubscribe to our newsletter to get the stories of the day in your inbox.\n\n© 2024 Example Media"


def _introduced(text: str, _: random.Random) -> str:
    first = sentences(text)[0]
    return text[: first.start] + _INTRO + text[first.end :]


def _shortened(text: str, _: random.Random) -> str:
    spans = sentences(text)
    return text[: spans[max(2, int(0.6 * len(spans))) - 1].end]


def _dressed(text: str, _: random.Random) -> str:
    return _MENU + text + _FOOTER


def _all_of_it(text: str, chance: random.Random) -> str:
    return _dressed(_introduced(_shortened(text, chance), chance), chance)


def _digit(text: str, chance: random.Random) -> str:
    place = chance.choice([match.start() for match in re.finditer(r"\d", text)])
    return f"{text[:place]}{(int(text[place]) + chance.randint(1, 9)) % 10}{text[place + 1 :]}"


def _swapped(pattern: str, new: str) -> Change:
    """One of the matches of a pattern, chosen by chance, put otherwise."""

    def change(text: str, chance: random.Random) -> str:
        found = list(re.finditer(pattern, text))
        match = chance.choice(found) if found else None
        return text[: match.start()] + match.expand(new) + text[match.end() :] if match else text

    return change


REPUBLISHED: Mapping[str, Change] = {
    "word for word": lambda text, _: text,
    "another introduction": _introduced,
    "menu and footer": _dressed,
    "shortened": _shortened,
    "all of it": _all_of_it,
}
ALTERED: Mapping[str, Change] = {
    "a digit": _digit,
    "a currency": _swapped("£", "$"),
    "a unit": _swapped(r"(?<=\d)m\b", "bn"),
    "a hedge": _swapped(r"\b(?:over|about|up to|nearly|almost|more than) (?=£?\d)", ""),
    "a denial": _swapped(r"\b(is|was|has|will) (?=[a-z])", r"\1 not "),
    "a name": _swapped(r"(?<=[a-z] )[A-Z][a-z]{4,}", "Zorbifex"),
    "a verb": _swapped(r"\b(?:fell|rose|opened|raised|won|awarded)\b", "lost"),
}


def measure(documents: Sequence[Document], seed: int = 1) -> Report:
    """How many republished stories are taken for copies, and how many of which one fact was altered."""
    chance = random.Random(seed)
    stories = _stories(documents)
    told = tuple((name, *_counted(stories, change, 1, chance)) for name, change in REPUBLISHED.items())
    altered = tuple((name, *_counted(stories, change, _TRIES, chance)) for name, change in ALTERED.items())
    columns = ("taken for copies", "of")
    return Report(
        "copies",
        tables=(
            Table("Republished: all should be", ("how", *columns), told),
            Table("Altered in one fact: none should be", ("what", *columns), altered),
        ),
    )


def _counted(stories: Sequence[Document], change: Change, tries: int, chance: random.Random) -> tuple[int, int]:
    """The changed stories that count as copies of the issuer's, plain and dressed, and all that were changed."""
    found = made = 0
    for story in stories:
        for _ in range(tries):
            text = change(story.text, chance)
            if tries > 1 and text == story.text:
                continue
            for site in (text, _dressed(text, chance)):
                found += copies_of([story, _news(story, site)]) == {story.source.id: ("news",)}
                made += 1
    return found, made


def _stories(documents: Sequence[Document]) -> list[Document]:
    """Press releases of a few hundred words, each of some documents that follow each other."""
    ordered = sorted(documents, key=lambda document: document.source.id)
    groups = [ordered[first : first + _JOINED] for first in range(0, len(ordered) - _JOINED + 1, _JOINED)]
    return [
        Document(
            replace(group[0].source, kind=Kind.PRESS_RELEASE, published=Published(2020, 5, 4)),
            "\n\n".join(document.text for document in group),
        )
        for group in groups
    ]


def _news(story: Document, text: str) -> Document:
    source = replace(story.source, id="news", url=None, title="The story", publisher="The Gazette")
    return Document(replace(source, kind=Kind.NEWS, published=Published(2020, 5, 6)), text)
