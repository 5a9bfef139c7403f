"""The door of the keeper's pages: who comes in, for how long, and what is open without signing in.

No page of a child leads here. The cookie is sent to these pages alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from queue_core.access.wire import Login
from queue_core.foundation.identifiers import WriteRequest
from queue_core.foundation.messages import DEFAULT_LANGUAGE
from queue_core.foundation.toml_model import Frozen
from queue_core.web.answers import answer
from queue_core.web.requests import write_request
from reading_corner.errors import KeeperNotSignedIn
from reading_corner.routes.browsing import Pages
from reading_corner.routes.desk_only import KEEPERS
from reading_corner.service.keepers import PAUSE, Keepers

API = f"{KEEPERS}/api/"
SESSION = f"{API}session"
OPEN = frozenset(
    {
        KEEPERS,
        f"{KEEPERS}/<language>",
        f"{KEEPERS}/<language>/stocktake",
        f"{KEEPERS}/worker.js",
        f"{KEEPERS}/codes",
        SESSION,
    }
)
"""What needs nobody signed in: the sign-in itself, and the stock-take, that a core which is away stops
neither; it shows the codes of the shelf, no title and no loan."""
COOKIE = "keeper"
SENTENCES = "keeper."
"""How the keys of the pages' sentences begin."""


class SignedIn(Frozen):
    """Whether somebody is signed in now."""

    signed_in: bool


@dataclass(frozen=True)
class Door:
    """What every page of a keeper stands on."""

    pages: Pages
    keepers: Keepers
    zone: Callable[[], ZoneInfo]
    """The office's time zone: its hours are shown, whatever the tablet's clock is set to."""

    def name(self) -> str | None:
        """The user name of who is signed in."""
        try:
            return self.keepers.keeper(request.cookies.get(COOKIE, ""))
        except KeeperNotSignedIn:
            return None

    def page(self, screen: str, language: str, **given: Any) -> Response:  # noqa: ANN401
        """One page, with the sentences that its script says."""
        words = self.pages.words(language)
        sentences = {
            key.removeprefix(SENTENCES): text
            for key, text in words.sentences.items()
            if key.startswith(SENTENCES)
        }
        heading = words.say(f"{SENTENCES}{screen}")
        pause = int(PAUSE.total_seconds())
        common = {"sentences": sentences, "idle_seconds": pause, "keeper": self.name()}
        given = {**common, "zone": self.zone().key, **given}
        return self.pages.page(f"keeper_{screen}", language, heading, **given)

    def write(self) -> WriteRequest:
        """The write that a keeper asks for."""
        return write_request(f"keeper:{self.name()}")


def add_keeper_door(app: Flask, door: Door) -> None:
    """Lets nobody past who is not signed in, and adds the way in and out."""

    @app.before_request
    def require_keeper() -> AnyResponse | None:
        rule = "" if request.url_rule is None else request.url_rule.rule
        if not rule.startswith(KEEPERS) or rule in OPEN or door.name() is not None:
            return None
        if request.method != "GET" or rule.startswith(API):
            raise KeeperNotSignedIn
        language = (request.view_args or {}).get("language", DEFAULT_LANGUAGE)
        return redirect(url_for("keeper_door.start", language=language))

    routes = Blueprint("keeper_door", __name__, url_prefix=KEEPERS)
    _add_pages(routes, door)
    _add_session(routes, door)
    app.register_blueprint(routes)


def _add_pages(routes: Blueprint, door: Door) -> None:
    @routes.get("", strict_slashes=False)
    def first() -> Response:
        return start(DEFAULT_LANGUAGE)

    @routes.get("/<language>")
    def start(language: str) -> Response:
        return door.page("sign_in" if door.name() is None else "start", language)


def _add_session(routes: Blueprint, door: Door) -> None:
    @routes.get("/api/session")
    def stay() -> Response:
        """Tells who types on a page without asking for anything that they are still signed in."""
        return answer(SignedIn(signed_in=door.name() is not None))

    @routes.post("/api/session")
    def sign_in() -> Response:
        token = door.keepers.sign_in(Login.model_validate_json(request.get_data()))
        response = answer(SignedIn(signed_in=True), HTTPStatus.CREATED)
        response.set_cookie(COOKIE, token, path=KEEPERS, httponly=True, samesite="Strict")
        return response

    @routes.delete("/api/session")
    def sign_out() -> Response:
        door.keepers.sign_out(request.cookies.get(COOKIE, ""))
        response = answer(SignedIn(signed_in=False))
        response.delete_cookie(COOKIE, path=KEEPERS, httponly=True, samesite="Strict")
        return response
