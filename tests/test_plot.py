"""How a figure moved is drawn, and told in a table for who does not see it."""

import base64
import math
import re
from dataclasses import replace

import pytest
from answers import answered, cite, figure
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bot.types import Answer, Figure
from page.drawing import short
from page.plot import picture, plot

FIGURES = (
    figure("over £100m", unit="GBP", value=1e8, as_of="2016-01", hedge="over"),
    figure("£1.6bn", unit="GBP", value=1.6e9, as_of="2020"),
    figure("£5bn", unit="GBP", value=5e9, as_of="2030", status="planned"),
)


def moved() -> Answer:
    """An answer with a value of three times, the last a plan."""
    return replace(answered(cite()), figures=FIGURES, history=(0, 1, 2))


def drawing(answer: Answer) -> str:
    """The picture in what is shown."""
    found = re.search(r"data:image/svg\+xml;base64,([^\"]+)", plot(answer))
    assert found is not None
    return base64.b64decode(found[1]).decode()


def test_every_value_is_in_the_table_with_its_date_and_its_source() -> None:
    """In time; a plan is called one."""
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>", plot(moved()))
    told = [re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), re.sub("<.*?>", "", " ".join(row))) for row in rows]
    assert told == [
        "over £100m January 2016 achieved [1]",
        "£1.6bn 2020 achieved [1]",
        "£5bn 2030 planned [1]",
    ]


def test_an_answer_without_a_history_has_no_plot() -> None:
    """Nothing at all is shown."""
    assert plot(answered(cite())) == ""


def test_the_picture_is_whole_and_asks_for_nothing() -> None:
    """An SVG that parses, without a script or another address, the same bytes each time."""
    svg = drawing(moved())
    assert svg == drawing(moved())
    root = etree.fromstring(svg.encode())
    assert not [part for part in root.iter() if etree.QName(part).localname in ("script", "image", "foreignObject")]
    assert not re.findall(r"(?:href|src)=\"(?!#)", svg)
    said = [part.text for part in root.iter("{*}text")]
    assert said.count("[1]") == len(FIGURES)
    assert {"£0", "£2bn", "£4bn"} <= set(said)


def test_the_picture_has_the_colours_of_either_scheme() -> None:
    """Its letters are light where the page is dark."""
    svg = drawing(moved())
    assert "prefers-color-scheme:dark" in svg
    assert "fill: var(--muted)" in svg
    assert not re.search(r"#0[1-5]0[1-5]0[1-5]", svg)


@pytest.mark.parametrize("value", [1e30, -1e308, math.inf, math.nan])
def test_a_value_out_of_this_world_stands_in_the_table_alone(value: float) -> None:
    """A picture of it would show nothing, or fail."""
    strange = figure("£1e30", unit="GBP", value=value, as_of="2021")
    assert picture((*FIGURES, strange)) == ""
    shown = plot(replace(moved(), figures=(*FIGURES, strange), history=(0, 1, 2, 3)))
    assert "<img" not in shown
    assert shown.count("<tr>") == 5


@given(
    st.lists(
        st.builds(
            figure,
            unit=st.sampled_from(["GBP", "%", "companies"]),
            value=st.floats(),
            as_of=st.dates().map(str) | st.dates().map(lambda day: str(day.year).zfill(4)),
            status=st.sampled_from(["achieved", "planned"]),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=25)
def test_no_value_and_no_date_breaks_the_picture(figures: list[Figure]) -> None:
    """It is one that parses, or there is none."""
    shown = picture(figures)
    drawn = re.search(r"base64,([^\"]+)", shown)
    assert drawn is None or etree.fromstring(base64.b64decode(drawn[1])) is not None
    assert bool(drawn) == bool(shown)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1.6e9, "GBP", "£1.6bn"),
        (2e8, "USD", "$200m"),
        (175, "trials", "175"),
        (6232, "people", "6,232"),
        (55, "%", "55%"),
        (0, "GBP", "£0"),
    ],
)
def test_a_value_beside_the_plot_is_short(value: float, unit: str, said: str) -> None:
    """Large ones with their magnitude, counts in full."""
    assert short(value, unit) == said
