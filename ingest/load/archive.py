"""Whether a DOCX file, which is a zip archive, is safe to unpack."""

import re
from io import BytesIO
from pathlib import PurePath
from zipfile import ZipFile, ZipInfo

from ingest.errors import LoadError

MEGABYTE = 1_000_000
MOST_MEMBERS = 2_000
MOST_MEGABYTES = 200
MOST_RATIO = 100
# Below this size unpacked, a high ratio is only a small file with much repetition.
SMALL_MEGABYTES = 5
MAIN_PART = "word/document.xml"
DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
OLE = b"\xd0\xcf\x11\xe0"


def check_archive(data: bytes, path: PurePath) -> None:
    """Raise LoadError unless the bytes are a DOCX of bearable size whose parts declare no entities."""
    if data.startswith(OLE):
        raise LoadError(f"{path} is an old Word file or needs a password. Save it as .docx without a password.")
    try:
        with ZipFile(BytesIO(data)) as archive:
            _check_members(archive, len(data), path)
            _check_parts(archive, path)
            _check_flavour(archive, path)
    except (LoadError, MemoryError):
        raise
    except Exception as error:
        # zipfile and zlib raise a dozen kinds of error over broken archives.
        raise not_docx(path) from error


def not_docx(path: PurePath) -> LoadError:
    """The error for what has the suffix only."""
    return LoadError(f"{path} is damaged or no Word document. Open it in Word and save it again as .docx.")


def _check_members(archive: ZipFile, packed: int, path: PurePath) -> None:
    members = archive.infolist()
    if MAIN_PART not in archive.namelist():
        raise not_docx(path)
    if len(members) > MOST_MEMBERS:
        raise LoadError(f"{path} holds {len(members):,} parts, above the limit of {MOST_MEMBERS:,}. Save it again.")
    total = sum(member.file_size for member in members)
    if total > MOST_MEGABYTES * MEGABYTE:
        raise _bomb(path, f"unpacks to more than {MOST_MEGABYTES} MB")
    if total > SMALL_MEGABYTES * MEGABYTE and total > MOST_RATIO * packed:
        raise _bomb(path, f"unpacks to more than {MOST_RATIO} times its size")


def _check_parts(archive: ZipFile, path: PurePath) -> None:
    """Read what python-docx will parse, so that no size in the archive's list is taken on trust."""
    for member in archive.infolist():
        if member.filename.lower().endswith((".xml", ".rels")):
            _check_part(archive, member, path)


def _check_part(archive: ZipFile, member: ZipInfo, path: PurePath) -> None:
    # zipfile stops at the size that was declared, and raises when the part is longer or its checksum is wrong.
    part = archive.read(member)
    text = part.replace(b"\0", b"")  # in UTF-16, every second byte
    if DOCTYPE.search(text):
        raise LoadError(f"{path} declares a document type, which Word never does. Open it in Word and save it again.")


def _check_flavour(archive: ZipFile, path: PurePath) -> None:
    if b"purl.oclc.org/ooxml" in archive.read("_rels/.rels"):
        raise LoadError(f"{path} is in the Strict Open XML format. Save it as an ordinary Word document (.docx).")


def _bomb(path: PurePath, what: str) -> LoadError:
    return LoadError(f"{path} {what}, which no document does. Open it in Word and save it again, or remove it.")
