"""The file of sites as it stands now: read again when it changes, without a restart."""

import sys
from collections.abc import Mapping
from pathlib import Path

from bot.api.sites import Site, SitesError, read_sites

Stamp = tuple[int, int, int] | None


class SiteFile:
    """The sites of a file. One that has become wrong changes nothing, and is told once on standard error."""

    def __init__(self, path: Path) -> None:
        """Raises SitesError when the file is wrong from the start."""
        self._path = path
        self._seen = _stamp(path)
        self._sites = read_sites(path)

    def sites(self) -> Mapping[str, Site]:
        """The sites by their ids, as the file last said without a mistake."""
        stamp = _stamp(self._path)
        if stamp != self._seen:
            self._seen = stamp
            try:
                self._sites = read_sites(self._path)
            except SitesError as error:
                sys.stderr.write(f"{error} Until then the sites stay as they were.\n")
        return self._sites

    def origins(self) -> frozenset[str]:
        """The origins that any site allows."""
        return frozenset(origin for site in self.sites().values() for origin in site.origins)


def _stamp(path: Path) -> Stamp:
    """What changes with a file: its time, its size and which file it is. None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
