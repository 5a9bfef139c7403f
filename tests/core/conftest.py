"""The office that the tests of the core share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from queue_core.foundation.profile import Profile
from tests.core import office as offices
from tests.core.office import Office, open_office


@pytest.fixture
def office(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    with open_office(staffed, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def kembaran() -> Profile:
    return offices.kembaran()
