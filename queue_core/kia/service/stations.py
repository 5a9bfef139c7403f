"""Which print station may do something: the one that has the order, and one alone for the office."""

from __future__ import annotations

from sqlalchemy import Connection

from queue_core.access.rules import Principal
from queue_core.kia.errors.orders import OtherStation, OtherStationPrints
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.store import orders as store
from queue_core.kia.store.orders import OrderRow


def require_own(row: OrderRow, who: Principal) -> None:
    """Raises OtherStation for an order that this station has not taken."""
    if row.station != who.name:
        raise OtherStation(f"{row.station} has it.")


def require_alone(bureau: Bureau, connection: Connection, who: Principal) -> None:
    """Raises OtherStationPrints beside a station that has an order, or took the last one and is heard still.

    A second one would put its card between, onto the next child's blank, and clear away what the first has in
    the queue that both print through.
    """
    office = bureau.desk.office
    other = store.sent_by_another(connection, office, who.name)
    last = store.last_station(connection, office, bureau.desk.clock())
    if other is None and last not in (None, who.name) and bureau.hears(str(last)):
        other = last
    if other is not None:
        raise OtherStationPrints(f"{other} prints.")
