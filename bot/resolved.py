"""A question of a talk, as it stands alone or with what it leans on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resolved:
    """``main`` is what is asked; ``background`` is what it leans on, empty for a question that stands alone.

    ``it`` is what "it" stood for in the question as it was typed, empty where it did not say "it".
    ``then`` is the time that the talk was last about, empty where it told none. ``earlier`` are the questions before
    it, the last one first.
    """

    main: str
    background: str = ""
    it: str = ""
    then: str = ""
    earlier: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Both as one line."""
        return f"{self.main} ({self.background})" if self.background else self.main
