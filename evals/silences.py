"""Questions that the documents do not answer, made from golden ones: for fitting when the bot stays silent (pure).

A wrong year, a wrong name or a property that no document speaks of, put into a question that has an answer.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.lexicon import Lexicon
from bot.types import Status
from evals.golden import Golden

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEARS_OF_OLD = ("1987", "1993", "1998", "2003", "2006", "2034")
_PROPERTIES = (
    "What is the annual revenue of {}?", "How much profit did {} make last year?", "What is the phone number of {}?",
    "How many women work at {}?", "What dividend does {} pay?", "Who is the finance director of {}?",
    "What is the carbon footprint of {}?", "How many patents does {} hold?", "What is the average salary at {}?",
    "How many parking spaces does {} have?", "Who audits {}?", "What does it cost to visit {}?",
    "When was the logo of {} designed?", "What is the staff turnover at {}?", "How many apprentices has {} trained?",
    "Who is the landlord of {}?", "How much tax does {} pay?", "What is the website address of {}?",
)  # fmt: skip


# What people ask who took the page for another one.
OFF_TOPIC = (
    "How do I get a red wine stain out of a carpet?", "Who painted the ceiling of the Sistine Chapel?",
    "How many moons does Jupiter have?", "What time does the swimming pool open on Sundays?",
    "Who is the manager of Stevenage's football club?", "How many elephants live in Whipsnade Zoo?",
    "What is the melting point of copper?", "Which band headlined Glastonbury in 2019?",
    "How much does a season ticket for Arsenal cost?", "When did the Titanic sink?",
    "Who is the king of Sweden?", "What is the recipe for shepherd's pie?",
    "How long does it take to boil an egg?", "Which chess opening is best for beginners?",
    "How many people speak Welsh?", "What is the exchange rate of the yen?",
    "Who directed The Godfather?", "When is the next solar eclipse in Britain?",
    "How tall is the Shard?", "What is the speed limit on the A1(M)?",
    "Which primary school in Stevenage is the best?", "How many dentists are there in Stevenage?",
    "Who won the by-election in 1974?", "What does a pint of milk cost?",
    "How do I renew my passport?", "Where can I park near the leisure centre?",
    "How many runs did Joe Root score in 2021?", "What is the average temperature on Mars?",
    "Who discovered penicillin?", "Which operating system does the newest Nokia phone use?",
    "How deep is Loch Ness?", "What is the French word for laboratory?",
    "How many steps are there in the Eiffel Tower?", "When was the Battle of Hastings?",
    "Who sings the theme of the latest Bond film?", "What is the area of Wales in square miles?",
    "How many calories are in a banana?", "Which hospital in Stevenage has the shortest waiting list?",
    "Who was prime minister during the Suez crisis?", "How old is the church of St Nicholas?",
    "What is the tallest tree in the world?", "How many bytes are in a gigabyte?",
    "What is the council tax band of my house?", "Which supermarket is cheapest for nappies?",
    "How far is the moon?", "Who invented the telephone?",
    "What colour is the Stevenage coat of arms?", "How many goals were scored in the 1966 final?",
)  # fmt: skip


def altered(golden: Sequence[Golden], lexicon: Lexicon, seed: int = 0) -> Iterator[Golden]:
    """For each answerable question without a history one that has no answer, the same for the same seed."""
    rng = random.Random(seed)
    names = sorted({name for one in golden for name in lexicon.phrases(one.question) if " " not in name})
    for one in golden:
        if one.history or one.status is not Status.ANSWERED:
            continue
        made = {
            "year": _of_another_year(one, rng),
            "name": _of_another_name(one, names, lexicon, rng),
            "property": rng.choice(_PROPERTIES).format(rng.choice(names)) if names else None,
        }
        kind = rng.choice([kind for kind, question in made.items() if question] or ["property"])
        if question := made[kind]:
            yield _unanswerable(one, f"{one.id}-{kind}", question)


def _unanswerable(one: Golden, name: str, question: str) -> Golden:
    return replace(one, id=name, question=question, status=Status.NOT_FOUND, contains=(), sources=())


def _of_another_year(one: Golden, rng: random.Random) -> str:
    year = rng.choice(_YEARS_OF_OLD)
    if _YEAR.search(one.question):
        return _YEAR.sub(year, one.question)
    return f"{one.question.rstrip('?. ')} in {year}?"


def _of_another_name(one: Golden, names: Sequence[str], lexicon: Lexicon, rng: random.Random) -> str | None:
    own = [name for name in lexicon.phrases(one.question) if name.lower() not in ("uk", "stevenage", "hertfordshire")]
    others = [name for name in names if name.lower() not in one.question.lower()]
    if not own or not others:
        return None
    return one.question.replace(rng.choice(own), rng.choice(others))
