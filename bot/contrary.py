"""A question that takes for granted the contrary of what happened -> the question whether that did (pure).

"Why did the committee turn down the plan?" has no answer where it approved it, and who asks should be told so.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Deeds:
    """Deeds that come to the same, the first of them to be asked for; ``told`` finds how else they are said."""

    bases: tuple[str, ...]
    participles: tuple[str, ...]
    told: str


def _deeds(forms: str, told: str) -> _Deeds:
    bases, participles = zip(*(pair.split("/") for pair in forms.split("; ")), strict=True)
    return _Deeds(bases, participles, told)


# Of each pair only one can have been done to the same thing.
_CONTRARIES = (
    (
        _deeds(
            "approve/approved; back/backed; grant/granted; authorise/authorised; clear/cleared; accept/accepted",
            r"approv|back(?:ed|s|ing)\b|grant|authoris|\bclear|accept|green light|permission",
        ),
        _deeds(
            "reject/rejected; refuse/refused; block/blocked; deny/denied; veto/vetoed; dismiss/dismissed; "
            "decline/declined; turn down/turned down; throw out/thrown out",
            r"reject|refus|block|den(?:y|ied)|veto|turned down",
        ),
    ),
    (
        _deeds("launch/launched; market/marketed; commercialise/commercialised", r"launch|market|commercialis"),
        _deeds(
            "stop/stopped; discontinue/discontinued; abandon/abandoned; halt/halted",
            r"\bstop|discontinu|abandon|halt|futil",
        ),
    ),
    (
        _deeds("win/won; secure/secured; gain/gained", r"\bw[io]n|award|secur|gain"),
        _deeds("lose/lost; miss/missed", r"\blos[est]|miss|unsuccessful"),
    ),
    (
        _deeds("rise/risen; grow/grown; increase/increased; climb/climbed", r"\bris|rose|gr[eo]w|increas|climb|\bup\b"),
        _deeds(
            "fall/fallen; drop/dropped; shrink/shrunk; decrease/decreased",
            r"\bf[ae]ll|drop|shr[iau]nk|decreas|\bdown\b",
        ),
    ),
    (_deeds("succeed/succeeded", r"succe"), _deeds("fail/failed", r"fail|futil")),
)
_ASKS = re.compile(
    r"^\W*(?:why|when|how(?: come)?|where|(?:in|on) (?:what|which) \w+|for (?:what|which) reasons?)\s+"
    r"(?P<auxiliary>did|was|were|has|have|had)\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Contrary:
    """The ``question`` whether the contrary happened; ``told`` finds how that is said."""

    question: str
    told: re.Pattern[str]


def contrary(asked: str) -> Contrary | None:
    """What to ask instead of a question on why or when something was done; None where that has no contrary."""
    found = _ASKS.match(asked)
    if not found:
        return None
    is_base = found["auxiliary"].lower() == "did"
    for one, other in _CONTRARIES:
        for mine, theirs in ((one, other), (other, one)):
            forms = mine.bases if is_base else mine.participles
            deed = re.search(rf"\b(?:{'|'.join(forms)})\b", found["rest"], re.IGNORECASE)
            if deed:
                instead = (theirs.bases if is_base else theirs.participles)[0]
                rest = found["rest"][: deed.start()] + instead + found["rest"][deed.end() :]
                told = re.compile(theirs.told, re.IGNORECASE)
                return Contrary(f"{found['auxiliary'].capitalize()} {rest}", told)
    return None
