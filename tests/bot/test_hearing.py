"""A question is heard in its talk: what the verifier of talks is sure of goes first, what it doubts is told less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ask import Bot
from bot.evidence import Sentence
from bot.hearing import Heed, heard_alone, least_alone, read_heed, weighed_in_talk
from bot.read import Reading, Scored
from bot.types import NOTHING, Status, Turn
from bot.verifier.in_talk import Heard, TalkVerifier, joined, said_ids, told_in
from bot.workers import Workers
from ingest.types import Kind, Passage, Source

HEED = read_heed()
ANY = Heed(told=1, log_odds=1, heard=1, bias=0, least=-4, sure=4, apart=2, none=0, again=1, alone=3, sole=2, far=5)
VERIFIER = TalkVerifier()
TALK = (Turn("How much did Kestrel pay for Ames?", "$30m (May 2021) [1]\nKestrel paid $30m for Ames in May 2021. [1]"),)


def scored(text: str, share: float, odds: float = 0.9) -> Scored:
    """A sentence of a document."""
    source = Source("news/a.md", "A report", "The Post", Kind.NEWS, None, None)
    return Scored(Sentence(Passage(source, 0, text), 0, len(text), text), share, odds)


def ids_of(text: str) -> list[int]:
    """Each word a number."""
    return [1000 + len(word) for word in text.split()]


def test_what_answers_in_the_talk_is_likelier_than_what_would_answer_without_it() -> None:
    """ "It" is what was bought."""
    asked = Heard("When was it founded?", TALK)
    right, other = VERIFIER.logits(
        asked, ["Ames takes a hall. 2021: Ames was founded in 2014.", "Orr opens. 2021: Orr was founded in 2009."]
    )
    assert right > other


def test_the_same_is_heard_however_many_are_asked_at_once() -> None:
    """Each sentence by itself."""
    asked = Heard("When was it founded?", TALK)
    texts = ["Ames takes a hall: Ames was founded in 2014.", "Orr opens: Orr was founded in 2009.", ""]
    assert TalkVerifier(workers=Workers(2)).logits(asked, texts) == [
        VERIFIER.logits(asked, [text])[0] for text in texts
    ]
    assert VERIFIER.logits(asked, []) == []


@given(st.lists(st.tuples(st.text("ab ", max_size=400), st.text("ab \n[1]", max_size=900)), max_size=5), st.text("ab "))
def test_a_talk_of_any_length_fits(talk: list[tuple[str, str]], question: str) -> None:
    """The question is whole, as far as it has room; what was said longest ago is left out first."""
    turns = tuple(Turn(*turn) for turn in talk)
    ids, types = said_ids(Heard(question, turns), ids_of)
    assert len(ids) == len(types) <= 128
    assert ids[: min(60, len(ids_of(question)))] == ids_of(question)[:60]
    row, kinds = joined((ids, types), ids_of("a b c " * 200))
    assert len(row) == len(kinds) <= 128 + 160 + 3


def test_what_an_answer_told_is_heard_once_without_markers() -> None:
    """The value that stands in the sentence too is heard there; a silence tells nothing."""
    assert told_in(TALK[0].answer) == "$30m (May 2021) Kestrel paid $30m for Ames in May 2021."
    assert told_in("Ames was founded in 2014. [1]\nAmes was founded in 2014. [2]") == "Ames was founded in 2014."
    assert told_in(f"{NOTHING}: no passage found.") == ""


def test_what_the_verifier_is_surest_of_goes_first() -> None:
    """And the odds follow it."""
    reading = Reading((scored("one", 1.0), scored("two", 0.2)), (), 0.9)
    again = weighed_in_talk(reading, [-3.0, 3.0], {}, HEED)
    assert [item.sentence.text for item in again.sentences] == ["two", "one"]
    assert again.odds > 0.9 > weighed_in_talk(reading, [-3.0, -3.0], {}, HEED).odds


def test_what_was_set_aside_answers_only_beyond_doubt_and_alone() -> None:
    """Else it stays aside, and so does all else that was set aside."""
    reading = Reading((scored("one", 1.0),), (scored("two", 1.0), scored("three", 0.5)), 0.9)
    first, second = reading.aside
    taken = weighed_in_talk(reading, [HEED.none - HEED.apart], {first: HEED.sure - 1, second: HEED.sure}, HEED)
    assert [item.sentence.text for item in taken.sentences] == ["three", "one"]
    assert [item.sentence.text for item in taken.aside] == ["two"]
    for own, aside in (([-3.0], HEED.sure - 0.1), ([HEED.none], HEED.sure + 9)):
        kept = weighed_in_talk(reading, own, {first: -3.0, second: aside}, HEED)
        assert kept.sentences[0].sentence.text == "one"
        assert len(kept.aside) == 2


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=6), st.lists(st.floats(-9, 9), max_size=3))
def test_nothing_is_lost_and_the_best_has_a_share_of_one(own: list[float], aside: list[float]) -> None:
    """Whatever the verifier says."""
    reading = Reading(
        tuple(scored(f"own {place}", 1 / (1 + place)) for place in range(len(own) + 2)),
        tuple(scored(f"aside {place}", 1 / (1 + place)) for place in range(len(aside) + 1)),
        0.7,
    )
    again = weighed_in_talk(reading, own, dict(zip(reading.aside, aside, strict=False)), HEED)
    assert again.sentences[0].share == pytest.approx(1)
    assert 0 < again.odds < 1
    before = {item.sentence.text for item in (*reading.sentences, *reading.aside)}
    assert {item.sentence.text for item in (*again.sentences, *again.aside)} == before


def test_with_nothing_to_hear_of_it_stays_as_it_is() -> None:
    """No sentence, no odds."""
    assert weighed_in_talk(Reading(()), [], {}, ANY) == Reading(())
    assert heard_alone([], [], 1.0) == Reading(())


def test_what_is_found_anew_answers_only_where_it_is_heard_to() -> None:
    """The surest first; what may only be the answer is not among them."""
    told = [scored(text, 1.0).sentence for text in ("one", "two", "three")]
    found = heard_alone(told, [1.0, 0.9, 3.0], 1.0)
    assert [item.sentence.text for item in found.sentences] == ["three", "one"]
    assert found.odds > 0.9
    assert not heard_alone(told, [-1.0, 0.9, 0.0], 1.0).sentences


def test_one_sentence_far_above_all_others_answers_from_a_lower_bar() -> None:
    """What is nearly as sure beside it makes both doubtful."""
    assert least_alone([2.5, -3.0], ANY) == ANY.sole
    assert least_alone([-3.0, 2.5, -2.0], ANY) == ANY.alone
    assert least_alone([2.5], ANY) == ANY.sole
    assert least_alone([], ANY) == ANY.alone


def test_a_question_that_stands_alone_is_answered_in_any_talk(campus_bot: Bot) -> None:
    """As it is without one."""
    question = "How many companies are on the Stevenage campus?"
    alone = campus_bot.ask(question)
    talk = [Turn("Who is the prime minister?", f"{NOTHING}: no passage found.")]
    assert campus_bot.ask(question, talk).status is alone.status is Status.ANSWERED
    assert campus_bot.ask(question, talk).citations[0].quote == alone.citations[0].quote
