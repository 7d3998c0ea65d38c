"""PDF files, written by ReportLab where the test says so little that by hand would be harder."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path, PurePath

import pytest

pytest.importorskip("reportlab", reason="writes the PDF files of these tests")

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader, simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

from ingest.errors import LoadError
from ingest.load import parse
from ingest.load.columns import in_reading_order
from ingest.load.extract import NEW_PAGE
from ingest.load.lines import joined
from ingest.load.margins import without_margins
from ingest.load.ocr import can_read_scans
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
    assert without_margins([["Text", "1", "more", line]]) == [["Text", "1", "more"]]
    assert without_margins([["Text", "45 companies"]]) == [["Text", "45 companies"]]
    assert without_margins([["Text", "450"]]) == [["Text", "450"]]


LEFT = (
    "The park at Marsh Lane was opened in 1998 by the mayor, who planted an oak beside the gate. It houses 31 "
    "companies today, and will fill its last plot next year, when the bridge over the railway opens for walkers."
)
RIGHT = (
    "The county paid £1.2m towards the second laboratory, in which 24 people make the starting material for therapies. "
    "Illicit little lilies fill its hilly field, and the manager swims in a warm pond every morning before work begins."
)


def two_columns(by_row: bool) -> bytes:
    """A page of a heading over two columns, which are written one after the other or line by line across."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.drawString(50, 800, "A plan for the science park and for the whole of the town in which it lies, until 2030")
    canvas.setFont("Helvetica", 10)
    columns = [
        [(x, 770 - 13 * n, line) for n, line in enumerate(simpleSplit(text, "Helvetica", 10, 230))]
        for x, text in ((50, LEFT), (305, RIGHT))
    ]
    placed = [place for column in columns for place in column]
    for x, y, line in sorted(placed, key=lambda place: -place[1]) if by_row else placed:
        canvas.drawString(x, y, line)
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("by_row", [True, False])
def test_two_columns_are_read_one_after_the_other(by_row: bool) -> None:
    """Whichever way the file holds them, so that each sentence can be quoted whole."""
    text = document(two_columns(by_row)).text
    assert text.startswith("A plan for the science park")
    assert text.endswith(f"{LEFT}\n\n{RIGHT}") or text.endswith(f"{LEFT} {RIGHT}")


def test_a_table_is_not_taken_for_columns() -> None:
    """Its rows stay together."""
    layout = "\n".join(
        f"Year {year}          {jobs} people at work in it" for year, jobs in zip(range(9), range(9), strict=True)
    )
    plain = layout.replace("          ", " ")
    assert in_reading_order(plain, layout) == plain


def test_running_headers_and_footers_are_dropped() -> None:
    """Those that repeat and those that count; a title on the first page, a figure and a row of a table stay."""
    pages = [
        ["Plan for the park", f"Sentence {word} is here.", "2019 40", f"Fen Council {n} | Plan", f"Page {n} of 5"]
        for n, word in enumerate("one two three four five".split(), start=1)
    ]
    text = document(pdf(*pages)).text
    assert text.count("Plan") == 1
    assert text.startswith("Plan for the park")
    assert "Fen Council" not in text
    assert text.count("2019 40") == 5
    assert [word for word in "one two three four five".split() if f"Sentence {word} is here." not in text] == []


def test_a_line_that_few_pages_repeat_is_text() -> None:
    """Two chapters may begin with the same words."""
    pages = [["Jobs", "First text."], ["Jobs", "Second text."]]
    assert without_margins(pages) == pages


@given(
    st.lists(st.lists(st.text("abc Z.-\ufdd0", max_size=12), max_size=6), min_size=1, max_size=6).filter(
        lambda pages: any(line.strip(" \ufdd0") for page in pages for line in page)
    )
)
@settings(max_examples=60, deadline=None)
def test_every_page_begins_where_its_first_word_stands(pages: list[list[str]]) -> None:
    """Over any lines, marked words joined over pages among them."""
    names = [f"q{letter}x" for letter, _ in zip("defghi", pages, strict=False)]
    marked = [[name, *lines] for name, lines in zip(names, pages, strict=True)]
    read = document(pdf(*marked))
    assert NEW_PAGE not in read.text
    assert read.pages == tuple(map(read.text.index, names))
    assert [read.page_at(start) for start in read.pages] == list(range(1, len(pages) + 1))


def test_a_hyphenated_word_over_two_pages_begins_on_the_first() -> None:
    """The second page begins with its other half."""
    wide = "A line of this text that is as wide as its page can be made, nearly"
    read = document(pdf([wide, f"{wide} thera-"], ["pies are made here."]))
    assert read.text.endswith("therapies are made here.")
    assert read.text[read.pages[1] :] == "pies are made here."


def test_a_text_format_has_no_pages() -> None:
    """And the mark of a page in it is dropped."""
    read = parse(f"Some{NEW_PAGE} text.".encode(), Path("x.txt"), "x.txt", Settings(_env_file=None))
    assert (read.text, read.pages, read.page_at(0)) == ("Some text.", (), None)


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


def scan(*lines: str) -> bytes:
    """A PDF whose only page is a picture of the lines."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (1654, 2339), 255)
    drawing = ImageDraw.Draw(picture)
    for n, line in enumerate(lines):
        drawing.text((150, 200 + 90 * n), line, fill=0, font=ImageFont.load_default(48))
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.save()
    return file.getvalue()


def test_a_scan_is_refused_with_what_to_do_where_nothing_can_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says what to install."""
    monkeypatch.setenv("PATH", "")
    sentence = refusal(pdf([]))
    assert sentence.startswith("x.pdf has no text layer; it is probably a scan.")
    assert "pip install -e '.[ocr]'" in sentence
    assert sentence.endswith("tesseract-ocr; or add its text as x.txt.")


@pytest.mark.skipif(not can_read_scans(), reason="needs the extra `ocr` and Debian's tesseract-ocr")
def test_a_scan_is_read_and_dated_by_its_own_line() -> None:
    """As a document like any other; a blank scan holds no text."""
    read = document(scan("Plan for the park", "Stevenage, 7 October 2019", "The park houses 31 companies."))
    assert "The park houses 31 companies." in read.text
    assert (read.source.published, read.pages) == (Published(2019, 10, 7), (0,))
    with pytest.raises(LoadError, match=r"x\.pdf holds no text"):
        document(scan())


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
