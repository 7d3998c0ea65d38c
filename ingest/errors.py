"""What can go wrong, each said as a sentence to a person: what happened, with the value, and what to do next.

IngestError
├── FetchError     an address on the web cannot be fetched
├── LoadError      a file cannot be read as a document
├── EncoderError   the encoder is missing, altered or not the one the store was made with
└── StoreError     the store is missing, of another format, locked or damaged
    ├── OutageError    its server does not answer
    └── DamageError    a generation is damaged, and the one before it may take over
        └── GoneError      it is not there any more: another one is live by now
"""


class IngestError(Exception):
    """The kind that a face shows to its user as it stands."""


class FetchError(IngestError):
    """An address on the web cannot be fetched."""


class LoadError(IngestError):
    """A file cannot be read as a document."""


class EncoderError(IngestError):
    """The encoder is missing, altered or not the one the store was made with."""


class StoreError(IngestError):
    """The store is missing, of another format, locked or damaged."""


class OutageError(StoreError):
    """The store's server does not answer."""


class DamageError(StoreError):
    """A generation is damaged, and the one before it may take over."""


class GoneError(DamageError):
    """It is not there any more: another generation is live by now."""
