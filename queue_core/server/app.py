"""The core's Flask application: routes, the authorisation of each, and errors as problems."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import cache, partial
from importlib.metadata import version

from flask import Response, jsonify, render_template, request
from flask_openapi3 import Info, OpenAPI

from queue_core.access.errors import NotAllowed, NotSignedIn, PasswordChangeNeeded
from queue_core.access.routes import access_routes, bearer_token, device_routes, remember_caller
from queue_core.access.rules import ANYBODY, may
from queue_core.access.service.devices import DeviceWatch
from queue_core.access.service.door import Door
from queue_core.access.service.sessions import Recognised
from queue_core.feedback.routes import filing_routes, objection_routes
from queue_core.foundation.messages import load_catalogues
from queue_core.kia.routes.at_kiosk import kiosk_signing_routes
from queue_core.kia.routes.children import children_routes, import_routes
from queue_core.kia.routes.files import file_acts, file_routes
from queue_core.kia.routes.handover import handover_routes, pick_up_routes, shelf_routes
from queue_core.kia.routes.orders import order_acts, order_routes, scan_routes
from queue_core.kia.routes.people import people_routes
from queue_core.kia.routes.pictures import UPLOADS as PICTURES
from queue_core.kia.routes.pictures import paper_routes, photo_routes
from queue_core.kia.routes.proposals import proposal_routes
from queue_core.kia.service import signing
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.pick_ups import LookUps
from queue_core.kia.service.proposing import Pace
from queue_core.kia.service.ready_numbers import ready_numbers
from queue_core.kia.wire.handover import NamedSheet
from queue_core.printing.routes import UPLOADS as SHEETS
from queue_core.printing.routes import sheet_routes
from queue_core.printing.service import Printroom
from queue_core.server.meters import CONTENT_TYPE_LATEST, Meters
from queue_core.sop.routes import sop_routes
from queue_core.stock.routes import ribbon_routes, stock_routes
from queue_core.stock.service.stockroom import Stockroom
from queue_core.storage import ledger
from queue_core.storage.seal import Seal
from queue_core.storage.writer import Offload, inline
from queue_core.tickets.routes.admission import admission_routes
from queue_core.tickets.routes.appointments import appointment_routes, booking_routes
from queue_core.tickets.routes.assistance import help_routes, page_help_routes
from queue_core.tickets.routes.corner import corner_routes
from queue_core.tickets.routes.counters import counter_routes
from queue_core.tickets.routes.emergency import emergency_routes
from queue_core.tickets.routes.moving import moving_routes
from queue_core.tickets.routes.offline import offline_routes
from queue_core.tickets.routes.pausing import pausing_routes
from queue_core.tickets.routes.tickets import Play, ticket_routes
from queue_core.tickets.service.appointments import page_address
from queue_core.tickets.service.arrivals import Tries
from queue_core.tickets.service.desk import Desk
from queue_core.tickets.service.public_writes import PublicWrites
from queue_core.web.description import ApiBlueprint, Description
from queue_core.web.pages import share_files
from queue_core.web.problems import answer_with_problems, validation_problem
from queue_core.web.qr import qr_of
from queue_core.web.requests import LARGEST_BODY, WRITES, require_readable

PAGE_KEY = re.compile(r"[0-9a-f]{20}")
PAGES, BOOKINGS, SIGNATURES = "/api/v1/pages/", "/api/v1/bookings/", "/api/v1/signatures/"
UPLOADS = {**PICTURES, **SHEETS}
PATH_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@cache
def matrix_line(method: str, rule: str) -> str:
    """A route as the authorisation matrix names it; asked for twice with every request."""
    path = PATH_PARAMETER.sub(r"{\1}", rule)
    return f"{'GET' if method == 'HEAD' else method} {path}"


def create_app(
    desk: Desk,
    door: Door,
    play: Play,
    watch: DeviceWatch,
    meters: Meters,
    seal: Seal,
    making: Offload = inline,
) -> OpenAPI:
    """The application, wired to what it stands on."""
    app = OpenAPI(
        "queue_core.server",
        info=Info(title="kerak-telor core", version=version("kerak-telor")),
        security_schemes={"bearer": {"type": "http", "scheme": "bearer"}},
        doc_ui=False,
        validation_error_callback=validation_problem,
    )
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    answer_with_problems(app)
    share_files(app)

    recognised = Recognised(door, time.monotonic)
    public_writes = PublicWrites(desk, time.monotonic)
    bureau = Bureau(desk, seal, making, watch.hears)

    @app.before_request
    def admit() -> None:
        _authorise(recognised)
        require_readable(_upload())
        _limit(public_writes, bureau)

    access = (access_routes(door, recognised), device_routes(door, watch))
    blueprints = (*access, *_queue(desk, play), *_stock(desk), *_files(bureau))
    for api in blueprints:
        app.register_api(api)
    _add_plain_routes(app, desk)
    _add_description(app, Description(app, blueprints), making)
    _add_metrics(app, desk, meters)
    return app


def _queue(desk: Desk, play: Play) -> Iterator[ApiBlueprint]:
    """Tickets, counters and help; the clocks of the service standard, and objections."""
    yield ticket_routes(desk, play, partial(ready_numbers, desk))
    yield offline_routes(desk)
    yield admission_routes(desk)
    yield appointment_routes(desk, Tries(time.monotonic))
    yield booking_routes(desk)
    yield counter_routes(desk)
    yield corner_routes(desk)
    yield moving_routes(desk)
    yield emergency_routes(desk)
    yield help_routes(desk)
    yield page_help_routes(desk)
    yield pausing_routes(desk)
    yield sop_routes(desk.keeper)
    yield filing_routes(desk)
    yield objection_routes(desk)


def _stock(desk: Desk) -> Iterator[ApiBlueprint]:
    """Blanks and ribbon; sheets of paper."""
    room = Stockroom(desk.database, desk.profile, desk.clock)
    yield stock_routes(room)
    yield ribbon_routes(room)
    yield sheet_routes(Printroom(desk.database, desk.office, desk.clock))


def _files(bureau: Bureau) -> Iterator[ApiBlueprint]:
    """The KIA office: files with photo and papers, cards, the shelf, children without a card."""
    yield file_routes(bureau)
    yield file_acts(bureau)
    yield photo_routes(bureau)
    yield paper_routes(bureau)
    yield scan_routes(bureau)
    yield order_routes(bureau)
    yield order_acts(bureau)
    yield handover_routes(bureau)
    yield shelf_routes(bureau)
    yield pick_up_routes(bureau, LookUps(time.monotonic))
    yield kiosk_signing_routes(bureau, Tries(time.monotonic))
    yield children_routes(bureau)
    yield import_routes(bureau)
    yield proposal_routes(bureau, Pace(time.monotonic))
    yield people_routes(bureau)


def _authorise(recognised: Recognised) -> None:
    if request.url_rule is None:
        return
    line = matrix_line(request.method, request.url_rule.rule)
    if may(ANYBODY, line):
        return  # whatever token came along: who signs in may carry one that has expired
    principal = recognised.principal(bearer_token())
    remember_caller(principal)
    if may(principal, line):
        return
    if principal is ANYBODY:
        raise NotSignedIn
    raise PasswordChangeNeeded if principal.must_change_password else NotAllowed


def _upload() -> int | None:
    """How many bytes the route takes, where it takes bytes."""
    rule = request.url_rule
    return None if rule is None else UPLOADS.get(matrix_line(request.method, rule.rule))


def _limit(public_writes: PublicWrites, bureau: Bureau) -> None:
    if request.url_rule is None or request.method not in WRITES:
        return
    rule, key = request.url_rule.rule, str((request.view_args or {}).get("key"))
    if rule.startswith(PAGES):
        public_writes.admit_ticket(key)
    elif rule.startswith(BOOKINGS):
        public_writes.admit_booking(key)
    elif rule.startswith(SIGNATURES) and PAGE_KEY.fullmatch(key):
        signing.page(bureau, NamedSheet(key=key))
        public_writes.admit(key)


def _add_plain_routes(app: OpenAPI, desk: Desk) -> None:
    """The routes that are not part of the described API; flask-openapi3 leaves `add_url_rule` alone."""
    sentences = {
        code: dict(catalogue.sentences) for code, catalogue in load_catalogues("queue_core.server").items()
    }

    help_kinds = [kind.model_dump(include={"key", "name"}) for kind in desk.profile.help.kinds]

    def healthz() -> Response:
        desk.database.read(lambda connection: ledger.latest_instant(connection, desk.office))
        return jsonify(status="ok", version=version("kerak-telor"))

    def ticket_page(key: str) -> str:
        office = desk.profile.office
        return render_template("ticket.html", key=key, office=office, sentences=sentences, help=help_kinds)

    def booking_page(key: str) -> str:
        office = desk.profile.office
        qr = qr_of(page_address(desk, key)) if PAGE_KEY.fullmatch(key) else None
        return render_template("booking.html", key=key, office=office, sentences=sentences, qr=qr)

    def signature_page(key: str) -> str:
        return render_template("signature.html", key=key, office=desk.profile.office, sentences=sentences)

    app.add_url_rule("/s/<key>", view_func=signature_page)
    app.add_url_rule("/b/<key>", view_func=booking_page)
    app.add_url_rule("/healthz", view_func=healthz)
    app.add_url_rule("/t/<key>", view_func=ticket_page)


def _add_description(app: OpenAPI, description: Description, making: Offload) -> None:
    def openapi() -> Response:
        return jsonify(making(description.document))

    app.add_url_rule("/api/v1/openapi.json", view_func=openapi)


def _add_metrics(app: OpenAPI, desk: Desk, meters: Meters) -> None:
    def metrics() -> Response:
        return Response(meters.text(desk), content_type=CONTENT_TYPE_LATEST)

    app.add_url_rule("/metrics", view_func=metrics)
