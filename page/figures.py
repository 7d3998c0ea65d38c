"""The key figures of the cluster, each with its history, in plain HTML without a script."""

from urllib.parse import urlencode

from bot.answers import Answers
from bot.api.refusal import AWAY
from bot.cards import byline, disagreements, quote_place
from bot.conflicts import said
from bot.dates_in_words import iso_age, iso_in_words
from bot.encode import encode, one_line
from bot.key_figures import KeyFigure
from bot.latest import Value, newest
from bot.permalink import permalink
from bot.types import Answer, Citation, Figure, Status
from ingest.errors import IngestError
from page.nav import CHAT, FIGURES, nav
from page.plot import picture

_NOTE = "Each is asked of the documents anew whenever they change. The newest value that they give stands first."
_COLUMNS = ("Value", "When", "Source")
NOT_STATED = "not stated"


def figures_page(bot: Answers) -> tuple[int, str]:
    """The status and the HTML."""
    try:
        told = bot.key_figures()
    except IngestError:
        return 503, _page(f"<p>{_shown(AWAY)}</p>")
    tiles = "".join(_tile(number, *one) for number, one in enumerate(told, 1))
    sections = "".join(_section(number, *one) for number, one in enumerate(told, 1))
    return 200, _page(f'<p class="note">{_NOTE}</p><ul class="tiles">{tiles}</ul>{sections}')


def _tile(number: int, figure: KeyFigure, answer: Answer) -> str:
    """One figure at a glance, and the way to all that there is to it."""
    link = f'<a href="#figure-{number}">{_shown(figure.heading)}</a>'
    values = "".join(
        f"<strong>{_shown(value.words)}</strong> <span>{_when(value)}{_doubt(value)}</span>" for value in newest(answer)
    )
    return f"<li>{link} {values or f'<strong>{_without_value(answer)}</strong>'}</li>"


def _section(number: int, figure: KeyFigure, answer: Answer) -> str:
    """All that there is to one figure."""
    name = f"figure-{number}"
    parts = [
        f'<h2 id="{name}">{_shown(figure.heading)}</h2>',
        "".join(map(_value, newest(answer))) or _unsaid(answer),
        disagreements(answer, quote_place),
        _history(answer),
        _question(figure),
    ]
    return f'<section aria-labelledby="{name}">{"".join(parts)}</section>'


def _value(value: Value) -> str:
    """A value with its date, planned told from achieved, and the quote that proves it."""
    state = ' <span class="state">achieved</span>' if value.status == "achieved" else ""
    said = f"<strong>{_shown(value.words)}</strong> <span>{_when(value)}</span>{state}{_doubt(value)}"
    return f'<p class="value">{said}</p>{_proof(value.citation)}'


def _when(value: Value) -> str:
    age = iso_age(value.as_of)
    return _shown(value.when) + (f' <span class="age">{age}</span>' if age else "")


def _doubt(value: Value) -> str:
    return ' <span class="doubt">sources disagree</span>' if value.is_disputed else ""


def _without_value(answer: Answer) -> str:
    return "in words only" if answer.status is Status.ANSWERED else NOT_STATED


def _unsaid(answer: Answer) -> str:
    """What stands in the place of a value: what is missing, or the sentences that answer without one."""
    said = f'<p class="value"><strong>{_without_value(answer)}</strong></p>'
    if answer.status is Status.ANSWERED:
        return said + "".join(map(_proof, answer.citations))
    return f'{said}<p class="note">{_shown(answer.text)}</p>'


def _proof(citation: Citation) -> str:
    link = f'<a href="{_shown(permalink(citation))}">{_shown(byline(citation.source))}</a>'
    return f'<blockquote><q>{_shown(citation.quote)}</q><p class="meta">{link}</p></blockquote>'


def _history(answer: Answer) -> str:
    """How the figure moved, drawn and told; "" where it did not."""
    figures = [answer.figures[place] for place in answer.history]
    if not figures:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in _COLUMNS)
    rows = "".join(_row(answer, figure) for figure in figures)
    table = (
        '<table class="figures"><caption>How it moved</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
    return f'<div class="moved"><div>{picture(figures)}</div>{table}</div>'


def _row(answer: Answer, figure: Figure) -> str:
    source = next(citation.source for citation in answer.citations if citation.number == figure.citation)
    when = f'{_shown(iso_in_words(figure.as_of))} <span class="state">{_shown(figure.status)}</span>'
    href = quote_place(answer, figure.citation)
    link = f'<a href="{href}">&#91;{figure.citation}&#93; {_shown(source.publisher or source.title)}</a>'
    return f'<tr><th scope="row">{_shown(said(figure))}</th><td>{when}</td><td>{link}</td></tr>'


def _question(figure: KeyFigure) -> str:
    """What the bot was asked, as a way to ask more."""
    href = f"{CHAT}?{urlencode({'ask': figure.question}, errors='replace')}"
    return f'<p class="asked">Asked as: <a href="{_shown(href)}">{_shown(figure.question)}</a></p>'


def _page(body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Key figures</title>'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css"></head>'
        f'<body class="source-page key-figures">{nav(FIGURES)}<main id="sources"><h1>Key figures</h1>'
        f"{body}</main></body></html>"
    )


def _shown(text: str) -> str:
    return encode(one_line(text))
