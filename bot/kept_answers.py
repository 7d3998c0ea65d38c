"""Answers to questions that are asked again and again, kept for as long as nothing that they rest on has changed."""

import threading
from collections.abc import Callable, Hashable, Sequence

from bot.types import Answer


class KeptAnswers:
    """The answers to some questions, all of one edition of the documents.

    ``ask`` answers one; ``edition`` names what answers rest on at the moment: where it is equal, answers are.
    """

    def __init__(self, questions: Sequence[str], ask: Callable[[str], Answer], edition: Callable[[], Hashable]) -> None:
        self._questions, self._ask, self._edition = tuple(questions), ask, edition
        self._asking = threading.Lock()
        self._of: Hashable = None
        self._answers: tuple[Answer, ...] | None = None

    def answers(self) -> tuple[Answer, ...]:
        """The answers in the order of the questions. Raises what asking raises; then nothing is kept.

        Who comes while they are worked out waits for them. When the documents change meanwhile it begins anew.
        """
        with self._asking:
            edition = self._edition()
            while self._answers is None or self._of != edition:
                self._answers = None
                answers = tuple(map(self._ask, self._questions))
                self._of, edition = edition, self._edition()
                self._answers = answers
            return self._answers
