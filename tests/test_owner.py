"""The owner's page over HTTP, before the assembled application; what needs a browser is in test_owner_browser.py."""

import asyncio
import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from io import StringIO
from pathlib import Path

import httpx
import pytest
from browser import HOSTILE, served_page
from mcp import Client
from owners import PASSWORD, ask, field, form_token, signed_in
from partners import PARK, calls, write_sites

CUP = "Who will win the cup?"
FORMULA = '=HYPERLINK("http://evil.test","open")'
CSV = (
    "questions-a-day",
    "questions-without-an-answer",
    "reports",
    "thumbs",
    "documents",
    "ageing-figures",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the server keeps everything."""
    return tmp_path_factory.mktemp("owner")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """The page with an owner, behind a proxy on this machine."""
    write_sites(folder)
    with served_page("campus_bot", folder, CLUSTER_OWNER_PASSWORD=PASSWORD, CLUSTER_TRUSTED_PROXIES="127.0.0.1") as url:
        yield url


@pytest.fixture
def owner(address: str) -> Iterator[httpx.Client]:
    """Who has signed in, with nothing kept yet."""
    with signed_in(address) as client:
        client.post("/owner/erase", data={"all": "yes", "sure": "yes", "form": form_token(client)})
        yield client


def kept(client: httpx.Client) -> dict[str, list[dict[str, object]]]:
    """All that is kept, as it is taken away."""
    response = client.get("/owner/kept.json")
    assert re.fullmatch(r'attachment; filename="kept-\d{4}-\d\d-\d\d\.json"', response.headers["content-disposition"])
    found: dict[str, list[dict[str, object]]] = response.json()
    return found


def rows(client: httpx.Client, name: str) -> list[list[str]]:
    """A table as a spreadsheet reads it, its head first."""
    response = client.get(f"/owner/{name}.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert f'filename="{name}-20' in response.headers["content-disposition"]
    assert response.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_without_a_password_there_is_no_such_page_and_nothing_is_kept(tmp_path: Path) -> None:
    """No file is made, nothing is said of one, and no report is taken."""
    with served_page("campus_bot", tmp_path) as url:
        before = {path.name for path in tmp_path.iterdir()}
        ask(url, CUP)
        assert httpx.get(f"{url}/owner").status_code == 404
        for path in ("/owner", "/owner/erase", "/owner/out", "/source"):
            assert httpx.post(url + path, data={"password": "", "document": "press_releases/spark.md"}).is_error
        assert "Questions are kept" not in httpx.get(f"{url}/config").text
        assert "<form" not in httpx.get(f"{url}/source?document=press_releases/spark.md&quote=0-1").text
        assert {path.name for path in tmp_path.iterdir()} == before


def test_with_0_days_the_page_is_there_and_no_question_is_kept(tmp_path: Path) -> None:
    """Nor is one from before, and nothing is said of keeping any."""
    with served_page("campus_bot", tmp_path, CLUSTER_OWNER_PASSWORD=PASSWORD, CLUSTER_KEEP_QUESTIONS_DAYS="0") as url:
        ask(url, CUP)
        with signed_in(url) as client:
            assert "0 questions are kept, and no new one is." in unescape(client.get("/owner").text)
        assert "Questions are kept" not in httpx.get(f"{url}/config").text
        assert not (tmp_path / "questions.sqlite3").exists()


def test_visitors_are_told_that_questions_are_kept(address: str) -> None:
    """On the page and on partners' sites, for how long, in one sentence."""
    told = "Questions are kept for 30 days, without any address, so that the documents can be improved."
    assert told in httpx.get(f"{address}/config").text
    settings = httpx.get(f"{address}/api/sites/park", headers=calls(PARK)).json()
    assert settings["notice"].endswith(told)


def test_whoever_asks_is_kept_once_and_who_only_checks_is_not(address: str, owner: httpx.Client) -> None:
    """By the API, as it comes, by OpenAI's interface, by an assistant, and by the page."""
    ask(address, "by the API")
    events = {"accept": "text/event-stream"}
    httpx.post(f"{address}/api/ask", json={"question": "as it comes"}, headers=events)
    messages = [{"role": "user", "content": "by a client"}]
    httpx.post(f"{address}/v1/chat/completions", json={"model": "cluster-answers", "messages": messages})

    async def by_an_assistant() -> None:
        async with Client(f"{address}/mcp") as client:
            await client.call_tool("ask", {"question": "by an assistant"})

    asyncio.run(by_an_assistant())
    call = httpx.post(f"{address}/gradio_api/call/ask", json={"data": ["by the page"]}).json()
    httpx.get(f"{address}/gradio_api/call/ask/{call['event_id']}")
    assert httpx.get(f"{address}/readyz").status_code == 200
    found = [question["question"] for question in kept(owner)["questions"]]
    assert found == ["by the API", "as it comes", "by a client", "by an assistant", "by the page"]


def test_a_site_s_questions_have_its_name_and_nothing_of_who_asked(
    address: str, owner: httpx.Client, folder: Path
) -> None:
    """No address and no token stands in any file."""
    token = httpx.post(f"{address}/api/sites/park/token", headers=calls(PARK)).json()["token"]
    asked = httpx.post(
        f"{address}/api/ask",
        json={"question": "Echo"},
        headers=calls(PARK, token, x_forwarded_for="203.0.113.7", user_agent="curious"),
    )
    assert asked.status_code == 200
    assert [question["site"] for question in kept(owner)["questions"]] == ["park"]
    files = b"".join(path.read_bytes() for path in folder.iterdir() if path.name not in ("address.txt", "sites.toml"))
    assert not any(word in files for word in (b"203.0.113.7", b"127.0.0.1", token.encode(), b"curious"))


def test_a_session_is_a_cookie_that_only_this_page_gets(address: str) -> None:
    """No script and no other site has it; by HTTPS it goes by HTTPS alone, where a trusted proxy says so."""
    plain = httpx.post(f"{address}/owner", data={"password": PASSWORD}).headers["set-cookie"]
    parts = {part.strip().lower() for part in plain.split(";")[1:]}
    assert parts == {"httponly", "max-age=28800", "path=/owner", "samesite=strict"}
    over = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.7"}
    secure = httpx.post(f"{address}/owner", data={"password": PASSWORD}, headers=over).headers["set-cookie"]
    assert "; Secure" in secure


def test_no_response_is_kept_or_listed(address: str, owner: httpx.Client) -> None:
    """With a session or without."""
    for headers_of in (owner.get, lambda path: httpx.get(address + path)):
        for path in ("/owner", "/owner/kept.json", "/owner/thumbs.csv", "/owner/nothing.csv"):
            headers = headers_of(path).headers
            assert (headers["cache-control"], headers["x-robots-tag"]) == ("no-store", "noindex"), path


@pytest.mark.parametrize("cookie", ["", "forged", "IjEi.abc.def"])
def test_without_a_session_nothing_is_shown(address: str, owner: httpx.Client, cookie: str) -> None:
    """Only the form for the password; nothing is erased."""
    ask(address, CUP)
    with httpx.Client(base_url=address, headers={"cookie": f"owner={cookie}"}) as stranger:
        page = stranger.get("/owner").text
        assert 'type="password"' in page
        assert "cup" not in page
        for path in ("/owner/kept.json", *(f"/owner/{name}.csv" for name in CSV)):
            response = stranger.get(path)
            assert (response.status_code, response.headers["location"], response.content) == (303, "/owner", b"")
        for path in ("/owner/erase", "/owner/out"):
            assert stranger.post(path, data={"all": "yes", "sure": "yes"}).status_code == 303
    assert len(kept(owner)["questions"]) == 1


def test_a_form_that_was_not_made_for_the_session_does_nothing(address: str, owner: httpx.Client) -> None:
    """Without a token, with another session's, from another site's page, or as something that is no form."""
    ask(address, CUP)
    with signed_in(address) as other:
        theirs = form_token(other)
    all_of_it = {"all": "yes", "sure": "yes"}
    for token in ({}, {"form": ""}, {"form": "x"}, {"form": theirs}):
        for path in ("/owner/erase", "/owner/out"):
            assert owner.post(path, data={**all_of_it, **token}).status_code == 403
    mine = {**all_of_it, "form": form_token(owner)}
    assert owner.post("/owner/erase", data=mine, headers={"origin": "https://evil.test"}).status_code == 403
    assert owner.post("/owner/erase", json=mine).status_code == 403
    assert owner.get("/owner/erase", params=mine).status_code in (404, 405)
    assert len(kept(owner)["questions"]) == 1


def test_who_signs_out_is_out(address: str) -> None:
    """Also a copy of the cookie."""
    with signed_in(address) as client:
        cookie = client.cookies["owner"]
        response = client.post("/owner/out", data={"form": form_token(client)})
        assert response.status_code == 303
        assert "owner=" in response.headers["set-cookie"]
        again = httpx.get(f"{address}/owner", headers={"cookie": f"owner={cookie}"})
        assert 'type="password"' in again.text


def test_a_wrong_password_is_told_and_after_five_when_to_try_again(tmp_path: Path) -> None:
    """To the address that sends them; an owner at another signs in, and one who has signed in goes on."""
    behind = {"CLUSTER_OWNER_PASSWORD": PASSWORD, "CLUSTER_TRUSTED_PROXIES": "127.0.0.1"}
    with served_page("campus_bot", tmp_path, **behind) as url, signed_in(url) as client:

        def send(password: str, address: str) -> httpx.Response:
            return httpx.post(f"{url}/owner", data={"password": password}, headers={"x-forwarded-for": address})

        for _ in range(5):
            wrong = send("x" * 12, "192.0.2.1")
            assert wrong.status_code == 403
            assert "That is not the password." in unescape(wrong.text)
        refused = send(PASSWORD, "192.0.2.1")
        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= 60
        assert "Try again in a minute." in unescape(refused.text)
        assert "set-cookie" not in refused.headers
        assert send(PASSWORD, "192.0.2.2").status_code == 303
        assert "Sign out" in client.get("/owner").text
        assert PASSWORD not in (tmp_path / "log.txt").read_text()


def test_questions_without_an_answer_stand_together(address: str, owner: httpx.Client) -> None:
    """The most asked first, with their wordings and what was missing; answered ones stand elsewhere."""
    for question in (CUP, "Who will win the cup", "Who will win the league?", "Where to eat?", CUP):
        ask(address, question)
    ask(address, "How many companies are on the campus?")
    head, first, second = rows(owner, "questions-without-an-answer")
    assert head == ["Question", "Times", "Last asked", "Asked also as", "What was said to be missing"]
    assert first[:2] == [CUP, "4"]
    assert "league" in first[3]
    assert first[4] == "The documents do not answer that."
    assert second[:2] == ["Where to eat?", "1"]
    (day,) = rows(owner, "questions-a-day")[1:]
    assert day[1:] == ["1", "5", "0"]


def test_used_documents_and_ageing_figures_are_told(address: str, owner: httpx.Client) -> None:
    """With how often, and a way to the sentence; a figure of a year that was asked for is not ageing."""
    for question in ("How did the number of companies grow?", "How much has been raised, and by how many?"):
        ask(address, question)
    documents = rows(owner, "documents")
    assert documents[1][1] == "2"
    assert documents[1][3].startswith(f"{address}/source?document=")
    figures = {row[0]: row for row in rows(owner, "ageing-figures")[1:]}
    assert set(figures) == {"45 companies", "over £1.6bn", "£1.1bn", "over 40 businesses and research bodies"}
    assert figures["45 companies"][1:3] == ["1", "October 2020"]
    assert re.fullmatch(r"\d+( to \d+)? years ago", figures["45 companies"][3])
    assert figures["45 companies"][5].startswith(f"{address}/source?document=news%2Fzone.md")


def test_nothing_that_was_asked_becomes_markup_or_a_formula(address: str, owner: httpx.Client) -> None:
    """In the page, before an erasure, or in a spreadsheet."""
    formulas = [FORMULA, "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "＝1+1", '";=1+1;"']
    for question in (*HOSTILE, *formulas):
        ask(address, question)
    page = owner.get("/owner").text
    confirm = owner.post("/owner/erase", data={"words": "<", "form": form_token(owner)}).text
    ours = (
        r"<(?:/?(?:html|head|body|main|header|section|h1|h2|p|a|title|form|label|input|button|ul|li|nav|div|table|thead|"
        r'tbody|tr|th|td|details|summary)|!doctype|meta|link|img)(?: [\w-]+(?:="[^"<>]*")?)*>'
    )
    for text in (page, confirm):
        assert "<" not in re.sub(ours, "", text)
    assert all(link.startswith(("/", "#")) for link in re.findall('href="(.*?)"', page))
    found = rows(owner, "questions-without-an-answer")
    assert len(found) > 20
    cells = [cell for row in found for cell in row]
    assert f"'{FORMULA}" in "".join(cells)
    assert not [cell for cell in cells if cell.lstrip().startswith(tuple("=+-@＝"))]
    asked = [question["question"] for question in kept(owner)["questions"]]
    assert set(formulas) - {"\t=1+1"} <= set(asked)


def test_a_group_is_erased_after_it_was_shown(address: str, owner: httpx.Client) -> None:
    """Nothing goes at the first press, nor when more has been asked in the meantime."""
    for question in (CUP, "Who will win the league?", "Where to eat?"):
        ask(address, question)
    page = owner.get("/owner").text
    form = {"group": field(page, "group"), "form": field(page, "form")}
    shown = unescape(owner.post("/owner/erase", data=form).text)
    assert "2 questions, no votes and no reports would be erased" in shown
    assert "league" in shown
    assert len(kept(owner)["questions"]) == 3
    sure = {name: field(shown, name) for name in ("group", "counted", "sure", "form")}
    ask(address, CUP)
    again = unescape(owner.post("/owner/erase", data=sure).text)
    assert "so look again" in again
    assert len(kept(owner)["questions"]) == 4
    done = owner.post("/owner/erase", data={**sure, "counted": field(again, "counted")})
    assert "Erased: 3 questions, no votes and no reports." in unescape(done.text)
    assert [question["question"] for question in kept(owner)["questions"]] == ["Where to eat?"]
    assert owner.post("/owner/erase", data=form).status_code == 404


def test_a_name_is_erased_wherever_it_was_asked(address: str, owner: httpx.Client) -> None:
    """Also in questions that were answered; in any case of letters."""
    for question in ("Who is JANE Doe?", "Where to eat?"):
        ask(address, question)
    form = {"words": "jane doe", "form": form_token(owner)}
    shown = unescape(owner.post("/owner/erase", data=form).text)
    owner.post("/owner/erase", data={name: field(shown, name) for name in ("words", "counted", "sure", "form")})
    assert [question["question"] for question in kept(owner)["questions"]] == ["Where to eat?"]
    assert owner.post("/owner/erase", data=form).status_code == 404


@pytest.mark.parametrize("group", ["", "0", "-1", "999999999999999999999", "1 OR 1=1", "²"])
def test_a_group_that_is_not_there_erases_nothing(address: str, owner: httpx.Client, group: str) -> None:
    """Whatever its number."""
    ask(address, CUP)
    done = owner.post("/owner/erase", data={"group": group, "sure": "yes", "form": form_token(owner)})
    assert done.status_code == 404
    assert len(kept(owner)["questions"]) == 1


def test_everything_is_erased_after_it_was_asked_once_more(address: str, owner: httpx.Client) -> None:
    """Then every table is empty, and says so."""
    ask(address, CUP)
    first = owner.post("/owner/erase", data={"all": "yes", "form": form_token(owner)})
    assert "All questions, votes and reports would be erased" in unescape(first.text)
    assert len(kept(owner)["questions"]) == 1
    sure = {name: field(first.text, name) for name in ("all", "sure", "form")}
    assert "Erased: 1 question" in unescape(owner.post("/owner/erase", data=sure).text)
    page = unescape(owner.get("/owner").text)
    assert page.count("There are none yet.") == len(CSV)
    assert "<img" not in page
    assert [len(rows(owner, name)) for name in CSV] == [1] * len(CSV)


def test_a_damaged_file_is_told_and_brings_nothing_down(tmp_path: Path) -> None:
    """The owner reads which; answers go out, and the log quotes nobody."""
    with served_page("campus_bot", tmp_path, CLUSTER_OWNER_PASSWORD=PASSWORD) as url, signed_in(url) as client:
        ask(url, CUP)
        (tmp_path / "questions.sqlite3").write_bytes(b"no database" * 500)
        ask(url, CUP)
        page = client.get("/owner")
        assert page.status_code == 503
        assert "questions.sqlite3" in unescape(page.text)
        log = (tmp_path / "log.txt").read_text()
        assert "was not kept" in log
        assert "cup" not in log
        assert "Traceback" not in log


def test_what_is_too_old_goes_when_the_server_starts_also_without_an_owner(tmp_path: Path) -> None:
    """So that a promise to visitors outlives the password."""
    with served_page("campus_bot", tmp_path, CLUSTER_OWNER_PASSWORD=PASSWORD) as url:
        ask(url, CUP)
        ask(url, "Where to eat?")
    (tmp_path / "address.txt").unlink()
    with closing(sqlite3.connect(tmp_path / "questions.sqlite3")) as table, table:
        table.execute("UPDATE asked SET time = '2020-01-01T00:00Z' WHERE question = ?", (CUP,))
    with served_page("campus_bot", tmp_path) as url:
        ask(url, "Is it kept?")
    with closing(sqlite3.connect(tmp_path / "questions.sqlite3")) as table:
        assert table.execute("SELECT question FROM asked").fetchall() == [("Where to eat?",)]
    assert "cup" not in (tmp_path / "questions.sqlite3").read_text(errors="replace")


def test_votes_stand_with_their_question(owner: httpx.Client, folder: Path) -> None:
    """And lines that are none are counted."""
    vote = {
        "time": "2099-01-01T10:00:00+00:00",
        "question": FORMULA,
        "status": "answered",
        "documents": ["news/zone.md"],
        "liked": False,
    }
    (folder / "feedback.jsonl").write_text(f"{json.dumps(vote)}\nhalf a li")
    (row,) = rows(owner, "thumbs")[1:]
    assert row[:4] == [f"'{FORMULA}", "down", "1 January 2099", "answered"]
    assert row[4].startswith("Stevenage named High Potential Opportunity zone")
    assert "1 line of votes and reports cannot be read." in unescape(owner.get("/owner").text)
