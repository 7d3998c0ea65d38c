"""What changed and what is done about it: only what is new is embedded, only what changed is written."""

import os
import shutil
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from builders import Desk, WordEncoder, make_document
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.encoder import Encoder, Vectors
from ingest.errors import StoreError
from ingest.find import File, Found, Refused, find_files
from ingest.generation import FileRecord
from ingest.plan import Plan, Read, Stored, decide, shrinkage
from ingest.sync import carry_out

FAILS = None  # a file that is there and cannot be read


def record(id_: str, text: str) -> FileRecord:
    """The record of a file that says ``text``: the same bytes have the same digest."""
    return FileRecord(id_, sha256(text.encode()).hexdigest())


def stored_as(texts: Mapping[str, str], renamed: Mapping[str, str] | None = None) -> Stored:
    """What a generation with these documents holds."""
    return Stored(
        {id_: make_document(text, id=id_) for id_, text in texts.items()},
        {id_: record(id_, text) for id_, text in texts.items()},
        renamed or {},
    )


def plan_for(
    files: Mapping[str, str | None],
    stored: Mapping[str, str],
    *,
    prune: bool,
    renamed: Mapping[str, str] | None = None,
) -> Plan:
    """The plan for files with these texts over a store with those."""
    read = [
        Read(File(Path(id_), id_), record(id_, text), make_document(text, id=id_))
        for id_, text in sorted(files.items())
        if text is not FAILS
    ]
    failed = [Refused(id_, "cannot be read.") for id_, text in files.items() if text is FAILS]
    return decide(read, failed, stored_as(stored, renamed), sorted(stored.keys() - files.keys()), prune=prune)


def model_renamed(files: Mapping[str, str | None], stored: Mapping[str, str]) -> dict[str, str]:
    """Which stored names have a new one: the first new file by name that says the same."""
    return {
        old: min(new)
        for old in stored.keys() - files.keys()
        if (new := [id_ for id_, text in files.items() if id_ not in stored and text == stored[old]])
    }


def model(files: Mapping[str, str | None], stored: Mapping[str, str], *, prune: bool) -> dict[str, str]:
    """What the store should hold afterwards, said with a plain dict."""
    renamed = model_renamed(files, stored)
    kept = {id_: text for id_, text in stored.items() if id_ in files or not (prune or id_ in renamed)}
    kept |= {id_: text for id_, text in files.items() if text is not FAILS}
    after: dict[str, str] = {}
    new = set(renamed.values())
    for id_ in sorted(kept, key=lambda id_: (id_ not in new, id_ not in files, id_ not in stored, id_)):
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
        renamed = model_renamed(files, stored)
        assert plan.renamed == renamed
        assert set(plan.added) == after.keys() - stored.keys() - set(renamed.values())
        assert set(plan.removed) == stored.keys() - after.keys() - renamed.keys()
        assert set(plan.changed) == {id_ for id_ in after.keys() & stored.keys() if after[id_] != stored[id_]}
        assert plan.writes == (after != stored)
        assert plan.files.keys() == after.keys()
        stored = after


@given(ROUNDS)
@example([({"a": "three", "b": "two", "c": "one"}, False), ({"a": "one", "c": "two"}, False)])
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
    """Added, changed, unchanged, renamed, a twin, or failed."""
    stored: dict[str, str] = {}
    for files, prune in rounds:
        plan = plan_for(files, stored, prune=prune)
        twins = [twin.path for twin in plan.twins if files.get(twin.path) is not FAILS]
        told = [
            *plan.added,
            *plan.changed,
            *plan.unchanged,
            *plan.renamed.values(),
            *twins,
            *(refused.path for refused in plan.failed),
        ]
        assert sorted(told) == sorted(files)
        stored = held(plan)


@given(ROUNDS)
def test_a_former_name_leads_to_the_present_one_for_as_long_as_it_is_not_in_use(
    rounds: list[tuple[dict[str, str | None], bool]],
) -> None:
    """Over any history: the document found by an old name says what it said under that name when it was renamed."""
    stored: dict[str, str] = {}
    aliases: Mapping[str, str] = {}
    for files, prune in rounds:
        plan = plan_for(files, stored, prune=prune, renamed=aliases)
        for old, new in plan.renamed.items():
            assert held(plan)[new] == stored[old]
            assert plan.aliases[old] == new
        stored, aliases = held(plan), plan.aliases
        assert not aliases.keys() & stored.keys()
        assert set(aliases.values()) <= stored.keys()


SHRINKING = [(4, 4, False), (4, 2, False), (5, 3, False), (5, 2, True), (4, 1, True), (2, 0, True), (1, 1, False)]


@pytest.mark.parametrize(("before", "after", "stops"), SHRINKING)
def test_less_than_half_left_needs_a_word(before: int, after: int, stops: bool) -> None:
    """A half is still a half; none is too few however few there were."""
    stored = {str(number): f"Text {number}." for number in range(before)}
    left = {id_: text for id_, text in stored.items() if int(id_) < after}
    said = shrinkage(plan_for(left, stored, prune=True))
    assert bool(said) == stops
    assert said is None or f"{before - after} of {before} documents" in said


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

    done = carry_out(plan, office.store, "words", refuse, keep=3)
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


def test_a_moved_document_is_renamed_and_embeds_nothing(office: Desk) -> None:
    """Its old name leads to it; so does that before, after another move."""
    for old, new in (("a.md", "y.md"), ("y.md", "z.md")):
        (office.corpus / old).rename(office.corpus / new)
        office.encoder.asked.clear()
        assert office.plan().renamed == {old: new}
        office.ingest()
        assert office.encoder.asked == []
        assert list(office.texts()) == ["b.md", new]
    live = office.store.open()
    assert live is not None
    assert live.document("a.md") == live.document("y.md") == live.documents["z.md"]
    assert live.document("c.md") is None


def test_a_name_that_is_used_again_stands_for_the_new_document(office: Desk) -> None:
    """And not for the one that had it before."""
    (office.corpus / "a.md").rename(office.corpus / "z.md")
    office.write(a="There are 12 laboratories.")
    office.ingest()
    assert office.plan().added == office.plan().changed == ()
    live = office.store.open()
    assert live is not None
    document = live.document("a.md")
    assert document is not None
    assert document.text == "There are 12 laboratories."


def test_a_document_that_comes_back_is_not_embedded_again(office: Desk) -> None:
    """As long as a generation is kept that held it."""
    text = (office.corpus / "b.md").read_text()
    (office.corpus / "b.md").unlink()
    office.ingest(prune=True)
    office.encoder.asked.clear()
    (office.corpus / "b.md").write_text(text)
    done = office.ingest()
    assert (done and done.embedded, office.encoder.asked) == (0, [])


def test_what_was_rolled_back_is_not_embedded_again(office: Desk) -> None:
    """Its vectors are still on disk."""
    office.write(b="There are 3,500 jobs.")
    office.ingest()
    office.store.roll_back()
    office.encoder.asked.clear()
    done = office.ingest()
    assert (done and done.embedded, office.encoder.asked) == (0, [])


def test_no_vector_is_taken_from_a_damaged_generation(office: Desk) -> None:
    """It is embedded again instead."""
    office.write(b="There are 3,500 jobs.")
    office.ingest()
    path = office.store.folder / "generations" / "g000002" / "vectors.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    office.encoder.asked.clear()
    office.ingest()
    assert office.encoder.asked == ["About b\nThere are 3,500 jobs."]


def test_a_folder_that_cannot_be_opened_has_lost_nothing(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It vanishes between the looking and the reading; even --prune keeps what lay in it."""
    (office.corpus / "news").mkdir()
    (office.corpus / "news" / "c.md").write_text("The news of the day.")
    office.ingest()
    scandir = os.scandir

    def vanishing(folder: Path) -> object:
        if folder.name == "news":
            (folder / "c.md").unlink(missing_ok=True)
            folder.rmdir()
        return scandir(folder)

    monkeypatch.setattr("ingest.find.os.scandir", vanishing)
    plan = office.plan(prune=True)
    assert (plan.removed, plan.writes) == ((), False)
    assert "cannot be opened: No such file or directory" in plan.failed[0].reason


def test_a_folder_that_vanishes_while_it_is_read_has_lost_nothing(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the looking and the reading of the first file; even --prune keeps what lay in it, and says why."""

    def vanishing(paths: Sequence[Path], corpus: Path) -> Found:
        found = find_files(paths, corpus)
        shutil.rmtree(corpus)
        return found

    office.write(c="There are 12 laboratories.")
    monkeypatch.setattr("ingest.sync.find_files", vanishing)
    plan = office.plan(prune=True)
    assert (plan.added, plan.changed, plan.removed, plan.gone, plan.writes) == ((), (), (), (), False)
    assert sorted(refused.path for refused in plan.failed) == ["a.md", "b.md", "c.md"]
    assert {refused.reason.partition(" cannot be read: ")[2] for refused in plan.failed} == {
        "No such file or directory. Check the file and its permissions."
    }
    assert office.texts() == {"a.md": "There are 45 companies.", "b.md": "There are 1,000 jobs."}


def test_a_clock_that_is_set_back_changes_nothing(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what is new, nor which generation is live, nor what is gone back to; and no date of a document."""
    monkeypatch.setattr("ingest.generation.stamp", lambda: "1970-01-01T00:00:00+00:00")
    office.write(b="There are 3,500 jobs.")
    for path in office.corpus.iterdir():
        os.utime(path, (0, 0))
    assert office.plan().changed == ("b.md",)
    office.ingest()
    live = office.store.open()
    assert live is not None
    assert (live.name, live.manifest.created) == ("g000002", "1970-01-01T00:00:00+00:00")
    assert live.documents["b.md"].text == "There are 3,500 jobs."
    assert live.documents["b.md"].source.published is None
    assert not office.plan().writes
    assert office.store.roll_back() == ("g000002", "g000001")
    office.ingest()
    assert office.store.current_name() == "g000003"


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
    with pytest.raises(StoreError, match=r"This would remove 2 of 2 documents \(a\.md, b\.md\) and leave 0\."):
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
