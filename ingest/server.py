"""A store on a Chroma server, for as many machines as can reach it: nothing else is shared between them.

    STORE.CURRENT          no rows; its metadata hold the names of the generations that are kept, the live one first
    STORE.withdrawn.json   no rows; its metadata hold the notices of ingest.withdrawn
    STORE.LOCK             there while an ingest is at work; see ingest.chroma.lock
    STORE.g000007          the passages of a generation
    STORE.g000007.files    its other files; see ingest.chroma.collections
    STORE.building-...     a generation that is not published yet

Every machine keeps a copy of the other files in a folder of its own, under the seal of the manifest, and of the
vectors: answers need nothing else, so that one may be cleaned away there while somebody reads from it here. A
generation is there once its collection has its name, and live once CURRENT names it: two single calls, in this order.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import numpy as np

from ingest.check import checked
from ingest.chroma.collections import FILES, ServerIndex, fetch_file, send_files
from ingest.chroma.index import Index
from ingest.chroma.lock import Lock, locked
from ingest.chroma.server import Server
from ingest.chroma.text import ServerText
from ingest.digests import altered
from ingest.disk import sync_folder, sync_tree
from ingest.errors import DamageError, GoneError
from ingest.generation import Generation, read_seal
from ingest.lease import move_unless_held
from ingest.settings import Settings
from ingest.shared import SharedText
from ingest.store import Store

_BUILDING = "building-"
# Seconds: building an index and asking for all its passages take longer than a question.
_PATIENCE = 600.0
# Cosine distance under which a vector has found itself.
_SAME = 1e-3
_NOT_SENT = "vectors.npy"


def open_store(settings: Settings) -> Store:
    """The store that the settings name: a folder, or a server and a folder for the copies."""
    if not settings.chroma_url:
        return Store(settings.store)
    token = settings.chroma_token.get_secret_value()
    server = Server(settings.chroma_url.rstrip("/"), settings.chroma_name, token)
    return ServerStore(server, settings.store / "server")


class ServerStore(Store):
    """See the module's first lines. Every method raises StoreError when the server is away."""

    def __init__(self, server: Server, folder: Path) -> None:
        """``folder`` is for this machine's copies."""
        super().__init__(folder)
        self._server = server
        self._patient = replace(server, patience=_PATIENCE)
        self._lock: Lock | None = None

    @property
    def place(self) -> str:
        """See Store."""
        return f"{self._server.url} ({self._server.name})"

    def open(self) -> Generation | None:
        """See Store. Copies of what is not kept any more are deleted from this machine."""
        live = super().open()
        self._drop_copies()
        return live

    def generation(self, name: str) -> Generation:
        """See Store."""
        return Generation(self._copy(name), None, ServerIndex(self._server, name))

    @contextmanager
    def lock(self) -> Iterator[None]:
        """See Store. A holder that died is found out by its silence, which takes some seconds."""
        with locked(self._server) as self._lock:
            try:
                yield
            finally:
                self._lock = None

    def text(self, name: str) -> SharedText:
        """See Store."""
        return ServerText(self._server, name)

    def _point_to(self, names: Sequence[str]) -> None:
        if self._lock:
            self._lock.confirm()
        super()._point_to(names)

    def _new_index(self, building: Path, before: Generation | None) -> Index:
        # On a server an index is always built whole: a collection cannot be copied there.
        return ServerIndex(self._patient, f"{_BUILDING}{uuid4().hex}")

    def _gate(self, building: Path, index: Index) -> list[str]:
        """Check what a reader will get: the files go to the server, and are fetched from there again."""
        assert isinstance(index, ServerIndex)
        files = {path.relative_to(building).as_posix(): path for path in building.rglob("*") if path.is_file()}
        if np.load(building / _NOT_SENT, mmap_mode="r").size:
            del files[_NOT_SENT]
        send_files(self._patient, index.name, files)
        return self._fetched_problems(index)

    def _put(self, building: Path, index: Index, name: str) -> None:
        assert isinstance(index, ServerIndex)
        self._server.rename(index.name + FILES, name + FILES)
        self._server.rename(index.name, name)
        _move(building, self._place_of(read_seal(building), name))

    def _problems(self, name: str) -> list[str]:
        return self._fetched_problems(ServerIndex(self._patient, name))

    def _fetched_problems(self, index: ServerIndex) -> list[str]:
        """Of what a machine without a copy would get."""
        fetched = self._generations / f".building-checking-{uuid4().hex}"
        try:
            _fetch(index, fetched)
            return checked(fetched, index)
        except DamageError as error:
            return [str(error)]
        finally:
            shutil.rmtree(fetched, ignore_errors=True)

    def _opened(self, name: str, notice: str | None = None) -> Generation:
        index = ServerIndex(self._server, name)
        generation = Generation(self._copy(name), notice, index)
        if index.count() != generation.manifest.passages:
            raise DamageError(f"{self.place} holds {index.count()} passages of {name}, not all.")
        if generation.manifest.passages:
            last = len(generation.vectors) - 1
            places = sorted({0, last // 2, last})
            [held] = index.vectors([generation.passages[place].id for place in places])
            if not np.allclose(held, generation.vectors[places], atol=_SAME):
                raise DamageError(f"{self.place} holds other vectors than those of {name}.")
        return generation

    def _remove(self, name: str) -> None:
        # The index first: without it there is no generation of that name.
        self._server.delete(name)
        self._server.delete(name + FILES)

    def _names(self) -> list[str]:
        """The generations on the server, newest first; one whose files alone are left counts, so that they go too."""
        return self._in_order({name.removesuffix(FILES) for name in self._server.names()})

    def _sweep(self) -> None:
        super()._sweep()
        for name in self._server.names():
            if name.startswith(_BUILDING):
                self._server.delete(name)

    def _copy(self, name: str) -> Path:
        """The folder of this machine's copy of a generation's files, fetched when there is none that is whole.

        Raises DamageError when what is on the server is not whole, GoneError when it is not there.
        """
        manifest = fetch_file(self._server, name, "manifest.json")
        if manifest is None:
            raise GoneError(f"{self.place} does not hold the generation {name} any more.")
        fetching = self._generations / f".fetching-{uuid4().hex}"
        try:
            fetching.mkdir(parents=True)
            (fetching / "manifest.json").write_bytes(manifest)
            place = self._place_of(read_seal(fetching), name)
            if place.is_dir():
                if not altered(place, Generation(place).manifest.digests):
                    return place
                shutil.rmtree(place)
            _fetch(ServerIndex(self._patient, name), fetching)
            sync_tree(fetching)
            _move(fetching, place)
        except OSError as error:
            raise self._unwritable(error) from error
        finally:
            shutil.rmtree(fetching, ignore_errors=True)
        return place

    def _place_of(self, seal: str, name: str) -> Path:
        # The same name may mean something else on another server.
        return self._generations / seal[:16] / name

    def _drop_copies(self) -> None:
        """Delete the copies of what is not kept any more, those excepted that a process here reads from."""
        kept = self.history()
        for folder in self._generations.glob("*/g*"):
            if folder.name not in kept:
                away = folder.parent.with_name(f".removing-{folder.parent.name}")
                with suppress(OSError):  # another process here was first, or the next tries again
                    if move_unless_held(folder, away):
                        shutil.rmtree(away)
                        folder.parent.rmdir()


def _fetch(index: ServerIndex, folder: Path) -> None:
    """Fill a folder with the files of a generation. Raises DamageError when they are not what its manifest says."""
    folder.mkdir(parents=True, exist_ok=True)
    _fetch_into(index, folder, "manifest.json")
    generation = Generation(folder, None, index)
    digests = generation.manifest.digests
    for path in digests.keys() - {_NOT_SENT}:
        _fetch_into(index, folder, path)
    if not _fetch_into(index, folder, _NOT_SENT, needed=False):
        _write_vectors(index, [passage.id for passage in generation.passages], folder / _NOT_SENT)
    if changed := altered(folder, digests):
        raise DamageError(
            f"{len(changed)} files on {index.server.url} are not as they were written, first {changed[0]}."
        )


def _fetch_into(index: ServerIndex, folder: Path, path: str, *, needed: bool = True) -> bool:
    target = (folder / path).resolve()
    if not target.is_relative_to(folder.resolve()):
        raise DamageError(f"The manifest on {index.server.url} names a file outside of its folder.")
    data = fetch_file(index.server, index.name, path)
    if data is None:
        if needed:
            raise DamageError(f"{index.server.url} does not hold {path}.")
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return True


def _write_vectors(index: ServerIndex, ids: list[str], path: Path) -> None:
    """The vectors as they were saved, a batch at a time, so that they need not fit into memory."""
    rows: np.memmap | None = None
    first = 0
    for batch in index.vectors(ids):
        if rows is None:
            rows = np.lib.format.open_memmap(path, "w+", np.float32, (len(ids), batch.shape[1]))
        rows[first : first + len(batch)] = batch
        first += len(batch)
    if rows is not None:
        rows.flush()


def _move(folder: Path, place: Path) -> None:
    """Put a whole copy in its place; another process here may have been first, with the same bytes."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.rename(place)
    except OSError:
        if not place.is_dir():
            raise
        shutil.rmtree(folder)
    sync_folder(place.parent)
