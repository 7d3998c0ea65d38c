"""`python -m ingest.chroma.leftovers FOLDER`: give back the disk that a Chroma server keeps of deleted collections.

The server forgets a deleted collection and leaves its index in the folder (chroma#5259), so every generation that is
cleaned away would fill the disk a little more. Run this on the server's machine, by cron for one; the server may run.
"""

import re
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from ingest.errors import StoreError

_INDEX = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Seconds to wait while the server writes.
_PATIENCE = 60


def main(arguments: Sequence[str] | None = None) -> int:
    """Delete what is left over and say how much that was; 2 when the folder is not a server's."""
    places = sys.argv[1:] if arguments is None else arguments
    if len(places) != 1:
        sys.stderr.write("usage: python -m ingest.chroma.leftovers FOLDER\n")
        return 2
    try:
        found = leftovers(Path(places[0]))
    except StoreError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    size = sum(path.stat().st_size for folder in found for path in folder.rglob("*"))
    for folder in found:
        shutil.rmtree(folder)
    sys.stdout.write(f"{len(found)} indexes of deleted collections deleted, {size / 1e6:.1f} MB.\n")
    return 0


def leftovers(folder: Path) -> list[Path]:
    """The indexes in a server's folder whose collections are gone. Raises StoreError when it is no server's.

    A collection is written down before its index is, so an index that is not known now never will be.
    """
    database = folder / "chroma.sqlite3"
    indexes = [path for path in folder.glob("*-*") if _INDEX.fullmatch(path.name)]
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=_PATIENCE)) as connection:
            known = {row[0] for row in connection.execute("SELECT id FROM segments")}
    except sqlite3.Error as error:
        raise StoreError(
            f"{folder} is not the folder of a Chroma server ({error}). Give what `chroma run --path` has."
        ) from error
    return [path for path in indexes if path.name not in known]


if __name__ == "__main__":
    sys.exit(main())
