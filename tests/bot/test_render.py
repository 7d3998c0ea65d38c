import json
import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import (
    SURROUNDINGS,
    age_in_words,
    claims,
    encode,
    link_host,
    published_in_words,
    question_to_markdown,
    to_html,
    to_json,
    to_markdown,
    to_terminal,
)
from bot.types import Answer, Citation, Figure, Status
from ingest.types import Kind, Published, Source

TODAY = date(2026, 11, 23)
SPARK = Source(
    "press/spark.md",
    "£1.2m to reinforce the campus",
    "Stevenage Bioscience Catalyst",
    Kind.PRESS_RELEASE,
    Published(2019, 11, 19),
    "https://www.biospace.com/spark?a=1&b=2",
)

# What a loader hands on: no controls, overrides or lone surrogates; weighted towards what means something to markup.
MARKUP = st.sampled_from(list("<>&\"'`*_[]()!#$|\\~=-+.:/@{}\n\t 0a"))
LETTERS = st.characters(
    exclude_categories=("Cc", "Cs"), exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
ANYTHING = st.text(MARKUP | LETTERS, min_size=1, max_size=60)


def cite(number: int = 1, quote: str = "About 40 firms.", source: Source = SPARK, **surroundings: str) -> Citation:
    """A citation, by default of one short quote."""
    return Citation(number, source, quote, 10, 10 + len(quote), "g1", **surroundings)


def answered(*citations: Citation, text: str | None = None) -> Answer:
    """An answer that quotes the citations, or says the text."""
    if text is None:
        text = "\n".join(f"{citation.quote} [{citation.number}]" for citation in citations)
    return Answer("a-1", "How many?", "How many firms?", Status.ANSWERED, text, "g1", citations=citations)


def not_found(*nearest: Citation) -> Answer:
    """An answer that found nothing."""
    return Answer("n1", "Why?", "Why?", Status.NOT_FOUND, "The documents do not say.", "g1", nearest=nearest)


def test_a_bubble_says_what_was_said_by_whom_and_when() -> None:
    """The sentence, its marker as a link to the card, then publisher, date and age."""
    shown = unescape(to_markdown(answered(cite()), TODAY))
    who = "*— Stevenage Bioscience Catalyst, 19 November 2019 · 7 years ago*"
    assert shown == f"About 40 firms.\u00a0[[1]](#source-a1-1) {who}"


def test_each_sentence_has_its_own_paragraph() -> None:
    """Sentences are parted by blank lines, also where the answer joined them with a space."""
    one, two = cite(1, "One here."), cite(2, "Two there.")
    assert len(to_markdown(answered(one, two), TODAY).split("\n\n")) == 2
    assert len(to_markdown(answered(one, two, text="One here. [1] Two there. [2]"), TODAY).split("\n\n")) == 2


def test_a_quote_that_holds_a_marker_is_not_cut_there() -> None:
    """An encyclopaedia's own [2] belongs to the quote."""
    one, two = cite(1, "Founded in 2012. [2] It grew."), cite(2, "Two there.")
    assert claims(answered(one, two)) == [(one.quote, one), (two.quote, two)]


def test_a_sentence_that_is_no_quote_keeps_its_marker() -> None:
    """A chat model's sentence is shown with the citation that it names; a marker that names none stays text."""
    one = cite()
    assert claims(answered(one, text="Some 40. [1] None here. [7]")) == [("Some 40.", one), ("None here. [7]", None)]


def test_a_wrapped_quote_is_found_in_a_joined_answer() -> None:
    """White space may differ between the quote and the answer's text."""
    one = cite(1, "About\n   40 firms.")
    assert claims(answered(one, text="About 40 firms. [1]")) == [("About 40 firms.", one)]


@pytest.mark.parametrize(
    ("published", "words"),
    [
        (Published(2019, 10, 7), "7 October 2019"),
        (Published(2020, 10), "October 2020"),
        (Published(2020), "2020"),
        (None, "undated"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(published: Published | None, words: str) -> None:
    """No day is made up for a month, no month for a year."""
    assert published_in_words(published) == words


@pytest.mark.parametrize(
    ("published", "words"),
    [
        (Published(2019, 11, 23), "7 years ago"),  # to the day
        (Published(2019, 11, 24), "6 years ago"),  # a day short of seven
        (Published(2025, 11, 23), "1 year ago"),
        (Published(2025, 11, 24), None),  # younger than a year
        (Published(2020, 10), "6 years ago"),
        (Published(2020, 11), "5 to 6 years ago"),  # the month of today: the day decides
        (Published(2020), "5 to 6 years ago"),
        (Published(2025), None),  # perhaps younger than a year
        (Published(2027), None),  # not yet
        (None, None),
    ],
)
def test_an_age_is_said_only_where_the_date_proves_it(published: Published | None, words: str | None) -> None:
    """What is certainly a year old or more is called so, as exactly as its date allows."""
    assert age_in_words(published, TODAY) == words


def test_a_card_shows_the_source_and_the_quote_in_its_place() -> None:
    """Number, title, publisher, kind, date for machines and people, age, link and host, the quote marked."""
    card = to_html(answered(cite(before="So it was. ", after=" And more.")), TODAY)
    for part in (
        '<li class="card" id="source-a1-1">',
        '<span class="number">1</span>',
        "<strong>Stevenage Bioscience Catalyst</strong>",
        '<time datetime="2019-11-19">19 November 2019</time>',
        "7 years ago",
        "press release",
        'target="_blank" rel="noopener noreferrer nofollow"',
    ):
        assert part in card
    words = unescape(card)
    assert "So it was. <mark>About 40 firms.</mark> And more." in words
    assert 'href="https://www.biospace.com/spark?a=1&b=2"' in words
    assert "Read the source at www.biospace.com" in words


def test_long_surroundings_are_cut_at_a_word() -> None:
    """About 300 characters on either side, whole words, with an ellipsis where something is left out."""
    words = "word " * 200
    shown = unescape(to_html(answered(cite(before=words, after=" " + words)), TODAY))
    before, after = re.findall(r"<blockquote>(.*?)<mark>.*?</mark>(.*?)</blockquote>", shown)[0]
    assert before.startswith("… word ")
    assert after.endswith(" word …")
    assert SURROUNDINGS - 10 < len(before) <= SURROUNDINGS + 2
    assert SURROUNDINGS - 10 < len(after) <= SURROUNDINGS + 2


def test_the_nearest_passages_are_called_what_they_are() -> None:
    """At most three, under a heading and a note that they do not answer."""
    panel = to_html(not_found(*(cite(number, f"Near {number}.") for number in range(1, 6))), TODAY)
    assert "Nearest passages" in panel
    assert "do not answer" in panel
    assert panel.count('class="card"') == 3


def test_nothing_near_shows_no_panel() -> None:
    """Without citations there is nothing to head."""
    assert to_html(not_found(), TODAY) == ""


def test_a_card_is_found_by_its_answer_and_number() -> None:
    """A card's id names its answer, in characters that an address may hold."""
    other = replace(answered(cite()), id='b"<2')
    assert 'id="source-b2-1"' in to_html(other, TODAY)


@given(ANYTHING, ANYTHING, ANYTHING, ANYTHING)
def test_no_text_becomes_markdown_or_html(quote: str, title: str, publisher: str, url: str) -> None:
    """For any document: the bubble holds no tag, image or link but our markers; the panel no tag that is not ours."""
    source = replace(SPARK, title=title, publisher=publisher, url=url)
    answer = answered(cite(1, quote, source, before=title, after=publisher))
    bubble = to_markdown(answer, TODAY)
    assert not set("<>!`~|$") & set(bubble)
    assert bubble.count("*") == 2
    assert re.sub(r"\[\[1\]\]\(#source-a1-1\)", "", bubble).count("[") == 0
    panel = to_html(answer, TODAY)
    assert "\n" not in panel  # a blank line would hand the rest to Markdown
    ours = r'</?(?:ol|li|p|span|strong|time|blockquote|mark|a)(?: (?:class|id|datetime|href|target|rel)="[^"<>]*")*>'
    assert not set("<>!`*_[]$") & set(re.sub(ours, "", panel).replace("_blank", ""))


@given(ANYTHING, ANYTHING, ANYTHING)
def test_the_marked_text_is_the_quote(quote: str, before: str, after: str) -> None:
    """Character for character, whatever it holds."""
    panel = to_html(answered(cite(1, quote, before=before, after=after)), TODAY)
    marked = re.findall(r"<mark>(.*?)</mark>", panel)
    assert [unescape(mark) for mark in marked] == [quote]


@given(st.text())
def test_encoding_loses_nothing_and_leaves_no_punctuation(text: str) -> None:
    """An encoded text reads as before (but for what cannot be shown) and holds no character that could be markup."""
    encoded = encode(text)
    encoded.encode()  # no lone surrogate is left
    assert not set(re.sub(r"&#\d+;", "", encoded)) & set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
    assert len(unescape(encoded)) == len(text)


@given(st.text())
def test_a_question_is_never_a_block_of_code(question: str) -> None:
    """No line of a visitor's bubble begins with a space or a tab, where entities would show as they are."""
    assert not re.search(r"^[ \t]", question_to_markdown(question), re.MULTILINE)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.biospace.com/x", "www.biospace.com"),
        ("http://example.org", "example.org"),
        ("https://bücher.example/", "xn--bcher-kva.example"),  # a look-alike letter cannot hide
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("//evil.test/x", None),
        ("https://", None),
        ("https://good.test@evil.test/", None),  # feigns a host
        ("https://good.test\\@evil.test/", None),
        ("java\nscript:alert(1)", None),
        ("https://[::1", None),  # no address at all
        ("https://" + "a" * 300 + ".test/", None),  # no name that DNS could hold
        ("", None),
        (None, None),
    ],
)
def test_only_a_web_address_with_a_host_becomes_a_link(url: str | None, host: str | None) -> None:
    """Whatever else stands in the field is shown as text at most."""
    assert link_host(url) == host
    panel = to_html(answered(cite(source=replace(SPARK, url=url))), TODAY)
    assert ("<a " in panel) == (host is not None)


def test_a_terminal_answer_names_its_sources() -> None:
    """Sentences with markers, who and when, then the list with the addresses whole."""
    shown = to_terminal(answered(cite()), TODAY)
    assert shown.startswith("About 40 firms. [1]\n    — Stevenage Bioscience Catalyst, 19 November 2019")
    assert "\nSources\n" in shown
    assert "https://www.biospace.com/spark?a=1&b=2" in shown


@given(st.text(), st.text())
def test_no_text_can_steer_a_terminal(quote: str, title: str) -> None:
    """Escape sequences from documents do not reach the screen."""
    source = replace(SPARK, title=title)
    shown = to_terminal(answered(cite(1, quote + "\x1b[2J\u202e", source)), TODAY) + to_terminal(
        not_found(cite(1, "\x9b31m" + quote, source)), TODAY
    )
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_the_json_answer_has_exactly_the_agreed_fields() -> None:
    """The shape that every client relies on."""
    figure = Figure(45.0, "companies", "45 companies", "campus", "2020-10", "achieved", 1)
    answer = replace(answered(cite()), figures=(figure,), as_of="2020-10", timings_ms={"total": 9})
    assert json.loads(json.dumps(to_json(answer))) == {
        "id": "a-1",
        "question": "How many?",
        "standalone_question": "How many firms?",
        "status": "answered",
        "text": "About 40 firms. [1]",
        "as_of": "2020-10",
        "citations": [
            {
                "number": 1,
                "document_id": "press/spark.md",
                "title": "£1.2m to reinforce the campus",
                "publisher": "Stevenage Bioscience Catalyst",
                "published": "2019-11-19",
                "url": "https://www.biospace.com/spark?a=1&b=2",
                "kind": "press_release",
                "quote": "About 40 firms.",
                "start": 10,
                "end": 25,
                "generation": "g1",
            }
        ],
        "figures": [
            {
                "value": 45,
                "unit": "companies",
                "original": "45 companies",
                "as_of": "2020-10",
                "scope": "campus",
                "status": "achieved",
                "citation": 1,
            }
        ],
        "conflicts": [],
        "nearest": [],
        "generation": "g1",
        "mode": "extractive",
        "timings_ms": {"total": 9},
    }


def test_the_json_of_an_undated_source_says_null() -> None:
    """Unknown stays unknown, and the nearest passages are citations too."""
    nearest = to_json(not_found(cite(source=replace(SPARK, published=None, url=None, publisher=None))))["nearest"]
    assert [(one["published"], one["url"], one["publisher"]) for one in nearest] == [(None, None, None)]
