"""What the verifier is trained from: quotes with true and false sentences, none of which is also kept to measure by."""

import random

from evals.groups import Group, citations, read_groups
from evals.reader_altered import altered_texts
from evals.verifier_asked import read_asked
from evals.verifier_data import Maker, trials

QUOTE: dict[str, str | None] = {
    "title": "The campus",
    "publisher": "The Post",
    "published": "2020-05",
    "quote": "It had 45 companies in 2020.",
}


def group(true: str, false: str) -> Group:
    """A group with one sentence of each sort."""
    return Group(citations([QUOTE]), (true,), ((false, "number"),))


def test_no_sentence_is_both_true_and_false() -> None:
    """Of the same quotes."""
    for one in read_groups():
        assert not set(one.true) & {sentence for sentence, _ in one.false}


def test_some_documents_are_kept_apart() -> None:
    """All groups of a document, or none."""
    kept = {one.evidence[0].source.title for one in read_groups() if one.is_apart}
    others = {one.evidence[0].source.title for one in read_groups() if not one.is_apart}
    assert kept
    assert not kept & others


def test_questions_kept_apart_are_those_that_the_reader_never_saw() -> None:
    """What is fitted on them neither has seen, but for one in thousands that two people wrote alike.

    And no right answer is among the wrong ones.
    """
    train, apart = read_asked()
    claims = [
        {(one.text, claim) for one in groups for claim in (*one.true, *(claim for claim, _ in one.false))}
        for groups in (train, apart)
    ]
    assert all(claims)
    assert len(claims[0] & claims[1]) < len(claims[1]) / 1_000
    assert not any(set(one.true) & {claim for claim, _ in one.false} for one in train)


def test_a_question_alone_is_proven_by_what_answers_it() -> None:
    """As well as with its answer; a near miss is not."""
    train, _ = read_asked()
    alone = [claim for one in train for claim in one.true if claim.endswith("?")]
    missed = [claim for one in train for claim, kind in one.false if kind == "near miss" and claim.endswith("?")]
    assert len(alone) > 1_000
    assert len(missed) > 1_000


def test_an_epoch_is_a_matter_of_its_seed() -> None:
    """The same twice, another with another seed; all groups of sentences are in it."""
    told = [group(f"It had {number} firms.", f"It had {number + 1} firms.") for number in range(20)]
    maker = Maker(told, told)
    assert maker.drawn(1) == maker.drawn(1)
    assert maker.drawn(1) != maker.drawn(2)
    order, _ = maker.drawn(3)
    assert sorted(order) == list(range(len(told)))
    assert maker.sentences(4, random.Random(1)) == maker.sentences(4, random.Random(1))
    made = [maker.sentences(number, random.Random(number)) for number in order]
    assert all({one.is_true for one in trials} == {True, False} for trials in made)


def test_names_change_alike_in_quotes_and_sentences() -> None:
    """So that what was true stays true: a word of a name becomes the same other one everywhere, and no month does."""
    other = Group(citations([{**QUOTE, "quote": "In May the firm Vacunor left."}]), ("It left.",), (("It came.", "x"),))
    quote = {**QUOTE, "quote": "In June the firm Freeline left."}
    told = Group(citations([quote]), ("In June the firm Freeline went.",), (("The firm Freeline came.", "x"),))
    maker = Maker([told, other], [])
    seen = {
        (trials[0].text.split("firm ")[1].split()[0], trials[0].sentence.split()[-2])
        for seed in range(900)
        for trials in [maker.sentences(0, random.Random(seed))]
        if trials[0].text.count("firm ") == 1
    }
    assert {name for name, _ in seen} >= {"Freeline", "Vacunor"}
    assert all(name == again for name, again in seen)
    assert "June" not in {name for name, _ in seen}


def test_figures_change_alike_in_quotes_and_sentences() -> None:
    """So that what was true stays true: years move together, and a figure becomes the same other one everywhere."""
    quote, sentence = altered_texts(["It had 45 companies in 2020.", "In 2020 it had 45."], random.Random(3))
    figure, year = quote.split()[2], quote.split()[-1].rstrip(".")
    assert (figure, year) != ("45", "2020")
    assert sentence == f"In {year} it had {figure}."


def test_every_sentence_of_a_group_becomes_a_trial() -> None:
    """With the text of its quotes."""
    told = trials([group("It had 45.", "It had 46.")])
    assert [(one.sentence, one.is_true) for one in told] == [("It had 45.", True), ("It had 46.", False)]
    assert all("45 companies" in one.text and "May 2020" in one.text for one in told)
