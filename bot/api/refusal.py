"""What a caller is told when there is no answer: every error as a status and a sentence."""

import logging

from bot.api.admission import RefusedError
from bot.errors import AskError
from ingest.errors import IngestError, OutageError

AWAY = "The documents cannot be reached at the moment. Please ask again in a minute."
SORRY = "Something went wrong while answering. Please ask again."
AGAIN = 60  # seconds until the documents may be back

_LOGGER = logging.getLogger(__name__)


def refusal(error: Exception) -> RefusedError:
    """The refusal that an error amounts to. The log gets its type only: its text may hold the question."""
    if isinstance(error, RefusedError):
        return error
    if isinstance(error, AskError):
        return RefusedError(422, str(error))
    if isinstance(error, OutageError):
        _LOGGER.error("%s: %s", type(error).__name__, error)  # where the server is, is for those who run it
        return RefusedError(503, AWAY, AGAIN)
    _LOGGER.error("%s while answering", type(error).__name__)
    # What is wrong with the store is for those who run it: it may name folders of the machine.
    return RefusedError(503, AWAY, AGAIN) if isinstance(error, IngestError) else RefusedError(500, SORRY)
