"""The page that a permalink opens: the quote as it was, what has become of its document since, and its place there.

One that names no quote opens the document's whole text, as far as it may be cited.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from bot.answers import Answers
from bot.api.refusal import AWAY
from bot.cards import byline, to_card
from bot.encode import encode, one_line
from bot.permalink import PATH, Fate, Found, parse
from bot.types import Citation
from ingest.errors import IngestError
from ingest.types import Document
from page.nav import nav
from page.reading import whole
from page.report import report_form

_NONE = "There is no such document here, and none is remembered. Check the address, or ask the documents."


def source_page(bot: Answers, values: Mapping[str, str], *, takes_reports: bool = False) -> tuple[int, str]:
    """The status and the HTML for the values of a permalink; with a form to report its quote, if reports are taken."""
    link = parse(values)
    try:
        found = bot.look_up(link) if link else None
        document = bot.document(link.document) if link and found else None
    except IngestError:
        return 503, _page("Not now", f"<p>{_shown(AWAY)}</p>")
    if found is None:
        return 404, _page("Not found", f"<p>{_shown(_NONE)}</p>")
    is_whole = document is not None and "quote" not in values
    form = report_form(link) if link and takes_reports else ""
    if document and is_whole:
        body = questions(bot.questions_of(document.source.id)) + _whole(found, document)
    else:
        body = _told(found, document, form)
    return 410 if found.fate is Fate.WITHDRAWN else 200, _page(found.source.title, body)


def questions(asked: Sequence[str]) -> str:
    """Links that put questions into the box of the chat, as HTML; "" where there are none."""
    each = "".join(
        f'<li><a href="{_shown("/?" + urlencode({"ask": question}, errors="replace"))}">{_shown(question)}</a></li>'
        for question in asked
    )
    return f'<p class="note">It answers</p><ul class="stated">{each}</ul>' if each else ""


def _whole(found: Found, document: Document) -> str:
    return f'<p class="meta">{_shown(byline(found.source))}</p><h2>What it says</h2>{whole(document)}'


def _told(found: Found, document: Document | None, form: str) -> str:
    if found.citation:
        card = (
            f'<ol class="cards">{to_card("quote", found.citation)}</ol>{form}{_in_its_place(found.citation, document)}'
        )
    else:
        card = f"<p>{_shown(byline(found.source))}</p>"
    return f'<p class="fate {found.fate}" role="status">{_shown(found.said)}{instead(found)}</p>{card}'


def _in_its_place(citation: Citation, document: Document | None) -> str:
    """The whole document, the quote marked in it; "" where the document does not say so any more."""
    start, end = citation.start, citation.end
    if document is None or document.text[start:end] != citation.quote:
        return ""
    return f"<h2>In its document</h2>{whole(document, start, end)}"


def instead(found: Found) -> str:
    """What to read in its place, as HTML; "" where nothing is."""
    if found.successor is None:
        return ""
    href = f"{PATH}?{urlencode({'document': found.successor.id}, errors='replace')}"
    link = f'<a href="{_shown(href)}">{_shown(found.successor.title)}</a>'
    return f" Read instead: {link} ({_shown(byline(found.successor))})."


def _page(title: str, body: str) -> str:
    shown = _shown(title)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{shown}</title>'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        # Under the guard's no-referrer a browser would send the report with no origin, which is nobody's.
        '<meta name="referrer" content="same-origin"><link rel="stylesheet" href="/page.css"></head>'
        f'<body class="source-page">{nav(PATH)}<main id="sources"><h1>{shown}</h1>{body}</main></body></html>'
    )


def _shown(text: str) -> str:
    return encode(one_line(text))
