"""Plain text and Markdown."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Sequence
from pathlib import PurePath

from ingest.errors import LoadError
from ingest.load.extract import Extract
from ingest.load.tables import spaced, table_rows

# The UTF-32 mark begins with the UTF-16 one, so it comes first.
BOMS = {
    BOM_UTF32_LE: "utf-32",
    BOM_UTF32_BE: "utf-32",
    BOM_UTF8: "utf-8-sig",
    BOM_UTF16_LE: "utf-16",
    BOM_UTF16_BE: "utf-16",
}
CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH_BYTE = re.compile(rb"[\x80-\xff]")
FENCE = re.compile(r" {0,3}(```|~~~)")
RULE_CELL = re.compile(r":?-+:?")
CELL_END = re.compile(r"(?<!\\)\|")


def read_text(data: bytes, path: PurePath) -> Extract:
    """The text as it stands. Raises LoadError when the bytes are not text."""
    return Extract(decode(data, path))


def read_markdown(data: bytes, path: PurePath) -> Extract:
    """The text as it stands, with each row of a pipe table as a line that carries its headers."""
    return Extract(tables_as_rows(decode(data, path).replace("\r\n", "\n")))


def decode(data: bytes, path: PurePath) -> str:
    """The text of the bytes: by byte order mark, else UTF-8, else windows-1252 when it looks like that.

    Raises LoadError when they look binary or are in another encoding.
    """
    encoding = next((name for bom, name in BOMS.items() if data.startswith(bom)), None)
    if encoding is None and _looks_binary(data):
        raise LoadError(f"{path} looks like a binary file, not text. Give it the suffix of its format.")
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding is None and _looks_windows_1252(data):
            return data.decode("windows-1252")
        shown = (encoding or "UTF-8").removesuffix("-sig").upper()
        raise LoadError(
            f"{path} is not valid {shown} at byte {error.start:,}. Save it as UTF-8 and run again."
        ) from error


def tables_as_rows(text: str) -> str:
    """Markdown with its pipe tables, those in code blocks excepted, turned into rows that carry their headers."""
    if "|" not in text:
        return text
    lines = text.split("\n")
    result: list[str] = []
    fenced = False
    n = 0
    while n < len(lines):
        fenced ^= bool(FENCE.match(lines[n]))
        end = n if fenced else _table_end(lines, n)
        if end > n:
            spaced(result, table_rows(_cells(lines[n]), [_cells(line) for line in lines[n + 2 : end]]))
            # The blank line after the table is there already.
            end += end < len(lines) and not lines[end].strip()
        else:
            result.append(lines[n])
        n = max(end, n + 1)
    return "\n".join(result)


def _table_end(lines: Sequence[str], start: int) -> int:
    """The line after the table that starts here, or ``start`` when none does."""
    if "|" not in lines[start] or start + 1 >= len(lines) or not _is_rule(lines[start + 1]):
        return start
    end = start + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    # A table of headers only has nothing to carry them: it stays as it is written.
    return end if end > start + 2 else start


def _is_rule(line: str) -> bool:
    return "|" in line and all(RULE_CELL.fullmatch(cell) for cell in _cells(line))


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.replace("\\|", "|").strip() for cell in CELL_END.split(inner)]


def control_bytes(data: bytes) -> int:
    """How many of the bytes are controls that no text needs: none in a text, many in a binary file."""
    return len(data) - len(data.translate(None, CONTROL_BYTES))


def _looks_binary(data: bytes) -> bool:
    return b"\0" in data or control_bytes(data) > len(data) // 50


def _looks_windows_1252(data: bytes) -> bool:
    """Mostly ASCII, every byte a character, and not UTF-8 with a broken spot, which would come out as mojibake."""
    high = len(HIGH_BYTE.findall(data))
    known = not re.search(rb"[\x81\x8d\x8f\x90\x9d]", data)
    return known and high * 3 <= len(data) and len(UTF8_LETTER.findall(data)) * 4 <= high
