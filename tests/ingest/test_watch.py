"""Watching: one ingest a change, and only of what is completely written."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from web import Seconds

from ingest.clock import Clock
from ingest.watch import LONGEST_WAIT, PAUSE, Look, look_at, watch


@dataclass(slots=True)
class Watched:
    """A folder under watch, in time that passes by itself; ``events`` happen before the look of that number."""

    folder: Path
    events: dict[int, Callable[[], object]] = field(default_factory=dict)
    rounds: list[tuple[int, bool]] = field(default_factory=list)
    answers: dict[int, bool] = field(default_factory=dict)
    looks: int = 0

    def run(self, looks: int, *, addresses: bool = False, every: float = 3_600.0) -> list[tuple[int, bool]]:
        """After how many looks an ingest was due, and whether it was to visit the web."""
        seconds = Seconds()

        def sleep(pause: float) -> None:
            seconds.sleep(pause)
            self.looks += 1
            if self.looks > looks:
                raise KeyboardInterrupt
            self.events.get(self.looks, lambda: None)()

        def ingest(visit: bool) -> bool:
            self.rounds.append((self.looks, visit))
            return self.answers.get(self.looks, True)

        with pytest.raises(KeyboardInterrupt):
            watch(self.look, ingest, Clock(lambda: seconds.now, sleep), has_addresses=addresses, visit_every=every)
        return self.rounds

    def look(self) -> Look:
        """What an ingest would read."""
        return look_at([self.folder], self.folder)

    def write(self, name: str, text: str) -> Callable[[], object]:
        """An event: a file is written."""
        return lambda: (self.folder / name).write_text(text)


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    """An empty folder."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    return Watched(folder)


def test_an_ingest_runs_at_first_and_once_a_change(watched: Watched) -> None:
    """A new, a changed, a renamed and a removed file; many at once are one change; nothing otherwise."""
    watched.events = {
        3: lambda: [watched.write(f"{n}.md", "text")() for n in range(100)],
        7: watched.write("1.md", "another text"),
        11: lambda: (watched.folder / "1.md").rename(watched.folder / "one.md"),
        15: lambda: (watched.folder / "one.md").unlink(),
        19: watched.write("picture.png", "no document"),
        20: watched.write(".hidden.md", "passed over"),
    }
    assert watched.run(30) == [(1, True), (4, False), (8, False), (12, False), (16, False)]


def test_a_file_waits_until_it_is_completely_written(watched: Watched) -> None:
    """As long as it grows, nothing is read; then it is, once."""
    for n in range(3, 10):
        watched.events[n] = watched.write("a.pdf", "x" * n)
    assert watched.run(20) == [(1, True), (10, False)]


def test_one_file_that_never_holds_still_keeps_no_other_waiting_for_long(watched: Watched) -> None:
    """A minute at most, again and again."""
    most = int(LONGEST_WAIT / PAUSE)
    for n in range(3, 3 * most):
        watched.events[n] = watched.write("log.txt", "x" * n)
    rounds = watched.run(3 * most - 1)
    # Counted from the look that still saw nothing new.
    assert rounds == [(1, True), (2 + most, False), (2 + 2 * most, False)]


def test_a_round_that_fails_is_tried_again(watched: Watched) -> None:
    """Another ingest may have been at work."""
    watched.events = {3: watched.write("a.md", "text")}
    watched.answers = {4: False, 5: False}
    assert watched.run(12) == [(1, True), (4, False), (5, False), (6, False)]


def test_the_web_is_visited_now_and_then_and_when_a_list_changes(watched: Watched) -> None:
    """Not with every file that is dropped."""
    watched.events = {3: watched.write("a.md", "text"), 6: watched.write("press.urls", "https://example.org/")}
    assert watched.run(30, every=40.0) == [(1, True), (4, False), (7, True), (27, True)]
    watched.rounds.clear()
    watched.looks, watched.events = 0, {}
    assert watched.run(45, addresses=True, every=40.0) == [(1, True), (21, True), (41, True)]


def test_a_folder_that_vanishes_is_a_change_like_any_other(watched: Watched) -> None:
    """The ingest tells what is wrong; when it is back, so are its files."""
    away = watched.folder.with_name("away")
    watched.events = {1: watched.write("a.md", "text"), 4: lambda: watched.folder.rename(away)}
    watched.events[8] = lambda: away.rename(watched.folder)
    assert [looks for looks, _ in watched.run(14)] == [2, 5, 9]


def test_a_stop_that_comes_in_the_middle_of_a_round_is_not_lost(watched: Watched) -> None:
    """Whatever the round made of it, there is no other round."""
    stop = threading.Event()
    rounds = []

    def ingest(visit: bool) -> bool:
        rounds.append(visit)
        stop.set()
        return False

    seconds = Seconds()
    clock = Clock(lambda: seconds.now, seconds.sleep)
    watch(watched.look, ingest, clock, has_addresses=False, visit_every=60, stopped=stop.is_set)
    assert rounds == [True]


def test_ctrl_c_ends_the_watch_with_a_sentence(desk: Path) -> None:
    """In a process of its own; what goes wrong in a round ends nothing."""
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-m", "ingest", "--watch", "--dry-run"],
        cwd=desk,
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    timer = threading.Timer(120, process.kill)
    timer.start()
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert "corpus does not exist. Give the folder" in process.stderr.readline()
        (desk / "corpus").mkdir()
        (desk / "corpus" / "a.md").write_text("A text.")
        said = ""
        while "dry run" not in said and process.poll() is None:
            said += process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
        rest = process.stderr.read()
    timer.cancel()
    assert "+ a.md" in said
    assert rest.endswith("Stopped watching. The store holds what was published last.\n")
    assert "Traceback" not in rest
