"""The reader alone over written questions kept from its training: what is chosen between trainings.

Each question over the passages that retrieval finds for it, sentences ranked by their margin over "no answer" alone.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer

from evals.reader_examples import Example
from evals.reader_mined import Mine, Mined
from evals.reader_model import Batch, Reader, Sample, collated, sample, scored
from ingest.sentences import Span

_KEPT = 0.95
_WINDOWS = 400


def apart(model: Reader, mine: Mine, tokenizer: Tokenizer, device: torch.device, every: int = 1) -> dict[str, float]:
    """Share of the answered questions whose right sentence comes first, and how well near misses are told.

    By origin: the first letter of the file that a question was written in.
    """
    asked = [one for one in mine.questions if not one.is_for_training and one.retrieved][::every]
    first, margin, answered, origin = [], [], [], []
    for batch, questions in _batches(asked, mine, tokenizer):
        moved = batch.to(device)
        with torch.no_grad(), torch.autocast(device.type, dtype=torch.bfloat16, enabled=device.type == "cuda"):
            raw = model(moved.input_ids, moved.token_type_ids, moved.attention_mask)
        over = scored(raw[0], raw[1], moved).over.float().cpu().numpy()
        group, right, present = (t.numpy() for t in (batch.group, batch.right, batch.present))
        for number, one in enumerate(questions):
            rows = group == number
            shares = np.where(present[rows], over[rows], -np.inf)[:, 1:]
            nothing = over[rows][0, 0]
            best = np.unravel_index(np.argmax(shares), shares.shape)
            first.append(bool(right[rows][:, 1:][best]))
            margin.append(float(shares[best] - nothing))
            answered.append(bool(one.positives))
            origin.append(one.origin[0])
    return dict(_figures(np.array(first), np.array(margin), np.array(answered), np.array(origin)))


def _figures(
    first: np.ndarray, margin: np.ndarray, answered: np.ndarray, origin: np.ndarray
) -> Iterator[tuple[str, float]]:
    for letter in (*sorted(set(origin)), ""):
        own = np.array([not letter or one == letter for one in origin])
        if len(set(answered[own])) < 2:
            continue
        kept = np.quantile(margin[own & answered], 1 - _KEPT)
        yield f"{letter} first", round(float(first[own & answered].mean()), 3)
        yield f"{letter} AUC", round(float(roc_auc_score(answered[own], margin[own])), 3)
        yield f"{letter} declined", round(float((margin[own & ~answered] < kept).mean()), 3)


def _batches(asked: Sequence[Mined], mine: Mine, tokenizer: Tokenizer) -> Iterator[tuple[Batch, list[Mined]]]:
    groups: list[list[Sample]] = []
    questions: list[Mined] = []
    for one in asked:
        answers = dict(one.positives)
        made = [_sample(tokenizer, mine, one, place, answers.get(place, ())) for place in one.retrieved]
        groups.append([item for item in made if item])
        questions.append(one)
        if sum(map(len, groups)) >= _WINDOWS:
            yield collated(groups), questions
            groups, questions = [], []
    if groups:
        yield collated(groups), questions


def _sample(tokenizer: Tokenizer, mine: Mine, one: Mined, place: int, spans: tuple[Span, ...]) -> Sample | None:
    shown = mine.passages[place]
    example = Example(one.question, shown.context, shown.text, spans, True, one.origin)
    return sample(tokenizer, example) or sample(
        tokenizer, Example(one.question, shown.context, shown.text, (), True, "")
    )
