"""What was fetched, as it lies on disk: a folder a page, written so that no crash leaves half of one.

    WEB/PAGE/record.json         what is known of it; names the body
    WEB/PAGE/DIGEST/name.html    its body, named so that a title can be made of it

A body is there before the record that names it, and never changes. A second folder takes the writes of a dry run.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest.disk import write_whole
from ingest.errors import FetchError
from ingest.types import Published

FORMAT = 1
# The suffix of a body that names documents and is none.
FEED = ".xml"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a page. ``asked`` is the address that was asked for, ``url`` the one that answered.

    ``body`` is the path below the page's folder, ``published`` the date that its feed gives, ``via`` the list or feed
    that names it (empty: a person did) and ``gone`` why it is not there any more.
    """

    id: str
    asked: str
    url: str
    body: str
    digest: str
    fetched: str
    etag: str = ""
    last_modified: str = ""
    published: Published | None = None
    via: str = ""
    gone: str = ""
    format: int = FORMAT

    @property
    def is_feed(self) -> bool:
        """Whether it is a feed, which names documents and is none."""
        return self.body.endswith(FEED)


class Cache:
    """The pages fetched for one store."""

    def __init__(self, folder: Path, scratch: Path | None = None) -> None:
        self._folder = folder
        self._writable = scratch or folder

    def records(self) -> list[Record]:
        """Every page that is known, sorted by id; one whose record is damaged is as good as none."""
        names = {path.parent.name for folder in self._folders() for path in folder.glob("*/record.json")}
        found = filter(None, map(self._read, names))
        return sorted(found, key=lambda record: record.id)

    def get(self, id_: str) -> Record | None:
        """What is known of the page of this id."""
        return self._read(_name(id_))

    def body_path(self, record: Record) -> Path:
        """The file of its body."""
        name = _name(record.id)
        paths = [folder / name / record.body for folder in self._folders()]
        return next((path for path in paths if path.is_file()), paths[-1])

    def read_body(self, record: Record) -> bytes:
        """Its body. Raises FetchError when it cannot be read."""
        try:
            return self.body_path(record).read_bytes()
        except OSError as error:
            raise FetchError(f"The copy of {record.url} cannot be read ({error.strerror}). Run again.") from error

    def save(self, record: Record, body: bytes | None = None) -> None:
        """Keep the record, and its body if it is new. Writes nothing that is there already. Raises FetchError."""
        if self.get(record.id) == record and body is None:
            return
        folder = self._writable / _name(record.id)
        try:
            if body is not None:
                (folder / record.body).parent.mkdir(parents=True, exist_ok=True)
                write_whole(folder / record.body, body)
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / "record.json", _as_json(record))
            for other in folder.iterdir():
                if other.is_dir() and other.name != record.body.partition("/")[0]:
                    shutil.rmtree(other)
        except OSError as error:
            raise FetchError(
                f"{record.url} could not be kept in {self._writable} ({error.strerror}). "
                "Free space or rights there and run again."
            ) from error

    def forget(self, id_: str) -> None:
        """Remove the page."""
        shutil.rmtree(self._writable / _name(id_), ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep other runs from fetching. Raises FetchError when one is at it. Leaves no trace of itself."""
        try:
            self._writable.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._writable, os.O_RDONLY)
        except OSError as error:
            raise FetchError(
                f"{self._writable} cannot be written ({error.strerror}). "
                "Free space or rights there, or set CLUSTER_STORE to another folder."
            ) from error
        try:
            _lock(handle, self._writable)
            yield
        finally:
            os.close(handle)

    def _folders(self) -> list[Path]:
        return list(dict.fromkeys([self._writable, self._folder]))

    def _read(self, name: str) -> Record | None:
        for folder in self._folders():
            try:
                return _from_json((folder / name / "record.json").read_bytes())
            except FileNotFoundError:
                continue
            except (OSError, ValueError, TypeError, KeyError):
                # The page is fetched anew, which mends it.
                return None
        return None


@contextmanager
def open_cache(folder: Path, *, dry_run: bool) -> Iterator[Cache]:
    """The cache in a folder; in a dry run what is written goes elsewhere and is dropped in the end."""
    if not dry_run:
        yield Cache(folder)
        return
    with TemporaryDirectory(prefix="fetched-") as scratch:
        yield Cache(folder, Path(scratch))


def _lock(handle: int, folder: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise FetchError(f"Another ingest is fetching into {folder}. Run this again when it has ended.") from None


def body_name(name: str, digest: str) -> str:
    """Where a body lies below its page's folder."""
    return f"{digest[:16]}/{name}"


def _as_json(record: Record) -> bytes:
    return json.dumps(asdict(record) | {"published": str(record.published or "")}, indent=1).encode()


def _from_json(data: bytes) -> Record | None:
    """The record; None when it is of another format. Raises ValueError, TypeError or KeyError for anything else."""
    row = json.loads(data)
    if row["format"] != FORMAT:
        return None
    return Record(**row | {"published": Published.read(row["published"])})


def _name(id_: str) -> str:
    return sha256(id_.encode()).hexdigest()[:32]
