"""A chat model whose calls are counted and paid for: ``calls`` is how often it was asked, the purse what that cost."""

from collections.abc import Iterator

from bot.generate import ChatModel
from bot.prompts import Prompt
from bot.spending import Purse

_CHARACTERS_A_TOKEN = 4  # where a provider does not count


class Metered:
    """Passes prompts on to a model, for a site, and writes down what they cost."""

    def __init__(self, model: ChatModel, purse: Purse) -> None:
        self._model, self._purse = model, purse
        self.calls = 0

    @property
    def name(self) -> str:
        """What the model is called in answers."""
        return self._model.name

    def is_open(self, site: str) -> bool:
        """Whether the purse has something left for the site today."""
        return self._purse.is_open(site)

    def write(self, prompt: Prompt, site: str) -> Iterator[str]:
        """The words as they come; what was said and heard is paid for however it ends. Raises ModelError."""
        written, tokens = 0, None
        self.calls += 1
        try:
            for piece in self._model.write(prompt):
                written += len(piece.text)
                tokens = piece.tokens or tokens
                yield piece.text
        finally:
            said = len(prompt.rules) + len(prompt.task) + written
            self._purse.spend(site, tokens or said // _CHARACTERS_A_TOKEN)
