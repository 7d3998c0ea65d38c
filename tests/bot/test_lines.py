"""A file of lines that many append to, and that is cleared out meanwhile."""

import multiprocessing
import threading
from pathlib import Path

import pytest

from bot.lines import Lines


def test_lines_are_read_back_and_what_is_none_is_counted(tmp_path: Path) -> None:
    """An empty line is neither."""
    lines = Lines(tmp_path / "new" / "lines.jsonl")
    assert lines.read() == ([], 0)
    lines.append({"n": 1})
    with lines.path.open("ab") as file:
        file.write(b'{"n": 2\n\n[3]\n"four"\n\xff\xfe\n' + b"[" * 100_000 + b"\n")
    lines.append({"n": 5})
    assert lines.read() == ([{"n": 1}, {"n": 5}], 5)


def test_what_is_unwanted_goes_and_what_cannot_be_read_stays(tmp_path: Path) -> None:
    """Until everything goes; the file stays for the server's account only."""
    lines = Lines(tmp_path / "lines.jsonl")
    lines.append({"n": 1})
    with lines.path.open("ab") as file:
        file.write(b"half a li\n")
    lines.append({"n": 2})
    assert lines.drop(lambda line: line["n"] == 1) == 1
    assert lines.read() == ([{"n": 2}], 1)
    assert lines.path.stat().st_mode & 0o077 == 0
    assert lines.drop(lambda line: line["n"] == 1) == 0
    assert lines.clear() == 2
    assert lines.clear() == 0
    assert list(tmp_path.iterdir()) == []


def _append_often(path: Path) -> None:
    for number in range(200):
        Lines(path).append({"n": number})


def test_nothing_that_is_appended_meanwhile_is_lost(tmp_path: Path) -> None:
    """By another process, while lines are taken out time and again."""
    lines = Lines(tmp_path / "lines.jsonl")
    process = multiprocessing.get_context("spawn").Process(target=_append_often, args=(lines.path,))
    process.start()
    dropped = 0
    while process.is_alive():
        dropped += lines.drop(lambda line: line["n"] % 2 == 1)
    process.join()
    dropped += lines.drop(lambda line: line["n"] % 2 == 1)
    assert process.exitcode == 0
    assert dropped == 100
    assert lines.read() == ([{"n": number} for number in range(0, 200, 2)], 0)


def test_who_waits_for_a_file_that_is_cleared_writes_into_the_next(tmp_path: Path) -> None:
    """Not into one that has no name any more."""
    lines = Lines(tmp_path / "lines.jsonl")
    lines.append({"n": 0})
    with lines._locked(2):
        thread = threading.Thread(target=lines.append, args=({"n": 1},))
        thread.start()
        thread.join(0.2)
        lines.path.unlink()
    thread.join()
    assert lines.read() == ([{"n": 1}], 0)


def test_a_file_does_not_outgrow_its_limit(tmp_path: Path) -> None:
    """What no longer fits is refused, and the rest stays."""
    lines = Lines(tmp_path / "lines.jsonl", most=100)
    for number in range(10, 20):
        lines.append({"n": number})
    with pytest.raises(OSError, match="100 bytes, and 100 are the most"):
        lines.append({"n": 20})
    assert lines.read()[0][-1] == {"n": 19}


def test_half_a_line_does_not_spoil_the_next(tmp_path: Path) -> None:
    """Where a machine went down in the middle of one."""
    lines = Lines(tmp_path / "lines.jsonl")
    lines.path.write_text('{"n": 1}\n{"n": ')
    lines.append({"n": 3})
    assert lines.read() == ([{"n": 1}, {"n": 3}], 1)
