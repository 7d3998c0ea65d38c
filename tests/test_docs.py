"""The README tells the truth: its commands exist, its settings are all of them, its Python runs."""

import re
from pathlib import Path

from bot.__main__ import _parser as bot_parser
from ingest.__main__ import _parser as ingest_parser
from ingest.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_make_target_that_the_readme_names_exists() -> None:
    """A newcomer types what the README says."""
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE))
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert named <= targets


def test_the_settings_table_lists_every_setting_with_its_default() -> None:
    """A setting that nobody can find is no setting."""
    listed = dict(re.findall(r"^\| `([A-Z_]+)` \| `([^`]*)` \|", README, re.MULTILINE))
    defaults = {
        str(field.validation_alias or f"CLUSTER_{name.upper()}"): str(field.default)
        for name, field in Settings.model_fields.items()
    }
    assert listed == defaults


def test_every_option_that_the_readme_shows_is_an_option() -> None:
    """An option in an example is one that the command takes."""
    for module, parser in (("ingest", ingest_parser()), ("bot", bot_parser())):
        lines = re.findall(rf"python -m {module}\b([^\n`]*)", README)
        shown = {option for line in lines for option in re.findall(r"--[a-z-]+", line.split("#")[0])}
        assert shown
        assert shown <= set(parser._option_string_actions)


def test_no_placeholder_is_left_in_the_documents() -> None:
    """Nothing that was to be filled in later is published."""
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        assert not re.search(r"\b(?:TODO|TBD|FIXME|MEASURED)\b", (ROOT / name).read_text(encoding="utf-8"))
