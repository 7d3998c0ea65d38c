"""Messages with roles, as chat clients send them, as the exchanges that the bot knows (pure)."""

from collections.abc import Mapping, Sequence

from bot.types import Turn


def turns(messages: Sequence[Mapping[str, str]]) -> tuple[Turn, ...]:
    """The exchanges; a message of the assistant answers the user's before it. Raises KeyError when one has no role."""
    talk: list[Turn] = []
    for message in messages:
        if message["role"] == "user":
            talk.append(Turn(message["content"], ""))
        elif talk:
            talk[-1] = Turn(talk[-1].question, message["content"])
    return tuple(talk)
