"""Passages -> vectors: copied where any kept generation has them, embedded where the text is new."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from ingest.encoder import BATCH, Encoder, Vectors
from ingest.generation import Generation
from ingest.split import in_context, text_digest
from ingest.types import Passage


def known_vectors(generations: Sequence[Generation], name: str) -> dict[str, Vectors]:
    """What an encoder has embedded already, by the digest of the exact text that was embedded."""
    known: dict[str, Vectors] = {}
    for generation in generations:
        if generation.manifest.encoder == name:
            known |= zip(generation.embedded.values(), generation.vectors, strict=True)
    return known


def vectors_of(
    passages: Sequence[Passage],
    known: Mapping[str, Vectors],
    open_encoder: Callable[[], Encoder],
    progress: Callable[[int, int], None],
    keep: Callable[[Sequence[str], Vectors], None] = lambda digests, vectors: None,
) -> tuple[Vectors, int]:
    """A row a passage, shape (n, dimensions), and how many texts had to be embedded.

    ``open_encoder`` is only called when there are such; ``progress`` hears (done, total) of them. ``keep`` gets the
    digests and the vectors of each batch that is done, where there is more than one to do.
    """
    wanted = [text_digest(in_context(passage)) for passage in passages]
    texts = {
        digest: in_context(passage) for digest, passage in zip(wanted, passages, strict=True) if digest not in known
    }
    missing = sorted(texts, key=texts.__getitem__)
    vectors = dict(known)
    if missing:
        progress(0, len(missing))
        for places, new in open_encoder().batches([texts[digest] for digest in missing]):
            digests = [missing[place] for place in places]
            vectors |= zip(digests, new, strict=True)
            if len(missing) > BATCH:
                keep(digests, new)
            progress(len(places), len(missing))
    rows = [vectors[digest] for digest in wanted]
    # A store that was emptied has no rows, and no length of them is known.
    return (np.stack(rows).astype(np.float32) if rows else np.zeros((0, 1), np.float32)), len(missing)
