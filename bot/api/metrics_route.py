"""`GET /metrics`, for this machine and trusted addresses only."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from bot.answers import Answers
from bot.api.metrics import CONTENT_TYPE, Metrics


def metrics_routes(bot: Answers, metrics: Metrics) -> APIRouter:
    """The route; what Callers noted of the request decides."""
    router = APIRouter(include_in_schema=False)

    @router.get("/metrics")
    async def read(request: Request) -> Response:
        if not getattr(request.state, "is_internal", False):
            said = "Metrics are for this machine and the addresses of CLUSTER_TRUSTED_PROXIES, asked directly."
            return JSONResponse({"error": said}, 403)
        return Response(await run_in_threadpool(metrics.text, bot), media_type=CONTENT_TYPE)

    return router
