"""Who may do what: roles, and one line for every route and socket event. What has no line is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from queue_core.foundation.audiences import Audience


class Role(StrEnum):
    """What somebody or something is in this office."""

    OFFICER = "officer"
    SIAK_OPERATOR = "siak_operator"
    HEAD_OF_SECTION = "head_of_section"
    CAMAT = "camat"
    ADMINISTRATOR = "administrator"
    TECHNICIAN = "technician"
    KIOSK = "kiosk"
    BOARD = "board"
    PRINT_STATION = "print_station"
    READING_CORNER = "reading_corner"
    PUBLIC = "public"
    """Everybody, without a token."""


ACCOUNT_ROLES = frozenset(
    {
        Role.OFFICER,
        Role.SIAK_OPERATOR,
        Role.HEAD_OF_SECTION,
        Role.CAMAT,
        Role.ADMINISTRATOR,
        Role.TECHNICIAN,
    }
)
DEVICE_ROLES = frozenset({Role.KIOSK, Role.BOARD, Role.PRINT_STATION, Role.READING_CORNER})
COUNTER_ROLES = frozenset({Role.OFFICER, Role.SIAK_OPERATOR, Role.HEAD_OF_SECTION})
TAKE_OVER_ROLES = frozenset({Role.HEAD_OF_SECTION})
HEAD_ROLES = frozenset({Role.HEAD_OF_SECTION})
DECIDING_ROLES = HEAD_ROLES | {Role.CAMAT}
STAFF_ROLES = COUNTER_ROLES | {Role.CAMAT}
"""Who hears of families: who serves them, and who answers for that. Others mind machine and accounts."""
REGISTER_ROLES = HEAD_ROLES | {Role.SIAK_OPERATOR}
"""Who hands out the register, in which every family of a month stands."""
STOCK_ROLES = frozenset({Role.SIAK_OPERATOR, Role.HEAD_OF_SECTION})
"""Who answers for the blanks: who prints the cards, and their head."""
CARD_ROLES = frozenset({Role.SIAK_OPERATOR})
"""Who orders cards, loads blanks, says what came out, and scans it back."""
STATION_ROLES = frozenset({Role.PRINT_STATION})
CORNER_ROLES = frozenset({Role.READING_CORNER})
"""What lends books, and proposes a child for the list. It reads nothing of any child."""
CALENDAR_ROLES = HEAD_ROLES | {Role.ADMINISTRATOR}
IMPORT_ROLES = HEAD_ROLES | {Role.SIAK_OPERATOR}
EVERYBODY = frozenset(Role)

MATRIX: Mapping[str, frozenset[Role]] = {
    "GET /healthz": EVERYBODY,
    "GET /metrics": frozenset({Role.TECHNICIAN, Role.ADMINISTRATOR}),
    "GET /t/{key}": EVERYBODY,
    "GET /api/v1/openapi.json": EVERYBODY,
    "GET /static/{filename}": EVERYBODY,
    "GET /shared/{filename}": EVERYBODY,
    "GET /api/v1/office": EVERYBODY,
    "GET /api/v1/availability": ACCOUNT_ROLES | DEVICE_ROLES,
    "PUT /api/v1/services/{service}/blanks": COUNTER_ROLES,
    "GET /api/v1/services/{service}/slots": COUNTER_ROLES,
    "GET /api/v1/appointments": STAFF_ROLES,
    "POST /api/v1/appointments": COUNTER_ROLES,
    "POST /api/v1/appointments/check-in": COUNTER_ROLES | {Role.KIOSK},
    "POST /api/v1/appointments/{appointment_id}/check-in": COUNTER_ROLES,
    "POST /api/v1/appointments/{appointment_id}/cancel": COUNTER_ROLES,
    "GET /b/{key}": EVERYBODY,
    "GET /api/v1/bookings/{key}": EVERYBODY,
    "POST /api/v1/bookings/{key}/cancel": EVERYBODY,
    "GET /api/v1/pages/{key}": EVERYBODY,
    "GET /api/v1/numbers/{ticket_number}": frozenset({Role.KIOSK}),
    "POST /api/v1/sessions": EVERYBODY,
    "DELETE /api/v1/sessions/current": ACCOUNT_ROLES,
    "GET /api/v1/accounts/me": ACCOUNT_ROLES,
    "PUT /api/v1/accounts/me/password": ACCOUNT_ROLES,
    "POST /api/v1/tickets": COUNTER_ROLES | {Role.KIOSK},
    "POST /api/v1/tickets/{ticket_id}/slip": frozenset({Role.KIOSK}),
    "POST /api/v1/offline/letter": frozenset({Role.KIOSK}),
    "POST /api/v1/offline/tickets": frozenset({Role.KIOSK}),
    "GET /api/v1/snapshot": ACCOUNT_ROLES | DEVICE_ROLES,
    "GET /api/v1/events": ACCOUNT_ROLES | DEVICE_ROLES,
    "PUT /api/v1/corner/books": CORNER_ROLES,
    "PUT /api/v1/corner/book-of-the-day": CORNER_ROLES,
    "PUT /api/v1/corner/reading": CORNER_ROLES,
    "GET /api/v1/corner/reading": DECIDING_ROLES | {Role.ADMINISTRATOR},
    "GET /api/v1/counters/{number}": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/open": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/break": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/close": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/call-next": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/recall": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/start": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/step-done": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/no-show": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/finish": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/return": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/park": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/transfer": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/call-back": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/undo": COUNTER_ROLES,
    "POST /api/v1/tickets/{ticket_id}/return": COUNTER_ROLES,
    "POST /api/v1/tickets/{ticket_id}/cancel": COUNTER_ROLES,
    "POST /api/v1/tickets/{ticket_id}/void": COUNTER_ROLES,
    "POST /api/v1/pages/{key}/cancel": EVERYBODY,
    "POST /api/v1/counters/{number}/emergency": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/emergency/seen": COUNTER_ROLES,
    "POST /api/v1/pages/{key}/help": EVERYBODY,
    "POST /api/v1/pages/{key}/help/withdraw": EVERYBODY,
    "POST /api/v1/help": COUNTER_ROLES | {Role.KIOSK},
    "GET /api/v1/help/times": ACCOUNT_ROLES,
    "GET /api/v1/help/{request_id}": COUNTER_ROLES | {Role.KIOSK},
    "POST /api/v1/help/{request_id}/take": COUNTER_ROLES,
    "POST /api/v1/help/{request_id}/finish": COUNTER_ROLES,
    "POST /api/v1/help/{request_id}/withdraw": COUNTER_ROLES | {Role.KIOSK},
    "POST /api/v1/counters/{number}/pause": COUNTER_ROLES,
    "POST /api/v1/counters/{number}/resume": COUNTER_ROLES,
    "GET /api/v1/sop/disturbances": ACCOUNT_ROLES,
    "POST /api/v1/sop/disturbances": HEAD_ROLES,
    "POST /api/v1/sop/disturbances/{disturbance_id}/lift": HEAD_ROLES,
    "GET /api/v1/sop/closings": ACCOUNT_ROLES | CORNER_ROLES,
    "POST /api/v1/sop/closings": CALENDAR_ROLES,
    "POST /api/v1/sop/closings/{day}/withdraw": CALENDAR_ROLES,
    "GET /api/v1/devices": ACCOUNT_ROLES,
    "POST /api/v1/devices/health": DEVICE_ROLES,
    "GET /api/v1/sop/compliance": DECIDING_ROLES | {Role.ADMINISTRATOR},
    "GET /api/v1/pages/{key}/objection": EVERYBODY,
    "POST /api/v1/pages/{key}/objection": EVERYBODY,
    "POST /api/v1/tickets/{ticket_id}/objection": COUNTER_ROLES,
    "GET /api/v1/objections": DECIDING_ROLES,
    "GET /api/v1/objections/balance": DECIDING_ROLES | {Role.ADMINISTRATOR},
    "GET /api/v1/objections/owed": DECIDING_ROLES | COUNTER_ROLES,
    "POST /api/v1/objections/{objection_id}/accept": DECIDING_ROLES,
    "POST /api/v1/objections/{objection_id}/refuse": DECIDING_ROLES,
    "GET /api/v1/files": STAFF_ROLES,
    "POST /api/v1/files": COUNTER_ROLES,
    "POST /api/v1/files/search": STAFF_ROLES,
    "GET /api/v1/files/{file_id}": STAFF_ROLES,
    "PUT /api/v1/files/{file_id}/draft": COUNTER_ROLES,
    "POST /api/v1/files/{file_id}/hold": STAFF_ROLES,
    "POST /api/v1/files/{file_id}/release": STAFF_ROLES,
    "POST /api/v1/files/{file_id}/moves": STAFF_ROLES,
    "POST /api/v1/files/{file_id}/agree": DECIDING_ROLES,
    "POST /api/v1/files/{file_id}/decline": STAFF_ROLES,
    "POST /api/v1/files/{file_id}/reveal": STAFF_ROLES,
    "GET /api/v1/files/{file_id}/photo": STAFF_ROLES,
    "PUT /api/v1/files/{file_id}/photo": COUNTER_ROLES,
    "DELETE /api/v1/files/{file_id}/photo": COUNTER_ROLES,
    "POST /api/v1/files/{file_id}/photo/accept": COUNTER_ROLES,
    "PUT /api/v1/files/{file_id}/scans": COUNTER_ROLES,
    "DELETE /api/v1/files/{file_id}/scans": COUNTER_ROLES,
    "POST /api/v1/files/{file_id}/scans/open": STAFF_ROLES,
    "POST /api/v1/files/{file_id}/other-child": COUNTER_ROLES,
    "POST /api/v1/files/{file_id}/hand-over": COUNTER_ROLES,
    "POST /api/v1/files/{file_id}/told": COUNTER_ROLES,
    "POST /api/v1/files/{file_id}/phone": COUNTER_ROLES,
    "GET /api/v1/files/{file_id}/missing-words": COUNTER_ROLES,
    "POST /api/v1/files/{file_id}/papers": COUNTER_ROLES,
    "POST /api/v1/files/{file_id}/signature": COUNTER_ROLES,
    "GET /api/v1/files/{file_id}/signature": COUNTER_ROLES,
    "GET /api/v1/shelf": STAFF_ROLES,
    "POST /api/v1/slips/read": COUNTER_ROLES,
    "POST /api/v1/pick-ups/look": frozenset({Role.KIOSK}),
    "POST /api/v1/register": REGISTER_ROLES,
    "GET /s/{key}": EVERYBODY,
    "GET /api/v1/signatures/{key}": EVERYBODY,
    "POST /api/v1/signatures/{key}": EVERYBODY,
    "POST /api/v1/signing/find": frozenset({Role.KIOSK}),
    "POST /api/v1/signing/sign": frozenset({Role.KIOSK}),
    "GET /api/v1/children": STAFF_ROLES,
    "POST /api/v1/children": COUNTER_ROLES,
    "POST /api/v1/children/{child_id}/close": COUNTER_ROLES,
    "POST /api/v1/children/{child_id}/file": COUNTER_ROLES,
    "GET /api/v1/children/proposals": STAFF_ROLES,
    "POST /api/v1/children/proposals": CORNER_ROLES,
    "POST /api/v1/children/proposals/withdraw": CORNER_ROLES,
    "POST /api/v1/children/proposals/{proposal_id}/confirm": COUNTER_ROLES,
    "POST /api/v1/children/proposals/{proposal_id}/strike": COUNTER_ROLES,
    "POST /api/v1/children/imports": IMPORT_ROLES,
    "POST /api/v1/children/imports/{import_id}/rows": IMPORT_ROLES,
    "GET /api/v1/coverage": DECIDING_ROLES | {Role.ADMINISTRATOR},
    "GET /api/v1/stock": STAFF_ROLES,
    "GET /api/v1/stock/serials": STAFF_ROLES,
    "POST /api/v1/stock/batches": STOCK_ROLES,
    "POST /api/v1/stock/blanks/{serial}/spoil": STOCK_ROLES,
    "POST /api/v1/stock/blanks/{serial}/agree": DECIDING_ROLES,
    "POST /api/v1/stock/blanks/{serial}/decline": STOCK_ROLES | DECIDING_ROLES,
    "POST /api/v1/stock/counts": STOCK_ROLES,
    "POST /api/v1/stock/ribbon": STOCK_ROLES,
    "POST /api/v1/stock/ribbon/put-in": STOCK_ROLES,
    "POST /api/v1/stock/ribbon/used-up": STOCK_ROLES,
    "GET /api/v1/print/orders": STAFF_ROLES | STATION_ROLES,
    "GET /api/v1/print/files": CARD_ROLES,
    "GET /api/v1/print/progress": STAFF_ROLES,
    "POST /api/v1/print/orders": CARD_ROLES,
    "POST /api/v1/print/load": CARD_ROLES,
    "GET /api/v1/print/orders/{order_id}": STAFF_ROLES | STATION_ROLES,
    "GET /api/v1/print/orders/{order_id}/card": STATION_ROLES,
    "POST /api/v1/print/orders/{order_id}/unload": CARD_ROLES,
    "POST /api/v1/print/orders/{order_id}/take": STATION_ROLES,
    "POST /api/v1/print/orders/{order_id}/problem": STATION_ROLES,
    "POST /api/v1/print/orders/{order_id}/outcome": CARD_ROLES | STATION_ROLES,
    "POST /api/v1/print/orders/{order_id}/collected": CARD_ROLES,
    "POST /api/v1/files/{file_id}/scan-back": CARD_ROLES,
    "GET /api/v1/sheets": CORNER_ROLES | STATION_ROLES,
    "POST /api/v1/sheets": CORNER_ROLES,
    "GET /api/v1/sheets/{sheets_id}/paper": STATION_ROLES,
    "POST /api/v1/sheets/{sheets_id}/take": STATION_ROLES,
    "POST /api/v1/sheets/{sheets_id}/outcome": STATION_ROLES,
    "POST /api/v1/sheets/{sheets_id}/again": CORNER_ROLES,
    "GET /api/v1/files/{file_id}/history": DECIDING_ROLES,
    "POST /api/v1/people/export": HEAD_ROLES,
    "socket connect": EVERYBODY,
    "socket disconnect": EVERYBODY,
}
"""Route or socket event -> who may use it."""

BEFORE_PASSWORD_CHANGE = frozenset(
    {
        "GET /api/v1/accounts/me",
        "PUT /api/v1/accounts/me/password",
        "DELETE /api/v1/sessions/current",
    }
)
"""All that an account may do, beside what is public, while it still has its one-time password."""


@dataclass(frozen=True)
class Principal:
    """Who asks: an account, a device, or anybody."""

    actor: str
    roles: frozenset[Role]
    name: str = ""
    must_change_password: bool = False

    @property
    def audience(self) -> Audience | None:
        """Which events this principal hears of."""
        if self.must_change_password:
            return None
        if self.roles & STAFF_ROLES:
            return Audience.STAFF
        return Audience.HALL if self.roles & (ACCOUNT_ROLES | DEVICE_ROLES) else None


ANYBODY = Principal("public", frozenset({Role.PUBLIC}))


def may(principal: Principal, line: str) -> bool:
    """Whether the principal may use a route or event; one without a line in the matrix is for nobody."""
    allowed = MATRIX.get(line, frozenset())
    if Role.PUBLIC in allowed:
        return True
    if principal.must_change_password and line not in BEFORE_PASSWORD_CHANGE:
        return False
    return bool(principal.roles & allowed)


SESSION_LENGTH = timedelta(hours=12)
SHORTEST_PASSWORD = 10
FREE_ATTEMPTS = 3
LONGEST_DELAY = timedelta(minutes=15)


def blocked_until(failures: int, now: datetime) -> datetime | None:
    """When the next login may be tried: 3 free attempts, then 2, 4, 8 ... seconds, at most 15 minutes."""
    if failures < FREE_ATTEMPTS:
        return None
    return now + min(timedelta(seconds=2 ** min(failures - FREE_ATTEMPTS + 1, 20)), LONGEST_DELAY)


HEALTH_EVERY = timedelta(minutes=1)
"""So often a device tells how it is, and at once when something changes."""
SILENT_AFTER = timedelta(minutes=2, seconds=30)
"""A device that has missed two tellings counts as silent."""


def is_silent(age: timedelta | None) -> bool:
    """Whether a device that was last heard so long ago is silent; one that was never heard is."""
    return age is None or age > SILENT_AFTER
