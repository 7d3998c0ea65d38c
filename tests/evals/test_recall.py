"""The measurement of what the search index misses: against every vector compared."""

from pathlib import Path

import numpy as np
import pytest
from builders import WordEncoder, make_document, make_store

from evals.recall import recall
from ingest.generation import Generation

WORDS = "amber basil cedar daisy elder fern ginger hazel iris jasmine".split()


@pytest.fixture
def live(tmp_path: Path) -> Generation:
    """Ninety passages of two words each."""
    documents = [make_document(f"The {one} {two}.", id=f"{one}{two}") for one in WORDS for two in WORDS if one != two]
    generation = make_store(tmp_path, documents).open()
    assert generation is not None
    return generation


def test_an_index_that_finds_the_nearest_has_all_and_one_of_other_vectors_has_not(live: Generation) -> None:
    """So the measurement can fail."""
    ids = [passage.id for passage in live.passages]
    asked = list(WordEncoder().encode(["amber fern", "iris and hazel"]))
    found = recall(live.index, ids, np.asarray(live.vectors), asked)
    assert min(found) == 1
    assert max(recall(live.index, ids, np.asarray(live.vectors)[::-1], asked)) < 1
