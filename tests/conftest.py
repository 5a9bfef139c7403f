"""What all tests share: no test is judged by the clock, which tells of the machine, not of the program.

The product is imported by the fixtures that need it: the process that only hands out tests needs none of it.

Fast tests try fewer examples and keep their files in memory; `scripts/test` tries Hypothesis's own hundred.
"""

from __future__ import annotations

import gc
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

MEMORY = Path("/dev/shm")
ROOM = 512 * 2**20
"""Bytes: a few times what a run of the fast tests has in its folders at any one time."""

ALL_REAL = re.compile(r"^pytestmark = \[?pytest\.mark\.real", re.MULTILINE)
SOME_REAL = "mark.real"

settings.register_profile("thorough", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=10)
settings.load_profile("quick")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A run of the fast tests imports no file in which all are real; a run of the real ones none without."""
    asked = config.option.markexpr
    if collection_path.suffix != ".py" or "real" not in asked or " or " in asked:
        return None
    text = collection_path.read_text(encoding="utf-8")
    return True if (ALL_REAL.search(text) if _is_fast(config) else SOME_REAL not in text) else None


@pytest.hookimpl(tryfirst=True)  # before pytest looks who has the marks that were asked for
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever is given a database, by whichever fixture, is more than a unit; long ones begin first."""
    for item in items:
        if isinstance(item, pytest.Function) and "empty" in item.fixturenames:
            item.add_marker("database")
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def _is_fast(config: pytest.Config) -> bool:
    return "not real" in config.option.markexpr


def pytest_configure(config: pytest.Config) -> None:
    """Real programs keep to the disk; nothing that a fast test proves rests on it."""
    is_worker = hasattr(config, "workerinput")  # it is born with the folder of the run
    if not _is_fast(config) or is_worker or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        return
    folder = tempfile.mkdtemp(prefix="kerak-telor-", dir=MEMORY)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.fixture(scope="session", autouse=True)
def _statements_are_compiled_once() -> Iterator[None]:
    """Every office of the tests has an engine of its own; what they compile is the same."""
    from sqlalchemy import create_engine

    from queue_core.sqlite import engine

    first = create_engine("sqlite://", query_cache_size=5_000)

    def kin(*about: Any, **told: Any) -> Any:  # noqa: ANN401  the library's signature
        made = create_engine(*about, **told)
        made.dialect, made._compiled_cache = first.dialect, first._compiled_cache
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_engine", kin)
        yield


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database of which nobody is known, to be copied."""
    from queue_core.storage.schema import create_database

    path = tmp_path_factory.mktemp("empty") / "office.db"
    create_database(path)
    return path


@pytest.fixture(scope="session")
def staffed(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with somebody of every role, to be copied."""
    from tests.core.office import make_staffed

    return make_staffed(empty, tmp_path_factory.mktemp("template") / "office.db")


def pytest_collection() -> None:
    """What is imported stays for the whole run: the garbage collector need not walk it at every turn."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    from queue_core.foundation.garbage import THRESHOLD

    gc.set_threshold(THRESHOLD)
    gc.enable()
