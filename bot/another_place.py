"""The question before, asked of another region, country or extent: "and in Wales?", "nationally?" (pure)."""

import re

from bot.another_time import appended
from bot.regulators import in_another_country

SCOPE = re.compile(
    r"^(?:(?:in|on|across|for|over|taking) )?(?:(?:the )?(?:whole |entire )?|all of the )"
    r"(?P<scope>campus|site|town|county|cluster|country|UK|US|USA|world|Europe|Britain|Hertfordshire)"
    r"(?: as a whole| (?:taken |all )?together| overall)?$|^(?P<adverb>nationally|worldwide|globally|nationwide)$",
    re.IGNORECASE,
)
_SCOPED = re.compile(
    r"\b(?:on|in|at|across) (?:(?:the )?(?:whole |entire |wider )?(?:Stevenage )?"
    r"(?:campus|site|town|county|cluster|country|UK|US|USA|world)|"
    r"Europe|Britain|Hertfordshire|Stevenage)\b",
    re.IGNORECASE,
)
A_REGION = re.compile(
    r"(?:the )?(?:(?:North|South)[- ]?(?:East|West)|East|West|Midlands|London|England|Scotland|Wales|"
    r"(?:Northern )?Ireland)\b"
)
_A_QUARTER_OF_IT = re.compile(r"(?:North|South|East|West|Midlands)\b")
_OF_A_REGION = re.compile(rf"\b(?:{A_REGION.pattern}|Britain|the UK|the country)['’]s (?=[a-z])")
IN_A_REGION = re.compile(rf"\bin {A_REGION.pattern}")
_LAST_IN_A_REGION = re.compile(rf"(?<= in ){A_REGION.pattern}(?=\W*$)")
_REGIONAL = re.compile(rf"(?<!\bin )(?<!\bthe )(?<![\w-]){A_REGION.pattern}(?= [a-z])")  # "North-East cleanrooms"
_OF_A_LAND = re.compile(r"\b(?:Britain|England|Europe|the UK)['’]s (?=[a-z])")
_NATIONAL = re.compile(r"\b(?:British|the UK|UK) (?=[a-z])")  # "How full were British cleanrooms?"
_OF_A_PLACE = re.compile(r"(?<=\bthe )[A-Z][a-z]+['’]s (?=[a-z])")
_OF_WHOSE = re.compile(r"\bof (?:Europe|Britain|(?:the )?(?:UK|world|country|continent|globe))['’]s\b", re.IGNORECASE)


# "And the British one?" after a question for the American regulator.
_NATION = re.compile(r"(?:British|UK|American|US|European|German|French|Swedish|Swiss)(?! [A-Z])")
_REGULATOR = re.compile(rf"(?P<nation>{_NATION.pattern}) regulators?")


def of_another_nation(before: str, fragment: str) -> str | None:
    """ "The British one", "the British regulator" in place of the American one; None where no nation is exchanged."""
    regulator = _REGULATOR.fullmatch(fragment) if _REGULATOR.search(before) else None
    wanted = regulator["nation"] if regulator else fragment
    nation = _NATION.search(before) if _NATION.fullmatch(wanted) else None
    return before[: nation.start()] + wanted + before[nation.end() :] if nation else None


def of_whose(before: str, fragment: str) -> str | None:
    """ "Of Europe's" in place of "of the world's"; None where no such whole is exchanged."""
    whole = _OF_WHOSE.search(before) if _OF_WHOSE.fullmatch(fragment) else None
    return before[: whole.start()] + fragment + before[whole.end() :] if whole else None


def of_another_scope(before: str, fragment: str, scope: re.Match[str]) -> str:
    """The question of another place; of what a regulator decided, that country's decision."""
    if moved := in_another_country(before, re.sub(r"^(?:in|on|across|for) ", "", fragment, flags=re.IGNORECASE)):
        return moved
    said = (
        scope["adverb"]
        or f"{'on' if scope['scope'].lower() in ('campus', 'site') else 'in'} {_article(scope['scope'])}"
    )
    if _SCOPED.search(before):
        return _SCOPED.sub(said, before, count=1)
    if region := IN_A_REGION.search(before):
        return f"{before[: region.start()]}{said}{before[region.end() :]}"
    owner = None if _OF_A_PLACE.search(before) else _OF_A_REGION.search(before)
    if owner:
        return appended(before[: owner.start()] + before[owner.end() :], said)
    # After "What about London?" the whole country stands in the place of London.
    return appended(_OF_A_PLACE.sub("", before, count=1), said)


def is_region(fragment: str) -> bool:
    """Whether it says in which part of the country, and nothing else: "in the North-East"."""
    return IN_A_REGION.fullmatch(fragment) is not None


def names_place(question: str) -> bool:
    """Whether a question is asked of a region, a town or a country, in whose place another one may be put."""
    return any(kind.search(question) for kind in (_SCOPED, IN_A_REGION, _OF_A_REGION, _OF_A_LAND, _NATIONAL))


def of_another_region(before: str, fragment: str) -> str | None:
    """ "And Wales?", "and in Wales?" in place of a region; None where the question names none, or the fragment."""
    placed = IN_A_REGION.fullmatch(fragment) is not None
    if not placed and not A_REGION.fullmatch(fragment):
        return None
    if not placed and (last := _LAST_IN_A_REGION.search(before)):
        return f"{_OF_A_LAND.sub('', before[: last.start()])}{fragment}?"
    owner = _OF_A_REGION.search(before)
    region = fragment.removeprefix("in ") if placed else fragment
    if owner:
        return f"{before[: owner.start()]}{region}'s {before[owner.end() :]}"
    if regional := _REGIONAL.search(before):
        return before[: regional.start()] + region + before[regional.end() :]
    # "And Wales?" after what it was in the whole country.
    scoped = _SCOPED.search(before)
    the = "the " if _A_QUARTER_OF_IT.match(region) else ""
    if scoped:
        return f"{before[: scoped.start()]}in {the}{region}{before[scoped.end() :]}"
    return appended(_NATIONAL.sub("", before, count=1), f"in {the}{region}") if _NATIONAL.search(before) else None


def _article(scope: str) -> str:
    return scope if scope.lower() in ("europe", "britain", "hertfordshire") else f"the {scope}"
