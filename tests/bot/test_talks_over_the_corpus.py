"""Talks over the corpus: what the second question leans on neither hides its answer nor lends it another's."""

import pytest

from bot.ask import Bot
from bot.types import Answer, Status, Turn


def told(bot: Bot, *questions: str) -> Answer:
    """The last answer of a talk."""
    talk: list[Turn] = []
    for question in questions[:-1]:
        talk.append(Turn(question, bot.ask(question, talk).text))
    return bot.ask(questions[-1], talk)


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        # named by itself, and hidden by the ministers
        (
            (
                "Which two ministers came to open the Catapult's Stevenage factory in spring 2018?",
                "How many modules does it have since the extension?",
            ),
            "12 modules",
        ),
        # who answers need not say that it was awarded
        (
            (
                "What extra sum was awarded to the Catapult's Stevenage manufacturing centre in August 2017?",
                "Which fund did it come from?",
            ),
            "Industrial Strategy Challenge Fund",
        ),
        # the British regulator's day, not the American one's
        (("When did the US regulator clear Autolus's obe-cel?", "And when did the British one?"), "April 2025"),
        # whose stake it was, not the one in the next company
        (
            ("At what price per share did Autolus float in 2018?", "What stake did Syncona still have after that?"),
            "33.8%",
        ),
        # found by what was said before it alone
        (
            (
                "What price per ADS was agreed when Syncona moved to take Freeline off the market?",
                "When did that takeover actually take effect?",
            ),
            "20 February 2024",
        ),
        # the earlier of the two years that the talk was about
        (
            (
                "How many collaborative projects did the Cell and Gene Therapy Catapult run in 2022/23?",
                "And in 2024/25?",
                "How many people did it train in the earlier of those two years?",
            ),
            "3,957",
        ),
        # a person is no firm
        (
            (
                "Who's in charge at Achilles Therapeutics?",
                "Where did he work before that?",
                "How much cash did the firm still have at the end of September 2024?",
            ),
            "$86.1m",
        ),
        # who is paid raised the series, and not who pays
        (("What is AstraZeneca paying Quell upfront?", "How much did they raise in their series B?"), "$156m"),
        (("What was the size of Autolus's series A, back in 2015?", "And the B round?"), "$57m"),
        # the whole country in the place of the region
        (
            (
                "How full were London's cell and gene therapy cleanrooms in 2022?",
                "and the North-East?",
                "What was it on average for the whole country that year?",
            ),
            "67%",
        ),
        # what is brought up before it is what it is asked of
        (
            (
                "What rate is the R&D credit under the merged scheme?",
                "What about profits from patents, how much corporation tax on those?",
            ),
            "10%",
        ),
        (
            (
                "Who was running Stevenage Bioscience Catalyst as chief executive in 2016?",
                "How many tenants did it have at the start of that year?",
                "And in February 2017?",
            ),
            "49 tenants",
        ),
        # "it" is the firm of the sentence before
        (
            (
                "I'm looking into the fall of Achilles Therapeutics. Which year was it founded?",
                "Who bought its lung cancer data licence, and for how much?",
            ),
            "AstraZeneca",
        ),
        (("How many acres of Stevenage land did GSK want to sell in 2021?", "Out of a site of what size?"), "92 acres"),
        # the building is what was granted the money, and what has modules
        (
            (
                "Which fund granted the Catapult's Stevenage manufacturing centre the extra £12m in 2017?",
                "And how many modules did it end up with after the expansion?",
            ),
            "12",
        ),
        (("How much Towns Fund cash did our town, Stevenage, get?", "How much had we asked for?"), "£50m"),
        (("What did Gyroscope raise in its series C?", "How much of it was Syncona's money?"), "$42.3m"),
        # an earlier question comes back, of another year
        (
            (
                "How many collaborative projects did the CGT Catapult run in 2022/23?",
                "How many people did it train that year?",
                "And the projects in 2024/25?",
            ),
            "127",
        ),
        # a topic that is brought up first says enough
        (
            (
                "What tax rate do you pay on patent profits under the patent box?",
                "And the R&D credit in the merged scheme, how high is that?",
            ),
            "20%",
        ),
        (
            (
                "Which minister went to see the Cell and Gene Therapy Catapult in November 2022?",
                "That release names a manufacturing fund too - how much is in it?",
            ),
            "£60m",
        ),
        (("How much floor space has the Spark Building got?", "What did the LEP put in?"), "£1.2m"),
        (
            (
                "What top-up did the Catapult's Stevenage factory get in August 2017?",
                "Who's it from?",
            ),
            "Industrial Strategy Challenge Fund",
        ),
        (
            (
                "How many patients is Autolus's Marshgate building meant to serve when it opens?",
                "And after three years?",
            ),
            "2,000",
        ),
        (("What does Quell get upfront from AstraZeneca?", "How high could the whole thing go?"), "$2bn"),
        (("What share of the world's ATMP trials did the UK have in 2024?", "And of Europe's?"), "almost 50%"),
        (
            (
                "According to the Catapult's Annual Review 2023, how many apprentices were there in ATAC?",
                "Spread over how many firms, same review?",
            ),
            "38",
        ),
        (
            (
                "When is the Berlin gene and cell therapy centre due to open?",
                "What's the federal government paying towards it?",
                "And how many start-ups will it house?",
            ),
            "15-20",
        ),
        (("Remind me what Stevenage was given out of the Towns Fund.", "And what had we asked for?"), "£50m"),
        (("Which drug company bought Tusk?", "What was the top price, with everything included?"), "EUR 655m"),
        (
            (
                "At what rate are patent profits taxed under the patent box?",
                "OK, and the R&D credit in the merged scheme, how high is that?",
                "Since when does that apply?",
            ),
            "1 April 2024",
        ),
        (
            (
                "How tight is lab space in Cambridge, what was the vacancy rate in Q3 2024?",
                "What were headline lab rents there per square foot?",
            ),
            "£77.00",
        ),
        (("What's the most Roche could end up paying for Tusk?", "and at the start?"), "EUR 70m"),
        # what the town asked for is not what it got
        (("What did the town ask for when it bid to the Towns Fund?", "And what did it actually get?"), "£37.5m"),
        (
            (
                "How many joint projects did the Catapult run in 2022/23?",
                "And in the following year?",
                "And the one after that?",
            ),
            "127",
        ),
        (
            ("Which big drug maker took over Tusk Therapeutics?", "When had the company they bought been founded?"),
            "2014",
        ),
        (
            (
                "How many jobs in Stevenage was GSK going to axe in February 2026?",
                "Who had just taken over as its boss?",
                "How much did it spend on research in 2024?",
            ),
            "£6.4bn",
        ),
        # which of them all, and not of the first of them
        (
            (
                "Who made up the early line-up of users in the Catapult's Stevenage manufacturing centre after a year?",
                "Which of them was the first to get a licence there?",
            ),
            "Autolus",
        ),
        (("Who bought Sycamore House from GSK?", "OK. And which architect did the refurbishment?"), "Owers Warwick"),
        (("For what reason did Rentschler shut its Stevenage site?", "How many did the group employ?"), "1,400"),
        # what it is called is what "it" is
        (
            ("What is Reef's scheme in Stevenage town centre called?", "Who took the first phase of it?"),
            "let to Autolus",
        ),
    ],
)
def test_the_second_question_is_told_first_what_answers_it(
    corpus_bot: Bot, questions: tuple[str, ...], said: str
) -> None:
    """In its first quote."""
    answer = told(corpus_bot, *questions)
    assert said in answer.citations[0].quote


@pytest.mark.parametrize(
    "questions",
    [
        ("What is AstraZeneca paying Quell upfront?", "Who led their series B?"),
        ("Who headed the BIA when its report came out?", "And who was the chief executive of Citeline?"),
        ("How much did Quell bring in with its Series B?", "Which investor led that round?"),
        (
            "When did the Hertfordshire life sciences panel meet for the first time?",
            "And how often does the panel meet?",
        ),
        ("How many cell and gene trials did the UK have in 2019?", "And how many patients were treated in them?"),
        ("How many acres of its Stevenage land was GSK selling?", "What price per acre was it hoping to get?"),
        ("What share of people in Stevenage had a degree in 2021?", "What was it for England as a whole?"),
        ("What did NICE say of obe-cel?", "When did it publish its final guidance on obe-cel?"),
        (
            "How many local people came to the Skills and Training Laboratories' careers day?",
            "And how many of them got a job out of it?",
        ),
        (
            "Which minister announced in October 2019 that the campus was now a Life Science Opportunity Zone?",
            "How many places across the country had applied for it?",
        ),
        ("Back in 2021, how many acres did GSK put on the market?", "And how much was it asking for the land?"),
        ("Roche bought a Stevenage immunotherapy firm in 2018. How much upfront?", "How many staff did it have?"),
        (
            "What percentage of UK cell and gene therapy trials in 2023 were about cancer?",
            "And the share of eye diseases in 2023?",
        ),
    ],
)
def test_what_is_not_told_of_whom_it_is_asked_is_not_told_of_another(
    corpus_bot: Bot, questions: tuple[str, ...]
) -> None:
    """Nobody leads that round in the documents, nobody runs Citeline, and no price is put on the land."""
    assert told(corpus_bot, *questions).status is Status.NOT_FOUND


def test_what_no_document_has_a_word_for_is_not_lent_the_answer_before(corpus_bot: Bot) -> None:
    """Nobody tells of holidays, however much is told of the jobs."""
    answer = told(corpus_bot, "How many R&D jobs is GSK to cut?", "What holidays do they get?")
    assert answer.status is Status.NOT_FOUND


@pytest.mark.parametrize(
    "question",
    [
        "What was Stevenage given from the Towns Fund?",  # Milton Keynes was given another sum on the same day
        "How many ADSs were sold in Freeline's flotation with the over-allotment counted in?",
        "What will the UBS and Reef campus be valued at when it is complete?",
        "Is the UBS and Reef hub worth £900m or £1.5bn?",  # what is put into it, and what it will be worth
        "When did AUCATZYL get approval?",  # in one country, and in another
        "Does Stevenage Bioscience Catalyst date from 2010 or from 2012?",  # it was set up, and it opened
    ],
)
def test_figures_of_another_body_or_extent_do_not_disagree(corpus_bot: Bot, question: str) -> None:
    """A disagreement that is none would make a sound figure doubtful."""
    answer = corpus_bot.ask(question)
    assert answer.status is Status.ANSWERED
    assert not answer.conflicts


def test_jobs_at_one_place_are_not_all_jobs(corpus_bot: Bot) -> None:
    """Of the 350 that are to go about 50 are in Stevenage."""
    answer = corpus_bot.ask("How many R&D posts did GSK plan to cut in early 2026?")
    assert "350" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "What did the European Regional Development Fund pay towards the Stevenage manufacturing centre?",
        "jobs from new autolus factory",
        "gsk campus 2021: 5,000 posts within how many years",
    ],
)
def test_sources_that_disagree_are_shown_so_however_tersely_it_is_asked(corpus_bot: Bot, question: str) -> None:
    """£3.36m against £3.6m, 200 against 400 jobs, five against five to ten years."""
    assert corpus_bot.ask(question).conflicts


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("On what date was the UBS and Reef planning application handed in to the council?", "17 April 2023"),
        ("On which day did the planning committee say yes to the Reef/UBS scheme?", "8 August 2023"),
        ("Councillor here. Who picked up the lung data licence of Achilles?", "AstraZeneca"),
        ("Hi, on the phone here - how much did Freeline's US listing bring in gross back in 2020?", "$158.8m"),
    ],
)
def test_everyday_words_are_read_as_documents_put_them(corpus_bot: Bot, question: str, said: str) -> None:
    """A plan is lodged, a licence bought, and who asks says so first."""
    assert said in corpus_bot.ask(question).text


def test_of_two_sums_put_up_to_choose_from_no_third_disagrees(corpus_bot: Bot) -> None:
    """ "60 or 75 million" are two sums, though one word is said once; what tenants raised is none of them."""
    (conflict,) = corpus_bot.ask("Did the Catapult's Stevenage centre get 60 or 75 million of public money?").conflicts
    assert "£60m and £75m" in conflict.why


def test_where_a_count_began_is_of_no_year_that_nobody_told(corpus_bot: Bot) -> None:
    """ "From 21 to 93 by about 2019" does not say that there were 21 in 2018."""
    answer = corpus_bot.ask("How many gene therapy trials were there in the UK back in 2018, before the 2019 count?")
    assert not answer.leads


def test_a_name_with_a_backslash_is_text_in_a_talk(campus_bot: Bot) -> None:
    """An architect of the corpus has one, and so may whoever is asked about."""
    drawn = "The campus is designed by Hawkins\\Brown. [1]"
    for question in ("How many people work there?", "What about Hawkins\\Brown, who works there?", "Who runs it?"):
        answer = campus_bot.ask(question, [Turn("Which architect is behind the campus of Hawkins\\Brown?", drawn)])
        assert answer.question == question


def test_what_is_found_beside_the_last_question_is_told_without_reserve_and_says_what_it_was_read_with(
    corpus_bot: Bot,
) -> None:
    """The reading shown is the question as it was asked, and what it was heard behind."""
    first = "What price per ADS was agreed when Syncona moved to take Freeline off the market?"
    answer = told(corpus_bot, first, "When did that takeover actually take effect?")
    assert "20 February 2024" in answer.citations[0].quote
    assert "do not" not in answer.text
    assert answer.standalone_question == f"When did that takeover actually take effect? ({first[:-1]})"


def test_as_of_a_year_is_told_of_that_year_though_later_and_else_by_what_was_known(corpus_bot: Bot) -> None:
    """The share of 2024 was told in 2025; of the tenants in 2018 the last count known then is of 2017."""
    assert (
        "9.5%"
        in corpus_bot.ask("What share of the world's ATMP trials does the UK have, as of 2024?").citations[0].quote
    )
    first = "What are headline lab rents in Cambridge as of Q3 2024?"
    assert "£62.50" in told(corpus_bot, first, "And in Oxford?").citations[0].quote
    tenants = corpus_bot.ask("How many tenants did SBC have as of 2018?")
    assert "49 tenants" in tenants.citations[0].quote
    assert tenants.question == tenants.standalone_question


def test_the_talk_is_heard_in_the_words_of_documents(corpus_bot: Bot) -> None:
    """ "Prizes" are awards there."""
    answer = told(corpus_bot, "Who was the architect for the Sycamore House refurb?", "Did it win any prizes?")
    assert "award" in answer.citations[0].quote


def test_all_of_them_are_not_told_by_those_at_one_place(corpus_bot: Bot) -> None:
    """However sure the network is of those that were just spoken of."""
    first = "How many of GSK's R&D job cuts announced in 2026 are in Stevenage?"
    assert "350" in told(corpus_bot, first, "Out of how many in all?").citations[0].quote
