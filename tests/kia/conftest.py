"""The office whose files the tests keep, and the calls of its API."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from queue_core.access.rules import Role
from queue_core.client.api import CoreApi
from tests.core.office import Office, open_office, token_of
from tests.kia.filing import Filing, filing_in
from tests.kia.timed import twelve_days_after_it_is_complete

Calling = Callable[[Role], CoreApi]


@pytest.fixture
def office(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    with open_office(staffed, tmp_path) as opened:
        yield opened


@pytest.fixture
def filing(office: Office) -> Filing:
    return filing_in(office)


@pytest.fixture
def slow(staffed: Path, tmp_path: Path) -> Iterator[Filing]:
    """Files of an office that has twelve working days for a KIA."""
    with open_office(staffed, tmp_path, profile=twelve_days_after_it_is_complete()) as office:
        yield filing_in(office)


@pytest.fixture
def calling(office: Office) -> Iterator[Calling]:
    """The core as the program of somebody with a role calls it."""
    server = make_server("127.0.0.1", 0, filing_in(office).api.app)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield lambda role: CoreApi(f"http://127.0.0.1:{server.server_port}", token_of(role))
    server.shutdown()
    server.server_close()
