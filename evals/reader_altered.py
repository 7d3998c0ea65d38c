"""A question and its passages under other figures, years and names, the same in all of them.

A reader that has been asked of the same few hundred passages many times knows their facts by heart. Told that the
campus has 61 companies in one epoch and 38 in another, it can only answer from the passage that it is shown.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from evals.reader_examples import Example, names_in
from ingest.sentences import Span

_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]?\d)")
_FIGURE = re.compile(r"(?<![\w.,-])\d{2,3}(?:,\d{3})*(?:\.\d+)?(?![\d]|-\d)")
_YEARS_MOVED = [-9, -7, -6, -5, -4, -3, -2, -1, 1, 2, 3, 4]
_LEAST_NAME = 4


def altered(group: Sequence[Example], rng: random.Random, figures: float, names: float) -> list[Example]:
    """The examples of one question, with these chances of other figures (years move together) and of another name."""
    made = list(group)
    if rng.random() < figures:
        made = _substituted(made, _FIGURE, _other_figures(rng))
        step = rng.choice(_YEARS_MOVED)
        made = _substituted(made, _YEAR, lambda year: str(int(year) + step))
    if rng.random() < names:
        found = [name for name in names_in(made[0].question) if len(name) >= _LEAST_NAME]
        others = [name for e in made for name in names_in(e.text) if len(name) >= _LEAST_NAME and name not in found]
        if found and others:
            one, other = rng.choice(found), rng.choice(others)
            if one not in other and other not in one:
                both = {one: other, other: one}
                pattern = re.compile(rf"\b(?:{re.escape(one)}|{re.escape(other)})\b")
                made = _substituted(made, pattern, both.__getitem__)
    return made


def altered_texts(texts: Sequence[str], rng: random.Random) -> list[str]:
    """Texts under other figures and years, the same in all of them."""
    other, step = _other_figures(rng), rng.choice(_YEARS_MOVED)
    made = [_FIGURE.sub(lambda match: other(match.group()), text) for text in texts]
    return [_YEAR.sub(lambda match: str(int(match.group()) + step), text) for text in made]


def _other_figures(rng: random.Random) -> Callable[[str], str]:
    known: dict[str, str] = {}

    def other(figure: str) -> str:
        # Years are moved, not drawn anew: what came before another must still do so.
        if _YEAR.fullmatch(figure):
            return figure
        if figure not in known:
            digits = [str(rng.randint(0, 9)) if c.isdigit() else c for c in figure]
            known[figure] = str(rng.randint(1, 9)) + "".join(digits[1:])
        return known[figure]

    return other


def _substituted(group: Sequence[Example], pattern: re.Pattern[str], other: Callable[[str], str]) -> list[Example]:
    return [
        replace(
            example,
            question=pattern.sub(lambda m: other(m.group()), example.question),
            context=pattern.sub(lambda m: other(m.group()), example.context),
            text=text,
            spans=spans,
        )
        for example in group
        for text, spans in [_moved(example.text, example.spans, pattern, other)]
    ]


def _moved(
    text: str, spans: Sequence[Span], pattern: re.Pattern[str], other: Callable[[str], str]
) -> tuple[str, tuple[Span, ...]]:
    """The text with what the pattern finds replaced, and the spans where they stand in it then."""
    out, last = "", 0
    shifts: list[tuple[int, int, int, int]] = []  # old start and end, new start and end
    for match in pattern.finditer(text):
        out += text[last : match.start()]
        start = len(out)
        out += other(match.group())
        shifts.append((match.start(), match.end(), start, len(out)))
        last = match.end()
    out += text[last:]
    return out, tuple(Span(_place(s.start, shifts, False), _place(s.end, shifts, True)) for s in spans)


def _place(offset: int, shifts: Sequence[tuple[int, int, int, int]], is_end: bool) -> int:
    moved = 0
    for old_start, old_end, new_start, new_end in shifts:
        if offset >= old_end:
            moved = new_end - old_end
        elif offset > old_start:
            return new_end if is_end else new_start
        else:
            break
    return offset + moved
