"""The corner's Flask application: the child's pages, their covers and voice, lending, the keeper's pages."""

from __future__ import annotations

from importlib.metadata import version

from flask import Flask, Response, jsonify
from pydantic import ValidationError

from queue_core.foundation.messages import load_catalogues
from queue_core.web.pages import share_files
from queue_core.web.problems import answer_with_problems, validation_problem
from queue_core.web.requests import LARGEST_BODY, require_readable
from reading_corner.routes.browsing import Pages, add_browsing
from reading_corner.routes.desk_only import require_desk
from reading_corner.routes.digital import add_digital
from reading_corner.routes.keeper_door import Door, add_keeper_door
from reading_corner.routes.keeper_shelf import ShelfDesk, add_keeper_shelf
from reading_corner.routes.keeper_titles import add_keeper_titles, upload
from reading_corner.routes.lending import LendingDesk, add_lending
from reading_corner.routes.lost import add_lost
from reading_corner.routes.media import add_media
from reading_corner.routes.opds import add_opds
from reading_corner.routes.proposing import ProposingDesk, add_proposing
from reading_corner.routes.waiting import add_waiting
from reading_corner.service.books_out import BooksOut
from reading_corner.service.browsing import Browsing
from reading_corner.service.covers import Covers
from reading_corner.service.digital import Digital
from reading_corner.service.finding import Finding
from reading_corner.service.keepers import Keepers
from reading_corner.service.keeping import Keeping
from reading_corner.service.looks import read_looks
from reading_corner.service.reading_aloud import ReadingAloud
from reading_corner.store.shelf import Shelf


def create_app(
    shelf: Shelf,
    covers: Covers,
    digital: Digital,
    aloud: ReadingAloud,
    desk: LendingDesk,
    proposing: ProposingDesk,
    keepers: Keepers,
    idle_seconds: int,
) -> Flask:
    """The application, wired to what it stands on."""
    app = Flask("reading_corner")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    answer_with_problems(app)
    share_files(app)
    app.before_request(require_desk)
    app.before_request(lambda: require_readable(upload()))
    app.register_error_handler(ValidationError, validation_problem)

    @app.get("/healthz")
    def healthz() -> Response:
        return jsonify(status="ok", version=version("kerak-telor"))

    looks, catalogues = read_looks(), load_catalogues("reading_corner")
    pages = Pages(Browsing(shelf, looks), Finding(shelf), digital, looks, catalogues, idle_seconds)
    add_lost(app, pages)
    add_browsing(app, pages)
    add_media(app, pages, covers, aloud)
    add_waiting(app, pages, desk)
    add_digital(app, pages)
    add_opds(app, pages, shelf.clock)
    add_lending(app, desk)
    add_proposing(app, pages, proposing)
    _add_keeper(app, pages, covers, desk, keepers)
    return app


def _add_keeper(app: Flask, pages: Pages, covers: Covers, desk: LendingDesk, keepers: Keepers) -> None:
    keeping, door = (
        Keeping(desk.lending.shelf, pages.finding),
        Door(pages, keepers, desk.lending.readers.office.zone),
    )
    out = BooksOut(desk.lending, desk.number)
    add_keeper_door(app, door)
    add_keeper_shelf(app, door, ShelfDesk(keeping, out, desk.wishing, desk.stocktaking))
    add_keeper_titles(app, door, keeping, covers)
