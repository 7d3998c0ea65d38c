"""Is a generation whole? The one check behind the gate of an ingest and behind `python -m ingest doctor`.

Some damage to Chroma's index ends the process that opens it, which Python cannot catch. So the check runs in a child.
"""

import os
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from signal import Signals

import numpy as np

from ingest.chroma.index import Index
from ingest.digests import altered
from ingest.errors import StoreError
from ingest.generation import Generation
from ingest.split import in_context, text_digest

# One process loads them, and each check is forked from it: the second costs a fraction of a second. Our own modules are
# not among them, since that process looks for modules where Python was installed and not where we were found.
_LIBRARIES = ["chromadb.api.rust", "bm25s"]
# Cosine distance under which two vectors are the same but for rounding.
_SAME = 1e-3
# How long a check may take. A megabyte holds some hundred passages, of which a busy core checks hundreds a second.
_SECONDS, _SECONDS_A_MEGABYTE = 300, 5


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

    Every file hashes to what the manifest says; counts agree; every passage stands at its offsets, says the same in
    Chroma, is found by its own vector, and is indexed by its words.
    """
    try:
        generation = Generation(folder, index=index)
        changed = altered(folder, generation.manifest.digests)
        if changed:
            return [f"{len(changed)} of its files are not as they were written, first {changed[0]}."]
        try:
            stored = generation.index.texts()
            return _counts(generation, len(stored)) or _disagreements(generation, stored)
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
        len(generation.embedded),
        stored,
    }
    problems = []
    if len(passages) != 1:
        problems.append(f"Its counts of passages differ: {sorted(passages)}.")
    documents = {manifest.documents, len(generation.documents)}
    if len(documents) != 1:
        problems.append(f"Its counts of documents differ: {sorted(documents)}.")
    return problems


def _disagreements(generation: Generation, stored: Mapping[str, str]) -> list[str]:
    passages = generation.passages
    texts = list(map(in_context, passages))
    # Cut where the offsets say, so a wrong offset gives a text that Chroma does not hold.
    differ = [passage.id for passage in passages if not passage.text or stored.get(passage.id) != passage.text]
    stale = [
        passage.id
        for passage, text, digest in zip(passages, texts, generation.embedded, strict=True)
        if text_digest(text) != digest
    ]
    # An infinite or missing vector is found nowhere. Equal texts may stand for one another.
    places = generation.index.unproven([passage.id for passage in passages])
    near = np.asarray(generation.index.distances(generation.vectors[places])) <= _SAME
    lost = [passages[place].id for place, found in zip(places, near, strict=True) if not found]
    problems = [
        f"{len(ids)} passages {what}, first {ids[0]}."
        for ids, what in (
            (differ, "differ from their documents"),
            (stale, "have the vectors of other texts"),
            (lost, "are not found by their own vectors"),
        )
        if ids
    ]
    if not generation.keywords.agrees_with(texts, places):
        problems.append("Its keyword index is not that of its passages.")
    return problems


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
