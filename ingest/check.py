"""Is a generation whole? The one check behind the gate of an ingest and behind `python -m ingest doctor`.

Some damage to Chroma's index ends the process that opens it, which Python cannot catch. So the check runs in a child.
"""

import os
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from signal import Signals
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ingest.chroma.index import Index
from ingest.digests import altered
from ingest.errors import StoreError
from ingest.generation import Generation
from ingest.split import in_context, text_digest

# One process loads them, and each check is forked from it: the second costs a fraction of a second. Our own modules are
# not among them, since that process looks for modules where Python was installed and not where we were found.
_LIBRARIES = ["chromadb.api.rust", "bm25s"]
# By so much at the most two numbers of a vector differ that is the same: Chroma makes its length one again.
_SAME = 1e-5
# So many passages at the most are looked up by their words, evenly spaced.
_LOOKED_UP = 10_000
# How long a check may take. A megabyte holds some hundred passages, of which a busy core checks hundreds a second.
_SECONDS, _SECONDS_A_MEGABYTE = 300, 5


class _Stored(NamedTuple):
    """How many passages Chroma holds, and of each of the generation's whether it has its text and its vector there."""

    passages: int
    texts: NDArray[np.bool_]
    vectors: NDArray[np.bool_]


def checked(folder: Path, index: Index | None = None) -> list[str]:
    """``problems_of`` a generation, found in a child process; that the child ended early is a problem too."""
    context = get_context("forkserver")
    context.set_forkserver_preload(_LIBRARIES)
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_tell, args=(folder, index, sender), daemon=True)
    process.start()
    sender.close()
    try:
        if receiver.poll(_patience(folder)):
            told: list[str] = receiver.recv()
            return told
        process.kill()
        return ["Checking it did not come to an end."]
    except EOFError:
        return [f"It ended the process that opened it ({_ending(process)})."]
    finally:
        process.join()
        receiver.close()


def problems_of(folder: Path, index: Index | None = None) -> list[str]:
    """What is wrong with a generation, one sentence each; empty when it is whole. Opens it in this process.

    Every file hashes to what the manifest says; counts agree; every passage stands at its offsets, has its text and its
    vector in Chroma, and is indexed by its words.
    """
    try:
        generation = Generation(folder, index=index)
        changed = altered(folder, generation.manifest.digests)
        if changed:
            return [f"{len(changed)} of its files are not as they were written, first {changed[0]}."]
        try:
            stored = _stored(generation)
            return _counts(generation, stored.passages) or _disagreements(generation, stored)
        finally:
            generation.close()
    except StoreError as error:
        return [str(error)]


def _counts(generation: Generation, stored: int) -> list[str]:
    manifest = generation.manifest
    passages = {
        manifest.passages,
        len(generation.passages),
        len(generation.vectors),
        stored,
    }
    problems = []
    if len(passages) != 1:
        problems.append(f"Its counts of passages differ: {sorted(passages)}.")
    documents = {manifest.documents, len(generation.documents)}
    if len(documents) != 1:
        problems.append(f"Its counts of documents differ: {sorted(documents)}.")
    return problems


def _disagreements(generation: Generation, stored: _Stored) -> list[str]:
    passages = generation.passages
    texts = list(map(in_context, passages))
    # Cut where the offsets say, so a wrong offset gives a text that Chroma does not hold.
    differ = [passage.id for passage, same in zip(passages, stored.texts, strict=True) if not passage.text or not same]
    stale = [
        passage.id
        for passage, text, digest in zip(passages, texts, generation.embedded.values(), strict=True)
        if text_digest(text) != digest
    ]
    other = [passage.id for passage, same in zip(passages, stored.vectors, strict=True) if not same]
    problems = [
        f"{len(ids)} passages {what}, first {ids[0]}."
        for ids, what in (
            (differ, "differ from their documents"),
            (stale, "have the vectors of other texts"),
            (other, "have other vectors in Chroma"),
        )
        if ids
    ]
    if not generation.keywords.agrees_with(texts, range(0, len(texts), -(-len(texts) // _LOOKED_UP) or 1)):
        problems.append("Its keyword index is not that of its passages.")
    return problems


def _stored(generation: Generation) -> _Stored:
    """What Chroma holds beside what it should, a batch at a time; what was taken over is compared with where it was."""
    found = _taken_over(generation)
    count, size = (found.passages if found else 0), len(generation.passages)
    texts, vectors = (found.texts, found.vectors) if found else (np.zeros(size, bool), np.zeros(size, bool))
    for held in generation.index.new_rows() if found else generation.index.rows():
        count += len(held.ids)
        placed = [(row, generation.positions.get(id_)) for row, id_ in enumerate(held.ids)]
        rows = [(row, place) for row, place in placed if place is not None and place < len(generation.vectors)]
        for row, place in rows:
            texts[place] = held.texts[row] == generation.passages[place].text
        if rows and held.vectors.shape[1:] == generation.vectors.shape[1:]:
            mine, theirs = map(list, zip(*rows, strict=True))
            apart = np.abs(held.vectors[mine] - generation.vectors[theirs])
            # What is infinite or no number is like none.
            vectors[theirs] = (apart < _SAME).all(axis=1)
    return _Stored(count, texts, vectors)


def _taken_over(generation: Generation) -> _Stored | None:
    """What Chroma holds of it in the very files of a generation before, which was checked when it was made.

    So it is enough that what was embedded and the vector are what they were there. None where the files differ.
    """
    taken = generation.index.taken_over
    if taken is None:
        return None
    older = Generation(taken.folder)
    if _digests(older, taken.part) != _digests(generation, taken.part):
        return None
    here, now, then = generation.positions, generation.embedded, older.embedded
    held = then.keys() - taken.away
    size = len(generation.passages)
    texts, vectors = np.zeros(size, bool), np.zeros(size, bool)
    for id_ in held & here.keys():
        texts[here[id_]] = now[id_] == then[id_]
    both = [(here[id_], place) for place, id_ in enumerate(then) if id_ in held and id_ in here]
    if both and generation.vectors.shape[1:] == older.vectors.shape[1:]:
        mine, theirs = map(list, zip(*sorted(both), strict=True))
        vectors[mine] = (generation.vectors[mine] == older.vectors[theirs]).all(axis=1)
    return _Stored(len(held), texts, vectors)


def _digests(generation: Generation, part: str) -> dict[str, str]:
    """What the files in a folder of a generation must hash to."""
    return {path: digest for path, digest in generation.manifest.digests.items() if path.startswith(f"{part}/")}


def _tell(folder: Path, index: Index | None, sender: "Connection[list[str], None]") -> None:
    """The child's part. What a library prints of a damaged file is no sentence to a person."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    sender.send(problems_of(folder, index))


def _patience(folder: Path) -> float:
    """Seconds after which a check is taken to be stuck."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return _SECONDS + _SECONDS_A_MEGABYTE * size / 1e6


def _ending(process: BaseProcess) -> str:
    process.join()
    code = process.exitcode or 0
    return Signals(-code).name if code < 0 else f"exit status {code}"
