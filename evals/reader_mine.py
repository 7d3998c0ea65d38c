"""``python -m evals.reader_mine --out FILE``: written questions and what retrieval finds for them.

The file is read by ``evals.reader_mined``.

Over the live generation of the store, and over the invented documents of ``evals/elsewhere``, which are put into a
store of their own for it: so that the reader learns to read, and not only to know this corpus.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bot.lexicon import Lexicon
from bot.retrieve import retrieve
from evals.reader_corpus import ELSEWHERE, HARD, PAIRS, WRITTEN, Written, answering, read_written
from evals.reader_mined import Mine, Mined, Shown
from ingest.embed import open_encoder
from ingest.encoder import Encoder
from ingest.generation import Generation
from ingest.sentences import Span
from ingest.server import open_store
from ingest.settings import Settings, go_offline, read_settings
from ingest.split import context
from ingest.store import Store
from ingest.sync import carry_out, make_plan

_RETRIEVED = 20
_NEAR = 14  # of them, out of which the negatives are drawn


def mined(written: Sequence[Written], generation: Generation, encoder: Encoder) -> Mine:
    """Each question with what answers it and what only seems to, of one generation."""
    place = {passage.id: number for number, passage in enumerate(generation.passages)}
    lexicon = Lexicon.of((document.text for document in generation.documents.values()), encoder.is_word)
    vectors = encoder.encode([one.question for one in written])
    found = []
    for one, vector in zip(written, vectors, strict=True):
        positives = answering(one, generation)
        hits = retrieve(generation, lexicon.spelled_out(one.question), vector, count=_RETRIEVED)
        values = {passage.text[span.start : span.end].lower() for passage, spans in positives for span in spans}
        right = {passage.id for passage, _ in positives}
        near = [
            place[hit.passage.id]
            for hit in hits
            if hit.passage.id not in right and not any(value in hit.passage.text.lower() for value in values)
        ]
        found.append(
            Mined(
                one.question,
                one.id,
                tuple((place[passage.id], spans) for passage, spans in positives),
                tuple(place[hit.passage.id] for hit in hits),
                tuple(near[:_NEAR]),
                one.is_for_training,
            )
        )
    return Mine(tuple(Shown(context(passage), passage.text) for passage in generation.passages), tuple(found))


def joined(mines: Sequence[Mine]) -> Mine:
    """One of several, their passages after one another."""
    passages: list[Shown] = []
    questions: list[Mined] = []
    for mine in mines:
        questions += [_moved(one, len(passages)) for one in mine.questions]
        passages += mine.passages
    return Mine(tuple(passages), tuple(questions))


def _moved(one: Mined, by: int) -> Mined:
    positives: tuple[tuple[int, tuple[Span, ...]], ...] = tuple((place + by, spans) for place, spans in one.positives)
    retrieved, near = ([place + by for place in places] for places in (one.retrieved, one.near))
    return Mined(one.question, one.origin, positives, tuple(retrieved), tuple(near), one.is_for_training)


def _elsewhere(encoder: Encoder, folder: Path) -> Generation:
    """The invented documents, in a store in the folder."""
    store = Store(folder)
    settings = Settings(_env_file=None, corpus=ELSEWHERE)
    plan = make_plan([ELSEWHERE], settings, None, prune=False, progress=lambda done: None)
    carry_out(plan, store, encoder.name, lambda: encoder, keep=1)
    generation = store.open()
    assert generation is not None, f"{ELSEWHERE} holds no document"
    return generation


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.reader_mine", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    arguments = parser.parse_args()
    settings = read_settings()
    go_offline(settings)
    live = open_store(settings).open()
    if live is None:
        print("There is no store. Run `make ingest` first.", file=sys.stderr)
        return 2
    encoder = open_encoder(settings)
    written = [one for path in (WRITTEN, PAIRS, HARD) for one in read_written(live, path)]
    with tempfile.TemporaryDirectory() as folder:
        elsewhere = _elsewhere(encoder, Path(folder))
        mines = [
            mined(written, live, encoder),
            mined(read_written(elsewhere, ELSEWHERE.with_suffix(".jsonl")), elsewhere, encoder),
        ]
    joined(mines).write(arguments.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
