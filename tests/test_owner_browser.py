"""The owner's page and the report of a quote as people use them: without a script, in either scheme."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from browser import CATALYST, SPARK, served_page
from owners import PASSWORD, ask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from widget_stage import AXE_RULES, from_npm

QUOTE = urlencode({"document": SPARK.id, "version": "v1", "quote": f"0-{len(CATALYST)}"})


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page, with something to read for its owner."""
    with served_page("campus_bot", tmp_path_factory.mktemp("owner"), CLUSTER_OWNER_PASSWORD=PASSWORD) as url:
        for question in ("Who will win the cup?", "How did the number of companies grow?", "<b>Where</b> to eat?"):
            ask(url, question)
        yield url


def sign_in(page: Page, address: str) -> None:
    """Sign in by the keyboard."""
    page.goto(f"{address}/owner")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def report(page: Page, address: str, note: str) -> None:
    """Report a quote from its page."""
    page.goto(f"{address}/source?{QUOTE}")
    page.get_by_label("What is wrong").fill(note)
    page.get_by_role("button", name="This quote does not prove what was said").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


@pytest.fixture
def plain(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that runs no script."""
    context = browser.new_context(java_script_enabled=False)
    yield context
    context.close()


def test_a_reader_reports_and_the_owner_reads_and_erases(plain: BrowserContext, address: str) -> None:
    """Each form arrives: a browser names our own origin with it; no script can read the cookie."""
    page = plain.new_page()
    report(page, address, "It says 2019.")
    page.get_by_role("link", name="Back to the quote").click()
    expect(page.locator("#quote mark")).to_have_text(CATALYST)
    sign_in(page, address)
    (cookie,) = plain.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", "/owner")
    expect(page.get_by_role("cell", name="It says 2019.")).to_be_visible()
    page.get_by_role("button", name="Erase: <b>Where</b> to eat?").click()
    expect(page.get_by_role("status")).to_contain_text("1 question, no votes and no reports would be erased")
    page.get_by_role("button", name="Erase").click()
    expect(page.get_by_role("status")).to_contain_text("Erased: 1 question")
    page.get_by_role("link", name="Back to the owner's page").click()
    expect(page.get_by_role("button", name="Erase: <b>Where</b> to eat?")).to_have_count(0)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Password")).to_be_visible()


def test_a_table_is_taken_away_as_a_file(plain: BrowserContext, address: str) -> None:
    """With its name and its day."""
    page = plain.new_page()
    sign_in(page, address)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Ageing figures as CSV").click()
    assert taken.value.suggested_filename.startswith("ageing-figures-20")
    assert "45 companies" in taken.value.path().read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_in_it(browser: Browser, address: str, scheme: str, width: int) -> None:
    """In the form for the password, the page, what is asked before an erasure, and the page of a quote."""
    axe = (from_npm("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 800}
    )
    page = context.new_page()

    def check() -> None:
        page.evaluate(axe)
        found = page.evaluate(f"axe.run(document, {{ runOnly: {json.dumps(AXE_RULES)} }})")
        assert [one["id"] for one in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.goto(f"{address}/source?{QUOTE}")
    check()
    page.goto(f"{address}/owner")
    check()
    sign_in(page, address)
    page.get_by_text("The counts as a table").click()
    check()
    page.get_by_role("button", name="Erase: ").first.click()
    check()
    context.close()
