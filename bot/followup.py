"""A question and the talk before it -> the question with what it leaves to that talk (pure)."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.account import account_of
from bot.another_time import names_year, of_another_time, with_its_year
from bot.back_then import time_told, with_that_time
from bot.background import IT, OF_IT_ALL, background
from bot.definite import named_in_full
from bot.exchange import (
    exchanged,
    is_placed,
    is_property,
    is_region,
    is_time_or_extent,
    of_all,
    of_another_number,
    phrases_in,
    with_what_was_counted,
)
from bot.full_names import is_a_thing, with_nouns
from bot.leaning import POINTS, PRONOUN, leaning
from bot.lexicon import Lexicon
from bot.listed import ORDINAL, chosen, predecessor
from bot.plainly import said_plainly
from bot.referent import POSSESSIVE, meant_by
from bot.resolved import Resolved
from bot.there import THERE, in_that_city
from bot.traits import roles_of
from bot.types import NOTHING, Turn
from bot.us import said_by_us
from ingest.keywords import terms

# How far back a question may lean, and how much of an answer is read for what it speaks of.
_TURNS = 4
_ANSWER_CHARACTERS = 400

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
_BARE = re.compile(
    r"^\W*(?:why(?: not)?|(?:since|until|till|from|as of|by) when|how(?: so| come)?|when|where|who|"
    r"(?:by|to|from|with|for) whom?|(?:(?:for|by) )?how much|how (?:many|big|large|long|far|old|tall)|"
    r"at what price)\W*$",
    re.IGNORECASE,
)
_OUT_OF_ALL = re.compile(r"^(?:out )?of how many(?: in (?:total|all)| altogether| overall)?\W*$", re.IGNORECASE)
# "How many jobs?" counts them at the one thing that was asked about before, else of all that was asked.
_COUNT_ALONE = re.compile(
    r"^how many (?P<what>(?!(?:is|are|was|were|in|on|of|did|does|do|has|have|had)\b)[a-z][\w-]*(?: [a-z][\w-]*)?)\W*$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\bhow many (?!sq|acres|hectares|(?:kilo)?met(?:re|er)s|miles|minutes|hours|days|weeks|months|years|pounds|"
    r"dollars|euros)",
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
    r"^(?P<said>[^?]*[a-z)][.!])\s+(?P<asked>(?:(?:For|Since|By|From|In|At|On) (?:how|when|what|which|whom?)"
    r"|When|What|Who|Where|Why|How|Which|Is|Does|Did|Has)\b[^.!]*)$"
)
# "What about Berlin, when does the centre there open?"
_OF_A_NEW_NAME = re.compile(
    r"^(?P<name>(?:the )?[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,4}(?: [a-z]\w+){0,2}),\s"
    r"(?P<asked>(?:when|how|what|who|where|which|why)\b.+)$"
)
_AT_THE_TIME = re.compile(r"\bat the time(?=\W*$)", re.IGNORECASE)
_THAT_BODY = re.compile(
    r"\b(?:that|this) (?:body|firm|company|organisation|group|charity|institute|network|association|site|building|"
    r"scheme|fund|programme)\b",
    re.IGNORECASE,
)
_THAT_LAST = re.compile(r"\b(?:that|this)(?=\W*$)", re.IGNORECASE)
# "in oxford?", as it is typed on a phone.
_PLACE_TYPED_SMALL = re.compile(r"(?<=\bin )[a-z]{4,}(?=\W*$| (?:psf|per|now|today|in|on|by)\b)")
_LAND_TYPED_SMALL = re.compile(r"^(?:england|scotland|wales|ireland|london)(?=\W*$)")
_ASKS_FOR_NO_VALUE = re.compile(r"^\W*(?:who|where|why)\b", re.IGNORECASE)
# "Tenants by 2017?" asks for another count and of another time.
_COUNT_THEN = re.compile(r"(?P<what>[a-z][a-z-]+s) (?P<when>(?:in|by|at the end of) (?:[A-Z][a-z]+ )?(?:19|20)\d\d)")
# "And the corporation tax rate with the patent box?" says all that it asks for.
_ENOUGH = re.compile(r"the [a-z][\w -]* (?:with|under|in|of|for|on) (?:the )?[a-z]", re.IGNORECASE)
_AT_LENGTH = 5  # terms
# "And Pfizer for ReViral?" after what another paid.
_PAID_FOR = re.compile(
    r"(?P<buyer>[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*)*) for (?P<bought>[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*)*)"
)
_OF_A_PRICE = re.compile(r"\b(?:pay|paid|pays|price|upfront|buy|bought|acquire[ds]?|takeover)\b", re.IGNORECASE)
_ONE = re.compile(r"\bones?\b|\b(?:19|20)\d\d\b|\bq[1-4]\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\bof (?:them|it)\b", re.IGNORECASE)
_OF_THOSE = re.compile(r"\bof (?:those|these|them|it)\b", re.IGNORECASE)
# "And the rate in the merged scheme?" takes no place in "Is that for the whole country?".
_YES_OR_NO = re.compile(r"^\W*(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would)\b", re.IGNORECASE)
_THE_ONE = re.compile(r"^(?:the )?(?:[a-z]+ )?[a-z]+ (?:of|for) (?:the )?\S+ \S+", re.IGNORECASE)
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
# "How much could it be in all?", "up to how much in all?" after a question for a figure: the same one, of another time
# or of the whole.
_SAME_FIGURE = re.compile(
    r"^(?:up to )?(?:what|how (?:much|many))(?: (?:is|are|(?P<was>was|were)|will|would|could|might|had|has)"
    r"(?: (?:it|that|they|there))"
    r"(?P<there> there)?"
    r"(?: (?:be|been|come to|amount to))?)?,? (?P<rest>.+)$",
    re.IGNORECASE,
)
# "How many were there in 2019?" after "how many jobs is it expected to provide?": how many it did.
_EXPECTED = re.compile(
    r"\b(?:is|are|was|were) (?P<who>.+?) (?:expected|meant|planned|due|set|forecast|predicted|likely) to (?P<do>\w+)\b",
    re.IGNORECASE,
)
_FORECAST = re.compile(
    r"^how many (?:are|is) (?:forecast|expected|predicted|projected) (?:for|by|in) (?P<when>(?:19|20)\d\d)\W*$",
    re.IGNORECASE,
)
_COUNTED_THEN = re.compile(
    r"^how many (?P<what>[\w -]+?) (?:work(?:ed)?|were|are|was|is|had|have|did)\b(?P<rest>.*?) in (?:19|20)\d\d\W*$",
    re.IGNORECASE,
)
# "What would that campus be worth?" two questions after the campus.
_THE_THING = re.compile(r"\b(?:that|this|those|these) (?:[a-z]+ )??(?P<what>[a-z]{3,})\b", re.IGNORECASE)
_ASKS_FOR_FIGURE = re.compile(
    r"^\W*(?:[\w ]{1,30}, )?(?:how (?:much|many|full|busy|big|large|high|\w+ly)|what)\b", re.IGNORECASE
)


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
        names = typed_small or lexicon.phrases(resolved.main)
        if not (resolved.background or names or _CHANGES_SUBJECT.match(asked)):
            resolved = replace(resolved, background=before.text)  # it named nothing else to speak of
        # What is not there names nobody to speak of but whom the question did.
        answer = "" if turn.answer.startswith(NOTHING) else _TELLER.sub("", turn.answer[:_ANSWER_CHARACTERS])
        then = time_told(resolved.main, answer) or before.then
        it = _thing_in(before, lexicon) if IT.fullmatch(it) else it
        earlier = (before.main, *before.earlier) if before.main else ()
        before = replace(resolved, it=it, then=then, earlier=earlier)
    return _of_what_was_earlier(_resolve_one(question, before, answer, lexicon), before, lexicon)


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
    bare = in_that_city(said_by_us(said_plainly(bare, before.main), before, lexicon), answer)
    if (dated := with_that_time(bare, before.then)) != bare:
        bare, opened = dated, True
    bare = named_in_full(with_what_was_counted(bare, before.text), before, lexicon)
    if len(terms(bare)) > 2 or not names_year(before.text):
        bare = with_its_year(bare, f"{before.main} {before.then} {answer}")
    if taken := _taken(question, bare, before, answer, lexicon):
        return taken
    if not (_ASKS.search(bare) or _is_account(bare, lexicon)) and (opened or len(terms(bare)) <= 3):
        return _filled(bare, before, answer, lexicon)
    return leaning(bare, opened, before, answer, lexicon)


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
    found = _STATEMENT.match(question)
    names = with_nouns(found["said"], lexicon) or phrases_in(found["said"], lexicon) if found else []
    if found is None or not names or PRONOUN.match(found["said"].lstrip()):
        return None
    asked = with_that_time(_AT_THE_TIME.sub("at that time", found["asked"]), then)
    pronoun = _THAT_BODY.search(asked) or PRONOUN.search(asked)
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
    if one := chosen(bare, before.main, answer, lexicon):
        return Resolved(one, background(before, answer, lexicon))
    if (another := _OF_A_NEW_NAME.match(bare)) and bare != question.strip():
        return Resolved(_of_a_new_name(another["name"], another["asked"]))
    if _OUT_OF_ALL.match(bare) and (whole := of_all(before.main)):
        return Resolved(whole, before.background)
    if _BARE.match(question) or OF_IT_ALL.match(bare) or re.fullmatch(rf"{ORDINAL.pattern}\W*", bare, re.IGNORECASE):
        return Resolved(bare, background(before, answer, lexicon))
    if counted := _COUNT_ALONE.match(bare):
        return _counted_of_it(bare, counted["what"], before, answer, lexicon)
    if before_him := predecessor(bare, before, answer, lexicon):
        return Resolved(before_him)
    if compared := _COMPARED.match(bare):
        return Resolved(f"{before.main.rstrip('?. ')} vs {compared['other']}", before.background)
    if expected := _expected(bare, before.main):
        return Resolved(expected)
    return _same_figure(bare, before, lexicon)


def _expected(bare: str, before: str) -> str | None:
    """ "How many are forecast for 2028?" after "How many people worked in the industry in 2019?": of the same."""
    found, counted = _FORECAST.match(bare), _COUNTED_THEN.match(before)
    return (
        f"How many {counted['what']} are expected{counted['rest']} in {found['when']}?" if found and counted else None
    )


def _counted_of_it(bare: str, what: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    """ "How many jobs?": those of what was counted or named before, and after another such question of the same."""
    if _COUNT_ALONE.match(before.main):
        return Resolved(bare, before.background)
    if _COUNTS.search(before.main) and is_property(what, lexicon):
        return _filled(what, before, answer, lexicon)
    things = with_nouns(before.main, lexicon)
    if len(things) == 1:
        return Resolved(f"How many {what} at {things[0]}?")
    return Resolved(bare, background(before, answer, lexicon))


def _of_a_new_name(name: str, asked: str) -> str:
    """ "What about Berlin, when does the centre there open?" -> "When does the centre in Berlin open?"."""
    placed = THERE.sub(f"in {name}", asked)
    if placed != asked:
        return placed[:1].upper() + placed[1:]
    pronoun = PRONOUN.search(asked) or _THAT_LAST.search(asked)
    if pronoun is None:
        return f"{name}, {asked}"
    owns = "'s" if pronoun.group().lower() in POSSESSIVE else ""
    return f"{asked[: pronoun.start()]}{name}{owns}{asked[pronoun.end() :]}"


def _filled(fragment: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    """A fragment as a question: one that owns ("and its headcount?") or one that takes a place in the last question."""
    fragment = _PLACE_TYPED_SMALL.sub(
        lambda found: found.group().capitalize() if found.group() in lexicon.names else found.group(), fragment
    )
    fragment = _LAND_TYPED_SMALL.sub(lambda found: found.group().capitalize(), fragment)
    pronoun = PRONOUN.match(fragment)
    if pronoun and pronoun.group().lower() in POSSESSIVE | {"her"}:
        owned = meant_by(fragment, pronoun, before, answer, lexicon) + fragment[pronoun.end() :]
        who = "Who" if roles_of(fragment) else "What"
        return Resolved(f"{who} is {owned.rstrip('?. !')}?", background(before, answer, lexicon))
    if moved := of_another_number(before.main, fragment):
        return Resolved(moved, before.background)
    if asked := _of_its_own(fragment.rstrip("?. !"), before, answer, lexicon):
        return asked
    if _says_what_of_whom(fragment, lexicon) or (
        _ASKS_FOR_NO_VALUE.match(before.main) and _is_of_it(fragment, lexicon)
    ):
        return Resolved(fragment, background(before, answer, lexicon))
    leant, *names = before.background.split("; ")
    if leant and (POINTS.search(before.main) or _OF_THEM.search(before.main)):
        # After "How many of those are in gene therapy?" another year is one of "those", and "jobs" are others.
        if not names_year(before.main) and (moved := of_another_time(leant, fragment)):
            return Resolved(before.main, "; ".join([moved, *names]))
        if is_property(fragment, lexicon) and _OF_THOSE.search(before.main):
            return Resolved(exchanged(leant, fragment, lexicon))
    moved = exchanged(before.main, fragment, lexicon)
    if moved.startswith(f"{before.main.rstrip('?. ')}: ") and _is_of_it(fragment, lexicon):
        return Resolved(fragment, background(before, answer, lexicon))  # nothing gave way: it is asked for itself
    return Resolved(moved, "" if _is_of_another(moved, before, lexicon) else before.background)


def _is_of_another(moved: str, before: Resolved, lexicon: Lexicon) -> bool:
    """Whether a question says another's name in place of the one that the background speaks of too."""
    gone = [name.lower() for name in phrases_in(before.main, lexicon) if name not in moved]
    return any(name in before.background.lower() for name in gone) and not (
        PRONOUN.search(moved) or POINTS.search(moved)
    )


def _of_its_own(fragment: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved | None:
    """A fragment that is a question in short, whatever was asked before; None for what takes a place in that."""
    if (paid := _PAID_FOR.fullmatch(fragment)) and _OF_A_PRICE.search(before.text):
        return Resolved(f"What did {paid['buyer']} pay for {paid['bought']}?")
    if (then := _COUNT_THEN.fullmatch(fragment)) and not set(terms(then["what"])) & set(terms(before.text)):
        counted = _counted_of_it(f"How many {then['what']}?", then["what"], before, answer, lexicon)
        return _filled(then["when"], counted, answer, lexicon)
    names_property = is_property(fragment, lexicon)
    if names_property and _ENOUGH.match(fragment) and len(terms(fragment)) >= _AT_LENGTH:
        return Resolved(f"What is {fragment}?")
    if _YES_OR_NO.match(before.main) and _THE_ONE.match(fragment) and not is_time_or_extent(fragment):
        return Resolved(f"What is {fragment}?", background(before, answer, lexicon))
    if names_property and roles_of(fragment) and not roles_of(before.main):
        return Resolved(f"Who is the {fragment.removeprefix('the ')}?", background(before, answer, lexicon))
    return None


def _is_of_it(fragment: str, lexicon: Lexicon) -> bool:
    """Whether it names a property and no time: "lease length" takes no place in a question for a name."""
    return is_property(fragment, lexicon) and not is_time_or_extent(fragment) and not roles_of(fragment)


def _says_what_of_whom(fragment: str, lexicon: Lexicon) -> bool:
    """Whether a fragment is a question in short, "rent in London per sq ft", and no name to put in another's place."""
    named = set(terms(" ".join(with_nouns(f"so {fragment}", lexicon))))
    rest = [term for term in terms(_ONE.sub("", fragment)) if term not in named]
    return bool(named and rest) and not (is_time_or_extent(fragment) or is_placed(fragment))


def _same_figure(bare: str, before: Resolved, lexicon: Lexicon) -> Resolved | None:
    """ "How much could it be in all?", "What was it in 2021?": the question before, of the whole or of another time."""
    found = _SAME_FIGURE.match(bare)
    rest = found["rest"].rstrip("?. !") if found else ""
    if not ((is_time_or_extent(rest) or is_region(rest)) and _ASKS_FOR_FIGURE.match(before.main)):
        return None
    leant = before.background.partition("; ")[0]
    moved = of_another_time(leant, rest) if leant else None
    if found and found["was"]:
        # How it was is no longer an expectation.
        before = replace(before, main=_EXPECTED.sub(r"did \g<who> \g<do>", before.main, count=1))
    if moved and found and (found["there"] or _OF_THEM.search(before.main)):
        return Resolved(before.main, moved)
    if moved and POINTS.search(before.main):
        # After "how many of those are women?" it is those who are counted in 2028.
        return Resolved(moved)
    return _filled(rest, before, "", lexicon)
