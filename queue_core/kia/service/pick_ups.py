"""Tells a family at the kiosk how far what it came for is: by the slip's code, or by the register number."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from queue_core.kia.errors.handover import SlipNotOurs
from queue_core.kia.rules.handover import read_register_number
from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.pick_up import pick_up_of
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.slips import file_of_slip
from queue_core.kia.store import files, register
from queue_core.kia.wire.handover import NamedPickUp, PickUpView
from queue_core.tickets.service.arrivals import Tries

NUMBERS_A_MINUTE = 30
"""Many families share a kiosk, but each types for seconds; a walk through a year's numbers takes hours."""


class LookUps:
    """What each device may ask: few that there are not, and not too many numbers, but any slip."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self.wrong = Tries(monotonic)
        self._numbers = Tries(monotonic, NUMBERS_A_MINUTE)

    def admit(self, actor: str, named: NamedPickUp) -> None:
        """Lets one pass. Raises TooManyCodes."""
        self.wrong.require_some(actor)
        if named.number is not None:
            self._numbers.require_some(actor)
            self._numbers.count(actor)


def look(bureau: Bureau, actor: str, named: NamedPickUp, look_ups: LookUps) -> PickUpView:
    """How far it is, and nothing else. Raises TooManyCodes for one who asks too often."""
    look_ups.admit(actor, named)
    state = bureau.desk.database.read(lambda connection: _state(bureau, connection, named))
    if state is None:
        look_ups.wrong.count(actor)
    return PickUpView(standing=pick_up_of(state))


def _state(bureau: Bureau, connection: Connection, named: NamedPickUp) -> FileState | None:
    file_id = _file_id(bureau, connection, named)
    row = file_id and files.by_id(connection, bureau.desk.office, file_id)
    return FileState(row.state) if row else None


def _file_id(bureau: Bureau, connection: Connection, named: NamedPickUp) -> int | None:
    if named.number is not None:
        year, number = read_register_number(named.number)
        return register.file_of(connection, bureau.desk.office, year, number)
    try:
        return file_of_slip(bureau, named.code or "")
    except SlipNotOurs:
        return None
