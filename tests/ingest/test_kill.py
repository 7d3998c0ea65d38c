"""kill -9 at random moments of an ingest, while another process asks all the time. All of it is real processes.

A short run is part of every test run. The long one: KILLS=50 KILL_DOCUMENTS=500 pytest tests/ingest/test_kill.py
KILL_SEED repeats the moments of a run that failed, as far as a machine can.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ingest.__main__ import main
from ingest.store import Store

KILLS = int(os.environ.get("KILLS", "3"))
DOCUMENTS = int(os.environ.get("KILL_DOCUMENTS", "60"))
ROOT = Path(__file__).parents[2]

INGEST = """
import sys
from pathlib import Path
from builders import Desk
from ingest.sandbox import Sandbox

desk = Desk(Path(sys.argv[1]), Sandbox)
print("begun", flush=True)
with desk.store.lock():
    desk.ingest(prune=True)
"""
ASK = """
import json, sys
from pathlib import Path
from bot.ask import Bot
from builders import WordEncoder
from ingest.store import Store

folder, count = Path(sys.argv[1]), int(sys.argv[2])
bot, number = Bot(Store(folder / "store"), WordEncoder()), 0
while not (folder / "enough").exists():
    answer = bot.ask(f"How many people does company {number % count} employ?")
    cited = answer.citations + answer.nearest
    quotes = [[one.generation, one.source.id, one.start, one.end, one.quote] for one in cited]
    print(json.dumps([answer.generation, quotes]), flush=True)
    number += 7
"""


class Office:
    """The folder that the processes share, and what each generation that was live should say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = Store(folder / "store")
        self.files: dict[str, str] = {}
        self.texts: dict[str, Mapping[str, str]] = {}
        (folder / "corpus").mkdir()

    def edit(self, edition: int) -> None:
        """Change a third of the documents, a different one each time; the first time, write all of them."""
        for number in range(DOCUMENTS):
            if not edition or number % 3 == edition % 3:
                text = f"Company {number} employs {1000 * edition + number} people. This is edition {edition}."
                self.files[f"{number}.md"] = text
                (self.folder / "corpus" / f"{number}.md").write_text(f"title: Company {number}\n\n{text}")

    def ingest(self, seconds: float | None = None) -> float:
        """Run an ingest, and kill it after so many seconds of work; how long it worked."""
        with started(INGEST, self.folder) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            began = time.monotonic()
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                process.kill()
            process.wait()
            assert process.returncode in (0, -9)
            return time.monotonic() - began

    def look(self, before: Mapping[str, str]) -> Mapping[str, str]:
        """What is live: the old documents or the new ones, each once, in a store that is whole."""
        live = self.store.open()
        assert live is not None
        assert live.notice is None
        texts = {id_: document.text for id_, document in live.documents.items()}
        assert texts in (before, self.files)
        assert len(live.positions) == len(live.passages) == DOCUMENTS
        assert self.texts.setdefault(live.name, texts) == texts
        assert main(["doctor", "--store", str(self.store.folder)]) == 0
        return texts


@contextmanager
def started(code: str, *arguments: object, out: int | IO[str] = subprocess.PIPE) -> Iterator["subprocess.Popen[str]"]:
    """A Python process of its own, killed in the end if it is still there."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(command, env=environment, text=True, stdout=out) as process:
        try:
            yield process
        finally:
            process.kill()


def test_an_ingest_may_be_killed_at_any_moment_while_others_ask(tmp_path: Path) -> None:
    """Every answer is wholly of one generation, the store is whole after each kill, and nothing is lost or twice."""
    seed = int(os.environ.get("KILL_SEED", random.SystemRandom().randrange(10**6)))
    sys.stdout.write(f"KILL_SEED={seed}\n")
    moments = random.Random(seed)
    office = Office(tmp_path)
    office.edit(0)
    office.ingest()
    live = office.look({})
    office.edit(1)
    longest = office.ingest()
    live = office.look(live)
    with (tmp_path / "answers").open("w+") as answers, started(ASK, tmp_path, DOCUMENTS, out=answers) as asker:
        for edition in range(2, KILLS + 2):
            office.edit(edition)
            office.ingest(moments.uniform(0, longest))
            live = office.look(live)
        office.ingest()
        assert office.look(live) == office.files
        (tmp_path / "enough").touch()
        assert asker.wait() == 0
        answers.seek(0)
        told = [json.loads(line) for line in answers]
    assert told
    for generation, quotes in told:
        assert quotes
        for quoted_from, id_, start, end, quote in quotes:
            assert quoted_from == generation
            assert office.texts[generation][id_][start:end] == quote
    spoken = {generation for generation, _ in told}
    sys.stdout.write(f"{KILLS} kills, {len(told)} answers from {len(spoken)} generations\n")
