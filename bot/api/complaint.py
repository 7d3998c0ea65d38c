"""What is wrong with a request, as a sentence (pure). The values of the request are not repeated."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.encode import one_line, printable

HELP = "See /api/openapi.json for what can be asked."

_LONGEST_NAME = 60  # characters
_PLACES = ("body", "query", "path")


def complaint(errors: Sequence[Mapping[str, Any]]) -> str:
    """The first of pydantic's errors."""
    error = errors[0]
    name, kind = _name(error["loc"]), error["type"]
    if kind == "json_invalid":
        return f"The body is not JSON. {HELP}"
    if kind == "missing":
        return f"Something is missing: {name}. {HELP}"
    if kind == "extra_forbidden":
        return f"{name[:1].upper()}{name[1:]} is not known here. {HELP}"
    message = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
    return f"There is something wrong with {name}: {message[:1].lower()}{message[1:]}. {HELP}"


def _name(place: Sequence[str | int]) -> str:
    """Where the error is: 'the field "history.0.role"', or "the body" as a whole."""
    steps = [str(step) for step in place if step not in _PLACES or step != place[0]]
    if not steps:
        return f"the {place[0]}" if place else "the request"
    return f'the field "{printable(one_line(".".join(steps)))[:_LONGEST_NAME]}"'
