"""Puts together all that one server serves: the API with its door, the page's own addresses, a guard before them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import FastAPI

from bot.answers import Answers
from bot.api.callers import Callers
from bot.api.door import SiteDoor
from bot.api.doorway import Doorway
from bot.api.health import Readiness, health_routes
from bot.api.meter import Meter
from bot.api.metrics import Counted, Measured, Metrics
from bot.api.metrics_route import metrics_routes
from bot.api.open_calls import OpenCalls
from bot.api.pool import Pool
from bot.api.routes import add_nothing_else, build_api
from bot.api.site_file import SiteFile
from bot.api.site_routes import site_routes
from bot.api.sites import Allowance
from bot.api.tokens import Tokens
from bot.feedback import Feedback
from bot.kept import Kept, keeps_questions, notice
from bot.remembered import Remembered
from ingest.settings import Settings
from page.calls import Calls, Chat
from page.embed import embed_routes
from page.guard import Guard
from page.opening import Opening
from page.owner.routes import owner_routes
from page.owner.session import Sessions
from page.owner.sign_in import sign_in_routes
from page.plain import plain_routes
from page.report import report_routes
from page.routes import page_routes
from page.shared_routes import shared_routes
from page.shares import Shares
from page.shelf import Shelf
from page.slim import Slim
from page.sweeping import sweeping
from page.takeaway import takeaway_routes
from page.widget import widget_routes


def assemble(
    bot: Answers,
    feedback: Feedback,
    shares: Shares,
    settings: Settings,
    mount: Callable[[FastAPI, Answers, Shelf], Chat],
) -> FastAPI:
    """The application; ``mount`` puts the page below all the rest, and says what it can be asked for.

    Raises IngestError for a file of sites with a mistake in it, and when what speaks to Redis is not installed.
    """
    password = settings.owner_password.get_secret_value()
    tokens = Tokens(settings.secret.get_secret_value())
    meter = Meter(settings.redis_url.get_secret_value())
    allowance = Allowance(per_minute=settings.limit_per_minute, per_day=settings.limit_per_day)
    sites = SiteFile(settings.sites)
    door = SiteDoor(sites, tokens, meter, allowance)
    metrics = Metrics()
    kept = Kept(feedback, settings.keep_questions_days)
    measured = Measured(Remembered(bot, kept.questions) if keeps_questions(settings) else bot, metrics)
    pool = Pool(measured, settings.answers_at_once, settings.answers_waiting)
    app = build_api(measured, door, pool)
    app.router.lifespan_context = _living(meter, kept.sweep if password else kept.questions.sweep)
    app.include_router(site_routes(door, tokens, notice(settings)))
    app.include_router(health_routes(Readiness(bot)))
    app.include_router(metrics_routes(bot, metrics))
    app.include_router(widget_routes())
    app.include_router(embed_routes(sites.sites))
    app.include_router(page_routes(bot, takes_reports=bool(password)))
    app.include_router(plain_routes(bot, door, pool))
    if password:
        sessions = Sessions(password, settings.secret.get_secret_value())
        app.include_router(sign_in_routes(sessions))
        app.include_router(owner_routes(bot, kept, sessions))
        app.include_router(report_routes(bot, door, kept.reports))
    shelf = Shelf()
    app.include_router(takeaway_routes(bot, shelf))
    app.include_router(shared_routes(bot, shares))
    add_nothing_else(app)
    chat = mount(app, measured, shelf)
    # What is added last is met first.
    app.add_middleware(Opening)
    app.add_middleware(Slim)
    app.add_middleware(Calls, chat=chat)
    app.add_middleware(Doorway, door=door)
    app.add_middleware(OpenCalls)
    app.add_middleware(Guard, hosts=_names(settings.hosts))
    app.add_middleware(Callers, trusted=settings.trusted_proxies)
    app.add_middleware(Counted, metrics=metrics)
    return app


def _living(meter: Meter, sweep: Callable[[], None]) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """What goes on while the server runs, and what is left to do when it ends."""

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        async with sweeping(sweep):
            yield
        await meter.close()

    return lifespan


def _names(hosts: str) -> frozenset[str]:
    return frozenset(filter(None, hosts.lower().replace(" ", "").split(",")))
