"""Every sentence of the corpus with one thing in it changed by rule: the judge's rules alone find each of them.

So none of these rests on the verifier, which is sure of many: to it a digit or a sign is a small thing.
"""

import random
import re
from collections.abc import Callable, Iterator

import pytest

from bot.ask import Bot
from bot.cite import judge
from bot.types import Citation
from ingest.sentences import sentences
from ingest.types import Document

_SEED = 5
_DIGITS = re.compile(r"\d+")

Mutate = Callable[[str, random.Random], Iterator[str]]


def _another_digit(text: str, rng: random.Random) -> Iterator[str]:
    for match in _DIGITS.finditer(text):
        number, place = match.group(), rng.randrange(len(match.group()))
        digit = rng.choice([d for d in "123456789" if d != number[place]])
        yield f"{text[: match.start()]}{number[:place]}{digit}{number[place + 1 :]}{text[match.end() :]}"


def _replacing(*pairs: tuple[str, str]) -> Mutate:
    def mutate(text: str, _: random.Random) -> Iterator[str]:
        for pattern, instead in pairs:
            for match in re.finditer(pattern, text):
                yield f"{text[: match.start()]}{instead}{text[match.end() :]}"

    return mutate


_MUTATIONS: dict[str, Mutate] = {
    "another digit": _another_digit,
    "another currency": _replacing((r"£(?=\d)", "$"), (r"\$(?=\d)", "£"), (r"£(?=\d)", "€"), (r"EUR (?=\d)", "£")),
    "another magnitude": _replacing((r"(?<=\d)m\b", "bn"), (r"(?<=\d)bn\b", "m")),
    "a share as a number": _replacing((r"(?<=\d)%(?= (?:more|increase|of)\b)", "")),
    "bounded otherwise": _replacing(
        (r"\b(?:over|more than) (?=[£$]?\d[\d.,]*(?:bn|m)?\b(?!-|/|\d))", "under "),
        (r"\bup to (?=[£$\d])", "over "),
        (r"\bup to (?=[£$\d])", ""),
    ),
    "denied": _replacing(
        *((rf"\b{verb}\b(?! (?:not|no|never)\b)", f"{verb} not") for verb in ("is", "was", "has", "will"))
    ),
}


@pytest.fixture(scope="module")
def told(corpus_bot: Bot) -> list[tuple[Document, int, int]]:
    """Where the sentences of the corpus' documents are that have a figure."""
    documents = corpus_bot.library().generation.documents.values()
    return [
        (document, part.start, part.end)
        for document in documents
        for part in sentences(document.text)
        if any(mark.isdigit() for mark in document.text[part.start : part.end])
        and "\n" not in document.text[part.start : part.end]
        and not document.text[part.start : part.end].startswith("No ")  # what is denied twice is told
    ]


@pytest.mark.parametrize("kind", _MUTATIONS)
def test_no_sentence_of_the_corpus_passes_with_one_thing_in_it_changed(
    kind: str, told: list[tuple[Document, int, int]]
) -> None:
    """And each passes as it is written."""
    rng, tried, passed = random.Random(_SEED), 0, []
    for document, start, end in told:
        quote = document.text[start:end]
        given = [Citation(1, document.source, quote, start, end, "g1")]
        for mutant in _MUTATIONS[kind](quote, rng):
            tried += 1
            if mutant != quote and judge(f"{mutant.rstrip('.')} [1].", given).fault is None:
                passed.append((document.source.id, mutant))
    assert tried > 10
    assert not passed
