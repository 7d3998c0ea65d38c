from dataclasses import replace

from answers import ANYTHING, answered, cite, full, not_found
from hypothesis import given
from hypothesis import strategies as st

from bot.claims import Claim, ClaimKind, claims, lead_line
from bot.types import Calculation, Citation, Conflict, Lead


def quote(text: str, citation: Citation) -> Claim:
    """A sentence and its citation."""
    return Claim(ClaimKind.QUOTE, (text, citation))


def test_a_quote_that_holds_a_marker_is_not_cut_there() -> None:
    """An encyclopaedia's own [2] belongs to the quote."""
    one, two = cite(1, "Founded in 2012. [2] It grew."), cite(2, "Two there.")
    assert claims(answered(one, two)) == [quote(one.quote, one), quote(two.quote, two)]


def test_a_sentence_that_is_no_quote_keeps_its_marker() -> None:
    """A chat model's sentence is shown with the citation that it names; a marker that names none stays text."""
    one = cite()
    said = claims(answered(one, text="Some 40. [1] None here. [7]"))
    assert said == [Claim(ClaimKind.PROSE, ("Some 40.", one)), Claim(ClaimKind.NOTE, ("None here. [7]",))]


def test_a_wrapped_quote_is_found_in_a_joined_answer() -> None:
    """White space may differ between the quote and the answer's text."""
    one = cite(1, "About\n   40 firms.")
    assert claims(answered(one, text="About 40 firms. [1]")) == [quote("About 40 firms.", one)]


def test_each_line_of_an_answer_is_called_what_it_is() -> None:
    """The short answer, two quotes, what was calculated, what disagrees, and what is missing."""
    assert [claim.kind.value for claim in claims(full())] == "lead quote quote calculation conflict note".split()


def test_a_lead_is_its_words_its_date_and_its_citation() -> None:
    """Apart, so that a face may set each as it likes."""
    answer = full()
    lead = claims(answer)[0]
    assert (lead.text, lead.when, lead.citations) == ("45 companies", "October 2020", answer.citations[:1])


def test_every_marker_of_a_line_is_found_in_its_place() -> None:
    """Two at the end of a calculation; one behind each side of a conflict."""
    answer = full()
    one, two = answer.citations
    calculation, conflict = claims(answer)[3:5]
    assert calculation.pieces == ("45 companies − 40 firms = 5", one, two)
    assert conflict.pieces == ("The sources disagree: 45 companies", one, "; some 40 firms", two, ".")
    assert conflict.text == "The sources disagree: 45 companies; some 40 firms."


def test_a_calculation_may_leave_its_markers_to_the_text() -> None:
    """Whether its own text ends with them or only the answer's line does."""
    one, two = cite(1), cite(2, "Two there.")
    worked_out = (Calculation("40 − 2 = 38", (1, 2)),)
    (claim,) = claims(replace(answered(one, two, text="40 − 2 = 38 [1] [2]"), calculations=worked_out))
    assert (claim.kind, claim.pieces) == (ClaimKind.CALCULATION, ("40 − 2 = 38", one, two))


def test_a_bracketed_number_that_a_line_does_not_rest_on_is_a_word() -> None:
    """A footnote sign carried over from a document must not become a marker."""
    one, two = cite(1), cite(2, "Two there.")
    worked_out = (Calculation("40 [2] − 2 = 38", (1,)),)
    (claim,) = claims(replace(answered(one, two, text="40 [2] − 2 = 38 [1]"), calculations=worked_out))
    assert claim.pieces == ("40 [2] − 2 = 38", one)


def test_a_document_cannot_speak_as_the_bot() -> None:
    """A quote that begins as the line of a conflict or of a calculation stays a quote, with its one marker."""
    one = cite(1, "The sources disagree about it [2].")
    two = cite(2, "40 − 2 = 38 [1]")
    answer = replace(
        answered(one, two), conflicts=(Conflict((), "none"),), calculations=(Calculation("40 − 2 = 38", (1,)),)
    )
    assert claims(answer) == [quote(one.quote, one), quote(two.quote, two)]


def test_only_what_begins_the_text_is_a_lead() -> None:
    """The same words further down are what they are there; a lead that the text lacks is not made up."""
    one = cite(1, "In short: 45 companies")
    lead = Lead("45 companies", "2020", 1)
    answer = replace(answered(one, text="In short: 45 companies [1]"), leads=(lead,))
    assert claims(answer) == [quote(one.quote, one)]


def test_a_lead_that_is_the_whole_quote_is_followed_by_it() -> None:
    """Both lines stand, each as its own kind, also where no date parts them."""
    one = cite(1, "45 companies")
    lead = Lead("45 companies", "", 1)
    answer = replace(answered(one, text=f"{lead_line(lead)}\n{one.quote} [1]"), leads=(lead,))
    assert [claim.kind for claim in claims(answer)] == [ClaimKind.LEAD, ClaimKind.QUOTE]


def test_what_is_missing_is_a_note() -> None:
    """The one sentence of an answer that found nothing."""
    assert claims(not_found()) == [Claim(ClaimKind.NOTE, ("The documents do not say.",))]


@given(ANYTHING.filter(str.strip), ANYTHING.filter(str.strip))
def test_kinds_and_citations_do_not_depend_on_what_documents_say(words: str, sentence: str) -> None:
    """For any lead and any quote: six lines of the same kinds, which name the same citations in the same order."""
    said = claims(full(words, sentence))
    assert [claim.kind.value for claim in said] == "lead quote quote calculation conflict note".split()
    assert [[one.number for one in claim.citations] for claim in said] == [[1], [1], [2], [1, 2], [1, 2], []]
    assert said[0].text == " ".join(words.split())
    assert said[1].text == " ".join(sentence.split())


@given(st.lists(ANYTHING.filter(str.strip), min_size=1, max_size=4))
def test_several_leads_stand_first_in_their_order(all_words: list[str]) -> None:
    """A part of the question each, above whatever proves them."""
    one = cite()
    leads = tuple(Lead(words, "undated", 1) for words in all_words)
    text = "\n".join([*map(lead_line, leads), "About 40 firms. [1]"])
    said = claims(replace(answered(one, text=text), leads=leads))
    assert [claim.text for claim in said if claim.kind is ClaimKind.LEAD] == [" ".join(w.split()) for w in all_words]
    assert said[-1] == quote("About 40 firms.", one)
