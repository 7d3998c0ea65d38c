"""Whether a sentence tells what is asked for of another time, place or body than the question names (pure).

"How many trials were there in the UK in 2025?" is answered neither by the number of 2024 nor by that of all Europe,
however alike they read. The rules are our own.
"""

import re
from functools import lru_cache

from bot.ailments import is_of_another_ailment, is_of_no_ailment
from bot.direction import went_the_other_way
from bot.expects import VALUE_KINDS
from bot.lexicon import Lexicon, initials
from bot.matching import in_scope, is_of_other_years
from bot.namesakes import is_of_a_namesake
from bot.numerals import with_digits
from bot.other_deeds import is_another_deed
from bot.passive import is_done_to_another
from bot.places import places_in
from bot.question import Expects, Part
from bot.regulators import is_of_another_regulator
from bot.rows import row_in
from bot.sorts import is_a_part_of_it
from bot.synonyms import said_otherwise
from bot.timing import FIGURES, is_of_another_time, is_told_at_another_time
from bot.trades import is_of_another_trade
from bot.traits import bodies_of, roles_of, scopes_of
from ingest.keywords import terms
from ingest.types import Published

# Roles of which every body has its own; a minister or an MP is one of many, wherever he comes from.
_OF_A_BODY = frozenset(("ceo", "cfo", "cso", "cmo", "coo", "chair"))
# "Who chairs that panel?" of a body under no name.
_OF_A_PANEL = re.compile(
    r"\b(?:that|the|this) (?P<what>panel|committee|taskforce|network|working group)\b", re.IGNORECASE
)
_ONE_NAME = r"[A-Z][\w&-]*(?: [A-Z][\w&-]*)*"
_TOGETHER = re.compile(
    rf"(?P<names>{_ONE_NAME}(?:, {_ONE_NAME})*,? and {_ONE_NAME}) (?:together|jointly|combined|between them)\b"
)
_ALONE = re.compile(r"(?<!let )\balone\b|\b(?:on its own|by itself)\b", re.IGNORECASE)
# "What was GSK's own share of it?" is not told by what came from five.
_OWN_SHARE = re.compile(
    r"\b(?i:own (?:share|part|slice|contribution))\b|['’]s (?i:(?:share|part|slice) of (?:it|that|the))\b|"
    r"\b(?i:how much|what (?:part|share)) of (?:it|that|this) (?:(?:was|is|came|comes) from |did |was )(?:the )?[A-Z]"
)
_GIVES = r"(?:contribut|giv|gave|put|pay|paid|chip|invest|provid|fund|spend|spent)\w*"
_WHAT_ONE_GIVES = re.compile(
    r"\b[Hh]ow much\b.* (?:is|was|did|does|will|has|are|were) (?:the )?(?P<who>[A-Z][\w&-]*(?: [A-Z][\w&-]*)*) "
    + _GIVES
)
_FROM_WHOM = re.compile(r"\b(?:from|by) (?:the )?[A-Z][\w&-]+")
_SITE = re.compile(
    r"\b(?:at|in) (?:the )?(?P<site>(?:[A-Z][\w'’-]* )+?"
    r"(?:Hospital|University|Park|Campus|College|Quarter|BioQuarter|House|Airport|Station|Estate))\b"
)
_OF_SEVERAL = re.compile(
    r"\b(?:from|by|between|among) (?:the |its )?(?:two|three|four|five|six|seven|eight|nine|ten|\d+) "
    r"(?:founders|partners|bodies|funders|investors|backers|sponsors|companies|organisations)\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(r"\b(?:in all|in total|altogether|together|jointly|combined|between them)\b", re.IGNORECASE)
_PLACE_IN_ANOTHER = re.compile(
    r"\b(?:in|at|to|from|of|for|near)\s(?P<place>[A-Z][\w’'-]+),\s(?P<wider>(?:[A-Z][\w’'-]+\s?)+?)(?=[,?.]|\s[a-z]|$)"
)
_REGION = re.compile(r"\b(?:north|south)[ -]?(?:east|west)(?=\b|ern\b)", re.IGNORECASE)
_BEFORE_THE_CURRENT = re.compile(
    r"\bbefore (?:the )?(?:current|present|new|latest) (?:one|CEO|chief|boss|head|chair|director|holder)", re.IGNORECASE
)
_OF_A_FORMER = re.compile(
    r"\b(?:former|previous|predecessor|outgoing|until|succe(?:ed|ss)\w*|replac\w+|was|had been|stepp\w+ down|from)\b",
    re.IGNORECASE,
)
_NEARBY = frozenset(("England", "Hertfordshire", "Herts", "Great Britain"))
_WITHIN = re.compile(
    r"\bwithin (?:about )?(?P<many>an?|one|\d+)[ -](?P<unit>(?:hour|minute|mile|kilomet|km)\w*?)s?\b", re.IGNORECASE
)
# What a body has or has done.
_HELD = FIGURES | {Expects.YES_NO}
_AUXILIARY = r"\b(?:do|does|did|has|have|had|will|would)"
_PUBLIC_BODY = re.compile(
    r"\s(?:Agency|Authority|Commission|Council|University|Institute|Ministry|Department|Office|Service|Board|Bank|"
    r"Administration|Association|Catapult|Committee)$",
    re.IGNORECASE,
)
# A sentence may go on about what was named before it; a pronoun further on stands for what it names itself.
_GOES_ON_ABOUT_ONE = re.compile(
    r"^\W*(?:\w+\W+){0,3}?(?:it|its|they|their)\b"
    r"|\b(?:the|this|that) (?:agency|authority|commission|council|university|institute|ministry|"
    r"department|office|service|board|bank|administration|association|catapult|committee|body|regulator|centre)\b",
    re.IGNORECASE,
)
# What may head the cells of a table that name its places.
_PLACES = frozenset(terms("city town place location region county country area site"))


def is_of_another(part: Part, text: str, published: Published | None, lexicon: Lexicon) -> bool:
    """Whether a sentence tells what is asked for, if at all, of another time, place or body than the question names.

    ``published`` is the date of its source: who holds a role is told of that time.
    """
    if part.history:
        return False
    if part.before_whom and names_person(part.before_whom, text):
        return True
    if part.roles and (is_told_at_another_time(part, text, published) or _is_role_in_another(part, text, lexicon)):
        return True
    if is_of_another_trade(part, text) or is_of_a_namesake(part.asked, text) or is_done_to_another(part, text, lexicon):
        return True
    if _is_of_another_of_its_kind(part, text):
        return True
    if part.expects in VALUE_KINDS and (
        _is_asked_of_an_unknown_place(part, text, lexicon)
        or _is_of_a_place_by_the_same_name(part, text)
        or _is_within_another_distance(part, text)
        or is_of_another_ailment(part.asked, text)
    ):
        return True
    untold = bool(part.roles) and not part.roles & roles_of(text)
    if (part.expects in _HELD or untold) and _is_of_another_body(part, text, lexicon):
        return True
    return part.expects in FIGURES and (
        in_scope(part, text) == 0
        or _is_row_of_another_place(part, text)
        or _is_of_another_place(part, text)
        or _is_of_several_together(part, text)
        or is_of_another_time(part, text)
    )


def is_of_another_beyond_doubt(part: Part, text: str) -> bool:
    """Whether a sentence tells of another year, region, regulator, deed or holder of a role, or of a part of them all.

    No network may say that it answers: to one that neither reckons nor knows of regions, it reads like the answer.
    """
    return (
        is_of_other_years(part, text)
        or is_of_another_ailment(part.asked, text)
        or is_another_deed(part, text)
        or is_a_part_of_it(part, text)
        or _is_of_another_of_its_kind(part, text)
    )


def names_person(name: str, text: str) -> bool:
    """Whether a text speaks of a person, by surname."""
    return re.search(rf"\b{re.escape(name.split()[-1])}\b", text) is not None


def _is_role_in_another(part: Part, text: str, lexicon: Lexicon) -> bool:
    """Whether the roles asked about are told of other bodies alone: the chief executive of a tenant."""
    # Who "ran" a body was its chief executive.
    roles = part.roles | ({"ceo"} if "head" in part.roles else set())
    bodies = [body for role in roles & _OF_A_BODY for body in bodies_of(role, lexicon.spelled_out(text))]
    unnamed = _OF_A_PANEL.search(part.asked)
    if unnamed and bodies and not part.names:
        return unnamed["what"].lower() not in text.lower()
    return bool(part.names and bodies) and not any(set(terms(body)) & part.names for body in bodies)


def _is_asked_of_an_unknown_place(part: Part, text: str, lexicon: Lexicon) -> bool:
    """Whether a value is asked "in Germany" or "to New York", which stand in no document: it is told of others."""
    places = _unknown_places(part.asked, lexicon)
    said = set(terms(text)) if places else set()
    # "The German government" is that in Germany.
    return any(name not in text and not said & said_otherwise(name) for name in places)


# Asked anew for each sentence of a question; so few are kept that an old generation's words are soon let go.
@lru_cache(maxsize=8)
def _unknown_places(asked: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The names that a question says something to be in, to, from or at, and that no document holds."""
    return tuple(
        name
        for name in lexicon.phrases(asked)
        if not lexicon.knows(name)
        and re.search(rf"\b(?:in|to|from|at)\s(?:the\s)?(?:New\s)?{re.escape(name)}\b", asked)
    )


def _is_of_a_place_by_the_same_name(part: Part, text: str) -> bool:
    """Whether a value is asked of "Cambridge, Massachusetts", and the sentence speaks of a Cambridge alone."""
    told = _PLACE_IN_ANOTHER.finditer(part.asked)
    return any(
        match["place"] in text and match["wider"] not in text and not scopes_of(match["wider"])
        for match in told
        if match["wider"] not in _NEARBY
    )


def _is_within_another_distance(part: Part, text: str) -> bool:
    """Whether it is asked what lies "within an hour", and told what does "within two hours"."""
    asked, told = _distances(part.asked), _distances(text)
    return bool(asked and told) and not asked & told


def _distances(text: str) -> set[tuple[str, str]]:
    found = _WITHIN.finditer(with_digits(text, above=0))
    return {("1" if match["many"].isalpha() else match["many"], match["unit"].lower()) for match in found}


def _is_of_another_body(part: Part, text: str, lexicon: Lexicon) -> bool:
    """Whether the public body whose deed or head is asked for, "did the ... Agency ...", is neither named nor meant.

    Names of such bodies share most of their words, so that one reads like another.
    """
    bodies = [name for name in _whole_names(part) if _is_asked_of(name, part)]
    if not bodies or _GOES_ON_ABOUT_ONE.search(text):
        return False
    said = set(terms(lexicon.spelled_out(text)))
    words = set(re.findall(r"\w+", text))
    return not any(set(terms(name)) <= said or initials(name) in words for name in bodies)


def _whole_names(part: Part) -> list[str]:
    """The names in a question with the capitalised words before them: "Cell and Gene Therapy Catapult".

    Not with short forms: who says "CGT Catapult" means a body that documents call otherwise.
    """
    before = r"(?:[A-Z][\w&'’-]*[a-z][\w&'’-]*\s(?:(?:and|of|for|the)\s)?)*"
    found = [re.search(rf"(?<!^)(?<!\w){before}{re.escape(name)}", part.asked) for name in part.entities]
    return [whole.group() if whole else name for whole, name in zip(found, part.entities, strict=True)]


def _is_of_several_together(part: Part, text: str) -> bool:
    """Whether what is asked of one is told of several in all: "GSK, Airbus and MBDA together employ ..."."""
    if _ALONE.search(part.asked) and _IN_ALL.search(text):
        return True
    if _OWN_SHARE.search(part.asked) and _OF_SEVERAL.search(text):
        return True
    gives = _WHAT_ONE_GIVES.search(part.asked)
    if gives and _FROM_WHOM.search(text) and not set(terms(gives["who"])) & set(terms(text)):
        return True
    for match in _TOGETHER.finditer(text):
        names = re.split(r",\s|\sand\s", match["names"])
        asked = [name for name in names if set(terms(name)) <= part.names]
        if asked and len(asked) < len(names):
            return True
    return False


def _is_asked_of(name: str, part: Part) -> bool:
    asked = rf"{_AUXILIARY}\s(?:the\s)?(?:\w+\s(?:and|of|for)\s(?:the\s)?)?{re.escape(name)}(?![\w’'-])"
    if part.roles:
        asked += rf"|\b(?:of|at)\s(?:the\s)?{re.escape(name)}(?![\w’'-])"
    return _PUBLIC_BODY.search(name) is not None and re.search(asked, part.asked, re.IGNORECASE) is not None


def _is_of_another_place(part: Part, text: str) -> bool:
    """Whether what is asked of one place, "in Oxford", is told of others, "in Cambridge"."""
    asked = places_in(part.asked, part.entities)
    said = places_in(text)
    return bool(asked and said) and not asked & set(terms(text))


def _is_of_another_of_its_kind(part: Part, text: str) -> bool:
    """Whether what is asked of one is told of another of its kind, or of the same two the other way round."""
    return (
        is_of_another_regulator(part.asked, text)
        or went_the_other_way(part.asked, text)
        or _is_of_another_region(part.asked, text)
        or _is_of_another_site(part.asked, text)
        or _is_of_who_came_after(part, text)
        or (part.expects is Expects.SHARE and is_of_no_ailment(part.asked, text))
    )


def _is_of_who_came_after(part: Part, text: str) -> bool:
    """Whether it is asked who held a role before its holder of today, and told of no former one."""
    is_of_former = part.roles and _BEFORE_THE_CURRENT.search(part.asked)
    return bool(is_of_former) and not _OF_A_FORMER.search(text)


def _is_of_another_site(asked: str, text: str) -> bool:
    """Whether what is asked of a site, "at Guy's Hospital", is told of others, "at the Edinburgh BioQuarter"."""
    sites, others = ({found["site"] for found in _SITE.finditer(said)} for said in (asked, text))
    said = set(terms(text)) if sites and others else set()
    return bool(others) and bool(sites) and not any(set(terms(site)) & said for site in sites)


def _is_of_another_region(asked: str, text: str) -> bool:
    """Whether a region is asked about, "the South-West", and others are told of alone."""
    wanted, told = ({region.lower().replace("-", " ") for region in _REGION.findall(said)} for said in (asked, text))
    return bool(wanted and told) and not wanted & told


def _is_row_of_another_place(part: Part, text: str) -> bool:
    """Whether a table's row is about a city, say, and the question about another: neither names the other's."""
    row = row_in(text)
    if row is None or not part.names:
        return False
    asked, heading = part.names | set(part.terms), set(terms(row.heading))
    return bool(heading & _PLACES) and not heading & asked and not asked & set(terms(row.subject))
