"""The measurements by name: what each needs, and the report that it makes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.ask import Bot, open_bot
from evals import chunking, copies, prose, public, retrieval
from evals.conflicts import CONFLICTS, ask_pair, conflict_figures, read_pairs
from evals.dialogues import DIALOGUES, TALKS, dialogue_figures, read_dialogues, talk
from evals.golden import EXAM, GOLDEN, POINT_IN_TIME, Golden, read_golden
from evals.leads import LEADS, ask_short, lead_figures, read_asked
from evals.outcome import Outcome, as_of_figures, ask, golden_figures
from evals.report import Figures, Report
from ingest.encoder import Encoder
from ingest.settings import Settings


@dataclass
class Bench:
    """What measurements work on: the bot, opened when first needed, the folder of public sets, and what may be told.

    ``held_out`` lets the questions set aside be asked, and their figures be reported.
    """

    settings: Settings
    data: Path | None = None
    held_out: bool = False

    @cached_property
    def bot(self) -> Bot:
        """As a server has it after a while. Raises IngestError, a sentence, when there is nothing to answer from."""
        bot = open_bot(self.settings)
        bot.read_ahead()
        return bot

    @property
    def encoder(self) -> Encoder:
        """The bot's own."""
        return self.bot.library().encoder

    @property
    def folder(self) -> Path:
        """The folder of the public sets; without --data one that is not there, so that its absence is explained."""
        return self.data or Path("(no --data given)")


def golden(bench: Bench) -> Report:
    """The golden questions, end to end."""
    return _asked(bench, "golden", GOLDEN, golden_figures, lambda outcome: outcome.right)


def as_of(bench: Bench) -> Report:
    """Questions as of a date: right, and citing nothing that was published later."""
    return _asked(bench, "as_of", POINT_IN_TIME, as_of_figures, lambda outcome: outcome.right and outcome.nothing_newer)


def exam(bench: Bench) -> Report:
    """The examination, all of it set aside."""
    if not EXAM.is_file():
        return _missing("exam", EXAM)
    if not bench.held_out:
        return Report("exam", notes=("Skipped: all of it is set aside. `--report-held-out` asks it, for totals.",))
    return Report("exam", held_out=golden_figures([ask(bench.bot, question) for question in read_golden(EXAM)]))


def _asked(
    bench: Bench,
    name: str,
    path: Path,
    figures: Callable[[Sequence[Outcome]], Figures],
    fine: Callable[[Outcome], bool],
) -> Report:
    if not path.is_file():
        return _missing(name, path)
    questions = read_golden(path)
    outcomes = [ask(bench.bot, question) for question in _of(questions, "tuning")]
    misses = tuple(outcome.sentence for outcome in outcomes if not fine(outcome))
    aside = [ask(bench.bot, question) for question in _of(questions, "held_out")] if bench.held_out else None
    return Report(name, figures(outcomes), None if aside is None else figures(aside), misses=misses)


def conflicts(bench: Bench) -> Report:
    """Pairs of values that disagree, and pairs that only differ."""
    if not CONFLICTS.is_file():
        return _missing("conflicts", CONFLICTS)
    pairs = read_pairs()
    told = [ask_pair(bench.bot, pair) for pair in pairs if pair.split == "tuning"]
    misses = tuple(item.sentence for item in told if not item.right)
    aside = None
    if bench.held_out:
        aside = conflict_figures([ask_pair(bench.bot, pair) for pair in pairs if pair.split == "held_out"])
    return Report("conflicts", conflict_figures(told), aside, misses=misses)


def led(bench: Bench) -> Report:
    """Short answers, right and wrong."""
    if not LEADS.is_file():
        return _missing("leads", LEADS)
    rows = read_asked()
    told = [ask_short(bench.bot, row) for row in rows if row.split == "tuning"]
    aside = None
    if bench.held_out:
        aside = lead_figures([ask_short(bench.bot, row) for row in rows if row.split == "held_out"])
    return Report("leads", lead_figures(told), aside, misses=tuple(one.sentence for one in told if not one.fine))


def dialogues(bench: Bench) -> Report:
    """Talks in which each question leans on those before it."""
    return _talked(bench, "dialogues", DIALOGUES)


def talks(bench: Bench) -> Report:
    """More of them, all for tuning."""
    return _talked(bench, "talks", TALKS)


def _talked(bench: Bench, name: str, path: Path) -> Report:
    if not path.is_file():
        return _missing(name, path)
    rows = read_dialogues(path)
    talked = [talk(bench.bot, row) for row in rows if row.split == "tuning"]
    aside = None
    apart = [row for row in rows if row.split == "held_out"] if bench.held_out else []
    if apart:
        aside = dialogue_figures([talk(bench.bot, row) for row in apart])
    return Report(name, dialogue_figures(talked), aside, misses=tuple(t.sentence for t in talked if not t.right))


def retrieved(bench: Bench) -> Report:
    """Where the right document and passage stand before anything is read."""
    questions, library = read_golden(), bench.bot.library()
    table = retrieval.measure(_of(questions, "tuning"), library, bench.encoder)
    aside = None
    if bench.held_out:
        rows = retrieval.measure(_of(questions, "held_out"), library, bench.encoder).rows
        aside = {str(row[0]): dict(zip(table.columns[1:], row[1:], strict=True)) for row in rows}
    return Report("retrieval", held_out=aside, tables=(table,))


def copied(bench: Bench) -> Report:
    """See ``copies.measure``."""
    return copies.measure(list(bench.bot.library().generation.documents.values()))


def judged(bench: Bench) -> Report:
    """See ``prose.measure``."""
    return prose.measure(bench.held_out)


def chunked(bench: Bench) -> Report:
    """The public chunking evaluation, beside its published figures."""
    task = chunking.read_task(bench.folder)
    return Report("chunking", tables=(chunking.table(chunking.measure(task, bench.encoder)),))


def squad(bench: Bench) -> Report:
    """See ``public.squad``."""
    return public.squad(bench.folder, bench.encoder)


def qed(bench: Bench) -> Report:
    """See ``public.qed``."""
    return public.qed(bench.folder, bench.encoder)


def _of(questions: Sequence[Golden], split: str) -> list[Golden]:
    return [question for question in questions if question.split == split]


def _missing(name: str, path: Path) -> Report:
    return Report(name, notes=(f"Skipped: there is no {path.name} among the golden files.",))


# The first nine need nothing but the store; the others a folder of public sets.
NEED_NOTHING: Mapping[str, Callable[[Bench], Report]] = {
    "golden": golden,
    "exam": exam,
    "as_of": as_of,
    "conflicts": conflicts,
    "leads": led,
    "dialogues": dialogues,
    "talks": talks,
    "retrieval": retrieved,
    "copies": copied,
    "prose": judged,
}
NEED_DATA: Mapping[str, Callable[[Bench], Report]] = {"chunking": chunked, "squad": squad, "qed": qed}
MEASUREMENTS = {**NEED_NOTHING, **NEED_DATA}
