"""A question that takes the last one up in a form of its own: "out of how many?", "what was it in 2021?" (pure)."""

import re
from dataclasses import replace

from bot.another_place import is_region, names_place
from bot.another_time import IN_YEAR, of_another_time
from bot.background import OF_IT_ALL, background
from bot.exchange import (
    exchanged,
    is_time_or_extent,
    of_all,
)
from bot.fragment import COUNT_ALONE, OF_THEM, counted_of_it, filled
from bot.leaning import POINTS, PRONOUN
from bot.lexicon import Lexicon
from bot.listed import ORDINAL, chosen, predecessor
from bot.referent import POSSESSIVE
from bot.resolved import Resolved
from bot.there import THERE

_COMPARED = re.compile(
    r"^(?:(?:can|could) you )?(?:please )?compare (?:that|it|this|them|those|these) (?:with|to|against) (?P<other>.+)$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^\W*(?:why(?: not)?|(?:since|until|till|from|as of|by) when|how(?: so| come)?|when|where|who|"
    r"(?:by|to|from|with|for) whom?|"
    r"(?:(?:for|by) )?how much(?:,? (?:straight away|up ?front|at once|in (?:all|total|cash)|"
    r"at (?:the )?(?:very )?(?:most|maximum|top(?: end)?)))?|"
    r"how (?:many|big|large|long|far|old|tall)|"
    r"at what price)\W*$",
    re.IGNORECASE,
)
_BEING_ONE = re.compile(r"\b(?P<be>being|be|becoming) one(?: of (?:these|those|them)(?: [a-z]+)?)?\b", re.IGNORECASE)
_A_KIND = re.compile(r"\b(?P<kind>(?:[A-Z][\w-]+ )+(?:Zone|Area|Hub|Town|City|Campus|Partner|Site))s?\b")
_BACK_TO = re.compile(
    r"^(?:(?:going|coming|turning|returning) )?(?:back )?to (?P<name>(?:the )?[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,3})"
    r"[,:–-]\s(?P<asked>(?:who|what|when|where|which|why|how)\b.+)$",
    re.IGNORECASE,
)
# "And haematology, what was its share?"
_FIRST_NAMED = re.compile(
    r"^(?!(?:in|by|at|on|after|before|for|of|from|to|with|if|when|so|ok|okay|and|but|then|also|thanks|right|great|once|as|"
    r"well|sorry|yes|no|since|next|last|finally|lastly|hm+|oh|given|say|just|who|what|where|which|why|how|is|are|was|did|"
    r"does)\b)(?P<name>(?:the )?[a-z][\w-]{3,}(?: [a-z][\w-]+){0,2}), "
    r"(?P<asked>(?:who|what|when|where|which|why|how)\b.+)$"
)
_GAPPED = re.compile(
    r"^(?P<asks>(?i:when|where|how (?:much|big|large|old|far|long|tall)|what|who) "
    r"(?i:is|was|are|were|did|does|will)) (?P<name>(?:the )?[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,3})\W*$"
)
# "How many of them?" after "which firm made the modules for it?"
_HOW_MANY_OF_THEM = re.compile(r"^how many of them\W*$", re.IGNORECASE)
_MADE_THE = re.compile(
    r"\b(?:made|built|supplied|sold|bought|delivered|makes|builds|supplies) the (?P<what>[a-z]+s)\b|"
    r"\b(?:are|were) the (?P<made>[a-z]+s)\b.*? (?:made|built|supplied|sold|bought|delivered)\W*$"
)
_OUT_OF_ALL = re.compile(
    r"^(?:out )?of how many(?: in (?:total|all)| altogether| overall)?"
    r"(?:,? (?:here|there|at home|(?:(?:across|in) )?(?:the )?(?:UK|Britain)) (?:and|plus|\+) (?:in )?[\w ]{2,30})?"
    r"(?: (?:together|combined|altogether|in all|in total))?\W*$",
    re.IGNORECASE,
)
# "What about Berlin, when does the centre there open?"
_OF_A_NEW_NAME = re.compile(
    r"^(?P<name>(?:the )?[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,4}(?: [a-z]\w+){0,2}),\s"
    r"(?P<asked>(?:when|how|what|who|where|which|why)\b.+)$"
)
# "What was the average for the whole country that year?", "how does that compare with the figure for England?"
_FIGURE = r"(?:average|mean|figure|number|rate|level|total|share|proportion|percentage|equivalent|answer)"
_FIGURE_ELSEWHERE = re.compile(
    rf"^(?:what (?:is|was|are|were) (?:the {_FIGURE}|(?:it|that|they) (?:on average|altogether)|"
    r"(?:it|that|they)(?= (?:for|across|over) (?:the )?[A-Z]))|"
    r"how (?:does|did|do) (?:that|this|it|they) (?:sit|compare|stack up|measure up|stand)"
    rf"(?: (?:against|with|to|beside|alongside))(?: (?:the|an?) {_FIGURE}| that)?) "
    r"(?:(?:for|in|of|across|over) )?(?P<rest>.+)$",
    re.IGNORECASE,
)
_A_NAME = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+)?")
_AS_A_WHOLE = re.compile(r" (?:as a whole|overall|in general|alone|only|by itself|on its own)$", re.IGNORECASE)
_THE_NATIONS_ONE = re.compile(
    r"^(?:when|what|why|how|who|where)\b[^?,]{0,20}? the (?P<one>British|UK|American|US|European|German|French|Swedish|"
    r"Swiss) one\W*$"
)
_THAT_LAST = re.compile(r"\b(?:that|this|those|these)(?=\W*$)", re.IGNORECASE)
# "What about profits from patents, how much tax on those?"
_OF_A_THING_SAID = re.compile(
    r"^(?P<name>[a-z][\w' -]{3,40}), "
    r"(?P<asked>(?:when|how|what|who|where|which|why)\b.+\b(?:that|this|those|these)\W*)$"
)
# "How much could it be in all?", "up to how much in all?" after a question for a figure: the same one, of another time
# or of the whole.
_SAME_FIGURE = re.compile(
    r"^(?:up to )?(?:what|how (?:much|many))(?: (?:is|are|(?P<was>was|were)|will|would|could|might|had|has)"
    r"(?: (?:it|that(?: (?:share|figure|number|proportion|percentage|rate|count|total))?|they|there))"
    r"(?P<there> there)?"
    r"(?: (?:be|been|come to|amount to))?)?,? (?P<rest>.+)$",
    re.IGNORECASE,
)
_THEY_THINK = re.compile(r",? (?:do|did) (?:they|you|we) (?:think|say|reckon|expect|hope)$", re.IGNORECASE)
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
_ASKS_FOR_FIGURE = re.compile(
    r"^\W*(?:[\w ]{1,30}[,:] )?(?:how (?:much|many|full|busy|big|large|high|\w+ly)|what)\b", re.IGNORECASE
)


def taken(question: str, bare: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved | None:
    """What asks for one of a list, for a word on the last question, or takes that up again in a form of its own."""
    if one := chosen(bare, before.main, answer, lexicon):
        return Resolved(one, background(before, answer, lexicon))
    if new := _of_something_new(bare, opened=bare != question.strip()):
        return Resolved(new)
    if _OUT_OF_ALL.match(bare) and (whole := of_all(before.main)):
        return Resolved(whole, before.background)
    if _BARE.match(question) or OF_IT_ALL.match(bare) or re.fullmatch(rf"{ORDINAL.pattern}\W*", bare, re.IGNORECASE):
        return Resolved(bare, background(before, answer, lexicon))
    if what := _counted(bare, before.main):
        return counted_of_it(f"How many {what}?", what, before, answer, lexicon)
    if before_him := predecessor(bare, before, answer, lexicon):
        return Resolved(before_him)
    if compared := _COMPARED.match(bare):
        return Resolved(f"{before.main.rstrip('?. ')} vs {compared['other']}", before.background)
    if expected := _expected(bare, before.main):
        return Resolved(expected)
    return (
        _of_another_nation(bare, before, lexicon)
        or _of_being_one(bare, before)
        or _back_to(bare)
        or _gapped(bare, before, lexicon)
        or _figure_elsewhere(bare, before, lexicon)
        or _same_figure(bare, before, lexicon)
    )


def _of_being_one(bare: str, before: Resolved) -> Resolved | None:
    """ "What does being one bring?" after who was named a zone: what being a zone brings."""
    one, kinds = _BEING_ONE.search(bare), list(_A_KIND.finditer(before.text))
    if one is None or not kinds:
        return None
    article = "an" if kinds[-1]["kind"][0] in "AEIOU" else "a"
    return Resolved(f"{bare[: one.start()]}{one['be']} {article} {kinds[-1]['kind']}{bare[one.end() :]}")


def _back_to(bare: str) -> Resolved | None:
    """ "Going back to Stevenage, how much had it asked for?", "haematology, what was its share?": of what it names."""
    found = _BACK_TO.match(bare) or _FIRST_NAMED.match(bare)
    pronoun = PRONOUN.search(found["asked"]) if found else None
    if found is None or pronoun is None:
        return None
    owns = "'s" if pronoun.group().lower() in POSSESSIVE else ""
    return Resolved(f"{found['asked'][: pronoun.start()]}{found['name']}{owns}{found['asked'][pronoun.end() :]}")


def _gapped(bare: str, before: Resolved, lexicon: Lexicon) -> Resolved | None:
    """ "When was Milton Keynes?" after "when was Stevenage designated?": the verb is that of the question before."""
    found = _GAPPED.match(bare)
    if found is None or not before.main.lower().startswith(found["asks"].lower()):
        return None
    first = next(iter(lexicon.phrases(before.main)), "")
    stands = re.match(rf"{re.escape(found['asks'])} (?:the )?{re.escape(first)}(?= \w)", before.main, re.IGNORECASE)
    return Resolved(f"{found['asks']} {found['name']}{before.main[stands.end() :]}") if first and stands else None


def _counted(bare: str, before: str) -> str:
    """What is counted in a question for nothing but that, "how many jobs?", or is "them"; else empty."""
    counted = COUNT_ALONE.match(bare)
    made = _MADE_THE.search(before) if _HOW_MANY_OF_THEM.match(bare) else None
    return counted["what"] if counted else made["what"] or made["made"] if made else ""


def _figure_elsewhere(bare: str, before: Resolved, lexicon: Lexicon) -> Resolved | None:
    """ "What was the average for the whole UK in 2022?": the figure that was asked for, of another place."""
    found = _FIGURE_ELSEWHERE.match(bare)
    place = f"in {_AS_A_WHOLE.sub('', found['rest'].rstrip('?. !'))}" if found else ""
    bare_place = IN_YEAR.sub("", place).strip(" ,")
    if found is None or not _ASKS_FOR_FIGURE.match(before.main):
        return None
    if is_time_or_extent(bare_place) or is_region(bare_place):
        return filled(place, before, "", lexicon) if names_place(before.main) else None
    other = place.removeprefix("in ")
    return filled(other, before, "", lexicon) if _A_NAME.fullmatch(other) and lexicon.phrases(before.main) else None


def _of_another_nation(bare: str, before: Resolved, lexicon: Lexicon) -> Resolved | None:
    """ "When did the British one?" after "When did the US regulator clear it?": the question before, of that one."""
    found = _THE_NATIONS_ONE.match(bare)
    moved = exchanged(before.main, found["one"], lexicon) if found else before.main
    return Resolved(moved, before.background) if moved != before.main and found and found["one"] in moved else None


def _expected(bare: str, before: str) -> str | None:
    """ "How many are forecast for 2028?" after "How many people worked in the industry in 2019?": of the same."""
    found, counted = _FORECAST.match(bare), _COUNTED_THEN.match(before)
    return (
        f"How many {counted['what']} are expected{counted['rest']} in {found['when']}?" if found and counted else None
    )


def _of_something_new(bare: str, opened: bool) -> str:
    """What is asked of something that the question itself brings up before it; empty where it brings up nothing."""
    another = _OF_A_NEW_NAME.match(bare)
    if another and (opened or PRONOUN.search(another["asked"])):
        return _of_a_new_name(another["name"], another["asked"])
    thing = _OF_A_THING_SAID.match(bare) if opened else None
    return _of_a_new_name(thing["name"], thing["asked"]) if thing else ""


def _of_a_new_name(name: str, asked: str) -> str:
    """ "What about Berlin, when does the centre there open?" -> "When does the centre in Berlin open?"."""
    placed = THERE.sub(lambda _: f"in {name}", asked)
    if placed != asked:
        return placed[:1].upper() + placed[1:]
    pronoun = PRONOUN.search(asked) or _THAT_LAST.search(asked)
    if pronoun is None:
        return f"{name}, {asked}"
    owns = "'s" if pronoun.group().lower() in POSSESSIVE else ""
    return f"{asked[: pronoun.start()]}{name}{owns}{asked[pronoun.end() :]}"


def _same_figure(bare: str, before: Resolved, lexicon: Lexicon) -> Resolved | None:
    """ "How much could it be in all?", "What was it in 2021?": the question before, of the whole or of another time."""
    found = _SAME_FIGURE.match(bare)
    rest = _THEY_THINK.sub("", found["rest"].rstrip("?. !")) if found else ""
    if not ((is_time_or_extent(rest) or is_region(rest)) and _ASKS_FOR_FIGURE.match(before.main)):
        return None
    leant = before.background.partition("; ")[0]
    moved = of_another_time(leant, rest) if leant else None
    if found and found["was"]:
        # How it was is no longer an expectation.
        before = replace(before, main=_EXPECTED.sub(r"did \g<who> \g<do>", before.main, count=1))
    if moved and found and (found["there"] or OF_THEM.search(before.main)):
        return Resolved(before.main, moved)
    if moved and POINTS.search(before.main):
        # After "how many of those are women?" it is those who are counted in 2028.
        return Resolved(moved)
    return filled(rest, before, "", lexicon)
