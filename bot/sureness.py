"""How sure the verifier is that a part of a question is answered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the verifier is, as logits; 0 where there is nothing to be sure of.

    ``told``: that the best sentence answers the question at all. ``told_best``: the most of the first few sentences.
    ``first``: of the best sentence's surest short answer. ``surest``: of the surest in the first few sentences, up to
    one that has a sure one; ``any`` is whether these have one at all: a reason or a yes has none.
    """

    told: float
    told_best: float
    first: float
    surest: float
    any: bool
