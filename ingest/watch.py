"""Watch folders: an ingest whenever what lies there has changed and holds still.

By looking again and again: that works on every file system, network drives and containers among them, and two looks
that agree are what tells a file that is completely written from one that is not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.clock import Clock
from ingest.errors import IngestError
from ingest.find import find_files

# Between two looks.
PAUSE = 2.0
# Whatever is still being written after this long, the others have waited enough.
LONGEST_WAIT = 60.0
Sizes = dict[Path, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Look:
    """Size and time of change, in nanoseconds, of each file that an ingest would read and each list of addresses."""

    files: Sizes = field(default_factory=dict)
    lists: Sizes = field(default_factory=dict)


def look_at(roots: Sequence[Path], corpus: Path) -> Look:
    """What lies under the roots now; nothing when one of them is missing."""
    try:
        found = find_files(roots, corpus)
    except IngestError:
        return Look()
    return Look(_sizes([file.path for file in found.files]), _sizes(found.lists))


def watch(
    look: Callable[[], Look],
    ingest: Callable[[bool], bool],
    clock: Clock,
    *,
    has_addresses: bool,
    visit_every: float,
    stopped: Callable[[], bool] = lambda: False,
) -> None:
    """Call ``ingest`` now and after every change, until it is ``stopped`` or a KeyboardInterrupt ends it.

    ``ingest`` hears whether the web is due for a visit: at first, when a list has changed, and every ``visit_every``
    seconds while there are addresses. When it returns False, it is called again after the next look.
    """
    done: Look | None = None
    before = look()
    changed = visited = clock.now()
    while not stopped():
        clock.sleep(PAUSE)
        now = look()
        if now == done:
            changed = clock.now()
        late = (has_addresses or bool(now.lists)) and clock.now() - visited >= visit_every
        visit = done is None or late or now.lists != done.lists
        held_still = now == before or clock.now() - changed >= LONGEST_WAIT
        before = now
        if (now != done or late) and held_still and ingest(visit):
            done = now
            changed = clock.now()
            visited = clock.now() if visit else visited


def _sizes(paths: Sequence[Path]) -> Sizes:
    sizes: Sizes = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            # Gone since the folder was read: the next look tells.
            continue
        sizes[path] = (status.st_size, status.st_mtime_ns)
    return sizes
