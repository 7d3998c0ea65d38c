"""How a figure moved, as a plot with its table."""

from collections.abc import Sequence

from bot.as_of import days_of
from bot.cards import card_id
from bot.conflicts import said
from bot.dates_in_words import iso_in_words
from bot.encode import encode, one_line
from bot.types import Answer, Figure
from page.drawing import Point, drawn, image, is_drawable


def plot(answer: Answer) -> str:
    """The plot and the table of an answer's history as HTML on one line; "" where it has none."""
    figures = [answer.figures[place] for place in answer.history]
    if not figures:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Value", "When", "Source"))
    rows = "".join(_row(answer, figure) for figure in figures)
    return (
        f'<div class="moved"><h3>How the figure moved</h3>{picture(figures)}'
        f'<table class="figures"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def picture(figures: Sequence[Figure]) -> str:
    """The dated values of one thing, oldest first, as an image with its key; "" for what would be none to look at."""
    points = tuple(map(_point, figures))
    if not all(map(is_drawable, points)):
        return ""
    shown = image(drawn(points, figures[0].unit), "A plot of the values in the table below, over the years")
    return f'{shown}<p class="note">Filled: achieved. Hollow: planned. A number is that of the source.</p>'


def _row(answer: Answer, figure: Figure) -> str:
    when = f'{_html(iso_in_words(figure.as_of))} <span class="state">{_html(figure.status)}</span>'
    marker = f'<a class="marker" href="#{card_id(answer, figure.citation)}">&#91;{figure.citation}&#93;</a>'
    return f'<tr><th scope="row">{_html(said(figure))}</th><td>{when}</td><td>{marker}</td></tr>'


def _html(text: str) -> str:
    return encode(one_line(text))


def _point(figure: Figure) -> Point:
    days = days_of(figure.as_of)
    assert days is not None  # an answer's history has dated figures alone
    return *days, figure.value, figure.status == "planned", figure.citation
