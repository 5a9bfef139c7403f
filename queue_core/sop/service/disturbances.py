"""Disturbances: what holds up a service pauses all of its clocks, until the head of section lifts it."""

from __future__ import annotations

from sqlalchemy import Connection

from queue_core.foundation.errors import InvalidInput
from queue_core.foundation.identifiers import WriteRequest
from queue_core.sop.errors import DisturbanceRunning, UnknownDisturbance
from queue_core.sop.rules.clocks import WHOLE
from queue_core.sop.service import one_clock
from queue_core.sop.service.timing import Keeper, Timing
from queue_core.sop.store import clock_book, office_book
from queue_core.sop.store.tables import Row
from queue_core.sop.wire import Disturbances, DisturbanceView, Lifting, NewDisturbance, SopNews


def declare(keeper: Keeper, write: WriteRequest, new: NewDisturbance) -> DisturbanceView:
    """Pauses every running clock of a service, and those that start meanwhile.

    Raises InvalidInput for a service that the office does not have, or DisturbanceRunning.
    """
    if new.service != WHOLE and keeper.profile.service(new.service) is None:
        raise InvalidInput(f"There is no service '{new.service}'.")

    def begin(timing: Timing) -> DisturbanceView:
        running = office_book.open_disturbances(timing.connection, timing.office)
        if any(row.service == new.service for row in running):
            raise DisturbanceRunning
        row = office_book.add_disturbance(
            timing.connection,
            office=timing.office,
            service=new.service,
            reason=new.reason,
            declared_by=timing.actor,
            declared_at=timing.now,
        )
        held = clock_book.open_clocks_of_service(timing.connection, timing.office, new.service)
        one_clock.hold(timing, held, new.reason, row.id)
        timing.record("disturbance_declared", SopNews(service=new.service, reason=new.reason))
        return _view(row, len(held))

    return keeper.once(write, DisturbanceView, begin)


def lift(keeper: Keeper, write: WriteRequest, disturbance_id: int, lifting: Lifting) -> DisturbanceView:
    """Lets the clocks run again, with the time of the disturbance added. Raises UnknownDisturbance."""

    def end(timing: Timing) -> DisturbanceView:
        row = office_book.lift_disturbance(
            timing.connection,
            timing.office,
            disturbance_id,
            lifted_by=timing.actor,
            lifted_at=timing.now,
            lifted_because=lifting.reason,
        )
        if row is None:
            raise UnknownDisturbance
        running = {one.id: one for one in clock_book.open_clocks(timing.connection, timing.office)}
        pauses = clock_book.open_pauses_of_disturbance(timing.connection, row.id)
        for one in pauses:
            clock_book.end_pause(timing.connection, one, timing.now)
        one_clock.retime(timing, [running[one.clock_id] for one in pauses])
        timing.record("disturbance_lifted", SopNews(service=row.service, reason=lifting.reason))
        return _view(row, len(pauses))

    return keeper.once(write, DisturbanceView, end)


def running_disturbances(keeper: Keeper) -> Disturbances:
    """The disturbances that last, oldest first."""

    def read(connection: Connection) -> Disturbances:
        rows = office_book.open_disturbances(connection, keeper.profile.office.key)
        counted = ((row, clock_book.open_pauses_of_disturbance(connection, row.id)) for row in rows)
        return Disturbances(disturbances=tuple(_view(row, len(pauses)) for row, pauses in counted))

    return keeper.database.read(read)


def _view(row: Row, clocks_held: int) -> DisturbanceView:
    return DisturbanceView(
        id=row.id,
        service=row.service,
        reason=row.reason,
        declared_by=row.declared_by,
        declared_at=row.declared_at,
        lifted_at=row.lifted_at,
        clocks=clocks_held,
    )
