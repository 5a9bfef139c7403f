"""Which entries of the ledger can vouch for the machine's clock."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from queue_core.foundation.clock_trust import FAR, STANDS_FAR
from queue_core.storage import ledger
from queue_core.storage.database import Database


class Vouchers(NamedTuple):
    """When two entries were written, where there are any; none of the last day: a wrong clock may have."""

    last: datetime | None = None
    """The last one."""
    near: datetime | None = None
    """The last one near what the clock says: a machine that keeps no time while it is off writes a few far in
    the past at every start.
    """


def vouchers(database: Database, office: str, now: datetime) -> Vouchers:
    """What can vouch for a clock that says `now`."""
    before = now - STANDS_FAR
    return database.read(
        lambda connection: Vouchers(
            last=ledger.latest_instant(connection, office, before),
            near=ledger.latest_instant(connection, office, before, since=now - FAR),
        )
    )
