"""What callers send: pydantic models, which are also their description in the OpenAPI text."""

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator

from bot.api.admission import Admission
from bot.api.narrowed import narrowed
from bot.api.pool import Asking
from bot.question import LONGEST_QUESTION
from bot.talk import turns
from bot.types import Filters
from ingest.types import Kind, Published

MOST_MESSAGES = 50
LONGEST_MESSAGE = 8_000  # characters
LONGEST_NAME = 500  # characters, of a publisher or in a search

_DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def _read(value: Any) -> Published:
    """A date at its precision. Raises ValueError for what is none."""
    if not isinstance(value, str) or not re.fullmatch(_DATE, value):
        raise ValueError("it is not a date written YYYY-MM-DD, YYYY-MM or YYYY")
    try:
        return Published(*map(int, value.split("-")))
    except ValueError as error:
        raise ValueError("it is a date that does not exist") from error


Day = Annotated[
    Published, PlainValidator(_read), WithJsonSchema({"type": "string", "pattern": _DATE, "examples": ["2020-10"]})
]


class Strict(BaseModel):
    """A model that refuses what it does not know, so that a misspelled field is not silently left out."""

    model_config = ConfigDict(extra="forbid")


class Window(Strict):
    """Which documents are meant: of some kinds, published in some time. What is left out is left open."""

    kinds: list[Kind] = Field(
        [], max_length=len(Kind), description="Only documents of these kinds. Empty: of every kind."
    )
    since: Day | None = Field(
        None, description="Only what was published on this day, or in this month or year, or later."
    )
    until: Day | None = Field(
        None, description="Only what was published by this day, or by the end of this month or year."
    )

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.since and self.until and self.since.first_day > self.until.last_day:
            raise ValueError('"since" is later than "until"')
        return self

    def filters(self, *untils: date | None) -> Filters:
        """The filters, by the earliest of ``until`` and other days."""
        ends = [day for day in (self.until.last_day if self.until else None, *untils) if day]
        since = self.since.first_day if self.since else None
        return Filters(kinds=frozenset(self.kinds) or None, since=since, until=min(ends, default=None))


class Message(Strict):
    """One message of the talk so far."""

    role: Literal["user", "assistant"] = Field(description="Who said it.")
    content: str = Field(max_length=LONGEST_MESSAGE, description="What was said, as plain text.")


class Question(Window):
    """A question, and what the talk before it was."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"question": "How many companies are on the Stevenage campus?"},
                {
                    "question": "And how many of them are in cell and gene therapy?",
                    "history": [
                        {"role": "user", "content": "How many companies are on the Stevenage campus?"},
                        {"role": "assistant", "content": "In autumn 2020 the campus had 45 companies. [1]"},
                    ],
                    "as_of": "2020-12-31",
                    "kinds": ["press_release", "news"],
                },
            ]
        },
    )

    question: str = Field(min_length=1, max_length=LONGEST_QUESTION, description="The question, in plain words.")
    history: list[Message] = Field([], max_length=MOST_MESSAGES, description="The talk so far, oldest message first.")
    as_of: Day | None = Field(None, description="Answer as of this date: only from what had been published by then.")

    def asking(self, admission: Admission) -> Asking:
        """What to ask the bot, from no more than the caller may see."""
        filters = self.filters(self.as_of.last_day if self.as_of else None)
        said = turns([message.model_dump() for message in self.history])
        return Asking(self.question, said, narrowed(filters, admission.filters), admission.site or "")


class Search(Window):
    """Which documents to list, and which page of the list."""

    publishers: list[Annotated[str, Field(max_length=LONGEST_NAME)]] = Field(
        [], max_length=MOST_MESSAGES, description="Only documents of these publishers, by their exact names."
    )
    q: str = Field("", max_length=LONGEST_NAME, description="Only documents whose title holds this text, in any case.")
    limit: int = Field(20, ge=1, le=100, description="How many documents to list at most.")
    offset: int = Field(0, ge=0, le=1_000_000, description="How many documents to leave out at the beginning.")
