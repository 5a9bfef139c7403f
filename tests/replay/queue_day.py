"""A day of the queue over HTTP, in which every write of tickets, counters, help and clocks is done."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from queue_core.access.rules import Role
from queue_core.foundation.identifiers import new_page_key
from tests.core.booking import NINE
from tests.core.http_office import KIA, Api

BECAUSE = {"reason": "SIAK tidak dapat dibuka"}
COUNTER = "/api/v1/counters/3"
WEDNESDAY = "2021-02-10"
Told = dict[str, Any]


@dataclass
class QueueDay:
    """One officer at one counter, one kiosk, families with their phones."""

    api: Api

    def play(self) -> None:
        self.numbers()
        self.counter()
        self.objections()
        self.appointments()
        self.help()
        self.calendar()
        self.cut_off()

    def post(self, path: str, role: Role | None = Role.OFFICER, **body: object) -> Told:
        return self.done("POST", path, role, **body)

    def done(self, method: str, path: str, role: Role | None = Role.OFFICER, **body: object) -> Told:
        response = self.api.send(method, path, role, json=body or None)
        assert response.status_code < 300, (path, response.text)
        told: Told = response.get_json()
        return told

    def ticket(self) -> Told:
        """A new ticket's id, and the address of its page in the API."""
        issued = self.post("/api/v1/tickets", Role.KIOSK, **KIA)
        key = issued["page"].rsplit("/", 1)[1]
        return {"id": issued["ticket"]["id"], "page": f"/api/v1/pages/{key}"}

    def at_counter(self, *verbs: str) -> None:
        for verb in verbs:
            self.post(f"{COUNTER}/{verb}")

    def numbers(self) -> None:
        self.done("PUT", "/api/v1/services/kia/blanks", number=100)
        printed, voided, cancelled, gone = (self.ticket() for _ in range(4))
        self.post(f"/api/v1/tickets/{printed['id']}/slip", Role.KIOSK, outcome="printed")
        self.post(f"/api/v1/tickets/{voided['id']}/void", reason="issued_twice")
        self.post(f"/api/v1/tickets/{cancelled['id']}/cancel")
        self.post(f"{gone['page']}/cancel", None)

    def counter(self) -> None:
        first = self.ticket()
        self.at_counter("open", "break", "open", "emergency", "emergency/seen")
        self.at_counter("call-next", "recall", "start", "step-done", "finish", "undo")
        self.post(f"{COUNTER}/pause", reason="menunggu fotokopi")
        self.at_counter("resume", "return", "call-next", "no-show")
        self.at_counter("call-next")
        self.post(f"{COUNTER}/park", reason="take_photo")
        self.post(f"{COUNTER}/call-back", ticket_id=first["id"])
        self.post(f"{COUNTER}/park", reason="take_photo")
        self.post(f"/api/v1/tickets/{first['id']}/return")
        self.at_counter("call-next")
        self.post(f"{COUNTER}/transfer", service="documents")

    def objections(self) -> None:
        """Two families are served too late: one objects itself, for the other the officer does."""
        ours, theirs = self.late(), self.late()
        self.post(f"{ours['page']}/objection", None)
        self.post(f"/api/v1/tickets/{theirs['id']}/objection")
        found = self.done("GET", "/api/v1/objections", Role.CAMAT)["objections"]
        for one, ruling in zip(found, ("accept", "refuse"), strict=True):
            self.post(f"/api/v1/objections/{one['id']}/{ruling}", Role.CAMAT, **BECAUSE)
        self.at_counter("close")

    def late(self) -> Told:
        ticket = self.ticket()
        self.at_counter("call-next", "start")
        self.api.office.clock.forward(minutes=8)
        self.at_counter("step-done", "finish")
        return ticket

    def appointments(self) -> None:
        """Of four families one types its code, one is known to the officer, two do not come."""
        typed, listed, called_off, withdrawn = (
            self.post("/api/v1/appointments", service="kia", starts_at=f"2021-02-08T09:{at}:00+07:00")
            for at in ("00", "15", "30", "45")
        )
        self.api.office.clock.now = NINE
        self.post("/api/v1/appointments/check-in", Role.KIOSK, code=typed["code"])
        self.post(f"/api/v1/appointments/{listed['appointment']['id']}/check-in")
        self.post(f"/api/v1/appointments/{called_off['appointment']['id']}/cancel")
        self.post(f"/api/v1/bookings/{withdrawn['page'].rsplit('/', 1)[1]}/cancel", None)

    def help(self) -> None:
        page = self.ticket()["page"]
        self.post(f"{page}/help", None, kind="come")
        self.post(f"{page}/help/withdraw", None, kind="come")
        first, second = (
            self.post("/api/v1/help", Role.KIOSK, kind=kind)["id"] for kind in ("come", "wheelchair")
        )
        self.post(f"/api/v1/help/{first}/take")
        self.post(f"/api/v1/help/{first}/finish")
        self.post(f"/api/v1/help/{second}/withdraw")

    def calendar(self) -> None:
        head = Role.HEAD_OF_SECTION
        declared = self.post("/api/v1/sop/disturbances", head, service="kia", **BECAUSE)
        self.post(f"/api/v1/sop/disturbances/{declared['id']}/lift", head, **BECAUSE)
        self.post("/api/v1/sop/closings", head, day=WEDNESDAY, reason="banjir di kantor")
        self.post(f"/api/v1/sop/closings/{WEDNESDAY}/withdraw", head)

    def cut_off(self) -> None:
        """A kiosk tells of itself, has a letter, and enters what it gave by itself."""
        self.post("/api/v1/devices/health", Role.KIOSK, version="1.0", printer="ready")
        corner = Role.READING_CORNER
        self.done("PUT", "/api/v1/corner/books", corner, numbers=["A001"])
        self.done("PUT", "/api/v1/corner/book-of-the-day", corner, book={"name": "Si Kancil"})
        self.done("PUT", "/api/v1/corner/reading", corner, months=[])
        book = str(uuid.uuid4())
        letter = self.post("/api/v1/offline/letter", Role.KIOSK, book=book)["letter"]
        given = {"book": book, "letter": letter, "serial": 1, "page_key": new_page_key(), "wish": KIA}
        given |= {"issued_at": self.api.office.clock.now.isoformat(), "instead_of": str(uuid.uuid4())}
        self.done("POST", "/api/v1/offline/tickets", Role.KIOSK, **given)
