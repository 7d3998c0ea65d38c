"""What the benchmark is put together from: the texts that are embedded, ratios, the processor's limits, the plot."""

import os
from xml.etree import ElementTree

import numpy as np
import pytest
from test_growth import SIZE

from bot.ask import Bot
from bot.verifier.verify import Verifier
from evals.bench import embedding, limits
from evals.bench.picture import picture
from evals.bench.process import memory_mb
from ingest.scan import Scan

RATES = ((60.0, 30.0), (70.0, 20.0), (66.0, 30.0))
RUNS = [
    {"side": side, "per_cpu_second": rate, "loaded_mb": 300.0, "embedded_mb": 400.0}
    for pair in RATES
    for side, rate in zip(("ours", "stock"), pair, strict=True)
]


def test_texts_to_embed_all_differ_and_have_the_same_words() -> None:
    """As many as were asked for."""
    texts = ["a b c d e f g h i", "k l m n o p q r s t u"]
    moved = list(embedding.moved_round(texts, 6))
    assert len(set(moved)) == 6
    assert moved[:2] == texts
    assert all(sorted(text.split()) in [sorted(one.split()) for one in texts] for text in moved)


def test_the_median_of_the_ratios_of_the_pairs_counts() -> None:
    """And not the ratio of the medians."""
    ratio, more_is_better = embedding.ratios(RUNS)["passages embedded per processor s"]
    assert ratio == pytest.approx(2.2)
    assert more_is_better
    assert "| passages embedded per processor s | 66 | 30 | 2.20 |" in embedding.table(RUNS)


def test_a_network_is_counted_by_its_name_with_its_tokens_and_no_longer_than_it_is_counted() -> None:
    """The verifier, asked twice."""
    verifier = Verifier()
    with limits.counting() as counted:
        one = verifier.logit_of("The hall has 40 desks.", "In the hall are 40 desks.")
        verifier.logit_of("The hall has 50 desks.", "In the hall are 40 desks.")
    assert one == verifier.logit_of("The hall has 40 desks.", "In the hall are 40 desks.")
    with limits.counting() as search:
        Scan(np.eye(3, dtype=np.float32)).similarities(np.ones(3, np.float32))
    assert not search.done  # it has no layers
    (runs, tokens, seconds) = counted.done["verifier"]
    assert (runs, tokens) == (2, 2 * counted.given["verifier"]["input_ids"].size)
    assert seconds > 0


def test_every_network_of_an_answer_is_known(corpus_bot: Bot) -> None:
    """Passages that were read before are read on from the middle: then the lower half is not asked."""
    corpus_bot.forget()
    with limits.counting() as counted:
        corpus_bot.ask("How many people did the cleanroom course train in its first year?")
    assert {"encoder", "reader, upper half", "verifier"} <= counted.done.keys() <= limits.LAYERS.keys()
    assert counted.done["encoder"][0] == 1


def test_rates_and_networks_are_told_side_by_side() -> None:
    """A network that does 300 of 900 billion operations a second is at a third of what the core can do."""
    found = {
        "vnni": True,
        "int8_gops": 900.0,
        "float_gops": 240.0,
        "copy_gb": 20.0,
        "answer_ms": 150.0,
        "networks": {"verifier": {"runs": 7.0, "tokens": 500.0, "ms": 30.0, "gop": 9.0}},
        "operators": {"verifier": {"Softmax": 0.6, "Gelu": 0.4}},
    }
    told = limits.table(found)
    assert "| verifier | 7.0 | 500 | 30.0 | 9.0 | 300 | 33% |" in told
    assert "verifier, by operator: Softmax 60%, Gelu 40%" in told


def test_the_plot_is_the_same_for_the_same_figures_and_names_each_ratio() -> None:
    """Well-formed SVG, whose letters are text."""
    ratios = {"memory": (0.5, False), "speed": (2.0, True)}
    sizes = [SIZE, SIZE | {"passages": 9_000}]
    drawn = picture(ratios, sizes)
    assert drawn == picture(ratios, sizes)
    words = " ".join(ElementTree.fromstring(drawn).itertext())
    assert all(word in words for word in ("memory", "speed", "0.50", "2.00", "passages"))


def test_memory_is_that_of_a_process_and_nothing_once_it_has_ended() -> None:
    """What is its own is less than all that it has."""
    held = np.ones(4_000_000)
    everything, own = memory_mb(os.getpid()), memory_mb(os.getpid(), own=True)
    assert held.nbytes / 1e6 < own <= everything * 1.05
    assert memory_mb(2**22 + 1) == 0
