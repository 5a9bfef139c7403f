"""A program that is killed while it moves blanks leaves each in one state, and what it told is true."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from queue_core.stock.rules.serials import serials
from tests.core.office import Office, rows
from tests.stock.stocking import FIRST, LAST, Stocking

pytestmark = pytest.mark.real

PRINTING = """
import sys
from pathlib import Path
from tests.core.office import Office
from tests.stock.stocking import Stocking, serial
stocking = Stocking(Office(Path(sys.argv[1])))
for number in range(100):
    stocking.print(serial(number))
    print(number, flush=True)
"""


@pytest.mark.parametrize("told", [1, 7, 23])
def test_after_a_kill_the_law_holds_and_every_card_that_was_told_is_good(office: Office, told: int) -> None:
    stocking = Stocking(office)
    stocking.receive()
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", PRINTING, str(office.path)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as printing:
        assert printing.stdout is not None
        for _ in range(told):
            printing.stdout.readline()
        printing.kill()
    view = stocking.stock()
    assert view.holds
    assert view.good >= told
    found = rows(office.path, "SELECT serial FROM blank ORDER BY serial")
    assert [serial for (serial,) in found] == serials(FIRST, LAST)
