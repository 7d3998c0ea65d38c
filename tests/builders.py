"""What tests build: the shortest valid document, an encoder that needs no download, a real store."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from bot.lexicon import Lexicon
from bot.question import Part, understand
from ingest import load
from ingest.digests import digests_of, seal
from ingest.encoder import Encoder, Vectors
from ingest.generation import FileRecord, new_manifest
from ingest.keywords import words
from ingest.origin import Origin
from ingest.plan import Plan
from ingest.read import Parser, Parsers
from ingest.settings import Settings
from ingest.split import in_context, split
from ingest.store import Store
from ingest.sync import READER, Done, carry_out, make_plan
from ingest.types import Document, Kind, Published, Source

TEXT = "The campus houses 45 companies, 13 of which are in cell and gene therapy."
CARD = Source(
    "a.md", "About the campus", "Stevenage Bioscience Catalyst", Kind.PRESS_RELEASE, Published(2020, 10), None
)


class WordEncoder(Encoder):
    """Counts words into 256 buckets: shared words really are near. ``asked`` holds every text it was given."""

    name = "words"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] = lambda done: None) -> Vectors:
        """Unit vectors of shape (n, 256)."""
        self.asked += texts
        counts = np.full((len(texts), 256), 1e-3, dtype=np.float32)
        for row, text in zip(counts, texts, strict=True):
            for word in words(text):
                row[crc32(word.encode()) % 256] += 1
        progress(len(texts))
        unit: Vectors = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return unit

    def is_word(self, word: str) -> bool:
        """It knows no words, so every word that the documents lack may be a misspelling."""
        return False


# What the documents are taken to say where only a question is looked at.
LEXICON = Lexicon.of(["The trials in the UK and the centre of Autolus in Stevenage; funds of the campus."])


def part_of(question: str) -> Part:
    """The one part of a question."""
    (part,) = understand(question, [], LEXICON).parts
    return part


def make_document(text: str = TEXT, **card: Any) -> Document:
    """A document that says ``text``; ``card`` replaces fields of its source."""
    return Document(replace(CARD, **card), text)


def publish(store: Store, documents: Sequence[Document], encoder: Encoder | None = None) -> str:
    """Publish one more generation of the store; its name."""
    encoder = encoder or WordEncoder()
    passages = [passage for document in documents for passage in split(document)]
    vectors = encoder.encode(list(map(in_context, passages)))
    files = {document.source.id: FileRecord(document.source.id, "") for document in documents}
    manifest = new_manifest(encoder.name, READER, len(documents), len(passages), files)
    return store.publish(documents, passages, vectors, manifest).name


def make_store(folder: Path, documents: Sequence[Document]) -> Store:
    """A store in ``folder`` whose live generation holds the documents."""
    store = Store(folder)
    publish(store, documents)
    return store


def resealed(folder: Path) -> None:
    """Make the manifest agree with files that were written by a faulty program, not damaged on the disk."""
    path = folder / "manifest.json"
    row = json.loads(path.read_text())
    path.unlink()
    del row["seal"]
    row["digests"] = digests_of(folder)
    path.write_text(json.dumps({"seal": seal(row), **row}))


def ingested(corpus: Path, folder: Path, encoder: Encoder) -> Store:
    """A store in ``folder`` that holds what lies under ``corpus``, all of which must be readable."""
    store = Store(folder)
    plan = make_plan([corpus], Settings(_env_file=None, corpus=corpus), None, prune=False, progress=lambda done: None)
    assert not plan.failed
    carry_out(plan, store, encoder.name, lambda: encoder, keep=1)
    return store


@contextmanager
def parsing_here(settings: Settings) -> Iterator[Parser]:
    """Parse in this process: starting others takes longer than all else that a test of a few files does."""

    class Here:
        def parse(self, data: bytes, path: Path, document_id: str, origin: Origin | None = None) -> Document:
            return load.parse(data, path, document_id, settings, origin)

    yield Here()


class Desk:
    """A corpus folder, a store and an encoder, and what is done with them."""

    def __init__(self, folder: Path, parsers: Parsers = parsing_here) -> None:
        self.parsers = parsers
        self.corpus = folder / "corpus"
        self.store = Store(folder / "store")
        self.encoder = WordEncoder()
        self.corpus.mkdir(exist_ok=True)

    def write(self, **texts: str) -> None:
        """Write a file of each name."""
        for name, text in texts.items():
            (self.corpus / f"{name}.md").write_text(f"title: About {name}\n\n{text}")

    def plan(self, *, prune: bool = False) -> Plan:
        """What an ingest would do."""
        settings = Settings(_env_file=None, corpus=self.corpus, encoder=self.encoder.name)
        live, parsers = self.store.open(), self.parsers
        return make_plan([self.corpus], settings, live, prune=prune, progress=lambda done: None, parsers=parsers)

    def ingest(self, encoder: Encoder | None = None, *, prune: bool = False, force: bool = False) -> Done | None:
        """Carry out what is to be done, if anything is."""
        plan = self.plan(prune=prune)
        return self.carry_out(plan, encoder, force=force) if plan.writes else None

    def carry_out(self, plan: Plan, encoder: Encoder | None = None, *, force: bool = True) -> Done:
        """Publish what the plan says."""
        used = encoder or self.encoder
        return carry_out(plan, self.store, used.name, lambda: used, keep=3, force=force)

    def texts(self) -> dict[str, str]:
        """What the live generation says."""
        live = self.store.open()
        return {id_: document.text for id_, document in live.documents.items()} if live else {}


# A small campus: two dates of one figure, a grant, people, a plan, and an undated fact sheet.
CAMPUS = (
    make_document(
        "In January 2016 the Stevenage campus housed 50 companies. Occupiers had raised over £100m by then. "
        "Martino Picardo was chief executive of Stevenage Bioscience Catalyst (SBC).",
        id="press/2016.md",
        title="The campus in 2016",
        published=Published(2016, 1, 14),
        url="https://example.org/2016",
    ),
    make_document(
        "In autumn 2020 the Stevenage campus houses 45 companies, 13 of which are in cell and gene therapy. "
        "Occupiers have raised over £1.6bn. The campus provides 1,000 jobs.",
        id="news/2020.md",
        title="The campus in 2020",
        publisher="Mondaq",
        kind=Kind.NEWS,
        published=Published(2020, 10),
    ),
    make_document(
        "Autolus is building a factory in Stevenage. The Autolus factory costs £65m and will create up to 400 jobs. "
        "Christian Itin, the chief executive of Autolus, cut the first sod in September 2021.",
        id="news/autolus.md",
        title="Autolus builds a factory",
        publisher="Hertfordshire Mercury",
        kind=Kind.NEWS,
        published=Published(2021, 9, 8),
    ),
    make_document(
        "The train from Stevenage to King's Cross takes 20 minutes. The town has 89,000 inhabitants. "
        "The Sycamore House laboratories measure 9,640 sq m.",
        id="facts/town.md",
        title="The town of Stevenage",
        publisher=None,
        kind=Kind.FACT_SHEET,
        published=None,
    ),
)
