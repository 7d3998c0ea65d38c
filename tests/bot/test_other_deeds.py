"""A deed is told from those that read like it."""

import pytest

from bot.lexicon import Lexicon
from bot.other_deeds import is_another_deed
from bot.question import Part, understand

LEXICON = Lexicon.of(["The firm Autolus and the firm Rentschler met Roche in the town."])


def part_of(question: str) -> Part:
    """The one part of a question."""
    (part,) = understand(question, [], LEXICON).parts
    return part


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who is building the new campus?", "The campus is designed by the architect Ann Lee."),
        ("Who is behind the new campus?", "The council has approved the plan for the campus."),
        ("Who put the town forward for the status?", "The department has classed the town as a zone."),
        ("Who nominated the town for the status?", "The department has classed the town as a zone."),
        ("Who invested in Autolus?", "Autolus sold its licences to Roche for $12m."),
        ("Who pays for the centre?", "The centre receives $12m for a new wing in the town."),
        ("Who takes over the work of Autolus?", "Ann Lee became chair of Autolus in 2023."),
        ("When did Rentschler announce that it was coming?", "Rentschler said in 2025 that it is leaving the town."),
        ("When did Rentschler say it was leaving?", "Rentschler set up in the town in 2021."),
        ("Which firm is taking over Rentschler's old space?", "Rentschler is entering the field of gene therapy."),
        ("Which firm took over the space Rentschler left behind?", "Rentschler leaves the town and closes its site."),
        ("Which company is moving into the house?", "Roche's scheme, which replaces two shops, is called the house."),
        ("Who's paying for the cluster?", "Autolus receives $12m for the cluster."),
        ("When does the agreement of Autolus run out?", "The deal of Autolus came to $600m in February 2024."),
        ("Did Autolus do a series B?", "Autolus raised $12m in a series A round."),
        ("Did Autolus do a series B?", "Autolus is a firm of the town."),
        ("When was ground broken for the centre?", "Two ministers opened the centre in spring 2018."),
        ("When was the centre expanded?", "The centre became fully operational in April 2018."),
        ("When was the plant opened?", "The regulator licensed the plant in August 2018."),
        ("When will the regulator approve the therapy?", "Roche dropped the therapy in September 2023."),
        ("When was Autolus bought?", "Autolus was founded in 2014."),
        ("When did the deal go through?", "The deal for Autolus had been made public in November 2023."),
        ("Who's funding the cluster?", "Roche receives $12m for the cluster."),
        ("Who cleared the therapy of Autolus?", "Roche issued a draft recommendation for the therapy."),
        ("Who led the series B round of Autolus?", "Autolus raised $12m in a series B round."),
        ("Did the town's bid turn out to be one of the winners?", "The bid of the town is one of 13 finalists."),
        ("Did the town's bid win?", "The bid of the town is one of 13 finalists."),
        ("Was the town's bid picked in the end?", "Eight winning bids will share £120m."),
        ("Has the therapy of Autolus been approved since?", "Autolus makes a therapy against a virus."),
        ("Who took over Ann Lee's job as chair?", "Ann Lee resigned as chair in July 2022."),
        ("Which firm was the main building contractor?", "Roche is to set up in the building."),
        ("When did the panel hold its second meeting?", "The panel held its first meeting in April 2022."),
    ],
)
def test_a_neighbouring_deed_does_not_answer(question: str, sentence: str) -> None:
    """It would be the wrong name or day with a citation."""
    assert is_another_deed(part_of(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who is building the new campus?", "The campus is being developed by Ann Lee."),
        ("Who designed the new campus?", "The campus is designed by the architect Ann Lee."),
        ("Who nominated the town for the status?", "The partnership put the town forward."),
        ("Who invested in Autolus?", "Roche led a round of $60m for Autolus."),
        ("Who pays for the centre?", "Half of the $12m for the centre comes from Roche."),
        ("Who takes over the work of Autolus?", "The functions of Autolus pass to Roche."),
        ("When did Rentschler say it was leaving?", "Rentschler said in 2025 that it is leaving the town."),
        ("When did Rentschler arrive?", "Rentschler arrived in 2021 and left in 2025."),
        ("When was the centre expanded?", "In 2019 six modules were added to the centre."),
        ("When was ground broken for the plant?", "Construction of the plant started in April 2016."),
        ("When did the plant open?", "The plant became fully operational in April 2018."),
        ("When was the firm that later floated founded?", "Autolus was founded in 2014."),
        ("When did the deal go through?", "The purchase of Autolus by Roche took effect in 2024."),
        ("When did the planning bid go through?", "The town approved the plan in 2024."),
        ("Who's funding the cluster?", "Half of the $12m comes from Roche."),
        ("Who cleared the therapy of Autolus?", "Roche had given the therapy conditional approval."),
        ("Did Autolus do a series B?", "Autolus raised $12m in its series A and series B rounds."),
        ("Which company is moving into the house?", "The house has been let to Autolus."),
        ("Which firm was the first to move into the centre?", "Autolus was the first firm in the centre."),
        ("Who led the series B of Autolus?", "Roche led that round."),
        ("Did the town's bid win?", "The town was awarded £37m."),
        ("Has the therapy of Autolus been approved?", "The regulator cleared the therapy in 2024."),
        ("Who took over Ann Lee's job as chair?", "Jo Roe succeeded Ann Lee as chair."),
        ("Which firm was the main building contractor?", "Roche built the plant."),
        ("When did the panel hold its second meeting?", "The panel's second meeting was in May 2023."),
        ("When was Autolus bought?", "Roche agreed in 2022 to pay $12m for Autolus."),
        ("How much did Roche invest?", "Autolus sold its licences to Roche for $12m."),
    ],
)
def test_the_deed_itself_does(question: str, sentence: str) -> None:
    """In whatever words; and what is no question of who or when is not looked at."""
    assert not is_another_deed(part_of(question), sentence)


@pytest.mark.parametrize(
    ("question", "told", "fits"),
    [
        ("When did the diggers move in?", "Ground was broken for the centre in November 2015.", True),
        ("When did the diggers move in?", "The centre opened in 2017.", False),
        ("When did Reef hand in its application?", "Reef lodged its plan on 17 April 2023.", True),
        ("When did Reef hand in its application?", "The committee approved the plan on 8 August 2023.", False),
    ],
)
def test_the_day_of_one_step_is_not_that_of_the_next(question: str, told: str, fits: bool) -> None:
    """Building begins before a house opens, and a plan is handed in before it is approved."""
    assert is_another_deed(part_of(question), told) is not fits
