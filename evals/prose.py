"""The judge of a chat model's sentences: how many lies it lets through, and how many true sentences it takes.

Each case is a sentence with the quotes that it was written from. Lies differ from the quotes in one thing, truths in
words alone; all were written by language models that had seen neither the judge nor each other's cases. A part of them
is set aside. The groups are harder, and no rule was made with them: lies as near to the quotes' words as can be, and
true sentences as far from them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.cite import judge
from bot.types import Citation
from evals.intervals import share
from evals.report import Figures, Report
from ingest.types import Kind, Published, Source

CASES = Path(__file__).parent / "prose"
_ONE_IN = 10  # groups: all of them take minutes
TRUE = "true"  # the kind of a group's true sentences


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence of a chat model with its evidence: ``kind`` is what is wrong with it, or how it says what is true."""

    id: str
    kind: str
    apart: bool
    question: str
    evidence: tuple[Citation, ...]
    sentence: str

    @property
    def fault(self) -> str | None:
        """What the judge finds unproven in it."""
        return judge(self.sentence, self.evidence).fault


def read_cases(name: str) -> list[Case]:
    """The cases of "lies" or "truths"."""
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_case(json.loads(line)) for line in lines]


def groups(one_in: int) -> list[Case]:
    """The sentences of one in so many of the groups, each with all quotes of its group."""
    made = []
    lines = (CASES / "groups.jsonl").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines[::one_in], start=1):
        row = json.loads(line)
        evidence = citations(row["quotes"])
        markers = "".join(f"[{one.number}]" for one in evidence)
        told = [(TRUE, words) for words in row["true"]] + [(one["kind"], one["sentence"]) for one in row["false"]]
        made += [Case(f"g{number}", kind, False, "", evidence, f"{words} {markers}") for kind, words in told]
    return made


def injections() -> list[dict[str, str]]:
    """Documents with an order to a machine in them ("injected"), as they were before ("clean"), and a question each."""
    return [json.loads(line) for line in (CASES / "injections.jsonl").read_text(encoding="utf-8").splitlines()]


def measure(held_out: bool) -> Report:
    """Lies shown and truths shown, of the cases for tuning and, where that is wanted, of those set aside."""
    lies, truths = read_cases("lies"), read_cases("truths")
    shown = [f"{case.id} ({case.kind}): shown: {case.sentence}" for case in lies if not case.apart and not case.fault]
    lost = [
        f"{case.id} ({case.kind}): {case.fault}: {case.sentence}" for case in truths if not case.apart and case.fault
    ]
    aside = _figures([one for one in lies if one.apart], [one for one in truths if one.apart]) if held_out else None
    tuning = _figures([one for one in lies if not one.apart], [one for one in truths if not one.apart])
    hard = groups(_ONE_IN)
    told = _figures([one for one in hard if one.kind != TRUE], [one for one in hard if one.kind == TRUE])
    tuning = {**tuning, **{f"hard_{name}": figure for name, figure in told.items()}}
    return Report("prose", tuning, aside, misses=(*shown, *lost))


def _figures(lies: Sequence[Case], truths: Sequence[Case]) -> Figures:
    return {
        "lies_shown": share(case.fault is None for case in lies),
        "true_sentences_shown": share(case.fault is None for case in truths),
    }


def _case(row: dict[str, object]) -> Case:
    evidence = row["evidence"]
    assert isinstance(evidence, list)
    return Case(
        str(row["id"]),
        str(row["kind"]),
        bool(row["apart"]),
        str(row["question"]),
        citations(evidence),
        str(row["sentence"]),
    )


def citations(evidence: Sequence[dict[str, str | None]]) -> tuple[Citation, ...]:
    """Quotes with "title", "publisher" and "published", as they are given to a chat model."""
    return tuple(_citation(number, one) for number, one in enumerate(evidence, start=1))


def _citation(number: int, one: dict[str, str | None]) -> Citation:
    when = one["published"]
    published = Published(*map(int, when.split("-"))) if when else None
    source = Source(f"d{number}", one["title"] or "", one["publisher"], Kind.NEWS, published, None)
    quote = one["quote"] or ""
    return Citation(number, source, quote, 0, len(quote), "g1")
