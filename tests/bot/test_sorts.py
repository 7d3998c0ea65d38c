"""Figures of the sort that a question asks for, and of others."""

import pytest
from builders import make_document, part_of

from bot.evidence import Sentence
from bot.lead import answering_value
from bot.read import Scored
from bot.sorts import is_of_another_sort
from bot.sums import comes_on_top
from ingest.split import split
from ingest.values import ValueKind, values_in


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        # money that moves in another way
        ("How much does a place on the course cost?", "The centre was supported with £3m from the fund."),
        ("How much have the companies raised?", "The council granted £1.2m for the building of the companies."),
        ("How have the funds raised by companies grown over the years?", "Start-up funding of £38m comes from five."),
        ("How much could Roche pay for Autolus in all?", "Roche pays $85m upfront for Autolus."),
        ("What is the share price of Autolus?", "A share sale by Autolus came to about $600m in all."),
        # what one company raised, not what all did
        ("How much have companies in Stevenage raised?", "Apollo, a company in Stevenage, raised £100m."),
        ("How have the funds raised at the campus grown?", "Apollo, one of the tenants, raised £100m."),
        ("How much was raised by the tenants?", "Apollo, one of the tenants, raised £100m."),
        # what the state gave, or what a thing cost, is not what companies raised
        ("How much public money went into the centre?", "Firms at the centre have raised over £1.6bn."),
        ("What did the centre cost?", "The firms at the centre have raised over £1.6bn."),
        ("What did the centre cost?", "The European fund gave £3.36m to the centre."),
        # what may be paid in all is not what is paid at once, nor what is put into a thing what it is worth
        ("How much did Roche pay upfront for Autolus?", "Roche agreed to pay up to $2bn for Autolus."),
        ("What should the campus be worth?", "A campus of £900m was approved in 2023."),
        ("What is the value of the finished campus?", "A campus of £900m was approved in 2023."),
        # what is put into land, and what it was sold for
        ("What price did Roche get for the land?", "The sale of the land by Roche was to bring £400m of investment."),
        # another measure
        ("How tall is the centre?", "The centre will have 20,000 sq m."),
        ("How many square feet is the centre?", "The centre stands on 33 acres."),
        # how many there were, not how many came or went
        ("How many trials began in the UK in 2024?", "There were 187 trials in the UK in 2024."),
        ("How many trials were completed in the UK in 2024?", "There were 187 trials in the UK in 2024."),
        # a part of it at one place, and buildings that are no homes
        (
            "How many jobs did Roche plan to cut in 2026?",
            "About 50 of the jobs that Roche planned to cut are at Luton.",
        ),
        ("How many flats will the campus have?", "The campus will be made up of 15 buildings."),
        ("How many full-time jobs are there in Luton?", "There are 50 jobs in Luton."),
        # the whole, where a branch of it is asked for
        ("How many people worked in UK manufacturing in 2012?", "The UK industry provided 500 jobs in 2012."),
        # all who work in a trade, where those of one body are asked for
        ("How many people work for Roche?", "The UK therapy industry provided 500 jobs in 2012."),
        ("How much is that in pounds?", "Roche took 55% of the money, or $12m."),
        ("How many trials were there altogether?", "Oncology made up 39% of the trials, and ophthalmology 13%."),
        ("How many jobs will go in total?", "About 50 of the jobs that go are in the town."),
        ("How many people live in Hertfordshire?", "Hertfordshire has 300 businesses with 5,000 staff."),
        ("How many people work at Roche in Stevenage?", "Roche is to cut jobs, about 50 of them in Stevenage."),
        ("How big is the site of Roche?", "Roche was completing the sale of 33 acres of its Stevenage site."),
        ("How many people were on the payroll of Roche?", "The county of Roche has 300 businesses with 5,000 staff."),
        ("How many people worked for Roche?", "Roche spoke in front of 200 delegates."),
        ("How many people does Roche employ?", "The share of Roche supports projects with over 1,500 jobs."),
        ("How many staff did Roche have?", "The county of Roche has 300 businesses with 5,000 staff."),
        # how things stood before the very thing asked about
        (
            "How much did Autolus raise in its IPO?",
            "Before its initial public offering (IPO), Autolus had raised $275m.",
        ),
        ("How much did Autolus raise in its IPO?", "That pre-IPO total includes a $120m round, which Autolus raised."),
        # or after it
        ("What share did Syncona hold before the round?", "After that round Syncona held 54% of Gyroscope."),
        # what a fund puts towards a thing is not its cost
        ("What did the station cost?", "The partnership put £9.6m towards the station."),
        ("What was the total bill for the station?", "The partnership put £9.6m towards the station."),
        # what a thing was sold for is not what is put into it
        ("What price did Roche get for the land?", "The venture plans to put up to £900m into the land of Roche."),
        ("How much did the campus of Roche sell for?", "The campus of Roche could bring £900m."),
        # what a body began with, not what others have raised since
        ("How much start-up funding did the centre have?", "Funds raised by the firms of the centre came to £1.6bn."),
        # what a share cost in the flotation, not years later
        ("What was the IPO price of Autolus?", "The price agreed in 2023 is $6.50 for each Autolus share."),
        # what was given, not what was asked for
        ("How much had the town asked for?", "The town was awarded £37.5m from the fund."),
        # a distance is no length of time
        ("How long does it take to drive to the motorway?", "The town is 18 miles from the motorway."),
        # what a visitor wants to do, and the sentence speaks of something else
        ("How do I train for a half marathon?", "Trains take 19 minutes, and eight run each hour."),
        # no grant is a wage, and jobs that are lost are none gained
        ("What do the apprentices get paid?", "The scheme began with a grant of £1.5m for apprentices."),
        ("How many extra jobs will there be?", "The firm is to cut 350 jobs."),
        # what is put into a thing is not what it will be worth
        ("What will the campus be worth once it is built?", "The firm plans to put £900m into the campus."),
        # what a tenant took of a building is not its size
        ("How large is the centre of Autolus?", "Roche has taken 2,140 sq m of the centre of Autolus."),
        # what was raised is not held in cash
        ("How much cash does Achilles have?", "The IPO of Achilles came to $175.5m gross."),
        # what is offered is not yet paid
        ("What did Roche finally pay for each share?", "Roche offered $5.00 for each share in October."),
        # no number at all
        ("How many members voted against the plan?", "The council approved the plan on 8 August 2023."),
    ],
)
def test_a_figure_of_another_sort_is_told_from_the_one_asked_for(question: str, sentence: str) -> None:
    """It would be the wrong figure with a citation."""
    assert is_of_another_sort(part_of(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("What is the share price of Autolus?", "Autolus sold 8.8m shares at $17 each."),
        ("How much could Roche pay for Autolus in all?", "Roche pays $85m upfront, and up to $2bn, for Autolus."),
        ("What is the value of the finished campus?", "The campus will be worth £1.5bn."),
        ("How much had the town asked for?", "The town bid for £50m, and was awarded £37.5m."),
        ("How long does the journey to London take?", "The journey of 30 miles to London takes 19 minutes."),
        ("How do I get to the campus from London?", "Trains get from London to the campus in 19 minutes."),
        ("How large is the centre of Autolus?", "The centre of Autolus, of which Roche took half, has 2,140 sq m."),
        ("How much space has Roche taken?", "Roche has taken 2,140 sq m of the centre of Autolus."),
        ("How much cash does Achilles have?", "Achilles held $86.1m at the end of 2024."),
        ("How much cash did Achilles raise?", "The IPO of Achilles came to $175.5m gross."),
        ("How much did each of the companies raise?", "Apollo raised £100m in a series A round."),
        ("Which of the companies raised the most?", "Apollo raised £100m in a series A round."),
        ("How much have the companies raised?", "The cluster has attracted £1bn, most of it raised by five."),
        ("How much does the centre cost?", "The council funds the centre, which costs £3m."),
        ("How much have the companies raised?", "Over £100m had been invested in the companies."),
        ("How much was the centre granted?", "The centre was supported with £3m from the fund."),
        ("How far is the centre from London?", "It takes 20 minutes to London from the centre, which has 5 acres."),
        ("How many square feet is the centre?", "The centre measures 9,640 sq m."),
        ("How many trials began in the UK in 2024?", "New starts in the UK came to 27 trials in 2024."),
        ("How many jobs will the new centre bring?", "The centre will provide 200 jobs."),
        ("How many members voted against the plan?", "None of the members did."),
        ("What sort of premises is the fund paying for?", "The fund pays for premises of Autolus."),
        ("How much did Autolus raise before its IPO?", "Before its IPO, Autolus had raised $275m."),
        ("How much did Autolus raise in 2018?", "Autolus raised $150m before the end of 2018."),
        ("What share did Syncona hold before the round?", "After the round it held 54%, from 60% before the round."),
        ("What share did Syncona hold after the round?", "After that round Syncona held 54% of Gyroscope."),
        ("What did the station cost?", "The partnership put £9.6m towards the station, which cost £30m."),
        ("What was the total value of the Roche deal?", "Roche agreed to pay up to $2bn for Autolus."),
        ("How many people did UK gene therapy employ in 2015?", "The UK therapy industry provided 1,000 jobs in 2015."),
        ("How many people are employed in Hertfordshire?", "Hertfordshire has 300 businesses with 5,000 staff."),
        ("How many products were manufactured in the UK?", "Six products were made in the UK in 2024."),
        ("How much cash did Novartis agree to hand over at once for Roche?", "Novartis pays $800m upfront for Roche."),
        ("How much is that in pounds?", "Roche took 55% of the money, or £12m."),
        ("How many jobs will go in total?", "Up to 350 jobs will go, about 50 of them in the town."),
        ("How many people live in Hertfordshire?", "Hertfordshire has 1.2 million residents."),
        ("How big is the site of Roche?", "The site of Roche covers 92 acres, and 33 acres of it are for sale."),
        ("How much of its site is Roche selling?", "Roche is selling 33 acres of its site."),
        ("Of the $2bn for Autolus, how much was to be paid at the start?", "Roche pays $85m upfront for Autolus."),
        ("How many people will work at the site of Roche?", "The building of Roche will provide 200 jobs."),
        ("Who leads the centre?", "The centre is led by its founder."),
        ("How many people work in the therapy industry?", "The UK therapy industry provided 500 jobs in 2012."),
    ],
)
def test_what_may_be_of_the_sort_asked_for_stays(question: str, sentence: str) -> None:
    """A rule that silences what is right would cost more than it saves."""
    assert not is_of_another_sort(part_of(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("How many trials are there in the UK?", "Phase II trials in the UK went up to seven in 2022.", None),
        ("How many trials are there in the UK?", "The UK had 115 commercial trials.", None),
        ("How many trials are there in the UK?", "27 trials began in the UK in 2024.", None),
        ("How many people work at the centre?", "The centre trained 3,957 people.", None),
        ("How many people work at the centre?", "Over 5,000 people were up-skilled by the centre.", None),
        ("How many people has the centre trained?", "The centre trained 3,957 people.", "3,957 people"),
        ("How many trials are there in the UK?", "The UK had 187 trials, Phase II trials among them.", "187 trials"),
        (
            "How many commercial trials are there in the UK?",
            "The UK had 115 commercial trials.",
            "115 commercial trials",
        ),
        ("How many Phase II trials are there in the UK?", "Phase II trials in the UK went up to seven.", "seven"),
        ("How many phase 1 trials has the UK?", "Phase I growth came as the total of trials reached 187.", None),
        ("How many phase 1 trials has the UK?", "Phase I trials in the UK went from 24 to 41.", "41"),
        ("How many trials began in the UK?", "27 trials began in the UK in 2024.", "27 trials"),
        ("How many people work in the UK?", "Full-time staff in GMP work in the UK numbered 2,195.", None),
        ("What is the UK workforce?", "Full-time staff in GMP work in the UK numbered 2,195.", None),
        ("UK GMP workforce", "Full-time GMP staff in the UK numbered 2,195 in the workforce.", "2,195"),
        # the later of two is what holds now
        (
            "How many trials are there?",
            "There were 187 trials in 2024, compared with 175 trials in 2023.",
            "187 trials",
        ),
        # what is counted, and what only narrows something else that is
        ("How many trials are there in the UK?", "The UK has 32 trial facilities.", None),
        ("How many trials are there in the UK?", "The UK has 32 trials and facilities.", "32 trials"),
        # the price of one, and the whole
        ("How much did the offer bring?", "The offer of shares at $18 each was made in August.", None),
    ],
)
def test_some_of_one_kind_are_not_all_of_what_is_counted(question: str, sentence: str, said: str | None) -> None:
    """Unless the question is after that kind."""
    (passage,) = split(make_document(sentence))
    value = answering_value(part_of(question), Scored(Sentence(passage, 0, len(sentence), sentence), 1.0, 0.9))
    assert (sentence[value.bare_start : value.end] if value else None) == said


@pytest.mark.parametrize(
    ("sentence", "is_added"),
    [
        ("The centre has been granted a further £12m.", True),
        ("It got another £12m in 2017.", True),
        ("An additional sum of £12m followed.", False),
        ("The £12m comes on top of the sum already committed.", True),
        ("The centre was built with £12m of public funding.", False),
        ("Over £12m more was raised.", True),
        ("The new centre cost £12m.", False),
    ],
)
def test_what_comes_on_top_is_told_from_the_whole(sentence: str, is_added: bool) -> None:
    """It is no other value of the same thing."""
    (value,) = [value for value in values_in(sentence) if value.kind is ValueKind.AMOUNT]
    assert comes_on_top(sentence, value) is is_added


@pytest.mark.parametrize(
    ("question", "told", "fits"),
    [
        ("How much did Autolus get after costs?", "The IPO came to $175.5m gross.", False),
        ("How much did Autolus get after costs?", "The IPO came to $160m net.", True),
        ("How much was the round gross?", "The IPO came to $160m net.", False),
        ("How much did Autolus get from its flotation?", "Autolus held cash of $86m.", False),
        ("How much did Autolus get from its flotation?", "Autolus raised $175m in its IPO.", True),
        ("How much did Autolus get net of tax in net zero grants?", "Autolus got £1m for net zero.", False),
    ],
)
def test_what_is_left_after_costs_and_what_a_flotation_brought_are_sums_of_their_own(
    question: str, told: str, fits: bool
) -> None:
    """No gross sum is told for a net one, and no cash at hand for what shares were sold for."""
    assert is_of_another_sort(part_of(question), told) is not fits
