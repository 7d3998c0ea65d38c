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

_COURTESY = re.compile(
    r"^\W*(?:thanks?(?: you| a lot| very much)?|ok(?:ay)?|great|good|right|fine|cool|interesting|hello|hi|i see)"
    r"[.,!]+\s+(?=\w)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|also|ok(?:ay)?)\b[\s,]*)*(?:(?:what|how) about\b\s*)?", re.IGNORECASE
)
_ASKS = re.compile(
    r"\b(?:who|what|when|where|which|why|how|whose|whom|is|are|was|were|did|does|do|has|have|had|can|will)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W*(?:why(?: not)?|since when|until when|how(?: so| come)?|when|where|who|by whom|how much|how many)\W*$", re.I
)
_AGAIN = re.compile(
    r"^\W*(?:(?:please )?tell me more|more|go on|(?:what|anything) else|are you (?:sure|certain)|really|"
    r"(?:the |what(?:['’]s| is) "
    r"the |your )?sources?|says who|how do you know(?: that)?)\W*$",
    re.IGNORECASE,
)
_THING = (
    r"(?:deal|figure|number|year|time|company|firm|project|plan|site|centre|building|fund|grant|round|sale|price|offer|"
    r"takeover|merger|float|listing|factory|plant|drug|trials?|award|scheme|programme|money|funding|report|business|team)"
)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|hers|the (?:company|firm|same|deal))\b", re.IGNORECASE
)
_SHARE_OF = re.compile(
    r"\b(?:much|many|share|part|proportion|percentage|per ?cent|fraction|most|half|some|all|any|none) of\s+$",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:those|these|then|the (?:other|others|former|latter|rest)|one)\b"
    r"|\b(?:of|would|did|does|do|said|say|says|is|was|will|about|for|by|from|with|after|before|in|on) (?:that|this)\b"
    r"|\b(?:that|this|there)\W*$"
    rf"|\b(?:that|this|the) {_THING}\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\bthe (?P<which>first|second|third|fourth|fifth|last|latter|former|1st|2nd|3rd|4th)"
    r"(?: (?:one|company|firm|of (?:those|them|these)))?"
    r"(?=\W*$| (?:raise|list|float|cost|get|employ|have|make|do|open|start|move|pay|is|was|did|has)\w*\b|['’]s\b)",
    re.IGNORECASE,
)
_PLACES_IN_LIST = {
    "first": 0, "1st": 0, "former": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4,
    "last": -1, "latter": -1,
}  # fmt: skip
_ASKS_FOR_NAME = re.compile(
    r"^\W*who\b|\b(?:which|what) (?:firm|company|business|organisation|body|town|city)\b", re.IGNORECASE
)
_ASKS_FOR_PERSON = re.compile(
    r"^\W*who(?:['’]s)? (?:is|was|are|were|chairs?|chaired|leads?|led|heads?|headed|runs?|ran|founded)\b", re.IGNORECASE
)
_PERSONAL = frozenset(("he", "him", "his", "she", "her", "hers"))
_POSSESSIVE = frozenset(("its", "their", "his", "hers"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NUMBERS = {"a": 1, "one": 1, "the": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_NEXT_YEAR = re.compile(
    r"\b(?:the )?(?:year after|following year|next year|year later)\b"
    r"|\b(?P<count>two|three|four|five|ten) years (?:later|after)\b",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"\b(?:the )?(?:year before|previous year|prior year|year earlier)\b"
    r"|\b(?P<count>two|three|four|five|ten) years (?:earlier|before)\b",
    re.IGNORECASE,
)
_PLACED = re.compile(r"^(to|from|in|at|on|for|by|with|of) (?:the )?", re.IGNORECASE)
_SCOPE = re.compile(
    r"^(?:(?:in|on|across|for) )?(?:the )?(?P<scope>campus|site|town|county|cluster|country|UK|world|Europe|Britain|"
    r"Hertfordshire)$|^(?P<adverb>nationally|worldwide|globally|nationwide)$",
    re.IGNORECASE,
)
_SCOPED = re.compile(
    r"\b(?:on|in|at|across) (?:(?:the )?(?:whole |entire |wider )?(?:Stevenage )?"
    r"(?:campus|site|town|county|cluster|country|UK|world)|"
    r"Europe|Britain|Hertfordshire|Stevenage)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?<=\bhow many )(?:(?!(?:are|is|were|was|did|does|do|has|have|in|on|at|of|will)\b)[\w-]+ ?)+(?= |$)", re.I
)
_PROPERTY = re.compile(
    r"(?<=\bthe )(?:(?!(?:in|on|at|of|for|to)\b)[\w-]+ ){1,3}(?=(?:in|on|at|of|for|to)\b)", re.IGNORECASE
)
# What belongs to a name though it is written small: "the Stevenage campus".
_WITH_NOUN = r"(?: (?:campus|site|centre|plant|factory|building|cluster|park|programme|scheme|fund|project|status))?"


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
    question = _COURTESY.sub("", question) or question
    if not before.main:
        return Resolved(question)
    if _AGAIN.match(question):
        return before
    bare = question[_OPENING.match(question).end() :].strip()  # type: ignore[union-attr]
    opened = bare != question.strip()
    if chosen := _chosen(bare, before.main, answer, lexicon):
        return Resolved(chosen, _background(before, answer, lexicon))
    if _BARE.match(question) or re.fullmatch(rf"{_ORDINAL.pattern}\W*", bare, re.IGNORECASE):
        return Resolved(bare, _background(before, answer, lexicon))
    if not _ASKS.search(bare) and (opened or len(terms(bare)) <= 3):
        return _filled(bare, before, answer, lexicon)
    return _leaning(bare, opened, before, answer, lexicon)


def _leaning(bare: str, opened: bool, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    """A whole question; ``opened`` says that it began with "and" or the like, which has been taken off."""
    pronoun = _PRONOUN.search(bare)
    if pronoun and pronoun.group().lower().startswith("the ") and lexicon.phrases(bare):
        # "The deal between Novartis and Gyroscope" says itself which.
        pronoun = None
    if pronoun and pronoun.group().lower() in _POSSESSIVE and lexicon.phrases(bare[: pronoun.start()]):
        # "What does Autolus pay for its building?" says itself whose.
        pronoun = None
    points = _POINTS.search(bare)
    if not (opened or pronoun or points):
        return Resolved(bare)
    if lexicon.phrases(bare) and not pronoun and (not points or points.group().lower().startswith("the ")):
        return Resolved(bare)
    return Resolved(_replaced(bare, pronoun, before, answer, lexicon), _background(before, answer, lexicon))


def _filled(fragment: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    """A fragment as a question: one that owns ("and its headcount?") or one that takes a place in the last question."""
    pronoun = _PRONOUN.match(fragment)
    if pronoun and pronoun.group().lower() in _POSSESSIVE | {"her"}:
        owned = _replaced(fragment, pronoun, before, answer, lexicon)
        return Resolved(f"What is {owned.rstrip('?. !')}?", _background(before, answer, lexicon))
    return Resolved(_exchanged(before.main, fragment, lexicon), before.background)


def _chosen(bare: str, before: str, answer: str, lexicon: Lexicon) -> str | None:
    """The question with "the second one" replaced by the second name of the answer's list."""
    found = _ORDINAL.search(bare)
    listed = [name for name in _whole_names(answer, lexicon) if name not in before] if found else []
    if not found or len(listed) < 2 or lexicon.phrases(bare):
        return None
    place = _PLACES_IN_LIST[found["which"].lower()]
    if place >= len(listed):
        return None
    return bare[: found.start()] + listed[place] + bare[found.end() :]


def _replaced(bare: str, pronoun: re.Match[str] | None, before: Resolved, answer: str, lexicon: Lexicon) -> str:
    """The question with its pronoun replaced by what it most likely stands for."""
    # "How much of it": what was counted is meant, and the background says it.
    if pronoun is None or _SHARE_OF.search(bare, 0, pronoun.start()):
        return bare
    choices = _choices(pronoun.group().lower(), before.main, answer, lexicon)
    if not choices:
        return bare
    following = bare[pronoun.end() :]
    word = pronoun.group().lower()
    owns = word in _POSSESSIVE or (word == "her" and re.match(r"\s+\w", following) is not None)
    put = choices[0] + ("'s" if owns else "")
    return bare[: pronoun.start()] + put + following


def _choices(word: str, before: str, answer: str, lexicon: Lexicon) -> list[str]:
    """What a pronoun may stand for, the likeliest first."""
    asked, said = _with_nouns(before, lexicon), _whole_names(answer, lexicon)
    if word in _PERSONAL:
        return [name for name in said + asked if " " in name]
    if word in ("it", "its") and _ASKS_FOR_PERSON.search(before):
        return asked + said
    if word.startswith("the ") or _ASKS_FOR_NAME.search(before):
        return said + asked
    return asked + said


def _whole_names(text: str, lexicon: Lexicon) -> list[str]:
    """The names in a text with the capitalised words before them: "Christian Itin" though a sentence begins so."""
    names = []
    for name in lexicon.phrases(text):
        whole = re.search(rf"(?:(?!The |In |On |At |And |Both |As )[A-Z][\w'’-]+ )*{re.escape(name)}", text)
        names.append(whole.group() if whole else name)
    return list(dict.fromkeys(names))


def _with_nouns(text: str, lexicon: Lexicon) -> list[str]:
    """The names in a text with the noun that follows: "the Stevenage campus"."""
    names = []
    for name in lexicon.phrases(text):
        whole = re.search(rf"(?:the )?{re.escape(name)}{_WITH_NOUN}", text)
        found = whole.group() if whole else name
        names.append(found if found.rpartition(" ")[2].islower() else name)
    return names


def _background(before: Resolved, answer: str, lexicon: Lexicon) -> str:
    names = [name for name in lexicon.phrases(answer) if name not in before.main][:_NAMES_FROM_ANSWER]
    return "; ".join([before.main.rstrip("?. "), *names])


def _exchanged(before: str, fragment: str, lexicon: Lexicon) -> str:
    """The question before with the fragment in place of what it answers to: "and in 2021?", "what about Freeline?"."""
    fragment = fragment.rstrip("?. !")
    if moved := _of_other_year(before, fragment):
        return moved
    if scope := _SCOPE.match(fragment):
        said = (
            scope["adverb"]
            or f"{'on' if scope['scope'].lower() in ('campus', 'site') else 'in'} {_article(scope['scope'])}"
        )
        return _SCOPED.sub(said, before, count=1) if _SCOPED.search(before) else _appended(before, said)
    meant = re.sub(r"^the | (?:one|ones)$", "", fragment, flags=re.IGNORECASE)
    is_other = meant != re.sub(r"^the ", "", fragment, flags=re.IGNORECASE)
    if not lexicon.phrases(meant) and not is_other and not _PLACED.match(meant):
        return _of_other_property(before, meant)
    return _of_other_name(before, meant, lexicon)


def _of_other_year(before: str, fragment: str) -> str | None:
    """ "In 2021", "the year after", "two years later"."""
    years = _YEAR.findall(before)
    step = _NEXT_YEAR.search(fragment) or _YEAR_BEFORE.search(fragment)
    if years and step:
        count = _NUMBERS[(step["count"] or "one").lower()] * (1 if _NEXT_YEAR.search(fragment) else -1)
        return before.replace(years[-1], str(int(years[-1]) + count))
    wanted = _YEAR.findall(fragment)
    if not wanted or len(terms(fragment)) > 2:
        return None
    return before.replace(years[-1], wanted[0]) if years else _appended(before, f"in {wanted[0]}")


def _of_other_property(before: str, noun: str) -> str:
    """ "And jobs?" after "How many companies ...", "and the size?" after "What is the cost of ..."."""
    for pattern in (_COUNTED, _PROPERTY):
        if found := pattern.search(before):
            gap = " " if found.group().endswith(" ") else ""
            return before[: found.start()] + noun + gap + before[found.end() :]
    return f"{before.rstrip('?. ')}: {noun}?"


def _of_other_name(before: str, fragment: str, lexicon: Lexicon) -> str:
    """The name that the fragment stands against replaced: by its preposition, else the one asked about."""
    names = [name for name in _whole_runs(before, lexicon) if not re.fullmatch(r"(?i)[qh]\d|\d+", name)]
    placed = _PLACED.match(fragment)
    if placed:
        quarter = re.search(r"\bQ[1-4]\b", before)
        if quarter and re.fullmatch(r"(?i)q[1-4]", fragment[placed.end() :]):
            return before.replace(quarter.group(), fragment[placed.end() :])
        same = [name for name in names if re.search(rf" {placed[1]} (?:the )?{re.escape(name)}", before, re.IGNORECASE)]
        known = lexicon.phrases(fragment)
        if not same and placed[1].lower() != "of":
            return _appended(before, fragment)
        if not known:
            return _appended(before, fragment)
        names, fragment = same or names, fragment[placed.end() :]
    else:
        free = [name for name in names if not re.search(rf" (?:in|on|at|from) (?:the )?{re.escape(name)}", before)]
        names = free or names
    if not names:
        return f"{before.rstrip('?. ')}: {fragment}?"
    place = before.rfind(names[-1])
    return before[:place] + fragment + before[place + len(names[-1]) :]


def _whole_runs(text: str, lexicon: Lexicon) -> list[str]:
    """The names in a text with the capitalised words after them: "Marshgate Biotech"."""
    names = []
    for name in lexicon.phrases(text):
        whole = re.search(rf"{re.escape(name)}(?: [A-Z][\w'’-]+)*", text)
        names.append(whole.group() if whole else name)
    return list(dict.fromkeys(names))


def _appended(before: str, words: str) -> str:
    return f"{before.rstrip('?. ')} {words}?"


def _article(scope: str) -> str:
    return scope if scope.lower() in ("europe", "britain", "hertfordshire") else f"the {scope}"
