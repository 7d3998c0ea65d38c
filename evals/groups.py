"""Quotes with sentences that they prove and sentences that they do not, as files of ``evals/prose`` hold them.

``pairs.jsonl`` has twins: the same sentence, true and with one thing in it that the quotes do not say, at every
distance from their words, so that nearness tells nothing. ``groups.jsonl`` has true sentences far from the words and
false ones near to them. Language models wrote both, without sight of the judge. Most of them train the verifier.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zlib import crc32

from bot.types import Citation
from bot.verifier.verify import evidence_text
from ingest.types import Kind, Published, Source

CASES = Path(__file__).parent / "prose"
_APART = 8  # one in so many documents is kept to measure by


@dataclass(frozen=True)
class Group:
    """Quotes, the sentences that they prove, and those that they do not, each with what is wrong with it."""

    evidence: tuple[Citation, ...]
    true: tuple[str, ...]
    false: tuple[tuple[str, str], ...]

    @cached_property
    def text(self) -> str:
        """The quotes with their cards, as the verifier sees them."""
        return evidence_text(self.evidence)

    @property
    def is_apart(self) -> bool:
        """Whether it is kept to measure by: a matter of its document."""
        return crc32(self.evidence[0].source.title.encode()) % _APART == 0


def read_groups() -> list[Group]:
    """All groups of both files, in the files' order."""
    return [*_read("pairs.jsonl"), *_read("groups.jsonl")]


def _read(name: str) -> Iterator[Group]:
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "pairs" in row:
            true = tuple(pair["true"] for pair in row["pairs"])
            false = tuple((pair["false"], pair["kind"]) for pair in row["pairs"])
        else:
            true, false = tuple(row["true"]), tuple((one["sentence"], one["kind"]) for one in row["false"])
        yield Group(citations(row["quotes"]), true, false)


def citations(evidence: Sequence[dict[str, str | None]]) -> tuple[Citation, ...]:
    """Quotes with "title", "publisher" and "published", as they are given to a chat model."""
    return tuple(_citation(number, one) for number, one in enumerate(evidence, start=1))


def _citation(number: int, one: dict[str, str | None]) -> Citation:
    when = one["published"]
    published = Published(*map(int, when.split("-"))) if when else None
    source = Source(f"d{number}", one["title"] or "", one["publisher"], Kind.NEWS, published, None)
    quote = one["quote"] or ""
    return Citation(number, source, quote, 0, len(quote), "g1")
