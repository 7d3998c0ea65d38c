"""What a web page's markup says about it. Whatever cannot be read counts as not said."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from lxml.html import HtmlElement

from ingest.load.clean import one_line
from ingest.load.dates import parse_stamp, writes_day_first
from ingest.load.header import parse_url
from ingest.load.kinds import parse_kind
from ingest.types import Kind, Published

DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date_published",
    "date.published",
    "article.published",
    "article_date_original",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "published_date",
    "publication_date",
    "publicationdate",
    "pubdate",
    "govuk:first-published-at",
    "citation_publication_date",
    "citation_online_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "dc.date.created",
    "date",
)
PUBLISHER_NAMES = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher")
NESTED = ("@graph", "mainEntity", "mainEntityOfPage")
# Of the things that a page's JSON-LD describes, the article before the page that it stands on.
ARTICLE = re.compile(r"\w*(?:Article|Report|BlogPosting|Posting|Release|Publication)", re.IGNORECASE)
PAGE = re.compile(r"\w*Page|CreativeWork|Thing|", re.IGNORECASE)
# An hour in universal time can be of the day before or after where it was published.
UNIVERSAL = re.compile(r"[T ][0-9:.]+ *(?:Z|UTC|GMT|[+-]00:?00)$", re.IGNORECASE)
WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/)\s*$")
SEPARATOR = re.compile(r"\s+[|·•–—-]\s+|\s*[|»]\s*")
Value = TypeVar("Value")


def title_of(page: HtmlElement) -> str | None:
    """The title for sharing, else the window's without the site's name, else the first heading."""
    shared = next(_metas(page, "og:title"), None)
    window, heading = (next(filter(None, map(_text, page.iter(tag))), "") for tag in ("title", "h1"))
    # "Stevenage grows | Catalyst" above the heading "Stevenage grows".
    is_longer = heading and heading in SEPARATOR.split(window)
    return shared or (heading if is_longer else window) or heading or None


def publisher_of(page: HtmlElement) -> str | None:
    """Who published the page, from its JSON-LD, else the name of its site."""
    nodes = list(_json_ld(page))
    names = {str(node["@id"]): node.get("name") for node in nodes if "@id" in node}
    for publisher in (node.get("publisher") for node in nodes):
        first = publisher[0] if isinstance(publisher, list) and publisher else publisher
        name = first.get("name") or names.get(str(first.get("@id"))) if isinstance(first, dict) else first
        if isinstance(name, str) and name.strip():
            return name
    return next(_metas(page, *PUBLISHER_NAMES), None)


def language_of(page: HtmlElement) -> str:
    """The tag of the page's language, as it says ("en-GB"); empty when it does not."""
    root = next(page.iter("html"), page)
    return root.get("lang") or root.get("xml:lang") or next(_metas(page, "og:locale", "content-language"), "")


def is_event(page: HtmlElement) -> bool:
    """Whether the page says that it is about an event and not an article."""
    types = [kind for node in _json_ld(page) for kind in _types(node)]
    return any(kind.endswith("Event") for kind in types) and not any(map(ARTICLE.fullmatch, types))


def dates_of(page: HtmlElement) -> list[str]:
    """What JSON-LD, then the meta elements, then marked elements say the date of publication is, as it is written."""
    marked = page.xpath("//*[@itemprop='datePublished' or contains(@class, 'dt-published')]")
    return [
        *_article_dates(page),
        *_metas(page, *DATE_NAMES),
        *(element.get("content") or element.get("datetime") or _text(element) for element in _of_one(marked)),
    ]


def published_of(dates: Sequence[str], shown: Published | None, language: str) -> Published | None:
    """The first of ``dates`` that can be read, else the one that the page shows at its top.

    Where the markup gives an hour in universal time and the page shows the day beside it, the day shown counts.
    """
    day_first = writes_day_first(language)
    for text in dates:
        try:
            said = parse_stamp(text, day_first=day_first)
        except ValueError:
            continue
        is_beside = shown is not None and shown.day and abs(shown.first_day - said.first_day) == timedelta(days=1)
        return shown if is_beside and UNIVERSAL.search(text.strip()) else said
    return shown


def kind_of(page: HtmlElement) -> Kind | None:
    """What ``<meta name="kind">`` says."""
    return _first(parse_kind, _metas(page, "kind"))


def supersedes_of(page: HtmlElement) -> str | None:
    """What ``<meta name="supersedes">`` says."""
    return next((said for text in _metas(page, "supersedes") if (said := one_line(text))), None)


def url_of(page: HtmlElement) -> str | None:
    """The page's own address, if it gives a whole one."""
    links = (link.get("href", "") for link in page.iter("link") if "canonical" in link.get("rel", "").lower().split())
    return _first(parse_url, [*links, *_metas(page, "og:url")])


def _article_dates(page: HtmlElement) -> list[str]:
    """The dates that JSON-LD gives the article, else the page. Of several articles, only the page's own counts."""
    nodes = [node for node in _json_ld(page) if isinstance(node.get("datePublished"), str)]
    articles = [node for node in nodes if any(map(ARTICLE.fullmatch, _types(node)))]
    pages = [node for node in nodes if any(map(PAGE.fullmatch, _types(node) or [""]))]
    if len({node["datePublished"] for node in articles}) > 1:
        names = {url_of(page), title_of(page)} - {None}
        articles = [node for node in articles if names & set(_names(node))]
    return [node["datePublished"] for node in [*articles, *pages]]


def _names(node: Mapping[str, Any]) -> Iterator[str]:
    """The titles and addresses that a JSON-LD object gives itself."""
    main = node.get("mainEntityOfPage")
    values = [node.get("headline"), node.get("name"), node.get("url"), node.get("@id"), main]
    values += [main.get("@id")] if isinstance(main, dict) else []
    return (value for value in values if isinstance(value, str))


def _types(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind]


def _of_one(elements: Sequence[HtmlElement]) -> Sequence[HtmlElement]:
    """The elements, unless they are those of several articles, each of which has its own."""
    scopes = {next(element.iterancestors("article"), None) for element in elements}
    return elements if len(scopes) < 2 else ()


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
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        said.setdefault(name.lower(), []).append(meta.get("content", "").strip())
    for name in names:
        yield from filter(None, said.get(name, []))


def _json_ld(page: HtmlElement) -> Iterator[dict[str, Any]]:
    """The objects that describe the page itself, outer ones first; those inside them describe other things."""
    scripts = (script for script in page.iter("script") if "ld+json" in script.get("type", "").lower())
    waiting = [_json(script.text) for script in scripts]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting = value + waiting
        elif isinstance(value, dict):
            yield value
            waiting = [value[key] for key in NESTED if key in value] + waiting


def _json(text: str | None) -> Any:
    try:
        return json.loads(WRAPPING.sub("", text or "null"), strict=False)
    except (ValueError, RecursionError):
        return None


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
