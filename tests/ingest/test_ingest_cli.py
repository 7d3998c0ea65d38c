"""`python -m ingest`: what a person at a terminal sees, whatever the files are."""

import hashlib
import json
import os
import re
from contextlib import redirect_stdout
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from builders import make_document, make_store, parsing_here
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

import bot.__main__
from ingest.__main__ import main
from ingest.encoder import Encoder
from ingest.store import Store
from ingest.sync import make_plan

GOOD = {
    "companies.md": "title: Companies\npublished: 2020-10\n\nThe campus houses 45 companies.",
    "jobs.txt": "title: Jobs\n\nThe campus provides 1,000 jobs.",
    "Été à Stevenage 2021.md": "title: Summer\n\nIn summer 2021 the café on the campus opened.",
}


@pytest.fixture(autouse=True)
def _opened_once(real_encoder: Encoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The encoder is the default one, opened once for all tests; the good files are parsed in this process."""
    monkeypatch.setattr("ingest.rounds.open_spread", lambda settings: real_encoder)
    monkeypatch.setattr("ingest.rounds.make_plan", partial(make_plan, parsers=parsing_here))


@pytest.fixture
def corpus(desk: Path) -> Path:
    """The three good files, in the default corpus folder."""
    folder = desk / "corpus"
    folder.mkdir()
    for name, text in GOOD.items():
        (folder / name).write_text(text)
    return folder


def report(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit status and the JSON report of a run."""
    status = main([*arguments, "--json"])
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return status, said


def state(folder: Path) -> dict[str, tuple[str, int]]:
    """Hash and time of change of every file below a folder."""
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_first_ingest_publishes_and_a_second_embeds_and_writes_nothing(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every file of the store is the same, byte for byte and to the nanosecond."""
    status, first = report(capsys)
    assert (status, sorted(first["added"]), first["published"], first["embedded"]) == (0, sorted(GOOD), "g000001", 3)
    before = state(desk / "store")
    status, second = report(capsys)
    assert (status, second["unchanged"], second["published"], second["embedded"]) == (0, 3, None, 0)
    assert state(desk / "store") == before
    assert main([]) == 0
    assert capsys.readouterr().out == (
        "0 added, 0 changed, 3 unchanged, 0 removed, 0 failed.\nNothing has changed: nothing was embedded or written.\n"
    )


def test_a_dry_run_prints_the_plan_and_writes_nothing(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even the folder of the store."""
    assert main(["--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "+ companies.md\n" in said
    assert "3 added" in said
    assert said.endswith("This was a dry run: nothing was written.\n")
    assert sorted(path.name for path in desk.iterdir()) == ["corpus"]


def test_the_figures_that_changed_are_told_before_and_after_it_is_done(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the document's words, by a dry run as by the run itself; a document that is new has none that changed."""
    (corpus / "companies.md").write_text(
        "title: Companies\n\nThe campus houses over 40 companies. It has 9 laboratories."
    )
    main([])
    (corpus / "companies.md").write_text("title: Companies\n\nThe campus houses 45 companies. Its rents rose by 5%.")
    (corpus / "new.md").write_text("There are 12 schools in the town.")
    lines = (
        "~ companies.md\n"
        "    ~ The campus houses … companies: over 40 -> 45\n"
        "    - The campus houses …: It has …: 9 laboratories\n"
        "    + The campus houses …: Its rents rose by …: 5%\n"
    )
    capsys.readouterr()
    assert main(["--dry-run"]) == 0
    assert lines in capsys.readouterr().out
    dry = report(capsys, "--dry-run")[1]["figures"]
    assert dry[0] == {
        "document": "companies.md",
        "label": "The campus houses … companies",
        "before": "over 40",
        "after": "45",
    }
    assert [(one["before"], one["after"]) for one in dry[1:]] == [("9 laboratories", None), (None, "5%")]
    assert main([]) == 0
    assert lines in capsys.readouterr().out
    assert report(capsys)[1]["figures"] == []


def test_of_many_figures_the_first_are_told_and_a_machine_hears_of_all(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table that was filled in anew does not bury the rest of the report."""
    (corpus / "jobs.txt").write_text("".join(f"Company {n} has {n + 2} staff.\n\n" for n in range(25)))
    main([])
    (corpus / "jobs.txt").write_text("".join(f"Company {n} has {n + 3} staff.\n\n" for n in range(25)))
    capsys.readouterr()
    main(["--dry-run"])
    said = capsys.readouterr().out
    assert said.count(" -> ") == 20
    assert "    and 5 figures more, which --json lists.\n" in said
    assert len(report(capsys)[1]["figures"]) == 25


HEAD = ["version", "command", "exit_status", "error"]
SHAPE: dict[str, type | tuple[type, ...]] = {
    "store": str,
    "dry_run": bool,
    "added": list,
    "changed": list,
    "figures": list,
    "unchanged": int,
    "removed": list,
    "renamed": list,
    "gone": list,
    "twins": list,
    "failed": list,
    "ignored": int,
    "needs_force": (str, type(None)),
    "published": (str, type(None)),
    "passages": (int, type(None)),
    "embedded": int,
    "superseded": list,
    "astray": list,
    "copies": list,
    "withdrawn": list,
}


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """The one object that standard output holds; its exit status is the command's."""
    capsys.readouterr()
    status = main([*arguments, "--json"])
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    said: dict[str, Any] = json.loads(out)
    assert list(said)[: len(HEAD)] == HEAD
    assert (said["version"], said["exit_status"]) == (1, status)
    return said


def test_the_json_report_has_the_same_shape_whatever_became_of_the_run(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dry run, a first run, one that changes nothing, one with a bad file, and one that needs --force."""
    runs = [told(capsys, "--dry-run"), told(capsys), told(capsys)]
    (corpus / "empty.md").write_bytes(b"")
    (corpus / "jobs.txt").write_text("title: Jobs\n\nThe campus provides 3,500 jobs.")
    runs.append(told(capsys))
    for path in corpus.iterdir():
        path.unlink()
    runs.append(told(capsys, "--dry-run", "--prune"))
    for said in runs:
        assert said.keys() == {*HEAD, *SHAPE}
        assert all(isinstance(said[name], kind) for name, kind in SHAPE.items())
        assert (said["command"], said["error"], said["store"]) == ("ingest", None, "store")
    assert [said["exit_status"] for said in runs] == [0, 0, 0, 1, 0]
    assert [said["dry_run"] for said in runs] == [True, False, False, False, True]
    assert [said["published"] for said in runs] == [None, "g000001", None, "g000002", None]
    assert [said["passages"] for said in runs] == [None, 3, None, 3, None]
    assert [said["embedded"] for said in runs] == [0, 3, 0, 1, 0]
    assert [bool(said["needs_force"]) for said in runs] == [False, False, False, False, True]


def test_a_machine_hears_of_the_doctor_of_roll_backs_and_of_errors_too(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One object each, with the sentence that a person reads on standard error."""
    main([])
    (corpus / "jobs.txt").write_text("title: Jobs\n\nThe campus provides 3,500 jobs.")
    main([])
    whole = {"whole": True, "documents": 3, "passages": 3, "problems": []}
    said = told(capsys, "doctor")
    assert (said["command"], said["exit_status"], said["mend"]) == ("doctor", 0, None)
    assert said["generations"] == [
        {"name": "g000002", "live": True, **whole},
        {"name": "g000001", "live": False, **whole},
    ]
    flip(desk / "store" / "generations" / "g000002" / "documents.jsonl")
    said = told(capsys, "doctor")
    assert (said["exit_status"], said["mend"]) == (1, "python -m ingest")
    assert said["generations"][0] == {
        "name": "g000002",
        "live": True,
        "whole": False,
        "documents": None,
        "passages": None,
        "problems": ["1 of its files are not as they were written, first documents.jsonl."],
    }
    said = told(capsys, "--rollback")
    assert (said["command"], said["rolled_back"], said["live"]) == ("rollback", "g000002", "g000001")
    for command, arguments in (("rollback", ["--rollback"]), ("doctor", ["doctor", "--store", "nowhere"])):
        said = told(capsys, *arguments)
        assert said.keys() == set(HEAD)
        assert (said["command"], said["exit_status"]) == (command, 2)
        assert said["error"].endswith(".")


def test_ctrl_c_has_an_exit_status_of_its_own(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As shells count it, for a person and for a machine."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.rounds.make_plan", interrupted)
    assert main([]) == 130
    assert capsys.readouterr().err == "Stopped. The store is as it was.\n"
    assert told(capsys)["exit_status"] == 130


def test_what_is_for_a_person_goes_to_standard_error(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The notice of a damaged generation is no part of the object."""
    main([])
    main(["--rebuild"])
    flip(desk / "store" / "generations" / "g000002" / "documents.jsonl")
    capsys.readouterr()
    main(["--json"])
    said = capsys.readouterr()
    assert json.loads(said.out)["published"] == "g000003"
    assert "g000001 takes over" in said.err


def test_the_help_and_the_readme_name_every_exit_status_and_field(capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody has to read the code for them."""
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert not end.value.code
    listed = capsys.readouterr().out.partition("exit status:")[2]
    assert re.findall(r"^  (\d+) ", listed, re.MULTILINE) == ["0", "1", "2", "130"]
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    of_status = readme.partition("| exit status |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| `(\d+)` \|", of_status, re.MULTILINE) == ["0", "1", "2", "130"]
    fields = {*HEAD, *SHAPE, "generations", "mend", "ids", "rolled_back", "live"}
    of_json = readme.partition("| field |")[2].partition("\n\n")[0]
    assert (
        set(re.findall(r"`(\w+)`", "".join(line.split("|")[1] for line in of_json.splitlines()[1:] if "|" in line)))
        == fields
    )


def test_what_is_gone_is_told_and_pruned_when_asked(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report names the document and the way to remove it; a change and an addition are told beside it."""
    main([])
    (corpus / "jobs.txt").unlink()
    capsys.readouterr()
    assert main([]) == 0
    told = capsys.readouterr().out
    assert "1 have no file or page any more and are still answered from: jobs.txt. Run again with --prune" in told
    (corpus / "companies.md").write_text("title: Companies\n\nThe campus houses 49 companies.")
    (corpus / "new.md").write_text("Something new was said.")
    assert main(["--prune"]) == 0
    said = capsys.readouterr().out
    assert {"+ new.md", "~ companies.md", "- jobs.txt"} <= set(said.splitlines())
    assert "1 added, 1 changed, 1 unchanged, 1 removed, 0 failed." in said
    assert "2 of them newly embedded" in said


def pdf(*, password: str | None = None) -> bytes:
    """A PDF with a line of text, encrypted when there is a password."""
    data = BytesIO()
    canvas = Canvas(data)
    canvas.drawString(72, 720, "Secret text.")
    canvas.save()
    if password is None:
        return data.getvalue()
    writer = PdfWriter(clone_from=PdfReader(data))
    writer.encrypt(password, algorithm="AES-256")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


# Each bad file of the list with its bytes and what its sentence says.
BAD: dict[str, tuple[bytes, str]] = {
    "empty.md": (b"", "is empty. Add its text"),
    "empty.pdf": (b"", "is empty. Add its text"),
    "program.txt": (bytes(range(256)) * 20, "looks like a binary file, not text. Give it the suffix"),
    "latin.txt": ("Ąčę į šų ".encode("utf-16-le")[1:] * 9, "looks like a binary file, not text. Give it the suffix"),
    "mixed.md": ("Café ä ö ü ".encode() * 9 + b"\xff\xfe\xfa", "is not valid UTF-8 at byte 135. Save it as UTF-8"),
    "broken.pdf": (pdf()[:200], "save it again"),
    "none.pdf": (b"This is no PDF at all.", "is no PDF file. Give it the suffix"),
    "locked.pdf": (pdf(password="secret"), "password"),
    "none.docx": (b"PK\x03\x04 but no more", "is damaged or no Word document. Open it in Word"),
    "blank.txt": (b" \n\t\n ", "holds no text. Add its text"),
    "script.html": (b"<html><body><script>alert(1)</script></body></html>", "holds no text. Add its text"),
    "header.md": (b"title: Only a header\npublished: 2020\n", "holds no text. Add its text"),
    "date.md": (b"title: x\npublished: 2021-02-30\n\nText.", "published '2021-02-30'"),
    "kind.md": (b"title: x\nkind: rumour\n\nText.", "kind 'rumour' is not one of press_release"),
    "url.md": (b"title: x\nurl: javascript:alert(1)\n\nText.", "is not a web address. Begin it with https://"),
    "huge.txt": (b"word " * 10_000_000, "is 50.0 MB, above the limit of 20 MB. Split it"),
    "long.txt": (b"word " * 500_000, "characters, above the limit of 2,000,000. Split it"),
}
LINK = "outside.md"


@pytest.fixture(scope="module")
def bad_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, dict[str, Any], Path]:
    """One run over the good files, every bad one, a link out of the folder, and a copy of a good one."""
    folder = tmp_path_factory.mktemp("bad")
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, data in BAD.items():
        (corpus / name).write_bytes(data[0])
    for name, text in GOOD.items():
        (corpus / name).write_text(text)
    (folder / "secret.md").write_text("A secret outside the folder.")
    (corpus / LINK).symlink_to(folder / "secret.md")
    (corpus / "copy.md").write_text(GOOD["companies.md"])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        with redirect_stdout(StringIO()) as said:
            status = main(["--json"])
    return status, json.loads(said.getvalue()), folder


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_sentence_with_its_name_and_a_next_step(
    bad_run: tuple[int, dict[str, Any], Path], name: str
) -> None:
    """One line, no traceback."""
    reasons = [item["reason"] for item in bad_run[1]["failed"] if item["path"].endswith(name)]
    assert len(reasons) == 1
    assert reasons[0].startswith(name)
    assert BAD[name][1] in reasons[0]
    assert "\n" not in reasons[0]
    assert reasons[0].endswith(".")
    assert "Traceback" not in reasons[0]


def test_a_link_out_of_the_folder_is_not_followed(bad_run: tuple[int, dict[str, Any], Path]) -> None:
    """It is refused by name, and what it leads to is not in the store."""
    reasons = [item["reason"] for item in bad_run[1]["failed"] if item["path"].endswith(LINK)]
    assert reasons
    assert "is a link to a place outside the folder. Put a copy of the file there instead." in reasons[0]
    live = Store(bad_run[2] / "store").open()
    assert live is not None
    assert not [document for document in live.documents.values() if "secret" in document.text]


def test_bad_files_stop_no_good_one(bad_run: tuple[int, dict[str, Any], Path]) -> None:
    """The good ones, one with spaces and accents in its name, are published; the status tells of the bad."""
    status, said, _ = bad_run
    assert status == 1
    # Of two files with one text, the first by name stands for both.
    assert sorted(said["added"]) == sorted(GOOD)
    assert said["twins"] == [{"id": "copy.md", "reason": "has the same text as companies.md, which stands for both."}]
    assert len(said["failed"]) == len(BAD) + 1


def test_the_good_files_are_answered_from(
    bad_run: tuple[int, dict[str, Any], Path], desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Through the bot's own command line."""
    questions = desk / "questions.jsonl"
    asked = [
        "How many companies are on the campus?",
        "How many jobs does the campus provide?",
        "When did the café open?",
    ]
    questions.write_text("".join(json.dumps({"id": n, "question": text}) + "\n" for n, text in enumerate(asked)))
    assert bot.__main__.main(["--questions", str(questions), "--store", str(bad_run[2] / "store")]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["citations"][0]["document_id"] for answer in answers] == list(GOOD)


def test_the_report_in_words_names_each_failure_once(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A failure begins with its file's name and is not repeated."""
    (corpus / "empty.md").write_bytes(b"")
    assert main([]) == 1
    said = capsys.readouterr()
    assert said.out.count("empty.md") == 1
    assert "! empty.md is empty. Add its text or remove the file.\n" in said.out
    assert "3 added, 0 changed, 0 unchanged, 0 removed, 1 failed." in said.out
    assert "Traceback" not in said.out + said.err


def sentence(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a run that does nothing says on standard error; with --json standard output says it too, in one object."""
    assert main(arguments) == 2
    said = capsys.readouterr()
    told = json.loads(said.out) if "--json" in arguments else None
    assert told["error"] + "\n" == said.err if told else said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.rstrip().endswith(".")
    return said.err


def test_a_path_that_does_not_exist_is_named(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is made."""
    assert "nowhere does not exist. Give the folder or file to read." in sentence(capsys, "nowhere")
    assert list(desk.iterdir()) == []


@pytest.mark.parametrize("flag", ["--json", "--dry-run", "--prune", "--rebuild"])
def test_a_folder_without_documents_is_named(desk: Path, capsys: pytest.CaptureFixture[str], flag: str) -> None:
    """With the kinds of file that would be read; nothing is made."""
    (desk / "pictures").mkdir()
    (desk / "pictures" / "logo.png").write_bytes(b"x")
    said = sentence(capsys, "pictures", flag)
    assert "No document was found under pictures. Put .md, .txt" in said
    assert not (desk / "store").exists()


def test_an_ingest_beside_another_is_refused(corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says who holds the store and what to do."""
    with Store(desk / "store").lock():
        said = sentence(capsys)
    assert re.search(rf"Another ingest is at work on store \(process {os.getpid()}, .*\)\. Run this again", said)


@pytest.mark.parametrize("pointer", [b"", b"garbage", b"../..", b"\xff\xfe"])
def test_a_damaged_pointer_is_told_and_a_rebuild_mends_it(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str], pointer: bytes
) -> None:
    """The command that the sentence names works."""
    make_store(desk / "store", [make_document()])
    (desk / "store" / "CURRENT").write_bytes(pointer)
    assert "Run `python -m ingest --rebuild`" in sentence(capsys)
    assert main(["--rebuild"]) == 0
    assert "Published generation g000002: 3 passages, 3 of them newly embedded." in capsys.readouterr().out


def test_a_store_of_another_format_is_told_and_a_rebuild_mends_it(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence gives both format numbers."""
    live = make_store(desk / "store", [make_document()]).open()
    assert live is not None
    path = live.folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))
    assert "has format 99 and this program reads format 4. Run `python -m ingest --rebuild`" in sentence(capsys)
    assert main(["--rebuild"]) == 0


def test_a_store_of_another_encoder_is_made_anew(corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the plain command, as the bot's sentence says: every passage is embedded again, no document is lost."""
    make_store(desk / "store", [make_document(id="elsewhere.md")])
    status, said = report(capsys)
    assert (status, said["embedded"], said["published"]) == (0, 4, "g000002")


@pytest.mark.parametrize("name", ["CLUSTER_THREADS", "CLUSTER_KEEP_GENERATIONS"])
def test_a_setting_that_is_not_usable_is_named(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """With its value, from the environment or a .env file."""
    monkeypatch.setenv(name, "many")
    assert f"{name}='many' is not usable" in sentence(capsys)
    monkeypatch.delenv(name)
    (desk / ".env").write_text(f"{name}=0\n")
    assert f"{name}='0' is not usable" in sentence(capsys)


def flip(path: Path) -> None:
    """Change a byte."""
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def test_the_doctor_tells_a_whole_store_from_none_and_from_a_damaged_one(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 0, 2 and 1; the command that it names mends the store."""
    assert "There is no store in store. Run `python -m ingest` to make it." in sentence(capsys, "doctor")
    main([])
    capsys.readouterr()
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out == "Generation g000001 is whole: 3 documents, 3 passages.\n"
    flip(desk / "store" / "generations" / "g000001" / "documents.jsonl")
    assert main(["doctor"]) == 1
    assert capsys.readouterr().out == (
        "Generation g000001 is damaged. 1 of its files are not as they were written, first documents.jsonl.\n"
        "Run `python -m ingest --rebuild` to make the store again.\n"
    )
    assert "Run `python -m ingest --rebuild`" in sentence(capsys)
    assert main(["--rebuild"]) == 0
    assert main(["doctor"]) == 0


def test_a_damaged_live_generation_is_told_by_every_command_and_mended_by_the_next_ingest(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Until then the one before it answers."""
    main([])
    (corpus / "jobs.txt").write_text("title: Jobs\n\nThe campus provides 3,500 jobs.")
    main([])
    flip(desk / "store" / "generations" / "g000002" / "documents.jsonl")
    capsys.readouterr()
    assert bot.__main__.main(["How many jobs does the campus provide?", "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["generation"] == "g000001"
    notice = "Generation g000002 is damaged, so g000001 takes over until the next `python -m ingest` makes it again."
    assert main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "Generation g000001, kept to go back to, is whole: 3 documents" in told
    assert told.endswith("Run `python -m ingest` to make the store again.\n")
    assert main([]) == 0
    said = capsys.readouterr()
    assert said.err.count(notice) == 1
    assert "~ jobs.txt" in said.out
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("Generation g000003 is whole")


def test_a_damaged_live_generation_is_mended_even_if_no_file_has_changed_since(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The one before it may say just what the files say."""
    main([])
    (corpus / "jobs.txt").write_text("title: Jobs\n\nThe campus provides 3,500 jobs.")
    main([])
    (corpus / "jobs.txt").write_text(GOOD["jobs.txt"])
    flip(desk / "store" / "generations" / "g000002" / "vectors.npy")
    capsys.readouterr()
    status, said = report(capsys)
    assert (status, said["published"], said["embedded"]) == (0, "g000003", 0)
    assert main(["doctor"]) == 0


def test_a_roll_back_tells_where_it_went_and_what_happens_next(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Again goes further back, until there is nothing left; the next ingest embeds nothing of what it knows."""
    assert "There is no store in store, so there is nothing to go back to." in sentence(capsys, "--rollback")
    assert not (desk / "store").exists()
    main([])
    (corpus / "jobs.txt").write_text("title: Jobs\n\nThe campus provides 3,500 jobs.")
    main([])
    capsys.readouterr()
    assert main(["--rollback"]) == 0
    assert "Went back from generation g000002 to g000001, which is live now." in capsys.readouterr().out
    assert "Before g000001 no whole generation is kept" in sentence(capsys, "--rollback")
    status, said = report(capsys)
    assert (status, said["changed"], said["published"], said["embedded"]) == (0, ["jobs.txt"], "g000003", 0)
    status, said = report(capsys, "--rollback")
    assert (status, said["rolled_back"], said["live"]) == (0, "g000003", "g000001")


def test_a_roll_back_beside_an_ingest_is_refused(corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One at a time changes what is live."""
    main([])
    capsys.readouterr()
    with Store(desk / "store").lock():
        assert "Another ingest is at work on store" in sentence(capsys, "--rollback")


@pytest.mark.parametrize("flag", ["--prune", "--rebuild"])
def test_a_corpus_that_would_shrink_by_more_than_half_is_kept_until_forced(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str], flag: str
) -> None:
    """What would go is named; a half may go without asking."""
    (corpus / "new.md").write_text("Something new was said.")
    main([])
    (corpus / "new.md").unlink()
    (corpus / "jobs.txt").unlink()
    capsys.readouterr()
    status, said = report(capsys, flag)
    assert (status, sorted(said["removed"])) == (0, ["jobs.txt", "new.md"])
    (corpus / "companies.md").rename(desk / "companies.md")
    (corpus / "again.md").write_text("Something else was said.")
    main([])
    capsys.readouterr()
    for name in ("again.md", "Été à Stevenage 2021.md"):
        (corpus / name).unlink()
    (corpus / "last.md").write_text(GOOD["jobs.txt"])
    refused = sentence(capsys, flag)
    assert refused == (
        "This would remove 3 of 3 documents (again.md, companies.md, Été à Stevenage 2021.md) and leave 1. "
        "If that is meant, run it again with --force; if not, check the folder you gave.\n"
    )
    assert main([flag, "--dry-run"]) == 0
    assert "This would remove 3 of 3 documents" in capsys.readouterr().out
    assert main([flag, "--force"]) == 0
    live = Store(desk / "store").open()
    assert live is not None
    assert list(live.documents) == ["last.md"]


def test_a_corpus_is_emptied_only_by_force_and_can_be_filled_again(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Then every question is answered honestly, the store is whole, and what comes back is not embedded again."""
    main([])
    for path in corpus.iterdir():
        path.unlink()
    capsys.readouterr()
    assert "This would remove 3 of 3 documents" in sentence(capsys, "--prune")
    assert main(["--prune", "--force"]) == 0
    assert main(["doctor"]) == 0
    capsys.readouterr()
    assert bot.__main__.main(["How many companies are on the campus?", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["status"] == "not_found"
    for name, text in GOOD.items():
        (corpus / name).write_text(text)
    status, said = report(capsys)
    assert (status, sorted(said["added"]), said["embedded"]) == (0, sorted(GOOD), 0)


@pytest.mark.parametrize("flags", [[], ["--prune"]])
def test_a_renamed_file_is_told_and_costs_nothing(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str], flags: list[str]
) -> None:
    """Even one whose title is made of its name; with --prune or without."""
    (corpus / "hpo-zone-2020.txt").write_text("Stevenage was named a zone for investors in autumn 2020.")
    main([])
    (corpus / "hpo-zone-2020.txt").rename(corpus / "The zone.txt")
    capsys.readouterr()
    status, said = report(capsys, *flags)
    assert (status, said["renamed"]) == (0, [{"from": "hpo-zone-2020.txt", "to": "The zone.txt"}])
    assert (said["added"], said["removed"], said["gone"], said["twins"], said["embedded"]) == ([], [], [], [], 0)
    assert report(capsys, *flags)[1]["published"] is None
    (corpus / "The zone.txt").rename(corpus / "zone.txt")
    main(flags)
    said_in_words = capsys.readouterr().out
    assert "> The zone.txt is now zone.txt\n" in said_in_words
    assert "0 added, 0 changed, 3 unchanged, 1 renamed, 0 removed, 0 failed." in said_in_words
    live = Store(desk / "store").open()
    assert live is not None
    for name in ("hpo-zone-2020.txt", "The zone.txt", "zone.txt"):
        document = live.document(name)
        assert document is not None
        assert document.text.startswith("Stevenage was named")


def test_the_report_says_what_is_superseded_what_is_a_copy_and_what_goes_astray(
    corpus: Path, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In words and as JSON, for the first run and for one that changes nothing."""
    story = (
        "The new laboratories on the campus were opened by the mayor on Friday, and the neighbours came to see them. "
    )
    story += "Every firm on the campus may use them, and so may the college."
    for name, publisher, kind in (("release", "Campus", "press release"), ("herald", "Herald", "news")):
        (corpus / f"{name}.md").write_text(f"title: Labs\npublisher: {publisher}\nkind: {kind}\n\n{story}")
    (corpus / "correction.md").write_text("title: Jobs\nsupersedes: jobs.txt\n\nThe campus provides 1,100 jobs.")
    (corpus / "lost.md").write_text("title: Lost\nsupersedes: job.txt\n\nThe campus provides many jobs.")
    status, said = report(capsys)
    assert status == 0
    assert said["superseded"] == [{"id": "jobs.txt", "by": "correction.md"}]
    assert said["copies"] == [{"of": "release.md", "ids": ["herald.md"]}]
    assert [row["id"] for row in said["astray"]] == ["lost.md"]
    assert report(capsys)[1]["published"] is None
    (corpus / "new.md").write_text("Something new was said.")
    main([])
    lines = capsys.readouterr().out.splitlines()
    assert "^ jobs.txt is superseded by correction.md" in lines
    assert "& herald.md is a copy of release.md, which is cited" in lines
    reason = "which is not among the documents. Give the id of one of them."
    assert f"? lost.md supersedes 'job.txt', {reason}" in lines
