"""Which of the sentences that fit are shown, and in what order."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from builders import make_document, part_of

from bot.choose import choose
from bot.evidence import Sentence
from bot.holding import is_of_another
from bot.lead import candidates
from bot.lexicon import Lexicon
from bot.question import Part, understand
from bot.read import Reading, Scored
from bot.short import ShortAnswers
from bot.verifier.verify import Verifier
from ingest.split import split
from ingest.types import Published

VERIFIER = Verifier()


def reading_of(shares: Mapping[str, float], years: Mapping[str, int | None] = MappingProxyType({})) -> Reading:
    """Sentences with their shares, each a document of its own that was published in 2024 or in a year of its own."""
    scored = []
    for place, (text, share) in enumerate(shares.items()):
        year = years.get(text, 2024)
        published = Published(year) if year else None
        (passage,) = split(make_document(text, id=f"{place}.md", published=published))
        scored.append(Scored(Sentence(passage, 0, len(text), text), share, 0.9))
    return Reading(tuple(scored), odds=1.0)


def chosen(part: Part, reading: Reading) -> list[str]:
    """What is shown of a reading, as text."""
    return [item.sentence.text for item in choose(part, reading, 0.3, ShortAnswers(VERIFIER)).shown]


def shown(question: str, shares: Mapping[str, float]) -> list[str]:
    """What is shown, as text."""
    return chosen(part_of(question), reading_of(shares))


def test_the_year_asked_comes_before_another() -> None:
    """A sentence of the next year may read more like the question: it must not lead."""
    of_2021, of_2020 = "The UK had 168 gene therapy trials in 2021.", "The UK had 154 gene therapy trials in 2020."
    assert shown("How many gene therapy trials did the UK have in 2020?", {of_2021: 1.0, of_2020: 0.3})[0] == of_2020


def test_a_sentence_without_a_year_keeps_its_place() -> None:
    """Its source's date may well be the year asked about."""
    undated, of_2020 = "The UK has 168 gene therapy trials.", "The UK had 154 gene therapy trials in 2020."
    assert shown("How many gene therapy trials did the UK have in 2020?", {undated: 1.0, of_2020: 0.3})[0] == undated


def test_a_history_has_each_value_of_a_year_once() -> None:
    """Ten sources that repeat one figure leave no room for the others."""
    repeated = {f"Funds of the campus reached £1.6bn in 2020, as {name} told it.": 0.5 for name in "ABCDEFGHIJKL"}
    others = {"In 2016 the campus had raised £100m.": 0.1, "Firms on the campus had raised £2.9bn by 2022.": 0.01}
    told = shown("How have the funds of the campus grown over the years?", repeated | others)
    assert told == [
        "In 2016 the campus had raised £100m.",
        "Funds of the campus reached £1.6bn in 2020, as A told it.",
        "Firms on the campus had raised £2.9bn by 2022.",
    ]


def test_a_history_counts_one_thing_by_its_many_names() -> None:
    """Staff, a workforce and a bare number after it are of one kind; companies are of another."""
    told = shown(
        "How did staff numbers grow between 2014 and 2019?",
        {
            "Manufacturing staff of gene therapies numbered 1,000 in 2019.": 1.0,
            "The same workforce had been 150 in 2014.": 0.1,
            "The number of companies had risen to 70 by 2019.": 0.02,
        },
    )
    assert told == [
        "The same workforce had been 150 in 2014.",
        "Manufacturing staff of gene therapies numbered 1,000 in 2019.",
    ]


def test_values_put_up_to_choose_from_come_first() -> None:
    """What states neither is read after them."""
    neither, one, other = (
        "It was £75m.",
        "The centre was set up with £50m.",
        "A further sum joined the £55m of the centre.",
    )
    told = shown("Was the public money for the centre £50m or £55m?", {neither: 1.0, one: 0.5, other: 0.1})
    assert told == [one, other, neither]


def test_how_things_stand_is_told_from_the_newest_that_says_as_much() -> None:
    """However much more an old sentence reads like the question; a plan and what is of another thing do not count."""
    old, newer, plan, other = (
        "Firms on the campus had raised £200m.",
        "Firms on the campus have raised £1.6bn by 2021.",
        "Firms on the campus are expected to have raised £5bn.",
        "A firm in London has raised £9m.",
    )
    years = {old: 2017, newer: None, plan: 2023, other: 2024}
    reading = reading_of({old: 1.0, newer: 0.05, plan: 0.05, other: 0.05}, years)
    question = part_of("How much have firms on the campus raised?")
    assert chosen(question, reading)[0] == newer


def test_a_newer_value_that_surely_answers_leads_however_it_names_the_thing() -> None:
    """A short form, or a place for what stands there."""
    old = "Stevenage Bioscience Catalyst had 50 tenants at the start of 2016."
    newer = "By 1 February 2017 SBC had 49 tenants, and more than £200m had been raised by its companies."
    reading = reading_of({old: 1.0, newer: 0.02}, {old: 2016, newer: 2017})
    assert chosen(part_of("How many tenants does the bioscience campus have?"), reading)[0] == newer


def test_who_holds_a_role_now_is_told_from_the_newest_on() -> None:
    """However much better an older sentence reads; who held it once, or runs something else, does not lead."""
    first = "Martino Picardo leads Gene Therapy Campus as chief executive."
    newest = "A letter went to Dr Sally Ann Forsyth, chief executive of GTC."
    gone = "Miranda Knaggs, the former chief executive of GTC, has joined a board."
    other = "A course of GTC is run with Triple Chasm."
    shares = {first: 1.0, other: 0.6, gone: 0.2, newest: 0.001}
    part = understand("Who runs Gene Therapy Campus?", [], Lexicon.of(list(shares))).parts[0]
    years = {first: 2016, other: 2023, gone: 2024, newest: 2019}
    assert chosen(part, reading_of(shares, years))[:2] == [newest, first]


def test_a_figure_of_an_earlier_year_is_not_newer_for_being_told_later() -> None:
    """A report of 2024 may look back at 2019."""
    looks_back = "The survey puts the UK gene therapy workforce of 2019 at 3,199 people."
    newest = "The UK gene therapy workforce stood at 6,232 people in 2023."
    reading = reading_of({looks_back: 1.0, newest: 0.5}, {looks_back: 2024, newest: 2023})
    assert chosen(part_of("How large is the UK gene therapy workforce?"), reading)[0] == newest


def test_what_is_only_expected_is_not_how_things_stand() -> None:
    """Unless it is asked what is to come."""
    plan = "The UK gene therapy workforce is expected to reach 10,161 people in 2028."
    now = "The UK gene therapy workforce stood at 6,232 people in 2023."
    reading = reading_of({plan: 1.0, now: 0.3}, {plan: 2024, now: 2023})
    assert chosen(part_of("How large is the UK gene therapy workforce?"), reading) == [now, plan]
    assert chosen(part_of("How large is the UK gene therapy workforce expected to be?"), reading)[0] == plan


def test_what_is_told_of_a_wider_place_is_no_newer_value() -> None:
    """The cluster is more than its campus."""
    campus = "In autumn 2020 the campus accounts for 1,000 jobs."
    cluster = "In August 2023 the cluster has over 3,500 staff."
    reading = reading_of({campus: 1.0, cluster: 0.05}, {campus: 2020, cluster: 2023})
    assert chosen(part_of("How many people work on the campus?"), reading)[0] == campus


def test_of_two_values_that_something_moved_between_the_second_holds_now() -> None:
    """It had risen from the first."""
    moved = "The number of companies had risen from 22 to 70 companies by about 2019."
    part = part_of("How many companies are there?")
    assert [moved[start:end] for start, end in candidates(part, moved)] == ["70 companies"]


def test_who_held_a_role_before_somebody_is_told_by_what_was_written_before() -> None:
    """Nobody who came later, and nobody at all where the documents begin with the one who is named."""
    first = "Martino Picardo leads Gene Therapy Campus as chief executive."
    second = "Keith Thompson, chief executive of GTC, spoke on Monday."
    third = "Sally Forsyth is chief executive of GTC."
    years = {first: 2016, second: 2019, third: 2022}
    lexicon = Lexicon.of(list(years))
    reader = reading_of(dict.fromkeys(years, 1.0), years)

    def before(whom: str) -> list[str]:
        part = understand(f"Who was chief executive of Gene Therapy Campus before {whom}?", [], lexicon).parts[0]
        aside = tuple(item for item in reader.sentences if is_of_another(part, item.sentence.text, None, lexicon))
        own = tuple(item for item in reader.sentences if item not in aside)
        return chosen(part, Reading(own, aside, odds=1.0))

    assert before("Sally Forsyth") == [second, first]
    assert before("Keith Thompson") == [first]
    assert before("Martino Picardo") == []


def test_whether_something_is_so_needs_better_than_even_odds() -> None:
    """What is told of the campus reads like an answer to any question about it; a figure is harder to mistake."""
    text = "The campus of 45 companies opened in 2012."
    unsure = replace(reading_of({text: 1.0}), odds=0.4)
    assert chosen(part_of("Is there a nursery on the campus?"), unsure) == []
    assert chosen(part_of("Is there a nursery on the campus?"), replace(unsure, odds=0.6)) == [text]
    assert chosen(part_of("How many companies are on the campus?"), unsure) == [text]


def test_another_day_that_is_told_as_surely_is_a_rival() -> None:
    """However differently it reads: dates are of one sort, whatever their years."""
    first, other = "Stevenage had been an Opportunity Zone since 2019.", "In 2020 Stevenage became an Opportunity Zone."
    part = part_of("When did Stevenage become an Opportunity Zone?")
    choice = choose(part, reading_of({first: 1.0, other: 0.006}), 0.3, ShortAnswers(VERIFIER))
    assert [item.sentence.text for item in choice.rivals] == [other]


def test_what_names_all_and_answers_as_surely_is_a_rival_far_down() -> None:
    """Though the words of it are others; what names somebody else is none."""
    first = "The Roche building of Autolus will provide 200 jobs."
    other, alien = "Autolus's facility will bring 400 jobs.", "Freeline's facility will bring 600 jobs."
    part = part_of("How many jobs will the Autolus building bring?")
    choice = choose(part, reading_of({first: 1.0, other: 0.0001, alien: 0.00005}), 0.3, ShortAnswers(VERIFIER))
    assert [item.sentence.text for item in choice.rivals] == [other]
