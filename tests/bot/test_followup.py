"""resolve: what a question leaves to the talk before it, and what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.followup import resolve
from bot.lexicon import Lexicon
from bot.spelling import correct, with_whole_years
from bot.types import Turn

LEXICON = Lexicon.of(
    [
        "He said Christian Itin leads Autolus. In Stevenage both Autolus and Achilles Therapeutics listed on Nasdaq, "
        "as did Freeline. Labs in Cambridge and Oxford cost more; those near London and King's Cross most. The company "
        "of the Spark Fund is Marshgate Biotech. Later the firm Novartis bought Gyroscope. Near Hertfordshire the "
        "UK counts; the MP Stephen McPartland came. So did Oxford Biomedica in the Sycamore House. By its IPO, Roche "
        "of the Towns Fund saw a Catapult."
    ],
    {"king"}.__contains__,
)
COUNT = Turn("How many companies are on the Stevenage campus in 2020?", "45 companies, 13 of them in gene therapy.")
RAISED = Turn("How much did Achilles Therapeutics raise in 2019?", "Achilles Therapeutics raised £100m.")
HEAD = Turn("Who is the chief executive of Autolus?", "Christian Itin is the chief executive of Autolus [1].")
RENT = Turn("What was the lab rent in Cambridge in Q3 2024?", "£70 a square foot.")
BOUGHT = Turn("Who bought Gyroscope?", "Novartis agreed to pay up to $1.5bn for it [1].")
LISTED = Turn("Which companies in Stevenage listed on Nasdaq?", "Achilles Therapeutics, Autolus and Freeline did.")
FLOATED = Turn("How much did Freeline raise in its IPO?", "$158m [1]")
GRANT = Turn("How much was the grant for the Sycamore House?", "£1.2m [1]")
BY_YEAR = Turn("How many trials did the Catapult run in 2022/23?", "91 [1]")
PUBLIC = Turn("How much public money went into the centre?", "The centre was built with £60m of public money. [1]")
STARTED = Turn("When did Autolus open?", "Autolus opened in February 2012. [1]")
UPFRONT = Turn("What did Roche pay for Gyroscope upfront?", "$70m [1]")
CENTRE = Turn("How many modules has the Catapult manufacturing centre?", "12 modules [1]")
HELD = Turn("How much had the occupiers of the Stevenage campus raised by 2020?", "£1.6bn [1]")
TRAIN = Turn("How long is the train from Stevenage to King's Cross?", "It takes 19 minutes.")

OPENED = Turn("Who opened the Catapult manufacturing centre?", "Christian Itin opened it [1].")
PAID = Turn("Who paid for the Spark Building?", "Roche paid for the Spark Building [1].")
RUNS = Turn("Who runs Achilles Therapeutics?", "Christian Itin is its chief executive [1].")

VISIT = Turn("Who announced the plan for the science campus on Roche's land?", "Novartis did [1].")
OWNED = Turn("What did Roche pay towards the Catapult's Innovation Centre?", "£70m [1]")
SITE = Turn("How much did Roche pay for the factory?", "£12m [1]")
SEASON = Turn("How much had the tenants raised by April 2022?", "£2.9bn [1]")
REPORTED = Turn("How many trials are there in the UK according to the Catapult?", "187 [1]")
USED = Turn("How fully were the London's cleanrooms used in 2022?", "91% [1]")
THERE = Turn("How many people work for Autolus in Cambridge?", "200 [1]")

ZONE = Turn("Who put Stevenage forward for the Towns Fund?", "Roche put it forward. [1]")
UNIT = Turn("Who bought Freeline's German business?", "Novartis bought it. [1]")
TAXED = Turn("How are profits taxed under the patent box?", "At 10%. [1]")
SHARE = Turn("What share of people in Stevenage work?", "In 2021 it was 80%. [1]")
CAMPUS = Turn("When was the UK and Roche campus in Stevenage announced?", "In July 2022. [1]")
MERGED = Turn("When did Autolus and Roche announce their merger?", "In 2023. [1]")
GIVEN = Turn("How much did Roche give for the Spark Building?", "£1.2m [1]")
AREA = Turn("How many square feet is the Sycamore House?", "7,000. [1]")
PART = Turn("What share of trials in the UK were commercial in 2019?", "77%. [1]")
PHASE = Turn("How many of the trials were phase 1 in 2023?", "24. [1]")

BACKED = Turn("Who backed Gyroscope in 2021?", "In 2021 the firm Gyroscope was backed by Novartis. [1]")
EARLIER = Turn("How much had Freeline raised before it went public?", "$275m [1]")
FORECAST = Turn(
    "UK gene therapy workforce in 2023", "Oxford Biomedica puts the UK gene therapy workforce at 3,199. [1]"
)
LED = Turn("Who led the Freeline series A, and how big was it?", "Novartis led Freeline's series A of £80m. [1]")
MOST = Turn("What was the most Novartis could end up paying for Gyroscope?", "Up to $1.5bn. [1]")
TAXED_WHERE = Turn("Is that just for Stevenage or for the whole country?", "It is for the whole country. [1]")

MEANT = [
    (
        USED,
        "What was the average for the whole country that year?",
        "How fully were the cleanrooms used in 2022 in the country?",
    ),
    (
        Turn("How busy were the labs in the country in 2022?", "67% [1]"),
        "And Wales?",
        "How busy were the labs in Wales in 2022?",
    ),
    (COUNT, "And a decade earlier?", "How many companies are on the Stevenage campus in 2010?"),
    (RENT, "And Oxford's?", "What was the lab rent in Oxford in Q3 2024?"),
    (RAISED, "founded when?", "when was Achilles Therapeutics founded?"),
    (RAISED, "When was that company set up?", "When was Achilles Therapeutics set up?"),
    (COUNT, "How much is Roche putting in?", "How much is Roche putting into the Stevenage campus?"),
    (RENT, "in oxford?", "What was the lab rent in Oxford in Q3 2024?"),
    (GIVEN, "How many people fit in it?", "How many people fit in Spark Building?"),
    (BACKED, "How much did they put in?", "How much did Novartis put in?"),
    (EARLIER, "And in the IPO itself?", "How much did Freeline raise in the IPO?"),
    (FORECAST, "What is it forecast to be by 2028?", "What is the UK gene therapy workforce forecast to be by 2028?"),
    (LED, "Who is its chief executive?", "Who is Freeline's chief executive?"),
    (ZONE, "Who became its chair, the Catapult's I mean?", "Who became the Catapult's chair?"),
    (ZONE, "How big is it? I mean Roche", "How big is Roche?"),
    (MOST, "What became of its drug after the sale?", "What became of Gyroscope's drug after the sale?"),
    (
        TAXED_WHERE,
        "And the rate of the credit in the merged scheme?",
        "What is the rate of the credit in the merged scheme?",
    ),
    (TRAIN, "What if I drive there instead?", "How long is the drive from Stevenage to King's Cross?"),
    (TRAIN, "And the drive?", "How long is the drive from Stevenage to King's Cross?"),
    (FLOATED, "How many people did it employ?", "How many people did Freeline employ?"),
    (GRANT, "Who else paid for it?", "Who else paid for the grant for the Sycamore House?"),
    (GIVEN, "Who else paid for it?", "Who else paid for Spark Building?"),
    (OPENED, "How many jobs?", "How many jobs at the Catapult manufacturing centre?"),
    (AREA, "How many labs?", "How many labs at Sycamore House?"),
    (PHASE, "And phase 2?", "How many of the trials were phase 2 in 2023?"),
    (MERGED, "When did it go through?", "When did their merger go through?"),
    (HEAD, "How many people work there?", "How many people work at Autolus?"),
    (COUNT, "How many jobs?", "How many jobs are on the Stevenage campus in 2020?"),
    (BY_YEAR, "How many of the 2024 ones ended?", "How many of the trials in 2024 ended?"),
    (BY_YEAR, "How many of the commercial ones ended?", "How many of the commercial trials ended?"),
    (RENT, "What about the Oxford cluster, who's funding that?", "who's funding the Oxford cluster?"),
    (ZONE, "What do investors get out of it?", "What do investors get out of Towns Fund?"),
    (UNIT, "How many people moved with it?", "How many people moved with Freeline's German business?"),
    (TAXED, "Is it only for Stevenage?", "Is the patent box only for Stevenage?"),
    (SHARE, "What was it ten years before?", "What share of people in Stevenage work in 2011?"),
    (CAMPUS, "How many jobs will it bring?", "How many jobs will the UK and Roche campus bring?"),
    (SITE, "And the year before?", "How much did Roche pay for the factory the year before?"),
    (HEAD, "Who was it before?", "Who was the chief executive of Autolus before Christian Itin?"),
    (VISIT, "When was it approved?", "When was the plan for the science campus on Roche's land approved?"),
    (OWNED, "When did it open?", "When did the Catapult's Innovation Centre open?"),
    (SITE, "What does it plan there?", "What does Roche plan there?"),
    (SITE, "Who owns it?", "Who owns the factory?"),
    (SEASON, "And by autumn 2020?", "How much had the tenants raised by autumn 2020?"),
    (REPORTED, "What does its report say?", "What does Catapult's report say?"),
    (USED, "And across the country back in 2018?", "How fully were the cleanrooms used in 2018 in the country?"),
    (THERE, "How much rent does it pay there?", "How much rent does Autolus pay in Cambridge?"),
    (BY_YEAR, "And the one before that?", "How many trials did the Catapult run in 2021/22?"),
    (RUNS, "When did Roche buy the company?", "When did Roche buy Achilles Therapeutics?"),
    (RUNS, "When did Roche's takeover of the company end?", "When did Roche's takeover of Achilles Therapeutics end?"),
    (RENT, "What about Oxford, when do the labs there open?", "When do the labs in Oxford open?"),
    (COUNT, "Autolus is one, I think. When did it float?", "When did Autolus float?"),
    (OPENED, "how many modules has it got?", "how many modules has the Catapult manufacturing centre got?"),
    (PAID, "how big is it?", "how big is Spark Building?"),
    (RUNS, "when did the company float?", "when did Achilles Therapeutics float?"),
    (HEAD, "who was it before him?", "Who was the chief executive of Autolus before Christian Itin?"),
    (RENT, "compare that with Oxford", "What was the lab rent in Cambridge in Q3 2024 vs Oxford"),
    (COUNT, "something else: who bought Gyroscope?", "who bought Gyroscope?"),
    (COUNT, "forget that, what is the Spark Fund?", "what is the Spark Fund?"),
    (COUNT, "and in 2021?", "How many companies are on the Stevenage campus in 2021?"),
    (COUNT, "in 2016", "How many companies are on the Stevenage campus in 2016?"),
    (COUNT, "and now?", "How many companies are on the Stevenage campus now?"),
    (RAISED, "and today?", "How much did Achilles Therapeutics raise now?"),
    (COUNT, "the year before", "How many companies are on the Stevenage campus in 2019?"),
    (COUNT, "And the year after?", "How many companies are on the Stevenage campus in 2021?"),
    (COUNT, "and two years later?", "How many companies are on the Stevenage campus in 2022?"),
    (COUNT, "And the county?", "How many companies are in the county in 2020?"),
    (COUNT, "and in the UK?", "How many companies are in the UK in 2020?"),
    (COUNT, "and jobs?", "How many jobs are on the Stevenage campus in 2020?"),
    (COUNT, "Who owns it?", "Who owns the Stevenage campus?"),
    (COUNT, "tell me more", COUNT.question),
    (COUNT, "Are you sure?", COUNT.question),
    (COUNT, "What is the source?", COUNT.question),
    (RAISED, "and Freeline?", "How much did Freeline raise in 2019?"),
    (RAISED, "What about Freeline?", "How much did Freeline raise in 2019?"),
    (RAISED, "How about Oxford Biomedica", "How much did Oxford Biomedica raise in 2019?"),
    (RAISED, "in dollars?", "How much did Achilles Therapeutics raise in 2019 in dollars?"),
    (RAISED, "Why did it do that?", "Why did Achilles Therapeutics do that?"),
    (RAISED, "When was the company founded?", "When was Achilles Therapeutics founded?"),
    (HEAD, "When did he join?", "When did Christian Itin join?"),
    (HEAD, "How many people does it employ?", "How many people does Autolus employ?"),
    (HEAD, "And its headcount?", "What is Autolus's headcount?"),
    (HEAD, "and of Freeline?", "Who is the chief executive of Freeline?"),
    (RENT, "and in Oxford?", "What was the lab rent in Oxford in Q3 2024?"),
    (RENT, "and in Q2?", "What was the lab rent in Cambridge in Q2 2024?"),
    (RENT, "A year earlier?", "What was the lab rent in Cambridge in Q3 2023?"),
    (BOUGHT, "When did they announce it?", "When did Novartis announce it?"),
    (TRAIN, "What about to Cambridge?", "How long is the train from Stevenage to Cambridge?"),
    (LISTED, "How much did the second one raise?", "How much did Autolus raise?"),
    (LISTED, "When did the last one list?", "When did Freeline list?"),
    (FLOATED, "What about Autolus?", "How much did Autolus raise in its IPO?"),
    (TRAIN, "What about Cambridge?", "How long is the train from Stevenage to Cambridge?"),
    (HEAD, "And before him?", "Who was the chief executive of Autolus before Christian Itin?"),
    (HEAD, "Who was there before that?", "Who was the chief executive of Autolus before Christian Itin?"),
    (BOUGHT, "Which building did they move to?", "Which building did Novartis move to?"),
    (GRANT, "Who gave it?", "Who gave the grant for the Sycamore House?"),
    (CENTRE, "How big is it?", "How big is the Catapult manufacturing centre?"),
    (HELD, "And what had they raised by 2022?", "what had the occupiers of the Stevenage campus raised by 2022?"),
    (BY_YEAR, "And the year before?", "How many trials did the Catapult run in 2021/22?"),
    (BY_YEAR, "and in 2024/25?", "How many trials did the Catapult run in 2024/25?"),
    (BY_YEAR, "What had they lost by 2019?", "What had Catapult lost by 2019?"),
    (BY_YEAR, "What was it in 2019?", "How many trials did the Catapult run in 2019?"),
    (BY_YEAR, "How many were there the year after?", "How many trials did the Catapult run in 2023/24?"),
    (BY_YEAR, "And before that?", "How many trials did the Catapult run before 2022/23?"),
    (STARTED, "How many tenants did it have four years later?", "How many tenants did Autolus have in 2016?"),
    (PUBLIC, "And private?", "How much private money went into the centre?"),
    (UPFRONT, "And in all?", "What could Roche pay for Gyroscope in all?"),
    (UPFRONT, "How much could it be in total?", "What could Roche pay for Gyroscope in total?"),
    (RAISED, "And upfront?", "How much did Achilles Therapeutics raise in 2019 upfront?"),
]


@pytest.mark.parametrize(("before", "question", "meant"), MEANT, ids=[row[1] for row in MEANT])
def test_a_follow_up_is_asked_as_a_whole_question(before: Turn, question: str, meant: str) -> None:
    """Pronouns, years, places, names and things counted are put in from the talk."""
    assert resolve(question, [before], LEXICON).main == meant


@pytest.mark.parametrize(
    ("before", "question"),
    [
        (COUNT, "why?"),
        (COUNT, "Since when?"),
        (HEAD, "Who said that?"),
        (COUNT, "How much of it was lab space?"),
        (COUNT, "How many of those are in gene therapy?"),
        (RAISED, "Who led the round?"),
        (RAISED, "And the second one?"),
        (FLOATED, "at what price per share?"),
        (COUNT, "with how many jobs?"),
        (RAISED, "From when?"),
        (CENTRE, "Who pays for the modules?"),
        (TRAIN, "How many stops?"),
        (OPENED, "How big?"),
        (PART, "How many of the 2020 ones were?"),
        (FLOATED, "How many were sold?"),
        (FLOATED, "How long is the lock-up?"),
        (FLOATED, "Which investor led the series A?"),
        (GIVEN, "And how much was spent?"),
    ],
)
def test_what_cannot_be_put_in_stays_and_leans_on_the_question_before(before: Turn, question: str) -> None:
    """ "How much of it" speaks of the thing counted, not of the last name."""
    resolved = resolve(question, [before], LEXICON)
    assert resolved.main.lower() in question.lower()
    assert before.question.rstrip("?") in resolved.background


@pytest.mark.parametrize(
    ("before", "question"),
    [
        (BOUGHT, "Did the UK allow it?"),
        (HEAD, "Who founded it?"),
        (CENTRE, "How big is it?"),
        (RAISED, "How much had Freeline raised before that?"),
        (HEAD, "How many people does it employ?"),
        (TAXED, "Is it only for Stevenage firms?"),
    ],
)
def test_a_question_that_is_whole_once_its_pronoun_is_said_leans_on_nothing(before: Turn, question: str) -> None:
    """What was asked before would only draw it back to the old answer."""
    assert resolve(question, [before], LEXICON).background == ""


def test_who_reports_a_figure_is_not_what_is_asked_about_next() -> None:
    """The answer names its source first; the talk is about what it counts."""
    counted = (
        "Oxford Biomedica puts the jobs at Sycamore House at 90. According to Achilles Therapeutics, they are 80. [1]"
    )
    resolved = resolve("And over what time?", [Turn("How many jobs were hoped for there?", counted)], LEXICON)
    assert "Sycamore House" in resolved.background
    assert not {"Oxford Biomedica", "Achilles Therapeutics"} & set(resolved.background.split("; "))


def test_a_question_that_lacks_its_object_still_leans_on_the_talk() -> None:
    """Nobody knows for what they paid, but from the question before."""
    resolved = resolve("How much did they pay upfront?", [BOUGHT], LEXICON)
    assert resolved.main == "How much did Novartis pay upfront?"
    assert "Who bought Gyroscope" in resolved.background


def test_another_time_or_thing_after_a_part_is_asked_of_the_whole() -> None:
    """ "The year before" changes the year that "those" are of; "and jobs?" is no part of them."""
    talk = [COUNT, Turn("How many of those are in gene therapy?", "13.")]
    earlier = resolve("And the year before?", talk, LEXICON)
    sizes = [COUNT, Turn("How many of those are at stage 1?", "13.")]
    assert resolve("And stage 2?", sizes, LEXICON).main == "How many of those are at stage 2?"
    assert earlier.main == "How many of those are in gene therapy?"
    assert "How many companies are on the Stevenage campus in 2019" in earlier.background
    assert resolve("And jobs?", talk, LEXICON).main.startswith("How many jobs are on the Stevenage campus in 2020")


def test_a_pronoun_after_a_question_without_names_is_what_that_one_leant_on() -> None:
    """ "Since when?" was about the body, and "its" is nobody's who was named in the answer."""
    talk = [Turn("Who chairs Freeline?", "Christian Itin [1]"), Turn("Since when?", "Since 2023 Christian Itin does.")]
    assert resolve("What happened to its funding?", talk, LEXICON).main == "What happened to Freeline's funding?"


@pytest.mark.parametrize("before", [COUNT, RAISED, HEAD, RENT, BOUGHT, LISTED])
@pytest.mark.parametrize(
    "question",
    [
        "Who is the chief executive of Freeline?",
        "What did Novartis pay for Gyroscope?",
        "How large is Sycamore House?",
        "When was the deal between Novartis and Gyroscope announced?",
        "What annual rent does Autolus pay for its building?",
        "Tell me about Freeline",
        "Any news on Gyroscope?",
        "Summarise Autolus",
        "Who takes over from Freeline now it has lost its money?",
        "How long does it take from Stevenage to King's Cross?",
        "How long does it take to get to Oxford?",
    ],
)
def test_another_topic_does_not_drag_the_old_one_along(before: Turn, question: str) -> None:
    """A question with its own names stands alone."""
    resolved = resolve(question, [before], LEXICON)
    assert resolved.text == question


def test_a_new_topic_after_and_or_thanks_stands_alone() -> None:
    """The opening goes, and nothing comes in."""
    assert resolve("Thanks. How large is Sycamore House?", [COUNT], LEXICON).text == "How large is Sycamore House?"
    assert resolve("And who bought Gyroscope?", [COUNT], LEXICON).text == "who bought Gyroscope?"


def test_a_thing_without_a_name_is_told_by_the_talk() -> None:
    """Which building is meant, the question before says."""
    assert resolve("Who owns it?", [SITE], LEXICON).background.startswith("How much did Roche pay for the factory")


def test_a_chain_of_follow_ups_goes_back_to_its_first_question() -> None:
    """Each leans on what the one before it meant."""
    talk = [RAISED, Turn("and Freeline?", "£80m."), Turn("and the year after?", "£90m.")]
    assert resolve("And Oxford Biomedica?", talk, LEXICON).main == "How much did Oxford Biomedica raise in 2020?"


@given(st.text(min_size=1, max_size=80))
def test_without_talk_nothing_is_put_in(question: str) -> None:
    """There is nothing to lean on, and no more than a greeting is left out."""
    resolved = resolve(question, [], LEXICON)
    assert resolved.background == ""
    assert question.endswith(resolved.main)


PIECES = st.sampled_from(
    [*(row[1] for row in MEANT), *(row[0].question for row in MEANT), "the second", "its", "and", ""]
)
# A backslash means nothing in a name, "Hawkins\\Brown".
ODD = PIECES.map(lambda text: text.replace("Roche", "Hawkins\\Brown").replace("Autolus", "Auto\\1"))
SAID = st.one_of(PIECES, ODD)


@given(
    st.one_of(st.text(max_size=60), SAID),
    st.lists(st.builds(Turn, SAID, st.one_of(st.text(max_size=40), SAID)), max_size=5),
)
def test_any_talk_resolves(question: str, talk: list[Turn]) -> None:
    """Nothing raises, and a question is never emptied."""
    resolved = resolve(question, talk, LEXICON)
    assert not any(mark.isalnum() for mark in question) or any(mark.isalnum() for mark in resolved.text)


def test_a_question_of_two_halves_leans_on_its_own_first_half() -> None:
    """Not on what was talked of before."""
    talk = [Turn("How many jobs are expected at Elevate Quarter?", "Up to 5,000 jobs. [1]")]
    lexicon = Lexicon.of(["Jobs at Elevate Quarter.", "Trials of Autolus in Stevenage, and Autolus again."])
    asked = "How many trials has Autolus and how has it grown?"
    assert resolve(asked, talk, lexicon).main == asked
    assert "Elevate Quarter" in resolve("When will it open and how large is it?", talk, lexicon).main


def test_it_stays_what_it_was_in_the_question_before() -> None:
    """And "they" are those who were counted, where it was asked how many they were."""
    talk = [
        Turn("Who owns Sycamore House?", "Kadans Science Partner has bought Sycamore House. [1]"),
        Turn("How much did they spend on it?", "Kadans Science Partner has spent £25m on Sycamore House. [1]"),
    ]
    assert resolve("Did it win anything?", talk, LEXICON).main == "Did Sycamore House win anything?"
    counted = [Turn("How many trials were under way in the UK in 2022?", "There were 178 trials in the UK. [1]")]
    resolved = resolve("Which areas of medicine were they in?", counted, LEXICON)
    assert resolved.main == "Which areas of medicine were they in?"
    assert "trials" in resolved.background


def test_a_property_of_what_was_counted_is_counted_too() -> None:
    """ "And patients?" after "How many jobs will that bring?"."""
    talk = [
        Turn("What is Autolus building in Stevenage?", "Autolus is building a factory in Stevenage. [1]"),
        Turn("How many jobs will that bring?", "The factory will bring 400 jobs. [1]"),
    ]
    assert resolve("And patients?", talk, LEXICON).main == "How many patients will that bring?"


@pytest.mark.parametrize(
    "question", ["When was it?", "Which minister was it?", "On which day?", "How has that changed?"]
)
def test_what_is_asked_of_all_that_was_asked_leans_on_it(question: str) -> None:
    """It is not the one who was named in the answer."""
    talk = [Turn("Who hosted the visit to the Catapult?", "Christian Itin hosted Stephen McPartland there. [1]")]
    resolved = resolve(question, talk, LEXICON)
    assert resolved.main == question
    assert resolved.background.startswith("Who hosted the visit to the Catapult")


def test_it_is_not_what_a_question_without_names_was_answered_with() -> None:
    """The answer names where the modules are made; "it" is what the talk is about."""
    talk = [
        Turn("Who is building the Catapult factory?", "Roche is. [1]"),
        Turn("Where are the modules made?", "They are made in Cambridge. [1]"),
    ]
    assert resolve("How many jobs will it bring?", talk, LEXICON).main.startswith("How many jobs will the Catapult fac")


def test_what_nobody_could_name_stays_it() -> None:
    """It is not the town that the question before happens to name."""
    talk = [Turn("How are profits taxed?", "At 10%. [1]"), Turn("Is it only for Stevenage firms?", "No. [1]")]
    resolved = resolve("How many firms use it?", talk, LEXICON)
    assert resolved.main == "How many firms use it?"
    assert "How are profits taxed" in resolved.background


def test_bare_questions_one_after_the_other_are_all_of_what_was_named() -> None:
    """The second does not lean on the first alone."""
    talk = [HEAD, Turn("How many jobs?", "200 jobs. [1]")]
    assert resolve("How many labs?", talk, LEXICON).main == "How many labs at Autolus?"
    stops = [TRAIN, Turn("How many stops?", "Four. [1]")]
    assert "King's Cross" in resolve("How many seats?", stops, LEXICON).background
    sizes = [HEAD, Turn("How many jobs?", "200 jobs. [1]"), Turn("How big?", "7,000 sq m. [1]")]
    assert resolve("When will it be ready?", sizes, LEXICON).main == "When will Autolus be ready?"


def test_where_something_is_comes_last() -> None:
    """ "It" is the firm, though the town is named first."""
    talk = [Turn("How many people in Stevenage work for Autolus?", "200. [1]")]
    assert resolve("When did it open?", talk, LEXICON).main == "When did Autolus open?"


def test_a_long_question_says_enough_for_itself_and_a_deed_is_something_s() -> None:
    """ "And" before it makes it no follow-up; "the refit" is one of what was asked about."""
    asked = "What is the rate of corporation tax under the patent box rules?"
    assert resolve(f"And {asked[0].lower()}{asked[1:]}", [RENT], LEXICON).background == ""
    opened = Turn("Who opened the Sycamore House?", "Roche opened it in spring 2018. [1]")
    then = resolve("How many jobs were at the campus at that time?", [opened], LEXICON)
    assert (then.main, then.background) == ("How many jobs were at the campus in spring 2018?", "")
    assert resolve("who was the architect of the refit", [GRANT], LEXICON).main.endswith("the refit of Sycamore House")


@pytest.mark.parametrize(
    ("question", "main"),
    [
        ("rent in london psf", "Rent in London psf"),
        ("Freeline's stake in Gyroscope", "Freeline's stake in Gyroscope"),
    ],
)
def test_a_fragment_that_says_what_of_whom_is_a_question_of_its_own(question: str, main: str) -> None:
    """It takes no name's place: "and Oxford?" does."""
    resolved = resolve(question, [RENT], LEXICON)
    assert resolved.main.lower() == main.lower()
    assert "lab rent in Cambridge" in resolved.background
    assert resolve("and Oxford?", [RENT], LEXICON).main == "What was the lab rent in Oxford in Q3 2024?"


def test_a_role_alone_asks_who_holds_it() -> None:
    """ "And the owner?" after a question for a size."""
    resolved = resolve("And the owner?", [Turn("How big is the Sycamore House?", "7,000 sq m [1]")], LEXICON)
    assert resolved.main == "Who is the owner?"
    assert "Sycamore House" in resolved.background


@pytest.mark.parametrize(
    "question",
    ["How much of the money came from Roche?", "How much of the price was paid upfront?", "How long could we stay?"],
)
def test_a_part_of_the_sum_and_what_we_could_do_are_of_what_was_spoken_of(question: str) -> None:
    """Whoever else is named."""
    resolved = resolve(question, [GRANT], LEXICON)
    assert (resolved.main, "Sycamore House" in resolved.background) == (question, True)


def test_the_year_after_that_year_is_counted_from_the_year_of_the_talk() -> None:
    """Not from one that an answer happens to tell."""
    asked = Turn("What share of UK trials was in Phase I in 2022?", "37% [1]")
    worldwide = Turn("How did the number of trials worldwide change that year?", "It was 12% in 2019. [1]")
    assert "in 2022" in resolve(worldwide.question, [asked], LEXICON).main
    then = resolve("And what share of the UK ones was commercial the year after?", [asked, worldwide], LEXICON)
    assert then.main == "what share of the UK trials was commercial in 2023?"


def test_a_time_is_exchanged_with_the_words_before_the_year() -> None:
    """ "End 2023?" after "in sept 2024"."""
    talk = [Turn("autolus cash sept 2024", "$86m [1]")]
    assert resolve("end 2023?", talk, LEXICON).main == "autolus cash end 2023"


def test_a_name_typed_small_is_written_large_where_it_is_put() -> None:
    """As documents write it."""
    small = Lexicon(LEXICON.words, LEXICON.names | {"complement", "therapeutics"}, {}, frozenset({"complement"}))
    talk = [Turn("who led complement therapeutics in 2019", "Roche did [1]")]
    assert resolve("what's their drug called", talk, small).main == "what's Complement Therapeutics's drug called"


def test_could_and_would_ask() -> None:
    """A question that begins with them is no fragment."""
    resolved = resolve("Would there be any free space in it?", [GRANT], LEXICON)
    assert resolved.main == "Would there be any free space in the grant for the Sycamore House?"


@pytest.mark.parametrize(
    ("before", "question", "main"),
    [
        ("How big was Roche's stake in Autolus?", "Same for Freeline?", "How big was Roche's stake in Freeline?"),
        (
            "How big was Roche's stake in Autolus after the IPO?",
            "And in Gyroscope, after the series C?",
            "How big was Roche's stake in Gyroscope after the series C?",
        ),
        ("What did Autolus raise in its series A?", "and after that?", "What did Autolus raise in its series B?"),
        ("How full were labs in Cambridge?", "and over in Oxford?", "How full were labs in Oxford?"),
    ],
)
def test_another_of_the_same_takes_its_place(before: str, question: str, main: str) -> None:
    """The firm that is held, what came before, the next of a row, a place with words that say nothing."""
    assert resolve(question, [Turn(before, "33% [1]")], LEXICON).main == main


def test_there_is_dropped_where_what_is_asked_about_is_named() -> None:
    """Then nothing is left that leans on the talk."""
    resolved = resolve(
        "Is its Sycamore House still open there?", [Turn("What did Roche pay Gyroscope?", "$8m")], LEXICON
    )
    assert (resolved.main, resolved.background) == ("Is Roche's Sycamore House still open?", "")


@pytest.mark.parametrize(
    ("before", "question", "main"),
    [
        (
            "At what price did Autolus float in 2018?",
            "And Freeline, three years later?",
            "At what price did Freeline float in 2021?",
        ),
        (
            "How many jobs is Roche cutting at Stevenage according to the 2026 report?",
            "Out of how many in total?",
            "How many jobs is Roche cutting according to the 2026 report in total?",
        ),
        ("Who funds the Sycamore House?", "lease length", "lease length"),
    ],
)
def test_a_name_with_a_time_the_whole_of_a_count_and_a_property(before: str, question: str, main: str) -> None:
    """Each in its place; a property takes none in a question for a name."""
    assert resolve(question, [Turn(before, "Roche does. [1]")], LEXICON).main == main


def test_what_has_no_verb_and_says_the_leans_on_the_talk() -> None:
    """Else it would be asked of anybody."""
    talk = [Turn("How much cash has Freeline?", "$86m [1]")]
    assert "Freeline" in resolve("payout per share in the wind up", talk, LEXICON).background
    assert resolve("tax credit under merged scheme rules", talk, LEXICON).background == ""


@pytest.mark.parametrize(
    ("before", "question", "main"),
    [
        ("Which fund gave the most money?", "and the least?", "Which fund gave the least money?"),
        ("Which city has the lowest rent?", "And the highest one?", "Which city has the highest rent?"),
    ],
)
def test_the_other_end_takes_the_place_of_one(before: str, question: str, main: str) -> None:
    """It was read as a property, and answered with the first end again."""
    assert resolve(question, [Turn(before, "Roche's. [1]")], LEXICON).main == main


def test_a_name_typed_small_that_is_an_everyday_word_begins_a_subject_of_its_own() -> None:
    """What was spoken of before is not what the next fragment leans on."""
    small = Lexicon(LEXICON.words, LEXICON.names, {}, frozenset({"achilles"}))
    talk = [
        Turn("How much was the grant for the Sycamore House?", "£1.2m [1]"),
        Turn("achilles cash sept 2024", "$86m"),
    ]
    resolved = resolve("end 2023?", talk, small)
    assert (resolved.main, resolved.background) == ("achilles cash end 2023", "")


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Who bought the Sycamore House?", "From who?"),
        ("How much start-up money did Autolus get?", "who put that in"),
        ("When did the Sycamore House open?", "What labs are inside?"),
        ("How big is the Spark Building?", "how much did Roche put in"),
        ("How many trials had the UK in 2024?", "What's that as a share of the world?"),
        ("What did Roche offer for Freeline?", "And when did it go through?"),
    ],
)
def test_what_lacks_its_end_is_of_what_was_asked_before(before: str, question: str) -> None:
    """Into what, of how much, in which building, which deal: the talk says."""
    resolved = resolve(question, [Turn(before, "$8m [1]")], LEXICON)
    assert resolved.main.lower() in question.lower()
    assert before.rstrip("?") in resolved.background


@pytest.mark.parametrize(
    ("before", "question", "main"),
    [
        (
            "How many jobs is Autolus expected to provide in 2035?",
            "How many were there in 2019?",
            "How many jobs did Autolus provide in 2019?",
        ),
        (
            "How many tenants had Autolus at the start of 2016?",
            "And a year later?",
            "How many tenants had Autolus in 2017?",
        ),
        ("Achilles Therapeutics series A, how much?", "who led it", "who led Achilles Therapeutics series A"),
    ],
)
def test_what_was_is_no_expectation_and_a_round_has_a_leader(before: str, question: str, main: str) -> None:
    """Nor is a year after the start of another at its start."""
    assert resolve(question, [Turn(before, "18 [1]")], LEXICON).main == main


@pytest.mark.parametrize(
    ("before", "answer", "question", "main"),
    [
        ("Which MP opened the Sycamore House?", "Stephen McPartland did.", "what did it cost?", "the Sycamore House"),
        ("Who became chair of Autolus?", "Christian Itin became it.", "How many people does it employ?", "Autolus"),
        ("What could Roche pay for Freeline?", "Up to $8m.", "when was the company founded?", "Freeline"),
        ("What could Roche pay for Freeline?", "Up to $8m.", "Why did they sell?", "Roche"),
        ("What did Roche pay upfront for Gyroscope?", "$70m.", "When was it founded?", "Gyroscope"),
        ("How much Towns Fund money did Autolus get?", "£8m.", "How much had it asked for?", "Autolus"),
    ],
)
def test_it_is_the_body_or_the_thing_not_a_person_or_a_buyer(
    before: str, answer: str, question: str, main: str
) -> None:
    """Of what is bought one asks further; a title names nobody."""
    assert main.removeprefix("the ") in resolve(question, [Turn(before, answer)], LEXICON).main


def test_a_place_typed_small_gives_way_to_another() -> None:
    """ "And to Cambridge?" after "to kings cross"."""
    talk = [Turn("train time Stevenage to kings cross", "19 minutes")]
    assert resolve("And to Cambridge?", talk, LEXICON).main == "train time Stevenage to Cambridge?"


def test_those_counted_are_said_where_it_is_told_where_they_are() -> None:
    """So that the newest figure is found; where a year was asked for, it stays in the background."""
    talk = [Turn("How many companies are on the Stevenage campus?", "45 companies [1]")]
    resolved = resolve("And how much have they raised?", talk, LEXICON)
    assert resolved.main == "how much have the companies on the Stevenage campus raised?"
    assert "in 2020" in resolve("And how much had they raised?", [COUNT], LEXICON).background


@pytest.mark.parametrize(
    ("talk", "question", "main"),
    [
        (["Who sold Sycamore House to Roche?"], "How big is the building?", "How big is Sycamore House?"),
        (
            ["Who was chief executive of Autolus in 2017?", "And in 2019?"],
            "Who held the job in 2025?",
            "Who held the job of chief executive of Autolus in 2025?",
        ),
        (["How much did Autolus raise?"], "Who got the job?", "Who got the job?"),
        (
            ["Which virus is Roche's new drug for?"],
            "Has that drug been approved?",
            "Has Roche's new drug been approved?",
        ),
        (["How big is the lab in Oxford?"], "And the one in Cambridge?", "How big is the lab in Cambridge?"),
        (
            ["How many people worked for Autolus in 2019?"],
            "How many are forecast for 2028?",
            "How many people are expected for Autolus in 2028?",
        ),
        (["Who's the architect of Elevate Quarter?"], "How big is it?", "How big is Elevate Quarter?"),
        (
            ["How busy were the UK's labs in 2022 in the South-East?"],
            "And Wales?",
            "How busy were labs in 2022 in Wales?",
        ),
        (["What did Novartis pay when it bought drugs from Roche?"], "Who led there?", "Who led at Roche?"),
        (
            ["How full were British labs in 2022, on average?"],
            "What was it for the South-East alone?",
            "How full were labs in 2022, on average in the South-East?",
        ),
        (
            ["How many labs are in Sycamore House?"],
            "total floorspace?",
            "What is the total floorspace in Sycamore House?",
        ),
        (
            ["Where were the modules for Sycamore House made?"],
            "How many of them?",
            "How many modules at Sycamore House?",
        ),
        (
            ["What share of the UK's trials in 2019 were in oncology?"],
            "And ophthalmology in 2023?",
            "What share of the UK's trials in 2023 were in ophthalmology?",
        ),
        (["When was Stevenage made a new town?"], "And when was Luton?", "when was Luton made a new town?"),
        (
            ["How big is the Catapult's lab in Edinburgh?"],
            "What did it cost to fit out?",
            "What did the Catapult's lab in Edinburgh cost to fit out?",
        ),
        (
            ["How many staff had the Harwell cluster when it became a Life Sciences Opportunity Zone?"],
            "How much money had they raised?",
            "How much money had the Harwell cluster raised?",
        ),
        (
            ["How many jobs was GSK planning to cut at Stevenage as of early 2026?"],
            "Out of how many overall, UK and US together?",
            "How many jobs was GSK planning to cut in total as of early 2026?",
        ),
        (
            ["What did Stevenage get from the fund?", "How about Luton?"],
            "Going back to Stevenage, how much had it asked for?",
            "how much had Stevenage asked for?",
        ),
        (["Why did Novartis give up on GT005?"], "Were there problems with it?", "Were there problems with GT005?"),
        (
            ["What share of the UK's trials in 2023 was in cancer?"],
            "And haematology, what was its share in 2023?",
            "what was haematology's share in 2023?",
        ),
        (
            ["How many of GSK's jobs to go in 2026 are in Stevenage?"],
            "Out of how many in all?",
            "How many GSK jobs to go in 2026 in total?",
        ),
        (
            ["Who said that Stevenage had become a Life Science Opportunity Zone?"],
            "What does being one of these zones get you?",
            "What does being a Life Science Opportunity Zone get you?",
        ),
        (
            ["How many commercial cell & gene trials were running in the UK in 2020?"],
            "What did Roche do to them?",
            "What did Roche do to them?",
        ),
        (
            ["How many trials were there in the UK in 2020?", "How many of those were commercial?"],
            "And the total in 2023?",
            "How many trials were there in the UK in 2023",
        ),
        (["Catapult start-up grant?"], "apprentices by 22/23?", "How many apprentices at Catapult by 22/23?"),
        (["What was the rent in Oxford in 2024?"], "How did that stand a year earlier?", "How did that stand in 2023?"),
        (["Why was GT005 dropped?"], "Was it because it was unsafe?", "Was it because GT005 was unsafe?"),
        (["What was Sycamore House given?"], "Which fund did it come from?", "Which fund did it come from?"),
        (["When did Sycamore House open?"], "How many labs has it got, then?", "How many labs has Sycamore House got?"),
        (["Who's the boss of Autolus?"], "How much cash did they hold?", "How much cash did Autolus hold?"),
        (
            ["What share of the UK's trials in 2023 were commercial?"],
            "And of its drug trials in 2019?",
            "What share of the UK's trials were commercial of its drug trials in 2019?",
        ),
        (
            ["What share of the UK's trials in 2023 were commercial?", "And of its drug trials in 2019?"],
            "And in 2015?",
            "What share of the UK's trials were commercial of its drug trials in 2015?",
        ),
        (
            ["When did Roche license the Catapult's manufacturing centre in Stevenage?"],
            "Which company was the first to get its own licence there?",
            "Which company was the first to get its own licence at the Catapult's manufacturing centre?",
        ),
        (
            ["Who opened the Catapult's manufacturing centre?", "How big is it?"],
            "How many modules has the centre had since then?",
            "How many modules has the Catapult's manufacturing centre had since then?",
        ),
        (["What did Freeline raise?"], "How big is the building?", "How big is the building?"),
        (
            ["How many modules has the Catapult's manufacturing centre?", "What can each one hold?"],
            "When did Roche license the place?",
            "When did Roche license the Catapult's manufacturing centre?",
        ),
        (
            ["What did Roche pay for the rest of Gyroscope?"],
            "When did the takeover go through?",
            "When did the takeover of Gyroscope go through?",
        ),
        (["What did Roche raise?"], "When did the takeover go through?", "When did the takeover go through?"),
        (
            ["How many posts in Stevenage will go in the cuts of Roche?"],
            "Out of how many altogether?",
            "How many posts will go in the cuts of Roche in total?",
        ),
        (
            ["What did Roche pay for the Sycamore House?"],
            "Who are the tenants there?",
            "Who are the tenants at Sycamore House?",
        ),
        (["Who did Roche buy sycamore house from"], "How big is it?", "How big is Sycamore House?"),
        (["How many labs does Cambridge in the UK have?"], "What is rent there?", "What is rent in Cambridge?"),
        (
            ["When did the FDA clear Gyroscope?"],
            "When did the MHRA approve it?",
            "When did the MHRA approve Gyroscope?",
        ),
        (
            ["How much had Autolus taken in before 2018?"],
            "And the flotation itself?",
            "How much did Autolus raise in its IPO?",
        ),
        (
            ["What price did Roche agree to take Freeline private?", "What had it offered at first?"],
            "When did the takeover go through?",
            "When did the takeover of Freeline go through?",
        ),
        (["What did Roche pay for Gyroscope?"], "When did it close?", "When did the takeover of Gyroscope close?"),
        (["How much did Autolus raise in its IPO?"], "ticker?", "ticker?"),
        (["0"], "OR", "0: ?"),
        (
            ["On average, how heavily were Britain's labs used in 2022?"],
            "What was it in London?",
            "On average, how heavily were London's labs used in 2022?",
        ),
        (
            ["What was the rent in Oxford in Q3 2024?"],
            "And Cambridge in the same quarter?",
            "What was the rent in Cambridge in Q3 2024?",
        ),
        (
            ["How busy were London's labs in 2022?"],
            "And in the North-East?",
            "How busy were the North-East's labs in 2022?",
        ),
        (
            ["How busy were London's labs in 2022?", "And in the North-East?"],
            "And in Scotland that year?",
            "How busy were Scotland's labs in 2022?",
        ),
        (
            ["How many modules did the Catapult have?"],
            "How much can each of them handle?",
            "How much can each of the modules handle?",
        ),
        (
            ["How much did Stevenage ask the Towns Fund for?"],
            "And what did we end up being awarded?",
            "what did Stevenage end up being awarded?",
        ),
        (
            ["Who did Roche buy Sycamore House from?"],
            "How much have they spent on it?",
            "How much have Roche spent on Sycamore House?",
        ),
        (
            ["How big is the Catapult's lab in Stevenage?"],
            "Oxford got one as well. For how long does it have it?",
            "For how long does Oxford have it?",
        ),
        (["How much did Autolus raise in 2019?"], "tenants by 2017?", "How many tenants at Autolus in 2017?"),
        (
            ["How many companies are on the Stevenage campus?"],
            "jobs in 2012?",
            "How many jobs are on the Stevenage campus in 2012?",
        ),
    ],
)
def test_the_building_and_another_count_are_of_what_was_spoken_of(talk: list[str], question: str, main: str) -> None:
    """Where one thing of that kind has been named; "its own" is of who is asked for."""
    assert resolve(question, [Turn(asked, "[1]") for asked in talk], LEXICON).main == main


@pytest.mark.parametrize(
    ("before", "question", "main"),
    [
        ("lab rent cambridge uk per sq ft", "London?", "lab rent London per sq ft"),
        ("train time autolus to london kings cross", "to cambridge?", "train time autolus to cambridge?"),
    ],
)
def test_names_that_are_everyday_words_give_way_though_typed_small(before: str, question: str, main: str) -> None:
    """A place alone takes theirs, and is not put behind them."""
    names = frozenset("cambridge london uk cross autolus oxford".split())
    lexicon = Lexicon(names | {"kings"}, names, {}, names - {"autolus"})
    assert resolve(question, [Turn(before, "[1]")], lexicon).main == main


def test_a_second_pronoun_is_the_thing_that_was_named() -> None:
    """And the first who was asked for."""
    talk = [Turn("Which company took over Sycamore House?", "Roche has bought Sycamore House [1].")]
    assert resolve("Who did they buy it from?", talk, LEXICON).main == "Who did Roche buy Sycamore House from?"


def test_shares_and_their_price_are_of_the_deal_spoken_of() -> None:
    """Though nothing points to it."""
    assert "Freeline" in resolve("how many shares and at what price", [FLOATED], LEXICON).background


def test_that_campus_is_the_one_that_an_earlier_question_spoke_of() -> None:
    """Though the question between was of something else."""
    talk = [
        Turn("Who came when Roche unveiled its campus?", "Christian Itin came. [1]"),
        Turn("When did he resign?", "In July. [1]"),
    ]
    assert "unveiled its campus" in resolve("What would that campus be worth?", talk, LEXICON).background
    assert "unveiled its campus" not in resolve("When did he come back?", talk, LEXICON).background


def test_that_city_is_where_the_answer_says_something_is() -> None:
    """And not where the question before was about."""
    talk = [Turn("Who gets the Swedish money?", "Roche gets it for the labs in Cambridge. [1]")]
    assert resolve("How big is the lab in that city?", talk, LEXICON).main == "How big is the lab in Cambridge?"


def test_what_a_thing_is_called_is_spoken_of_next() -> None:
    """ "It" is the name that was asked for, and "that contractor" who was."""
    named = [Turn("What is Roche calling its scheme?", "Its scheme is to be the Sycamore House. [1]")]
    assert resolve("Who has taken the first phase of it?", named, LEXICON).main.endswith("of Sycamore House?")
    rising = [Turn("What is going up in Oxford?", "Roche's scheme, by Novartis, is called The Catapult. [1]")]
    assert resolve("Who has taken phase 1 of it?", rising, LEXICON).main.endswith("of Catapult?")
    built = [Turn("Which contractor is to build it?", "So far the contractor is Marshgate Biotech. [1]")]
    asked = resolve("How many people does that contractor employ?", built, LEXICON)
    assert asked.main == "How many people does Marshgate Biotech employ?"


@pytest.mark.parametrize(
    "question",
    [
        "And how many were approved for patients here?",
        "And the regulator, when did it say yes?",
        "What did the place cost?",
        "Who owns the land?",
        "What was the average for the country in 2022?",
    ],
)
def test_what_does_not_say_of_what_leans_on_the_talk(question: str) -> None:
    """However long it is."""
    assert resolve(question, [FLOATED], LEXICON).background


@pytest.mark.parametrize("question", ["Who owns the campus?", "When did the Spark Building open?"])
def test_what_is_known_without_a_talk_leans_on_none(question: str) -> None:
    """The campus is the campus, whatever was spoken of."""
    assert not resolve(question, [FLOATED], LEXICON).background


def test_what_is_asked_of_here_is_whole() -> None:
    """Whatever it follows."""
    assert not resolve("And how many therapies are approved here?", [RAISED], LEXICON).background


@pytest.mark.parametrize(
    ("talk", "question", "main"),
    [
        (
            ["How long does the train take from Freeline into London?"],
            "And to Cambridge?",
            "How long does the train take from Freeline into Cambridge?",
        ),
        (["achilles series A size?"], "Who led it?", "Who led achilles series A?"),
        (
            ["Size of the Spark Building?", "How much of it did the LEP pay for?"],
            "when did it open",
            "when did Spark Building open",
        ),
        (
            ["Autolus IPO proceeds", "What stake did Syncona have in it after that?"],
            "how much had the company raised before?",
            "how much had Autolus raised before?",
        ),
        (
            ["What did Roche pay upfront for Autolus?"],
            "Up to how much in all?",
            "What could Roche pay in all for Autolus?",
        ),
        (
            ["Who owns the Sycamore House?", "how much did Autolus spend on it"],
            "Who is in there?",
            "Who is at Sycamore House?",
        ),
        (["number of tenants at Autolus, January 2016"], "And a year later?", "number of tenants at Autolus in 2017"),
        (["How much cash had Autolus left in 2023?"], "Is it being wound up?", "Is Autolus being wound up?"),
        (
            ["What did the FDA approve Autolus for?"],
            "When did the MHRA approve it?",
            "When did the MHRA approve Autolus?",
        ),
        (["What was Autolus's headcount when it listed?"], "When did it list?", "When did Autolus list?"),
        (["What could Autolus pay for Freeline?"], "And Roche for Gyroscope?", "What did Roche pay for Gyroscope?"),
        (["Who runs the UK site of Autolus?"], "Do other sources say so?", "Who runs the UK site of Autolus?"),
        (
            ["How much extra can loss-making firms deduct?"],
            "And the corporation tax rate with the patent box?",
            "What is the corporation tax rate with the patent box?",
        ),
        (
            ["How many people did Autolus employ in 2023?"],
            "And four years before that, in 2019?",
            "How many people did Autolus employ in 2019?",
        ),
        (
            ["how many tenants had Autolus by January 2016?"],
            "and feb the year after?",
            "how many tenants had Autolus by feb 2017?",
        ),
        (["autolus, how many projects in 22/23"], "and 23/24", "autolus, how many projects in 2023/24"),
        (
            ["How much did Roche pay upfront for Autolus?"],
            "And at the very most, with everything later included?",
            "How much could Roche pay at the very most, with everything later included for Autolus?",
        ),
        (
            ["Roche cut posts in early 2026. How many of the posts are in Stevenage?"],
            "Out of how many altogether?",
            "Roche cut posts in early 2026. How many posts in total?",
        ),
        (
            ["Roche cut posts in early 2026. How many of them are in Stevenage?"],
            "Out of how many altogether, UK plus US?",
            "Roche cut posts in early 2026. How many of them in total?",
        ),
        (
            ["Which trials in 2019 were for cancer?"],
            "And for eye conditions?",
            "Which trials in 2019 were for eye conditions?",
        ),
        (
            ["What share of labs in the South-East was let in 2022?"],
            "And in the North-East?",
            "What share of labs in the North-East was let in 2022?",
        ),
        (
            ["How much is Roche's Oxford plant?"],
            "The lab they run in Cambridge, how big is that one?",
            "how big is The lab Roche run in Cambridge?",
        ),
        (
            ["freeline takeover, what did Syncona offer?"],
            "when did it actually go thru?",
            "when did the freeline takeover actually go through?",
        ),
        (
            ["When did the Autolus panel meet?"],
            "Where did the panel hold its second meeting?",
            "Where did the Autolus panel hold its second meeting?",
        ),
        (["How much did Freeline raise in 2021?"], "Who led the 2021 round?", "Who led Freeline's 2021 round?"),
        (
            ["When did the American regulator clear Autolus?"],
            "And the British one?",
            "When did the British regulator clear Autolus?",
        ),
        (
            ["How many trials ran in the UK during 2023?"],
            "And how many in the year that followed?",
            "How many trials ran in the UK during 2024?",
        ),
        (
            ["What share of trials did the UK host in 2021?"],
            "And do you also have the figure for 2016?",
            "What share of trials did the UK host in 2016?",
        ),
        (["novartis paid Gyroscope what upfront?"], "could go up to what in all", "up to what in all"),
        (
            ["Which company did Gyroscope sign with in 2023?"],
            "How much of that was upfront?",
            "How much was upfront?",
        ),
        (
            ["Which body gave the Sycamore House an award in 2023?"],
            "And how much has Roche spent on it?",
            "how much has Roche spent on Sycamore House?",
        ),
        (
            ["How many jobs will Roche cut in Stevenage?"],
            "Who has just taken over as boss there?",
            "Who has just taken over as boss at Roche?",
        ),
        (
            ["What date did the new depot open in Stevenage?"],
            "how many bays has it got",
            "how many bays has the new depot got",
        ),
        (["lab rent in cambridge per sq ft?"], "oxford?", "lab rent in oxford per sq ft?"),
        (["How many people has Roche?"], "When did the campus open its doors?", "When did the campus open its doors?"),
    ],
)
def test_a_talk_of_short_questions_is_read_as_it_is_meant(talk: list[str], question: str, main: str) -> None:
    """A round typed small, a building of which a part was asked for, the firm in which a stake is held, the whole."""
    told = [Turn(as_read(said), "") for said in talk]
    assert resolve(as_read(question), told, LEXICON).main == main


def as_read(text: str) -> str:
    """A question as it is read before a talk is looked at."""
    return correct(with_whole_years(text), LEXICON, lambda _: True)


def test_the_year_before_of_a_part_is_that_of_the_whole() -> None:
    """ "And the year before?" after "how much of it in Stevenage?"."""
    talk = [
        Turn("How much did Autolus raise in 2023/24?", "£656m [1]"),
        Turn("How much of it in Stevenage?", "£453m [1]"),
    ]
    resolved = resolve("And the year before?", talk, LEXICON)
    assert resolved.main == "How much of it in Stevenage?"
    assert resolved.background.startswith("How much did Autolus raise in 2022/23")


def test_what_names_nothing_leans_on_the_talk() -> None:
    """ "What's expected for 2028?" of what was asked about, and so does what is asked after it."""
    talk = [Turn("UK workforce in 2023?", "6,232 [1]"), Turn("What's expected for 2028?", "10,161 [1]")]
    assert resolve("What's expected for 2028?", talk[:1], LEXICON).background.startswith("UK workforce in 2023")
    assert "UK workforce" in resolve("and how many jobs were there back in 2012", talk, LEXICON).background


@pytest.mark.parametrize(
    "question",
    [
        "Who's footing that bill?",
        "Who led that 2021 round?",
        "Spread over how many firms?",
        "What did the two sides agree?",
        "Across how many firms?",
        "What did each share cost the buyers?",
        "What was the average for the whole country?",
        "what stake did Syncona have after?",
    ],
)
def test_what_points_at_the_talk_leans_on_it(question: str) -> None:
    """A bill, a round of a year, two sides: whose, the talk says."""
    assert "How much did Freeline raise in its IPO" in resolve(question, [FLOATED], LEXICON).background


def test_that_body_is_whom_a_statement_named_and_then_is_when_the_talk_was_about() -> None:
    """ "Autolus is on it. How many people had that body at the time?"."""
    before = Turn("When did the panel of Roche meet?", "It met in April 2022. [1]")
    assert resolve("Later Autolus joined it. How many people had that firm at the time?", [before], LEXICON).main == (
        "How many people had Autolus in April 2022?"
    )


def test_another_place_leaves_behind_what_was_asked_of_the_first() -> None:
    """ "And the Oxford lab?" is not of the money that Cambridge got."""
    talk = [Turn("How much did Roche give the Cambridge site?", "£1m"), Turn("how big is it", "4,000 sq m")]
    assert resolve("and the oxford lab", talk, LEXICON).background == ""


def test_what_is_not_there_names_nobody_to_speak_of() -> None:
    """ "No passage gives an organisation for Spark and Building" is no answer with names."""
    missing = Turn("Which firm designed the Sycamore House?", "The documents do not answer this: none gives Roche.")
    assert resolve("What share of its cost did Roche pay?", [missing], LEXICON).main == (
        "What share of Sycamore House's cost did Roche pay?"
    )
