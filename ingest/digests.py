"""What files must hash to, so that a damaged one is noticed before a library opens it and crashes."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def digests_of(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by its path there."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in files}


def altered(folder: Path, digests: Mapping[str, str]) -> list[str]:
    """The paths whose files are missing, cannot be read or hash to something else."""
    return [name for name, digest in digests.items() if not _is(folder / name, digest)]


def seal(row: Mapping[str, Any]) -> str:
    """The SHA-256 of what a record says, whatever the order of its keys."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def _is(path: Path, digest: str) -> bool:
    try:
        return _sha256(path) == digest
    except OSError:
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
