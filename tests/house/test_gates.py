"""The gates of 'make check', so that whoever runs the tests has run them all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent


@pytest.mark.real
@pytest.mark.long
@pytest.mark.parametrize("gate", ["ruff check", "ruff format --check", "mypy", "lint-imports --no-cache"])
def test_the_gate_is_open(gate: str) -> None:
    tool, *arguments = gate.split()
    done = subprocess.run(
        [str(TOOLS / tool), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
