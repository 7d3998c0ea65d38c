"""What the tests of the faces share: answers of every shape, and text that means something to markup."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from bot.claims import lead_line
from bot.types import Answer, Calculation, Citation, Conflict, Figure, Lead, Status
from ingest.types import Kind, Published, Source

TODAY = date(2026, 11, 23)
SPARK = Source(
    "press/spark.md",
    "£1.2m to reinforce the campus",
    "Stevenage Bioscience Catalyst",
    Kind.PRESS_RELEASE,
    Published(2019, 11, 19),
    "https://www.biospace.com/spark?a=1&b=2",
)
ZONE = Source("news/zone.md", "Stevenage named a zone", "Mondaq", Kind.NEWS, Published(2020, 10), None)

# What a loader hands on: no controls, overrides or lone surrogates; weighted towards what means something to markup.
MARKUP = st.sampled_from(list("<>&\"'`*_[]()!#$|\\~=-+.:/@{}\n\t 0a"))
LETTERS = st.characters(
    exclude_categories=("Cc", "Cs"), exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
ANYTHING = st.text(MARKUP | LETTERS, min_size=1, max_size=60)


def cite(number: int = 1, quote: str = "About 40 firms.", source: Source = SPARK, **rest: Any) -> Citation:
    """A citation, by default of one short quote."""
    return Citation(number, source, quote, 10, 10 + len(quote), "g1", **rest)


def answered(*citations: Citation, text: str | None = None) -> Answer:
    """An answer that quotes the citations, or says the text."""
    if text is None:
        text = "\n".join(f"{citation.quote} [{citation.number}]" for citation in citations)
    return Answer("a-1", "How many?", "How many firms?", Status.ANSWERED, text, "g1", citations=citations)


def not_found(*nearest: Citation) -> Answer:
    """An answer that found nothing."""
    return Answer("n1", "Why?", "Why?", Status.NOT_FOUND, "The documents do not say.", "g1", nearest=nearest)


def figure(original: str = "45 companies", citation: int = 1, **changed: Any) -> Figure:
    """A figure of a citation, said of the campus in October 2020; ``changed`` replaces its fields."""
    return replace(Figure(45.0, "companies", original, "campus", "2020-10", "achieved", citation), **changed)


def full(words: str = "45 companies", quote: str = "The campus has 45 companies.", why: str = "same scope") -> Answer:
    """An answer with all there is: a lead, two quotes, a calculation over both, a conflict of both, a note."""
    one, two = cite(1, quote, ZONE), cite(2, "Some 40 firms had come by 2019.")
    lead = Lead(words, "October 2020", 1)
    calculation = Calculation("45 companies − 40 firms = 5 [1][2]", (1, 2))
    lines = (
        lead_line(lead),
        f"{one.quote} [1]",
        f"{two.quote} [2]",
        calculation.text,
        "The sources disagree: 45 companies [1]; some 40 firms [2].",
        "How many firms left is not in the documents.",
    )
    return replace(
        answered(one, two, text="\n".join(lines)),
        leads=(lead,),
        figures=(figure(), figure("40 firms", 2, as_of=None, hedge="about", status="planned", scope=None)),
        calculations=(calculation,),
        conflicts=(Conflict((0, 1), why),),
    )
