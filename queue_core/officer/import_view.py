"""An import in words: which column tells what, the first rows, what is wrong, what came of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from queue_core.kia.rules.listing import ListField
from queue_core.kia.rules.nik import masked
from queue_core.kia.wire.children import ImportedChild, ImportView
from queue_core.officer.cells import Cell
from queue_core.officer.columns import Columns
from queue_core.officer.file_view import field_name, value_words, village_name
from queue_core.officer.importing import Preview, RowWrong, left
from queue_core.officer.more import Entry
from queue_core.officer.sheet import Sheet
from queue_core.officer.shift import Shift

FIRST_ROWS, MOST_WRONG = 5, 200


def sections(
    shift: Shift, sheet: Sheet, columns: Columns, found: Preview | None
) -> Iterator[tuple[str, list[Entry]]]:
    """The parts of the list, each with its title."""
    yield shift.say("children.columns"), [_column(shift, sheet, columns, one) for one in ListField]
    if found is None:
        fields = ", ".join(name(shift, one) for one in columns.missing)
        yield shift.say("files.now"), [Entry("", shift.say("children.columns_missing", fields=fields))]
        return
    counts = {"good": len(found.children), "rows": found.total}
    go = (
        Entry("go:", shift.say("children.go", **counts))
        if found.children
        else Entry("", shift.say("children.none"))
    )
    yield shift.say("files.now"), [go]
    first = list(found.children.values())[:FIRST_ROWS]
    yield shift.say("children.first_rows"), [Entry("", _row(shift, child)) for child in first]
    if found.wrong:
        shown = enumerate(found.wrong[:MOST_WRONG])
        told = [Entry(f"wrong:{at}", _wrong(shift, one)) for at, one in shown]
        yield shift.say("children.wrong_rows", count=len({one.row for one in found.wrong})), told


def columns_to_choose(shift: Shift, sheet: Sheet, one: ListField) -> list[Entry]:
    """The columns of the file; for the village also one village for all, for the rest none."""
    entries = [Entry(f"column:{at}", _heading(shift, sheet.header, at)) for at in range(len(sheet.header))]
    if one is ListField.VILLAGE and shift.office:
        villages = shift.office.profile.villages
        entries += [Entry(f"all:{v.code}", shift.say("children.all_of", name=v.name)) for v in villages]
    return [*entries, Entry("column:", shift.say("children.no_column"))]


def outcome(shift: Shift, done: ImportView) -> str:
    """What came of an import."""
    figures = {"added": done.added, "known": done.known, "given": done.given, "left": left(done)}
    return shift.say("children.imported", **figures)


def name(shift: Shift, one: ListField) -> str:
    """A field of the list in the officer's language."""
    own = f"children.field.{one}"
    return shift.say(own) if shift.knows(own) else field_name(shift, one)


def _column(shift: Shift, sheet: Sheet, columns: Columns, one: ListField) -> Entry:
    if one is ListField.VILLAGE and columns.village:
        told = shift.say("children.all_of", name=village_name(shift, columns.village))
    elif one in columns.places:
        told = _heading(shift, sheet.header, columns.places[one])
    else:
        told = shift.say("children.no_column")
    return Entry(f"field:{one}", shift.say("children.column_of", field=name(shift, one), column=told))


def _heading(shift: Shift, header: tuple[Cell, ...], at: int) -> str:
    return shift.say("children.column", place=at + 1, name=str(header[at] or "-")[:40])


def _row(shift: Shift, child: ImportedChild) -> str:
    told = (
        child.name,
        masked(child.nik) or "-",
        value_words(shift, "birth_date", child.birth_date),
        village_name(shift, child.village),
        shift.say("children.mother", name=child.mother or "-"),
    )
    return ", ".join(told)


def _wrong(shift: Shift, one: RowWrong) -> str:
    why = shift.say(f"children.fault.{one.wrong.fault}")
    told = f" ({masked(one.nik)})" if one.wrong.field is ListField.NIK and one.nik else ""
    return shift.say("children.wrong", row=one.row, field=name(shift, one.wrong.field), why=why) + told
