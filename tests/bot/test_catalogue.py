"""The list of documents: one story once, the newest first, and why what is not cited any more is not."""

from pathlib import Path

from builders import Desk

from bot.ask import Bot
from bot.catalogue import Entry

STORY = (
    "The campus in Stevenage has been given a grant of £1.2m for new laboratories. Building work begins in spring and "
    "will take about a year, in which nobody has to move out. The council supports the plan, as do all the neighbours."
)


def write(desk: Desk, name: str, published: str, text: str, header: str = "") -> None:
    """A file with a header."""
    head = f"title: The news\npublisher: {name}\nkind: news\npublished: {published}{header}"
    (desk.corpus / f"{name}.md").write_text(f"{head}\n\n{text}")


def listed(desk: Desk) -> dict[str, Entry]:
    """The entries by the ids of their documents, in their order."""
    desk.ingest()
    return {entry.source.id: entry for entry in Bot(desk.store, desk.encoder).catalogue()}


def test_the_newest_stands_first_and_a_copy_under_what_it_repeats(tmp_path: Path) -> None:
    """The undated come last."""
    desk = Desk(tmp_path)
    write(desk, "first", "2019-11-19", STORY)
    write(desk, "second", "2019-11-20", STORY)
    write(desk, "later", "2024", "The town has 89,000 inhabitants.")
    write(desk, "never", "undated", "The train to London takes 20 minutes.")
    found = listed(desk)
    assert list(found) == ["later.md", "first.md", "never.md"]
    assert [source.id for source in found["first.md"].also_at] == ["second.md"]
    assert not any(entry.said for entry in found.values())


def test_what_was_corrected_leads_to_its_correction(tmp_path: Path) -> None:
    """And stays in the list."""
    desk = Desk(tmp_path)
    write(desk, "wrong", "2020", "The campus has 540 jobs.")
    write(desk, "right", "2021", "The campus has 450 jobs.", "\nsupersedes: wrong.md")
    wrong = listed(desk)["wrong.md"]
    assert "Superseded" in wrong.said
    assert wrong.successor is not None
    assert wrong.successor.id == "right.md"


def test_of_what_was_withdrawn_only_the_card_and_the_reason_are_told(tmp_path: Path) -> None:
    """At once, without an ingest."""
    desk = Desk(tmp_path)
    write(desk, "gone", "2020", "The campus has 540 jobs.")
    write(desk, "kept", "2021", "The train to London takes 20 minutes.")
    desk.ingest()
    live = desk.store.open()
    assert live is not None
    desk.store.withdrawn.withdraw("gone.md", "The figure was wrong.", live)
    gone = listed(desk)["gone.md"]
    assert gone.document.text == ""
    assert gone.said.startswith("Withdrawn on ")
    assert gone.said.endswith("The figure was wrong.")
