"""The law of blanks and cards, looked up in the database, and cards that go through without HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from queue_core.access.rules import Principal, Role
from queue_core.kia.rules.life import Action, FileState
from queue_core.kia.rules.orders import Outcome
from queue_core.kia.service import moving, scanning
from queue_core.kia.service import order_acts as printing
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.orders import order_of
from queue_core.kia.wire.files import Agreement, AskedMove
from queue_core.kia.wire.orders import Loading, OrderHead, Scanned, ToldOutcome
from queue_core.stock.rules.blanks import SpoilReason
from tests.core.http_office import SEAL
from tests.core.office import Office, rows
from tests.kia.filing import draft, put
from tests.stock.stocking import Stocking

OPERATOR = Principal("account:siak", frozenset({Role.SIAK_OPERATOR}), "siak")
HEAD = Principal("account:kasi", frozenset({Role.HEAD_OF_SECTION}), "kasi")
CAMAT = Principal("account:camat", frozenset({Role.CAMAT}), "camat")
STATION = Principal("device:print-1", frozenset({Role.PRINT_STATION}), "print-1")
PACKET = ("KB0001", "KB0999")

BROKEN = {
    "a blank is not where the order that it is bound to says": """
        SELECT blank.serial, blank.state, print_order.state FROM blank JOIN print_order
        ON print_order.blank = blank.serial AND print_order.state NOT IN ('spoiled', 'cancelled')
        WHERE blank.state <> iif(print_order.state = 'done', 'good', 'printer')""",
    "a blank is in the printer or a good card without an order": """
        SELECT serial FROM blank WHERE state IN ('printer', 'good') AND serial NOT IN
        (SELECT blank FROM print_order WHERE blank IS NOT NULL AND state NOT IN ('spoiled', 'cancelled'))""",
    "the blank of a spoiled card is not spoiled": """
        SELECT serial FROM blank JOIN print_order ON print_order.blank = blank.serial
        WHERE print_order.state = 'spoiled' AND blank.state <> 'spoiled'""",
    "a file is not as far as its order": """
        SELECT file.id, file.state, print_order.state FROM file LEFT JOIN print_order ON file_id = file.id
        AND print_order.state NOT IN ('spoiled', 'cancelled') WHERE CASE file.state
        WHEN 'print_ordered'
        THEN coalesce(print_order.state, '') NOT IN ('waiting', 'loaded', 'sending', 'unknown')
        WHEN 'printed' THEN coalesce(print_order.state, '') <> 'printed'
        WHEN 'scanned_back' THEN coalesce(print_order.state, '') <> 'done'
        WHEN 'ready' THEN coalesce(print_order.state, 'done') <> 'done'
        WHEN 'handed_over' THEN coalesce(print_order.state, 'done') <> 'done'
        ELSE print_order.state IS NOT NULL END""",
}


def require_law(path: Path) -> None:
    """Every blank is where its card is, and every file is as far as its order."""
    assert {what: found for what, query in BROKEN.items() if (found := rows(path, query))} == {}


@dataclass
class Cards:
    """Calls the use cases as operator, station, head and Camat."""

    office: Office

    @property
    def bureau(self) -> Bureau:
        return Bureau(self.office.desk, SEAL)

    def receive(self) -> None:
        Stocking(self.office).receive(*PACKET)

    def ordered(self) -> int:
        """A new file whose card is ordered."""
        file_id = int(put(self.office, "kia_new", FileState.RECORDED, draft())["id"])
        self.move(file_id, Action.ORDER_PRINT, OPERATOR)
        return file_id

    def order(self, file_id: int) -> OrderHead:
        row = self.office.database.read(lambda connection: order_of(self.bureau, connection, file_id))
        return OrderHead.model_validate({name: getattr(row, name, None) for name in OrderHead.model_fields})

    def load(self, file_id: int, serial: str) -> None:
        printing.load(
            self.bureau, self.office.write(), Loading(orders=(self.order(file_id).id,), first=serial)
        )

    def unload(self, file_id: int) -> None:
        printing.unload(self.bureau, self.office.write(), self.order(file_id).id)

    def take(self, file_id: int) -> None:
        printing.take(self.bureau, self.office.write(STATION.actor), STATION, self.order(file_id).id)

    def say(self, file_id: int, outcome: Outcome, who: Principal) -> None:
        order = self.order(file_id)
        reason = SpoilReason.JAM if outcome is Outcome.SPOILED else None
        told = ToldOutcome.model_validate({"version": order.version, "outcome": outcome, "reason": reason})
        printing.outcome(self.bureau, self.office.write(who.actor), who, order.id, told)

    def scan(self, file_id: int, serial: str) -> None:
        scanning.scan_back(self.bureau, self.office.write(), OPERATOR, file_id, Scanned(serial=serial))

    def agree(self, file_id: int) -> None:
        agreed = Agreement(version=self.version(file_id))
        moving.agree(self.bureau, self.office.write(), CAMAT, file_id, agreed)

    def take_back(self, file_id: int, action: Action) -> None:
        self.move(file_id, action, HEAD)
        self.agree(file_id)

    def move(self, file_id: int, action: Action, who: Principal) -> None:
        asked = AskedMove(action=action, version=self.version(file_id), reason="kartu rusak")
        moving.move(self.bureau, self.office.write(), who, file_id, asked)

    def version(self, file_id: int) -> int:
        ((version,),) = rows(self.office.path, "SELECT version FROM file WHERE id = ?", file_id)
        return int(str(version))

    def drawer(self, number: int) -> list[str]:
        """So many blanks of the drawer."""
        query = "SELECT serial FROM blank WHERE state = 'drawer' ORDER BY serial LIMIT ?"
        return [str(serial) for (serial,) in rows(self.office.path, query, number)]

    def free_station(self) -> None:
        """What it had goes back: it would take no other."""
        for (file_id,) in rows(self.office.path, "SELECT file_id FROM print_order WHERE state = 'sending'"):
            self.say(int(str(file_id)), Outcome.FAILED, STATION)

    def printed(self, serial: str) -> int:
        """A card that has come out."""
        file_id = self.ordered()
        self.load(file_id, serial)
        self.take(file_id)
        self.say(file_id, Outcome.PRINTED, STATION)
        return file_id
