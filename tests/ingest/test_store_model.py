"""A store through any history of files, ingests, withdrawals, roll-backs and crashes, beside a plain dictionary."""

import shutil
from pathlib import Path
from tempfile import mkdtemp

import pytest
from builders import Desk, make_document, make_store, publish
from faults import Crash, fault_at, full_disk
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ingest.errors import StoreError
from ingest.superseded import latest
from ingest.withdrawn import barred

NAMES = st.sampled_from("abcd")
# Some more than the file operations of an ingest, so that some of them end well.
STEPS = st.integers(0, 90)


class StoreMachine(RuleBasedStateMachine):
    """``files`` is what lies in the folder, ``held`` what each generation that was ever published says.

    ``corrects`` leads from a text to the id that its file says it supersedes, ``withdrawn`` from a document that is
    withdrawn to the text that it had then.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.desk = Desk(self.folder)
        self.files: dict[str, str] = {}
        self.held: dict[str | None, dict[str, str]] = {None: {}}
        self.unpublished: dict[str | None, dict[str, str]] = {}
        self.corrects: dict[str, str] = {}
        self.withdrawn: dict[str, str] = {}
        self.written = 0

    def teardown(self) -> None:
        """All that is kept is whole in the end."""
        assert not [problems for problems in self.desk.store.problems().values() if problems]
        shutil.rmtree(self.folder)

    @rule(name=NAMES)
    def write(self, name: str) -> None:
        """Add a file, or change it to something that no file ever said."""
        self.written += 1
        self.files[f"{name}.md"] = f"This is text number {self.written}."
        (self.desk.corpus / f"{name}.md").write_text(f"title: A title\n\n{self.files[f'{name}.md']}")

    @rule(name=NAMES, old=NAMES)
    def correct(self, name: str, old: str) -> None:
        """Write a file that says that it supersedes another, which may be itself, gone, or never have been there."""
        self.write(name)
        text = self.files[f"{name}.md"]
        self.corrects[text] = f"{old}.md"
        (self.desk.corpus / f"{name}.md").write_text(f"title: A title\nsupersedes: {old}.md\n\n{text}")

    @rule(name=NAMES)
    def withdraw(self, name: str) -> None:
        """Withdraw what is live under a name, or be told that nothing is."""
        live = self.desk.store.open()
        document = live.document(f"{name}.md") if live else None
        if live is None or document is None:
            return
        assert self.desk.store.withdrawn.withdraw(f"{name}.md", "It is wrong.", live) == [document.source.id]
        self.withdrawn[document.source.id] = document.text

    @rule(name=NAMES)
    def reinstate(self, name: str) -> None:
        """Let it be cited again."""
        if f"{name}.md" in self.withdrawn:
            assert self.desk.store.withdrawn.reinstate(f"{name}.md", self.desk.store.open()) == [f"{name}.md"]
            del self.withdrawn[f"{name}.md"]

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        """Its file is gone."""
        (self.desk.corpus / f"{name}.md").unlink(missing_ok=True)
        self.files.pop(f"{name}.md", None)

    @rule(old=NAMES, new=NAMES)
    def rename(self, old: str, new: str) -> None:
        """Give a file another name, maybe that of another file."""
        if f"{old}.md" in self.files:
            (self.desk.corpus / f"{old}.md").rename(self.desk.corpus / f"{new}.md")
            self.files[f"{new}.md"] = self.files.pop(f"{old}.md")

    def expected(self, *, prune: bool) -> dict[str, str]:
        """What an ingest should leave: the files, and what has no file any more and was not renamed, until pruned."""
        live = self.held[self.desk.store.current_name()]
        gone = {id_: text for id_, text in live.items() if id_ not in self.files}
        return ({} if prune else {i: t for i, t in gone.items() if t not in self.files.values()}) | self.files

    @rule(prune=st.booleans())
    def ingest(self, prune: bool) -> None:
        """Exactly what changed is published, and only what no kept generation says is embedded."""
        after = self.expected(prune=prune)
        before = self.desk.store.current_name()
        whole = self.unpublished | self.held
        known = {text for generation in self.desk.store.kept() for text in whole[generation.name].values()}
        self.desk.encoder.asked.clear()
        done = self.desk.ingest(prune=prune, force=True) if after or before else None
        assert (done is None) == (after == self.held[before])
        assert {text.split("\n")[1] for text in self.desk.encoder.asked} == set(after.values()) - known
        self.held[self.desk.store.current_name()] = after

    @rule(prune=st.booleans(), step=STEPS, full=st.booleans())
    def ingest_and_fail(self, prune: bool, step: int, full: bool) -> None:
        """At any operation on a file: the old state or the new one is live afterwards; a full disk is a StoreError."""
        after = self.expected(prune=prune)
        before = self.desk.store.current_name()
        plan = self.desk.plan(prune=prune)
        if not plan.writes:
            return
        try:
            with fault_at(step, self.desk.store.folder, full_disk() if full else Crash()):
                self.desk.carry_out(plan)
        except (StoreError, Crash):
            pass
        live = self.desk.store.current_name()
        if live != before:
            self.held[live] = after
        # What was put in its place just before a crash never was live, and its vectors are of use all the same.
        for one in self.desk.store.kept():
            self.unpublished.setdefault(one.name, after)

    @rule()
    def roll_back(self) -> None:
        """To what was live before, never to what was rolled back or never live."""
        _, *before = [*self.desk.store.history(), None]
        try:
            self.desk.store.roll_back()
        except StoreError:
            assert before in ([], [None])
            return
        assert self.desk.store.current_name() == before[0]

    @invariant()
    def the_live_generation_says_what_the_dictionary_says(self) -> None:
        """Nothing lost, nothing twice; names never go backwards."""
        live = self.desk.store.open()
        assert self.desk.texts() == self.held[live.name if live else None]
        if live:
            assert live.notice is None
            assert len(live.positions) == len(live.passages) == len(live.documents)

    @invariant()
    def what_is_withdrawn_is_barred_and_nothing_else(self) -> None:
        """Under whatever name it is there, in whatever generation is live."""
        live = self.desk.store.open()
        notices = self.desk.store.withdrawn.notices()
        assert notices.keys() == self.withdrawn.keys()
        if live is None:
            return
        texts, now = self.held[live.name], live.manifest.renamed
        names = {name if name in texts else now.get(name, name) for name in self.withdrawn}
        expected = {id_ for id_, text in texts.items() if id_ in names or text in self.withdrawn.values()}
        assert barred(live, notices).keys() == expected

    @invariant()
    def what_is_superseded_is_named_by_what_supersedes_it(self) -> None:
        """Never in a circle, and never left out where one document alone says so of one that is there."""
        live = self.desk.store.open()
        if live is None:
            return
        texts, now, found = self.held[live.name], live.manifest.renamed, live.manifest.superseded
        named = {id_: self.corrects[text] for id_, text in texts.items() if text in self.corrects}
        led = {id_: old if old in texts else now.get(old, old) for id_, old in named.items()}
        assert all(led.get(new) == old or named.get(new) == old for old, new in found.items())
        assert all(latest(found, id_) not in found for id_ in texts)
        if len(led) == 1:
            ((new, old),) = led.items()
            assert (found.get(old) == new) == (old in texts and old != new) or old not in texts

    @invariant()
    def whatever_was_ever_live_is_remembered(self) -> None:
        """By the live generation, or before the next ingest by what was rolled back."""
        live = self.desk.store.open()
        if live is None:
            return
        known = [live, *self.desk.store.newer_than(live.name)]
        texts = {document.text for one in known for document in one.documents.values()}
        texts |= {earlier.document.text for one in known for earlier in one.earlier.values()}
        assert {text for held in self.held.values() for text in held.values()} <= texts


def test_a_store_follows_the_dictionary_through_any_history() -> None:
    """Add, change, correct, delete, rename, withdraw, roll back, run out of disk and crash, in any order."""
    run_state_machine_as_test(
        StoreMachine,
        settings=settings(
            max_examples=6, stateful_step_count=12, suppress_health_check=list(HealthCheck), print_blob=True
        ),
    )


@pytest.mark.parametrize("step", range(0, 60, 6))
def test_a_disk_that_is_full_at_any_step_is_told_in_a_sentence(tmp_path: Path, step: int) -> None:
    """What was live stays live, and the next ingest works."""
    store = make_store(tmp_path, [make_document("The first text.")])
    said = ""
    try:
        with fault_at(step, tmp_path, full_disk()):
            publish(store, [make_document("The second text.")])
    except StoreError as error:
        said = str(error)
    live = store.open()
    assert live is not None
    changed = live.documents["a.md"].text == "The second text."
    assert changed or ("No space left on device" in said and live.documents["a.md"].text == "The first text.")
    publish(store, [make_document("The third text.")])
    store.clean()
    assert not [problems for problems in store.problems().values() if problems]
