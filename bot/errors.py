"""What keeps a question from being answered, as a sentence to the person who asked."""


class AskError(Exception):
    """The question cannot be taken as it stands; the message says why and what to do."""
