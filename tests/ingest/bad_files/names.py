"""N01 to N20: files, folders and links that are bad by their names or by what they are, each in a folder of its id."""

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bad_files.row import line

TINY = 500


@dataclass(frozen=True, slots=True)
class BadName:
    """``make`` fills a folder; of it these files are ingested (by their names as shown), the others fail, if any do."""

    id: str
    what: str
    make: Callable[[Path], object]
    ingested: tuple[str, ...] = ()
    failure: str | None = None


def write(*names: str) -> Callable[[Path], object]:
    """Files of these names, no two of the same text."""

    def make(folder: Path) -> None:
        for number, name in enumerate(names):
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"{line(folder.name)} Room {number}.")

    return make


def tiny(folder: Path) -> None:
    """Many files of a few words each, which have none in common."""
    for number in range(TINY):
        (folder / f"{number:03}.md").write_text(" ".join(f"{letter}{number}" for letter in "abcdefgh"))


def outside(folder: Path) -> Path:
    """A file outside the corpus, which holds a folder for each id."""
    path = folder.parent.parent / "secret.txt"
    path.write_text("A secret outside.")
    return path


def device(folder: Path) -> None:
    """The device that gives zeros without end; who may not make one makes a socket."""
    try:
        os.mknod(folder / "zero.txt", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except PermissionError:
        os.mknod(folder / "zero.txt", stat.S_IFSOCK | 0o666)


def unreadable(folder: Path) -> None:
    """A file that nobody may read, but for root."""
    write("a.md")(folder)
    (folder / "a.md").chmod(0)


def deep(folder: Path) -> None:
    """A file whose path is longer than the system takes."""
    at = os.open(folder, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=at)
        below = os.open("d" * 250, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(os.open("a.md", os.O_CREAT | os.O_WRONLY, dir_fd=at))
    os.close(at)


def twice(folder: Path) -> None:
    """One text in two files."""
    for name in ("a.md", "b.md"):
        (folder / name).write_text(line("N15"))


OUTSIDE = "is a link to a place outside the folder. Put a copy of the file there instead."
IRREGULAR = "is not a regular file. Remove it."
LONG = "é" * 126 + ".md"
MAY_READ_ALL = os.geteuid() == 0

ROWS = (
    BadName("N01", "a link to /etc/passwd", lambda f: (f / "a.txt").symlink_to("/etc/passwd"), failure=OUTSIDE),
    BadName("N02", "a loop of links", lambda f: (f / "a.txt").symlink_to("a.txt"), failure="a loop of links"),
    BadName("N03", "a hard link outside", lambda f: (f / "a.txt").hardlink_to(outside(f)), failure="(a hard link)"),
    BadName("N04", "a pipe", lambda f: os.mkfifo(f / "a.txt"), failure=IRREGULAR),
    BadName("N05", "a device", device, failure=IRREGULAR),
    BadName("N06", "no right to read", unreadable, *((("a.md",),) if MAY_READ_ALL else ((), "Permission denied"))),
    BadName("N07", "markup in a name", write("<script>alert(1).md"), ("<script>alert(1).md",)),
    BadName("N08", "a line end and a colour in a name", write("a\nb\x1b[31m.md"), ("a\\nb\\x1b[31m.md",)),
    BadName("N09", "a name that is not UTF-8", write(os.fsdecode(b"\xff.md")), ("\\xff.md",)),
    BadName("N10", "a name of 255 bytes", write(LONG), (LONG,)),
    BadName("N11", "a path beyond 4,096 bytes", deep, failure="File name too long"),
    BadName(
        "N12", "a link up and out", lambda f: (f / "x.txt").symlink_to(f"../../{outside(f).name}"), failure=OUTSIDE
    ),
    BadName("N13", "names that Windows keeps or cuts", write("CON.txt", "end.md."), ("CON.txt", "end.md.")),
    BadName("N14", "one name composed and not", write("\xe9.md", "e\u0301.md"), ("e\u0301.md", "\xe9.md")),
    BadName("N15", "one text twice", twice, ("a.md",)),
    BadName("N16", "one name in two cases", write("a.md", "A.md"), ("A.md", "a.md")),
    BadName("N17", "many tiny files", tiny, tuple(f"{n:03}.md" for n in range(TINY))),
    BadName("N18", "what programs leave behind", write(".DS_Store", "~$x.docx", ".git/a.md")),
    BadName("N20", "a folder by the name of a file", lambda f: (f / "a.pdf").mkdir()),
)
