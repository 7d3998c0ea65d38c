"""The text of an answer as HTML, for a page that runs no script: a paragraph a line, each marker a link to its card."""

from bot.cards import card_id
from bot.claims import DISAGREE, Claim, ClaimKind, claims
from bot.encode import encode, one_line
from bot.render import note_below
from bot.types import Answer, Citation


def told(answer: Answer) -> str:
    """The paragraphs; what comes from documents and questions is encoded."""
    return "".join(_paragraph(answer, claim) for claim in claims(answer))


def _paragraph(answer: Answer, claim: Claim) -> str:
    if claim.kind is ClaimKind.LEAD:
        when = f" <em>{_shown(claim.when)}</em>" if claim.when.strip() else ""
        marker = _marker(answer, claim.citations[0])
        return f'<p class="lead"><strong>{_shown(claim.text)}</strong>{when}&#160;{marker}</p>'
    shown = "".join(
        encode(piece) if isinstance(piece, str) else f"&#160;{_marker(answer, piece)}" for piece in claim.pieces
    )
    if claim.kind is ClaimKind.CONFLICT:
        shown = f"<strong>{DISAGREE}</strong>{shown.strip().removeprefix(DISAGREE)}"
    below = note_below(answer, claim)
    return f"<p>{shown} <em>{_shown(below)}</em></p>" if below else f"<p>{shown}</p>"


def _marker(answer: Answer, citation: Citation) -> str:
    return f'<a class="marker" href="#{card_id(answer, citation.number)}">&#91;{citation.number}&#93;</a>'


def _shown(text: str) -> str:
    return encode(one_line(text))
