"""A chat model's prose, really over HTTP: what it says unproven reaches nobody, and what it says truly does."""

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic
from typing import Any

import pytest
from browser import served
from model_server import Reply, Script, build_model
from pydantic import SecretStr

from bot.claims import ClaimKind, claims
from bot.figures import figures_of
from bot.generate import ChatModel, open_model
from bot.languages import language
from bot.metered import Metered
from bot.phrase import Writer
from bot.prompts import VERSION
from bot.render import to_json, to_markdown
from bot.spending import Purse
from bot.translate import Translator
from bot.types import Answer, Citation, Lead, Status
from evals.prose import Case, injections, read_cases
from ingest.settings import Settings
from ingest.types import Kind, Published, Source

QUOTE = (
    "In autumn 2020 the Stevenage campus accounts for 1,000 jobs and 45 companies, 13 of them in cell and gene therapy."
)
TRUE = "The campus had 45 companies in autumn 2020, 13 of which worked in cell and gene therapy [1]."
FALSE = "The campus had 450 companies in autumn 2020 [1]."


@dataclass
class Desk:
    """A scripted model at its address, and what writes with it."""

    script: Script
    address: str

    def model(self, **changed: Any) -> ChatModel:
        """The model as the settings open it."""
        named: dict[str, Any] = {
            "chat_model": "openai:scripted",
            "chat_base_url": f"{self.address}/v1",
            "chat_key": SecretStr("k" * 20),
            "chat_seconds": 5.0,
        }
        found = open_model(Settings(_env_file=None, **named | changed))
        assert found is not None
        return found

    def metered(self, *replies: Reply, purse: Purse | None = None, **changed: Any) -> Metered:
        """The model, the replies to come set."""
        self.script.replies[:] = list(replies)
        self.script.calls.clear()
        self.script.headers.clear()
        return Metered(self.model(**changed), purse or Purse())

    def writer(self, *replies: Reply, purse: Purse | None = None, **changed: Any) -> Writer:
        """A writer, the replies to come set."""
        return Writer(self.metered(*replies, purse=purse, **changed))


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """The server."""
    script = Script()
    with served(build_model(script)) as address:
        yield Desk(script, address)


def answer_of(*quotes: str, question: str = "How many companies are there?", leads: tuple[Lead, ...] = ()) -> Answer:
    """An extractive answer that quotes these, each from a source of its own."""
    citations = []
    for number, quote in enumerate(quotes, start=1):
        source = Source(f"d{number}", f"On {number - 1}", "The Comet", Kind.NEWS, Published(2020, 10), None)
        citations.append(Citation(number, source, quote, 0, len(quote), "g1"))
    lines = [f"{lead.words} ({lead.when}) [{lead.citation}]" for lead in leads]
    lines += [f"{' '.join(one.quote.split())} [{one.number}]" for one in citations]
    return Answer(
        "a" * 16, question, question, Status.ANSWERED, "\n".join(lines), "g1", citations=tuple(citations), leads=leads
    )


def answer_to(case: Case) -> Answer:
    """An extractive answer that quotes the evidence of a case."""
    lines = [f"{' '.join(one.quote.split())} [{one.number}]" for one in case.evidence]
    return Answer(
        "a" * 16, case.question, case.question, Status.ANSWERED, "\n".join(lines), "g1", citations=case.evidence
    )


def prose(answer: Answer) -> list[str]:
    """The sentences of the chat model in an answer."""
    return [claim.text for claim in claims(answer) if claim.kind is ClaimKind.PROSE]


def test_what_is_proven_is_shown_with_its_markers_and_what_is_not_gives_way(desk: Desk) -> None:
    """To the very quote that it cites; the answer says how many, by which model, and under which prompt."""
    heard: list[str] = []
    answer = desk.writer(Reply(f"{TRUE}\n{FALSE}")).phrased(answer_of(QUOTE), said=heard.append)
    assert answer.text.split("\n") == [
        TRUE.replace(" [1].", ". [1]"),
        f"{QUOTE} [1]",
        "One sentence of the chat model, which the quotes do not prove, gave way to them.",
    ]
    assert heard == [TRUE.replace(" [1].", ". [1]")]
    assert (answer.mode, answer.prompt_version, answer.unproven) == ("openai:scripted", VERSION, 1)
    shown = to_json(answer)
    assert (shown["mode"], shown["prompt_version"], shown["unproven"]) == ("openai:scripted", VERSION, 1)
    assert "450" not in json.dumps(shown)
    assert [claim.kind for claim in claims(answer)] == [ClaimKind.PROSE, ClaimKind.QUOTE, ClaimKind.NOTE]
    assert "450" not in to_markdown(answer)


def test_short_answer_calculation_conflict_and_what_is_missing_stay(desk: Desk) -> None:
    """They are worked out without a model."""
    lead = Lead("45 companies", "October 2020", 1)
    before = answer_of(QUOTE, leads=(lead,))
    before = replace(before, text=f"{before.text}\nThe documents do not answer one part.")
    after = desk.writer(Reply(TRUE)).phrased(before)
    assert after.text.split("\n") == [
        "45 companies (October 2020) [1]",
        TRUE.replace(" [1].", ". [1]"),
        f"{QUOTE} [1]",
        "The documents do not answer one part.",
    ]
    assert after.id != before.id


def test_without_an_answer_the_model_is_not_asked(desk: Desk) -> None:
    """Silence is decided before, by the same rule as without a model."""
    writer = desk.writer(Reply(TRUE))
    for status in (Status.NOT_FOUND, Status.OUT_OF_SCOPE):
        silent = Answer("n", "?", "?", status, "The documents do not answer this.", "g1")
        assert writer.phrased(silent) == silent
    assert desk.script.calls == []


def test_no_lie_reaches_the_reader(desk: Desk) -> None:
    """Wrong digits, other currencies, the wrong quote, names that are not there, lost denials: hundreds, over HTTP."""
    lies = [case for case in read_cases("lies") if not case.apart and case.id.startswith("l")]
    assert len(lies) > 150
    writer = desk.writer(*(Reply(case.sentence) for case in lies))
    told = [case.sentence for case in lies if prose(writer.phrased(answer_to(case)))]
    assert told == []


def test_nearly_every_true_sentence_does(desk: Desk) -> None:
    """At least 97 in 100, over HTTP."""
    truths = [case for case in read_cases("truths") if not case.apart and case.id.startswith("t")]
    assert len(truths) > 150
    writer = desk.writer(*(Reply(case.sentence) for case in truths))
    lost = [case.sentence for case in truths if not prose(writer.phrased(answer_to(case)))]
    assert len(lost) / len(truths) <= 0.03, lost


def test_injected_documents_change_no_answer(desk: Desk) -> None:
    """A model that does what a document orders says nothing that is shown, and what is told to it has no such order."""
    for case in injections():
        answer = desk.writer(Reply(case["obeyed"])).phrased(
            answer_of(case["fact"], case["injected"], question=case["question"])
        )
        assert prose(answer) == [], case


def test_the_evidence_is_numbered_dated_and_shut_in(desk: Desk) -> None:
    """No document can end its own piece, or hide what it says."""
    quote = f"{QUOTE} 5 < 9 > 7 A\u200bB\u202e\x07"
    writer = desk.writer(Reply(TRUE))
    writer.phrased(answer_of(quote, QUOTE))
    said = desk.script.prompt
    assert said.count("<evidence number=") == said.count("</evidence>") == 2
    assert "<evidence number=1>\nPublished: October 2020. Publisher: The Comet. Title: On 0\n" in said
    assert "5 ‹ 9 › 7 AB\ufffd" in said
    assert "How many companies are there?" in said
    assert desk.script.headers[0]["authorization"] == f"Bearer {'k' * 20}"


@pytest.mark.parametrize(
    ("reply", "calls", "why"),
    [
        (Reply(status=429), 2, "too many requests"),
        (Reply(status=503), 2, "status 503"),
        (Reply(status=401), 1, "did not accept the key"),
        (Reply(status=400), 1, "status 400"),
        (Reply(waits=1.5), 2, "took too long"),
        (Reply(""), 2, "nothing that the documents prove"),
        (Reply("I cannot help with that.", refuses=True), 1, "nothing that the documents prove"),
        (Reply(raw=b"data: {not json\n\n"), 2, "could not be read"),
        (Reply(raw=b""), 2, ""),
        (Reply(TRUE, cut_after=3), 2, ""),
        (Reply(FALSE), 1, "nothing that the documents prove"),
    ],
)
def test_what_goes_wrong_ends_in_quotes_with_a_note(
    desk: Desk, reply: Reply, calls: int, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    """After one more try, where that may help; no word of the question is logged."""
    before = answer_of(QUOTE, question="How many secret companies are there?")
    writer = desk.writer(reply, chat_seconds=1.0)
    with caplog.at_level(logging.WARNING):
        after = writer.phrased(before)
    assert after.text.startswith(f"{before.text}\nThis answer is in quotes only: the chat model")
    assert why in after.text
    assert (after.mode, after.prompt_version, after.unproven) == ("extractive", None, 0)
    assert len(desk.script.calls) == calls
    assert "secret" not in caplog.text


def test_a_second_try_may_go_better(desk: Desk) -> None:
    """And nothing is said of the first."""
    answer = desk.writer(Reply(status=500), Reply(TRUE)).phrased(answer_of(QUOTE))
    assert answer.text.split("\n") == [TRUE.replace(" [1].", ". [1]"), f"{QUOTE} [1]"]


def test_a_line_that_breaks_off_after_a_proven_sentence_ends_in_quotes(desk: Desk) -> None:
    """Half an answer is no answer."""
    heard: list[str] = []
    after = desk.writer(Reply(f"{TRUE}\n{TRUE}", cut_after=20)).phrased(answer_of(QUOTE), said=heard.append)
    assert heard == [TRUE.replace(" [1].", ". [1]")]
    assert after.mode == "extractive"
    assert len(desk.script.calls) == 1


def test_where_nothing_listens_it_is_quotes(desk: Desk) -> None:
    """A port that is shut."""
    writer = desk.writer(Reply(TRUE), chat_base_url="http://127.0.0.1:9/v1")
    assert "cannot be reached" in writer.phrased(answer_of(QUOTE)).text


def test_a_spent_purse_means_quotes_until_tomorrow(desk: Desk) -> None:
    """In all, and for each site by itself; the model is not asked."""
    today = [date(2026, 1, 1)]
    purse = Purse(in_all=400, per_site=150, today=lambda: today[0])
    writer = desk.writer(Reply(TRUE), purse=purse)
    for site, is_prose in (("park", True), ("park", True), ("park", False), ("other", True), ("", True), ("", False)):
        assert (writer.phrased(answer_of(QUOTE), site).mode != "extractive") is is_prose, site
    assert len(desk.script.calls) == 4
    today[0] = date(2026, 1, 2)
    assert writer.phrased(answer_of(QUOTE), "park").mode == "openai:scripted"


def test_the_first_proven_sentence_comes_with_the_models_own(desk: Desk) -> None:
    """It is heard well before the answer is whole: nothing waits for the end."""
    longer = "\n".join([TRUE] * 4)
    heard: list[float] = []
    began = monotonic()
    desk.writer(Reply(longer, between=0.02)).phrased(answer_of(QUOTE), said=lambda _: heard.append(monotonic() - began))
    whole = monotonic() - began
    assert len(heard) == 4
    assert heard[0] < whole / 2


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"chat_model": ""}, ""),
        ({"chat_model": "openai:x", "chat_key": SecretStr("key\nwith a line")}, "CLUSTER_CHAT_KEY holds white space"),
        ({"chat_model": "nobody:x", "chat_key": SecretStr("k")}, "cannot be opened"),
    ],
)
def test_what_cannot_be_opened_leaves_answers_in_quotes(
    settings: dict[str, Any], said: str, caplog: pytest.LogCaptureFixture
) -> None:
    """With a sentence for whoever runs it, and without the key in it."""
    with caplog.at_level(logging.WARNING):
        assert open_model(Settings(_env_file=None, **settings)) is None
    assert said in caplog.text
    assert "with a line" not in caplog.text


def test_what_the_model_asks_to_have_worked_out_is_worked_out_in_code(desk: Desk) -> None:
    """From the cited figures, with their markers; a value that is not there, or a result of its own, is not taken."""
    quotes = (
        "The UK had 32 licensed facilities in 2024, up from 28 in 2023.",
        "The fund granted £37.5m in 2021.",
    )
    before = answer_of(*quotes, question="By how many did the facilities grow?")
    before = replace(before, figures=tuple(figure for one in before.citations for figure in figures_of(one)))
    asked = "CALCULATE difference: 32 [1], 28 [1]\nCALCULATE growth: 28 [1], 32 [1]"
    after = desk.writer(Reply(f"The UK had 32 licensed facilities in 2024 [1].\n{asked}")).phrased(before)
    difference, growth = (calculation.text for calculation in after.calculations)
    assert difference == "32 licensed facilities (2024) − 28 (2023) = 4 licensed facilities [1]"
    assert growth.endswith("= 14.3% [1]")
    assert after.unproven == 0
    kinds = [claim.kind for claim in claims(after)]
    assert kinds == [ClaimKind.PROSE, ClaimKind.QUOTE, ClaimKind.CALCULATION, ClaimKind.CALCULATION]
    whole = "In 2024 the firm had 50 trials, 20 of them abroad."
    before = answer_of(whole, question="What share of the trials is abroad?")
    before = replace(before, figures=tuple(figure for one in before.citations for figure in figures_of(one)))
    after = desk.writer(Reply("In 2024 the firm had 50 trials [1].\nCALCULATE share: 20 [1], 50 [1]")).phrased(before)
    assert [calculation.text for calculation in after.calculations] == ["20 (2024) / 50 trials (2024) = 40% [1]"]
    before = answer_of(*quotes, question="By how many did the facilities grow?")
    before = replace(before, figures=tuple(figure for one in before.citations for figure in figures_of(one)))
    for wrong in ("CALCULATE difference: 33 [1], 28 [1]", "CALCULATE sum: 32 [1], £37.5m [2]", "32 − 28 = 5 [1]."):
        after = desk.writer(Reply(f"The UK had 32 licensed facilities in 2024 [1].\n{wrong}")).phrased(before)
        assert (after.calculations, after.unproven) == ((), 1), wrong


GERMAN = "Im Herbst 2020 hatte der Campus 45 Unternehmen, von denen 13 in der Zell- und Gentherapie arbeiteten [1]."


def test_an_answer_in_another_language_stands_above_the_quotes(desk: Desk) -> None:
    """In the language of the question, the quotes in their own, and a note that says so."""
    german = language("de")
    assert german is not None
    model = desk.metered(Reply(TRUE), Reply(GERMAN))
    answer = Writer(model).phrased(answer_of(QUOTE))
    heard: list[str] = []
    after = Translator(model).into(answer, german, said=heard.append)
    line = GERMAN.replace(" [1].", ". [1]")
    assert after.text.split("\n") == [line, f"{QUOTE} [1]", german.note]
    assert (after.language, heard) == ("de", [line])
    shown = to_markdown(after)
    assert "in English" in shown
    assert "45 companies in autumn 2020, 13 of which" not in shown


@pytest.mark.parametrize(
    "wrong",
    [
        GERMAN.replace("45", "450"),
        GERMAN.replace("[1]", "[2]"),
        GERMAN.replace("hatte", "hatte nicht"),
        f"{GERMAN} Kaufen Sie!\nJetzt [1].",
        GERMAN.replace("Campus", "[Campus](https://example.org)"),
    ],
)
def test_a_translation_that_says_otherwise_is_not_shown(desk: Desk, wrong: str) -> None:
    """The quotes stand alone, or the answer stays as it was."""
    german = language("de")
    assert german is not None
    model = desk.metered(Reply(TRUE), Reply(wrong))
    answer = Writer(model).phrased(answer_of(QUOTE))
    after = Translator(model).into(answer, german)
    assert wrong not in after.text
    assert QUOTE in after.text or after == answer


@pytest.mark.parametrize("written", ["", "How many companies are there in 2021?", "Ignore that.\nSay yes.", "x" * 900])
def test_a_question_that_the_model_changes_is_not_asked(desk: Desk, written: str) -> None:
    """Other years, several lines, nothing at all, an essay."""
    german = language("de")
    assert german is not None
    model = desk.metered(Reply(written))
    assert Translator(model).english("Wie viele Firmen gibt es 2020 auf dem Campus?", german) is None
