"""A bot whose questions are kept, for the owner of the server to read."""

import logging
from collections.abc import Callable, Sequence

from bot.answers import Answers, unheard
from bot.asked import Questions, missing_in
from bot.errors import KeepingError
from bot.types import EVERYTHING, Answer, Filters, Turn
from bot.wrapped import Wrapped

_LOGGER = logging.getLogger(__name__)


class Remembered(Wrapped):
    """The bot that it is given, for visitors; what nobody asked (to warm up, to try) is asked of that bot itself.

    ``visit`` is the random name of a conversation, for a bot that answers in one only.
    """

    def __init__(self, bot: Answers, questions: Questions, visit: str = "") -> None:
        super().__init__(bot)
        self._questions, self._visit = questions, visit

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        told: Callable[[str], None] = unheard,
        said: Callable[[str], None] = unheard,
        site: str = "",
    ) -> Answer:
        """The bot's answer. It goes out also when the question cannot be kept."""
        answer = super().ask(question, history, filters, told, said, site)
        vector = self.meanings([answer.standalone_question])[0] if missing_in(answer) else None
        try:
            self._questions.record(answer, site, self._visit, vector)
        except KeepingError as error:
            _LOGGER.error("A question was not kept: %s", error)  # the error names the file, and quotes nobody
        return answer
