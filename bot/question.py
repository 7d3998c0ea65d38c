"""Question and history -> a question that stands alone, cut into its parts, with what each part expects (pure)."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import AskError
from bot.followup import resolve
from bot.lexicon import Lexicon
from bot.spelling import correct
from bot.types import Turn
from ingest.keywords import terms

LONGEST_QUESTION = 2_000
_MOST_PARTS = 4


class Expects(StrEnum):
    """The kind of answer a question asks for."""

    AMOUNT = "amount"
    COUNT = "count"
    SHARE = "share"
    SIZE = "size"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked.

    ``terms`` are its content stems and ``background`` those of what it leans on; ``names`` are the stems of its names,
    ``years`` the years it mentions, ``counted`` the stems of what "how many" counts and ``head`` those of the property
    asked for, as in "the <lab rent> of ...". ``several`` says that a list, a comparison or more than one source is
    wanted, ``history`` that values over time are, ``current`` that it asks how things stand now.
    """

    text: str
    terms: tuple[str, ...]
    background: tuple[str, ...]
    names: frozenset[str]
    years: frozenset[int]
    expects: Expects
    counted: frozenset[str]
    head: frozenset[str]
    several: bool
    history: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, as it was asked, as it stands alone, and in its parts."""

    asked: str
    standalone: str
    parts: tuple[Part, ...]


# The first that matches counts. "How many" comes before words about money: "how many companies raised ..." counts.
_EXPECTS = (
    (Expects.DATE, r"\bwhen\b|\b(?:what|which|on what) (?:date|day|year|month)\b|\bhow long ago\b|\bdate of\b"),
    (
        Expects.SHARE,
        r"\b(?:share|percentage|proportion|fraction) of\b|\bper ?cent\w*\b|%|\bwhat (?:share|proportion)\b",
    ),
    (
        Expects.SIZE,
        r"\bhow (?:big|large|tall|far|long|wide)\b|\b(?:size|area|floor ?space)\b|\bsquare (?:f|m)|\bsq\.? ?(?:ft|m)\b",
    ),
    (Expects.COUNT, r"\bhow m[an]+y\b|\bnumber of\b|\bhow often\b|\bhow old\b|\bheadcount\b"),
    (
        Expects.AMOUNT,
        r"\bhow much\b|\bfund(?:s|ing)?\b|\brais(?:ed?|ing)\b|\bcosts?\b|\bpri[cs]e\b|\bworth\b|\bgrants?\b|\bbudget\b",
    ),
    (Expects.AMOUNT, r"\binvest(?:ed|ment)\b|\bmoney\b|\bpay\b|\bpaid\b|\bvalued?\b|\brevenue\b|\brent\b"),
    (
        Expects.PERSON,
        r"\bwho(?:m|se)?\b|\bwhich (?:person|minister|mp|politician)\b|\bname of the (?:ceo|chair|head)\b",
    ),
    (Expects.PLACE, r"\bwhere\b|\b(?:which|what) (?:town|city|place|country|county|location)\b"),
)
_SEVERAL = (
    r"\b(?:which|what|who)\b.*\b(?:companies|firms|partners|members|organisations|projects|buildings|occupiers|founders|"
    r"collaborators|rounds|sites|cancers|people|towns|places|sources|figures)\b",
    r"\bwhat are\b|\bwho are\b|\blist\b|^name\b|\ball (?:the|of)\b|\bcompar\w*|\bversus\b|\bvs\b|\bdiffer\w*|\bcover\b",
    r"\bdisagree\b|\bagree\b|\bconflict\w*|\bcontradict\w*|\bmatch\b|\bsources? (?:say|give)\b|\bor\b",
)
_HISTORY = (
    r"\b(?:how|has|have|had|did|does)\b.*\b(?:chang\w*|gr[eo]w\w*|evolv\w*|mov(?:ed?|ing)|ris(?:e|en|ing)|rose|fall\w*|fell|"
    r"increas\w*|decreas\w*|var(?:y|ied)|shift\w*|slip\w*|gone up|go up)\b",
    r"\bover (?:time|the years)\b|\bhistory of\b|\btrend\b|\bfrom \d{4} (?:to|until|on)\b|\bbetween \d{4} and \d{4}\b",
    r"\bsince \d{4}|\byear (?:by|on) year\b|\bevolution\b|\btimeline\b|\b(?:each|every|per) year\b|\bin each\b",
)
_CURRENT = (
    r"\b(?:is|are|has|have|does|do|runs?|leads?|heads?|employs?|holds?|stands?)\b|\bnow\b|\bcurrent\w*|\blatest\b|\btoday\b",
)
_PAST = (r"\b(?:was|were|did|had|opened|founded|became|used to|first|before|originally)\b",)
_NEXT_PART = re.compile(
    r"(?:[,;]?\s+and\s+(?:also\s+)?|[?;.]\s+(?:and\s+)?|,\s+)"
    r"(?=(?:how|what|who|whose|when|where|which|why|in what|in which)\b)",
    re.IGNORECASE,
)
_WH = re.compile(
    r"\b(?:who|what|when|where|which|why|how|whose|whom)\b|^\s*(?:is|are|was|were|did|does|do|has|have|can)\b", re.I
)
_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|he|his|she|her|of (?:those|these|that|which)|that|each|there)\b"
    r"|\bhow many (?:are|were|is|of|in)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:how m[an]+y|number of)\s+"
    r"((?:(?!(?:are|is|was|were|did|does|do|has|have|had|will|would|could|can|in|on|at|of|by|for|from|there)\b)"
    r"[\w'’-]+\s*){1,5})",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\b(?:what|which|who|whose|how much)\b(?:\s+(?:is|was|are|were|did|does|has|have|had|will))*"
    r"\s+(?:the|an?|its|their|[\w'’-]+['’]s)?\s*"
    r"((?:(?!(?:of|in|at|on|for|by|with|to|from|is|was|are|were|did|does|do|has|have|had|when|that|who|will|would)\b)"
    r"[\w'’&-]+\s*){1,4})",
    re.IGNORECASE,
)
# Properties that say no more than the kind of value, which ``expects`` does already.
_GENERAL = frozenset(
    "number figur amount total sum size area share proport percentag rate cost price valu date year month day name "
    "kind type way thing differ term".split()
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def clean(text: str) -> str:
    """The question on one line without controls or lone surrogates. Raises AskError when it is empty or too long."""
    # Cut first: a huge text is refused anyway, and normalising it would cost time.
    shown = "".join(" " if _is_control(mark) else mark for mark in text[: 2 * LONGEST_QUESTION])
    line = " ".join(unicodedata.normalize("NFC", shown).split())
    if len(line) > LONGEST_QUESTION or len(text) > 2 * LONGEST_QUESTION:
        raise AskError(
            f"The question is longer than {LONGEST_QUESTION:,} characters. Ask it in a sentence or two, please."
        )
    if not any(mark.isalnum() for mark in line):
        raise AskError("There is no question yet. Ask for a figure, a date or an event, please.")
    return line


def understand(
    asked: str, history: Sequence[Turn], lexicon: Lexicon, is_word: Callable[[str], bool] = lambda word: False
) -> Question:
    """The question as retrieval needs it; see ``bot.spelling`` for ``is_word``. Raises AskError as ``clean`` does."""
    line = clean(asked)
    resolved = resolve(correct(line, lexicon, is_word), history, lexicon)
    pieces = split_parts(resolved.main)
    parts = [
        _part(piece, " ".join(filter(None, (_support(piece, pieces[:place]), resolved.background))), lexicon)
        for place, piece in enumerate(pieces)
    ]
    return Question(line, resolved.text, tuple(parts))


def split_parts(question: str) -> list[str]:
    """The questions in a question: "How many ..., and how many ...?" has two."""
    pieces = [piece.strip(" ,;") for piece in _NEXT_PART.split(question)]
    kept = [piece for piece in pieces if terms(piece)]
    while len(kept) > 1 and not _WH.search(kept[0]):
        # "According to the 2020 article, how many ...": an opening clause belongs to what follows.
        kept[:2] = [", ".join(kept[:2])]
    for place in range(len(kept) - 1, 0, -1):
        # "I keep finding different years." asks nothing by itself.
        if not _WH.search(kept[place]):
            kept[place - 1 : place + 1] = [". ".join(kept[place - 1 : place + 1])]
    return kept[:_MOST_PARTS] if len(kept) > 1 else [question]


def _support(piece: str, earlier: Sequence[str]) -> str:
    """What a later part leans on: "... and how many are in gene therapy?" needs the first part's companies."""
    return earlier[0] if earlier and (_LEANS.search(piece) or len(terms(piece)) < 3) else ""


def _part(piece: str, background: str, lexicon: Lexicon) -> Part:
    wanted = tuple(dict.fromkeys(terms(lexicon.spelled_out(piece))))
    behind = tuple(dict.fromkeys(terms(lexicon.spelled_out(background))))
    counted = _matched(_COUNTED, piece) or _matched(_COUNTED, background)
    return Part(
        text=f"{piece} ({background})" if background else piece,
        terms=wanted,
        background=tuple(term for term in behind if term not in wanted),
        names=frozenset(terms(lexicon.spelled_out(" ".join(lexicon.phrases(piece))))),
        years=frozenset(int(year) for year in _YEAR.findall(piece)),
        expects=next((kind for kind, pattern in _EXPECTS if re.search(pattern, piece, re.IGNORECASE)), Expects.OTHER),
        counted=counted,
        head=_matched(_HEAD, piece) - _GENERAL,
        several=_any(_SEVERAL, piece),
        history=_any(_HISTORY, piece),
        current=not _YEAR.search(piece) and _any(_CURRENT, piece) and not _any(_PAST, piece),
    )


def _matched(pattern: re.Pattern[str], text: str) -> frozenset[str]:
    """The last two stems of what the pattern captures: the noun, and the word before it that narrows it."""
    found = pattern.search(text)
    return frozenset(terms(found[1])[-2:]) if found else frozenset()


def _any(patterns: Sequence[str], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


def _is_control(mark: str) -> bool:
    return unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
