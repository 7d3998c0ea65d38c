"""Figures of the time and the place that a question asks about, and of others."""

import pytest
from builders import LEXICON, part_of
from hypothesis import given
from hypothesis import strategies as st

from bot.holding import is_of_another, is_of_another_beyond_doubt
from bot.lexicon import Lexicon
from bot.question import clean, understand
from bot.timing import without_its_time
from ingest.types import Published


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many trials were ongoing in the UK in 2025?", "The UK had 187 ongoing trials in 2024, up 7%."),
        ("How many trials were there in 2021?", "The number of trials had been 178 in 2022."),
        ("Which share of trials was commercial in 2021?", "The share of commercial trials was 80% in 2022."),
        ("How much had the firms raised by 2012?", "Between 2012 and 2020 firms raised over £1.6bn."),
        ("By the end of 2012, how much had the firms raised?", "Firms had raised £100m by 2016."),
        ("number of uk trials 2016", "The UK had 60 trials in 2019."),
        ("What cash did Autolus hold at 31 December 2024?", "It held cash of $86.1m at 30 September 2024."),
        ("What was the rent per sq ft in Q3 2023?", "City: Oxford; Headline rent per sq ft, Q3 2024: £62.50."),
        ("How many trials were there in the whole world?", "The UK had 187 trials."),
        ("What is the vacancy rate in Stevenage?", "The vacancy rate for laboratories in Cambridge was 1.3% in 2024."),
        ("What is the rent per sq ft in Stevenage?", "City: Oxford; Rent per sq ft, Q3 2024: £62.50."),
        # a place that no document names
        ("How long does it take to fly to New Yorkville?", "It takes an hour from Stevenage to Heathrow."),
        # a place that shares its name with another, and another distance
        ("What is the vacancy rate in Cambridge, Massachusetts?", "The vacancy rate in Cambridge was 1.3% in 2024."),
        ("What share of staff lives within an hour of it?", "Almost 70% of staff lived within two hours of it."),
        # another thing of a sort that has names, and nobody in the trade asked for, or in that of another thing
        ("Who paid for the Accelerator building?", "The council paid for the new Spark Building."),
        ("Which bank financed the centre?", "The council granted £1.2m for the centre."),
        ("Which architects drew up the centre of Autolus?", "Merit is to build the centre of Autolus."),
        ("Which architects did Autolus take?", "Owers was the architect of the Sycamore refurbishment."),
        # of several in all, and of another body whose name is like it
        (
            "How many jobs does the centre alone bring?",
            "The centre and four more have 1,500 jobs in all.",
        ),
        ("How many people does Airbus employ?", "GSK, Airbus and MBDA together employ over 5,000 people."),
        ("Did the European Medicines Agency approve it?", "The Medicines Regulatory Agency (MRA) approved the drug."),
        ("How many staff does the Rural Science Catapult have?", "The industry had 3,000 staff; in 2012 it had 500."),
    ],
)
def test_a_figure_of_another_time_or_place_is_told_from_the_one_asked_for(question: str, sentence: str) -> None:
    """It would be the wrong figure with a citation."""
    assert is_of_another(part_of(question), sentence, None, LEXICON)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        # a country that the documents know by its adjective
        ("How much does the government in Germany pay?", "The German government pays £1m."),
        ("What is the vacancy rate in Stevenage, Hertfordshire?", "The vacancy rate in Stevenage was 1.3% in 2024."),
        ("What share of staff lives within 2 hours of it?", "Almost 70% of staff lived within two hours of it."),
        ("Who paid for the Spark building?", "The council paid for the new Spark Building."),
        ("Who paid for the Spark building?", "The council paid for the new building."),
        ("Which bank financed the centre?", "Barclays lent £1.2m for the centre."),
        ("Which architects did Autolus take?", "Owers was the architect of the Autolus building."),
        ("How many do GSK, Airbus and MBDA employ?", "GSK, Airbus and MBDA together employ over 5,000 people."),
        ("How many people does Airbus employ?", "GSK and Airbus said together that Airbus employs 900 people."),
        ("Did the European Medicines Agency approve it?", "The EMA approved the drug."),
        ("Did the European Medicines Agency approve it?", "In May the agency approved the drug."),
        ("How many trials were ongoing in the UK in 2024?", "The UK had 187 ongoing trials in 2024, up 7%."),
        ("How many trials were there in 2021?", "There were 178 trials in 2022 and 168 in 2021."),
        # no date of its own: the source's may do
        ("How many trials were there in 2021?", "The UK has 168 trials, up from 154 in 2020."),
        ("How many trials were there in 2019, 2022 and 2023?", "Trials numbered 127 in 2019."),
        # the year is that of a thing or of something else that happened
        ("How much would the 2015 plan bring?", "The plan foresees £1.2bn by 2020."),
        ("How many trials did the head name when the 2019 figures came out?", "There were 154 trials in 2020."),
        ("How much has Autolus, founded in 2014, raised?", "Autolus raised $150m in June 2018."),
        # where something else was, or in a wider place
        ("How many firms are in Stevenage?", "The centre has 5 firms, as it said in London, and 45 are in Stevenage."),
        ("What is the vacancy rate in Stevenage?", "The vacancy rate was 1.3% in March."),
        ("How many trials were there in Stevenage?", "Of the trials 7 were in Hertfordshire."),
        # a row is of the place asked about, or the question is which place it is
        ("What is the rent per sq ft in Oxford?", "City: Oxford; Rent per sq ft, Q3 2024: £62.50."),
        ("In which city beside Stevenage is the rent per sq ft £62.50?", "City: Oxford; Rent per sq ft: £62.50."),
        ("How much goes to the Stevenage hub?", "Project: Leisure Hub; Share: £10m."),
        # a history is of many times
        ("How has the number of trials changed since 2013?", "There were 154 trials in 2020."),
        # when something was, and who did it, is no figure that moves
        ("When in 2018 was the centre licensed?", "The centre was licensed in August 2019."),
        ("Who led the centre in 2019?", "In 2020 it was led by 3 people."),
    ],
)
def test_what_may_be_of_the_time_asked_about_stays(question: str, sentence: str) -> None:
    """Only what is surely of another is set aside."""
    assert not is_of_another(part_of(question), sentence, None, LEXICON)


@given(st.text(min_size=1, max_size=200).filter(lambda text: any(map(str.isalnum, text))), st.text(max_size=300))
def test_any_question_and_any_sentence_will_do(question: str, sentence: str) -> None:
    """Nothing that is asked or written raises."""
    for part in understand(clean(question), [], LEXICON).parts:
        assert is_of_another(part, sentence, None, LEXICON) in (True, False)


@pytest.mark.parametrize(
    ("question", "sentence", "published", "is_another"),
    [
        (
            "Who was chief executive in January 2020?",
            "The CEO, Ann, has issued the report for 2020.",
            (2021, 2, 23),
            True,
        ),
        (
            "Who was chief executive in January 2020?",
            "Trials have grown since 2013, said the CEO, Keith.",
            (2020, 1),
            False,
        ),
        ("Who was chief executive on 5 January 2020?", "Keith is the CEO.", (2020, 1, 15), False),
        ("Who was chief executive in January 2020?", "Ann is the CEO.", (2020,), True),
        ("Who was chief executive in 2018?", "Keith was chief executive from March 2018.", (2023,), False),
        ("Who was chief executive in 2018?", "Keith is chief executive.", None, False),
        ("Who was chief executive when the 2019 figures came out?", "Keith is chief executive.", (2020, 1, 15), False),
        ("Who is the chief executive?", "Keith is chief executive.", (2020, 1, 15), False),
    ],
)
def test_who_holds_a_role_is_told_of_the_time_of_the_source(
    question: str, sentence: str, published: tuple[int, ...] | None, is_another: bool
) -> None:
    """Who led it a year later may be somebody else."""
    assert (
        is_of_another(part_of(question), sentence, Published(*published) if published else None, LEXICON) is is_another
    )


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("Who was chief executive of Autolus in January 2020?", "Who was chief executive of Autolus?"),
        ("Who was CEO at the start of 2020?", "Who was CEO?"),
        ("In 2019 who was the chief executive?", "who was the chief executive?"),
        (
            "Who was chief executive when the 2019 figures came out?",
            "Who was chief executive when the 2019 figures came out?",
        ),
        ("How many trials were there in 2021?", "How many trials were there in 2021?"),
    ],
)
def test_who_holds_a_role_is_asked_of_a_sentence_without_the_time(question: str, put: str) -> None:
    """It is the source that is of the time."""
    assert without_its_time(part_of(question)) == put


@pytest.mark.parametrize(
    ("sentence", "is_another"),
    [
        ("The chief executive of Achilles Therapeutics is Iraj Ali.", True),
        ("Ann, chief executive (CEO) of the CGTC, spoke.", False),
        ("Ann, chief executive of the Catapult, met Bob, chief executive of Autolus.", False),
        ("The chief executive, Ann, spoke.", False),
    ],
)
@pytest.mark.parametrize(
    "question",
    [
        "Who is the chief executive of the Cell and Gene Therapy Catapult?",
        "Who ran the Cell and Gene Therapy Catapult?",
    ],
)
def test_the_same_role_in_another_body_is_held_by_another(question: str, sentence: str, is_another: bool) -> None:
    """A short form is the body that it stands for; who ran it was its chief executive."""
    lexicon = Lexicon.of(["The Cell and Gene Therapy Catapult (CGTC) and Achilles Therapeutics and Autolus."])
    (part,) = understand(question, [], lexicon).parts
    assert is_of_another(part, sentence, None, lexicon) is is_another


@pytest.mark.parametrize(
    ("question", "sentence", "is_another"),
    [
        ("How full were the South-West's labs in 2022?", "Region: South-East; Use of labs, 2022: 93%.", True),
        ("How full were labs in the South East in 2022?", "Region: South-East; Use of labs, 2022: 93%.", False),
        ("How full were labs in the south-west in 2022?", "All labs were 67% full in 2022.", False),
        ("Who ran Autolus before the current CEO?", "Autolus's new chief executive is Ann Able.", True),
        ("Who was CEO of Autolus before the current one?", "Ann Able was chief executive of Autolus.", False),
        ("When did the UK regulator clear the drug?", "The FDA approved the drug in 2024.", True),
        ("How big are the labs at Guy's Hospital?", "The lab at the Edinburgh BioQuarter covers 350 sq m.", True),
        ("How big is the lab at the BioQuarter?", "The lab at the Edinburgh BioQuarter covers 350 sq m.", False),
        ("What did Autolus ask for?", "Autolus got £23m from the fund.", True),
        ("What did Autolus ask for?", "Autolus put in a bid for £50m.", False),
        ("What share of trials in 2021 was for the eye?", "There were 168 trials in 2021, up 9%.", True),
        ("And what of the eye in 2023?", "Oncology was the subject of 41% of trials in 2023.", True),
        ("What share of the cancer company Autolus did Roche keep?", "Roche kept 33.8% of Autolus.", False),
        ("What share was for the eye?", "Of the trials in 2023, 9% were in ophthalmology.", False),
    ],
)
def test_what_no_network_may_take_for_the_answer(question: str, sentence: str, is_another: bool) -> None:
    """A region, a former holder of a role, a regulator and a field of medicine that others are told of alone."""
    lexicon = Lexicon.of(["There Autolus told the FDA."])
    (part,) = understand(question, [], lexicon).parts
    assert is_of_another_beyond_doubt(part, sentence) is is_another


@pytest.mark.parametrize(
    ("question", "sentence", "is_another"),
    [
        ("How much of it is Autolus contributing?", "Half comes from Vinnova and half from industry.", True),
        ("How much of it is Autolus contributing?", "Half comes from Vinnova and half from Autolus.", False),
        ("How much of that was from Autolus?", "The £38m comes from five founders, Autolus among them.", True),
        ("How much of that was from Autolus?", "Autolus gave £8m of it.", False),
        ("How did that stand in 2023?", "The rate was 1.3% in Q3 2024.", False),
    ],
)
def test_what_one_gave_is_not_told_by_what_others_gave(question: str, sentence: str, is_another: bool) -> None:
    """Nor by what several gave together."""
    lexicon = Lexicon.of(["There Autolus met Vinnova."])
    (part,) = understand(question, [], lexicon).parts
    assert is_of_another(part, sentence, None, lexicon) is is_another


@pytest.mark.parametrize(
    ("sentence", "is_another"),
    [
        ("Board chair Adrian Hawkins expects £600m to follow the award.", True),
        ("The leader, Ann, spoke for the town.", False),
        ("Ann leads Stevenage Borough Council.", False),
    ],
)
def test_who_heads_a_public_body_is_not_told_by_another_role_elsewhere(sentence: str, is_another: bool) -> None:
    """Unless the sentence names the body or the role."""
    lexicon = Lexicon.of(["It is said that Stevenage Borough Council met. There Adrian Hawkins spoke."])
    (part,) = understand("Who is the leader of Stevenage Borough Council?", [], lexicon).parts
    assert is_of_another(part, sentence, None, lexicon) is is_another
