"""A chat model behind the whole bot: over the real corpus, and over documents that give orders."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import served
from builders import ingested
from model_server import Reply, Script, build_model
from pydantic import SecretStr

from bot.ask import Bot
from bot.claims import ClaimKind, claims
from bot.generate import open_model
from bot.metered import Metered
from bot.render import to_json
from bot.spending import Purse
from bot.types import Status
from evals.prose import injections
from ingest.encoder import Encoder
from ingest.settings import Settings
from ingest.store import Store

SPARK = "When did the Spark Building open?"
TRUE = "The Spark Building at Stevenage Bioscience Catalyst (SBC) opened in January 2020 [1]."


@pytest.fixture(scope="module")
def script() -> Script:
    """What the model says."""
    return Script()


@pytest.fixture(scope="module")
def model(script: Script) -> Iterator[Metered]:
    """The model at its address."""
    with served(build_model(script)) as address:
        settings = Settings(
            _env_file=None,
            chat_model="openai:scripted",
            chat_base_url=f"{address}/v1",
            chat_key=SecretStr("k" * 20),
            chat_seconds=5.0,
        )
        opened = open_model(settings)
        assert opened is not None
        yield Metered(opened, Purse())


@pytest.fixture(scope="module")
def bot(corpus_store: Store, real_encoder: Encoder, model: Metered) -> Bot:
    """The bot over the real corpus, with the model."""
    return Bot(corpus_store, real_encoder, model=model)


def told(script: Script, *replies: str) -> None:
    """What the model says next; nothing has been asked yet."""
    script.replies[:] = [Reply(reply) for reply in replies]
    script.calls.clear()


def test_an_answer_is_put_into_words_and_heard_line_by_line(bot: Bot, script: Script) -> None:
    """The model is asked once, and what is heard is in the answer."""
    told(script, TRUE)
    stages: list[str] = []
    heard: list[str] = []
    answer = bot.ask(SPARK, told=stages.append, said=heard.append)
    assert (answer.status, answer.mode, len(script.calls)) == (Status.ANSWERED, "openai:scripted", 1)
    assert stages[-1] == "write"
    assert set(heard) <= set(answer.text.split("\n"))
    assert TRUE.replace(" [1].", ". [1]") in heard


@pytest.mark.parametrize(
    "question",
    ["Who is the mayor of Stevenage?", "What is the weather in Stevenage today?", "Should I buy Autolus shares?"],
)
def test_where_there_is_silence_the_model_is_not_asked(bot: Bot, script: Script, question: str) -> None:
    """Silence is decided before any call, by the same rule as without a model."""
    told(script, TRUE)
    assert bot.ask(question).status is not Status.ANSWERED
    assert script.calls == []


def test_a_question_in_german_is_answered_in_german(bot: Bot, script: Script) -> None:
    """Translated, answered as in English, translated back; the quotes stay as they are."""
    german = "Das Spark Building im Stevenage Bioscience Catalyst (SBC) öffnete im Januar 2020 [1]."
    told(script, SPARK, TRUE, german)
    heard: list[str] = []
    answer = bot.ask("Wann hat das Spark Building eröffnet?", said=heard.append)
    assert (answer.status, answer.language, len(script.calls)) == (Status.ANSWERED, "de", 3)
    assert answer.question == "Wann hat das Spark Building eröffnet?"
    assert answer.standalone_question == SPARK
    line = german.replace(" [1].", ". [1]")
    assert line in answer.text.split("\n")
    assert line in heard
    kinds = [claim.kind for claim in claims(answer)]
    assert kinds.index(ClaimKind.QUOTE) > kinds.index(ClaimKind.PROSE)
    assert to_json(answer)["language"] == "de"


def test_a_german_question_without_an_answer_is_translated_and_no_more(bot: Bot, script: Script) -> None:
    """One call, for the question; none to write."""
    told(script, "Who is the mayor of Stevenage?", TRUE)
    assert bot.ask("Wer ist der Bürgermeister von Stevenage?").status is Status.NOT_FOUND
    assert len(script.calls) == 1


def test_documents_that_give_orders_change_no_answer(real_encoder: Encoder, tmp_path: Path) -> None:
    """Commands, feigned messages of the system, hidden and reversed text, feigned citations: each answer stays."""
    clean, injected = (_bot(which, tmp_path, real_encoder) for which in ("clean", "injected"))
    changed = [case["id"] for case in injections() if _said(clean, case) != _said(injected, case)]
    assert changed == []


def _bot(which: str, folder: Path, encoder: Encoder) -> Bot:
    """Over all the documents, a file each."""
    news = folder / which / "corpus" / "news"
    news.mkdir(parents=True)
    for case in injections():
        head = f"---\ntitle: News {case['id']}\npublisher: The Comet\npublished: 2024-05\nkind: news\n---\n\n"
        (news / f"{case['id']}.md").write_text(f"{head}{case[which]}\n", encoding="utf-8")
    return Bot(ingested(news.parent, folder / which / "store", encoder), encoder)


def _said(bot: Bot, case: dict[str, str]) -> tuple[Status, tuple[str, ...]]:
    answer = bot.ask(case["question"])
    return answer.status, tuple(lead.words for lead in answer.leads)
