"""Whether every name of a sentence stands in its quotes, joined and in the part that it has there (pure)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.numerals import with_digits
from bot.proof.alike import peoples
from bot.proof.basis import Basis
from bot.proof.rows import is_respective
from bot.proof.wording import PLAIN
from bot.synonyms import synonyms
from ingest.keywords import terms
from ingest.values import ValueKind, normalised, values_in

_NAME = re.compile(r"(?:(?<!\w)\d+)?[A-Z][\w&'’-]*|\b[a-z]+[A-Z][\w-]*")
_TIMES = frozenset(
    "january february march april may june july august september october november december spring summer autumn winter "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve half third quarter "
    "two-thirds three-quarters".split()
)
_RUN = re.compile(r"[A-Z][\w&-]*(?:\s+[A-Z][\w&-]*)+")
_SPEAKER_FOLLOWS = re.compile(r"\s(?!that\b|it\b)(?:the\s|its\s|[a-z]+\s[a-z]+\s|[a-z]+\s)?[A-Z]")
# What may open a sentence and names nothing; what it denies, another rule weighs.
_OPENINGS = frozenset(
    "Never Without Nobody None Nothing Not No Neither Behind Beyond Alongside Unlike Once Estimates Rankings Figures "
    "Accounts Opinions Sources Apparently Industry Utilisation Growth Average Mean Total Overall Slower Faster Higher "
    "Lower Fewer Certain Ever Employment Annual Demand Funding Despite Nearly Almost Roughly Approximately "
    "Around Mostly Newly Billed Broken Even Recently Originally Initially Formerly Previously Officially Currently "
    "Anyone Everyone Somebody Anybody Children Adults Weaker Stronger Dearer Cheaper Single Individual "
    "Separate Additional Further Existing Various Jointly "
    "Whether Whatever Whichever Whoever Wherever Whenever However "
    "Though Although While Whereas Spun Seen Viewed Measured Early Late Temporary Interim Permanent".split()
)
_FORMS_OF_ADDRESS = frozenset("Mr Mrs Ms Miss Councillor Councillors MPs".split())
# A first word that is built like a common one, "Shareholders", "Slightly", "Delayed", and stands by itself.
_COMMON = re.compile(
    r"(?:[A-Z][a-z]*(?:[oe]rs|[ae]nts|ists|ians|ees|[ts]ions|ings|ies|ages|ships|outs)|[A-Z][a-z]{5,}ly|[A-Z][a-z]{4,}ed)"
    r"['’]?\s(?![A-Z])"
)
_SHORTEST_PEOPLE = 4
_OF_A_LAND = ("n", "an", "ian", "ese", "i")
_BEFORE_DIGITS = re.compile(r"(?:Number|No)\.?\s\d")  # "Number 10" is 10
_GIVES = re.compile(
    r"\b(?:g[ai]ve[ns]?|award(?:s|ed)|grant(?:s|ed)|nam(?:es|ed)|ma[kd]es?|call(?:s|ed)|hand(?:s|ed))\s$"
)
_BASED = re.compile(r"-(?:based|wide)$")
_POSTPOSED = frozenset(("said", "says", "reports", "reported"))
_DETERMINERS = frozenset("The A An This That These Its Their In At By From For With Of Under On As".split())
_IN_A_PLACE = re.compile(
    r"\b(?:in|across|throughout|within)\s(?:the\s)?([A-Z][A-Za-z]+(?:\s[A-Z][a-z]+)*)(?!\w| and [A-Z])"
)
_BODY_SAID = re.compile(
    r"\b(?:the (?:company|firm|group|fund|council|developer|release|report)|it|they)\s(?:had\s|has\s)?$", re.I
)
# "Is called Rentschler ATMP Ltd", and any company with its form.
_CALLED = re.compile(
    r"\b(?:called|named|known as|under the name(?: of)?)\s(?:the\s)?(?P<called>[A-Z][\w&'’-]*(?:\s[A-Z][\w&'’-]*)+)"
    r"|(?P<company>(?:[A-Z][\w&'’-]*\s)+(?:Ltd|Limited|Inc|plc|PLC|GmbH|LLC|AG|NV))\b"
)
_TOWN = re.compile(
    r"\b[Tt]own of (?P<of>[A-Z][a-z]+)\b|\b(?!The |This |A )(?P<before>[A-Z][a-z]+) town\b(?! centre| council| hall)"
)
_TOWNS = r"\b(?:town|borough|new town|council)\b"
_IN_IT = r"(?:campus|site|cluster|science park|catalyst)"
_PART = (
    r"(?:(?:North|South|East|West|Central|Northern|Southern|Eastern|Western)(?:-(?:East|West)(?:ern)?)?|"
    r"Greater|Upper|Lower)"
)
_OFFICE = (
    r"(?:Secretary|Minister|Director|Chair|Chairman|Chairwoman|Chancellor|President|Professor|Manager|Officer|Executive|"
    r"Mayor|Leader|Principal)"
)
_REPORTED = re.compile(r"\b([A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*)*) report(?:s|ed)\b")
_SAYS = (
    r"said|says|told|adds|added|stated|states|announced|commented|puts|put|counts|counted|estimates|estimated|reckons|"
    r"reckoned|claims|claimed|argued|explained|wrote|writes|confirms|confirmed|admits|admitted|blames|blamed"
)


def name_fault(words: str, basis: Basis) -> str | None:
    """The first name that is not proven, in a phrase; None when all are."""
    spelled_out = basis.spelled_out(words)
    amounts = [value for value in values_in(words) if value.kind in (ValueKind.AMOUNT, ValueKind.DATE)]
    opening_fault = None
    for match in _NAME.finditer(words):
        if any(value.start <= match.start() < value.end for value in amounts):
            continue
        name = re.sub(r"['’]s?$", "", match.group())
        opens = match.start() == 0 or words[match.start() - 2 : match.start()] in (": ", "“")
        # "Construction of ...": what opens a sentence and is gone on about so is no name.
        is_noun = opens and re.match(r"\s(?:of|on|for|at|in|to|by|with|from)\s", words[match.end() :])
        opening = name.partition("-")[0] if opens else name  # "Early-stage trials ..."
        is_plain = (
            name in spelled_out | _FORMS_OF_ADDRESS
            or opening in _OPENINGS
            or _BEFORE_DIGITS.match(words, match.start())
        )
        if is_noun or is_plain or _is_known(name, opens, basis):
            continue
        if match.start() == 0 and _COMMON.match(words):
            opening_fault = f"a first word that is not in the quotes: {name}"
        else:
            return f"a name that is not in the quotes: {name}"
    rules = (
        _called_fault,
        _place_fault,
        _elsewhere_fault,
        _joined_fault,
        _qualified_fault,
        _role_fault,
        _speaker_fault,
    )
    return next((fault for rule in rules if (fault := rule(words, basis))), opening_fault)


def _is_known(name: str, opens: bool, basis: Basis) -> bool:
    if name in basis.words or name.lower() in _TIMES or _BASED.sub("", name) in basis.words:
        return True
    short = name.removesuffix("s")
    if len(short) > 1 and short.isupper() and (short in basis.initials | basis.words or f"{short}s" in basis.words):
        return True
    if re.search(r"\d", name):  # a road or a code: another digit names another
        written = {word.casefold() for word in basis.words}
        parts = re.split(r"[-’']", name.casefold())
        return name.casefold() in written or f"{name}s".casefold() in written or written.issuperset(parts)
    if len(name) > _SHORTEST_PEOPLE and any(
        name.removesuffix(end) in basis.words - {name} or f"{name}{end}" in basis.words for end in _OF_A_LAND
    ):
        return True  # "Asian" is of Asia, and "Taiwan" of whom is Taiwanese
    stems = [stem for part in re.split(r"[-’']", name) for stem in terms(part)]
    if opens and len(name) > 2 and any(word.lower().startswith(name.lower()) for word in basis.words):
        return True
    # The first word of a sentence may have its capital from there.
    if opens and (
        not stems or all(stem in PLAIN or synonyms(stem) for stem in stems) or name[-3:] == "ing" or _is_number(name)
    ):
        return True
    # "Ascendis" is not "Ascend", however near: what opens a sentence alone may be no name.
    return not stems or all(basis.holds(stem, kin=opens) or bool(peoples(stem) & basis.stems) for stem in stems)


def _is_number(word: str) -> bool:
    return with_digits(word) != word or bool(set(re.split("-", word.lower())) & _NUMBERS)


def _joined_fault(words: str, basis: Basis) -> str | None:
    """Two names that the quotes have, put together to a third that they have not."""
    said = f"{basis.text}\n{basis.cards}"
    for found in _RUN.finditer(words):
        run = found.group()
        for one, other in pairwise(part for part in run.split() if part not in _DETERMINERS):
            if any(re.fullmatch(r"[A-Z]{3}|UK|US|EU|MP|Dr|Sir|Professor|Prof", part) for part in (one, other)):
                continue
            if one.lower() in _TIMES:
                continue  # "in January Ames announced"
            if words.startswith(one) and set(terms(one)) <= PLAIN:
                continue  # "New ATMP trials": it has its capital from where it stands
            only_names = all(
                re.search(rf"\b{re.escape(w.lower())}\b", said) is None and w in basis.words for w in (one, other)
            )
            together = (
                rf"\b{re.escape(one)}['’s]*(?:\s+(?:[A-Z]\.?|[A-Z]\w+|\([A-Z]+\)|of|and|the|for)){{0,4}},?"
                rf"\s+\(?{re.escape(other)}\b"
            )
            is_told = re.search(together, said) or _is_titled(one, other, said)
            if only_names and not is_told and not _is_given(found, other, said):
                return f"a name put together of two: {one} {other}"
    return None


def _is_given(run: re.Match[str], first: str, text: str) -> bool:
    """Whether a run of names is whom something is given and what, "gave Ashwick High Growth status", both told."""
    whom, _, rest = run.group().partition(f" {first}")
    return _GIVES.search(run.string, 0, run.start()) is not None and whom in text and f"{first}{rest}" in text


def _is_titled(office: str, name: str, text: str) -> bool:
    """Whether an office before a name stands behind it in a text: "Ann Lee MP, the Trade and Industry Minister"."""
    behind = rf"\b{re.escape(name)}(?:\s[A-Z][\w'’-]*){{0,3}},\s(?:the\s)?(?:[\w&'’-]+\s){{0,5}}{re.escape(office)}\b"
    return re.fullmatch(_OFFICE, office) is not None and re.search(behind, text) is not None


def _called_fault(words: str, basis: Basis) -> str | None:
    """A name that is given as one, or that a company goes by, and does not stand so in the quotes."""
    said = f"{basis.text}\n{basis.cards}"
    for found in _CALLED.finditer(words):
        name = (found["called"] or found["company"]).removesuffix("'s")
        if name not in said:
            return f"a name that is not in the quotes: {name}"
    return None


def _place_fault(words: str, basis: Basis) -> str | None:
    """What is told of a campus or a cluster, said of the town that it is in."""
    for found in _TOWN.finditer(words):
        name = found["of"] or found["before"]
        if not re.search(_TOWNS, basis.text, re.IGNORECASE) and re.search(rf"\b{name}\s{_IN_IT}\b", basis.text):
            return f"another place: {found.group()}"
    return None


def _elsewhere_fault(words: str, basis: Basis) -> str | None:
    """A place that only the title names, for that which the quotes are of: "the Golden Triangle" for "Cambridge"."""
    told = _IN_A_PLACE.findall(basis.text)
    for place in _IN_A_PLACE.findall(words) if told else ():
        is_of_the_title = not any(word in basis.text for word in place.split()) and all(
            word in basis.cards for word in place.split()
        )
        if is_of_the_title and not all(other in words for other in told):
            return f"another place: {place}"
    return None


def _qualified_fault(words: str, basis: Basis) -> str | None:
    """A part of the world told as the whole of it: "Asia" for "South-East Asia"."""
    for match in re.finditer(r"[A-Z][a-z]+", words):
        name = match.group()
        parts = re.findall(rf"({_PART})\s{name}\b", basis.text)
        whole = len(re.findall(rf"\b{name}\b", basis.text)) > len(parts)
        if parts and not whole and not re.search(rf"{_PART}\s$", words[: match.start()]):
            return f"a part told as the whole: {name}"
    return None


def _role_fault(words: str, basis: Basis) -> str | None:
    """One person's office given to another."""
    if is_respective(words):  # another rule reads whose each is
        return None
    own, theirs = dict(_offices(words)), dict(_offices(basis.text))
    for office, name in own.items():
        if office in theirs and name != theirs[office] and name in theirs.values():
            return f"another's office: {name}"
    return None


def _offices(text: str) -> Iterator[tuple[str, str]]:
    for match in re.finditer(
        rf"((?:[A-Z]\w+ )*{_OFFICE}),? (?:is |was )?([A-Z]\w+ [A-Z]\w+)|([A-Z]\w+ [A-Z]\w+), (?:the )?((?:[A-Z]\w+ "
        rf")*{_OFFICE})\b",
        text,
    ):
        yield (match[1], match[2]) if match[1] else (match[4], match[3])


def _names(text: str) -> list[str]:
    found = [re.sub(r"['’]s?$", "", match.group()) for match in _NAME.finditer(text)]
    return [name for name in found if name.lower() not in _TIMES and len(name) > 1 and terms(name)]


def _speaker_fault(words: str, basis: Basis) -> str | None:
    """What one says, put into another's mouth; a publisher may be said to say what it published."""
    # Who goes by a short form of a name that the quotes have is one of theirs.
    own = {name for name in _speakers(words) if name not in basis.initials}
    if not own:
        return None
    values = {normalised(value) for value in values_in(words) if value.kind is not ValueKind.DATE}
    holding = [told for told in basis.told if values & set(map(normalised, told.statement.values))] or basis.told
    quoted = [set(_speakers(told.statement.text)) for told in holding]
    publishers = {
        word for one in basis.citations for word in _names(f"{one.source.publisher or ''} {one.source.title}")
    }
    reporters = {name for told in holding for found in _REPORTED.findall(told.statement.text) for name in _names(found)}
    if own <= publishers | reporters or any(own & speakers for speakers in quoted):
        return None
    is_by_name = re.search(r"\b[Aa]ccording to\b", words) and not re.search(
        rf"\b(?:[Ss]?[Hh]e|[Tt]hey) (?:{_SAYS})\b", basis.text
    )
    if any(not speakers for speakers in quoted) and not is_by_name:
        return None
    return "said by somebody else"


def _speakers(text: str) -> Iterator[str]:
    for match in re.finditer(
        rf"(?<!\bis )(?<!\bwas )(?<!\bwere )(?<!\bare )(?<!\bbe )(?<!\bbeen )\b(?:{_SAYS})\b"
        r"(?! (?:of|for|vary|differ|range|in|into|up|forward|towards)\b)",
        text,
    ):
        ends = text[: match.start()].rstrip().endswith(",")
        is_after = ends and match.group() in _POSTPOSED and _SPEAKER_FOLLOWS.match(text, match.end())
        if _BODY_SAID.search(text, 0, match.start()):
            continue  # "the company said": of no name
        before = [] if is_after else _names(text[: match.start()])
        yield from before or _names(text[match.end() :])[:3]
    for match in re.finditer(
        r"\b[Aa]ccording to (?:[a-z-]+ ){0,3}([A-Z][\w&'’-]*(?: (?:of |and |the )?[A-Z][\w&'’-]*)*)", text
    ):
        yield from _names(match[1])
