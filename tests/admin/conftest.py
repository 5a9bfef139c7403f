"""A new office in a folder, and the command line as a person uses it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from typer import testing
from typer.main import get_command

from queue_core.access.service import passwords
from queue_core.admin import office as office_of_admin
from queue_core.admin.office import FIRST_ADMINISTRATOR, new_office
from queue_core.cli.main import app
from queue_core.foundation.settings import CoreSettings
from queue_core.storage import wrapping
from queue_core.storage.keys import key_beside
from queue_core.storage.schema import create_database
from queue_core.up.layout import Layout

Kerak = Callable[..., Any]


@pytest.fixture(scope="session", autouse=True)
def _command_line_is_built_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(testing, "_get_command", cache(get_command))
        yield


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture(autouse=True)
def _cheap_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "COST", 1)


@pytest.fixture(autouse=True)
def _databases_are_copied(empty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To make one takes longer than most of these tests; where a key or a file lies already, it is made."""

    def copied(path: Path) -> None:
        if path.exists() or key_beside(path).exists():
            create_database(path)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(empty, path)
        shutil.copy(key_beside(empty), key_beside(path))

    monkeypatch.setattr(office_of_admin, "create_database", copied)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a new office, made once."""
    database = tmp_path_factory.mktemp("template") / "office.db"
    new_office(CoreSettings(database=database), FIRST_ADMINISTRATOR)
    return database


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """The folder of an office that has its settings, but no database yet."""
    layout = Layout(tmp_path / "office")
    layout.settle(None, None)
    return layout


@pytest.fixture
def kerak(layout: Layout) -> Kerak:
    """Runs a command with the settings of the folder; an error is kept in the result."""
    return lambda *words: testing.CliRunner().invoke(app, [*words, "--settings", str(layout.settings)])


@pytest.fixture
def office(layout: Layout, template: Path) -> Layout:
    """A new office."""
    for file in (template, key_beside(template)):
        shutil.copy(file, layout.data / file.name)
    return layout
