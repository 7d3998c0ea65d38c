"""A folder of made-up press releases of any size, the same on every run, with the real corpus beside them."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from ingest import load
from ingest.find import find_files
from ingest.settings import Settings
from ingest.split import split
from ingest.types import Document

_SEED = 20_261_123
_SHORTEST, _LONGEST = 1_000, 10_000
# What a passage of these documents holds on average: only so that the last document does not overshoot.
_PASSAGE_CHARACTERS = 500
_TEXT_SUFFIXES = (".md", ".txt")

_ONSETS = "b br c cl d dr f fl g gr h k l m n p pr qu r s st t tr v w z".split()
_VOWELS = "a e i o u ae ea io".split()
_CODAS = "l m n r s th x nd rn st lt".split()
_MONTHS = "January February March April May June July August September October November December".split()
_ENDINGS = "Therapeutics Biologics Genomics Bio Sciences Cell Engineering Vectors Diagnostics Instruments".split()
_PLACES = "Park Campus Quarter Works Wharf Gate Hill Mill Court Bridge".split()
_FIELDS = (
    "lentiviral vectors;CAR T-cell therapy;gene editing;plasmid DNA;cryogenic storage;cell banking;antibody discovery;"
    "protein engineering;bioprocess control;single-use bioreactors;stem cell expansion;flow cytometry;lipid particles;"
    "clinical logistics;microfluidics;synthetic biology;viral clearance;tissue engineering;RNA manufacturing;biosensors"
).split(";")
_ROLES = "chief executive;chief scientific officer;head of operations;finance director;site manager;chair".split(";")
_DISEASES = "leukaemia;haemophilia;macular degeneration;sickle cell disease;cystic fibrosis;lupus;melanoma".split(";")
_FILLERS = (
    "steadily;as planned;ahead of schedule;after a long review;with help from the council;in a competitive field;"
    "despite rising costs;for the first time;under a new licence;together with local colleges;at short notice;"
    "following an open tender;without further borrowing;in two stages;subject to planning consent"
).split(";")
_HEADINGS = (
    "About {company};Funding;The building;People and skills;Next steps;Notes to editors;The programme in figures;"
    "What the partners say;Background;Research at {site};Supply and logistics;The {project} project"
).split(";")

_TITLES = (
    "{company} opens a {field} laboratory at {site}",
    "{company} raises {money} for {field}",
    "{company} and {partner} join forces on {field}",
    "{site} grows to {count} companies",
    "{person} becomes {role} of {company}",
    "The {project} programme reports on {year}",
)
_SENTENCES = (
    "{company} said on {day} {month} {year} that it had raised {money} {filler} to develop {field}.",
    "The round was led by {partner}, which now holds {share} per cent of the shares.",
    "The new building at {site} has {area} square metres of laboratories and {count} offices.",
    "{person}, {role} of {company}, said the team would grow from {small} to {count} people by {year}.",
    '"We chose {site} because {field} needs neighbours who understand it," said {person}.',
    "Of the {count} companies in the cluster, {small} work in {field} and {small} in the treatment of {disease}.",
    "Work on the {project} project began in {month} {year} and went on {filler}.",
    "The council granted {money} towards roads and cycle paths between {town} and {site}.",
    "A trial in {disease} treated {small} patients at {small} hospitals, and {share} per cent responded.",
    "{partner} will supply {company} with {field} for {small} years under a contract worth {money}.",
    "Since {year} the {project} programme has trained {count} technicians, {share} per cent of them from {town}.",
    "Demand for {field} rose by {share} per cent in {year}, while prices fell {filler}.",
    "The site lies {small} miles from {town} and {small} minutes from the nearest railway station.",
    "{company} was founded in {year} by {person} and {person}, who had met at the University of {town}.",
    "In the year to {month} {year} turnover reached {money}, up from {money} a year before.",
    "The clean rooms were inspected in {month} {year} and licensed {filler}.",
    "{person} told a meeting in {town} that {count} posts had been filled and {small} were still open.",
    "The {project} partnership joins {small} colleges, {small} employers and the authority of {town}.",
    "It is the {small}th grant that {company} has won for {field}, and the largest so far.",
    "{company} moved its head office from {town} to {site} {filler}.",
    "Analysts at {partner} put the worth of the market for {field} at {money} in {year}.",
    "The second phase adds {area} square metres and is due to be ready by {month} {year}.",
    "Nobody at {company} expects the therapy for {disease} to reach patients before {year}.",
    "The facility can make {count} batches a year, which is {share} per cent more than in {year}.",
)


@dataclass(frozen=True, slots=True)
class Workload:
    """What a folder holds; ``generated`` counts our passages of the made-up documents alone."""

    folder: Path
    documents: int
    passages: int
    characters: int
    generated: int


def write_workload(folder: Path, passages: int, corpus: Path | None = None, documents: int | None = None) -> Workload:
    """Fill an empty folder with made-up documents of about ``passages`` passages, and the corpus if one is given.

    ``documents``, when given, is the number of all of them, and ``passages`` says how long they are.

    All files are plain text or Markdown, since nothing kept of LangChain reads the others: a PDF of the corpus is
    written as the text that our own reader finds in it.
    """
    real = _copy_corpus(corpus, folder / "corpus") if corpus else []
    count = documents and documents - len(real)
    made = _write_documents(folder / "press_releases", passages, count)
    everything = [*made, *real]
    return Workload(
        folder=folder,
        documents=len(everything),
        passages=sum(len(split(document)) for document in everything),
        characters=sum(len(document.text) for document in everything),
        generated=sum(len(split(document)) for document in made),
    )


def rewrite(folder: Path, every: int) -> int:
    """Make one in ``every`` of the made-up documents say something else throughout; how many that are."""
    changed = sorted((folder / "press_releases").glob("*.md"))[::every]
    for path in changed:
        path.write_text(_press_release(Random(path.name), path.stat().st_size), encoding="utf-8")
    return len(changed)


def _write_documents(folder: Path, passages: int, count: int | None) -> list[Document]:
    """So many documents, or as many as it takes to have so many passages."""
    folder.mkdir(parents=True)
    rng, missing = Random(_SEED), passages
    middle = max(_SHORTEST, passages * _PASSAGE_CHARACTERS // count) if count else 0
    documents: list[Document] = []
    while missing > 0 if count is None else len(documents) < count:
        if count is None:
            size = min(rng.randint(_SHORTEST, _LONGEST), max(_SHORTEST, missing * _PASSAGE_CHARACTERS))
        else:
            size = rng.randint(middle // 2, middle * 3 // 2)
        path = folder / f"release-{len(documents):05d}.md"
        path.write_text(_press_release(rng, size), encoding="utf-8")
        document = load.load(path, path.name, Settings())
        documents.append(document)
        missing -= len(split(document))
    return documents


def _copy_corpus(corpus: Path, folder: Path) -> list[Document]:
    documents = []
    for file in find_files([corpus], corpus).files:
        document = load.load(file.path, file.id, Settings())
        target = folder / file.id
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.path.suffix in _TEXT_SUFFIXES:
            shutil.copyfile(file.path, target)
        else:
            target.with_suffix(".md").write_text(_as_text(document), encoding="utf-8")
        documents.append(document)
    return documents


def _as_text(document: Document) -> str:
    card = document.source
    values = {
        "title": card.title,
        "publisher": card.publisher,
        "published": card.published,
        "kind": card.kind.value,
        "url": card.url,
    }
    header = "".join(f"{key}: {value}\n" for key, value in values.items() if value is not None)
    return f"{header}\n{document.text}\n"


class _Slots(dict[str, str]):
    """The words of one document: its company, place and project stay, every other slot is drawn anew."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        draw = _draws(rng)
        super().__init__({key: draw[key]() for key in ("company", "site", "project")})
        self._draw = draw

    def __missing__(self, key: str) -> str:
        return self._draw[key]()

    def fill(self, templates: tuple[str, ...] | list[str]) -> str:
        return self._rng.choice(templates).format_map(self)


def _press_release(rng: Random, size: int) -> str:
    slots = _Slots(rng)
    title = slots.fill(_TITLES)
    head = f"title: {title}\npublisher: {slots['company']}\npublished: {_published(rng)}\nkind: press_release\n\n"
    text = _paragraph(rng, slots)
    while len(text) < size:
        heading = f"## {slots.fill(_HEADINGS)}\n\n" if rng.random() < 0.4 else ""
        text += f"\n\n{heading}{_paragraph(rng, slots)}"
    return f"{head}{text}\n"


def _paragraph(rng: Random, slots: _Slots) -> str:
    sentences = [slots.fill(_SENTENCES) for _ in range(rng.randint(2, 5))]
    return "\n".join(f"- {sentence}" for sentence in sentences) if rng.random() < 0.15 else " ".join(sentences)


def _published(rng: Random) -> str:
    return f"{rng.randint(2005, 2025)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"


def _draws(rng: Random) -> Mapping[str, Callable[[], str]]:
    """How each slot gets its words."""
    return {
        "company": lambda: f"{_name(rng)} {rng.choice(_ENDINGS)}",
        "partner": lambda: f"{_name(rng)} {rng.choice(_ENDINGS)}",
        "person": lambda: f"{_name(rng)} {_name(rng)}",
        "town": lambda: _name(rng),
        "site": lambda: f"{_name(rng)} {rng.choice(_PLACES)}",
        "project": lambda: _name(rng),
        "field": lambda: rng.choice(_FIELDS),
        "disease": lambda: rng.choice(_DISEASES),
        "role": lambda: rng.choice(_ROLES),
        "filler": lambda: rng.choice(_FILLERS),
        "day": lambda: str(rng.randint(1, 28)),
        "month": lambda: rng.choice(_MONTHS),
        "year": lambda: str(rng.randint(2005, 2030)),
        "money": lambda: f"£{rng.randint(1, 990) / 10:.1f} million",
        "count": lambda: f"{rng.randint(25, 4_000):,}",
        "small": lambda: str(rng.randint(4, 20)),
        "share": lambda: str(rng.randint(2, 95)),
        "area": lambda: f"{rng.randint(4, 400) * 100:,}",
    }


def _name(rng: Random) -> str:
    syllables = (rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(rng.randint(1, 2)))
    return ("".join(syllables) + rng.choice(_CODAS)).capitalize()
