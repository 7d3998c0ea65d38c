"""Short answers as sentences to prove: a question with the value or the name that answers it, and with others.

From the questions that the reader is trained on, each of which has its answer in a sentence of a document. Another
value of the same kind in that sentence does not answer; nor does any value answer a near miss, nor one of a sentence
that is about something else. A question alone is proven by a sentence that answers it.
"""

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.expects import VALUE_KINDS, expects
from bot.lead import names_in
from bot.types import Citation
from bot.verifier.verify import answered
from evals.groups import Group
from evals.reader_corpus import ELSEWHERE, HARD, NOT_FOR_TRAINING, PAIRS, WRITTEN, fold_of
from ingest.load import load
from ingest.sentences import sentences
from ingest.settings import Settings
from ingest.types import Document
from ingest.values import Value, ValueKind, values_in

_CORPUS = Path(__file__).parent.parent / "corpus"
_OTHERS = 4  # questions that others answer, asked of a sentence
_LONG = 4  # letters: shorter words say little
_ALONE = 0.5  # of the questions that others answer are also asked without a value


@dataclass
class _Claims:
    true: list[str] = field(default_factory=list)
    false: list[tuple[str, str]] = field(default_factory=list)


def read_asked() -> tuple[list[Group], list[Group]]:
    """A group for each sentence that answers or nearly does: those for training, and those kept apart.

    A question is kept apart when it is kept from the reader, whatever sentence it is asked of.
    """
    train: list[Group] = []
    apart: list[Group] = []
    for path, folder in (
        (WRITTEN, _CORPUS),
        (PAIRS, _CORPUS),
        (HARD, _CORPUS),
        (ELSEWHERE.with_suffix(".jsonl"), ELSEWHERE),
    ):
        settings = Settings(_env_file=None, corpus=folder)
        documents: dict[str, Document] = {}
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        for row in rows:
            for id_ in (row["document"], *(said["document"] for said in row.get("also", ()))):
                if id_ not in documents:
                    documents[id_] = load(folder / id_, id_, settings)
        for kept, of_training in ((train, True), (apart, False)):
            own = [row for row in rows if is_for_training(row, documents, folder) is of_training]
            kept += _groups(own, documents)
    return train, apart


def is_for_training(row: dict[str, Any], documents: Mapping[str, Document], folder: Path) -> bool:
    """Whether the reader is trained on a question, too: ``evals.reader_corpus.Written`` says by what."""
    start = documents[row["document"]].text.find(row["sentence"]) if row["answer"] else -1
    return fold_of(row["document"], row["question"], start, folder == ELSEWHERE) >= NOT_FOR_TRAINING


def _groups(rows: Sequence[dict[str, Any]], documents: Mapping[str, Document]) -> Iterator[Group]:
    claims: dict[tuple[str, str], _Claims] = {}
    for row in rows:
        for where, claim, kind in _claimed(row, documents):
            told = claims.setdefault(where, _Claims())
            told.false.append((claim, kind)) if kind else told.true.append(claim)
    _ask_others(claims, [_Question.of(row) for row in rows])
    for (id_, sentence), told in claims.items():
        evidence = (Citation(1, documents[id_].source, sentence, 0, len(sentence), "g1"),)
        false = (one for one in dict.fromkeys(told.false) if one[0] not in told.true)
        yield Group(evidence, tuple(dict.fromkeys(told.true)), tuple(false))


@dataclass(frozen=True)
class _Question:
    """A question with the document that it was written over, the sentences that answer it, and its words."""

    text: str
    document: str
    sentences: frozenset[str]
    answers: frozenset[str]

    @classmethod
    def of(cls, row: dict[str, Any]) -> "_Question":
        said = [row, *row.get("also", ())] if row["answer"] else []
        return cls(
            row["question"],
            row["document"],
            frozenset(one["sentence"] for one in said),
            frozenset(one["answer"] for one in said),
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """The longer words of the question."""
        return frozenset(word for word in re.findall(r"[\w'-]+", self.text.lower()) if len(word) > _LONG)

    @cached_property
    def kind(self) -> ValueKind | None:
        """The kind of value asked for."""
        return VALUE_KINDS.get(expects(self.text))


def _ask_others(claims: dict[tuple[str, str], _Claims], questions: Sequence[_Question]) -> None:
    """Asks of each sentence some questions that others answer or nothing does, of its document and with its words."""
    rng = random.Random(len(questions))
    by_document: dict[str, list[_Question]] = {}
    by_word: dict[str, list[_Question]] = {}
    for one in questions:
        by_document.setdefault(one.document, []).append(one)
        for word in sorted(one.words):
            by_word.setdefault(word, []).append(one)
    for (id_, sentence), told in claims.items():
        said = sorted({word for word in re.findall(r"[\w'-]+", sentence.lower()) if word in by_word})
        near = [one for word in rng.sample(said, min(len(said), _OTHERS)) for one in rng.sample(by_word[word], 1)]
        own = by_document.get(id_, [])
        for one in (*near, *rng.sample(own, min(len(own), 2 * _OTHERS))):
            if sentence in one.sentences or any(answer in sentence for answer in one.answers):
                continue
            if rng.random() < _ALONE:
                told.false.append((one.text, "other sentence"))
            options = _of_kind(sentence, one.kind, one.text)
            if options:
                told.false.append((answered(one.text, rng.choice(options)), "other sentence"))


def _of_kind(sentence: str, kind: ValueKind | None, question: str) -> list[str]:
    """The values of a kind in a sentence, or the names where no kind is asked for, that a question does not hold."""
    if kind is None:
        found = [sentence[first:last] for first, last in names_in(sentence)]
    else:
        found = [_words(sentence, value) for value in values_in(sentence) if value.kind is kind]
    return [words for words in found if words.lower() not in question.lower()]


def _claimed(row: dict[str, Any], documents: Mapping[str, Document]) -> Iterator[tuple[tuple[str, str], str, str]]:
    """(document, sentence), the claim, and what is wrong with it; "" where nothing is."""
    question = row["question"]
    if row["answer"] is None:
        yield from _of_a_near_miss(row, documents[row["document"]])
        return
    for said in (row, *row.get("also", ())):
        sentence, answer = said["sentence"], said["answer"]
        start = sentence.find(answer)
        if start < 0 or sentence not in documents[said["document"]].text:
            continue
        where = (said["document"], sentence)
        right, other = _candidates(question, sentence, start, start + len(answer))
        yield where, question, ""
        yield from ((where, answered(question, words), "") for words in right)
        yield from ((where, answered(question, words), "another value") for words in other)


def _candidates(question: str, sentence: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """What in a sentence answers, as it would be shown in short, and what of the same kind does not."""
    values = values_in(sentence)
    inside = [value for value in values if value.start < end and start < value.end]
    asked = question.lower()
    kind = VALUE_KINDS.get(expects(question))
    if kind is None or not any(value.kind is kind for value in inside):
        names = [name for name in names_in(sentence) if sentence[name[0] : name[1]].lower() not in asked]
        right = [sentence[first:last] for first, last in names if first < end and start < last]
        other = [sentence[first:last] for first, last in names if not (first < end and start < last)]
        return (right[:1] or [sentence[start:end]]), other
    right = [_words(sentence, value) for value in inside if value.kind is kind]
    other = [
        words
        for value in values
        if value.kind is kind and value not in inside and (words := _words(sentence, value)).lower() not in asked
    ]
    # Several values in an answer are a list, none of which answers alone.
    return (right if len(right) == 1 else []), other


def _of_a_near_miss(row: dict[str, Any], document: Document) -> Iterator[tuple[tuple[str, str], str, str]]:
    """The document's sentence nearest to the question, with a value or a name of the kind asked for."""
    question = row["question"]
    said = {word for word in question.lower().split() if len(word) > 3}
    kind = VALUE_KINDS.get(expects(question))
    texts = [document.text[span.start : span.end] for span in sentences(document.text)]
    nearest = sorted(texts, key=lambda sentence: -len(said & set(sentence.lower().split())))
    yield from (((row["document"], sentence), question, "near miss") for sentence in nearest[:1])
    for sentence in nearest:
        if options := _of_kind(sentence, kind, question):
            where = row["document"], sentence
            yield from ((where, answered(question, words), "near miss") for words in options[:2])
            return


def _words(sentence: str, value: Value) -> str:
    return sentence[value.start : value.end]
