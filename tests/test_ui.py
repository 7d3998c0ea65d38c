"""The page over HTTP and as values; what needs a browser is in test_ui_browser.py."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest
from browser import CATALYST, COMPANIES, HOSTILE, SPARK, TableBot, answered, campus_bot, cite, not_found, served_page

import ui
from bot.api.refusal import AWAY, SORRY
from bot.errors import AskError
from bot.types import Answer, Filters, Turn
from ingest.errors import IngestError, OutageError
from ingest.settings import go_offline
from ingest.types import Kind
from page.chat.blocks import TITLE
from page.chat.events import filters_from
from page.guard import HEADERS
from page.period import day_of, span
from page.talk import (
    LONGEST_TALK,
    READING,
    Exchange,
    Talk,
    answer_at,
    answer_for_program,
    bubbles,
    respond,
    sources,
)

JSON = {"content-type": "application/json"}
QUESTION = "How many companies are on the campus?"
LAST = date.today().year  # the year that stands for today


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps votes and its log."""
    return tmp_path_factory.mktemp("page")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The page, served."""
    with served_page("campus_bot", folder) as url:
        yield url


def ask(address: str, data: list[Any], function: int = 0, session: str = "s1") -> list[dict[str, Any]]:
    """Ask as the page does: join the queue, then read its messages until the end."""
    body = {"data": data, "fn_index": function, "session_hash": session, "trigger_id": None, "event_data": None}
    joined = httpx.post(f"{address}/gradio_api/queue/join", content=json.dumps(body).encode(), headers=JSON)
    assert joined.status_code == 200, joined.text
    stream = httpx.get(f"{address}/gradio_api/queue/data", params={"session_hash": session}, timeout=30)
    return [json.loads(line[5:]) for line in stream.text.splitlines() if line.startswith("data:")]


def test_importing_the_page_does_nothing() -> None:
    """No gradio, no server, no setting changed: importing only defines."""
    code = "import os, sys; before = dict(os.environ); import ui; assert dict(os.environ) == before; "
    code += "assert not {'gradio', 'fastapi', 'uvicorn', 'torch', 'chromadb'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(ui.__file__).parent)


def test_nothing_is_told_to_others(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telemetry and look-ups are off, spelt as each library reads it, and the page links to no other."""
    monkeypatch.setattr(os, "environ", dict(os.environ))
    go_offline()
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert os.environ["HF_HUB_OFFLINE"] == os.environ["TRANSFORMERS_OFFLINE"] == "1"
    config = httpx.get(f"{address}/config").json()
    assert config["analytics_enabled"] is False
    assert config["footer_links"] == []


def test_the_page_and_its_style_are_served_with_the_headers(address: str) -> None:
    """From this host, on what is found and what is not."""
    for path, status in (("/", 200), ("/page.css", 200), ("/page.js", 200), ("/other.js", 404), ("/nowhere", 404)):
        response = httpx.get(address + path)
        assert response.status_code == status, path
        assert all(response.headers.get_list(name.decode()) == [value.decode()] for name, value in HEADERS)


def test_the_page_names_itself_and_loads_nothing_from_elsewhere(address: str) -> None:
    """Its title, its language, and no script or style of another host."""
    page = httpx.get(address).text
    assert '<html\n\tlang="en"' in page
    assert TITLE in page
    assert 'src="http' not in page
    assert 'rel="stylesheet" href="http' not in page


def test_every_script_that_the_page_names_is_served(address: str) -> None:
    """And every script that those load."""
    named = set(re.findall(r'<script[^>]* src="(/[^"]+)"', ui.HEAD))
    assert "/page.js" in named
    for path in named:
        script = httpx.get(address + path)
        assert script.status_code == 200, path
        assert "javascript" in script.headers["content-type"]
        for loaded in re.findall(r'from "\./([^"]+)"', script.text):
            assert httpx.get(f"{address}/{loaded}").status_code == 200, loaded


def test_an_upload_is_not_taken(address: str) -> None:
    """Gradio would keep anyone's file."""
    assert httpx.post(f"{address}/gradio_api/upload", files={"files": b"x" * 100}).status_code == 404


def test_another_site_cannot_ask(address: str) -> None:
    """Not even under a host name of its own, where Gradio would allow it."""
    for headers in ({"origin": "https://evil.test"}, {"origin": "https://evil.test", "host": "answers.test"}):
        assert httpx.post(f"{address}/gradio_api/queue/join", json={}, headers=headers).status_code == 403


def test_a_forged_host_does_not_move_the_page(address: str) -> None:
    """The addresses in the page stay this server's."""
    config = httpx.get(f"{address}/config", headers={"x-forwarded-host": "evil.test"})
    assert "evil.test" not in config.text


def test_a_question_is_answered_step_by_step(address: str) -> None:
    """First a note that the bot reads, then the answer, and the sources at the end."""
    messages = ask(address, [QUESTION, [], 0, 0, LAST, None])
    assert messages[-1]["msg"] in {"process_completed", "close_stream"}
    steps = [message["msg"] for message in messages]
    assert steps.count("process_generating") >= 3
    assert READING.split()[0] in json.dumps(messages[:4])
    assert "source-a1-1" in json.dumps(messages)


@pytest.mark.parametrize(
    "question",
    ["\ud800 lone", "nul \x00 here", "\u202eesrever", "", " \n ", "x" * 30_000, "<b>", "Break"],
    ids=["surrogate", "nul", "override", "empty", "blank", "long", "markup", "failing bot"],
)
def test_any_question_gets_a_sentence(address: str, question: str) -> None:
    """No question breaks the page, whatever it is made of."""
    messages = ask(address, [question, [], 0, 0, LAST, None])
    done = [message for message in messages if message["msg"] == "process_completed"]
    assert [message["success"] for message in done] == [True]
    assert "Traceback" not in json.dumps(messages)
    assert "secret words" not in json.dumps(messages)


def test_a_question_of_100_000_characters_is_refused(address: str) -> None:
    """Before it is parsed; the page's own box takes 2,000."""
    body = json.dumps({"data": ["x" * 100_000], "fn_index": 0, "session_hash": "s"}).encode()
    assert httpx.post(f"{address}/gradio_api/queue/join", content=body, headers=JSON).status_code == 413


@pytest.mark.parametrize(
    "data",
    [
        ["q", ["recipe"], 0, 0, LAST, None],
        ["q", [], 1, 0, LAST, None],
        [{}, [], 0, 0, LAST, None],
        ["q", [], 0, 0, 1066, None],
    ],
)
def test_a_forged_form_is_refused(address: str, data: list[Any]) -> None:
    """A kind or year that is not on offer brings down nothing and learns nothing (other shapes: test_threats.py)."""
    assert "Traceback" not in json.dumps(ask(address, data))
    assert httpx.get(address).status_code == 200


def test_questions_leave_no_trace_in_the_log(address: str, folder: Path) -> None:
    """Neither one that fails, nor one with a form that the page cannot have sent."""
    ask(address, ["Break", [], 0, 0, LAST, None])
    ask(address, ["canary", ["recipe"], 0, 0, LAST, None])
    log = (folder / "log.txt").read_text()
    assert "RuntimeError while answering" in log
    assert "canary" not in log
    assert "secret words" not in log


def test_follow_up_questions_carry_the_talk() -> None:
    """The bot is given the questions and answers so far, oldest first."""
    bot = campus_bot()
    talk: Talk = ()
    for question in (QUESTION, "Break", "And in Stevenage?"):
        talk = list(respond(bot, question, Filters(), talk))[-1][0]
    answer = talk[0].answer
    assert answer is not None
    assert bot.asked[-1][1] == (Turn(QUESTION, answer.text),)


def test_the_bot_reads_while_the_note_that_it_does_is_shown() -> None:
    """What takes the note to the page costs the answer no time; and who leaves then waits for nothing."""
    reading, may_end = Event(), Event()

    class Waiting(TableBot):
        def ask(self, *asked: Any, **more: Any) -> Answer:
            reading.set()
            may_end.wait(20)
            return super().ask(*asked, **more)

    steps = respond(Waiting(campus_bot().table), QUESTION, Filters(), ())
    next(steps)
    assert reading.wait(20)
    steps.close()
    may_end.set()


def test_an_answer_grows_from_its_first_words() -> None:
    """The note, one paragraph, then all of them."""
    steps = list(respond(campus_bot(), QUESTION, Filters(), ()))
    said = [bubbles(talk, shown)[-1]["content"] for talk, shown in steps]
    assert said[0] == READING
    assert [len(text.split("\n\n")) for text in said[1:]] == [1, 3]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (AskError("Please type a question."), "Please type a question."),
        (IngestError("There is no store. Run python -m ingest."), "There is no store. Run python -m ingest."),
        (OutageError("The Chroma server at http://10.0.0.5:8000 does not answer."), AWAY),
        (RuntimeError("secret words"), SORRY),
        (UnicodeEncodeError("utf-8", "\ud800", 0, 1, "x"), SORRY),
    ],
)
def test_an_error_is_one_sentence(error: Exception, sentence: str, caplog: pytest.LogCaptureFixture) -> None:
    """Errors made for people are shown, others are not; the log has the type only."""
    talk, _ = list(respond(TableBot({"q": error}), "q", Filters(), ()))[-1]
    assert unescape(bubbles(talk)[-1]["content"]) == sentence
    assert type(error).__name__ in caplog.text
    assert "secret" not in caplog.text


def test_a_vote_finds_the_answer_of_its_bubble() -> None:
    """Also past a notice; a question's own bubble has none."""
    first, second = answered(QUESTION, cite(1, SPARK, CATALYST)), not_found("Why?")
    talk = (Exchange(QUESTION, first), Exchange("Break", notice="Please ask again."), Exchange("Why?", second))
    found = [answer_at(talk, index) for index in range(len(bubbles(talk)))]
    assert found == [None, first, None, None, None, second]
    assert answer_at(talk, 99) is None
    assert answer_at(talk, -1) is None


def test_the_panel_keeps_the_sources_of_earlier_answers() -> None:
    """The newest first, the others folded, so that each marker in the talk leads somewhere."""
    old = answered("Old?", cite(1, SPARK, COMPANIES), answer_id="old")
    new = answered("New?", cite(1, SPARK, CATALYST), answer_id="new")
    panel = sources((Exchange("Old?", old), Exchange("New?", new)))
    assert panel.index("source-new-1") < panel.index("<details") < panel.index("source-old-1")


def test_a_talk_does_not_grow_for_ever() -> None:
    """The page keeps the last exchanges."""
    talk = tuple(Exchange(str(number), notice="x") for number in range(LONGEST_TALK + 5))
    grown = list(respond(campus_bot(), QUESTION, Filters(), talk))[-1][0]
    assert len(grown) == LONGEST_TALK
    assert grown[-1].question == QUESTION


@pytest.mark.parametrize(
    ("kinds", "since", "until", "filters"),
    [
        ([], 0, 0, Filters()),
        ([], None, None, Filters()),  # a year taken out of the box
        (["news"], 0, 0, Filters(kinds=frozenset({Kind.NEWS}))),
        ([], 2019, 0, Filters(since=date(2019, 1, 1))),
        ([], 0, 2020, Filters(until=date(2020, 12, 31))),
        ([], 2021, 2019, Filters(since=date(2019, 1, 1), until=date(2021, 12, 31))),  # the wrong way round
    ],
)
def test_the_form_becomes_filters(kinds: list[str], since: int | None, until: int | None, filters: Filters) -> None:
    """Nothing chosen leaves a side open; whole years count."""
    assert filters_from(kinds, since, until) == filters


def test_a_question_is_answered_as_known_on_a_day() -> None:
    """Only what was published by then counts, by the earlier of that and the filters; the answer says which first."""
    bot, known = campus_bot(), date(2019, 12, 31)
    for filters in (Filters(), Filters(until=date(2021, 12, 31)), Filters(until=date(2018, 12, 31))):
        talk, _ = list(respond(bot, QUESTION, filters, (), known))[-1]
        until = min(known, filters.until or known)
        assert bot.asked[-1][2].until == until
        assert bubbles(talk)[-1]["content"].startswith(f"*As known on 31 December {until.year}*\n\n")
    assert "As known" not in bubbles(list(respond(bot, QUESTION, Filters(), ()))[-1][0])[-1]["content"]


def test_an_answer_as_known_on_a_day_grows_from_its_first_words() -> None:
    """Its day before them."""
    steps = list(respond(campus_bot(), QUESTION, Filters(), (), date(2020, 12, 31)))
    said = [bubbles(talk, shown)[-1]["content"] for talk, shown in steps]
    assert [len(text.split("\n\n")) for text in said[1:]] == [2, 4]


@pytest.mark.parametrize(
    ("years", "first_and_last"),
    [((2012, 2024), (2012, 2026)), ((2012, 2027), (2012, 2027)), ((2026, 2026), (2025, 2026)), (None, (2025, 2026))],
)
def test_the_years_to_choose_from_end_today(years: tuple[int, int] | None, first_and_last: tuple[int, int]) -> None:
    """And are two or more, whatever is dated."""
    first, last = span(years, date(2026, 11, 27))
    assert (first, last) == first_and_last
    assert day_of(last, last) is None
    assert day_of(first, last) == date(first, 12, 31)


def test_a_missing_store_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`python ui.py` without a store says what to do and ends with 1."""
    pytest.importorskip("bot.ask")
    assert ui.main(["--store", str(tmp_path / "none"), "--port", "1"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1, said
    assert "none" in said


def test_a_program_gets_the_json_answer_over_http(address: str) -> None:
    """One call to ask, one to fetch: the same object that the command line prints."""
    question = TableBot({}).examples[0]
    begun = httpx.post(f"{address}/gradio_api/call/ask", json={"data": [question]})
    lines = httpx.get(f"{address}/gradio_api/call/ask/{begun.json()['event_id']}", timeout=20).text.splitlines()
    (answer,) = json.loads(next(line for line in lines if line.startswith("data: ")).removeprefix("data: "))
    assert answer["status"] == "answered"
    assert answer["citations"][0]["quote"] == COMPANIES


def test_a_program_gets_a_sentence_for_a_question_that_cannot_be_taken() -> None:
    """No traceback, and nothing of what went wrong inside."""
    assert answer_for_program(TableBot({}), " ") == {"question": " ", "error": "Please type a question."}
    broken = TableBot({"Break": RuntimeError("secret words")})
    assert answer_for_program(broken, "Break") == {"question": "Break", "error": SORRY}


def source(address: str, document: str) -> httpx.Response:
    """What the permalink of a document opens."""
    return httpx.get(f"{address}/source", params={"document": document, "version": "ab12", "quote": "0-9"})


def test_a_permalink_opens_the_quote_and_says_what_became_of_it(address: str) -> None:
    """With a link to what is to be read instead, behind the guard like everything else."""
    page = source(address, SPARK.id)
    assert page.status_code == 200
    words = unescape(page.text)
    assert f"<mark>{CATALYST}</mark>" in words
    assert "This document has been superseded by a corrected one." in words
    assert '<a href="/source?document=news%2Fzone.md">' in words
    for name, value in HEADERS:
        assert page.headers[name.decode()] == value.decode()


def test_a_permalink_to_a_withdrawn_document_says_why(address: str) -> None:
    """As a page that is gone."""
    page = source(address, "withdrawn for a wrong figure")
    assert page.status_code == 410
    assert "withdrawn for a wrong figure" in page.text
    assert "<mark>" not in page.text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_in_a_permalink_becomes_markup(address: str, hostile: str) -> None:
    """Neither what a visitor writes in it nor what a document or a reason holds."""
    page = source(address, f"withdrawn {hostile}").text
    ours = r'<(?:/?(?:html|head|body|main|h1|p|a|title|nav)|!doctype|meta|link)(?: [\w-]+(?:="[^"<>]*")?)*>'
    assert "<" not in re.sub(ours, "", page)
    assert all(unescape(link).startswith("/") for link in re.findall('href="(.*?)"', page))


@pytest.mark.parametrize("query", ["", "?document=", "?document=never.md", "?document=a&quote=x", "?quote=1-2"])
def test_a_permalink_to_nothing_is_not_found(address: str, query: str) -> None:
    """A sentence, and the status that says so."""
    page = httpx.get(f"{address}/source{query}")
    assert page.status_code == 404
    assert "There is no such document here" in unescape(page.text)


def test_a_permalink_that_cannot_be_followed_now_is_one_sentence(address: str) -> None:
    """Nothing of what went wrong inside."""
    page = source(address, "broken")
    assert page.status_code == 503
    assert "secret" not in page.text
