"""A name that nothing allowed tells of has no answer, however well another thing answers."""

from datetime import date
from pathlib import Path

import pytest
from builders import make_document, make_store

from bot.ask import Bot
from bot.lexicon import Lexicon
from bot.question import understand
from bot.types import EVERYTHING, Filters, Status
from bot.unheard_of import is_unheard_of
from ingest.types import Kind, Published

OLD = make_document("The BIA centre (BioIndustry Association) in Ashford measures 7,200 sq m.", id="old.md")
NEW = make_document(
    "The centre in Berlin will measure 20,000 sq m.", id="new.md", published=Published(2025, 9, 16), kind=Kind.NEWS
)
IN_2023 = Filters(until=date(2023, 1, 1))


@pytest.mark.parametrize(
    ("asked", "known", "unheard"),
    [
        ("How large will the Berlin centre be?", IN_2023, True),
        ("How large will the Berlin centre be?", EVERYTHING, False),
        ("How large will the Berlin centre be?", Filters(kinds=frozenset((Kind.NEWS,))), False),
        ("How large is the Ashford centre?", Filters(kinds=frozenset((Kind.NEWS,))), True),
        ("How large is the Ashford centre?", IN_2023, False),
        ("How large is the BIA centre?", IN_2023, False),
        ("How large is the centre?", IN_2023, False),
    ],
)
def test_a_name_is_looked_for_in_what_may_be_used(tmp_path: Path, asked: str, known: Filters, *, unheard: bool) -> None:
    """By day as by kind."""
    live = make_store(tmp_path, [OLD, NEW]).open()
    assert live is not None
    lexicon = Lexicon.of(document.text for document in live.documents.values())
    (part,) = understand(asked, [], lexicon).parts
    assert is_unheard_of(part, live, lexicon, known) is unheard


def test_a_centre_told_of_later_is_not_answered_with_another(corpus_bot: Bot) -> None:
    """As known before its first press release."""
    asked = "How big will the Berlin centre for gene and cell therapies be?"
    assert corpus_bot.ask(asked).status is Status.ANSWERED
    assert corpus_bot.ask(asked, filters=Filters(until=date(2025, 8, 31))).status is Status.NOT_FOUND
