"""The golden file is what it claims to be, and scoring is by string."""

from collections import Counter

from bot.types import Answer, Citation, Status
from evals.golden import EXAM, Golden, holds, is_right, is_right_source, read_golden
from ingest.types import Kind, Source


def make_golden(status: Status = Status.ANSWERED) -> Golden:
    """A question that asks for two values out of one source."""
    return Golden("g1", "tuning", "count", "How many?", (), None, status, (("45",), ("13", "thirteen")), ("seed",))


def make_answer(document: str, *quotes: str) -> Answer:
    """An answer that cites one document."""
    source = Source(document, "A title", None, Kind.NEWS, None, None)
    citations = tuple(
        Citation(number, source, quote, 0, len(quote), "g000001") for number, quote in enumerate(quotes, start=1)
    )
    return Answer("a", "How many?", "How many?", Status.ANSWERED, "", "g000001", citations=citations)


def test_the_golden_file_is_large_varied_and_a_third_of_it_is_set_aside() -> None:
    """At least 150 questions, ids unique, and the kinds that the product is for."""
    golden = read_golden()
    splits = Counter(question.split for question in golden)
    kinds = {question.type for question in golden}
    assert len(golden) >= 150
    assert len({question.id for question in golden}) == len(golden)
    assert splits["held_out"] >= 0.3 * len(golden)
    assert {"list", "history", "conflict", "follow_up", "paraphrase", "misspelt"} <= kinds
    assert {"unanswerable", "out_of_scope"} <= kinds


def test_all_of_the_examination_is_set_aside() -> None:
    """None of it may be fitted on, and its ids are its own."""
    exam = read_golden(EXAM)
    assert {question.split for question in exam} == {"held_out"}
    assert len({question.id for question in exam}) == len(exam) == 200
    assert not {question.id for question in exam} & {question.id for question in read_golden()}


def test_an_answerable_question_names_its_values_and_sources_and_another_names_none() -> None:
    """A line without them could not be scored."""
    for question in read_golden():
        answerable = question.status is Status.ANSWERED
        assert bool(question.contains) is answerable, question.id
        assert bool(question.sources) is answerable, question.id


def test_an_answer_is_right_when_its_quotes_hold_a_value_of_each_group_from_a_right_source() -> None:
    """Both values may stand in one quote or in two; one of them alone is not enough."""
    golden = make_golden()
    assert is_right(golden, make_answer("news/seed.md", "It has 45 companies.", "Thirteen are in gene therapy."))
    assert not is_right(golden, make_answer("news/seed.md", "It has 45 companies."))
    assert not is_right(golden, make_answer("news/other.md", "45 companies, 13 of them in gene therapy."))


def test_an_answer_to_what_the_documents_do_not_say_is_wrong() -> None:
    """Whatever it cites."""
    assert not is_right(make_golden(Status.NOT_FOUND), make_answer("news/seed.md", "45 and 13."))


def test_a_source_is_matched_by_whole_names() -> None:
    """The name "seed" stands for seed.md and seed-a.md, not for seedling.md."""
    golden = make_golden()
    assert is_right_source(golden, "news/seed.md")
    assert is_right_source(golden, "news/seed-a.pdf")
    assert not is_right_source(golden, "news/seedling.md")
    assert holds(golden, ["45", "13"])
