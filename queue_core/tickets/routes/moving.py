"""HTTP for what takes a ticket out of the straight line: aside, elsewhere, back, away, undone."""

from __future__ import annotations

from flask import Response
from flask_openapi3 import Tag

from queue_core.access.routes import caller
from queue_core.access.rules import ANYBODY
from queue_core.tickets.routes.common import CounterPath, PagePath, TicketPath, write
from queue_core.tickets.service import moving, undoing
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.wire.counters import CounterWork
from queue_core.tickets.wire.moving import CallBack, ParkTicket, TransferTicket, VoidTicket
from queue_core.tickets.wire.tickets import TicketPage, TicketView
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint
from queue_core.web.requests import write_request


def moving_routes(desk: Desk) -> ApiBlueprint:
    """The routes of tickets that are moved by officers, and by families from their page."""
    api = ApiBlueprint("moving", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="moving")])
    _counter_routes(api, desk)
    _ticket_routes(api, desk)

    @api.post("/pages/<key>/cancel", responses={200: TicketPage}, summary="The family goes home")
    def withdraw(path: PagePath) -> Response:
        return answer(moving.withdraw(desk, write_request(ANYBODY.actor), path.key))

    return api


def _counter_routes(api: ApiBlueprint, desk: Desk) -> None:
    at = "/counters/<int:number>"

    @api.post(f"{at}/park", responses={200: CounterWork}, summary="Set the ticket aside")
    def park(path: CounterPath, body: ParkTicket) -> Response:
        return answer(moving.park(desk, write(), caller().name, path.number, body))

    @api.post(f"{at}/transfer", responses={200: CounterWork}, summary="Hand the ticket on")
    def transfer(path: CounterPath, body: TransferTicket) -> Response:
        return answer(moving.transfer(desk, write(), caller().name, path.number, body))

    @api.post(f"{at}/call-back", responses={200: CounterWork}, summary="Call a ticket that was set aside")
    def call_back(path: CounterPath, body: CallBack) -> Response:
        return answer(moving.call_back(desk, write(), caller().name, path.number, body))

    @api.post(f"{at}/undo", responses={200: CounterWork}, summary="Take the latest move back")
    def undo(path: CounterPath) -> Response:
        return answer(undoing.undo(desk, write(), caller().name, path.number))


def _ticket_routes(api: ApiBlueprint, desk: Desk) -> None:
    of = "/tickets/<int:ticket_id>"

    @api.post(f"{of}/return", responses={200: TicketView}, summary="Put it back to its place in the queue")
    def put_back(path: TicketPath) -> Response:
        return answer(moving.return_to_queue(desk, write(), caller().name, path.ticket_id))

    @api.post(f"{of}/cancel", responses={200: TicketView}, summary="The family goes home")
    def cancel(path: TicketPath) -> Response:
        return answer(moving.cancel(desk, write(), caller().name, path.ticket_id))

    @api.post(f"{of}/void", responses={200: TicketView}, summary="It should never have been issued")
    def make_void(path: TicketPath, body: VoidTicket) -> Response:
        return answer(moving.make_void(desk, write(), caller().name, path.ticket_id, body))
