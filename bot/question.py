"""Question and history -> a question that stands alone, cut into its parts, with what each part expects (pure)."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import AskError
from bot.lexicon import Lexicon
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

    ``terms`` are its content stems, ``names`` those of them that are names, ``years`` the years it mentions;
    ``counted`` holds the stems of what "how many ..." counts. ``several`` says that more than one value is wanted: a list, a history or a comparison.
    """

    text: str
    terms: tuple[str, ...]
    names: frozenset[str]
    years: frozenset[int]
    expects: Expects
    counted: frozenset[str]
    head: frozenset[str]
    several: bool
    history: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, as it was asked, as it stands alone, and in its parts."""

    asked: str
    standalone: str
    parts: tuple[Part, ...]


_EXPECTS: tuple[tuple[Expects, str], ...] = (
    (
        Expects.DATE,
        r"\bwhen\b|\bwhat (?:date|day|year|month)\b|\b(?:which|what) year\b|\bhow long ago\b|\bdate of\b|\byear\b.*\?$",
    ),
    (
        Expects.SHARE,
        r"\bwhat (?:share|percentage|proportion|fraction|per ?cent)\b|\bhow (?:large|big) a (?:share|part)\b|\bpercent|%|\bshare of\b",
    ),
    (
        Expects.SIZE,
        r"\bhow (?:big|large|tall|far|long|wide)\b|\b(?:size|area|floorspace|footage|distance)\b|\bsquare (?:feet|foot|met)|\bsq\.? ?(?:ft|m)\b",
    ),
    (Expects.COUNT, r"\bhow many\b|\bnumber of\b|\bhow often\b|\bhow old\b|\bheadcount\b|\bhow fast\b"),
    (
        Expects.AMOUNT,
        r"\bhow much\b|\bwhat (?:was|is|were|are) the (?:\w+ ){0,3}(?:cost|price|value|amount|sum|budget|grant|funding)\b|\bfunds?\b|\braised?\b"
        r"|\bcosts?\b|\bprice\b|\bworth\b|\bgrants?\b|\bfunding\b|\bbudget\b|\binvest(?:ed|ment)\b",
    ),
    (
        Expects.PERSON,
        r"\bwho(?:m|se)?\b|\bwhich (?:person|minister|mp|executive|ceo)\b|\bname of the (?:ceo|chair|head)\b",
    ),
    (Expects.PLACE, r"\bwhere\b|\b(?:which|what) (?:town|city|place|site|country|county|location)\b"),
)
_SEVERAL = re.compile(
    r"\bwhich\b.*\b(?:companies|firms|partners|members|organisations|organizations|projects|buildings|occupiers|bodies|people|towns|places|sources)\b"
    r"|\bwhat are\b|\bwho are\b|\blist\b|\bname (?:the|all|some|three|four|five)\b|\ball (?:the|of)\b|\bcompar|\bversus\b|\bvs\b|\bdiffer"
    r"|\bsources? (?:say|disagree|give)|\bconflict|\bdisagree|\bagree\b|\bcontradict|\brange of\b",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\bhow (?:has|have|had|did|does)\b.*\b(?:chang|grow|grew|grown|evolv|develop|mov|rise|risen|rose|fall|fell|increas|decreas|vary|varied|shift|go up|gone)"
    r"|\bover (?:time|the years)\b|\bhistory of\b|\btrend\b|\btrajectory\b|\bfrom \d{4} (?:to|until)\b|\bbetween \d{4} and \d{4}\b|\bsince \d{4}\b"
    r"|\byear (?:by|on) year\b|\bevolution\b|\bgrowth (?:of|in)\b|\bprogress(?:ion)?\b|\btimeline\b|\beach year\b|\bevery year\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:[,;]?\s+and\s+|[?;]\s+(?:and\s+)?|,\s+)(?=(?:how|what|who|whose|when|where|which|why|in what|in which)\b(?! (?:it|they|are all)\b))",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:and|but|so|or|then|also|ok(?:ay)?|what about|how about|and what about)\b[\s,]*", re.IGNORECASE
)
_POINTING = re.compile(
    r"\b(?:it|its|they|them|their|theirs|he|him|his|she|her|hers|those|these|that|this|there|then|the same|"
    r"the (?:company|firm|deal|building|centre|site|scheme|project|fund|award|report|grant|campus)|of (?:them|those|these|which))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ASKING = re.compile(
    r"\b(?:who|what|when|where|which|why|how|whose|whom|is|are|was|were|did|does|do|has|have|had|can|could|will)\b",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """The question on one line without controls or lone surrogates. Raises AskError when it is empty or too long."""
    # Cut first: normalising a huge text costs time, and it is refused anyway.
    shown = "".join(" " if _is_control(mark) else mark for mark in text[: LONGEST_QUESTION * 2])
    line = " ".join(unicodedata.normalize("NFC", shown).split())
    if len(line) > LONGEST_QUESTION:
        raise AskError(
            f"The question has more than {LONGEST_QUESTION:,} characters. Ask it in a sentence or two, please."
        )
    if not any(mark.isalnum() for mark in line):
        raise AskError("There is no question yet. Ask for a figure, a date or an event, please.")
    return line


def understand(
    asked: str, history: Sequence[Turn], lexicon: Lexicon, is_word: Callable[[str], bool] = lambda word: False
) -> Question:
    """The question as retrieval needs it. ``is_word`` says which words are no misspellings whatever the documents say."""
    line = clean(asked)
    spelt = correct(line, lexicon, is_word)
    standalone = stand_alone(spelt, history, lexicon) if history else spelt
    pieces = split_parts(standalone)
    return Question(line, standalone, tuple(_part(piece, standalone, lexicon) for piece in pieces))


def correct(text: str, lexicon: Lexicon, is_word: Callable[[str], bool]) -> str:
    """The text with misspelt words replaced by the documents' nearest; what is not near any stays as it is."""

    def better(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower().removesuffix("'s").removesuffix("’s")
        if len(low) < 4 or low in lexicon.words or low.rstrip("s") in lexicon.words or is_word(low):
            return word
        is_name = word[0].isupper() and match.start() > 0 and not text.isupper()
        near = lexicon.near_name(low) if is_name else lexicon.near_word(low)
        return near.capitalize() if near in lexicon.names and near is not None else near or word

    return re.sub(r"[^\W\d_]\w*(?:['’]\w+)*", better, text)


def stand_alone(question: str, history: Sequence[Turn], lexicon: Lexicon) -> str:
    """The question with what it leaves to the talk before put in."""
    before = _last_standalone(history, lexicon)
    bare = _OPENING.sub("", question).strip()
    names = _name_phrases(bare, lexicon)
    points = _POINTING.search(bare)
    asks = _ASKING.search(bare)
    if not asks and (bare != question or len(terms(bare)) <= 3):
        return _exchanged(before, bare, lexicon)
    if not points and bare == question and (names or len(terms(bare)) > 2):
        return question
    if points and names and bare == question and len(terms(bare)) > 3:
        return question
    referent = _referent(points.group().lower() if points else "", before, history, lexicon)
    if referent and not names and points and points.group().lower() in _PRONOUNS:
        possessive = points.group().lower() in ("its", "their", "his", "theirs", "hers") or (
            points.group().lower() == "her" and not re.match(r"\W*$", bare[points.end() :])
        )
        put = referent + ("'s" if possessive else "")
        return f"{bare[: points.start()]}{put}{bare[points.end() :]}"
    return f"{before.rstrip('?. ')}: {bare}"


_PRONOUNS = frozenset("it its they them their theirs he him his she her hers the company the firm".split()) | {
    "the company",
    "the firm",
}
_PERSONAL = frozenset("he him his she her hers".split())


def split_parts(question: str) -> list[str]:
    """The questions in a question: "How many ..., and how many ...?" has two."""
    pieces = [piece.strip(" ,;") for piece in _PART.split(question)]
    kept = [piece for piece in pieces if terms(piece)]
    if kept and not _ASKING.search(kept[0]):
        # "According to the 2020 article, how many ...": an opening clause belongs to what follows.
        kept[:2] = [", ".join(kept[:2])]
    return kept[:_MOST_PARTS] if len(kept) > 1 else [question]


def _part(piece: str, whole: str, lexicon: Lexicon) -> Part:
    # A later part leans on the first: "... and how many are in gene therapy?"
    text = (
        piece
        if piece == whole or _name_phrases(piece, lexicon)
        else f"{piece} ({whole})"
        if len(terms(piece)) < 3
        else piece
    )
    return Part(
        text=text,
        terms=tuple(dict.fromkeys(terms(lexicon.spelled_out(text)))),
        names=frozenset(terms(lexicon.spelled_out(" ".join(_name_phrases(text, lexicon))))),
        years=frozenset(int(year) for year in _YEAR.findall(piece)),
        expects=_expected(piece),
        counted=_counted(piece),
        head=_head(piece),
        several=bool(_SEVERAL.search(piece)),
        history=bool(_HISTORY.search(piece)),
    )


def _expected(text: str) -> Expects:
    return next((kind for kind, pattern in _EXPECTS if re.search(pattern, text, re.IGNORECASE)), Expects.OTHER)


def _counted(text: str) -> frozenset[str]:
    """What "how many" or "number of" is followed by, up to the verb or preposition."""
    found = re.search(
        r"\b(?:how many|number of)\s+((?:(?!(?:are|is|was|were|did|does|do|has|have|had|will|would|could|can|in|on|at|of|by|for|from|there)\b)[\w'’-]+\s*){1,5})",
        text,
        re.IGNORECASE,
    )
    return frozenset(terms(found[1])[-2:]) if found else frozenset()


def _head(text: str) -> frozenset[str]:
    """The property asked for: the words between "the" (or "whose", or a possessive) and a preposition or verb."""
    found = re.search(
        r"(?:\b(?:what|which|who|whose|how much)\b(?:\s+(?:is|was|are|were|did|does|has|have|had|will|in which))*\s+(?:the|an?|its|their|[\w'’-]+['’]s)?\s*)"
        r"((?:(?!(?:of|in|at|on|for|by|with|to|from|is|was|are|were|did|does|do|has|have|had|when|that|who|will|would)\b)[\w'’&-]+\s*){1,4})",
        text,
        re.IGNORECASE,
    )
    return frozenset(terms(found[1])[-2:]) if found else frozenset()


def _name_phrases(text: str, lexicon: Lexicon) -> list[str]:
    """Runs of words that the documents, or the writer inside a sentence, write with capitals."""
    runs: list[str] = []
    last_end = -2
    shouted = text.isupper()
    for match in re.finditer(r"[^\W_][\w'’&-]*", text):
        word = match.group().removesuffix("'s").removesuffix("’s")
        written = word[0].isupper() and match.start() > 0 and not shouted
        known = word.lower() in lexicon.names and (len(word) > 2 or word.isupper())
        if not (written or known) or word.lower() in _QUESTION_WORDS:
            continue
        if match.start() == last_end + 1 and runs:
            runs[-1] += " " + word
        else:
            runs.append(word)
        last_end = match.end() if match.group() == word else -2
    return runs


_QUESTION_WORDS = frozenset(
    "who what when where which why how is are was were did does do has have i tell name list".split()
)


def _last_standalone(history: Sequence[Turn], lexicon: Lexicon) -> str:
    """The last question of the talk, itself made to stand alone."""
    said = ""
    for turn in history[-4:]:
        asked = " ".join(turn.question[:LONGEST_QUESTION].split())
        earlier = [Turn(said, turn.answer)] if said else []
        said = stand_alone(asked, earlier, lexicon) if earlier else asked
    return said


def _referent(pointer: str, before: str, history: Sequence[Turn], lexicon: Lexicon) -> str | None:
    """What a pronoun most likely stands for: a name of the question before, or for a person one of the answer."""
    asked = _name_phrases(before, lexicon)
    answered = _name_phrases(history[-1].answer[:LONGEST_QUESTION], lexicon)
    if pointer in _PERSONAL:
        people = [name for name in answered + asked if len(name.split()) >= 2]
        return people[0] if people else None
    return asked[0] if asked else answered[0] if answered else None


def _exchanged(before: str, fragment: str, lexicon: Lexicon) -> str:
    """The question before with the fragment in place of what it corresponds to: "and in 2021?", "what about Freeline?"."""
    fragment = fragment.rstrip("?. ")
    years, old_years = _YEAR.findall(fragment), _YEAR.findall(before)
    if years and len(terms(fragment)) <= 2:
        return before.replace(old_years[-1], years[0]) if old_years else f"{before.rstrip('?. ')} in {years[0]}?"
    names, old_names = _name_phrases(fragment, lexicon), _name_phrases(before, lexicon)
    if names and old_names:
        return before.replace(old_names[0], names[0])
    return f"{before.rstrip('?. ')}: {fragment}?"


def _is_control(mark: str) -> bool:
    return unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
