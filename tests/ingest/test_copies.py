"""One story on many sites is one group; whatever states another figure is a source of its own."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import Any

import pytest
from builders import make_document
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.copies import copies_of
from ingest.load import load
from ingest.sentences import sentences
from ingest.settings import Settings
from ingest.types import Document, Kind, Published

RELEASE = """STEVENAGE, 19 November 2019. Stevenage Bioscience Catalyst (SBC) has been awarded £1.2m by Innovate UK to \
extend its laboratories.

The grant pays for the Spark Building, which will give room to 12 more companies. SBC houses over 40 companies, 13 of \
them in cell and gene therapy. Occupiers have raised over £1.6bn since 2012, and £300m of that in 2019.

## A gift to the town of Stevenage

"This grant lets young companies stay in the town where they began," said Martino Picardo of SBC. Building work begins \
in spring 2020 and will take about a year. The council supports the plan and hopes that it will bring 150 jobs.

Notes to editors

SBC opened in 2012 and is backed by GSK, Wellcome and the government."""
ISSUER: dict[str, Any] = {
    "id": "press_releases/spark.md",
    "title": "£1.2m for the Spark Building",
    "publisher": "Stevenage Bioscience Catalyst",
    "kind": Kind.PRESS_RELEASE,
    "published": Published(2019, 11, 19),
    "url": "https://sbc.example/spark",
}
LEDE = RELEASE.split("\n\n")[0]
MENU = "Home\n\nNews\n\nLife sciences\n\nShare this article\n\n5 min read\n\n12 comments\n\n"
FOOTER = (
    "\n\nSubscribe to our newsletter to read the stories of the day before anybody else does.\n\n© 2024 Example Media"
)
INTRO = "A science campus in Hertfordshire has won £1.2m of public money for its laboratories."
CORPUS = Path(__file__).parents[2] / "corpus"


def release(text: str = RELEASE, **card: Any) -> Document:
    """The issuer's own."""
    return make_document(**{"text": text, **ISSUER, **card})


def news(name: str, text: str, **card: Any) -> Document:
    """What a news site made of it a day later."""
    own = {"id": f"news/{name}.md", "publisher": name, "kind": Kind.NEWS, "published": Published(2019, 11, 20)}
    return make_document(**{"text": text, "title": f"{name}: £1.2m for science campus", "url": None, **own, **card})


def shortened(text: str) -> str:
    """The first part of it, as a sub-editor cuts it."""
    spans = sentences(text)
    return text[: spans[max(2, int(0.6 * len(spans))) - 1].end]


REPUBLISHED = {
    "word for word": RELEASE,
    "another introduction": RELEASE.replace(LEDE, INTRO),
    "menu and footer": MENU + RELEASE + FOOTER,
    "shortened": shortened(RELEASE),
    "wrapped, other quotation marks": re.sub(r"(.{60}\S*) ", r"\1\n", RELEASE).replace('"', "“"),
    "money in long words": RELEASE.replace("£1.2m", "£1.2 million").replace("£1.6bn", "£1.6 billion"),
    "all of it": MENU + shortened(RELEASE).replace(LEDE, INTRO) + FOOTER,
}


@pytest.mark.parametrize("text", REPUBLISHED.values(), ids=REPUBLISHED.keys())
def test_a_republished_release_is_a_copy_of_the_issuers(text: str) -> None:
    """However the site has dressed it."""
    assert copies_of([news("Gazette", text), release()]) == {"press_releases/spark.md": ("news/Gazette.md",)}


def test_a_story_that_many_sites_have_is_one_group() -> None:
    """However many; the work grows with them and not with their pairs."""
    names = sorted(f"{one}{other} News" for one in ascii_uppercase[:14] for other in ascii_lowercase[:14])
    sites = [news(name, REPUBLISHED["another introduction"]) for name in names]
    assert copies_of([*sites, release()]) == {"press_releases/spark.md": tuple(site.source.id for site in sites)}


def test_a_release_and_three_news_sites_are_one_group_in_any_order() -> None:
    """The issuer's stands for it, the others follow by rank."""
    sites = [news("Gazette", REPUBLISHED["all of it"]), news("Herald", REPUBLISHED["shortened"])]
    sites.append(news("Mercury", REPUBLISHED["menu and footer"], published=None))
    documents = [release(), *sites]
    for seed in range(12):
        random.Random(seed).shuffle(documents)
        assert copies_of(documents) == {
            "press_releases/spark.md": ("news/Gazette.md", "news/Herald.md", "news/Mercury.md")
        }


ALTERED: dict[str, Callable[[str], str]] = {
    "an amount": lambda text: text.replace("£1.2m", "£1.3m"),
    "a count": lambda text: text.replace("13 of them", "14 of them"),
    "a currency": lambda text: text.replace("£300m", "$300m"),
    "a unit": lambda text: text.replace("£1.6bn", "£1.6m"),
    "a hedge dropped": lambda text: text.replace("over 40 companies", "40 companies"),
    "another hedge": lambda text: text.replace("over £1.6bn", "up to £1.6bn"),
    "two figures swapped": lambda text: text.replace("over 40 companies, 13", "over 13 companies, 40"),
    "a number in words": lambda text: text.replace("about a year", "about two years"),
    "a year": lambda text: text.replace("spring 2020", "spring 2021"),
    "a month": lambda text: text.replace("in spring 2020", "in June 2020"),
    "a year left out": lambda text: text.replace(" since 2012", ""),
    "another name": lambda text: text.replace("Innovate UK", "Wellcome"),
    "a denial": lambda text: text.replace("has been awarded", "has not been awarded"),
    "another direction": lambda text: text.replace("bring 150 jobs", "cost 150 jobs"),
    "one more figure": lambda text: text + "\n\nThe council itself adds £200,000.",
    "another figure in the notes": lambda text: text.replace("SBC opened in 2012", "SBC opened in 2011"),
    "another name in a heading": lambda text: text.replace("to the town of Stevenage", "to the town of Harlow"),
    "another figure in a heading": lambda text: "## £1.4m for science\n\n" + text,
    "another figure in the introduction": lambda text: text.replace(LEDE, INTRO.replace("£1.2m", "£2.1m")),
    "somebody else's words": lambda text: text.replace("The council", "Dr Anna Bell is glad of it.\n\nThe council"),
    "a bare list of facts": lambda text: text + "\n\n- 41 companies\n- 150 jobs",
}


@pytest.mark.parametrize("alter", ALTERED.values(), ids=ALTERED.keys())
@pytest.mark.parametrize("dress", [str, lambda text: MENU + text + FOOTER], ids=["plain", "dressed"])
def test_what_states_something_else_is_a_source_of_its_own(
    alter: Callable[[str], str], dress: Callable[[str], str]
) -> None:
    """One fact in a text that is otherwise the same, word for word."""
    text = alter(RELEASE)
    assert text != RELEASE
    assert copies_of([release(), news("Gazette", dress(text))]) == {}


@pytest.mark.parametrize("title", ["{} | The Gazette", "Gazette: {}", "{}"])
def test_a_title_that_names_the_site_is_the_same_title(title: str) -> None:
    """Before the issuer's or after it; not where a word that counts is added."""
    own = title.format(ISSUER["title"])
    assert copies_of([release(), news("Gazette", RELEASE, title=own)])
    assert copies_of([release(title=f"{ISSUER['title']} | SBC"), news("Gazette", RELEASE, title=own)])
    assert copies_of([release(), news("Gazette", RELEASE, title=f"No {own}")]) == {}
    assert copies_of([release(), news("Gazette", RELEASE, title=f"{own} in 2 years")]) == {}


def test_a_title_with_another_figure_is_another_statement() -> None:
    """A headline is read first."""
    assert copies_of([release(), news("Gazette", RELEASE, title="£1.5m for science campus")]) == {}


ABOUT = """

About Stevenage Bioscience Catalyst

Stevenage Bioscience Catalyst is a campus for young companies in the life sciences in Stevenage. It opened in 2012 \
and houses over 40 companies. It offers laboratories, offices and advice, and is backed by GSK, Wellcome and others. \
It is a short walk from the station and a short ride from London, Cambridge and Oxford."""


@pytest.mark.parametrize("about", [ABOUT, ABOUT.replace("About Stevenage Bioscience Catalyst\n\n", "")])
def test_releases_that_share_only_their_boilerplate_are_not_copies(about: str) -> None:
    """Under a heading or without; told by one publisher or by two."""
    one = "The campus holds an open day in May. Visitors see the laboratories and meet the teams." + about
    other = "A new chief executive has been named. The board thanks the one who leaves." + about
    for publisher in ("Stevenage Bioscience Catalyst", "Gazette"):
        assert copies_of([release(one), news("x", other, publisher=publisher)]) == {}


def test_a_paragraph_that_a_publisher_repeats_counts_for_nothing() -> None:
    """However long it is, and wherever it stands."""
    days = [
        release(f"{ABOUT}\n\nOn that day the campus told {what}.", id=str(day), published=Published(2019, 1, day))
        for day, what in enumerate(("of a prize", "of a guest", "of a walk", "of a song"), start=1)
    ]
    assert copies_of(days) == {}


SHEET = (
    "{year} fact sheet. The campus houses {n} companies. They employ {jobs} people in all, most of them scientists. \
The campus has five buildings, with laboratories and offices for firms of every size, and a cafe that is open to all."
)


def test_yearly_fact_sheets_are_not_copies() -> None:
    """Neither where their figures differ, nor where a year brought no change: the newer says that it is still so."""
    years = [(2018, 40, 900), (2019, 45, 1000), (2020, 45, 1000)]
    sheets = [
        release(
            SHEET.format(year=year, n=n, jobs=jobs), id=f"{year}.md", kind=Kind.FACT_SHEET, published=Published(year)
        )
        for year, n, jobs in years
    ]
    assert copies_of(sheets) == {}
    same = [release(RELEASE, id=f"{year}.md", published=Published(year, 11, 19)) for year in (2019, 2020)]
    assert copies_of(same) == {}
    assert copies_of([release(), news("Gazette", RELEASE, published=Published(2020, 11, 19))]) == {}


UNNAMED = RELEASE.replace("Stevenage Bioscience Catalyst (SBC)", "The campus").replace("SBC", "the campus")


@pytest.mark.parametrize(
    ("issuer", "other"),
    [
        ({"id": "z", "kind": Kind.OTHER, "text": RELEASE}, {"published": Published(2019, 11, 1), "text": RELEASE}),
        ({"id": "z", "text": UNNAMED}, {"published": Published(2019, 11, 1), "text": UNNAMED}),
        ({"id": "z", "kind": Kind.NEWS, "text": UNNAMED}, {"published": Published(2019, 11, 20), "text": UNNAMED}),
        ({"id": "z", "kind": Kind.NEWS, "text": UNNAMED}, {"published": None, "text": UNNAMED}),
        ({"id": "a", "kind": Kind.NEWS, "text": UNNAMED}, {"published": Published(2019, 11, 19), "text": UNNAMED}),
    ],
    ids=["named in the other's text", "a press release", "earlier", "dated", "by name"],
)
def test_the_issuer_is_told_from_the_data(issuer: dict[str, Any], other: dict[str, Any]) -> None:
    """By its name in the others' text, then by its kind, then by its date; never by which came first into the store."""
    documents = [release(**issuer), news("Gazette", **other)]
    assert copies_of(documents) == copies_of(documents[::-1]) == {issuer["id"]: ("news/Gazette.md",)}


def test_what_adds_figures_to_a_release_is_a_source_beside_it() -> None:
    """A longer report is cited for what it adds; a shorter one of the same site is a copy of the release."""
    longer = news("Gazette", RELEASE + "\n\nThe town has 89,000 inhabitants.", id="longer")
    assert copies_of([release(), longer, news("Herald", shortened(RELEASE))]) == {
        "press_releases/spark.md": ("news/Herald.md",)
    }


def test_what_corrects_a_document_is_no_copy_of_it() -> None:
    """Copies of what was corrected stay with it, and stand for nothing."""
    corrected = release(RELEASE.replace("young companies", "start-ups"), id="corrected.md")
    site = news("Gazette", RELEASE)
    copies = copies_of([release(), corrected, site], {"press_releases/spark.md": "corrected.md"})
    assert copies == {"press_releases/spark.md": ("news/Gazette.md",)}


STORIES = [load(path, path.name, Settings(_env_file=None)).text for path in sorted(CORPUS.glob("*/*.md"))]
DIGITS = st.integers(0, 10**6)


@given(st.integers(0, len(STORIES) - 5), DIGITS, st.integers(1, 9))
@settings(max_examples=60)
def test_one_digit_altered_in_any_story_of_the_corpus_makes_another_source(first: int, place: int, by: int) -> None:
    """Stories of four documents of the corpus, each dressed as a news site does."""
    story = "\n\n".join(STORIES[first : first + 4])
    places = [match.start() for match in re.finditer(r"\d", story)]
    at = places[place % len(places)]
    altered = f"{story[:at]}{(int(story[at]) + by) % 10}{story[at + 1 :]}"
    told = {"published": Published(2019, 11, 20), "title": "The story"}
    assert copies_of([release(story, **told), news("Gazette", MENU + story + FOOTER, **told)])
    assert copies_of([release(story, **told), news("Gazette", MENU + altered + FOOTER, **told)]) == {}


def test_the_corpus_holds_no_copies() -> None:
    """Every document of it is written anew."""
    paths = sorted(path for path in CORPUS.glob("*/*") if path.suffix in (".md", ".txt", ".html"))
    assert copies_of([load(path, path.name, Settings(_env_file=None)) for path in paths]) == {}
