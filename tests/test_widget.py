"""The widget in a partner's page, as a visitor has it: a whole dialogue, and what happens when something fails."""

import re
import threading
from collections.abc import Iterator
from datetime import date

import pytest
from browser import CATALYST, COMPANIES, DISPUTED, RAISED, answered, cite
from playwright.sync_api import Page, expect
from widget_server import Fault
from widget_stage import Stage, ask, staged

from ingest.types import Kind, Published, Source

pytestmark = pytest.mark.browser

QUESTION = "How many companies are on the campus?"
REPORT = Source("r.md", "A report", "The Council", Kind.REPORT, Published(2012), "https://council.test/report.pdf")
WEB = {
    "A script": "javascript:window.__pwned=1",
    "Data": "data:text/html,<script>opener.__pwned=1</script>",
    "Another name": "https://gov.uk@evil.test/",
    "A file": "file:///etc/passwd",
}


@pytest.fixture(scope="module")
def theatre() -> Iterator[Stage]:
    """The servers and one Chromium for all tests here."""
    with staged() as stage:
        for title, url in WEB.items():
            source = Source("w.md", title, None, Kind.NEWS, None, url)
            stage.stub.bot.table[title] = answered(title, cite(1, source, RAISED))
        yield stage


@pytest.fixture
def stage(theatre: Stage) -> Iterator[Stage]:
    """The stage, emptied after the test."""
    yield theatre
    theatre.clear()


def status(page: Page) -> str:
    """What a screen reader was last told."""
    return page.get_by_role("status").text_content() or ""


def test_before_the_visitor_opens_it_only_the_script_and_the_settings_are_fetched(stage: Stage) -> None:
    """No token, no font, no third party; and no cookie ever."""
    page = stage.visit()
    page.locator(".launcher").wait_for()
    page.wait_for_load_state("networkidle")
    foreign = [url for url in stage.asked if not url.startswith(stage.host)]
    assert foreign == [f"{stage.api}/widget/v1.js", f"{stage.api}/api/sites/demo"]
    page.locator(".launcher").click()
    ask(page, QUESTION)
    assert all(url.startswith((stage.host, stage.api)) for url in stage.asked)
    assert page.context.cookies() == []
    assert page.evaluate("document.cookie") == ""


def test_the_dialog_greets_and_an_example_is_asked_by_a_click(stage: Stage) -> None:
    """With the title, the greeting and the notice of the site."""
    page = stage.opened()
    dialog = page.get_by_role("dialog", name="Stevenage cell and gene therapy")
    expect(dialog).to_contain_text("Every sentence is a dated quote.")
    expect(dialog).to_contain_text("They are not advice.")
    dialog.get_by_role("button", name=QUESTION).click()
    expect(dialog.locator(".quote")).to_have_count(3)
    expect(dialog.locator(".intro")).to_be_hidden()


def test_the_short_answer_comes_first_in_bold_with_its_date(stage: Stage) -> None:
    """Then the sentences that prove it, what is worked out, what disagrees and what is missing."""
    answer = ask(stage.opened(), DISPUTED)
    kinds = answer.evaluate("part => [...part.children].map(line => line.className)")
    assert kinds == ["lead", "lead", "quote", "quote", "quote", "calculation", "conflict", "note"]
    lead, strong = answer.locator(".lead").first, answer.locator(".lead strong").first
    assert lead.inner_text().replace("\xa0", " ") == "over £1.6bn October 2020 [1]"
    assert strong.evaluate("part => +getComputedStyle(part).fontWeight") >= 600
    conflict = answer.locator(".conflict")
    expect(conflict).to_contain_text("The sources disagree")
    expect(conflict.get_by_role("button")).to_have_text(["[1]", "[2]"])


def test_a_chip_opens_and_closes_the_quote_with_its_source(stage: Stage) -> None:
    """Title, publisher, date and age in words, a warning of the age, the words themselves, the ways to the source."""
    stage.stub.bot.table["Report"] = answered("Report", cite(1, REPORT, RAISED))
    answer = ask(stage.opened(), "Report")
    chip = answer.get_by_role("button", name="[1] The Council, 2012")
    expect(chip).to_have_attribute("aria-expanded", "false")
    chip.click()
    expect(chip).to_have_attribute("aria-expanded", "true")
    card = answer.get_by_role("group", name="Source 1")
    expect(card.locator(".title")).to_have_text("A report")
    expect(card.locator(".who")).to_have_text("The Council")
    expect(card.locator("time")).to_have_text("2012")
    age = date.today().year - 2012
    expect(card.locator(".age")).to_have_text(re.compile(rf"{age - 1}–{age} years ago|{age} years ago"))
    expect(card.locator(".warning")).to_contain_text("may have changed since")
    assert card.locator("blockquote").text_content() == RAISED
    link = card.get_by_role("link", name="Read the source at council.test (opens in a new tab)")
    assert link.get_attribute("href") == "https://council.test/report.pdf"
    assert link.get_attribute("target") == "_blank"
    assert set((link.get_attribute("rel") or "").split()) == {"noopener", "noreferrer", "nofollow"}
    chip.click()
    expect(card).to_have_count(0)


def test_a_quote_has_a_permalink_on_the_server_and_the_page_of_its_file(stage: Stage) -> None:
    """The permalink of the JSON answer is below the server's address, wherever the widget is embedded."""
    citation = cite(1, REPORT, RAISED)
    citation = type(citation)(
        **{name: getattr(citation, name) for name in citation.__slots__} | {"version": "v", "page": 7}
    )
    stage.stub.bot.table["Page"] = answered("Page", citation)
    answer = ask(stage.opened(), "Page")
    answer.locator(".chip").click()
    permalink = answer.get_by_role("link", name="Link to this quote").get_attribute("href") or ""
    assert permalink.startswith(f"{stage.api}/source?document=r.md&version=v")
    assert answer.get_by_role("link", name="council.test").get_attribute("href") == f"{REPORT.url}#page=7"
    expect(answer.locator(".title")).to_have_text("A report (page 7)")


@pytest.mark.parametrize("title", WEB)
def test_only_web_addresses_become_links(stage: Stage, title: str) -> None:
    """Any other is shown as the text that it is."""
    answer = ask(stage.opened(), title)
    answer.locator(".chip").click()
    expect(answer.locator(".ways")).to_have_text(WEB[title])
    expect(answer.locator("a")).to_have_count(0)


def test_nothing_found_shows_the_nearest_passages_as_what_they_are(stage: Stage) -> None:
    """Their quotes stand open, below the sentence that says they are no answer."""
    answer = ask(stage.opened(), "Who will win the cup?")
    expect(answer.locator(".note")).to_have_text("The documents do not answer that.")
    expect(answer.locator(".nearest .heading")).to_have_text(re.compile("do not answer the question"))
    expect(answer.locator(".nearest blockquote").first).to_have_text(CATALYST)
    expect(answer.locator(".nearest .warning").last).to_contain_text("no date")


def test_an_answer_is_shown_line_by_line_as_it_comes(stage: Stage) -> None:
    """Until then it says what is going on."""
    stage.stub.gate = threading.Event()
    page = stage.opened()
    page.get_by_label("Your question").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".stage")).to_have_text("Reading the documents …")
    page.get_by_label("Your question").fill("Another?")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your question")).to_have_value("Another?")
    stage.stub.gate.set()
    expect(page.locator(".quote")).to_have_count(3)
    assert stage.stub.calls("/api/ask") == 1


def test_a_follow_up_sends_the_talk_and_the_talk_outlives_a_reload(stage: Stage) -> None:
    """For this tab; the reset button ends it."""
    page = stage.opened()
    ask(page, QUESTION)
    ask(page, "And in Stevenage?")
    history = stage.stub.bodies[-1]["history"]
    assert [turn["role"] for turn in history] == ["user", "assistant"]
    assert history[0]["content"] == QUESTION
    assert COMPANIES in history[1]["content"]
    page.reload()
    page.locator(".launcher").click()
    expect(page.locator(".exchanges > li")).to_have_count(2)
    expect(page.locator(".quote").first).to_contain_text(COMPANIES)
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".exchanges > li")).to_have_count(0)
    expect(page.locator(".intro")).to_be_visible()
    ask(page, QUESTION)
    assert stage.stub.bodies[-1]["history"] == []


def test_what_others_left_in_the_storage_is_not_shown(stage: Stage) -> None:
    """Scripts of the host page may write there what they like."""
    for left in (
        "{",
        "7",
        '[{"question": 1}]',
        "[null]",
        '[{"question": "q", "answer": {"text": "t", "citations": 7}}]',
    ):
        page = stage.opened(before=f"sessionStorage.setItem('cluster-answers:demo', {left!r})")
        expect(ask(page, QUESTION).locator(".quote")).to_have_count(3)
        page.close()


@pytest.mark.parametrize("blocked", ["throw", "full"])
def test_it_works_where_storage_is_blocked(stage: Stage, blocked: str) -> None:
    """Blocked altogether, or full."""
    get = "throw new DOMException('blocked', 'SecurityError')"
    full = "return { getItem: () => null, setItem: () => { throw new DOMException('full', 'QuotaExceededError') } }"
    body = get if blocked == "throw" else full
    page = stage.opened(before=f"Object.defineProperty(window, 'sessionStorage', {{ get() {{ {body} }} }})")
    ask(page, QUESTION)
    ask(page, "And in Stevenage?")
    assert len(stage.stub.bodies[-1]["history"]) == 2


def test_a_lost_connection_is_said_and_asked_again_only_by_the_visitor(stage: Stage) -> None:
    """A question is never asked twice unseen."""
    stage.stub.faults.append(Fault(breaks_off=True))
    page = stage.opened()
    answer = ask(page, QUESTION)
    expect(answer.locator(".problem")).to_have_text("The connection was lost before the answer was complete.")
    assert "lost" in status(page)
    assert stage.stub.calls("/api/ask") == 1
    answer.get_by_role("button", name="Ask again").click()
    expect(page.locator(".quote")).to_have_count(3)
    expect(page.locator(".exchanges > li")).to_have_count(1)
    assert stage.stub.calls("/api/ask") == 2


def test_without_a_network_it_says_so(stage: Stage) -> None:
    """And answers once there is one."""
    page = stage.opened()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    answer = ask(page, QUESTION)
    expect(answer.locator(".problem")).to_have_text("You are offline. Your question has not been answered.")
    page.context.set_offline(False)
    answer.get_by_role("button", name="Ask again").click()
    expect(page.locator(".quote")).to_have_count(3)


@pytest.mark.parametrize(("code", "said"), [(429, "limit for questions"), (503, "Many people are asking")])
def test_a_limit_is_said_with_the_seconds_to_wait(stage: Stage, code: int, said: str) -> None:
    """As the server gives them."""
    stage.stub.faults.append(Fault(status=code, retry_after=12))
    page = stage.opened()
    problem = ask(page, QUESTION).locator(".problem")
    expect(problem).to_contain_text(said)
    expect(problem).to_contain_text("in 12 seconds")


def test_another_refusal_is_said_in_the_servers_words(stage: Stage) -> None:
    """It is a sentence to a person."""
    stage.stub.faults.append(Fault(status=422, error="A question has at most 1,000 characters; this one has 1,001."))
    expect(ask(stage.opened(), QUESTION).locator(".problem")).to_contain_text("this one has 1,001")


def test_an_expired_token_is_renewed_once(stage: Stage) -> None:
    """The visitor notices nothing; where that does not help, they are told."""
    page = stage.opened()
    ask(page, QUESTION)
    stage.stub.tokens.clear()
    expect(ask(page, "And in Stevenage?").locator(".quote")).to_have_count(1)
    assert (stage.stub.calls("/api/sites/demo/token"), len(stage.stub.bodies)) == (2, 2)
    stage.stub.faults.append(Fault(status=403))
    stage.stub.faults.append(Fault(status=403))
    expect(ask(page, QUESTION).locator(".problem")).to_have_text("This page may not ask these documents.")
    assert stage.stub.calls("/api/sites/demo/token") == 3


def test_a_token_on_its_way_is_waited_for(stage: Stage) -> None:
    """Who opens and asks at once needs one token, not two."""
    page = stage.visit()
    page.locator(".launcher").wait_for()
    page.evaluate("question => (ClusterAnswers.open(), ClusterAnswers.ask(question))", QUESTION)
    expect(page.locator(".quote")).to_have_count(3)
    assert stage.stub.calls("/api/sites/demo/token") == 1


def test_settings_that_are_lost_on_the_way_are_asked_for_once_more(stage: Stage) -> None:
    """After a pause; only this, which changes nothing on the server, is tried again by itself."""
    page = stage.visit(tag="<p>Partner</p>")
    page.route("**/api/sites/demo", lambda route: route.abort(), times=1)
    stage.load(page)
    expect(page.locator(".launcher")).to_be_visible()
    assert len([url for url in stage.asked if url.endswith("/api/sites/demo")]) == 2


def test_a_page_that_may_not_embed_it_shows_nothing(stage: Stage) -> None:
    """Its visitors see no error; who runs it reads one on the console."""
    page = stage.visit(stranger=True)
    stage.wait_until_said(f"is not shown: its server cannot be reached, or does not list {stage.stranger} for the site")
    expect(page.locator("cluster-answers")).to_have_count(0)


def test_loaded_twice_there_is_one(stage: Stage) -> None:
    """The first tag counts."""
    page = stage.visit(tag=stage.tag('data-label="First"') + stage.tag('data-label="Second"').replace(" async", ""))
    page.locator(".launcher").wait_for()
    page.wait_for_load_state("networkidle")
    expect(page.locator("cluster-answers")).to_have_count(1)
    assert stage.stub.calls("/api/sites/demo") == 1


def test_the_host_page_opens_asks_listens_and_resets(stage: Stage) -> None:
    """Also before the settings are there; what it throws itself stops nobody."""
    page = stage.visit(before="addEventListener('cluster-answers:ready', () => ClusterAnswers.open(), true)")
    page.get_by_role("dialog").wait_for()
    heard = page.evaluate(
        """async question => {
            const heard = [];
            ClusterAnswers.on("answer", () => { throw new Error("of the host page") });
            for (const name of ["open", "close", "question", "answer", "error"])
                ClusterAnswers.on(name, detail => heard.push([name, detail?.question ?? null]));
            const unheard = () => heard.push(["never"]);
            ClusterAnswers.on("close", unheard);
            ClusterAnswers.off("close", unheard);
            await ClusterAnswers.close();
            const answer = await ClusterAnswers.ask(question);
            await ClusterAnswers.reset();
            return { heard, status: answer.status };
        }""",
        QUESTION,
    )
    assert heard["status"] == "answered"
    assert heard["heard"] == [["close", None], ["open", None], ["question", QUESTION], ["answer", QUESTION]]
    expect(page.locator(".exchanges > li")).to_have_count(0)


def test_the_tags_attributes_come_before_the_sites_settings(stage: Stage) -> None:
    """Colour, mode, side, label and layer; what is no such value is ignored."""
    site = {"theme": {"accent": "#112233", "mode": "light", "position": "right"}}
    attributes = 'data-accent="#f2c200" data-mode="dark" data-position="left" data-label="Ask us" data-z-index="7"'
    page = stage.visit(attributes=attributes, site=site)
    launcher = page.get_by_role("button", name="Ask us")
    assert launcher.evaluate("part => getComputedStyle(part).backgroundColor") == "rgb(242, 194, 0)"
    assert launcher.evaluate("part => getComputedStyle(part).color") == "rgb(0, 0, 0)"
    box = launcher.bounding_box()
    assert box is not None
    assert box["x"] < 100
    root = page.locator(".root")
    expect(root).to_have_attribute("data-mode", "dark")
    assert root.evaluate("part => [getComputedStyle(part).zIndex, part.popover]") == ["7", None]
    page = stage.visit(attributes='data-accent="red; } * { display: none" data-mode="pink"', site=site)
    launcher = page.get_by_role("button", name="Ask the documents")
    assert launcher.evaluate("part => getComputedStyle(part).backgroundColor") == "rgb(17, 34, 51)"
    expect(page.locator(".root")).to_have_attribute("data-mode", "light")


def test_custom_properties_of_the_host_page_reach_the_widget(stage: Stage) -> None:
    """They are the webmaster's last word."""
    page = stage.visit(head="<style>cluster-answers { --cluster-accent: rgb(1, 2, 3) }</style>")
    launcher = page.locator(".launcher")
    assert launcher.evaluate("part => getComputedStyle(part).backgroundColor") == "rgb(1, 2, 3)"


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("de-AT", "Dokumente befragen"),
        ("fr", "Interroger les documents"),
        ("ar", "اسأل الوثائق"),
        ("xx", "Ask the documents"),
    ],
)
def test_the_labels_are_in_the_language_of_the_site(stage: Stage, language: str, label: str) -> None:
    """English where there are no words for it."""
    page = stage.visit(site={"language": language, "direction": "rtl" if language == "ar" else "ltr"})
    expect(page.get_by_role("button", name=label)).to_be_visible()
