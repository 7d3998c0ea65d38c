"""What can go wrong, each said as a sentence to a person: what happened, with the value, and what to do next.

IngestError
├── FetchError     an address on the web cannot be fetched
├── LoadError      a file cannot be read as a document
├── EncoderError   the encoder is missing, altered or not the one the store was made with
└── StoreError     the store is missing, of another format, locked or damaged
    └── DamageError    a generation is damaged, and the one before it may take over
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


class DamageError(StoreError):
    """A generation is damaged, and the one before it may take over."""
