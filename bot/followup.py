"""A question and the talk before it -> the question with what it leaves to that talk (pure)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.account import account_of
from bot.back_then import time_told, with_that_time, without_filler
from bot.exchange import (
    exchanged,
    is_property,
    is_time_or_extent,
    names_year,
    of_another_number,
    of_another_time,
    phrases_in,
    with_its_year,
    with_what_was_counted,
)
from bot.lexicon import Lexicon
from bot.referent import ASKS_FOR_PERSON, POSSESSIVE, THERE, meant_by, named_in, place_of, whole_names, with_nouns
from bot.resolved import Resolved
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
    r"^(?:who|when|where|why)(?: (?:did|has|have|will|was|were|is|are))? \w+(?: (?:over|in|out|up))?\W*$", re.I
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
    r"(?:by|to|from|with|for) whom|(?:(?:for|by) )?how much|how (?:many|big|large|long|far|old|tall)|"
    r"at what price)\W*$",
    re.IGNORECASE,
)
# "When was it?", "Which minister was it?", "On which building?", "At what price per share?": of all that was asked
# before, not of one name in it.
_OF_IT_ALL = re.compile(
    r"^(?:(?:when|which [\w-]+|what [\w-]+|why) (?:is|was|did) (?:it|that)(?: (?:happen|take place))?"
    r"|(?:what|who) (?:is|are|was|were) (?:it|that|they|those) (?:for|about|from|by)"
    r"|(?:on|in|at|to|from|by|with|for|of|within) (?:which|what|whose|how (?:many|much|long))"
    r"(?: (?!(?:is|are|was|were|did|does|do|has|have|had|can|will|would)\b)[\w-]+){0,4})\W*$",
    re.IGNORECASE,
)
# "How many jobs?" counts them at the one thing that was asked about before, else of all that was asked.
_COUNT_ALONE = re.compile(
    r"^how many (?P<what>(?!(?:is|are|was|were|in|on|of|did|does|do|has|have|had)\b)[a-z][\w-]*(?: [a-z][\w-]*)?)\W*$",
    re.IGNORECASE,
)
_COUNTS_A_THING = re.compile(r"\W*how many (?!(?:of|did|does|do|has|have|had|is|are|was|were)\b)\w", re.IGNORECASE)
_COUNTS = re.compile(
    r"\bhow many (?!sq|acres|hectares|(?:kilo)?met(?:re|er)s|miles|minutes|hours|days|weeks|months|years|pounds|"
    r"dollars|euros)",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"^\W*(?:(?:please )?tell me more|more|go on|(?:what|anything) else|are you (?:sure|certain)|really|"
    r"(?:the |what(?:['’]s| is) "
    r"the |your )?sources?|says who|how do you know(?: that)?)\W*$",
    re.IGNORECASE,
)
# "Who takes over from the firm now it has closed?": what a clause says of "it", it says of what was named before it.
_OF_A_CLAUSE = re.compile(
    r"\w\W+(?:now(?: that)?|since|because|once|though|although|when|while|if|after|before|as) $", re.IGNORECASE
)
_THING = (
    r"(?:deal|figure|number|year|time|company|firm|project|plan|site|centre|building|fund|grant|round|sale|price|offer|"
    r"takeover|merger|float|listing|factory|plant|drug|trials?|award|scheme|programme|money|funding|report|business|team|"
    r"refit|refurbishment|conversion|expansion|extension|redevelopment|closure|purchase|acquisition)"
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
_POINTS = re.compile(
    r"\b(?:those|these|then|the (?:other|others|former|latter|rest)|ones?)\b"
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
    r"^(?P<name>(?:the )?[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,4}(?: [a-z]\w+){0,2}),\s"
    r"(?P<asked>(?:when|how|what|who|where|which|why)\b.+)$"
)
_THAT_LAST = re.compile(r"\b(?:that|this)(?=\W*$)", re.IGNORECASE)
_LONG = 5  # terms
# "in oxford?", as it is typed on a phone.
_PLACE_TYPED_SMALL = re.compile(r"(?<=^in )[a-z]{4,}(?=\W*$)")
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
_A_BODY = frozenset(("the company", "the firm"))
_OF_ANOTHER = re.compile(r"\b(?:of|for|in|into|over|buy|bought|acquired?|own(?:s|ed)?) $", re.IGNORECASE)
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


def resolve(question: str, history: Sequence[Turn], lexicon: Lexicon) -> Resolved:
    """The question with its pronouns and gaps filled from the talk; unchanged when it stands alone."""
    before = Resolved("")
    answer = ""
    for turn in history[-_TURNS:]:
        asked = " ".join(turn.question.split())
        it = meant_by(asked, _IT.search(asked), before, answer, lexicon) if before.main else ""
        resolved = _resolve_one(asked, before, answer, lexicon)
        if not (resolved.background or lexicon.phrases(resolved.main) or _CHANGES_SUBJECT.match(asked)):
            resolved = replace(resolved, background=before.text)  # it named nothing else to speak of
        answer = turn.answer[:_ANSWER_CHARACTERS]
        then = time_told(resolved.main, answer) or before.then
        before = replace(resolved, it="" if _IT.fullmatch(it) else it, then=then)
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
    bare = without_filler(bare)
    if (dated := with_that_time(bare, before.then)) != bare:
        bare, opened = dated, True
    bare = with_what_was_counted(bare, before.text)
    if len(terms(bare)) > 2 or not names_year(before.text):
        bare = with_its_year(bare, f"{before.main} {answer}")
    if taken := _taken(question, bare, before, answer, lexicon):
        return taken
    if not (_ASKS.search(bare) or _is_account(bare, lexicon)) and (opened or len(terms(bare)) <= 3):
        return _filled(bare, before, answer, lexicon)
    return _leaning(bare, opened, before, answer, lexicon)


def _after_a_statement(question: str, lexicon: Lexicon) -> Resolved | None:
    """ "Autolus is one of them, I think. When was its therapy approved?": it is asked of what was said before it."""
    found = _STATEMENT.match(question)
    names = with_nouns(found["said"], lexicon) or phrases_in(found["said"], lexicon) if found else []
    if found is None or not names or _PRONOUN.match(found["said"].lstrip()):
        return None
    asked = found["asked"]
    pronoun = _PRONOUN.search(asked)
    if pronoun is None:
        return None if lexicon.phrases(asked) else Resolved(question)
    owns = "'s" if pronoun.group().lower() in POSSESSIVE else ""
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
    if counted := _COUNT_ALONE.match(bare):
        return _counted_of_it(bare, counted["what"], before, answer, lexicon)
    if predecessor := _predecessor(bare, before, answer, lexicon):
        return Resolved(predecessor)
    if compared := _COMPARED.match(bare):
        return Resolved(f"{before.main.rstrip('?. ')} vs {compared['other']}", before.background)
    return _same_figure(bare, before, lexicon)


def _counted_of_it(bare: str, what: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    """ "How many jobs?": those of what was counted or named before, and after another such question of the same."""
    if _COUNT_ALONE.match(before.main):
        return Resolved(bare, before.background)
    if _COUNTS.search(before.main) and is_property(what, lexicon):
        return _filled(what, before, answer, lexicon)
    things = with_nouns(before.main, lexicon)
    if len(things) == 1:
        return Resolved(f"How many {what} at {things[0]}?")
    return Resolved(bare, _background(before, answer, lexicon))


def _of_a_new_name(name: str, asked: str) -> str:
    """ "What about Berlin, when does the centre there open?" -> "When does the centre in Berlin open?"."""
    placed = THERE.sub(f"in {name}", asked)
    if placed != asked:
        return placed[:1].upper() + placed[1:]
    pronoun = _PRONOUN.search(asked) or _THAT_LAST.search(asked)
    if pronoun is None:
        return f"{name}, {asked}"
    owns = "'s" if pronoun.group().lower() in POSSESSIVE else ""
    return f"{asked[: pronoun.start()]}{name}{owns}{asked[pronoun.end() :]}"


def _leaning(bare: str, opened: bool, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    """A whole question; ``opened`` says that it began with "and" or the like, which has been taken off."""
    names = lexicon.phrases(bare)
    is_of_it = _DEFINITE.match(bare) or _WITHOUT_OBJECT.match(bare) or _is_of_the_same(bare, f"{before.main} {answer}")
    if is_of_it and not names:
        return Resolved(bare, _background(before, answer, lexicon))
    pronoun, points = _pronoun_of_the_talk(bare, lexicon), _POINTS.search(bare) or THERE.search(bare)
    # "And what is the corporation tax rate with the patent box?" says enough for itself, and so does what is asked of a
    # place and a year.
    is_whole = len(terms(bare)) >= _LONG or (scopes_of(bare) and names_year(bare))
    if not (pronoun or points or (opened and not is_whole)):
        return Resolved(bare)
    if names and not pronoun and (not points or points.group().lower().startswith("the ")):
        return Resolved(bare)
    put = meant_by(bare, pronoun, before, answer, lexicon)
    whole = bare[: pronoun.start()] + put + bare[pronoun.end() :] if pronoun else bare
    place = place_of(before.main, lexicon) if THERE.search(whole) else ""
    if place and not (put and put in place):
        whole = THERE.sub(place, whole)
        points = _POINTS.search(whole) if pronoun is None else points
        if pronoun is None and points is None:
            return Resolved(whole)
    if pronoun and points and pronoun.start() < points.end() and points.start() < pronoun.end():
        points = None  # "the company", which has been said
    leans = _still_leans(bare, pronoun, put, points, bool(names) or names_year(bare))
    return Resolved(whole, _background(before, answer, lexicon) if leans else "")


def _pronoun_of_the_talk(bare: str, lexicon: Lexicon) -> re.Match[str] | None:
    """The first pronoun, where it stands for something in the talk and not for what the question itself names."""
    pronoun = _PRONOUN.search(bare)
    if pronoun is None:
        return None
    before = bare[: pronoun.start()]
    # "What does Autolus pay for its building?" says itself whose; "how many trials has the UK, and how has it
    # changed?" leans on its own first half.
    owns = pronoun.group().lower() in POSSESSIVE and lexicon.phrases(before)
    first = _TWO_QUESTIONS.search(before)
    says_itself = owns or (first and lexicon.phrases(first["first"]))
    says_itself = says_itself or (_OF_A_CLAUSE.search(before) and lexicon.phrases(before))
    return None if says_itself or (lexicon.phrases(bare) and _says_which(bare, pronoun)) else pronoun


def _says_which(bare: str, pronoun: re.Match[str]) -> bool:
    """Whether a question with names says itself of what it speaks: "the deal between Novartis and Gyroscope".

    "When did Syncona's takeover of the company go through?" does not; "what did the company get from Syncona?" may.
    """
    words = pronoun.group().lower()
    return words.startswith("the ") and not (words in _A_BODY and _OF_ANOTHER.search(bare, 0, pronoun.start()))


def _is_of_the_same(bare: str, told: str) -> bool:
    """Whether a short question without a name or a year asks of "the labs", of which it has been told."""
    if names_year(bare) or scopes_of(bare) or len(terms(bare)) > _SHORT or _PRONOUN.search(bare):
        return False
    known = set(terms(told))
    nouns = {stem for found in _THE.finditer(bare) for stem in terms(found["noun"])}
    return any(stem in known or any(other.startswith(stem) for other in known) for stem in nouns)


def _still_leans(
    bare: str, pronoun: re.Match[str] | None, put: str, points: re.Match[str] | None, is_named: bool
) -> bool:
    """Whether a question leans on the talk though its pronoun is said.

    "When did the UK approve it?" names all that it asks about then, "who bought it?" ends with it, and one that says it
    in more than a name or a year lacks nothing, nor does one that says what it counts. "How much had Quell raised
    before that?" leans on a time, and "how much did they pay?" does not say for what.
    """
    if points and pronoun and put != pronoun.group() and points.group().lower().startswith("the ") and is_named:
        return False  # "after the float", of what has just been said
    if points:
        return bool(pronoun) or not is_named or not _TIME_ONLY.fullmatch(points.group())
    if pronoun is None or put == pronoun.group():
        return True
    if re.fullmatch(r"(?:the|its|their) (?:new |old |planned |first )?[a-z]+", put):
        return True  # "the building": which one, the talk says
    is_described = re.match(r"the [\w ]*[a-z]\b", put)
    is_whole = is_named or is_described or _COUNTS_A_THING.match(bare)
    return not (is_whole or re.fullmatch(r"\W*", bare[pronoun.end() :]))


def _filled(fragment: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    """A fragment as a question: one that owns ("and its headcount?") or one that takes a place in the last question."""
    fragment = _PLACE_TYPED_SMALL.sub(
        lambda found: found.group().capitalize() if found.group() in lexicon.names else found.group(), fragment
    )
    pronoun = _PRONOUN.match(fragment)
    if pronoun and pronoun.group().lower() in POSSESSIVE | {"her"}:
        owned = meant_by(fragment, pronoun, before, answer, lexicon) + fragment[pronoun.end() :]
        who = "Who" if roles_of(fragment) else "What"
        return Resolved(f"{who} is {owned.rstrip('?. !')}?", _background(before, answer, lexicon))
    if moved := of_another_number(before.main, fragment):
        return Resolved(moved, before.background)
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
    if not (_BEFORE_WHOM.match(bare) and ASKS_FOR_PERSON.search(before.main)):
        return None
    asked_of = set(terms(before.main))
    people = [name for name in whole_names(answer, lexicon) if " " in name and not set(terms(name)) & asked_of]
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
    listed = [name for name in whole_names(answer, lexicon) if name not in before] if found else []
    if not found or len(listed) < 2 or lexicon.phrases(bare):
        return None
    place = _PLACES_IN_LIST[found["which"].lower()]
    if place >= len(listed):
        return None
    return bare[: found.start()] + listed[place] + bare[found.end() :]


def _background(before: Resolved, answer: str, lexicon: Lexicon) -> str:
    names = [name for name in phrases_in(answer, lexicon) if name not in before.main][:_NAMES_FROM_ANSWER]
    leans = _OF_IT_ALL.match(before.main) or _IT.search(before.main) or not lexicon.phrases(before.main)
    earlier = [named_in(before.background, lexicon)] if leans and before.background else []
    return "; ".join([before.main.rstrip("?. "), *earlier, *dict.fromkeys(names)])
