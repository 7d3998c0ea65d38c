"""The several machines of compose.yaml: whatever it names exists, and the proxy does what it is there for."""

import importlib.util
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from shlex import split
from threading import Thread
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import redis
import yaml

import ui
from evals.chroma_server import ChromaServer
from ingest.__main__ import _parser as ingest_parser
from ingest.settings import Settings

ROOT = Path(__file__).parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = sorted(SERVICES.keys() - {"proxy", "redis"})


def commands(service: str) -> list[list[str]]:
    """The words of each command that a service runs, out of the shell that it may stand in, and its check of health."""
    said = [SERVICES[service].get("command", ""), SERVICES[service].get("healthcheck", {}).get("test", "")]
    found = []
    for line in filter(None, said):
        words = split(line)
        inner = words[2] if words[:2] == ["sh", "-c"] else line
        found += [split(part) for part in re.split(r";(?![^\"]*\"$)|\|\|", inner)]
    return [words[1:] if words[0] == "exec" else words for words in found]


def names(service: str, key: str) -> set[str]:
    """What a service names, of networks or of services that it waits for."""
    return set(SERVICES[service].get(key, ()))


def test_there_are_two_servers_an_ingest_two_replicas_and_a_proxy() -> None:
    """And the replicas are the same."""
    assert SERVICES.keys() == {"chroma", "redis", "ingest", "app-1", "app-2", "proxy"}
    assert SERVICES["app-1"] == SERVICES["app-2"]


@pytest.mark.parametrize("service", OURS)
def test_every_command_is_one_that_the_image_holds(service: str) -> None:
    """A module, a script or a program of our own packages; each option is one that it takes."""
    for program, *words in commands(service):
        if program == "[":
            continue
        if program == "chroma":
            assert (Path(sys.executable).parent / "chroma").exists()
            continue
        assert program == "python"
        if words[0] == "-m":
            assert importlib.util.find_spec(words[1]), words
        elif words[0] == "-c":
            compile(words[1], service, "exec")
        else:
            assert (ROOT / words[0]).is_file()
    if command := SERVICES[service].get("command", ""):
        parser = ui._parser() if "ui.py" in command else ingest_parser()
        own = re.findall(r"(?:ui\.py|-m ingest(?= ))([^|;\"]*)", command)
        assert all(set(re.findall(r"--[a-z-]+", part)) <= set(parser._option_string_actions) for part in own)


def test_the_servers_options_are_those_of_chroma(tmp_path: Path) -> None:
    """What the tests run, on another port and folder."""
    [command] = [words for words in commands("chroma") if words[0] == "chroma"]
    assert [word for word in command if word.startswith("--")] == ["--host", "--port", "--path"]
    said = subprocess.run(
        [Path(sys.executable).parent / "chroma", "run", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert all(option in said for option in ("--host", "--port", "--path"))
    assert ChromaServer(tmp_path).port


@pytest.mark.parametrize("service", OURS)
def test_every_setting_is_read_by_the_program(service: str) -> None:
    """One that nobody reads is a mistake in typing."""
    known = {str(field.validation_alias or f"CLUSTER_{name.upper()}") for name, field in Settings.model_fields.items()}
    environment = SERVICES[service].get("environment", {})
    assert environment.keys() <= known
    given = {name.removeprefix("CLUSTER_").lower(): value for name, value in environment.items() if name in known}
    assert Settings(_env_file=None, **given)


def test_what_is_named_is_declared() -> None:
    """Volumes, networks, services waited for, and the health that they are waited for with."""
    for service, said in SERVICES.items():
        assert names(service, "networks") <= COMPOSE["networks"].keys()
        assert names(service, "depends_on") <= SERVICES.keys()
        for volume in said.get("volumes", ()):
            source = volume.split(":")[0]
            if source == "./sites":
                continue  # partners are for whoever runs it; Docker makes the folder
            assert (ROOT / source).exists() if source.startswith(".") else source in COMPOSE["volumes"]
        for other in names(service, "depends_on"):
            waits = said["depends_on"][other]["condition"] if isinstance(said["depends_on"], dict) else ""
            assert waits != "service_healthy" or "healthcheck" in SERVICES[other]


def test_the_replicas_share_what_signs_and_what_counts() -> None:
    """The secret comes from outside, and without one nothing starts; Redis' client is in their image."""
    secret = SERVICES["app-1"]["environment"]["CLUSTER_SECRET"]
    assert re.fullmatch(r"\$\{CLUSTER_SECRET:\?[^}]+\}", secret)
    assert COMPOSE["x-image"]["build"]["args"] == {"EXTRAS": "redis"}


@pytest.mark.skipif(shutil.which("redis-server") is None, reason="no Redis here: apt-get install redis-server")
def test_the_counting_server_takes_its_options(tmp_path: Path) -> None:
    """Debian's, with the same words; it counts as the program needs it to."""
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as free:
        port = free.server_port
    [words] = commands("redis")
    with subprocess.Popen([*words, "--port", str(port), "--dir", tmp_path], stdout=subprocess.DEVNULL) as server:
        try:
            client = redis.Redis(port=port)
            for _ in range(100):
                with suppress(redis.ConnectionError):
                    assert client.config_get("maxmemory") == {"maxmemory": str(64 * 2**20)}
                    assert client.config_get("save") == {"save": ""}
                    return
                time.sleep(0.05)
            pytest.fail("Redis did not start")
        finally:
            server.terminate()


@pytest.mark.parametrize("server", ["chroma", "redis"])
def test_nobody_outside_reaches_the_servers(server: str) -> None:
    """They ask nobody who he is: no port of them is published, and their one network leads nowhere."""
    assert "ports" not in SERVICES[server]
    assert SERVICES[server]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert [service for service in SERVICES if "ports" in SERVICES[service]] == ["proxy"]
    assert SERVICES["proxy"]["networks"] == ["door"]


def test_ports_and_names_agree() -> None:
    """The proxy's replicas, the page's port, the server's address."""
    replicas = SERVICES["proxy"]["environment"]["REPLICAS"].split()
    assert replicas == re.findall(r"app-\d:\d+", (ROOT / "Caddyfile").read_text())
    assert {replica.split(":")[0] for replica in replicas} == {"app-1", "app-2"}
    for replica in replicas:
        name, port = replica.split(":")
        assert f"--port {port} " in SERVICES[name]["command"]
    assert SERVICES["app-1"]["environment"]["CHROMA_URL"] == "http://chroma:8000"
    assert SERVICES["app-1"]["environment"]["CLUSTER_REDIS_URL"] == "redis://redis:6379/0"
    assert "--port 8000 " in SERVICES["chroma"]["command"]


def test_the_image_holds_what_its_recipe_names() -> None:
    """Every path that is copied exists, is not left out of the build, and holds every package of the program."""
    recipe = (ROOT / "Dockerfile").read_text()
    copied = [word for line in re.findall(r"^COPY (.*) \S+$", recipe, re.MULTILINE) for word in line.split()]
    let_in = {line[1:].split("/")[0] for line in (ROOT / ".dockerignore").read_text().split() if line[0] == "!"}
    assert all((ROOT / path).exists() for path in copied)
    assert {path.split("/")[0] for path in copied} == let_in
    packages = re.findall(r"^packages = \[(.*?)\]", (ROOT / "pyproject.toml").read_text(), re.MULTILINE | re.DOTALL)[0]
    assert {name.split(".")[0] for name in re.findall(r'"([^"]+)"', packages)} < set(copied)


CADDY = shutil.which("caddy")
needs_caddy = pytest.mark.skipif(CADDY is None, reason="Caddy is not installed. Install Debian's package caddy.")


@contextmanager
def replica(name: str) -> Iterator[HTTPServer]:
    """A server that says its name and the host that it was asked for."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Whatever was asked."""
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f"{name} {self.headers['Host']}".encode())

        def log_message(self, *_: object) -> None:
            """Quietly."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def asked(url: str) -> str:
    """What answers at an address; waits until something does."""
    for _ in range(100):
        with suppress(URLError, ConnectionError), urlopen(url, timeout=20) as answer:
            return str(answer.read().decode())
        time.sleep(0.1)
    raise TimeoutError(url)


@needs_caddy
def test_the_proxy_keeps_to_one_replica_until_it_is_away(tmp_path: Path) -> None:
    """With the real Caddyfile; the page sees the host that the visitor asked for, by which it knows its own pages."""
    with replica("one") as one, replica("two") as two:
        with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as free:
            port = free.server_port
        settings = {
            "SITE_ADDRESS": f"http://localhost:{port}",
            "REPLICAS": f"127.0.0.1:{one.server_port} 127.0.0.1:{two.server_port}",
            "HOME": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path),
        }
        config = tmp_path / "Caddyfile"
        config.write_text("{\n\tadmin off\n}\n" + (ROOT / "Caddyfile").read_text())
        command = [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(config)]
        with subprocess.Popen(command, env=settings, stderr=subprocess.DEVNULL) as caddy:
            try:
                said = {asked(f"http://localhost:{port}/page.css") for _ in range(10)}
                [first] = said
                assert first.endswith(f" localhost:{port}")
                answering = one if first.startswith("one") else two
                answering.shutdown()
                answering.server_close()
                assert asked(f"http://localhost:{port}/").split()[0] == ("two" if answering is one else "one")
            finally:
                caddy.terminate()
