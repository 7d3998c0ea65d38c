"""A question that compares -> one question for each of the things compared (pure)."""

import re
from collections.abc import Sequence

from bot.lexicon import Lexicon

_MOST = 5
_PLACED = r"(?:in|at|of|for|on|to|from|by|between)"
# One votes, fights and is insured against something without comparing it.
_VERSUS = re.compile(
    r"\s+(?:versus|vs\.?|compared (?:with|to)|as against|(?<!vote )(?<!votes )(?<!voted )(?<!voting )(?<!protest )"
    r"(?<!protested )(?<!appeal )(?<!appealed )(?<!case )(?<!claim )(?<!action )(?<!insured )(?<!protect )(?<!decided )"
    r"(?<!effective )(?<!work )(?<!works )(?<!directed )(?<!make )(?<!made )(?<!raise )(?<!raised )(?<!objections )"
    r"(?<!objection )(?<!petition )(?<!campaign )against)\s+",
    re.IGNORECASE,
)
_COMPARE = re.compile(r"^\W*(?:please\s+)?(?:compare|contrast)\s+(?P<rest>.+)$", re.IGNORECASE)
_DIFFER = re.compile(
    r"^\W*(?:how|in what way)\s+(?:do|does|did)\s+(?P<one>.+?)\s+differ\s+from\s+(?P<other>.+)$", re.IGNORECASE
)
_COMPARES = re.compile(
    r"^\W*how\s+(?:do|does|did)\s+(?P<one>.+?)\s+compare\s+(?:with|to|against)\s+(?P<other>.+)$", re.IGNORECASE
)
_BOTH_COMPARE = re.compile(
    r"^\W*(?:how|in what way)\s+(?:do|does|did)\s+(?P<rest>.+?)\s+(?:compare|differ)\b(?P<tail>.*)$", re.IGNORECASE
)
_DIFFERENCE = re.compile(
    r"^\W*(?:what(?:['’]s| is| are| was| were)|how (?:big|large|great) is)\s+the\s+difference\s+"
    r"(?:(?:in|of)\s+(?P<what>.+?)\s+)?"
    r"between\s+(?P<rest>.+)$",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"^\W*(?P<ask>(?:which|who|what|whose)\b.*?)\s*[,:–-]\s*(?P<choices>[^,]+(?:,[^,]+)*?,?\s+or\s+[^,]+)$",
    re.IGNORECASE,
)
_EXCESS = re.compile(
    r"^\W*(?P<how>how (?:many|much)) (?:more|fewer|less) (?P<what>.+? in) (?P<one>(?:19|20)\d\d) than (?:in )?"
    r"(?P<other>(?:19|20)\d\d)$",
    re.IGNORECASE,
)
_BETWEEN_YEARS = r"(?:between|from) (?P<other>(?:19|20)\d\d) (?:and|to) (?P<one>(?:19|20)\d\d)$"
_PER_CENT = r"(?:percentage|percent|per cent|%)"
_GROWN = (
    r"(?:gr[eo]wn?|ris(?:e|en)|increased?|f[ae]ll(?:en)?|drop(?:ped)?|declined?|changed?|expand(?:ed)?|"
    r"(?:go|gone) (?:up|down))"
)
_GROWTH = (
    re.compile(
        rf"^\W*(?:did|has|have) (?:the )?(?P<what>.+?) {_GROWN}(?: or \w+)*,? {_BETWEEN_YEARS}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^\W*(?:by |in )?(?:how (?:much|many)(?: {_PER_CENT})?|what (?:{_PER_CENT}|amount|rate)) "
        rf"(?:did|has|have|had) (?:the )?(?P<what>.+?) {_GROWN},? {_BETWEEN_YEARS}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^\W*what (?:was|is) the (?:{_PER_CENT} |total |overall )?(?:growth|increase|rise|fall|drop|decline|change) "
        rf"(?:in|of) (?:the )?(?P<what>.+?) {_BETWEEN_YEARS}",
        re.IGNORECASE,
    ),
)
_NUMBER_OF = re.compile(r"^(?:total )?(?:number|count|tally) of (?:the )?", re.IGNORECASE)
_MONEY = re.compile(
    r"^(?:total )?(?:amount|funds?|funding|money|capital|sum)\b(?: of money)? ?(?P<rest>.*)$", re.IGNORECASE
)
_HEADS = re.compile(r"\b(?:workforce|staff|headcount|population|membership|team)\b", re.IGNORECASE)
_VALUE = re.compile(
    r"\b(?:share|percentage|proportion|prices?|rents?|rates?|costs?|spending|revenues?|size|area|space)\b",
    re.IGNORECASE,
)
# What each place has of its own; how many firms there are in two places, a source may count together.
_RATES = re.compile(
    r"^(?!.*\b(?:or|than|most|least|highest|lowest|cheap\w+|dear\w+)\b).*?"
    r"\b(?:rents?|prices?|(?:vacancy|tax) rates?|vacanc(?:y|ies)|salar(?:y|ies))\b.*?\bin\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\b[a-z]{2,}[^s\W]s\b(?=$| (?:in|at|on|of|across)\b)")
_COMPARATIVE = re.compile(
    r"\b(?:more|less|fewer|most|least|first|earliest|latest|later|earlier|sooner|bigger|larger|smaller|higher|lower|"
    r"older|newer|cheaper|dearer|longer|shorter|greater|faster|slower|biggest|largest|smallest|highest|lowest|oldest)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEAR_BEFORE = re.compile(r"\b(?:the )?(?:year before|previous year|prior year|year earlier)\b", re.IGNORECASE)
_YEAR_AFTER = re.compile(r"\b(?:the )?(?:year after|following year|next year|year later)\b", re.IGNORECASE)
_ASKED_WITH = re.compile(
    r"^\W*(?:which|who|what|whose)(?:\s+(?:one|of (?:the|these|them)(?: two| three)?))?\b", re.IGNORECASE
)
_FILLERS = re.compile(r"\b(?:the|potentially|actually)\b", re.IGNORECASE)
_AUXILIARY = re.compile(r"is|are|was|were|has|have|had|will|can", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:more|fewer|most|less|least) ([a-z]+s)\b", re.IGNORECASE)
# How the question to one side begins, by what the comparison is about.
_LEADS = (
    (r"\b(?:earlier|earliest|first|sooner|later|latest|older|oldest|newer)\b", "When"),
    (r"\b(?:bigger|larger|smaller|biggest|largest|smallest)\b(?! (?:deal|round|fund|grant|investment))", "How large"),
    (r"\b(?:longer|shorter)\b", "How long"),
    (
        r"\b(?:more|fewer|most|less|least) (?!money|funding|cash|than|space|in\b|for\b|from\b|by\b|at\b|on\b)[a-z]+s\b",
        "How many",
    ),
    (r"\b(?:more|less|most|least|cheaper|dearer|greater)\b", "How much"),
    (r"\b(?:bigger|larger|smaller|biggest|largest|smallest)\b", "How much"),
)


def compared(question: str, lexicon: Lexicon) -> list[str]:
    """One question a thing compared, with the words that they share; empty when nothing is compared."""
    text = question.strip().rstrip("?. !")
    for way in (_of_compare, _of_difference, _of_differ, _of_choice, _of_excess, _of_growth, _of_versus, _of_rates):
        sides = way(text, lexicon)
        if len(sides) > 1:
            return list(dict.fromkeys(sides))[:_MOST]
    return []


def _of_compare(text: str, lexicon: Lexicon) -> list[str]:
    """ "Compare the lab rents in Cambridge and Oxford", "Compare A with B"."""
    found = _COMPARE.match(text)
    if not found:
        return []
    rest = found["rest"]
    sides = re.split(
        r"\s+(?:with|to|against|and those (?:of|in|at))\s+|" + _VERSUS.pattern, rest, maxsplit=1, flags=re.I
    )
    if len(sides) == 2:
        return _evened(sides[0], sides[1], lexicon)
    return _enumerated(rest, lexicon)


def _of_difference(text: str, lexicon: Lexicon) -> list[str]:
    """ "What is the difference in lab rent between Cambridge and Oxford"."""
    if found := _DIFFERENCE.match(text):
        what = f"{found['what']} in " if found["what"] else ""
        return _enumerated(what + found["rest"], lexicon) or [
            what + side for side in re.split(r"\s+and\s+(?:the\s+)?", found["rest"], maxsplit=1)
        ]
    if (found := _BOTH_COMPARE.match(text)) and not re.match(r"\s*(?:with|to|against|from)\b", found["tail"]):
        return [f"{side}{found['tail']}" for side in _enumerated(found["rest"], lexicon)]
    return []


def _of_differ(text: str, lexicon: Lexicon) -> list[str]:
    """ "How does X differ from Y in Z", "how does X compare with Y"."""
    found = _DIFFER.match(text) or _COMPARES.match(text)
    if not found:
        return []
    one, other = found["one"], found["other"]
    names = lexicon.phrases(other)
    if names and other.startswith(names[0]) and not re.search(rf"\s{_PLACED}\s", one):
        return [one + other[len(names[0]) :], other]
    return _evened(one, other, lexicon)


def _of_choice(text: str, lexicon: Lexicon) -> list[str]:
    """ "Which raised more, Achilles or Freeline?"."""
    found = _CHOICE.match(text)
    if not found or not _COMPARATIVE.search(found["ask"]):
        return []
    sides = [side.strip() for side in re.split(r"\s*,\s*(?:or\s+)?|\s+or\s+", found["choices"]) if side.strip()]
    if whose := re.fullmatch(r".+?['’]s?\s(?P<what>\w.*)", sides[-1]):
        # "Cambridge's or Stevenage's population": both have one.
        sides = [f"{side} {whose['what']}" if re.search(r"['’]s?$", side) else side for side in sides]
    return [_asked_of(side, found["ask"]) for side in sides]


def _of_excess(text: str, lexicon: Lexicon) -> list[str]:
    """ "How many more trials were there in 2024 than in 2023?"."""
    found = _EXCESS.match(text)
    return [f"{found['how']} {found['what']} {found[year]}" for year in ("one", "other")] if found else []


def _of_growth(text: str, lexicon: Lexicon) -> list[str]:
    """ "By what percentage did the staff grow between 2019 and 2023?": the two values, from which it is worked out."""
    found = next((match for pattern in _GROWTH if (match := pattern.match(text))), None)
    if found is None or not any(kind.search(found["what"]) for kind in (_NUMBER_OF, _HEADS, _MONEY, _VALUE, _PLURAL)):
        return []
    return [f"{_level(found['what'])} in {found[year]}" for year in ("one", "other")]


def _level(what: str) -> str:
    """The question for what grows as it stands: "number of trials" -> "How many trials were there"."""
    counted = _NUMBER_OF.sub("", what)
    money = _MONEY.match(what)
    if counted != what:
        return f"How many {counted} were there"
    if money:
        return f"How much was {money['rest']}" if re.match(r"\w+ed\b", money["rest"]) else f"How much was the {what}"
    if _HEADS.search(what):
        return f"How large was the {what}"
    return f"How many {what} were there" if _PLURAL.search(what) else f"What was the {what}"


def _asked_of(side: str, asked: str) -> str:
    """The comparing question put to one side: "which raised more" -> "How much has Achilles raised?"."""
    lead = next((word for pattern, word in _LEADS if re.search(pattern, asked, re.IGNORECASE)), "What")
    if lead == "How many" and (counted := _COUNTED.search(asked)):
        lead, asked = f"How many {counted[1]}", asked.replace(counted[1], "", 1)
    bare = _COMPARATIVE.sub(" ", _FILLERS.sub(" ", _ASKED_WITH.sub("", asked)))
    verb, _, rest = " ".join(bare.split()).partition(" ")
    if not _AUXILIARY.fullmatch(verb):
        verb, rest = "has", f"{verb} {rest}"
    return f"{' '.join(f'{lead} {verb} {side} {rest}'.split())}?"


def _of_versus(text: str, lexicon: Lexicon) -> list[str]:
    """ "Autolus vs Freeline headcount", "trials in 2024 compared with the year before"."""
    sides = _VERSUS.split(text)
    if len(sides) != 2 or re.search(r"\bby how much\b|\bhow much (?:more|less|higher|lower)\b", text, re.IGNORECASE):
        return []
    return _evened(sides[0], sides[1], lexicon)


def _of_rates(text: str, lexicon: Lexicon) -> list[str]:
    """ "Lab rents in Cambridge and Oxford": each place has its own, which no sum of several has."""
    run = _run(text, lexicon.phrases(text)) if _RATES.search(text) else []
    # "Cambridge, Massachusetts" is one place.
    is_row = len(run) > 1 and " and " in text[text.index(run[0]) : text.index(run[-1])]
    return _enumerated(text, lexicon) if is_row else []


def _evened(one: str, other: str, lexicon: Lexicon) -> list[str]:
    """Both sides as questions: what only one of them says holds for the other too."""
    other = other.strip(" ,")
    if (year := _year_meant(one, other)) is not None:
        return [one, _YEAR.sub(year, one)]
    first, second = _names(one, lexicon), _names(other, lexicon)
    placed = re.match(rf"{_PLACED}\s+", other, re.IGNORECASE)
    bare = other[placed.end() :] if placed else other
    if first and second and bare == second[0]:
        # "the rents in Cambridge with Oxford": the other side is only a name.
        return [one, _last_replaced(one, first[-1], bare)]
    if first and second and one.strip() == first[0] and bare.startswith(second[0]):
        # "Autolus vs Freeline headcount": the one side is.
        return [one + bare[len(second[0]) :], other]
    return [one, other]


def _names(side: str, lexicon: Lexicon) -> list[str]:
    """The names in one side, also where it begins with one, and an everyday word that is one: "oxford"."""
    return lexicon.phrases(f"of {side}") or [word for word in side.split() if word.lower() in lexicon.names]


def _year_meant(one: str, other: str) -> str | None:
    """The year that the other side is, when it is no more than that."""
    years = _YEAR.findall(one)
    if len(years) != 1:
        return None
    if _YEAR_BEFORE.fullmatch(other):
        return str(int(years[0]) - 1)
    if _YEAR_AFTER.fullmatch(other):
        return str(int(years[0]) + 1)
    found = re.fullmatch(rf"(?:{_PLACED}\s+)?((?:19|20)\d\d)", other, re.IGNORECASE)
    return found[1] if found else None


def _enumerated(text: str, lexicon: Lexicon) -> list[str]:
    """ "lab rents in A, B and C by size" -> "lab rents in A by size" and so on."""
    things = [*lexicon.phrases(text), *_YEAR.findall(text)]
    run = _run(text, things)
    if len(run) < 2:
        return []
    start = text.index(run[0])
    end = text.index(run[-1], start) + len(run[-1])
    return [f"{text[:start]}{thing}{text[end:]}" for thing in run]


def _run(text: str, things: Sequence[str]) -> list[str]:
    """The things that stand beside each other with only commas and "and" between them, at least two or none."""
    places = sorted((text.find(thing), thing) for thing in dict.fromkeys(things))
    best: list[str] = []
    run: list[tuple[int, str]] = []
    for place, thing in places:
        between = text[run[-1][0] + len(run[-1][1]) : place] if run else ""
        if run and not re.fullmatch(
            rf"\s*(?:,|,?\s*and|,?\s*or|&)\s+(?:{_PLACED}\s+)?(?:the\s+)?", between, re.IGNORECASE
        ):
            run = []
        run.append((place, thing))
        if len(run) >= max(2, len(best)):
            best = [name for _, name in run]
    return best


def _last_replaced(text: str, old: str, new: str) -> str:
    place = text.rfind(old)
    return text[:place] + new + text[place + len(old) :]
