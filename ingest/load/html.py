"""Web pages: the main text without what surrounds it, and what the markup says about it."""

import re
from pathlib import PurePath

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ingest.errors import LoadError
from ingest.load.blocks import prune, render
from ingest.load.dateline import dateline_of
from ingest.load.dates import writes_day_first
from ingest.load.extract import Extract
from ingest.load.grids import tables_as_paragraphs, terms_as_paragraphs
from ingest.load.markup import (
    dates_of,
    is_event,
    kind_of,
    language_of,
    published_of,
    publisher_of,
    supersedes_of,
    title_of,
    url_of,
)
from ingest.load.text import BOMS, control_bytes
from ingest.load.top import top_lines

CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_-]+)|<\?xml[^>]{0,200}encoding=[\"']([a-z0-9_-]+)",
    re.IGNORECASE,
)
# No utf-7 and none of Python's codecs that are no character sets, whatever a page declares.
CHARSETS = re.compile("(windows-|iso-8859-|koi8-|cp)[0-9a-z]+|shift_jis|euc-(jp|kr)|gbk|gb2312|gb18030|big5|macintosh")
SHORT = 200
# A heading, an item of a list, or what is long or ends as a sentence does.
IS_TEXT = re.compile(r"^(?:## |- )|.{40}|[.!?][\"'”’)\]]*$")
# How many lines above the main text its title may stand.
TITLE_ABOVE = 12
MANY_ELEMENTS = 50_000
# One byte in so many may be a stray control; in compressed data it is one in nine.
MOST_CONTROLS = 16


def read_html(data: bytes, path: PurePath) -> Extract:
    """The main text of a page, headings as ``## Heading``, and its title, publisher, date, kind and address.

    Nothing that the page links to is fetched. Raises LoadError when the bytes are no page.
    """
    page = _parse(decode_html(data, path), path)
    # Before pruning, which drops the scripts that say most about the page.
    title, publisher, kind, url = title_of(page), publisher_of(page), kind_of(page), url_of(page)
    supersedes = supersedes_of(page)
    dates, language, of_event = dates_of(page), language_of(page), is_event(page)
    prune(page)
    shown = dateline_of(top_lines(page), day_first=writes_day_first(language), is_event=of_event)
    published = published_of(dates, shown, language)
    return Extract(main_text(page), title, publisher, published, kind, url, language=language, supersedes=supersedes)


def main_text(page: HtmlElement) -> str:
    """The text of a pruned page, its tables as rows that carry their headers. Alters the page."""
    tables_as_paragraphs(page)
    terms_as_paragraphs(page)
    body = page.find("body")
    plain = render(body if body is not None else page)
    # On short and on huge pages the whole of what is left is the better and the faster choice.
    if len(plain) < SHORT or sum(1 for _ in page.iter()) > MANY_ELEMENTS:
        return plain
    main = _main(page)
    flattened = "\n" not in main and "\n" in plain
    return plain if flattened or len(main) < SHORT else _whole(main, plain)


def _whole(main: str, plain: str) -> str:
    """The main text with what stands in ``plain``, all of the page's text, between its parts or under the title above.

    What was taken for something else there, as a summary in points is, belongs to it; bylines and buttons do not.
    """
    kept, lines = set(filter(None, main.split("\n"))), plain.split("\n")
    places = [n for n, line in enumerate(lines) if line in kept]
    if not kept <= set(lines) or not places:
        return main
    above = [n for n in range(max(places[0] - TITLE_ABOVE, 0), places[0]) if lines[n].startswith("## ")]
    whole = lines[(above or places)[0] : places[-1] + 1]
    text = "\n".join(line for line in whole if line in kept or not line or IS_TEXT.search(line))
    return re.sub("\n{3,}", "\n\n", text)


def decode_html(data: bytes, path: PurePath) -> str:
    """The text of the bytes: by byte order mark, else UTF-8, else the declared character set, else windows-1252."""
    encoding = next((name for bom, name in BOMS.items() if data.startswith(bom)), None)
    if encoding is None and control_bytes(data) > len(data) // MOST_CONTROLS:
        raise LoadError(f"{path} looks like a binary file, not a web page. Give it the suffix of its format.")
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        return data.decode(encoding or _declared(data), "replace")


def _declared(data: bytes) -> str:
    found = CHARSET.search(data[:4096])
    name = (found[1] or found[2]).decode().lower() if found else ""
    return name if CHARSETS.fullmatch(name) and _is_codec(name) else "windows-1252"


def _is_codec(name: str) -> bool:
    try:
        "".encode(name)
    except LookupError:
        return False
    return True


def _parse(text: str, path: PurePath) -> HtmlElement:
    # As UTF-8 bytes: lxml refuses a str that declares an encoding.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        return document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise LoadError(f"{path} holds no text. Add its text or remove the file.") from error


def _main(page: HtmlElement) -> str:
    """What trafilatura takes for the main text, empty when it finds none."""
    found = trafilatura.bare_extraction(page, fast=True, include_comments=False, include_formatting=True)
    body = getattr(found, "body", None)
    return "" if body is None else render(body)
