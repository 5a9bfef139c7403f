"""An OPDS 1.2 catalogue of what children may read, for readers of electronic books in the office's network.

Of a book on the shelf the feed offers its page under `borrow`: a feed without acquisition links would be none
(OPDS 1.2, 5). Covers are left out: OPDS takes no SVG and no WebP. Nothing in it is not for children.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from flask import Blueprint, Flask, Response, render_template, request, url_for

from queue_core.foundation.clock import Clock
from queue_core.foundation.messages import DEFAULT_LANGUAGE
from reading_corner.routes.browsing import NOBODY_KEEPS, Pages
from reading_corner.wire.digital import PAGE, DigitalTitle
from reading_corner.wire.titles import Listed

NAVIGATION = "application/atom+xml;profile=opds-catalog;kind=navigation"
ACQUISITION = "application/atom+xml;profile=opds-catalog;kind=acquisition"
BORROW = "http://opds-spec.org/acquisition/borrow"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"


@dataclass(frozen=True)
class Link:
    """Where an entry or a feed leads."""

    rel: str
    href: str
    kind: str


@dataclass(frozen=True)
class Entry:
    """One entry of a feed; `id` is an IRI that stays."""

    id: str
    name: str
    updated: datetime
    links: tuple[Link, ...]
    authors: tuple[str, ...] = ()
    language: str | None = None
    summary: str | None = None
    rights: str | None = None


def add_opds(app: Flask, pages: Pages, clock: Clock) -> None:
    """Adds the root and its two feeds."""
    routes = Blueprint("opds", __name__, url_prefix="/opds")
    words = pages.words(DEFAULT_LANGUAGE)

    def feed(name: str, kind: str, entries: tuple[Entry, ...], *more: Link) -> Response:
        links = (
            Link("self", request.full_path.rstrip("?"), kind),
            Link("start", "/opds/", NAVIGATION),
            *more,
        )
        updated = max((entry.updated for entry in entries), default=clock())
        given = {"id": _iri(request.path), "name": name, "updated": updated, "links": links}
        xml = render_template("opds.xml", entries=entries, **given)
        return Response(xml, content_type=f"{kind};charset=utf-8", headers=NOBODY_KEEPS)

    @routes.get("/")
    def root() -> Response:
        named = {"shelf": words.say("digital.books"), "digital": words.say("digital.title")}
        entries = tuple(
            Entry(_iri(key), name, clock(), (Link("subsection", url_for(f"opds.{key}"), ACQUISITION),))
            for key, name in named.items()
        )
        return feed(words.say("common.corner"), NAVIGATION, entries)

    @routes.get("/shelf")
    def shelf() -> Response:
        page = max(0, request.args.get("page", 0, type=int))
        listed, is_more = pages.browsing.listed(page)
        more = (Link("next", f"/opds/shelf?page={page + 1}", ACQUISITION),) if is_more else ()
        return feed(words.say("digital.books"), ACQUISITION, tuple(map(_of_shelf, listed)), *more)

    @routes.get("/digital")
    def digital() -> Response:
        titles = pages.digital.titles()
        entries = tuple(_of_digital(one, pages.digital.changed_at()) for one in titles)
        return feed(words.say("digital.title"), ACQUISITION, entries)

    app.register_blueprint(routes)


def _of_shelf(one: Listed) -> Entry:
    key = one.card.id
    links = (Link(BORROW, f"/{DEFAULT_LANGUAGE}/titles/{key}/place", PAGE),)
    return Entry(
        id=_iri(f"title/{key}"),
        name=one.card.name,
        updated=one.changed_at,
        links=links,
        authors=one.card.authors,
        language=one.language,
        summary=one.summary,
    )


def _of_digital(one: DigitalTitle, changed_at: datetime) -> Entry:
    href = one.link or url_for("digital.file", key=one.key)
    return Entry(
        id=_iri(f"digital/{one.key}"),
        name=one.name,
        updated=changed_at,
        links=(Link(OPEN_ACCESS, href, one.media_type),),
        authors=one.authors,
        language=one.language,
        summary=one.summary,
        rights=one.rights,
    )


def _iri(what: str) -> str:
    return uuid5(NAMESPACE_URL, f"kerak-telor:reading-corner:{what}").urn
