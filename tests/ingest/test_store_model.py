"""A store through any history of files, ingests, roll-backs and crashes, beside a plain dictionary."""

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

NAMES = st.sampled_from("abcd")
# Some more than the file operations of an ingest, so that some of them end well.
STEPS = st.integers(0, 90)


class StoreMachine(RuleBasedStateMachine):
    """``files`` is what lies in the folder, ``held`` what each generation that was ever published says."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        self.desk = Desk(self.folder)
        self.files: dict[str, str] = {}
        self.held: dict[str | None, dict[str, str]] = {None: {}}
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
        known = {text for generation in self.desk.store.kept() for text in self.held[generation.name].values()}
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


def test_a_store_follows_the_dictionary_through_any_history() -> None:
    """Add, change, delete, rename, roll back, run out of disk and crash, in any order."""
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
