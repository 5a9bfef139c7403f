"""SLiMS's members as cards that borrow: of each the number and its last day are read, and nothing else.

Names, addresses, phones, birth dates and passwords stand in the same row. They are no part of what comes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reading_corner.rules.readers import member_card
from reading_corner.service.importing import cells
from reading_corner.service.importing.columns import is_header
from reading_corner.service.importing.errors import CatalogueUnreadable
from reading_corner.service.importing.rows import Found, MemberCard, Refused, Row, Rows
from reading_corner.service.importing.tables import Cells, misfit, without_empty_end

SLIMS_MEMBERS = (
    *("member_id", "member_name", "gender", "member_type_name", "member_email", "member_address"),
    *("postal_code", "inst_name", "is_new", "member_image", "pin", "member_phone", "member_fax"),
    *("member_since_date", "register_date", "expire_date", "birth_date", "member_notes"),
)
"""The columns of SLiMS 9 in its order; `mpasswd` may follow. Its files often come without their names."""
NUMBER, LAST_DAY = "member_id", "expire_date"
DAYS = tuple(map(SLIMS_MEMBERS.index, ("member_since_date", "register_date", LAST_DAY)))
WIDTHS = (len(SLIMS_MEMBERS), len(SLIMS_MEMBERS) + 1)


@dataclass(frozen=True)
class Members:
    """Where number and last day stand, how wide a row is, and how many rows stand above the first."""

    number: int
    last_day: int
    width: int
    above: int


def members_of(first: Sequence[Cells | None]) -> Members | None:
    """How a table of members is laid out, by its first rows; None for another table.

    Raises CatalogueUnreadable for one that does not tell until when its cards are valid.
    """
    for above, row in enumerate(first, 1):
        names = [name.strip().casefold() for name in row or ()]
        if NUMBER in names and LAST_DAY in names:
            return Members(names.index(NUMBER), names.index(LAST_DAY), len(names), above)
        if NUMBER in names:
            raise CatalogueUnreadable(f"No column is named '{LAST_DAY}'.")
    return _without_names([row for row in first if row and any(map(str.strip, row))])


def _without_names(rows: Sequence[Cells]) -> Members | None:
    found = [row for row in rows if _is_member(row)]
    if not found or any(map(is_header, rows)):
        return None
    if not all(map(_may_be_member, rows)):
        raise CatalogueUnreadable(
            "Some of the first rows are members of a library, and some are not.",
            remedy="Write the names of the columns into the first row: member_id, member_name, ...",
        )
    return Members(SLIMS_MEMBERS.index(NUMBER), SLIMS_MEMBERS.index(LAST_DAY), len(found[0]), above=0)


def _is_member(row: Cells) -> bool:
    """Whether a row of a table without names has days where a member has them.

    No title has any there; a copy, which is as wide as a member with a password, may have the last of them.
    """
    days = DAYS if len(without_empty_end(row)) < WIDTHS[-1] else DAYS[:-1]
    return _may_be_member(row) and any(cells.day(row[at]) for at in days)


def _may_be_member(row: Cells) -> bool:
    is_wide = len(row) >= WIDTHS[0] and len(without_empty_end(row)) <= WIDTHS[-1]
    return is_wide and all(not cells.filled(row[at]) or cells.day(row[at]) for at in DAYS)


def rows_of_members(members: Members, table: Iterable[Cells | None], ragged: bool) -> Rows:
    """Each row that is not empty, as a card or a refusal that tells nothing of whom it is."""
    for number, row in enumerate(table, 1):
        if number > members.above and (row is None or any(map(str.strip, row))):
            yield Row(number, _found(members, row, ragged))


def _found(members: Members, row: Cells | None, ragged: bool) -> Found:
    fault = misfit(row, members.width, ragged)
    if row is None or fault:
        return Refused(fault)
    number, last_day = (row[at] if at < len(row) else "" for at in (members.number, members.last_day))
    if not cells.filled(number):
        return Refused("it has no member_id")
    card, day = member_card(number), cells.day(last_day)
    if card is None:
        return Refused("its member_id is read as something else here: a number of the queue, a NIK, a code")
    if day is None:
        return Refused("its expire_date is no day")
    return MemberCard(card, day)
