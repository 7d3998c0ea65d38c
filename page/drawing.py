"""The plots, as SVG in the page's own colours: the only home of matplotlib."""

import base64
import threading
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from io import BytesIO
from typing import Any

from page.labels import label_places

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
_MARK, _LABEL = 8, (22, 12)  # points: a mark's width, and what a number in brackets needs
_ROOM = 1.2  # how much higher than its highest mark a plot is
_YEARS = timedelta(days=2 * 366)  # over so long a time years are marked, else what the library finds best
_TOO_MUCH, _YEARS_DRAWN = 1e15, (1000, 3000)
_DRAWING = threading.Lock()  # the library's settings are the process's

Point = tuple[date, date, float, bool, int]  # first and last day, value, whether it is planned, number of its source
Bar = tuple[date, tuple[int, int, int]]  # a day, and three counts: filled, hollow, and grey


def is_drawable(point: Point) -> bool:
    """Whether a value and its time are of this world: at others the library's arithmetic fails."""
    first, last, value, *_ = point
    return abs(value) < _TOO_MUCH and first.year > _YEARS_DRAWN[0] and last.year < _YEARS_DRAWN[1]


@lru_cache(maxsize=256)
def drawn(points: tuple[Point, ...], unit: str) -> bytes:
    """How a value moved, as SVG in UTF-8; the same points give the same bytes."""
    return _svg(lambda axes: _draw(axes, points, unit), lambda canvas, axes: _label(canvas, axes, points))


@lru_cache(maxsize=16)
def bars(days: tuple[Bar, ...]) -> bytes:
    """A bar a day, its three counts on top of each other, as SVG in UTF-8; at least one day."""
    return _svg(lambda axes: _stack(axes, days))


def image(svg: bytes, words: str) -> str:
    """A drawing as an element of HTML; ``words`` of our own tell it to who does not see it."""
    return f'<img src="data:image/svg+xml;base64,{base64.b64encode(svg).decode()}" alt="{words}">'


def _svg(draw: Callable[[Any], None], label: Callable[[Any, Any], None] = lambda canvas, axes: None) -> bytes:
    """What is drawn, and labelled when all else stands in its place."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure as Canvas

    file = BytesIO()
    with _DRAWING, rc_context({"svg.fonttype": "none", "svg.hashsalt": "plot", "font.family": "sans-serif"}):
        canvas = Canvas(figsize=_SIZE, layout="constrained")
        canvas.patch.set_alpha(0)
        axes = canvas.subplots()
        axes.patch.set_alpha(0)
        draw(axes)
        axes.tick_params(colors=_MUTED, length=0)
        axes.grid(axis="y", color=_LINE, linewidth=0.8)
        for side in axes.spines.values():
            side.set_visible(False)
        label(canvas, axes)
        canvas.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return _in_the_pages_colours(file.getvalue().decode()).encode()


def _draw(axes: Any, points: Sequence[Point], unit: str) -> None:
    """A mark a value, at the middle of the time that it holds for, with a line as long as that time."""
    from matplotlib.dates import ConciseDateFormatter
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    middles = [_middle(point) for point in points]
    achieved = [(day, value) for day, (_, _, value, planned, _) in zip(middles, points, strict=True) if not planned]
    axes.plot([day for day, _ in achieved], [value for _, value in achieved], color=_LINE, linewidth=1.5, zorder=1)
    for day, (first, last, value, planned, _) in zip(middles, points, strict=True):
        axes.plot([first, last], [value, value], color=_MUTED, linewidth=1, zorder=2)
        fill = _SURFACE if planned else _ACCENT
        axes.plot([day], [value], "o", markersize=_MARK, markerfacecolor=fill, markeredgecolor=_ACCENT, zorder=3)
    axes.margins(x=0.08)
    values = [value for _, _, value, *_ in points]
    axes.set_ylim(_ROOM * min(0, *values), _ROOM * max(0, *values) or 1)
    locator = _times(min(middles), max(middles))
    axes.xaxis.set_major_locator(locator)
    formatter = ConciseDateFormatter(locator, offset_formats=["", *["%Y"] * 5])  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(formatter)
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value, unit)))


def _label(canvas: Any, axes: Any, points: Sequence[Point]) -> None:
    """The number of its source at each mark, where no other number and no mark is."""
    from matplotlib.dates import date2num

    canvas.draw_without_rendering()  # only then is it known where a mark stands
    canvas.set_layout_engine("none")
    scale = canvas.dpi / 72
    days = [(date2num(_middle(point)), point[2]) for point in points]  # type: ignore[no-untyped-call]
    marks = (axes.transData.transform(days) - axes.bbox.min) / scale
    for at, (*_, number) in zip(label_places(marks, _MARK / 2, _LABEL, axes.bbox.size / scale), points, strict=True):
        axes.annotate(f"[{number}]", at, xycoords="axes points", ha="center", va="center", color=_INK)


def _middle(point: Point) -> date:
    return point[0] + (point[1] - point[0]) / 2


def _stack(axes: Any, days: Sequence[Bar]) -> None:
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    from matplotlib.ticker import MaxNLocator

    below = [0] * len(days)
    for place, (fill, edge) in enumerate(((_ACCENT, _ACCENT), (_SURFACE, _ACCENT), (_LINE, _MUTED))):
        counts = [three[place] for _, three in days]
        axes.bar([day for day, _ in days], counts, 0.7, below, color=fill, edgecolor=edge, linewidth=0.8, zorder=2)
        below = [lower + count for lower, count in zip(below, counts, strict=True)]
    axes.set_axisbelow(True)
    locator = AutoDateLocator(minticks=2, maxticks=6)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))


def _times(first: date, last: date) -> Any:
    """Which times are marked below a plot: at most seven."""
    from matplotlib.dates import AutoDateLocator, YearLocator

    if last - first > _YEARS:
        return YearLocator(max(1, (last.year - first.year) // 6))  # type: ignore[no-untyped-call]
    return AutoDateLocator(minticks=2, maxticks=5)  # type: ignore[no-untyped-call]


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
