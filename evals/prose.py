"""The judge of a chat model's sentences: how many lies it lets through, and how many true sentences it takes.

Each case is a sentence with the quotes that it was written from. Lies differ from the quotes in one thing, truths in
words alone; all were written by language models that had seen neither the judge nor each other's cases. A part of them
is set aside, and so is all of the examination, the newest. The hard ones are out of the groups that the verifier was
not trained on, and no rule was made with them: lies as near to the quotes' words as can be, true sentences as far from
them, and twins that one thing tells apart.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cite import judge
from bot.types import Citation
from bot.verifier.verify import sentence_verifier
from evals.groups import CASES, citations, read_groups
from evals.intervals import share
from evals.report import Figures, Report

VERIFIER = sentence_verifier()
_TRUE = "true"  # so begins the kind of a true sentence, in the groups and in the examination


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence of a chat model with its evidence: ``kind`` is what is wrong with it, or how it says what is true."""

    id: str
    kind: str
    apart: bool
    question: str
    evidence: tuple[Citation, ...]
    sentence: str
    is_true: bool

    @property
    def fault(self) -> str | None:
        """What the judge finds unproven in it."""
        return judge(self.sentence, self.evidence, VERIFIER).fault


def read_cases(name: str) -> list[Case]:
    """The cases of "lies", "truths" or "exam"."""
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [_case(json.loads(line), name == "truths") for line in lines]


def hard_cases() -> list[Case]:
    """The sentences of the groups that the verifier was not trained on, each with all quotes of its group."""
    made = []
    for number, group in enumerate(filter(lambda one: one.is_apart, read_groups()), start=1):
        markers = "".join(f"[{one.number}]" for one in group.evidence)
        for kind, words in [*((_TRUE, words) for words in group.true), *((kind, words) for words, kind in group.false)]:
            sentence = f"{words} {markers}"
            made.append(Case(f"g{number}", kind, False, "", group.evidence, sentence, kind == _TRUE))
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
    tuning = _figures([one for one in (*lies, *truths) if not one.apart])
    hard = {f"hard_{name}": figure for name, figure in _figures(hard_cases()).items()}
    aside: Figures | None = None
    if held_out:
        exam = {f"exam_{name}": figure for name, figure in _figures(read_cases("exam")).items()}
        aside = {**_figures([one for one in (*lies, *truths) if one.apart]), **exam}
    return Report("prose", {**tuning, **hard}, aside, misses=(*shown, *lost))


def _figures(cases: Sequence[Case]) -> Figures:
    return {
        "lies_shown": share(case.fault is None for case in cases if not case.is_true),
        "true_sentences_shown": share(case.fault is None for case in cases if case.is_true),
    }


def _case(row: dict[str, object], is_true: bool) -> Case:
    evidence = row["evidence"]
    assert isinstance(evidence, list)
    return Case(
        str(row["id"]),
        str(row["kind"]),
        bool(row["apart"]),
        str(row["question"]),
        citations(evidence),
        str(row["sentence"]),
        is_true or str(row["kind"]).startswith(_TRUE),
    )
