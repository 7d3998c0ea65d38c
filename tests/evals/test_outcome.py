"""What an answer to a golden question counts for."""

from dataclasses import replace
from datetime import date

import pytest

from bot.types import Answer, Citation, Figure, Status
from evals.golden import Golden
from evals.intervals import Share
from evals.outcome import Outcome, as_of_figures, golden_figures, is_verbatim, shortened
from ingest.types import Document, Kind, Published, Source

GOLDEN = Golden("g1", "tuning", "count", "How many?", (), None, Status.ANSWERED, (("45",),), ("seed",))
UNANSWERABLE = replace(GOLDEN, id="g2", type="unanswerable", status=Status.NOT_FOUND, contains=(), sources=())
SEED = Source("news/seed.md", "Seed", None, Kind.NEWS, Published(2020, 10), None)
OTHER = replace(SEED, id="news/other.md", published=Published(2023))
UNDATED = replace(SEED, id="news/seed-b.md", published=None)


def answer(*sources: Source, quote: str = "It has 45 companies.", figures: tuple[Figure, ...] = ()) -> Answer:
    """An answer that cites each source once, or one that declines."""
    citations = tuple(Citation(n, source, quote, 0, len(quote), "g") for n, source in enumerate(sources, start=1))
    status = Status.ANSWERED if sources else Status.NOT_FOUND
    return Answer("a", "How many?", "How many?", status, "", "g", citations=citations, figures=figures)


def outcome(given: Answer, golden: Golden = GOLDEN, *, verbatim: bool = True) -> Outcome:
    """An outcome of a golden question."""
    return Outcome(golden, given, verbatim)


def figure(as_of: str | None, citation: int = 1) -> Figure:
    """45 companies as of then."""
    return Figure(45, "companies", "45 companies", None, as_of, "achieved", citation)


def test_every_golden_figure_counts_what_it_says() -> None:
    """One right, one wrong, one wrongly declined; of the two without an answer one is declined."""
    figures = golden_figures(
        [
            outcome(answer(SEED)),
            outcome(answer(OTHER), verbatim=False),
            outcome(answer()),
            outcome(answer(), UNANSWERABLE),
            outcome(answer(SEED, OTHER), UNANSWERABLE),
        ]
    )
    assert figures["right"] == Share(2, 5)
    assert figures["answerable_right"] == Share(1, 3)
    assert figures["answerable_declined"] == Share(1, 3)
    assert figures["others_declined"] == Share(1, 2)
    assert figures["status_right"] == Share(3, 5)
    assert figures["verbatim"] == Share(4, 5)
    assert figures["citation_precision"] == Share(1, 2)
    assert figures["by_type"] == {"count": Share(1, 3), "unanswerable": Share(1, 2)}
    assert figures["abstention"]["precision"] == Share(1, 2)
    assert figures["abstention"]["recall"] == Share(1, 2)
    assert figures["abstention"]["F1"].value == pytest.approx(0.5)


def test_a_document_cited_twice_counts_once_for_precision() -> None:
    """Otherwise two sentences of one source would outvote another source."""
    assert outcome(answer(SEED, SEED, OTHER)).cited == [True, False]


def test_a_figure_is_dated_by_iso_or_its_source_is_shown_as_undated() -> None:
    """A dated source whose figure says nothing of its date is a fault; so is a date in words."""
    assert outcome(answer(SEED, figures=(figure("2020-10"), figure(None), figure("autumn")))).dated == [
        True,
        False,
        False,
    ]
    assert outcome(answer(UNDATED, figures=(figure(None),))).dated == [True]


@pytest.mark.parametrize(
    ("source", "until", "fine"),
    [
        (SEED, date(2020, 10, 31), True),
        (SEED, date(2020, 10, 30), False),
        (UNDATED, date(2030, 1, 1), False),
        (UNDATED, None, True),
    ],
)
def test_what_is_cited_was_certainly_published_by_the_date(source: Source, until: date | None, fine: bool) -> None:
    """A source of October 2020 may be of its last day; an undated one may be of any; the nearest ones count too."""
    asked = replace(GOLDEN, as_of=until)
    cited = answer(source)
    assert outcome(cited, asked).nothing_newer is fine
    nearest = replace(answer(), nearest=cited.citations)
    assert outcome(nearest, asked).nothing_newer is fine
    assert as_of_figures([outcome(cited, asked)])["right"] == Share(int(fine), 1)


def test_a_quote_that_is_not_in_its_document_at_its_offsets_is_not_verbatim() -> None:
    """Nor is one of a document that is not there."""
    documents = {SEED.id: Document(SEED, "It has 45 companies. More.")}
    assert is_verbatim(answer(SEED), documents)
    assert not is_verbatim(answer(SEED, quote="It has 46 companies."), documents)
    assert not is_verbatim(answer(OTHER), documents)


def test_a_miss_names_the_question_its_status_and_the_first_quote_shortened() -> None:
    """On one line, however long or wrapped the quote is."""
    given = answer(SEED, quote="It has\n45 companies, " + "and more " * 30)
    said = outcome(given).sentence
    assert said.startswith('g1 count: How many? -> answered: "It has 45 companies, and more')
    assert "\n" not in said
    assert said.endswith('…"')
    assert len(shortened("x " * 300)) <= 90
