"""``python -m evals.talk_mine --out FILE``: what the verifier of talks is trained from; needs the store.

The bot answers the talks of ``evals/talked.jsonl``, and the golden ones for tuning, one question after the other. Of
each question the file has what was said before it, the sentences that the bot weighed without hearing the talk, the
likeliest first, and which of them answer.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path, PurePath

from bot.answers import unheard
from bot.ask import Bot
from bot.clock import Clock
from bot.inquiry import Inquiry, Readers
from bot.question import understand
from bot.read import Reading, Scored
from bot.standing import Standing
from bot.types import EVERYTHING, Status, Turn
from bot.verifier.in_talk import Heard, shown
from evals.dialogues import TALKS, Dialogue, read_dialogues
from evals.golden import Golden
from evals.talk_data import Mined, Weighed
from ingest.embed import open_encoder
from ingest.server import open_store
from ingest.settings import go_offline, read_settings

TALKED = Path(__file__).parent / "talked.jsonl"
_OWN, _ASIDE = 24, 10  # sentences of a question


class Miner:
    """Asks the bot, and looks at what it weighs."""

    def __init__(self) -> None:
        settings = read_settings()
        go_offline(settings)
        store, encoder = open_store(settings), open_encoder(settings)
        self._bot, self._encoder, self._store = Bot(store, encoder), encoder, store
        self._readers = Readers(encoder, settings.threads)

    def of(self, dialogue: Dialogue) -> Iterator[Mined]:
        """What is mined of a talk."""
        history: list[Turn] = []
        for turn in dialogue.turns:
            reading = self._read(turn.question, history)
            yield Mined(
                turn.question,
                tuple(history),
                dialogue.split,
                turn.status is Status.ANSWERED,
                reading.odds,
                tuple(
                    [_weighed(turn, item, is_aside=False) for item in reading.sentences[:_OWN]]
                    + [_weighed(turn, item, is_aside=True) for item in reading.aside[:_ASIDE]]
                ),
            )
            history.append(Turn(turn.question, self._bot.ask(turn.question, history).text))

    def _read(self, question: str, history: Sequence[Turn]) -> Reading:
        library = self._bot.library()
        understood = understand(question, history, library.lexicon, self._encoder.is_word)
        standing = Standing(library.generation, self._store.withdrawn.notices())
        inquiry = Inquiry(self._readers, library, standing, EVERYTHING, Clock(unheard), Heard(question, ()))
        (reading, *_) = inquiry.readings(understood.parts[:1], ())
        return reading


def _weighed(turn: Golden, item: Scored, is_aside: bool) -> Weighed:
    text = item.sentence.text
    tells = turn.status is Status.ANSWERED and any(any(value in text for value in group) for group in turn.contains)
    is_source = PurePath(item.sentence.passage.source.id).stem in turn.sources
    is_right = None if tells and not is_source else tells  # the same told by another source is neither
    return Weighed(shown(item.sentence), item.share, is_aside, is_right)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m evals.talk_mine", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    miner, count = Miner(), 0
    with arguments.out.open("w", encoding="utf-8") as file:
        for dialogue in (*read_dialogues(TALKED), *read_dialogues(TALKS)):
            for one in miner.of(dialogue):
                file.write(json.dumps(asdict(one), ensure_ascii=False) + "\n")
                count += 1
    print(f"{count} questions in {arguments.out}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
