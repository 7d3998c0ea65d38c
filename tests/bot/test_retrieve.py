"""retrieve: two rankings made one, filters kept, and the same for LangChain."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from builders import CAMPUS, WordEncoder, make_store
from hypothesis import given
from hypothesis import strategies as st

from bot.ask import Bot
from bot.library import Library
from bot.retrieve import best_places, fuse, retrieve
from bot.retriever import ClusterRetriever
from bot.types import Filters
from ingest.generation import Generation
from ingest.types import Kind, Published

SCORES = st.dictionaries(st.integers(0, 20), st.floats(-1, 30, allow_nan=False, width=16), max_size=12)
SHARES = st.floats(0, 1)


@given(SCORES, SCORES, SHARES)
def test_fused_scores_hold_every_id_once_best_first(
    dense: dict[int, float], keyword: dict[int, float], share: float
) -> None:
    """Ties by id, so that the order is the same every time; no score is over 1."""
    fused = fuse(dense, keyword, share)
    assert sorted(id_ for id_, _ in fused) == sorted({*dense, *keyword})
    assert fused == sorted(fused, key=lambda item: (-item[1], item[0]))
    assert all(0 <= score <= 1.000001 for _, score in fused)


@given(SCORES, SCORES, SHARES, st.floats(0.25, 8, width=16))
def test_the_unit_of_a_scoring_does_not_matter(
    dense: dict[int, float], keyword: dict[int, float], share: float, times: float
) -> None:
    """BM25 has no upper end: only how a passage stands to the best one counts."""
    larger = {id_: times * score for id_, score in keyword.items()}
    for (_, one), (_, other) in zip(fuse(dense, keyword, share), fuse(dense, larger, share), strict=True):
        assert one == pytest.approx(other, abs=2e-6)


def test_the_share_says_which_scoring_decides() -> None:
    """All, nothing, or both alike."""
    dense, keyword = {1: 0.9, 2: 0.3}, {2: 12.0, 3: 6.0}
    assert [id_ for id_, _ in fuse(dense, keyword, 1.0)] == [1, 2, 3]
    assert [id_ for id_, _ in fuse(dense, keyword, 0.0)] == [2, 3, 1]
    assert fuse(dense, keyword, 0.5) == [(2, pytest.approx(0.666667)), (1, 0.5), (3, 0.25)]


@given(st.lists(st.sampled_from((0.0, 0.5, 1.0, 2.5, 7.0)), max_size=60), st.integers(1, 80))
def test_the_best_places_are_those_that_sorting_all_scores_would_give(scores: list[float], count: int) -> None:
    """None is zero, ties stand by place, and what ties with the last of them is there too."""
    given_scores = np.array(scores, np.float32)
    everything = [int(place) for place in np.argsort(-given_scores, kind="stable") if given_scores[place] > 0]
    found = best_places(given_scores, count)
    assert found == everything[: len(found)]
    assert len(found) >= min(count, len(everything))
    assert all(given_scores[place] == given_scores[found[-1]] for place in found[count:])


@pytest.fixture(scope="module")
def campus(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """The campus documents with word vectors."""
    generation = make_store(tmp_path_factory.mktemp("campus"), CAMPUS).open()
    assert generation is not None
    return generation


def found(generation: Generation, question: str, filters: Filters) -> list[str]:
    """The documents of the hits, best first."""
    hits = retrieve(generation, question, WordEncoder().encode([question])[0], filters)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    return list(dict.fromkeys(hit.passage.source.id for hit in hits))


def test_the_passage_that_shares_most_words_comes_first(campus: Generation) -> None:
    """Both rankings see it."""
    assert found(campus, "What does the Autolus factory cost?", Filters())[0] == "news/autolus.md"
    assert found(campus, "How long is the train to King's Cross?", Filters())[0] == "facts/town.md"


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(), {"press/2016.md", "news/2020.md", "news/autolus.md", "facts/town.md"}),
        (Filters(kinds=frozenset({Kind.NEWS})), {"news/2020.md", "news/autolus.md"}),
        (Filters(until=date(2020, 10, 31)), {"press/2016.md", "news/2020.md"}),  # undated ones are left out
        (Filters(until=date(2020, 10, 30)), {"press/2016.md"}),  # October 2020 may be the 31st
        (Filters(since=date(2020, 10, 2)), {"news/autolus.md"}),  # October 2020 may be the 1st
        (Filters(kinds=frozenset({Kind.NEWS}), since=date(2021, 1, 1)), {"news/autolus.md"}),
        (Filters(kinds=frozenset()), set()),
        (Filters(since=date(2024, 1, 1)), set()),
        (Filters(publishers=frozenset({"Mondaq", "Nobody"})), {"news/2020.md"}),
        (Filters(publishers=frozenset()), set()),
        (Filters(collections=frozenset({"news", "facts"})), {"news/2020.md", "news/autolus.md", "facts/town.md"}),
        (Filters(collections=frozenset({"new"})), set()),
        (Filters(collections=frozenset({"news"}), publishers=frozenset({"Mondaq"})), {"news/2020.md"}),
    ],
)
def test_only_what_the_filters_allow_is_found(campus: Generation, filters: Filters, left: set[str]) -> None:
    """By meaning and by words alike."""
    assert set(found(campus, "campus companies in Stevenage", filters)) == left


def test_a_store_is_asked_without_chroma(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is neither loaded nor opened: it is for the gate, and for the programs of others."""
    generation = make_store(tmp_path, CAMPUS).open()
    assert generation is not None
    monkeypatch.setattr(generation.index, "rows", None)
    assert found(generation, "What does the Autolus factory cost?", Filters())[0] == "news/autolus.md"


@pytest.mark.parametrize(
    ("published", "allowed"),
    [(Published(2020), False), (Published(2020, 6), True), (Published(2020, 7), False), (None, False)],
)
def test_a_date_counts_only_when_it_is_certain(published: Published | None, allowed: bool) -> None:
    """ "By the end of June 2020" leaves out what may be later."""
    source = CAMPUS[0].source.__class__("x", "x", None, Kind.NEWS, published, None)
    assert Filters(until=date(2020, 6, 30)).allow(source) == allowed


def test_the_retriever_is_a_langchain_retriever(campus: Generation) -> None:
    """Its documents carry the text verbatim, its place, and the source's card."""
    documents = ClusterRetriever(campus, Library(campus, WordEncoder()).question_vector, count=2).invoke(
        "What does the Autolus factory cost?"
    )
    assert len(documents) == 2
    first = documents[0]
    assert first.metadata["document_id"] == "news/autolus.md"
    whole = campus.documents["news/autolus.md"].text
    assert whole[first.metadata["start"] : first.metadata["end"]] == first.page_content
    assert (first.metadata["published"], first.metadata["kind"]) == ("2021-09-08", "news")


def test_the_bot_gives_its_retriever(tmp_path: Path) -> None:
    """Over the live generation."""
    made = Bot(make_store(tmp_path, CAMPUS), WordEncoder())
    assert len(made.retriever(count=1).invoke("train to King's Cross")) == 1
