"""What has been named before, "the building", "the job" or "the takeover", said in full in the next question (pure)."""

import re

from bot.full_names import is_a_thing, with_nouns
from bot.lexicon import Lexicon
from bot.referent import names_before
from bot.resolved import Resolved

_THE_THING = re.compile(
    r"\bthe (?:new |whole |entire )?(?P<kind>building|house|centre|plant|factory|campus|hub|facility|place)\b"
    r"(?!['’ -]*(?:[A-Z]|(?:of|in|on|at|for|that|which|where)\b))",
)
# What else one may call a thing by.
_KINDS = {
    "building": "building|house|centre|plant|factory",
    "facility": "facility|plant|factory|centre|building",
    "place": "building|house|centre|plant|factory|campus|hub",
    "plant": "plant|factory",
    "factory": "factory|plant",
}
_THE_DEAL = re.compile(r"\bthe (?:takeover|acquisition|purchase|buyout)\b(?! (?:of|by|for|between|with|price)\b)")
_THE_JOB = re.compile(r"\bthe (?:job|role|post|position)\b(?! (?:of|at|as|for)\b)")
_AN_OFFICE = re.compile(
    r"\b(?:chief [a-z]+(?: officer)?|chair(?:man|woman|person)?|director|president|manager|head) of (?:the )?"
    r"[A-Z][\w&'’-]*(?: (?:(?:and|of|for) )?[A-Z][\w&'’-]*)*"
)
_THE_ROUND = re.compile(
    # "The round" alone is the one that has just been told of, whoever raised it.
    r"\bthe (?P<round>(?:(?:19|20)\d\d )(?:series [a-e] |seed |funding )?(?:round|IPO|float|flotation|listing))\b"
    r"(?! (?:of|by|for|in|on)\b)",
    re.IGNORECASE,
)
_THE_FLOAT = re.compile(r"(?<!\bin )\bthe (?P<round>IPO|float|flotation|listing)(?= itself\b)", re.IGNORECASE)
_OF_A_ROUND = re.compile(
    r"\b(?:rais(?:e|es|ed|ing)|round|series [a-e]|IPO|float(?:ed)?|list(?:ed|ing))\b", re.IGNORECASE
)
# "Which architect did the refurbishment?" of the one building that was spoken of.
_THE_WORK = re.compile(
    r"\bthe (?:refurbishment|refit|fit-out|conversion|renovation|redevelopment|extension)(?=\W*$)", re.IGNORECASE
)
_THE_DRUG = re.compile(
    r"\b(?:that|this|the) (?P<kind>drug|therapy|treatment|medicine|vaccine|product)\b(?! (?:of|for|that|which)\b)"
)
# "The Hertfordshire one", after the Hertfordshire LEP.
_THE_NAMED_ONE = re.compile(r"\bthe (?P<which>[A-Z][\w-]+) one\b")
_FOR_WHOM = (
    r"\b(?:pay|paid|pays|paying|offer|offered|offers|bid|price)\b[^?.;]*?\bfor "
    r"(?:the rest of |all of |the remainder of )?(?:the )?"
    r"|\b(?:tak(?:es?|ing)|took) (?=[A-Z][\w-]* private)"
    r"|\b(?:buys?|bought|buying|acquires?|acquired|(?:take ?over|purchase|acquisition) of) (?:the )?"
)


def named_in_full(question: str, before: Resolved, lexicon: Lexicon) -> str:
    """The question, of the one building, office or takeover spoken of; itself where none was, or it names one."""
    if any(map(is_a_thing, with_nouns(question, lexicon))):
        return question
    if (deal := _THE_DEAL.search(question)) and (bought := _bought(before, lexicon)):
        return f"{question[: deal.end()]} of {bought}{question[deal.end() :]}"
    if (found := _THE_ROUND.search(question) or _THE_FLOAT.search(question)) and (
        whose := _raiser(question, before, lexicon)
    ):
        return f"{question[: found.start()]}{whose}'s {found['round']}{question[found.end() :]}"
    if (job := _THE_JOB.search(question)) and (office := _AN_OFFICE.search(before.text)):
        return f"{question[: job.end()]} of {office.group()}{question[job.end() :]}"
    if (one := _THE_NAMED_ONE.search(question)) and (whole := _whole_name(one["which"], before, lexicon)):
        return question[: one.start()] + f"the {whole}" + question[one.end() :]
    if (work := _THE_WORK.search(question)) and (name := _only(_things_before(before, lexicon))):
        return f"{question[: work.end()]} of {name}{question[work.end() :]}"
    if (drug := _THE_DRUG.search(question)) and (owned := _owned(drug["kind"], before.main)):
        return question[: drug.start()] + owned + question[drug.end() :]
    if (thing := _THE_THING.search(question)) and (name := _thing_of_the_kind(thing["kind"], before, lexicon)):
        return question[: thing.start()] + name + question[thing.end() :]
    return question


def _raiser(question: str, before: Resolved, lexicon: Lexicon) -> str:
    """Who raised the money that is spoken of; empty where the question names somebody, or the talk several or none."""
    if lexicon.phrases(question) or not _OF_A_ROUND.search(before.text):
        return ""
    return _only(names_before(before, lexicon))


def _whole_name(first: str, before: Resolved, lexicon: Lexicon) -> str:
    """The one longer name that begins with a word, of those that were spoken of; empty for none or several."""
    names = [name.removeprefix("the ") for name in with_nouns(before.text, lexicon)]
    return _only([name for name in names if name.startswith(f"{first} ")])


def _owned(kind: str, told: str) -> str:
    """Whose it is, where that has been said: "ReViral's drug"; else empty."""
    found = re.search(rf"\b[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*)*['’]s (?:[a-z-]+ ){{0,3}}?{kind}\b", told)
    return found.group() if found else ""


def _thing_of_the_kind(kind: str, before: Resolved, lexicon: Lexicon) -> str:
    """The one thing of a kind that the question before named, or what that leant on; empty for none or several."""
    kinds = rf"\b(?:{_KINDS.get(kind, kind)})\b"
    named = [*names_before(before, lexicon), *([before.it] if before.it else [])]
    return _only([name for name in named if re.search(kinds, name, re.IGNORECASE)])


def _things_before(before: Resolved, lexicon: Lexicon) -> list[str]:
    """The buildings and schemes that the question before named, or what that leant on."""
    return [name for name in names_before(before, lexicon) if is_a_thing(name)]


def _bought(before: Resolved, lexicon: Lexicon) -> str:
    """Who is bought in the question before or in what that leans on; empty where nobody or more than one is."""
    names = lexicon.phrases(before.text)
    return _only(
        [name for name in names if re.search(rf"(?:{_FOR_WHOM}){re.escape(name)}", before.text, re.IGNORECASE)]
    )


def _only(names: list[str]) -> str:
    """The one name, however often it is there; empty for none or several."""
    different = list(dict.fromkeys(names))
    return different[0] if len(different) == 1 else ""
