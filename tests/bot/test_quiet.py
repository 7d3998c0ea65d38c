"""Work that can wait does not begin while anybody is being answered."""

import threading
from pathlib import Path
from time import monotonic

from builders import WordEncoder, make_document, make_store

from bot.ask import Bot
from bot.quiet import Quiet

WAITING_S = 20


def test_it_waits_for_all_that_are_being_answered() -> None:
    """Two of them: the end of one is no quiet yet; nor is an answer that ends in an error one without end."""
    quiet, ended = Quiet(pause=0.01), threading.Event()

    def wait() -> None:
        quiet.wait()
        ended.set()

    try:
        with quiet.broken():
            with quiet.broken():
                thread = threading.Thread(target=wait)
                thread.start()
            assert not ended.wait(0.2)
            raise ValueError
    except ValueError:
        pass
    thread.join(WAITING_S)
    assert ended.is_set()


def test_it_waits_for_more_than_the_moment_between_two_questions() -> None:
    """Who asks one question after another has the processor in between as well."""
    quiet = Quiet(pause=0.5)
    with quiet.broken():
        ended = monotonic()
    quiet.wait()
    assert monotonic() - ended >= 0.5


def test_nothing_is_read_ahead_while_somebody_is_answered(tmp_path: Path) -> None:
    """A question that comes while the store is read ahead has the processor to itself."""
    bot = Bot(make_store(tmp_path, [make_document("The campus has 45 companies. It opened in 2012.")]), WordEncoder())
    read = threading.Event()

    def read_ahead() -> None:
        bot.read_ahead()
        read.set()

    thread = threading.Thread(target=read_ahead)
    seen = []

    def told(stage: str) -> None:
        if stage == "read":
            thread.start()
            seen.append(read.wait(0.3))

    bot.ask("How many companies does the campus house?", told=told)
    thread.join(WAITING_S)
    assert seen == [False]
    assert read.is_set()
