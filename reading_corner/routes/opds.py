"""An OPDS 1.2 catalogue of what children may read, for readers of electronic books in the office's network.

A shelf of many titles comes page by page (RFC 5005, 3); how to search it is told by OpenSearch 1.1. There is
nothing in it that is not for children.
"""

from __future__ import annotations

from flask import Blueprint, Flask, Response, render_template, request, url_for

from queue_core.foundation.clock import Clock
from queue_core.foundation.messages import DEFAULT_LANGUAGE
from reading_corner.routes.browsing import LONGEST_TYPED, NOBODY_KEEPS, Pages
from reading_corner.routes.opds_entries import Entry, Link, iri, of_digital, of_shelf
from reading_corner.rules.audience import Audience

ATOM = "application/atom+xml;profile=opds-catalog;kind="
NAVIGATION, ACQUISITION = f"{ATOM}navigation", f"{ATOM}acquisition"
SEARCH = "application/opensearchdescription+xml"
MOST_FOUND = 50


def add_opds(app: Flask, pages: Pages, clock: Clock) -> None:
    """Adds the root, its two feeds and the search."""
    routes = Blueprint("opds", __name__, url_prefix="/opds")
    _add_feeds(routes, pages, clock)
    _add_search(routes, pages, clock)
    app.register_blueprint(routes)


def _add_feeds(routes: Blueprint, pages: Pages, clock: Clock) -> None:
    words = pages.words(DEFAULT_LANGUAGE)

    @routes.get("/")
    def root() -> Response:
        named = {"shelf": words.say("digital.books"), "digital": words.say("digital.title")}
        entries = tuple(
            Entry(iri(key), name, clock(), (Link("subsection", url_for(f"opds.{key}"), ACQUISITION),))
            for key, name in named.items()
        )
        return _feed(words.say("common.corner"), clock, entries, kind=NAVIGATION)

    @routes.get("/shelf")
    def shelf() -> Response:
        page = max(0, request.args.get("page", 0, type=int))
        listed, is_more = pages.browsing.listed(page)
        turned = {"first": 0, "previous": page - 1 if page else None, "next": page + 1 if is_more else None}
        links = (_turning(rel, to) for rel, to in turned.items() if to is not None)
        return _feed(words.say("digital.books"), clock, tuple(map(of_shelf, listed)), *links)

    @routes.get("/digital")
    def digital() -> Response:
        entries = tuple(of_digital(one, pages.digital.changed_at()) for one in pages.digital.titles())
        return _feed(words.say("digital.title"), clock, entries)


def _add_search(routes: Blueprint, pages: Pages, clock: Clock) -> None:
    words = pages.words(DEFAULT_LANGUAGE)

    @routes.get("/search.xml")
    def description() -> Response:
        given = {"name": words.say("common.corner"), "about": words.say("search.offer"), "kind": ACQUISITION}
        xml = render_template("opensearch.xml", address=url_for("opds.search", _external=True), **given)
        return Response(xml, content_type=f"{SEARCH};charset=utf-8", headers=NOBODY_KEEPS)

    @routes.get("/search")
    def search() -> Response:
        typed = request.args.get("q", "")[:LONGEST_TYPED]
        hits = pages.finding.find(typed, Audience.CHILDREN, MOST_FOUND).hits
        files = (of_digital(one, pages.digital.changed_at()) for one in pages.digital.find(typed))
        books = map(of_shelf, pages.browsing.told([hit.id for hit in hits]))
        return _feed(words.say("search.offer"), clock, (*files, *books), about=f"search/{typed}")


def _turning(rel: str, page: int) -> Link:
    """To a page of the shelf; the first one has the feed's own address."""
    return Link(rel, url_for("opds.shelf", page=page or None), ACQUISITION)


def _feed(
    name: str,
    clock: Clock,
    entries: tuple[Entry, ...],
    *more: Link,
    kind: str = ACQUISITION,
    about: str | None = None,
) -> Response:
    """A feed as an answer; `about` tells it from others at the same address."""
    links = (
        Link("self", request.full_path.rstrip("?"), kind),
        Link("start", url_for("opds.root"), NAVIGATION),
        Link("search", url_for("opds.description"), SEARCH),
        *more,
    )
    updated = max((entry.updated for entry in entries), default=clock())
    given = {"id": iri(about or request.path), "name": name, "updated": updated, "links": links}
    xml = render_template("opds.xml", entries=entries, **given)
    return Response(xml, content_type=f"{kind};charset=utf-8", headers=NOBODY_KEEPS)
