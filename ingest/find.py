"""Which files to read, and the name that each document keeps for good."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from ingest.errors import IngestError
from ingest.load import READERS, suffix_of
from ingest.load.clean import printable
from ingest.origin import Origin

SUFFIXES = tuple(READERS)
# A text file of web addresses, see ingest.fetch.lists.
LIST_SUFFIX = ".urls"


@dataclass(frozen=True, slots=True)
class File:
    """A file to read and the id of its document; ``origin`` when it is a copy of what was fetched from the web."""

    path: Path
    id: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A path that is not read, and why: ``f"{path} {reason}"`` is a sentence to a person."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What lies under the paths given: files sorted by id, what was refused, and how many others were passed over.

    ``lists`` are the files of web addresses; ``gone`` the ids of documents whose pages are not there any more.
    """

    files: tuple[File, ...] = ()
    refused: tuple[Refused, ...] = ()
    ignored: int = 0
    lists: tuple[Path, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(slots=True)
class _Notes:
    """What has been seen so far, each path once."""

    files: set[Path] = field(default_factory=set)
    refused: dict[Path, str] = field(default_factory=dict)
    ignored: set[Path] = field(default_factory=set)
    lists: set[Path] = field(default_factory=set)

    def take(self, path: Path) -> bool:
        """Note a file of a kind that is read; False when it is of no such kind."""
        suffix = suffix_of(path)
        kinds = self.files if suffix in SUFFIXES else self.lists if suffix == LIST_SUFFIX else None
        if kinds is not None:
            kinds.add(path)
        return kinds is not None


def find_files(paths: Sequence[Path], corpus: Path) -> Found:
    """The documents under the files and folders given; nothing is opened but folders.

    A document has the same id whichever path leads to it. Raises IngestError for a path that does not exist.
    """
    notes, home = _Notes(), corpus.resolve()
    for path in paths:
        _find(path, home, notes)
    # They are noted where they lie, with every link followed, so that they need not be resolved once more.
    files = sorted((File(path, _id_of(path, home)) for path in notes.files), key=lambda file: file.id)
    refused = [Refused(printable(path), reason) for path, reason in sorted(notes.refused.items())]
    return Found(tuple(files), tuple(refused), len(notes.ignored), tuple(sorted(notes.lists)))


def together(disk: Found, web: Found) -> Found:
    """What was found on disk and what was fetched (pure). No two documents share an id: the file on disk keeps it."""
    ids = {file.id for file in disk.files}
    files = [*disk.files, *(file for file in web.files if file.id not in ids)]
    refused = [
        Refused(file.id, "is the id of a file and of a web page. Rename the file.")
        for file in web.files
        if file.id in ids
    ]
    return replace(
        disk,
        files=tuple(sorted(files, key=lambda file: file.id)),
        refused=(*disk.refused, *web.refused, *refused),
        gone=web.gone,
    )


def document_id(path: Path, corpus: Path) -> str:
    """The path below the corpus folder, or for a file elsewhere its name and 8 digits of a hash of its whole path."""
    return _id_of(path.resolve(), corpus.resolve())


def _id_of(full: Path, home: Path) -> str:
    if full.is_relative_to(home):
        return _escaped(full.relative_to(home).as_posix())
    return f"{_escaped(full.name)}-{sha256(os.fsencode(full)).hexdigest()[:8]}"


def location_of(path: Path, corpus: Path) -> str:
    """Where a file lies: below the corpus folder if it does, so that the folder can move, else its absolute path."""
    return resolved_location(path.resolve(), corpus.resolve())


def resolved_location(whole: Path, home: Path) -> str:
    """The same of paths in which every link has been followed, as in those of files that were found."""
    return str(whole.relative_to(home) if whole.is_relative_to(home) else whole)


def _escaped(name: str) -> str:
    """The name, printable; a backslash is doubled so that no two files share an id."""
    return printable(name.replace("\\", "\\\\"))


def _find(path: Path, corpus: Path, notes: _Notes) -> None:
    """Note what lies under one path that was given."""
    if not os.path.lexists(path):
        raise IngestError(f"{printable(path)} does not exist. Give the folder or file to read.")
    target = _target(path)
    if target is None:
        notes.refused[path.absolute()] = "is a broken link or a loop of links. Remove it."
    elif target.is_dir():
        _walk(target, notes)
    elif path.is_symlink() and not _inside(target, path.parent.resolve(), corpus):
        notes.refused[path.absolute()] = "is a link to a file outside its folder. Give that file itself."
    elif reason := _reason_against(target):
        notes.refused[target] = reason
    elif not notes.take(target):
        kinds = ", ".join(SUFFIXES)
        notes.refused[target] = f"has a suffix that cannot be read. Convert it to one of {kinds}."


def _reason_against(path: Path) -> str | None:
    """Why a file given by name is not read, or None when it is."""
    if _is_passed_over(path.name):
        return "has the name of a README, hidden or temporary file. Rename it to read it."
    if not path.is_file():
        return "is not a regular file. Remove it or give a file."
    return None


def _walk(root: Path, notes: _Notes) -> None:
    """Note everything below a folder. The folders wait on a list, so no depth is too deep."""
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                folders += [Path(entry) for entry in entries if not _note(entry, root, notes)]
        except OSError as error:
            notes.refused[folder] = f"cannot be opened: {error.strerror}. Check the folder and its permissions."


def _note(entry: os.DirEntry[str], root: Path, notes: _Notes) -> bool:
    """Note a folder's entry; False when it is a folder that is still to be walked."""
    path = Path(entry)
    if _is_passed_over(entry.name):
        notes.ignored.add(path)
    elif entry.is_symlink():
        _note_link(path, root, notes)
    elif entry.is_dir():
        return False
    elif not entry.is_file(follow_symlinks=False):
        notes.refused[path] = "is not a regular file. Remove it."
    elif not notes.take(path):
        notes.ignored.add(path)
    return True


def _note_link(path: Path, root: Path, notes: _Notes) -> None:
    target = _target(path)
    if target is None:
        notes.refused[path] = "is a broken link or a loop of links. Remove it."
    elif _inside(target, root):
        # What it points to is found where it lies.
        notes.ignored.add(path)
    else:
        notes.refused[path] = "is a link to a place outside the folder. Put a copy of the file there instead."


def _target(path: Path) -> Path | None:
    """Where the path leads in the end, or None when it leads nowhere."""
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a loop of links
        return None


def _inside(target: Path, *folders: Path) -> bool:
    return any(target.is_relative_to(folder) for folder in folders)


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name.upper().startswith("README")
