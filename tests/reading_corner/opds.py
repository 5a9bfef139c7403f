"""Reads OPDS feeds as a reader of electronic books does, and holds them to what OPDS 1.2 and Atom ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element, fromstring

from flask.testing import FlaskClient

ATOM, DC = "{http://www.w3.org/2005/Atom}", "{http://purl.org/dc/terms/}"
OPDS = "http://opds-spec.org/"
KIND = "application/atom+xml;profile=opds-catalog;kind="
PICTURES = {"image/gif", "image/jpeg", "image/png"}
ONCE = {f"{ATOM}{name}" for name in ("id", "title", "updated")}
AT_MOST_ONCE = {f"{ATOM}rights", f"{ATOM}content", f"{DC}language"}
MANY = {f"{ATOM}author", f"{ATOM}link"}


def feed(client: FlaskClient, address: str) -> Element:
    """The feed at this address."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content_type.startswith(KIND)
    return fromstring(answer.data)


def links(node: Element) -> dict[str, tuple[str, str]]:
    """Where a feed or an entry leads, by the relation: address and media type."""
    return {
        one.attrib["rel"]: (one.attrib["href"], one.attrib["type"]) for one in node.iterfind(f"{ATOM}link")
    }


def entries(node: Element) -> list[Element]:
    """The entries of one page."""
    return node.findall(f"{ATOM}entry")


def names(node: Element) -> list[str]:
    """What the entries of one page are called."""
    return [str(entry.findtext(f"{ATOM}title")) for entry in entries(node)]


def pages_of(client: FlaskClient, address: str) -> Iterator[Element]:
    """A feed page by page, as far as there is a next one."""
    while address:
        page = feed(client, address)
        yield page
        address = links(page).get("next", ("", ""))[0]


def mistakes(page: Element) -> list[str]:
    """What OPDS 1.2 (2, 3, 5), RFC 4287 (4) or RFC 5005 (3) refuses in a feed."""
    is_acquisition = links(page).get("self", ("", ""))[1].endswith("acquisition")
    ids = Counter(entry.findtext(f"{ATOM}id") for entry in entries(page))
    return [
        *_of_node(page, {f"{ATOM}entry"}),
        *(mistake for entry in entries(page) for mistake in _of_node(entry, set())),
        *(f"twice: {one}" for one, times in ids.items() if times > 1),
        *(f"no {rel}" for rel in ("self", "start", "search") if rel not in links(page)),
        *("no author" for _ in [page] if page.find(f"{ATOM}author/{ATOM}name") is None),
        *("nothing to acquire" for entry in entries(page) if _is_acquired(entry) != is_acquisition),
    ]


def _of_node(node: Element, more: set[str]) -> Iterator[str]:
    told = Counter(child.tag for child in node)
    yield from (f"not once: {tag}" for tag in ONCE if told[tag] != 1)
    yield from (f"twice: {tag}" for tag in AT_MOST_ONCE if told[tag] > 1)
    yield from (f"unknown: {tag}" for tag in told.keys() - ONCE - AT_MOST_ONCE - MANY - more)
    yield from (f"empty: {child.tag}" for child in node if child.tag in ONCE and not child.text)
    if datetime.fromisoformat(node.findtext(f"{ATOM}updated") or "2026-01-01").tzinfo is None:
        yield "no zone"
    rels = Counter(one.attrib["rel"] for one in node.iterfind(f"{ATOM}link"))
    yield from (f"twice: {rel}" for rel, times in rels.items() if times > 1)
    pictures = {kind for rel, (_, kind) in links(node).items() if rel.startswith(f"{OPDS}image")}
    yield from (f"no picture of a reader: {kind}" for kind in pictures - PICTURES)


def _is_acquired(entry: Element) -> bool:
    return any(rel.startswith(f"{OPDS}acquisition") for rel in links(entry))
