"""Whether a sentence says up and down, here and there, together and alone as its quotes do (pure)."""

import re
from itertools import pairwise

from bot.numerals import with_digits
from bot.proof.basis import Basis
from bot.traits import scopes_of
from ingest.keywords import terms
from ingest.values import Value, ValueKind, values_in
from ingest.values.statements import Statement

_UP = (
    r"(?:gr[eo]w(?:n|s|ing|th)?|increas\w*|r[io]se[ns]?|rising|climb\w*|expan\w*|gain\w*|up from|up by|doubl\w*|"
    r"tripl\w*|"
    r"surg\w*|jump\w*|higher|more than (?:doubl|tripl)\w*|advanc(?:ed?|ing) (?:to|from|by))"
)
_DOWN = (
    r"(?:decreas\w*|f[ae]ll(?:en|s|ing)?(?! (?:due|under|within|outside)\b)|declin\w*|drop(?:s|ped)?|"
    r"down from|down by|shr[aiu]nk\w*|lower|reduc\w*|"
    r"(?<!equal )halv\w*|slump\w*|cut)"
)
_TWO_SENSES = re.compile(r"drop|gain|ris|rose|cut|lower|advanc|climb|gr[eo]w", re.IGNORECASE)
_SOFTENS = re.compile(
    r"\b(?:close to|almost|nearly|virtually|practically|as good as|not quite|partly|partially|largely|mostly|mainly|"
    r"likely|possibly|"
    r"probably|perhaps|potentially|allegedly|reportedly)\s(?:the\s)?(?P<word>[a-z]+)",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\bin part\b|\b(?:part of|partial|near|likely|possible|probable|potential|alleged|reported)\s[a-z]", re.IGNORECASE
)
_RUN = re.compile(r"\b(?![A-Z]{3}\s\d)[A-Z][\w-]+(?:\s[A-Z][\w-]+)*")
_OPENS = re.compile(r"^(?:In|With|By|For|At|On|Of|The|From|To|As)\b\s?")
_TOGETHER = re.compile(r"\b(?:together(?! with)|jointly|combined|between them|in all|collectively)\b", re.IGNORECASE)
_FROM_SEVERAL = re.compile(r"\b(?:from|by) (?:\w+ ){1,2}\w+s: (?P<names>[A-Zt][^.;]*)")
_SEVERAL = re.compile(r"\b(?:among|one of|including|together|jointly|with|others?|and [A-Z]|part of|co-\w+)\b")
_PART_OF = re.compile(r"^(?!,? (?:and )?(?:each|every|both|all)\b)[^.;\d]{0,12}\bof (?:them|which|whom|these|those)\b")
_TO = re.compile(r"\bfrom\s(?P<one>[A-Z£$€]?[\w.,%-]+)\sto\s(?P<other>[A-Z£$€]?[\w.,%-]+)")
_FROM_TO = re.compile(
    r"\sfrom\s[^,;\d]*(\d[\d,]*(?:\.\d+)?)(?:\sin\s\d{4})?\sto\s[^,;\d]*(\d[\d,]*(?:\.\d+)?)(?=\s(?!million|billion)|[,.;]|$)"
)
# What is built: "four laboratories would rise in Stevenage".
_STANDS = re.compile(
    r"\b(?:building|laborator|tower|hall|campus|centre|factor|plant|block|home|flat|hous)\w*"
    r"(?:\swith\s[^,.;]{1,30})?\s(?:will|would|to)\srise$"
)
_SCORE = re.compile(r"\b(?P<one>\d+|[a-z]+)\s(?:votes\s)?to\s(?P<other>\d+|[a-z]+)\b")
_RATIO = re.compile(r"\b\d+[/:]\d+\b.{0,20}?\bbetween (?P<one>[A-Z]\w+)[\w\s]{0,20}? and (?P<other>[A-Z]\w+)")
_NOT_UP = re.compile(
    r"\b(?:did|does|do|has|have|had) not (?:gr[eo]wn?|increased?|ris(?:e|en)|expand(?:ed)?|climb(?:ed)?|gone? up)\b"
    r"(?! (?:as|more|by more|faster|any faster)\b)"
    r"|\bstayed (?:the same|flat|level|unchanged)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|no|never|without)\b|n['’]t\b", re.IGNORECASE)
_SHARED = re.compile(r"\b(?P<a>\d+)%?(?:[/:]| and )(?P<b>\d+)%? between (?P<one>[A-Z]\w+) and (?P<other>[A-Z]\w+)")
_PARTNERSHIP = re.compile(  # no county
    r"\b[A-Z]\w+['’]s (?:LEP|[Ll]ocal [Ee]nterprise [Pp]artnership)\b"
    r"|\bLEPs\b[^.;]{0,80}\bthe [A-Z]\w+ one\b"
    r"|\b(?:[Tt]he|[Aa]) (?:LEP|[Ll]ocal [Ee]nterprise [Pp]artnership) (?:for|of) [A-Z]\w+"
)
_SET_AGAINST = re.compile(r";|\b(?:while|whereas|but)\b")
_SHARE_OF_ALL = re.compile(
    r"(?:%|per\s?cent)[^.;]*\b(?:worldwide|global\w*|world)\b|\bshare of (?:all |the )?(?:global|world)\b[^.;]{0,40}%"
)
_WIDE = frozenset(("county", "UK", "Europe", "world"))


def sense_fault(words: str, basis: Basis) -> str | None:
    """The first thing that is turned round, in a phrase; None when nothing is."""
    return (
        _direction_fault(words, basis)
        or _not_up_fault(words, basis)
        or _scope_fault(words, basis)
        or _softened_fault(words, basis)
        or _together_fault(words, basis)
        or _part_fault(words)
        or _way_fault(words, basis)
        or _shared_fault(words, basis)
    )


def _direction_fault(words: str, basis: Basis) -> str | None:
    for way, told, name in (
        (_UP, rf"{_UP}|up|more|further|larger", "a rise"),
        (_DOWN, rf"{_DOWN}|down|fewer|less|smaller", "a fall"),
    ):
        own = next(
            (found for found in re.finditer(rf"\b(?:{way})\b", words, re.IGNORECASE) if _is_of_a_number(words, found)),
            None,
        )
        if own is None or re.search(rf"\b(?:{told})\b", basis.text, re.IGNORECASE):
            continue
        if not set(terms(own.group())) <= basis.stems and not _is_so(words, own.end(), upwards=way == _UP):
            other = _DOWN if way == _UP else _UP
            turned = re.search(rf"\b(?:{other})\b[^.;]*\d", basis.text, re.IGNORECASE)
            return f"{name} for its contrary" if turned else f"{name} that the quotes do not tell"
    return None


def _not_up_fault(words: str, basis: Basis) -> str | None:
    """ "Did not grow" where a quote tells of a rise of the same."""
    denied = _NOT_UP.search(words)
    subject = set(terms(words[: denied.start()].rpartition(",")[2])) if denied else set()
    for told in basis.told if subject else ():
        text = told.statement.text
        rise = re.search(rf"\b(?:{_UP})\b", text, re.IGNORECASE)
        if rise and subject <= set(terms(text[: rise.start()])) and not _DENIES.search(text[: rise.end()]):
            return "a rise told as none"
    return None


def _is_of_a_number(words: str, found: re.Match[str]) -> bool:
    """Whether a word for a rise or a fall tells of one, where it can mean something else: "a plan that was dropped"."""
    if not _TWO_SENSES.match(found.group()):
        return True
    if re.match(r"\sout\b", words[found.end() :]) or _STANDS.search(words[: found.end()]):  # "grew out of"
        return False
    return re.match(
        r"\s(?:\w+\s)?(?:to|from|by|below|above|in|of|its|their|the)\b", words[found.end() :]
    ) is not None and bool(re.search(r"\d", words[found.end() :]))


def _is_so(words: str, place: int, upwards: bool) -> bool:
    """Whether two values of a kind follow that go that way: "rose from 127 to 187"; another rule proves the values."""
    values = [value for value in values_in(words) if value.kind is not ValueKind.DATE]
    if re.match(r"\s(?:from|to)\b", words[place:]):
        values = [value for value in values if value.start >= place][:2]
        if len(values) > 1 and re.search(r"\bfrom\s$", words[: values[1].start]):
            values.reverse()  # "rose to 187 in 2024, from 127"
    pairs = [
        (a, b) for a, b in pairwise(values) if a.kind is b.kind and (a.kind is ValueKind.COUNT or a.unit == b.unit)
    ]
    if pairs:
        return all((a.value < b.value) is upwards for a, b in pairs)
    found = _FROM_TO.match(with_digits(words[place:], above=0))
    ends = [float(end.replace(",", "")) for end in found.groups()] if found else []
    return bool(ends) and (ends[0] < ends[1]) is upwards


def _scope_fault(words: str, basis: Basis) -> str | None:
    own = scopes_of(_PARTNERSHIP.sub(" LEP", words)) & _WIDE
    beyond = own - scopes_of(f"{basis.text}\n{basis.cards}")
    if beyond:
        return f"a place that is not in the quotes: {min(beyond)}"
    # "The UK had 84, the most of any European country" told as "Europe had 84".
    sides = [
        (_side_of(told.statement.text, value), told.statement.text)
        for told in basis.told
        for value in told.statement.values
        if value.kind is not ValueKind.DATE and _is_said(value, words)
    ]
    holding = [scopes_of(side) for side, _ in sides]
    if _SHARE_OF_ALL.search(words) and _is_share_of_all(basis):
        return None
    is_wider = own and "UK" not in own and holding and all("UK" in scopes for scopes in holding)
    # "The count fell by 3%, whereas the world total fell by 10%" told as "the world total fell by 3%".
    is_set_against = own and sides and all(own <= scopes_of(text) - scopes_of(side) for side, text in sides)
    return (
        f"a wider place than the quotes': {min(own)}"
        if (is_wider or is_set_against) and own & {"Europe", "world"}
        else None
    )


def _side_of(text: str, value: Value) -> str:
    """What a text that sets two things against each other tells of the one that has a value."""
    cuts = [0, *(match.start() for match in _SET_AGAINST.finditer(text)), len(text)]
    return next(text[start:end] for start, end in pairwise(cuts) if start <= value.bare_start < end)


def _is_share_of_all(basis: Basis) -> bool:
    """Whether a quote tells of a part of the world's: "the UK hosted 9% of all global trials"."""
    return _SHARE_OF_ALL.search(basis.text) is not None


def _softened_fault(words: str, basis: Basis) -> str | None:
    """ "Close to full" told as "full"."""
    bare = _SOFTENS.sub(" ", basis.text)
    for match in _SOFTENS.finditer(basis.text):
        stems = terms(match["word"])
        said = set(terms(words)) - {stem for own in _SOFTENS.finditer(words) for stem in terms(own["word"])}
        is_soft = _SOFTENS.search(words) or _SOFT.search(words)
        if stems and set(stems) <= said and not set(stems) <= set(terms(bare)) and not is_soft:
            return f"told without its bound: {match.group()}"
    return None


def _together_fault(words: str, basis: Basis) -> str | None:
    """What several have together, told of one of them."""
    for told in basis.told:
        text = told.statement.text
        if fault := _of_several_fault(words, told.statement):
            return fault
        if not (found := _TOGETHER.search(text)) or _TOGETHER.search(words):
            continue
        names = {_OPENS.sub("", run) for run in _RUN.findall(text[: found.start()].split(";")[-1])} - {""}
        named = {name for name in names if any(re.search(rf"\b{re.escape(one)}\b", words) for one in name.split())}
        shared = [
            value for value in told.statement.values if value.kind is not ValueKind.DATE and _is_said(value, words)
        ]
        if shared and re.search(r"\b[Oo]ne of\b", words):
            return "what several have together told of one"
        if "," in text[: found.start()] and len(names) > 1 and len(named) == 1 and shared:
            return f"what several have together told of one: {min(named)}"
    return None


def _of_several_fault(words: str, told: Statement) -> str | None:
    """ "Ames gave the £38m" where it comes "from five founders: Ames, Kestrel, ..."."""
    listed = _FROM_SEVERAL.search(told.text)
    if listed is None or _SEVERAL.search(words):
        return None
    names = set(_RUN.findall(listed["names"]))
    named = {name for name in names if re.search(rf"\b{re.escape(name)}\b", words)}
    given = any(_is_said(value, words) for value in told.values if value.kind is ValueKind.AMOUNT)
    return f"what several gave told of one: {min(named)}" if given and len(names) > 1 and len(named) == 1 else None


def _is_said(value: Value, words: str) -> bool:
    return any(value.kind is own.kind and value.value == own.value for own in values_in(words))


def _part_fault(words: str) -> str | None:
    """A part that is more than its whole: "13 companies, 45 of them in ..."."""
    counts = [value for value in values_in(words) if value.kind is ValueKind.COUNT]
    for place, part in enumerate(counts[1:], start=1):
        # "Over 3,000 jobs, against 500 in 2012, 1,700 of them in ...": each that came before may be the whole.
        is_more = all(part.value > whole.value for whole in counts[:place])
        if is_more and _PART_OF.match(words[part.end :]):
            return f"a part that is more than its whole: {words[part.start : part.end]}"
    return None


def _way_fault(words: str, basis: Basis) -> str | None:
    """From one to another, or shared between one and another, the other way round."""
    for pattern in (_TO, _RATIO, _SCORE):
        told = {(match["one"].lower(), match["other"].rstrip(".,").lower()) for match in pattern.finditer(basis.text)}
        for match in pattern.finditer(words):
            one, other = match["one"].lower(), match["other"].rstrip(".,").lower()
            if one == other or (pattern is _SCORE and with_digits(one, above=0) == one and not one[0].isdigit()):
                continue
            if (other, one) in told and (one, other) not in told:
                return f"the other way round: {match.group()}"
    return None


def _shared_fault(words: str, basis: Basis) -> str | None:
    """Of two that share something "75/25" the one with the share of the other."""
    for found in _SHARED.finditer(basis.text):
        if found["a"] == found["b"]:
            continue
        for name, share in ((found["one"], found["b"]), (found["other"], found["a"])):
            # The first number after a name alone, in its clause, and the first name that one goes "to".
            if re.search(rf"(?<!\band ){re.escape(name)}\b(?:(?! and\b)[^A-Z\d.,;])*\b{share}\b", words) or re.search(
                rf"\b{share}\b[^A-Z\d.,;]*\bto (?:the )?{re.escape(name)}\b(?! and\b)", words
            ):
                return f"the share of the other: {name}"
    return None
