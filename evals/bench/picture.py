"""The plot of a benchmark: ours beside the stock recipe as ratios, and how a store's costs grow with its passages."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

_SIZE = (9.0, 6.4)  # inches, of 72 points
_OURS, _WORSE, _LINE = "#0a6b5c", "#b3541e", "#dde3df"

Sizes = Sequence[Mapping[str, Any]]

# What is drawn of each size: a title, and the lines in its plot by their names.
_GROWTH: Mapping[str, Mapping[str, Callable[[Mapping[str, Any]], float]]] = {
    "A question, processor ms": {
        "an answer": lambda size: size["answer"]["cpu_p50_ms"],
        "its passages found": lambda size: size["retrieve"]["cpu_p50_ms"],
    },
    "Building but embedding, processor s": {
        "all": lambda size: size["publish_cpu_seconds"],
        "the index": lambda size: sum(step["cpu_seconds"] for step in size["steps"] if step["step"] == "index"),
    },
    "Memory and disk, MB": {
        "the bot's memory": lambda size: size["memory_mb"],
        "building's memory": lambda size: size["build_peak_mb"],
        "a generation's files": lambda size: size["disk_mb"],
    },
}


def picture(ratios: Mapping[str, tuple[float, bool]], sizes: Sizes) -> bytes:
    """SVG in UTF-8; the same figures give the same bytes. A ratio comes with whether more is better."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    file = BytesIO()
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "bench", "font.family": "sans-serif", "font.size": 9}):
        canvas = Figure(figsize=_SIZE, layout="constrained")
        parts: Any = canvas.subfigures(2, 1, height_ratios=(len(ratios) + 3, 9))
        above, below = parts
        _draw_ratios(above.subplots(), ratios)
        for axes, (title, lines) in zip(below.subplots(1, len(_GROWTH)), _GROWTH.items(), strict=True):
            _draw_growth(axes, title, lines, sizes)
        canvas.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file.getvalue()


def _draw_ratios(axes: Any, ratios: Mapping[str, tuple[float, bool]]) -> None:
    names = list(ratios)[::-1]
    values = [max(ratios[name][0], 1e-2) for name in names]
    colours = [_OURS if (ratio > 1) == more else _WORSE for ratio, more in (ratios[name] for name in names)]
    axes.barh(names, [value - 1 for value in values], left=1, color=colours, height=0.6)
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_xscale("log")
    axes.set_xlim(min(values) / 2, max(values) * 2)
    for place, name in enumerate(names):
        right = values[place] >= 1
        axes.annotate(
            f"{ratios[name][0]:.2f}",
            (values[place], place),
            xytext=(3 if right else -3, 0),
            textcoords="offset points",
            ha="left" if right else "right",
            va="center",
        )
    axes.set_title("Ours divided by the stock recipe's (green: better, brown: worse)", fontsize=10)
    _plain(axes)


def _draw_growth(
    axes: Any, title: str, lines: Mapping[str, Callable[[Mapping[str, Any]], float]], sizes: Sizes
) -> None:
    passages = [size["passages"] for size in sizes]
    for (name, value), mark in zip(lines.items(), "os^", strict=False):
        axes.plot(passages, [value(size) for size in sizes], marker=mark, markersize=4, linewidth=1.2, label=name)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_title(title, fontsize=10)
    axes.set_xlabel("passages")
    axes.grid(axis="y", color=_LINE, linewidth=0.8)
    axes.legend(frameon=False, fontsize=8)
    _plain(axes)


def _plain(axes: Any) -> None:
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
