"""A store on a Chroma server: the same promises as in a folder, for machines that share nothing but its address."""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest
from builders import Desk, WordEncoder, make_document, publish

import ingest.chroma.lock
from bot.ask import Bot
from bot.permalink import Fate, Link
from evals.chroma_server import ChromaServer
from ingest.__main__ import main
from ingest.chroma.collections import FILES, fetch_file
from ingest.chroma.leftovers import leftovers
from ingest.chroma.leftovers import main as leftovers_main
from ingest.chroma.server import Server
from ingest.earlier import earlier_of
from ingest.encoder import Progress, Vectors
from ingest.errors import GoneError, OutageError, StoreError
from ingest.generation import Generation, new_manifest
from ingest.server import ServerStore, open_store
from ingest.settings import Settings
from ingest.split import in_context, split
from ingest.store import Store

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(chroma: ChromaServer, tmp_path: Path) -> ServerStore:
    """An empty store of its own."""
    return chroma.store(tmp_path / "here")


def replica(store: ServerStore, folder: Path) -> ServerStore:
    """The same store as another machine sees it, which has no copy of anything."""
    return ServerStore(store._server, folder)


def live(store: Store) -> Generation:
    """The live generation, which there is."""
    generation = store.open()
    assert generation is not None
    return generation


def text(store: Store) -> str:
    """What the one document of the live generation says."""
    return live(store).documents["a.md"].text


def test_a_store_that_was_never_made_is_none_and_makes_nothing(store: ServerStore) -> None:
    """Looking is not writing, neither here nor there."""
    assert store.open() is None
    assert store.history() == []
    assert store._server.names() == set()
    assert not store.folder.exists()


def test_every_machine_follows_what_one_publishes(store: ServerStore, tmp_path: Path) -> None:
    """Another one, with an empty folder, gets the same bytes; the generation before stays readable to those on it."""
    publish(store, [make_document("The first text."), make_document("Trains to London.", id="b.md")])
    other = replica(store, tmp_path / "there")
    before = live(other)
    assert [path.read_bytes() for path in sorted(before.folder.rglob("*")) if path.is_file()] == [
        path.read_bytes() for path in sorted(live(store).folder.rglob("*")) if path.is_file()
    ]
    publish(store, [make_document("The second text.")])
    assert (before.name, text(other)) == ("g000001", "The second text.")
    assert before.documents["a.md"].text == "The first text."
    assert {text for held in before.index.rows() for text in held.texts} == {"The first text.", "Trains to London."}


def test_vectors_come_back_to_the_last_bit(store: ServerStore, tmp_path: Path) -> None:
    """More of them than go in one call; so a digest can say whether they are what was published."""
    documents = [make_document(f"Company {n} opened in {1000 + n}.", id=f"{n}.md", title=str(n)) for n in range(1_100)]
    publish(store, documents)
    other = live(replica(store, tmp_path / "there"))
    assert np.array_equal(other.vectors, live(store).vectors)
    assert other.documents == {document.source.id: document for document in documents}
    assert sum(len(held.ids) for held in other.index.rows()) == 1_100


def test_a_generation_that_fails_its_gate_is_not_published(store: ServerStore) -> None:
    """The live one stays, and the next ingest sweeps up what is left on the server."""
    publish(store, [make_document("The first text.")])
    document = make_document("The second text.")
    manifest = new_manifest("words", "r", 1, len(split(document)) + 1, {})
    with pytest.raises(StoreError, match="is not whole and was not published: Its counts of passages differ"):
        store.publish([document], split(document), WordEncoder().encode([document.text]), manifest)
    assert text(store) == "The first text."
    publish(store, [make_document("The third text.")])
    assert store._server.names() == {"CURRENT", "g000001", "g000001.files", "g000002", "g000002.files"}


def test_a_roll_back_moves_every_machine(store: ServerStore, tmp_path: Path) -> None:
    """Step by step, until there is nothing to go back to; names are never used again."""
    for number in ("first", "second"):
        publish(store, [make_document(f"The {number} text.")])
    other = replica(store, tmp_path / "there")
    assert text(other) == "The second text."
    assert store.roll_back() == ("g000002", "g000001")
    assert text(other) == "The first text."
    with pytest.raises(StoreError, match=r"Before g000001 no whole generation is kept in http.*, so there is nothing"):
        other.roll_back()
    assert publish(other, [make_document("The third text.")]) == "g000003"
    assert text(store) == "The third text."


def test_what_is_not_kept_any_more_is_deleted_there_and_here(store: ServerStore) -> None:
    """The collections by the ingest, a machine's copies when it opens what is live."""
    for _ in range(4):
        publish(store, [make_document()])
        live(store)
    store.clean()
    live(store)
    names = {f"g00000{number}{end}" for number in (2, 3, 4) for end in ("", FILES)}
    assert store._server.names() == names | {"CURRENT"}
    assert {path.name for path in store.folder.glob("generations/*/g*")} == {"g000002", "g000003", "g000004"}


def test_an_answer_whose_generation_is_cleaned_away_needs_nothing_of_it(store: ServerStore, tmp_path: Path) -> None:
    """It is read from the copy, wholly, and the next one from the live generation. Nobody there knows who reads."""
    publish(store, [make_document("The campus houses 45 companies.")])
    other = replica(store, tmp_path / "there")
    bot = Bot(other, WordEncoder(), answers_kept=0)
    assert bot.ask("How many companies does the campus house?").generation == "g000001"
    library = bot.library()
    store.publish(
        [document := make_document("The campus houses 49 companies.")],
        split(document),
        WordEncoder().encode(["The campus houses 49 companies."]),
        new_manifest("words", "r", 1, 1, {}),
        keep=1,
    )
    store.clean()
    with pytest.raises(GoneError):
        next(library.generation.index.rows())
    opened, bot._opened = bot._opened, other.current_name()  # as if it had looked just before the other was published
    for held, generation, figure in ((other.current_name(), "g000001", "45"), (opened, "g000002", "49")):
        bot._opened = held
        answer = bot.ask("How many companies does the campus house?")
        assert answer.generation == generation
        assert answer.citations
        shown = answer.citations + answer.nearest
        assert all(cited.generation == generation and figure in cited.quote for cited in shown)


def spoil_rows(store: ServerStore, name: str) -> None:
    """Delete a passage of a generation on the server."""
    collection = store._server.get(name)
    collection.delete(ids=collection.get(limit=1)["ids"])


def spoil_files(store: ServerStore, name: str) -> None:
    """Replace a piece of its documents."""
    store._server.get(name + FILES).update(ids=["documents.jsonl/000000"], metadatas=[{"pieces": 1, "packed": "AAAA"}])


def lose(store: ServerStore, name: str) -> None:
    """Somebody deleted the collection."""
    store._server.delete(name)


@pytest.mark.parametrize("fault", [spoil_rows, spoil_files, lose])
def test_a_damaged_live_generation_gives_way_to_the_one_before_it(
    store: ServerStore, tmp_path: Path, fault: Callable[[ServerStore, str], None]
) -> None:
    """On a machine that has no copy yet; the doctor names it, and the next ingest drops it."""
    publish(store, [make_document("The first text.")])
    publish(store, [make_document("The second text.")])
    fault(store, "g000002")
    other = replica(store, tmp_path / "there")
    fallen_back = live(other)
    assert fallen_back.documents["a.md"].text == "The first text."
    assert str(fallen_back.notice).startswith("Generation g000002 is damaged, so g000001 takes over until the next")
    problems = other.problems()
    assert problems["g000002"]
    assert problems["g000001"] == []
    publish(other, [make_document("The third text.")])
    assert other.history() == ["g000003", "g000001"]


def test_a_copy_that_is_damaged_on_this_machine_is_fetched_again(store: ServerStore) -> None:
    """It is only a copy."""
    publish(store, [make_document("The first text.")])
    [path] = store.folder.glob("generations/*/g*/documents.jsonl")
    path.write_text("{}")
    assert text(store) == "The first text."
    shutil.rmtree(store.folder)
    assert text(store) == "The first text."


def test_a_manifest_that_leads_out_of_its_folder_is_not_followed(store: ServerStore, tmp_path: Path) -> None:
    """Whoever may write to the server may not write to our disk."""
    publish(store, [make_document()])
    manifest = json.loads(fetch_file(store._server, "g000001", "manifest.json") or b"")
    from ingest.chroma.collections import send_files
    from ingest.digests import seal

    del manifest["seal"]
    manifest["digests"] = {"../../../evil": "0"}
    files = tmp_path / "files"
    files.mkdir()
    (files / "manifest.json").write_text(json.dumps({"seal": seal(manifest), **manifest}))
    (files / "evil").write_text("evil")
    sent = {"manifest.json": files / "manifest.json", "../../../evil": files / "evil"}
    send_files(store._server, "g000001", sent)
    with pytest.raises(StoreError, match="no whole one is left"):
        replica(store, tmp_path / "a" / "b" / "c").open()
    assert not list(tmp_path.rglob("evil"))[1:]


def test_a_text_that_all_look_at_is_seen_at_once_and_changed_by_one_at_a_time(
    store: ServerStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a server as in a folder, also while an ingest is at work: what is withdrawn may not wait for it."""
    monkeypatch.setattr(ingest.chroma.lock, "_BEAT", 0.1)
    for here, there in (
        (store, replica(store, tmp_path / "there")),
        (Store(tmp_path / "folder"), Store(tmp_path / "folder")),
    ):
        text, other = here.text("withdrawn.json"), there.text("withdrawn.json")
        assert other.read() is None
        with here.lock(), text.alone():
            text.write('{"a.md": "It was wrong."}')
            assert other.read() == '{"a.md": "It was wrong."}'
        text.write("")
        assert other.read() == ""
    text = store.text("withdrawn.json")
    with text.alone(), pytest.raises(StoreError, match=r"Another change of withdrawn\.json is at work"), text.alone():
        pass


def test_one_ingest_at_a_time_whatever_the_machine(
    store: ServerStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is told who is at work; when the first has ended, its turn comes."""
    monkeypatch.setattr(ingest.chroma.lock, "_BEAT", 0.1)
    other = replica(store, tmp_path / "there")
    match = rf"Another ingest is at work on http\S+ \(process {os.getpid()} on .*, since .*Run this again"
    with store.lock(), pytest.raises(StoreError, match=match), other.lock():
        pass
    with other.lock():
        assert "LOCK" in store._server.names()
    assert "LOCK" not in store._server.names()


def test_the_lock_of_a_process_that_was_killed_is_taken_over(
    store: ServerStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it has given no sign of life for long enough; one that was only asleep publishes nothing when it wakes."""
    monkeypatch.setattr(ingest.chroma.lock, "_BEAT", 0.1)
    monkeypatch.setattr(ingest.chroma.lock, "_DEAD_AFTER", 0.5)
    code = (
        "import os, sys, pathlib\nfrom ingest.chroma.server import Server\nfrom ingest.server import ServerStore\n"
        "with ServerStore(Server(sys.argv[1], sys.argv[2]), pathlib.Path('.')).lock(): os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", code, store._server.url, store._server.name]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    assert subprocess.run(command, env=environment, cwd=tmp_path, check=False).returncode == -9
    publish(store, [make_document("The first text.")])
    with store.lock():
        assert store._lock
        store._lock._ended.set()  # it sleeps
        with replica(store, tmp_path / "there").lock():
            with pytest.raises(StoreError, match=r"Another ingest took over on .* no sign of life"):
                publish(store, [make_document("The text of the sleeper.")])
            assert text(store) == "The first text."
    assert "LOCK" not in store._server.names()


def test_a_server_that_is_away_is_told_and_readers_recover_by_themselves(tmp_path: Path) -> None:
    """Before the first question and between two; nothing has to be started again but the server."""
    with ChromaServer(tmp_path) as server:
        store = server.store(tmp_path / "here")
        publish(store, [make_document("The campus houses 45 companies.")])
        bot = Bot(store, WordEncoder())
        assert bot.ask("How many companies does the campus house?").generation == "g000001"
        server.kill()
        with pytest.raises(
            OutageError, match=r"The Chroma server at http\S+ does not answer \(.*refused.*Start it, or"
        ):
            bot.ask("How many companies does the campus house?")
        with pytest.raises(OutageError, match=r"does not answer .*refused"):
            server.store(tmp_path / "there", name=store._server.name).open()
        server.start()
        answer = bot.ask("How many companies does the campus house?")
        assert (answer.generation, answer.status) == ("g000001", "answered")
        assert store.problems() == {"g000001": []}


class DyingEncoder(WordEncoder):
    """The server is killed while it embeds."""

    def __init__(self, server: ChromaServer) -> None:
        super().__init__()
        self._server = server

    def encode(self, texts: Sequence[str], progress: Progress = lambda done: None) -> Vectors:
        """As ever, and then it is too late."""
        self._server.kill()
        return super().encode(texts, progress)


def test_a_server_that_goes_away_during_an_ingest_leaves_what_was_live(tmp_path: Path) -> None:
    """Between reading and writing, and in the middle of writing: a sentence, and the next ingest works."""
    with ChromaServer(tmp_path) as server:
        desk = Desk(tmp_path)
        desk.store = server.store(tmp_path / "here")
        desk.write(one="The first text.")
        desk.ingest()
        desk.write(one="The second text.")
        with pytest.raises(OutageError, match="What was live there stays live"), desk.store.lock():
            desk.ingest(DyingEncoder(server))
        server.start()
        assert desk.texts() == {"one.md": "The first text."}
        killer = threading.Timer(0.15, server.kill)
        documents = [make_document(f"Company {n} opened.", id=f"{n}.md", title=str(n)) for n in range(1_500)]
        killer.start()
        with pytest.raises(OutageError, match="What was live there stays live"):
            publish(desk.store, documents)
        server.start()
        assert desk.texts() == {"one.md": "The first text."}
        assert desk.store.problems() == {"g000001": []}
        assert desk.ingest()
        assert desk.texts() == {"one.md": "The second text."}
        assert not [name for name in desk.store._server.names() if name.startswith("building-")]


@contextmanager
def answering(status: int, body: bytes) -> Iterator[str]:
    """The address of a server that says the same to every request."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Whatever was asked."""
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quietly."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, b'"0.6.3"', r"has version 0\.6\.3, and this program speaks with 1\.x\. Start `chroma run`"),
        (200, b'"2.0.0"', r"has version 2\.0\.0"),
        (
            200,
            b"<html>",
            r"is not a Chroma server that we understand \(HTTP 200 for its version\)\. Start `chroma run`",
        ),
        (404, b"{}", r"is not a Chroma server that we understand \(HTTP 404"),
        (410, b'{"error": "v1 is gone"}', r"is not a Chroma server that we understand \(HTTP 410"),
        (401, b"", r"refuses us \(HTTP 401\)\. Set CHROMA_TOKEN"),
        (502, b"Bad gateway", r"does not answer \(HTTP 502\)"),
    ],
)
def test_what_is_no_chroma_server_of_ours_is_told(tmp_path: Path, status: int, body: bytes, said: str) -> None:
    """Another version, another program, a proxy that lets nobody through."""
    with answering(status, body) as url, pytest.raises(StoreError, match=said):
        ServerStore(Server(url, "test"), tmp_path).open()


def test_a_server_that_hangs_is_not_waited_for(chroma: ChromaServer, tmp_path: Path) -> None:
    """Stopped, so that it takes connections and never answers."""
    with ChromaServer(tmp_path) as server:
        store = server.store(tmp_path / "here", patience=0.5)
        publish(store, [make_document()])
        assert server.process
        server.process.send_signal(19)
        with pytest.raises(OutageError, match=r"does not answer \(timed out\)"):
            store.open()
        server.process.send_signal(18)
        assert text(store)


def test_a_token_is_sent_to_the_proxy_and_shown_to_nobody(tmp_path: Path) -> None:
    """As a bearer token."""
    heard = []

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Remember who asks."""
            heard.append(self.headers["Authorization"])
            self.send_response(401)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quietly."""

    token = "not for everyone"
    settings = Settings(_env_file=None, chroma_url="http://127.0.0.1:1", chroma_token=token, store=tmp_path)
    assert token not in repr(settings)
    with HTTPServer(("127.0.0.1", 0), Proxy) as proxy:
        threading.Thread(target=proxy.handle_request).start()
        store = open_store(settings.model_copy(update={"chroma_url": f"http://127.0.0.1:{proxy.server_port}"}))
        with pytest.raises(StoreError, match="refuses us") as raised:
            store.open()
    assert heard == [f"Bearer {token}"]
    assert token not in f"{raised.value} {store.__dict__}"


def test_the_command_lines_work_on_a_server(
    chroma: ChromaServer, desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ingest, nothing to do, doctor, roll back; no folder holds an index here."""
    monkeypatch.setenv("CHROMA_URL", chroma.url + "/")
    monkeypatch.setenv("CLUSTER_CHROMA_NAME", "command-lines")
    (desk / "corpus").mkdir()
    (desk / "corpus" / "jobs.txt").write_text("title: Jobs\n\nThe campus provides 1,000 jobs.")
    assert main(["doctor"]) == 2
    assert f"There is no store in {chroma.url} (command-lines)" in capsys.readouterr().err
    assert main([]) == 0
    assert main([]) == 0
    assert capsys.readouterr().out.endswith("Nothing has changed: nothing was embedded or written.\n")
    (desk / "corpus" / "jobs.txt").write_text("title: Jobs\n\nThe campus provides 2,000 jobs.")
    assert main([]) == 0
    assert main(["doctor"]) == 0
    assert "Generation g000001, kept to go back to, is whole: 1 documents, 1 passages." in capsys.readouterr().out
    assert main(["--rollback"]) == 0
    assert not list(desk.rglob("chroma.sqlite3"))
    monkeypatch.setenv("CHROMA_URL", "chroma.example.org")
    assert main([]) == 2
    assert "CHROMA_URL='chroma.example.org' is not usable" in capsys.readouterr().err


def test_the_disk_of_deleted_collections_is_given_back_while_the_server_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is kept stays whole; another folder is refused in a sentence."""
    with ChromaServer(tmp_path) as server:
        store = server.store(tmp_path / "here")
        for number in range(5):
            publish(store, [make_document(f"Text {number}.")])
        store.clean()
        left = leftovers(server.data)
        assert leftovers_main([str(server.data)]) == 0
        assert f"{len(left)} indexes of deleted collections deleted" in capsys.readouterr().out
        assert len(left) >= 2
        assert not [path for path in left if path.exists()]
        assert store.problems() == {name: [] for name in ("g000005", "g000004", "g000003")}
    assert leftovers_main([str(tmp_path)]) == 2
    assert "is not the folder of a Chroma server" in capsys.readouterr().err


def test_what_is_withdrawn_on_one_machine_is_cited_on_none(store: ServerStore, tmp_path: Path) -> None:
    """At the next question, without an ingest; and it may be cited again when it is reinstated."""
    publish(store, [make_document("The campus houses 45 companies.")])
    bot = Bot(replica(store, tmp_path / "there"), WordEncoder())
    question = "How many companies does the campus house?"
    assert bot.ask(question).status == "answered"
    store.withdrawn.withdraw("a.md", "The figure was wrong.", live(store))
    assert not bot.ask(question).citations
    found = bot.look_up(Link("a.md"))
    assert found is not None
    assert found.fate is Fate.WITHDRAWN
    store.withdrawn.reinstate("a.md", live(store))
    assert bot.ask(question).status == "answered"


def test_notices_that_are_not_whole_on_the_server_are_told(store: ServerStore) -> None:
    """As in a folder: rather than that something withdrawn is cited."""
    store.text("withdrawn.json").write("{")
    with pytest.raises(StoreError, match=r"withdrawn\.json on http\S+ .* cannot be read, so .* nothing is answered"):
        store.withdrawn.notices()


def test_an_old_link_is_followed_on_another_machine(store: ServerStore, tmp_path: Path) -> None:
    """What a document said before goes along with its generation."""
    old = make_document("The campus houses 45 companies.")
    publish(store, [old])
    new = make_document("The campus houses 46 companies.")
    earlier = earlier_of(store.since_live(), [new], {}, "2026-01-02T03:04:05+00:00")
    vectors = WordEncoder().encode([in_context(passage) for passage in split(new)])
    manifest = new_manifest(WordEncoder.name, "reader", 1, len(vectors), {})
    store.publish([new], split(new), vectors, manifest, earlier=earlier)
    there = replica(store, tmp_path / "there")
    assert live(there).earlier["a.md", old.version].document == old
    found = Bot(there, WordEncoder()).look_up(Link("a.md", old.version, 0, 10))
    assert found is not None
    assert found.fate is Fate.SUPERSEDED
    assert found.citation is not None
    assert found.citation.quote == "The campus"
