import json
import re
from dataclasses import replace
from html import unescape

from answers import ANYTHING, SPARK, TODAY, answered, cite, figure, full, not_found
from hypothesis import given
from hypothesis import strategies as st

from bot.render import question_to_markdown, to_json, to_markdown, to_terminal
from bot.types import Calculation, Conflict, Lead


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


def test_the_short_answer_stands_first_in_bold_with_its_date() -> None:
    """Its date and its marker follow, before the sentences that prove it."""
    first, second, *_ = unescape(to_markdown(full(), TODAY)).split("\n\n")
    assert first == "**45 companies** *October 2020*\u00a0[[1]](#source-a1-1)"
    assert second.startswith("The campus has 45 companies.\u00a0[[1]](#source-a1-1) *— Mondaq, October 2020")


def test_each_part_of_a_question_has_its_own_short_answer() -> None:
    """One below the other."""
    leads = (Lead("45 companies", "October 2020", 1), Lead("1,000 jobs", "undated", 1))
    text = "45 companies (October 2020) [1]\n1,000 jobs (undated) [1]\nAbout 40 firms. [1]"
    shown = unescape(to_markdown(replace(answered(cite(), text=text), leads=leads), TODAY)).split("\n\n")
    assert [re.findall(r"^\*\*(.*?)\*\* \*(.*?)\*", lead) for lead in shown] == [
        [("45 companies", "October 2020")],
        [("1,000 jobs", "undated")],
        [],
    ]


def test_a_calculation_and_a_conflict_lead_to_all_their_cards() -> None:
    """A paragraph each, every marker a link; what was calculated says so, what disagrees begins in bold."""
    *_, calculation, conflict, note = unescape(to_markdown(full(), TODAY)).split("\n\n")
    one, two = "\u00a0[[1]](#source-a1-1)", "\u00a0[[2]](#source-a1-2)"
    assert calculation == f"45 companies − 40 firms = 5{one}{two} *— calculated from the figures cited*"
    assert conflict == f"**The sources disagree**: 45 companies{one}; some 40 firms{two}."
    assert note == "How many firms left is not in the documents."


def test_what_is_missing_is_said_and_nothing_else() -> None:
    """An answer that found nothing is its own sentence, with no source named as if it had said it."""
    assert unescape(to_markdown(not_found(), TODAY)) == "The documents do not say."
    assert to_terminal(not_found(), TODAY) == "The documents do not say."


@given(ANYTHING, ANYTHING, ANYTHING)
def test_no_text_becomes_markdown(quote: str, title: str, publisher: str) -> None:
    """For any document: the bubble holds no tag, image or link but our markers."""
    bubble = to_markdown(answered(cite(1, quote, replace(SPARK, title=title, publisher=publisher))), TODAY)
    assert not set("<>!`~|$") & set(bubble)
    assert bubble.count("*") == 2
    assert re.sub(r"\[\[1\]\]\(#source-a1-1\)", "", bubble).count("[") == 0


@given(ANYTHING.filter(str.strip), ANYTHING.filter(str.strip), ANYTHING)
def test_no_short_answer_becomes_markdown(words: str, quote: str, why: str) -> None:
    """Whatever a lead or a quote holds: bold is the lead and the conflict's first words, links are our markers."""
    bubble = to_markdown(full(words, quote, why), TODAY)
    assert not set("<>!`~|$") & set(bubble)
    assert bubble.count("**") == 4
    unmarked = re.sub(r"\[\[[12]\]\]\(#source-a1-[12]\)", "", bubble)
    assert bubble.count("[[") == 7
    assert not set("[]()_\\") & set(unmarked)
    assert unescape(bubble).startswith(f"**{' '.join(words.split())}** *October 2020*")


@given(ANYTHING, ANYTHING)
def test_no_calculation_or_date_becomes_markdown(text: str, when: str) -> None:
    """What was worked out over a document's words is encoded as they are."""
    answer = replace(
        answered(cite(), text=f"x ({when}) [1]\n{text}\nThe sources disagree: {text}"),
        leads=(Lead("x", when, 1),),
        calculations=(Calculation(text, (1,)),),
        conflicts=(Conflict((), text),),
    )
    bubble = re.sub(r"\[\[1\]\]\(#source-a1-1\)", "", to_markdown(answer, TODAY))
    assert not set("<>!`~|$[]()_\\") & set(bubble)


@given(st.text())
def test_a_question_is_never_a_block_of_code(question: str) -> None:
    """No line of a visitor's bubble begins with a space or a tab, where entities would show as they are."""
    assert not re.search(r"^[ \t]", question_to_markdown(question), re.MULTILINE)


def test_a_terminal_answer_names_its_sources() -> None:
    """Sentences with markers, who and when, then the list with the addresses whole."""
    shown = to_terminal(answered(cite()), TODAY)
    assert shown.startswith("About 40 firms. [1]\n    — Stevenage Bioscience Catalyst, 19 November 2019")
    assert "\nSources\n" in shown
    assert "https://www.biospace.com/spark?a=1&b=2" in shown


def test_a_terminal_answer_names_the_page() -> None:
    """Where the document has pages."""
    assert "(press release, page 3)" in to_terminal(answered(cite(page=3)), TODAY)
    assert "(press release)" in to_terminal(answered(cite()), TODAY)


def test_a_terminal_shows_the_short_answer_first() -> None:
    """Then an empty line and what proves it; every line with its markers."""
    shown = to_terminal(full(), TODAY)
    assert shown.startswith(
        "45 companies (October 2020) [1]\n\nThe campus has 45 companies. [1]\n    — Mondaq, October"
    )
    assert "\n\n45 companies − 40 firms = 5 [1] [2]\n    — calculated from the figures cited\n\n" in shown
    assert "\n\nThe sources disagree: 45 companies [1]; some 40 firms [2].\n\n" in shown
    assert "\n\nHow many firms left is not in the documents.\n\nSources\n\n" in shown


def test_only_the_short_answer_is_bold_and_only_when_asked() -> None:
    """A pipe gets no escape sequence; on a screen nothing but the lead has one."""
    assert "\x1b" not in to_terminal(full(), TODAY)
    bold = to_terminal(full(), TODAY, bold=True)
    assert bold.startswith("\x1b[1m45 companies (October 2020) [1]\x1b[0m\n\n")
    assert bold.count("\x1b") == 2


@given(st.text(), st.text())
def test_no_text_can_steer_a_terminal(quote: str, title: str) -> None:
    """Escape sequences from documents do not reach the screen."""
    source = replace(SPARK, title=title)
    shown = to_terminal(answered(cite(1, quote + "\x1b[2J\u202e", source)), TODAY) + to_terminal(
        not_found(cite(1, "\x9b31m" + quote, source)), TODAY
    )
    shown += to_terminal(full("45\x1b[31m", quote + "\x1b[2J\u202e"), TODAY)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_the_json_answer_has_exactly_the_agreed_fields() -> None:
    """The shape that every client relies on."""
    answer = replace(
        answered(cite()),
        leads=(Lead("45 companies", "October 2020", 1),),
        figures=(figure(), figure("50 companies", hedge="over")),
        calculations=(Calculation("50 − 45 = 5 [1]", (1,)),),
        conflicts=(Conflict((0, 1), "same scope"),),
        as_of="2020-10",
        timings_ms={"total": 9},
    )
    assert json.loads(json.dumps(to_json(answer))) == {
        "id": "a-1",
        "question": "How many?",
        "standalone_question": "How many firms?",
        "status": "answered",
        "text": "About 40 firms. [1]",
        "as_of": "2020-10",
        "known_by": None,
        "leads": [{"words": "45 companies", "when": "October 2020", "citation": 1, "about": ""}],
        "citations": [
            {
                "number": 1,
                "document_id": "press/spark.md",
                "title": "£1.2m to reinforce the campus",
                "publisher": "Stevenage Bioscience Catalyst",
                "published": "2019-11-19",
                "url": "https://www.biospace.com/spark?a=1&b=2",
                "kind": "press_release",
                "language": None,
                "quote": "About 40 firms.",
                "start": 10,
                "end": 25,
                "page": None,
                "generation": "g1",
                "permalink": None,
                "also_at": [],
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
                "hedge": None,
            },
            {
                "value": 45,
                "unit": "companies",
                "original": "50 companies",
                "as_of": "2020-10",
                "scope": "campus",
                "status": "achieved",
                "citation": 1,
                "hedge": "over",
            },
        ],
        "calculations": [{"text": "50 − 45 = 5 [1]", "citations": [1]}],
        "conflicts": [{"figures": [0, 1], "why": "same scope"}],
        "history": [],
        "nearest": [],
        "generation": "g1",
        "mode": "extractive",
        "prompt_version": None,
        "unproven": 0,
        "language": "en",
        "timings_ms": {"total": 9},
    }


def test_the_json_of_an_undated_source_says_null() -> None:
    """Unknown stays unknown, and the nearest passages are citations too."""
    nearest = to_json(not_found(cite(source=replace(SPARK, published=None, url=None, publisher=None))))["nearest"]
    assert [(one["published"], one["url"], one["publisher"]) for one in nearest] == [(None, None, None)]


def test_an_answer_as_known_on_a_day_says_so_wherever_it_is_read() -> None:
    """Years later somebody may take it for how things stand."""
    known = replace(answered(cite()), known_by="2019-12-31")
    assert to_terminal(known).startswith("As known on 31 December 2019.")
    assert to_json(known)["known_by"] == "2019-12-31"
    assert "As known on" not in to_terminal(answered(cite()))
