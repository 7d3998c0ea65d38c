"""The key figures of a cluster: what each is called, and the question that the bot is asked for it.

A test holds that the corpus answers each of ours with a dated figure. Another cluster has its own, in a file.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from bot.encode import one_line
from bot.question import LONGEST_QUESTION
from ingest.errors import IngestError

MOST = 40  # a page of them is asked at once

_Line = StringConstraints(strip_whitespace=True, min_length=1)


class KeyFiguresError(IngestError):
    """The file of key figures cannot be read; the message names the line or the key."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure that the cluster is measured by. ``question`` asks for one thing, in words that stand alone."""

    heading: str
    question: str


KEY_FIGURES = (
    KeyFigure("Companies on the campus", "How has the number of tenants of SBC changed over time?"),
    KeyFigure(
        "Companies in cell and gene therapy",
        "How many companies on the Stevenage campus are in cell and gene therapy?",
    ),
    KeyFigure("Funds raised by the occupiers", "How have the funds raised by the campus occupiers changed over time?"),
    KeyFigure(
        "Share of these funds in cell and gene therapy",
        "How much of the funds raised by the campus occupiers is in cell and gene therapy?",
    ),
    KeyFigure("People who work on the campus", "How many people work on the Stevenage campus?"),
    KeyFigure("People who work in the cluster", "How many staff does the Stevenage cluster have?"),
    KeyFigure("Investment in the cluster", "How much has been invested in the wider Stevenage bioscience cluster?"),
    KeyFigure("Investment planned for the campus", "How much do UBS and Reef plan to invest in the Stevenage campus?"),
    KeyFigure("Floor area planned for the campus", "What floor area is planned for the Stevenage campus?"),
    KeyFigure("Jobs planned for the campus", "How many jobs are planned for the Stevenage campus?"),
    KeyFigure("Size of the manufacturing centre", "How large is the manufacturing centre in Stevenage?"),
    KeyFigure("Cost of the manufacturing centre", "How much did the manufacturing centre in Stevenage cost?"),
    KeyFigure(
        "Advanced therapy trials in the UK",
        "How has the number of advanced therapy trials in the UK changed over time?",
    ),
    KeyFigure(
        "UK share of the world's advanced therapy trials",
        "What is the UK's share of all advanced therapy trials worldwide?",
    ),
    KeyFigure(
        "People employed in UK cell and gene therapy",
        "How many people does the UK cell and gene therapy industry employ?",
    ),
    KeyFigure(
        "Licensed manufacturing facilities in the UK",
        "How has the number of licensed manufacturing facilities in the UK changed over time?",
    ),
)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Row(_Table):
    heading: Annotated[str, _Line, Field(max_length=120)]
    question: Annotated[str, _Line, Field(max_length=LONGEST_QUESTION)]


class _File(_Table):
    figure: Annotated[tuple[_Row, ...], Field(min_length=1, max_length=MOST)]


def read_key_figures(path: Path) -> tuple[KeyFigure, ...]:
    """The key figures that a file names, in its order; ours where there is no file. Raises KeyFiguresError."""
    try:
        rows = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).figure
    except FileNotFoundError:
        return KEY_FIGURES
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KeyFiguresError(f"{path} cannot be read: {error}. Put it right.") from error
    except ValidationError as error:
        raise KeyFiguresError(f"{path}: {_wrong(error)}") from error
    figures = tuple(KeyFigure(one_line(row.heading), one_line(row.question)) for row in rows)
    asked = [figure.question for figure in figures]
    twice = next((question for question in asked if asked.count(question) > 1), None)
    if twice:
        raise KeyFiguresError(f"{path}: {twice!r} is asked twice. Remove one of the two.")
    return figures


def _wrong(error: ValidationError) -> str:
    """The first thing that is wrong, by its place and its key."""
    first = error.errors()[0]
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"{place} is not a key that is known here. A [[figure]] has a heading and a question."
    if first["type"] == "missing":
        return f"{place} is missing. Each [[figure]] has a heading and a question."
    return f"{place} is not usable: {first['msg']}. Change it."
