"""Files that a crash leaves whole: written beside their place, flushed, and moved there in one step."""

import os
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write the whole file or none; one process at a time. Raises OSError."""
    temporary = path.with_name(f".{path.name}.new")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_tree(folder: Path) -> None:
    """Flush a folder and everything below it to the disk. Raises OSError."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir():
            sync_folder(path)


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
