"""Plain text and Markdown."""

from pathlib import PurePath

import pytest

from ingest.errors import LoadError
from ingest.load.tables import table_rows
from ingest.load.text import decode, tables_as_rows

PATH = PurePath("x.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252"])
def test_text_is_read_in_the_usual_encodings(encoding: str) -> None:
    """With and without a byte order mark."""
    text = "A café in Stevenage, “naïve” and £350m."
    assert decode(text.encode(encoding), PATH) == text


def test_utf16_of_the_other_byte_order_is_read() -> None:
    """Its mark says which."""
    assert decode(b"\xfe\xff" + "café".encode("utf-16-be"), PATH) == "café"


@pytest.mark.parametrize(
    "data", [b"a\0b", bytes(range(32)) * 10, "no mark".encode("utf-16-le"), b"\x89PNG\r\n\x1a\n\0\0"]
)
def test_binary_files_are_refused(data: bytes) -> None:
    """Named like text or not."""
    with pytest.raises(LoadError, match=r"x\.txt looks like a binary file, not text\."):
        decode(data, PATH)


@pytest.mark.parametrize("data", ["naïve café ".encode() * 20 + b"\xff", "Привет мир".encode("koi8-r"), b"\xff\xfea"])
def test_wrong_encodings_are_refused_and_not_guessed(data: bytes) -> None:
    """Broken UTF-8, another alphabet's bytes and half a character would come out as nonsense."""
    with pytest.raises(LoadError, match="Save it as UTF-8 and run again"):
        decode(data, PATH)


def test_a_pipe_table_becomes_rows_that_carry_their_headers() -> None:
    """Each can be quoted by itself."""
    text = "Before.\n| Year | Jobs |\n|:--|--:|\n| 2019 | 40 |\n| 2020 | |\nAfter."
    assert tables_as_rows(text) == "Before.\n\nYear: 2019; Jobs: 40.\nYear: 2020.\n\nAfter."


def test_pipes_that_are_no_table_stay() -> None:
    """In code, in prose, and headers without rows."""
    for text in ("```\n| a | b |\n|---|---|\n| 1 | 2 |\n```", "a | b\nc | d", "| a | b |\n|---|---|"):
        assert tables_as_rows(text) == text


def test_an_escaped_pipe_is_part_of_its_cell() -> None:
    """As Markdown has it."""
    assert "A: x|y; B: 2." in tables_as_rows("A | B\n--|--\nx\\|y | 2")


def test_rows_leave_out_what_is_empty() -> None:
    """Cells beyond the headers stand alone; a full stop is not doubled."""
    rows = [["1", "", "extra"], ["", ""], ["two\nlines.", ""]]
    assert table_rows(["A:", "B"], rows) == ["A: 1; extra.", "A: two lines."]


def test_a_long_header_does_not_multiply_a_table() -> None:
    """A small file must not grow to gigabytes."""
    rows = table_rows(["h" * 1_000_000], [["x"]] * 100_000)
    assert len(rows) == 100_000
    assert sum(map(len, rows)) < 10_000_000
