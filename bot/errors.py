"""What keeps a question from being answered or kept, as a sentence to the person concerned."""


class AskError(Exception):
    """The question cannot be taken as it stands; the message says why and what to do."""


class KeepingError(Exception):
    """What is kept of visitors cannot be read or written; the message is for who runs the server, and quotes nobody."""
