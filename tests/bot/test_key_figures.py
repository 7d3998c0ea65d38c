"""The key figures: ours are all told by the corpus, another cluster's come from a file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.as_of import days_of
from bot.ask import Bot
from bot.key_figures import KEY_FIGURES, MOST, KeyFigure, KeyFiguresError, read_key_figures
from bot.latest import newest
from bot.types import Status

# What stands first for each, as read in the documents themselves.
READ = (
    ("Companies on the campus", "over 40 companies", "2021-07", "news/gsk-stevenage-e.md"),
    ("Companies in cell and gene therapy", "13", "2020", "news/seed.md"),
    ("Funds raised by the occupiers", "£2.9bn", "2022-04", "press_releases/lep-panel-2022.md"),
    ("Share of these funds in cell and gene therapy", "two thirds", "2020", "news/seed.md"),
    ("People who work on the campus", "1,000 jobs", "2020", "news/seed.md"),
    ("People who work in the cluster", "over 3,500 staff", "2023-08", "news/elevate-quarter-2023-a.md"),
    ("Investment in the cluster", "£3.4bn", "2022-11", "press_releases/cgtc-minister-2022.md"),
    ("Investment planned for the campus", "up to £900m", "2023-04-25", "press_releases/lep-jll-2023-a.md"),
    ("Floor area planned for the campus", "1.6m sq ft", "2023-08-11", "news/elevate-quarter-2023-e.md"),
    ("Jobs planned for the campus", "up to 5,000 jobs", "2023-04-25", "press_releases/lep-jll-2023-a.md"),
    ("Size of the manufacturing centre", "7,700 sq m", "2023-02", "news/cgtc-centre-build-j.md"),
    ("Cost of the manufacturing centre", "£55m", "2022-04", "press_releases/lep-panel-2022.md"),
    ("Advanced therapy trials in the UK", "187 ongoing clinical trials", "2024", "news/atmp-trials-2024-c.md"),
    ("UK share of the world's advanced therapy trials", "9.5%", "2024", "news/atmp-trials-2024-c.md"),
    ("People employed in UK cell and gene therapy", "6,232", "2023", "reports/gmp-skills-2022-2024-b.md"),
    (
        "Licensed manufacturing facilities in the UK",
        "32 cell and gene therapy manufacturing facilities",
        "2024",
        "reports/gmp-skills-2022-2024-d.md",
    ),
)


def test_the_corpus_tells_each_key_figure_with_its_date(corpus_bot: Bot) -> None:
    """The value that a reader of the documents finds, proven, and said to be planned where it is."""
    documents = corpus_bot.library().generation.documents
    told = []
    for figure, answer in corpus_bot.key_figures():
        assert answer.status is Status.ANSWERED, figure
        (value,) = newest(answer)
        assert days_of(value.as_of), figure
        assert value.status == ("planned" if "planned" in figure.heading else "achieved"), figure
        cited = value.citation
        assert documents[cited.source.id].text[cited.start : cited.end] == cited.quote
        told.append((figure.heading, value.words, value.as_of, cited.source.id))
    assert told == list(READ)


def test_the_corpus_tells_how_most_of_them_moved_and_where_sources_disagree(corpus_bot: Bot) -> None:
    """A page of single values would need no documents of several years."""
    told = {figure.heading: answer for figure, answer in corpus_bot.key_figures()}
    assert sum(bool(answer.history) for answer in told.values()) >= 11
    cost = told["Cost of the manufacturing centre"]
    sides = [cost.figures[place].original for conflict in cost.conflicts for place in conflict.figures]
    assert {"£50m", "£55m", "£60m", "£75m"} <= set(sides)


def test_without_a_file_they_are_ours(tmp_path: Path) -> None:
    """Every heading and every question once."""
    assert read_key_figures(tmp_path / "none.toml") == KEY_FIGURES
    assert len({figure.heading for figure in KEY_FIGURES}) == len({figure.question for figure in KEY_FIGURES})


def test_another_cluster_has_its_own_in_a_file(tmp_path: Path) -> None:
    """In the order of the file, without the spaces of its lines."""
    file = tmp_path / "key_figures.toml"
    file.write_text(
        '[[figure]]\nheading = " Wind farms "\nquestion = "How many wind farms\\n are there?"\n\n'
        '[[figure]]\nheading = "Jobs"\nquestion = "How many jobs are there in wind power?"\n'
    )
    assert read_key_figures(file) == (
        KeyFigure("Wind farms", "How many wind farms are there?"),
        KeyFigure("Jobs", "How many jobs are there in wind power?"),
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[figure]\n", "cannot be read"),
        ("", "figure is missing"),
        ("figure = []\n", "figure is not usable"),
        ('[[figure]]\nheading = "A"\n', "figure.1.question is missing"),
        ('[[figure]]\nheading = "A"\nquestion = "  "\n', "figure.1.question is not usable"),
        ('[[figure]]\nheading = "A"\nquestion = 7\n', "figure.1.question is not usable"),
        ('[[figure]]\nheading = "A"\nquestion = "B?"\nunit = "£"\n', "figure.1.unit is not a key that is known here"),
        ('[[figure]]\nheading = "A"\nquestion = "B?"\n' * 2, "'B?' is asked twice"),
        (f'[[figure]]\nheading = "A"\nquestion = "{"x" * 2001}"\n', "figure.1.question is not usable"),
        ('[[figure]]\nheading = "A"\nquestion = "B?"\n' * (MOST + 1), "figure is not usable"),
        ("\x00", "cannot be read"),
    ],
)
def test_a_mistake_in_the_file_is_one_sentence_that_names_it(tmp_path: Path, text: str, said: str) -> None:
    """With the file and the place in it."""
    file = tmp_path / "key_figures.toml"
    file.write_text(text)
    with pytest.raises(KeyFiguresError) as raised:
        read_key_figures(file)
    assert str(raised.value).startswith(str(file))
    assert said in str(raised.value)


def test_a_file_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    """Nor one that is a folder."""
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    for path in (tmp_path / "bytes.toml", tmp_path):
        with pytest.raises(KeyFiguresError, match="cannot be read"):
            read_key_figures(path)


@given(st.text(max_size=300))
def test_no_file_raises_anything_else(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever stands in it."""
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_text(text, encoding="utf-8", errors="replace")
    with pytest.raises(KeyFiguresError):
        read_key_figures(file)
