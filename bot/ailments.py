"""Whether a sentence gives the figure of another field of medicine than the one that a question names (pure).

"What share of the trials was for the eye?" is not answered by the share of oncology. The table is our own: the words by
which each field goes.
"""

import re

_FIELDS = (
    r"oncolog|cancer|tumou?r",
    r"ophthalm|\beyes?\b|\bsight\b|retin|vision loss",
    r"haematolog|hematolog|\bblood\b",
    r"metabolic|metabolism",
    r"neurolog|\bbrain|\bnerv(?:e|es|ous)\b",
    r"cardi(?:o|ac)|\bheart\b",
    r"respirat|\blungs?\b",
    r"dermatolog|\bskin\b",
    r"gastro|\bbowel",
)
_TRIALS = re.compile(r"\b(?:trials|studies)\b", re.IGNORECASE)
_FIELDS_OF_MEDICINE = tuple(re.compile(words, re.IGNORECASE) for words in _FIELDS)


def in_another_field(before: str, fragment: str) -> str | None:
    """The question before asked of another field: "ophthalmology" in place of "oncology"; None where either has none.

    Of a fragment that says more than its field, the rest is not lost: None as well.
    """
    asked = [found for words in _FIELDS_OF_MEDICINE for found in _whole(words).finditer(before)]
    if len(asked) != 1 or not any(_whole(words).fullmatch(fragment.strip()) for words in _FIELDS_OF_MEDICINE):
        return None
    return before[: asked[0].start()] + fragment.strip() + before[asked[0].end() :]


def is_of_another_ailment(asked: str, text: str) -> bool:
    """Whether a question and a sentence each name fields of medicine, and none of them is the same."""
    wanted, told = _fields(asked), _fields(text)
    return bool(wanted and told) and not wanted & told


def is_of_no_ailment(asked: str, text: str) -> bool:
    """Whether it is asked of the trials in a field of medicine and told of none: the share is that of something else.

    A stake in "the cancer company Autolus" is told without a word of cancer.
    """
    return _TRIALS.search(asked) is not None and bool(_fields(asked)) and not _fields(text)


def _whole(words: re.Pattern[str]) -> re.Pattern[str]:
    """The same as whole words: "oncology" for "oncolog"."""
    return re.compile(rf"(?:{words.pattern})\w*", re.IGNORECASE)


def _fields(text: str) -> set[int]:
    return {number for number, words in enumerate(_FIELDS_OF_MEDICINE) if words.search(text)}
