"""`python -m ingest withdraw`: what a person at a terminal sees, and what stays withdrawn whatever happens."""

import json
from pathlib import Path
from typing import Any

import pytest
from builders import Desk, make_document, make_store

from ingest.__main__ import main
from ingest.errors import IngestError, StoreError
from ingest.settings import Settings
from ingest.store import Store
from ingest.withdrawn import barred

REASON = "The figure of 45 companies was wrong."


@pytest.fixture
def office(desk: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Two documents, ingested by words, in the folder that the command line works in."""
    office = Desk(desk)
    office.write(a="There are 45 companies.", b="There are 1,000 jobs.")
    office.ingest()
    return office


def withdrawn(store: Store) -> set[str]:
    """The ids that may not be cited of the live generation."""
    live = store.open()
    assert live is not None
    return set(barred(live, store.withdrawn.notices()))


def said(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    """What a command prints."""
    assert main(arguments) == status
    told = capsys.readouterr()
    return told.err if status else told.out


def test_a_document_is_withdrawn_listed_and_reinstated(office: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Each says what became of it; the list has the day and the reason; nothing is ingested."""
    assert said(capsys, "withdraw") == "No document is withdrawn.\n"
    assert said(capsys, "withdraw", "a.md", "--reason", REASON) == "a.md is withdrawn and no longer cited.\n"
    assert withdrawn(office.store) == {"a.md"}
    listed = said(capsys, "withdraw")
    assert listed.startswith("a.md was withdrawn on 20")
    assert listed.endswith(f": {REASON}\n")
    (row,) = json.loads(said(capsys, "withdraw", "--json"))["withdrawn"]
    assert (row["id"], row["reason"]) == ("a.md", REASON)
    assert said(capsys, "reinstate", "a.md") == "a.md may be cited again.\n"
    assert withdrawn(office.store) == set()
    assert office.store.history() == ["g000001"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["withdraw", "a.md"], "Write `python -m ingest withdraw ID --reason TEXT`"),
        (["withdraw", "a.md", "--reason", " "], "Write `python -m ingest withdraw ID --reason TEXT`"),
        (["withdraw", "a.md", "b.md", "--reason", "x"], "Write `python -m ingest withdraw ID --reason TEXT`"),
        (["withdraw", "--reason", "x"], "Write `python -m ingest withdraw ID --reason TEXT`"),
        (["withdraw", "aa.md", "--reason", "x"], "aa.md is the id of none of the documents. Did you mean a.md?"),
        (["withdraw", "?", "--reason", "x"], "? is the id of none of the documents. The JSON answer gives the id"),
        (["reinstate", "b.md"], "b.md is not withdrawn. `python -m ingest withdraw` lists what is."),
        (["reinstate"], "or `python -m ingest reinstate ID`."),
        (["--reason", "x"], "--reason goes with `python -m ingest withdraw ID` only."),
    ],
)
def test_what_cannot_be_withdrawn_is_told_in_a_sentence(
    office: Desk, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    """And nothing is changed."""
    assert sentence in said(capsys, *arguments, status=2)
    assert withdrawn(office.store) == set()


def test_nothing_is_withdrawn_where_there_is_no_store(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence names the command that makes one; nothing is made."""
    assert "There is no store in store." in said(capsys, "withdraw", "a.md", "--reason", "x", status=2)
    assert list(desk.iterdir()) == []


def _unchanged(office: Desk) -> None: ...


def _changed(office: Desk) -> None:
    office.write(a="There are 46 companies.")


def _renamed(office: Desk) -> None:
    (office.corpus / "a.md").rename(office.corpus / "z.md")


def _renamed_and_changed(office: Desk) -> None:
    _renamed(office)
    office.ingest()
    (office.corpus / "z.md").write_text("title: About a\n\nThere are 47 companies.")


def _copied_under_another_title(office: Desk) -> None:
    (office.corpus / "a.md").unlink()
    (office.corpus / "z.md").write_text("title: Another\n\nThere are 45 companies.")


def _removed_and_put_back(office: Desk) -> None:
    text = (office.corpus / "a.md").read_text()
    (office.corpus / "a.md").unlink()
    office.ingest(prune=True)
    (office.corpus / "a.md").write_text(text)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (_unchanged, "a.md"),
        (_changed, "a.md"),
        (_renamed, "z.md"),
        (_renamed_and_changed, "z.md"),
        (_copied_under_another_title, "z.md"),
        (_removed_and_put_back, "a.md"),
    ],
)
def test_what_is_withdrawn_stays_withdrawn(office: Desk, change: Any, name: str) -> None:
    """Through any ingest, by whatever name the file has then, and through a roll-back."""
    live = office.store.open()
    assert live is not None
    office.store.withdrawn.withdraw("a.md", REASON, live)
    change(office)
    office.ingest(prune=True)
    assert name in office.texts()
    assert withdrawn(office.store) == {name}
    if len(office.store.history()) > 1:
        office.store.roll_back()
        assert withdrawn(office.store) <= {"a.md", name}
        assert not {"a.md", name} & (office.texts().keys() - withdrawn(office.store))


def test_the_report_of_an_ingest_says_what_is_withdrawn(office: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """In words and as JSON, whether anything changed or not."""
    said(capsys, "withdraw", "a.md", "--reason", REASON)
    office.encoder.name = Settings(_env_file=None).encoder
    assert "x a.md was withdrawn on " in said(capsys, "--dry-run")
    report = json.loads(said(capsys, "--dry-run", "--json"))
    assert [(row["id"], row["reason"]) for row in report["withdrawn"]] == [("a.md", REASON)]


STORY = (
    "The campus in Stevenage has been given a grant of £1.2m for new laboratories. Building work begins in spring and "
    "will take about a year, in which nobody has to move out. The council supports the plan, as do all the neighbours."
)


def test_the_copies_of_a_withdrawn_document_are_withdrawn_with_it(desk: Path) -> None:
    """Those known then, those that an ingest finds later, and those that are left when its file is deleted."""
    office = Desk(desk)

    def write(name: str, publisher: str, kind: str) -> None:
        header = f"title: The grant\npublisher: {publisher}\nkind: {kind}\npublished: 2019-11-19"
        (office.corpus / f"{name}.md").write_text(f"{header}\n\n{STORY}")

    write("release", "The Campus", "press_release")
    write("herald", "Herald", "news")
    office.write(b="There are 1,000 jobs.")
    office.ingest()
    live = office.store.open()
    assert live is not None
    assert office.store.withdrawn.withdraw("release.md", REASON, live) == ["release.md", "herald.md"]
    write("mercury", "Mercury", "news")
    office.ingest()
    assert withdrawn(office.store) == {"release.md", "herald.md", "mercury.md"}
    (office.corpus / "release.md").unlink()
    office.ingest(prune=True)
    assert withdrawn(office.store) == {"herald.md", "mercury.md"}
    assert office.store.withdrawn.reinstate("release.md", office.store.open()) == ["release.md", "herald.md"]
    assert withdrawn(office.store) == set()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"format": 2, "notices": {}}', b"\xff", b'{"format": 1}'])
def test_notices_that_cannot_be_read_are_told(tmp_path: Path, content: bytes) -> None:
    """Rather than that something withdrawn is cited: the sentence says what to do."""
    store = make_store(tmp_path, [make_document()])
    (tmp_path / "withdrawn.json").write_bytes(content)
    with pytest.raises(StoreError, match=r"withdrawn\.json cannot be read, so .* nothing is answered\. Restore"):
        store.withdrawn.notices()


def test_a_document_may_be_named_by_its_address(tmp_path: Path) -> None:
    """Where one has it; where several do, their ids are asked for."""
    url = "https://example.org/a"
    store = make_store(tmp_path, [make_document(url=url), make_document("Another text.", id="b.md")])
    live = store.open()
    assert live is not None
    assert store.withdrawn.withdraw(url, REASON, live) == ["a.md"]
    twice = make_store(tmp_path / "2", [make_document(url=url), make_document("Another text.", id="b.md", url=url)])
    live = twice.open()
    assert live is not None
    with pytest.raises(IngestError, match=r"is the address of 2 documents\. Give the id of one: a\.md, b\.md\."):
        twice.withdrawn.withdraw(url, REASON, live)
