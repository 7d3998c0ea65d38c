"""The library: every document with what it states, to search and to narrow down, in plain HTML without a script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from bot.answers import Answers
from bot.api.refusal import AWAY
from bot.cards import byline
from bot.catalogue import Entry
from bot.conflicts import said
from bot.dates_in_words import iso_in_words
from bot.encode import encode, link_host, one_line
from bot.figures import figures_of
from bot.orders import may_be_order
from bot.permalink import PATH as SOURCE
from bot.permalink import permalink
from bot.types import Citation
from ingest.errors import IngestError
from ingest.sentences import sentences
from ingest.types import Document, Kind, Source
from page.nav import LIBRARY, nav
from page.source import questions

PATH = LIBRARY
ON_A_PAGE = 20
FIGURES_SHOWN = 6  # of a document
_LONGEST = 200  # characters of a search


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for; an empty field leaves its side open. ``since`` and ``until`` are years."""

    words: str = ""
    kind: str = ""
    publisher: str = ""
    since: int | None = None
    until: int | None = None
    page: int = 1

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Wanted":
        """What the values of an address say; what makes no sense is left open."""
        kind = values.get("kind", "")
        return cls(
            " ".join(values.get("q", "")[:_LONGEST].split()),
            kind if kind in set(Kind) else "",
            values.get("publisher", "")[:_LONGEST],
            _number(values.get("since", ""), 9999),
            _number(values.get("until", ""), 9999),
            _number(values.get("page", ""), 100_000) or 1,
        )

    def fits(self, entry: Entry) -> bool:
        """Whether an entry is looked for; an undated one is of no year."""
        source, published = entry.source, entry.source.published
        if self.kind and source.kind != self.kind:
            return False
        if self.publisher and source.publisher != self.publisher:
            return False
        if (self.since or self.until) and published is None:
            return False
        if published and not (self.since or 0) <= published.year <= (self.until or 9999):
            return False
        return self._is_said(entry)

    def _is_said(self, entry: Entry) -> bool:
        """Whether every word stands in the document or on its card."""
        words = self.words.casefold().split()
        if not words:
            return True
        text = f"{entry.source.title} {entry.source.publisher or ''} {entry.document.text}".casefold()
        return all(word in text for word in words)

    def address(self, page: int) -> str:
        """The address of another page of the same."""
        values = {
            "q": self.words,
            "kind": self.kind,
            "publisher": self.publisher,
            "since": self.since,
            "until": self.until,
            "page": page if page > 1 else None,
        }
        given = urlencode({name: value for name, value in values.items() if value}, errors="replace")
        return f"{PATH}?{given}" if given else PATH


def library_page(bot: Answers, values: Mapping[str, str]) -> tuple[int, str]:
    """The status and the HTML for the values of an address."""
    try:
        entries = bot.catalogue()
    except IngestError:
        return 503, _page(f"<p>{_shown(AWAY)}</p>")
    wanted = Wanted.of(values)
    found = [entry for entry in entries if wanted.fits(entry)]
    pages = max(1, -(-len(found) // ON_A_PAGE))
    number = min(wanted.page, pages)
    first = (number - 1) * ON_A_PAGE
    shown = found[first : first + ON_A_PAGE]
    # What is not known yet is not looked for here: that would be twenty documents at once.
    cards = [_card(entry, questions(bot.questions_of(entry.source.id, look=False))) for entry in shown]
    return 200, _page(
        _form(entries, wanted) + _count(found, first, shown) + _list(cards) + _turn(wanted, number, pages)
    )


def _count(found: Sequence[Entry], first: int, shown: Sequence[Entry]) -> str:
    if not found:
        return '<p role="status">No document is like that. Leave a field open, or write fewer words.</p>'
    what = "document" if len(found) == 1 else "documents"
    return f'<p role="status">{first + 1} to {first + len(shown)} of {len(found)} {what}, the newest first.</p>'


def _form(entries: Sequence[Entry], wanted: Wanted) -> str:
    kinds = [(kind.value, kind.label) for kind in sorted({entry.source.kind for entry in entries})]
    publishers = sorted({entry.source.publisher for entry in entries if entry.source.publisher}, key=str.casefold)
    years = sorted({entry.source.published.year for entry in entries if entry.source.published}, reverse=True)
    every_year = [(str(year), str(year)) for year in years]
    return (
        f'<form action="{PATH}" method="get" role="search">'
        f'<label>Words <input name="q" value="{_shown(wanted.words)}" maxlength="{_LONGEST}"></label>'
        + _choice("Kind", "kind", kinds, wanted.kind)
        + _choice("Publisher", "publisher", [(name, name) for name in publishers], wanted.publisher)
        + _choice("From", "since", every_year, str(wanted.since or ""))
        + _choice("To", "until", every_year, str(wanted.until or ""))
        + '<button type="submit">Show</button></form>'
    )


def _choice(label: str, name: str, options: Sequence[tuple[str, str]], chosen: str) -> str:
    each = "".join(
        f'<option value="{_shown(value)}"{" selected" if value == chosen else ""}>{_shown(words)}</option>'
        for value, words in options
    )
    return f'<label>{label} <select name="{name}"><option value="">any</option>{each}</select></label>'


def _list(cards: Sequence[str]) -> str:
    return f'<ol class="cards">{"".join(cards)}</ol>' if cards else ""


def _card(entry: Entry, asks: str) -> str:
    source = entry.source
    link = f"{SOURCE}?{urlencode({'document': source.id}, errors='replace')}"
    parts = [
        f'<h2><a href="{_shown(link)}">{_shown(source.title)}</a></h2>',
        f'<p class="meta">{_shown(byline(source))} · {source.kind.label}</p>',
        _standing(entry),
        _figures(entry),
        asks,
        _also_at(entry.also_at),
        _original(source),
    ]
    return f'<li class="card">{"".join(parts)}</li>'


def _standing(entry: Entry) -> str:
    if not entry.said:
        return ""
    instead = ""
    if entry.successor:
        link = f"{SOURCE}?{urlencode({'document': entry.successor.id}, errors='replace')}"
        instead = f' Read instead: <a href="{_shown(link)}">{_shown(entry.successor.title)}</a>.'
    return f'<p class="fate"><strong>{_shown(entry.said)}</strong>{instead}</p>'


def _figures(entry: Entry) -> str:
    """The first figures that a document states, each with its date and a way to its sentence."""
    each = "".join(
        f'<li><a href="{_shown(address)}">{_shown(words)}</a> <span class="state">{_shown(when)}</span></li>'
        for address, words, when in _stated(entry.document)
    )
    return f'<p class="note">It states</p><ul class="stated">{each}</ul>' if each else ""


@lru_cache(maxsize=4096)
def _stated(document: Document) -> tuple[tuple[str, str, str], ...]:
    """The address of its sentence, the words and the date of each of the first figures."""
    found: list[tuple[str, str, str]] = []
    for span in sentences(document.text):
        quote = document.text[span.start : span.end]
        if may_be_order(quote):
            continue
        citation = Citation(1, document.source, quote, span.start, span.end, "", version=document.version)
        found += [(permalink(citation), said(one), iso_in_words(one.as_of)) for one in figures_of(citation)]
        if len(found) >= FIGURES_SHOWN:
            break
    return tuple(found[:FIGURES_SHOWN])


def _also_at(sources: Sequence[Source]) -> str:
    if not sources:
        return ""
    each = "".join(f"<li>{_shown(byline(one))}</li>" for one in sources)
    return f'<p class="note">Also at</p><ul class="also">{each}</ul>'


def _original(source: Source) -> str:
    host = link_host(source.url)
    if host is None:
        return ""
    link = f'<a href="{_shown(source.url or "")}" rel="noopener noreferrer nofollow">Read it at {_shown(host)}</a>'
    return f'<p class="url">{link}</p>'


def _turn(wanted: Wanted, number: int, pages: int) -> str:
    """The way to the page before and after."""
    before = f'<a rel="prev" href="{_shown(wanted.address(number - 1))}">Newer</a>' if number > 1 else ""
    after = f'<a rel="next" href="{_shown(wanted.address(number + 1))}">Older</a>' if number < pages else ""
    return (
        f'<nav aria-label="More documents">{before} <span>Page {number} of {pages}</span> {after}</nav>'
        if pages > 1
        else ""
    )


def _page(body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The documents</title>'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css"></head>'
        f'<body class="source-page library">{nav(PATH)}<main id="sources"><h1>The documents</h1>'
        f"{body}</main></body></html>"
    )


def _number(text: str, most: int) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 6 and 0 < int(text) <= most else None


def _shown(text: str) -> str:
    return encode(one_line(text))
