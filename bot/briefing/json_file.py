"""A briefing as JSON for programs, the answers as every interface gives them; and the text that proves it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.briefing.blocks import FINGERPRINT, Briefing, fingerprint, reference
from bot.briefing.letters import written
from bot.permalink import permalink
from bot.render import to_json
from bot.types import Citation
from ingest.types import Kind, Published, Source

VERSION = 1  # raised when a field goes or changes its meaning


def to_json_file(briefing: Briefing) -> bytes:
    """The file, in UTF-8: an object whose ``answers`` are the JSON answers, its ``fingerprint`` last."""
    said = {
        "version": VERSION,
        "made": briefing.made.isoformat(),
        "home": briefing.home,
        "answers": [to_json(answer) for answer in briefing.answers],
    }
    # Read back as it will be: no output can carry a lone surrogate.
    said = json.loads(json.dumps(said, ensure_ascii=False).encode(errors="replace"))
    said["fingerprint"] = fingerprint(_text(said))
    return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"


def read_json(content: bytes) -> str:
    """The text of a file that ``to_json_file`` made, as ``check`` takes it.

    Raises ValueError, KeyError, TypeError or AttributeError for what is no such file.
    """
    said = json.loads(content)
    if said["version"] != VERSION:
        raise ValueError(f"version {said['version']!r} is not known, only {VERSION}")
    return f"{_text(said)}\n{FINGERPRINT}{said['fingerprint']}"


def _text(said: Mapping[str, Any]) -> str:
    """Each question with its answer, each quote once with its proof, and a digest of all that a program reads."""
    told = [line for answer in said["answers"] for line in (written(answer["question"]), written(answer["text"]))]
    read = {name: value for name, value in said.items() if name != "fingerprint"}
    digest = sha256(json.dumps(read, sort_keys=True).encode()).hexdigest()
    return "\n".join([*told, *_proofs(said["answers"], said["home"]), f"All that is in this file: {digest}"])


def _proofs(answers: Sequence[Mapping[str, Any]], home: str) -> Iterator[str]:
    """A quote a line, as every briefing words it."""
    quoted = [_citation(one) for answer in answers for one in (*answer["citations"], *answer["nearest"])]
    each = {permalink(citation): citation for citation in quoted}
    for number, (place, citation) in enumerate(each.items(), start=1):
        yield f"[{number}] {reference(citation)} {citation.generation} {home}{place}"


def _citation(said: Mapping[str, Any]) -> Citation:
    """The quote that a JSON answer cites."""
    source = Source(
        said["document_id"],
        said["title"],
        said["publisher"],
        Kind(said["kind"]),
        Published.read(said["published"]),
        said["url"],
    )
    version = parse_qs(urlsplit(said["permalink"] or "").query).get("version", [""])[0]
    return Citation(
        said["number"],
        source,
        said["quote"],
        said["start"],
        said["end"],
        said["generation"],
        page=said["page"],
        version=version,
    )
