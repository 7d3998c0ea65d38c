"""What the documents do not say, in one sentence that states no fact (pure)."""

from collections.abc import Sequence

from bot.lexicon import Lexicon
from bot.question import Expects, Part, Question
from bot.synonyms import said_otherwise
from bot.types import NOTHING

CONTRARY = "The question takes something for granted that no document says; what is quoted tells the contrary:"
PARTLY = "The documents do not answer one part"  # how the sentence on a part without an answer begins

_WANTED = {
    Expects.AMOUNT: "an amount of money",
    Expects.COUNT: "a number",
    Expects.SHARE: "a share",
    Expects.SIZE: "a size",
    Expects.DURATION: "a length of time",
    Expects.RANK: "a rank",
    Expects.DATE: "a date",
    Expects.PERSON: "a person",
    Expects.ORGANISATION: "an organisation",
    Expects.PLACE: "a place",
}


def unaskable(question: Question) -> str | None:
    """Why no answer is looked for at all, in a sentence; None when one can be."""
    if question.problem:
        return f"{question.problem} Ask again with a date that exists, please."
    if question.language_hint:
        return "Questions are understood in English only. Ask again in English, please."
    return None


def unsupported(question: Question, lexicon: Lexicon) -> list[str]:
    """A sentence for each thing that the question takes for granted and that names what no document mentions."""
    presumed = [name for part in question.parts for name in part.presumed if not lexicon.knows(name)]
    notes = [f"The question takes something for granted: no document mentions {name}." for name in presumed]
    if question.left_out:
        notes.append(f"The question has too many parts to answer at once; {question.left_out} of them were left out.")
    return notes


def nothing(parts: Sequence[Part], lexicon: Lexicon) -> str:
    """For a question that none of the documents answers."""
    if len(parts) == 1:
        return f"{NOTHING}: {_why(parts[0], lexicon)}."
    return f"{NOTHING}: they answer none of the parts of the question."


def partly(part: Part, lexicon: Lexicon) -> str:
    """For one part of a question whose other parts have an answer."""
    return f"{PARTLY}, “{part.text.rstrip('?. ')}”: {_why(part, lexicon)}."


def _why(part: Part, lexicon: Lexicon) -> str:
    # What the question itself names; the names of the talk before it where it names nothing.
    names = list(dict.fromkeys(lexicon.phrases(part.asked) or lexicon.phrases(part.text)))
    unknown = [name for name in names if not (lexicon.knows(name) or _is_said(name, lexicon))]
    if unknown:
        return f"none of them mentions {_joined(unknown)}"
    wanted = _WANTED.get(part.expects, "an answer")
    about = f" for {_joined(names)}" if names else ""
    when = f" in {_joined([str(year) for year in sorted(part.years)])}" if part.years else ""
    return f"no passage found gives {wanted}{about}{when} that fits the question"


def _is_said(name: str, lexicon: Lexicon) -> bool:
    """Whether the documents say it in another form: "German" for "Germany"."""
    return bool(said_otherwise(name) & lexicon.words)


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
