"""The page of a shared answer: the answer as it was, and what has become since of each quote that it rests on.

What cannot be proven any more is not shown: a quote that was withdrawn, or is not found again word for word at its
place, goes with all that rests on it, and a sentence stands there instead.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.answers import Answers
from bot.cards import byline, card_id, to_html
from bot.claims import Claim, ClaimKind, claims
from bot.dates_in_words import as_known, iso_in_words
from bot.encode import encode, one_line
from bot.permalink import Fate, Found, link_of
from bot.render import note_below
from bot.types import Answer, Citation
from bot.without import without
from page.plot import plot
from page.shares import Shared
from page.source import instead

_LEFT_OUT = "What stood here is left out: what it rested on has been withdrawn, or can no longer be proven."
_NO_TRACE = "Its document is not here, and none of that name is remembered, so what it said cannot be proven."
_OTHERWISE = "These are not the words that the document has in this place, so they are not shown."


def shared_page(bot: Answers, shared: Shared) -> str:
    """The HTML of a shared answer. Raises IngestError when the documents cannot be reached."""
    answer = shared.answer
    cited = (*answer.citations, *answer.nearest)
    found = {citation: bot.look_up(link_of(citation)) for citation in cited}
    unproven = {citation: why for citation in cited if (why := _unproven(citation, found[citation]))}
    kept = without(answer, lambda citation: citation in unproven)
    body = (
        f'<p class="meta">{_asked(shared)}</p>{_since(cited, found, unproven)}'
        f'<section class="said" aria-label="The answer">{_said(answer, kept, unproven)}</section>'
        f"<h2>Sources</h2>{plot(kept)}{to_html(kept)}"
        f'<p class="note">A reader shared this. Anyone with the link can read it until {_day(shared.until)}. '
        "Nothing in it is advice.</p>"
    )
    return page(answer.question, body, '<a href="/">Ask it again</a>, of what the documents say today')


def page(title: str, body: str, way_on: str = '<a href="/">Ask the documents</a>', head: str = "") -> str:
    """A page of its own, for no search engine."""
    shown = _shown(title)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{shown}</title>'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f'<link rel="stylesheet" href="/page.css">{head}</head>'
        f'<body class="source-page shared-page"><main id="sources"><h1>{shown}</h1>{body}'
        f"<p>{way_on}</p></main></body></html>"
    )


def _unproven(citation: Citation, found: Found | None) -> str:
    """Why a quote may not be shown any more, in a sentence; "" when it may."""
    if found is None:
        return _NO_TRACE
    if found.fate is Fate.WITHDRAWN or found.citation is None:
        return found.said
    return "" if found.citation.quote == citation.quote else _OTHERWISE


def _asked(shared: Shared) -> str:
    answer, understood = shared.answer, ""
    if answer.standalone_question != answer.question:
        understood = f"<span>Understood as: {_shown(answer.standalone_question)}</span>"
    words = f"<span>In the words of {_shown(answer.mode)}</span>" if answer.mode != "extractive" else ""
    known = f"<span>{as_known(answer.known_by)}</span>" if answer.known_by else ""
    return f"<span>Asked on {_day(shared.asked)}</span> {known} {understood} {words}"


def _since(cited: Sequence[Citation], found: Mapping[Citation, Found | None], unproven: Mapping[Citation, str]) -> str:
    """What has become of the quotes since: one sentence when all stand, else also one for each that does not."""
    if not cited:
        return ""
    changed = [one for one in cited if one in unproven or not _is_current(found[one])]
    standing = len(cited) - len(changed)
    head = f"{standing} of {len(cited)} {'quote stands' if standing == 1 else 'quotes stand'} in the documents today."
    each = "".join(f"<li>{_become(one, found[one], unproven.get(one))}</li>" for one in changed)
    listed = f"<ul>{each}</ul>" if each else ""
    return f'<div class="fate" role="status"><p>{head}</p>{listed}</div>'


def _is_current(found: Found | None) -> bool:
    return found is not None and found.fate is Fate.CURRENT


def _become(citation: Citation, found: Found | None, why: str | None) -> str:
    said = why or (found.said if found else "")
    way_on = instead(found) if found else ""
    return f"&#91;{citation.number}&#93; {_shown(byline(citation.source))}: {_shown(said)}{way_on}"


def _said(answer: Answer, kept: Answer, unproven: Mapping[Citation, str]) -> str:
    """The lines of the answer, a paragraph each; one sentence in the place of those that go together."""
    told: list[str] = []
    for claim in claims(answer):
        is_gone = any(citation in unproven for citation in claim.citations)
        line = f'<p class="note">{_LEFT_OUT}</p>' if is_gone else f"<p>{''.join(_pieces(kept, claim))}</p>"
        if not is_gone or told[-1:] != [line]:
            told.append(line)
    return "".join(told)


def _pieces(answer: Answer, claim: Claim) -> Iterator[str]:
    is_lead = claim.kind is ClaimKind.LEAD
    for piece in claim.pieces:
        if isinstance(piece, Citation):
            place = card_id(answer, piece.number)
            yield f'&nbsp;<a class="marker" href="#{place}">&#91;{piece.number}&#93;</a>'
        else:
            yield f"<strong>{_shown(piece)}</strong> <em>{_shown(claim.when)}</em>" if is_lead else _shown(piece)
    if below := note_below(answer, claim):
        yield f" <em>{_shown(below)}</em>"


def _day(day: date) -> str:
    return iso_in_words(day.isoformat())


def _shown(text: str) -> str:
    return encode(one_line(text))
