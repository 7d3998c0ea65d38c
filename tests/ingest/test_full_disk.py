"""An ingest onto a disk that is really full: a small tmpfs, mounted in a child that may do so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What is left on the disk when the ingest begins, in kilobytes: from nothing to what nearly suffices.
LEFT = (0, 4, 40, 120, 250, 400, 700)
MEGABYTES = 8
CHILD = """
import json, os, sys
from pathlib import Path
from builders import Desk
from ingest.errors import StoreError

home, disk = Path(sys.argv[1]), Path(sys.argv[2])
desk = Desk(home)
desk.store = type(desk.store)(disk / "store")
desk.write(**{name: f"In {name} there are 45 companies." for name in "abc"})
desk.ingest()
for edition, left in enumerate(map(int, sys.argv[3:])):
    before = desk.texts()
    desk.write(a=f"This is edition {edition}, and there are {50 + edition} companies.")
    free = os.statvfs(disk)
    with (disk / "filling").open("wb") as filling:
        filling.write(bytes(max(0, free.f_bavail * free.f_frsize - left * 1_000)))
    said = None
    try:
        with desk.store.lock():
            desk.ingest()
    except StoreError as error:
        said = str(error)
    live = desk.texts()
    (disk / "filling").unlink()
    whole = not any(problem for found in desk.store.problems().values() for problem in found)
    print(json.dumps({"left": left, "said": said, "old": live == before, "whole": whole}))
    with desk.store.lock():
        desk.ingest()
    assert f"edition {edition}," in desk.texts()["a.md"]
    assert not [path for path in (disk / "store" / "generations").iterdir() if path.name.startswith(".")]
"""


def mounted(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a child that has a tmpfs of a few megabytes in that folder, and nobody else has."""
    mount = f"mount -t tmpfs -o size={MEGABYTES}m tmpfs '{folder}' && exec \"$@\""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    return subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh", *command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_full_disk_is_told_in_a_sentence_and_costs_nothing(tmp_path: Path) -> None:
    """However little is left: the old generation stays whole and live, and with room the next is published."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if sys.platform != "linux" or mounted(disk, "true").returncode:
        pytest.skip("no tmpfs can be mounted here, not even in a namespace of its own")
    done = mounted(disk, sys.executable, "-c", CHILD, str(tmp_path), str(disk), *map(str, LEFT))
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["left"] for one in told] == list(LEFT)
    assert all(one["whole"] for one in told)
    refused = [one for one in told if one["said"]]
    assert len(refused) >= len(LEFT) - 2
    for one in refused:
        assert one["old"]
        # What the system or Chroma makes of it stands in brackets before this.
        assert "). What was live stays live. Free space or rights" in one["said"]
        assert "\n" not in one["said"]
