"""A permalink goes on leading to the quote as it was, and says what has become of its document."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from answers import ANYTHING, SPARK, cite
from builders import Desk, WordEncoder
from hypothesis import given
from hypothesis import strategies as st

from bot.ask import Bot
from bot.permalink import LONGEST_QUOTE, Fate, Found, Link, parse, permalink
from bot.types import Citation

QUESTION = "How many companies are there?"
WAS = "There are 45 companies."


@given(ANYTHING, st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_link_names_what_it_was_made_from(name: str, start: int, length: int) -> None:
    """Whatever the id holds: an address carries it and gives it back."""
    citation = replace(cite(source=replace(SPARK, id=name)), version="ab12", start=start, end=start + length)
    link = parse(dict(parse_qsl(urlsplit(permalink(citation)).query)))
    assert link == Link(name, "ab12", start, start + length)


@pytest.mark.parametrize(
    "values",
    [{}, {"document": ""}, {"document": "a", "quote": "x-y"}, {"document": "a", "quote": "5"}]
    + [{"document": "a", "quote": quote} for quote in ("-5", "5-", "1-2-3", "²-³", "1-" + "9" * 30, " ")],
)
def test_what_is_no_link_leads_nowhere(values: dict[str, str]) -> None:
    """Rather than to a wrong place."""
    assert parse(values) is None


class Reader:
    """A bot that runs while the store changes, and a quote that it gave at the beginning."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder)
        self.desk.write(a=WAS, b="The town has 89,000 inhabitants.")
        self.desk.ingest()
        self.bot = Bot(self.desk.store, WordEncoder())
        self.cited = self.quote()

    def quote(self) -> Citation:
        """What it cites of the first document now."""
        answer = self.bot.ask(QUESTION)
        return next(one for one in answer.citations + answer.nearest if one.source.id == "a.md")

    def look_up(self, citation: Citation | None = None) -> Found:
        """What the permalink of the quote leads to now."""
        link = parse(dict(parse_qsl(urlsplit(permalink(citation or self.cited)).query)))
        assert link is not None
        found = self.bot.look_up(link)
        assert found is not None
        return found


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """With two documents."""
    return Reader(tmp_path)


def test_a_link_leads_to_its_quote(reader: Reader) -> None:
    """At its place, as long as the document says so; also when only its title has changed, and under another name."""
    assert reader.cited.quote == WAS
    for _ in range(2):
        found = reader.look_up()
        assert (found.fate, found.successor) == (Fate.CURRENT, None)
        assert found.citation is not None
        assert (found.citation.quote, found.citation.start) == (WAS, reader.cited.start)
        (reader.desk.corpus / "a.md").write_text(f"title: Another title\n\n{WAS}")
        reader.desk.ingest()
    (reader.desk.corpus / "a.md").rename(reader.desk.corpus / "z.md")
    reader.desk.ingest()
    assert reader.look_up().fate is Fate.CURRENT
    assert reader.look_up().source.id == "z.md"


def test_a_quote_of_what_has_changed_is_shown_as_it_was_and_called_superseded(reader: Reader) -> None:
    """Over more generations than are kept, with the day; the new quote is current."""
    for number in range(46, 51):
        reader.desk.write(a=f"There are {number} companies.")
        reader.desk.ingest()
    found = reader.look_up()
    assert found.fate is Fate.SUPERSEDED
    assert found.citation is not None
    assert found.citation.quote == WAS
    assert found.said.startswith("This is what the document said until ")
    assert found.successor is not None
    assert found.successor.id == "a.md"
    assert reader.look_up(reader.quote()).fate is Fate.CURRENT


def test_a_quote_is_never_shown_under_the_card_of_a_copy(reader: Reader) -> None:
    """Where another publisher still says what the document said before it was changed."""
    (reader.desk.corpus / "copy.md").write_text(f"title: A copy\npublisher: Herald\n\n{WAS}")
    reader.desk.ingest()
    reader.desk.write(a="There are 46 companies.")
    reader.desk.ingest()
    found = reader.look_up()
    assert (found.fate, found.source.id, found.successor and found.successor.id) == (Fate.SUPERSEDED, "a.md", "a.md")


def test_a_quote_of_a_corrected_document_leads_to_the_last_correction(reader: Reader) -> None:
    """Also when the corrected file is deleted."""
    for name, named in (("c", "a.md"), ("d", "c.md")):
        text = f"title: Correction {name}\nsupersedes: {named}\n\nThere are 46 companies, says {name}."
        (reader.desk.corpus / f"{name}.md").write_text(text)
    reader.desk.ingest()
    for _ in range(2):
        found = reader.look_up()
        assert (found.fate, found.successor and found.successor.id) == (Fate.SUPERSEDED, "d.md")
        assert found.citation is not None
        assert found.citation.quote == WAS
        (reader.desk.corpus / "a.md").unlink(missing_ok=True)
        reader.desk.ingest(prune=True)


def test_a_quote_of_a_removed_document_is_shown_with_the_day_it_left(reader: Reader) -> None:
    """It is cited no more, but who cited it can see what it said."""
    (reader.desk.corpus / "a.md").unlink()
    reader.desk.ingest(prune=True)
    found = reader.look_up()
    assert (found.fate, found.successor) == (Fate.REMOVED, None)
    assert found.citation is not None
    assert found.citation.quote == WAS
    assert found.said.startswith("This document was removed on ")


def test_a_link_to_a_withdrawn_document_gives_the_reason_and_no_words(reader: Reader) -> None:
    """Of what it says now, said before, or says under another name; at once, and until it is reinstated."""
    live = reader.bot.library().generation
    reader.desk.store.withdrawn.withdraw("a.md", "The count was wrong.", live)
    for change in ("none", "renamed", "changed", "removed"):
        if change == "renamed":
            (reader.desk.corpus / "a.md").rename(reader.desk.corpus / "z.md")
        elif change == "changed":
            (reader.desk.corpus / "z.md").write_text("title: About a\n\nThere are 46 companies.")
        elif change == "removed":
            (reader.desk.corpus / "z.md").unlink()
        reader.desk.ingest(prune=True)
        found = reader.look_up()
        assert (found.fate, found.citation) == (Fate.WITHDRAWN, None), change
        assert found.said.endswith(": The count was wrong."), change
        other = reader.bot.look_up(Link("b.md", reader.cited.version, 0, 10))
        assert other is not None
        assert other.citation is None, change
    reader.desk.store.withdrawn.reinstate("a.md", reader.bot.library().generation)
    assert reader.look_up().fate is Fate.REMOVED


def test_a_quote_from_what_was_rolled_back_is_still_shown(reader: Reader) -> None:
    """Before the next ingest and after it."""
    reader.desk.write(a="There are 46 companies.")
    reader.desk.ingest()
    new = reader.quote()
    reader.desk.store.roll_back()
    for _ in range(2):
        found = reader.look_up(new)
        assert found.fate is Fate.SUPERSEDED
        assert found.citation is not None
        assert found.citation.quote == "There are 46 companies."
        reader.desk.write(b="The town has 90,000 inhabitants.")
        reader.desk.ingest()
        (reader.desk.corpus / "a.md").write_text(f"title: About a\n\n{WAS}")
        reader.desk.ingest()


def test_a_text_that_is_no_longer_kept_is_told_and_not_made_up(reader: Reader) -> None:
    """There is only so much room."""
    found = reader.look_up(replace(reader.cited, version="0123456789abcdef"))
    assert (found.fate, found.citation) == (Fate.SUPERSEDED, None)
    assert "no longer kept" in found.said


@pytest.mark.parametrize("span", [(0, 0), (5, 2), (0, 10**9), (10**9, 10**9 + 5)])
def test_a_link_to_no_place_in_the_document_shows_no_quote(reader: Reader, span: tuple[int, int]) -> None:
    """The card is shown all the same."""
    found = reader.look_up(replace(reader.cited, start=span[0], end=span[1]))
    assert (found.fate, found.citation) == (Fate.CURRENT, None)
    assert LONGEST_QUOTE < 10**9


def test_a_document_that_never_was_there_is_not_found(reader: Reader) -> None:
    """Whatever version is asked for."""
    assert reader.bot.look_up(Link("never.md", "0123456789abcdef", 0, 5)) is None
