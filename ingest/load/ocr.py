"""Scanned pages, read by Tesseract: the optional extra `ocr` (pypdfium2 draws the pages) and Debian's tesseract-ocr."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import PurePath

from ingest.errors import LoadError

MOST_PAGES = 100
# Less than the sandbox gives a file, so that the sentence is ours.
MOST_SECONDS = 240.0
# What Tesseract reads best, and the longest side of an image that is drawn for it.
DOTS_PER_INCH = 300
MOST_DOTS = 5_000
POINTS_PER_INCH = 72
COMMAND = "tesseract"
# Tesseract's model that tells how a page is turned; it is no language.
ORIENTATION = "osd"


def can_read_scans() -> bool:
    """Whether the extra and Tesseract are installed."""
    return shutil.which(COMMAND) is not None and find_spec("pypdfium2") is not None


def read_scan(data: bytes, path: PurePath) -> list[str]:
    """The text of each page of a scanned PDF, in the languages that Tesseract has installed.

    Raises LoadError for too many pages, for pages that take too long and where it is not installed.
    """
    if not can_read_scans():
        raise LoadError(
            f"{path} has no text layer; it is probably a scan. To have it read, run .venv/bin/pip install -e '.[ocr]' "
            f"and install Debian's tesseract-ocr; or add its text as {path.stem}.txt."
        )
    deadline = time.monotonic() + MOST_SECONDS
    try:
        options = _options(_languages())
        return [_recognised(image, options, deadline) for image in _images(data, path)]
    except subprocess.TimeoutExpired as error:
        raise LoadError(
            f"{path} is a scan that takes more than {MOST_SECONDS:.0f} seconds to read. Split it and run again."
        ) from error
    except (subprocess.CalledProcessError, OSError) as error:
        raise LoadError(
            f"{path} is a scan that Tesseract cannot read. Add its text as {path.stem}.txt, or scan it again."
        ) from error


def _images(data: bytes, path: PurePath) -> Iterator[bytes]:
    """Each page as a grey image in the PGM format."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        if len(document) > MOST_PAGES:
            raise LoadError(
                f"{path} is a scan of {len(document):,} pages, above the limit of {MOST_PAGES}. Split it and run again."
            )
        for page in document:
            scale = min(DOTS_PER_INCH / POINTS_PER_INCH, MOST_DOTS / max(*page.get_size(), 1))
            grey = page.render(scale=scale, grayscale=True).to_numpy()
            yield b"P5 %d %d 255\n" % (grey.shape[1], grey.shape[0]) + grey.tobytes()
    finally:
        document.close()


def _languages() -> list[str]:
    # The first line is a heading.
    return _run([COMMAND, "--list-langs"], b"", MOST_SECONDS).splitlines()[1:]


def _options(installed: list[str]) -> list[str]:
    """What Tesseract is told: all languages there are, and to turn a page upright where it can."""
    languages = sorted(set(installed) - {ORIENTATION}, key=lambda language: (language != "eng", language))
    turned = ["--psm", "1"] if ORIENTATION in installed else []
    return [*(["-l", "+".join(languages)] if languages else []), *turned]


def _recognised(image: bytes, options: list[str], deadline: float) -> str:
    return _run([COMMAND, "stdin", "stdout", *options], image, max(deadline - time.monotonic(), 0.1))


def _run(command: list[str], data: bytes, seconds: float) -> str:
    """What the command writes. Its threads would only wait for one another on a page."""
    environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(  # noqa: S603
        command, input=data, capture_output=True, timeout=seconds, check=True, env=environment
    )
    return done.stdout.decode("utf-8", "replace")
