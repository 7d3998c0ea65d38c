"""A trained network that reads two texts together and gives one logit; whoever asks it joins the texts' tokens."""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from bot.reader.span import FOLDER as READER_FOLDER
from ingest.network import Network
from ingest.tokens import open_tokenizer

FOLDER = Path(__file__).parent
CLS, SEP = 101, 102
_TEXTS_REMEMBERED = 2048  # some 1 kB each


class CrossEncoder:
    """Opened when it is first asked. Any number of threads may ask it at once."""

    def __init__(self, model: Path) -> None:
        self._model = model
        # A question stands before each of its answers, and a sentence is asked about by one question and the next.
        self.ids = lru_cache(_TEXTS_REMEMBERED)(self._ids_of)

    def logit(self, row: tuple[Sequence[int], Sequence[int]]) -> float:
        """The logit of the token ids and types of both texts."""
        ids, types = (np.array([one], np.int64) for one in row)
        (proven,) = self._network.run(["proven"], {"input_ids": ids, "token_type_ids": types})
        return float(proven[0])

    def _ids_of(self, text: str) -> list[int]:
        return ids_of(self._tokenizer, text)

    @cached_property
    def _network(self) -> Network:
        return Network(self._model)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return open_tokenizer(READER_FOLDER / "tokenizer.json")


def ids_of(tokenizer: Tokenizer, text: str) -> list[int]:
    """The token ids of a text alone."""
    ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
    return ids
