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
from bot.api.routes import add_nothing_else, build_api
from bot.api.site_file import SiteFile
from bot.api.site_routes import site_routes
from bot.api.sites import Allowance
from bot.api.tokens import Tokens
from ingest.settings import Settings
from page.calls import Calls, Chat
from page.embed import embed_routes
from page.guard import Guard
from page.routes import page_routes
from page.shelf import Shelf
from page.takeaway import takeaway_routes
from page.widget import widget_routes


def assemble(bot: Answers, settings: Settings, mount: Callable[[FastAPI, Answers, Shelf], Chat]) -> FastAPI:
    """The application; ``mount`` puts the page below all the rest, and says what it can be asked for.

    Raises IngestError for a file of sites with a mistake in it, and when what speaks to Redis is not installed.
    """
    tokens = Tokens(settings.secret.get_secret_value())
    meter = Meter(settings.redis_url.get_secret_value())
    allowance = Allowance(per_minute=settings.limit_per_minute, per_day=settings.limit_per_day)
    sites = SiteFile(settings.sites)
    door = SiteDoor(sites, tokens, meter, allowance)
    metrics = Metrics()
    measured = Measured(bot, metrics)
    app = build_api(measured, door, settings.answers_at_once, settings.answers_waiting)
    app.router.lifespan_context = _closing(meter)
    app.include_router(site_routes(door, tokens))
    app.include_router(health_routes(Readiness(bot)))
    app.include_router(metrics_routes(bot, metrics))
    app.include_router(widget_routes())
    app.include_router(embed_routes(sites.sites))
    app.include_router(page_routes(bot))
    shelf = Shelf()
    app.include_router(takeaway_routes(bot, shelf))
    add_nothing_else(app)
    chat = mount(app, measured, shelf)
    # What is added last is met first.
    app.add_middleware(Calls, chat=chat)
    app.add_middleware(Doorway, door=door)
    app.add_middleware(OpenCalls)
    app.add_middleware(Guard, hosts=_names(settings.hosts))
    app.add_middleware(Callers, trusted=settings.trusted_proxies)
    app.add_middleware(Counted, metrics=metrics)
    return app


def _closing(meter: Meter) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """What is left to do when the server ends."""

    @asynccontextmanager
    async def lifespan(app: Any) -> AsyncIterator[None]:
        yield
        await meter.close()

    return lifespan


def _names(hosts: str) -> frozenset[str]:
    return frozenset(filter(None, hosts.lower().replace(" ", "").split(",")))
