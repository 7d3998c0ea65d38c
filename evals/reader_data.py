"""Public question sets -> one pool of passages, cut like ours, and of the questions over them.

CARD.md of the reader names the sets and their licences. Everything here is a function of the files.
"""

import gzip
import json
import random
import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.sentences import Span
from ingest.split import split
from ingest.types import Document, Kind, Source

HOW_TO_GET = (
    "No question sets in {folder}. They are not part of the project: gather the files that bot/reader/CARD.md names "
    "(QED, SQuAD 2.0, SelQA, PolicyQA, COVID-QA, XQuAD, TimeQA) in a folder's train/ and dev/ and pass it by --data."
)
_HELD_BACK, _HELD_BACK_REST = 25, 3  # one article in so many calibrates the odds instead of training
_POLICY_QUESTIONS = 1_600
_NO_SPACE_BEFORE = re.compile(r"[.,;:!?%)\]]+|'s|'S|n't|'re|'ve|'ll|'d|'m|'|''")
_OPENING_TOKENS = frozenset(("(", "[", "$", "£", "``", "#"))


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage of an article, at most about 700 characters long."""

    article: str
    title: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the passage that answers it (by its place in the pool) and the answers' ranges in its text.

    ``spans`` is empty for a question that the passage only seems to answer. ``exact`` is False where whole sentences
    are all that is known. ``values`` are the answers' strings, lower-case.
    """

    dataset: str
    text: str
    cut: int
    spans: tuple[Span, ...]
    exact: bool
    values: frozenset[str]


class Pool:
    """Passages and questions of all sets."""

    def __init__(self) -> None:
        self.cuts: list[Cut] = []
        self.asked: list[Asked] = []

    def add(self, article: str, title: str, text: str, heading: str = "") -> list[tuple[int, int]]:
        """Cuts a text as ingest does. Gives (place in the pool, offset in the text) of each cut."""
        source = Source(article, title, None, Kind.OTHER, None, None)
        places = []
        for passage in split(Document(source, text)):
            places.append((len(self.cuts), passage.start))
            self.cuts.append(Cut(article, title, passage.heading or heading, passage.text))
        return places

    def ask(
        self,
        dataset: str,
        question: str,
        places: Sequence[tuple[int, int]],
        spans: Sequence[Span],
        *,
        exact: bool = True,
    ) -> None:
        """Adds a question once for each cut that holds whole answers of it."""
        by_cut: dict[int, list[Span]] = defaultdict(list)
        values = set()
        for span in spans:
            for place, start in places:
                inside = Span(span.start - start, span.end - start)
                if 0 <= inside.start < inside.end <= len(self.cuts[place].text):
                    by_cut[place].append(inside)
                    values.add(self.cuts[place].text[inside.start : inside.end].lower())
        for place, inner in by_cut.items():
            self.asked.append(Asked(dataset, question, place, tuple(dict.fromkeys(inner)), exact, frozenset(values)))


def load(folder: Path) -> Pool:
    """All training sets of a folder with ``train/`` in it. Raises FileNotFoundError saying how to get them."""
    train = folder / "train"
    if not train.is_dir():
        raise FileNotFoundError(HOW_TO_GET.format(folder=folder))
    pool = Pool()
    _squad(pool, "squad", read_json(train / "squad2_12_articles.json.gz")["data"])
    _squad(pool, "xquad", read_json(train / "xquad_en.json.gz")["data"])
    _squad(pool, "covidqa", read_json(train / "covidqa.json.gz")["data"])
    _squad(pool, "policyqa", read_json(train / "policyqa_dev_test.json.gz")["data"])
    _qed(pool, train / "qed_train.jsonl.gz")
    for name in ("selqa_dev", "selqa_test"):
        _selqa(pool, read_json(train / f"{name}.json.gz"))
    _timeqa(pool, read_json(train / "timeqa_human_train.json.gz"))
    policy = [asked for asked in pool.asked if asked.dataset == "policyqa"]
    dropped = set(map(id, random.Random(7).sample(policy, max(0, len(policy) - _POLICY_QUESTIONS))))
    pool.asked = [asked for asked in pool.asked if id(asked) not in dropped]
    return pool


def is_held_back(cut: Cut) -> bool:
    """Whether the article is set aside for calibration: by its name, so that it never depends on an order."""
    return zlib.crc32(cut.article.encode()) % _HELD_BACK == _HELD_BACK_REST


def detokenise(text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """Tokenised text ("Art . 316 , the") as people write it, with the spans moved along."""
    starts, ends, out = {}, {}, ""
    quote_open = glue = False
    for match in re.finditer(r"\S+", text):
        token = match.group()
        closes = token == "''" or (token == '"' and quote_open)
        space = out and not glue and not closes and not _NO_SPACE_BEFORE.fullmatch(token) and token != "-"
        glue = token in _OPENING_TOKENS or token == "-" or (token == '"' and not quote_open)
        quote_open = (quote_open or token in ("``", '"')) and not closes
        out += " " * bool(space)
        starts[match.start()] = len(out)
        out += {"``": '"', "''": '"', "--": "–"}.get(token, token)
        ends[match.end()] = len(out)
    return out, [Span(starts[s.start], ends[s.end]) for s in spans if s.start in starts and s.end in ends]


def read_json(path: Path) -> Any:
    """The value in a .json.gz."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return json.load(file)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a .jsonl.gz."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _squad(pool: Pool, dataset: str, articles: list[dict[str, Any]]) -> None:
    for number, article in enumerate(articles):
        title = (article.get("title") or "").replace("_", " ")
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            if dataset == "covidqa":
                title = text.split("\n", 1)[0]
            places = pool.add(f"{dataset}/{number}/{title}", title, text)
            for row in paragraph["qas"]:
                spans = [Span(a["answer_start"], a["answer_start"] + len(a["text"])) for a in row["answers"]]
                if not row.get("is_impossible"):
                    pool.ask(dataset, row["question"], places, spans[:1])
                elif len(places) == 1:
                    pool.asked.append(Asked(dataset, row["question"], places[0][0], (), True, frozenset()))


def _qed(pool: Pool, path: Path) -> None:
    for row in read_lines(path):
        text, spans = detokenise(row["paragraph_text"], [Span(*pair) for pair in row["answer_spans"]])
        places = pool.add("qed/" + row["title_text"], row["title_text"], text)
        pool.ask("qed", row["question_text"], places, spans)


def _selqa(pool: Pool, rows: list[dict[str, Any]]) -> None:
    sections: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        text, spans = "", []
        for number, sentence in enumerate(row["candidates"]):
            text += " " * bool(text) + sentence
            if number in row["answers"]:
                spans.append(Span(len(text) - len(sentence), len(text)))
        if text not in sections:
            sections[text] = pool.add("selqa/" + row["article"], row["article"], text, row["section"])
        pool.ask("selqa", row["question"], sections[text], spans, exact=False)


def _timeqa(pool: Pool, pages: list[dict[str, Any]]) -> None:
    for page in pages:
        wanted = defaultdict(list)
        for number, (_, answers) in enumerate(page["questions"]):
            for answer in answers:
                if answer.get("answer"):
                    wanted[answer["para"]].append((number, Span(answer["from"], answer["end"])))
        text, found = "", defaultdict(list)
        for number, paragraph in enumerate(page["paras"]):
            is_heading = len(paragraph) < 60 and number not in wanted
            for question, span in wanted[number]:
                for moved in detokenise(paragraph, [span])[1]:
                    found[question].append(Span(moved.start + len(text), moved.end + len(text)))
            plain = detokenise(paragraph, [])[0]
            text += (plain.rstrip(" .") if is_heading else plain) + "\n\n"
        title = page["paras"][0].rstrip(" .")
        places = pool.add("timeqa/" + title, title, text.rstrip())
        for number, (question, _) in enumerate(page["questions"]):
            pool.ask("timeqa", question, places, found[number])
