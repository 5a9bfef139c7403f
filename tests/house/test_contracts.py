"""The floors of the house hold: each contract is kept, and breaking it is seen."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("kiosk", "display_board", "queue_core", "reading_corner", "devices")
PLANTED = {
    "programs": {"kiosk/planted.py": "import display_board"},
    "floors": {"queue_core/foundation/planted.py": "import queue_core.sqlite.engine"},
    "doors": {"queue_core/tickets/rules/life.py": "import queue_core.tickets.wire.live"},
    "words": {"queue_core/client/planted.py": "import queue_core.storage.ledger"},
    "pure": {"queue_core/sop/rules/clocks.py": "import requests"},
    "devices": {"queue_core/server/planted.py": "import devices.errors"},
    "textual": {"queue_core/server/planted.py": "import textual"},
    "cycles": {
        "kiosk/planted.py": "import kiosk.planted_too",
        "kiosk/planted_too.py": "import kiosk.planted",
    },
}


def lint_imports(folder: Path, contract: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--contract", contract]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def contracts() -> dict[str, dict[str, object]]:
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    return {table["id"]: table for table in tables}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_has_a_planted_violation() -> None:
    assert set(PLANTED) == set(contracts())


def test_every_room_stands_under_the_contract_of_doors() -> None:
    doors = [*(ROOT / "queue_core").glob("*/rules.py"), *(ROOT / "queue_core").glob("*/rules/")]
    rooms = {f"queue_core.{path.parent.name}" for path in doors}
    assert rooms == set(contracts()["doors"]["containers"])  # type: ignore[call-overload]


@pytest.mark.real
@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_breaks_its_contract(contract: str, copy: Path) -> None:
    assert lint_imports(copy, contract).returncode == 0
    for name, line in PLANTED[contract].items():
        with (copy / name).open("a") as file:
            file.write(f"\n{line}\n")
    assert "BROKEN" in lint_imports(copy, contract).stdout
