"""The losses want what they should: right spans and sentences, told from those of all passages of a question."""

import random

import pytest
import torch
from torch import Tensor

from evals.reader_examples import Example
from evals.reader_model import Batch, Reader, collated, distilled, loss, sample, scored, strayed
from ingest.embed import checked_folder
from ingest.sentences import Span
from ingest.tokens import open_tokenizer

TEXT = "The campus has 45 companies. The park has nine cafes."
OTHER = "The town has 89,000 residents. It is old."


@pytest.fixture(scope="module")
def batch() -> Batch:
    """A question with a passage that answers and one that does not, and a question that none answers."""
    tokenizer = open_tokenizer(checked_folder() / "tokenizer.json")
    span = Span(TEXT.index("45"), TEXT.index("45") + 2)
    groups = [
        [
            Example("How many companies are there?", "A card", TEXT, (span,), True, "test"),
            Example("How many companies are there?", "A card", OTHER, (), True, "test"),
        ],
        [Example("Who is the mayor?", "A card", OTHER, (), True, "test")],
    ]
    made = [[sample(tokenizer, example) for example in group] for group in groups]
    assert all(one for group in made for one in group)
    return collated([[one for one in group if one] for group in made])


def logits(batch: Batch, sentence: int, row: int, strength: float) -> tuple[Tensor, Tensor]:
    """As of a reader that is sure of one sentence of one window, and of nothing elsewhere."""
    raw = torch.zeros(*batch.input_ids.shape, 3)
    raw[:, 0] = strength
    chosen = batch.sentence[row] == sentence
    raw[row, 0] = 0
    raw[row, chosen] = strength
    answerable = torch.full((len(batch.group),), -strength)
    answerable[row] = strength
    return raw, answerable


def lost(batch: Batch, sentence: int, row: int, strength: float = 9.0) -> float:
    """The loss of that reader."""
    raw, answerable = logits(batch, sentence, row, strength)
    return loss(scored(raw, answerable, batch), batch).item()


def test_a_batch_marks_the_answer(batch: Batch) -> None:
    """The span is one token, in the first sentence, and only the first window answers."""
    assert batch.starts[0].nonzero().tolist() == batch.ends[0].nonzero().tolist()
    assert batch.sentence[0][batch.starts[0]].tolist() == [1]
    assert batch.right.tolist() == [[False, True, False], [True, False, False], [True, False, False]]
    assert batch.answerable.tolist() == [1, 0, 0]
    assert batch.group.tolist() == [0, 0, 1]


def test_the_right_sentence_costs_least(batch: Batch) -> None:
    """Less than the wrong one of its passage, than one of another passage, and than silence."""
    right = lost(batch, 1, 0)
    assert right < lost(batch, 2, 0)
    assert right < lost(batch, 1, 1)
    assert right < lost(batch, 1, 2)
    assert right < lost(batch, 1, 0, strength=1.0)


def test_shares_over_a_question_add_up_to_one(batch: Batch) -> None:
    """Over all sentences of all its passages, and one "no answer"."""
    raw = torch.randn(*batch.input_ids.shape, 3, generator=torch.Generator().manual_seed(1))
    over = scored(raw, torch.zeros(3), batch).over.exp()
    for group, rows in ((0, [0, 1]), (1, [2])):
        assert (over[rows, 1:].sum() + over[rows[0], 0]).item() == pytest.approx(1, abs=1e-5), group


def test_a_student_costs_least_when_it_says_what_its_teacher_says(batch: Batch) -> None:
    """Cross-entropy is least at the teacher's own shares."""
    rng = torch.Generator().manual_seed(random.Random(2).randrange(1_000))
    raw = torch.randn(*batch.input_ids.shape, 3, generator=rng)
    teacher = scored(raw, torch.ones(3), batch)
    same = distilled(teacher, teacher, batch).item()
    for seed in range(5):
        moved = raw + 0.5 * torch.randn(raw.shape, generator=torch.Generator().manual_seed(seed))
        assert distilled(scored(moved, torch.ones(3), batch), teacher, batch).item() > same


def test_lower_layers_read_a_passage_the_same_whatever_is_asked() -> None:
    """And the others do not: else nothing could be kept of a passage, or nothing learnt of how it fits a question."""
    tokenizer, reader = open_tokenizer(checked_folder() / "tokenizer.json"), Reader(checked_folder(), lower=3).eval()
    groups = []
    for question in ("How many companies are there?", "Who?"):
        one = sample(tokenizer, Example(question, "A card", TEXT, (), True, "test"))
        assert one
        groups.append([one])
    batch = collated(groups)
    with torch.no_grad():
        states = reader.states(batch.input_ids, batch.token_type_ids, batch.attention_mask)
    passages = [[layer[row][batch.token_type_ids[row] == 1] for row in (0, 1)] for layer in states]
    assert all(torch.allclose(one, other, atol=1e-4) for one, other in passages[:3])
    assert not any(torch.allclose(one, other, atol=1e-2) for one, other in passages[3:])


def test_states_stray_by_nothing_from_themselves() -> None:
    """And by a share of their variance from what they are not; what is padded does not count."""
    there = torch.tensor([[1, 1, 0]])
    states = torch.randn(1, 3, 8, generator=torch.Generator().manual_seed(4))
    padded = states.clone()
    padded[:, 2] += 5
    assert strayed([states], [padded], there).item() == 0
    assert strayed([states + states.std()], [states], there).item() == pytest.approx(1, rel=0.5)
