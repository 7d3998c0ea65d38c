"""The documents that we ship: they all load, say when they are from, and hold the figures that change or conflict."""

import re
from collections import Counter
from pathlib import Path

import pytest

from ingest.find import Found, find_files
from ingest.load import READERS, load
from ingest.load.header import take_header
from ingest.settings import Settings
from ingest.types import Document, Kind, Published

CORPUS = Path(__file__).parent.parent / "corpus"
SETTINGS = Settings(_env_file=None, corpus=CORPUS)
FOUND: Found = find_files([CORPUS], CORPUS)
NAMES = [file.id for file in FOUND.files]

# The fact base's last table, a row a value: (value, as of, the document it is in).
FIGURES = [
    # companies on the campus
    ("50", "2016", "sbc-early-years-b"),
    ("49", "2017", "sbc-early-years-c"),
    ("40", "2019", "sbc-spark-grant-2019"),
    ("45", "2020", "seed"),
    ("13", "2020", "seed"),
    ("45", "2020", "sbc-spark-open-2020"),
    ("40", "2021", "gsk-stevenage-e"),
    ("40", "2023", "elevate-quarter-2023-a"),
    # jobs
    ("1,000", "2020", "seed"),
    ("1,000", "2020", "sbc-spark-open-2020"),
    ("3,500", "2023", "elevate-quarter-2023-a"),
    # funds raised by occupiers
    ("£100m", "2016", "sbc-early-years-b"),
    ("£200m", "2017", "sbc-early-years-c"),
    ("£1bn", "2019", "sbc-lsoz-2019-a"),
    ("£1bn", "2019", "sbc-spark-grant-2019"),
    ("£1bn", "2019", "kadans-sycamore-a"),
    ("£300m", "2020", "kadans-sycamore-c"),
    ("£1.6bn", "2020", "seed"),
    ("£1.6bn", "2020", "sbc-spark-open-2020"),
    ("£1.6bn", "2021", "gsk-stevenage-e"),
    ("£2.9bn", "2022", "lep-panel-2022"),
    ("£3.4bn", "2022", "cgtc-minister-2022"),
    ("£3.2bn", "2025", "stevenage-location-f"),
    # share of the funds in cell and gene therapy
    ("60%", "2019", "sbc-lsoz-2019-a"),
    ("60%", "2019", "sbc-spark-grant-2019"),
    ("two thirds", "2020", "seed"),
    ("65%", "2020", "sbc-spark-open-2020"),
    ("£1.1bn", "2021", "catapult-case-studies-a"),
    # Life Science Opportunity Zones: number and year
    ("October 2019", "2019", "sbc-lsoz-2019-a"),
    ("2020", "undated", "catapult-case-studies-b"),
    ("six", "2019", "sbc-lsoz-2019-a"),
    ("seven", "undated", "sbc-lsoz-2019-c"),
    # opening, public funding and size of the manufacturing centre
    ("2012", "undated", "catapult-case-studies-a"),
    ("2017", "2021", "cgtc-centre-build-k"),
    ("April 2018", "2018", "cgtc-centre-build-g"),
    ("£55m", "2015", "cgtc-centre-build-a"),
    ("£55m", "2022", "lep-panel-2022"),
    ("£60m", "2018", "cgtc-centre-build-e"),
    ("£50m", "2019", "cgtc-centre-build-h"),
    ("£75m", "2019", "cgtc-centre-build-g"),
    ("£75m", "2022", "cgtc-minister-2022"),
    ("£70m", "undated", "catapult-case-studies-a"),
    ("7,200", "2016", "cgtc-centre-build-b"),
    ("7,000", "2019", "cgtc-centre-build-i"),
    ("7,700", "2023", "cgtc-centre-build-j"),
    ("£3.36m", "2019", "cgtc-centre-build-g"),
    ("£3.6m", "2019", "cgtc-centre-build-i"),
    ("150", "2015", "cgtc-centre-build-a"),
    ("180", "2017", "cgtc-centre-build-d"),
    ("Seven", "2021", "cgtc-annual-reviews-a"),
    # raised by its collaborators
    ("£850m", "2021", "cgtc-annual-reviews-a"),
    ("£1.6bn", "2022", "cgtc-minister-2022"),
    ("£134m", "2023", "cgtc-annual-reviews-c"),
    ("£453m", "2024", "cgtc-annual-reviews-e"),
    # trials in the UK, and its share of the world's
    ("93", "2019", "catapult-case-studies-c"),
    ("127", "2019", "atmp-trials-2019-a"),
    ("154", "2020", "atmp-trials-2020"),
    ("168", "2021", "atmp-trials-2021"),
    ("178", "2022", "atmp-trials-2023"),
    ("175", "2023", "atmp-trials-2023"),
    ("187", "2024", "atmp-trials-2024-a"),
    ("12%", "2019", "atmp-trials-2019-a"),
    ("12%", "2020", "seed"),
    ("9%", "2021", "atmp-trials-2021"),
    ("12%", "2021", "atmp-trials-2021"),
    ("8%", "2022", "atmp-trials-2022"),
    ("14%", "2022", "atmp-trials-2022"),
    ("9.5%", "2024", "atmp-trials-2024-c"),
    ("50%", "2024", "atmp-trials-2024-c"),
    ("77%", "2020", "atmp-trials-2019-a"),
    ("89", "2021", "atmp-trials-2020"),
    # companies in the UK and in Europe
    ("one in four", "2020", "seed"),
    ("27%", "2021", "rentschler-a"),
    ("29%", "2021", "cgtc-annual-reviews-a"),
    ("241", "2019", "peer-clusters-j"),
    ("22", "2012", "catapult-case-studies-a"),
    ("42", "2015", "cgtc-annual-reviews-h"),
    ("70", "2019", "catapult-case-studies-c"),
    ("90", "2021", "rentschler-a"),
    # the workforce and its forecasts
    ("500", "2012", "gmp-skills-2019-a"),
    ("540", "2012", "cgtc-annual-reviews-h"),
    ("3,000", "2019", "gmp-skills-2019-b"),
    ("3,033", "2019", "gmp-skills-2022-2024-b"),
    ("3,199", "2019", "gmp-skills-2022-2024-c"),
    ("7,000", "2021", "gmp-skills-2021-a"),
    ("6,232", "2023", "gmp-skills-2022-2024-b"),
    ("6,000", "2019", "gmp-skills-2019-b"),
    ("117%", "2021", "gmp-skills-2021-b"),
    ("63%", "2023", "gmp-skills-2022-2024-b"),
    # licensed facilities and therapies
    ("26", "2021", "gmp-skills-2021-a"),
    ("29", "2022", "gmp-skills-2022-2024-a"),
    ("28", "2023", "gmp-skills-2022-2024-d"),
    ("32", "2024", "gmp-skills-2022-2024-d"),
    ("11", "2023", "cgtc-annual-reviews-d"),
    ("23", "2024", "bia-cgt-2024"),
    # the new campus
    ("£400m", "2021", "gsk-stevenage-a"),
    ("£400m", "2022", "sbc-mp-visit-2022"),
    ("£900m", "2022", "ubs-reef-2022-a"),
    ("£1.5bn", "2022", "ubs-reef-2022-c"),
    ("100,000", "2021", "gsk-stevenage-b"),
    ("1.4m", "2022", "ubs-reef-2022-a"),
    ("1.6m", "2023", "lep-jll-2023-a"),
    ("1.6m", "2023", "elevate-quarter-2023-e"),
    # Autolus
    ("£65m", "2021", "autolus-d"),
    ("£66m", "2021", "autolus-f"),
    ("200", "2021", "autolus-d"),
    ("400", "2021", "autolus-g"),
    ("7,000", "2021", "autolus-d"),
    ("70,000", "2021", "autolus-e"),
    ("7,500", "2021", "autolus-f"),
    ("530,000", "2023", "elevate-quarter-2023-c"),
    ("£120m", "2022", "autolus-h"),
    ("£500m", "2023", "elevate-quarter-2023-d"),
    # the county and the town
    ("18 May 2023", "2023", "lep-jll-2023-a"),
    ("245", "2022", "lep-profile-a"),
    ("4,350", "2022", "lep-profile-a"),
    ("300", "2023", "lep-cluster-2023"),
    ("5,000", "2023", "lep-cluster-2023"),
    ("£50m", "2020", "towns-fund-d"),
    ("£37.5m", "2021", "towns-fund-a"),
    ("9 March 2023", "2023", "skills-facilities-b"),
    ("86,000", "undated", "stevenage-location-c"),
    ("88,000", "2022", "stevenage-location-a"),
    ("89,000", "undated", "stevenage-location-d"),
    ("19", "2022", "stevenage-location-a"),
    ("20", "2017", "stevenage-location-g"),
    # people
    ("Keith Thompson", "2020", "atmp-trials-2019-b"),
    ("Matthew Durdy", "2020", "seed"),
    ("Martino Picardo", "2016", "sbc-early-years-b"),
    ("Miranda Knaggs", "2017", "cgtc-centre-build-d"),
    ("Sally Ann Forsyth", "2019", "sbc-lsoz-2019-a"),
]


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    """Every document by its id; a file that cannot be read fails here, with its sentence."""
    return {file.id: load(file.path, file.id, SETTINGS) for file in FOUND.files}


def test_no_file_is_refused_or_passed_over_but_the_readme() -> None:
    """Whatever is added has to be a document."""
    assert FOUND.refused == ()
    assert FOUND.ignored == 1
    assert len(FOUND.files) >= 40


def test_every_kind_of_file_and_every_kind_of_document_is_there() -> None:
    """So that each reader has its proof in what we ship."""
    assert {Path(name).suffix for name in NAMES} >= {*READERS} - {".htm"}
    assert {Path(name).parent.name for name in NAMES} >= {"press_releases", "fact_sheets", "reports", "news"}


def test_every_document_has_a_whole_card(documents: dict[str, Document]) -> None:
    """Title, publisher, kind and a web address; one title a document."""
    for id_, document in documents.items():
        source = document.source
        assert source.id == id_
        assert 10 <= len(source.title) <= 200, id_
        assert source.publisher, id_
        assert re.fullmatch(r"https?://\S+", source.url or ""), id_
        assert source.kind is not Kind.OTHER, id_
        assert source.published is None or isinstance(source.published, Published)
        assert source.published is None or 2010 <= source.published.year <= 2026, id_
    titles = Counter((document.source.title, document.source.url) for document in documents.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_the_folder_is_the_kind(documents: dict[str, Document]) -> None:
    """So that a reader of the folder is not misled."""
    folders = {"press_releases": Kind.PRESS_RELEASE, "fact_sheets": Kind.FACT_SHEET, "reports": Kind.REPORT}
    folders |= {"news": Kind.NEWS, "case_studies": Kind.CASE_STUDY}
    wrong = [id_ for id_, document in documents.items() if folders[id_.split("/")[0]] is not document.source.kind]
    assert wrong == []


def test_dates_are_as_exact_as_their_header_says(documents: dict[str, Document]) -> None:
    """ "2020-10" stays a month, and a header without a date leaves its document undated; all precisions occur."""
    precisions: Counter[str] = Counter()
    for file in FOUND.files:
        if file.path.suffix not in (".md", ".txt"):
            continue
        raw = file.path.read_text(encoding="utf-8")
        header, _ = take_header(raw, file.id)
        written = re.search(r"^published: (\S+)$", raw.split("\n\n")[0], re.MULTILINE)
        published = documents[file.id].source.published
        assert published == header.published
        assert str(published) == (written[1] if written else "None")
        precisions[published.precision if published else "undated"] += 1
    assert precisions.keys() == {"day", "month", "year", "undated"}


def test_documents_differ_in_their_texts(documents: dict[str, Document]) -> None:
    """None is the twin of another."""
    assert len({document.text for document in documents.values()}) == len(documents)


@pytest.mark.parametrize(("value", "as_of", "stem"), FIGURES)
def test_a_figure_that_changes_or_conflicts_is_in_its_document(
    documents: dict[str, Document], value: str, as_of: str, stem: str
) -> None:
    """Each with its own date: the conflicts are the point."""
    [document] = [document for id_, document in documents.items() if Path(id_).stem == stem]
    assert re.search(rf"(?<![\w.,£]){re.escape(value)}(?!\w|[.,]\d)", document.text), f"{value} as of {as_of}"


def test_a_table_is_read_with_its_headers(documents: dict[str, Document]) -> None:
    """Some documents hold tables, and each row says what its cells are."""
    tables = [file for file in FOUND.files if file.path.suffix == ".md" and "\n|---" in file.path.read_text()]
    assert tables
    for file in tables:
        assert "\n|" not in documents[file.id].text
        assert len(re.findall(r"^\w+: .+; .+: .+\.$", documents[file.id].text, re.MULTILINE)) >= 3
