"""Members of another library: their cards go on working here, and nothing else of them comes in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from reading_corner.commands import bring_in, look_at
from reading_corner.errors import UnknownReader
from reading_corner.rules.lending import LoanOutcome
from reading_corner.rules.readers import card_code, member_card
from reading_corner.rules.shelf import Where
from reading_corner.service.importing import running
from reading_corner.service.importing.columns import SLIMS_COPIES
from reading_corner.service.importing.errors import CatalogueUnreadable
from reading_corner.service.importing.members import SLIMS_MEMBERS
from reading_corner.service.importing.reading import Source
from reading_corner.service.importing.rows import LooseCopy, MemberCard
from reading_corner.service.importing.running import preview, run
from reading_corner.wire.lending import Seen, SeenBatch
from tests.reading_corner.lending_desk import KEY, MORNING, NIK, Corner, corner_in
from tests.reading_corner.sources import KANCILS_COPY, found, slims, words, workbook

pytestmark = pytest.mark.database
SECRETS = ("Wulandari", "Jl. Serayu", "0812000", "2015-08-17", "1234", "wulan@", "SDN Satu", "c4ca4238")
PERSON = {
    "member_name": "Wulandari",
    "member_address": "Jl. Serayu 3",
    "member_email": "wulan@sekolah.example",
    "inst_name": "SDN Satu",
    "pin": "1234",
    "member_phone": "0812000",
    "member_since_date": "2020-01-01",
    "register_date": "2020-01-01",
    "birth_date": "2015-08-17",
    "mpasswd": "c4ca4238",
}
COLUMNS = (*SLIMS_MEMBERS, "mpasswd")
BOUGHT = {"price": "", "invoice_date": "2019-03-01"}


def members(
    *cards: tuple[str, str], columns: Sequence[str] = SLIMS_MEMBERS, header: bool = True, mark: str = ","
) -> bytes:
    """A file of members with these numbers and last days."""
    rows = [PERSON | {"member_id": number, "expire_date": day} for number, day in cards]
    return slims(columns, *rows, header=header, mark=mark)


@pytest.fixture
def corner(tmp_path: Path) -> Corner:
    (tmp_path / "corner.key").write_bytes(KEY)
    return corner_in(tmp_path)


def bring(corner: Corner, *cards: tuple[str, str]) -> running.Report:
    return run(corner.shelf, Source("member.csv", members(*cards)))


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("columns", [SLIMS_MEMBERS, COLUMNS])
@pytest.mark.parametrize("mark", [",", ";"])
def test_a_member_is_a_number_and_a_last_day(header: bool, columns: Sequence[str], mark: str) -> None:
    (row,) = found(members(("M-01", "2027-06-30"), columns=columns, header=header, mark=mark))
    assert isinstance(row, MemberCard)
    assert (row.card, row.expires_on) == (member_card("m-01"), date(2027, 6, 30))
    assert "01" not in repr(row.card)


def test_a_member_without_the_names_of_columns_is_never_taken_for_a_book() -> None:
    rows = found(members(("M-01", "2027-06-30"), ("M-02", "0000-00-00"), header=False))
    assert [isinstance(row, MemberCard) for row in rows] == [True, False]


@pytest.mark.parametrize("columns", [SLIMS_MEMBERS, COLUMNS])
def test_nor_is_one_in_a_workbook_or_among_members_of_whom_no_day_is_told(columns: Sequence[str]) -> None:
    dayless = dict.fromkeys(("member_since_date", "register_date"), "0000-00-00")
    people = [PERSON | {"member_id": "M-01", "expire_date": "2027-06-30"}, PERSON | dayless]
    table = [[person.get(name, "") for name in columns] for person in people]
    for content in (workbook(*table), workbook(*table, [""] * 30), slims(columns, *people, header=False)):
        assert words(content) == ["", "it has no member_id"]


def test_copies_of_which_no_price_is_known_are_no_members() -> None:
    (copy,) = found(slims(SLIMS_COPIES, KANCILS_COPY | BOUGHT, header=False))
    assert isinstance(copy, LooseCopy)


def test_rows_of_which_some_are_members_are_read_once_their_columns_have_names() -> None:
    content = members(("M-01", "2027-06-30"), header=False) + b'"M-02","Wulandari, "S.Pd"","2020"\n'
    with pytest.raises(CatalogueUnreadable, match="some are not"):
        found(content)


def test_a_list_of_two_columns_is_enough() -> None:
    assert words(b"member_id;expire_date\nM-01;2027-06-30\n") == [""]
    with pytest.raises(CatalogueUnreadable, match="expire_date"):
        found(b"member_id,member_name\nM-01,Wulandari\n")


@pytest.mark.parametrize(
    ("number", "day", "told"),
    [
        ("", "2027-06-30", "it has no member_id"),
        ("M-01", "0000-00-00", "its expire_date is no day"),
        ("A001", "2027-06-30", "its member_id is read as something else"),
        (NIK, "2027-06-30", "its member_id is read as something else"),
        (card_code(7), "2027-06-30", "its member_id is read as something else"),
        ("B00000101", "2027-06-30", "its member_id is read as something else"),
    ],
)
def test_a_row_is_refused_in_words_that_name_nobody(number: str, day: str, told: str) -> None:
    (refused,) = words(members((number, day)))
    assert refused.startswith(told)
    assert not any(secret in refused for secret in (*SECRETS, NIK))


def test_a_card_of_another_library_borrows_up_to_its_last_day(corner: Corner) -> None:
    bring(corner, ("P-0007", "2026-11-30"))
    assert corner.lend(reader="p-0007", where=Where.HOME).outcome is LoanOutcome.LENT
    corner.take_back()
    corner.later(days=1)
    with pytest.raises(UnknownReader):
        corner.lend(reader="P-0007")


def test_one_that_looks_like_a_blanks_serial_counts_as_what_was_imported(corner: Corner) -> None:
    bring(corner, ("SD20230001", "2024-06-30"))
    with pytest.raises(UnknownReader):
        corner.lend(reader="SD20230001")
    assert corner.lend(reader="SD20230002").outcome is LoanOutcome.LENT


def test_a_card_that_was_never_imported_borrows_nothing(corner: Corner) -> None:
    bring(corner, ("P-0007", "2026-12-31"))
    with pytest.raises(UnknownReader):
        corner.lend(reader="P-0008")


def test_the_number_of_a_book_is_no_card(corner: Corner) -> None:
    corner.shelf.write(lambda c, _: c.exec_driver_sql("UPDATE copy SET code = 'X-1' WHERE id = 1"))
    (refusal,) = bring(corner, ("X-1", "2026-12-31")).refusals
    assert "A book has this number" in refusal.words


def test_a_number_that_is_scanned_in_a_stock_take_is_neither_told_back_nor_kept(corner: Corner) -> None:
    bring(corner, ("P-0007", "2027-01-31"))
    seen = tuple(Seen(code=code, at=MORNING) for code in ("p-0007", "P-0008"))
    assert corner.stocktaking.take(SeenBatch(seen=seen), corner.request()).unknown == ("P-0008",)
    assert "0007" not in str(corner.rows("SELECT * FROM request"))


def test_a_longer_last_day_is_a_change_and_the_same_one_none(corner: Corner) -> None:
    assert bring(corner, ("P-0007", "2026-01-31"), ("P-0008", "2027-01-31")).created == 2
    later = bring(corner, ("P-0007", "2027-01-31"), ("P-0008", "2027-01-31"))
    assert (later.created, later.changed, later.same) == (0, 1, 1)
    assert corner.lend(reader="P-0007").outcome is LoanOutcome.LENT


def test_the_same_file_twice_changes_nothing(corner: Corner) -> None:
    bring(corner, ("P-0007", "2027-01-31"))
    before = corner.rows("SELECT * FROM member_card")
    assert bring(corner, ("P-0007", "2027-01-31")).earlier is not None
    assert corner.rows("SELECT * FROM member_card") == before


def test_after_a_power_cut_it_goes_on_where_it_was(corner: Corner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "AT_ONCE", 2)
    source = Source("member.csv", members(*((f"P-{n}", "2027-01-31") for n in range(5))))
    with pytest.raises(KeyboardInterrupt):
        run(corner.shelf, source, cut_at_once)
    assert len(corner.rows("SELECT * FROM member_card")) == 2
    assert run(corner.shelf, source).created == 5


def cut_at_once(rows: int) -> None:
    if rows:
        raise KeyboardInterrupt


def test_nothing_of_a_member_but_code_and_last_day_is_kept_or_said(corner: Corner, tmp_path: Path) -> None:
    source = Source("member.csv", members(("P-0007", "2027-01-31"), ("", ""), columns=COLUMNS))
    said: list[str] = []
    look_at(source, said.append)
    bring_in(corner.shelf, source, said.append)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"2027-01-31" in kept
    for secret in (*SECRETS, "P-0007"):
        assert secret.encode() not in kept
        assert secret not in "".join(said)


def test_a_preview_counts_the_cards() -> None:
    seen = preview(Source("member.csv", members(("P-1", "2027-01-31"), ("P-2", "-"))))
    assert (seen.rows, seen.members, seen.titles, len(seen.refusals)) == (2, 1, 0, 1)
