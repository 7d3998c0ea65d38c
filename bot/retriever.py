"""The hybrid retrieval for LangChain's users. Who only asks the bot never loads this: it takes a third of a second."""

from collections.abc import Callable, Container
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from bot.retrieve import retrieve
from ingest.encoder import Vectors
from ingest.generation import Generation
from ingest.types import Passage


class ClusterRetriever(BaseRetriever):
    """The hybrid retrieval as a LangChain retriever: passages come as LangChain documents.

    ``silent`` is asked at every question which documents are not to be found.
    """

    generation: Any
    question_vector: Any
    count: int = 10
    silent: Any = frozenset

    def __init__(
        self,
        generation: Generation,
        question_vector: Callable[[str], Vectors],
        count: int = 10,
        silent: Callable[[], Container[str]] = frozenset,
    ) -> None:
        super().__init__(generation=generation, question_vector=question_vector, count=count, silent=silent)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        vector = self.question_vector(query)
        hits = retrieve(self.generation, query, vector, count=self.count, silent=self.silent())
        return [as_langchain(hit.passage) for hit in hits]


def as_langchain(passage: Passage) -> LangChainDocument:
    """The passage as LangChain's document; its offsets and its source's card are the metadata."""
    source = passage.source
    return LangChainDocument(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "document_id": source.id,
            "title": source.title,
            "publisher": source.publisher,
            "kind": source.kind.value,
            "published": str(source.published) if source.published else None,
            "url": source.url,
            "start": passage.start,
            "end": passage.end,
            "heading": passage.heading,
        },
    )
