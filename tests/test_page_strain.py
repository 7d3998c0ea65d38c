"""The page under strain: two tabs, a long talk, and a connection that is lost."""

import json
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import monotonic

import pytest
from browser import CATALYST, COMPANIES, DISPUTED, campus_bot, served_page
from builders import CAMPUS, Desk
from playwright.sync_api import Browser, expect
from test_stop import begin, send
from test_ui_browser import QUESTION, ask, open_page

from bot.types import Filters
from ingest.encoder import Encoder
from page.talk import LONGEST_TALK, Talk, bubbles, respond, sources

ASKED = "How much does the Autolus factory cost?"
# Whether the last question on the page is that one, and answered.
ANSWERED = """question => {
  const [asked, said] = [...document.querySelectorAll("#chat [data-testid]")].slice(-2).map(one => one.innerText);
  return asked?.includes(question) && said.length > 9 && !document.querySelector("#stop");
}"""


@pytest.mark.browser
def test_two_tabs_are_two_conversations(browser: Browser, tmp_path: Path) -> None:
    """Neither knows what was asked in the other, nor as of when."""
    with served_page("campus_bot", tmp_path) as url:
        one, other = open_page(browser, url), open_page(browser, url)
        ask(one, QUESTION)
        one.get_by_role("slider", name="As known on").press("Home")
        expect(one.locator('#chat [data-testid="bot"]').last).to_contain_text("As known on")
        expect(ask(other, "Echo")).to_contain_text("until=None turns=0")
        expect(ask(one, "Echo")).to_contain_text("until=2017-12-31 turns=1")
        one.close()
        other.close()


@pytest.mark.browser
@pytest.mark.parametrize("typed", ["", "Echo"])
def test_a_connection_lost_in_mid_answer_is_told_and_costs_no_question(
    browser: Browser, tmp_path: Path, typed: str
) -> None:
    """What stood on the page is there to read; once the server answers again, what was typed or asked is in the box."""
    with ExitStack() as server:
        url = server.enter_context(served_page("late_bot", tmp_path))
        page = open_page(browser, url)
        begin(page, QUESTION)
        page.get_by_label("Your question").fill(typed)
    expect(page.get_by_text("Connection to the server was lost.")).to_be_visible(timeout=15_000)
    expect(page.locator("#lost")).to_contain_text("This page begins anew once the server answers")
    expect(page.locator('#chat [data-testid="user"]')).to_have_text(QUESTION)
    with served_page("campus_bot", tmp_path, port=url.rpartition(":")[2]):
        expect(page.locator("#lost")).to_contain_text("The connection was lost and is back.", timeout=90_000)
        expect(page.get_by_label("Your question")).to_have_value(typed or QUESTION)
        page.get_by_label("Your question").press("Enter")
        expect(page.locator('#chat [data-testid="bot"]')).to_contain_text("turns=0" if typed else COMPANIES)
        expect(page.locator("#stop")).to_have_count(0)
        page.reload()
        expect(page.get_by_role("button", name=QUESTION)).to_be_visible()
        expect(page.get_by_label("Your question")).to_have_value("")
        expect(page.locator("#lost")).to_have_count(0)
    page.close()


@pytest.mark.browser
def test_a_connection_that_is_away_for_a_while_costs_no_question(browser: Browser, tmp_path: Path) -> None:
    """As on a train: the server goes on, only the way to it is gone when the question is sent."""
    with served_page("campus_bot", tmp_path) as url:
        page = open_page(browser, url)
        ask(page, QUESTION)
        page.context.set_offline(True)
        page.get_by_label("Your question").fill("And in Stevenage?")
        page.get_by_label("Your question").press("Enter")
        expect(page.get_by_text("Connection to the server was lost.")).to_be_visible(timeout=15_000)
        page.context.set_offline(False)
        expect(page.locator("#lost")).to_contain_text("your question stands in the box", timeout=30_000)
        expect(page.get_by_label("Your question")).to_have_value("And in Stevenage?")
        page.close()


@pytest.mark.browser
def test_documents_that_change_in_mid_answer_leave_it_whole(
    browser: Browser, tmp_path: Path, real_encoder: Encoder
) -> None:
    """It is of one generation, and its quotes open; the next answer is of what has been published since."""
    desk = Desk(tmp_path)
    grown, raised, factory, town = (document.text for document in CAMPUS)
    desk.write(grown=grown, raised=raised, factory=factory, town=town)
    desk.ingest(real_encoder)
    with served_page("held_store_bot", tmp_path, CLUSTER_STORE=str(tmp_path / "store")) as url:
        page = open_page(browser, url)
        page.get_by_label("Your question").fill(ASKED)
        page.get_by_label("Your question").press("Enter")
        while not (tmp_path / "reading").exists():
            page.wait_for_timeout(50)
        desk.write(factory=factory.replace("£65m", "£75m"))
        desk.ingest(real_encoder)
        (tmp_path / "go").touch()
        answer = page.locator('#chat [data-testid="bot"]').last
        expect(answer).to_contain_text("£65m", timeout=20_000)
        expect(answer).not_to_contain_text("£75m")
        link = page.get_by_role("link", name="In its document").first.get_attribute("href")
        expect(ask(page, ASKED)).to_contain_text("£75m")
        with page.expect_download() as taken:
            page.get_by_role("link", name="JSON", exact=True).click()
        answers = json.loads(Path(taken.value.path()).read_text())["answers"]
        assert [one["generation"] for one in answers] == ["g000001", "g000002"]
        page.goto(f"{url}{link}")
        expect(page.locator("mark").first).to_contain_text("£65m")
        page.close()


@pytest.mark.browser
def test_a_page_of_two_hundred_turns_is_as_quick_as_one_of_fifty(browser: Browser, tmp_path: Path) -> None:
    """It holds the last fifty; it can be followed up, and taken away with its proofs."""
    with served_page("remembering_bot", tmp_path) as url:
        page = open_page(browser, url)
        spent, size = [], []
        for turn in range(1, 201):
            begun = monotonic()
            asked = f"What was asked at turn {turn}?" if turn % 50 else DISPUTED
            send(page, asked)
            page.wait_for_function(ANSWERED, arg=asked)
            spent.append(monotonic() - begun)
            size.append(page.evaluate("document.querySelectorAll('*').length"))
        assert size[199] < 1.2 * size[59]
        assert median(spent[190:]) < 3 * median(spent[50:60]) + 0.2
        send(page, "Echo")
        page.wait_for_function(ANSWERED, arg="Echo")
        expect(page.locator('#chat [data-testid="bot"]').last).to_contain_text(f"turns={LONGEST_TALK - 1}")
        with page.expect_download() as taken:
            page.get_by_role("link", name="Markdown", exact=True).click()
        assert CATALYST in Path(taken.value.path()).read_text()
        page.close()


def test_a_talk_of_two_hundred_turns_stays_bounded() -> None:
    """In what the bot is given, in the bubbles and in the panel."""
    bot = campus_bot()
    talk: Talk = ()
    for _ in range(200):
        talk = list(respond(bot, QUESTION, Filters(), talk))[-1][0]
    assert len(talk) == LONGEST_TALK
    assert max(len(history) for _, history, _ in bot.asked) == LONGEST_TALK - 1
    assert len(bubbles(talk)) == 2 * LONGEST_TALK
    assert COMPANIES[:20] in sources(talk)
    assert len(sources(talk)) < 500_000
