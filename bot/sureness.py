"""How sure the verifier is that a part of a question is answered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the verifier is of a part's short answers, as logits; 0 where there is none to be sure of.

    ``first``: of the best sentence's surest. ``surest``: of the surest in the first few sentences, up to one that has
    a sure one; ``any`` is whether these have one at all: a reason or a yes has none.
    """

    first: float
    surest: float
    any: bool
