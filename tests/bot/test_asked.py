"""What was asked, kept in real SQLite files, by several threads and processes, and for some days only."""

import logging
import multiprocessing
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import numpy as np
import pytest
from answers import answered, cite, figure
from browser import campus_bot
from builders import WordEncoder

import bot.asked
from bot.answers import Answers
from bot.asked import Questions, missing_in
from bot.errors import KeepingError
from bot.missing import PARTLY
from bot.remembered import Remembered
from bot.types import Answer, Status

START = datetime(2026, 11, 1, 12, 30, 50, tzinfo=UTC)
MISSING = Answer("n1", "Parking?", "Is there parking?", Status.NOT_FOUND, "The documents do not say.", "g1")
CUP = "Who will win the cup?"


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """The time it is."""
        return self.now


def kept(folder: Path, days: int = 30, clock: Clock | None = None) -> Questions:
    """The questions of a folder."""
    return Questions(folder / "questions.sqlite3", days, clock or Clock())


def asked(word: str) -> Answer:
    """An answer to another question."""
    return replace(MISSING, question=word, standalone_question=word)


def words_of(questions: Questions) -> list[str]:
    """The questions kept, as they were asked."""
    return [question.question for question in questions.read()]


def bytes_of(folder: Path) -> bytes:
    """All that stands in the files of a folder."""
    return b"".join(path.read_bytes() for path in folder.iterdir())


def test_a_question_is_kept_with_what_became_of_it(tmp_path: Path) -> None:
    """To the minute, with the documents cited and the figures shown; the folder is made."""
    questions = kept(tmp_path / "new")
    told = replace(answered(cite()), figures=(figure("45 companies", as_of="2020-10"),))
    questions.record(told, "partner")
    (found,) = questions.read()
    assert (found.time, found.status, found.missing, found.site) == ("2026-11-01T12:30Z", "answered", "", "partner")
    assert (found.question, found.standalone) == (told.question, told.standalone_question)
    assert found.documents == (told.citations[0].source.id,)
    (shown,) = found.figures
    assert (shown.words, shown.as_of, shown.document) == ("45 companies", "2020-10", told.citations[0].source.id)
    assert shown.link.startswith("/source?document=")
    assert shown.is_latest
    assert found.vector is None


def test_what_was_missing_is_kept_with_its_meaning(tmp_path: Path) -> None:
    """To three digits, which is enough to compare."""
    questions, vector = kept(tmp_path), WordEncoder().encode(["parking"])[0]
    questions.record(MISSING, vector=vector)
    (found,) = questions.read()
    assert found.missing == "The documents do not say."
    assert found.vector is not None
    assert np.allclose(found.vector, vector, atol=1e-3)


def test_a_part_without_an_answer_is_missing_too() -> None:
    """Beside the parts that have one."""
    note = f"{PARTLY}, “Is there parking”: no passage found."
    told = answered(cite())
    assert missing_in(told) == ""
    assert missing_in(replace(told, text=f"{told.text}\n{note}")) == note


def test_an_earlier_value_of_a_history_is_no_present_one(tmp_path: Path) -> None:
    """The last of them is."""
    figures = (figure("40 firms", as_of="2019"), figure("45 companies", as_of="2020"))
    questions = kept(tmp_path)
    questions.record(replace(answered(cite()), figures=figures, history=(0, 1)))
    assert [shown.is_latest for shown in questions.read()[0].figures] == [False, True]


@pytest.mark.parametrize("text", ["\ud800?", "a\x00b", "Robert'); DROP TABLE asked;--", "Is\nit?", "x" * 20_000, ""])
def test_any_question_can_be_kept(tmp_path: Path, text: str) -> None:
    """Whatever it is made of."""
    questions = kept(tmp_path)
    questions.record(asked(text))
    questions.record(asked("next"))
    (found, following) = words_of(questions)
    assert following == "next"
    assert len(found) == len(text)


def record_new(questions: Questions) -> None:
    """Keep one more."""
    questions.record(asked("new"))


@pytest.mark.parametrize("call", [Questions.read, Questions.sweep, record_new])
def test_what_is_older_than_the_days_is_taken_out_at_every_call(
    tmp_path: Path, call: Callable[[Questions], object]
) -> None:
    """By a look, a sweep and a write, to the minute; nothing of it stays in any file."""
    clock = Clock()
    questions = kept(tmp_path, 30, clock)
    questions.record(asked("an old question"))
    clock.now = START + timedelta(days=29, hours=23)
    questions.record(asked("a young question"))
    assert words_of(questions) == ["an old question", "a young question"]
    clock.now = START + timedelta(days=30)
    call(questions)
    assert b"an old question" not in bytes_of(tmp_path)
    assert words_of(questions)[0] == "a young question"


def test_the_oldest_make_way_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that nobody can fill the disk with questions."""
    monkeypatch.setattr(bot.asked, "MOST", 3)
    questions = kept(tmp_path)
    for word in "abcde":
        questions.record(asked(word))
    assert words_of(questions) == ["c", "d", "e"]


def test_a_look_at_nothing_makes_no_file(tmp_path: Path) -> None:
    """Nor does a sweep, nor an erasure."""
    questions = kept(tmp_path / "none")
    assert questions.read() == []
    questions.sweep()
    assert (questions.erase("visit"), questions.forget([1]), questions.forget_all()) == (0, 0, 0)
    assert not (tmp_path / "none").exists()


def test_a_conversation_is_erased_by_its_name(tmp_path: Path) -> None:
    """And those that name none are never taken for one; of what is erased no letter stays."""
    questions = kept(tmp_path)
    questions.record(asked("mine"), visit="v1")
    questions.record(asked("another"), visit="v2")
    questions.record(asked("of nobody"))
    assert questions.erase("v1") == 1
    assert questions.erase("") == 0
    assert words_of(questions) == ["another", "of nobody"]
    assert b"mine" not in bytes_of(tmp_path)


def test_questions_are_erased_one_by_one_or_all(tmp_path: Path) -> None:
    """An id is never given a second time, so that an old form erases nothing new."""
    questions = kept(tmp_path)
    for word in "abc":
        questions.record(asked(word))
    first, *_, last = (question.id for question in questions.read())
    assert questions.forget([first, last, 99]) == 2
    assert words_of(questions) == ["b"]
    assert questions.forget_all() == 1
    questions.record(asked("d"))
    assert questions.read()[0].id > last


def test_only_the_server_s_account_may_read_it(tmp_path: Path) -> None:
    """Also what SQLite puts beside the file while it is open."""
    questions = kept(tmp_path)
    questions.record(MISSING)
    with closing(sqlite3.connect(questions.path)) as other:
        other.execute("SELECT * FROM asked").fetchall()
        questions.record(MISSING)
        names = [path.name for path in tmp_path.iterdir()]
        assert "questions.sqlite3-wal" in names
        assert [path.stat().st_mode & 0o077 for path in tmp_path.iterdir()] == [0] * len(names)


def _record_often(folder: Path, name: str) -> None:
    questions = Questions(folder / "questions.sqlite3", 30)
    for number in range(50):
        questions.record(asked(f"{name} {number}"))


def test_two_processes_that_begin_together_lose_nothing(tmp_path: Path) -> None:
    """Not even the first question of each, when neither finds a file."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_record_often, args=(tmp_path, name)) for name in "ab"]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    found = words_of(Questions(tmp_path / "questions.sqlite3", 30))
    assert sorted(found) == sorted(f"{name} {number}" for name in "ab" for number in range(50))
    assert [path.name for path in tmp_path.iterdir()] == ["questions.sqlite3"]


def test_many_threads_each_keep_their_question(tmp_path: Path) -> None:
    """While another looks."""
    questions = kept(tmp_path)
    threads = [threading.Thread(target=questions.record, args=(asked(str(number)),)) for number in range(40)]
    threads += [threading.Thread(target=questions.read) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(questions.read()) == 40


def remembered(folder: Path) -> tuple[Answers, Questions]:
    """A bot whose questions are kept in a folder."""
    questions = kept(folder)
    return Remembered(campus_bot(), questions), questions


def test_a_visitor_s_question_is_kept_and_a_failure_is_not(tmp_path: Path) -> None:
    """What the documents lack has its meaning, what they answer needs none."""
    asker, questions = remembered(tmp_path)
    asker.ask(CUP, site="partner")
    asker.ask(asker.examples[0])
    with pytest.raises(RuntimeError):
        asker.ask("Break")
    found = questions.read()
    assert [(one.question, one.site, one.vector is not None) for one in found] == [
        (CUP, "partner", True),
        (asker.examples[0], "", False),
    ]


def test_a_bot_of_one_conversation_keeps_its_name(tmp_path: Path) -> None:
    """So that the conversation can be erased."""
    questions = kept(tmp_path)
    Remembered(campus_bot(), questions, "v1").ask(CUP)
    Remembered(campus_bot(), questions).ask(CUP)
    assert questions.erase("v1") == 1
    assert len(questions.read()) == 1


def spoiled(path: Path) -> None:
    """Not a database any more."""
    path.write_bytes(b"no database" * 100)


def of_another_version(path: Path) -> None:
    """A table that this program does not know."""
    with closing(sqlite3.connect(path)) as table:
        table.execute("PRAGMA user_version = 99")


def a_folder(path: Path) -> None:
    """Nothing that can be opened."""
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("spoil", [spoiled, of_another_version, a_folder])
def test_an_answer_goes_out_when_its_question_cannot_be_kept(
    tmp_path: Path, spoil: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    """One line in the log says so, and the question is not in it."""
    asker, questions = remembered(tmp_path)
    asker.ask("Echo")
    spoil(questions.path)
    with caplog.at_level(logging.DEBUG):
        assert asker.ask(CUP).status is Status.NOT_FOUND
    (line,) = caplog.messages
    assert "questions.sqlite3" in line
    assert "cup" not in caplog.text
    with pytest.raises(KeepingError, match=r"questions\.sqlite3"):
        questions.read()


def test_an_answer_waits_a_second_at_most_for_a_file_that_another_holds(tmp_path: Path) -> None:
    """And goes out without being kept."""
    asker, questions = remembered(tmp_path)
    asker.ask("Echo")
    with closing(sqlite3.connect(questions.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = perf_counter()
        assert asker.ask(CUP).status is Status.NOT_FOUND
        assert perf_counter() - began < 3
        other.execute("ROLLBACK")
    assert words_of(questions) == ["Echo"]


FULL = """
import resource, sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from test_asked import CUP, remembered
asker, questions = remembered(Path(sys.argv[1]))
asker.ask("Echo")
room = sum(path.stat().st_size for path in Path(sys.argv[1]).iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (room // 2, resource.RLIM_INFINITY))
print([asker.ask(CUP).status.value for _ in range(3)])
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print([one.question for one in questions.read()])
"""


def test_an_answer_goes_out_when_the_disk_is_full(tmp_path: Path) -> None:
    """What was kept before stays whole."""
    tests = Path(__file__).parents[1]
    paths = [str(tests.parent), str(tests), str(tests / "bot")]
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path), *paths], capture_output=True, text=True, check=False
    )
    assert done.stdout == "['not_found', 'not_found', 'not_found']\n['Echo']\n", done.stderr
    assert done.stderr.count("was not kept") == 3
    assert "cup" not in done.stderr


def test_to_keep_a_question_takes_little_time(tmp_path: Path) -> None:
    """Of an answer's 150 ms a tenth at most, also beside ten thousand others."""
    questions = kept(tmp_path)
    fill(questions, 10_000)
    spent: list[float] = []
    for number in range(20):
        began = perf_counter()
        questions.record(asked(str(number)))
        spent.append(perf_counter() - began)
    assert sorted(spent)[10] < 0.05


def fill(questions: Questions, count: int) -> None:
    """Put many questions without an answer into the file, on 1,500 subjects, each in words of its own."""
    questions.record(asked("first"))
    random = np.random.default_rng(0)
    subjects = random.normal(size=(1_500, 384))[random.integers(0, 1_500, count)]
    vectors = random.normal(size=(count, 384)) + 1.2 * subjects
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
    rows = [
        ("2026-11-01T12:30Z", f"Is {n} there?", f"Is {n} there?", "not_found", "No.", "[]", "[]", "", "", one.tobytes())
        for n, one in enumerate(vectors)
    ]
    with closing(sqlite3.connect(questions.path)) as table, table:
        table.executemany("INSERT INTO asked VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
