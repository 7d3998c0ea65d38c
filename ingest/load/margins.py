"""What stands in the margins of printed pages: page numbers, running headers and footers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

PAGE_NUMBER = re.compile(
    r"(?P<word>page\s+)?[-–]?\s*(?P<number>[0-9]{1,4})(?P<total>\s*(?:/|of)\s*[0-9]{1,4})?\s*[-–]?", re.I
)
# The page numbers printed may run ahead of the count by a cover and a preface.
PAGES_AHEAD = 20
NUMBER = re.compile("[0-9]{1,4}")
# How many lines at a page's head and foot may be its margin.
DEPTH = 3
LONGEST = 200
# A line of the margin stands on so many pages at least, and on this share of them: left and right pages may differ.
FEWEST_PAGES = 3
SHARE = 0.4


def without_margins(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of the pages without page numbers and without the headers and footers that most pages repeat.

    What the first page begins with stays there, since it may be the title.
    """
    bare = [_without_page_number(page, number) for number, page in enumerate(pages, start=1)]
    counts = Counter(way for number, page in enumerate(bare) for way in {way for _, way in _ways(page, number)})
    least = max(FEWEST_PAGES, SHARE * len(bare))
    repeated = {way for way, count in counts.items() if count >= least}
    return [_without(page, number, repeated) for number, page in enumerate(bare)] if repeated else bare


def _without(page: list[str], number: int, repeated: set[tuple[str, int | None]]) -> list[str]:
    head = range(0 if number else DEPTH)
    dropped = {at for at, way in _ways(page, number) if way in repeated and at not in head}
    return _trimmed([line for at, line in enumerate(page) if at not in dropped])


def _ways(page: Sequence[str], number: int) -> Iterator[tuple[int, tuple[str, int | None]]]:
    """What the lines at the head and foot of a page can have in common with those of other pages.

    Each is yielded with its place: its words, and of the outermost ones all but a number that counts with the pages.
    """
    filled = [at for at, line in enumerate(page) if len(line) <= LONGEST and any(map(str.isalpha, line))]
    for at in {*filled[:DEPTH], *filled[-DEPTH:]}:
        yield at, (page[at], None)
    for at in {*filled[:1], *filled[-1:]}:
        for found in NUMBER.finditer(page[at]):
            words = f"{page[at][: found.start()]}#{page[at][found.end() :]}"
            yield at, (words, int(found[0]) - number)


def _without_page_number(lines: Sequence[str], page: int) -> list[str]:
    """The lines of a page without a first or last one that is only the page's number, nor blank ones there."""
    kept = [" ".join(line.split()) for line in lines]
    for end in (0, -1):
        filled = [n for n, line in enumerate(kept) if line]
        if filled and _is_page_number(kept[filled[end]], page):
            del kept[filled[end]]
    return _trimmed(kept)


def _trimmed(lines: Sequence[str]) -> list[str]:
    return "\n".join(lines).strip("\n").split("\n")


def _is_page_number(line: str, page: int) -> bool:
    found = PAGE_NUMBER.fullmatch(line)
    # A bare number that is far from the count is a figure of the text.
    return bool(found and (found["word"] or found["total"] or page <= int(found["number"]) <= page + PAGES_AHEAD))
