"""The reader: how sure it is, and that its weights fit its features."""

import json
from pathlib import Path

import pytest

from bot.ask import Bot
from bot.evidence import FEATURES, Sentence
from bot.read import WEIGHTS, Reader, Reading, Scored, to_look_at
from bot.types import Status
from ingest.types import Kind, Passage, Source


def test_the_weights_on_disk_fit_the_features() -> None:
    """One a feature, and a threshold that is a probability."""
    assert tuple(json.loads(WEIGHTS.read_text())["ranking"]) == FEATURES
    assert 0 < Reader().threshold < 1


def test_weights_for_other_features_are_refused(tmp_path: Path) -> None:
    """The sentence names the command that fits them again."""
    path = tmp_path / "reader.json"
    fitted = json.loads(WEIGHTS.read_text())
    fitted["ranking"] = {"luck": 1.0}
    path.write_text(json.dumps(fitted))
    with pytest.raises(ValueError, match=r"was fitted on other features\. Run `python -m evals\.fit`"):
        assert Reader(path).threshold


@pytest.mark.parametrize(
    "question",
    [
        "How many penguins live in the Stevenage zoo?",
        "Who won the Nobel Prize for chemistry in 2023?",
        "What is the boiling point of tungsten?",
        "How do I bake sourdough bread?",
        "What dividend did Autolus pay in 2021?",
    ],
)
def test_what_the_documents_do_not_say_is_not_found(campus_bot: Bot, question: str) -> None:
    """Rather no answer than a wrong one."""
    assert campus_bot.ask(question).status is Status.NOT_FOUND


def test_a_figure_of_another_year_is_shown_beside_the_silence(campus_bot: Bot) -> None:
    """As what stands nearest, with its date: not as the answer."""
    answer = campus_bot.ask("How many companies were on the Stevenage campus in 2018?")
    assert answer.status is Status.NOT_FOUND
    assert any("50 companies" in citation.quote for citation in answer.nearest)


def test_who_led_then_is_told_by_what_was_published_then(campus_bot: Bot) -> None:
    """What is known of 2016 says nothing of 2020."""
    then = campus_bot.ask("Who was chief executive of Stevenage Bioscience Catalyst in January 2016?")
    assert [lead.words for lead in then.leads] == ["Martino Picardo"]
    later = campus_bot.ask("Who was chief executive of Stevenage Bioscience Catalyst in January 2020?")
    assert later.status is Status.NOT_FOUND


def test_the_verifier_orders_what_is_near_the_best_and_leaves_the_rest() -> None:
    """Nothing is looked at again where the best has no equal."""
    source = Source("a", "Title", None, Kind.NEWS, None, None)
    passage = Passage(source, 0, "One. Two. Three.")
    texts = [("One.", 0, 1.0), ("Two.", 5, 0.5), ("Three.", 10, 0.001)]
    first, second, last = (
        Scored(Sentence(passage, start, start + len(text), text), share, share / 2) for text, start, share in texts
    )
    reading = Reading((first, second, last), (), first.odds)
    again = to_look_at([item.share for item in reading.sentences])
    assert again == 2
    turned = Reader().looked_at(reading, [-4.0, 3.0])
    assert [item.sentence for item in turned.sentences] == [second.sentence, first.sentence, last.sentence]
    assert turned.odds == second.odds
    assert turned.sentences[-1] == last
    assert to_look_at([1.0, 0.001]) == 0
    assert Reader().looked_at(reading, []) == reading
