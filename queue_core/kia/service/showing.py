"""Shows orders; and to the station that has one, what its card says."""

from __future__ import annotations

import base64
from collections import Counter

from sqlalchemy import Connection

from queue_core.access.rules import Principal, Role
from queue_core.kia.errors.files import NotEligible
from queue_core.kia.errors.orders import OrderNotNow
from queue_core.kia.rules.life import Output
from queue_core.kia.rules.orders import CardWay, OrderState, PrinterProblem
from queue_core.kia.service.bureau import Bureau, record
from queue_core.kia.service.checking import examine
from queue_core.kia.service.heads import head_of
from queue_core.kia.service.orders import order_head, order_row
from queue_core.kia.service.photos import look as photo_view
from queue_core.kia.service.photos import photo_of, require_photo
from queue_core.kia.service.stations import require_alone, require_own
from queue_core.kia.store import files
from queue_core.kia.store import orders as store
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.orders import (
    MOST_AT_ONCE,
    CardFace,
    FilesWithoutOrder,
    FileToPrint,
    OrderHead,
    OrderList,
    PrintProgress,
)
from queue_core.kia.wire.subject import Child
from queue_core.tickets.service.desk import Act

MOST_LISTED = 200
NEXT_TOLD = 5
"""To a station, which takes the first of them and asks anew after each card."""


def listed(
    bureau: Bureau,
    who: Principal,
    state: OrderState | None,
    blank: str | None = None,
    *,
    for_person: bool = False,
) -> OrderList:
    """Orders in a state, on a blank, or for a person; to a station the loaded ones that come next.

    Raises OtherStationPrints for a second station.
    """
    office, to_station = bureau.desk.office, Role.PRINT_STATION in who.roles and state is OrderState.LOADED

    def look(connection: Connection) -> OrderList:
        if to_station:
            require_alone(bureau, connection, who)
        rows = (
            store.to_print(connection, office, CardWay.OVERLAY, NEXT_TOLD)
            if to_station
            else store.listed(connection, office, state, blank, for_person=for_person, limit=MOST_LISTED)
        )
        return OrderList(orders=tuple(map(order_head, rows)))

    return bureau.desk.database.read(look)


def order(bureau: Bureau, order_id: int) -> OrderHead:
    """One order. Raises UnknownOrder."""
    return order_head(bureau.desk.database.read(lambda connection: order_row(bureau, connection, order_id)))


def files_without_order(bureau: Bureau, after: int) -> FilesWithoutOrder:
    """The next files whose card can be ordered, after an id: as many as are ordered at once."""
    office, kinds = bureau.desk.office, _kinds_with_card(bureau)
    rows = bureau.desk.database.read(lambda c: files.recorded(c, office, kinds, after, MOST_AT_ONCE))
    return FilesWithoutOrder(files=tuple(FileToPrint(file_id=row.id, version=row.version) for row in rows))


def progress(bureau: Bureau) -> PrintProgress:
    """How many cards are how far."""
    office, kinds = bureau.desk.office, _kinds_with_card(bureau)

    def look(connection: Connection) -> PrintProgress:
        states: Counter[str] = Counter()
        problems: Counter[PrinterProblem] = Counter()
        flagged = 0
        for group in store.groups(connection, office):
            states[group.state] += group.number
            flagged += group.number * group.flagged
            if group.problem is not None:
                problems[PrinterProblem(group.problem)] += group.number
        recorded = files.count_recorded(connection, office, kinds)
        return PrintProgress(recorded=recorded, flagged=flagged, problems=problems, **states)

    return bureau.desk.database.read(look)


def _kinds_with_card(bureau: Bureau) -> list[str]:
    return [kind.key for kind in bureau.desk.profile.files.kinds if Output(kind.output) is Output.CARD]


def card_face(bureau: Bureau, who: Principal, order_id: int) -> CardFace:
    """What the card says, once it stands in the ledger who reads it.

    Raises UnknownOrder, OtherStation, OrderNotNow unless the station has taken the order, or what speaks
    against a card of this file today.
    """

    def note(act: Act) -> CardFace:
        connection = act.transaction.connection
        row = order_row(bureau, connection, order_id)
        if row.state != OrderState.SENDING:
            raise OrderNotNow(f"An order that is {row.state} shows no card.")
        require_own(row, who)
        of_file = bureau.row(connection, row.file_id)
        face = _face(bureau, act, of_file, order_id)
        record(act, "card_read", head_of(of_file), print_order=str(order_id))
        return face

    return bureau.unkept(who.actor, note)


def _face(bureau: Bureau, act: Act, row: FileRow, order_id: int) -> CardFace:
    draft, kind = bureau.draft(row), bureau.kind(row.kind)
    found = examine(bureau.desk.profile, kind, row.service, draft, act.day, registered=True)
    found.require_fields()
    require_photo(photo_view(bureau, act.transaction.connection, row, draft, act.day))
    if found.card is None or found.valid_until is None:
        raise NotEligible
    photo = photo_of(bureau, act.transaction.connection, row.id)
    same = {name: getattr(draft.child, name) for name in set(CardFace.model_fields) & set(Child.model_fields)}
    return CardFace.model_validate(
        same
        | {
            "order_id": order_id,
            "kind": found.card,
            "village": _village(bureau, draft.child.village),
            "issued_on": act.day,
            "valid_until": found.valid_until,
            "photo": None if photo is None else base64.b64encode(photo).decode(),
        }
    )


def _village(bureau: Bureau, code: str) -> str:
    return next((one.name for one in bureau.desk.profile.villages if one.code == code), code)
