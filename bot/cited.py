"""Sentences -> citations, as far as they are proven (pure)."""

from collections.abc import Iterable, Mapping

from bot.cite import is_proven
from bot.evidence import Sentence
from bot.types import Citation
from ingest.types import Document


def cited(sentences: Iterable[Sentence], documents: Mapping[str, Document], generation: str) -> tuple[Citation, ...]:
    """The sentences as numbered citations, each once; one that is not proven is left out."""
    proven: list[Citation] = []
    for sentence in dict.fromkeys(sentences):
        passage = sentence.passage
        citation = Citation(
            number=len(proven) + 1,
            source=passage.source,
            quote=sentence.text,
            start=sentence.start,
            end=sentence.end,
            generation=generation,
            before=passage.text[: sentence.start - passage.start],
            after=passage.text[sentence.end - passage.start :],
            page=_page(sentence, documents),
        )
        if is_proven(citation, documents):
            proven.append(citation)
    return tuple(proven)


def _page(sentence: Sentence, documents: Mapping[str, Document]) -> int | None:
    document = documents.get(sentence.passage.source.id)
    return document.page_at(sentence.start) if document else None
