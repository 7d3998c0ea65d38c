"""The judge: a quote is kept only if it stands, character for character, at its offsets in the stored text (pure)."""

from collections.abc import Mapping

from bot.types import Citation
from ingest.types import Document


def is_proven(citation: Citation, documents: Mapping[str, Document]) -> bool:
    """Whether the quote is found at its place, in the document whose card it shows."""
    document = documents.get(citation.source.id)
    if document is None or document.source != citation.source:
        return False
    return bool(citation.quote) and document.text[citation.start : citation.end] == citation.quote
