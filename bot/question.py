"""Question and history -> a question that stands alone, cut into its parts, with what each part expects (pure)."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.account import Account, AccountKind, account_of
from bot.agreement import matter
from bot.comparisons import compared
from bot.errors import AskError
from bot.everyday import as_documents_say, without_measure
from bot.expects import VALUE_KINDS, Expects, expects
from bot.followup import resolve
from bot.lexicon import Lexicon
from bot.numerals import with_digits
from bot.orders import without_orders
from bot.parts import MOST_PARTS, split_parts
from bot.periods import Period, TimeScope, time_scope, without_times
from bot.preamble import without_preamble
from bot.premises import premise
from bot.spelling import correct, unshouted, with_whole_years
from bot.spoken_of import spoken_of
from bot.there import THERE
from bot.traits import is_current, is_history, is_several, roles_of, says_now, scopes_of, superlative_of, without_now
from bot.types import Turn
from ingest.keywords import terms
from ingest.language import language_hint
from ingest.values.times import times_in

__all__ = ["LONGEST_QUESTION", "Expects", "Part", "Question", "clean", "split_parts", "understand"]

LONGEST_QUESTION = 2_000


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked.

    ``text`` is all of it and ``asked`` the same without the clause that it takes for granted, whose names, or words
    where it has no names, are ``presumed``: none of them is known to be true.

    ``terms`` are its content stems and ``background`` those of what it leans on; ``names`` are the stems of its names,
    ``entities`` the names as phrases in their order, ``years`` the years it mentions, ``counted`` the stems of what
    "how many" counts and ``head`` those of the property asked for, as in "the <lab rent> of ...". ``several`` says
    that a list, a comparison or more than one source is wanted, ``history`` that values over time are, ``current``
    that it asks how things stand now.

    ``period`` is the time asked about and ``as_of`` the last day to be known, see ``bot.periods``. ``scopes`` are out
    of campus, town, county, UK, Europe and world; ``roles`` and ``superlative`` are as ``bot.traits`` names them.
    ``before_whom`` is the person before whom somebody else held the role. ``spoken_of`` are those whom a
    question of a talk is about, as ``bot.spoken_of`` says. ``account`` is what is to be told where no
    single answer is asked for.
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
    asked: str = ""
    presumed: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    period: Period | None = None
    as_of: date | None = None
    scopes: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    superlative: str | None = None
    before_whom: str = ""
    spoken_of: tuple[str, ...] = ()
    account: Account | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, as it was asked, as it stands alone, and in its parts.

    ``main`` is what stands alone without the talk that it leans on. ``compares`` says that the parts are the sides of
    a comparison. ``problem`` is a sentence on a date that does not exist, ``language_hint`` the code of the language
    when it is not English, ``left_out`` how many parts are too many.
    """

    asked: str
    standalone: str
    main: str
    parts: tuple[Part, ...]
    compares: bool = False
    problem: str | None = None
    language_hint: str | None = None
    left_out: int = 0


_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|he|his|she|her|of (?:those|these|that|which)|that|each)\b"
    rf"|\bhow many (?:are|were|is|of|in)\b|{THERE.pattern}",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:how m[an]+y|(?:number|count|tally) of)\s+"
    r"((?:(?!(?:are|is|was|were|did|does|do|has|have|had|will|would|could|can|in|on|at|of|by|for|from|there|"
    r"between|since|over|gr[eo]w|rise|rose|fall|fell|increase|decrease|change|develop)\b)"
    r"[\w'’-]+\s*){1,8})",
    re.IGNORECASE,
)
# "What is the workforce?" counts people as "how many work there?" does.
_WORKFORCE = re.compile(r"\b(workforce|headcount|staff)\b", re.IGNORECASE)
# "The number of trials" names nothing but the trials; those "under way" are not ways.
_COUNT_OF = re.compile(r"\b(?:total )?(?:number|count|tally) of\b", re.IGNORECASE)
_UNDER_WAY = re.compile(r"\bunder[ -]?way\b", re.IGNORECASE)
_MEASURED = (Expects.SIZE, Expects.DURATION, Expects.AMOUNT)
# "Who is the architect of ..." asks for one in a role; "who built ..." names a deed, which goes by many words.
_HEAD = re.compile(
    r"\b(?:(?:what|which|whose|how much)\b(?:\s+(?:is|was|are|were|did|does|has|have|had|will))*"
    r"|who(?:\s+(?:is|was|are|were)|['’]s))"
    r"\s+(?:(?:the|an?|its|their|[\w'’-]+['’]s)\s+)?"
    r"((?:(?!(?:of|in|at|on|for|by|with|to|from|is|was|are|were|did|does|do|has|have|had|when|that|who|will|would)\b)"
    r"[\w'’&-]+\s*){1,4})",
    re.IGNORECASE,
)
# Properties that say no more than the kind of value, which ``expects`` does already.
_GENERAL = frozenset(
    "number figur amount total sum size area share proport percentag rate cost price valu date year month day name "
    "kind type way thing differ term".split()
)
# What counts a share of something holds for the time and the place of that thing.
_PARTITIVE = re.compile(r"\b(?:of (?:those|these|them|which|that|it)|those|these)\b", re.IGNORECASE)
_BEFORE_WHOM = re.compile(
    r"\s(?:immediately |directly |just )?(?:before|prior to|ahead of)\s"
    r"(?P<who>(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Mrs|Ms)\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)(?=\W*$)"
)
_STOOD = re.compile(r"\bhow (?:did|does|do|had) (?:that|it|this|they|those) (?:stand|look|compare)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"\w[\w'’-]*")
_ASKING = re.compile(
    r"\b(?:who|what|when|where|which|why|how|whose|is|are|was|were|does|did|has|have)\b", re.IGNORECASE
)


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
    bare = matter(without_orders(line))
    language = language_hint(bare)

    def read(text: str) -> str:
        text = with_whole_years(unshouted(without_preamble(text), lexicon, is_word))
        return lexicon.as_written(with_digits(correct(text, lexicon, is_word)))

    english = bare if language else read(bare)
    resolved = resolve(english, [replace(turn, question=read(turn.question)) for turn in history], lexicon)
    pieces, compares = _pieces(resolved.main, lexicon)
    parts = []
    for place, piece in enumerate(pieces[:MOST_PARTS]):
        support = "" if compares or not place else _support(piece, pieces[0], lexicon)
        meant = resolve(piece, [Turn(support, "")], lexicon).main if support else piece
        parts.append(_part(meant, " ".join(filter(None, (support, resolved.background))), lexicon))
    return Question(
        asked=line,
        standalone=resolved.text,
        main=resolved.main,
        parts=tuple(parts),
        compares=compares,
        problem=time_scope(resolved.main).problem,
        language_hint=language,
        left_out=max(0, len(pieces) - MOST_PARTS),
    )


def _pieces(question: str, lexicon: Lexicon) -> tuple[list[str], bool]:
    """The questions in a question, a comparison as one a side, and whether there was a comparison."""
    pieces: list[str] = []
    compares = False
    for piece in split_parts(question):
        sides = [side for side in compared(piece, lexicon) if terms(side)]
        compares = compares or len(sides) > 1
        pieces += sides if len(sides) > 1 else [piece]
    return pieces, compares


def _support(piece: str, first: str, lexicon: Lexicon) -> str:
    """What a later part leans on: "... and how many are in gene therapy?" needs the first part's companies."""
    leans = _LEANS.search(piece) or (len(terms(piece)) < 3 and not lexicon.phrases(piece))
    if not leans:
        return ""
    # "... in 2016, and how many now?" leans on all but the time.
    return without_times(first, times_in(first)) if says_now(piece) else first


def _part(piece: str, background: str, lexicon: Lexicon) -> Part:
    piece = as_documents_say(piece)
    when = _time(piece, background)
    if when.as_of:
        # What was known by then is all that is looked at: the rest asks how things stood as if it were that day.
        piece = without_times(piece, times_in(piece)) or piece
    before_whom = _BEFORE_WHOM.search(piece) if roles_of(piece) else None
    if before_whom:
        piece = piece[: before_whom.start()] + piece[before_whom.end() :]
    wanted = tuple(dict.fromkeys(terms(lexicon.spelled_out(_COUNT_OF.sub(" ", without_now(piece))))))
    behind = tuple(dict.fromkeys(terms(lexicon.spelled_out(background))))
    if not wanted:
        # "Why?" asks about all that it leans on.
        wanted = behind
    parted = premise(piece)
    entities = lexicon.phrases(piece)
    # "How many of those ...": the time and the place are those of what is leant on.
    placed = f"{parted.asked} {background}" if _PARTITIVE.search(parted.asked) else parted.asked
    kind = expects(parted.asked, entities)
    if kind is Expects.OTHER and background and (is_history(parted.asked) or _STOOD.search(parted.asked)):
        # "How has that changed?", "how did it stand then?": for more of what was asked for.
        kind = expects(background, entities)
    # "How many square feet" counts nothing: it asks for a size, however the documents write it.
    counted = frozenset() if kind in _MEASURED else _matched(_COUNTED, _UNDER_WAY.sub("", parted.asked))
    if not counted and kind in (Expects.COUNT, Expects.SHARE):
        counted = _matched(_COUNTED, background) or _matched(_WORKFORCE, parted.asked)
    read = without_measure(piece)
    return Part(
        text=f"{read} ({background})" if background else read,
        terms=wanted,
        background=tuple(term for term in behind if term not in wanted),
        names=frozenset(terms(lexicon.spelled_out(" ".join(entities)))),
        years=frozenset(int(year) for year in _YEAR.findall(piece)),
        expects=kind,
        counted=counted,
        head=_matched(_HEAD, parted.asked) - _GENERAL,
        several=is_several(parted.asked),
        history=is_history(parted.asked),
        current=when.as_of is not None
        or before_whom is not None
        or is_current(parted.asked, dated=bool(_YEAR.search(piece) or when.period)),
        asked=parted.asked,
        presumed=_presumed(parted.clause, lexicon),
        entities=tuple(entities),
        period=when.period,
        as_of=when.as_of,
        scopes=scopes_of(parted.asked) or scopes_of(placed),
        roles=roles_of(parted.asked),
        superlative=superlative_of(parted.asked),
        before_whom=before_whom["who"] if before_whom else "",
        # "How many people live in the town altogether?" is of the town, whomever the talk was about.
        spoken_of=_talked_about(parted.asked, entities, background, lexicon),
        account=_account(parted.asked, entities, kind, bool(background)),
    )


def _talked_about(asked: str, entities: Sequence[str], background: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Whom a question of a talk is about: those it names, else those whom the talk does; empty without a talk."""
    if not background or scopes_of(asked):
        return ()
    return spoken_of(", ".join(entities) or background, lexicon)


def _account(asked: str, entities: Sequence[str], kind: Expects, leans: bool) -> Account | None:
    """The account that a question asks for; a name alone asks what there is to tell of it."""
    if kind in VALUE_KINDS:
        return None
    if entities and not leans and set(terms(asked)) <= set(terms(" ".join(entities))) and not _ASKING.search(asked):
        return Account(AccountKind.ABOUT, asked.strip(" ?!."))
    return account_of(asked)


def _time(piece: str, background: str) -> TimeScope:
    """The time that the piece names, or for "how many of those" the time of what it leans on."""
    when = time_scope(piece)
    return time_scope(background) if when == TimeScope() and _PARTITIVE.search(piece) else when


def _presumed(clause: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The names of a presupposing clause, or its content words when it has none."""
    return tuple(lexicon.phrases(clause)) or tuple(word for word in _WORD.findall(clause) if terms(word))


def _matched(pattern: re.Pattern[str], text: str) -> frozenset[str]:
    """The last two stems of what the pattern captures: the noun, and the word before it that narrows it."""
    found = pattern.search(text)
    return frozenset(terms(found[1])[-2:]) if found else frozenset()


def _is_control(mark: str) -> bool:
    return unicodedata.category(mark) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
