"""The house rules: importing defines and does nothing, and nothing calls home."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.settings import Settings, go_offline

ROOT = Path(__file__).parent.parent
HEAVY = (
    "torch",
    "ray",
    "transformers",
    "sentence_transformers",
    "chromadb",
    "gradio",
    "bm25s",
    "matplotlib",
    "reportlab",
)
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in ("ingest", "bot", "page")
    for path in (ROOT / package).rglob("*.py")
)


def run(code: str, folder: Path) -> str:
    """What a fresh Python prints for the code, in an empty folder, warnings being errors."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_every_module_does_nothing(tmp_path: Path) -> None:
    """No heavy library is loaded, no environment changed, no thread started, no file written, nothing printed."""
    code = (
        "import importlib, os, sys, threading\n"
        "before = dict(os.environ)\n"
        f"for name in {[*MODULES, 'ui', 'evals', 'evals.golden']!r}: importlib.import_module(name)\n"
        "changed = os.environ.items() ^ before.items()\n"
        "assert not changed, f'importing changes {changed}'\n"
        "assert threading.active_count() == 1, 'a thread was started'\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "assert not loaded, f'importing loads {loaded}'\n"
    )
    assert run(code, tmp_path) == ""
    assert list(tmp_path.iterdir()) == []


def test_a_bot_loads_nothing_of_langchain(tmp_path: Path) -> None:
    """Its retriever, with all that traces it, is only for who asks for it."""
    code = "import sys, bot.ask\nassert not {'langsmith', 'langchain_core', 'langchain'} & set(sys.modules)"
    assert run(code, tmp_path) == ""


@pytest.mark.parametrize("module", ["ingest.__main__", "bot.__main__"])
def test_a_command_line_says_its_help_without_loading_a_library(tmp_path: Path, module: str) -> None:
    """So that a mistake in typing costs no seconds."""
    code = (
        f"import sys, importlib\nmain = importlib.import_module({module!r}).main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as end:\n    assert not end.code\n"
        f"assert not [name for name in {HEAVY!r} if name in sys.modules]\n"
    )
    assert "usage: python -m" in run(code, tmp_path)


QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "RAY_USAGE_STATS_ENABLED": "0",
}


def test_every_librarys_telemetry_and_look_ups_are_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the environment said before."""
    for name in QUIET:
        monkeypatch.setenv(name, "yes please")
    go_offline(Settings(_env_file=None))
    assert {name: os.environ[name] for name in QUIET} == QUIET


def test_only_an_encoder_that_has_to_be_fetched_may_go_online(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One named by a folder may not."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    go_offline(Settings(_env_file=None, encoder="someone/model"))
    assert not {"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"} & os.environ.keys()
    go_offline(Settings(_env_file=None, encoder=str(tmp_path)))
    assert (os.environ["HF_HUB_OFFLINE"], os.environ["TRANSFORMERS_OFFLINE"]) == ("1", "1")


@pytest.mark.parametrize("module", ["ingest.__main__", "bot.__main__"])
def test_a_command_line_is_quiet_before_the_libraries_are_imported(tmp_path: Path, module: str) -> None:
    """They read their settings at import."""
    code = (
        f"import sys, os, importlib\nmain = importlib.import_module({module!r}).main\n"
        "main(['nowhere'])\n"
        "assert os.environ['HF_HUB_OFFLINE'] == '1' and os.environ['ANONYMIZED_TELEMETRY'] == 'False'\n"
        f"assert not [name for name in {HEAVY!r} if name in sys.modules]\n"
    )
    run(code, tmp_path)


def test_settings_come_from_the_environment_before_the_env_file(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one prefix; the defaults need nothing."""
    assert Settings().store == Path("store")
    (desk / ".env").write_text("CLUSTER_STORE=from_file\nCLUSTER_THREADS=4\nOTHER=1\n")
    monkeypatch.setenv("CLUSTER_STORE", "from_environment")
    settings = Settings()
    assert (settings.store, settings.threads) == (Path("from_environment"), 4)
