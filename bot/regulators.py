"""Which country a regulator decides for: an approval in the UK is not told by the US regulator's (pure).

The approvals of one therapy read alike, and each has a day of its own.
"""

import re

# The bodies that decide on medicines, by their short and their full names, and the words for where they do.
_OF = (
    (r"FDA|Food and Drug Administration", r"US|U\.S\.|USA|United States|American?"),
    (
        r"MHRA|Medicines and Healthcare products Regulatory Agency"
        r"|NICE|National Institute for Health and Care Excellence",
        r"UK|U\.K\.|United Kingdom|Britain|Great Britain|British",
    ),
    (r"EMA|European Medicines Agency|European Commission", r"EU|Europe(?:an)?|European Union"),
    (r"PMDA|Pharmaceuticals and Medical Devices Agency", r"Japan"),
    (r"Health Canada", r"Canada"),
    (r"TGA|Therapeutic Goods Administration", r"Australia"),
    (r"Swissmedic", r"Switzerland"),
)
# NICE says what the NHS is to pay for, and licenses nothing.
_A_REGULATOR = re.compile(r"\bregulators?\b|\bMHRA\b")
_NICE = re.compile(r"\bNICE\b|\bNational Institute for Health and Care Excellence\b")
_REGULATORS = tuple(re.compile(rf"\b(?:{names})\b") for names, _ in _OF)
_COUNTRIES = tuple(re.compile(rf"(?<!\w)(?:{names})(?!\w)") for _, names in _OF)
_ANY = re.compile(rf"\b(?:the )?(?:{'|'.join(names for names, _ in _OF)})\b")
_WITH_ITS_COUNTRY = re.compile(rf"(?:\b(?:US|UK|European) )?{_ANY.pattern}")
_APPROVES = re.compile(r"\b(?:approv\w*|licen[cs]\w*|authori[sz]\w*|clear(?:ed|s|ance)?|recommend\w*)\b", re.IGNORECASE)

_DECISION = re.compile(
    r"(?:['’]s)? (?P<what>approval|clearance|licen[cs]e|authori[sz]ation|recommendation)\b", re.IGNORECASE
)


def is_regulator(name: str) -> bool:
    """Whether a name is that of a body that decides on medicines."""
    return _ANY.fullmatch(name) is not None


def is_of_regulator(name: str, text: str) -> bool:
    """Whether a name stands in a text only in that of a body that decides on medicines, its country before it."""
    return name in text and name not in _WITH_ITS_COUNTRY.sub("", text)


def are_of_other_regulators(one: str, other: str) -> bool:
    """Whether two sentences tell of approvals by the regulators of different countries."""
    first, second = _found(_REGULATORS, one), _found(_REGULATORS, other)
    return bool(first and second) and not first & second


def is_of_another_regulator(asked: str, text: str) -> bool:
    """Whether an approval is asked for of one country or its regulator, and told of the regulators of others alone."""
    if not _APPROVES.search(asked):
        return False
    if _A_REGULATOR.search(asked) and _NICE.search(text) and not _NICE.search(asked):
        return "MHRA" not in text and "Medicines and Healthcare" not in text
    told = _found(_REGULATORS, text)
    wanted = _found(_REGULATORS, asked) or _found(_COUNTRIES, asked)
    return bool(told and wanted) and not told & wanted


def in_another_country(question: str, country: str) -> str | None:
    """The question for what a regulator decided, asked of a country instead; None where it is no such question.

    "When did the FDA approve it?" and "the UK" -> "When did the UK approve it?"; "the FDA approval of it" -> "the
    approval of it in the UK".
    """
    regulator = _ANY.search(question)
    if regulator is None or not _found(_COUNTRIES, country) or not _APPROVES.search(question):
        return None
    before, after = question[: regulator.start()], question[regulator.end() :]
    if decision := _DECISION.match(after):
        of_it = after[decision.end() :].rstrip("?. ")
        return f"{before}the {decision['what']}{of_it} in {country}?"
    return f"{before}{country}{after}"


def _found(patterns: tuple[re.Pattern[str], ...], text: str) -> set[int]:
    return {place for place, pattern in enumerate(patterns) if pattern.search(text)}
