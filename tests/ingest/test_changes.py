"""figure_changes: which figures of a text changed, went and came; two that may not be one are never paired."""

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.changes import FigureChange, figure_changes
from ingest.load import load
from ingest.settings import Settings

CORPUS = Path(__file__).parents[2] / "corpus"
HOUSES = "The campus houses {} companies."
TABLE = "Company: Autolus; Employees: {}; Raised: £5m.\nCompany: Achilles; Employees: {}; Raised: £7m."
YEARS = "Year: 2019; Jobs: {}.\nYear: 2020; Jobs: {}."
RENTS = "## Cambridge\n\n- Rent: {} per sq ft\n\n## Oxford\n\n- Rent: {} per sq ft"
FOUNDED = "{} was founded in {}. It employs {} people. The town has 12 schools."

# Old text, new text, and the one figure that has another value.
CHANGED = {
    "another number": (HOUSES.format("40"), HOUSES.format("45"), ("The campus houses … companies", "40", "45")),
    "no longer a bound": (
        HOUSES.format("over 40"),
        HOUSES.format("45"),
        ("The campus houses … companies", "over 40", "45"),
    ),
    "a plus sign": (HOUSES.format("40+"), HOUSES.format("45"), ("The campus houses … companies", "40+", "45")),
    "a bound of the same number": (
        HOUSES.format("over 40"),
        HOUSES.format("40"),
        ("The campus houses … companies", "over 40", "40"),
    ),
    "words for digits": (
        HOUSES.format("forty-four"),
        HOUSES.format("45"),
        ("The campus houses … companies", "forty-four", "45"),
    ),
    "another scale": (
        "Occupiers have raised £1.6m.",
        "Occupiers have raised £1.6bn.",
        ("Occupiers have raised …", "£1.6m", "£1.6bn"),
    ),
    "a percentage": (
        "The share of women is 45 per cent.",
        "The share of women is 50%.",
        ("The share of women is …", "45 per cent", "50%"),
    ),
    "a range": (
        "The rent is £60-70 per sq ft.",
        "The rent is £60-75 per sq ft.",
        ("The rent is … per sq ft", "£60-70", "£60-75"),
    ),
    "a rank": (
        "The cluster is the third largest in the world.",
        "The cluster is the second largest in the world.",
        ("The cluster is the … largest in the world", "third", "second"),
    ),
    "a date": (
        "The centre opened in April 2018.",
        "The centre opened in May 2018.",
        ("The centre opened in …", "April 2018", "May 2018"),
    ),
    "a cell of a table": (
        TABLE.format(200, 100),
        TABLE.format(250, 100),
        ("Company: Autolus; Employees", "200", "250"),
    ),
    "a cell of a column of no known thing": (
        "Site: Stevenage; Vacancies: 12.",
        "Site: Stevenage; Vacancies: 15.",
        ("Site: Stevenage; Vacancies", "12", "15"),
    ),
    "the row of a year": (YEARS.format(40, 45), YEARS.format(40, 46), ("Year: 2020; Jobs", "45", "46")),
    "an item under its heading": (
        RENTS.format("£77", "£62"),
        RENTS.format("£80", "£62"),
        ("Cambridge: Rent", "£77 per sq ft", "£80 per sq ft"),
    ),
    "another order of the words": (
        "Occupiers have raised over £1.6bn.",
        "More than £2bn has been raised by occupiers.",
        ("… has been raised by occupiers", "over £1.6bn", "More than £2bn"),
    ),
    "in another place of the text": (
        f"{HOUSES.format(40)} The town has 12 schools.",
        f"The town has 12 schools. {HOUSES.format(45)}",
        ("The campus houses … companies", "40", "45"),
    ),
    "of what the sentence before names": (
        FOUNDED.format("Autolus", 2014, 200),
        FOUNDED.format("Autolus", 2014, 250),
        ("Autolus was founded in …: It employs … people", "200", "250"),
    ),
}


@pytest.mark.parametrize("case", CHANGED)
def test_a_figure_that_has_another_value_is_told_with_both(case: str) -> None:
    """In the document's own words, and nothing else is told."""
    before, after, told = CHANGED[case]
    assert figure_changes(before, after) == [FigureChange(*told)]


SAME = {
    "nothing": (HOUSES.format(45), HOUSES.format(45)),
    "another order of the sentences": (
        f"{HOUSES.format(45)} The town has 12 schools.",
        f"The town has 12 schools. {HOUSES.format(45)}",
    ),
    "another notation of an amount": ("Occupiers have raised over £1.6bn.", "Occupiers have raised over £1,600m."),
    "another word for a bound": (HOUSES.format("over 40"), HOUSES.format("more than 40")),
    "digits for words": (HOUSES.format("forty-five"), HOUSES.format("45")),
    "another notation of a date": ("The centre opened on 7 May 2018.", "The centre opened on 2018-05-07."),
    "another verb": (HOUSES.format(45), "The campus is now home to 45 companies."),
    "the subject last": (HOUSES.format(45), "45 companies are on the campus."),
    "a detail more": (HOUSES.format(45), "The campus in the south of the town houses 45 companies."),
    "two sentences of one": (
        "Occupiers have raised £2bn and the campus has 45 companies.",
        "Occupiers have raised £2bn. The campus has 45 companies.",
    ),
    "capitals, quotes and line ends": (
        "The ‘home’ of 45 companies\nis the campus.",
        "The 'Home' of 45 companies is the campus.",
    ),
    "said once instead of twice": (f"{HOUSES.format(45)}\n\n{HOUSES.format(45)}", HOUSES.format(45)),
    "words without figures": ("The campus grows. It has 12 labs.", "The campus grows. It has 12 labs. All is well."),
}


@pytest.mark.parametrize("case", SAME)
def test_a_figure_that_only_stands_or_reads_differently_is_no_change(case: str) -> None:
    """Either way round."""
    before, after = SAME[case]
    assert figure_changes(before, after) == []
    assert figure_changes(after, before) == []


# Old text, new text, what is gone, and what is new.
APART = {
    "another name": ("Autolus employs 200 people.", "Achilles employs 150 people.", ["200 people"], ["150 people"]),
    "the number of another": (
        "Autolus employs 200 people.",
        "Achilles employs 200 people.",
        ["200 people"],
        ["200 people"],
    ),
    "another subject": (
        "The incubator on the Stevenage campus houses 45 companies.",
        "The accelerator on the Stevenage campus houses 45 companies.",
        ["45 companies"],
        ["45 companies"],
    ),
    "a part of what was counted": (
        "The campus has 45 companies.",
        "The campus has 12 companies in gene therapy.",
        ["45 companies"],
        ["12 companies"],
    ),
    "a part that a clause of its own names": (
        "The campus has 45 companies in total.",
        "The campus has 12 companies, in gene therapy, and hopes for more.",
        ["45 companies"],
        ["12 companies"],
    ),
    "another year": (
        "In 2020 the campus housed 45 companies.",
        "In 2021 the campus housed 49 companies.",
        ["45 companies"],
        ["49 companies"],
    ),
    "another year of the same number": (
        "In 2020 the campus housed 45 companies.",
        "In 2021 the campus housed 45 companies.",
        ["45 companies"],
        ["45 companies"],
    ),
    "another currency": ("The fund holds £5m.", "The fund holds $5m.", ["£5m"], ["$5m"]),
    "another measure": (
        "The laboratories measure 9,640 sq m.",
        "The laboratories measure 104,000 sq ft.",
        ["9,640 sq m"],
        ["104,000 sq ft"],
    ),
    "other things counted": (
        HOUSES.format(45),
        "The campus houses 45 laboratories.",
        ["45 companies"],
        ["45 laboratories"],
    ),
    "whatever the sentence before names": (
        FOUNDED.format("Autolus", 2014, 200),
        FOUNDED.format("Achilles", 2016, 100),
        ["2014", "200 people"],
        ["2016", "100 people"],
    ),
    "words that stand twice": (
        "It had 200 staff.\n\nIt had 100 staff.",
        "It had 100 staff.\n\nIt had 250 staff.",
        ["200 staff"],
        ["250 staff"],
    ),
    "a year that left a table and one that came": (
        YEARS.format(40, 45),
        "Year: 2020; Jobs: 45.\nYear: 2021; Jobs: 50.",
        ["40"],
        ["50"],
    ),
    "only gone": (f"{HOUSES.format(45)} The town has 12 schools.", HOUSES.format(45), ["12 schools"], []),
    "only new": (HOUSES.format(45), f"{HOUSES.format(45)} The town has 12 schools.", [], ["12 schools"]),
}


@pytest.mark.parametrize("case", APART)
def test_values_that_may_be_of_two_figures_are_told_apart(case: str) -> None:
    """One as gone, the other as new; either way round."""
    before, after, gone, come = APART[case]
    assert values(figure_changes(before, after)) == ([], gone, come)
    assert values(figure_changes(after, before)) == ([], come, gone)


def values(changes: Sequence[FigureChange]) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    """The values that changed, with both; those gone; and those new."""
    return (
        [(change.before, change.after) for change in changes if change.before and change.after],
        [change.before for change in changes if change.before and not change.after],
        [change.after for change in changes if change.after and not change.before],
    )


NAMES = "Achilles Autolus Freeline Gyroscope Rentschler Syncona".split()
WORDINGS = ("{0} employs {1} people.", "{1} people work at {0}.", "At {0}, the number of people is {1} people.")
STAFF = st.dictionaries(st.sampled_from(NAMES), st.integers(2, 5), max_size=len(NAMES))


@given(STAFF, STAFF, st.randoms(use_true_random=False))
def test_each_figure_is_compared_with_itself_however_sentences_move(
    old: dict[str, int], new: dict[str, int], chance: random.Random
) -> None:
    """Few values, so that most are those of others too; against a plain dictionary."""

    def said(staff: Mapping[str, int]) -> str:
        lines = [WORDINGS[0].format(name, number) for name, number in staff.items()]
        return " ".join(chance.sample(lines, len(lines)))

    changed, gone, come = values(figure_changes(said(old), said(new)))
    both = old.keys() & new.keys()
    assert sorted(changed) == sorted((str(old[name]), str(new[name])) for name in both if old[name] != new[name])
    assert sorted(gone) == sorted(f"{old[name]} people" for name in old.keys() - both)
    assert sorted(come) == sorted(f"{new[name]} people" for name in new.keys() - both)


@given(STAFF, STAFF, st.randoms(use_true_random=False))
def test_no_two_figures_are_paired_however_sentences_are_worded(
    old: dict[str, int], new: dict[str, int], chance: random.Random
) -> None:
    """What is paired is of one name; what is not is told, unless it is still said."""

    def said(staff: Mapping[str, int]) -> str:
        lines = [chance.choice(WORDINGS).format(name, number) for name, number in staff.items()]
        return " ".join(chance.sample(lines, len(lines)))

    for change in figure_changes(said(old), said(new)):
        name = next(name for name in NAMES if name in change.label)
        if change.before:
            assert f"{old[name]}" in change.before
        if change.after:
            assert f"{new[name]}" in change.after
        assert old.get(name) != new.get(name)


TEXTS = st.text(st.sampled_from(" \n.,;:()-#|£%…019abtheIn"), max_size=80)


@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_compared(before: str, after: str) -> None:
    """And a text with itself without a change."""
    for change in figure_changes(before, after):
        assert change.before or change.after
        assert change.label.isprintable()
    assert figure_changes(before, before) == []


def test_a_document_whose_paragraphs_move_has_no_change() -> None:
    """Over real documents."""
    chance = random.Random(4)
    paths = sorted(path for path in CORPUS.rglob("*.md") if path.name != "README.md")
    for path in chance.sample(paths, 40):
        text = load(path, path.name, Settings(_env_file=None)).text
        paragraphs = text.split("\n\n")
        if not any(paragraph.startswith("#") for paragraph in paragraphs):
            moved = "\n\n".join(chance.sample(paragraphs, len(paragraphs)))
            assert figure_changes(text, moved) == []


def test_the_words_of_a_label_are_few_however_long_the_sentence() -> None:
    """Beginning and end are kept."""
    before = f"The campus {'in the south of the town ' * 20}houses 40 companies."
    found = figure_changes(before, before.replace("40", "45"))
    assert [(change.before, change.after) for change in found] == [("40", "45")]
    assert len(found[0].label) < 150
    assert found[0].label.startswith("The campus in the south")
    assert found[0].label.endswith("houses … companies")
