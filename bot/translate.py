"""Questions in another language -> English, and proven English answers -> that language, by the chat model.

Everything between, and whether there is an answer at all, is as for an English question. Of what comes back only
sentences that pass ``bot.languages`` are shown, each above the quotes that prove the English one.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.answers import unheard
from bot.claims import ClaimKind, claims, lead_line
from bot.encode import one_line
from bot.generate import ModelError
from bot.languages import Language, question_fault, translation_fault
from bot.metered import Metered
from bot.prompts import to_english, to_language
from bot.proof.claimed import claimed
from bot.types import Answer


class Translator:
    """Puts questions into English and answers out of it, with a chat model."""

    def __init__(self, model: Metered) -> None:
        self._model = model

    def english(self, question: str, language: Language, site: str = "") -> str | None:
        """The question in English; None where the model cannot be had or changes it."""
        if not self._model.is_open(site):
            return None
        try:
            written = "".join(self._model.write(to_english(question, language.name), site)).strip()
        except ModelError:
            return None
        return None if question_fault(question, written) else one_line(written)

    def into(self, answer: Answer, language: Language, site: str = "", said: Callable[[str], None] = unheard) -> Answer:
        """The answer with its prose in that language, quotes below each sentence; as it was where that cannot be."""
        prose = [claim for claim in claims(answer) if claim.kind is ClaimKind.PROSE]
        english = [f"{claim.text} {''.join(f'[{one.number}]' for one in claim.citations)}" for claim in prose]
        if not english or not self._model.is_open(site):
            return answer
        try:
            written = "".join(self._model.write(to_language(english, language.name), site)).strip().splitlines()
        except ModelError:
            return answer
        lines = [line.strip() for line in written if line.strip()]
        if len(lines) != len(english):
            return answer
        proven = dict(zip(english, lines, strict=True))
        text: list[str] = []
        for lead in answer.leads:
            said(lead_line(lead))
            text.append(lead_line(lead))
        for claim, line in zip(prose, english, strict=True):
            if translation_fault(line, proven[line], language.code) is None:
                text.append(claimed(proven[line]).line)
                said(text[-1])
            text += [f"{one_line(one.quote)} [{one.number}]" for one in claim.citations]
        text += [line for line in answer.text.split("\n") if line not in (*text, *english)]
        text.append(language.note)
        return replace(answer, text="\n".join(dict.fromkeys(text)), language=language.code)
