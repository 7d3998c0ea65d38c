"""What the API answers with, as the OpenAPI text describes it. The bodies themselves come from `bot.render`."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.permalink import Fate
from bot.types import Status
from ingest.types import Kind


class Described(BaseModel):
    """A body of which every field is described."""

    model_config = ConfigDict(extra="forbid")


class Refused(Described):
    """Why there is no answer."""

    error: str = Field(description="A sentence: what happened, and what to do next.")


class Card(Described):
    """A document: what a reader sees of it and can open."""

    document_id: str = Field(description="Its id; /api/documents/{document_id} is the document.")
    title: str
    publisher: str | None = Field(description="Who published it; null where it does not say.")
    published: str | None = Field(description="YYYY, YYYY-MM or YYYY-MM-DD, as exactly as it says; null when undated.")
    url: str | None = Field(description="Where it was published. Text of the document: check it before you link to it.")
    kind: Kind
    language: str | None = Field(description="ISO 639 code; null when not known.")


class Copy(Described):
    """Another document that tells the same story."""

    document_id: str
    publisher: str | None
    published: str | None
    url: str | None


class Citation(Card):
    """A verbatim quote: the document's text from `start` to `end` is `quote`, character for character."""

    number: int = Field(description="The number in the markers [n] of the answer's text.")
    quote: str
    start: int = Field(description="Offset in Unicode code points.")
    end: int
    page: int | None = Field(description="The page, counted from 1, where the document has pages.")
    generation: str = Field(description="The generation of the store that the answer speaks from.")
    permalink: str | None = Field(description="The lasting address of the quote, below the address of the page.")
    also_at: list[Copy]


class Lead(Described):
    """The short answer: `words` stand verbatim in the quote of the citation."""

    words: str
    when: str = Field(description="When they held, in words.")
    citation: int
    about: str = Field(description="What it is about, in a comparison; else empty.")


class Figure(Described):
    """A value read in a cited quote."""

    value: float
    unit: str = Field(description='Currencies by ISO 4217 code, shares as "%".')
    original: str = Field(description="The words of the quote.")
    scope: str | None
    as_of: str | None = Field(description="The date, at its precision, for which it was stated.")
    status: str = Field(description='"achieved" or "planned".')
    citation: int
    hedge: str | None = Field(description='"over", "almost", "about", "up to", "at least"; null for an exact value.')


class Calculation(Described):
    """Arithmetic over cited figures."""

    text: str
    citations: list[int]


class Conflict(Described):
    """Figures that cannot all be true."""

    figures: list[int] = Field(description="Their places in `figures`, counted from 0.")
    why: str


class Answer(Described):
    """The answer.

    Every sentence of `text` is a verbatim quote with its marker, or says what is missing; with a chat model it may also
    be a sentence of the model's that the quotes whose markers it ends with prove.
    """

    id: str
    question: str
    standalone_question: str = Field(description="The question with what it leaves to the talk before it.")
    status: Status = Field(description="`not_found`: the documents do not say; `out_of_scope`: not theirs to say.")
    text: str = Field(description="Plain text, a line each. It holds no markup: show it as text.")
    as_of: str | None = Field(description="The newest date of what is cited.")
    known_by: str | None = Field(description="The date by which all that counted was published; null for no such day.")
    leads: list[Lead]
    citations: list[Citation]
    figures: list[Figure]
    calculations: list[Calculation]
    conflicts: list[Conflict]
    history: list[int]
    nearest: list[Citation] = Field(description="What came closest, when the status is `not_found`.")
    generation: str
    mode: str = Field(description="`extractive`, or the name of the chat model that put it into words.")
    prompt_version: str | None = Field(description="What the chat model was told; null without one.")
    unproven: int = Field(description="How many sentences of the chat model were not proven and gave way to quotes.")
    language: str = Field(description="ISO 639-1 code of the language of the prose; quotes stay in their own.")
    timings_ms: dict[str, int]


class Documents(Described):
    """A page of the list of documents, newest first, the undated last."""

    documents: list[Card]
    total: int = Field(description="How many there are on all pages.")
    limit: int
    offset: int


class Document(Card):
    """A document with its whole text."""

    version: str = Field(description="Names the text: equal versions are equal texts.")
    text: str


class Quoted(Described):
    """What a permalink leads to."""

    fate: Fate = Field(description="What has become of the document since it was cited.")
    said: str = Field(description="The same in a sentence.")
    document: Card
    quote: str | None = Field(description="The quote as it was; null where the text is no longer kept.")
    before: str | None = Field(description="At most 1,000 characters that stand before the quote.")
    after: str | None
    start: int | None
    end: int | None
    page: int | None
    successor: Card | None = Field(description="What to read in its place.")


class Withdrawn(Refused):
    """That a document was withdrawn: when and why, and no longer what it said."""

    fate: Literal[Fate.WITHDRAWN]
    document: Card


class KindOfDocument(Described):
    """A kind of document."""

    kind: Kind
    label: str


class Years(Described):
    """The years of publication."""

    first: int
    last: int


class Suggestions(Described):
    """What can be asked, and of what."""

    examples: list[str] = Field(description="Questions that the documents can answer.")
    kinds: list[KindOfDocument]
    publishers: list[str]
    years: Years | None = Field(description="Null when all is undated.")


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The responses of a route that are no answers, for its description."""
    shown: dict[int | str, dict[str, Any]] = {
        status: {"model": Refused, "description": _REFUSALS[status]} for status in (*_ALWAYS, *statuses)
    }
    for status in (429, 503):
        shown[status]["headers"] = {
            "Retry-After": {"description": "After how many seconds to ask again.", "schema": {"type": "integer"}}
        }
    return shown


_ALWAYS = (403, 422, 429, 500, 503)
_REFUSALS = {
    400: "The body is no JSON that can be read.",
    403: "The caller may not ask from where it is.",
    404: "There is nothing of that name.",
    410: "The document was withdrawn.",
    413: "The body is too large.",
    415: "The body is not JSON.",
    422: "Something in the request cannot be taken as it stands.",
    429: "The caller has asked too often.",
    500: "Something went wrong here.",
    503: "The documents are away, or too many questions wait.",
}
