"""The key figures: plain HTML that works without a script, each value with its date, its age and its proof."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from browser import DISPUTED, GROWN, HOSTILE, SPARK, ZONE, TableBot, answered, campus_bot, cite, grown, served_page
from playwright.sync_api import Browser, expect
from widget_stage import AXE_RULES, from_npm

import ui
from bot.ask import Bot
from bot.dates_in_words import iso_age
from bot.key_figures import KeyFigure
from bot.permalink import Fate, parse
from bot.types import Answer, Figure, Lead
from ingest.errors import OutageError
from ingest.types import Kind, Source
from page.figures import NOT_STATED, figures_page
from page.nav import FIGURES, LIBRARY

CUP = "Who will win the cup?"


class AwayBot(TableBot):
    """A bot whose documents cannot be reached."""

    def key_figures(self) -> tuple[tuple[KeyFigure, Answer], ...]:
        """None are to be had."""
        raise OutageError("The server at http://10.0.0.5 is away.")


class NoReader(TableBot):
    """A bot whose documents cannot be reached when it means to read ahead."""

    def read_ahead(self) -> None:
        """Nothing is to be had."""
        raise OutageError("The server at http://10.0.0.5 is away.")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page, served."""
    with served_page("campus_bot", tmp_path_factory.mktemp("figures")) as url:
        yield url


def shown(answer: Answer, heading: str = "Companies") -> str:
    """The section of one figure, as a reader reads it."""
    status, html = figures_page(TableBot({heading: answer}))
    assert status == 200
    return unescape(html.partition("<section")[2])


def text(html: str) -> str:
    """What stands between the tags."""
    return " ".join(re.sub("<.*?>", " ", html).split())


def test_the_newest_value_stands_first_with_its_age_its_source_and_its_proof() -> None:
    """And below it how it moved, as a picture and in a table whose every row leads to its quote."""
    section = shown(grown(GROWN))
    age = iso_age("2020-10", date.today())
    value, _, rest = section.partition('<div class="moved">')
    assert text(value).startswith(
        f'aria-labelledby="figure-1"> Companies 45 companies October 2020 {age} achieved In autumn 2020'
    )
    assert '<a href="/source?document=news%2Fzone.md&version=&quote=0-' in value
    rows = [text(row) for row in re.findall("<tr>(.*?)</tr>", rest)]
    assert rows == [
        "Value When Source",
        "over 40 businesses November 2019 achieved [1] Stevenage Bioscience Catalyst",
        "45 companies October 2020 achieved [2] Mondaq",
    ]
    assert len(re.findall('<td><a href="/source[^"]*quote=0-', rest)) == 2
    assert "data:image/svg+xml;base64," in rest


def test_a_plan_says_that_it_is_one() -> None:
    """In words, wherever its value stands; the word "achieved" is never beside it."""
    plan = Figure(5e9, "GBP", "£5bn", "campus", "2020-10", "planned", 1)
    answer = replace(answered("q", cite(1, ZONE, "It foresees £5bn.")), figures=(plan,), leads=())
    section = shown(replace(answer, leads=(Lead("£5bn", "planned as of October 2020", 1),)))
    assert "£5bn planned as of October 2020" in text(section)
    assert "achieved" not in section


def test_sources_that_disagree_are_shown_as_disagreeing() -> None:
    """Beside the value, and both sides with scope, date, publisher and a way to each quote."""
    answer = campus_bot().table[DISPUTED]
    assert isinstance(answer, Answer)
    section = shown(answer)
    assert "over £1.6bn October 2020" in text(section)
    assert "sources disagree" in section.partition("</p>")[0]
    card = text(section[section.index('class="conflict"') :])
    assert "The sources disagree" in card
    assert "over £1.6bn [1] campus October 2020 Mondaq" in card
    assert "£1.1bn [2] campus 7 October 2020 Stevenage Bioscience Catalyst" in card
    assert len(re.findall(r'class="marker" href="/source\?', section)) == 2


def test_what_is_not_stated_is_said_and_not_hidden(address: str) -> None:
    """With the sentence that says what is missing."""
    page = unescape(httpx.get(f"{address}{FIGURES}").text)
    tile = re.search(rf"<li><a href=\"#figure-\d+\">{re.escape(CUP)}</a>(.*?)</li>", page)
    assert tile is not None
    assert text(tile[1]) == NOT_STATED
    section = next(part for part in page.split("<section")[1:] if CUP in part)
    assert f"{NOT_STATED} The documents do not answer that." in text(section)


def test_an_answer_without_a_value_is_given_in_its_words() -> None:
    """It is neither a value nor missing."""
    section = text(shown(answered("q", cite(1, ZONE, "There is a campus."))))
    assert "in words only There is a campus. Mondaq, October 2020" in section
    assert NOT_STATED not in section


def test_an_undated_value_says_so() -> None:
    """And has no age."""
    figure = Figure(45.0, "companies", "45 companies", "campus", None, "achieved", 1)
    source = replace(SPARK, published=None)
    answer = replace(answered("q", cite(1, source, "45 companies.")), figures=(figure,))
    section = shown(replace(answer, leads=(Lead("45 companies", "undated", 1),)))
    assert "45 companies undated achieved" in text(section)
    assert 'class="age"' not in section


@pytest.mark.parametrize("value", [1e30, float("inf"), float("nan")])
def test_a_value_out_of_this_world_is_told_without_a_picture(value: float) -> None:
    """As its source words it."""
    answer = grown(GROWN)
    figures = (*answer.figures[:1], replace(answer.figures[1], value=value, original="1e30 companies"))
    section = shown(replace(answer, figures=figures))
    assert "1e30 companies October 2020" in text(section)
    assert "<img" not in section


def test_while_the_documents_are_away_the_page_says_so(caplog: pytest.LogCaptureFixture) -> None:
    """In a sentence, with the status that says try again, and nothing of where they are."""
    status, html = figures_page(AwayBot({}))
    assert status == 503
    assert "ask again in a minute" in unescape(html)
    assert "10.0.0.5" not in html + caplog.text


def test_over_the_corpus_every_proof_leads_to_its_quote_and_the_page_is_light(corpus_bot: Bot) -> None:
    """No link is dead, each quote is what the document says now, and all of it is under 600 kB."""
    status, html = figures_page(corpus_bot)
    assert status == 200
    assert len(html.encode()) < 600_000
    links = {unescape(link) for link in re.findall('href="(.*?)"', html) if "source" in link}
    assert len(links) > 30
    for link in links:
        asked = parse(dict(parse_qsl(urlsplit(link).query)))
        found = corpus_bot.look_up(asked) if asked else None
        assert found is not None, link
        assert found.fate is Fate.CURRENT, link
        assert found.citation is not None, link


def test_a_mistake_in_the_file_of_figures_stops_the_start(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one sentence that names the file and the place."""
    monkeypatch.setenv("CLUSTER_KEY_FIGURES", "ours.toml")
    (desk / "ours.toml").write_text('[[figure]]\nheading = "Jobs"\n')
    assert ui.main(["--port", "1"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1, said
    assert said.startswith("ours.toml: figure.1.question is missing.")


def test_what_cannot_be_had_before_the_first_visitor_is_one_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """The page is served all the same, and tells who asks."""
    ui._ahead(NoReader({}))  # type: ignore[arg-type]
    assert [record.message for record in caplog.records] == ["OutageError while reading ahead"]


def test_nothing_of_a_document_becomes_markup() -> None:
    """Not a heading, a question, a title, a publisher, a quote, a scope or a date, in any place of the page."""
    table: dict[str, Answer | Exception] = {}
    for hostile in HOSTILE:
        source = Source(hostile, hostile, hostile, Kind.NEWS, None, hostile)
        cited = cite(1, source, hostile), cite(2, source, hostile)
        figures = tuple(
            Figure(value, hostile, hostile, hostile, as_of, "achieved", number)
            for number, value, as_of in ((1, 4.0, "2019"), (2, 5.0, "2020"))
        )
        table[hostile] = replace(answered(hostile, *cited), figures=figures, history=(0, 1))
        table[f"{hostile} ?"] = replace(answered(hostile), status=grown("").status, text=hostile)
    _, page = figures_page(TableBot(table))
    ours = (
        r"<(?:/?(?:html|head|body|nav|main|h1|h2|h3|p|a|title|section|ul|li|div|span|strong|blockquote|q|table|caption"
        r"|thead|tbody|tr|th|td)|!doctype|meta|link|img)(?: [\w-]+(?:=\"[^\"<>]*\")?)*>"
    )
    assert "<" not in re.sub(ours, "", page)
    assert all(re.match(r"/|#figure-\d+$", unescape(link)) for link in re.findall('href="(.*?)"', page))
    assert all(source.startswith("data:image/svg+xml;base64,") for source in re.findall('src="(.*?)"', page))


def test_every_way_on_the_page_leads_somewhere(browser: Browser, address: str) -> None:
    """Each tile to its section, each link to a page of ours, and the pages to each other, without a script."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{FIGURES}")
    anchors = page.locator(".tiles a").evaluate_all("links => links.map(link => link.hash.slice(1))")
    assert anchors
    assert all(page.locator(f"h2#{name}").count() == 1 for name in anchors)
    ids = page.locator("[id]").evaluate_all("parts => parts.map(part => part.id)")
    assert len(ids) == len(set(ids))
    navigation = page.get_by_role("navigation", name="Pages")
    expect(navigation.get_by_role("link", name="Key figures")).to_have_attribute("aria-current", "page")
    navigation.get_by_role("link", name="Documents").click()
    assert page.url == f"{address}{LIBRARY}"
    expect(navigation.get_by_role("link", name="Documents")).to_have_attribute("aria-current", "page")
    navigation.get_by_role("link", name="Key figures").click()
    assert page.url == f"{address}{FIGURES}"
    page.get_by_role("row", name="45 companies").get_by_role("link").click()
    assert "/source?document=news%2Fzone.md" in page.url
    context.close()


def test_headings_are_in_order(browser: Browser, address: str) -> None:
    """One of the first level, and none that skips one."""
    page = browser.new_page()
    page.goto(f"{address}{FIGURES}")
    found = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    levels: list[int] = list(found)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_axe_finds_nothing_in_it(browser: Browser, address: str, scheme: str, width: int) -> None:
    """Nor is it wider than a phone."""
    axe = (from_npm("axe-core") / "axe.min.js").read_text(encoding="utf-8")
    page = browser.new_page(
        color_scheme="dark" if scheme == "dark" else "light", viewport={"width": width, "height": 800}
    )
    page.goto(f"{address}{FIGURES}")
    expect(page.get_by_role("table", name="How it moved")).to_be_visible()
    page.evaluate(axe)
    found = page.evaluate(f"axe.run(document, {{ runOnly: {json.dumps(AXE_RULES)} }})")
    assert [one["id"] for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


def test_on_paper_there_are_the_figures_alone(browser: Browser, address: str) -> None:
    """No way to other pages, which paper does not have."""
    page = browser.new_page()
    page.goto(f"{address}{FIGURES}")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()
    expect(page.get_by_role("img").first).to_be_visible()
    page.close()


def test_hostile_documents_do_nothing_in_a_browser(browser: Browser, tmp_path: Path) -> None:
    """Nothing runs and nothing is fetched from elsewhere."""
    with served_page("hostile_bot", tmp_path) as url:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{url}{FIGURES}")
        expect(page.locator(".key-figures section")).to_have_count(len(HOSTILE))
        assert page.evaluate("window.__pwned") is None
        assert [one for one in asked if not one.startswith((url, "data:"))] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_chat_leads_to_the_other_pages(browser: Browser, address: str, scheme: str) -> None:
    """In the same window, by the same links, itself marked as the current one."""
    page = browser.new_page(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(address)
    navigation = page.get_by_role("navigation", name="Pages")
    expect(navigation.get_by_role("link")).to_have_text(["Chat", "Documents", "Key figures"])
    expect(navigation.get_by_role("link", name="Chat")).to_have_attribute("aria-current", "page")
    navigation.get_by_role("link", name="Key figures").click()
    page.wait_for_url(f"{address}{FIGURES}")
    page.close()
