"""The clock of a file: by the standard of its service, from what starts it until the document is ready."""

from __future__ import annotations

from queue_core.access.rules import Principal
from queue_core.foundation.durations import StartEvent
from queue_core.foundation.standards import ServiceStandard
from queue_core.kia.rules.life import Action
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.store.files import FileRow
from queue_core.sop.service import documents
from queue_core.tickets.rules.numbers import ticket_number
from queue_core.tickets.service.desk import Act

STARTS = {Action.SUBMIT: StartEvent.RECEIVED, Action.VERIFY: StartEvent.DECLARED_COMPLETE}
"""Which event of a standard each action is."""
STOPS = frozenset({Action.FIND_INCOMPLETE, Action.CORRECT, Action.REFUSE, Action.WITHDRAW, Action.VOID})
"""After these the office owes nothing for now: the clock starts anew with the next submission, if any."""
MADE_ANEW = frozenset({Action.REPRINT, Action.REPORT_LOST})
"""After these it runs on from its first start: the family still waits."""


def move_clock(bureau: Bureau, act: Act, who: Principal, row: FileRow, action: Action) -> None:
    """Does to the file's clock what an action means for it."""
    if action in STOPS or (action is Action.SEND_BACK and _starts(bureau, row, Action.VERIFY)):
        documents.interrupt(act.timing, row.id)
    elif action is Action.MAKE_READY:
        documents.end(act.timing, row.id, who.name)
    elif action in MADE_ANEW:
        documents.make_anew(act.timing, row.id)
    else:
        _start(bureau, act, who, row, action)


def _starts(bureau: Bureau, row: FileRow, action: Action) -> ServiceStandard | None:
    """The standard whose clock an action starts. One sent back is verified anew; that it came stays true."""
    service = bureau.desk.profile.service(row.service)
    if service is None or STARTS.get(action) is not service.standard.starts:
        return None
    return service.standard


def _start(bureau: Bureau, act: Act, who: Principal, row: FileRow, action: Action) -> None:
    standard = _starts(bureau, row, action)
    if standard is None:
        return
    making = documents.Making(
        file_id=row.id,
        ticket_id=row.ticket_id,
        number=f"#{row.id}" if row.lane is None else ticket_number(row.lane, row.serial),
        service=row.service,
        officer=who.name,
    )
    documents.start(act.timing, making, standard)
