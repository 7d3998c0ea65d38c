"""The judge: a quote is kept only if it stands, character for character, at its offsets in the stored text (pure)."""

import re
from collections.abc import Mapping, Sequence

from bot.types import Citation
from ingest.types import Document


def is_proven(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Whether the quote is found at its place, in the document whose card it shows."""
    document = documents.get(citation.source.id)
    if document is None or document.source != citation.source:
        return False
    return bool(citation.quote) and document.text[citation.start : citation.end] == citation.quote


def answer_text(citations: Sequence[Citation]) -> str:
    """The quotes as the text of an answer, a line each, with their markers.

    A quote from a wrapped paragraph is set on one line; its words are untouched.
    """
    return "\n".join(f"{' '.join(citation.quote.split())} [{citation.number}]" for citation in citations)


def markers(text: str) -> list[int]:
    """The citation numbers that a text ends its lines with, in order."""
    return [int(number) for number in re.findall(r" \[(\d+)\]$", text, re.MULTILINE)]
