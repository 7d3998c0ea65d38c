"""The page of a shared answer, over real documents and real HTTP: what still stands is shown, and nothing else."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from time import time

import httpx
import pytest
from browser import (
    CATALYST,
    COMPANIES,
    DISPUTED,
    GROWN,
    HOSTILE,
    Remembering,
    TableBot,
    disputed,
    grown,
    hostile_bot,
    served_page,
)
from browser import campus_bot as table_bot
from lxml import html

from bot.ask import Bot
from bot.permalink import Fate
from bot.types import Answer
from ingest.store import Store
from page.guard import HEADERS
from page.shared import shared_page
from page.shares import PATH, Shared, Shares

TODAY = date(2026, 11, 27)
QUESTION = "How many companies are on the Stevenage campus in 2020?"
TAGS = set(
    "html head meta title link body main h1 h2 h3 p a div section span strong em ol ul li blockquote mark".split()
)
TAGS |= set("time table caption thead tbody tr th td img".split())


def shown(bot: TableBot, answer: Answer) -> str:
    """The words of the page of an answer."""
    page = shared_page(bot, Shared(answer, TODAY, TODAY))
    return " ".join(html.fromstring(page).text_content().split())


@pytest.fixture(scope="module")
def answer(campus_bot: Bot) -> Answer:
    """A real one."""
    found = campus_bot.ask(QUESTION)
    assert found.citations
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, campus_store: Store) -> Path:
    """Where the server keeps everything: a store of its own, what is shared, its log."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copytree(campus_store.folder, folder / "store")
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """All that is served, over real documents."""
    with served_page("store_bot", folder, CLUSTER_STORE=str(folder / "store")) as url:
        yield url


def test_a_link_opens_the_answer_as_it_was_for_no_search_engine(address: str, folder: Path, answer: Answer) -> None:
    """One that another process shared, with what each quote is today; it is cached by nobody and framed by nobody."""
    link = Shares(folder / "shared", 90).put(answer, TODAY)
    said = httpx.get(f"{address}{PATH}/{link.name}")
    assert said.status_code == 200
    words = unescape(said.text)
    assert "Asked on 27 November 2026" in words
    assert all(one.quote in words for one in answer.citations)
    assert answer.leads[0].words in words
    count = len(answer.citations)
    assert f"{count} of {count} quote" in words
    assert (said.headers["cache-control"], said.headers["x-robots-tag"]) == ("no-store", "noindex")
    assert all(said.headers[name.decode()] == value.decode() for name, value in HEADERS)
    assert "<script" not in said.text
    assert httpx.head(f"{address}{PATH}/{link.name}").status_code == 200


def test_what_was_guessed_and_what_is_over_are_the_same(address: str, folder: Path, answer: Answer) -> None:
    """404 in the same words, whatever is tried, for who reads and for who would stop it."""
    over = Shares(folder / "shared", 90, now=lambda: time() - 91 * 86_400).put(answer, TODAY)
    pages = {httpx.get(f"{address}{PATH}/{name}").text for name in (over.name, "guessed", "x" * 500, "a%20b", "%F0%9F")}
    assert len(pages) == 1
    for name in (over.name, "guessed"):
        assert httpx.get(f"{address}{PATH}/{name}").status_code == 404
        assert httpx.get(f"{address}{PATH}/{name}/stop").status_code == 404
        assert httpx.post(f"{address}{PATH}/{name}/stop", data={"code": over.code}).status_code == 404


@pytest.mark.parametrize(
    "path", ["..%2f..%2fetc%2fpasswd", "%2e%2e", "..%5cshared.db", "shared.db", "%00", "a/b", "", "../feedback.jsonl"]
)
def test_no_path_leads_to_a_file(address: str, folder: Path, answer: Answer, path: str) -> None:
    """Nor to a failure."""
    Shares(folder / "shared", 90).put(answer, TODAY)
    said = httpx.get(f"{address}{PATH}/{path}")
    assert said.status_code in {404, 422}
    assert "SQLite" not in said.text
    assert "Traceback" not in said.text


def test_only_its_code_stops_a_link_and_then_it_is_gone(address: str, folder: Path, answer: Answer) -> None:
    """By a form; a wrong code, no code and another site's page do nothing."""
    link = Shares(folder / "shared", 90).put(answer, TODAY)
    page = f"{address}{PATH}/{link.name}"
    form = httpx.get(f"{page}/stop")
    assert form.status_code == 200
    assert link.code not in form.text
    for data in ({"code": "guessed"}, {"code": link.name}, {"code": ""}, {}, {"code": ["\ud7ff", link.code[:-1]]}):
        assert httpx.post(f"{page}/stop", data=data).status_code == 403
    foreign = httpx.post(f"{page}/stop", data={"code": link.code}, headers={"origin": "https://evil.test"})
    assert foreign.status_code == 403
    assert httpx.get(page).status_code == 200
    done = httpx.post(f"{page}/stop", data={"code": f" {link.code} "})
    assert done.status_code == 200
    assert "Sharing has been stopped" in unescape(done.text)
    for again in (httpx.get(page), httpx.get(f"{page}/stop"), httpx.post(f"{page}/stop", data={"code": link.code})):
        assert again.status_code == 410
        assert "has stopped sharing it" in unescape(again.text)
        assert answer.question not in unescape(again.text)


def test_what_cannot_be_read_is_one_sentence(address: str, folder: Path, answer: Answer) -> None:
    """No traceback, and the page goes on."""
    shares = Shares(folder / "shared", 90)
    link = shares.put(answer, TODAY)
    whole = shares.path.read_bytes()
    shares.path.write_bytes(b"damaged " * 1000)
    said = httpx.get(f"{address}{PATH}/{link.name}")
    shares.path.write_bytes(whole)
    assert said.status_code == 503
    assert "its file is damaged" in unescape(said.text)
    assert "Traceback" not in (folder / "log.txt").read_text()
    assert httpx.get(f"{address}{PATH}/{link.name}").status_code == 200


@pytest.mark.parametrize(
    ("button", "sentence"),
    [
        ("share", "does not hold this conversation any more"),
        ("unshare", "Sharing has been stopped"),
        ("forget", "a shared link is stopped by the second link"),
    ],
)
def test_a_press_after_the_server_was_started_anew_is_a_sentence(address: str, button: str, sentence: str) -> None:
    """The page still shows the talk, and the server knows nothing of it."""
    config = httpx.get(f"{address}/config").json()
    names = {part["id"]: part["props"].get("elem_id") for part in config["components"]}
    pressed = {names.get(target[0]): one["id"] for one in config["dependencies"] for target in one["targets"]}
    body = {"data": [None], "fn_index": pressed[button], "session_hash": f"new {button}", "trigger_id": None}
    assert httpx.post(f"{address}/gradio_api/queue/join", json=body).status_code == 200
    said = httpx.get(f"{address}/gradio_api/queue/data", params={"session_hash": f"new {button}"}, timeout=30)
    (done,) = [json.loads(line[5:]) for line in said.text.splitlines() if '"process_completed"' in line]
    assert done["success"]
    assert sentence in unescape(json.dumps(done["output"]))


def test_what_has_been_withdrawn_since_is_not_shown(address: str, folder: Path, answer: Answer) -> None:
    """From that moment on: neither the quote nor the short answer; a sentence with the reason stands there."""
    link = Shares(folder / "shared", 90).put(answer, TODAY)
    first = answer.citations[0]
    ingest(folder, "withdraw", first.source.id, "--reason", "The number was wrong.")
    words = unescape(httpx.get(f"{address}{PATH}/{link.name}").text)
    ingest(folder, "reinstate", first.source.id)
    assert "The number was wrong." in words
    assert "What stood here is left out" in words
    assert first.quote not in words
    assert f"<strong>{answer.leads[0].words}</strong>" not in words
    assert first.quote in unescape(httpx.get(f"{address}{PATH}/{link.name}").text)


def ingest(folder: Path, *arguments: str) -> None:
    """Run a command of the ingest over the server's store, as its operator does."""
    done = subprocess.run(
        [sys.executable, "-m", "ingest", *arguments, "--store", str(folder / "store")],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent,
    )
    assert done.returncode == 0, done.stderr


def test_nothing_of_a_withdrawn_document_is_left_on_the_page() -> None:
    """Its figures, its side of a disagreement, its part of a sum, its place in the history: all gone."""
    answer = disputed(DISPUTED)
    whole, left = shown(Remembering(answer), answer), shown(Remembering(answer, news=Fate.WITHDRAWN), answer)
    for words in ("£1.6bn", "£1.25bn", "The sources disagree", "calculated from"):
        assert words in whole
        assert words not in left
    assert CATALYST in left
    assert "2 of 3 quotes stand in the documents today." in left
    moved = grown(GROWN)
    assert "How the figure moved" in shown(Remembering(moved), moved)
    assert "How the figure moved" not in shown(Remembering(moved, news=Fate.WITHDRAWN), moved)


@pytest.mark.parametrize("fate", [Fate.SUPERSEDED, Fate.REMOVED])
def test_what_was_corrected_or_removed_is_shown_as_it_was_and_said_to_be(fate: Fate) -> None:
    """The words stay, and what has become of them stands above."""
    answer = grown(GROWN)
    words = shown(Remembering(answer, press_releases=fate), answer)
    assert f"It is {fate}." in words
    assert CATALYST in words
    assert "1 of 2 quotes stand" in words or "1 of 2 quote stands" in words


def test_what_cannot_be_proven_is_not_shown() -> None:
    """Of a store that never held it, or when the kept quote has been tampered with."""
    answer = grown(GROWN)
    elsewhere = shown(Remembering(), answer)
    assert CATALYST not in elsewhere
    assert COMPANIES not in elsewhere
    assert "cannot be proven" in elsewhere
    forged = replace(answer, citations=(replace(answer.citations[0], quote="It had 400."), answer.citations[1]))
    forged = replace(forged, text=f"It had 400. [1]\n{COMPANIES} [2]")
    words = shown(Remembering(answer), forged)
    assert "It had 400." not in words
    assert "not the words that the document has" in words
    assert COMPANIES in words


def test_an_honest_no_is_shared_with_what_came_nearest() -> None:
    """As on the page; of the nearest, too, what was withdrawn is gone."""
    bot = table_bot()
    answer = bot.table["Who will win the cup?"]
    assert isinstance(answer, Answer)
    words = shown(Remembering(answer), answer)
    assert "They do not answer the question." in words
    assert CATALYST in words
    assert CATALYST not in shown(Remembering(answer, press_releases=Fate.WITHDRAWN), answer)


def test_how_a_question_was_understood_is_said() -> None:
    """A question that followed others means nothing alone."""
    answer = replace(grown("And then?"), standalone_question="How many companies were there then?")
    assert "Understood as: How many companies were there then?" in shown(Remembering(answer), answer)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_in_a_shared_answer_becomes_markup(text: str) -> None:
    """In every place of an answer, of its document and of its question: shown, and never obeyed."""
    answer = hostile_bot().table[text]
    assert isinstance(answer, Answer)
    for bot in (Remembering(answer), Remembering()):
        page = html.document_fromstring(shared_page(bot, Shared(answer, TODAY, TODAY)))
        assert {element.tag for element in page.iter()} <= TAGS
        assert not [name for element in page.iter() for name in element.attrib if re.match("on|style|src", name)]
        assert all(re.match(r"[/#]", link) for link in page.xpath("//@href"))
        assert " ".join(page.findtext(".//h1").split()) == " ".join(text.split())
