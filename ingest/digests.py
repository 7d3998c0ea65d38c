"""What files must hash to, so that a damaged one is noticed before a library opens it and crashes."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any


def digests_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by its path there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in files}


def altered(folder: Path, digests: Mapping[str, str]) -> list[str]:
    """The paths whose files are missing, cannot be read or hash to something else."""
    return [name for name, digest in digests.items() if not _is(folder / name, digest)]


@cache
def digest_of_code(*modules: str) -> str:
    """The SHA-256 of modules' own texts, by their ``__file__``: what other code made is not taken for ours."""
    return hashlib.sha256(b"".join(Path(module).read_bytes() for module in modules)).hexdigest()


def seal(row: Mapping[str, Any]) -> str:
    """The SHA-256 of what a record says, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def _is(path: Path, digest: str) -> bool:
    try:
        return _sha256(path) == digest
    except OSError:
        return False


def _sha256(path: Path) -> str:
    state = path.stat()
    return _hashed(path, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)


@lru_cache(maxsize=4096)
def _hashed(path: Path, *_state: int) -> str:
    # Once in a process for as long as nobody has written to the file: an ingest opens a generation four times.
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
