"""The kiosk's Flask application: the touch page and its small API, for the browser of this machine."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from flask import Flask, Response, jsonify, render_template, request
from pydantic import ValidationError

from kiosk.entry import Entry, Named, Signed, check_in_of, pick_up_of, sheet_of, ticket_of
from kiosk.flow import Ending, LookStanding, PickUpStanding, SignStanding, Timing
from kiosk.helping import Helping
from kiosk.looking import Looking
from kiosk.picking_up import PickingUp
from kiosk.signing import Signing
from kiosk.views import PageLook, PagePickUp, PageSign, page_office, unknown_entry
from kiosk.visits import Visits
from kiosk.watch import CoreWatch
from queue_core.client.problems import CoreUnreachable
from queue_core.foundation.messages import DEFAULT_LANGUAGE, Catalogue, load_catalogues
from queue_core.foundation.problem import REQUEST_ID_HEADER
from queue_core.tickets.wire.assistance import NewHelp
from queue_core.tickets.wire.tickets import NewTicket
from queue_core.web.answers import answer
from queue_core.web.pages import share_files
from queue_core.web.problems import answer_with_problems, validation_problem
from queue_core.web.requests import LARGEST_BODY, require_readable

STATUS_OF_ENDING: Mapping[Ending, HTTPStatus] = {
    Ending.PRINTED: HTTPStatus.CREATED,
    Ending.SLIP_FAILED: HTTPStatus.CREATED,
    Ending.SLIP_UNSURE: HTTPStatus.CREATED,
    Ending.CORE_AWAY: HTTPStatus.SERVICE_UNAVAILABLE,
    Ending.REFUSED: HTTPStatus.CONFLICT,
}

UNKNOWN_TICKET = PageLook(standing=LookStanding.UNKNOWN)
NOTHING_TO_FETCH = PagePickUp(standing=PickUpStanding.UNKNOWN)
UNKNOWN_SHEET = PageSign(standing=SignStanding.UNKNOWN)


def create_app(
    watch: CoreWatch,
    visits: Visits,
    helping: Helping,
    looking: Looking,
    picking_up: PickingUp,
    signing: Signing,
    timing: Timing,
) -> Flask:
    """The application, wired to what it stands on."""
    app = Flask("kiosk")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    catalogues = load_catalogues("kiosk")
    answer_with_problems(app)
    share_files(app)
    app.before_request(require_readable)
    app.register_error_handler(ValidationError, validation_problem)
    _add_pages(app, catalogues, timing)
    _add_api(app, watch, visits, frozenset(catalogues))
    _add_entry(app, visits)
    _add_help(app, helping)
    _add_look(app, looking)
    _add_pick_up(app, picking_up)
    _add_signing(app, signing)
    return app


def _add_pages(app: Flask, catalogues: Mapping[str, Catalogue], timing: Timing) -> None:
    given = _given(catalogues, timing)

    @app.get("/")
    def page() -> Response:
        words = catalogues[DEFAULT_LANGUAGE]
        html = render_template("kiosk.html", given=given, words=words, language=DEFAULT_LANGUAGE)
        return Response(html, headers={"Cache-Control": "no-store"})

    @app.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="ok", version=version("kerak-telor"))


def _given(catalogues: Mapping[str, Catalogue], timing: Timing) -> dict[str, Any]:
    """What the page is given with itself: all its sentences, and how long a screen stays."""
    return {
        "language": DEFAULT_LANGUAGE,
        "sentences": {code: dict(catalogue.sentences) for code, catalogue in catalogues.items()},
        "timing": {
            "idle": timing.idle_seconds,
            "warning": timing.warning_seconds,
            "result": timing.result_seconds,
            "withoutSlip": timing.without_slip_seconds,
        },
    }


def _add_api(app: Flask, watch: CoreWatch, visits: Visits, languages: frozenset[str]) -> None:
    @app.get("/api/office")
    def office() -> Response:
        if watch.office is None:
            raise CoreUnreachable
        return answer(page_office(watch.office, languages))

    @app.get("/api/state")
    def state() -> Response:
        return answer(watch.state())

    @app.post("/api/tickets")
    def take() -> Response:
        new = NewTicket.model_validate_json(request.get_data())
        ticket = visits.take(new, request.headers[REQUEST_ID_HEADER])
        return answer(ticket, STATUS_OF_ENDING[ticket.ending])


def _add_entry(app: Flask, visits: Visits) -> None:
    """What is typed or scanned: the code or the page of an appointment."""

    @app.post("/api/check-in")
    def check_in() -> Response:
        who = check_in_of(Entry.model_validate_json(request.get_data()))
        if who is None:
            return answer(unknown_entry(), HTTPStatus.CONFLICT)
        ticket = visits.check_in(who, request.headers[REQUEST_ID_HEADER])
        return answer(ticket, STATUS_OF_ENDING[ticket.ending])


def _add_look(app: Flask, looking: Looking) -> None:
    """A ticket that is named by its number or its slip, and the objection to its service."""

    def named() -> Named | None:
        return ticket_of(Entry.model_validate_json(request.get_data()))

    @app.post("/api/look")
    def look() -> Response:
        who = named()
        return answer(looking.look(who) if who else UNKNOWN_TICKET)

    @app.post("/api/objection")
    def object_to() -> Response:
        who = named()
        return answer(looking.object(who, request.headers[REQUEST_ID_HEADER]) if who else UNKNOWN_TICKET)


def _add_pick_up(app: Flask, picking_up: PickingUp) -> None:
    """What a family came to fetch, named by its slip or its register number."""

    @app.post("/api/pick-up")
    def pick_up() -> Response:
        named = pick_up_of(Entry.model_validate_json(request.get_data()))
        return answer(picking_up.look(named) if named else NOTHING_TO_FETCH)


def _add_signing(app: Flask, signing: Signing) -> None:
    """A page to sign on that is named by its code or its QR, and the signature."""

    @app.post("/api/signing/find")
    def find() -> Response:
        named = sheet_of(Entry.model_validate_json(request.get_data()))
        return answer(signing.find(named) if named else UNKNOWN_SHEET)

    @app.post("/api/signing/sign")
    def sign() -> Response:
        signed = Signed.model_validate_json(request.get_data())
        named, request_id = sheet_of(signed), request.headers[REQUEST_ID_HEADER]
        return answer(signing.sign(named, signed.drawing, request_id) if named else UNKNOWN_SHEET)


def _add_help(app: Flask, helping: Helping) -> None:
    @app.post("/api/help")
    def ask() -> Response:
        new = NewHelp.model_validate_json(request.get_data())
        return answer(helping.ask(new, request.headers[REQUEST_ID_HEADER]))

    @app.get("/api/help/<int:help_id>")
    def read(help_id: int) -> Response:
        return answer(helping.read(help_id))

    @app.post("/api/help/<int:help_id>/withdraw")
    def withdraw(help_id: int) -> Response:
        return answer(helping.withdraw(help_id))
