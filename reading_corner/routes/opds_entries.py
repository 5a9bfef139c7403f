"""What an OPDS feed tells of one title: who made it, its pictures, and where it is to be had.

Of a book on the shelf the feed offers its page under `borrow`: a feed without acquisition links would be none
(OPDS 1.2, 5).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from flask import url_for

from queue_core.foundation.messages import DEFAULT_LANGUAGE
from reading_corner.wire.digital import PAGE, DigitalTitle
from reading_corner.wire.titles import Listed

BORROW = "http://opds-spec.org/acquisition/borrow"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
PICTURES = ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail")
JPEG = "image/jpeg"


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


def of_shelf(one: Listed) -> Entry:
    """The entry of a book on the shelf."""
    key = one.card.id
    page = url_for("browsing.place", language=DEFAULT_LANGUAGE, title_id=key)
    return Entry(
        id=iri(f"title/{key}"),
        name=one.card.name,
        updated=one.changed_at,
        links=(Link(BORROW, page, PAGE), *_pictures(url_for("media.cover_for_readers", title_id=key))),
        authors=one.card.authors,
        language=one.language,
        summary=one.summary,
    )


def of_digital(one: DigitalTitle, changed_at: datetime) -> Entry:
    """The entry of a title of the digital shelf."""
    href = one.link or url_for("digital.file", key=one.key)
    return Entry(
        id=iri(f"digital/{one.key}"),
        name=one.name,
        updated=changed_at,
        links=(Link(OPEN_ACCESS, href, one.media_type), *_pictures(url_for("digital.cover", key=one.key))),
        authors=one.authors,
        language=one.language,
        summary=one.summary,
        rights=one.rights,
    )


def iri(what: str) -> str:
    """A name for a feed or an entry that is the same every time."""
    return uuid5(NAMESPACE_URL, f"kerak-telor:reading-corner:{what}").urn


def _pictures(href: str) -> tuple[Link, ...]:
    """A cover is as small as its thumbnail."""
    return tuple(Link(rel, href, JPEG) for rel in PICTURES)
