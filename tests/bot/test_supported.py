"""Which of figures that disagree is told first."""

from bot.answering import Answering
from bot.supported import best_supported
from bot.types import Figure


def told(*values: float, documents: str = "abcdefgh") -> list[Answering]:
    """Values, each of a document of its own."""
    figures = [Figure(value, "jobs", str(value), None, "2019", "achieved", 1) for value in values]
    return [Answering(figure, place, documents[place], 0, 1) for place, figure in enumerate(figures)]


def test_one_against_many_does_not_lead() -> None:
    """Three versions of one count stand against another."""
    figures = told(1500, 3000, 3033, 3199)
    assert best_supported(figures) in figures[1:]


def test_what_others_come_near_to_leads_as_it_did() -> None:
    """Nor does one of two, each alone."""
    assert best_supported(told(3000, 3033, 1500)) is None
    assert best_supported(told(1500, 3000)) is None
    assert best_supported([]) is None


def test_a_document_that_repeats_itself_is_one_source() -> None:
    """It supports nothing by that."""
    assert best_supported(told(1500, 3000, 3000, documents="abb")) is None
