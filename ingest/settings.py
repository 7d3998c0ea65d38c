"""Settings, read once at the door from CLUSTER_* environment variables and a .env file."""

import os
from ipaddress import ip_network
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from ingest.errors import IngestError

DEFAULT_ENCODER = "all-MiniLM-L6-v2"
# What begins these names is what their own world calls them.
_OWN_NAMES = ("CHROMA_URL", "CHROMA_TOKEN", "RAY_ADDRESS")
_SECRETS = ("CHROMA_TOKEN", "CLUSTER_SECRET", "CLUSTER_REDIS_URL", "CLUSTER_OWNER_PASSWORD")
# Bytes.
MEGABYTE = 1_000_000


class Settings(BaseSettings):
    """Every setting has a default that works without a network or a key."""

    model_config = SettingsConfigDict(
        env_prefix="CLUSTER_", env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    corpus: Path = Field(Path("corpus"), description="the folder of documents")
    store: Path = Field(Path("store"), description="the folder of the vector store")
    chroma_url: str = Field(
        "",
        pattern=r"^(https?://[^/\s@?#]+/?)?$",
        validation_alias="CHROMA_URL",
        description="a Chroma server that holds the store, as http://HOST:PORT; `CLUSTER_STORE` is for copies then",
    )
    chroma_token: SecretStr = Field(
        SecretStr(""),
        validation_alias="CHROMA_TOKEN",
        description="a bearer token for the proxy in front of that server, if there is one",
    )
    chroma_name: str = Field(
        "cluster",
        pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_-]{2,60}$",
        description="which of several stores on that server: the names of its collections begin with it",
    )
    encoder: str = Field(
        DEFAULT_ENCODER, description="the default offline model, or a sentence-transformers model by name or folder"
    )
    threads: int = Field(2, ge=1, description="processor threads for the encoder, and files read at once")
    answers_kept: int = Field(512, ge=0, description="answers kept in memory for who asks the same again; 0 keeps none")
    embed_processes: int = Field(
        1, ge=1, description="processes that embed in an ingest; they share the threads, and each has a model in memory"
    )
    ray_address: str = Field(
        "",
        pattern=r"^\S*$",
        validation_alias="RAY_ADDRESS",
        description="a Ray cluster that embeds instead: HOST:PORT, `auto`, or `local` for one on this machine",
    )
    max_file_megabytes: int = Field(20, ge=1, description="larger files are refused")
    max_document_characters: int = Field(2_000_000, ge=1, description="longer texts are refused")
    max_parse_megabytes: int = Field(1_000, ge=200, description="files that need more memory to read are refused")
    max_parse_seconds: int = Field(30, ge=1, description="files that need more processor time to read are refused")
    keep_generations: int = Field(3, ge=2, description="how many generations of the store stay on disk, two at least")
    keep_earlier_characters: int = Field(
        20_000_000, ge=0, description="characters of what documents said before that stay for the links to their quotes"
    )
    fetch_contact: str = Field(
        "", pattern=r"^[!-~]*$", description="an address at which a site's owner can reach you, told to every site"
    )
    fetch_allow_hosts: str = Field("", description="hosts of private networks that may be asked, with commas between")
    fetch_pause_seconds: float = Field(1.0, ge=0, description="pause between two requests to one host")
    fetch_connect_seconds: float = Field(10.0, gt=0, description="longest wait for a connection")
    fetch_read_seconds: float = Field(20.0, gt=0, description="longest wait for a host's next bytes")
    fetch_whole_seconds: float = Field(60.0, gt=0, description="longest time for one answer")
    fetch_redirects: int = Field(5, ge=0, description="more redirects than this are not followed")
    fetch_every_minutes: float = Field(60.0, gt=0, description="how often --watch asks the web for changes")
    fetch_feed_entries: int = Field(500, ge=1, description="later entries of a feed are left out")
    sites: Path = Field(
        Path("sites.toml"), description="the partners' sites that may embed the answers; none if absent"
    )
    key_figures: Path = Field(
        Path("key_figures.toml"), description="the key figures of another cluster; if absent those of ours"
    )
    secret: SecretStr = Field(
        SecretStr(""),
        description="signs the sites' tokens, 32 characters or more; by default random for each process, so that "
        "several replicas need one and the same",
    )
    redis_url: SecretStr = Field(
        SecretStr(""),
        description="a Redis server that counts requests for several replicas, as redis://[:PASSWORD@]HOST:PORT/DB",
    )
    chat_model: str = Field(
        "",
        description="a chat model that puts answers into words, as PROVIDER:NAME (openai:, anthropic:, ollama:, "
        "google_genai:); none: answers are quotes",
    )
    chat_base_url: str = Field(
        "", description="where an OpenAI-compatible server answers; by default the provider's own"
    )
    chat_key: SecretStr = Field(
        SecretStr(""), description="its key; by default that of the provider's own variable, such as OPENAI_API_KEY"
    )
    chat_seconds: float = Field(30.0, gt=0, description="longest time for the words of one answer; then it is quotes")
    chat_tokens_per_day: int = Field(1_000_000, ge=0, description="tokens of the chat model a day, in all; 0: no limit")
    chat_tokens_per_site: int = Field(200_000, ge=0, description="the same for each partner's site")
    shared_days: int = Field(
        90, ge=0, le=3650, description="days for which a shared answer can be read; 0: nothing can be shared"
    )
    hosts: str = Field("", description="the names under which this is reached, with commas between; by default any")
    trusted_proxies: str = Field(
        "", description="addresses and networks whose forwarded headers are believed, with commas between"
    )
    limit_per_minute: int = Field(60, ge=1, description="requests of one address in a minute")
    limit_per_day: int = Field(2_000, ge=1, description="requests of one address in a day")
    answers_at_once: int = Field(4, ge=1, description="questions of the API that are answered at the same time")
    answers_waiting: int = Field(64, ge=0, description="questions of the API that may wait for that; more get a 503")

    owner_password: SecretStr = Field(
        SecretStr(""), description="opens the owner's page, /owner, 12 characters or more; none: there is no such page"
    )
    keep_questions_days: int = Field(
        30, ge=0, le=3650, description="days that questions are kept for the owner's page; 0: none is kept"
    )

    @field_validator("owner_password")
    @classmethod
    def _is_not_easily_guessed(cls, password: SecretStr) -> SecretStr:
        if 0 < len(password.get_secret_value()) < 12:
            raise ValueError("it has fewer than 12 characters")
        return password

    @field_validator("secret")
    @classmethod
    def _is_long_enough(cls, secret: SecretStr) -> SecretStr:
        if 0 < len(secret.get_secret_value()) < 32:
            raise ValueError("it has fewer than 32 characters")
        return secret

    @field_validator("redis_url")
    @classmethod
    def _leads_to_redis(cls, url: SecretStr) -> SecretStr:
        if url.get_secret_value() and not url.get_secret_value().startswith(("redis://", "rediss://")):
            raise ValueError("it does not begin with redis:// or rediss://")
        return url

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, networks: str) -> str:
        for network in filter(None, networks.replace(" ", "").split(",")):
            ip_network(network)
        return networks.replace(" ", "")

    @property
    def encoder_is_remote(self) -> bool:
        """Whether the encoder was named so that it may have to be fetched: the one case that needs a network."""
        return self.encoder != DEFAULT_ENCODER and not Path(self.encoder).is_dir()


def read_settings() -> Settings:
    """The settings of this process. Raises IngestError that names the variable at fault."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        name = name if name.startswith(_OWN_NAMES) else f"CLUSTER_{name}"
        value = "" if name in _SECRETS else f"={first.get('input')!r}"
        said = f"{name}{value} is not usable: {first['msg'].removeprefix('Value error, ')}. Change or unset {name}."
        # What the library says of it holds the value, so a secret's error is not passed on.
        raise IngestError(said) from (None if name in _SECRETS else error)


def go_offline(settings: Settings | None = None) -> None:
    """Switch off every library's telemetry and look-ups. Call it before the first of them is imported.

    Only an encoder that has to be fetched, named by the settings, leaves the model hub open.
    """
    os.environ |= {
        "ANONYMIZED_TELEMETRY": "False",
        "DO_NOT_TRACK": "1",
        "FASTAPI_OTEL_AUTO_CONFIGURE": "false",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "GRADIO_RUN_HISTORY": "false",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "LANGCHAIN_TRACING_V2": "false",
        "LANGSMITH_TRACING": "false",
        "RAY_USAGE_STATS_ENABLED": "0",
        "TOKENIZERS_PARALLELISM": "false",
    }
    if settings is None or not settings.encoder_is_remote:
        os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
