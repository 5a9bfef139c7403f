"""The live link against a real core: it catches up after every loss, and says when it is refused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from queue_core.access.rules import Role
from queue_core.access.service import administration
from queue_core.client.api import CoreApi
from queue_core.client.link import LiveLink
from queue_core.client.state import Link, from_snapshot
from queue_core.foundation.clock import system_clock
from queue_core.foundation.identifiers import new_request_id
from queue_core.tickets.wire.live import Event
from queue_core.tickets.wire.tickets import NewTicket
from tests.core.core_process import CoreProcess
from tests.core.office import Office, SetClock, token_of
from tests.programs import until

pytestmark = pytest.mark.real


class Heard:
    """All that a link has told."""

    def __init__(self, faults: int = 0) -> None:
        self.links: list[Link] = []
        self.events: list[Event] = []
        self.faults = faults

    def __call__(self, link: Link, events: Sequence[Event]) -> None:
        if self.faults:
            self.faults -= 1
            raise ValueError("a fault of who is told")
        self.events.extend(events)
        self.links.append(link)

    @property
    def last(self) -> Link:
        return self.links[-1] if self.links else Link()

    def numbers(self) -> list[str]:
        return [event.ticket.number for event in self.events if event.ticket]

    def knows(self, number: str) -> Callable[[], bool]:
        return lambda: self.last.connected and number in (self.last.state.tickets if self.last.state else {})


@pytest.fixture
def core(staffed: Path, tmp_path: Path) -> Iterator[CoreProcess]:
    process = CoreProcess(staffed, tmp_path)
    process.start()
    yield process
    process.kill()


@contextmanager
def listening(core: CoreProcess, role: Role = Role.BOARD, faults: int = 0) -> Iterator[Heard]:
    heard = Heard(faults)
    link = LiveLink(CoreApi(core.address, token_of(role)), heard)
    link.start()
    try:
        yield heard
    finally:
        link.close()


def issue(core: CoreProcess) -> str:
    api = CoreApi(core.address, token_of(Role.KIOSK))
    return api.issue(NewTicket(service="kia"), new_request_id()).ticket.number


@contextmanager
def behind_its_back(core: CoreProcess) -> Iterator[Office]:
    """Another program on the same database, of which the core is not told."""
    office = Office(core.database, clock=SetClock(system_clock()))
    try:
        yield office
    finally:
        office.close()


def same_as_the_core(core: CoreProcess, heard: Heard) -> bool:
    return heard.last.state == from_snapshot(CoreApi(core.address, token_of(Role.BOARD)).snapshot())


def test_what_happens_is_heard_at_once_and_in_order(core: CoreProcess) -> None:
    with listening(core) as heard:
        until(lambda: heard.last.connected)
        numbers = [issue(core) for _ in range(20)]
        until(heard.knows(numbers[-1]))
        assert heard.numbers() == numbers
        assert same_as_the_core(core, heard)


def test_a_killed_core_is_noticed_and_what_was_missed_is_told_once_when_it_is_back(core: CoreProcess) -> None:
    with listening(core) as heard:
        until(lambda: heard.last.connected)
        before = [issue(core) for _ in range(3)]
        until(heard.knows("A003"))
        core.kill()
        until(lambda: not heard.last.connected)
        assert heard.knows("A003")() is False
        assert heard.last.state is not None
        with behind_its_back(core) as office:
            meanwhile = [office.issue().ticket.number for _ in range(3)]
        core.start()
        until(heard.knows("A006"))
        after = [issue(core)]
        until(heard.knows("A007"))
        assert heard.numbers() == before + meanwhile + after
        assert same_as_the_core(core, heard)


def test_a_lost_last_event_is_noticed_by_the_next_heartbeat(core: CoreProcess) -> None:
    with listening(core) as heard:
        until(lambda: heard.last.connected)
        with behind_its_back(core) as office:
            office.issue()
        until(heard.knows("A001"), 10)
        assert heard.numbers() == ["A001"]


def test_a_lost_event_between_two_is_fetched_before_the_later_one_counts(core: CoreProcess) -> None:
    with listening(core) as heard:
        until(lambda: heard.last.connected)
        with behind_its_back(core) as office:
            office.issue()
        issue(core)
        until(heard.knows("A002"))
        assert heard.numbers() == ["A001", "A002"]


def test_more_than_can_be_fetched_is_taken_from_a_fresh_snapshot(core: CoreProcess) -> None:
    with listening(core) as heard:
        until(lambda: heard.last.connected)
        core.kill()
        with behind_its_back(core) as office:
            for _ in range(501):
                office.issue()
        core.start()
        until(heard.knows("A501"))
        assert same_as_the_core(core, heard)


def test_a_database_from_a_backup_that_knows_less_is_taken_as_it_is(core: CoreProcess, staffed: Path) -> None:
    with listening(core) as heard:
        until(lambda: heard.last.connected)
        issue(core)
        until(heard.knows("A001"))
        core.kill()
        for file in core.database.parent.glob("office.db*"):
            file.unlink()
        core.database.write_bytes(staffed.read_bytes())
        core.start()
        until(lambda: heard.last.connected and heard.last.state and not heard.last.state.tickets, 10)
        assert same_as_the_core(core, heard)


def test_a_revoked_device_is_told_that_it_is_refused(core: CoreProcess) -> None:
    with listening(core) as heard:
        until(lambda: heard.last.connected)
        with behind_its_back(core) as office:
            administration.revoke_device(office.door, "board")
        core.kill()
        core.start()
        until(lambda: heard.last.refused == "not-signed-in")
        assert not heard.last.connected


def test_a_link_without_a_core_keeps_trying(core: CoreProcess) -> None:
    core.kill()
    with listening(core) as heard:
        until(lambda: heard.links)
        assert not heard.last.connected
        assert heard.last.refused is None
        core.start()
        until(lambda: heard.last.connected)


@pytest.mark.parametrize("faults", [1, 2])
def test_a_fault_of_who_is_told_does_not_end_the_link(core: CoreProcess, faults: int) -> None:
    with listening(core, faults=faults) as heard:
        until(lambda: heard.last.connected)
        issue(core)
        until(heard.knows("A001"))


def test_the_link_goes_past_every_proxy(core: CoreProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with listening(core) as heard:
        until(lambda: heard.last.connected, 5)


def test_a_closed_link_ends_whenever_it_is_closed(core: CoreProcess) -> None:
    for moment in range(12):
        with listening(core) as heard:
            threading.Event().wait(moment / 100)
    told = len(heard.links)
    until(lambda: not [thread for thread in threading.enumerate() if thread.name == "link"], 8)
    assert len(heard.links) <= told + 1


def test_two_audiences_hear_the_same_tickets_each_in_its_own_count(core: CoreProcess) -> None:
    with listening(core, Role.BOARD) as hall, listening(core, Role.OFFICER) as staff:
        until(lambda: hall.last.connected and staff.last.connected)
        issue(core)
        until(hall.knows("A001"))
        until(staff.knows("A001"))
        assert hall.last.state is not None
        assert staff.last.state is not None
        assert hall.last.state.tickets["A001"].id is None
        assert staff.last.state.tickets["A001"].service == "kia"
