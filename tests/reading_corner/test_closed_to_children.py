"""A child's pages know nothing of what is not for children: each link, search, cover and clip is followed."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from flask.testing import FlaskClient

from reading_corner.rules.calling import NumberNow, Standing
from reading_corner.rules.folding import folded
from tests.reading_corner.corner import ADULT, CHILDREN, Corner, put
from tests.reading_corner.made_titles import mistyped

pytestmark = pytest.mark.database
LINK = re.compile(r'(?:href|src|data-clip)="(/[^"]*)"')
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
        is_text = str(answer.mimetype).startswith(
            ("text/", "image/svg", "application/json", "application/atom")
        )
        texts[address] = answer.text if is_text else ""
        coming.extend(LINK.findall(texts[address]))
    return texts


def typed_words() -> Iterator[str]:
    """Words of adult titles: whole, begun, mistyped, and beside a word of a child's title."""
    random = Random(3)
    for word in {word for name in ADULT for word in [*name.split(), name]}:
        yield from (word[:length] for length in range(1, len(word) + 1))
        yield from (mistyped(random, word) for _ in range(5))
        yield f"kancil {word}"


def test_no_way_from_the_start_leads_to_a_title_for_adults(client: FlaskClient) -> None:
    texts = crawled(client)
    reached = {int(key) for text in [*texts, *texts.values()] for key in TITLE.findall(text)}
    assert reached == KNOWN
    assert {name for name in ADULT if any(name in text for text in texts.values())} == set()


def test_the_crawler_comes_by_every_kind_of_page(client: FlaskClient) -> None:
    texts = crawled(client)
    for kind in ("/id/themes/", "/en/ages/", "/jv/titles/", "/covers/", "/id/clips/", "/id/search"):
        assert any(address.startswith(kind) for address in texts), kind
    assert any(address.endswith("/place") for address in texts)
    assert len(texts) > 200


def test_no_file_for_adults_is_led_to(corner: Corner) -> None:
    corner.put_files()
    texts = crawled(corner.app.test_client())
    assert any(address.startswith("/id/digital/hujan/1") for address in texts)
    assert [address for address, text in texts.items() if "adult" in (address + text).lower()] == []


def test_no_page_is_other_than_on_a_shelf_without_titles_for_adults(
    client: FlaskClient, tmp_path: Path
) -> None:
    innocent = Corner(tmp_path / "innocent")
    for name, about in CHILDREN:
        put(innocent.shelf, name, **about)
    assert crawled(client) == crawled(innocent.app.test_client())


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


def test_its_cover_is_as_unknown(client: FlaskClient) -> None:
    assert client.get(f"/covers/{len(CHILDREN) + 1}").status_code == 404


def test_a_title_that_is_no_longer_for_children_is_gone_at_once(tmp_path: Path) -> None:
    corner = Corner(tmp_path)
    corner.fill()
    client = corner.app.test_client()
    assert "/titles/1" in client.get("/id/themes/animals").text
    corner.only_for_adults(1)
    assert '/titles/1"' not in client.get("/id/themes/animals").text
    assert client.get("/id/titles/1").status_code == 404
