"""The top of a web page, where its date is shown."""

import re
from copy import deepcopy
from itertools import islice

from lxml.html import HtmlElement

from ingest.load.blocks import render

LINES_BEFORE = 3
LINES_AFTER = 8
# What an element that holds no date of publication is called, and what those around it are.
OF_CHANGE = re.compile(r"updat|modif|revis|event|start|end[-_]?(?:date|time)", re.IGNORECASE)
OF_OTHERS = re.compile(r"\b(?:event|comment|related|teaser|sidebar)", re.IGNORECASE)


def top_lines(page: HtmlElement) -> list[str]:
    """The lines round the title of a pruned page, with what its ``time`` elements mean in the place of what they show.

    "2 days ago" says nothing, and its ``datetime`` says all. Where there is no title, the first lines.
    """
    body = page.find("body")
    copy = deepcopy(page if body is None else body)
    for time in list(copy.iter("time")):
        _say(time)
    title = next((" ".join(heading.text_content().split()) for heading in copy.iter("h1")), "")
    lines = [line for line in render(copy).split("\n") if line.strip()]
    at = next((n for n, line in enumerate(lines) if title and line == f"## {title}"), 0)
    return lines[max(at - LINES_BEFORE, 0) : at] + lines[at:][: LINES_AFTER + 1]


def _say(time: HtmlElement) -> None:
    """Write into a ``time`` element the moment it means, or nothing when that is of something else."""
    name, *around = (_name(element) for element in [time, *islice(time.iterancestors(), 3)] if element.tag != "body")
    if (OF_CHANGE.search(name) and "publish" not in name) or any(map(OF_OTHERS.search, around)):
        time.drop_tree()
    elif stamp := time.get("datetime", "").strip():
        tail = time.tail
        time.clear()
        time.text, time.tail = stamp, tail


def _name(element: HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('itemprop', '')}".lower()
