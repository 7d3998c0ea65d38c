"""Whether money went the other way: what one paid another is not what the other paid, however alike (pure)."""

import re

from ingest.keywords import terms

_NAME = r"(?:the )?[A-Z][\w&’'-]*(?: (?:(?:of|and|for|the) )*[A-Z][\w&’'-]*)*"
_ASKED = re.compile(
    rf"\b(?:did|does|do|has|have|had|will|would)\s(?P<payer>{_NAME})\s(?:pay|paid|give|given|lend|lent)\s"
    rf"(?:to\s)?(?P<payee>{_NAME})"
)
_TOLD = re.compile(
    rf"(?P<payer>{_NAME})\s(?:has |had |have |will )?(?:agreed to )?(?:pay|pays|paid|gave|gives|given|lent)\s"
    rf"(?P<payee>{_NAME})"
)


def went_the_other_way(asked: str, text: str) -> bool:
    """Whether it is asked what one gave another, and told what the other gave the one."""
    wanted = _ASKED.search(asked)
    if wanted is None:
        return False
    payer, payee = set(terms(wanted["payer"])), set(terms(wanted["payee"]))
    told = [(set(terms(found["payer"])), set(terms(found["payee"]))) for found in _TOLD.finditer(text)]
    return any(giver & payee and taker & payer for giver, taker in told)
