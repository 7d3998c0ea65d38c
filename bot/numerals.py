"""Numbers written in words -> digits, as documents write them (pure)."""

import re

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = {
    name: 10 * place
    for place, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_VALUES = {name: value for value, name in enumerate(_SMALL)} | _TENS
_SCALES = {"hundred": 100, "thousand": 1_000}
_NUMBER = "|".join(sorted([*_VALUES, *_SCALES], key=len, reverse=True))
_RUN = re.compile(rf"\b(?:(?:{_NUMBER})(?:(?:[\s-]+and)?[\s-]+(?={_NUMBER})|\b))+", re.IGNORECASE)
# Documents write numbers up to twelve in words themselves.
_LARGEST_IN_WORDS = 12


def with_digits(text: str, above: int = _LARGEST_IN_WORDS) -> str:
    """The text with numbers ``above`` twelve in digits: "forty-five companies" -> "45 companies"; years too."""
    return _RUN.sub(lambda match: _digits(match.group(), above), text)


def _digits(run: str, above: int) -> str:
    spoken = [word for word in re.split(r"[\s-]+", run.lower()) if word not in ("and", "")]
    value = _year(spoken) or _value(spoken)
    return run if value is None or value <= above else str(value)


def _year(spoken: list[str]) -> int | None:
    """ "Twenty twenty-one" and "nineteen eighty" are years."""
    if len(spoken) < 2 or spoken[0] not in ("nineteen", "twenty") or any(word in _SCALES for word in spoken):
        return None
    rest = _value(spoken[1:])
    return 100 * _VALUES[spoken[0]] + rest if rest is not None and 10 <= rest <= 99 else None


def _value(spoken: list[str]) -> int | None:
    """The value of a number in words, or None for words that make none, such as "two three"."""
    total = group = 0
    last = 10_000
    for word in spoken:
        if word in _SCALES:
            scale = _SCALES[word]
            group = max(group, 1) * scale
            if scale == _SCALES["thousand"]:
                total, group = total + group, 0
            last = scale
            continue
        value = _VALUES[word]
        fits = value < 10 if last in _TENS.values() else value < last and last >= 100
        if not fits:
            return None
        group, last = group + value, value
    return total + group
