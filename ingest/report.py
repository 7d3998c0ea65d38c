"""What a run did or would do, said to a person and to a machine (pure)."""

import json
from typing import Any

from ingest.plan import Plan, shrinkage
from ingest.settings import Settings
from ingest.sync import Done


def as_text(plan: Plan, done: Done | None, *, dry_run: bool) -> str:
    """The report for a person: a line a document that changes, then the totals."""
    lines = [
        f"{sign} {id_}" for sign, ids in (("+", plan.added), ("~", plan.changed), ("-", plan.removed)) for id_ in ids
    ]
    lines += [f"> {old} is now {new}" for old, new in plan.renamed.items()]
    lines += [f"= {twin.path} {twin.reason}" for twin in plan.twins]
    lines += [f"! {_sentence(refused.path, refused.reason)}" for refused in plan.failed]
    renamed = f"{len(plan.renamed)} renamed, " if plan.renamed else ""
    lines.append(
        f"{len(plan.added)} added, {len(plan.changed)} changed, {len(plan.unchanged)} unchanged, "
        f"{renamed}{len(plan.removed)} removed, {len(plan.failed)} failed."
    )
    if plan.gone:
        lines.append(
            f"{len(plan.gone)} have no file or page any more and are still answered from: {', '.join(plan.gone)}. "
            "Run again with --prune to remove them."
        )
    lines.append(_outcome(plan, done, dry_run=dry_run))
    return "\n".join(lines)


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


def as_json(plan: Plan, done: Done | None, settings: Settings) -> str:
    """The report for a machine, in one line."""
    report: dict[str, Any] = {
        "added": plan.added,
        "changed": plan.changed,
        "unchanged": len(plan.unchanged),
        "removed": plan.removed,
        "renamed": [{"from": old, "to": new} for old, new in plan.renamed.items()],
        "gone": plan.gone,
        "twins": [{"id": twin.path, "reason": twin.reason} for twin in plan.twins],
        "failed": [{"path": item.path, "reason": _sentence(item.path, item.reason)} for item in plan.failed],
        "ignored": plan.ignored,
        "store": settings.place,
        "published": done and done.generation,
        "embedded": done.embedded if done else 0,
    }
    return json.dumps(report, ensure_ascii=False)
