"""One bad file of the list and its outcome."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bad:
    """A bad file: ``make`` gives its bytes, ``name`` is what it is called, ``id`` and a hyphen before it.

    It fails with a sentence that holds ``failure``, or one of its parts between bars. Where that is None it is
    ingested: its text holds ``says``, by default its line, and nothing of ``hides``.
    """

    id: str
    what: str
    name: str
    make: Callable[[], bytes]
    failure: str | None = None
    says: str = ""
    hides: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.id}-{self.name}"


def line(id_: str) -> str:
    """What a bad file says if it says anything; no two say the same, since of two equal texts one is kept."""
    return f"Laboratory {id_} of the campus opened in 2019."
