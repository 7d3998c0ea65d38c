"""Word documents."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path, PurePath

import docx as python_docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.errors import LoadError
from ingest.load import parse
from ingest.load.docx import read_docx
from ingest.settings import Settings
from ingest.types import Kind, Published

PATH = PurePath("x.docx")


def docx(write: Callable[[WordDocument], object]) -> bytes:
    """A Word document that the function has written into."""
    document = python_docx.Document()
    write(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_xml(*paragraphs: str) -> bytes:
    """A Word document whose body begins with these elements."""

    def write(document: WordDocument) -> None:
        for n, xml in enumerate(paragraphs):
            document.element.body.insert(n, parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1)))

    return docx(write)


def altered(data: bytes, name: str, content: bytes) -> bytes:
    """The archive with one part replaced or added."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return file.getvalue()


def simple(document: WordDocument) -> None:
    """Write one paragraph."""
    document.add_paragraph("Some text.")


def refusal(data: bytes) -> str:
    """The sentence that the bytes are refused with."""
    with pytest.raises(LoadError) as caught:
        read_docx(data, PATH)
    return str(caught.value)


def test_paragraphs_headings_lists_and_tables_keep_their_order() -> None:
    """Headings, items and rows are lines that can be told apart."""

    def write(document: WordDocument) -> None:
        document.add_heading("Stevenage grows", 1)
        document.add_paragraph("Before.")
        document.add_paragraph("One", style="List Bullet")
        document.add_paragraph("Two", style="List Number")
        table = document.add_table(3, 2)
        for cell, text in zip(table._cells, ["Year", "Jobs", "2019", "40", "2020", ""], strict=True):
            cell.text = text
        document.add_paragraph("After.")

    text = read_docx(docx(write), PATH).text.strip()
    assert text == "## Stevenage grows\n\nBefore.\n\n- One\n- Two\n\nYear: 2019; Jobs: 40.\nYear: 2020.\n\nAfter."


def test_a_header_of_paragraphs_is_read() -> None:
    """Each of its lines is a paragraph in Word; empty ones around them do not matter."""

    def write(document: WordDocument) -> None:
        for line in ("title: A", "published: October 2019", "", "kind: news", "Stevenage: home of cells.", "More."):
            document.add_paragraph(line)

    document = parse(docx(write), Path("x.docx"), "x.docx", Settings(_env_file=None))
    assert (document.source.title, document.source.published) == ("A", Published(2019, 10))
    assert document.source.kind is Kind.NEWS
    assert document.text == "Stevenage: home of cells.\n\nMore."


def test_deleted_and_hidden_text_is_left_out_and_inserted_text_is_kept() -> None:
    """What Word would print without its marks."""
    data = with_xml(
        "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>Deleted</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t> inserted</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="false"/></w:rPr><w:t> shown</w:t></w:r></w:p>',
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    assert read_docx(data, PATH).text.strip() == "Kept inserted shown\n\nControlled"


def test_merged_cells_keep_their_headers() -> None:
    """A header over two columns holds for both, a cell over two rows for both, and a title row is a title."""

    def write(document: WordDocument) -> None:
        table = document.add_table(4, 3)
        for row, texts in enumerate([["Staff", "", ""], ["Year", "Jobs", ""], ["2019", "1", "2"], ["", "3", "4"]]):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        table.cell(0, 0).merge(table.cell(0, 2))
        table.cell(1, 1).merge(table.cell(1, 2))
        table.cell(2, 0).merge(table.cell(3, 0))

    rows = "Staff\nYear: 2019; Jobs: 1; Jobs: 2.\nYear: 2019; Jobs: 3; Jobs: 4."
    assert read_docx(docx(write), PATH).text.strip() == rows


def test_the_title_comes_from_the_properties() -> None:
    """When the document says none itself."""

    def write(document: WordDocument) -> None:
        simple(document)
        document.core_properties.title = "Stevenage grows"

    assert read_docx(docx(write), PATH).title == "Stevenage grows"
    assert read_docx(docx(simple), PATH).title is None


@pytest.mark.parametrize("data", [b"PK\x03\x04" + bytes(range(256)) * 20, b"{\\rtf1 text}", b"Some text."])
def test_what_is_no_word_document_is_refused(data: bytes) -> None:
    """Another format with the suffix, or a broken archive."""
    assert refusal(data) == "x.docx is damaged or no Word document. Open it in Word and save it again as .docx."


def test_an_archive_without_a_document_is_refused() -> None:
    """Any zip can have the suffix."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "text")
    assert "no Word document" in refusal(file.getvalue())


def test_an_old_or_locked_file_is_refused() -> None:
    """Both are OLE containers."""
    assert "needs a password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


def test_a_damaged_part_is_refused() -> None:
    """One flipped byte fails its checksum; XML that does not end fails to parse."""
    data = docx(simple)
    middle = data.index(b"word/document.xml") + 200
    assert "damaged" in refusal(data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :])
    assert "damaged" in refusal(altered(data, "word/document.xml", b"<w:document"))


def test_archives_that_unpack_to_too_much_are_refused() -> None:
    """By ratio, by size and by number, before any of it is parsed."""
    data = docx(simple)
    assert "100 times its size" in refusal(altered(data, "word/media/a.bin", b"\0" * 20_000_000))
    assert "more than 200 MB" in refusal(altered(data, "word/media/a.bin", b"\0" * 201_000_000))
    file = BytesIO(data)
    with zipfile.ZipFile(file, "a") as archive:
        for n in range(2_001):
            archive.writestr(f"word/{n}.bin", b"")
    assert "above the limit of 2,000" in refusal(file.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding: str) -> None:
    """Word declares none; a bomb or a theft of files does."""
    xml = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'.encode(encoding)
    assert "declares a document type" in refusal(altered(docx(simple), "word/document.xml", xml))


def test_a_document_nested_too_deep_is_refused() -> None:
    """Two thousand tables, each in the other."""
    start, end = b"<w:tbl><w:tr><w:tc>" * 2_000, b"</w:tc></w:tr></w:tbl>" * 2_000
    namespace = nsdecls("w").encode()
    xml = b"<w:document " + namespace + b"><w:body>" + start + b"<w:p/>" + end + b"</w:body></w:document>"
    assert "has tables in tables, too deep to be read" in refusal(altered(docx(simple), "word/document.xml", xml))
