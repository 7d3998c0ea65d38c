"""From addresses to answers: what is fetched, what is kept, what is gone, over a real server and a real store."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from builders import WordEncoder
from reportlab.pdfgen.canvas import Canvas
from web import HOST, Page, Site, serving, visitor, web_settings

from ingest.__main__ import main
from ingest.errors import FetchError
from ingest.fetch.cache import Cache, open_cache
from ingest.fetch.found import found_in
from ingest.fetch.refresh import refresh
from ingest.find import find_files
from ingest.plan import Plan
from ingest.store import Store
from ingest.sync import carry_out, make_plan
from ingest.types import Document


@dataclass(slots=True)
class Office:
    """A corpus, a store and a server; ``urls`` are what was given by hand."""

    folder: Path
    site: Site
    encoder: WordEncoder = field(default_factory=WordEncoder)

    @property
    def web(self) -> Path:
        """Where fetched bytes live."""
        return self.folder / "store" / "web"

    def ingest(self, *urls: str, prune: bool = False, rebuild: bool = False, **settings: Any) -> Plan:
        """One run over the addresses and the corpus, as the command line makes it; what it planned."""
        store, corpus = Store(self.folder / "store"), self.folder / "corpus"
        corpus.mkdir(exist_ok=True)
        values = web_settings(corpus=corpus, encoder=self.encoder.name, **settings)
        with open_cache(self.web, dry_run=False) as cache, cache.writing():
            lists = find_files([corpus], corpus).lists
            web = found_in(cache, refresh(urls, lists, [corpus], cache, visitor(**settings), values))
            plan = make_plan(
                [corpus], values, store.open(), prune=prune, progress=lambda done: None, web=web, afresh=rebuild
            )
            if plan.writes:
                carry_out(plan, store, self.encoder.name, lambda: self.encoder, keep=2, force=True)
        return plan

    def document(self, path: str) -> Document:
        """What is answered from of the page at this path."""
        live = Store(self.folder / "store").open()
        assert live is not None
        return live.documents[self.id(path)]

    def id(self, path: str) -> str:
        """The id of the page at this path."""
        return self.site.url.removeprefix("http://") + path

    def list(self, *lines: str, name: str = "press.urls") -> Path:
        """A list of addresses in the corpus."""
        path = self.folder / "corpus" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines))
        return path


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Nothing fetched yet."""
    with serving() as site:
        yield Office(tmp_path, site)


def state(folder: Path) -> dict[str, tuple[str, int]]:
    """Hash and time of change of every file below a folder."""
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def feed(*items: tuple[str, str]) -> Page:
    """An RSS feed of links and dates."""
    rows = "".join(f"<item><link>{link}</link><pubDate>{date}</pubDate></item>" for link, date in items)
    return Page(f"<rss version='2.0'><channel>{rows}</channel></rss>".encode(), "application/rss+xml")


def pdf(text: str) -> bytes:
    """A PDF of one line."""
    data = BytesIO()
    canvas = Canvas(data)
    canvas.drawString(72, 720, text)
    canvas.save()
    return data.getvalue()


def reasons(plan: Plan) -> list[str]:
    """What the run could not do."""
    return [refused.reason for refused in plan.failed]


def test_a_page_a_pdf_and_a_text_become_documents(office: Office) -> None:
    """Read as a file would be, under the id of their address, with the address to open."""
    site = office.site
    site.pages["/news/2020"] = site.page("The campus houses 45 companies.", title="The campus in 2020")
    site.pages["/facts.pdf"] = Page(pdf("The campus has 1,000 jobs."), "application/pdf")
    site.pages["/about"] = Page(b"title: About\npublished: 2019-05\n\nThe town has a station.", "text/plain")
    plan = office.ingest(*(site.url + path for path in site.pages))
    assert sorted(plan.added) == [office.id("/about"), office.id("/facts.pdf"), office.id("/news/2020")]
    page = office.document("/news/2020")
    assert (page.text, page.source.title) == ("The campus houses 45 companies.", "The campus in 2020")
    assert page.source.url == f"{site.url}/news/2020"
    assert "1,000 jobs" in office.document("/facts.pdf").text
    assert str(office.document("/about").source.published) == "2019-05"


def test_an_unchanged_page_is_neither_sent_nor_embedded_nor_written_again(office: Office) -> None:
    """Whether its server answers 304 or sends the same bytes; not a byte on disk is another."""
    site = office.site
    site.pages["/tag"] = site.page("One.", headers={"ETag": '"1"'})
    site.pages["/time"] = site.page("Two.", headers={"Last-Modified": "Wed, 07 Oct 2020 08:00:00 GMT"})
    site.pages["/neither"] = site.page("Three.")
    urls = [site.url + path for path in site.pages]
    assert len(office.ingest(*urls).added) == 3
    before, embedded = state(office.folder), len(office.encoder.asked)
    site.requests.clear()
    assert not office.ingest(*urls).writes
    assert (state(office.folder), len(office.encoder.asked)) == (before, embedded)
    shown = {path: (h.get("if-none-match"), h.get("if-modified-since")) for path, h in site.requests}
    assert shown["/tag"] == ('"1"', None)
    assert shown["/time"] == (None, "Wed, 07 Oct 2020 08:00:00 GMT")
    site.pages["/tag"] = site.page("One, changed.", headers={"ETag": '"2"'})
    assert office.ingest(*urls).changed == (office.id("/tag"),)
    assert office.document("/tag").text == "One, changed."


def test_a_copy_that_was_altered_on_disk_is_fetched_anew(office: Office) -> None:
    """A 304 must not bring it to life."""
    site = office.site
    site.pages["/a"] = site.page("One.", headers={"ETag": '"1"'})
    office.ingest(f"{site.url}/a")
    for path in office.web.rglob("a.html"):
        path.write_bytes(b"<p>Something else.</p>")
    office.ingest(f"{site.url}/a")
    assert office.document("/a").text == "One."
    for path in office.web.rglob("record.json"):
        path.write_bytes(b'{"format": 1, "id": ')
    assert office.ingest(f"{site.url}/a").unchanged == (office.id("/a"),)


def test_the_pages_of_a_feed_are_documents_and_its_date_stands_in_for_none(office: Office) -> None:
    """The page's own date counts before the feed's; the feed itself is no document."""
    site = office.site
    meta = '<meta property="article:published_time" content="2019-03-01">'
    site.pages["/undated"] = site.page("The first story.")
    site.pages["/dated"] = site.page("The second story.", head=meta)
    date = "Wed, 07 Oct 2020 08:00:00 GMT"
    site.pages["/feed"] = feed((f"{site.url}/undated", date), ("/dated", date))
    assert sorted(office.ingest(f"{site.url}/feed").added) == [office.id("/dated"), office.id("/undated")]
    assert str(office.document("/undated").source.published) == "2020-10-07"
    assert str(office.document("/dated").source.published) == "2019-03-01"
    site.pages["/feed"] = feed((f"{site.url}/undated", "Thu, 08 Oct 2020 08:00:00 GMT"))
    assert office.ingest(f"{site.url}/feed").changed == (office.id("/undated"),)
    assert str(office.document("/undated").source.published) == "2020-10-08"


def test_the_date_of_an_address_counts_before_that_of_a_feed(office: Office) -> None:
    """A feed may tell when it was filled. It adds the day to a month; the page itself counts before both."""
    site = office.site
    site.pages["/2019/03/01/plain"] = site.page("The first story.")
    site.pages["/2019/03/02/dated"] = site.page(
        "The second.", head='<meta property="article:published_time" content="2018-05-06">'
    )
    site.pages["/2020/10/monthly"] = site.page("The third.")
    date = "Wed, 07 Oct 2020 08:00:00 GMT"
    site.pages["/feed"] = feed(*((path, date) for path in site.pages if path.startswith("/20")))
    office.ingest(f"{site.url}/feed")
    assert str(office.document("/2020/10/monthly").source.published) == "2020-10-07"
    assert str(office.document("/2019/03/01/plain").source.published) == "2019-03-01"
    assert str(office.document("/2019/03/02/dated").source.published) == "2018-05-06"


@pytest.mark.parametrize("head", ["title: Notes\npublished: undated\n\n", "---\npublished: n.d.\n---\n"])
def test_a_text_that_says_that_it_is_undated_stays_so(office: Office, head: str) -> None:
    """Whatever its address and its feed say; the same text without that line has their date."""
    site = office.site
    site.pages["/2019/03/01/notes.md"] = Page(f"{head}The town has a station.".encode(), "text/markdown")
    site.pages["/2019/03/01/other.md"] = Page(b"title: Other\n\nThe campus has a cafe.", "text/markdown")
    date = "Fri, 01 Mar 2019 08:00:00 GMT"
    site.pages["/feed"] = feed(*((path, date) for path in site.pages))
    office.ingest(f"{site.url}/feed")
    assert office.document("/2019/03/01/notes.md").source.published is None
    assert str(office.document("/2019/03/01/other.md").source.published) == "2019-03-01"


def test_what_a_feed_no_longer_shows_stays(office: Office) -> None:
    """It holds the newest entries only."""
    site = office.site
    site.pages["/1"], site.pages["/2"] = site.page("One."), site.page("Two.")
    site.pages["/feed"] = feed(("/1", ""))
    office.ingest(f"{site.url}/feed")
    site.pages["/feed"] = feed(("/2", ""))
    plan = office.ingest(f"{site.url}/feed", prune=True)
    assert (plan.added, plan.removed) == ((office.id("/2"),), ())
    assert office.document("/1").text == "One."


def test_a_feed_is_read_as_far_as_it_is_reasonable(office: Office) -> None:
    """Entries beyond the limit, that are feeds, that are private or no pages are told; the others are read."""
    site = office.site
    site.pages["/1"], site.pages["/2"] = site.page("One."), site.page("Two.")
    site.pages["/feed"] = feed(
        ("/1", ""), ("http://10.0.0.1/x", ""), ("javascript:alert(1)", ""), ("/other", ""), ("/feed", ""), ("/2", "")
    )
    site.pages["/other"] = feed(("/3", ""))
    plan = office.ingest(f"{site.url}/feed", fetch_feed_entries=5)
    assert plan.added == (office.id("/1"),)
    told = "\n".join(reasons(plan))
    assert "10.0.0.1/robots.txt leads into a private network" in told
    assert "names a page that is not asked: javascript:alert(1) is no http or https address." in told
    assert f"{site.url}/other is a feed that another feed names, which is not followed." in told
    assert "has 6 entries; those after the first 5 are left out. Raise CLUSTER_FETCH_FEED_ENTRIES" in told
    assert len(plan.failed) == 4


def test_a_bad_address_stops_no_good_one_and_what_was_stored_stays(office: Office) -> None:
    """Whatever has happened to the page since; the report says from when its copy is."""
    site = office.site
    for path in ("/a", "/b", "/c", "/d", "/e"):
        site.pages[path] = site.page(f"Text of {path}.", headers={"ETag": path})
    urls = [site.url + path for path in ("/a", "/b", "/c", "/d", "/e")]
    office.ingest(*urls)
    site.pages["/a"] = Page(status=404)
    site.pages["/b"] = Page(status=500)
    site.pages["/c"] = Page(b"\x89PNG", "image/png")
    site.pages["/d"] = Page(b"", "text/html")
    site.pages["/e"] = site.page("Text of /e, changed.")
    plan = office.ingest(*urls, "ftp://example.org/", "http://127.1/")
    assert plan.changed == (office.id("/e"),)
    for path in ("/a", "/b", "/c", "/d"):
        assert office.document(path).text == f"Text of {path}."
    told = reasons(plan)
    assert len(told) == 6
    assert all(reason.endswith(".") and "\n" not in reason for reason in told)
    for status in ("answered 404 Not Found", "answered 500 Internal", "is of type image/png"):
        assert any(status in reason and "is still answered from." in reason for reason in told)
    assert any("is empty" in reason for reason in told)


def test_without_the_network_what_was_fetched_is_still_there(office: Office) -> None:
    """Even for a store that is made anew."""
    site = office.site
    site.pages["/a"] = site.page("One.")
    office.ingest(f"{site.url}/a")
    site.pages["/robots.txt"] = Page(status=503)
    plan = office.ingest(f"{site.url}/a", rebuild=True)
    assert (plan.unchanged, plan.writes) == ((office.id("/a"),), True)
    assert "answered 503. Run again later. Its copy of 20" in reasons(plan)[0]
    assert office.ingest(rebuild=True).unchanged == (office.id("/a"),)
    assert not office.ingest().writes


def test_a_page_that_its_host_says_is_gone_is_told_and_pruned_when_asked(office: Office) -> None:
    """Until then it is answered from; one that comes back is not gone."""
    site = office.site
    site.pages["/a"], site.pages["/b"] = site.page("One."), site.page("Two.")
    urls = [f"{site.url}/a", f"{site.url}/b"]
    office.ingest(*urls)
    page = site.pages.pop("/a")
    assert office.ingest(*urls).gone == (office.id("/a"),)
    assert office.ingest().gone == (office.id("/a"),)
    site.pages["/a"] = page
    assert office.ingest(*urls).gone == ()
    site.pages["/a"] = Page(status=410)
    plan = office.ingest(*urls, prune=True)
    assert (plan.removed, plan.unchanged) == ((office.id("/a"),), (office.id("/b"),))
    assert office.ingest().gone == ()


def test_a_page_is_never_taken_for_another_or_for_a_file_that_says_the_same(office: Office) -> None:
    """It is cited by its address, which nothing else has. Where both say the same, the one that is there stands."""
    site = office.site
    page = site.page("One.")
    site.pages["/a"] = page
    office.ingest(f"{site.url}/a")
    del site.pages["/a"]
    site.pages["/b"] = page
    (office.folder / "corpus" / "a.html").write_bytes(page.body)
    plan = office.ingest(f"{site.url}/a", f"{site.url}/b")
    assert (plan.renamed, plan.added, plan.removed) == ({}, (office.id("/b"),), (office.id("/a"),))


def test_a_page_whose_copy_is_lost_is_told_and_pruned_when_asked(office: Office) -> None:
    """As after a roll-back to a generation that holds what was pruned since."""
    site = office.site
    site.pages["/a"], site.pages["/b"] = site.page("One."), site.page("Two.")
    office.ingest(f"{site.url}/a", f"{site.url}/b")
    shutil.rmtree(office.web)
    assert office.ingest(f"{site.url}/b").gone == (office.id("/a"),)
    assert office.document("/a").text == "One."
    assert office.ingest(prune=True).removed == (office.id("/a"),)


def test_a_page_that_leaves_its_list_is_gone_and_so_are_those_of_a_feed(office: Office) -> None:
    """When the line goes, or the list; not when a page was given by hand, or by a list that was not looked at."""
    site = office.site
    for path in ("/1", "/2", "/3", "/hand"):
        site.pages[path] = site.page(f"Page {path}.")
    site.pages["/feed"] = feed(("/3", ""))
    office.list("# press", f"{site.url}/1", f"{site.url}/2", f"{site.url}/feed")
    other = office.list(f"{site.url}/hand2", name="other.urls")
    site.pages["/hand2"] = site.page("Another.")
    assert len(office.ingest(f"{site.url}/hand").added) == 5
    office.list(f"{site.url}/1")
    assert office.ingest().gone == (office.id("/2"), office.id("/3"))
    assert office.ingest(prune=True).removed == (office.id("/2"), office.id("/3"))
    other.unlink()
    assert office.ingest().gone == (office.id("/hand2"),)
    assert office.document("/hand").text == "Page /hand."
    office.list(f"{site.url}/1", f"{site.url}/2", f"{site.url}/hand2")
    plan = office.ingest()
    assert (plan.added, plan.gone) == ((office.id("/2"),), ())


def test_a_page_says_its_own_address_only_within_its_site(office: Office) -> None:
    """A reader is sent there, so another site's word is not taken; a redirect's end is the address."""
    site = office.site
    own, foreign = (f'<link rel="canonical" href="{url}">' for url in (f"http://{HOST}/own", "https://evil.example/"))
    site.pages["/a"] = site.page("One.", head=own)
    site.pages["/b"] = site.page("Two.", head=foreign)
    site.pages["/old"] = Page(status=301, headers={"Location": "/new"})
    site.pages["/new"] = site.page("Three.")
    office.ingest(*(site.url + path for path in ("/a", "/b", "/old")))
    assert office.document("/a").source.url == f"http://{HOST}/own"
    assert office.document("/b").source.url == f"{site.url}/b"
    assert office.document("/old").source.url == f"{site.url}/new"


def test_a_file_and_a_page_never_share_an_id(office: Office) -> None:
    """The file keeps it, and the page is told."""
    site = office.site
    site.pages["/a.md"] = Page(b"From the web.", "text/markdown")
    path = office.folder / "corpus" / office.id("/a.md")
    path.parent.mkdir(parents=True)
    path.write_text("From the disk.")
    plan = office.ingest(f"{site.url}/a.md")
    assert reasons(plan) == ["is the id of a file and of a web page. Rename the file."]
    assert office.document("/a.md").text == "From the disk."


def test_two_runs_do_not_fetch_at_once(office: Office) -> None:
    """Their hosts would be asked twice as often as they like."""
    cache = Cache(office.web)
    with cache.writing(), pytest.raises(FetchError, match=r"Another ingest is fetching into .*web\. Run this again"):
        office.ingest()


def cli(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    """The exit status and the JSON report of a command line."""
    status = main([*arguments, "--json"])
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return status, said


@pytest.fixture
def allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of a command line that may ask the test server."""
    monkeypatch.setenv("CLUSTER_FETCH_ALLOW_HOSTS", HOST)
    monkeypatch.setenv("CLUSTER_FETCH_PAUSE_SECONDS", "0")


@pytest.mark.usefixtures("allowed")
def test_a_dry_run_asks_and_writes_nothing(office: Office, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither for the first time nor when a page has changed; the corpus is not read when an address was given."""
    site = office.site
    (desk / "corpus").mkdir()
    (desk / "corpus" / "a.md").write_text("A file.")
    site.pages["/a"] = site.page("One.")
    status, said = cli(capsys, f"{site.url}/a", "--dry-run")
    assert (status, said["added"], said["published"]) == (0, [office.id("/a")], None)
    assert not (desk / "store").exists()


@pytest.mark.usefixtures("allowed")
def test_the_command_line_takes_addresses_beside_paths(
    office: Office, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bad one makes exit status 1; what is pruned is forgotten on disk too."""
    site = office.site
    site.pages["/a"] = site.page("The campus houses 45 companies.")
    (desk / "press.urls").write_text(f"{site.url}/a\n")
    (desk / "b.md").write_text("The campus provides 1,000 jobs.")
    status, said = cli(capsys, "press.urls", "b.md", f"{site.url}/missing")
    assert (status, len(said["added"]), len(said["failed"])) == (1, 2, 1)
    assert said["failed"][0]["reason"].startswith(f"{site.url}/missing answered 404 Not Found.")
    assert cli(capsys, "press.urls", "b.md")[1]["unchanged"] == 2
    (desk / "press.urls").write_text("# empty\n")
    assert cli(capsys, "press.urls", "--dry-run", "--prune")[1]["removed"] == [office.id("/a")]
    assert cli(capsys, "press.urls")[1]["gone"] == [office.id("/a")]
    assert cli(capsys, "press.urls", "--prune")[1]["removed"] == [office.id("/a")]
    assert list((desk / "store" / "web").iterdir()) == []


def test_an_address_alone_that_fails_is_told_and_nothing_is_made(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No network, no store: one sentence."""
    status, said = cli(capsys, f"http://{HOST}/a")
    assert status == 1
    assert "leads into a private network" in said["failed"][0]["reason"]
    assert not (desk / "store" / "CURRENT").exists()


def test_a_page_takes_back_only_what_its_own_site_said(office: Office) -> None:
    """Whatever address it names; a file in the folder may name anything."""
    site = office.site
    meta = '<meta name="supersedes" content="{}">'
    site.pages["/old"] = site.page("There are 45 companies.")
    (office.folder / "corpus").mkdir(exist_ok=True)
    (office.folder / "corpus" / "mine.md").write_text("title: Mine\nurl: https://mine.example/a\n\nThere are 40 firms.")
    own, foreign = meta.format(f"{site.url}/old"), meta.format("https://mine.example/a")
    site.pages["/new"] = site.page(f"{own}There are 46 companies.")
    site.pages["/bad"] = site.page(f"{foreign}There are no firms.")
    plan = office.ingest(f"{site.url}/old", f"{site.url}/new", f"{site.url}/bad")
    assert plan.superseded == {office.id("/old"): office.id("/new")}
    assert plan.astray == ()
    (office.folder / "corpus" / "saved.html").write_text(f"<html><head>{foreign}</head><body>41 firms.</body></html>")
    assert office.ingest().superseded["mine.md"] == "saved.html"
