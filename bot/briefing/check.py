"""The text of a briefing, held against the documents again: every quote, every card, and all the rest."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs

from bot.briefing.blocks import FINGERPRINT, compact, fingerprint, reference
from bot.briefing.letters import written
from bot.permalink import PATH, Fate, Found, Link, parse

_PROOF = re.compile(rf"{re.escape(PATH)}\?(document=[^&]*&version=[^&]*&quote=\d+-\d+)")
_NUMBER = re.compile(r"\[\d+\](?=“)")


@dataclass(frozen=True, slots=True)
class Checked:
    """How many quotes a briefing has; what of it is not as it was, a sentence each; what has come of its documents."""

    quotes: int
    faults: tuple[str, ...]
    since: tuple[str, ...]


def check(text: str, look_up: Callable[[Link], Found | None]) -> Checked:
    """Compare the text of a briefing with the documents as they were when it was made, and with its fingerprint."""
    said, mark, rest = compact(text).rpartition(compact(FINGERPRINT))
    if not mark:
        return Checked(0, ("It has no fingerprint at its end: it is no briefing, or is cut off.",), ())
    faults, since, start = [], [], 0
    proofs = list(_PROOF.finditer(said))
    for proof in proofs:
        before = said[start : proof.start()]
        start = proof.end()
        name = ([match.group() for match in _NUMBER.finditer(before)] or ["A quote"])[-1]
        found = _found(proof[1], look_up)
        fault = _fault(before, found)
        if fault:
            faults.append(f"{name}: {fault}")
        elif found and found.fate is not Fate.CURRENT:
            since.append(f"{name}: {found.said}")
    if rest != fingerprint(said):
        faults.append("The text is not as it was made: something in it, a quote or what is round it, has changed.")
    return Checked(len(proofs), tuple(faults), tuple(since))


def _found(proof: str, look_up: Callable[[Link], Found | None]) -> Found | None:
    link = parse({name: values[0] for name, values in parse_qs(proof, errors="replace").items()})
    return look_up(link) if link else None


def _fault(before: str, found: Found | None) -> str | None:
    """What is wrong with a quote; ``before`` is the text from the last proof to this one."""
    if found is None:
        return "its document is not here, nor is one of that name remembered."
    if found.citation is None:
        return f"it cannot be compared any more. {found.said}"
    quote = compact(f"“{written(found.citation.quote)}”")
    if quote not in before:
        return f"this is not what the document says. It says: “{written(found.citation.quote)}”"
    if compact(reference(found.citation)) not in before:
        return f"its title, publisher or date is not that of the document: {reference(found.citation)}"
    return None
