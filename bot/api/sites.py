"""The partners' sites that may embed the answers: what `sites.toml` may say, and how what it says wrong is told."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, ValidationError

from bot.types import Filters
from ingest.errors import IngestError
from ingest.types import Kind

NOTICE = (
    "Answers are quotes from published documents, selected by a machine. "
    "They can be out of date, and they are not investment advice."
)
_ORIGIN = re.compile(r"(https?)://([a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::([1-9]\d{0,4}))?")
_LOOPBACK = re.compile(r"localhost|127(?:\.\d{1,3}){3}|\[::1\]")
_FROM_THE_RIGHT = frozenset(("ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))
_DEFAULT_PORTS = {"http": "80", "https": "443"}


class SitesError(IngestError):
    """The file of sites cannot be read; the message names the line or the key."""


def _exact_origin(text: str) -> str:
    """An origin as a browser sends it. Raises ValueError."""
    match = _ORIGIN.fullmatch(text)
    if match is None:
        raise ValueError("an origin is https://HOST or https://HOST:PORT, in lower case, with no * and no path")
    scheme, host, port = match.groups()
    if scheme == "http" and not _LOOPBACK.fullmatch(host):
        raise ValueError("http is taken for this machine only (localhost, 127.0.0.1); use https")
    if port == _DEFAULT_PORTS[scheme]:
        raise ValueError(f"browsers leave out the port {port} of {scheme}; leave it out too")
    return text


Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")]
Origin = Annotated[str, AfterValidator(_exact_origin)]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Count = Annotated[StrictInt, Field(ge=1)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Theme(_Table):
    """How the widget looks: ``accent`` as #rrggbb or None for its own, light or dark, and its corner."""

    accent: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None
    mode: Literal["auto", "light", "dark"] = "auto"
    position: Literal["right", "left"] = "right"


class Documents(_Table):
    """Which documents a site's answers draw on; a key that is left out leaves that side open."""

    publishers: Annotated[frozenset[Line], Field(min_length=1)] | None = None
    kinds: Annotated[frozenset[Kind], Field(min_length=1)] | None = None
    collections: Annotated[frozenset[Line], Field(min_length=1)] | None = None


class Allowance(_Table):
    """How many requests count in a minute and in a day; None: as many as come."""

    per_minute: Count | None = None
    per_day: Count | None = None


class Site(_Table):
    """A partner's site: whose pages may embed the answers, how these look there, and what they draw on."""

    title: Line
    origins: Annotated[tuple[Origin, ...], Field(min_length=1)]
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    direction: Literal["ltr", "rtl"] | None = None
    theme: Theme = Theme()
    greeting: Annotated[str, Field(max_length=500)] = ""
    examples: Annotated[tuple[Line, ...], Field(max_length=12)] = ()
    notice: Line = NOTICE
    documents: Documents = Documents()
    limits: Allowance = Allowance()

    @property
    def filters(self) -> Filters:
        """The documents, as a question is asked of them."""
        chosen = self.documents
        return Filters(kinds=chosen.kinds, publishers=chosen.publishers, collections=chosen.collections)

    @property
    def reads(self) -> Literal["ltr", "rtl"]:
        """The direction that is said, else that of the language's script."""
        written = "rtl" if self.language.partition("-")[0] in _FROM_THE_RIGHT else "ltr"
        return self.direction or ("rtl" if written == "rtl" else "ltr")


class _File(_Table):
    sites: dict[Id, Site] = {}


def read_sites(path: Path) -> dict[str, Site]:
    """The sites that a file names, by their ids; none where there is no file. Raises SitesError."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        return _File.model_validate(said).sites
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SitesError(f"{path} cannot be read: {error}. Put it right.") from error
    except ValidationError as error:
        raise SitesError(f"{path}: {_wrong(error)}") from error


def _wrong(error: ValidationError) -> str:
    """The first thing that is wrong, by its key."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"] if part != "[key]")
    if first["type"] == "extra_forbidden":
        return f"{key} is not a key that is known here. Remove it, or see sites.example.toml for the keys there are."
    if first["type"] == "missing":
        return f"{key} is missing. Add it."
    value = str(first["input"])[:100]
    return f"{key} = {value!r} is not usable: {first['msg'].removeprefix('Value error, ')}. Put it right."
