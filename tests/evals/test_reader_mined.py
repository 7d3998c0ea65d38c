"""Written questions become examples that tell the reader nothing false, also under other figures and names."""

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from builders import CAMPUS, WordEncoder, make_store
from hypothesis import given
from hypothesis import strategies as st

from evals.reader_altered import altered
from evals.reader_corpus import Place, Written
from evals.reader_examples import Example
from evals.reader_mine import joined, mined
from evals.reader_mined import Mine, MinedMaker, read_mine
from ingest.generation import Generation
from ingest.sentences import Span


@pytest.fixture(scope="module")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Four small documents."""
    generation = make_store(tmp_path_factory.mktemp("campus"), CAMPUS).open()
    assert generation is not None
    return generation


@pytest.fixture(scope="module")
def mine(campus: Generation) -> Mine:
    """One answered question and one near miss over them."""
    text = campus.documents["news/autolus.md"].text
    sentence = "The Autolus factory costs £65m and will create up to 400 jobs."
    start = text.index(sentence)
    within = start + sentence.index("£65m")
    place = Place("news/autolus.md", Span(start, start + len(sentence)), Span(within, within + len("£65m")))
    cost = Written("w1", "news/autolus.md", "What does the Autolus factory cost?", "plain", (place,))
    miss = Written("w2", "facts/town.md", "How many people work in the town?", "near_miss", ())
    found = mined([cost, miss], campus, WordEncoder())
    return Mine(found.passages, tuple(replace(one, is_for_training=True) for one in found.questions))


def drawn(mine: Mine, number: int) -> list[list[Example]]:
    """The groups of fifty draws."""
    maker = MinedMaker(mine)
    return [group for seed in range(50) for group in maker.groups(number, random.Random(seed))]


def test_examples_mark_the_answer_and_never_a_negative_that_holds_it(mine: Mine) -> None:
    """Every positive's span is an amount, cut or whole; one at most in a group; no negative holds the real one."""
    assert len(mine.questions) == 2
    sizes: Counter[int] = Counter()
    for group in drawn(mine, 0):
        told = [example.text[span.start : span.end] for example in group for span in example.spans]
        sizes[len(told)] += 1
        assert all(value[0] == "£" and value[-1] == "m" and value[1:-1].isdigit() for value in told)
        assert not any("£65m" in example.text for example in group if not example.spans)
        assert len({example.question for example in group}) == 1
    assert set(sizes) == {1}


def test_a_near_miss_has_negatives_only(mine: Mine) -> None:
    """Retrieved passages, none of which answers."""
    groups = drawn(mine, 1)
    assert groups
    assert not any(example.spans for group in groups for example in group)


def test_the_file_holds_all_of_it(mine: Mine, tmp_path: Path) -> None:
    """Written and read again it is the same, and joined with another each question keeps its passages."""
    mine.write(tmp_path / "mined.json")
    assert read_mine(tmp_path / "mined.json") == mine
    both = joined([mine, mine])
    for one, again in zip(mine.questions, both.questions[len(mine.questions) :], strict=True):
        for places, moved in ((one.retrieved, again.retrieved), (one.near, again.near)):
            assert [both.passages[place] for place in moved] == [mine.passages[place] for place in places]


FIGURES = st.integers(10, 999)


@given(st.lists(FIGURES, min_size=2, max_size=5, unique=True), st.integers(0, 10_000))
def test_other_figures_are_the_same_in_question_and_passages(values: list[int], seed: int) -> None:
    """What was equal stays equal, years keep their order and distance, and the span still marks the answer."""
    text = (
        f"In 2018 there were {values[0]} firms; in 2021 {values[1]}. Nobody counted {', '.join(map(str, values))} jobs."
    )
    start = text.index(str(values[1]), text.index("2021") + 4)
    span = Span(start, start + len(str(values[1])))
    group = [
        Example("How many firms in 2021?", "A card. 2021", text, (span,), True, "test"),
        Example("How many firms in 2021?", "Another card. 2018", f"There were {values[0]} in 2018.", (), True, "test"),
    ]
    one, other = altered(group, random.Random(seed), figures=1.0, names=0.0)
    later = int(one.context.rsplit(" ", 1)[1])
    assert one.question == f"How many firms in {later}?"
    assert f"In {later - 3} there were" in one.text
    assert other.text.endswith(f" in {later - 3}.")
    told = one.text[one.spans[0].start : one.spans[0].end]
    assert one.text.split(f"in {later} ")[1].startswith(f"{told}.")
    assert len(told) == len(str(values[1]))
    assert one.text.split(" firms")[0].rsplit(" ", 1)[1] == other.text.split(" in ")[0].rsplit(" ", 1)[1]


def test_another_name_changes_places_with_it_everywhere() -> None:
    """In question, card and passage; the span moves with what stands before it."""
    text = "Autolus opened in Stevenage. Freeline paid £5m to Autolus."
    span = Span(text.index("£5m"), text.index("£5m") + 3)
    group = [Example("What did Freeline pay to Autolus?", "Autolus news", text, (span,), True, "test")]
    changed = 0
    for seed in range(40):
        (one,) = altered(group, random.Random(seed), figures=0.0, names=1.0)
        assert one.text[one.spans[0].start : one.spans[0].end] == "£5m"
        changed += one.text != text
        assert (one.context == "Autolus news") == one.text.startswith("Autolus opened")
    assert changed
