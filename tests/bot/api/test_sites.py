import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from partners import SITES, write_sites
from pydantic import TypeAdapter, ValidationError

from bot.api.site_file import SiteFile
from bot.api.sites import Allowance, Documents, Origin, Site, SitesError, Theme, read_sites
from bot.types import Filters
from ingest.types import Kind

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "sites.example.toml"


def test_a_file_that_is_not_there_names_no_site(tmp_path: Path) -> None:
    """The answers are then for our own page and for programs."""
    assert read_sites(tmp_path / "sites.toml") == {}


def test_a_site_is_what_its_table_says(tmp_path: Path) -> None:
    """What is left out has a default; the direction follows the language."""
    sites = read_sites(write_sites(tmp_path))
    assert list(sites) == ["park", "other"]
    park, other = sites["park"], sites["other"]
    assert (park.title, park.origins, park.reads) == ("Ask the park", ("https://park.test",), "rtl")
    assert park.theme == Theme(accent="#005f73", mode="auto", position="right")
    assert park.filters == Filters(kinds=frozenset({Kind.NEWS}))
    assert (other.reads, other.limits, other.filters) == ("ltr", Allowance(per_minute=3), Filters())


def test_the_example_is_a_file_of_sites_that_shows_every_key() -> None:
    """Whoever copies it sees all there is."""
    (said,) = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))["sites"].values()
    assert Site.model_validate(said)
    assert said.keys() == Site.model_fields.keys()
    for key, table in (("theme", Theme), ("documents", Documents), ("limits", Allowance)):
        assert said[key].keys() == table.model_fields.keys()


@pytest.mark.parametrize(
    ("changed", "to", "named"),
    [
        ('title = "Other"', 'title = "Other"\ncolour = "red"', "sites.other.colour"),
        ('title = "Other"', "title = 5", "sites.other.title"),
        ('title = "Other"', "", "sites.other.title"),
        ('["https://other.test"]', '"https://other.test"', "sites.other.origins"),
        ('"https://other.test"', '"*"', "sites.other.origins.0"),
        ("per_minute = 3", "per_minute = true", "sites.other.limits.per_minute"),
        ("per_minute = 3", 'per_minute = "3"', "sites.other.limits.per_minute"),
        ("per_minute = 3", "per_minute = 0", "sites.other.limits.per_minute"),
        ('kinds = ["news"]', 'kinds = ["recipe"]', "sites.park.documents.kinds"),
        ('kinds = ["news"]', "kinds = []", "sites.park.documents.kinds"),
        ('accent = "#005f73"', 'accent = "red; x"', "sites.park.theme.accent"),
        ('language = "ar"', 'language = "<b>"', "sites.park.language"),
        ("[sites.other]", "[sites.Other]", "sites.Other"),
        ("[sites.park]", "[site.park]", "site"),
        ('title = "Other"', "title = Other", "line 14"),
    ],
)
def test_a_mistake_is_told_by_its_key_or_line(tmp_path: Path, changed: str, to: str, named: str) -> None:
    """In one sentence that says what to do."""
    assert changed in SITES
    path = write_sites(tmp_path, SITES.replace(changed, to))
    with pytest.raises(SitesError) as error:
        read_sites(path)
    assert str(error.value).startswith(str(path))
    assert named in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "https://*.park.test",
        "https://park.test/",
        "https://park.test/path",
        "https://park.test:443",
        "http://park.test",
        "http://localhost.park.test",
        "https://Park.test",
        "https://user@park.test",
        "https://park.test:0",
        "https://münchen.test",
        "park.test",
        "null",
        "file://",
        "",
    ],
)
def test_what_no_browser_sends_is_no_origin(text: str) -> None:
    """It would never fit, or fit more than was meant."""
    with pytest.raises(ValidationError):
        TypeAdapter(Origin).validate_python(text)


@pytest.mark.parametrize(
    "text",
    ["https://park.test", "https://park.test:8443", "http://localhost:8000", "http://127.0.0.1", "http://[::1]:1"],
)
def test_what_a_browser_sends_is_an_origin(text: str) -> None:
    """It is kept as it is."""
    assert TypeAdapter(Origin).validate_python(text) == text


@given(st.text() | st.from_regex(r"https?://[^/]*", fullmatch=True))
def test_an_origin_that_is_taken_says_exactly_one_place(text: str) -> None:
    """Whatever is written: no wildcard, no path, no user, no plain http but to this machine."""
    try:
        origin = TypeAdapter(Origin).validate_python(text)
    except ValidationError:
        return
    assert origin == text
    assert origin.startswith(("https://", "http://localhost", "http://127.", "http://[::1]"))
    assert not set("*@?# \\") & set(origin)
    assert origin.count("/") == 2


def test_a_change_is_seen_without_a_restart(tmp_path: Path) -> None:
    """A site that is added, changed or taken out; and a file that is removed."""
    path = write_sites(tmp_path)
    file = SiteFile(path)
    assert "https://new.test" not in file.origins()
    path.write_text(SITES.replace("https://other.test", "https://new.test"), encoding="utf-8")
    assert file.origins() == {"https://park.test", "https://new.test"}
    path.unlink()
    assert file.sites() == {}
    assert file.origins() == frozenset()


def test_a_file_with_a_mistake_changes_nothing_and_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Until it is put right."""
    path = write_sites(tmp_path)
    file = SiteFile(path)
    path.write_text(SITES + "[sites.wrong]\ntitle = 'x'\norigins = ['*']\n", encoding="utf-8")
    assert [list(file.sites()) for _ in range(3)] == [["park", "other"]] * 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "sites.wrong.origins.0" in said
    path.write_text(SITES + "[sites.right]\ntitle = 'x'\norigins = ['https://x.test']\n", encoding="utf-8")
    assert list(file.sites()) == ["park", "other", "right"]
    assert capsys.readouterr().err == ""
