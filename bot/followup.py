"""A question and the talk before it -> the question with what it leaves to that talk (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.account import account_of
from bot.exchange import (
    exchanged,
    is_property,
    is_time_or_extent,
    names_year,
    of_another_time,
    phrases_in,
    with_its_year,
)
from bot.expects import Expects, expects
from bot.lexicon import Lexicon
from bot.traits import roles_of, scopes_of
from bot.types import Turn
from ingest.keywords import terms

# How far back a question may lean, and how much of an answer is read for what it speaks of.
_TURNS = 4
_ANSWER_CHARACTERS = 400
_NAMES_FROM_ANSWER = 3
_SHORT = 4  # words that carry a meaning

_COURTESY = re.compile(
    r"^\W*(?:thanks?(?: you| a lot| very much)?|ok(?:ay)?|great|good|right|fine|cool|interesting|hello|hi|i see)"
    r"[.,!]+\s+(?=\w)",
    re.IGNORECASE,
)
_CHANGES_SUBJECT = re.compile(
    r"^\W*(?:ok(?:ay)?\W+|right\W+|and\s+)?(?:now\s+)?(?:something else|(?:an)?other (?:question|thing|topic|subject)|"
    r"(?:a )?(?:new|different) (?:question|topic|subject)|change of subject|forget (?:that|it)|never ?mind)\b"
    r"[\s,:.;–-]*(?=\w+ \w)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"^(?:(?:can|could) you )?(?:please )?compare (?:that|it|this|them|those|these) (?:with|to|against) (?P<other>.+)$",
    re.IGNORECASE,
)
# "What's the rent?" asks for that of what was spoken of; "who took over?" does not say what.
_DEFINITE = re.compile(
    r"^(?:what|who)(?:['’]s|\s+is|\s+are|\s+was|\s+were)?\s+the\s+[\w-]+(?:\s[\w-]+)?\W*$", re.IGNORECASE
)
# "Who paid for the labs?" after a question about laboratories.
_THE = re.compile(r"\bthe (?:[a-z][\w-]* )?(?P<noun>[a-z][\w-]{2,})\b")
_WITHOUT_OBJECT = re.compile(
    r"^(?:who|when|where|why)(?: (?:did|has|have|will|was|were))? \w+(?: (?:over|in|out|up))?\W*$", re.I
)
_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|also|ok(?:ay)?)\b[\s,]*)*(?:(?:what|how) about\b\s*)?", re.IGNORECASE
)
_ASKS = re.compile(
    r"\b(?:who|what|when|where|which|why|how|whose|whom|is|are|was|were|did|does|do|has|have|had|can|will)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W*(?:why(?: not)?|(?:since|until|till|from|as of|by) when|how(?: so| come)?|when|where|who|"
    r"(?:by|to|from|with|for) whom|(?:(?:for|by) )?how much|how many|at what price)\W*$",
    re.IGNORECASE,
)
# "When was it?", "Which minister was it?", "On which building?", "At what price per share?": of all that was asked
# before, not of one name in it.
_OF_IT_ALL = re.compile(
    r"^(?:(?:when|which [\w-]+|what [\w-]+|why) (?:is|was|did) (?:it|that)(?: (?:happen|take place))?"
    r"|(?:on|in|at|to|from|by|with|for|of|within) (?:which|what|whose|how (?:many|much|long))"
    r"(?: (?!(?:is|are|was|were|did|does|do|has|have|had|can|will|would)\b)[\w-]+){0,4})\W*$",
    re.IGNORECASE,
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
_TWO_QUESTIONS = re.compile(
    r"(?P<first>\b(?:what|how|when|where|who|which|why)\b.*),?\sand\s(?:what|how|when|where|who|which|why)\b[^?]*$",
    re.I,
)
_PRONOUN = re.compile(
    r"\b(?:it(?! that\b)|its|they|them|their|he|him|his|she|her|hers|the (?:company|firm|same|deal))\b",
    re.IGNORECASE,
)
_IT = re.compile(r"\bit\b", re.IGNORECASE)
# Those counted, where they are the subject: "How many trials were running ...?"
_ARE_COUNTED = re.compile(r"\bhow many (?:[\w-]+ ){1,4}?(?:are|were)\b", re.IGNORECASE)
_SHARE_OF = re.compile(
    r"\b(?:much|many|share|part|proportion|percentage|per ?cent|fraction|most|half|some|all|any|none) of\s+$",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:those|these|then|the (?:other|others|former|latter|rest)|one)\b"
    r"|\b(?:of|would|has|have|had|did|does|do|said|say|says|is|was|will|about|for|by|from|with|after|before|in|on) "
    r"(?:that|this)\b"
    r"|\b(?:that|this|there|so)\W*$"
    rf"|\b(?:that|this|the) {_THING}\b",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"^(?P<said>[^?]*[a-z)][.!])\s+(?P<asked>(?:When|What|Who|Where|Why|How|Which|Is|Does|Did|Has)\b[^.!]*)$"
)
# "What about Berlin, when does the centre there open?"
_OF_A_NEW_NAME = re.compile(
    r"^(?P<name>[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,4}),\s(?P<asked>(?:when|how|what|who|where|which|why)\b.+)$"
)
_THERE = re.compile(r"\bthere\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\bof (?:them|it)\b", re.IGNORECASE)
_OF_THOSE = re.compile(r"\bof (?:those|these|them|it)\b", re.IGNORECASE)
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
    r"^\W*who\b|\b(?:which|what) (?:[\w-]+ ){0,2}?(?:firm|company|business|organisation|body|town|city|centre|site|"
    r"building|fund|scheme|zone|university|college|hospital|project)\b",
    re.IGNORECASE,
)
_ASKS_FOR_PERSON = re.compile(
    r"^\W*who(?:['’]s)? (?:is|was|are|were|chairs?|chaired|leads?|led|heads?|headed|runs?|ran|founded)\b", re.IGNORECASE
)
_ASKS_OF_IT = re.compile(r"^\W*(?:when|why|how|where)\b", re.IGNORECASE)
_ACCORDING_TO = re.compile(r"\baccording to (?P<who>.+)$", re.IGNORECASE)
_PERSONAL = frozenset(("he", "him", "his", "she", "her", "hers"))
_A_BODY = frozenset(("the company", "the firm"))
_OF_ANOTHER = re.compile(r"\b(?:of|for|in|into|over|buy|bought|acquired?|own(?:s|ed)?) $", re.IGNORECASE)
_OWNS = re.compile(r"\b(?:own|owned|hold|held|have|buy|bought|sell|sold|keep|kept)\b", re.IGNORECASE)
_POSSESSIVE = frozenset(("its", "their", "his", "hers"))
# The capitalised words before a name within a sentence, and what is its own: "the Catapult's Innovation Centre".
_CAPITALS = r"(?:(?<=[a-z,] )(?:[A-Z][a-z'’-]+ (?:(?:and|of|for) (?=[A-Z]))?)+)?"
_WITH_WHAT_IS_ITS = r"(?:['’]s(?: (?:new|own|first|old|latest)(?= [A-Z]))?(?: [A-Z][\w-]+)*)?"
# What belongs to a name though it is written small: "the Stevenage campus".
_WITH_NOUN = (
    r"(?P<noun>(?: (?:manufacturing|training|research|science))?"
    r" (?i:campus|site|centre|plant|factory|building|cluster|park|programme|scheme|fund|project|status)\b)?"
)
_IS_A_THING = re.compile(
    r"\b(?:campus|site|centre|plant|factory|building|house|cluster|park|programme|scheme|fund|project|zone)\b",
    re.IGNORECASE,
)
# What is asked of a thing, not of a firm.
_OF_A_THING = re.compile(r"\b(?:open(?:s|ed)?|built|finished|big|large|modules|refurbished|storeys)\b", re.IGNORECASE)
# A thing that is asked about under no name of its own: "the science campus on GSK's land".
_NAMELESS = re.compile(
    r"\bthe (?:[a-z][\w-]* ){0,4}(?:campus|building|centre|plant|factory|laborator(?:y|ies)|interchange|hub|scheme|"
    r"project|programme|course|panel|report)\b"
    r"(?: (?:in|on|at|for|of|near) (?:the )?[A-Z][\w'’-]*(?: (?:[A-Z][\w'’-]*|land|site|campus)\b)*)*"
)
# Who is asked about: "What did GSK ...?"
_WHOSE_DEED = r"\b(?:did|does|do|has|have|had|will)\s(?:the\s)?"
# A sum or a deal that is asked after: "the grant for the Spark Building".
_EVENT = re.compile(
    r"\bthe (?:[\w-]+ )?(?:grant|award|deal|bid|loan|sale|merger|takeover|contract|licence|round) "
    r"(?:for|of|to|from|with|between)\b(?: (?!(?:be|cost|come|worth|meant|announced|signed|made)\b)[^ ?.;]+)+"
)
# Those who did something, where several are meant: "the occupiers of the Stevenage campus".
_SEVERAL = re.compile(
    r"\b(?:the )?(?:occupiers|tenants|companies|firms|businesses|collaborators|partners|start-ups|spin-outs|people|"
    r"staff|developers|sponsors|trials|apprentices) (?:of|on|at|in) (?:the )?"
    r"(?:[A-Z][\w'’-]*(?: campus| cluster)?(?: |\b))+",
)
# "How much could it be in all?" after a question for a figure: the same figure, of another time or of the whole.
_SAME_FIGURE = re.compile(
    r"^(?:what|how (?:much|many)) (?:is|are|was|were|will|would|could|might|had|has)(?: (?:it|that|they|there))"
    r"(?P<there> there)?"
    r"(?: (?:be|been|come to|amount to))?,? (?P<rest>.+)$",
    re.IGNORECASE,
)
_ASKS_FOR_FIGURE = re.compile(r"^\W*(?:how (?:much|many)|what)\b", re.IGNORECASE)
_TIME_ONLY = re.compile(r"(?:before|after) (?:that|this)", re.IGNORECASE)
_PASTS = {"is": "was", "leads": "led", "runs": "ran", "chairs": "chaired", "heads": "headed"}
_BEFORE_WHOM = re.compile(
    r"^(?:who (?:was|were|came|held|had)(?: (?:it|that|the (?:job|role|post)))? )?(?:there )?"
    r"before (?:him|her|them|that|then)\W*$"
    r"|^(?:who (?:was|were|held|had) (?:it|that|the (?:job|role|post)) )?(?:before|previously|earlier)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """``main`` is what is asked; ``background`` is what it leans on, empty for a question that stands alone.

    ``it`` is what "it" stood for in the question as it was typed, empty where it did not say "it".
    """

    main: str
    background: str = ""
    it: str = ""

    @property
    def text(self) -> str:
        """Both as one line."""
        return f"{self.main} ({self.background})" if self.background else self.main


def resolve(question: str, history: Sequence[Turn], lexicon: Lexicon) -> Resolved:
    """The question with its pronouns and gaps filled from the talk; unchanged when it stands alone."""
    before = Resolved("")
    answer = ""
    for turn in history[-_TURNS:]:
        asked = " ".join(turn.question.split())
        it = _meant_by(asked, _IT.search(asked), before, answer, lexicon) if before.main else ""
        before = replace(_resolve_one(asked, before, answer, lexicon), it="" if _IT.fullmatch(it) else it)
        answer = turn.answer[:_ANSWER_CHARACTERS]
    return _resolve_one(question, before, answer, lexicon)


def _resolve_one(question: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    question = _COURTESY.sub("", question) or question
    if changed := _CHANGES_SUBJECT.match(question):
        return Resolved(question[changed.end() :])
    if not before.main:
        return Resolved(question)
    if _AGAIN.match(question):
        return before
    if alone := _after_a_statement(question, lexicon):
        return alone
    bare = question[_OPENING.match(question).end() :].strip()  # type: ignore[union-attr]
    opened = bare != question.strip()
    if taken := _taken(question, bare, before, answer, lexicon):
        return taken
    if len(terms(bare)) > 2:
        bare = with_its_year(bare, f"{before.main} {answer}")
    if not (_ASKS.search(bare) or _is_account(bare, lexicon)) and (opened or len(terms(bare)) <= 3):
        return _filled(bare, before, answer, lexicon)
    return _leaning(bare, opened, before, answer, lexicon)


def _after_a_statement(question: str, lexicon: Lexicon) -> Resolved | None:
    """ "Autolus is one of them, I think. When was its therapy approved?": it is asked of what was said before it."""
    found = _STATEMENT.match(question)
    names = _with_nouns(found["said"], lexicon) or phrases_in(found["said"], lexicon) if found else []
    if found is None or not names or _PRONOUN.match(found["said"].lstrip()):
        return None
    asked = found["asked"]
    pronoun = _PRONOUN.search(asked)
    if pronoun is None:
        return None if lexicon.phrases(asked) else Resolved(question)
    owns = "'s" if pronoun.group().lower() in _POSSESSIVE else ""
    return Resolved(f"{asked[: pronoun.start()]}{names[0]}{owns}{asked[pronoun.end() :]}")


def _is_account(bare: str, lexicon: Lexicon) -> bool:
    """Whether it asks of what it names for all that there is: "Tell me about Autolus" is short, but no fragment."""
    account = account_of(bare)
    return account is not None and bool(lexicon.phrases(account.subject))


def _taken(question: str, bare: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved | None:
    """What asks for one of a list, for a word on the last question, or takes that up again in a form of its own."""
    if chosen := _chosen(bare, before.main, answer, lexicon):
        return Resolved(chosen, _background(before, answer, lexicon))
    if (another := _OF_A_NEW_NAME.match(bare)) and bare != question.strip():
        return Resolved(_of_a_new_name(another["name"], another["asked"]))
    if _BARE.match(question) or _OF_IT_ALL.match(bare) or re.fullmatch(rf"{_ORDINAL.pattern}\W*", bare, re.IGNORECASE):
        return Resolved(bare, _background(before, answer, lexicon))
    if predecessor := _predecessor(bare, before, answer, lexicon):
        return Resolved(predecessor)
    if compared := _COMPARED.match(bare):
        return Resolved(f"{before.main.rstrip('?. ')} vs {compared['other']}", before.background)
    return _same_figure(bare, before, lexicon)


def _of_a_new_name(name: str, asked: str) -> str:
    """ "What about Berlin, when does the centre there open?" -> "When does the centre in Berlin open?"."""
    placed = _THERE.sub(f"in {name}", asked)
    if placed != asked:
        return placed[:1].upper() + placed[1:]
    pronoun = _PRONOUN.search(asked)
    if pronoun is None:
        return f"{name}, {asked}"
    owns = "'s" if pronoun.group().lower() in _POSSESSIVE else ""
    return f"{asked[: pronoun.start()]}{name}{owns}{asked[pronoun.end() :]}"


def _leaning(bare: str, opened: bool, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    """A whole question; ``opened`` says that it began with "and" or the like, which has been taken off."""
    pronoun = _PRONOUN.search(bare)
    if pronoun and lexicon.phrases(bare) and _says_which(bare, pronoun):
        pronoun = None
    if pronoun and pronoun.group().lower() in _POSSESSIVE and lexicon.phrases(bare[: pronoun.start()]):
        # "What does Autolus pay for its building?" says itself whose.
        pronoun = None
    if pronoun and (first := _TWO_QUESTIONS.search(bare[: pronoun.start()])) and lexicon.phrases(first["first"]):
        # "How many trials has the UK, and how has it changed?" leans on its own first half.
        pronoun = None
    points = _POINTS.search(bare)
    if not lexicon.phrases(bare) and (
        _DEFINITE.match(bare) or _WITHOUT_OBJECT.match(bare) or _is_of_the_same(bare, f"{before.main} {answer}")
    ):
        return Resolved(bare, _background(before, answer, lexicon))
    if not (opened or pronoun or points):
        return Resolved(bare)
    if lexicon.phrases(bare) and not pronoun and (not points or points.group().lower().startswith("the ")):
        return Resolved(bare)
    put = _meant_by(bare, pronoun, before, answer, lexicon)
    whole = bare[: pronoun.start()] + put + bare[pronoun.end() :] if pronoun else bare
    if pronoun and (place := _place_of(before.main, lexicon)):
        whole = _THERE.sub(f"in {place}", whole)
    if pronoun and points and pronoun.start() < points.end() and points.start() < pronoun.end():
        points = None  # "the company", which has been said
    leans = _still_leans(bare, pronoun, put, points, bool(lexicon.phrases(bare)) or names_year(bare))
    return Resolved(whole, _background(before, answer, lexicon) if leans else "")


def _says_which(bare: str, pronoun: re.Match[str]) -> bool:
    """Whether a question with names says itself of what it speaks: "the deal between Novartis and Gyroscope".

    "When did Syncona's takeover of the company go through?" does not; "what did the company get from Syncona?" may.
    """
    words = pronoun.group().lower()
    return words.startswith("the ") and not (words in _A_BODY and _OF_ANOTHER.search(bare, 0, pronoun.start()))


def _is_of_the_same(bare: str, told: str) -> bool:
    """Whether a short question without a name or a year asks of "the labs", of which it has been told."""
    if names_year(bare) or scopes_of(bare) or len(terms(bare)) > _SHORT:
        return False
    known = set(terms(told))
    nouns = {stem for found in _THE.finditer(bare) for stem in terms(found["noun"])}
    return any(stem in known or any(other.startswith(stem) for other in known) for stem in nouns)


def _still_leans(
    bare: str, pronoun: re.Match[str] | None, put: str, points: re.Match[str] | None, is_named: bool
) -> bool:
    """Whether a question leans on the talk though its pronoun is said.

    "When did the UK approve it?" names all that it asks about then, "who bought it?" ends with it, and one that says it
    in more than a name or a year lacks nothing; "how much had Quell raised before that?" leans on a time. "How much did
    they pay?" does not say for what.
    """
    if points and pronoun and put != pronoun.group() and points.group().lower().startswith("the ") and is_named:
        return False  # "after the float", of what has just been said
    if points:
        return bool(pronoun) or not is_named or not _TIME_ONLY.fullmatch(points.group())
    if pronoun is None or put == pronoun.group():
        return True
    is_described = re.match(r"the [\w ]*[a-z]\b", put)
    return not (is_named or is_described or re.fullmatch(r"\W*", bare[pronoun.end() :]))


def _filled(fragment: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    """A fragment as a question: one that owns ("and its headcount?") or one that takes a place in the last question."""
    pronoun = _PRONOUN.match(fragment)
    if pronoun and pronoun.group().lower() in _POSSESSIVE | {"her"}:
        owned = _meant_by(fragment, pronoun, before, answer, lexicon) + fragment[pronoun.end() :]
        who = "Who" if roles_of(fragment) else "What"
        return Resolved(f"{who} is {owned.rstrip('?. !')}?", _background(before, answer, lexicon))
    leant, *names = before.background.split("; ")
    if leant and _POINTS.search(before.main):
        # After "How many of those are in gene therapy?" another year is one of "those", and "jobs" are others.
        if not names_year(before.main) and (moved := of_another_time(leant, fragment)):
            return Resolved(before.main, "; ".join([moved, *names]))
        if is_property(fragment, lexicon) and _OF_THOSE.search(before.main):
            return Resolved(exchanged(leant, fragment, lexicon))
    return Resolved(exchanged(before.main, fragment, lexicon), before.background)


def _predecessor(bare: str, before: Resolved, answer: str, lexicon: Lexicon) -> str | None:
    """ "And before him?" after "Who is the chief executive of Autolus?", with the name that was given."""
    if not (_BEFORE_WHOM.match(bare) and _ASKS_FOR_PERSON.search(before.main)):
        return None
    asked_of = set(terms(before.main))
    people = [name for name in _whole_names(answer, lexicon) if " " in name and not set(terms(name)) & asked_of]
    if not people:
        return None
    asked = re.sub(r"^\W*who(?:['’]s\b| (\w+))", _past, before.main, count=1, flags=re.IGNORECASE)
    return f"{asked.rstrip('?. ')} before {people[0]}?"


def _past(who: re.Match[str]) -> str:
    return f"Who {_PASTS.get((who[1] or 'is').lower(), who[1])}"


def _same_figure(bare: str, before: Resolved, lexicon: Lexicon) -> Resolved | None:
    """ "How much could it be in all?", "What was it in 2021?": the question before, of the whole or of another time."""
    found = _SAME_FIGURE.match(bare)
    rest = found["rest"].rstrip("?. !") if found else ""
    if not (is_time_or_extent(rest) and _ASKS_FOR_FIGURE.match(before.main)):
        return None
    leant = before.background.partition("; ")[0]
    moved = of_another_time(leant, rest) if leant else None
    if moved and found and (found["there"] or _OF_THEM.search(before.main)):
        return Resolved(before.main, moved)
    if moved and _POINTS.search(before.main):
        # After "how many of those are women?" it is those who are counted in 2028.
        return Resolved(moved)
    return _filled(rest, before, "", lexicon)


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


def _meant_by(bare: str, pronoun: re.Match[str] | None, before: Resolved, answer: str, lexicon: Lexicon) -> str:
    """What a pronoun most likely stands for, as it is put in its place; itself where nothing is known."""
    if pronoun is None:
        return ""
    word = pronoun.group().lower()
    # "How much of it": what was counted is meant, and the background says it.
    is_share = _SHARE_OF.search(bare, 0, pronoun.start()) is not None and not _OWNS.search(bare, pronoun.end())
    are_counted = word in ("they", "them") and _ARE_COUNTED.search(before.main) is not None
    choices = [] if is_share or are_counted else _choices(word, bare, before, answer, lexicon)
    # "When did Syncona take over the company?": it is another.
    choices = [name for name in choices if name.lower() not in bare.lower()] or choices
    if not choices:
        return pronoun.group()
    owns = word in _POSSESSIVE or (word == "her" and re.match(r"\s+\w", bare[pronoun.end() :]) is not None)
    return choices[0] + ("'s" if owns else "")


def _choices(word: str, bare: str, before: Resolved, answer: str, lexicon: Lexicon) -> list[str]:
    """What a pronoun of a question may stand for, the likeliest first."""
    if before.it and word in ("it", "its"):
        return [before.it]
    said = _whole_names(answer, lexicon)
    main = before.main
    asked = _with_nouns(main, lexicon)
    if not asked:
        # "Since when?" names nothing: what it leant on does.
        main = before.background.partition(";")[0]
        asked = _with_nouns(main, lexicon)
    if word in _PERSONAL:
        return [name for name in said + asked if " " in name]
    if not asked and word in ("it", "its") and _ASKS_OF_IT.match(main):
        return []  # it is in the question, under no name
    if word in ("its", "their") and (says := _ACCORDING_TO.search(main)):
        asked = sorted(asked, key=lambda name: name not in says["who"])
    if word in ("it", "its") and (thing := _nameless(main, lexicon)):
        return [thing, *asked, *said]
    of_answer = word.startswith("the ") or _ASKS_FOR_NAME.search(main)
    if of_answer and not _asks_for_one_of(word, main) and not _is_of_a_thing(word, main, asked):
        return said + asked
    asked = sorted(asked, key=lambda name: not re.search(_WHOSE_DEED + re.escape(name), main))
    if _OF_A_THING.search(bare):
        asked = sorted(asked, key=lambda name: not _IS_A_THING.search(name))
    meant = _EVENT.search(main) if word == "it" else _SEVERAL.search(main) if word in ("they", "them") else None
    return [meant.group().strip(), *asked, *said] if meant else asked + said


def _place_of(question: str, lexicon: Lexicon) -> str:
    """The place that "there" stands for: the last that the question says something to be in; else empty."""
    placed = [name for name in lexicon.phrases(question) if re.search(rf"\bin (?:the )?{re.escape(name)}", question)]
    return placed[-1] if placed else ""


def _nameless(question: str, lexicon: Lexicon) -> str:
    """The thing that a question is about where that has no name: "the science campus on GSK's land"; else empty."""
    found = _NAMELESS.search(question)
    if found is None or lexicon.phrases(found.group().split(" in ")[0].split(" on ")[0]):
        return ""
    return found.group().strip()


def _asks_for_one_of(word: str, question: str) -> bool:
    """Whether "it" or "the company" is the body, not the person who was asked for."""
    is_body = word in ("it", "its", "they", "their", "them") or word.startswith("the ")
    is_of_person = _ASKS_FOR_PERSON.search(question) is not None and expects(question) is not Expects.ORGANISATION
    return is_body and is_of_person


def _is_of_a_thing(word: str, question: str, asked: Sequence[str]) -> bool:
    """Whether "it" is the building that was asked about, not who paid for it."""
    is_who = re.match(r"\W*who\b", question, re.IGNORECASE) is not None
    return is_who and word in ("it", "its") and any(_IS_A_THING.search(name) for name in asked)


def _whole_names(text: str, lexicon: Lexicon) -> list[str]:
    """The names in a text with the capitalised words before them: "Christian Itin" though a sentence begins so."""
    names = []
    for name in phrases_in(text, lexicon):
        whole = re.search(rf"(?:(?!The |In |On |At |And |Both |As )[A-Z][\w'’-]+ )*{re.escape(name)}", text)
        names.append(whole.group() if whole else name)
    return list(dict.fromkeys(names))


def _with_nouns(text: str, lexicon: Lexicon) -> list[str]:
    """The names in a text with the noun that follows: "the Stevenage campus"."""
    names: list[str] = []
    for name in lexicon.phrases(text):
        whole = re.search(rf"(?P<the>the )?{_CAPITALS}{re.escape(name)}{_WITH_WHAT_IS_ITS}{_WITH_NOUN}", text)
        said = re.sub(r"['’]s$", "", whole.group()) if whole else name
        is_described = whole is not None and (whole["noun"] or re.search(r"['’]s ", said))
        said = said if is_described else said.removeprefix("the ")
        if not any(said in other for other in names):
            names.append(said)
    return names


def _background(before: Resolved, answer: str, lexicon: Lexicon) -> str:
    names = [name for name in phrases_in(answer, lexicon) if name not in before.main][:_NAMES_FROM_ANSWER]
    earlier = [before.background.partition("; ")[0]] if _OF_IT_ALL.match(before.main) else []
    return "; ".join([before.main.rstrip("?. "), *earlier, *dict.fromkeys(names)])
