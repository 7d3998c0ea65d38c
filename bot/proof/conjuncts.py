"""A sentence with what an "and" joins in the order of its quotes, which says the same (pure).

The network that reads the sentence after the rules takes "processing and making" for a lie where the quotes have
"making and processing", as two that are exchanged would be one elsewhere.
"""

import re
from collections.abc import Iterator

from bot.proof.rows import is_respective

_AND = re.compile(r",?\sand\s(?:the\s)?")
_MOST = 6  # words on a side
_NO_CONJUNCT = re.compile(r"\d|[;:.]")  # a figure belongs to what stands beside it


def in_quoted_order(words: str, told: str) -> str:
    """The sentence, each two of its conjuncts that the quotes have the other way round put as they have them."""
    if is_respective(words):
        return words
    told = _AND.sub(" and ", told)
    for found in reversed(list(_AND.finditer(words))):
        for left, right in _conjuncts(words[: found.start()], words[found.end() :]):
            if f"{left} and {right}" in told:
                break
            if f"{right} and {left}" in told:
                before = words[: found.start() - len(left)]
                words = f"{before}{right}{found.group()}{left}{words[found.end() + len(right) :]}"
                break
    return words


def _conjuncts(before: str, behind: str) -> Iterator[tuple[str, str]]:
    """What may be joined by an "and" between two texts, the longest first."""
    left = [before[found.start() :] for found in re.finditer(r"(?<!\S)\S+", before)][-_MOST:]
    right = [behind[: found.end()].rstrip(",") for found in re.finditer(r"\S+?(?=[,;:.]?(?:\s|$))", behind)][:_MOST]
    pairs = [(one, other) for one in left for other in right if not _NO_CONJUNCT.search(one + other)]
    yield from sorted(pairs, key=lambda pair: -len(pair[0]) - len(pair[1]))
