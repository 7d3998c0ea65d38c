"""What could be asked next, made of what documents state: a sentence of a known form makes one question (pure).

None of these is known to be answered yet: ``bot.suggest`` asks them first and keeps those whose answer cites it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.orders import may_be_order
from bot.types import Answer, Status
from ingest.sentences import sentences
from ingest.types import Document

LONGEST = 110  # characters: a button on a phone holds no more
_DOCUMENTS = 12  # documents on the same subject, beside those cited

_WORD = r"[A-Z][\w&’-]*"
_NAME = rf"(?P<name>{_WORD}(?: (?:(?:and|of|for) )?{_WORD})*)"
# "The CGTC manufacturing centre in Stevenage", "Elevate Quarter".
_PLACE = r"(?:centre|campus|building|laboratory|site|hub|facility|network|scheme)"
_THING = (
    rf"(?P<thing>(?:[Tt]he )?{_WORD}(?: (?:(?:and|of|for) )?{_WORD})*(?: (?:[a-z]+ )?{_PLACE}\b)?(?: in [A-Z]\w+)?)"
)
_ABOUT = r"(?:(?:over|about|almost|nearly|around|more than|up to) )?"
_MONEY = r"(?:up to |about |over )?(?:[£$]|EUR )[\d.,]+(?:m|bn|k)?"
_NOUN = r"(?P<noun>(?:(?!in\b|at\b|of\b|on\b)[\w&-]+ ?){1,6}?)"
_YEAR = r"(?:19|20)\d\d(?:/\d\d)?"

_FORMS: tuple[tuple[str, str], ...] = (
    (rf"^{_THING} ran {_ABOUT}[\d,]+ {_NOUN} in (?P<when>{_YEAR})\b", "How many {noun} did {thing} run in {when}?"),
    (rf"^{_THING} had {_ABOUT}[\d,]+ {_NOUN} in (?P<when>{_YEAR})\b", "How many {noun} did {thing} have in {when}?"),
    (rf"{_NAME} was founded in \d{{4}}", "When was {name} founded?"),
    (rf"founded {_NAME} in \d{{4}}", "Who founded {name}?"),
    (
        rf"\bchief executive (?:\(CEO\) )?of (?P<name>(?:the )?{_WORD}(?: {_WORD})*)",
        "Who is the chief executive of {name}?",
    ),
    (rf"^{_NAME}['’]s (?:new )?chief executive\b", "Who is the chief executive of {name}?"),
    (rf"^{_WORD}(?: {_WORD})* (?:has bought|bought) {_NAME}", "Who bought {name}?"),
    (
        rf"(?P<buyer>{_WORD}(?: {_WORD})*) (?:agreed to pay|could pay|is to pay|pays) {_MONEY}.*? for {_NAME}",
        "What did {buyer} agree to pay for {name}?",
    ),
    (
        rf"^{_NAME},? (?:[^.]*, )?raised .*\bseries (?P<round>[A-E]) round",
        "How much did {name} raise in its series {round} round?",
    ),
    (
        rf"^{_NAME} led (?P<raiser>{_WORD}(?: {_WORD})*)['’] ?s? series (?P<round>[A-E])",
        "Who led {raiser}'s series {round} round?",
    ),
    (rf"^{_NAME} had raised {_MONEY}.* before its", "How much had {name} raised before its IPO?"),
    (rf"^{_THING} (?:measures|covers) [\d,.]+ sq ", "How big is {thing}?"),
    (rf"^{_THING} is to cost [£$]", "How much will {thing} cost?"),
    (rf"^{_THING} opened (?:its doors )?(?:in|on) ", "When did {thing} open?"),
    (rf"\bjobs are (?P<how>expected|hoped for) (?:at|on|from) {_THING}\.?", "How many jobs are {how} at {thing}?"),
    (rf"^{_NAME} (?:has|had) {_ABOUT}[\d,]+ staff\b", "How many staff does {name} have?"),
    (r"\bthe architect of (?P<thing>the [^.,]+)\.", "Who was the architect of {thing}?"),
    (rf"^{_NAME}['’]s product is ", "What is {name}'s product?"),
    (rf"^{_NAME} (?:was awarded|got) {_MONEY} from (?P<fund>the {_WORD} Fund)", "How much did {name} get from {fund}?"),
    (
        rf"(?P<holder>{_WORD})(?:, which)? (?:held|kept a holding of) [\d.]+% (?:of|in) {_NAME}",
        "What share of {name} did {holder} hold?",
    ),
    (rf"^{_THING}[^.]*? (?:is|are) (?:planned|due) to open in ", "When is {thing} to open?"),
    (rf"^{_NAME}['’]s (?P<noun>spending on [\w&]+) came to ", "What was {name}'s {noun}?"),
)
_TABLE = tuple((re.compile(form), question) for form, question in _FORMS)
# What a sentence may begin with that is no name.
_NO_NAME = frozenset(
    "the a an in of for at by from on both each this that these those it they he she after before during total over "
    "about almost up more half most within under since as with together shares output money".split()
)
_IN_MANY_NAMES = frozenset(
    "Stevenage UK R&D Advanced Therapeutics Therapies Therapy Cell Gene Centre Center Community Science Park".split()
)
_IN_YEAR = re.compile(rf"\bin ({_YEAR})(?=\?|,| )")
_COUNTS = re.compile(
    r"^How many (?!more\b|fewer\b|less\b)(?P<noun>.+?) (?:are|were|was|is|did|does|do|has|have|had)\b.*?"
    rf"(?P<place> in the UK| on the [A-Z]\w+ campus)?(?: in {_YEAR})?\?$"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question, and what its answer must show to be kept.

    ``document`` and ``start`` say where the sentence stands that must be cited. Where they say nothing a short answer
    must be there and ``year`` stand in its quote, or with ``moved`` a value that is told for three times or more.
    """

    question: str
    document: str = ""
    start: int = 0
    year: str = ""
    moved: bool = False


def next_asked(answer: Answer, documents: Sequence[Document]) -> list[Candidate]:
    """What to ask after an answer, or instead of a question that had none, the likeliest to help first.

    ``documents`` are those that the answer shows, and others that may tell of what its question names.
    """
    near = answer.citations or answer.nearest
    cited = list(dict.fromkeys(citation.source.id for citation in near))
    names = names_in(answer.standalone_question)
    known = {document.source.id: document for document in documents}
    first = [known[id_] for id_ in cited if id_ in known]
    others = sorted(
        (document for document in documents if document.source.id not in cited and _shared(names, document.text)),
        key=lambda document: -_shared(names, document.text),
    )
    found = [one for document in [*first, *others[:_DOCUMENTS]] for one in stated(document)]
    about = [one for one in found if names & names_in(one.question)]
    rest = [one for one in found if one not in about and one.document in cited[:1]]
    return [*_of_the_question(answer)][:2] + _mixed(about) + rest


def stated(document: Document) -> list[Candidate]:
    """The questions that a document's sentences answer by their form, in its order."""
    found: dict[str, Candidate] = {}
    for span in sentences(document.text):
        quote = document.text[span.start : span.end]
        if may_be_order(quote):
            continue
        for question in _made_of(" ".join(quote.split())):
            found.setdefault(question, Candidate(question, document.source.id, span.start))
    return list(found.values())


def names_in(text: str) -> set[str]:
    """The words with a capital inside a text; not those that many names have, or all of these documents."""
    return set(re.findall(r"(?<=\s)[A-Z][\w&-]+", text)) - _IN_MANY_NAMES


def _made_of(sentence: str) -> Iterator[str]:
    for form, question in _TABLE:
        match = form.search(sentence)
        if match is None:
            continue
        said = {key: _named(value) for key, value in match.groupdict().items() if value}
        made = question.format(**said)
        if all(said.values()) and len(made) <= LONGEST:
            yield made


def _named(words: str) -> str:
    """A name as it stands inside a sentence; "" for what is none."""
    words = words.strip()
    if words.lower().startswith("the "):
        return "the " + words[4:]
    return "" if words.partition(" ")[0].lower() in _NO_NAME else words


def _of_the_question(answer: Answer) -> Iterator[Candidate]:
    """The question itself for another year that is told of near the answer, and how its value moved."""
    question = answer.standalone_question
    if not re.fullmatch(r"(?:How|What|When|Who|Which)\b[^()?:;]*\?", question):
        return
    counted = _COUNTS.match(question)
    if counted and answer.status is Status.ANSWERED and not answer.history:
        yield Candidate(
            f"How has the number of {counted['noun']}{counted['place'] or ''} changed over time?", moved=True
        )
    years = _IN_YEAR.findall(question)
    if len(years) != 1:
        return
    near = " ".join(citation.quote for citation in (*answer.citations, *answer.nearest))
    told = sorted({year for year in re.findall(rf"\b{_YEAR}\b", near) if year != years[0]}, reverse=True)
    for year in told[:3]:
        yield Candidate(_IN_YEAR.sub(f"in {year}", question), year=year)


def _mixed(candidates: list[Candidate]) -> list[Candidate]:
    """One of each form before a second one of any."""
    kinds: dict[str, int] = {}
    ranked = []
    for one in candidates:
        kind = " ".join(one.question.split()[:3])
        kinds[kind] = kinds.get(kind, 0) + 1
        ranked.append((kinds[kind], one))
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])]


def _shared(names: set[str], text: str) -> int:
    return sum(name in text for name in names)
