"""An answer for each face: Markdown for a chat bubble, HTML for the panel of sources, text for a terminal, JSON.

Whatever comes from documents or users is data: it is shown as it stands and never becomes markup.
"""

import re
import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from bot.types import Answer, Citation, Figure, Status
from ingest.types import Published, Source

SURROUNDINGS = 300  # characters of the passage that a card shows on either side of the quote
NEAREST = 3  # passages shown when nothing was found
WIDTH = 96  # columns of a terminal answer

_NEAREST_NOTE = "These passages came closest. They do not answer the question."
# Our own table: strftime would follow the machine's locale.
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_TURNS_LINES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # the bidirectional overrides


def encode(text: str) -> str:
    """The text for a Markdown renderer: every ASCII punctuation character as an entity, so that none is markup."""
    return re.sub(r"[!-/:-@\[-`{-~]", lambda match: f"&#{ord(match[0])};", printable(text))


def question_to_markdown(question: str) -> str:
    """The visitor's own bubble: the question as it was typed, line by line."""
    # Spaces at the start of a line would make a block of code, where entities are not decoded.
    return "\n".join(encode(line.strip()) for line in question.splitlines())


def printable(text: str) -> str:
    """The text with control characters, direction overrides and lone surrogates shown as U+FFFD.

    They can move a terminal's cursor, reverse a line, or make the text impossible to send.
    """
    return "".join(mark if _is_shown(mark) else "\ufffd" for mark in text)


def to_markdown(answer: Answer, today: date | None = None) -> str:
    """The chat bubble: a paragraph a sentence, with its marker as a link to the card, and who said it, when.

    It holds no raw HTML. Ages are counted to ``today`` (default: this day).
    """
    paragraphs = [_markdown_claim(answer, sentence, citation, today) for sentence, citation in claims(answer)]
    if answer.nearest:
        paragraphs.append("*The passages that came closest are listed under Sources.*")
    return "\n\n".join(paragraphs)


def to_html(answer: Answer, today: date | None = None) -> str:
    """The panel of sources, on one line: a card a citation, or the nearest passages when nothing was found."""
    if answer.status is Status.ANSWERED:
        return _html_cards(answer, answer.citations, today)
    if not answer.nearest:
        return ""
    note = f'<h3>Nearest passages</h3><p class="note">{_NEAREST_NOTE}</p>'
    return f'<div class="nearest">{note}{_html_cards(answer, answer.nearest[:NEAREST], today)}</div>'


def to_terminal(answer: Answer, today: date | None = None) -> str:
    """The answer for the command line: its sentences, then its sources."""
    blocks = [_terminal_claim(sentence, citation, today) for sentence, citation in claims(answer)]
    if answer.citations:
        blocks += ["Sources", *(_terminal_card(citation, today) for citation in answer.citations)]
    if answer.nearest:
        blocks += [f"Nearest passages. {_NEAREST_NOTE}"]
        blocks += [_terminal_card(citation, today, quoted=True) for citation in answer.nearest[:NEAREST]]
    return "\n\n".join(blocks)


def to_json(answer: Answer) -> dict[str, Any]:
    """The JSON answer that the command line, the API and every client share."""
    return {
        "id": answer.id,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status.value,
        "text": answer.text,
        "as_of": answer.as_of,
        "citations": [_json_citation(citation) for citation in answer.citations],
        "figures": [_json_figure(figure) for figure in answer.figures],
        "conflicts": [],
        "nearest": [_json_citation(citation) for citation in answer.nearest],
        "generation": answer.generation,
        "mode": answer.mode,
        "timings_ms": dict(answer.timings_ms),
    }


def claims(answer: Answer) -> list[tuple[str, Citation | None]]:
    """The answer's sentences in order, each with the citation that its marker names, if it has one."""
    return list(_claims(answer.text, answer.citations))


def published_in_words(published: Published | None) -> str:
    """ "7 October 2020", "October 2020", "2020", or "undated"."""
    if published is None:
        return "undated"
    month = _MONTHS[published.month - 1] if published.month else None
    return " ".join(str(part) for part in (published.day, month, published.year) if part)


def age_in_words(published: Published | None, today: date | None = None) -> str | None:
    """ "7 years ago" for what is certainly a year old or more, "5 to 6 years ago" where the date leaves both open."""
    if published is None:
        return None
    today = today or date.today()
    least, most = _whole_years(published.last_day, today), _whole_years(published.first_day, today)
    if least < 1:
        return None
    if least < most:
        return f"{least} to {most} years ago"
    return "1 year ago" if least == 1 else f"{least} years ago"


def link_host(url: str | None) -> str | None:
    """The host that a link would lead to, in ASCII, or None for what must not become a link."""
    # A browser drops spaces and turns backslashes; a user name before @ only serves to feign another host.
    if url is None or re.search(r"[\s\\\x00-\x1f\x7f]", url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        return None
    return host if host and parts.scheme in {"http", "https"} and "@" not in parts.netloc else None


def _is_shown(mark: str) -> bool:
    return mark in "\n\t" or (unicodedata.category(mark) not in {"Cc", "Cs"} and mark not in _TURNS_LINES)


def _claims(text: str, citations: tuple[Citation, ...]) -> Iterator[tuple[str, Citation | None]]:
    """First by the quotes, since a quote may itself hold something like "[1]"; what is left, by its markers."""
    by_number = {str(citation.number): citation for citation in citations}
    quoted = "|".join(rf"{_loosely(citation.quote)}\s*\[{citation.number}\]" for citation in citations)
    pieces = re.split(f"({quoted})", text) if quoted else [text]
    for index, piece in enumerate(pieces):
        # Odd pieces are what the pattern caught: one quote and its marker.
        sentences = [piece] if index % 2 else re.split(r"(?<=\])\s|\n", piece)
        for sentence in filter(None, map(str.strip, sentences)):
            marker = re.search(r"\s*\[(\d+)\]$", sentence)
            if marker and marker[1] in by_number:
                yield sentence[: marker.start()], by_number[marker[1]]
            else:
                yield sentence, None


def _loosely(quote: str) -> str:
    """A pattern for the quote that takes any white space for its own: an answer may join what a page had wrapped."""
    return r"\s+".join(map(re.escape, quote.split()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _byline(source: Source, today: date | None) -> str:
    """ "Stevenage Bioscience Catalyst, 19 November 2019 · 7 years ago"."""
    age = age_in_words(source.published, today)
    who = _one_line(source.publisher or source.title)
    return f"{who}, {published_in_words(source.published)}" + (f" · {age}" if age else "")


def _markdown_claim(answer: Answer, sentence: str, citation: Citation | None, today: date | None) -> str:
    # One line each: four spaces after a line break would make a block of code, where entities are not decoded.
    shown = encode(_one_line(sentence))
    if citation is None:
        return shown
    marker = f"[[{citation.number}]](#{_card_id(answer, citation)})"
    # The space before the marker does not break, so that no line begins with it.
    return f"{shown}\u00a0{marker} *— {encode(_byline(citation.source, today))}*".lstrip()


def _card_id(answer: Answer, citation: Citation) -> str:
    # With the answer's id, so that an older bubble never leads to a newer answer's card.
    return f"source-{re.sub(r'[^A-Za-z0-9]', '', answer.id)}-{citation.number}"


def _html_cards(answer: Answer, citations: tuple[Citation, ...], today: date | None) -> str:
    cards = "".join(_html_card(_card_id(answer, citation), citation, today) for citation in citations)
    return f'<ol class="cards">{cards}</ol>'


def _html_card(card_id: str, citation: Citation, today: date | None) -> str:
    source = citation.source
    return (
        f'<li class="card" id="{card_id}"><p class="card-head"><span class="number">{citation.number}</span> '
        f'<span class="title">{_html(_one_line(source.title))}</span></p>'
        f'<p class="meta">{_html_meta(source, today)}</p>'
        f"<blockquote>{_html(_tail(citation.before))}<mark>{_html(citation.quote)}</mark>"
        f"{_html(_head(citation.after))}</blockquote>{_html_link(source.url)}</li>"
    )


def _html_meta(source: Source, today: date | None) -> str:
    """Publisher, date, age and kind: each its own element, so that a phone breaks the line between them."""
    when, age = published_in_words(source.published), age_in_words(source.published, today)
    stamp = f'<time datetime="{source.published}">{when}</time>' if source.published else f"<span>{when}</span>"
    parts = [f"<strong>{_html(_one_line(source.publisher))}</strong>"] if source.publisher else []
    parts.append(stamp)
    parts += [f'<span class="age">{age}</span>'] if age else []
    return " ".join([*parts, f'<span class="kind">{source.kind.label}</span>'])


def _html_link(url: str | None) -> str:
    host = link_host(url)
    if url is None or host is None:
        return f'<p class="url">{_html(url)}</p>' if url else ""
    target = 'target="_blank" rel="noopener noreferrer nofollow"'
    return f'<p class="url"><a href="{_html(url)}" {target}>Read the source at {_html(host)}</a></p>'


def _html(text: str) -> str:
    # Encoded rather than only escaped, and on one line: the page's renderer is a Markdown one, to which a blank line
    # ends a block of HTML.
    return encode(text).replace("\n", "&#10;")


def _tail(text: str) -> str:
    """The end of a text, cut at a word."""
    if len(text) <= SURROUNDINGS:
        return text
    cut = text[-SURROUNDINGS:]
    return "… " + re.sub(r"^\S*\s+", "", cut, count=1)


def _head(text: str) -> str:
    """The beginning of a text, cut at a word."""
    if len(text) <= SURROUNDINGS:
        return text
    cut = text[:SURROUNDINGS]
    return re.sub(r"\s+\S*$", "", cut, count=1) + " …"


def _whole_years(then: date, today: date) -> int:
    return today.year - then.year - ((today.month, today.day) < (then.month, then.day))


def _terminal_claim(sentence: str, citation: Citation | None, today: date | None) -> str:
    marker = f" [{citation.number}]" if citation else ""
    lines = _wrapped(_one_line(sentence) + marker)
    return lines if citation is None else f"{lines}\n{_wrapped('— ' + _byline(citation.source, today), '    ')}"


def _terminal_card(citation: Citation, today: date | None, quoted: bool = False) -> str:
    source = citation.source
    lines = [f"[{citation.number}] {source.title}", f"{_byline(source, today)} ({source.kind.label})"]
    lines += [f'"{citation.quote}"'] if quoted else []
    lines += [source.url] if source.url else []
    return "\n".join(_wrapped(_one_line(line), "    " if index else "") for index, line in enumerate(lines))


def _wrapped(text: str, indent: str = "") -> str:
    # A URL stays whole, so that it can be copied.
    return textwrap.fill(
        printable(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _json_citation(citation: Citation) -> dict[str, Any]:
    source = citation.source
    return {
        "number": citation.number,
        "document_id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": str(source.published) if source.published else None,
        "url": source.url,
        "kind": source.kind.value,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "generation": citation.generation,
    }


def _json_figure(figure: Figure) -> dict[str, Any]:
    return asdict(figure) | {"value": int(figure.value) if figure.value.is_integer() else figure.value}
