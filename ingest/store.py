"""Which generation is live: publish one in a single atomic step, open it, keep other ingests out.

    STORE/CURRENT            the name of the live generation
    STORE/LOCK               held by the one ingest that may run
    STORE/generations/NAME/  see ingest.generation

A generation is built in a directory of its own and never written again once it is published: Chroma's embedded store
serves stale or broken results when it is written while it is read.
"""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.embed import Vectors
from ingest.errors import StoreError
from ingest.generation import Generation, Manifest, now, problems_of, widen_index, write_generation
from ingest.types import Document, Passage


class Store:
    """The folder that holds the generations and names the live one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / "CURRENT"
        self._generations = folder / "generations"

    def current_name(self) -> str | None:
        """The name of the live generation; None when nothing was ever published."""
        try:
            name = self._pointer.read_bytes().decode(errors="replace").strip()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(
                f"{self._pointer} cannot be read ({error.strerror}). Remove it and run `python -m ingest --rebuild`."
            ) from error
        if name not in self._names():
            raise StoreError(
                f"{self._pointer} names {name!r}, which is not a generation of this store. "
                "Run `python -m ingest --rebuild` to make it again."
            )
        return name

    def open(self) -> Generation | None:
        """The live generation, or None. Raises StoreError when it is damaged or of another format."""
        name = self.current_name()
        return Generation(self._generations / name) if name else None

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other ingests out. Raises StoreError that names the holder. The lock dies with its process."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            file = (self.folder / "LOCK").open("a+", encoding="utf-8")
        except OSError as error:
            raise StoreError(
                f"The store {self.folder} cannot be written ({error.strerror}). "
                "Free space or rights there, or set CLUSTER_STORE to another folder."
            ) from error
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                raise StoreError(
                    f"Another ingest is at work on {self.folder} ({file.read().strip() or 'just started'}). "
                    "Run this again when it has ended."
                ) from None
            file.truncate(0)
            file.write(f"process {os.getpid()}, since {now()}\n")
            file.flush()
            yield

    def publish(
        self,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        vectors: Vectors,
        manifest: Manifest,
    ) -> Generation:
        """Build a generation beside the live one, check it, and make it the live one in one step.

        ``vectors`` has one row a passage. Readers see the old one until the step is done, and for good if it fails.
        """
        building = self._generations / f".building-{os.getpid()}"
        for debris in self._generations.glob(".building-*"):
            shutil.rmtree(debris)
        try:
            building.mkdir(parents=True)
            write_generation(building, documents, passages, vectors, manifest)
            problems = problems_of(Generation(building))
            if problems:
                widen_index(building, passages, vectors)
                problems = problems_of(Generation(building))
            if problems:
                raise StoreError("The new generation is not whole and was not published: " + " ".join(problems))
            _flush_to_disk(building)
            target = self._generations / self._next_name()
            building.rename(target)
        except OSError as error:
            shutil.rmtree(building, ignore_errors=True)
            raise StoreError(
                f"The store {self.folder} could not be written ({error.strerror}). The page goes on with what it had. "
                "Free space or rights there and run this again."
            ) from error
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        self._point_to(target.name)
        return Generation(target)

    def clean(self, keep: int) -> None:
        """Delete the oldest generations, the live one and the newest ``keep`` excepted."""
        names = self._names()
        for name in names[: max(0, len(names) - keep)]:
            if name != self.current_name():
                shutil.rmtree(self._generations / name)

    def _names(self) -> list[str]:
        return sorted(path.name for path in self._generations.glob("g[0-9]*"))

    def _next_name(self) -> str:
        names = self._names()
        return f"g{int(names[-1][1:]) + 1 if names else 1:06d}"

    def _point_to(self, name: str) -> None:
        temporary = self._pointer.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._pointer)
        _sync_folder(self.folder)


def _flush_to_disk(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
