"""The value in a sentence that answers a question."""

import pytest
from builders import make_document, part_of

from bot.evidence import Sentence
from bot.lead import answering_value, candidates
from bot.lexicon import Lexicon
from bot.question import understand
from bot.read import Scored
from ingest.split import split


def value_said(question: str, text: str) -> str | None:
    """The words of the value that answers the question in a sentence."""
    (part,) = understand(question, [], Lexicon.of(["The campus and its centre in Stevenage."])).parts
    (passage,) = split(make_document(text))
    value = answering_value(part, Scored(Sentence(passage, 0, len(text), text), 1.0, 0.9))
    return text[value.bare_start : value.end] if value else None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The centre was built with £60m of public money.", "£60m"),
        ("The new £12m comes on top of the £55m that the centre has.", "£55m"),
        # a third value is of something else: what firms raised, another grant
        ("Firms at the centre have raised over £1.6bn.", None),
    ],
)
def test_values_put_up_to_choose_from_are_those_that_answer(text: str, said: str | None) -> None:
    """And no other: £1.6bn that firms raised would be shown as disagreeing with both."""
    assert value_said("Was the public money for the centre £55m or £60m?", text) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many jobs is the firm cutting?", None),
        ("How many jobs is the firm cutting in Stevenage?", "50 of the jobs"),
    ],
)
def test_some_of_the_jobs_are_all_of_them_only_where_the_rest_is_not_asked_for(question: str, said: str | None) -> None:
    """ "About 50 of the jobs are in Stevenage" says how many of them are there."""
    found = value_said(question, "About 50 of the jobs that the firm is cutting are in Stevenage.")
    assert (found or "").startswith("50") is (said is not None)


def test_a_length_of_time_is_no_distance() -> None:
    """Though both are measures."""
    question = "How long does it take from the campus to London?"
    assert value_said(question, "It is 30 miles, and takes 19 minutes.") == "19 minutes"


def test_a_day_is_of_the_year_put_up() -> None:
    """However exactly a source says it."""
    question = "Was the campus opened in 2019 or in 2020?"
    assert value_said(question, "The campus was opened on 7 October 2019.") == "7 October 2019"
    assert value_said(question, "Work on the campus began in 2017.") is None


def test_a_value_that_the_question_only_mentions_does_not_answer_it() -> None:
    """What is asked for is another one."""
    assert value_said("How much did the campus raise beside the £5m?", "It raised £9m beside the £5m.") == "£9m"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How many companies are in Stevenage?", "45 companies"),
        ("How many companies in Stevenage are in gene therapy?", None),  # both might be meant, and no span tells
    ],
)
def test_some_of_those_counted_are_not_all_of_them(question: str, said: str | None) -> None:
    """13 of the 45 answer only a question after what tells them from the others."""
    assert value_said(question, "Stevenage has 45 companies, 13 of them in gene therapy.") == said


def test_what_is_made_or_worked_with_is_not_all_there_is() -> None:
    """Of the therapies that there are some are made here; the companies that a body worked with are its partners."""
    made = "The number of advanced therapies made in the UK rose from 116 to 199."
    assert value_said("How many advanced therapies are available in the UK?", made) is None
    partners = "In 2023 the centre worked with 79 companies."
    assert value_said("How many companies are there in the UK?", partners) is None
    assert value_said("How many companies did the centre work with?", partners) == "79 companies"


def test_some_of_a_narrower_kind_are_not_those_asked_for() -> None:
    """Partners of the centre are not the companies of the town."""
    question = "How many companies are in Stevenage?"
    assert value_said(question, "Seven of the 88 partner companies are in the centre in Stevenage.") is None
    assert value_said(question, "Seven of the companies are in the centre in Stevenage.") == "Seven"


def test_what_is_counted_out_of_a_whole_is_not_the_whole() -> None:
    """Of the 3,000 jobs 1,700 are in manufacturing: that answers only a question after those."""
    text = "Of the jobs in Stevenage counted in 2019, 1,700 were in manufacturing."
    assert value_said("How many jobs were there in Stevenage in 2019?", text) is None
    assert value_said("How many jobs in manufacturing were there in Stevenage?", text) == "1,700"


def test_what_is_part_of_an_amount_is_not_the_amount() -> None:
    """Of £1bn £300m was of one year: that answers no question after all of it, and may one after that year."""
    text = "The firms had raised over £1bn since 2012, with over £300m of that raised in 2019 alone."
    assert value_said("How much have the firms raised?", text) == "£1bn"
    assert value_said("How much did the firms raise in 2019?", text) != "£1bn"


def test_of_two_values_the_one_of_the_time_asked_about_answers() -> None:
    """However near the other stands."""
    text = "The centre has 6,232 jobs in 2023, up from 3,033 in 2019."
    assert value_said("How many jobs were there in 2019?", text) == "3,033"
    assert value_said("How many jobs were there in 2023?", text) == "6,232 jobs"


def test_a_word_that_only_opens_the_sentence_is_no_part_of_a_name() -> None:
    """It has its capital from where it stands."""
    text = "For Ann Lee, chair of the board, the campus matters."
    (part,) = understand("Who is the chair of the board?", [], Lexicon.of(["The board."])).parts
    assert "Ann Lee" in [text[slice(*place)] for place in candidates(part, text)]


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Who founded the firm?", "The firm was founded on work by Martin Lee.", "Martin Lee"),
        ("Who hosted it beside Ann Lee?", "Ann Lee and Bob Day hosted the minister, as Cy Orr did.", "Cy Orr"),
    ],
)
def test_a_name_is_told_without_the_full_stop_and_without_the_one_asked_about(
    question: str, text: str, said: str
) -> None:
    """ "Who beside Ann Lee?" is not answered by "Ann Lee"."""
    (part,) = understand(question, [], Lexicon.of(["The firm."])).parts
    found = [text[slice(*place)] for place in candidates(part, text)]
    assert said in found
    assert not any("Ann Lee" in one for one in found)


def test_who_is_asked_about_by_a_short_form_does_not_answer() -> None:
    """ "Who takes over from the LEP?" is not answered by what "LEP" is short for."""
    text = "The Hertfordshire Local Enterprise Partnership hands over to Hertfordshire County Council."
    (part,) = understand("Who takes over from the LEP?", [], Lexicon.of([text])).parts
    found = [text[slice(*place)] for place in candidates(part, text)]
    assert "Hertfordshire County Council" in found
    assert not any("Partnership" in one for one in found)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Dr Ann Lee, chief executive of the centre, hosted the minister.", "chief executive of the centre"),
        ("Ann Lee became chair of the board in 2023.", "chair of the board"),
        ("Ann Lee and Bob Day, chief executive of the firm, hosted the minister.", None),
        ("Ann Lee, Bob Day and Cy Orr hosted the minister.", None),
    ],
)
def test_who_somebody_is_is_told_by_the_role_beside_the_name(text: str, role: str | None) -> None:
    """Never by who else is named."""
    (part,) = understand("Who is Ann Lee?", [], Lexicon.of(["The firm."])).parts
    assert [text[slice(*place)] for place in candidates(part, text)] == ([role] if role else [])


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        # no place, and no owner, is who
        (
            "Who is the new head of the firm?",
            "The firm's new head in 2026 is Ann Lee, of Europe's oldest bank.",
            {"Ann Lee"},
        ),
        ("Who owns the land?", "The land was Roche's until 2022.", {"Roche"}),
        # a month is no part of a name
        ("Which spin-out did the firm buy?", "The firm bought Puridify in November 2017.", {"Puridify"}),
        # nor is a number in words, a day or a part of all what a thing is
        ("What replaces the shop?", "The hall replaces a shop and two other shops.", set()),
        ("What had they come to make?", "The firm said in February 2021 that it will make vectors.", set()),
        ("gsk cuts", "About 50 of the jobs are in the town.", set()),
        ("What does a town gain by it?", "The town has High Potential status.", set()),
        ("What is The Hall in the town?", "The hall was put at 530,000 sq ft.", set()),
        ("Which region had the emptiest halls?", "The North was at a third, and London close to full.", set()),
        ("Which region had the emptiest halls?", "The lowest use was in the North.", {"North"}),
        ("What is the drug used for?", "The drug treats B-cell acute lymphoblastic leukaemia.", set()),
        ("What is the firm called now?", "The firm took 2,140 sq m and is now LifeArc.", {"LifeArc"}),
    ],
)
def test_what_a_name_or_a_value_is_by_the_way_is_no_short_answer(question: str, text: str, said: set[str]) -> None:
    """It would stand in bold where somebody looks for a figure to act on."""
    (part,) = understand(question, [], Lexicon.of(["The firm and its land."])).parts
    assert {text[slice(*place)] for place in candidates(part, text)} == said


def test_what_happened_has_no_short_answer() -> None:
    """A place in the sentence is not what happened."""
    (part,) = understand("What will happen to the site?", [], Lexicon.of(["The site."])).parts
    assert candidates(part, "The firm is closing its site in Stevenage.") == []


def test_what_a_thing_is_worth_is_not_what_it_costs() -> None:
    """A campus of £900m may be valued at £1.5bn when it is finished."""
    text = "UBS puts the finished value of the campus at £1.5bn."
    assert value_said("What is the investment in the campus?", text) is None
    assert value_said("What will the campus be worth?", text) == "£1.5bn"
    assert value_said("How much does the centre cost?", "A centre worth £66m is being built.") == "£66m"


def test_a_value_that_stands_there_twice_is_one_answer() -> None:
    """Two that differ are none, without the network that would pick one."""
    asked = "When did the centre get its status?"
    assert (
        value_said(asked, "The centre was named a hub in 2020, so both titles of the centre date from 2020.") == "2020"
    )
    assert value_said(asked, "The centre was named a hub in 2020, so both titles of the centre date from 2021.") is None


def test_who_sold_a_thing_does_not_own_it() -> None:
    """Of buyer and seller the buyer has it."""
    text = "Kadans has bought Sycamore House from Roche."
    told = [text[start:end] for start, end in candidates(part_of("Who is the landlord of Sycamore House?"), text)]
    assert "Kadans" in told
    assert "Roche" not in told


def test_what_somebody_does_is_told_by_a_sentence() -> None:
    """No name in it is the short answer."""
    text = "Achilles has dropped its tumour-infiltrating lymphocyte (TIL) therapy."
    assert candidates(part_of("What does Achilles do?"), text) == []


def test_of_what_is_paid_at_once_and_later_the_first_is_paid_upfront() -> None:
    """ "Up to $700m" stands nearer to the payments than the sum that is asked for."""
    text = "The price is made up of $800m upfront and up to $700m in milestone payments."
    told = [text[start:end] for start, end in candidates(part_of("How much was paid upfront?"), text)]
    assert told == ["$800m"]
