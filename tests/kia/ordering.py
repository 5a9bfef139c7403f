"""Print orders to test with: somebody who orders, loads, prints and scans over HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from werkzeug.test import TestResponse

from queue_core.access import store as access_store
from queue_core.access.rules import Role
from queue_core.foundation.files import CardMaking
from queue_core.foundation.identifiers import token_digest
from queue_core.foundation.profile import Profile
from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.orders import CardWay, OrderState
from tests.core.office import MORNING, Office, kembaran, rows
from tests.kia.filing import Filing, draft, put
from tests.stock.stocking import Stocking

PRINT = "/api/v1/print"
OPERATOR, STATION = Role.SIAK_OPERATOR, Role.PRINT_STATION
MAKING = {
    CardWay.OVERLAY: CardMaking(mode="overlay"),
    CardWay.SIAK: CardMaking(mode="siak"),
    CardWay.AGENCY: CardMaking(printed_by="agency"),
}
SECOND_STATION = "token-of-a-second-station"
PACKET = ("KB0001", "KB0999")
WHY = "nama keliru"
Told = dict[str, Any]


def office_way(way: CardWay) -> Profile:
    """Kembaran, whose cards come about in another way."""
    files = kembaran().files.model_copy(update={"card": MAKING[way]})
    return kembaran().model_copy(update={"files": files})


def enrol_second_station(office: Office) -> None:
    office.database.write(
        lambda transaction: access_store.add_device(
            transaction.connection,
            office=office.desk.office,
            name="print-2",
            role=STATION,
            token_digest=token_digest(SECOND_STATION),
            enrolled_at=MORNING,
        )
    )


@dataclass
class Ordering:
    """The orders of one office with a packet of blanks."""

    filing: Filing
    given: int = field(default=0)

    def __post_init__(self) -> None:
        Stocking(self.office).receive(*PACKET)

    @property
    def office(self) -> Office:
        return self.filing.api.office

    def serial(self) -> str:
        """A blank that was not loaded yet."""
        self.given += 1
        return f"KB{self.given:04}"

    def recorded(self, mother: str = "Sulastri") -> Told:
        return put(self.office, "kia_new", FileState.RECORDED, draft(mother=mother))

    def ordered(self) -> Told:
        """The order of a new file, waiting."""
        file = self.recorded()
        self.done(self.filing.move(file, "order_print", OPERATOR))
        return self.of_file(file["id"])

    def loaded(self) -> Told:
        order = self.ordered()
        return self.done(self.load([order], self.serial()))["orders"][0]  # type: ignore[no-any-return]

    def sending(self) -> Told:
        return self.done(self.act(self.loaded(), "take", STATION))

    def unknown(self) -> Told:
        return self.done(self.said(self.sending(), "unknown", STATION))

    def printed(self) -> Told:
        return self.done(self.said(self.sending(), "printed", STATION))

    def finished(self) -> Told:
        order = self.printed()
        return self.done(self.scan(order, order["blank"]))

    def spoiled(self) -> Told:
        return self.done(self.said(self.loaded(), "spoiled", reason="damaged"))

    def cancelled(self) -> Told:
        order = self.ordered()
        self.taken_back(order, "void")
        return self.order(order)

    def in_state(self, state: OrderState) -> Told:
        """An order that came to a state as orders do."""
        if state is OrderState.WAITING:
            return self.ordered()
        return self.finished() if state is OrderState.DONE else getattr(self, state)()

    def load(self, orders: list[Told], first: str, role: Role = OPERATOR) -> TestResponse:
        return self.send("load", role, orders=[order["id"] for order in orders], first=first)

    def said(self, order: Told, outcome: str, role: Role = OPERATOR, **more: object) -> TestResponse:
        return self.act(order, "outcome", role, version=order["version"], outcome=outcome, **more)

    def act(self, order: Told, door: str, role: Role = OPERATOR, **body: object) -> TestResponse:
        return self.send(f"orders/{order['id']}/{door}", role, **body)

    def scan(self, order: Told, serial: str, role: Role = OPERATOR) -> TestResponse:
        return self.filing.send({"id": order["file_id"]}, "scan-back", role, serial=serial)

    def taken_back(self, order: Told, action: str) -> TestResponse:
        """A head asks for what takes two people, and the Camat agrees."""
        file = self.file(order)
        asked = self.done(self.filing.move(file, action, Role.HEAD_OF_SECTION, reason=WHY))
        return self.filing.send(asked, "agree", Role.CAMAT, version=asked["version"])

    def send(self, path: str, role: Role, **body: object) -> TestResponse:
        return self.filing.api.send("POST", f"{PRINT}/{path}", role, json=body or None)

    def order(self, order: Told) -> Told:
        return self.done(self.filing.api.send("GET", f"{PRINT}/orders/{order['id']}", OPERATOR))

    def of_file(self, file_id: int) -> Told:
        """The order of a file that has not ended."""
        return self.filing.read({"id": file_id})["order"]  # type: ignore[no-any-return]

    def file(self, order: Told) -> Told:
        return self.filing.read({"id": order["file_id"]})["head"]  # type: ignore[no-any-return]

    def blank(self, serial: str) -> tuple[object, ...]:
        """Where a blank is by the book, and why it is spoiled."""
        (found,) = rows(self.office.path, "SELECT state, spoiled_reason FROM blank WHERE serial = ?", serial)
        return found

    def listed(self, query: str, role: Role = OPERATOR) -> list[int]:
        found = self.done(self.filing.api.send("GET", f"{PRINT}/orders?{query}", role))["orders"]
        return [one["id"] for one in found]

    def done(self, response: TestResponse) -> Told:
        return self.filing.done(response)
