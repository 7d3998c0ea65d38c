"""What an assistant can call: three tools, each with what it takes and how it is done."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mcp_types import Tool, ToolAnnotations
from pydantic import BaseModel, Field

from bot.answers import Answers
from bot.api.admission import Admission
from bot.api.documents import listed, read
from bot.api.pool import Pool
from bot.api.requests import Question, Search, Strict
from bot.render import to_json, to_terminal

Said = tuple[str, dict[str, Any]]  # the words and the JSON of a result
Run = Callable[[Mapping[str, Any], Admission], Awaitable[Said]]


class Named(Strict):
    """A document by its id."""

    document_id: str = Field(max_length=2_000, description="As list_documents and the citations of an answer give it.")


@dataclass(frozen=True, slots=True)
class Offer:
    """A tool: what it is called, what it takes and does, and how.

    ``run`` gives the words and the JSON of the result, for arguments as they came and whoever may see what it may see.
    It raises ValidationError for arguments that are not as ``takes`` says, and the errors of the bot.
    """

    name: str
    title: str
    description: str
    takes: type[BaseModel]
    run: Run

    @property
    def tool(self) -> Tool:
        """Its description for an assistant."""
        return Tool(
            name=self.name,
            title=self.title,
            description=self.description,
            input_schema=self.takes.model_json_schema(),
            annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
        )


def offers(bot: Answers, pool: Pool) -> tuple[Offer, ...]:
    """What there is to call."""

    async def ask(arguments: Mapping[str, Any], admission: Admission) -> Said:
        answer = await pool.begin(Question.model_validate(arguments).asking(admission))
        return to_terminal(answer), to_json(answer)

    async def list_documents(arguments: Mapping[str, Any], admission: Admission) -> Said:
        search = Search.model_validate(arguments)
        found = await asyncio.to_thread(listed, bot, search, admission.filters)
        return "\n".join(f"{card['document_id']}: {card['title']}" for card in found["documents"]), found

    async def read_document(arguments: Mapping[str, Any], admission: Admission) -> Said:
        id_ = Named.model_validate(arguments).document_id
        found = await asyncio.to_thread(read, bot, id_, admission.filters)
        return found["text"], found

    asked = "A question to its answer: quotes with citations, figures, and whether the documents answer at all."
    return (
        Offer("ask", "Ask the documents", asked, Question, ask),
        Offer("list_documents", "List the documents", "The cards of the documents.", Search, list_documents),
        Offer("read_document", "Read a document", "A document with its whole text.", Named, read_document),
    )
