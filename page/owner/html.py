"""The owner's pages as plain HTML without a script. All that visitors wrote is shown as text."""

from collections.abc import Sequence

from bot.encode import encode, one_line
from page.drawing import Bar, bars, image
from page.nav import nav
from page.owner.tables import Cell, Row, Table

PATH = "/owner"
ON_A_PAGE = 20  # rows of a table; the CSV has all
LONGEST_CELL = 300  # characters
LISTED = 20  # questions that are shown before they are erased
_PLOT = "A plot of the counts in the table below, a bar a day"
_LEGEND = "Filled: answered. Hollow: not found. Grey: not for the documents."


def sign_in_page(sentence: str = "") -> str:
    """The form for the password, and what came of the last one."""
    said = f'<p class="fate" role="alert">{_shown(sentence)}</p>' if sentence else ""
    return _page(
        "The owner's page",
        f'{said}<form action="{PATH}" method="post"><label>Password <input type="password" name="password" required '
        'maxlength="1000" autocomplete="current-password"></label><button type="submit">Sign in</button></form>',
    )


def owner_page(tables: Sequence[Table], days: Sequence[Bar], summary: str, token: str) -> str:
    """All tables, the plot above the first of them, and what can be done with what is kept."""
    contents = "".join(f'<li><a href="#{table.name}">{table.title}</a> ({len(table.rows)})</li>' for table in tables)
    sections = "".join(
        _section(table, _plot(days) if place == 0 and table.rows else "", token) for place, table in enumerate(tables)
    )
    return _page(
        "The owner's page",
        f'<p>{_shown(summary)}</p><nav aria-label="On this page"><ul>{contents}</ul></nav>{sections}{_keeping(token)}',
        token,
    )


def confirm_page(sentence: str, questions: Sequence[str], fields: dict[str, str], token: str) -> str:
    """What is about to be erased, and the button that does it. ``fields`` are sent with it."""
    listed = "".join(f"<li>{_cell(question)}</li>" for question in questions[:LISTED])
    more = f"<p>and {len(questions) - LISTED} more.</p>" if len(questions) > LISTED else ""
    words = f"<ul>{listed}</ul>{more}" if listed else ""
    button = _form("erase", {**fields, "sure": "yes"}, "Erase", token, "danger")
    return _page("Erase?", f'<p role="status">{_shown(sentence)}</p>{words}{button}{_back()}', token)


def said_page(title: str, sentence: str, token: str = "") -> str:
    """One sentence, and the way back."""
    return _page(title, f'<p role="status">{_shown(sentence)}</p>{_back()}', token)


def _section(table: Table, plot: str, token: str) -> str:
    head = f'<h2 id="{table.name}">{table.title}</h2><p class="note">{table.note}</p>'
    if not table.rows:
        return f'<section aria-labelledby="{table.name}">{head}<p>There are none yet.</p></section>'
    shown = f"The first {ON_A_PAGE} of {len(table.rows)}. " if len(table.rows) > ON_A_PAGE else ""
    body = _table(table, token)
    if plot:
        body = f"{plot}<details><summary>The counts as a table</summary>{body}</details>"
    file = f'<p class="note">{shown}<a href="{PATH}/{table.name}.csv">{table.title} as CSV</a></p>'
    return f'<section aria-labelledby="{table.name}">{head}{body}{file}</section>'


def _table(table: Table, token: str) -> str:
    columns = [*table.columns, *(["Erase"] if any(row.group for row in table.rows) else [])]
    head = "".join(f'<th scope="col">{name}</th>' for name in columns)
    rows = "".join(_row(row, token) for row in table.rows[:ON_A_PAGE])
    return (
        f'<div class="wide" role="region" aria-labelledby="{table.name}" tabindex="0">'
        f'<table class="kept{" many" if len(columns) > 4 else ""}"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(row: Row, token: str) -> str:
    first, *others = row.cells
    led = f'<a href="{encode(row.address)}">{_cell(first)}</a>' if row.address else _cell(first)
    cells = "".join(
        f'<td class="count">{cell}</td>' if isinstance(cell, int) else f"<td>{_cell(cell)}</td>" for cell in others
    )
    label = f"Erase: {_cut(str(first), 80)}"
    erase = f"<td>{_form('erase', {'group': str(row.group)}, 'Erase', token, label=label)}</td>" if row.group else ""
    return f'<tr><th scope="row">{led}</th>{cells}{erase}</tr>'


def _plot(days: Sequence[Bar]) -> str:
    return f'<div class="moved">{image(bars(tuple(days)), _PLOT)}<p class="note">{_LEGEND}</p></div>'


def _keeping(token: str) -> str:
    """Export and erase."""
    words = (
        f'<form action="{PATH}/erase" method="post">{_hidden({"form": token})}<label>Erase what holds these words '
        '<input name="words" required maxlength="200" autocomplete="off"></label>'
        '<button type="submit">Look for them</button></form>'
    )
    return (
        '<section aria-labelledby="keeping"><h2 id="keeping">What is kept</h2>'
        f'<p><a href="{PATH}/kept.json">Take all of it away as JSON</a></p>{words}'
        f"{_form('erase', {'all': 'yes'}, 'Erase everything', token, 'danger')}</section>"
    )


def _form(to: str, fields: dict[str, str], button: str, token: str, kind: str = "", label: str = "") -> str:
    named = f' aria-label="{_shown(label)}"' if label else ""
    styled = f' class="{kind}"' if kind else ""
    return (
        f'<form action="{PATH}/{to}" method="post">{_hidden({**fields, "form": token})}'
        f'<button type="submit"{styled}{named}>{button}</button></form>'
    )


def _hidden(fields: dict[str, str]) -> str:
    return "".join(f'<input type="hidden" name="{name}" value="{encode(value)}">' for name, value in fields.items())


def _back() -> str:
    return f'<p><a href="{PATH}">Back to the owner\'s page</a></p>'


def _page(title: str, body: str, token: str = "") -> str:
    leave = _form("out", {}, "Sign out", token) if token else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{_shown(title)}</title>'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        # Under the guard's no-referrer a browser would send our own forms with no origin, which is nobody's.
        '<meta name="referrer" content="same-origin"><link rel="stylesheet" href="/page.css"></head>'
        f'<body class="source-page library owner">{nav(PATH)}<main id="sources">'
        f"<header><h1>{_shown(title)}</h1>{leave}</header>{body}</main></body></html>"
    )


def _cell(cell: Cell) -> str:
    return str(cell) if isinstance(cell, int) else _shown(_cut(cell, LONGEST_CELL))


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]} …"


def _shown(text: str) -> str:
    return encode(one_line(text))
