"""A real office for a benchmark: its programs in a folder of their own, clients signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.ports import free_ports
from queue_core.access.rules import Role
from queue_core.access.service import administration
from queue_core.access.wire import Login, PasswordChange
from queue_core.admin.office import open_door
from queue_core.client.api import CoreApi
from queue_core.foundation.identifiers import one_time_password
from queue_core.foundation.settings import Settings
from queue_core.up.first_start import prepare
from queue_core.up.layout import Layout
from queue_core.up.office import children, running
from queue_core.up.programs import CORE, Program


@dataclass(frozen=True)
class RunningOffice:
    """Core, kiosk and board, answering."""

    settings: Settings
    layout: Layout

    @property
    def kiosk(self) -> CoreApi:
        """A client with the kiosk's token."""
        return CoreApi(self.settings.kiosk.core, self.settings.kiosk.token_file.read_text(encoding="utf-8"))

    def officer(self, name: str, role: Role = Role.OFFICER) -> CoreApi:
        """A new officer, signed in."""
        with open_door(self.settings.core) as door:
            password = administration.add_account(door, name, [role])
        api = CoreApi(self.settings.officer.core)
        api.sign_in(Login(username=name, password=password))
        api.change_password(PasswordChange(present=password, new=one_time_password()))
        return api


@contextmanager
def office(
    folder: Path,
    *,
    core_only: bool = False,
    core: Program = CORE,
    profile: str = "kembaran",
    seed: Callable[[Settings], None] = lambda _: None,
) -> Iterator[RunningOffice]:
    """The programs, or only the core, on free ports, stopped at the end; `seed` fills the book before.

    `profile` is a name or a path.
    """
    layout = Layout(folder)
    settings = layout.defaults(free_ports(4), profile)
    board = settings.board.model_copy(update={"speaker": f"virtual:{folder / 'played'}"})
    settings = settings.model_copy(update={"board": board})
    layout.write(settings)
    prepare(settings, new=True)
    seed(settings)
    first, *others = children(layout, settings)
    programs = [replace(first, program=core), *([] if core_only else others)]
    with running(programs, lambda _line: None):
        yield RunningOffice(settings, layout)
