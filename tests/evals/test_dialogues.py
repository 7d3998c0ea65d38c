"""Dialogues are asked one question after the other, and right when every answer is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.types import Answer, Citation, Status, Turn
from evals.dialogues import TALKS, Dialogue, dialogue_figures, read_dialogues, talk
from evals.golden import Golden
from ingest.types import Kind, Source


class Parrot:
    """Answers every question with one sentence, and keeps the talk that it was given."""

    def __init__(self) -> None:
        self.heard: list[tuple[Turn, ...]] = []

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """See the class's first line."""
        self.heard.append(tuple(history))
        source = Source("news/seed.md", "A title", None, Kind.NEWS, None, None)
        citations = (Citation(1, source, "It has 45 companies.", 0, 20, "g000001"),)
        return Answer("a", question, question, Status.ANSWERED, f"On {question}", "g000001", citations=citations)


FIRST = Golden("d1.1", "tuning", "turn", "How many?", (), None, Status.ANSWERED, (("45",),), ("seed",))
SECOND = replace(FIRST, id="d1.2", question="And who?", contains=(("Durdy",),))


def test_the_file_holds_thirty_dialogues_of_three_questions_half_of_them_set_aside() -> None:
    """Ids unique; what is not in the documents names no source, what is names one for each."""
    dialogues = read_dialogues()
    assert Counter(dialogue.split for dialogue in dialogues) == {"tuning": 15, "held_out": 15}
    assert len({dialogue.id for dialogue in dialogues}) == 30
    turns = [turn for dialogue in dialogues for turn in dialogue.turns]
    assert len(turns) == 90
    for turn in turns:
        assert bool(turn.contains) is bool(turn.sources) is (turn.status is Status.ANSWERED), turn.id


def test_the_other_file_holds_talks_for_tuning_alone() -> None:
    """Of three questions each, under ids of their own."""
    talks = read_dialogues(TALKS)
    assert {talk.split for talk in talks} == {"tuning"}
    assert len({talk.id for talk in talks}) == len(talks) >= 120
    assert {len(talk.turns) for talk in talks} == {3}
    turns = [turn for talk in talks for turn in talk.turns]
    for turn in turns:
        assert bool(turn.contains) is bool(turn.sources) is (turn.status is Status.ANSWERED), turn.id


def test_each_question_is_asked_with_the_answers_before_it() -> None:
    """They are the bot's own, so that a wrong one misleads the next."""
    bot = Parrot()
    talked = talk(bot, Dialogue("d1", "tuning", (FIRST, SECOND)))  # type: ignore[arg-type]
    assert bot.heard == [(), (Turn("How many?", "On How many?"),)]
    assert talked.each == (True, False)
    assert not talked.right
    assert talked.sentence == 'd1.2: And who? (And who?) -> answered: "It has 45 companies."'


def test_a_dialogue_is_right_when_all_its_turns_are() -> None:
    """The figures count dialogues, turns, and the turns that lean on others."""
    bot = Parrot()
    talked = [talk(bot, Dialogue("d1", "tuning", turns)) for turns in ((FIRST, SECOND), (FIRST, FIRST))]  # type: ignore[arg-type]
    figures = {name: (share.hits, share.of) for name, share in dialogue_figures(talked).items()}
    assert figures == {"right": (1, 2), "turns_right": (3, 4), "later_turns_right": (1, 2)}
