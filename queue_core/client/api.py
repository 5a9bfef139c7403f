"""The core's HTTP API as typed calls. A write is sent again with its own id when the network failed."""

from __future__ import annotations

import re
from datetime import date

import requests
from pydantic import BaseModel, ValidationError

from queue_core.access.wire import Account, DeviceHealth, Devices, Login, PasswordChange, Session
from queue_core.client.appointments import AppointmentCalls
from queue_core.client.calls import Answer, Download
from queue_core.client.children import ChildCalls
from queue_core.client.corner import CornerCalls
from queue_core.client.files import FileCalls
from queue_core.client.handover import HandOverCalls
from queue_core.client.pictures import PictureCalls
from queue_core.client.printing import PrintCalls
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.client.sheets import SheetCalls
from queue_core.client.stock import StockCalls
from queue_core.feedback.rules import Ruling
from queue_core.feedback.wire import Balances, Decision, ObjectionPage, Objections, ObjectionView
from queue_core.foundation.identifiers import new_request_id
from queue_core.foundation.problem import MEDIA_TYPE, REQUEST_ID_HEADER, Problem
from queue_core.sop.wire import (
    Closings,
    ClosingView,
    Disturbances,
    DisturbanceView,
    Lifting,
    NewClosing,
    NewDisturbance,
    Pausing,
)
from queue_core.tickets.rules.assistance import HelpVerb
from queue_core.tickets.wire.assistance import HelpAsked, HelpView, NewHelp
from queue_core.tickets.wire.availability import Availability, Blanks, BlanksCount
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.live import MissedEvents, Snapshot
from queue_core.tickets.wire.moving import CallBack, ParkTicket, TransferTicket, VoidTicket
from queue_core.tickets.wire.office import OfficeView
from queue_core.tickets.wire.offline import LetterWish, OfflineLetter, OfflineTicket
from queue_core.tickets.wire.tickets import (
    IssuedTicket,
    NewTicket,
    PageKey,
    SlipReport,
    TicketPage,
    TicketView,
)

SECONDS_TO_ANSWER = 3.0
SECONDS_FOR_BYTES = 20.0
"""A large picture has to travel, and to be worked on."""
SECONDS_TO_MAKE = 60.0
"""A register of a year has thousands of lines."""
NAMED = re.compile(r'filename="([\w-]+\.[a-z]+)"')
"""A name without a path in it."""
TRIES = 2
"""Signing in and changing a password keep no answer under their request id, so they are tried once."""


def direct_session() -> requests.Session:
    """Speaks with the office's own machines, whatever proxy the environment names for the internet."""
    session = requests.Session()
    session.trust_env = False
    return session


class CoreApi(
    AppointmentCalls,
    FileCalls,
    PictureCalls,
    HandOverCalls,
    ChildCalls,
    PrintCalls,
    SheetCalls,
    StockCalls,
    CornerCalls,
):
    """One client of the core, with the token of an account or a device.

    One that does not insist gives up as soon as a call has timed out: somebody stands there and waits.
    """

    def __init__(self, address: str, token: str | None = None, *, insists: bool = True) -> None:
        self._insists = insists
        self.address = address.rstrip("/")
        self.token = token
        self._http = direct_session()

    def sign_in(self, login: Login) -> Session:
        """Signs in; the calls that follow carry the session's token."""
        session = self._write("POST", "/sessions", Session, login, tries=1)
        self.token = session.token
        return session

    def sign_out(self) -> None:
        """Ends the session."""
        self._send("DELETE", "/sessions/current", None, new_request_id())
        self.token = None

    def change_password(self, change: PasswordChange) -> Account:
        """Replaces the account's own password."""
        return self._write("PUT", "/accounts/me/password", Account, change, tries=1)

    def office(self) -> OfficeView:
        """What everybody may know of the office."""
        return self._read("/office", OfficeView)

    def availability(self) -> Availability:
        """What every service has to give now."""
        return self._read("/availability", Availability)

    def count_blanks(self, service: str, count: BlanksCount) -> Blanks:
        """Tells how many blanks there are for today's tickets of a service."""
        return self._write("PUT", f"/services/{service}/blanks", Blanks, count)

    def snapshot(self) -> Snapshot:
        """The whole present state, as this client's audience sees it."""
        return self._read("/snapshot", Snapshot)

    def missed(self, since: int) -> MissedEvents:
        """The events after a number."""
        return self._read(f"/events?since={since}", MissedEvents)

    def issue(self, new: NewTicket, request_id: str) -> IssuedTicket:
        """A new ticket; the same request id gives the same ticket."""
        return self._write("POST", "/tickets", IssuedTicket, new, request_id)

    def offline_letter(self, wish: LetterWish) -> OfflineLetter:
        """The letter under which this kiosk gives numbers while the core is away."""
        return self._write("POST", "/offline/letter", OfflineLetter, wish)

    def enter(self, ticket: OfflineTicket) -> TicketView:
        """Enters a ticket that this kiosk gave while the core was away; sent again it enters once."""
        return self._write("POST", "/offline/tickets", TicketView, ticket)

    def report_slip(self, ticket_id: int, report: SlipReport, request_id: str | None = None) -> SlipReport:
        """Tells what became of a slip."""
        return self._write("POST", f"/tickets/{ticket_id}/slip", SlipReport, report, request_id)

    def page_key(self, number: str) -> PageKey:
        """The key of the page of today's ticket of a number."""
        return self._read(f"/numbers/{number}", PageKey)

    def page(self, key: str) -> TicketPage:
        """What a ticket's own page shows."""
        return self._read(f"/pages/{key}", TicketPage)

    def page_objection(self, key: str) -> ObjectionPage:
        """What became of the objection of a ticket's page."""
        return self._read(f"/pages/{key}/objection", ObjectionPage)

    def object(self, key: str, request_id: str) -> ObjectionPage:
        """Objects as the family: its service took longer than the standard."""
        return self._write("POST", f"/pages/{key}/objection", ObjectionPage, None, request_id)

    def counter(self, number: int) -> CounterWork:
        """What lies on the counter."""
        return self._read(f"/counters/{number}", CounterWork)

    def act(self, number: int, verb: str, request_id: str | None = None) -> CounterWork:
        """Does what needs no other word: open, break, close, call-next, recall, start, step-done, no-show,
        finish, return, undo, emergency, emergency/seen.
        """
        return self._write("POST", f"/counters/{number}/{verb}", CounterWork, None, request_id)

    def ask_help(self, new: NewHelp, request_id: str | None = None) -> HelpAsked:
        """Asks for help, for a ticket or to this client's own place."""
        return self._write("POST", "/help", HelpAsked, new, request_id)

    def help_asked(self, help_id: int) -> HelpAsked:
        """How far a request for help is that was asked for at this kiosk."""
        return self._read(f"/help/{help_id}", HelpAsked)

    def withdraw_help(self, help_id: int) -> HelpAsked:
        """Takes back what was asked for at this kiosk."""
        return self._write("POST", f"/help/{help_id}/withdraw", HelpAsked)

    def act_on_help(self, help_id: int, verb: HelpVerb) -> HelpView:
        """Takes, finishes or withdraws a request, as an officer."""
        return self._write("POST", f"/help/{help_id}/{verb}", HelpView)

    def tell_health(self, health: DeviceHealth) -> DeviceHealth:
        """Tells how this device is."""
        return self._write("POST", "/devices/health", DeviceHealth, health, tries=1)

    def devices(self) -> Devices:
        """How every kiosk and board is."""
        return self._read("/devices", Devices)

    def park(self, number: int, why: ParkTicket) -> CounterWork:
        """Sets the ticket at the counter aside."""
        return self._write("POST", f"/counters/{number}/park", CounterWork, why)

    def transfer(self, number: int, to: TransferTicket) -> CounterWork:
        """Hands the ticket at the counter on to another service or counter."""
        return self._write("POST", f"/counters/{number}/transfer", CounterWork, to)

    def call_back(self, number: int, which: CallBack) -> CounterWork:
        """Calls a ticket that was set aside to the counter."""
        return self._write("POST", f"/counters/{number}/call-back", CounterWork, which)

    def return_to_queue(self, ticket_id: int) -> TicketView:
        """Puts a ticket that was set aside back to its place in the queue."""
        return self._write("POST", f"/tickets/{ticket_id}/return", TicketView)

    def cancel(self, ticket_id: int) -> TicketView:
        """Ends a ticket because its family goes home."""
        return self._write("POST", f"/tickets/{ticket_id}/cancel", TicketView)

    def make_void(self, ticket_id: int, why: VoidTicket) -> TicketView:
        """Ends a ticket that should never have been issued."""
        return self._write("POST", f"/tickets/{ticket_id}/void", TicketView, why)

    def pause(self, number: int, pausing: Pausing) -> CounterWork:
        """Pauses the clocks of the ticket at a counter."""
        return self._write("POST", f"/counters/{number}/pause", CounterWork, pausing)

    def resume(self, number: int) -> CounterWork:
        """Lets the clocks of the ticket at a counter run again."""
        return self._write("POST", f"/counters/{number}/resume", CounterWork)

    def disturbances(self) -> Disturbances:
        """The disturbances that last."""
        return self._read("/sop/disturbances", Disturbances)

    def declare(self, new: NewDisturbance) -> DisturbanceView:
        """Pauses every clock of a service."""
        return self._write("POST", "/sop/disturbances", DisturbanceView, new)

    def lift(self, disturbance_id: int, lifting: Lifting) -> DisturbanceView:
        """Lets the clocks of a service run again."""
        return self._write("POST", f"/sop/disturbances/{disturbance_id}/lift", DisturbanceView, lifting)

    def closings(self) -> Closings:
        """The office's own closing days."""
        return self._read("/sop/closings", Closings)

    def close_day(self, new: NewClosing) -> ClosingView:
        """Closes a day, or the rest of today."""
        return self._write("POST", "/sop/closings", ClosingView, new)

    def withdraw_closing(self, day: date) -> ClosingView:
        """Opens a day again."""
        return self._write("POST", f"/sop/closings/{day}/withdraw", ClosingView)

    def object_for(self, ticket_id: int) -> ObjectionView:
        """Objects on behalf of a family."""
        return self._write("POST", f"/tickets/{ticket_id}/objection", ObjectionView)

    def objections(self) -> Objections:
        """Objections with their evidence."""
        return self._read("/objections", Objections)

    def decide(self, objection_id: int, ruling: Ruling, decision: Decision) -> ObjectionView:
        """Accepts or refuses an objection."""
        return self._write("POST", f"/objections/{objection_id}/{ruling}", ObjectionView, decision)

    def balances(self) -> Balances:
        """How many objections came, and how many were right."""
        return self._read("/objections/balance", Balances)

    def _read(self, path: str, model: type[Answer]) -> Answer:
        return _parse(model, self._send("GET", path, None, None))

    def _write(
        self,
        method: str,
        path: str,
        model: type[Answer],
        body: BaseModel | None = None,
        request_id: str | None = None,
        tries: int = TRIES,
    ) -> Answer:
        return _parse(model, self._send(method, path, body, request_id or new_request_id(), tries))

    def _bytes(self, method: str, path: str, body: BaseModel | None = None) -> bytes:
        request_id = None if method == "GET" else new_request_id()
        content: bytes = self._send(method, path, body, request_id, seconds=SECONDS_FOR_BYTES).content
        return content

    def _upload(self, path: str, model: type[Answer], content: bytes, method: str = "PUT") -> Answer:
        return _parse(model, self._send(method, path, content, new_request_id(), seconds=SECONDS_FOR_BYTES))

    def _fetch(self, path: str, body: BaseModel) -> Download:
        answer = self._send("POST", path, body, new_request_id(), tries=1, seconds=SECONDS_TO_MAKE)
        named = NAMED.search(answer.headers.get("Content-Disposition", ""))
        if named is None:
            raise CoreUnreachable("The answer is not one of this version's core.")
        return Download(named[1], answer.content)

    def _send(
        self,
        method: str,
        path: str,
        body: BaseModel | bytes | None,
        request_id: str | None,
        tries: int = TRIES,
        seconds: float = SECONDS_TO_ANSWER,
    ) -> requests.Response:
        headers = {} if request_id is None else {REQUEST_ID_HEADER: request_id}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        for attempt in range(tries):
            try:
                response = self._http.request(
                    method,
                    f"{self.address}/api/v1{path}",
                    headers=headers,
                    data=body if isinstance(body, bytes) else None,
                    json=body.model_dump(mode="json") if isinstance(body, BaseModel) else None,
                    timeout=seconds,
                )
            except requests.RequestException as error:
                if attempt == tries - 1 or (isinstance(error, requests.Timeout) and not self._insists):
                    raise CoreUnreachable(f"{self.address}: {_why(error)}.") from None
                continue
            _raise_for_problem(response)
            return response
        raise CoreUnreachable


def _raise_for_problem(response: requests.Response) -> None:
    if response.ok:
        return
    if not response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
        raise CoreUnreachable(f"Something else answers at that address (HTTP {response.status_code}).")
    problem = _parse(Problem, response)
    raise Refused(problem.slug, problem.detail, problem.remedy, problem.status, problem.come_at)


def _parse(model: type[Answer], response: requests.Response) -> Answer:
    try:  # a newer core may tell more than this program knows
        return model.model_validate_json(response.content, extra="ignore")
    except ValidationError:
        raise CoreUnreachable("The answer is not one of this version's core.") from None


def _why(error: Exception) -> str:
    return type(error).__name__
