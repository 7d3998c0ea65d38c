"""Questions are made of sentences of known forms, and offered only when their answers hold."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.follow_ups import LONGEST, Candidate, next_asked, stated
from bot.render import read_as
from bot.suggest import SHOWN, Suggested
from bot.types import Answer, Citation, Lead, Status
from ingest.types import Document, Kind, Source

SOURCE = Source("news/a.md", "A title", None, Kind.NEWS, None, None)


def document(text: str) -> Document:
    """A document of that text."""
    return Document(SOURCE, text)


def answer(question: str, *starts: int, status: Status = Status.ANSWERED, quote: str = "It rose to 45.") -> Answer:
    """An answer that cites the document at those offsets."""
    quotes = tuple(Citation(n, SOURCE, quote, start, start + 9, "g000001") for n, start in enumerate(starts, start=1))
    found = (quotes, ()) if status is Status.ANSWERED else ((), quotes)
    return Answer("a", question, question, status, "", "g000001", citations=found[0], nearest=found[1])


FORMS = [
    ("Gyroscope was founded in 2016 and has its roots here.", "When was Gyroscope founded?"),
    ("Syncona founded Freeline in 2015.", "Who founded Freeline?"),
    ("Martino Picardo is chief executive of SBC.", "Who is the chief executive of SBC?"),
    ("Rentschler's chief executive is Benedikt von Braunmuehl.", "Who is the chief executive of Rentschler?"),
    ("The Spark Building measures 10,000 sq ft.", "How big is the Spark Building?"),
    (
        "The CGTC ran 91 collaborative projects in 2022/23.",
        "How many collaborative projects did the CGTC run in 2022/23?",
    ),
    ("Kadans Science Partner has bought Sycamore House in Stevenage from GSK.", "Who bought Sycamore House?"),
    ("After that round Syncona held 54% of Gyroscope.", "What share of Gyroscope did Syncona hold?"),
    ("Stevenage was awarded £37.5m from the Towns Fund.", "How much did Stevenage get from the Towns Fund?"),
]


@pytest.mark.parametrize(("sentence", "question"), FORMS)
def test_a_sentence_of_a_known_form_makes_one_question(sentence: str, question: str) -> None:
    """It reads as a person asks, names what it is about, and remembers the sentence that must be cited."""
    assert stated(document(f"Nothing here. {sentence}")) == [Candidate(question, SOURCE.id, len("Nothing here. "))]


@pytest.mark.parametrize(
    "sentence",
    [
        "It was founded in 2016.",
        "The was founded in 2016.",
        "They had raised £1m in all before its float.",
        "Costs rose.",
    ],
)
def test_a_sentence_that_does_not_name_its_thing_makes_none(sentence: str) -> None:
    """A question with a pronoun would say nothing on a button."""
    assert stated(document(sentence)) == []


@given(st.text(max_size=300))
def test_any_text_makes_only_short_questions(text: str) -> None:
    """Nothing raises, whatever a document holds."""
    for candidate in stated(document(text)):
        assert candidate.question.endswith("?")
        assert len(candidate.question) <= LONGEST


def test_another_year_that_is_told_near_and_how_a_count_moved_come_first() -> None:
    """Then what the documents state of what the question names."""
    text = "Gyroscope was founded in 2016. Freeline was founded in 2015."
    told = answer("How many staff were at Gyroscope in 2023?", 0, quote="It had 9 staff in 2022.")
    asked = [candidate.question for candidate in next_asked(told, [document(text)])]
    assert asked == [
        "How has the number of staff changed over time?",
        "How many staff were at Gyroscope in 2022?",
        "When was Gyroscope founded?",
        "When was Freeline founded?",
    ]


def asking(starts: dict[str, tuple[int, ...]]) -> Callable[[str], Answer]:
    """Answers from a table, and finds nothing else."""
    return lambda question: answer(
        question, *starts.get(question, ()), status=Status.ANSWERED if question in starts else Status.NOT_FOUND
    )


def test_only_what_is_answered_by_its_sentence_is_offered() -> None:
    """Not what is not found, what another sentence answers, what was asked, or what shows the same again."""
    ask = asking({"When was A founded?": (7,), "Who founded B?": (8,), "Who bought C?": (3,), "Who led D?": (5,)})
    candidates = [
        Candidate("When was A founded?", SOURCE.id, 7),
        Candidate("Who founded B?", SOURCE.id, 9),
        Candidate("Who sold E?", SOURCE.id, 1),
        Candidate("Who bought C?", SOURCE.id, 3),
        Candidate("Who led D?", SOURCE.id, 5),
    ]
    kept = Suggested().of(("key",), lambda: candidates, ask, ["Led D who?"], frozenset({(SOURCE.id, 3)}))
    assert kept == ("When was A founded?",)


def test_a_question_for_another_year_needs_a_short_answer_of_that_year() -> None:
    """A quote that does not name the year may be of any."""
    told = replace(answer("q", 1, quote="It was 9 in 2022."), leads=(Lead("9", "2022", 1),))
    for year, kept in (("2022", ("How many in 2022?",)), ("2021", ())):
        candidate = Candidate(f"How many in {year}?", year=year)
        assert Suggested().of((year,), lambda one=candidate: [one], lambda _: told) == kept  # type: ignore[misc]


def test_no_more_than_three_are_found_in_six_tries_and_a_second() -> None:
    """Then it is remembered, and nothing is asked again."""
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return answer(question, len(asked))

    many = [Candidate(f"When was Name{n} founded?", SOURCE.id, n + 1) for n in range(9)]
    kept = Suggested()
    assert len(kept.of(("a",), lambda: many, ask)) == SHOWN == len(asked)
    assert kept.known(("a",)) == kept.of(("a",), lambda: many, ask)
    assert len(asked) == SHOWN
    missing = [Candidate(f"Who led Name{n}?", SOURCE.id, 99) for n in range(9)]
    assert kept.of(("b",), lambda: missing, ask) == ()
    assert len(asked) == SHOWN + 6
    clock = iter((0.0, 0.5, 1.5, 2.0))
    assert len(Suggested(lambda: next(clock)).of(("c",), lambda: many, lambda q: answer(q, 1))) == 1


@pytest.mark.parametrize(
    ("asked", "standalone", "said"),
    [
        ("How many?", "How many?", ""),
        ("HOW MANY", "How many?", ""),
        ("Thanks. How many?", "How many?", ""),
        ("and freline?", "how much did Freeline raise?", "Read as: How much did Freeline raise?"),
        ("Since when?", "Since when? (Who leads it; Itin)", "Read as: Since when? (after “Who leads it?”)"),
        ("Who runs it?", "Who runs SBC? (What is SBC)", "Read as: Who runs SBC?"),
    ],
)
def test_a_question_that_was_not_read_as_it_stands_says_how(asked: str, standalone: str, said: str) -> None:
    """A follow-up and a misspelling do; capitals and thanks do not matter."""
    assert read_as(replace(answer(asked, 1), standalone_question=standalone)) == said
