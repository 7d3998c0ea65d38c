"""Fixtures: a clean environment, the real encoder, and stores that many tests only read."""

import os
from collections.abc import Iterator
from pathlib import Path
from time import sleep, time

import hypothesis
import pytest
from browser import chromium
from builders import CAMPUS, WordEncoder, ingested, publish
from playwright.sync_api import Browser, sync_playwright

from bot.ask import Bot
from evals.chroma_server import ChromaServer
from ingest.embed import open_encoder
from ingest.encoder import Encoder
from ingest.settings import Settings, go_offline
from ingest.store import Store

CORPUS = Path(__file__).parent.parent / "corpus"

# A busy machine is slow now and then, and an example that builds a store is slow always.
hypothesis.settings.register_profile("cluster", deadline=None, print_blob=True)
hypothesis.settings.load_profile("cluster")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a module."""
    path = chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> None:
    """The settings of whoever runs the tests do not reach them."""
    for name, field in Settings.model_fields.items():
        os.environ.pop(str(field.validation_alias or f"CLUSTER_{name.upper()}"), None)
    go_offline(Settings(_env_file=None))


@pytest.fixture(autouse=True)
def _environment_restored() -> Iterator[None]:
    """What a command line sets in the environment ends with its test."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def early_in_a_minute() -> None:
    """The limits weigh the minute of the clock and the one before it: who asks across the turn may ask once more."""
    left = 60 - time() % 60
    if left < 20:  # seconds
        sleep(left + 0.1)


@pytest.fixture
def encoder() -> WordEncoder:
    """An encoder that needs no download and remembers what it was asked."""
    return WordEncoder()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in: no .env, no corpus and no store but what the test puts there."""
    folder = tmp_path / "desk"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """A Chroma server that runs for as long as the tests do. Take a name of your own on it."""
    with ChromaServer(tmp_path_factory.mktemp("chroma")) as server:
        yield server


@pytest.fixture(scope="session")
def real_encoder() -> Encoder:
    """The default encoder, loaded once."""
    return open_encoder(Settings(_env_file=None))


@pytest.fixture(scope="session")
def corpus_store(tmp_path_factory: pytest.TempPathFactory, real_encoder: Encoder) -> Store:
    """The real corpus, embedded by the real encoder. Read it only."""
    return ingested(CORPUS, tmp_path_factory.mktemp("corpus"), real_encoder)


@pytest.fixture(scope="session")
def corpus_bot(corpus_store: Store, real_encoder: Encoder) -> Bot:
    """The bot over the real corpus."""
    return Bot(corpus_store, real_encoder)


@pytest.fixture(scope="session")
def campus_store(tmp_path_factory: pytest.TempPathFactory, real_encoder: Encoder) -> Store:
    """A store of a few documents about a campus, embedded by the real encoder. Read it only."""
    store = Store(tmp_path_factory.mktemp("campus"))
    publish(store, CAMPUS, real_encoder)
    return store


@pytest.fixture(scope="session")
def campus_bot(campus_store: Store, real_encoder: Encoder) -> Bot:
    """The bot over those documents."""
    return Bot(campus_store, real_encoder)
