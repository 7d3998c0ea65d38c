"""Questions and passages -> examples for the reader: positives, and negatives of several kinds.

Everything here is a function of the pool and a seed.
"""

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from evals.reader_data import Asked, Cut, Pool, is_held_back
from ingest.sentences import Span, sentences

_NEAREST = 12
_COMMON = 1_500  # a term in more passages than this says nothing about which one is near
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_NAME = re.compile(r"\b[A-Z][\w'-]+(?: (?:of |the |and )?[A-Z][\w'-]+)*")
_SWAPS = (
    "UK Europe world Britain London England county campus town city national global American European",
    "largest smallest oldest newest youngest fastest",
    "first last second third latest",
    "founder chairman president director owner author architect mayor secretary treasurer",
    "north south east west northern southern eastern western",
    "before after",
    "born died buried married",
    "won lost",
    "population area height length weight price revenue budget",
    "men women children students employees members companies",
    "opened closed founded dissolved built demolished",
    "raised spent lost donated",
    "january february march april june july august september october november december",
    "highest lowest", "minimum maximum", "increase decrease", "wrote directed produced published sang",
)  # fmt: skip
_SWAP_GROUPS = {word.lower(): group.split() for group in _SWAPS for word in group.split()}
# This share of the passages is shown whole, the others cut to so many characters.
_WHOLE = 0.2
_CROPPED = (180, 420)
_NEGATIVES = 2  # of an answered question in an epoch
_BY_RULE = 0.12  # of the passages that become a question
_NOISY = 0.2  # of the questions
_MONTHS = ["01", "03", "05", "06", "09", "10", "11"]


@dataclass(frozen=True, slots=True)
class Example:
    """What the reader is shown, and what it should find: ``spans`` in ``text``, none when it does not answer."""

    question: str
    context: str
    text: str
    spans: tuple[Span, ...]
    exact: bool
    origin: str


class Nearest:
    """For each question, the passages that share its rare words but not its answer: the hardest negatives."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.postings: dict[str, list[int]] = defaultdict(list)
        self.articles: dict[str, list[int]] = defaultdict(list)
        self.terms = [frozenset(_terms(cut.text)) for cut in pool.cuts]
        for place, cut in enumerate(pool.cuts):
            self.articles[cut.article].append(place)
            for term in set(_terms(cut.title + " " + cut.text)):
                self.postings[term].append(place)
        self.weight = {term: math.log(len(pool.cuts) / len(places)) for term, places in self.postings.items()}

    def everywhere(self, asked: Asked) -> list[int]:
        """Passages of any article, nearest first."""
        scores: Counter[int] = Counter()
        for term in dict.fromkeys(_terms(asked.text)):  # not a set: its order, and so ties, would differ by process
            places = self.postings.get(term, [])
            if len(places) <= _COMMON:
                for place in places:
                    scores[place] += self.weight[term]  # type: ignore[assignment, unused-ignore]
        return self._without_answer(asked, (place for place, _ in scores.most_common(4 * _NEAREST)))

    def beside(self, asked: Asked) -> list[int]:
        """Passages of the same article, nearest first."""
        terms = list(dict.fromkeys(_terms(asked.text)))
        places = self.articles[self.pool.cuts[asked.cut].article]
        ranked = sorted(places, key=lambda p: -sum(self.weight[t] for t in terms if t in self.terms[p]))
        return self._without_answer(asked, ranked)[:_NEAREST]

    def _without_answer(self, asked: Asked, places: Iterable[int]) -> list[int]:
        kept = []
        for place in places:
            text = self.pool.cuts[place].text.lower()
            if place != asked.cut and not any(value in text for value in asked.values):
                kept.append(place)
        return kept[:_NEAREST]


def _terms(text: str) -> list[str]:
    return re.findall(r"\w{2,}", text.lower())


def cropped(cut: Cut, spans: Sequence[Span], rng: random.Random) -> tuple[Cut, tuple[Span, ...]]:
    """A run of whole sentences with all the answers in it, of a length drawn at random; the spans moved along."""
    parts = sentences(cut.text)
    inside = [i for i, p in enumerate(parts) if any(p.start < s.end and s.start < p.end for s in spans)]
    if not parts or (spans and not inside):
        return cut, tuple(spans)
    first, last = (inside[0], inside[-1]) if inside else (i := rng.randrange(len(parts)), i)
    limit = rng.randint(*_CROPPED)
    while first > 0 or last < len(parts) - 1:
        before = first > 0 and (last == len(parts) - 1 or rng.random() < 0.5)
        wider = (first - 1, last) if before else (first, last + 1)
        if parts[wider[1]].end - parts[wider[0]].start > limit:
            break
        first, last = wider
    start, end = parts[first].start, parts[last].end
    if any(s.start < start or s.end > end for s in spans):
        return cut, tuple(spans)
    return replace(cut, text=cut.text[start:end]), tuple(Span(s.start - start, s.end - start) for s in spans)


class Maker:
    """Every question with its passage, and with passages that do not answer it; changed ones that none answers."""

    def __init__(self, pool: Pool, *, held_back: bool) -> None:
        self.pool = pool
        self.asked = [a for a in pool.asked if is_held_back(pool.cuts[a.cut]) == held_back]
        near = Nearest(pool)
        self.beside = [near.beside(a) for a in self.asked]
        self.everywhere = [near.everywhere(a) if a.dataset != "policyqa" else [] for a in self.asked]
        self.names: dict[str, list[str]] = defaultdict(list)
        for cut in pool.cuts:
            self.names[cut.article] += names_in(cut.text)
        self.some_names = sorted({name for names in self.names.values() for name in names[:2]})
        self.cuts = [cut for cut in pool.cuts if not is_held_back(cut)]
        self.kinds: list[tuple[float, Callable[[int, random.Random], Example | None]]] = [
            (0.28, self._beside), (0.12, self._everywhere), (0.12, self._removed), (0.16, self._year),
            (0.14, self._name_in_question), (0.06, self._name_in_passage), (0.12, self._swapped_word),
        ]  # fmt: skip

    def __len__(self) -> int:
        """How many there are to make groups of: questions asked, and passages that questions are made from."""
        return len(self.asked) + len(self.cuts)

    def groups(self, number: int, rng: random.Random) -> Iterator[list[Example]]:
        """The examples of one question, those asked in the same words together; another draw gives other negatives."""
        if number >= len(self.asked):
            made = list(rule_questions(self.cuts[number - len(self.asked)], rng))[:1] if rng.random() < _BY_RULE else []
            yield from ([of_another_year(example, rng)] for example in made)
            return
        asked = self.asked[number]
        cut, spans = self._seen(asked, rng)
        together = [Example(asked.text, _context(cut, rng), cut.text, spans, asked.exact, asked.dataset)]
        drawn = [self._negative(number, rng) for _ in range(_NEGATIVES)] if asked.spans else []
        for negative in drawn:
            if negative and negative.question == asked.text:
                together.append(negative)
            elif negative:
                yield [negative]
        yield together

    def epoch(self, seed: int) -> list[Example]:
        """All examples, unshuffled; another seed draws other negatives, contexts and spellings."""
        rng = random.Random(seed)
        return [
            example
            for number in range(len(self))
            for group in self.groups(number, rng)
            for example in noisy(group, rng)
        ]

    def _negative(self, number: int, rng: random.Random) -> Example | None:
        weights = [weight for weight, _ in self.kinds]
        for _ in range(5):
            (_, kind) = rng.choices(self.kinds, weights)[0]
            example = kind(number, rng)
            if example:
                return example
        return None

    def _seen(self, asked: Asked, rng: random.Random) -> tuple[Cut, tuple[Span, ...]]:
        """The passage of a question, often only the sentences round its answer: shorter is faster, and varies."""
        cut = self.pool.cuts[asked.cut]
        if not asked.spans or rng.random() < _WHOLE:
            return cut, asked.spans
        return cropped(cut, asked.spans, rng)

    def _without(self, question: str, cut: Cut, rng: random.Random, origin: str) -> Example:
        return Example(question, _context(cut, rng), cut.text, (), True, origin)

    def _beside(self, number: int, rng: random.Random) -> Example | None:
        return self._other(number, self.beside[number][:5], rng, "beside")

    def _everywhere(self, number: int, rng: random.Random) -> Example | None:
        return self._other(number, self.everywhere[number], rng, "everywhere")

    def _other(self, number: int, places: list[int], rng: random.Random, origin: str) -> Example | None:
        if not places:
            return None
        cut = self.pool.cuts[rng.choice(places)]
        if rng.random() > _WHOLE:
            cut, _ = cropped(cut, (), rng)
        return self._without(self.asked[number].text, cut, rng, origin)

    def _removed(self, number: int, rng: random.Random) -> Example | None:
        asked = self.asked[number]
        cut = self.pool.cuts[asked.cut]
        parts = sentences(cut.text)
        kept = [p for p in parts if not any(p.start < s.end and s.start < p.end for s in asked.spans)]
        text = " ".join(cut.text[p.start : p.end] for p in kept)
        if not kept or any(value in text.lower() for value in asked.values):
            return None
        return self._without(asked.text, replace(cut, text=text), rng, "removed")

    def _year(self, number: int, rng: random.Random) -> Example | None:
        asked = self.asked[number]
        cut, _ = self._seen(asked, rng)
        years = [year for year in _YEAR.findall(asked.text) if year in cut.text]
        if not years:
            return None
        year = rng.choice(years)
        others = [str(int(year) + step) for step in (-23, -10, -7, -4, -3, -2, -1, 1, 2, 3, 4, 7, 10, 23)]
        other = rng.choice([value for value in others if value not in cut.text] or ["1799"])
        if rng.random() < 0.6 or any(year in value for value in asked.values):
            return self._without(asked.text.replace(year, other), cut, rng, "year")
        return self._without(asked.text, replace(cut, text=cut.text.replace(year, other)), rng, "year")

    def _name_in_question(self, number: int, rng: random.Random) -> Example | None:
        asked = self.asked[number]
        cut, _ = self._seen(asked, rng)
        other = self._other_name(cut, rng)
        name = _shared_name(asked.text, cut, rng)
        if not name or not other:
            return None
        question = re.sub(re.escape(name), lambda _: other, asked.text, flags=re.IGNORECASE)
        return self._without(question, cut, rng, "name")

    def _name_in_passage(self, number: int, rng: random.Random) -> Example | None:
        asked = self.asked[number]
        cut, _ = self._seen(asked, rng)
        other = self._other_name(cut, rng)
        name = _shared_name(asked.text, cut, rng)
        if not name or not other or any(name.lower() in value for value in asked.values):
            return None
        changed = replace(cut, text=cut.text.replace(name, other), title=cut.title.replace(name, other))
        return self._without(asked.text, changed, rng, "name")

    def _other_name(self, cut: Cut, rng: random.Random) -> str | None:
        names = self.names[cut.article] if rng.random() < 0.6 else self.some_names
        here = (cut.title + " " + cut.text).lower()
        tried = [rng.choice(names) for _ in range(5)] if names else []
        return next((name for name in tried if name.lower() not in here), None)

    def _swapped_word(self, number: int, rng: random.Random) -> Example | None:
        asked = self.asked[number]
        cut, _ = self._seen(asked, rng)
        here = (cut.title + " " + cut.text).lower()
        found = [
            word for word in re.findall(r"\w+", asked.text) if word.lower() in _SWAP_GROUPS and word.lower() in here
        ]
        if not found:
            return None
        word = rng.choice(found)
        others = [other for other in _SWAP_GROUPS[word.lower()] if other.lower() not in here]
        if not others:
            return None
        question = re.sub(rf"\b{word}\b", rng.choice(others), asked.text, count=1)
        return self._without(question, cut, rng, "word")


def names_in(text: str) -> list[str]:
    """Capitalised names, leaving out single words that open a sentence."""
    return [
        m.group()
        for m in _NAME.finditer(text)
        if " " in m.group() or (m.start() > 1 and text[m.start() - 2] not in ".!?\n")
    ]


def _shared_name(question: str, cut: Cut, rng: random.Random) -> str | None:
    asked = question.lower()
    names = [
        n for n in dict.fromkeys(names_in(cut.text)) if len(n) > 3 and re.search(rf"\b{re.escape(n.lower())}\b", asked)
    ]
    return rng.choice(names) if names else None


def _context(cut: Cut, rng: random.Random) -> str:
    """The card as ``ingest.split.context`` writes it: title, sometimes a date, heading; sometimes nothing."""
    draw = rng.random()
    if draw < 0.1:
        return ""
    date = ""
    if draw < 0.35:
        date = str(rng.randint(2005, 2026)) + rng.choice(
            ["", f"-{rng.choice(_MONTHS)}", f"-{rng.choice(_MONTHS)}-{rng.randint(10, 28)}"]
        )
    return ". ".join(part for part in (cut.title, date, cut.heading) if part)


_COUNTED = re.compile(
    r"\b(?P<n>(?:over |about |almost |nearly |more than )?\d[\d,.]*)(?P<noun>(?: [a-z-]{3,}){0,1} [a-z-]{3,}s)\b"
    r"(?P<rest>[^.;:()\"]{8,90})"
)
_AMOUNT = re.compile(r"(?P<before>[A-Z][^.;:()\"]{8,80}?) (?P<n>[£$€]\s?\d[\d,.]*(?: (?:billion|million))?)")
_SINCE = re.compile(
    r"(?P<before>[A-Z][^.;:()\"]{12,90}?),? (?P<n>(?:in|on|since) (?:[A-Z][a-z]+ )?(?:\d{1,2}, )?(?:1[5-9]|20)\d\d)\b"
)


def rule_questions(cut: Cut, rng: random.Random) -> Iterator[Example]:
    """Questions made from declarative sentences with numbers, amounts and dates, by template."""
    patterns = [
        (_COUNTED, "How many{noun}{rest}?"), (_COUNTED, "What is the number of{noun}{rest}?"),
        (_AMOUNT, "How much: {before}?"), (_SINCE, "When: {before}?"), (_SINCE, "In which year: {before}?"),
    ]  # fmt: skip
    rng.shuffle(patterns)
    for pattern, template in patterns:
        for match in pattern.finditer(cut.text):
            groups = match.groupdict() | {"n": ""}
            span = Span(match.start("n"), match.end("n"))
            yield Example(template.format(**groups), _context(cut, rng), cut.text, (span,), True, "rule")


def of_another_year(example: Example, rng: random.Random) -> Example:
    """Half of the questions that name a year get another one, which neither the passage nor its card speaks of."""
    years = _YEAR.findall(example.question)
    if not years or rng.random() < 0.5:
        return example
    year = rng.choice(years)
    near = [str(int(year) + step) for step in (-5, -4, -3, -2, -1, 1, 2, 3, 4, 5)]
    other = [value for value in near if value not in example.text and value not in example.context]
    if not other:
        return example
    return replace(example, question=example.question.replace(year, rng.choice(other)), spans=())


def noisy(group: Sequence[Example], rng: random.Random) -> list[Example]:
    """Now and then the question as hurried people type it, the same in all its examples."""
    if rng.random() >= _NOISY:
        return list(group)
    typed = _typed(group[0].question, rng)
    return [replace(example, question=typed) for example in group]


def _typed(question: str, rng: random.Random) -> str:
    """Without its question mark, with one letter wrong, or without a word."""
    draw = rng.random()
    if draw < 0.4:
        return question.rstrip("?").strip()
    words = question.split()
    long = [i for i, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not long:
        return question
    i = rng.choice(long)
    j = rng.randrange(1, len(words[i]) - 1)
    word = words[i]
    changed = {
        0: word[:j] + word[j + 1] + word[j] + word[j + 2 :],
        1: word[:j] + word[j + 1 :],
        2: word[:j] + word[j] + word[j:],
    }
    words[i] = changed[rng.randrange(3)]
    return " ".join(words)
