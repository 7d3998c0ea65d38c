"""The door: who may ask, by origin, token and limits."""

from starlette.requests import Request

from bot.api.admission import Admission, RefusedError
from bot.api.callers import fingerprint
from bot.api.meter import Meter
from bot.api.origins import Page, page_of
from bot.api.site_file import SiteFile
from bot.api.sites import Allowance, Site
from bot.api.tokens import Bearer, ExpiredError, ForgedError, Tokens

NO_SITE = "There is no such site here. The one who runs this server can add it."
NO_PAGE = "Only the site's own pages may ask for this, and no page was named."
_EXPIRED = "This token has expired. Ask for a new one."


class SiteDoor:
    """Lets in our own page and programs under the limits of their address, and pages with a token as its site's."""

    def __init__(self, sites: SiteFile, tokens: Tokens, meter: Meter, allowance: Allowance) -> None:
        self._sites, self._tokens, self._meter, self._allowance = sites, tokens, meter, allowance

    async def admit(self, request: Request) -> Admission:
        """Let a request in, once however often it is asked, or raise RefusedError: 403, or 429 with a time."""
        if not hasattr(request.state, "admission"):
            request.state.admission = await self._decide(request)
        admission: Admission = request.state.admission
        return admission

    async def count(self, request: Request, purpose: str = "questions") -> None:
        """Count a request of an address, each purpose for itself. Raises RefusedError (429)."""
        caller = fingerprint(request.client.host if request.client else "", self._tokens.key)
        await self._within(f"{purpose} of address {caller}", self._allowance)

    def site(self, id_: str, page: Page | None) -> Site:
        """The site of that id, for one of its pages or of ours. Raises RefusedError (403)."""
        site = self._sites.sites().get(id_)
        if site is None:
            raise RefusedError(403, NO_SITE)
        if page is None:
            raise RefusedError(403, NO_PAGE)
        if not page.is_ours and page.origin not in site.origins:
            raise RefusedError(
                403, "This site is not for pages of that origin. The one who runs this server can add it."
            )
        return site

    def origins(self, id_: str | None = None) -> frozenset[str]:
        """The origins that a site allows, or any site."""
        if id_ is None:
            return self._sites.origins()
        site = self._sites.sites().get(id_)
        return frozenset(site.origins if site else ())

    async def _decide(self, request: Request) -> Admission:
        page = page_of(request.scope["headers"])
        if page is None:
            self._refuse_strayed(request)
        if page is None or (page.is_ours and _token(request) is None):
            await self.count(request)
            return Admission()
        bearer = self._bearer(request)
        if bearer.origin != page.origin:
            raise RefusedError(403, "This token belongs to pages of another origin.")
        site = self.site(bearer.site, page)
        await self.count(request)
        await self._within(f"questions of site {bearer.site}", site.limits)
        return Admission(bearer.site, site.filters)

    def _bearer(self, request: Request) -> Bearer:
        token = _token(request)
        if token is None:
            raise RefusedError(403, "Pages of other sites need a site's token to ask.")
        try:
            return self._tokens.read(token)
        except ExpiredError as error:
            raise RefusedError(403, _EXPIRED) from error
        except ForgedError as error:
            raise RefusedError(403, "This is not a token that was made here.") from error

    def _refuse_strayed(self, request: Request) -> None:
        """Without a page, a token of ours is used where it was not made for. Others' keys mean nothing here."""
        token = _token(request)
        if token is None:
            return
        try:
            self._tokens.read(token)
        except ForgedError:
            return
        except ExpiredError as error:
            raise RefusedError(403, _EXPIRED) from error
        raise RefusedError(403, "This token belongs to a site's pages, and the request names none.")

    async def _within(self, name: str, allowance: Allowance) -> None:
        waits = await self._meter.count(name, allowance)
        if waits is not None:
            raise RefusedError(429, f"That were too many requests. Please come again in {waits} s.", waits)


def _token(request: Request) -> str | None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
