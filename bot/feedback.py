"""Votes on answers, kept on disk: a line of JSON a vote, with nothing about who cast it."""

import fcntl
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from bot.types import Answer


class Feedback:
    """A folder's file of votes, ``feedback.jsonl``. Any number of threads and processes may append at once."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "feedback.jsonl"
        self._lock = Lock()

    def record(self, answer: Answer, liked: bool) -> None:
        """Append one vote. Raises OSError when the disk refuses it; no half of a line stays then."""
        line = (json.dumps(_vote(answer, liked)) + "\n").encode()
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Questions can hold names: only the account that serves the page may read them.
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                _append(descriptor, line)
            finally:
                os.close(descriptor)


def _vote(answer: Answer, liked: bool) -> dict[str, object]:
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "answer": answer.id,
        "question": answer.question,
        "status": answer.status.value,
        "documents": list(dict.fromkeys(citation.source.id for citation in answer.citations)),
        "liked": liked,
    }


def _append(descriptor: int, line: bytes) -> None:
    """Write the whole line or none of it; the lock is let go when the file is closed."""
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    before = os.fstat(descriptor).st_size
    if os.write(descriptor, line) != len(line):  # a full disk takes a part
        os.ftruncate(descriptor, before)
        raise OSError(f"only a part of the vote could be written, {len(line)} bytes were needed")
