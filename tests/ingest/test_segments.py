"""An index that grows: it holds what an index built whole would."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from builders import Desk, WordEncoder, make_document, resealed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.check import checked, problems_of
from ingest.chroma import segments
from ingest.chroma.folder import FolderIndex
from ingest.chroma.index import Rows
from ingest.chroma.segments import Before, SegmentedIndex, Segments, grown, read_segments
from ingest.encoder import Vectors
from ingest.errors import DamageError
from ingest.generation import Generation
from ingest.split import in_context, split
from ingest.types import Document, Kind, Passage

SUBJECTS = ["Gene therapy", "Trains to London", "A café", "Laboratories", "Clean rooms", "A grant", "Parking", "Skills"]


@pytest.fixture(autouse=True)
def small_ones_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Growing does not wait for thousands of passages here."""
    monkeypatch.setattr(segments, "LEAST", 1)
    monkeypatch.setattr(segments, "STRAYED", 0.5)


def document(name: int, subject: int = 0, title: str = "A title", kind: Kind = Kind.NEWS) -> Document:
    """A document of one passage."""
    return make_document(f"{SUBJECTS[subject]} {name} in {1990 + subject}.", id=f"{name}.md", title=title, kind=kind)


def cut(documents: Sequence[Document]) -> tuple[list[Passage], Vectors]:
    """Their passages and a row for each."""
    passages = [passage for one in documents for passage in split(one)]
    return passages, WordEncoder().encode(list(map(in_context, passages)))


def built(folder: Path, documents: Sequence[Document], before: Before | None = None) -> SegmentedIndex:
    """The index of some documents in a folder of its own."""
    folder.mkdir()
    index = SegmentedIndex(folder, before)
    index.fill(*cut(documents))
    return index


def in_it(index: SegmentedIndex) -> dict[str, tuple[str, Vectors]]:
    """The text and the vector of each passage that it holds, once."""
    rows = [row for held in index.rows() for row in zip(*held, strict=True)]
    assert len({id_ for id_, _, _ in rows}) == len(rows)
    return {id_: (text, vector) for id_, text, vector in rows}


TEN = [document(name, name % 5) for name in range(10)]


@given(st.lists(st.dictionaries(st.integers(0, 11), st.integers(0, 7), max_size=4), min_size=1, max_size=4))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_grown_again_and_again_it_holds_what_one_built_whole_does(
    tmp_path_factory: pytest.TempPathFactory, changes: list[dict[int, int]]
) -> None:
    """Over any changes: added, altered, removed (what is given the subject that it has) and brought back."""
    home = tmp_path_factory.mktemp("grown")
    held = {name: name % 5 for name in range(10)}
    index = built(home / "0", [document(*pair) for pair in held.items()])
    for number, change in enumerate(changes, start=1):
        before = Before(home / str(number - 1), cut([document(*pair) for pair in held.items()])[0])
        for name, subject in change.items():
            if held.get(name) == subject:
                del held[name]
            else:
                held[name] = subject
        index.close()
        index = built(home / str(number), [document(*pair) for pair in held.items()], before)
        passages, vectors = cut([document(*pair) for pair in held.items()])
        rows = in_it(index)
        assert {id_: text for id_, (text, _) in rows.items()} == {passage.id: passage.text for passage in passages}
        for passage, vector in zip(passages, vectors, strict=True):
            assert rows[passage.id][1] == pytest.approx(vector, abs=1e-5)
    index.close()


def test_a_card_that_changed_makes_a_passage_new(tmp_path: Path) -> None:
    """Chroma filters on what the card says, so the words alone are not enough."""
    built(tmp_path / "0", TEN).close()
    now = [replace(TEN[0], source=replace(TEN[0].source, kind=Kind.REPORT)), *TEN[1:]]
    index = built(tmp_path / "1", now, Before(tmp_path / "0", cut(TEN)[0]))
    [passage, *_], _ = cut(now)
    assert read_segments(tmp_path / "1") == Segments(frozenset([passage.id]), frozenset([passage.id]))
    assert len(in_it(index)) == 10
    assert index._delta._collection.get(where={"kind": "report"})["ids"] == [passage.id]
    index.close()


def test_what_was_removed_is_not_there_any_more(tmp_path: Path) -> None:
    """Though the base still holds it."""
    built(tmp_path / "0", TEN).close()
    index = built(tmp_path / "1", TEN[4:], Before(tmp_path / "0", cut(TEN)[0]))
    assert read_segments(tmp_path / "1").delta == frozenset()
    assert in_it(index).keys() == {passage.id for passage in cut(TEN[4:])[0]}
    assert index._base._collection.count() == 10
    index.close()


def test_an_index_that_strays_from_its_base_or_is_small_is_built_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tombstones and delta together are measured against the base."""
    before = Before(Path("none"), cut(TEN)[0])
    assert grown(before, cut(TEN[2:])[0]) == Segments(frozenset(), frozenset(p.id for p in before.passages[:2]))
    assert grown(before, cut([*TEN[3:], document(11), document(12)])[0]) is not None
    assert grown(before, cut([*TEN[3:], document(11), document(12), document(13)])[0]) is None
    monkeypatch.setattr(segments, "LEAST", 11)
    assert grown(before, before.passages) is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"delta": 1, "tombstones": []}', "\udcff"])
def test_segments_that_cannot_be_read_are_refused_in_a_sentence(tmp_path: Path, text: str) -> None:
    """It names the command that mends it."""
    (tmp_path / "segments.json").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(DamageError, match=r"segments\.json cannot be read\. Run `python -m ingest --rebuild`"):
        read_segments(tmp_path)


def many(desk: Desk) -> None:
    """Twelve files."""
    desk.write(**{f"n{name}": f"{SUBJECTS[name % 8]} number {name}." for name in range(12)})


def live(desk: Desk) -> Generation:
    """The live generation, which there is."""
    found = desk.store.open()
    assert found is not None
    return found


def test_an_ingest_grows_the_index_and_the_new_generation_is_whole(tmp_path: Path) -> None:
    """By the check of its own, which compares every passage; the generation before stays as it was."""
    desk = Desk(tmp_path)
    many(desk)
    desk.ingest()
    first = live(desk)
    desk.write(n3="Something else altogether.", n99="A new one.")
    desk.ingest()
    second = live(desk)
    assert {id_.split("#")[0] for id_ in read_segments(second.folder).delta} == {"n3.md", "n99.md"}
    assert {id_.split("#")[0] for id_ in read_segments(second.folder).tombstones} == {"n3.md"}
    assert checked(second.folder) == checked(first.folder) == []
    assert json.loads((second.folder / "manifest.json").read_text())["format"] == 4


def test_another_encoder_or_a_rebuild_does_not_grow(tmp_path: Path) -> None:
    """A base of other vectors is of no use, and a rebuild is what mends a base."""

    class Other(WordEncoder):
        name = "others"

    desk = Desk(tmp_path)
    many(desk)
    desk.ingest()
    desk.write(n3="Something else altogether.")
    desk.ingest(Other())
    assert not (live(desk).folder / "segments.json").exists()


def test_a_delta_that_lost_a_passage_is_found_by_the_gate(tmp_path: Path) -> None:
    """Also where the digests hold."""
    desk = Desk(tmp_path)
    many(desk)
    desk.ingest()
    desk.write(n3="Something else altogether.", n99="A new one.")
    desk.ingest()
    folder = live(desk).folder
    vectors = np.array(live(desk).vectors)
    index = SegmentedIndex(folder)
    index._delta.fill([p for p in live(desk).passages if p.source.id == "n99.md"], vectors[-1:])
    resealed(folder)
    assert problems_of(folder) == ["Its counts of passages differ: [12, 13]."]


def grown_from(desk: Desk) -> tuple[Path, SegmentedIndex]:
    """The folder of a generation that has grown from the one before, and its index as the gate gets it."""
    many(desk)
    desk.ingest()
    first = live(desk)
    desk.write(n3="Something else altogether.", n99="A new one.")
    desk.ingest()
    folder = live(desk).folder
    return folder, SegmentedIndex(folder, Before(first.folder, ()))


def test_the_gate_reads_from_chroma_what_is_new_and_compares_the_rest_with_where_it_was(tmp_path: Path) -> None:
    """So a hundredth of new documents costs a hundredth of a check; asked alone it reads all."""
    folder, index = grown_from(Desk(tmp_path))
    read: list[str] = []

    class Watched(SegmentedIndex):
        def new_rows(self) -> Iterator[Rows]:
            for held in super().new_rows():
                read.extend(held.ids)
                yield held

        def rows(self) -> Iterator[Rows]:
            raise AssertionError("all of it was read")

    assert problems_of(folder, Watched(folder, index._before)) == []
    assert {id_.split("#")[0] for id_ in read} == {"n3.md", "n99.md"}
    assert problems_of(folder) == []


def test_a_vector_that_is_not_that_of_the_generation_before_is_found(tmp_path: Path) -> None:
    """Also where the digests hold."""
    folder, index = grown_from(Desk(tmp_path))
    vectors = np.array(Generation(folder).vectors)
    vectors[0] *= 0.5
    np.save(folder / "vectors.npy", vectors)
    resealed(folder)
    [problem] = problems_of(folder, index)
    assert problem.startswith("1 passages have other vectors in Chroma, first n0.md#")


def test_a_passage_that_the_base_does_not_hold_or_must_not_find_is_missed(tmp_path: Path) -> None:
    """What was taken over is counted by what the generation before held."""
    folder, index = grown_from(Desk(tmp_path))
    path = folder / "segments.json"
    rows = json.loads(path.read_text())
    lost = next(id_ for id_ in sorted(Generation(folder).positions) if id_ not in rows["delta"])
    path.write_text(json.dumps({**rows, "tombstones": [*rows["tombstones"], lost]}))
    resealed(folder)
    assert problems_of(folder, index) == ["Its counts of passages differ: [12, 13]."]


def test_a_base_that_is_not_the_one_before_is_read_whole(tmp_path: Path) -> None:
    """Nothing is taken on trust then."""
    folder, index = grown_from(Desk(tmp_path))
    names = [p for p in Generation(folder).passages if p.id not in read_segments(folder).delta]
    FolderIndex(folder / "chroma").fill(names, np.zeros((len(names), 64), np.float32))
    resealed(folder)
    assert any("have other vectors in Chroma" in problem for problem in problems_of(folder, index))
