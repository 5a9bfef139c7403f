"""A child's pages know nothing of what is not for children.

Each link, cover, clip and feed is followed; each search is asked for words of adult titles and for its own.
"""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from reading_corner.rules.calling import NumberNow, Standing
from reading_corner.rules.folding import folded
from tests.reading_corner.corner import ADULT, CHILDREN, Corner, put
from tests.reading_corner.made_titles import mistyped

pytestmark = pytest.mark.database
LINK = re.compile(r'(?:href|src|data-clip)="(/[^"]*)"')
SEARCHES = {
    re.compile(r'data-source="(/api/search)" data-method="GET"'): "{0}?typed={1}",
    re.compile(r'template="http://localhost(/[^"]*=){searchTerms}"'): "{0}{1}",
}
"""How a page or an OpenSearch description names its search, and the address of a search for a word."""
SOUGHT = (*ADULT, *(word for name in ADULT for word in name.split()), "kamcil", "hujan")
TEXTS = ("text/", "image/svg", "application/json", "application/atom", "application/opensearchdescription")
TITLE = re.compile(r"/(?:titles|covers|clips/title|clips/place)/(\d+)")
NOT_FOLLOWED = ("/shared/", "/static/")
KNOWN = frozenset(range(1, len(CHILDREN) + 1))
"""The ids of the titles for children: they were put first."""


def crawled(client: FlaskClient) -> dict[str, str]:
    """The text of every address that the child's start leads to."""
    texts: dict[str, str] = {}
    coming = deque(["/", "/opds/"])
    while coming:
        address = coming.popleft()
        if address in texts or address.startswith(NOT_FOLLOWED):
            continue
        answer = client.get(address)
        assert answer.status_code in (200, 202), address
        texts[address] = answer.text if str(answer.mimetype).startswith(TEXTS) else ""
        coming.extend(led_to(answer.mimetype, texts[address]))
    return texts


def led_to(kind: str | None, text: str) -> Iterator[str]:
    """Where a page leads, a search for each word, and what the answer to a search shows and offers."""
    yield from LINK.findall(text)
    for named, search in SEARCHES.items():
        for source in named.findall(text):
            yield from (search.format(source, quote(word)) for word in SOUGHT)
    if kind == "application/json":
        found = json.loads(text)
        yield from (f"/id/titles/{hit['id']}" for hit in found["hits"])
        offered = (*found["suggestions"], *found["corrections"])
        yield from (f"/api/search?typed={quote(word)}" for word in offered)


def typed_words() -> Iterator[str]:
    """Words of adult titles: whole, begun, mistyped, and beside a word of a child's title."""
    random = Random(3)
    for word in {word for name in ADULT for word in [*name.split(), name]}:
        yield from (word[:length] for length in range(1, len(word) + 1))
        yield from (mistyped(random, word) for _ in range(5))
        yield f"kancil {word}"


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All that a child's start leads to on a shelf with titles and files for adults, too."""
    corner = Corner(tmp_path_factory.mktemp("whole"))
    corner.fill()
    corner.put_files()
    return crawled(corner.app.test_client())


def test_no_way_from_the_start_leads_to_a_title_for_adults(texts: dict[str, str]) -> None:
    reached = {int(key) for text in [*texts, *texts.values()] for key in TITLE.findall(text)}
    assert reached == KNOWN
    assert {name for name in ADULT if any(name in text for text in texts.values())} == set()


def test_the_crawler_comes_by_every_kind_of_page(texts: dict[str, str]) -> None:
    kinds = (
        "/id/themes/",
        "/en/ages/",
        "/jv/titles/",
        "/covers/",
        "/id/clips/",
        "/id/search",
        "/id/digital/hujan/1",
    )
    searches = ("/opds/shelf", "/opds/search?q=Hantu", "/api/search?typed=Hantu", "/api/search?typed=kancil")
    for kind in kinds + searches:
        assert any(address.startswith(kind) for address in texts), kind
    for ending in ("/place", ".jpeg", "/file"):
        assert any(address.endswith(ending) for address in texts), ending
    assert len(texts) > 200


def test_no_file_for_adults_is_led_to(texts: dict[str, str]) -> None:
    assert [address for address, text in texts.items() if "adult" in (address + text).lower()] == []


def test_no_page_is_other_than_on_a_shelf_without_titles_for_adults(
    texts: dict[str, str], tmp_path: Path
) -> None:
    innocent = Corner(tmp_path)
    for name, about in CHILDREN:
        put(innocent.shelf, name, **about)
    innocent.put_files(adults=False)
    assert crawled(innocent.app.test_client()) == texts


def test_no_search_tells_of_a_title_for_adults(client: FlaskClient) -> None:
    childrens = {word for name, _ in CHILDREN for word in folded(name).split()}
    for typed in sorted(set(typed_words())):
        found = json.loads(client.get("/api/search", query_string={"typed": typed}).text)
        assert {hit["id"] for hit in found["hits"]} <= KNOWN, typed
        offered = {folded(word) for word in [*found["suggestions"], *found["corrections"]]}
        assert offered <= childrens, typed


def test_no_number_is_offered_a_title_for_adults(client: FlaskClient, corner: Corner) -> None:
    corner.numbers["A012"] = NumberNow(Standing.WAITING, before=9, half=500)
    headers = {"Idempotency-Key": "request-0001"}
    asked = {"typed": "A012", "language": "id"}
    found = client.post("/api/fitting", json=asked, headers=headers).get_json()
    assert {hit["id"] for hit in found["hits"]} <= KNOWN
    assert found["hits"]


@pytest.mark.parametrize("part", ["titles/{0}", "titles/{0}/place", "clips/title/{0}", "clips/place/{0}"])
def test_a_title_for_adults_is_as_unknown_as_one_that_there_is_not(client: FlaskClient, part: str) -> None:
    adult, nothing = (client.get(f"/id/{part.format(key)}") for key in (len(CHILDREN) + 1, 999_999))
    assert adult.status_code == nothing.status_code == 404
    assert adult.text == nothing.text


@pytest.mark.parametrize("kind", ["", ".jpeg"])
def test_its_cover_is_as_unknown(client: FlaskClient, kind: str) -> None:
    assert client.get(f"/covers/{len(CHILDREN) + 1}{kind}").status_code == 404


def test_a_title_that_is_no_longer_for_children_is_gone_at_once(tmp_path: Path) -> None:
    corner = Corner(tmp_path)
    corner.fill()
    client = corner.app.test_client()
    assert "/titles/1" in client.get("/id/themes/animals").text
    corner.only_for_adults(1)
    assert '/titles/1"' not in client.get("/id/themes/animals").text
    assert client.get("/id/titles/1").status_code == 404
