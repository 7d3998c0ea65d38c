"""Votes on answers, kept on disk: a line of JSON a vote, with nothing about who cast it."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.lines import Line, Lines
from bot.types import Answer


@dataclass(frozen=True, slots=True)
class Vote:
    """A thumb, up or down: when (ISO 8601, UTC), on what question, what had become of it, and what was cited."""

    time: str
    question: str
    status: str
    documents: tuple[str, ...]
    liked: bool


class Feedback:
    """A folder's file of votes, ``feedback.jsonl``. Any number of threads and processes may append at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines = Lines(folder / "feedback.jsonl")

    @property
    def path(self) -> Path:
        """The file."""
        return self.lines.path

    def record(self, answer: Answer, liked: bool) -> Line:
        """Append one vote; its line. Raises OSError when the disk refuses it; no half of a line stays then."""
        line = _line(answer, liked)
        self.lines.append(line)
        return line

    def forget(self, votes: Sequence[Line]) -> int:
        """Delete the votes of those lines; how many there were. Raises OSError, and all of them stay.

        Of votes that are alike to the letter one goes for each that is named: they are the same to whoever reads them.
        """
        named = Counter(map(json.dumps, votes))

        def is_named(line: Line) -> bool:
            vote = json.dumps(line)
            named[vote] -= 1
            return named[vote] >= 0

        return self.lines.drop(is_named) if votes else 0

    def votes(self) -> tuple[list[Vote], int]:
        """All votes, the oldest first, and how many lines are none. Raises OSError."""
        lines, unreadable = self.lines.read()
        found = [vote for vote in map(_vote, lines) if vote is not None]
        return found, unreadable + len(lines) - len(found)


def _line(answer: Answer, liked: bool) -> Line:
    return {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "answer": answer.id,
        "question": answer.question,
        "status": answer.status.value,
        "documents": list(dict.fromkeys(citation.source.id for citation in answer.citations)),
        "liked": liked,
    }


def _vote(line: Line) -> Vote | None:
    """The vote that a line holds; None when it holds none."""
    time, question, status, liked = (line.get(name) for name in ("time", "question", "status", "liked"))
    documents = line.get("documents")
    if not (isinstance(time, str) and isinstance(question, str) and isinstance(status, str)):
        return None
    if not (isinstance(liked, bool) and isinstance(documents, list) and all(isinstance(id_, str) for id_ in documents)):
        return None
    return Vote(time, question, status, tuple(documents), liked)
