"""Which generation is live: publish one in a single atomic step, go back, open it, keep other ingests out.

    STORE/CURRENT            the names of the generations that are kept, the live one first, then those before it
    STORE/LOCK               held by the one ingest that may run
    STORE/withdrawn.json     see ingest.withdrawn
    STORE/generations/NAME/  see ingest.generation

A generation is built in a directory of its own and never written again once it is published: Chroma's embedded store
serves stale or broken results when it is written while it is read. Names count upwards and are never used again, so
neither a roll-back nor a clock that is set back can make an old citation mean something new.
"""

import contextlib
import fcntl
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from secrets import token_hex

from ingest.check import checked
from ingest.chroma.index import Index
from ingest.chroma.segments import Before, SegmentedIndex
from ingest.clock import stamp
from ingest.digests import altered
from ingest.disk import sync_folder, sync_tree
from ingest.encoder import Vectors
from ingest.errors import DamageError, OutageError, StoreError
from ingest.fingerprints import Fingerprints
from ingest.generation import Generation, Manifest, write_generation
from ingest.lease import move_unless_held
from ingest.shared import SharedText, TextFile
from ingest.types import Document, Earlier, Passage
from ingest.withdrawn import Withdrawn

_NAME = re.compile(r"g\d{6,}")
KEEP = 3


class Store:
    """The folder that holds the generations and names the live one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._generations = folder / "generations"

    @cached_property
    def withdrawn(self) -> Withdrawn:
        """Which documents may not be cited any more."""
        return Withdrawn(self.text("withdrawn.json"))

    @property
    def place(self) -> str:
        """Where the store is, to a person."""
        return str(self.folder)

    def history(self) -> list[str]:
        """The names of the generations that are kept, the live one first; empty when nothing was ever published."""
        current = self.text("CURRENT")
        text = current.read()
        if text is None:
            return []
        names = text.split()
        if not names or not all(map(_NAME.fullmatch, names)):
            raise StoreError(
                f"{current.place} names {text[:80].strip()!r}, which is not a generation of this store. "
                "Run `python -m ingest --rebuild` to make it again."
            )
        return names

    def current_name(self) -> str | None:
        """The name of the live generation; None when nothing was ever published."""
        return next(iter(self.history()), None)

    def open(self) -> Generation | None:
        """The live generation, or None; when it is damaged, the newest whole one before it, with a notice that says so.

        Raises StoreError when none is whole, or the first that is has another format.
        """
        names = self.history()
        for name in names:
            notice = (
                f"Generation {names[0]} is damaged, so {name} takes over until the next `python -m ingest` makes it "
                "again. `python -m ingest doctor` says what is wrong."
            )
            with contextlib.suppress(DamageError):
                return self._opened(name, notice if name != names[0] else None)
        if not names:
            return None
        if names != self.history():  # they were cleaned away while we looked
            return self.open()
        raise StoreError(
            f"Generation {names[0]} is damaged or gone, and no whole one is left before it. "
            "Run `python -m ingest --rebuild` to make it again."
        )

    def generation(self, name: str) -> Generation:
        """A generation on disk by its name, unchecked. Raises StoreError when it is gone or cannot be read."""
        return Generation(self._generations / name)

    def kept(self) -> list[Generation]:
        """Every whole generation on disk, newest first, also those that were rolled back."""
        found = []
        for name in self._names():
            try:
                found.append(self._opened(name))
            except OutageError:
                raise
            except StoreError:  # what is damaged or of another format is of no use
                continue
        return found

    def since_live(self, *, afresh: bool = False) -> list[Generation]:
        """The live generation, or what takes over from it, and after it what was rolled back and is still on disk.

        Raises StoreError where none can be read, but not when all is made ``afresh``: that is what mends it.
        """
        try:
            live = self.open()
        except OutageError:
            raise
        except StoreError:
            if afresh:
                return []
            raise
        return [live, *self.newer_than(live.name)] if live else []

    def newer_than(self, name: str) -> list[Generation]:
        """What is on disk, whole, and was published after a generation: after the live one, what was rolled back."""
        found = []
        for newer in (newer for newer in self._names() if _number(newer) > _number(name)):
            try:
                found.append(self._opened(newer))
            except OutageError:
                raise
            except StoreError:
                continue
        return found

    def problems(self) -> dict[str, list[str]]:
        """What is wrong with each generation that is kept, the live one first, found in child processes."""
        return {name: self._problems(name) for name in self.history()}

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other ingests out. Raises StoreError that names the holder. The lock dies with its process."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            # Without a buffer: what a full disk did not take would be tried again when the file is closed.
            file = (self.folder / "LOCK").open("a+b", buffering=0)
        except OSError as error:
            raise self._unwritable(error) from error
        with contextlib.closing(file):
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                file.truncate(0)
                file.write(f"process {os.getpid()}, since {stamp()}\n".encode())
            except BlockingIOError:
                file.seek(0)
                holder = file.read().decode(errors="replace").strip() or "just started"
                raise StoreError(
                    f"Another ingest is at work on {self.folder} ({holder}). Run this again when it has ended."
                ) from None
            except OSError as error:
                raise self._unwritable(error) from error
            yield

    def publish(
        self,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        vectors: Vectors,
        manifest: Manifest,
        keep: int = KEEP,
        earlier: Sequence[Earlier] = (),
        before: Generation | None = None,
        prints: Fingerprints | None = None,
    ) -> Generation:
        """Build a generation beside the live one, check it, and make it the live one in one step.

        ``vectors`` has one row a passage; ``keep`` counts the generations to go back to, this one included. Readers
        see the old one until the step is done, and for good if it fails. The index may grow from that of a whole
        generation ``before``, if that was made by the same encoder. ``prints`` are the documents'.
        """
        # Another name each time: Chroma remembers a folder that it could not open for as long as the process lives.
        building = self._generations / f".building-{token_hex(4)}"
        try:
            self._sweep()
            building.mkdir(parents=True)
            same_encoder = before is not None and before.manifest.encoder == manifest.encoder
            index = self._new_index(building, before if same_encoder else None)
            write_generation(building, documents, passages, vectors, manifest, earlier, index, before, prints)
            problems = self._gate(building, index)
            if problems:
                raise StoreError("The new generation is not whole and was not published: " + " ".join(problems))
            sync_tree(building)
            name = self._next_name()
            history = self._whole_history()
            self._put(building, index, name)
            self._point_to([name, *history][:keep])
        except OSError as error:
            shutil.rmtree(building, ignore_errors=True)
            raise self._unwritable(error) from error
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        return self.generation(name)

    def roll_back(self) -> tuple[str, str]:
        """Make the newest whole generation before the live one live again, in one step; the two names, old live first.

        Raises StoreError when there is none, and leaves the store as it was.
        """
        names = self.history()
        for place, name in enumerate(names[1:], start=1):
            if not self._problems(name):
                try:
                    self._point_to(names[place:])
                except OSError as error:
                    raise self._unwritable(error) from error
                return names[0], name
        live = f"Before {names[0]} no whole" if names else "No"
        raise StoreError(f"{live} generation is kept in {self.place}, so there is nothing to go back to.")

    def clean(self) -> None:
        """Delete the generations that are not kept any more, those excepted that somebody still reads from."""
        for name in sorted(set(self._names()) - set(self.history())):
            try:
                self._remove(name)
            except OSError as error:
                raise StoreError(
                    f"The new documents are live, but the old generation {name} could not be deleted from "
                    f"{self._generations} ({error.strerror or error}). Check the rights there; the next tries again."
                ) from error

    # From here to the end is what a store on a server does in another way; see ingest.server.

    def text(self, name: str) -> SharedText:
        """A small text that everybody looks at."""
        return TextFile(self.folder / name)

    def _new_index(self, building: Path, before: Generation | None) -> Index:
        """The index of a generation that is being built, which may grow from that of the one before."""
        return SegmentedIndex(building, Before(before.folder, before.passages) if before else None)

    def _gate(self, building: Path, index: Index) -> list[str]:
        """What is wrong with a generation that is not published yet."""
        return checked(building, index)

    def _put(self, building: Path, index: Index, name: str) -> None:
        """Give a generation its name, under which it is whole from now on."""
        building.rename(self._generations / name)
        sync_folder(self._generations)

    def _problems(self, name: str) -> list[str]:
        """What is wrong with a generation that was published."""
        return checked(self._generations / name)

    def _remove(self, name: str) -> None:
        """Delete a generation, unless somebody reads from it. Raises OSError."""
        # Moved first, so that a generation is there as a whole or not at all.
        away = self._generations / f".removing-{name}"
        if move_unless_held(self._generations / name, away):
            shutil.rmtree(away)

    def _opened(self, name: str, notice: str | None = None) -> Generation:
        generation = Generation(self._generations / name, notice)
        changed = altered(generation.folder, generation.manifest.digests)
        if changed:
            raise DamageError(f"The store's {name}/{changed[0]} is not as it was written.")
        return generation

    def _whole_history(self) -> list[str]:
        """The kept generations that are whole; what lies on disk where nothing says which are kept."""
        whole = [generation.name for generation in self.kept()]
        try:
            return [name for name in self.history() if name in whole]
        except OutageError:
            raise
        except StoreError:
            return whole

    def _names(self) -> list[str]:
        """The generations on disk, newest first."""
        return self._in_order(path.name for path in self._generations.glob("g*"))

    def _in_order(self, names: Iterable[str]) -> list[str]:
        """Those that are names of generations, newest first."""
        return sorted(filter(_NAME.fullmatch, names), key=_number, reverse=True)

    def _next_name(self) -> str:
        return f"g{max(map(_number, self._names()), default=0) + 1:06d}"

    def _sweep(self) -> None:
        """Delete what an ingest left that was broken off."""
        for kind in (".building-*", ".removing-*"):
            for debris in self._generations.glob(kind):
                shutil.rmtree(debris)

    def _point_to(self, names: Sequence[str]) -> None:
        self.text("CURRENT").write("".join(f"{name}\n" for name in names))

    def _unwritable(self, error: OSError) -> StoreError:
        return StoreError(
            f"The store {self.folder} cannot be written ({error.strerror or error}). What was live stays live. "
            "Free space or rights there, or set CLUSTER_STORE to another folder, and run this again."
        )


def _number(name: str) -> int:
    return int(name[1:])
