"""The reader as it is trained: the encoder with its heads, batches of examples as tensors, and the losses."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from bot.reader.span import PASSAGE_PLACE, Window, windows
from evals.reader_examples import Example
from ingest.sentences import Span, sentences

_LOST = -1e4  # a logit that no softmax will pick
_RELEVANCE = 2
_WORDS = "bert.embeddings.word_embeddings.weight"
_NO_SENTENCE = -1


class Reader(nn.Module):
    """The encoder with its heads: (windows, tokens, 3) logits and (windows,) answerable logits.

    The first ``lower`` layers read question and passage apart (DeFormer, Cao et al. 2020), the others both together.
    """

    def __init__(self, folder: Path, dropout: float = 0.0, attention: str = "eager", lower: int = 0) -> None:
        super().__init__()
        self.bert = BertModel.from_pretrained(
            folder,
            add_pooling_layer=False,
            attn_implementation=attention,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=dropout,
        )
        # Words keep the meaning that the encoder gave them: half of all weights, and few words are seen in training.
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.bert.config.hidden_size
        self.tokens = nn.Linear(width, 3)
        self.answerable = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 1))
        self.lower = lower
        self._is_eager = attention == "eager"

    def learned(self) -> dict[str, Tensor]:
        """All weights but the table of words, which stays the encoder's."""
        return {name: value for name, value in self.state_dict().items() if name != _WORDS}

    def learn(self, weights: Mapping[str, Tensor]) -> None:
        """Take up what ``learned`` gave."""
        missing, unknown = self.load_state_dict(weights, strict=False)
        assert not unknown, f"These are not a reader's weights: {unknown}"
        assert missing == [_WORDS], f"Weights are missing: {missing}"

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> tuple[Tensor, Tensor]:
        """See the class."""
        return self.judged(self.states(input_ids, token_type_ids, attention_mask)[-1])

    def states(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> list[Tensor]:
        """What each layer leaves, each (windows, tokens, width)."""
        there = attention_mask.bool()[:, None, None, :]
        alike = token_type_ids[:, None, :, None] == token_type_ids[:, None, None, :]
        together, apart = self._seen(there.expand_as(alike)), self._seen(there & alike)
        hidden = self.embedded(input_ids, token_type_ids, places(token_type_ids, attention_mask))
        left = []
        for number, layer in enumerate(self.bert.encoder.layer):
            hidden = layer(hidden, apart if number < self.lower else together)
            left.append(hidden)
        return left

    def embedded(self, input_ids: Tensor, token_type_ids: Tensor, position_ids: Tensor) -> Tensor:
        """Each (windows, tokens) -> (windows, tokens, width)."""
        made: Tensor = self.bert.embeddings(
            input_ids=input_ids, token_type_ids=token_type_ids, position_ids=position_ids
        )
        return made

    def read_on(self, hidden: Tensor, layers: nn.ModuleList) -> Tensor:
        """States after some layers of one window, all tokens of which see each other."""
        for layer in layers:
            hidden = layer(hidden)
        return hidden

    def judged(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """The last layer's states -> logits."""
        return self.tokens(hidden), self.answerable(hidden[:, 0]).squeeze(-1)

    def _seen(self, allowed: Tensor) -> Tensor:
        if not self._is_eager:
            return allowed
        return torch.zeros(allowed.shape, device=allowed.device).masked_fill(~allowed, _LOST)


def places(token_type_ids: Tensor, attention_mask: Tensor) -> Tensor:
    """The place of each token, (windows, tokens): the passage's count from one fixed place."""
    every = torch.arange(token_type_ids.shape[1], device=token_type_ids.device).expand_as(token_type_ids)
    asked = ((token_type_ids == 0) & (attention_mask == 1)).sum(1, keepdim=True)
    return torch.where(token_type_ids == 1, every - asked + PASSAGE_PLACE, every)


@dataclass(frozen=True, slots=True)
class Sample:
    """An example as tokens. Token places count from the window's first; 0 is "no answer".

    ``starts`` and ``ends`` are right places (None: only the sentences are known); ``sentences`` are ranges of places
    with whether they answer.
    """

    window: Window
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None
    sentences: tuple[tuple[int, int, bool], ...]
    answerable: bool


def sample(tokenizer: Tokenizer, example: Example) -> Sample | None:
    """Tokens of an example; None where its answer lies past the window's end."""
    (window,) = windows(tokenizer, example.question, [(example.context, example.text)])
    opens, closes = [start for start, _ in window.offsets], [end for _, end in window.offsets]

    def places(span: Span) -> tuple[int, int] | None:
        first, last = bisect_right(closes, span.start), bisect_left(opens, span.end)
        return (first + window.first, last - 1 + window.first) if first < last else None

    found = [place for span in example.spans if (place := places(span))]
    if len(found) < len(example.spans):
        return None
    marked = tuple(
        (*place, any(first <= place[1] and place[0] <= last for first, last in found))
        for span in sentences(example.text)
        if (place := places(span))
    )
    if found and not any(answers for _, _, answers in marked):
        return None
    if not example.exact and found:
        return Sample(window, None, None, marked, True)
    starts = tuple(first for first, _ in found) or (0,)
    ends = tuple(last for _, last in found) or (0,)
    return Sample(window, starts, ends, marked, bool(found))


@dataclass(frozen=True, slots=True)
class Batch:
    """Groups of samples, the samples of a question after one another. B windows of T tokens, S sentences at most.

    ``input_ids``, ``token_type_ids``, ``attention_mask``: (B, T). ``allowed``: (B, T), where a span may begin or end.
    ``starts``, ``ends``: (B, T), where a right one does. ``sentence``: (B, T), the sentence of each token, counted from
    1, 0 for "no answer" at the first token. ``present``, ``right``: (B, 1 + S), "no answer" first. ``exact``: (B,),
    whether the span is known. ``answerable``: (B,). ``group``: (B,), the place of its question in the batch.
    """

    input_ids: Tensor
    token_type_ids: Tensor
    attention_mask: Tensor
    allowed: Tensor
    starts: Tensor
    ends: Tensor
    sentence: Tensor
    present: Tensor
    right: Tensor
    exact: Tensor
    answerable: Tensor
    group: Tensor

    def to(self, device: torch.device) -> "Batch":
        """The same on a device."""
        moved = {one.name: getattr(self, one.name).to(device, non_blocking=True) for one in fields(self)}
        return Batch(**moved)


def collated(groups: Sequence[Sequence[Sample]]) -> Batch:
    """Samples, grouped by question, as tensors."""
    flat = [item for group in groups for item in group]
    rows, tokens = len(flat), max(len(item.window.ids) for item in flat)
    most = 1 + max(len(item.sentences) for item in flat)
    ids, types, mask = (np.zeros((rows, tokens), np.int64) for _ in range(3))
    allowed, starts, ends = (np.zeros((rows, tokens), bool) for _ in range(3))
    sentence = np.full((rows, tokens), _NO_SENTENCE, np.int64)
    present, right = np.zeros((rows, most), bool), np.zeros((rows, most), bool)
    for row, item in enumerate(flat):
        window, length = item.window, len(item.window.ids)
        ids[row, :length] = window.ids
        types[row, window.question_length : length] = 1
        mask[row, :length] = 1
        allowed[row, 0] = True
        allowed[row, window.first : window.first + len(window.offsets)] = True
        starts[row, list(item.starts or (0,))] = True
        ends[row, list(item.ends or (0,))] = True
        sentence[row, 0] = 0
        present[row, 0], right[row, 0] = True, not item.answerable
        for number, (first, last, answers) in enumerate(item.sentences, 1):
            sentence[row, first : last + 1] = number
            present[row, number], right[row, number] = True, answers
    exact = np.array([item.starts is not None for item in flat])
    answerable = np.array([item.answerable for item in flat], np.float32)
    group = np.repeat(np.arange(len(groups)), [len(one) for one in groups])
    arrays = (ids, types, mask, allowed, starts, ends, sentence, present, right, exact, answerable, group)
    return Batch(*(torch.from_numpy(array) for array in arrays))


@dataclass(frozen=True, slots=True)
class Scores:
    """What a reader says of a batch, as log-shares, B windows of T tokens and S sentences.

    ``starts``, ``ends``: (B, T). ``sentences``: (B, 1 + S), within a window. ``over``: (B, 1 + S), the same over all
    windows of a question; its first column is the question's "no answer". ``answerable``: (B,) logits.
    """

    starts: Tensor
    ends: Tensor
    sentences: Tensor
    over: Tensor
    answerable: Tensor


def scored(logits: Tensor, answerable: Tensor, batch: Batch) -> Scores:
    """Raw logits -> log-shares."""
    logits = logits.float()
    starts, ends = (logits[:, :, which].masked_fill(~batch.allowed, _LOST).log_softmax(1) for which in (0, 1))
    relevance = _pooled(logits[:, :, _RELEVANCE], batch)
    margins = (relevance - relevance[:, :1]).masked_fill(~batch.present, _LOST)
    return Scores(starts, ends, margins.log_softmax(1), _over_groups(margins, batch), answerable.float())


def _pooled(relevance: Tensor, batch: Batch) -> Tensor:
    """Mean relevance of each sentence's tokens, "no answer" first: (B, 1 + S)."""
    most = batch.present.shape[1]
    place = batch.sentence.masked_fill(batch.sentence < 0, most)
    sums = relevance.new_zeros(len(relevance), most + 1).scatter_add_(1, place, relevance)
    counts = relevance.new_zeros(len(relevance), most + 1).scatter_add_(1, place, torch.ones_like(relevance))
    return (sums / counts.clamp(min=1))[:, :most]


def _over_groups(margins: Tensor, batch: Batch) -> Tensor:
    """Log-shares of a softmax over the sentences of all passages of a question, and one "no answer" for them all."""
    rows = margins[:, 1:].logsumexp(1)
    groups = int(batch.group[-1]) + 1
    highest = rows.new_zeros(groups).scatter_reduce_(0, batch.group, rows.detach(), "amax")
    sums = rows.new_zeros(groups).scatter_add_(0, batch.group, (rows - highest[batch.group]).exp())
    total = highest + (sums + (-highest).exp()).log()
    return torch.cat([torch.zeros_like(margins[:, :1]), margins[:, 1:]], 1) - total[batch.group][:, None]


def loss(scores: Scores, batch: Batch) -> Tensor:
    """Span, sentence (in its passage, and over all passages of its question) and answerable losses, summed."""
    span = _of_right(scores.starts, batch.starts) + _of_right(scores.ends, batch.ends)
    span_loss = (span * batch.exact).sum() / batch.exact.sum().clamp(min=1) / 2
    sentence_loss = _of_right(scores.sentences, batch.right).mean()
    truth = functional.binary_cross_entropy_with_logits(scores.answerable, batch.answerable)
    return span_loss + sentence_loss + _group_loss(scores.over, batch) + truth


def _of_right(shares: Tensor, right: Tensor) -> Tensor:
    """Minus the log of the share that the right ones have, per row."""
    return -shares.masked_fill(~right, _LOST).logsumexp(1)


def _group_loss(over: Tensor, batch: Batch) -> Tensor:
    """Minus the log of the share of the right sentences over all passages, or of "no answer"; mean by question."""
    groups = int(batch.group[-1]) + 1
    found = over.masked_fill(~batch.right, _LOST)[:, 1:].exp().sum(1)
    right = over.new_zeros(groups).scatter_add_(0, batch.group, found)
    answered = over.new_zeros(groups).scatter_add_(0, batch.group, batch.answerable) > 0
    nothing = over.new_zeros(groups).scatter_reduce_(0, batch.group, over[:, 0], "amin", include_self=False)
    return torch.where(answered, -(right + 1e-9).log(), -nothing).mean()


def distilled(student: Scores, teacher: Scores, batch: Batch) -> Tensor:
    """How far a student's shares are from a teacher's (Hinton, Vinyals and Dean 2015): cross-entropies, as in loss."""
    span = sum(
        -(own.clamp(min=_LOST) * other.exp()).sum(1).mean() / 2
        for own, other in ((student.starts, teacher.starts), (student.ends, teacher.ends))
    )
    sentence = -(student.sentences * teacher.sentences.exp()).sum(1).mean()
    groups = int(batch.group[-1]) + 1
    shares = teacher.over.exp()
    alone = 1 / torch.bincount(batch.group, minlength=groups).clamp(min=1)
    weight = torch.cat([alone[batch.group][:, None], torch.ones_like(shares[:, 1:])], 1)  # "no answer" counts once
    over = -(student.over * shares * weight).sum() / groups
    truth = functional.binary_cross_entropy_with_logits(student.answerable, teacher.answerable.sigmoid())
    return span + sentence + over + truth


def strayed(student: Sequence[Tensor], teacher: Sequence[Tensor], attention_mask: Tensor) -> Tensor:
    """How far a student's states are from a teacher's, layer by layer: mean squared, by the teacher's variance."""
    there = attention_mask.bool()
    pairs = [(own.float()[there], other.float()[there]) for own, other in zip(student, teacher, strict=True)]
    return torch.stack([(own - other).pow(2).mean() / other.var() for own, other in pairs]).mean()
