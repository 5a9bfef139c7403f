"""Erases what files, and the list of children, said: once their time is over, or before it when asked to.

The file's own key is destroyed, and with it whatever was sealed under it stays closed wherever it stands: in
the ledger, in pages of the database that are free, in older copies. What remains is the head.
"""

from __future__ import annotations

import logging
from datetime import datetime, time
from functools import partial

from queue_core.access.rules import Principal
from queue_core.kia.rules.coverage import month_of
from queue_core.kia.rules.retention import kept_from
from queue_core.kia.service.bureau import Bureau, change
from queue_core.kia.service.held import ERASED
from queue_core.kia.service.proposals import lapse_overdue
from queue_core.kia.store import children
from queue_core.kia.store import files as store
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.files import FileHead
from queue_core.storage.scrubbing import mark_for_scrubbing
from queue_core.storage.writer import Transaction
from queue_core.tickets.service.desk import CORE, Act
from queue_core.tickets.service.overnight import Pause, at_once

log = logging.getLogger(__name__)
BATCH = 25
"""Files erased in one write: for so long a family at a kiosk may have to wait."""
NOTHING_LEFT = {
    **dict.fromkeys(("subject", "reason", "data_key", "nik_token")),
    **dict.fromkeys(("asked_action", "asked_by", "asked_at", "held_by", "held_since")),
}
BY_ITSELF = Principal(CORE, frozenset(), CORE)


def erase(bureau: Bureau, act: Act, who: Principal, row: FileRow) -> FileHead:
    """Destroys all that a file says, and writes that into the ledger. Raises FileErased or FileChanged."""
    mark_for_scrubbing(act.transaction.connection)
    for part in ERASED:
        part(act.transaction.connection, row)
    return change(bureau, act, who, row, "file_erased", erased_at=act.now, **NOTHING_LEFT)


def erase_overdue(bureau: Bureau, pause: Pause = at_once) -> int:
    """Erases the files that ended longer ago than the profile keeps them; how many they were."""
    desk, erased = bureau.desk, 0
    first_day = kept_from(desk.day(desk.clock()), desk.profile.files.keep_years)
    before = datetime.combine(first_day, time.min, desk.profile.office.zone)
    while gone := desk.database.write(partial(_erase_some, bureau, before)):
        erased += gone
        pause()
    if forgotten := desk.database.write(partial(_forget_children, desk.office, before)):
        log.info("%d children of the list were forgotten: their time was over", forgotten)
    if lapsed := lapse_overdue(bureau, pause):
        log.info("%d proposed children were forgotten: nobody had confirmed them", lapsed)
    if erased:
        log.info("%d files were erased: their time was over", erased)
    return erased


def _erase_some(bureau: Bureau, before: datetime, transaction: Transaction) -> int:
    """Erases a few that ended before an instant, and have not been opened again since; how many they were."""
    now = bureau.desk.clock()
    act = Act(bureau.desk, transaction, now, bureau.desk.day(now), CORE)
    found = store.ended_before(transaction.connection, bureau.desk.office, before, BATCH)
    for file_id in found:
        erase(bureau, act, BY_ITSELF, bureau.row(transaction.connection, file_id))
    return len(found)


def _forget_children(office: str, before: datetime, transaction: Transaction) -> int:
    forgotten = children.forget_ended(transaction.connection, office, before, month_of(before.date()))
    if forgotten:
        mark_for_scrubbing(transaction.connection)
    return forgotten
