"""What a command did or would do, said to a person and to a machine (pure)."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ingest.changes import FigureChange
from ingest.generation import Manifest
from ingest.plan import Plan, shrinkage
from ingest.sync import Done
from ingest.withdrawn import Notice

# Raised when a field of the JSON report changes its meaning or goes; new ones may come at any time.
VERSION = 1
FAILED, REFUSED, STOPPED = 1, 2, 130
# How many figures of one document are told to a person.
_FIGURES = 20
Figures = Mapping[str, Sequence[FigureChange]]


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a command: its exit status, the words for a person, and the fields for a machine."""

    command: str
    status: int
    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None

    def as_json(self) -> str:
        """One object on one line; every command's begins with the same four fields."""
        head = {"version": VERSION, "command": self.command, "exit_status": self.status, "error": self.error}
        return json.dumps({**head, **self.fields}, ensure_ascii=False)


def of_error(command: str, error: str, status: int = REFUSED) -> Report:
    """The report of a command that did nothing."""
    return Report(command, status, error, error=error)


def of_ingest(
    plan: Plan, done: Done | None, figures: Figures, store: str, withdrawn: Mapping[str, Notice], *, dry_run: bool
) -> Report:
    """What a run did, or would do; ``figures`` are those that changed, by document."""
    lines = [*_lines(plan, figures), *_standing(plan, done, withdrawn)]
    text = "\n".join([*lines, _totals(plan), *_gone(plan), _outcome(plan, done, dry_run=dry_run)])
    fields = {
        "store": store,
        "dry_run": dry_run,
        "added": plan.added,
        "changed": plan.changed,
        "figures": [
            {"document": id_, "label": change.label, "before": change.before, "after": change.after}
            for id_, changes in figures.items()
            for change in changes
        ],
        "unchanged": len(plan.unchanged),
        "removed": plan.removed,
        "renamed": [{"from": old, "to": new} for old, new in plan.renamed.items()],
        "gone": plan.gone,
        "superseded": [{"id": old, "by": new} for old, new in plan.superseded.items()],
        "astray": [{"id": item.path, "reason": item.reason} for item in plan.astray],
        "copies": [{"of": id_, "ids": list(ids)} for id_, ids in _copies(done)],
        "withdrawn": _rows(withdrawn),
        "twins": [{"id": twin.path, "reason": twin.reason} for twin in plan.twins],
        "failed": [{"path": item.path, "reason": _sentence(item.path, item.reason)} for item in plan.failed],
        "ignored": plan.ignored,
        "needs_force": shrinkage(plan) if plan.writes and not done else None,
        "published": done and done.generation,
        "passages": done and done.passages,
        "embedded": done.embedded if done else 0,
    }
    return Report("ingest", FAILED if plan.failed else 0, text, fields)


def of_withdrawn(withdrawn: Mapping[str, Notice], store: str) -> Report:
    """All that is withdrawn."""
    text = "\n".join(listed(withdrawn)) or "No document is withdrawn."
    return Report("withdraw", 0, text, {"store": store, "withdrawn": _rows(withdrawn)})


def of_standing(verb: str, ids: Sequence[str], store: str) -> Report:
    """A document, then its copies, that ``withdraw`` or ``reinstate`` was said of."""
    what = "is withdrawn and no longer cited" if verb == "withdraw" else "may be cited again"
    copies = f" So are its copies: {', '.join(ids[1:])}." if ids[1:] else ""
    return Report(verb, 0, f"{ids[0]} {what}.{copies}", {"store": store, "ids": list(ids)})


def of_roll_back(before: str, live: str, store: str) -> Report:
    """Where a roll-back went."""
    text = (
        f"Went back from generation {before} to {live}, which is live now. The files are as they were, and the "
        "next ingest publishes what they say: first put right or remove what was wrong."
    )
    return Report("rollback", 0, text, {"store": store, "rolled_back": before, "live": live})


def of_doctor(problems: Mapping[str, Sequence[str]], manifests: Mapping[str, Manifest], store: str) -> Report:
    """How whole each generation is, the live one first; ``manifests`` are those of the whole ones."""
    live, lines, rows = next(iter(problems)), list[str](), list[dict[str, Any]]()
    for name, found in problems.items():
        role = "" if name == live else ", kept to go back to,"
        size = manifests.get(name)
        state = f"whole: {size.documents} documents, {size.passages} passages." if size else "damaged."
        lines.append(" ".join([f"Generation {name}{role} is {state}", *found]))
        counts = {"documents": size and size.documents, "passages": size and size.passages}
        rows.append({"name": name, "live": name == live, "whole": size is not None, **counts, "problems": [*found]})
    # Where one before it is whole, the next ingest makes the live one of that.
    is_mended = problems[live] and not all(problems.values())
    mend = f"python -m ingest{'' if is_mended else ' --rebuild'}" if any(problems.values()) else None
    lines += [f"Run `{mend}` to make the store again."] if mend else []
    fields = {"store": store, "generations": rows, "mend": mend}
    return Report("doctor", FAILED if mend else 0, "\n".join(lines), fields)


def _lines(plan: Plan, figures: Figures) -> Iterator[str]:
    """A line a document that changes, and one for each of its figures that do."""
    yield from (f"+ {id_}" for id_ in plan.added)
    for id_ in plan.changed:
        yield f"~ {id_}"
        changes = figures.get(id_, ())
        yield from (f"    {_figure(change)}" for change in changes[:_FIGURES])
        if len(changes) > _FIGURES:
            yield f"    and {len(changes) - _FIGURES} figures more, which --json lists."
    yield from (f"- {id_}" for id_ in plan.removed)
    yield from (f"> {old} is now {new}" for old, new in plan.renamed.items())
    yield from (f"= {twin.path} {twin.reason}" for twin in plan.twins)
    yield from (f"! {_sentence(refused.path, refused.reason)}" for refused in plan.failed)


def _standing(plan: Plan, done: Done | None, withdrawn: Mapping[str, Notice]) -> Iterator[str]:
    """A line a document that is not cited, though it is there, and for what names one that is not."""
    yield from (f"^ {old} is superseded by {new}" for old, new in plan.superseded.items())
    yield from (f"? {item.path} {item.reason}" for item in plan.astray)
    yield from (f"& {copy} is a copy of {id_}, which is cited" for id_, ids in _copies(done) for copy in ids)
    yield from (f"x {said}" for said in listed(withdrawn))


def _figure(change: FigureChange) -> str:
    """With the sign that a document has: ~ another value, - gone, + new."""
    sign = "~" if change.before and change.after else "-" if change.before else "+"
    return f"{sign} {change.label}: {' -> '.join(filter(None, [change.before, change.after]))}"


def _totals(plan: Plan) -> str:
    renamed = f"{len(plan.renamed)} renamed, " if plan.renamed else ""
    return (
        f"{len(plan.added)} added, {len(plan.changed)} changed, {len(plan.unchanged)} unchanged, "
        f"{renamed}{len(plan.removed)} removed, {len(plan.failed)} failed."
    )


def _gone(plan: Plan) -> Iterator[str]:
    if plan.gone:
        yield (
            f"{len(plan.gone)} have no file or page any more and are still answered from: {', '.join(plan.gone)}. "
            "Run again with --prune to remove them."
        )


def listed(withdrawn: Mapping[str, Notice]) -> list[str]:
    """A line for each withdrawn document."""
    return [f"{id_} was withdrawn on {notice.date[:10]}: {notice.reason}" for id_, notice in withdrawn.items()]


def _rows(withdrawn: Mapping[str, Notice]) -> list[dict[str, str]]:
    return [{"id": id_, "date": notice.date, "reason": notice.reason} for id_, notice in withdrawn.items()]


def _copies(done: Done | None) -> Iterable[tuple[str, Sequence[str]]]:
    return done.copies.items() if done else ()


def _outcome(plan: Plan, done: Done | None, *, dry_run: bool) -> str:
    if done:
        return (
            f"Published generation {done.generation}: {done.passages} passages, {done.embedded} of them newly embedded."
        )
    if dry_run and plan.writes:
        return " ".join(filter(None, ["This was a dry run: nothing was written.", shrinkage(plan)]))
    return "Nothing has changed: nothing was embedded or written."


def _sentence(path: str, reason: str) -> str:
    return reason if reason.startswith(path) else f"{path} {reason}"
