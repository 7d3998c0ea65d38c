import json
import multiprocessing
import os
import threading
from pathlib import Path

import pytest
from faults import fault_at, full_disk

from bot.feedback import Feedback
from bot.types import Answer, Citation, Status
from ingest.types import Kind, Source

PARK = Source("facts/park.md", "The park", None, Kind.FACT_SHEET, None, None)
CITED = tuple(Citation(number, PARK, "Labs.", 0, 5, "g1") for number in (1, 2))
ANSWER = Answer("a1", "Is there\na lab?", "Is there a lab?", Status.ANSWERED, "Labs. [1]", "g1", citations=CITED)


def votes(feedback: Feedback) -> list[dict[str, object]]:
    """The votes kept so far."""
    return [json.loads(line) for line in feedback.path.read_text().splitlines()]


def test_a_vote_says_what_was_asked_and_what_was_cited(tmp_path: Path) -> None:
    """One line: time in UTC, answer, question, status, each cited document once, and the vote."""
    feedback = Feedback(tmp_path / "new" / "folder")
    feedback.record(ANSWER, True)
    (vote,) = votes(feedback)
    assert str(vote.pop("time")).endswith("+00:00")
    assert vote == {
        "answer": "a1",
        "question": "Is there\na lab?",
        "status": "answered",
        "documents": ["facts/park.md"],
        "liked": True,
    }


def test_votes_of_many_threads_each_keep_their_line(tmp_path: Path) -> None:
    """Two hundred votes at once are two hundred whole lines."""
    feedback = Feedback(tmp_path)
    threads = [threading.Thread(target=feedback.record, args=(ANSWER, bool(n % 2))) for n in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [vote["liked"] for vote in votes(feedback)].count(True) == 100


def _vote_often(folder: Path) -> None:
    for _ in range(50):
        Feedback(folder).record(ANSWER, False)


def test_votes_of_two_processes_do_not_mix(tmp_path: Path) -> None:
    """Two servers may share the file."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_vote_often, args=(tmp_path,)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert len(votes(Feedback(tmp_path))) == 100


def test_votes_are_for_the_server_s_account_only(tmp_path: Path) -> None:
    """A question may hold a name."""
    feedback = Feedback(tmp_path)
    feedback.record(ANSWER, True)
    assert feedback.path.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    """The page turns it into a notice."""
    (tmp_path / "votes").write_text("a file, not a folder")
    with pytest.raises(OSError, match="votes"):
        Feedback(tmp_path / "votes").record(ANSWER, True)


def test_a_full_disk_leaves_no_half_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept before stays readable."""
    feedback = Feedback(tmp_path)
    feedback.record(ANSWER, True)
    whole = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, line: whole(descriptor, line[:10]))
    with pytest.raises(OSError, match="only a part"):
        feedback.record(ANSWER, False)
    assert len(votes(feedback)) == 1


def test_a_question_with_a_lone_surrogate_is_kept(tmp_path: Path) -> None:
    """JSON escapes what UTF-8 cannot hold."""
    feedback = Feedback(tmp_path)
    feedback.record(Answer("a1", "\ud800?", "?", Status.NOT_FOUND, "No.", "g1"), False)
    assert votes(feedback)[0]["question"] == "\ud800?"


def test_a_vote_is_deleted_by_its_line(tmp_path: Path) -> None:
    """That one alone; of two that are alike one, and a second time none."""
    feedback = Feedback(tmp_path)
    first, _ = feedback.record(ANSWER, True), feedback.record(ANSWER, False)
    assert feedback.forget([]) == 0
    assert feedback.forget([first]) == 1
    assert [vote["liked"] for vote in votes(feedback)] == [False]
    assert feedback.forget([first]) == 0
    with feedback.path.open("ab") as file:
        file.write((json.dumps(first) + "\n").encode() * 2)
    assert feedback.forget([first]) == 1
    assert [vote["liked"] for vote in votes(feedback)] == [False, True]
    assert feedback.path.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == [feedback.path.name]


def test_no_vote_is_lost_while_others_are_deleted(tmp_path: Path) -> None:
    """Two processes vote, while this one votes and takes that back."""
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_vote_often, args=(tmp_path,)) for _ in range(2)]
    for process in processes:
        process.start()
    feedback = Feedback(tmp_path)
    deleted = 0
    while any(process.is_alive() for process in processes):
        deleted += feedback.forget([feedback.record(ANSWER, True)])
    for process in processes:
        process.join()
    assert deleted > 0
    assert [vote["liked"] for vote in votes(feedback)] == [False] * 100


def test_a_full_disk_deletes_no_vote(tmp_path: Path) -> None:
    """All of them stay, and nothing lies beside them."""
    feedback = Feedback(tmp_path)
    line = feedback.record(ANSWER, True)
    with fault_at(1, tmp_path, full_disk()), pytest.raises(OSError, match="space"):
        feedback.forget([line])
    assert len(votes(feedback)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [feedback.path.name]


def test_votes_that_were_never_kept_are_deleted_already(tmp_path: Path) -> None:
    """No file is made for it."""
    assert Feedback(tmp_path / "none").forget([{}]) == 0
    assert not (tmp_path / "none").exists()
