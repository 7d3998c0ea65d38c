"""What a web page's markup says about it. Whatever cannot be read counts as not said."""

import json
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from lxml.html import HtmlElement

from ingest.load.dates import parse_published
from ingest.load.header import parse_url
from ingest.load.kinds import parse_kind
from ingest.types import Kind, Published

DATE_NAMES = (
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "citation_publication_date",
    "date",
)
NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
# A date in these is that of another page, of a comment or of the last change.
ITS_OWN = (
    "[not(ancestor::footer or ancestor::aside or ancestor::nav"
    " or contains(@class, 'updated') or contains(@class, 'modified'))]"
)
Value = TypeVar("Value")


def title_of(page: HtmlElement) -> str | None:
    """The title for sharing, else the window's, else the first heading."""
    headings = (_text(heading) for heading in page.iter("title", "h1"))
    return next(filter(None, [*_metas(page, "og:title"), *headings]), None)


def publisher_of(page: HtmlElement) -> str | None:
    """Who published the page, from its JSON-LD, else the name of its site."""
    nodes = list(_json_ld(page))
    names = {str(node["@id"]): node.get("name") for node in nodes if "@id" in node}
    for publisher in (node.get("publisher") for node in nodes):
        first = publisher[0] if isinstance(publisher, list) and publisher else publisher
        name = first.get("name") or names.get(str(first.get("@id"))) if isinstance(first, dict) else first
        if isinstance(name, str) and name.strip():
            return name
    return next(_metas(page, "og:site_name", "dc.publisher", "publisher"), None)


def published_of(page: HtmlElement) -> Published | None:
    """The first date of publication that can be read, from JSON-LD, meta elements or the article's own time."""
    return _first(parse_published, _dates(page))


def kind_of(page: HtmlElement) -> Kind | None:
    """What ``<meta name="kind">`` says."""
    return _first(parse_kind, _metas(page, "kind"))


def url_of(page: HtmlElement) -> str | None:
    """The page's own address, if it gives a whole one."""
    links = (link.get("href", "") for link in page.iter("link") if "canonical" in link.get("rel", "").lower().split())
    return _first(parse_url, [*links, *_metas(page, "og:url")])


def _dates(page: HtmlElement) -> Iterator[str]:
    for node in _json_ld(page):
        if isinstance(node.get("datePublished"), str):
            yield node["datePublished"]
    yield from _metas(page, *DATE_NAMES)
    marked = page.xpath(f"//*[@itemprop='datePublished']{ITS_OWN}")
    times = page.xpath(f"//article//time[@datetime]{ITS_OWN}")
    for element in [*marked, *times]:
        yield element.get("content") or element.get("datetime") or _text(element)


def _first(parse: Callable[[str], Value], texts: Any) -> Value | None:
    """The first value that can be parsed."""
    for text in texts:
        try:
            return parse(text)
        except ValueError:
            continue
    return None


def _metas(page: HtmlElement, *names: str) -> Iterator[str]:
    """What the meta elements of these names say, in the order of the names."""
    said: dict[str, list[str]] = {}
    for meta in page.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        said.setdefault(name.lower(), []).append(meta.get("content", "").strip())
    for name in names:
        yield from filter(None, said.get(name, []))


def _json_ld(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects that describe the page itself, outer ones first; those inside them describe other things."""
    waiting = [_json(script.text) for script in page.iter("script") if script.get("type", "") == "application/ld+json"]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting = value + waiting
        elif isinstance(value, dict):
            yield value
            waiting = [value[key] for key in NESTED if key in value] + waiting


def _json(text: str | None) -> Any:
    try:
        return json.loads(text or "null", strict=False)
    except (ValueError, RecursionError):
        return None


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
