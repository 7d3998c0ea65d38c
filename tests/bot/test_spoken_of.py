"""A question that names nobody is answered of whom the talk is about, or not at all."""

from pathlib import Path

from builders import make_document, publish

from bot.ask import Bot
from bot.lexicon import Lexicon
from bot.question import understand
from bot.spoken_of import is_of_others, spoken_of, spoken_of_in
from bot.types import Status, Turn
from ingest.encoder import Encoder
from ingest.store import Store

LEXICON = Lexicon.of(["Inside, Roche bought Tusk Therapeutics (TT) in Stevenage, says ReViral."])


def test_the_names_of_the_questions_count_and_those_of_answers_and_places_do_not() -> None:
    """Each word of them that few are called, so that a document may say less of a name than who asks."""
    words = spoken_of("which firm in Stevenage did Roche buy; how much did Tusk Therapeutics get; ReViral", LEXICON)
    assert words == ("roche", "tusk")
    assert spoken_of("how many jobs are there in Stevenage; Roche", LEXICON) == ()


def test_of_names_that_no_title_bears_no_document_need_be() -> None:
    """What a talk only mentions in passing is not what it is about."""
    said = ["Which firm did Roche buy?", "Once it has Tusk Therapeutics, what then?"]
    assert spoken_of_in(said, ["Roche grows", "A new plant"], LEXICON) == ("roche",)
    assert spoken_of_in(said, ["A new plant"], LEXICON) == ()


def test_a_document_is_of_others_that_mentions_none_of_them() -> None:
    """Its title counts; where nobody was named, no document is."""
    document = make_document("The price was £5m.", title="Tusk is sold")
    assert not is_of_others(document, ("roche", "tusk"))
    assert is_of_others(document, ("roche",))
    assert not is_of_others(document, ())


def test_what_says_where_is_of_no_one_spoken_of() -> None:
    """How many live in a town is told where nobody of the talk is mentioned."""
    talk = [Turn("How many work for Roche?", "Roche has 200 people. [1]")]
    (part,) = understand("And how many of them live in the town?", talk, LEXICON).parts
    assert part.background
    assert part.spoken_of == ()
    (part,) = understand("And how many of them are on leave?", talk, LEXICON).parts
    assert part.spoken_of == ("roche",)


def test_another_deal_does_not_stand_for_the_one_spoken_of(tmp_path: Path, real_encoder: Encoder) -> None:
    """Of two takeovers one tells what is paid upfront."""
    told = [
        make_document(
            "Pfizer is to buy ReViral, a company in Stevenage, for up to $525m in all.",
            id="a.md",
            title="Pfizer and ReViral",
        ),
        make_document(
            "Novartis bought Gyroscope. Of the price, $800m was paid upfront.",
            id="b.md",
            title="Novartis and Gyroscope",
        ),
    ]
    store = Store(tmp_path)
    publish(store, told, real_encoder)
    bot = Bot(store, real_encoder)
    first = bot.ask("Who is to buy ReViral?")
    then = bot.ask("How much of the price was upfront?", [Turn(first.question, first.text)])
    assert then.status is Status.NOT_FOUND
    second = bot.ask("Who bought Gyroscope?")
    then = bot.ask("How much of the price was upfront?", [Turn(second.question, second.text)])
    assert "$800m" in then.citations[0].quote


def test_what_a_question_of_a_talk_names_itself_counts_alone() -> None:
    """So that "what does the zone cost?" is not told by what some centre costs."""
    before = [Turn("When did Roche buy Tusk Therapeutics?", "Roche bought it in 2018. [1]")]
    (part,) = understand("And how much did ReViral get out of that?", before, LEXICON).parts
    assert part.spoken_of == ("reviral",)
    (alone,) = understand("How much did ReViral get?", [], LEXICON).parts
    assert alone.spoken_of == ()


def test_neither_towns_nor_how_roughly_it_is_asked_are_anybody() -> None:
    """ "Roughly how many live there?" in a talk about new towns is told by a document that has neither word."""
    assert spoken_of("Roughly how many people live there; I'm studying New Towns. When was it built?", LEXICON) == ()
