"""When documents of every format were published: the pages in pages/, labelled in pages/dates.txt."""

import os
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

pytest.importorskip("reportlab", reason="writes the PDF files of these tests")

from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.load import load
from ingest.load.address import published_in_url
from ingest.load.dateline import LINES, dateline_of
from ingest.load.dates import find_dates
from ingest.settings import Settings
from ingest.types import Published

PAGES = Path(__file__).parent / "pages"
ROWS = [row.split(maxsplit=2) for row in (PAGES / "dates.txt").read_text("utf-8").splitlines() if row[:1] not in "#"]
LABELS = {name: published for name, published, _ in ROWS}
RIGHT = 0.97

PROSE = "Fenland Cells has taken a second laboratory at the science park, where 24 people will work."
# The lines of each PDF file, and what it says about itself.
PDFS: dict[str, tuple[list[str], dict[str, str]]] = {
    "pdf-dateline.pdf": (["Marsh Lane, 7 October 2019 - " + PROSE[:60]], {"/CreationDate": "D:20191014101500+01'00'"}),
    "pdf-created.pdf": (
        ["Plan for the park", PROSE, "To be built by 2025."],
        {"/CreationDate": "D:20180412233000-05'00'"},
    ),
    "pdf-header.pdf": (["title: Plan for the park", "published: 2017-05", PROSE], {"/CreationDate": "D:20180412"}),
    "pdf-reprint.pdf": (
        ["Plan for the park", "Opened in 1998, enlarged in 2011."],
        {"/CreationDate": "D:20200601120000Z"},
    ),
    "pdf-printed-page.pdf": ([PROSE], {"/CreationDate": "D:20230303101010Z", "/Producer": "Skia/PDF m110"}),
    "pdf-scanner.pdf": ([PROSE], {"/CreationDate": "D:20230303101010Z", "/Creator": "Office scanner 3000"}),
    "pdf-unset.pdf": ([PROSE], {"/CreationDate": "D:19700101000000Z"}),
    "pdf-bare.pdf": ([PROSE], {}),
}


def pdf(lines: list[str], card: dict[str, str]) -> bytes:
    """A PDF of one page whose document information is the card and nothing else."""
    drawn = BytesIO()
    canvas = Canvas(drawn, pagesize=A4, invariant=True)
    for n, line in enumerate(lines):
        canvas.drawString(50, 780 - 14 * n, line)
    canvas.save()
    writer = PdfWriter()
    writer.add_page(PdfReader(drawn).pages[0])
    writer.metadata = {"/Producer": "Writer", **card}
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all the pages, the PDF files among them."""
    folder = tmp_path_factory.mktemp("pages")
    for name in LABELS.keys() - PDFS.keys():
        shutil.copy(PAGES / name, folder)
    for name, (lines, card) in PDFS.items():
        (folder / name).write_bytes(pdf(lines, card))
    return folder


def dates(folder: Path) -> dict[str, str]:
    """What is read of each page, as it is labelled."""
    read = {name: load(folder / name, name, Settings(_env_file=None)).source.published for name in LABELS}
    return {name: str(published) if published else "none" for name, published in read.items()}


def test_the_date_of_publication_is_right_on_varied_pages(pages: Path) -> None:
    """With its precision, on at least 97 % of them; where nobody can know it, it is unknown."""
    wrong = {name: read for name, read in dates(pages).items() if read != LABELS[name]}
    assert len(LABELS) >= 60
    assert len(wrong) <= (1 - RIGHT) * len(LABELS), wrong


def test_every_page_in_the_folder_is_labelled_and_every_precision_occurs() -> None:
    """So that none is left out of the count."""
    assert {file.name for file in PAGES.iterdir()} - {"dates.txt"} | PDFS.keys() == LABELS.keys()
    assert {label.count("-") for label in LABELS.values() if label != "none"} == {0, 1, 2}
    assert sum(label == "none" for label in LABELS.values()) >= 15


def test_copying_touching_and_unzipping_change_no_date(pages: Path, tmp_path: Path) -> None:
    """A file's time on disk says nothing."""
    before = dates(pages)
    shutil.copytree(pages, tmp_path / "copied", copy_function=shutil.copyfile)
    shutil.copytree(pages, tmp_path / "touched")
    for file in (tmp_path / "touched").iterdir():
        os.utime(file, (1_000_000_000, 1_000_000_000))
    shutil.make_archive(str(tmp_path / "pages"), "zip", pages)
    with zipfile.ZipFile(tmp_path / "pages.zip") as archive:
        archive.extractall(tmp_path / "unzipped")
    for folder in ("copied", "touched", "unzipped"):
        assert dates(tmp_path / folder) == before


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("STEVENAGE, UK – 7 October 2019 – Catalyst announces that it has opened.", "2019-10-07"),
        ("STEVENAGE, England, Oct. 7, 2019 /PaperWire/ -- Catalyst plc today opened.", "2019-10-07"),
        ("(Stevenage, UK, 7 October 2019) Catalyst has opened its doors.", "2019-10-07"),
        ("October 07, 2019 07:00 ET | Source: Catalyst", "2019-10-07"),
        ("Posted by Jane Doe on 7 October 2019", "2019-10-07"),
        ("Published 7 October 2019 Last updated 9 October 2019", "2019-10-07"),
        ("Monday, 7 October 2019 at 09:30 BST", "2019-10-07"),
        ("Fact sheet | October 2019", "2019-10"),
        ("Last updated: 9 October 2019", "None"),
        ("On 7 October 2019 the centre opened.", "None"),
        ("The centre opened on 7 October 2019 - a day to remember.", "None"),
        ("7 October 2019 was a great day for Stevenage.", "None"),
        ("Minutes of the meeting of 7 October 2019", "None"),
        ("12 June 2020 – 14 June 2020", "None"),
        ("12 to 14 June 2020", "None"),
        ("© 2019 Catalyst", "None"),
        ("Published 7 October 2999", "None"),
    ],
)
def test_a_dateline_is_told_from_a_date_in_a_sentence(line: str, published: str) -> None:
    """And from that of a change, of an event or of a right to copy."""
    assert str(dateline_of([line])) == published


def test_only_the_top_of_a_text_holds_a_dateline() -> None:
    """Further down, dates are those of what the text tells."""
    filler = [f"Line {n} of the text." for n in range(LINES)]
    assert dateline_of([*filler[1:], "7 October 2019"]) == Published(2019, 10, 7)
    assert dateline_of([*filler, "7 October 2019"]) is None


@pytest.mark.parametrize(
    ("path", "published"),
    [
        ("/2019/10/07/title", "2019-10-07"),
        ("/world/2019/oct/07/title", "2019-10-07"),
        ("/2019-10-07-title", "2019-10-07"),
        ("/news/20191007/title", "2019-10-07"),
        ("/2019/10/title", "2019-10"),
        ("/news/2019/title", "2019"),
        ("/reports/2019/title", "None"),
        ("/wp-content/uploads/2019/10/title.pdf", "None"),
        ("/events/2019/10/07/title", "None"),
        ("/2019/13/title", "None"),
        ("/2999/10/07/title", "None"),
        ("/title?day=/2019/10/07/", "None"),
    ],
)
def test_an_address_dates_a_page_by_its_path(path: str, published: str) -> None:
    """But not by the folder of an upload or of an event, nor by a year that may be the subject's."""
    assert str(published_in_url(f"https://example.org{path}")) == published


@given(st.dates(min_value=Published(1900).first_day, max_value=Published(2025).first_day), st.text(), st.text())
def test_a_date_is_found_in_any_text_where_it_is_written(day: object, before: str, after: str) -> None:
    """At its offsets, whatever stands round it."""
    text = f"{before} {day:%-d %B %Y}, {after}"
    for found in find_dates(text):
        assert text[found.start : found.end].strip()
    assert f"{day}" in {str(found.published) for found in find_dates(text)}
