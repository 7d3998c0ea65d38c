"""A fragment of a question after another one, "and in 2021?", "its headcount?" -> what it asks (pure)."""

import re

from bot.ailments import in_another_field
from bot.another_place import is_region
from bot.another_time import IN_YEAR, names_year, of_another_time
from bot.background import background
from bot.exchange import (
    exchanged,
    is_placed,
    is_property,
    is_time_or_extent,
    of_another_number,
)
from bot.full_names import with_nouns
from bot.leaning import POINTS, PRONOUN
from bot.lexicon import Lexicon
from bot.phrases import phrases_in
from bot.referent import POSSESSIVE, meant_by, names_before
from bot.resolved import Resolved
from bot.traits import roles_of
from ingest.keywords import terms

# "How many jobs?" counts them at the one thing that was asked about before, else of all that was asked.
COUNT_ALONE = re.compile(
    r"^how many (?P<what>(?!(?:is|are|was|were|in|on|of|did|does|do|has|have|had)\b)[a-z][\w-]*(?: [a-z][\w-]*)?)\W*$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\bhow many (?!sq|acres|hectares|(?:kilo)?met(?:re|er)s|miles|minutes|hours|days|weeks|months|years|pounds|"
    r"dollars|euros)",
    re.IGNORECASE,
)
# "in oxford?", as it is typed on a phone.
_PLACE_TYPED_SMALL = re.compile(r"(?<=\bin )[a-z]{4,}(?=\W*$| (?:psf|per|now|today|in|on|by)\b)")
_LAND_TYPED_SMALL = re.compile(r"^(?:england|scotland|wales|ireland|london)(?=\W*$)")
_THE_TOTAL = re.compile(
    r"(?:the )?(?:total|overall) ?(?:number|figure)?(?P<when>,? .+)?|(?P<then>.+?),? (?:total|in total|overall)",
    re.IGNORECASE,
)
_ASKS_FOR_NO_VALUE = re.compile(r"^\W*(?:who|where|why)\b", re.IGNORECASE)
# "Tenants by 2017?" asks for another count and of another time.
_COUNT_THEN = re.compile(
    r"(?P<what>[a-z][a-z-]+s) (?P<when>(?:in|by|at the end of) (?:[A-Z][a-z]+ )?"
    r"(?:(?:19|20)\d\d(?:[/-]\d\d)?|\d\d/\d\d))"
)
_THE_SAME_IN = re.compile(
    r"(?:the )?(?P<what>[a-z][a-z-]+(?: [a-z-]+)?) (?P<when>(?:in|by|for) (?:19|20)\d\d(?:/\d\d)?)"
)
# "And the corporation tax rate with the patent box?" says all that it asks for.
_ENOUGH = re.compile(r"the [a-z][\w -]* (?:with|under|in|of|for|on) (?:the )?[a-z]", re.IGNORECASE)
_AT_LENGTH = 5  # terms
# "And Pfizer for ReViral?" after what another paid.
_PAID_FOR = re.compile(
    r"(?P<buyer>[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*)*) for (?P<bought>[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*)*)"
)
# "And the flotation itself?" after the rounds before it.
_FLOTATION = re.compile(r"(?:the|its|their) (?:IPO|float|flotation|listing)(?: itself)?", re.IGNORECASE)
_OF_RAISING = re.compile(r"\b(?:rais\w+|rounds?|series [a-e]|taken? in|bring|brought)\b", re.IGNORECASE)
_OF_A_PRICE = re.compile(r"\b(?:pay|paid|pays|price|upfront|buy|bought|acquire[ds]?|takeover)\b", re.IGNORECASE)
_ONE = re.compile(r"\bones?\b|\b(?:19|20)\d\d\b|\bq[1-4]\b", re.IGNORECASE)
OF_THEM = re.compile(r"\bof (?:them|it)\b", re.IGNORECASE)
_OF_THOSE = re.compile(r"\bof (?:those|these|them|it)\b", re.IGNORECASE)
# "And the rate in the merged scheme?" takes no place in "Is that for the whole country?".
_YES_OR_NO = re.compile(r"^\W*(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would)\b", re.IGNORECASE)
# "And the architect?" asks who it is, whatever was counted before.
_WHO_DID = re.compile(
    r"(?:the )?(?:main |lead )?"
    r"(?:architects?|contractors?|builders?|developers?|landlords?|investors?|underwriters?|buyers?)",
    re.IGNORECASE,
)
_THE_ONE = re.compile(r"^(?:the )?(?:[a-z]+ )?[a-z]+ (?:of|for) (?:the )?\S+ \S+", re.IGNORECASE)


def filled(fragment: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
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
    if moved := (
        _of_the_whole(fragment.rstrip("?. !"), before)
        or _of_another_field(before.main, fragment.rstrip("?. !"))
        or of_another_number(before.main, fragment)
        or _of_an_earlier_one(fragment, before, lexicon)
    ):
        return Resolved(moved, before.background)
    if asked := _of_its_own(fragment.rstrip("?. !"), before, answer, lexicon):
        return asked
    if _says_what_of_whom(fragment, lexicon) or (
        _ASKS_FOR_NO_VALUE.match(before.main) and _is_of_it(fragment, lexicon)
    ):
        return Resolved(fragment, background(before, answer, lexicon))
    leant, *names = before.background.split("; ")
    if leant and (POINTS.search(before.main) or OF_THEM.search(before.main)):
        # After "How many of those are in gene therapy?" another year is one of "those", and "jobs" are others.
        if not names_year(before.main) and (moved := of_another_time(leant, fragment)):
            return Resolved(before.main, "; ".join([moved, *names]))
        if is_property(fragment, lexicon) and _OF_THOSE.search(before.main):
            return Resolved(exchanged(leant, fragment, lexicon))
    moved = exchanged(before.main, fragment, lexicon)
    stands_beside = moved.startswith(f"{before.main.rstrip('?. ')}: ")
    if stands_beside and terms(fragment) and _is_of_it(fragment, lexicon):
        return Resolved(fragment, background(before, answer, lexicon))  # nothing gave way: it is asked for itself
    is_elsewhere = is_region(fragment.rstrip("?. !")) or is_region(f"in {fragment.rstrip('?. !')}")
    return Resolved(moved, "" if is_elsewhere or _is_of_another(moved, before, lexicon) else before.background)


def _of_the_whole(fragment: str, before: Resolved) -> str | None:
    """ "And the total in 2023?" after "how many of those were commercial?": what those are counted among."""
    found = _THE_TOTAL.fullmatch(fragment)
    leant = before.background.partition("; ")[0]
    if found is None or not leant or not (POINTS.search(before.main) or OF_THEM.search(before.main)):
        return None
    when = (found["when"] or found["then"] or "").strip(" ,")
    return (of_another_time(leant, when) if when else None) or leant


def _of_another_field(before: str, fragment: str) -> str | None:
    """ "And ophthalmology in 2023?" after the share of oncology: that of ophthalmology, and of that year."""
    field = IN_YEAR.sub("", fragment).strip(" ,")
    moved = in_another_field(before, field)
    when = IN_YEAR.search(fragment)
    return (of_another_time(moved, when.group().strip()) if moved and when else None) or moved


def _of_an_earlier_one(fragment: str, before: Resolved, lexicon: Lexicon) -> str | None:
    """ "And the projects in 2024/25?" after a question for the people: the earlier one for projects, of that year."""
    found = _THE_SAME_IN.fullmatch(fragment.rstrip("?. !"))
    stems = set(terms(found["what"])) if found else set()
    if found is None or not stems or stems & set(terms(before.main)):
        return None
    told = next((asked for asked in before.earlier if stems <= set(terms(asked))), None)
    return exchanged(told, found["when"], lexicon) if told else None


def counted_of_it(bare: str, what: str, before: Resolved, answer: str, lexicon: Lexicon) -> Resolved:
    """ "How many jobs?": those of what was counted or named before, and after another such question of the same."""
    if COUNT_ALONE.match(before.main):
        return Resolved(bare, before.background)
    if _COUNTS.search(before.main) and is_property(what, lexicon):
        return filled(what, before, answer, lexicon)
    things = with_nouns(before.main, lexicon)
    if len(things) == 1:
        return Resolved(f"How many {what} at {things[0]}?")
    return Resolved(bare, background(before, answer, lexicon))


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
        counted = counted_of_it(f"How many {then['what']}?", then["what"], before, answer, lexicon)
        return filled(then["when"], counted, answer, lexicon)
    if _FLOTATION.fullmatch(fragment) and _OF_RAISING.search(before.text) and (who := _raiser(before, lexicon)):
        return Resolved(f"How much did {who} raise in its IPO?")
    names_property = is_property(fragment, lexicon)
    if names_property and _ENOUGH.match(fragment) and len(terms(fragment)) >= _AT_LENGTH:
        return Resolved(f"What is {fragment}?")
    if _YES_OR_NO.match(before.main) and _THE_ONE.match(fragment) and not is_time_or_extent(fragment):
        return Resolved(f"What is {fragment}?", background(before, answer, lexicon))
    if names_property and _WHO_DID.fullmatch(fragment) and not _WHO_DID.search(before.main):
        return Resolved(f"Who is the {fragment.removeprefix('the ')}?", background(before, answer, lexicon))
    if names_property and roles_of(fragment) and not roles_of(before.main):
        return Resolved(f"Who is the {fragment.removeprefix('the ')}?", background(before, answer, lexicon))
    return None


def _raiser(before: Resolved, lexicon: Lexicon) -> str:
    """The one that the question before, or what that leant on, names; empty for none or several."""
    owners = {re.split("['’]s ", name)[0] for name in names_before(before, lexicon)}
    return owners.pop() if len(owners) == 1 else ""


def _is_of_it(fragment: str, lexicon: Lexicon) -> bool:
    """Whether it names a property and no time: "lease length" takes no place in a question for a name."""
    return is_property(fragment, lexicon) and not is_time_or_extent(fragment) and not roles_of(fragment)


def _says_what_of_whom(fragment: str, lexicon: Lexicon) -> bool:
    """Whether a fragment is a question in short, "rent in London per sq ft", and no name to put in another's place."""
    named = set(terms(" ".join(with_nouns(f"so {fragment}", lexicon))))
    rest = [term for term in terms(_ONE.sub("", fragment)) if term not in named]
    return bool(named and rest) and not (is_time_or_extent(fragment) or is_placed(fragment))
