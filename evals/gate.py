"""The golden figures may not get worse: those of now against those in the repository."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals.report import REPORTS

KEPT = REPORTS / "golden.json"
_RECORD = "Run `python -m evals golden`, look at what it says, and commit evals/reports/golden.json."
# Figure, what it counts, and whether more is better.
_GUARDED = (
    ("right", "Right answers", True),
    ("answerable_declined", "Answerable questions declined", False),
    ("others_declined", "Unanswerable questions declined", True),
)


def read_kept(path: Path = KEPT) -> Mapping[str, Any]:
    """The figures of the golden questions for tuning as committed. Raises ValueError, a sentence, without them."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))["tuning"]
        whole = all(kept[name]["of"] >= kept[name]["hits"] >= 0 for name, _, _ in _GUARDED)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ValueError(
            f"{path} holds no golden figures to compare with ({type(error).__name__}). {_RECORD}"
        ) from error
    if not whole:
        raise ValueError(f"{path} holds golden figures that cannot be. {_RECORD}")
    return dict(kept)


def drops(now: Mapping[str, Any], kept: Mapping[str, Any]) -> list[str]:
    """What has become worse, a sentence each; both as a report's JSON. By share, so that questions may be added."""
    found = [
        f"{words} went from {_said(kept[name])} to {_said(now[name])}."
        for name, words, more_is_better in _GUARDED
        if _is_worse(now[name], kept[name], more_is_better=more_is_better)
    ]
    verbatim = now["verbatim"]
    if verbatim["hits"] < verbatim["of"]:
        found.append(f"Only {_said(verbatim)} answers quote verbatim; all must.")
    return found


def _is_worse(now: Mapping[str, int], kept: Mapping[str, int], *, more_is_better: bool) -> bool:
    difference = now["hits"] * kept["of"] - kept["hits"] * now["of"]
    return difference < 0 if more_is_better else difference > 0


def _said(figure: Mapping[str, int]) -> str:
    return f"{figure['hits']} of {figure['of']}"
