"""A question and the talk before it -> the question with what it leaves to that talk (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.lexicon import Lexicon
from bot.types import Turn
from ingest.keywords import terms

# How far back a question may lean, and how much of an answer is read for what it speaks of.
_TURNS = 4
_ANSWER_CHARACTERS = 400
_NAMES_FROM_ANSWER = 3

_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|also|ok(?:ay)?)\b[\s,]*)?(?:(?:what|how) about\b\s*)?", re.IGNORECASE
)
_ASKS = re.compile(
    r"\b(?:who|what|when|where|which|why|how|whose|whom|is|are|was|were|did|does|do|has|have|had|can|will)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|hers|the (?:company|firm|same|deal))\b", re.IGNORECASE
)
_POINTS = re.compile(
    r"\b(?:those|these|then|the (?:other|others|former|latter|rest)|one)\b"
    r"|\b(?:of|would|did|does|is|was|will|about|for|by|from|with|after|before|in|on) (?:that|this)\b"
    r"|\b(?:that|this|there)\W*$"
    r"|\b(?:that|this) (?:deal|figure|number|year|time|company|firm|project|plan|site|centre|building|fund|grant)\b",
    re.IGNORECASE,
)
_ASKS_FOR_NAME = re.compile(
    r"^\W*who\b|\b(?:which|what) (?:firm|company|business|organisation|body|town|city)\b", re.IGNORECASE
)
_PERSONAL = frozenset(("he", "him", "his", "she", "her", "hers"))
_POSSESSIVE = frozenset(("its", "their", "his", "hers"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NEXT_YEAR = re.compile(r"\b(?:the )?(?:year after|following year|next year|year later)\b", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"\b(?:the )?(?:year before|previous year|prior year|year earlier)\b", re.IGNORECASE)
_PLACED = re.compile(r"^(to|from|in|at|on|for|by|with|of) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolved:
    """``main`` is what is asked; ``background`` is what it leans on, empty for a question that stands alone."""

    main: str
    background: str = ""

    @property
    def text(self) -> str:
        """Both as one line."""
        return f"{self.main} ({self.background})" if self.background else self.main


def resolve(question: str, history: Sequence[Turn], lexicon: Lexicon) -> Resolved:
    """The question with its pronouns and gaps filled from the talk; unchanged when it stands alone."""
    before = Resolved("")
    answer = ""
    for turn in history[-_TURNS:]:
        before = _resolve_one(" ".join(turn.question.split()), before, answer, lexicon)
        answer = turn.answer[:_ANSWER_CHARACTERS]
    return _resolve_one(question, before, answer, lexicon)


def _resolve_one(question: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    if not before.main:
        return Resolved(question)
    bare = question[_OPENING.match(question).end() :].strip()  # type: ignore[union-attr]
    opened = bare != question.strip()
    if not _ASKS.search(bare) and (opened or len(terms(bare)) <= 3):
        return Resolved(_exchanged(before.main, bare, lexicon), before.background)
    pronoun = _PRONOUN.search(bare)
    if not (opened or pronoun or _POINTS.search(bare)):
        return Resolved(question)
    if lexicon.phrases(bare) and not (pronoun or _POINTS.search(bare)):
        return Resolved(bare)
    return Resolved(_replaced(bare, pronoun, before, answer, lexicon), _background(before, answer, lexicon))


def _replaced(bare: str, pronoun: re.Match[str] | None, before: Resolved, answer: str, lexicon: Lexicon) -> str:
    """The question with its pronoun replaced by what it most likely stands for."""
    if pronoun is None:
        return bare
    word = pronoun.group().lower()
    asked, said = lexicon.phrases(before.main), lexicon.phrases(answer)
    if word in _PERSONAL:
        choices = [name for name in said + asked if " " in name]
    elif word.startswith("the ") or _ASKS_FOR_NAME.search(before.main):
        choices = said + asked
    else:
        choices = asked + said
    if not choices:
        return bare
    following = bare[pronoun.end() :]
    owns = word in _POSSESSIVE or (word == "her" and re.match(r"\s+\w", following) is not None)
    put = choices[0] + ("'s" if owns else "")
    return bare[: pronoun.start()] + put + following


def _background(before: Resolved, answer: str, lexicon: Lexicon) -> str:
    names = [name for name in lexicon.phrases(answer) if name not in before.main][:_NAMES_FROM_ANSWER]
    return "; ".join([before.main.rstrip("?. "), *names])


def _exchanged(before: str, fragment: str, lexicon: Lexicon) -> str:
    """The question before with the fragment in place of what it answers to: "and in 2021?", "what about Freeline?"."""
    fragment = re.sub(r"^the | (?:one|ones)$", "", fragment.rstrip("?. !"), flags=re.IGNORECASE)
    years = _YEAR.findall(before)
    if years and (_NEXT_YEAR.search(fragment) or _YEAR_BEFORE.search(fragment)):
        step = 1 if _NEXT_YEAR.search(fragment) else -1
        return before.replace(years[-1], str(int(years[-1]) + step))
    wanted = _YEAR.findall(fragment)
    if wanted and len(terms(fragment)) <= 2:
        return before.replace(years[-1], wanted[0]) if years else f"{before.rstrip('?. ')} in {wanted[0]}?"
    names = lexicon.phrases(before)
    placed = _PLACED.match(fragment)
    if placed:
        same_place = [name for name in names if f" {placed[1].lower()} {name}" in before]
        names, fragment = (same_place, fragment[placed.end() :]) if same_place else (names, fragment)
    return before.replace(names[-1], fragment) if names else f"{before.rstrip('?. ')}: {fragment}?"
