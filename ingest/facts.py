"""A text -> its facts: each value with the words that say what it is of, and when (pure). The rules are our own."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.keywords import terms, words
from ingest.load.clean import one_line
from ingest.sentences import Block, Span, blocks
from ingest.values.numbers import DIGITS, number
from ingest.values.overlaps import is_free
from ingest.values.statements import Statement, statement_of
from ingest.values.types import Value, ValueKind
from ingest.values.when import iso, when

# Stands where a value was.
GAP = "…"
# A longer one is a table or a list that has lost its lines, and says of none of its values what they are of.
_LONGEST_SENTENCE = 2_000
# Leaves it to what was said before to say what it speaks of, and so does an item of a list.
_LEANS = re.compile(
    r"\W*(?:It|Its|They|Their|He|She|His|Her|This|That|These|Those|There|Both|Here|Of (?:these|those|them|which)"
    r"|The (?:latter|former|same|company|firm|group|business|developer|charity|team|trust|project|scheme|programme|fund"
    r"|round|deal|award|grant|building|centre|facility|factory|plant|site|laboratory|trial|study|drug|therapy"
    r"|treatment))\b"
)
_ITEM = re.compile(r"\s*(?:[-*•–]|\d{1,3}[.)])\s|[^:.;]{1,60}:\s")
# A bare number in a row of a table: "Site: Stevenage; Vacancies: 12."
_CELL = re.compile(rf"(?:^|;\s)(?P<name>[^:;]{{1,80}}):\s(?P<number>{DIGITS})(?=;|\.?$)")
_NAME = re.compile(r"\b[A-Z][\w&'’-]*")
_EDGES = " \n.,;:()[]–—-*•#|"
# A clause of fewer words says too little by itself.
_FEW_WORDS = 3
_LONG_LABEL = 90
_MARKS = str.maketrans("‘’“”–—", "''\"\"--")
# Stems that say no more of a value than its unit does, and stems that say the same about it.
_LINKS = frozenset(
    "hous home host accommod employ work base locat provid offer includ compris contain count number total amount "
    "stand stood reach hold boast call said say accord around now current today alreadi altogeth".split()
)
_ALIKE = {
    stem: row.split()[0]
    for row in (
        "rais secur attract",
        "cost price",
        "measur cover extend",
        "award grant",
        "last take took",
        "compani firm busi",
        "job post role",
        "employe staff",
    )
    for stem in row.split()
}


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One value of a sentence: ``words`` are its own, ``before`` and ``after`` those round it.

    The cell of a table has no words ``after`` it. ``unit`` is what it is in, by stems; ``held`` the ISO date that it
    held, or None. ``subject`` are the stems of the whole sentence with its topic, ``near`` those of the clause, and
    ``names`` those of the sentence's words in capitals.
    """

    value: Value
    words: str
    before: str
    after: str | None
    unit: frozenset[str]
    held: str | None
    subject: frozenset[str]
    near: frozenset[str]
    names: frozenset[str]

    def label(self, ending: str = "") -> str:
        """What the value is of, in the words round it, with a gap for it; ``ending`` goes behind the gap."""
        if self.after is None:
            return self.before
        return " ".join(filter(None, [self.before, GAP, ending, self.after]))

    @property
    def figure(self) -> tuple[Hashable, ...]:
        """What it is in and when it held: only values that share these can be of one figure."""
        return self.unit, self.held

    @property
    def amount(self) -> tuple[Hashable, ...]:
        """The value in one notation: that of "£1.6bn" is that of "£1,600m", and of "over 40" that of "more than 40"."""
        value = self.value
        date = value.unit if value.kind is ValueKind.DATE else None
        return *self.figure, value.value, value.high, value.hedge, date

    @property
    def about(self) -> tuple[Hashable, ...]:
        """All that the words say of what it is of."""
        return self.near, self.subject, self.names

    def repeats(self, other: "Fact") -> bool:
        """Whether both surely say the same: one in all the words of the other, and of no other name."""
        if self.amount != other.amount or (self.names - other.names and other.names - self.names):
            return False
        return any(
            one and two and (one <= two or two <= one)
            for one, two in ((self.near, other.near), (self.subject, other.subject))
        )


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence or heading with values.

    ``key`` is the same for sentences that say the same of the same thing in the same words; ``dated`` is the key
    without the values but with their dates, ``frame`` without both. ``facts`` has a place for every value, which is
    None where that is a date that only says when another value held.
    """

    key: str
    dated: str
    frame: str
    facts: tuple[Fact | None, ...]


def sentences_with_facts(text: str) -> list[Sentence]:
    """The sentences and headings of a text that state values, in its order; not those of thousands of characters."""
    heading, said, found = "", "", []
    for block in blocks(text):
        if block.heading is not None:
            heading, said = block.heading, ""
        for span in _spans(block):
            sentence = text[span.start : span.end]
            if len(sentence) > _LONGEST_SENTENCE:
                continue
            leans = block.heading is None and bool(_LEANS.match(sentence) or _ITEM.match(sentence))
            statement = _with_cells(statement_of(sentence))
            topic = ": ".join(filter(None, [heading, said])) if leans else ""
            found += [_sentence(statement, topic)] if statement.values else []
            if block.heading is None and (not leans or sentence.endswith(":")):
                said = _without(statement, statement.values).rstrip(_EDGES)
    return found


def _spans(block: Block) -> Iterator[Span]:
    return iter(block.sentences if block.heading is None else (block.span,))


def _with_cells(statement: Statement) -> Statement:
    """The statement with the bare numbers of a table's row among its values, counted in what heads their columns."""
    cells = [
        Value(
            found.start("number"), found.end(), float(size), found["name"], None, ValueKind.COUNT, found.start("number")
        )
        for found in _CELL.finditer(statement.text)
        if is_free(found.start("number"), found.end(), statement.values) and (size := number(found["number"]))
    ]
    values = sorted([*statement.values, *cells], key=lambda value: value.start)
    return replace(statement, values=tuple(values)) if cells else statement


def _sentence(statement: Statement, topic: str) -> Sentence:
    amounts = [value for value in statement.values if value.kind is not ValueKind.DATE]
    dates = {value: when(statement, value)[0] for value in amounts}
    whole = f"{topic} {_without(statement, statement.values)}"
    subject, names = _stems(whole), _stems(" ".join(_NAME.findall(whole)))
    facts = (
        None if value in dates.values() else _fact(statement, value, dates.get(value), topic, subject, names)
        for value in statement.values
    )
    return Sentence(
        key=_plain(topic, statement.text),
        dated=_plain(topic, _without(statement, amounts)),
        frame=_plain(topic, _without(statement, statement.values)),
        facts=tuple(facts),
    )


def _fact(
    statement: Statement,
    value: Value,
    date: Value | None,
    topic: str,
    subject: frozenset[str],
    names: frozenset[str],
) -> Fact:
    first, last = statement.clause_of(value)
    clause = _without(statement, statement.values, first, last)
    before, after = _around(statement, value, topic)
    return Fact(
        value=value,
        words=one_line(statement.text[value.start : value.end]),
        before=before,
        after=after,
        unit=frozenset({"date"} if value.kind is ValueKind.DATE else _stems(value.unit) or {value.unit}),
        held=iso(date) if date else None,
        subject=subject,
        near=_stems(clause) or subject,
        names=names,
    )


def _around(statement: Statement, value: Value, topic: str) -> tuple[str, str | None]:
    """The words before and after a value, of its clause where the sentence is long; the topic comes first.

    The cell of a table has only those before: "Company: Autolus; Employees".
    """
    text, first, last = statement.text, statement.start, statement.end
    if last - first > _LONG_LABEL and not text[: value.start].endswith(": "):
        clause = statement.clause_of(value)
        if len(words(_without(statement, statement.values, *clause))) >= _FEW_WORDS:
            first, last = clause
    before, after = text[first : value.start].strip(), text[value.end : last].strip().rstrip(_EDGES)
    lead = ": ".join(filter(None, [_shortened(topic), _shortened(before.strip(_EDGES))]))
    return one_line(lead), None if before.endswith(":") else one_line(_shortened(after))


def _shortened(text: str) -> str:
    """The text, or its beginning and its end where it is long."""
    if len(text) <= _LONG_LABEL:
        return text
    half = _LONG_LABEL // 2
    return f"{text[:half].rpartition(' ')[0]} [...] {text[-half:].partition(' ')[2]}"


def _without(statement: Statement, values: Sequence[Value], start: int | None = None, end: int | None = None) -> str:
    """The sentence, or the stretch of it, with a gap for each of the values."""
    place, last = statement.start if start is None else start, statement.end if end is None else end
    pieces = []
    for value in values:
        if place <= value.start and value.end <= last:
            pieces += [statement.text[place : value.start], GAP]
            place = value.end
    return "".join([*pieces, statement.text[place:last]])


def _plain(*texts: str) -> str:
    """The texts in one notation of case, white space, quotes and dashes, without their last full stop."""
    return "\n".join(" ".join(text.translate(_MARKS).lower().split()).rstrip(".") for text in texts)


def _stems(text: str) -> frozenset[str]:
    return frozenset(_ALIKE.get(stem, stem) for stem in terms(text) if stem not in _LINKS)
