"""HTTP for accounts and devices: sign in, sign out, who am I, a new password, how each device is."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, g, request
from flask_openapi3 import Tag

from queue_core.access.errors import NotSignedIn
from queue_core.access.rules import Principal
from queue_core.access.service import sessions
from queue_core.access.service.devices import DeviceWatch
from queue_core.access.service.door import Door
from queue_core.access.wire import Account, DeviceHealth, Devices, Login, PasswordChange, Session
from queue_core.web.answers import answer
from queue_core.web.description import ApiBlueprint

BEARER = "Bearer "


def bearer_token() -> str | None:
    """The token that came with the request. Raises NotSignedIn for another kind of authorisation."""
    header = request.headers.get("Authorization")
    if header is None:
        return None
    if not header.startswith(BEARER):
        raise NotSignedIn
    return header.removeprefix(BEARER)


def remember_caller(principal: Principal) -> None:
    """Keeps who asks for the length of the request."""
    g.caller = principal


def caller() -> Principal:
    """Who asks."""
    principal: Principal = g.caller
    return principal


def access_routes(door: Door, recognised: sessions.Recognised) -> ApiBlueprint:
    """The routes of accounts and sessions."""
    api = ApiBlueprint("access", __name__, url_prefix="/api/v1", abp_tags=[Tag(name="access")])

    @api.post("/sessions", responses={201: Session}, summary="Sign in")
    def sign_in(body: Login) -> Response:
        return answer(sessions.sign_in(door, body), HTTPStatus.CREATED)

    @api.delete("/sessions/current", responses={204: None}, summary="Sign out")
    def sign_out() -> Response:
        sessions.sign_out(door, caller(), bearer_token() or "")
        recognised.forget(bearer_token())
        return Response(status=HTTPStatus.NO_CONTENT)

    @api.get("/accounts/me", responses={200: Account}, summary="Who is signed in")
    def me() -> Response:
        return answer(sessions.account_of(caller()))

    @api.put("/accounts/me/password", responses={200: Account}, summary="Change one's own password")
    def change_password(body: PasswordChange) -> Response:
        account = sessions.change_password(door, caller(), bearer_token() or "", body)
        recognised.forget(bearer_token())
        return answer(account)

    return api


def device_routes(door: Door, watch: DeviceWatch) -> ApiBlueprint:
    """The routes of devices: they tell, the staff read."""
    api = ApiBlueprint("devices", __name__, url_prefix="/api/v1/devices", abp_tags=[Tag(name="devices")])

    @api.get("", responses={200: Devices}, summary="How every kiosk and board is")
    def read() -> Response:
        return answer(watch.devices(door))

    @api.post("/health", responses={200: DeviceHealth}, summary="Tell how this device is")
    def tell(body: DeviceHealth) -> Response:
        return answer(watch.tell(door, caller(), body))

    return api
