"""`python -m bot`: one answer in words or JSON, or a file of questions."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import make_document, make_store

from bot.__main__ import last_day, main
from ingest.store import Store

QUESTION = "How many companies are on the Stevenage campus in 2020?"
ANSWER_KEYS = [
    "id", "question", "standalone_question", "status", "text", "as_of", "known_by", "leads", "citations", "figures",
    "calculations", "conflicts", "history", "nearest", "generation", "mode", "timings_ms",
    "prompt_version", "unproven", "language",
]  # fmt: skip
CITATION_KEYS = [
    "number", "document_id", "title", "publisher", "published", "url", "kind", "language", "quote", "start", "end",
    "page", "generation", "permalink", "also_at",
]  # fmt: skip
FIGURE_KEYS = {"value", "unit", "original", "as_of", "scope", "status", "citation", "hedge"}


@pytest.fixture
def store(campus_store: Store, desk: Path) -> str:
    """The campus store, asked from an empty folder."""
    return str(campus_store.folder)


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """The JSON answer to one question."""
    assert main([*arguments, "--json"]) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


def test_the_json_answer_has_the_keys_that_clients_rely_on(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exactly those, in the answer, its citations and its figures."""
    answer = asked(capsys, QUESTION, "--store", store)
    assert list(answer) == ANSWER_KEYS
    assert answer["status"] == "answered"
    assert [list(citation) for citation in answer["citations"]] == [CITATION_KEYS] * len(answer["citations"])
    assert [figure.keys() for figure in answer["figures"]] == [FIGURE_KEYS] * len(answer["figures"])
    assert [(figure["value"], figure["unit"], figure["citation"]) for figure in answer["figures"][:1]] == [
        (45, "companies", 1)
    ]
    first = answer["citations"][0]
    assert (first["document_id"], first["published"], first["kind"], first["url"]) == (
        "news/2020.md",
        "2020-10",
        "news",
        None,
    )


def test_what_is_not_found_comes_with_its_nearest_passages(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """At most three, each a whole citation; the exit status is that of a question taken."""
    answer = asked(capsys, "What is the boiling point of tungsten?", "--store", store)
    assert (answer["status"], answer["citations"], answer["as_of"]) == ("not_found", [], None)
    assert 1 <= len(answer["nearest"]) <= 3
    assert [list(citation) for citation in answer["nearest"]] == [CITATION_KEYS] * len(answer["nearest"])


def test_the_answer_in_words_names_its_sources(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Title, publisher and date below, numbered as in the text."""
    assert main([QUESTION, "--store", store]) == 0
    said = capsys.readouterr().out
    assert "45 companies" in said
    assert "[1] The campus in 2020" in said
    assert "Mondaq, October 2020" in said


def test_nothing_newer_than_as_of_is_cited(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """By year, month or day; what may be newer or is undated counts as newer."""
    for until in ["2020", "2020-10-31"]:
        answer = asked(capsys, "How many companies are on the Stevenage campus?", "--as-of", until, "--store", store)
        cited = {citation["document_id"] for citation in answer["citations"] + answer["nearest"]}
        assert cited <= {"press/2016.md", "news/2020.md"}
        assert "news/2020.md" in cited
    answer = asked(capsys, "How many companies are on the Stevenage campus?", "--as-of", "2020-10-30", "--store", store)
    assert {citation["document_id"] for citation in answer["citations"] + answer["nearest"]} == {"press/2016.md"}


@pytest.mark.parametrize(
    ("text", "day"),
    [("2020", date(2020, 12, 31)), ("2020-02", date(2020, 2, 29)), ("2020-02-03", date(2020, 2, 3))],
)
def test_a_date_means_its_last_day(text: str, day: date) -> None:
    """So that "as of 2020" holds all of 2020."""
    assert last_day(text) == day


@pytest.mark.parametrize("text", ["yesterday", "2020-13", "2020-02-30", "20", "2020-2", ""])
def test_a_date_that_is_none_is_refused(store: str, capsys: pytest.CaptureFixture[str], text: str) -> None:
    """In a sentence with the form that is meant."""
    with pytest.raises(SystemExit) as caught:
        main([QUESTION, "--as-of", text, "--store", store])
    assert caught.value.code == 2
    said = capsys.readouterr().err
    assert "Write" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("question", ["", "  ", "\x07\x1b", "\udce9", "x" * 100_000])
def test_a_question_that_cannot_be_taken_is_refused(
    store: str, capsys: pytest.CaptureFixture[str], question: str
) -> None:
    """One sentence on standard error, nothing on standard output, exit 1."""
    assert main([question, "--store", store, "--json"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith("please.\n")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["What?", "--questions", "file.jsonl"]])
def test_a_question_and_a_file_exclude_each_other(
    desk: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """And one of them is needed."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "give a question, or --questions FILE" in capsys.readouterr().err


def test_no_store_is_told_with_the_command_that_makes_one(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and nothing is made."""
    assert main([QUESTION]) == 2
    assert capsys.readouterr().err == "There is no store in store yet. Run `python -m ingest` to make it.\n"
    assert list(desk.iterdir()) == []


def test_a_store_that_does_not_fit_is_told_with_the_command_that_mends_it(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Made by another encoder, or in another format."""
    live = make_store(desk / "store", [make_document()]).open()
    assert live is not None
    assert main([QUESTION]) == 2
    assert "made with the encoder 'words', and 'all-MiniLM-L6-v2@" in (said := capsys.readouterr().err)
    assert "Run `python -m ingest` to make it anew" in said
    manifest = live.folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": 4', '"format": 1'))
    assert main([QUESTION]) == 2
    assert "has format 1 and this program reads format 4. Run `python -m ingest --rebuild`" in capsys.readouterr().err


def answers(capsys: pytest.CaptureFixture[str], store: str, lines: list[str], status: int) -> list[dict[str, Any]]:
    """The lines of standard output, each JSON, for a file of those lines."""
    Path("questions.jsonl").write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    assert main(["--questions", "questions.jsonl", "--store", store]) == status
    said = capsys.readouterr()
    assert said.err == ""
    return [json.loads(line) for line in said.out.split("\n") if line]


def test_a_file_of_questions_gets_an_answer_a_line(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """In order, with their ids, talk and dates; blank lines are passed over."""
    lines = [
        json.dumps({"id": "q1", "question": QUESTION}),
        "",
        json.dumps({"id": 2, "question": "Should I buy shares?"}),
        json.dumps(
            {
                "id": ["any", "JSON"],
                "question": "And how many of those are in gene therapy?",
                "history": [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "45 companies."}],
            }
        ),
        json.dumps({"id": "q4", "question": "How many companies are on the Stevenage campus?", "as_of": "2017"}),
    ]
    said = answers(capsys, store, lines, 0)
    assert [answer["id"] for answer in said] == ["q1", 2, ["any", "JSON"], "q4"]
    assert [sorted(answer) for answer in said] == [sorted(ANSWER_KEYS)] * 4
    assert said[1]["status"] == "out_of_scope"
    assert "13 of which" in said[2]["text"]
    assert {citation["document_id"] for citation in said[3]["citations"]} == {"press/2016.md"}


def test_a_question_without_an_id_gets_the_answers(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """So that every line has one."""
    first, second = answers(capsys, store, [json.dumps({"question": QUESTION})] * 2, 0)
    assert first["id"] == second["id"] != None  # noqa: E711


BAD_LINES = [
    ("no JSON", "is not a question"),
    ("[1]", "is not a question"),
    ('{"id": 1}', "is not a question"),
    ('{"id": 1, "question": 7}', "is not a question"),
    ('{"id": 1, "question": ""}', "There is no question yet"),
    ('{"id": 1, "question": "%s"}' % ("x" * 100_000), "Ask it in a sentence or two"),
    ('{"id": 1, "question": "\\ud800"}', "There is no question yet"),
    ('{"id": 1, "question": "What?", "as_of": "2020-13"}', "does not exist"),
    ('{"id": 1, "question": "What?", "as_of": 2020}', "is not a question"),
    ('{"id": 1, "question": "What?", "history": "before"}', "is not a question"),
    ('{"id": 1, "question": "What?", "history": [{"content": "no role"}]}', "is not a question"),
    ("[" * 100_000, "is not a question"),
]


def test_bad_lines_get_errors_and_the_others_their_answers(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each error with its line's number, in order; the exit status tells that there was one."""
    good = json.dumps({"id": "good", "question": QUESTION})
    said = answers(capsys, store, [*(line for line, _ in BAD_LINES), good], 1)
    assert len(said) == len(BAD_LINES) + 1
    for number, (answer, (_, error)) in enumerate(zip(said[:-1], BAD_LINES, strict=True), start=1):
        assert answer["error"].startswith(f"Line {number}: ")
        assert error in answer["error"]
    assert (said[-1]["id"], said[-1]["status"]) == ("good", "answered")


def test_odd_line_separators_in_a_question_end_no_line(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """JSON allows them inside a string."""
    marks = ["\u2028", "\u2029", "\x85", "\ufeff"]
    lines = [json.dumps({"id": mark, "question": f"{mark}{QUESTION}"}, ensure_ascii=False) for mark in marks]
    said = answers(capsys, store, lines, 0)
    assert [(answer["id"], answer["status"]) for answer in said] == [(mark, "answered") for mark in marks]


def test_a_byte_order_mark_before_the_first_line_is_passed_over(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Some editors write one."""
    said = answers(capsys, store, ["\ufeff" + json.dumps({"id": 1, "question": QUESTION})], 0)
    assert [answer["id"] for answer in said] == [1]


def test_lone_surrogates_in_ids_and_talk_come_back_as_escapes(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    """No output can carry them raw."""
    talk = [{"role": "user", "content": "\ud800 the campus"}, {"role": "assistant", "content": "\udfff"}]
    said = answers(capsys, store, [json.dumps({"id": "\ud800", "question": f"And {QUESTION}", "history": talk})], 0)
    assert [answer["id"] for answer in said] == ["\ud800"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(
    store: str, desk: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    """Missing, or not UTF-8: exit 2."""
    if content is not None:
        (desk / "odd.jsonl").write_bytes(content)
    assert main(["--questions", "odd.jsonl", "--store", store]) == 2
    assert "odd.jsonl cannot be read as UTF-8 text" in capsys.readouterr().err


def test_a_reader_who_has_seen_enough_is_no_error(store: str) -> None:
    """`python -m bot ... | true` ends without a traceback."""
    ours = subprocess.Popen(
        [sys.executable, "-m", "bot", QUESTION, "--store", store],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert ours.stdout is not None
    assert ours.stderr is not None
    ours.stdout.close()
    assert b"Traceback" not in ours.stderr.read()
    assert ours.wait() == 0
    ours.stderr.close()
