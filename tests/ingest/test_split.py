"""split: passages that are found again at their offsets, whatever the text."""

from builders import make_document
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import blocks, sentences
from ingest.split import LONGEST_CHARACTERS, context, split
from ingest.types import Published

PIECES = st.sampled_from(
    ["The campus houses 45 companies. ", "word " * 60, "\n\n", "\n", "# Heading\n\n", "- item\n", "x" * 700]
)
TEXTS = st.lists(PIECES | st.text(max_size=40), max_size=25).map("".join)


@given(TEXTS)
def test_a_passage_is_found_again_at_its_offsets(text: str) -> None:
    """Character for character, in order, without overlap, and never empty."""
    end = 0
    for passage in split(make_document(text)):
        assert text[passage.start : passage.end] == passage.text
        assert end <= passage.start < passage.end
        assert passage.text.strip()
        assert len(passage.text) <= LONGEST_CHARACTERS
        end = passage.end


@given(TEXTS)
def test_every_visible_character_outside_headings_is_in_a_passage(text: str) -> None:
    """Nothing is lost on the way into the store."""
    kept: set[int] = set()
    for passage in split(make_document(text)):
        kept.update(range(passage.start, passage.end))
    for block in blocks(text):
        if block.heading:
            kept.update(range(block.span.start, block.span.end))
    assert [place for place, mark in enumerate(text) if not mark.isspace() and place not in kept] == []


@given(TEXTS)
def test_only_a_text_without_visible_characters_has_no_passage(text: str) -> None:
    """So that every document that loads can be found."""
    assert bool(split(make_document(text))) == bool(text.strip())


@given(TEXTS)
def test_a_sentence_is_cut_only_when_it_is_longer_than_a_passage(text: str) -> None:
    """So that a quote is a whole sentence."""
    passages = split(make_document(text))
    for span in sentences(text):
        whole = any(passage.start <= span.start and span.end <= passage.end for passage in passages)
        assert whole or span.end - span.start > LONGEST_CHARACTERS


def test_a_passage_stays_under_its_heading() -> None:
    """Short sections are not joined."""
    text = "# Jobs\n\nThere are 1,000 jobs.\n\n# Money\n\nThey raised £1.6bn."
    found = [(passage.heading, passage.text) for passage in split(make_document(text))]
    assert found == [("Jobs", "There are 1,000 jobs."), ("Money", "They raised £1.6bn.")]


def test_a_document_of_one_line_is_one_passage() -> None:
    """Even when the line looks like a heading."""
    assert [passage.text for passage in split(make_document("Forty-five companies"))] == ["Forty-five companies"]
    assert [passage.text for passage in split(make_document("# Forty-five companies"))] == ["# Forty-five companies"]


def test_the_context_names_title_date_and_heading() -> None:
    """What is known of them, in that order."""
    dated = make_document("# Jobs\n\nThere are 1,000.", title="The campus", published=Published(2020, 10))
    undated = make_document("There are 1,000.", title="The campus", published=None)
    assert [context(passage) for passage in split(dated)] == ["The campus. 2020-10. Jobs"]
    assert [context(passage) for passage in split(undated)] == ["The campus"]
