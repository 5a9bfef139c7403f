"""The OPDS catalogue as readers of electronic books open it: children's titles alone, page by page."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, fromstring

import pytest
from flask.testing import FlaskClient
from PIL import Image

from reading_corner.service.covers import LARGEST
from tests.reading_corner.corner import ADULT, CHILDREN, Corner, put
from tests.reading_corner.opds import ATOM, OPDS, entries, feed, links, mistakes, names, pages_of

pytestmark = pytest.mark.database
OPEN_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
FEEDS = (
    "/opds/",
    "/opds/shelf",
    "/opds/digital",
    "/opds/search?q=gajah",
    "/opds/search?q=zzzzzz",
    "/opds/search",
)


@pytest.fixture
def client(corner: Corner) -> FlaskClient:
    corner.put_files()
    return corner.app.test_client()


def test_the_root_leads_to_the_feeds(client: FlaskClient) -> None:
    root = feed(client, "/opds/")
    told = [links(entry)["subsection"] for entry in entries(root)]
    assert [href for href, _ in told] == ["/opds/shelf", "/opds/digital"]
    assert all("kind=acquisition" in kind for _, kind in told)
    assert links(root)["start"][0] == "/opds/"


@pytest.mark.parametrize("address", FEEDS)
def test_every_feed_is_as_atom_and_opds_ask_for(client: FlaskClient, address: str) -> None:
    assert mistakes(feed(client, address)) == []


SPOILED: tuple[Callable[[Element], object], ...] = (
    lambda page: page.remove(page[0]),
    lambda page: page.append(page[0]),
    lambda page: page.append(entries(page)[0]),
    lambda page: SubElement(entries(page)[0], f"{ATOM}price"),
    lambda page: next(entries(page)[0].iter(f"{ATOM}link")).set("rel", "related"),
    lambda page: next(page.iter(f"{ATOM}link")).set("rel", "alternate"),
    lambda page: entries(page)[0].findall(f"{ATOM}link")[-1].set("type", "image/webp"),
)


@pytest.mark.parametrize("spoil", SPOILED)
def test_a_feed_with_a_mistake_is_noticed(client: FlaskClient, spoil: Callable[[Element], object]) -> None:
    page = feed(client, "/opds/shelf")
    spoil(page)
    assert mistakes(page) != []


def test_the_shelf_lists_all_titles_for_children_and_no_other(client: FlaskClient, corner: Corner) -> None:
    for number in range(50):
        put(corner.shelf, f"Gajah {number}")
    listed = [name for page in pages_of(client, "/opds/shelf") for name in names(page)]
    assert set(listed) == {name for name, _ in CHILDREN} | {f"Gajah {number}" for number in range(50)}
    assert len(listed) == len(set(listed))
    assert not set(listed) & set(ADULT)


def test_a_page_of_a_large_shelf_leads_on_back_and_to_the_first(client: FlaskClient, corner: Corner) -> None:
    for number in range(100):
        put(corner.shelf, f"Gajah {number}")
    turned = [links(page) for page in pages_of(client, "/opds/shelf")]
    assert [page.get("next", ("",))[0] for page in turned] == ["/opds/shelf?page=1", "/opds/shelf?page=2", ""]
    assert [page.get("previous", ("",))[0] for page in turned] == ["", "/opds/shelf", "/opds/shelf?page=1"]
    assert {page["first"][0] for page in turned} == {"/opds/shelf"}


def test_every_link_of_the_feeds_opens_as_what_it_is_told(client: FlaskClient) -> None:
    for address in ("/opds/shelf", "/opds/digital"):
        page = feed(client, address)
        told = [link for node in (page, *entries(page)) for link in links(node).values()]
        opened = {href: client.get(href).mimetype for href, _ in told if href.startswith("/")}
        assert opened == {href: kind.split(";")[0] for href, kind in told if href.startswith("/")}


def test_every_title_has_a_picture_that_a_reader_can_show(client: FlaskClient, corner: Corner) -> None:
    put(corner.shelf, "Burung", cover=corner.photo("burung.jpg"))
    for entry in (*entries(feed(client, "/opds/shelf")), *entries(feed(client, "/opds/digital"))):
        told = links(entry)
        for rel in ("image", "image/thumbnail"):
            content = client.get(told[f"{OPDS}{rel}"][0]).data
            with Image.open(io.BytesIO(content)) as picture:
                assert (picture.format, picture.size) == ("JPEG", LARGEST)


def test_a_given_picture_is_shown_as_it_was_given(client: FlaskClient, corner: Corner) -> None:
    key = put(corner.shelf, "Burung", cover=corner.photo("burung.jpg"))
    given, painted = (client.get(f"/covers/{one}.jpeg").data for one in (key, 1))
    assert given == (corner.folder / "covers" / "small" / "burung.jpg.jpeg").read_bytes()
    assert painted == client.get("/covers/1.jpeg").data != client.get("/covers/2.jpeg").data


def searched(client: FlaskClient, words: str) -> list[str]:
    """The titles that a reader finds which knows nothing but the root."""
    described = fromstring(client.get(links(feed(client, "/opds/"))["search"][0]).data)
    (url,) = described.findall(f"{OPEN_SEARCH}Url")
    assert url.attrib["type"] == "application/atom+xml;profile=opds-catalog;kind=acquisition"
    address = urlsplit(url.attrib["template"].replace("{searchTerms}", words))
    assert address.netloc == "localhost"
    return names(feed(client, f"{address.path}?{address.query}"))


@pytest.mark.parametrize("words", ["kancil", "kamcil", "dua%20belas"])
def test_a_search_by_its_description_finds_as_the_childs_page_does(client: FlaskClient, words: str) -> None:
    assert searched(client, words)[0] == "Kancil dan Dua Belas Buaya"


def test_a_search_finds_the_files_of_the_digital_shelf_too(client: FlaskClient) -> None:
    assert searched(client, "huj") == ["Hujan"]
    assert {"Hujan", "Benih", "Awan", "Lagu Dolanan"} <= set(searched(client, "rara%20wulan"))


@pytest.mark.parametrize("words", ["hantu", "kebun", "rahasia", "rara", "adult", "pajak%20lanjutan", ""])
def test_no_search_finds_a_title_for_adults(client: FlaskClient, words: str) -> None:
    childrens = {name for name, _ in CHILDREN} | {"Hujan", "Benih", "Awan"}
    assert set(searched(client, words)) <= childrens


def test_the_description_is_short_enough_for_open_search(client: FlaskClient) -> None:
    described = fromstring(client.get("/opds/search.xml").data)
    assert 0 < len(described.findtext(f"{OPEN_SEARCH}ShortName") or "") <= 16
    assert 0 < len(described.findtext(f"{OPEN_SEARCH}Description") or "") <= 1024


def test_without_files_the_digital_feed_is_empty(corner: Corner) -> None:
    assert entries(feed(corner.app.test_client(), "/opds/digital")) == []
