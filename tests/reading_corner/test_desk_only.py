"""From another machine the corner shows its pages, and tells nothing of loans."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from reading_corner.routes.desk_only import API, PUBLIC, is_loopback
from tests.reading_corner.corner import Corner

pytestmark = pytest.mark.database
NETWORK = {"REMOTE_ADDR": "192.0.2.7"}
OPEN = ("/", "/id", "/id/lend", "/id/number", "/opds/", "/opds/shelf", "/api/search?typed=gajah")


def of_the_api(corner: Corner) -> Iterator[tuple[str, Rule]]:
    for rule in corner.app.url_map.iter_rules():
        if rule.rule.startswith(API):
            yield from ((method, rule) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"})


def asked(client: FlaskClient, method: str, rule: Rule) -> int:
    path = rule.rule.replace("<number>", "A001")
    headers = {"Idempotency-Key": "request-1"}
    answer = client.open(path, method=method, json={}, headers=headers, environ_overrides=NETWORK)
    return 403 if (answer.get_json() or {}).get("type", "").endswith("desk-only") else answer.status_code


def test_every_call_is_of_the_desk_unless_it_is_named_as_public(corner: Corner, client: FlaskClient) -> None:
    calls = list(of_the_api(corner))
    guarded = {rule.rule for method, rule in calls if asked(client, method, rule) == 403}
    assert guarded == {rule.rule for _, rule in calls} - PUBLIC
    assert {"/api/loans", "/api/loans/by-ticket/<number>", "/api/stocktake", "/api/reads"} <= guarded


@pytest.mark.parametrize("path", OPEN)
def test_the_pages_and_the_feed_are_open_to_the_network(client: FlaskClient, path: str) -> None:
    assert client.get(path, environ_overrides=NETWORK).status_code == 200


@pytest.mark.parametrize(
    ("caller", "own"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.0.2.7", False),
        ("::ffff:192.0.2.7", False),
        ("", False),
    ],
)
def test_this_machine_is_known_by_its_address(caller: str, own: bool) -> None:
    assert is_loopback(caller) is own
