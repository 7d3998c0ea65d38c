"""What documents said before is kept for the links to it, as far as there is room."""

from pathlib import Path

import pytest
from builders import Desk

from ingest.earlier import earlier_of
from ingest.errors import StoreError
from ingest.store import Store
from ingest.sync import carry_out


def remembered(store: Store) -> dict[str, list[str]]:
    """The earlier texts of the live generation, by document, the last to leave first."""
    live = store.open()
    assert live is not None
    found: dict[str, list[str]] = {}
    for earlier in live.earlier.values():
        found.setdefault(earlier.document.source.id, []).append(earlier.document.text)
    return found


def test_a_text_that_changed_or_left_is_remembered_over_many_ingests(tmp_path: Path) -> None:
    """With its day; also when the generation that held it is long gone; not when it is back."""
    desk = Desk(tmp_path)
    for number in range(6):
        desk.write(a=f"There are {number} jobs.", b="There are 45 companies.")
        desk.ingest()
    assert remembered(desk.store) == {"a.md": [f"There are {number} jobs." for number in (4, 3, 2, 1, 0)]}
    (desk.corpus / "b.md").unlink()
    desk.write(a="There are 2 jobs.")
    desk.ingest(prune=True)
    assert sorted(remembered(desk.store)["a.md"]) == [f"There are {number} jobs." for number in (0, 1, 3, 4, 5)]
    assert remembered(desk.store)["b.md"] == ["There are 45 companies."]


def test_what_was_rolled_back_is_remembered_by_the_next_ingest(tmp_path: Path) -> None:
    """Somebody may have cited it while it was live."""
    desk = Desk(tmp_path)
    for number in (1, 2):
        desk.write(a=f"There are {number} jobs.")
        desk.ingest()
    desk.store.roll_back()
    desk.write(a="There are 3 jobs.")
    desk.ingest()
    assert sorted(remembered(desk.store)["a.md"]) == ["There are 1 jobs.", "There are 2 jobs."]


def test_a_renamed_document_has_said_nothing_else(tmp_path: Path) -> None:
    """Its text is still there."""
    desk = Desk(tmp_path)
    desk.write(a="There are 45 companies.")
    desk.ingest()
    (desk.corpus / "a.md").rename(desk.corpus / "z.md")
    desk.ingest()
    assert remembered(desk.store) == {}


def test_the_oldest_give_way_when_there_is_no_room(tmp_path: Path) -> None:
    """What is kept is what left last, as much as fits; never more."""
    desk = Desk(tmp_path)
    for number in range(4):
        desk.write(a=f"There are {number} jobs.")
        desk.ingest()
    live = desk.store.open()
    assert live is not None
    for room in range(90):
        kept = earlier_of([live], [], {}, "2999-01-01", room)
        texts = [earlier.document.text for earlier in kept]
        assert (
            texts == ["There are 3 jobs.", "There are 2 jobs.", "There are 1 jobs.", "There are 0 jobs."][: room // 17]
        )


def test_a_store_that_can_no_longer_be_read_is_not_taken_for_one_that_remembers_nothing(tmp_path: Path) -> None:
    """The disk fails between the plan and the publication: nothing is published, but by a rebuild."""
    desk = Desk(tmp_path)
    desk.write(a="There are 1 jobs.")
    desk.ingest()
    desk.write(a="There are 2 jobs.")
    plan = desk.plan()
    for file in desk.store.folder.rglob("documents.jsonl"):
        file.rename(file.with_suffix(".away"))
    with pytest.raises(StoreError, match="damaged or gone"):
        desk.carry_out(plan)
    for file in desk.store.folder.rglob("documents.away"):
        file.rename(file.with_suffix(".jsonl"))
    assert desk.texts() == {"a.md": "There are 1 jobs."}
    desk.carry_out(plan)
    assert remembered(desk.store) == {"a.md": ["There are 1 jobs."]}
    for file in desk.store.folder.rglob("documents.jsonl"):
        file.unlink()
    carry_out(plan, desk.store, "words", lambda: desk.encoder, keep=3, reuse=False)
    assert desk.texts() == {"a.md": "There are 2 jobs."}
    assert remembered(desk.store) == {}
