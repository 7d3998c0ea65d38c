"""sentences and blocks: where a citation can begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import blocks, sentences

# Weighted towards what means something: ends of sentences, breaks of lines, marks of lists and headings.
PIECES = st.sampled_from(
    [
        "A word",
        "Dr. ",
        "e.g. ",
        ". ",
        ".",
        "! ",
        "? ",
        '" ',
        "\n",
        "\n\n",
        "# ",
        "- ",
        "1. ",
        "| ",
        ": ",
        " ",
        "\t",
        "£1.6bn",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=12), max_size=30).map("".join)


def said(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[span.start : span.end] for span in sentences(text)]


def headings(text: str) -> list[str]:
    """The headings of a text."""
    return [block.heading for block in blocks(text) if block.heading is not None]


@given(TEXTS)
def test_sentences_are_in_order_apart_and_without_blanks_round_them(text: str) -> None:
    """Over any text: each is found at its offsets, none overlaps the next."""
    end = 0
    for span in sentences(text):
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        end = span.end


@given(TEXTS)
def test_every_visible_character_is_in_a_sentence_or_a_heading(text: str) -> None:
    """Nothing that a reader sees is lost."""
    seen: set[int] = set()
    for block in blocks(text):
        for span in [block.span] if block.heading else block.sentences:
            seen.update(range(span.start, span.end))
    assert [place for place, mark in enumerate(text) if not mark.isspace() and place not in seen] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It opened. It grew.", ["It opened.", "It grew."]),
        ("Dr. Smith came. So did Prof. Jones.", ["Dr. Smith came.", "So did Prof. Jones."]),  # titles
        ("It raised £1.6bn. That is a lot.", ["It raised £1.6bn.", "That is a lot."]),  # a point in a number
        ("Acme Ltd. Group moved.", ["Acme Ltd. Group moved."]),  # a company's form
        ("J. R. Smith came.", ["J. R. Smith came."]),  # initials
        ('"We grow." He smiled.', ['"We grow."', "He smiled."]),  # the quotation mark belongs to its sentence
        ("Is it open? Yes! Good.", ["Is it open?", "Yes!", "Good."]),
        ("It has 45 firms at no. 7 Gunnels Wood Road.", ["It has 45 firms at no. 7 Gunnels Wood Road."]),
        ("It ended in approx. 2019 or so.", ["It ended in approx. 2019 or so."]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, expected: list[str]) -> None:
    """Abbreviations, initials and numbers have full stops that end nothing."""
    assert said(text) == expected


def test_a_wrapped_line_runs_on_and_a_list_item_stands_alone() -> None:
    """Line breaks count only where they mean something."""
    wrapped = "The campus in Stevenage, which opened its doors in 2012,\nhouses 45 companies."
    assert said(wrapped) == [wrapped]
    assert said("- 45 companies\n- 1,000 jobs\n* two labs") == ["- 45 companies", "- 1,000 jobs", "* two labs"]


def test_headings_are_marked_or_short_lines_without_a_stop() -> None:
    """And they have text under them."""
    text = "# The campus\n\nIt opened.\n\nWhat Does It Do?\n\nIt houses firms.\n\nContact: the office\n\nThe end"
    assert headings(text) == ["The campus", "What Does It Do?"]
    assert said(text) == ["It opened.", "It houses firms.", "Contact: the office", "The end"]


def test_short_lines_one_after_another_are_facts_and_not_headings() -> None:
    """A list of facts, a line each, can be quoted; only the line above the text is its heading."""
    text = "45 companies\n\n1,000 jobs\n\nSince 2012\n\nThe campus is in Stevenage."
    assert said(text) == ["45 companies", "1,000 jobs", "The campus is in Stevenage."]
    assert headings(text) == ["Since 2012"]
