"""What a reader sees of an answer, and when, in a real browser before a real server."""

from pathlib import Path

import pytest
from browser import served_page
from playwright.sync_api import Browser

from evals.first_words import Seen, ask, table


@pytest.mark.browser
def test_the_note_the_words_and_the_whole_are_seen_in_this_order(browser: Browser, tmp_path: Path) -> None:
    """Each question in a conversation of its own, the bot's share by its own clock."""
    with served_page("slow_bot", tmp_path) as url:
        page = browser.new_page()
        for question in ("How many companies are on the campus?", "Who will win the cup?"):
            seen = ask(page, url, question)
            assert seen.note is not None
            assert 0 < seen.note < seen.words < seen.whole
            assert seen.words > 250  # which the bot sleeps
        page.close()


def test_the_table_says_median_and_p95_and_leaves_out_a_note_that_was_not_seen() -> None:
    """The answer was faster."""
    seen = [Seen(None, 100, 200, 40), Seen(80, 300, 500, 200)]
    said = table(seen)
    assert "| the note that it reads | 80 | 80 |" in said
    assert "| the first words | 200 | 290 |" in said
    assert "| the first words without the bot | 80 | 98 |" in said
