"""An extractive answer -> the same in a chat model's words, as far as the quotes prove them.

The model is asked only where there is an answer; it decides nothing. Every sentence passes the judge before anybody
sees it; one that does not gives way to the quotes that it cites. It may ask for a calculation, which code does. Short
answer, calculations, conflicts and what is missing stay as they were worked out without a model.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

from bot.answers import unheard
from bot.calculate import requested
from bot.cite import Verdict, judge
from bot.claims import lead_line
from bot.encode import one_line
from bot.generate import ModelError
from bot.metered import Metered
from bot.orders import may_be_order
from bot.prompts import VERSION, prompt
from bot.types import Answer, Calculation, Citation, Status
from bot.verifier.verify import Verifier

MOST_SENTENCES = 8
_TRIES = 2
# A sentence is complete at the end of its line, or after its markers when another begins.
_END = re.compile(r"\s*\n\s*|(?<=\][.!?])\s+(?=[^\s\[])|(?<=\])\s+(?=[^\s\[.!?])")
_MARKER_FIRST = re.compile(r"([.!?])\s*((?:\[\d[\d,;\s]*\]\s*)+)")
# A sentence as the judge sees it, or a calculation that was asked for.
_Line = Verdict | Calculation
_QUOTES_ONLY = "This answer is in quotes only:"


class Writer:
    """Puts answers into the words of a chat model."""

    def __init__(self, model: Metered, verifier: Verifier | None = None) -> None:
        self._model, self._verifier = model, verifier

    def phrased(self, answer: Answer, site: str = "", said: Callable[[str], None] = unheard) -> Answer:
        """The answer in prose, else as it was with a note; ``said`` hears each line once it is proven."""
        if answer.status is not Status.ANSWERED:
            return answer
        evidence = [one for one in answer.citations if not may_be_order(one.quote)]
        if not evidence:
            return answer
        if not self._model.is_open(site):
            return _noted(answer, f"{_QUOTES_ONLY} the chat model's tokens for today are spent.")
        for lead in answer.leads:
            said(lead_line(lead))
        try:
            heard = self._verdicts(answer, evidence, site, said)
        except ModelError as error:
            return _noted(answer, f"{_QUOTES_ONLY} {_lowered(str(error))}")
        return self._with(answer, heard)

    def _verdicts(
        self, answer: Answer, evidence: Sequence[Citation], site: str, said: Callable[[str], None]
    ) -> list[_Line]:
        """What becomes of each sentence; one more try where none has been heard and it may go better."""
        for left in reversed(range(_TRIES)):
            heard: list[_Line] = []
            try:
                for sentence in self._sentences(answer, evidence, site):
                    # What it asks to have worked out is worked out here, from the cited figures.
                    line = requested(sentence, answer.figures) or judge(sentence, evidence, self._verifier)
                    heard.append(line)
                    if shown := _shown(line):
                        said(shown)
                    if len(heard) == MOST_SENTENCES:
                        break
                if any(map(_shown, heard)):
                    return heard
                raise ModelError("The chat model wrote nothing that the documents prove.", may_pass=not heard)
            except ModelError as error:
                if not (left and error.may_pass and not heard):
                    raise
        raise AssertionError("the last try returns or raises")

    def _sentences(self, answer: Answer, evidence: Sequence[Citation], site: str) -> Iterator[str]:
        rest = ""
        for piece in self._model.write(prompt(answer.standalone_question, evidence), site):
            *whole, rest = _END.split(_MARKER_FIRST.sub(r"\2\1", rest + piece))
            yield from filter(str.strip, whole)
        if rest.strip():
            yield rest

    def _with(self, answer: Answer, heard: Sequence[_Line]) -> Answer:
        leads = [lead_line(lead) for lead in answer.leads]
        quotes = {one.number: f"{one_line(one.quote)} [{one.number}]" for one in answer.citations}
        lines = list(leads)
        for line in heard:
            if shown := _shown(line):
                lines.append(shown)
            if isinstance(line, Verdict):  # the very words below what was made of them, or in its place
                lines += [quotes[number] for number in line.citations]
        # Calculations, conflicts, and what the documents do not say.
        lines += [line for line in answer.text.split("\n") if line not in (*leads, *quotes.values())]
        unproven = sum(not _shown(line) for line in heard)
        if unproven:
            what = "One sentence" if unproven == 1 else f"{unproven} sentences"
            lines.append(f"{what} of the chat model, which the quotes do not prove, gave way to them.")
        text = "\n".join(dict.fromkeys(lines))
        return replace(
            answer,
            id=sha256(f"{answer.id}|{text}".encode(errors="replace")).hexdigest()[: len(answer.id)],
            text=text,
            calculations=tuple(dict.fromkeys((*answer.calculations, *_worked_out(heard)))),
            mode=self._model.name,
            prompt_version=VERSION,
            unproven=unproven,
        )


def _shown(line: _Line) -> str:
    """The line as readers see it; "" where it is not proven."""
    if isinstance(line, Calculation):
        return line.text
    return "" if line.fault else line.line


def _worked_out(heard: Sequence[_Line]) -> Iterator[Calculation]:
    yield from (line for line in heard if isinstance(line, Calculation))


def _noted(answer: Answer, note: str) -> Answer:
    return replace(answer, text=f"{answer.text}\n{note}")


def _lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
