"""The page that a permalink opens: the quote as it was, and what has become of its document since.

One that names no quote opens the document's whole text, as far as it may be cited.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from bot.answers import Answers
from bot.api.refusal import AWAY
from bot.cards import byline, to_card
from bot.encode import encode, one_line
from bot.permalink import PATH, Fate, Found, parse
from ingest.errors import IngestError
from ingest.types import Document

_NONE = "There is no such document here, and none is remembered. Check the address, or ask the documents."


def source_page(bot: Answers, values: Mapping[str, str]) -> tuple[int, str]:
    """The status and the HTML for the values of a permalink."""
    link = parse(values)
    try:
        found = bot.look_up(link) if link else None
    except IngestError:
        return 503, _page("Not now", f"<p>{_shown(AWAY)}</p>")
    if found is None:
        return 404, _page("Not found", f"<p>{_shown(_NONE)}</p>")
    whole = bot.document(link.document) if link and "quote" not in values else None
    return 410 if found.fate is Fate.WITHDRAWN else 200, _page(found.source.title, _told(found, whole))


def _told(found: Found, whole: Document | None) -> str:
    if whole:
        paragraphs = "".join(f"<p>{_shown(part)}</p>" for part in re.split(r"\n\s*\n", whole.text) if part.strip())
        return f'<p class="meta">{_shown(byline(found.source))}</p><div class="whole">{paragraphs}</div>'
    if found.citation:
        card = f'<ol class="cards">{to_card("quote", found.citation)}</ol>'
    else:
        card = f"<p>{_shown(byline(found.source))}</p>"
    return f'<p class="fate {found.fate}" role="status">{_shown(found.said)}{_successor(found)}</p>{card}'


def _successor(found: Found) -> str:
    """What to read in its place."""
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
        '<link rel="stylesheet" href="/page.css"></head>'
        f'<body class="source-page"><main id="sources"><h1>{shown}</h1>{body}'
        '<p><a href="/">Ask the documents</a></p></main></body></html>'
    )


def _shown(text: str) -> str:
    return encode(one_line(text))
