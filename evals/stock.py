"""The stock LangChain recipe that `python -m evals.bench` measures beside ours, as its tutorials put it together.

A loader, RecursiveCharacterTextSplitter, HuggingFaceEmbeddings, Chroma.from_documents and similarity_search: passages
come back, and nothing composes an answer. The encoder is the same folder that ours loads. Needs the extra ``bench``.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from ingest.embed import checked_folder

# The sizes that LangChain's own tutorials use.
_CHUNK, _OVERLAP = 1_000, 200
_FOUND = 4


class TextFolderLoader(BaseLoader):
    """Every text file below a folder. LangChain's own loader went with langchain-community, which is archived."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lazy_load(self) -> Iterator[Document]:
        """The files in the order of their paths."""
        for path in sorted(self._folder.rglob("*")):
            if path.is_file():
                yield Document(page_content=path.read_text(encoding="utf-8"), metadata={"source": str(path)})


def main(arguments: Sequence[str]) -> int:
    """``ingest FOLDER STORE`` prints a report, ``ask QUESTIONS STORE`` a line of JSON for each line of the file."""
    command, path, store = arguments
    if command == "ingest":
        _ingest(Path(path), store)
    else:
        _ask(Path(path), store)
    return 0


def _ingest(folder: Path, store: str) -> None:
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    documents = TextFolderLoader(folder).load()
    splitter = RecursiveCharacterTextSplitter(chunk_size=_CHUNK, chunk_overlap=_OVERLAP)
    passages = splitter.split_documents(documents)
    Chroma.from_documents(passages, embeddings(), persist_directory=store)
    print(json.dumps({"embedded": len(passages)}))


def _ask(questions: Path, store: str) -> None:
    from langchain_chroma import Chroma

    chroma = Chroma(persist_directory=store, embedding_function=embeddings())
    for line in questions.read_text(encoding="utf-8").splitlines():
        found = chroma.similarity_search(json.loads(line)["question"], k=_FOUND)
        print(json.dumps({"passages": [passage.page_content for passage in found]}), flush=True)


def embeddings() -> Any:
    """LangChain's encoder over the folder of weights that ours loads."""
    from langchain_huggingface import HuggingFaceEmbeddings

    return HuggingFaceEmbeddings(model_name=str(checked_folder()), model_kwargs={"device": "cpu"})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
