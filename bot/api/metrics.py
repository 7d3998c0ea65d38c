"""What is counted for Prometheus. Only this file speaks to its library; no question and no address is in it."""

import logging
import time
from collections.abc import Callable, Sequence

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.answers import Answers, unheard
from bot.types import EVERYTHING, Answer, Filters, Turn
from bot.wrapped import Wrapped
from ingest.errors import IngestError

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SECONDS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10)
# Which face a path belongs to, the first that fits.
_FACES = (
    ("/api/sites/", "site"),
    ("/api/", "api"),
    ("/v1/", "chat"),
    ("/mcp", "mcp"),
    ("/widget/", "widget"),
    ("/source", "permalink"),
    ("/healthz", "health"),
    ("/readyz", "health"),
    ("/metrics", "health"),
)
_LOGGER = logging.getLogger(__name__)


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "cluster_requests", "Requests that were answered or refused.", ["face", "status"], registry=self.registry
        )
        self.answers = Counter(
            "cluster_answers", "Answers, by what became of the question.", ["status"], registry=self.registry
        )
        self.seconds = Histogram(
            "cluster_answer_seconds", "Time to an answer.", buckets=_SECONDS, registry=self.registry
        )
        self.documents = Gauge("cluster_documents", "Documents that may be cited.", registry=self.registry)
        self.generation = Gauge(
            "cluster_generation", "The generation of the last answer.", ["name"], registry=self.registry
        )

    def text(self, bot: Answers) -> bytes:
        """All of it in Prometheus' text format; documents are NaN while they cannot be reached."""
        try:
            self.documents.set(len(bot.sources()))
        except IngestError as error:
            _LOGGER.error("%s while counting documents", type(error).__name__)
            self.documents.set(float("nan"))
        return generate_latest(self.registry)


class Counted:
    """Counts what an application answers, by face and status: itself an ASGI application."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._requests = app, metrics.requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._requests.labels(face(scope["path"]), str(message["status"])).inc()
            await send(message)

        return await self._app(scope, receive, counted)


class Measured(Wrapped):
    """A bot whose answers are counted and timed; otherwise the bot that it is given."""

    def __init__(self, bot: Answers, metrics: Metrics) -> None:
        super().__init__(bot)
        self._metrics = metrics

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: Filters = EVERYTHING,
        told: Callable[[str], None] = unheard,
        said: Callable[[str], None] = unheard,
        site: str = "",
    ) -> Answer:
        """The bot's answer, counted; an error is counted as one and raised again."""
        began = time.perf_counter()
        status = "error"
        try:
            answer = super().ask(question, history, filters, told, said, site)
            status = answer.status.value
        finally:
            self._metrics.answers.labels(status).inc()
        self._metrics.seconds.observe(time.perf_counter() - began)
        self._metrics.generation.clear()
        self._metrics.generation.labels(answer.generation).set(1)
        return answer


def face(path: str) -> str:
    """Which face a path belongs to; "page" for all the rest."""
    return next((name for prefix, name in _FACES if path.startswith(prefix)), "page")
