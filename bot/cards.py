"""An answer's panel of sources as HTML on one line: what disagrees, a card a citation, and the figures as a table.

Whatever comes from documents or users is data: it is shown as it stands and never becomes markup.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import urlsplit

from bot.claims import DISAGREE
from bot.conflicts import said
from bot.dates_in_words import age_in_words, iso_in_words, published_in_words
from bot.encode import encode, link_host, one_line
from bot.permalink import IN_PLACE, permalink
from bot.types import Answer, Citation, Conflict, Figure, Status
from ingest.types import Source

SURROUNDINGS = 300  # characters of the passage that a card shows on either side of the quote
NEAREST = 3  # passages shown when nothing was found
NEAREST_NOTE = "These passages came closest. They do not answer the question."

Place = Callable[[Answer, int], str]

_NEW_PAGE = 'target="_blank" rel="noopener noreferrer nofollow"'
_COLUMNS = ("Value", "Scope", "When", "Source")


def card_id(answer: Answer, number: int) -> str:
    """The id of the card that a marker leads to."""
    # With the answer's id, so that an older bubble never leads to a newer answer's card.
    return f"source-{re.sub(r'[^A-Za-z0-9]', '', answer.id)}-{number}"


def card_place(answer: Answer, number: int) -> str:
    """Where a marker leads, encoded, on a page that has the cards: to its card."""
    return f"#{card_id(answer, number)}"


def quote_place(answer: Answer, number: int) -> str:
    """Where one leads, encoded, on a page without them: to the page of its quote."""
    return _html(next(permalink(citation) for citation in answer.citations if citation.number == number))


def to_html(answer: Answer, today: date | None = None) -> str:
    """The panel: conflicts, cards and figures, or the nearest passages when nothing was found.

    Ages are counted to ``today`` (default: this day).
    """
    if answer.status is Status.ANSWERED:
        return disagreements(answer) + _cards(answer, answer.citations, today) + _figures(answer)
    if not answer.nearest:
        return ""
    note = f'<h3>Nearest passages</h3><p class="note">{NEAREST_NOTE}</p>'
    return f'<div class="nearest">{note}{_cards(answer, answer.nearest[:NEAREST], today)}</div>'


def disagreements(answer: Answer, place: Place = card_place) -> str:
    """A card for each conflict; "" where the sources agree."""
    return "".join(_conflict(answer, conflict, place) for conflict in answer.conflicts)


def byline(source: Source, today: date | None = None) -> str:
    """ "Stevenage Bioscience Catalyst, 19 November 2019 · 7 years ago"."""
    age = age_in_words(source.published, today)
    who = one_line(source.publisher or source.title)
    return f"{who}, {published_in_words(source.published)}" + (f" · {age}" if age else "")


def at_page(url: str | None, page: int) -> str | None:
    """Where a browser opens a PDF file at one of its pages; None for what is no link to a PDF file."""
    is_pdf = url and link_host(url) and urlsplit(url).path.lower().endswith(".pdf") and "#" not in url
    return f"{url}#page={page}" if is_pdf else None


def _conflict(answer: Answer, conflict: Conflict, place: Place) -> str:
    """All sides of a conflict, each with its scope, date and publisher, and why they cannot all be true."""
    sources = _sources(answer)
    sides = "".join(_side(answer, answer.figures[one], sources, place) for one in conflict.figures)
    why = f'<p class="note">{_html(one_line(conflict.why))}</p>'
    return f'<div class="conflict"><h3>{DISAGREE}</h3>{why}<ul class="sides">{sides}</ul></div>'


def _side(answer: Answer, figure: Figure, sources: Mapping[int, Source], place: Place) -> str:
    source = sources.get(figure.citation)
    who = source and (source.publisher or source.title)
    parts = (figure.scope, iso_in_words(figure.as_of), who)
    facts = " ".join(f"<span>{_html(one_line(part))}</span>" for part in parts if part)
    value = f'<p class="value"><strong>{_html(one_line(said(figure)))}</strong> {_marker(answer, figure, place)}</p>'
    return f'<li>{value}<p class="meta">{facts}</p></li>'


def _figures(answer: Answer) -> str:
    """The figures of the quotes as a table: a row each, its value as the source words it heading the row."""
    if not answer.figures:
        return ""
    head = "".join(f'<th scope="col">{column}</th>' for column in _COLUMNS)
    rows = "".join(_row(answer, figure) for figure in answer.figures)
    caption = "<caption>Figures in these sources</caption>"
    return f'<table class="figures">{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(answer: Answer, figure: Figure) -> str:
    scope = _html(one_line(figure.scope)) if figure.scope else '<span class="none">not stated</span>'
    when = f'{_html(iso_in_words(figure.as_of))} <span class="state">{_html(figure.status)}</span>'
    value = _html(one_line(said(figure)))
    return f'<tr><th scope="row">{value}</th><td>{scope}</td><td>{when}</td><td>{_marker(answer, figure)}</td></tr>'


def _marker(answer: Answer, figure: Figure, place: Place = card_place) -> str:
    return f'<a class="marker" href="{place(answer, figure.citation)}">&#91;{figure.citation}&#93;</a>'


def _sources(answer: Answer) -> dict[int, Source]:
    return {citation.number: citation.source for citation in answer.citations}


def _cards(answer: Answer, citations: tuple[Citation, ...], today: date | None) -> str:
    cards = "".join(to_card(card_id(answer, citation.number), citation, today) for citation in citations)
    return f'<ol class="cards">{cards}</ol>'


def to_card(name: str, citation: Citation, today: date | None = None) -> str:
    """One card: the source, the quote in its place, and where else the story stands."""
    source = citation.source
    return (
        f'<li class="card" id="{name}"><p class="card-head"><span class="number">{citation.number}</span> '
        f'<span class="title">{_html(one_line(source.title))}</span></p>'
        f'<p class="meta">{_meta(citation, today)}</p>'
        f"{_in_its_passage(citation)}{_link(source.url, citation.page)}{_also_at(citation)}{_permalink(citation)}</li>"
    )


def _in_its_passage(citation: Citation) -> str:
    """The quote with what stands beside it; the rest of its passage is folded away above and below."""
    before, after = _tail(citation.before), _head(citation.after)
    above, below = citation.before[: len(citation.before) - len(before)], citation.after[len(after) :]
    before, after = f"{'… ' if above else ''}{before}", f"{after}{' …' if below else ''}"
    quoted = f"<blockquote>{_html(before)}<mark>{_html(citation.quote)}</mark>{_html(after)}</blockquote>"
    return _folded("What stands before", above) + quoted + _folded("What follows", below)


def _folded(name: str, text: str) -> str:
    if not text.strip():
        return ""
    return f'<details class="around"><summary>{name}</summary><p>{_html(text.strip())}</p></details>'


def _also_at(citation: Citation) -> str:
    """Each other publisher of the story with its date, a link where there is one."""
    if not citation.also_at:
        return ""
    places = "".join(f"<li>{_place(source)}</li>" for source in citation.also_at)
    return f'<p class="also">Also at</p><ul class="also">{places}</ul>'


def _place(source: Source) -> str:
    who = _html(one_line(source.publisher or source.title))
    if link_host(source.url):
        who = f'<a href="{_html(source.url or "")}" {_NEW_PAGE}>{who}</a>'
    return f"{who}, {published_in_words(source.published)}"


def _permalink(citation: Citation) -> str:
    if not citation.version:
        return ""
    place = f"{permalink(citation)}#{IN_PLACE}"
    return f'<p class="permalink"><a href="{_html(place)}">In its document</a></p>'


def _meta(citation: Citation, today: date | None) -> str:
    """Publisher, date, age, kind and page: each its own element, so that a phone breaks the line between them."""
    source = citation.source
    when, age = published_in_words(source.published), age_in_words(source.published, today)
    stamp = f'<time datetime="{source.published}">{when}</time>' if source.published else f"<span>{when}</span>"
    parts = [f"<strong>{_html(one_line(source.publisher))}</strong>"] if source.publisher else []
    parts.append(stamp)
    parts += [f'<span class="age">{age}</span>'] if age else []
    parts.append(f'<span class="kind">{source.kind.label}</span>')
    parts += [f'<span class="page">page {citation.page}</span>'] if citation.page else []
    return " ".join(parts)


def _link(url: str | None, page: int | None) -> str:
    host = link_host(url)
    if url is None or host is None:
        return f'<p class="url">{_html(url)}</p>' if url else ""
    there = page and at_page(url, page)
    return f'<p class="url"><a href="{_html(there or url)}" {_NEW_PAGE}>Read the source at {_html(host)}</a></p>'


def _html(text: str) -> str:
    # Encoded rather than only escaped, and on one line: the page's renderer is a Markdown one, to which a blank line
    # ends a block of HTML.
    return encode(text).replace("\n", "&#10;")


def _tail(text: str) -> str:
    """The end of a text, cut at a word."""
    return text if len(text) <= SURROUNDINGS else re.sub(r"^\S*\s+", "", text[-SURROUNDINGS:], count=1)


def _head(text: str) -> str:
    """The beginning of a text, cut at a word."""
    return text if len(text) <= SURROUNDINGS else re.sub(r"\s+\S*$", "", text[:SURROUNDINGS], count=1)
