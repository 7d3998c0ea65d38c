"""Whether names and figures that stand in a row of pairs are paired as in the quotes (pure).

"A has 26, B 21 and C 17": each figure is the nearest name's. A sentence that pairs the same names with the same figures
otherwise has exchanged them.
"""

import re
from collections.abc import Sequence

from bot.proof.basis import Basis
from bot.proof.rows import FIGURE, is_respective
from bot.traits import scopes_of

_NAME = re.compile(r"[A-Z][\w&'’-]*(?:\s(?:(?:of|and|for|the|de|van|in)\s)?[A-Z][\w&'’-]*)*")
_CURRENCY = re.compile(r"[A-Z]{3}\s\d")
_SHARED = re.compile(
    r"(?P<one>\d+)%?(?:\s?/\s?|:| and | to )(?P<other>\d+)%? between (?:the )?"
    r"(?P<a>[A-Z][\w&-]*) and (?:the )?(?P<b>[A-Z][\w&-]*)"
)
_OF_A_PLACE = re.compile(r"\b([A-Z][\w&-]+)(?:['’]s? [a-z-]+)? (?:of|in) ([A-Z][\w-]+)\b(?! [A-Z])")
_FOR = re.compile(r"(?P<name>[A-Z][\w-]+(?: [A-Z][\w-]+)*) for (?P<what>[a-z][\w-]*)(?= [a-z]+[,.;]|,| and\b|[.;]|$)")
_CLAUSES = re.compile(r"[,;]\s(?!with )|\s(?:and|while|whereas|but)\s")
_BY = re.compile(r"\b(?P<time>\d+)(?: minutes| hours?)?[^,;.\d]*?\bby (?P<way>car|train)\b")
_WAYS = {
    "car": re.compile(r"\b(?:car|road|driv\w+|motorists?)\b", re.IGNORECASE),
    "train": re.compile(r"\b(?:trains?|rail|railway)\b", re.IGNORECASE),
}
_MINUTES = re.compile(r"\b\d+\b")
_YEAR = re.compile(r"(?:19|20)\d\d")

_Place = tuple[int, int, str]


def paired_fault(words: str, basis: Basis) -> str | None:
    """The first figure that the sentence gives to another name than a quote does, in a phrase; None when none is."""
    for told in basis.told:
        text = told.statement.text
        if (part := _shared_otherwise(words, text)) is not None:
            return f"shared otherwise: {part}"
        if wrong := _of_another_place(words, text):
            return f"given to another: {wrong}"
        if (time := _by_another_way(words, text)) is not None:
            return f"by another way: {time}"
        if (name := _listed_otherwise(words, text)) is not None:
            return f"paired otherwise: {name}"
        names = [place for place in _names(words) if _place_of(place[2], text) is not None]
        figures = [place for place in _figures(words) if _place_of(place[2], text) is not None]
        own = _pairs(names, figures)
        theirs = _pairs(_found(names, text), _found(figures, text))
        if (
            own
            and theirs
            and own != theirs
            and own.keys() == theirs.keys()
            and set(own.values()) == set(theirs.values())
        ):
            wrong = next(figure for figure, name in own.items() if theirs[figure] != name)
            return f"given to another: {wrong}"
        row = row_of(text)
        said = {name for name in row.values() if name in words}
        for *_, figure in _figures(words):
            if row.get(figure.replace(",", ""), min(said, default="")) not in said and len(said) == 1 and len(row) > 2:
                return f"given to another: {figure}"
    return None


def _shared_otherwise(words: str, text: str) -> str | None:
    """ "75% and 25% between B and A" where a quote shares it so between A and B."""
    own, theirs = _SHARED.search(words), _SHARED.search(text)
    if own is None or theirs is None or own["one"] == own["other"]:
        return None
    given, told = ({found["one"]: found["a"], found["other"]: found["b"]} for found in (own, theirs))
    is_otherwise = given.keys() == told.keys() and given != told and set(given.values()) == set(told.values())
    return own["one"] if is_otherwise else None


def _listed_otherwise(words: str, text: str) -> str | None:
    """ "Leeds was the pilot for trams" where a quote lists "Leeds for trains, Hull for trams"."""
    told = {found["name"]: found["what"] for found in _FOR.finditer(text)}
    if len(told) < 2 or is_respective(words):
        return None
    for clause in _CLAUSES.split(words):
        names = [name for name in told if re.search(rf"\b{re.escape(name)}\b", clause)]
        said = [what for what in told.values() if re.search(rf"\b{re.escape(what)}\b", clause, re.IGNORECASE)]
        if len(names) == len(said) == 1 and told[names[0]] != said[0]:
            return names[0]
    return None


def _by_another_way(words: str, text: str) -> str | None:
    """ "42 minutes by car" where a quote has 42 by train and 50 by car."""
    told = {found["time"]: found["way"] for found in _BY.finditer(text)}
    if set(told.values()) != {"car", "train"}:
        return None
    for clause in _CLAUSES.split(words):
        ways = {way for way, said in _WAYS.items() if said.search(clause)}
        for time in _MINUTES.findall(clause):
            if len(ways) == 1 and told.get(time) not in (None, *ways):
                return str(time)
    return None


def _of_another_place(words: str, text: str) -> str | None:
    """ "Eisai of Hoddesdon and Pharmaron of Hatfield" where a quote has them the other way round."""
    own, theirs = (dict(_OF_A_PLACE.findall(one)) for one in (words, text))
    others = {where: who for who, where in theirs.items()}
    return next((who for who, where in own.items() if who in theirs and others.get(where, who) != who), None)


def row_of(text: str) -> dict[str, str]:
    """Each figure of a row of pairs with its name, "A with 26, B with 21"; empty where a text is no such row."""
    return {figure.replace(",", ""): name for figure, name in _pairs(_names(text), _figures(text)).items()}


def _names(text: str) -> list[_Place]:
    """The names but those of places that a figure may be of in many ways: "70 of Europe's 241"."""
    found = [(match.start(), match.end(), re.sub(r"['’]s$", "", match.group())) for match in _NAME.finditer(text)]
    return [place for place in found if not scopes_of(place[2]) and not _CURRENCY.match(text, place[0])]


def _figures(text: str) -> list[_Place]:
    found = [(match.start(), match.end(), match.group().rstrip(",")) for match in FIGURE.finditer(text)]
    return [place for place in found if not _YEAR.fullmatch(place[2])]


def _found(places: Sequence[_Place], text: str) -> list[_Place]:
    """Where the same stand in another text."""
    return [found for _, _, words in places if (found := _place_of(words, text)) is not None]


def _place_of(words: str, text: str) -> _Place | None:
    found = re.search(rf"(?<![\w.,£$€]){re.escape(words)}(?![\w%]|[.,]\d)", text)
    return (found.start(), found.end(), words) if found else None


def _pairs(names: Sequence[_Place], figures: Sequence[_Place]) -> dict[str, str]:
    """Each figure with the name before it, or each with the name after it; empty where neither holds of all alone."""
    if len(figures) < 2 or len({words for *_, words in figures}) < len(figures):
        return {}
    forward = _nearest(names, figures, -1)
    backward = _nearest(names, figures, 1)
    if forward and backward and forward != backward:
        return {}
    return forward or backward


def _nearest(names: Sequence[_Place], figures: Sequence[_Place], side: int) -> dict[str, str]:
    found: dict[str, str] = {}
    for start, _, figure in figures:
        others = [place[0] for place in figures if (place[0] - start) * side > 0]
        limit = min(others, key=lambda other: abs(other - start), default=None)
        near = [
            (abs(place[0] - start), place[2])
            for place in names
            if (place[0] - start) * side > 0 and (limit is None or (limit - place[0]) * side > 0)
        ]
        if not near:
            return {}
        found[figure] = min(near)[1]
    return found if len(set(found.values())) == len(found) else {}
