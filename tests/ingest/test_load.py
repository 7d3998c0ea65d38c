"""load: what holds for documents of every format."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.errors import LoadError
from ingest.load import READERS, load, parse
from ingest.load.clean import clean, one_line
from ingest.settings import Settings
from ingest.types import Document, Kind

SETTINGS = Settings(_env_file=None)
ANY_TEXT = st.text(st.characters())


def loaded(folder: Path, name: str, data: bytes | str) -> Document:
    """The document that a file of this name and content is."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return load(file, name, SETTINGS)


def refusal(folder: Path, name: str, data: bytes | str) -> str:
    """The sentence that a file of this name and content is refused with."""
    with pytest.raises(LoadError) as caught:
        loaded(folder, name, data)
    return str(caught.value)


def test_importing_load_imports_no_library() -> None:
    """The readers' libraries are paid for by whoever reads such a file."""
    code = "import sys, ingest.load; print([m for m in ('trafilatura', 'lxml', 'pypdf', 'docx') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("suffix", READERS)
def test_an_empty_file_is_refused_in_one_sentence(tmp_path: Path, suffix: str) -> None:
    """Whatever it is called."""
    assert refusal(tmp_path, f"x{suffix}", b"") == f"x{suffix} is empty. Add its text or remove the file."


@pytest.mark.parametrize("text", [" \n\t\n ", "\u200b\u200b", "title: Only a header\n\n", "\ufeff"])
def test_a_file_without_text_is_refused(tmp_path: Path, text: str) -> None:
    """Blanks, invisible characters and a header are no text."""
    assert "holds no text" in refusal(tmp_path, "x.md", text)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """The sentence names the size, the limit and the setting; the file here is a hole of 50 MB."""
    with (tmp_path / "x.txt").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(LoadError, match=r"50\.0 MB, above the limit of 20 MB.*CLUSTER_MAX_FILE_MEGABYTES"):
        load(tmp_path / "x.txt", "x.txt", SETTINGS)


def test_a_text_that_is_too_long_is_refused(tmp_path: Path) -> None:
    """The sentence names the setting."""
    (tmp_path / "x.txt").write_text("word " * 100)
    small = Settings(_env_file=None, max_document_characters=100)
    with pytest.raises(LoadError, match=r"499 characters, above the limit of 100.*CLUSTER_MAX_DOCUMENT_CHARACTERS"):
        load(tmp_path / "x.txt", "x.txt", small)


def test_links_folders_and_pipes_are_not_read(tmp_path: Path) -> None:
    """Even when they take a file's place after it was found."""
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    for name in ("link.txt", "folder.txt", "pipe.txt", "missing.txt"):
        with pytest.raises(LoadError, match=name):
            load(tmp_path / name, name, SETTINGS)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    """The sentence passes on what the system says."""
    (tmp_path / "x.txt").write_text("text")
    (tmp_path / "x.txt").chmod(0)
    with pytest.raises(LoadError, match="Permission denied"):
        load(tmp_path / "x.txt", "x.txt", SETTINGS)


def test_a_suffix_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """The sentence lists those that can."""
    assert "Convert it to one of .md, .txt" in refusal(tmp_path, "x.odt", "text")


def test_the_folder_says_the_kind_when_the_header_does_not(tmp_path: Path) -> None:
    """A header's kind goes before the folder's."""
    assert loaded(tmp_path, "press_releases/x.md", "Text.").source.kind is Kind.PRESS_RELEASE
    assert loaded(tmp_path, "Case studies/x.md", "Text.").source.kind is Kind.CASE_STUDY
    assert loaded(tmp_path, "press/x.md", "kind: report\n\nText.").source.kind is Kind.REPORT
    assert loaded(tmp_path, "stuff/x.md", "Text.").source.kind is Kind.OTHER


def test_a_files_times_are_never_its_date(tmp_path: Path) -> None:
    """A document without a date of its own is undated."""
    assert loaded(tmp_path, "x-2020-10-07.md", "Text of 7 October 2020.").source.published is None


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("x.md", "# Stevenage grows\n\nText.", "Stevenage grows"),
        ("x.txt", "Stevenage grows\n\nText.", "Stevenage grows"),
        ("stevenage-hpo_2020.txt", "A first line that is a sentence.", "Stevenage hpo 2020"),
        ("stevenage-hpo-2020.txt", "word " * 30, "Stevenage hpo 2020"),
        ("x.txt", "title: From the header\n\nStevenage grows", "From the header"),
        ("---.txt", "140 150 160", "Untitled"),
    ],
)
def test_every_document_has_a_title(tmp_path: Path, name: str, text: str, title: str) -> None:
    """From its header, its first line, or its file's name."""
    assert loaded(tmp_path, name, text).source.title == title


def test_a_heading_stays_in_the_text(tmp_path: Path) -> None:
    """It is part of what the document says."""
    assert loaded(tmp_path, "x.md", "# Stevenage grows\n\nText.").text == "# Stevenage grows\n\nText."


def test_text_is_cleaned_of_what_cannot_be_seen() -> None:
    """Controls, zero-width, bidi and tag characters go; composed letters, line ends and gaps come out one way."""
    hidden = "\x00\x1b\u202e\u200b\u00ad\U000e0041"
    assert clean(f"caf{hidden}e\u0301 \r\nb\rc\n\n\n\n\nd\t\n ") == "café\nb\nc\n\nd"
    assert clean("a\ud800b") == "a\ufffdb"


def test_marks_piled_on_a_letter_are_cut() -> None:
    """A hundred thousand of them take no time and leave a few."""
    assert 1 < len(clean("a" + "\u0301\u0323" * 100_000)) < 10


def test_entities_in_plain_text_stay_as_they_are(tmp_path: Path) -> None:
    """Text is data, not markup."""
    assert loaded(tmp_path, "x.txt", "R&amp;D <b>bold</b>").text == "R&amp;D <b>bold</b>"


def test_a_title_is_one_line_of_at_most_300_characters() -> None:
    """A page may claim a megabyte."""
    assert one_line(" a\n b\u2028c ") == "a b c"
    assert len(one_line("x" * 1_000_000)) == 300


@given(ANY_TEXT)
@example("e" + "\u0344" * 20)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """And what is clean can be written as UTF-8."""
    once = clean(text)
    assert clean(once) == once
    assert once.encode().decode() == once


@given(
    st.sampled_from(["", "title: ", "---\npublished: ", "%PDF-1.7\n", "<p>", "| a | b |\n|-|-|\n", "PK\x03\x04"]),
    ANY_TEXT,
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_document_or_a_load_error(start: str, text: str) -> None:
    """For every suffix."""
    for suffix in READERS:
        check_parse((start + text).encode("utf-8", "replace"), suffix)


@given(st.binary(max_size=2_000), st.sampled_from(list(READERS)))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_document_or_a_load_error(data: bytes, suffix: str) -> None:
    """No library's error comes through."""
    check_parse(data, suffix)


def check_parse(data: bytes, suffix: str) -> None:
    """Parse; a document must have a text and a one-line title, an error must be a sentence."""
    with TemporaryDirectory() as folder:
        try:
            document: Document | None = parse(data, Path(folder) / f"x{suffix}", f"x{suffix}", SETTINGS)
        except LoadError as error:
            refused = str(error)
            document = None
    if document is None:
        assert refused.startswith("x.")
        assert refused.endswith(".")
        return
    assert document.text == clean(document.text) != ""
    assert document.source.title == one_line(document.source.title) != ""
    assert document.digest
