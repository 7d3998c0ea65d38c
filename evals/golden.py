"""The golden questions, and whether an answer is right: by string, with no judge model."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from bot.talk import turns
from bot.types import Answer, Status, Turn

_FOLDER = Path(__file__).parent.parent / "tests" / "golden"
GOLDEN = _FOLDER / "questions.jsonl"
MORE = _FOLDER / "tuning.jsonl"  # nothing in it is set aside
POINT_IN_TIME = _FOLDER / "as_of.jsonl"
EXAM = _FOLDER / "exam.jsonl"  # all of it is set aside: written apart from everything that is fitted on


@dataclass(frozen=True, slots=True)
class Golden:
    """One question with what a right answer cites.

    ``contains``: of each group at least one string stands in the quotes cited, whatever its case. ``sources``: the
    beginnings of the file names of right documents, one of which is cited.
    """

    id: str
    split: str
    type: str
    question: str
    history: tuple[Turn, ...]
    as_of: date | None
    status: Status
    contains: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...]


def read_golden(path: Path = GOLDEN) -> list[Golden]:
    """Every golden question of a file."""
    with path.open(encoding="utf-8") as file:
        return [_golden(json.loads(line)) for line in file if line.strip()]


def holds(golden: Golden, quotes: Sequence[str]) -> bool:
    """Whether the quotes hold every value that the golden answer asks for."""
    said = " ".join(quotes).lower()
    return all(any(choice.lower() in said for choice in group) for group in golden.contains)


def is_right_source(golden: Golden, document_id: str) -> bool:
    """Whether a document is one of those that a right answer may cite."""
    stem = PurePosixPath(document_id).stem
    return any(stem == source or stem.startswith(source + "-") for source in golden.sources)


def is_right(golden: Golden, answer: Answer) -> bool:
    """Whether the answer is right: its status, its values and one of its sources."""
    if golden.status is not Status.ANSWERED:
        return answer.status is golden.status
    quotes = [citation.quote for citation in answer.citations]
    cited = any(is_right_source(golden, citation.source.id) for citation in answer.citations)
    return answer.status is Status.ANSWERED and holds(golden, quotes) and cited


def _golden(row: dict[str, Any]) -> Golden:
    expect = row["expect"]
    return Golden(
        id=row["id"],
        split=row["split"],
        type=row["type"],
        question=row["question"],
        history=turns(row.get("history") or []),
        as_of=date.fromisoformat(row["as_of"]) if row.get("as_of") else None,
        status=Status(expect["status"]),
        contains=tuple(tuple(group) for group in expect.get("contains") or []),
        sources=tuple(expect.get("sources") or []),
    )
