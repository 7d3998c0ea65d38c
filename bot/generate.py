"""A prompt -> the words of a chat model, piece by piece. The only home of LangChain's chat models.

Whatever a provider's package raises becomes a ModelError with a sentence; none of its words, which may hold the
question, is passed on or logged.
"""

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

from bot.prompts import Prompt
from ingest.settings import Settings

_LOGGER = logging.getLogger(__name__)
_MOST_TOKENS = 500  # of an answer
# What may be another time: too many requests, and a server that is not well.
_PASSING = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 529))


class ModelError(Exception):
    """Why there is no prose, in a sentence; ``may_pass`` says that another try may go better."""

    def __init__(self, sentence: str, may_pass: bool = False) -> None:
        super().__init__(sentence)
        self.may_pass = may_pass


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of what the model writes, and how many tokens it has taken so far, prompt and all, if it says so."""

    text: str
    tokens: int | None = None


class ChatModel(Protocol):
    """Writes."""

    @property
    def name(self) -> str:
        """What it is called in answers."""

    def write(self, prompt: Prompt) -> Iterator[Piece]:
        """The words as they come. Raises ModelError."""


class LangChainModel:
    """A chat model of any provider that LangChain can open; ``seconds`` is the longest that one answer may take."""

    def __init__(self, name: str, model: Any, seconds: float) -> None:
        self.name, self._model, self._seconds = name, model, seconds

    def write(self, prompt: Prompt) -> Iterator[Piece]:
        """The words as they come. Raises ModelError."""
        end = monotonic() + self._seconds
        tokens = 0
        stream = None
        try:
            stream = self._model.stream([("system", prompt.rules), ("human", prompt.task)])
            for chunk in stream:
                usage = getattr(chunk, "usage_metadata", None)
                tokens = int(usage["total_tokens"]) if usage else tokens
                yield Piece(str(chunk.text or ""), tokens or None)
                if monotonic() > end:
                    raise ModelError("The chat model took too long.", may_pass=False)
        except ModelError:
            raise
        except Exception as error:  # noqa: BLE001 - every provider has its own errors
            raise _told(error) from None
        finally:
            if close := getattr(stream, "close", None):
                close()


def open_model(settings: Settings) -> ChatModel | None:
    """The chat model that the settings name; None where none is named or, with a sentence in the log, to be had."""
    if not settings.chat_model:
        return None
    key = settings.chat_key.get_secret_value()
    if key and (key != key.strip() or not key.isprintable()):
        _LOGGER.warning(
            "CLUSTER_CHAT_KEY holds white space or a control character: answers are quotes only. Set it anew."
        )
        return None
    # Nothing of a question may go anywhere but to the model.
    os.environ.setdefault("LANGSMITH_TRACING", "false")
    from langchain.chat_models import init_chat_model

    named: dict[str, Any] = {
        "temperature": 0.0,
        "max_tokens": _MOST_TOKENS,
        "timeout": settings.chat_seconds,
        "max_retries": 0,
    }
    if settings.chat_base_url:
        named["base_url"] = settings.chat_base_url
    if key or settings.chat_base_url:
        named["api_key"] = key or "none"
    try:
        model = init_chat_model(settings.chat_model, **named)
    except ImportError as error:
        _LOGGER.warning("The chat model needs the package %s: answers are quotes only. Install it.", error.name)
        return None
    except Exception as error:  # noqa: BLE001 - a name, a key or an address that a provider does not take
        _LOGGER.warning(
            "The chat model %r cannot be opened (%s): answers are quotes only. See CLUSTER_CHAT_MODEL in the README.",
            settings.chat_model,
            type(error).__name__,
        )
        return None
    return LangChainModel(settings.chat_model, model, settings.chat_seconds)


def _told(error: Exception) -> ModelError:
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    name = type(error).__name__
    if "timeout" in name.lower():
        return ModelError("The chat model took too long.", may_pass=True)
    if status == 429:
        return ModelError("The chat model has had too many requests.", may_pass=True)
    if status in (401, 403):
        return ModelError("The chat model did not accept the key.")
    if status is not None:
        return ModelError(f"The chat model answered with status {status}.", may_pass=status in _PASSING)
    if "connect" in name.lower() or isinstance(error, OSError):
        return ModelError("The chat model cannot be reached.", may_pass=True)
    return ModelError("The chat model's answer could not be read.", may_pass=True)
