"""What the use cases of the list stand on: a child's row, record and tokens; what a handed-over card does."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection

from queue_core.kia.errors.children import ChildNotFit, UnknownChild
from queue_core.kia.rules.age import LeapBirthday
from queue_core.kia.rules.coverage import month_of_leaving
from queue_core.kia.rules.life import Output
from queue_core.kia.rules.listing import ListedState, Source, Yardstick, judge, same_child
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.indexing import nik_token
from queue_core.kia.store import children as store
from queue_core.kia.store.children import ChildRow
from queue_core.kia.store.files import FileRow
from queue_core.kia.wire.children import ChildHead, ChildRecord
from queue_core.kia.wire.subject import Draft
from queue_core.storage import ledger
from queue_core.storage.errors import SealBroken
from queue_core.tickets.service.desk import Act

BY_WHO = "listed child"
Answer = TypeVar("Answer", bound=BaseModel)


class Tokens(NamedTuple):
    """By what a child is known again, without telling who it is."""

    nik: str | None
    who: str


class Roll:
    """Children by their tokens: by NIK, or by name, birth date and mother where one of two has none."""

    def __init__(self) -> None:
        self._by_nik: dict[str, ChildRow] = {}
        self._by_who: dict[str, ChildRow] = {}
        self._without_nik: dict[str, ChildRow] = {}

    def put(self, found: Tokens, row: ChildRow) -> None:
        """Adds a child."""
        self._by_who[found.who] = row
        if found.nik is None:
            self._without_nik[found.who] = row
        else:
            self._by_nik[found.nik] = row

    def learn(self, found: Tokens, row: ChildRow) -> None:
        """A child that stood here without a NIK is known by one from now on."""
        if found.nik is not None and self._without_nik.get(found.who) is row:
            del self._without_nik[found.who]
            self._by_nik[found.nik] = row

    def find(self, wanted: Tokens) -> ChildRow | None:
        """The same child, if it is there."""
        if wanted.nik is None:
            return self._by_who.get(wanted.who)
        return self._by_nik.get(wanted.nik, self._without_nik.get(wanted.who))


def yardstick(bureau: Bureau) -> Yardstick:
    """What a child is judged by today."""
    profile = bureau.desk.profile
    villages = frozenset(village.code for village in profile.villages)
    return Yardstick(bureau.desk.day(bureau.desk.clock()), leap(bureau), villages)


def leap(bureau: Bureau) -> LeapBirthday:
    """The office's rule for 29 February."""
    return LeapBirthday(bureau.desk.profile.files.leap_birthday)


def require_fit(bureau: Bureau, record: ChildRecord) -> None:
    """Raises ChildNotFit where something speaks against a child, without repeating what it says."""
    if wrong := list(judge(record.facts, yardstick(bureau))):
        raise ChildNotFit(f"{'; '.join(f'{one.field}: {one.fault}' for one in wrong)}.")


def tokens(bureau: Bureau, record: ChildRecord) -> Tokens:
    """The tokens of a child."""
    who = same_child(record.name, record.birth_date, record.mother)
    return Tokens(nik_token(bureau, record.nik), bureau.seal.token(BY_WHO, who))


def sealed_row(bureau: Bureau, record: ChildRecord, source: Source) -> dict[str, Any]:
    """A child as it is kept, but for when."""
    return {
        "office": bureau.desk.office,
        "village": record.village,
        "source": source,
        "leaves_in": month_of_leaving(record.birth_date, leap(bureau)),
        **sealed_under(bureau, record, tokens(bureau, record)),
    }


def sealed_under(bureau: Bureau, record: ChildRecord, found: Tokens) -> dict[str, Any]:
    """What is known of a child under its tokens: the seal is bound to one, which comes before the row."""
    text = record.model_dump_json(include=set(ChildRecord.model_fields))
    place = _place(bureau, *found)
    return {"record": bureau.seal.seal(text, place), "nik_token": found.nik, "who_token": found.who}


def add_children(act: Act, rows: list[tuple[dict[str, Any], bool]]) -> None:
    """Keeps new children from now on, each with a card or without one."""
    by = act.actor.partition(":")[2]
    dated = [
        {
            **row,
            "state": ListedState.HAS_CARD if has_card else ListedState.WITHOUT_CARD,
            "listed_at": act.now,
            "listed_by": by,
            "card_at": act.now if has_card else None,
        }
        for row, has_card in rows
    ]
    store.add(act.transaction.connection, dated)


def record_of(bureau: Bureau, row: ChildRow) -> ChildRecord:
    """What the list knows of a child. Raises SealBroken."""
    place = _place(bureau, row.nik_token, row.who_token)
    try:
        return ChildRecord.model_validate_json(bureau.seal.open(row.record, place))
    except ValidationError:  # whose text would tell what it found
        raise SealBroken(f"{place} is of another version.") from None


def row_of(bureau: Bureau, act: Act, child_id: int) -> ChildRow:
    """The child. Raises UnknownChild."""
    row = store.by_id(act.transaction.connection, bureau.desk.office, child_id)
    if row is None:
        raise UnknownChild
    return row


def known_children(bureau: Bureau, connection: Connection, found: list[Tokens]) -> Roll:
    """Those of them that stand on the list already."""
    niks = [one.nik for one in found if one.nik is not None]
    roll, whos = Roll(), [one.who for one in found]
    for row in store.known(connection, bureau.desk.office, niks, whos):
        roll.put(Tokens(row.nik_token, row.who_token), row)
    return roll


def head_of_child(row: ChildRow) -> ChildHead:
    """The head of the child in a row."""
    told = {name: getattr(row, name) for name in ChildHead.model_fields if name != "by_duty"}
    return ChildHead(**told, by_duty=row.source == Source.IMPORT or row.duty_record is not None)


def note(act: Act, action: str, **told: BaseModel) -> None:
    """Writes what happened to the list into the ledger."""
    body = {name: part.model_dump(mode="json") for name, part in told.items()}
    connection, office = act.transaction.connection, act.desk.office
    ledger.append(connection, office, at=act.now, actor=act.actor, action=action, body=body)


def close_for(bureau: Bureau, act: Act, row: FileRow) -> None:
    """The card of a file is handed over: its child has one from now on, also one whom nobody had listed.

    A document changes nothing, nor does the card of a child of another sub-district who is not listed.
    """
    if bureau.way(row).output is not Output.CARD:
        return
    record = _record(bureau.draft(row))
    if record is None:
        return
    found = tokens(bureau, record)
    known = known_children(bureau, act.transaction.connection, [found]).find(found)
    if known is not None:
        store.give_cards(act.transaction.connection, [known.id], act.now)
    elif record.village in yardstick(bureau).villages:
        add_children(act, [(sealed_row(bureau, record, Source.FILE), True)])
    else:
        return
    note(act, "child_has_card", child=head_by(bureau, act, found))


def open_for(bureau: Bureau, act: Act, row: FileRow) -> None:
    """The card that was handed over is taken back: its child has none until the next is handed over."""
    record = _record(bureau.draft(row)) if bureau.way(row).output is Output.CARD else None
    if record is None:
        return
    found = tokens(bureau, record)
    known = known_children(bureau, act.transaction.connection, [found]).find(found)
    if known is not None:
        store.take_card(act.transaction.connection, known.id)
        note(act, "child_has_no_card", child=head_by(bureau, act, found))


def head_by(bureau: Bureau, act: Act, found: Tokens) -> ChildHead:
    """The head of a child by its tokens. Raises UnknownChild."""
    row = known_children(bureau, act.transaction.connection, [found]).find(found)
    return head_of_child(row_of(bureau, act, row.id if row is not None else 0))


def _record(draft: Draft) -> ChildRecord | None:
    child = draft.child
    if child.birth_date is None or not child.name or not child.village:
        return None
    known = child.model_dump(include={"name", "nik", "birth_date", "mother", "phone", "village"})
    return ChildRecord(**known, consent=draft.consent)


def _place(bureau: Bureau, nik_token: str | None, who_token: str) -> str:
    return f"listed_child {bureau.desk.office} {nik_token or who_token}"
