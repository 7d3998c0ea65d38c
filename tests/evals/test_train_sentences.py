"""What the verifier of a chat model's sentences is trained from: nothing that is set aside to measure by."""

import random
from itertools import islice

from evals.cases import read_rows
from evals.prose import read_cases
from evals.train_sentences import batches, case_groups, written
from evals.verifier_data import Maker


def test_no_sentence_that_is_set_aside_is_trained_on() -> None:
    """Of the cases by other writers, and of the examination."""
    aside = {case.sentence for name in ("lies", "truths") for case in read_cases(name) if case.apart}
    aside |= {case.sentence for case in read_cases("exam")}
    assert len(aside) > 1_000
    assert not aside & {one.sentence for one in written("")}


def test_the_latest_sentences_are_those_from_a_row_on() -> None:
    """All others of the file, and those for tuning, were met before."""
    first = list(read_rows())[-100].id
    assert 90 <= sum(one.is_latest for one in written(first)) <= 100
    assert not any(one.is_latest for one in written(""))


def test_an_epoch_has_every_group_and_the_latest_four_times() -> None:
    """In batches of some fifty sentences."""
    groups = case_groups(islice(written(""), 1000))[:60]
    made = batches(Maker(groups, []), range(40, 60), 4, random.Random(3))
    numbers = [number for batch in made for number in batch]
    assert sorted(numbers) == sorted([*range(60), *range(40, 60), *range(40, 60), *range(40, 60)])
    assert max(len(batch) for batch in made) <= 48
