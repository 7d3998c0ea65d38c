"""The settings of the door: what is wrong with one is told, a secret never."""

import traceback

import pytest

from ingest.errors import IngestError
from ingest.settings import read_settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLUSTER_TRUSTED_PROXIES", "proxy.example.org"),
        ("CLUSTER_TRUSTED_PROXIES", "*"),
        ("CLUSTER_TRUSTED_PROXIES", "10.0.0.1/8"),
        ("CLUSTER_LIMIT_PER_MINUTE", "0"),
        ("CLUSTER_ANSWERS_AT_ONCE", "many"),
        ("CLUSTER_SECRET", "too short"),
        ("CLUSTER_OWNER_PASSWORD", "eleven char"),
        ("CLUSTER_KEEP_QUESTIONS_DAYS", "-1"),
        ("CLUSTER_REDIS_URL", "http://:password@10.0.0.1"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a sentence; of a secret neither it nor the error before it holds the value."""
    monkeypatch.setenv(name, value)
    with pytest.raises(IngestError) as error:
        read_settings()
    told = "".join(traceback.format_exception(error.value))
    assert str(error.value).startswith(name)
    assert (value in told) is (name not in {"CLUSTER_SECRET", "CLUSTER_REDIS_URL", "CLUSTER_OWNER_PASSWORD"})


def test_networks_may_be_written_with_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    """As people write lists."""
    monkeypatch.setenv("CLUSTER_TRUSTED_PROXIES", "10.0.0.0/8, fd00::/8 ,127.0.0.1")
    assert read_settings().trusted_proxies == "10.0.0.0/8,fd00::/8,127.0.0.1"
