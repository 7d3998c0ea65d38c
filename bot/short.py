"""The short answer of a sentence: of all in it that may answer, what the verifier is sure of.

"How much came from the Renewal Fund?" with "£37.5m from the Towns Fund, plus £565k from the Renewal Fund": both are
amounts, and only one makes question and answer a statement that the sentence proves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.evidence import Sentence
from bot.expects import VALUE_KINDS
from bot.lead import candidates
from bot.question import Expects, Part
from bot.rows import row_in
from bot.types import Citation
from bot.verifier.verify import Verifier, answered
from bot.workers import Workers
from ingest.keywords import terms

# Logits: under the first an answer is not shown; of two that are nearer than the second neither is.
SURE = 0.0
APART = 0.5
# What disagrees with another value need only not be ruled out: both are shown, with their sentences.
# A row of a table has little that could speak against it.
_POSSIBLE, _POSSIBLE_IN_A_ROW = -1.5, -0.25
# "Hertfordshire Local Enterprise Partnership (LEP)".
_SHORT_FORM = re.compile(r" \([A-Z][\w&-]*\)")
_LONG_FORM = re.compile(r"[A-Z][\w'’&-]*(?: (?:(?:and|of|for|the) )?[A-Z][\w'’&-]*)* \($")

_Told = tuple[float, int, int]  # a logit, and the characters of a sentence


@dataclass(frozen=True)
class ShortAnswers:
    """The short answers of one question's sentences, each worked out once."""

    verifier: Verifier
    workers: Workers = field(default_factory=Workers)
    _logits: dict[tuple[str, str, str], float] = field(default_factory=dict)

    def told(self, part: Part, sentences: Sequence[Sentence]) -> list[float]:
        """How sure it is of each sentence that it answers."""
        return self.workers.map(lambda sentence: self._asked(part, sentence, ""), sentences)

    def best(self, part: Part, sentence: Sentence) -> tuple[int, int] | None:
        """The characters of the document that answer shortly; None when nothing does beyond doubt."""
        places = _candidates(part, sentence)
        if part.expects is Expects.DEFINITION:
            # The brackets prove it.
            return (sentence.start + places[0][0], sentence.start + places[0][1]) if places else None
        self.ask(part, [(sentence, *place) for place in places])
        logits = [self.logit(part, sentence, *place) for place in places]
        found = [(logit, *place) for logit, place in zip(logits, places, strict=True)]
        sure = sorted((one for one in found if one[0] >= SURE and not _holds_a_wrong_one(one, found)), reverse=True)
        if not sure:
            return None
        best, start, end = sure[0]
        # "Greg Clark and Sam Gyimah" is no other answer than "Sam Gyimah", nor "LEP" than what it is short for.
        whole = _with_its_short_form(sentence.text, start, end)
        others = [logit for logit, first, last in found if last <= whole[0] or whole[1] <= first]
        if others and best - max(others) < APART:
            return None
        row = max((one for one in found if one[1] <= start and end <= one[2]), key=lambda one: one[2] - one[1])
        if part.several and row[0] < SURE - APART:
            # Of names in a row all are the list; one of them alone is none.
            return None
        if part.several or (row in sure and best - row[0] < APART):
            _, start, end = row
        return sentence.start + start, sentence.start + end

    def ask(self, part: Part, places: Sequence[tuple[Sentence, int, int]]) -> None:
        """Ask about characters of many sentences at once, for the logits to be there when they are wanted."""
        words = dict.fromkeys((sentence, sentence.text[start:end]) for sentence, start, end in places)
        unknown = [one for one in words if (part.text, one[0].text, one[1]) not in self._logits]
        self.workers.map(lambda one: self._asked(part, *one), unknown)

    def ask_for_best(self, part: Part, sentences: Sequence[Sentence]) -> None:
        """Ask at once for the best of each of many sentences."""
        if part.expects is not Expects.DEFINITION:
            self.ask(part, [(sentence, *place) for sentence in sentences for place in _candidates(part, sentence)])

    def is_sure(self, part: Part, sentence: Sentence, start: int, end: int) -> bool:
        """Whether characters of the sentence answer beyond doubt."""
        return self.logit(part, sentence, start, end) >= SURE

    def may_answer(self, part: Part, sentence: Sentence, start: int, end: int) -> bool:
        """Whether it is not ruled out that characters of the sentence answer."""
        bar = _POSSIBLE_IN_A_ROW if row_in(sentence.text) else _POSSIBLE
        return self.logit(part, sentence, start, end) >= bar

    def logit(self, part: Part, sentence: Sentence, start: int, end: int) -> float:
        """How sure it is that characters of the sentence answer."""
        return self._asked(part, sentence, sentence.text[start:end])

    def _asked(self, part: Part, sentence: Sentence, words: str) -> float:
        """How sure it is that words of the sentence answer; without words, that the sentence does."""
        key = part.text, sentence.text, words
        if key not in self._logits:
            quote = Citation(1, sentence.passage.source, sentence.text, sentence.start, sentence.end, "")
            self._logits[key] = self.verifier.logit(answered(part.text, words), [quote])
        return self._logits[key]

    def first_told(self, part: Part, sentences: Sequence[Sentence]) -> int | None:
        """The place of the first sentence that has a short answer; None where none has one."""
        return next((place for place, sentence in enumerate(sentences) if self.best(part, sentence)), None)


def _candidates(part: Part, sentence: Sentence) -> list[tuple[int, int]]:
    """The characters of a sentence that may answer."""
    return [] if _is_row_of_another(part, sentence.text) else candidates(part, sentence.text)


def _is_row_of_another(part: Part, text: str) -> bool:
    """Whether a value stands in a table's row for something that the question does not name: "City: Cambridge; ..."."""
    row = row_in(text)
    return (
        row is not None
        and part.expects in VALUE_KINDS
        and not set(terms(row.subject)) & {*part.terms, *part.background}
    )


def _with_its_short_form(text: str, start: int, end: int) -> tuple[int, int]:
    """The characters of a name together with its short form in brackets, be it the name or the short form."""
    after = _SHORT_FORM.match(text, end)
    before = _LONG_FORM.search(text, 0, start)
    return (before.start() if before and text.startswith(")", end) else start), (after.end() if after else end)


def _holds_a_wrong_one(one: _Told, found: Sequence[_Told]) -> bool:
    """Whether one of the names in a row does not answer: then all together do not."""
    _, start, end = one
    return any(
        logit < SURE and start <= first and last <= end and one[1:] != (first, last) for logit, first, last in found
    )
