"""The header and the dates that documents say of themselves."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import LoadError
from ingest.load.dates import parse_published
from ingest.load.header import take_header
from ingest.types import Kind, Published

HEADER = """Title: Stevenage grows
publisher: Catalyst
PUBLISHED: 7 October 2019
kind: Press release
url: https://example.org/a"""


def refusal(text: str) -> str:
    """The sentence that the text's header is refused with."""
    with pytest.raises(LoadError) as caught:
        take_header(text, "x.md")
    return str(caught.value)


@pytest.mark.parametrize("text", [f"{HEADER}\n\nThe text.", f"{HEADER}\nThe text.", f"---\n{HEADER}\n---\nThe text."])
def test_a_header_is_taken_from_the_text(text: str) -> None:
    """Ended by a blank line, by the first other line, or between the lines of front matter."""
    header, rest = take_header(text, "x.md")
    assert rest == "The text."
    assert (header.title, header.publisher) == ("Stevenage grows", "Catalyst")
    assert header.published == Published(2019, 10, 7)
    assert (header.kind, header.url) == (Kind.PRESS_RELEASE, "https://example.org/a")


@pytest.mark.parametrize("text", ["{}\n\nThe text.", "---\n{}\n---\nThe text."])
def test_a_header_says_what_the_document_supersedes(text: str) -> None:
    """An id or an address, as it stands; an empty line says nothing."""
    for said in ("press_releases/Été 2020.md", "https://example.org/a?b=c"):
        header, _ = take_header(text.format(f"title: x\nsupersedes:  {said} "), "x.md")
        assert header.supersedes == said
    assert take_header(text.format("title: x\nsupersedes:"), "x.md")[0].supersedes is None


@pytest.mark.parametrize(
    "text", ["No header.\ntitle: x", "Stevenage: home of cells.\n\nMore.", "---\nProse.\n---\nMore."]
)
def test_a_text_without_a_header_is_left_alone(text: str) -> None:
    """A key on a later line, another word with a colon, and rules around prose are text."""
    header, rest = take_header(text, "x.md")
    assert rest == text
    assert header.title is None


def test_front_matter_keeps_only_the_known_keys() -> None:
    """Values may be quoted or folded over lines; other tools' keys and lists are ignored."""
    lines = [
        "---",
        'title: "A: b"',
        "tags:",
        "  - x",
        "publisher: >-",
        "  The",
        "  Catalyst",
        "---",
        "Text.",
    ]
    header, rest = take_header("\n".join(lines), "x.md")
    assert (header.title, header.publisher, rest) == ("A: b", "The Catalyst", "Text.")


@pytest.mark.parametrize("value", ["!!python/object/apply:os.system [ls]", "&a [x, x]", "*a", "[*a, *a]", "&a"])
@pytest.mark.parametrize("key", ["title", "other"])
def test_front_matter_that_calls_or_refers_is_refused(key: str, value: str) -> None:
    """Under any key: a few such lines can stand for gigabytes, or for a program."""
    said = refusal(f"---\n{key}: {value}\n---\nText.")
    assert f"the front matter gives {key!r} a reference or a type" in said
    assert take_header(f'---\n{key}: "{value}"\n---\nText.', "x.md")[1] == "Text."


@pytest.mark.parametrize("title", ["*Stevenage* grows", "R&D grows", "& Co", "Growth!", "[A] list"])
def test_signs_in_a_title_are_no_references(title: str) -> None:
    """Only a name right after the sign makes it one."""
    assert take_header(f"---\ntitle: {title}\n---\nText.", "x.md")[0].title == title


def test_an_unknown_key_is_refused_with_the_known_ones() -> None:
    """A mistyped key must not become text unnoticed."""
    sentence = refusal("title: A\nautor: B\npublished: 2020\n\nText.")
    assert "unknown key 'autor'" in sentence
    assert "title, publisher, published, kind, url, language" in sentence
    assert "unknown key 'autor'" in refusal("title: A\nautor: B\n\nText.")


def test_a_key_given_twice_is_refused() -> None:
    """Neither value is more right than the other."""
    assert "gives 'title' twice" in refusal("title: A\ntitle: B\n\nText.")


def test_a_line_like_a_key_after_the_header_is_text_where_blank_lines_are_lost() -> None:
    """As they are in a PDF."""
    _, rest = take_header("title: A\nStevenage: home of cells.\nMore text.", "x.pdf")
    assert rest == "Stevenage: home of cells.\nMore text."


@pytest.mark.parametrize("value", ["", "undated", "Unknown", "n.d."])
def test_an_undated_source_is_undated(value: str) -> None:
    """However it says so."""
    assert take_header(f"published: {value}\n\nText.", "x.md")[0].published is None


def test_a_date_that_does_not_exist_is_refused_in_one_sentence() -> None:
    """With the value and what to write."""
    assert refusal("published: 2023-02-31\n\nText.") == (
        "x.md: published '2023-02-31' is not a date that exists. "
        "Write YYYY-MM-DD, YYYY-MM or YYYY, or leave the line out."
    )


@pytest.mark.parametrize("value", ["last spring", "03/04/2025", "7 Octember 2019", "2020-1-1", "20", "২০২০", "0000"])
def test_what_is_no_date_is_refused(value: str) -> None:
    """One that reads two ways is no better than none."""
    assert f"published {value!r}" in refusal(f"published: {value}\n\nText.")


def test_a_date_in_the_future_is_refused() -> None:
    """Today is not in the future."""
    tomorrow = date.today() + timedelta(days=1)
    assert "lies in the future" in refusal(f"published: {tomorrow}\n\nText.")
    assert take_header(f"published: {date.today()}\n\nText.", "x.md")[0].published is not None


@pytest.mark.parametrize("value", ["example.org", "javascript:alert(1)", "ftp://a.org", "https://", "https://a b.org"])
def test_only_web_addresses_are_urls(value: str) -> None:
    """Anything else would be a link that does harm or leads nowhere."""
    assert "is not a web address" in refusal(f"url: {value}\n\nText.")


def test_a_kind_that_does_not_exist_is_refused_with_those_that_do() -> None:
    """Spaces and hyphens stand for underscores."""
    assert "press_release, fact_sheet, report, news, case_study, other" in refusal("kind: poem\n\nText.")
    assert take_header("kind: Fact-Sheet\n\nText.", "x.md")[0].kind is Kind.FACT_SHEET


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2020", "2020"),
        ("2020-10", "2020-10"),
        ("2020-10-07", "2020-10-07"),
        ("2020-10-07T23:30:00+01:00", "2020-10-07"),
        ("20201007", "2020-10-07"),
        ("7 October 2019", "2019-10-07"),
        ("Monday, 7th Oct. 2019", "2019-10-07"),
        ("October 7, 2019", "2019-10-07"),
        ("Sept 2019", "2019-09"),
    ],
)
def test_dates_are_read_no_more_precisely_than_they_are_written(text: str, shown: str) -> None:
    """A month stays a month."""
    assert str(parse_published(text)) == shown


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2025, 1, 1)))
def test_every_date_is_read_back_from_every_way_to_write_it(day: date) -> None:
    """ISO 8601 and words."""
    for shape in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a %d %b %Y"):
        assert parse_published(day.strftime(shape)).first_day == day


@given(st.text())
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    """Nothing else is raised."""
    with suppress(ValueError):
        assert parse_published(text).first_day <= date.today()
