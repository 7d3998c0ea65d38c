"""How a figure moved, as a plot with its table: the only home of matplotlib."""

import base64
import threading
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from io import BytesIO
from typing import Any

from bot.as_of import days_of
from bot.cards import card_id
from bot.conflicts import said
from bot.dates_in_words import iso_in_words
from bot.encode import encode, one_line
from bot.types import Answer, Figure

_SIZE = (5.2, 2.6)  # inches, of 72 points
# What is drawn in the first of each pair is shown in the page's own colour, in either scheme.
_COLOURS = (
    ("#010101", "--ink", "#18211e", "#e7edea"),
    ("#020202", "--muted", "#55605b", "#a2afa9"),
    ("#030303", "--accent", "#0a6b5c", "#66cdb8"),
    ("#040404", "--line", "#dde3df", "#2e3834"),
    ("#050505", "--surface", "#ffffff", "#19201d"),
)
_INK, _MUTED, _ACCENT, _LINE, _SURFACE = (name for name, *_ in _COLOURS)
_LARGE = ((1e9, "bn"), (1e6, "m"), (1e3, "k"))
_SIGNS = {"GBP": "£", "USD": "$", "EUR": "€"}
_YEARS = timedelta(days=2 * 366)  # over so long a time years are marked, else what the library finds best
_DRAWING = threading.Lock()  # the library's settings are the process's

_Point = tuple[date, date, float, bool, int]  # first and last day, value, whether it is planned, number of its source


def plot(answer: Answer) -> str:
    """The plot and the table of an answer's history as HTML on one line; "" where it has none."""
    figures = [answer.figures[place] for place in answer.history]
    if not figures:
        return ""
    drawn = base64.b64encode(_drawn(tuple(map(_point, figures)), figures[0].unit)).decode()
    image = (
        f'<img src="data:image/svg+xml;base64,{drawn}" alt="A plot of the values in the table below, over the years">'
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Value", "When", "Source"))
    rows = "".join(_row(answer, figure) for figure in figures)
    note = '<p class="note">Filled: achieved. Hollow: planned. A number is that of the source.</p>'
    return (
        f'<div class="moved"><h3>How the figure moved</h3>{image}{note}'
        f'<table class="figures"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row(answer: Answer, figure: Figure) -> str:
    when = f'{_html(iso_in_words(figure.as_of))} <span class="state">{_html(figure.status)}</span>'
    marker = f'<a class="marker" href="#{card_id(answer, figure.citation)}">&#91;{figure.citation}&#93;</a>'
    return f'<tr><th scope="row">{_html(said(figure))}</th><td>{when}</td><td>{marker}</td></tr>'


def _html(text: str) -> str:
    return encode(one_line(text))


def _point(figure: Figure) -> _Point:
    days = days_of(figure.as_of)
    assert days is not None  # an answer's history has dated figures alone
    return *days, figure.value, figure.status == "planned", figure.citation


@lru_cache(maxsize=256)
def _drawn(points: tuple[_Point, ...], unit: str) -> bytes:
    """SVG in UTF-8; the same points give the same bytes."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure as Canvas

    file = BytesIO()
    with _DRAWING, rc_context({"svg.fonttype": "none", "svg.hashsalt": "plot", "font.family": "sans-serif"}):
        canvas = Canvas(figsize=_SIZE, layout="constrained")
        canvas.patch.set_alpha(0)
        axes = canvas.subplots()
        _draw(axes, points, unit)
        canvas.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return _in_the_pages_colours(file.getvalue().decode()).encode()


def _draw(axes: Any, points: Sequence[_Point], unit: str) -> None:
    """A mark a value, at the middle of the time that it holds for, with a line as long as that time."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    middles = [first + (last - first) / 2 for first, last, *_ in points]
    achieved = [(day, value) for day, (_, _, value, planned, _) in zip(middles, points, strict=True) if not planned]
    axes.plot([day for day, _ in achieved], [value for _, value in achieved], color=_LINE, linewidth=1.5, zorder=1)
    for day, (first, last, value, planned, number) in zip(middles, points, strict=True):
        axes.plot([first, last], [value, value], color=_MUTED, linewidth=1, zorder=2)
        fill = _SURFACE if planned else _ACCENT
        axes.plot([day], [value], "o", markersize=8, markerfacecolor=fill, markeredgecolor=_ACCENT, zorder=3)
        axes.annotate(f"[{number}]", (day, value), (0, 8), textcoords="offset points", ha="center", color=_INK)
    axes.patch.set_alpha(0)
    axes.margins(x=0.08, y=0.2)
    axes.set_ylim(bottom=0)
    if max(middles) - min(middles) > _YEARS:
        axes.xaxis.set_major_locator(_every_year(min(middles), max(middles)))
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value, unit)))
    axes.tick_params(colors=_MUTED, length=0)
    axes.grid(axis="y", color=_LINE, linewidth=0.8)
    for side in axes.spines.values():
        side.set_visible(False)


def _every_year(first: date, last: date) -> Any:
    from matplotlib.dates import YearLocator

    return YearLocator(max(1, (last.year - first.year) // 6))  # type: ignore[no-untyped-call]


def short(value: float, unit: str) -> str:
    """ "£1.6bn", "45", "12%"."""
    size, sign = next(((size, sign) for size, sign in _LARGE if abs(value) >= size), (1.0, ""))
    if size == 1e3:  # counts are read better in full
        size, sign = 1.0, ""
    number = f"{value / size:,.4g}" if value / size < 1e4 else f"{value / size:,.0f}"
    return f"{_SIGNS.get(unit, '')}{number}{sign}{'%' if unit == '%' else ''}"


def _in_the_pages_colours(svg: str) -> str:
    """The drawing with the page's colours for both schemes: a picture sees no style sheet but its own."""
    light = ";".join(f"{name}:{light}" for _, name, light, _ in _COLOURS)
    dark = ";".join(f"{name}:{dark}" for _, name, _, dark in _COLOURS)
    style = f"<style>:root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}</style>"
    for drawn, name, *_ in _COLOURS:
        svg = svg.replace(drawn, f"var({name})")
    start = svg.index(">", svg.index("<svg")) + 1
    return f"{svg[:start]}{style}{svg[start:]}"
