import asyncio

import pytest
from browser import CATALYST, SPARK, TableBot, answered, campus_bot, cite, not_found

from bot.api.health import FRESH, Readiness
from bot.types import Answer
from ingest.errors import IngestError


def ready(bot: TableBot) -> bool:
    """Whether it can answer."""
    return asyncio.run(Readiness(bot).is_ready())


def test_ready_is_who_answers_an_example_with_a_citation() -> None:
    """Any of its own."""
    assert ready(campus_bot())
    first, second = TableBot({}).examples
    assert ready(TableBot({first: not_found(first), second: answered(second, cite(1, SPARK, CATALYST))}))


@pytest.mark.parametrize(
    "outcome", [not_found("q"), answered("q"), IngestError("secret words"), RuntimeError("secret")]
)
def test_whoever_answers_otherwise_is_not_ready(outcome: Answer | Exception, caplog: pytest.LogCaptureFixture) -> None:
    """Not found, without a citation, or an error, of which the log has the type."""
    assert not ready(TableBot(dict.fromkeys(TableBot({}).examples, outcome)))
    assert "secret" not in caplog.text
    assert (type(outcome).__name__ in caplog.text) is isinstance(outcome, Exception)


def test_a_bot_without_examples_is_not_ready() -> None:
    """Nothing shows that it can answer."""
    assert not ready(TableBot({}, examples=()))


def test_many_who_want_to_know_ask_once() -> None:
    """At the same time or within a few seconds; later it is asked again."""
    bot, now = campus_bot(), 0.0

    async def main() -> list[int]:
        readiness = Readiness(bot, lambda: now)
        await asyncio.gather(*(readiness.is_ready() for _ in range(20)))
        asked = [len(bot.asked)]
        for later in (FRESH / 2, FRESH):
            set_clock(later)
            await readiness.is_ready()
            asked.append(len(bot.asked))
        return asked

    def set_clock(value: float) -> None:
        nonlocal now
        now = value

    assert asyncio.run(main()) == [1, 1, 2]
