"""The plain form, for who runs no script: in a browser without one, and over HTTP."""

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

import httpx
import pytest
from browser import CATALYST, COMPANIES, DISPUTED, GROWN, HOSTILE, LABS, served_page
from hypothesis import given
from hypothesis import strategies as st
from partners import ask, calls
from playwright.sync_api import Browser, Page, expect
from starlette.datastructures import QueryParams
from widget_stage import AXE_RULES, from_npm

from bot.question import LONGEST_QUESTION
from page.opening import put_right
from page.plain import LONGEST_ANSWER, LONGEST_TALK, PATH, Asked

QUESTION = "How many companies are on the campus?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page, served."""
    with served_page("campus_bot", tmp_path_factory.mktemp("plain")) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A phone that runs no script, on the chat page."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def asked(address: str, question: str, **values: str) -> httpx.Response:
    """What the form answers."""
    return httpx.get(f"{address}{PATH}", params={"q": question, **values})


def told(page: str) -> str:
    """The words of a page."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", page)).split())


@pytest.mark.browser
def test_who_runs_no_script_is_told_and_led_to_the_plain_form(page: Page) -> None:
    """On the chat page, which is empty otherwise; and asks there by the keyboard, follows up, and begins anew."""
    expect(page).to_have_title("Ask the documents")
    expect(page.locator("noscript p").first).to_have_text("This page needs scripts, and none are run here.")
    expect(page.locator("noscript p").first).to_be_visible()
    page.get_by_role("link", name="Ask in a plain form").press("Enter")
    page.get_by_label("Your question").fill(QUESTION)
    page.get_by_label("Your question").press("Enter")
    expect(page.locator(".told")).to_contain_text(COMPANIES)
    assert page.locator("#sources mark").all_text_contents() == [COMPANIES, CATALYST, LABS]
    page.get_by_role("link", name="[2]").first.press("Enter")
    expect(page.locator(".card:target mark")).to_have_text(CATALYST)
    expect(page.locator(".card:target")).to_be_in_viewport()
    page.get_by_label("Your next question").fill("Echo")
    page.get_by_role("button", name="Ask").press("Enter")
    expect(page.locator(".told")).to_contain_text("turns=1")
    page.get_by_label("Your next question").fill("Echo")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".told")).to_contain_text("turns=2")
    page.get_by_role("link", name="A new conversation").click()
    page.get_by_label("Your question").fill("Echo")
    page.get_by_label("Your question").press("Enter")
    expect(page.locator(".told")).to_contain_text("turns=0")


@pytest.mark.browser
def test_a_visitor_with_scripts_sees_nothing_of_it(browser: Browser, address: str) -> None:
    """And the page breaks no rule of its own policy."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.get_by_label("Your question").wait_for()
    expect(page.locator("noscript p")).to_have_count(0)
    expect(page).to_have_title("Stevenage cell and gene therapy: ask the documents")
    assert said == []
    page.close()


def test_all_of_an_answer_is_there_without_a_script(address: str) -> None:
    """Short answer, quotes, calculation, conflict, figures, history; or what is missing and the nearest."""
    page = told(asked(address, DISPUTED).text)
    for words in (
        "over £1.6bn October 2020",
        "calculated from the figures cited",
        "The sources disagree : over £1.6bn",
    ):
        assert words in page
    assert "Figures in these sources" in page
    assert "same scope and time, different values" in page
    moved = asked(address, GROWN).text
    assert "How the figure moved" in moved
    assert 'src="data:image/svg+xml;base64,' in moved
    missing = told(asked(address, "Who will win the cup?").text)
    assert "The documents do not answer that." in missing
    assert "They do not answer the question." in missing


@pytest.mark.parametrize(
    ("until", "day"), [("2019-12-31", "2019-12-31"), ("2019-06", "2019-06-30"), ("2019", "2019-12-31"), ("", "None")]
)
def test_an_answer_is_as_known_on_a_day(address: str, until: str, day: str) -> None:
    """The last of a month or year where no day is said; the form keeps it for the next question."""
    page = asked(address, "Echo", until=until).text
    assert f"until={day}" in told(page)
    assert ("As known on" in told(page.split("<form")[0])) == (until != "")
    assert f'name="until" value="{until.replace("-", "&#45;")}"' in page


@pytest.mark.parametrize("until", ["soon", "2019-13-01", "2019-02-30", "<b>", "0000", "9" * 500])
def test_a_date_that_is_none_is_said_to_be_none(address: str, until: str) -> None:
    """And what was asked stays in the form."""
    answer = asked(address, QUESTION, until=until)
    assert answer.status_code == 422
    assert "is not a date. Write it like 2019-12-31" in told(answer.text)
    assert unescape(answer.text).count(QUESTION) == 1


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [
        ("Break", 500, "Something went wrong while answering. Please ask again."),
        ("", 200, "For example"),
        (" \n ", 200, "For example"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence(address: str, question: str, status: int, said: str) -> None:
    """With the status that programs get."""
    answer = asked(address, question)
    assert answer.status_code == status
    assert said in told(answer.text)
    assert "secret words" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_asked_or_carried_becomes_markup(hostile: str, text: str) -> None:
    """Neither in the answer nor in the form."""
    page = asked(hostile, text, earlier=text, said=text, until="").text
    ours = (
        r"<(?:/?(?:html|head|body|main|h1|h2|h3|p|a|title|form|label|input|button|ol|ul|li|span|strong|em|mark|div|table|"
        r"caption|thead|tbody|tr|th|td|blockquote|details|summary|time|img|section|nav)|!doctype|meta|link)"
        r'(?: [\w-]+(?:="[^"<>]*")?)*>'
    )
    assert "<" not in re.sub(ours, "", page)
    assert all(re.match("[/#]", unescape(link)) for link in re.findall('href="(.*?)"', page))
    assert " ".join(text.split()) in told(page)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page before the bot with hostile documents."""
    with served_page("hostile_bot", tmp_path_factory.mktemp("hostile")) as url:
        yield url


@pytest.mark.usefixtures("early_in_a_minute")
def test_it_has_the_limits_that_programs_have(tmp_path: Path) -> None:
    """The form itself costs nothing; questions are counted together with those of the API."""
    with served_page("campus_bot", tmp_path, CLUSTER_LIMIT_PER_MINUTE="3") as url:
        assert [httpx.get(f"{url}{PATH}").status_code for _ in range(5)] == [200] * 5
        assert [asked(url, QUESTION).status_code for _ in range(2)] == [200, 200]
        assert ask(url, calls()).status_code == 200
        refused = asked(url, QUESTION)
        assert refused.status_code == 429
        assert int(refused.headers["retry-after"]) > 0
        assert "too many requests" in told(refused.text)


def test_no_more_are_answered_at_once_than_the_server_allows(tmp_path: Path) -> None:
    """Who does not fit is told when to come again."""
    settings = {"CLUSTER_ANSWERS_AT_ONCE": "2", "CLUSTER_ANSWERS_WAITING": "2"}
    with served_page("slow_bot", tmp_path, **settings) as url, ThreadPoolExecutor(24) as crowd:
        replies = list(crowd.map(lambda _: asked(url, QUESTION), range(24)))
    assert {reply.status_code for reply in replies} == {200, 503}
    assert all(reply.headers["retry-after"] for reply in replies if reply.status_code == 503)


@given(st.lists(st.tuples(st.text(max_size=3_000), st.text(max_size=3_000)), max_size=12))
def test_what_a_follow_up_carries_is_bounded(talk: list[tuple[str, str]]) -> None:
    """The newest exchanges, cut to what a question may lean on, in an address that the server takes."""
    values = [pair for asked, said in talk for pair in (("earlier", asked), ("said", said))]
    kept = Asked.of(QueryParams(values)).talk
    assert len(kept) <= LONGEST_TALK
    assert all(len(turn.answer) <= LONGEST_ANSWER for turn in kept)
    newest = [(asked[:LONGEST_QUESTION], said[:LONGEST_ANSWER]) for asked, said in talk]
    assert [(turn.question, turn.answer) for turn in kept] == newest[len(newest) - len(kept) :]
    assert (
        len(str(QueryParams([pair for turn in kept for pair in (("earlier", turn.question), ("said", turn.answer))])))
        < 4_500
    )


def test_a_talk_of_two_hundred_questions_is_carried_on(address: str) -> None:
    """Each follow-up sends what the form before it held."""
    fields: list[tuple[str, str]] = []
    for number in range(200):
        page = httpx.get(f"{address}{PATH}", params=[*fields, ("q", "Echo" if number % 9 else "x" * 900)])
        assert page.status_code == 200
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="(.*?)">', page.text)
        fields = [(name, unescape(value)) for name, value in hidden]
        assert len(fields) <= 2 * LONGEST_TALK


def test_scripts_inside_the_first_html_are_left_out() -> None:
    """They would not run; those that are loaded stay."""
    html = b'<head><script>a</script><script\n>b</script><script src="./c.js"></script></head>\n<body style="x"><p>'
    right = put_right(html)
    assert right.startswith(b'<head><script src="./c.js"></script><title>')
    assert b'</noscript></head>\n<body style="x"><noscript>' in right
    assert right.endswith(b"</noscript><p>")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("question", ["", DISPUTED, GROWN, "Who will win the cup?"])
def test_axe_finds_nothing_in_it(browser: Browser, address: str, scheme: str, width: int, question: str) -> None:
    """Nor is it wider than a phone."""
    axe = (from_npm("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    page = browser.new_page(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 800}
    )
    page.goto(f"{address}{PATH}?{QueryParams({'q': question, 'earlier': 'Echo', 'said': 'so'})}")
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document, {{ runOnly: {json.dumps(AXE_RULES)} }})")
    assert [one["id"] for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
