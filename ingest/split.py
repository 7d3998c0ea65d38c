"""Document -> passages, span first (pure).

A passage is a run of whole sentences under one heading. Only a sentence longer than a passage may be cut.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from ingest.sentences import Block, Span, blocks
from ingest.types import Document, Passage

# Raised when the same document would be cut differently, so that stores made before are made again.
SPLITTER_VERSION = 1

# Chosen so that a passage with its context stays within the encoder's 256 tokens.
TARGET_CHARACTERS = 700
LONGEST_CHARACTERS = 1_000


def split(document: Document) -> list[Passage]:
    """The passages of a document, in order, not overlapping, each found again at its offsets."""
    passages = []
    for heading, spans in _sections(blocks(document.text)):
        for span in _packed(spans):
            passages.append(Passage(document.source, span.start, document.text[span.start : span.end], heading))
    return passages


def distinct(passages: Sequence[Passage]) -> list[Passage]:
    """The passages without those that say word for word what one before them has said under the same heading.

    A thousand passages with one vector would hide each other, and then others, from the search for the nearest.
    """
    first = {in_context(passage): passage for passage in reversed(passages)}
    return list(reversed(first.values()))


def context(passage: Passage) -> str:
    """What a reader would know beside the passage's words: its title, date and heading."""
    source = passage.source
    parts = [source.title, str(source.published) if source.published else None, passage.heading]
    return ". ".join(part for part in parts if part)


def in_context(passage: Passage) -> str:
    """The text that is embedded and indexed: the passage after its context."""
    return f"{context(passage)}\n{passage.text}"


def text_digest(text: str) -> str:
    """The SHA-256 by which a text's vector is found again."""
    return sha256(text.encode()).hexdigest()


def _sections(parts: list[Block]) -> Iterator[tuple[str | None, list[list[Span]]]]:
    """Each heading with the paragraphs under it, a paragraph being its sentences."""
    heading: str | None = None
    paragraphs: list[list[Span]] = []
    for block in parts:
        if block.heading is None:
            paragraphs.append(list(block.sentences))
            continue
        if paragraphs:
            yield heading, paragraphs
        heading, paragraphs = block.heading, []
    if paragraphs:
        yield heading, paragraphs
    elif heading is not None:
        # A document that ends in a heading, or is only one: the words are kept as a passage of their own.
        last = parts[-1].span
        yield None, [[last]]


def _packed(paragraphs: list[list[Span]]) -> Iterator[Span]:
    """Neighbouring sentences joined up to the target length; a paragraph is kept whole where it fits."""
    current: Span | None = None
    for paragraph in paragraphs:
        pieces = [paragraph] if _length(paragraph) <= TARGET_CHARACTERS else [[sentence] for sentence in paragraph]
        for piece in pieces:
            for part in _cut(Span(piece[0].start, piece[-1].end)):
                if current and part.end - current.start <= TARGET_CHARACTERS:
                    current = Span(current.start, part.end)
                    continue
                if current:
                    yield current
                current = part
    if current:
        yield current


def _length(paragraph: list[Span]) -> int:
    return paragraph[-1].end - paragraph[0].start


def _cut(span: Span) -> Iterator[Span]:
    for start in range(span.start, span.end, LONGEST_CHARACTERS):
        yield Span(start, min(start + LONGEST_CHARACTERS, span.end))
