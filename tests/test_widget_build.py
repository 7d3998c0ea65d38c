"""The built file of the widget: what it is built from, how big it is, and what is loaded before the first answer."""

import base64
import gzip
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

from widget_server import SITE
from widget_stage import WIDGET, from_npm

BUILT = WIDGET / "dist" / "v1.js"
BUDGET = 15_000  # bytes by gzip -9 of all that is loaded before the first answer


def test_the_committed_file_is_what_the_source_builds_to(tmp_path: Path) -> None:
    """Byte for byte, with the builder that is pinned; its hash stands beside it."""
    from_npm("esbuild")
    npm = shutil.which("node")
    assert npm is not None
    subprocess.run([npm, "build.mjs", str(tmp_path)], cwd=WIDGET, check=True, capture_output=True)
    for name in ("v1.js", "v1.js.sri"):
        assert (tmp_path / name).read_bytes() == (WIDGET / "dist" / name).read_bytes()


def test_the_published_hash_is_that_of_the_file() -> None:
    """A webmaster who copies it into the tag gets the script, and nothing else."""
    digest = base64.b64encode(hashlib.sha384(BUILT.read_bytes()).digest()).decode()
    assert (WIDGET / "dist" / "v1.js.sri").read_text() == f"sha384-{digest}\n"


def test_all_that_is_loaded_before_the_first_answer_is_small() -> None:
    """Script, settings and a token of the length of a signed one."""
    token = json.dumps({"token": base64.b64encode(bytes(range(256))).decode(), "expires_in": 600})
    parts = (BUILT.read_bytes(), json.dumps(SITE).encode(), token.encode())
    assert sum(len(gzip.compress(part, 9)) for part in parts) <= BUDGET


def test_the_script_needs_nothing_that_a_strict_policy_forbids() -> None:
    """No markup from strings, no code from strings, no inline styles, no cookie, no address of anyone."""
    script = BUILT.read_text(encoding="utf-8")
    for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
        assert forbidden not in script
    for forbidden in ("document.cookie", "localStorage", 'setAttribute("style"', ".cssText", "<style"):
        assert forbidden not in script
    assert script.replace("http://www.w3.org/2000/svg", "").count("://") == 0
