"""The clock of a file: by the standard of its service, from what starts it until the document is ready."""

from __future__ import annotations

from queue_core.foundation.durations import StartEvent
from queue_core.kia.rules.life import Action
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.store.files import FileRow
from queue_core.sop.rules.standards import allowance, due_at
from queue_core.sop.service.calendars import office_calendar
from queue_core.tickets.service.desk import Act

STARTS = {Action.SUBMIT: StartEvent.RECEIVED, Action.VERIFY: StartEvent.DECLARED_COMPLETE}
"""Which event of a standard each action is."""
STOPS = frozenset(
    {Action.FIND_INCOMPLETE, Action.SEND_BACK, Action.CORRECT, Action.REFUSE, Action.WITHDRAW, Action.VOID}
)
"""After these the office owes nothing for now: the clock starts anew with the next submission, if any."""
MADE_ANEW = frozenset({Action.REPRINT, Action.REPORT_LOST})
"""After these it runs on from its first start: the family still waits."""
NO_CLOCK = {"clock_started_at": None, "clock_due_at": None, "clock_ended_at": None}


def clock_values(bureau: Bureau, act: Act, row: FileRow, action: Action) -> dict[str, object]:
    """What an action does to the file's clock, as values of its row."""
    if action in STOPS:
        return dict(NO_CLOCK)
    if action is Action.MAKE_READY and row.clock_started_at is not None:
        return {"clock_ended_at": act.now}
    if action in MADE_ANEW:
        return {"clock_ended_at": None}
    return _started(bureau, act, row, action)


def _started(bureau: Bureau, act: Act, row: FileRow, action: Action) -> dict[str, object]:
    service = bureau.desk.profile.service(row.service)
    if service is None or STARTS.get(action) is not service.standard.starts:
        return {}
    standard, profile = service.standard, bureau.desk.profile
    calendar = office_calendar(act.transaction.connection, profile, act.now)
    allowed = allowance(act.now, standard.amount, standard.unit, calendar)
    due = due_at(act.now, allowed, (), calendar if standard.counts_office_time else None)
    return {"clock_started_at": act.now, "clock_due_at": due, "clock_ended_at": None}
