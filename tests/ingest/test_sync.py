"""What changed and what is done about it: only what is new is embedded, only what changed is written."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from builders import WordEncoder, make_document
from hypothesis import given
from hypothesis import strategies as st

from ingest.embed import Encoder, Vectors
from ingest.errors import StoreError
from ingest.find import File, Refused
from ingest.generation import FileRecord
from ingest.settings import Settings
from ingest.store import Store
from ingest.sync import Done, Plan, Read, Stored, carry_out, decide, make_plan

FAILS = None  # a file that is there and cannot be read


def stored_as(texts: Mapping[str, str]) -> Stored:
    """What a generation with these documents holds."""
    return Stored(
        {id_: make_document(text, id=id_) for id_, text in texts.items()},
        {id_: FileRecord(id_, "") for id_ in texts},
    )


def plan_for(files: Mapping[str, str | None], stored: Mapping[str, str], *, prune: bool) -> Plan:
    """The plan for files with these texts over a store with those."""
    read = [
        Read(File(Path(id_), id_), FileRecord(id_, ""), make_document(text, id=id_))
        for id_, text in sorted(files.items())
        if text is not FAILS
    ]
    failed = [Refused(id_, "cannot be read.") for id_, text in files.items() if text is FAILS]
    return decide(read, failed, stored_as(stored), sorted(stored.keys() - files.keys()), prune=prune)


def model(files: Mapping[str, str | None], stored: Mapping[str, str], *, prune: bool) -> dict[str, str]:
    """What the store should hold afterwards, said with a plain dict."""
    kept = {id_: text for id_, text in stored.items() if id_ in files or not prune}
    kept |= {id_: text for id_, text in files.items() if text is not FAILS}
    after: dict[str, str] = {}
    for id_ in [*sorted(kept.keys() & stored.keys()), *sorted(kept.keys() - stored.keys())]:
        if kept[id_] not in after.values():
            after[id_] = kept[id_]
    return after


def held(plan: Plan) -> dict[str, str]:
    """The texts that the plan would publish."""
    return {document.source.id: document.text for document in plan.documents}


# Few names and few texts, so that changes, twins, failures and deletions meet.
ROUNDS = st.lists(
    st.tuples(st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["one", "two", "three", FAILS])), st.booleans()),
    max_size=6,
)


@given(ROUNDS)
def test_plans_follow_the_files_through_any_history(rounds: list[tuple[dict[str, str | None], bool]]) -> None:
    """Add, change, delete, fail, twin, prune, in any order; each plan tells exactly what it changes."""
    stored: dict[str, str] = {}
    for files, prune in rounds:
        plan = plan_for(files, stored, prune=prune)
        after = model(files, stored, prune=prune)
        assert held(plan) == after
        assert set(plan.added) == after.keys() - stored.keys()
        assert set(plan.removed) == stored.keys() - after.keys()
        assert set(plan.changed) == {id_ for id_ in after.keys() & stored.keys() if after[id_] != stored[id_]}
        assert plan.writes == (after != stored)
        assert plan.files.keys() == after.keys()
        stored = after


@given(ROUNDS)
def test_a_second_plan_never_writes(rounds: list[tuple[dict[str, str | None], bool]]) -> None:
    """Whatever came before: the same files again change nothing."""
    stored: dict[str, str] = {}
    for files, prune in rounds:
        stored = held(plan_for(files, stored, prune=prune))
        again = plan_for(files, stored, prune=prune)
        assert not again.writes
        assert held(again) == stored


@given(ROUNDS)
def test_every_file_is_accounted_for_once(rounds: list[tuple[dict[str, str | None], bool]]) -> None:
    """Added, changed, unchanged, a twin, or failed."""
    stored: dict[str, str] = {}
    for files, prune in rounds:
        plan = plan_for(files, stored, prune=prune)
        twins = [twin.path for twin in plan.twins if files.get(twin.path) is not FAILS]
        told = [*plan.added, *plan.changed, *plan.unchanged, *twins, *(refused.path for refused in plan.failed)]
        assert sorted(told) == sorted(files)
        stored = held(plan)


class Desk:
    """A corpus folder, a store and an encoder, and what is done with them."""

    def __init__(self, folder: Path) -> None:
        self.corpus = folder / "corpus"
        self.store = Store(folder / "store")
        self.encoder = WordEncoder()
        self.corpus.mkdir()

    def write(self, **texts: str) -> None:
        """Write a file of each name."""
        for name, text in texts.items():
            (self.corpus / f"{name}.md").write_text(f"title: About {name}\n\n{text}")

    def plan(self, *, prune: bool = False) -> Plan:
        """What an ingest would do."""
        settings = Settings(_env_file=None, corpus=self.corpus, encoder=self.encoder.name)
        return make_plan([self.corpus], settings, self.store.open(), prune=prune, progress=lambda done: None)

    def ingest(self, encoder: Encoder | None = None, *, prune: bool = False) -> Done | None:
        """Carry out what is to be done, if anything is."""
        plan, used = self.plan(prune=prune), encoder or self.encoder
        if not plan.writes:
            return None
        return carry_out(plan, self.store, self.store.open(), used.name, lambda: used, keep=3)

    def texts(self) -> dict[str, str]:
        """What the live generation says."""
        live = self.store.open()
        return {id_: document.text for id_, document in live.documents.items()} if live else {}


@pytest.fixture
def office(tmp_path: Path) -> Desk:
    """A desk with two documents ingested."""
    desk = Desk(tmp_path)
    desk.write(a="There are 45 companies.", b="There are 1,000 jobs.")
    desk.ingest()
    return desk


def test_only_the_passages_of_a_changed_document_are_embedded(office: Desk) -> None:
    """The vectors of the others are copied, bit for bit."""
    before = office.store.open()
    office.encoder.asked.clear()
    office.write(b="There are 3,500 jobs.")
    done = office.ingest()
    after = office.store.open()
    assert before is not None
    assert after is not None
    assert office.encoder.asked == ["About b\nThere are 3,500 jobs."]
    assert (done and done.embedded, after.manifest.passages) == (1, 2)
    assert after.vectors[0].tobytes() == before.vectors[0].tobytes()


def test_nothing_is_embedded_when_a_document_only_leaves(office: Desk) -> None:
    """The encoder is not even opened."""
    (office.corpus / "b.md").unlink()
    plan = office.plan(prune=True)

    def refuse() -> Encoder:
        raise AssertionError("the encoder was opened")

    done = carry_out(plan, office.store, office.store.open(), "words", refuse, keep=3)
    assert done.embedded == 0
    assert office.texts() == {"a.md": "There are 45 companies."}


def test_a_document_that_is_gone_stays_until_it_is_pruned(office: Desk) -> None:
    """A folder that is not there for a moment costs nothing; the plan says which are gone."""
    (office.corpus / "b.md").unlink()
    assert (office.plan().gone, office.plan().writes) == (("b.md",), False)
    assert office.plan(prune=True).removed == ("b.md",)
    office.ingest(prune=True)
    assert list(office.texts()) == ["a.md"]


def test_a_file_that_fails_keeps_its_last_good_version(office: Desk) -> None:
    """Even when what is gone is pruned and another document changes; the plan names it."""
    (office.corpus / "a.md").write_bytes(b"")
    office.write(b="There are 3,500 jobs.")
    plan = office.plan(prune=True)
    assert [(refused.path, refused.reason) for refused in plan.failed] == [
        ("a.md", "a.md is empty. Add its text or remove the file.")
    ]
    office.ingest(prune=True)
    assert office.texts() == {"a.md": "There are 45 companies.", "b.md": "There are 3,500 jobs."}


def test_a_title_or_date_that_changes_is_embedded_again(office: Desk) -> None:
    """They are part of what a passage means."""
    (office.corpus / "a.md").write_text("title: Another title\npublished: 2020\n\nThere are 45 companies.")
    office.encoder.asked.clear()
    assert office.plan().changed == ("a.md",)
    office.ingest()
    assert office.encoder.asked == ["Another title. 2020\nThere are 45 companies."]


def test_bytes_that_say_the_same_change_nothing(office: Desk) -> None:
    """Blank lines at the end of a file are no news."""
    with (office.corpus / "a.md").open("a") as file:
        file.write("\n\n\n")
    assert office.plan().unchanged == ("a.md", "b.md")
    assert not office.plan().writes


def test_a_moved_document_is_the_same_text_under_its_old_name_until_pruned(office: Desk) -> None:
    """Its copy is reported as a twin; after pruning, it stands for itself."""
    (office.corpus / "a.md").rename(office.corpus / "z.md")
    (office.corpus / "z.md").write_text("title: About a\n\nThere are 45 companies.")
    plan = office.plan()
    assert [(twin.path, twin.reason) for twin in plan.twins] == [
        ("z.md", "has the same text as a.md, which stands for both.")
    ]
    assert not plan.writes
    office.encoder.asked.clear()
    office.ingest(prune=True)
    assert list(office.texts()) == ["b.md", "z.md"]
    assert office.encoder.asked == []


class BrokenEncoder(WordEncoder):
    """Fails at its work."""

    def encode(self, texts: object, progress: object = None) -> Vectors:
        """Never."""
        raise MemoryError("no memory left")


def test_an_encoder_that_fails_changes_nothing(office: Desk) -> None:
    """The live generation answers on, and the next ingest does the whole work."""
    office.write(b="There are 3,500 jobs.")
    with pytest.raises(MemoryError):
        office.ingest(BrokenEncoder())
    assert office.texts()["b.md"] == "There are 1,000 jobs."
    assert office.store.current_name() == "g000001"
    office.ingest()
    assert office.texts()["b.md"] == "There are 3,500 jobs."


def test_the_last_document_is_not_pruned_away(office: Desk) -> None:
    """An emptied folder is more likely a mistake; the sentence says so and the store stays."""
    for file in office.corpus.iterdir():
        file.unlink()
    with pytest.raises(StoreError, match=r"No document is left to publish, so the store was not changed"):
        office.ingest(prune=True)
    assert len(office.texts()) == 2


def test_another_encoder_embeds_everything_again(office: Desk) -> None:
    """Vectors of two encoders are never mixed."""
    other = WordEncoder()
    other.name = office.encoder.name = "other words"
    assert office.plan().rebuild
    done = office.ingest(other)
    assert (done and done.embedded, len(other.asked)) == (2, 2)
    live = office.store.open()
    assert live is not None
    assert live.manifest.encoder == "other words"
    assert not office.plan().writes


def test_old_generations_are_cleared_after_a_publish(office: Desk) -> None:
    """The last three stay for a roll-back."""
    for number in range(4):
        office.write(b=f"There are {number} jobs.")
        office.ingest()
    assert sorted(path.name for path in (office.store.folder / "generations").iterdir()) == [
        "g000003",
        "g000004",
        "g000005",
    ]


def test_the_corpus_may_move(office: Desk) -> None:
    """A document is known by its place below the corpus, so a moved folder is no change."""
    moved = office.corpus.with_name("documents")
    office.corpus.rename(moved)
    office.corpus = moved
    assert office.plan().unchanged == ("a.md", "b.md")
    assert not office.plan().writes


def test_what_a_document_repeats_word_for_word_is_stored_once(office: Desk) -> None:
    """The first time stands for all, so that a page of two thousand equal paragraphs hides no other."""
    office.write(
        c="\n\n".join(["This is said again and again on the page, which is long enough to be cut. " * 8] * 300)
    )
    done = office.ingest()
    live = office.store.open()
    assert live is not None
    stored = [passage for passage in live.passages if passage.source.id == "c.md"]
    assert len({passage.text for passage in stored}) == len(stored) == (done and done.passages - 2)
    assert stored[0].start == 0
