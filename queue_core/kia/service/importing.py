"""Takes an imported file onto the list part by part. How far it is stands in its row: nothing doubles.

The console reads the file and sends rows (decision 0030); they are judged again here, where they are kept.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from queue_core.foundation.identifiers import WriteRequest
from queue_core.kia.errors.children import ImportElsewhere, UnknownImport
from queue_core.kia.rules.listing import ListedState, Source, judge
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.grounds import named_by_office
from queue_core.kia.service.listed import (
    Tokens,
    add_children,
    known_children,
    note,
    sealed_row,
    tokens,
    yardstick,
)
from queue_core.kia.store import children as store
from queue_core.kia.store.children import ImportRow
from queue_core.kia.wire.children import ImportedChild, ImportPart, ImportView, NewImport
from queue_core.tickets.service.desk import Act

BY_DIGEST = "imported file"


class _Prepared(NamedTuple):
    """A row before its transaction begins, so that nobody waits while it is sealed.

    What is kept beside a row of the list is sealed within: it is bound to that row, and there are few.
    """

    tokens: Tokens
    row: dict[str, Any]
    record: ImportedChild

    @property
    def has_card(self) -> bool:
        """Whether the file says so."""
        return self.record.has_card


_ADDED = object()
"""Stands for a child that this part adds."""


def begin(bureau: Bureau, write: WriteRequest, new: NewImport) -> ImportView:
    """The import of a file: a new one, or the one that was begun before, as far as it is."""
    digest, office = bureau.seal.token(BY_DIGEST, new.digest), bureau.desk.office

    def start(act: Act) -> ImportView:
        connection = act.transaction.connection
        if (row := store.import_by_digest(connection, office, digest)) is not None:
            return view_of(row)
        import_id = store.begin_import(
            connection,
            office=office,
            digest=digest,
            rows=new.rows,
            **dict.fromkeys(("done", "added", "known", "given", "refused"), 0),
            started_at=act.now,
            started_by=act.actor.partition(":")[2],
        )
        view = view_of(_row(bureau, act, import_id))
        note(act, "import_started", of=view)
        return view

    return bureau.answered(write, ImportView, start)


def take(bureau: Bureau, write: WriteRequest, import_id: int, part: ImportPart) -> ImportView:
    """Takes some rows onto the list.

    Raises UnknownImport, or ImportElsewhere for other rows than the next ones.
    """
    by = yardstick(bureau)
    fit = [
        _Prepared(tokens(bureau, one), sealed_row(bureau, one, Source.IMPORT), one)
        for one in part.children
        if not any(judge(one.facts, by))
    ]

    def keep(act: Act) -> ImportView:
        row = _row(bureau, act, import_id)
        if row.done != part.after or not part.after < part.up_to <= row.rows:
            raise ImportElsewhere(f"{row.done} of {row.rows} rows are done.")
        counts = _keep(bureau, act, fit) | {"refused": len(part.children) - len(fit)}
        values = {name: getattr(row, name) + count for name, count in counts.items()}
        finished = act.now if part.up_to == row.rows else None
        if not store.advance(
            act.transaction.connection, row, done=part.up_to, finished_at=finished, **values
        ):
            raise ImportElsewhere
        view = view_of(_row(bureau, act, import_id))
        note(act, "import_went_on", of=view)
        return view

    return bureau.answered(write, ImportView, keep)


def view_of(row: ImportRow) -> ImportView:
    """How far an import is."""
    return ImportView(**{name: getattr(row, name) for name in ImportView.model_fields})


def _keep(bureau: Bureau, act: Act, fit: list[_Prepared]) -> dict[str, int]:
    """New children are added, each once; of those who are known, some have a card now."""
    roll = known_children(bureau, act.transaction.connection, [one.tokens for one in fit])
    new: list[tuple[dict[str, Any], bool]] = []
    given: set[int] = set()
    for one in fit:
        known = roll.find(one.tokens)
        if known is None:
            new.append((one.row, one.has_card))
            roll.put(one.tokens, _ADDED)
            continue
        if known is _ADDED:
            continue
        named_by_office(bureau, act, known, one.record)
        roll.learn(one.tokens, known)
        if one.has_card and known.state == ListedState.WITHOUT_CARD:
            given.add(known.id)
    add_children(act, new)
    store.give_cards(act.transaction.connection, sorted(given), act.now)
    return {"added": len(new), "given": len(given), "known": len(fit) - len(new) - len(given)}


def _row(bureau: Bureau, act: Act, import_id: int) -> ImportRow:
    row = store.import_by_id(act.transaction.connection, bureau.desk.office, import_id)
    if row is None:
        raise UnknownImport
    return row
