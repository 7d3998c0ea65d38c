"""Whether a number counts a list, the sentence's own or one of the quotes': whoever reads them may count (pure)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.lexicon import initials
from bot.numerals import with_digits
from bot.proof.basis import Basis
from bot.proof.extremes import of_those_given
from bot.proof.items import items_of

# "Three partners: A, B and C."
_LISTED = re.compile(
    r"(?:,|:|\s[–—-])\s(?P<names>[A-Z][\w&’'-]*(?:\s[\w&’'-]+)*?(?:,\s[A-Z][\w\s&’'-]*?)*(?:,?\sand\s[A-Z][\w&’'-]*))"
)
# "Three partners stand behind it: A, B and C."
_LISTED_AT_LAST = re.compile(
    r"[^:;.]{0,60}:\s(?P<names>(?:the\s)?[A-Z][\w\s&’'-]*(?:,\s(?:the\s)?[A-Z][\w\s&’'-]*)*,?\sand\s(?:the\s)?[A-Z][\w\s&’'-]*)\W*$"
)
# "Three: Kent (games), Leeds (space) and Wigan (data)".
_OPENS_LIST = re.compile(r"(?:\s(?:are|were|is|was)\s[a-z]+)?:\s")
# "Two of the seven were A and B", "three others, namely A, B and C", "three shops make way: a kiosk and two others".
_GOES_ON_TO_LIST = re.compile(
    r"[^.:;]{0,120}?(?:\b(?:are|were|is|was|namely|being)|:|,|\s[–—-])\s(?=(?P<names>[^.:;]{3,300})[.!?]*\s*$)"
)
_OPENS_WITH_ITEM = re.compile(r"(?:namely |the |an? )?[A-Z]|an? ")
_ENUMERATION = re.compile(r"[^,;:.]+(?:[,;]\s[^,;:.]+)*[,;]?\sand\s[^,;:.]+")
_BOTH = re.compile(r"\b[Bb]oth\s[A-Z][^.;]*?\sand\s")
# Spelled out, as one counts a list.
_SMALL = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! (?:and|point|hundred|thousand))", re.I
)
_SO_MANY_MORE = re.compile(
    r"(?:the )?(?P<size>two|three|four|five|six|seven|eight|nine|ten)\s(?:others?|more|further)\b", re.IGNORECASE
)
_SOME_OF_THEM = re.compile(
    r"\b(?:of (?:the|its|their|these|those|[A-Z]\w*['’]s)|others?|more|further|also|among|including|"
    r"such as|with|as well as)\b",
    re.IGNORECASE,
)
_TRIED = 4  # places at which a list may begin
_CAPITAL, _IS_NAME = re.compile(r"\b[A-Z][\w&-]*"), re.compile(r"(?:the )?[A-Z]")
_BESIDES = re.compile(r"\b(?:besides|apart from|other than|in addition to|beyond|along with)\b", re.IGNORECASE)
# "The two", "those three": who was spoken of.
_SPOKEN_OF = re.compile(r"\b(?:the|those|these|all)\s$", re.IGNORECASE)
_NOT_OF_A_NOUN = re.compile(r"\w+(?=\s(?:are|were|is|was|have|had|will|would|of them|both|also|only)\b|[,.]|$)")


def counts_its_list(text: str, end: int, number: int, basis: Basis) -> bool:
    """Whether a number that ends at a place of a sentence has as many names listed behind it, and all there are."""
    listed = _LISTED.match(text, end) or _LISTED_AT_LAST.match(text, end)
    opened = None if listed else _OPENS_LIST.match(text, end)
    names = listed["names"] if listed else text[opened.end() :].strip(" .") if opened else ""
    items = items_of(names) if names else ()
    return bool(items) and len(items) == number and not _leaves_out(text, items, basis)


def may_count(text: str, start: int, number: int, basis: Basis) -> bool:
    """Whether a small number, spelled out at a place of a sentence, may count what it or the quotes list."""
    small = _SMALL.match(text, start)
    if small is None:
        return False
    scope = of_those_given(text)
    is_the_rest = _SO_MANY_MORE.match(text, start) or _BESIDES.search(text)
    return (
        number in (_rests(text, basis) if is_the_rest else _sizes(basis))
        or any(
            _size_of(names) == number and not _leaves_out(text, items_of(names), basis)
            for names in _lists_behind(text, small.end())
        )
        or (scope is not None and scope[0] <= start < scope[1])
        or (_SPOKEN_OF.search(text, 0, start) is not None and _NOT_OF_A_NOUN.match(text, start) is not None)
    )


def _leaves_out(text: str, items: Sequence[str], basis: Basis) -> bool:
    """Whether the quotes list what a sentence does, and more that it says nothing of: "three partners: ..." of four."""
    if _SOME_OF_THEM.search(text):
        return False
    own, said = set(_CAPITAL.findall(" ".join(items))), set(_CAPITAL.findall(text))
    return any(
        all(_IS_NAME.match(name) for name in names[1:])
        and all(_CAPITAL.search(item) for item in items)
        and own <= set(_CAPITAL.findall(listed))
        and not all(_is_named(name, said) for name in names)
        for listed, names in _lists(basis)
        if len(names) > len(items) > 1
    )


def _is_named(name: str, said: set[str]) -> bool:
    last = re.split(r"\b(?:are|were|is|was)\s", name)[-1]
    return set(_CAPITAL.findall(last)) <= said or initials(last) in said


def _lists_behind(text: str, end: int) -> Iterator[str]:
    """What may be listed behind a place of a sentence, up to the first of it that opens with a name or an article."""
    for _ in range(_TRIED):
        opened = _GOES_ON_TO_LIST.match(text, end)
        if opened is None:
            return
        yield opened["names"]
        if _OPENS_WITH_ITEM.match(opened["names"]) and len(items_of(opened["names"])) > 1:
            return
        end = opened.end()


def _size_of(listed: str) -> int:
    """How many are listed; "a kiosk and two others" are three."""
    more = (_SO_MANY_MORE.match(item.strip()) for item in items_of(listed))
    return sum(int(with_digits(one["size"], above=0)) if one else 1 for one in more)


def _rests(text: str, basis: Basis) -> frozenset[int]:
    """How many of each list of the quotes a sentence does not name."""
    said = set(_CAPITAL.findall(text))
    return frozenset(sum(not _is_named(name, said) for name in names) for _, names in _lists(basis))


def _lists(basis: Basis) -> Iterator[tuple[str, Sequence[str]]]:
    """The lists of the quotes, each as it is written and its items."""
    for told in basis.told:
        yield from _lists_in(told.statement.text)


@lru_cache(maxsize=64)
def _lists_in(text: str) -> Sequence[tuple[str, Sequence[str]]]:
    return [(found.group(), items_of(found.group())) for found in _ENUMERATION.finditer(text)]


def _sizes(basis: Basis) -> frozenset[int]:
    """How long the lists of the quotes are, and how many sentences and rows they have."""
    sizes = {size for listed, names in _lists(basis) for size in (len(names), listed.count(";") + 1)}
    sizes.add(len(basis.told))
    sizes.add(sum(line.startswith("|") for line in basis.text.splitlines()) - 2)  # a table's rows below its head
    return frozenset(sizes | ({2} if _BOTH.search(basis.text) else set()))
