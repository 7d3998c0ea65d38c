"""An answer for each face: Markdown for a chat bubble, text for a terminal, JSON; the panel of sources is in cards.py.

Whatever comes from documents or users is data: it is shown as it stands and never becomes markup.
"""

import re
import textwrap
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.cards import NEAREST, NEAREST_NOTE, byline, card_id
from bot.claims import DISAGREE, Claim, ClaimKind, claims
from bot.dates_in_words import as_known
from bot.encode import encode, one_line, printable
from bot.languages import language_name
from bot.permalink import permalink
from bot.types import Answer, Citation, Figure, Status
from ingest.types import Source

WIDTH = 96  # columns of a terminal answer

_WORKED_OUT = "— calculated from the figures cited"
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def question_to_markdown(question: str) -> str:
    """The visitor's own bubble: the question as it was typed, line by line."""
    # Spaces at the start of a line would make a block of code, where entities are not decoded.
    return "\n".join(encode(line.strip()) for line in question.splitlines())


def to_markdown(answer: Answer, today: date | None = None) -> str:
    """The chat bubble: a paragraph a line, the short answer in bold first, each marker a link to its card.

    It holds no raw HTML. Ages are counted to ``today`` (default: this day).
    """
    paragraphs = [_markdown_claim(answer, claim, today) for claim in claims(answer)]
    if answer.nearest:
        paragraphs.append("*The passages that came closest are listed under Sources.*")
    return "\n\n".join(paragraphs)


def read_as(answer: Answer) -> str:
    """How a question was understood, where that differs from what was asked: a follow-up, a misspelling; else ""."""
    standalone = answer.standalone_question
    leans = re.fullmatch(r"(?P<main>.+?) \((?P<leant>[^;]+)(?:;.*)?\)", standalone)
    main = leans["main"] if leans else standalone
    # "And how much was upfront?" says no less than "how much was upfront?".
    is_as_asked = _bare(answer.question).endswith(_bare(main))
    if (
        answer.status is Status.OUT_OF_SCOPE
        or _bare(standalone) == _bare(answer.question)
        or (is_as_asked and not leans)
    ):
        return ""
    main = main[:1].upper() + main[1:]
    return f"Read as: {main} (after “{leans['leant']}?”)" if leans and is_as_asked else f"Read as: {main}"


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def to_terminal(answer: Answer, today: date | None = None, bold: bool = False) -> str:
    """The answer for the command line: the short answer, what proves it, then the sources.

    With ``bold``, for a screen that knows ANSI's escape sequences, the short answer stands out.
    """
    said = claims(answer)
    leads = [_emphasised(_terminal_claim(answer, claim, today), bold) for claim in said if claim.kind is ClaimKind.LEAD]
    blocks = [f"{as_known(answer.known_by)}."] if answer.known_by else []
    blocks += ["\n".join(leads)] if leads else []
    blocks += [_terminal_claim(answer, claim, today) for claim in said if claim.kind is not ClaimKind.LEAD]
    if answer.citations:
        blocks += ["Sources", *(_terminal_card(citation, today) for citation in answer.citations)]
    if answer.nearest:
        blocks += [f"Nearest passages. {NEAREST_NOTE}"]
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
        "known_by": answer.known_by,
        "leads": [asdict(lead) for lead in answer.leads],
        "citations": [_json_citation(citation) for citation in answer.citations],
        "figures": [_json_figure(figure) for figure in answer.figures],
        "calculations": [
            {"text": calculation.text, "citations": list(calculation.citations)} for calculation in answer.calculations
        ],
        "conflicts": [{"figures": list(conflict.figures), "why": conflict.why} for conflict in answer.conflicts],
        "history": list(answer.history),
        "nearest": [_json_citation(citation) for citation in answer.nearest],
        "generation": answer.generation,
        "mode": answer.mode,
        "timings_ms": dict(answer.timings_ms),
        "prompt_version": answer.prompt_version,
        "unproven": answer.unproven,
        "language": answer.language,
    }


def source_to_json(source: Source) -> dict[str, Any]:
    """The card of a document."""
    return {
        "document_id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": str(source.published) if source.published else None,
        "url": source.url,
        "kind": source.kind.value,
        "language": source.language,
    }


def note_below(answer: Answer, claim: Claim, today: date | None = None) -> str:
    """What stands below a line: who said it and when, or that it was worked out; "" where there is nothing to add.

    Below a quote in another language than the answer's stands also which.
    """
    if claim.kind is ClaimKind.CALCULATION:
        return _WORKED_OUT
    if claim.kind is not ClaimKind.QUOTE:
        return ""
    source = claim.citations[0].source
    written = source.language or "en"
    return f"— {byline(source, today)}" + (f" · in {language_name(written)}" if written != answer.language else "")


def _markdown_claim(answer: Answer, claim: Claim, today: date | None) -> str:
    if claim.kind is ClaimKind.LEAD:
        return _markdown_lead(answer, claim)
    # The space before a marker does not break, so that no line begins with one.
    shown = "".join(
        encode(piece) if isinstance(piece, str) else f"\u00a0{_marker(answer, piece)}" for piece in claim.pieces
    ).lstrip()
    if claim.kind is ClaimKind.CONFLICT:
        shown = f"**{DISAGREE}**{shown.removeprefix(DISAGREE)}"
    below = note_below(answer, claim, today)
    return f"{shown} *{encode(below)}*" if below else shown


def _markdown_lead(answer: Answer, claim: Claim) -> str:
    when = f" *{encode(one_line(claim.when))}*" if claim.when.strip() else ""
    return f"**{encode(claim.text)}**{when}\u00a0{_marker(answer, claim.citations[0])}"


def _marker(answer: Answer, citation: Citation) -> str:
    return f"[[{citation.number}]](#{card_id(answer, citation.number)})"


def _emphasised(text: str, bold: bool) -> str:
    """Line by line, so that a pager that shows some of the lines does not run on in bold."""
    return "\n".join(f"{_BOLD}{line}{_PLAIN}" for line in text.splitlines()) if bold else text


def _terminal_claim(answer: Answer, claim: Claim, today: date | None) -> str:
    below = note_below(answer, claim, today)
    return _wrapped(claim.line) + (f"\n{_wrapped(below, '    ')}" if below else "")


def _terminal_card(citation: Citation, today: date | None, quoted: bool = False) -> str:
    source = citation.source
    what = source.kind.label + (f", page {citation.page}" if citation.page else "")
    lines = [f"[{citation.number}] {source.title}", f"{byline(source, today)} ({what})"]
    lines += [f'"{citation.quote}"'] if quoted else []
    lines += [source.url] if source.url else []
    lines += [f"Also at {byline(other, today)}: {other.url or other.title}" for other in citation.also_at]
    return "\n".join(_wrapped(one_line(line), "    " if index else "") for index, line in enumerate(lines))


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
    return {
        "number": citation.number,
        **source_to_json(citation.source),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "generation": citation.generation,
        "permalink": permalink(citation) if citation.version else None,
        "also_at": [
            {
                "document_id": other.id,
                "publisher": other.publisher,
                "published": str(other.published) if other.published else None,
                "url": other.url,
            }
            for other in citation.also_at
        ],
    }


def _json_figure(figure: Figure) -> dict[str, Any]:
    return asdict(figure) | {"value": int(figure.value) if float(figure.value).is_integer() else figure.value}
