"""Whether a sentence tells as done what its quotes only plan: "brought" for "would bring" (pure).

Sharper than ``bot.proof.plans`` and narrower: there any word of a plan near by excuses a sentence, "the plan brought
5,000 jobs"; here the verb itself is looked at, whether its form is that of a deed.
"""

import re
from collections.abc import Iterator

from bot.proof.alike import alike
from bot.proof.basis import Basis
from bot.proof.predicates import Word, predicates
from bot.proof.rows import FIGURE
from ingest.keywords import terms
from ingest.values.statements import statement_of

AS_DONE = "a plan told as done"


def _not_after(*words: list[str]) -> str:
    return "".join(rf"(?<!\b{word}\s)" for row in words for word in row)


# No light verbs: approval is "given" and a plan "made" public, whatever else is to be given or made.
_PARTICIPLES = (
    r"[a-z]+ed|brought|built|bought|paid|led|sold|held|found|won|lost|left|put|cut|spent|kept|sent|shut|"
    r"begun|chosen|drawn|withdrawn|shown|become|run"
)
_AFTER_AUXILIARY = re.compile(
    _not_after("to will would could may might should shall".split(), ["when it", "once it"])
    + r"\b(?:has|have|had|was|were|is|are|has been|have been|had been)\s"
    + rf"(?:also\s|now\s|since\s|already\s|then\s|[a-z]+ly\s)?(?P<verb>{_PARTICIPLES})\b(?! at\b)"
)
_PAST = re.compile(r"\b(?P<verb>became(?! known)|began|went|came|drew|withdrew|chose|ran)\b")
# Forms that may also be participles, "the jobs created there": deeds where no other verb of their clause is one.
_PAST_OR_PARTICIPLE = re.compile(
    r"(?<=[\w’')] )"
    + _not_after("the a an planned to".split(), ["of it", "of them"])
    + r"(?P<verb>(?!skilled)[a-z]{2,}ed|brought|built|bought|paid|led|sold|held|won|lost|left|"
    + r"put(?!\s(?:the\s[\w\s]{1,60}?|it|them)\sat\b)|cut|cost|"
    + r"spent|kept|sent|shut)\b"
    + r"(?!\s(?:by|in|at|on|for|as|from|under|since|with)\b)"
)
# "Houses 200 people", told of what is to house them.
_PRESENT = re.compile(
    r"\b(?P<verb>(?!plans|expects|hopes|aims|foresees|puts|pays|gets|gives|says|names|states|lists|counts|reports)[a-z]{3,}s)\s"
    r"(?:up to |over |about |around |almost |nearly |more than |at least |some |as many as |as much as )?"
    r"(?:EUR |SEK )?[£$€\d]"
)
_JOINS = re.compile(r"[,;:]\s|\b(?:that|which|who|and|but|while|whereas|where)\b")
_OTHER_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|shall|should|must|do|does|did|not|"
    r"says?|said|reports?|reported|tells?|told|puts|gives|gave|foresees?|foresaw|expects?|hopes?|plans(?=\sto)|aims?|"
    r"intends?|wants?|names?|lists?|describes?|counts?)\b"
)
_PLANS = re.compile(
    r"(?:plann|expect|hop|intend|schedul|forecast|propos|announc|report|describ|estimat|project|envisag|anticipat|"
    r"approv|promis|pledg|agre|target|ask|suppos|consider|prepar|earmark|pencill|slat|aim|seek|want|need)"
)


def fulfilled_fault(words: str, basis: Basis) -> str | None:
    """The first verb of a deed that the quotes only plan, in a phrase; None when there is none."""
    theirs = [word for told in basis.told for word in predicates(told.statement.text)]
    wrong = (
        verb for verb in deeds(words) if _is_planned(verb, theirs) and not _has_figures_of_deeds(verb, words, basis)
    )
    return next((f"{AS_DONE}: {verb}" for verb in wrong), None)


def _has_figures_of_deeds(verb: str, words: str, basis: Basis) -> bool:
    """Whether all figures of a verb's clause stand in quotes that plan nothing: "provided 1,500 jobs and is to ..."."""
    clause = next((part for part in _JOINS.split(words) if verb in part), "")
    plain = (told.statement.text for told in basis.told)
    done = {figure for text in plain if not any(one.planned for one in predicates(text)) for figure in _figures(text)}
    return bool(_figures(clause)) and _figures(clause) <= done


def _figures(text: str) -> set[str]:
    """The figures of a text that are no part of a date."""
    dates = statement_of(text).dates
    return {
        found.group().strip(",.")
        for found in FIGURE.finditer(text)
        if not any(date.start <= found.start() < date.end for date in dates)
    }


def are_all_done(words: str, basis: Basis) -> bool:
    """Whether what a sentence tells as done, if anything, the quotes tell as done too."""
    theirs = [word for told in basis.told for word in predicates(told.statement.text)]
    return all(any(not word.planned for word in _same(verb, theirs)) for verb in deeds(words))


def _is_planned(verb: str, theirs: list[Word]) -> bool:
    """Whether the quotes have the verb, or such as may stand for it, and tell it as a plan wherever they do."""
    same = _same(verb, theirs)
    return bool(same) and all(word.planned for word in same)


def _same(verb: str, theirs: list[Word]) -> list[Word]:
    may_stand = frozenset().union(*(alike(word.stem) for word in predicates(verb)))
    return [word for word in theirs if word.stem in may_stand]


def deeds(words: str) -> Iterator[str]:
    """The verbs of a sentence that are told as done."""
    for pattern in (_AFTER_AUXILIARY, _PAST, _PRESENT):
        yield from (found["verb"] for found in pattern.finditer(words) if not _PLANS.match(found["verb"]))
    for clause in _JOINS.split(words):
        found = _PAST_OR_PARTICIPLE.search(clause)
        if (
            found
            and terms(clause[: found.start()])
            and not _OTHER_VERB.search(clause)
            and not _PLANS.match(found["verb"])
        ):
            yield found["verb"]
