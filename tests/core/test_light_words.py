"""The words of a room load no library: proved in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.real

CORE = Path(__file__).parents[2] / "queue_core"
HEAVY = ("flask", "sqlalchemy", "textual", "PIL", "gevent", "socketio", "alembic")
DOORS = sorted(
    ".".join(file.relative_to(CORE.parent).with_suffix("").parts)
    for door in ("rules", "wire")
    for pattern in (f"*/{door}.py", f"*/{door}/[a-z]*.py")
    for file in CORE.glob(pattern)
)


def loaded_with(modules: list[str]) -> set[str]:
    """The heavy libraries that a fresh interpreter has loaded after these imports."""
    program = (
        f"import sys\nfor name in {modules!r}: __import__(name)\nprint(*set(sys.modules) & set({HEAVY!r}))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(ended.stdout.split())


def test_the_words_of_all_rooms_are_there_to_be_tested() -> None:
    assert {"queue_core.access.rules", "queue_core.tickets.wire.live", "queue_core.sop.rules.clocks"} <= set(
        DOORS
    )


def test_rules_and_wire_load_no_library() -> None:
    assert loaded_with(DOORS) == set()


def test_the_proof_can_fail() -> None:
    assert "sqlalchemy" in loaded_with(["queue_core.tickets.store.tables"])
