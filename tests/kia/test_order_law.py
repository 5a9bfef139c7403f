"""Whatever is done, wherever it breaks off: every blank is where its card is, no act is done by half."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from queue_core.access.rules import Principal
from queue_core.foundation.errors import KerakError
from queue_core.kia.rules.life import Action
from queue_core.kia.rules.orders import Outcome
from tests.core.office import Office, contents, open_office, rows
from tests.examples import share
from tests.kia.order_law import HEAD, OPERATOR, STATION, Cards, require_law

FILES, BLANKS = 3, 4
Step = tuple[str, int, int]
Doing = Callable[[Cards, int, str], None]


def saying(who: Principal, outcome: Outcome) -> Doing:
    return lambda cards, file_id, _: cards.say(file_id, outcome, who)


STEPS: dict[str, Doing] = {
    "load": lambda cards, file_id, serial: cards.load(file_id, serial),
    "unload": lambda cards, file_id, _: cards.unload(file_id),
    "take": lambda cards, file_id, _: cards.take(file_id),
    "scan": lambda cards, file_id, serial: cards.scan(file_id, serial),
    "scan_own": lambda cards, file_id, _: cards.scan(file_id, cards.order(file_id).blank or ""),
    "void": lambda cards, file_id, _: cards.take_back(file_id, Action.VOID),
    "reprint": lambda cards, file_id, _: cards.take_back(file_id, Action.REPRINT),
    "report_lost": lambda cards, file_id, _: cards.take_back(file_id, Action.REPORT_LOST),
    **{f"{who.name} {outcome}": saying(who, outcome) for outcome in Outcome for who in (OPERATOR, STATION)},
}
BREAKS = {
    "scan": ("blank_finish", "order_scan_back", "file_moved"),
    "spoil": ("blank_spoil", "order_spoil", "file_moved", "order_made"),
    "reprint": ("file_moved", "blank_spoil", "order_spoil", "order_made"),
    "report_lost": ("file_moved", "blank_spoil", "order_spoil", "order_made"),
}
"""Every row of the ledger that an act leaves."""
TWO_PEOPLE = ("reprint", "report_lost")


@pytest.fixture(scope="module")
def cards(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cards]:
    with open_office(staffed, tmp_path_factory.mktemp("law")) as office:
        made = Cards(office)
        made.receive()
        yield made


@settings(max_examples=share(40))
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, FILES - 1), st.integers(0, BLANKS - 1)),
        min_size=5,
        max_size=40,
    )
)
def test_after_any_history_every_blank_is_where_its_card_is(cards: Cards, steps: list[Step]) -> None:
    cards.free_station()
    files, blanks = [cards.ordered() for _ in range(FILES)], cards.drawer(BLANKS)
    for what, file_index, blank_index in steps:
        with suppress(KerakError, ValueError):
            STEPS[what](cards, files[file_index], blanks[blank_index])
    require_law(cards.office.path)


@contextmanager
def failing(office: Office, action: str) -> Iterator[None]:
    """The ledger does not take the rows of an action."""
    trouble = f"""CREATE TRIGGER trouble BEFORE INSERT ON ledger WHEN NEW.action = '{action}'
        BEGIN SELECT RAISE(ABORT, 'the disk is in trouble'); END"""
    office.database.write(lambda one: one.connection.exec_driver_sql(trouble).close())
    yield
    office.database.write(lambda one: one.connection.exec_driver_sql("DROP TRIGGER trouble").close())


@pytest.mark.parametrize(("act", "broken"), [(act, one) for act, ones in BREAKS.items() for one in ones])
def test_an_act_that_breaks_off_in_the_middle_leaves_no_trace(cards: Cards, act: str, broken: str) -> None:
    cards.free_station()
    (serial,) = cards.drawer(1)
    file_id = cards.printed(serial)
    if act in TWO_PEOPLE:
        cards.move(file_id, Action(act), HEAD)
    done: dict[str, Callable[[], None]] = {
        "scan": lambda: cards.scan(file_id, serial),
        "spoil": lambda: cards.say(file_id, Outcome.SPOILED, OPERATOR),
        **dict.fromkeys(TWO_PEOPLE, lambda: cards.agree(file_id)),
    }
    before = contents(cards.office.path)
    with failing(cards.office, broken), pytest.raises(IntegrityError):
        done[act]()
    assert contents(cards.office.path) == before
    done[act]()
    require_law(cards.office.path)


PRINTING = """
import sys
from pathlib import Path
from tests.core.office import Office
from tests.kia.order_law import Cards
cards = Cards(Office(Path(sys.argv[1])))
cards.receive()
for number in range(1, 999):
    serial = f"KB{number:04}"
    cards.scan(cards.printed(serial), serial)
    print(number, flush=True)
"""


@pytest.mark.real
@pytest.mark.parametrize("told", [1, 5, 12])
def test_after_a_kill_the_law_holds_and_every_card_that_was_told_is_done(office: Office, told: int) -> None:
    command = [sys.executable, "-c", PRINTING, str(office.path)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        for _ in range(told):
            program.stdout.readline()
        program.kill()
    require_law(office.path)
    ((done,),) = rows(office.path, "SELECT count(*) FROM print_order WHERE state = 'done'")
    assert int(str(done)) >= told
