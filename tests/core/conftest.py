"""The office that the tests of the core share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from queue_core.foundation.profile import Profile, read_profile
from tests.core.office import Office, make_staffed, open_office


@pytest.fixture(scope="session")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_staffed(tmp_path_factory.mktemp("template") / "office.db")


@pytest.fixture
def office(staffed: Path, tmp_path: Path) -> Iterator[Office]:
    with open_office(staffed, tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def kembaran() -> Profile:
    return read_profile("kembaran")
