"""A question and the talk before it -> the question with what it leaves to that talk (pure)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.account import account_of
from bot.another_time import names_year, with_its_year, with_the_one_of_two
from bot.back_then import time_told, with_that_time
from bot.background import IT
from bot.definite import named_in_full
from bot.exchange import with_what_was_counted
from bot.fragment import filled
from bot.full_names import is_a_thing, with_nouns
from bot.leaning import PRONOUN, leaning
from bot.lexicon import Lexicon
from bot.listed import of_the_first
from bot.phrases import phrases_in
from bot.plainly import brought_up, said_plainly
from bot.referent import POSSESSIVE, meant_by
from bot.resolved import Resolved
from bot.taken_up import taken
from bot.there import in_that_city
from bot.types import NOTHING, Turn
from bot.us import said_by_us
from ingest.keywords import terms

# How far back a question may lean, and how much of an answer is read for what it speaks of.
_TURNS = 4
_ANSWER_CHARACTERS = 400
_WHOLE = 3  # terms of a topic that a question brings up itself
_COURTESY = re.compile(
    r"^\W*(?:thanks?(?: you| a lot| very much)?|ok(?:ay)?|great|good|right|fine|cool|interesting|well|hello|hi|i see)"
    r"[.,!]+\s+(?=\w)",
    re.IGNORECASE,
)
_CHANGES_SUBJECT = re.compile(
    r"^\W*(?:ok(?:ay)?\W+|right\W+|and\s+)?(?:now\s+)?(?:something else|(?:an)?other (?:question|thing|topic|subject)|"
    r"(?:a )?(?:new|different) (?:question|topic|subject)|change of subject|forget (?:that|it)|never ?mind)\b"
    r"[\s,:.;–-]*(?=\w+ \w)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|or|then|also|ok(?:ay)?)\b[\s,]*)*"
    r"(?:(?:(?:what|how) about|(?:the )?same (?:thing |question )?(?:for|with))\b\s*)?",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:who|what|when|where|which|why|how|whose|whom|is|are|was|were|did|does|do|has|have|had|can|will|would|"
    r"could|should)\b|^any of\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"^\W*(?:(?:please )?tell me more|more|go on|(?:what|anything) else|are you (?:sure|certain)|really|"
    r"(?:the |what(?:['’]s| is) "
    r"the |your )?sources?|says who|how do you know(?: that)?"
    r"|(?:do|does|did|have|has) (?:any )?(?:other|others|another) (?:sources?|documents?|papers?|reports?) "
    r"(?:give|say|agree|have|put|tell|name)\b[^,;]*)\W*$",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"^(?P<said>[^?]*[a-z)](?:[.!]\s+|;\s+|\s[–-]\s+(?=[a-z])))(?P<asked>(?:(?:For|Since|By|From|In|At|On) "
    r"(?:how|when|what|which|whom?)|When|What|Who|Where|Why|How|Which|Is|Does|Did|Has"
    r"|(?<=[;–-] )(?:when|what|who|where|why|how|which))\b[^.!]*)$"
)
# "That release names a manufacturing fund too - how much is in it?"
_A_THING_SAID = re.compile(
    r"^[^?]*\b(?:names?|mentions?|speaks? of|talks? of|refers? to) an? "
    r"(?P<thing>(?:[a-z-]+ ){0,3}?(?:fund|scheme|programme|grant|plan|centre|course))(?: too| as well)?"
    r"(?:[.;,]| [–-]) (?P<ask>(?:how|what|when|who|where|which)\b[^?]*?)\b(?:it|that)\b(?P<rest>[^?]*\??)$",
    re.IGNORECASE,
)
_KIN = re.compile(r"Mum|Mam|Mom|Dad|Mother|Father|Gran(?:dad|ny|dpa|dma)?|Nan|Aunt(?:ie)?|Uncle")
_AT_THE_TIME = re.compile(r"\bat the time(?=\W*$)", re.IGNORECASE)
# "Harwell has that too; how long does theirs run?"
_THAT_ONE = re.compile(r"\b(?:theirs|(?<=\bis )that|(?<=\bdoes )that)\b", re.IGNORECASE)
_THAT_BODY = re.compile(
    r"\b(?:that|this) (?:body|firm|company|organisation|group|charity|institute|network|association|site|building|"
    r"scheme|fund|programme)\b",
    re.IGNORECASE,
)
# "Who chaired it, the LEP's I mean?": who asks says himself of what.
_I_MEAN = re.compile(
    r",?\s*(?:\(\s*)?(?:[Ii] meant?,? (?P<behind>(?:the )?[A-Z][\w&'’ -]*?)"
    r"|(?P<before>(?:the )?[A-Z][\w&'’ -]*?),? [Ii] meant?)\s*\)?\W*$"
)
# Who counts and reports is seldom what is asked about next: "BioProcess International puts the workforce at 3,199".
_NAME = r"[A-Z][\w&'’-]*(?: (?:(?:and|of|for) )?[A-Z][\w&'’-]*)*"
_TELLER = re.compile(
    rf"\b[Aa]ccording to (?:the |an? )?{_NAME}"
    rf"|(?:^|(?<=[.!?,] ))(?:The )?{_NAME}"
    r"(?= (?:puts?|gives?|counts?|counted|reports?|reported|describes?|estimates?)\b)"
)
# "What would that campus be worth?" two questions after the campus.
_THE_THING = re.compile(r"\b(?:that|this|those|these) (?:[a-z]+ )??(?P<what>[a-z]{3,})\b", re.IGNORECASE)


def resolve(question: str, history: Sequence[Turn], lexicon: Lexicon) -> Resolved:
    """The question with its pronouns and gaps filled from the talk; unchanged when it stands alone."""
    before = Resolved("")
    answer = ""
    for turn in history[-_TURNS:]:
        asked = " ".join(turn.question.split())
        it = meant_by(asked, IT.search(asked), before, answer, lexicon) if before.main else ""
        resolved = _of_what_was_earlier(_resolve_one(asked, before, answer, lexicon), before, lexicon)
        # "achilles cash sept 2024": a name typed small may be an everyday word too.
        typed_small = (
            set() if _ASKS.search(asked) or resolved.main != asked else {*resolved.main.lower().split()} & lexicon.names
        )
        names = typed_small or lexicon.phrases(resolved.main) or _own_topic(asked)
        if not (resolved.background or names or _CHANGES_SUBJECT.match(asked)):
            resolved = replace(resolved, background=before.text)  # it named nothing else to speak of
        # What is not there names nobody to speak of but whom the question did.
        answer = "" if turn.answer.startswith(NOTHING) else _TELLER.sub("", turn.answer[:_ANSWER_CHARACTERS])
        then = time_told(resolved.main, answer) or before.then
        it = _thing_in(before, lexicon) if IT.fullmatch(it) else it
        earlier = (before.main, *before.earlier) if before.main else ()
        before = replace(resolved, it=it, then=then, earlier=earlier)
    found = _of_what_was_earlier(_resolve_one(question, before, answer, lexicon), before, lexicon)
    return found if found.main.strip() else Resolved(question)  # "Or" alone asks no more than it says


def _of_what_was_earlier(resolved: Resolved, before: Resolved, lexicon: Lexicon) -> Resolved:
    """The question, leaning too on an earlier one of the talk where only that spoke of "that campus"."""
    thing = _THE_THING.search(resolved.main)
    stems = set(terms(thing["what"])) if thing else set()
    if not stems or phrases_in(resolved.main, lexicon) or stems & set(terms(f"{before.main} {resolved.background}")):
        return resolved
    told = next((asked for asked in before.earlier if stems & set(terms(asked))), "")
    if not told:
        return resolved
    behind = [piece for piece in (told.rstrip("?. "), resolved.background) if piece]
    return replace(resolved, background="; ".join(behind))


def _thing_in(before: Resolved, lexicon: Lexicon) -> str:
    """The one building or scheme that a question is about, which "it" is though only a part of it was asked for."""
    things = with_nouns(before.main, lexicon)
    return things[0] if len(things) == 1 and is_a_thing(things[0]) else ""


def _resolve_one(question: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    question = _COURTESY.sub("", question) or question
    if changed := _CHANGES_SUBJECT.match(question):
        return Resolved(question[changed.end() :])
    if not before.main:
        return Resolved(question)
    if _AGAIN.match(question):
        return before
    if alone := _after_a_statement(question, before.then, lexicon):
        return alone
    question = _as_meant(question)
    bare = question[_OPENING.match(question).end() :].strip()  # type: ignore[union-attr]
    opened = bare != question.strip()
    if _own_topic(bare):
        return Resolved(said_plainly(bare, before.main))
    bare = in_that_city(said_by_us(said_plainly(bare, before.main), before, lexicon), answer)
    bare = of_the_first(bare, before, lexicon)
    bare = with_the_one_of_two(bare, f"{before.main} {' '.join(before.earlier)}")
    dated = with_that_time(bare, before.then)
    bare, opened = dated, opened or dated != bare
    bare = named_in_full(with_what_was_counted(bare, before.text), before, lexicon)
    if len(terms(bare)) > 2 or not names_year(before.text):
        bare = with_its_year(bare, f"{before.main} {before.then} {answer}")
    if again := taken(question, bare, before, answer, lexicon):
        return again
    if not (_ASKS.search(bare) or _is_account(bare, lexicon)) and (opened or len(terms(bare)) <= 3):
        return filled(bare, before, answer, lexicon)
    return leaning(bare, opened, before, answer, lexicon)


def _own_topic(question: str) -> str:
    """What a question brings up itself before it asks, where that says enough; else empty."""
    topic = brought_up(question[_OPENING.match(question).end() :].strip())  # type: ignore[union-attr]
    return topic if len(terms(topic)) >= _WHOLE and not PRONOUN.search(topic) else ""


def _as_meant(question: str) -> str:
    """ "Who chaired it, the LEP's I mean?" with the LEP in place of the pronoun."""
    found = _I_MEAN.search(question)
    asked = question[: found.start()] if found else ""
    pronoun = PRONOUN.search(asked)
    if found is None or pronoun is None:
        return question
    name = re.sub(r"['’]s$", "", found["before"] or found["behind"])
    owns = "'s" if pronoun.group().lower() in POSSESSIVE else ""
    return f"{asked[: pronoun.start()]}{name}{owns}{asked[pronoun.end() :].rstrip('?. ')}?"


def _after_a_statement(question: str, then: str, lexicon: Lexicon) -> Resolved | None:
    """ "Autolus is one of them, I think. When was its therapy approved?": it is asked of what was said before it."""
    if thing := _A_THING_SAID.match(question):
        return Resolved(f"{thing['ask']}the {thing['thing']}{thing['rest']}")
    found = _STATEMENT.match(question)
    names = with_nouns(found["said"], lexicon) or phrases_in(found["said"], lexicon) if found else []
    names = [name for name in names if not _KIN.fullmatch(name)]
    if found is None or not names or PRONOUN.match(found["said"].lstrip()):
        return None
    asked = with_that_time(_AT_THE_TIME.sub("at that time", found["asked"]), then)
    pronoun = _THAT_BODY.search(asked) or PRONOUN.search(asked) or _THAT_ONE.search(asked)
    if pronoun is None:
        return None if lexicon.phrases(asked) else Resolved(question)
    owns = "'s" if pronoun.group().lower() in POSSESSIVE | {"theirs"} else ""
    return Resolved(f"{asked[: pronoun.start()]}{names[0]}{owns}{asked[pronoun.end() :]}")


def _is_account(bare: str, lexicon: Lexicon) -> bool:
    """Whether it asks of what it names for all that there is: "Tell me about Autolus" is short, but no fragment."""
    account = account_of(bare)
    return account is not None and bool(lexicon.phrases(account.subject))
