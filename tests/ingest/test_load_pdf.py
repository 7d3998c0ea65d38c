"""PDF files, written by ReportLab where the test says so little that by hand would be harder."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path, PurePath

import pytest

pytest.importorskip("reportlab", reason="writes the PDF files of these tests")

from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from ingest.errors import LoadError
from ingest.load import parse
from ingest.load.lines import joined, without_page_number
from ingest.load.pdf import read_pdf
from ingest.settings import Settings
from ingest.types import Document, Published

PATH = PurePath("x.pdf")
PROSE = "The campus has wet labs and offices for small companies, and a shared canteen for all of them. " * 6


def pdf(*pages: Sequence[str], title: str = "", author: str = "") -> bytes:
    """A PDF with a line of text at a time."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=True)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for lines in pages:
        for n, line in enumerate(lines):
            canvas.drawString(50, 780 - 14 * n, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def flowed(*paragraphs: str) -> bytes:
    """A PDF whose paragraphs are broken by the margin."""
    file = BytesIO()
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(file, pagesize=A4).build([Paragraph(text, style) for text in paragraphs])
    return file.getvalue()


def document(data: bytes) -> Document:
    """The document that the bytes are."""
    return parse(data, Path("x.pdf"), "x.pdf", Settings(_env_file=None))


def refusal(data: bytes) -> str:
    """The sentence that the bytes are refused with."""
    with pytest.raises(LoadError) as caught:
        read_pdf(data, PATH)
    return str(caught.value)


def test_lines_broken_by_the_margin_are_joined() -> None:
    """A sentence can be quoted whole; a heading stays a line."""
    text = document(flowed("Stevenage grows", PROSE, "Jobs", PROSE)).text
    assert text == f"Stevenage grows\n\n{PROSE.strip()}\n\nJobs\n\n{PROSE.strip()}"


def test_a_header_is_read_although_blank_lines_are_lost() -> None:
    """And its lines are never joined to the text, nor a wrapped title to the next key."""
    title = "Stevenage grows by a whole new building for cell and gene therapy, with laboratories for twenty companies"
    read = document(flowed(f"title: {title}", "published: 7 October 2019", "kind: press release", PROSE))
    assert read.source.title == title
    assert read.source.published == Published(2019, 10, 7)
    assert read.text == PROSE.strip()


def test_a_paragraph_goes_on_over_a_page_and_page_numbers_are_dropped() -> None:
    """A figure at a page's foot is no page number."""
    first = [
        "A line of this text which is as wide as the page allows it to",
        "be and another one that is just as wide as the others,",
        "Page 1 of 2",
    ]
    second = ["which goes on here.", "400", "2"]
    text = document(pdf(first, second)).text
    assert "others, which goes on here." in text
    assert text.endswith("\n400")


@pytest.mark.parametrize("line", ["1", "Page 1", "page 1 of 3", "1 / 3", "- 1 -"])
def test_page_numbers_are_told_from_figures(line: str) -> None:
    """Only the first and the last line can be one."""
    assert without_page_number(["Text", "1", "more", line], 1) == ["Text", "1", "more"]
    assert without_page_number(["Text", "45 companies"], 1) == ["Text", "45 companies"]
    assert without_page_number(["Text", "450"], 1) == ["Text", "450"]


def test_a_hyphen_is_dropped_only_before_lower_case() -> None:
    """The other half of a name keeps it."""
    wide = "x" * 60
    assert joined([[wide, wide[:50] + " thera-", "pies are made here."]]).strip().endswith("therapies are made here.")
    assert "Stevenage- Cambridge" in joined([[wide + " Stevenage-", "Cambridge is a line."]])


def test_a_list_is_not_joined() -> None:
    """Its lines are all short, however alike in length."""
    lines = ["Year 2019", "Jobs 4000", "Labs 1234", "Rent 1000"]
    assert joined([lines]).strip() == "\n".join(lines)


def test_title_and_publisher_come_from_the_files_own_card() -> None:
    """But not what a program put there."""
    extract = read_pdf(pdf(["Some text."], title="Stevenage grows", author="Catalyst"), PATH)
    assert (extract.title, extract.publisher, extract.published) == ("Stevenage grows", "Catalyst", None)
    extract = read_pdf(pdf(["Some text."], title="Microsoft Word - a.doc", author="anonymous"), PATH)
    assert (extract.title, extract.publisher) == (None, None)


def test_a_locked_file_is_refused_and_one_locked_for_editing_is_read() -> None:
    """The empty password is tried, no other."""
    for password, readable in (("secret", False), ("", True)):
        writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(["Some text."]))))
        writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
        file = BytesIO()
        writer.write(file)
        if readable:
            assert read_pdf(file.getvalue(), PATH).text.strip() == "Some text."
        else:
            assert refusal(file.getvalue()) == "x.pdf needs a password. Save it without one and run again."


def test_a_scan_is_refused_with_what_to_do() -> None:
    """A page without a text layer says nothing."""
    sentence = "x.pdf has no text layer; it is probably a scan. Run OCR on it or add the text as x.txt."
    assert refusal(pdf([])) == sentence


def test_broken_files_are_refused(caplog: pytest.LogCaptureFixture) -> None:
    """Random, cut off, or another format; without a line in the log."""
    whole = pdf(["Some text."])
    for data in (b"%PDF-1.7\n" + bytes(range(256)) * 50, whole[:300]):
        assert "x.pdf is a broken PDF" in refusal(data)
    assert "x.pdf is no PDF file" in refusal(b"<html>Text</html>")
    assert not caplog.records


def test_too_many_pages_are_refused() -> None:
    """The sentence names the limit."""
    assert "2,001 pages, above the limit of 2,000" in refusal(pdf(*[["x"]] * 2_001))
