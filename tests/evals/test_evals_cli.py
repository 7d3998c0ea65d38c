"""`python -m evals`: what is printed, kept, and told of the questions set aside."""

import json
from pathlib import Path
from typing import Any

import pytest
from builders import TEXT, WordEncoder, make_document, publish

from bot.ask import Bot
from evals import __main__ as cli
from evals import gate, measurements, prose, report
from evals.golden import Golden, read_golden
from evals.retrieval import Found, first_right, is_right_passage, measure
from ingest.errors import StoreError
from ingest.store import Store
from ingest.types import Passage

QUESTION = "How many companies does the campus house?"


def row(number: str, split: str, status: str, **more: Any) -> dict[str, Any]:
    """A line of a golden file over the store of one document, a.md."""
    expect: dict[str, Any] = {"status": status}
    if status == "answered":
        expect |= {"contains": [["45"]], "sources": ["a"]}
    return {"id": number, "split": split, "type": "count", "question": QUESTION, "expect": expect} | more


@pytest.fixture
def questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small golden file, a small store and a few cases of prose in place of the real ones; no file of conflicts."""
    store = Store(tmp_path / "store")
    publish(store, [make_document(TEXT), make_document("It rains on the hill.", id="b.md", title="Weather")])
    path = tmp_path / "questions.jsonl"
    rows = [
        row("g1", "tuning", "answered"),
        row("g2", "held_out", "answered", question="How many SECRET labs are there?"),
    ]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    monkeypatch.setattr(measurements, "GOLDEN", path)
    monkeypatch.setattr(measurements, "POINT_IN_TIME", tmp_path / "as_of.jsonl")
    monkeypatch.setattr(measurements, "EXAM", tmp_path / "exam.jsonl")
    monkeypatch.setattr(measurements, "CONFLICTS", tmp_path / "conflicts.jsonl")
    monkeypatch.setattr(measurements, "LEADS", tmp_path / "leads.jsonl")
    monkeypatch.setattr(measurements, "DIALOGUES", tmp_path / "dialogues.jsonl")
    monkeypatch.setattr(measurements, "TALKS", tmp_path / "talks.jsonl")
    few = {name: prose.read_cases(name)[::200] for name in ("lies", "truths", "exam")}
    monkeypatch.setattr(prose, "read_cases", few.__getitem__)
    monkeypatch.setattr(prose, "hard_cases", lambda hard=prose.hard_cases: hard()[::500])
    monkeypatch.setattr(measurements, "open_bot", lambda settings: Bot(store, WordEncoder()))
    monkeypatch.setattr(measurements, "read_golden", lambda path=path: read_golden(path))
    monkeypatch.setattr(cli, "keep", lambda made: report.keep(made, tmp_path / "reports"))
    monkeypatch.setattr(cli, "go_offline", lambda settings: None)
    return path


def reports(questions: Path) -> dict[str, str]:
    """The files kept, by name."""
    folder = questions.parent / "reports"
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_without_a_name_all_that_needs_no_data_is_measured(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What has no questions is skipped with a note, and leaves no report."""
    assert cli.main([]) == 0
    said = capsys.readouterr().out
    assert "GOLDEN" in said
    assert "Skipped: there is no as_of.jsonl" in said
    assert "Skipped: there is no conflicts.jsonl" in said
    assert "Skipped: there is no leads.jsonl" in said
    assert "Skipped: there is no dialogues.jsonl" in said
    assert "Skipped: there is no talks.jsonl" in said
    assert set(reports(questions)) == {"golden.json", "retrieval.json", "copies.json", "prose.json"}


def test_of_the_questions_set_aside_nothing_is_told_unless_asked_for(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Then their totals are, in a file of their own, and never a question."""
    cli.main(["golden"])
    assert "set aside" not in capsys.readouterr().out
    assert set(reports(questions)) == {"golden.json"}
    cli.main(["golden", "retrieval", "--report-held-out"])
    said = capsys.readouterr().out
    assert "questions set aside" in said
    assert json.loads(reports(questions)["golden-held-out.json"])["held_out"]["right"]["of"] == 1
    assert "SECRET" not in said + "".join(reports(questions).values())


def test_json_is_one_object_of_reports(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By name, and nothing else on standard output."""
    assert cli.main(["golden", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["golden"]["tuning"]["right"]["of"] == 1


@pytest.mark.parametrize("name", ["squad", "qed", "chunking"])
def test_a_public_set_without_its_folder_says_how_to_get_it(
    questions: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Exit status 2, on standard error."""
    assert cli.main([name]) == 2
    assert "--data" in capsys.readouterr().err


def test_an_unknown_name_and_a_missing_store_are_told(
    questions: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit status 2 for both."""
    with pytest.raises(SystemExit) as left:
        cli.main(["golden", "platinum"])
    assert left.value.code == 2
    assert "'platinum'" in capsys.readouterr().err

    def absent(settings: object) -> Bot:
        raise StoreError("There is no store.")

    monkeypatch.setattr(measurements, "open_bot", absent)
    assert cli.main(["golden"]) == 2
    assert "There is no store." in capsys.readouterr().err


def test_check_compares_with_what_is_kept_and_writes_nothing(
    questions: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same figures pass; better ones kept than there are now fail, with a sentence; so does no file."""
    cli.main(["golden"])
    path = questions.parent / "reports" / "golden.json"
    monkeypatch.setattr(cli, "read_kept", lambda: gate.read_kept(path))
    before = path.read_bytes()
    assert cli.main(["--check"]) == 0
    kept = json.loads(before)
    kept["tuning"]["right"] = {"hits": 1, "of": 1}
    wanted = {"status": "answered", "contains": [["ninety-nine"]], "sources": ["a"]}
    questions.write_text(json.dumps(row("g1", "tuning", "answered", expect=wanted)) + "\n", encoding="utf-8")
    path.write_text(json.dumps(kept), encoding="utf-8")
    was = path.read_bytes()
    capsys.readouterr()
    assert cli.main(["--check"]) == 1
    assert "Right answers went from 1 of 1 to 0 of 1." in capsys.readouterr().err
    assert path.read_bytes() == was
    path.unlink()
    assert cli.main(["--check"]) == 1
    assert "python -m evals golden" in capsys.readouterr().err


def passage(document: str, text: str) -> Passage:
    """A passage of that document."""
    return Passage(make_document(text, id=document).source, 0, text)


def test_a_passage_is_right_when_it_holds_a_value_and_is_of_a_right_source(questions: Path) -> None:
    """A right document with the value in its third passage has places 2 and 3."""
    (golden, _) = read_golden(questions)
    ranked = [passage("b.md", "45 here"), passage("a.md", "none"), passage("a.md", "45 HERE")]
    assert [is_right_passage(golden, one) for one in ranked] == [False, False, True]
    assert first_right(golden, ranked) == Found(document=2, passage=3)
    assert first_right(golden, ranked[:1]) == Found(None, None)


def test_retrieval_is_measured_for_each_ranking_by_document_and_by_passage(questions: Path) -> None:
    """Over the answerable questions, here one, whose passage shares the most words."""
    bot = measurements.Bench(settings=None, data=None).bot  # type: ignore[arg-type]
    golden: list[Golden] = read_golden(questions)
    table = measure(golden[:1], bot.library(), bot.library().encoder)
    assert len(table.rows) == 8
    assert all(cell.value == 1.0 for table_row in table.rows for cell in table_row[1:])
