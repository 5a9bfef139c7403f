"""Installed into an empty virtual environment without internet, as documented, the house opens its doors."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.visit.office import running_office

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
UPGRADE = PAGE.split("## Upgrade without internet")[1].split("\n## ")[0]
NO_INDEX = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")} | {
    "PIP_CONFIG_FILE": os.devnull
}


@pytest.mark.real
@pytest.mark.long
def test_an_empty_environment_gets_a_working_office_without_internet(tmp_path: Path) -> None:
    (fetching,) = re.findall("`python3 -m (pip wheel .*)`", UPGRADE)
    on_site = re.findall("^.venv/bin/(pip install .*)$", UPGRADE, re.MULTILINE)
    venv, wheels = tmp_path / "venv", tmp_path / "wheels"

    def run(line: str, env: dict[str, str] | None = None) -> None:
        words = [str(wheels) if word == "wheels" else word for word in line.split()]
        subprocess.run([str(venv / "bin" / "python"), "-m", *words, "--quiet"], cwd=ROOT, check=True, env=env)

    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    run(fetching)
    for line in on_site:
        run(line, env=NO_INDEX)
    kerak = venv / "bin" / "kerak"
    assert b"Kiosk and queue display" in subprocess.run([kerak, "--help"], capture_output=True).stdout
    run("pip install --no-index --find-links wheels --no-deps .", env=NO_INDEX)
    with running_office(tmp_path / "office", kerak=kerak) as office:
        pages = [office.addresses["kiosk"], office.addresses["board"], office.addresses["core"] + "/healthz"]
        files = [office.addresses[name] + "/shared/base.css" for name in ("kiosk", "board", "core")]
        assert [requests.get(page, timeout=5).status_code for page in pages + files] == [200] * 6
