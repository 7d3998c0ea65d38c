"""A page's elements as blocks of text: what is dropped, how headings and lists are written."""

import re

from lxml import etree
from lxml.html import HtmlElement

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "head"}
ITEMS = {"li", "item"}
BREAKS = {"br", "lb"}
# The elements of HTML and those that trafilatura writes instead of them.
BLOCKS = HEADINGS | ITEMS | {
    "address", "article", "blockquote", "body", "caption", "center", "code", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "list", "main", "ol", "p", "pre",
    "quote", "row", "cell", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
DROPPED = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "audio", "video",
    "nav", "aside", "footer", "dialog", "button", "input", "select", "textarea", "datalist",
)  # fmt: skip
DROPPED_ROLES = {"navigation", "banner", "contentinfo", "complementary", "dialog", "alertdialog", "search", "menu"}
# Not opacity: pages that fade their text in begin with 0.
HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|(?:left|top|text-indent)\s*:\s*-\d{3,}",
    re.IGNORECASE,
)
# Not "hidden md:block" and its like, which hide on small screens only.
HIDDEN_CLASS = re.compile(
    r"\s*(?:hidden|d-none)\s*|.*\b(?:sr-only|visually-?hidden|screen-reader-text)\b.*", re.I | re.S
)
NOTICE = re.compile(
    r"cookie|consent|gdpr|onetrust|\bcc-(?:window|banner)|qc-cmp|didomi|usercentrics|truste|\bprivacy-(?:banner|notice|popup)",
    re.IGNORECASE,
)
# Names of boxes beside an article: each stands at the beginning of a class.
BESIDE = re.compile(
    r"(?:^|\s)(?:share|sharing|social|newsletter|breadcrumb|related|sidebar|advert|promo|pagination|comments|skip)"
    r"(?:s|[-_][\w-]*)?(?=\s|$)",
    re.IGNORECASE,
)
BOXES = {"div", "section", "form", "p", "ul", "ol"}


def prune(page: HtmlElement) -> None:
    """Drop what is no text of the page's own: scripts, navigation, notices, footers, and what a reader cannot see."""
    for element in list(page.iter("*")):
        if element.getparent() is not None and element.tag not in ("body", "main", "article") and _is_dropped(element):
            element.drop_tree()


def _is_dropped(element: HtmlElement) -> bool:
    if element.tag in DROPPED or element.get("role", "").lower() in DROPPED_ROLES:
        return True
    if element.tag == "header":
        # An article's header holds its title; a site's header holds its menu.
        within = next(element.iterancestors("article", "main"), None) is not None
        return not within and (next(element.iter("h1"), None) is None or next(element.iter("nav"), None) is not None)
    return _is_hidden(element) or _is_beside(element)


def _is_hidden(element: HtmlElement) -> bool:
    return (
        "hidden" in element.attrib
        or bool(HIDDEN_STYLE.search(element.get("style", "")))
        or bool(HIDDEN_CLASS.fullmatch(element.get("class", "")))
    )


def _is_beside(element: HtmlElement) -> bool:
    """Whether it is a notice or a box of the site's, by its name; what holds the title is neither."""
    if element.tag not in BOXES:
        return False
    names = (element.get("id", ""), element.get("class", ""))
    named = any(map(BESIDE.search, names)) or NOTICE.search(" ".join(names))
    return bool(named) and next(element.iter("h1"), None) is None


def render(root: etree._Element) -> str:
    """The text below an element: blocks apart, headings as ``## Heading``, list items as ``- item``."""
    writer = _Writer()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            writer.start(str(element.tag))
            writer.write(element.text)
        else:
            writer.end(str(element.tag))
            writer.write(element.tail if element is not root else None)
    writer.flush()
    return writer.text()


class _Writer:
    """Collects blocks of text while a tree is walked."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self.parts: list[str] = []
        self.prefix = ""

    def start(self, tag: str) -> None:
        if tag in BLOCKS:
            self.flush()
        if tag in HEADINGS:
            self.prefix = "## "
        elif tag in ITEMS:
            self.prefix = "- "
        elif tag in BREAKS:
            self.parts.append("\n")

    def end(self, tag: str) -> None:
        if tag in BLOCKS:
            self.flush()
        if tag in HEADINGS | ITEMS:
            self.prefix = ""

    def write(self, text: str | None) -> None:
        if text:
            self.parts.append(re.sub(r"\s+", " ", text))

    def flush(self) -> None:
        """End the block at hand; an empty one leaves its prefix to the next."""
        lines = [" ".join(line.split()) for line in "".join(self.parts).split("\n")]
        block = "\n".join(filter(None, lines))
        self.parts.clear()
        if block:
            self.blocks.append(self.prefix + (block.replace("\n", " ") if self.prefix else block))
            self.prefix = ""

    def text(self) -> str:
        """The blocks with a blank line between them, list items excepted."""
        lines: list[str] = []
        for n, block in enumerate(self.blocks):
            listed = n and block.startswith("- ") and self.blocks[n - 1].startswith("- ")
            lines += [block] if listed or not n else ["", block]
        return "\n".join(lines)
