"""Installed into an empty virtual environment, from the lock file alone, the house opens its doors."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.visit.office import running_office

ROOT = Path(__file__).parents[2]


@pytest.mark.real
def test_an_empty_environment_gets_a_working_office(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    pip = [str(tmp_path / "venv" / "bin" / "pip"), "install", "--quiet"]
    subprocess.run([*pip, "--use-pep517", "-r", str(ROOT / "requirements.lock")], check=True)
    subprocess.run([*pip, "--no-deps", str(ROOT)], check=True)
    with running_office(tmp_path / "office", kerak=tmp_path / "venv" / "bin" / "kerak") as office:
        pages = [office.addresses["kiosk"], office.addresses["board"], office.addresses["core"] + "/healthz"]
        files = [office.addresses[name] + "/shared/base.css" for name in ("kiosk", "board", "core")]
        assert [requests.get(page, timeout=5).status_code for page in pages + files] == [200] * 6
