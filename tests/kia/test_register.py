"""The register: numbers without gaps, whoever writes and whatever the database is told; its pages."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest

from queue_core.foundation.messages import load_catalogues
from queue_core.kia.papers.register import Line, Page, grid, heading
from queue_core.kia.rules.handover import Proof, ReceiverIs
from queue_core.kia.rules.life import FileState
from queue_core.kia.store import register
from queue_core.kia.wire.handover import Receipt
from queue_core.storage.writer import Transaction
from tests.core.office import MORNING, Office, kembaran, rows
from tests.kia.filing import draft, put

AT = "'2021-02-08 01:00:00.000000'"
AUNT = {"relation": ReceiverIs.OTHER, "relation_word": "bibi"}
RECEIPT = Receipt.model_validate(
    {"receiver": "Sulastri", **AUNT, "proof": Proof.PASSPORT, "last_four": "A123"}
)


def enter(office: Office, file_id: int, at: datetime = MORNING) -> None:
    def work(transaction: Transaction) -> None:
        register.enter(transaction.connection, "kembaran", year=at.year, file_id=file_id, at=at, shelf=None)

    office.database.write(work)


def test_thirty_two_at_once_get_one_to_thirty_two(office: Office) -> None:
    heads = [put(office, "kia_new", FileState.READY, draft()) for _ in range(32)]
    with ThreadPoolExecutor(32) as pool:
        list(pool.map(lambda head: enter(office, head["id"]), heads))
    numbers = rows(office.path, "SELECT number FROM register_entry ORDER BY number")
    assert numbers == [(number,) for number in range(1, 33)]
    for head in heads[:3]:
        enter(office, head["id"])
    assert rows(office.path, "SELECT count(*), max(number) FROM register_entry") == [(32, 32)]


def test_each_year_begins_anew(office: Office) -> None:
    for year in (2021, 2021, 2022):
        head = put(office, "kia_new", FileState.READY, draft())
        enter(office, head["id"], datetime(year, 1, 1, tzinfo=UTC))
    told = rows(office.path, "SELECT year, number FROM register_entry ORDER BY id")
    assert told == [(2021, 1), (2021, 2), (2022, 1)]


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM register_entry",
        "UPDATE register_entry SET number = 2",
        "UPDATE register_entry SET file_id = 2",
        f"INSERT INTO register_entry (office, year, number, file_id, registered_at, ready_at) "
        f"VALUES ('kembaran', 2021, 3, 2, {AT}, {AT})",
        f"INSERT INTO register_entry (office, year, number, file_id, registered_at, ready_at) "
        f"VALUES ('kembaran', 2021, 2, 1, {AT}, {AT})",
        f"INSERT INTO handover (office, file_id, version, at, by, receipt) "
        f"VALUES ('kembaran', 1, 1, {AT}, 'ani', 'Sulastri')",
        f"INSERT INTO signature (office, file_id, key, asked_at, asked_by, ends_at, signed_at) "
        f"VALUES ('kembaran', 1, 'k', {AT}, 'ani', {AT}, {AT})",
        f"INSERT INTO family_told (office, file_id, at, by, channel) "
        f"VALUES ('kembaran', 1, {AT}, 'ani', 'shouted')",
    ],
)
def test_the_database_refuses_what_would_leave_a_gap_or_a_plain_name(office: Office, change: str) -> None:
    for _ in range(2):
        put(office, "kia_new", FileState.READY, draft())
    enter(office, 1)
    with closing(sqlite3.connect(office.path)) as book:
        book.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            book.execute(change)


def page(count: int = 2, month: int | None = 2) -> Page:
    gone = Line(1, date(2021, 2, 8), "KIA baru", "Siti", "••••0001", RECEIPT, date(2021, 2, 9))
    void = Line(2, date(2021, 2, 8), "KIA baru", "=Budi", "••••0002", None, None, void=True)
    return Page(kembaran().office, 2021, month, "Camat Kembaran", (gone, void)[:count])


def test_a_page_tells_number_date_kind_name_receiver_and_day() -> None:
    catalogue = load_catalogues("queue_core.kia")["id"]
    table = grid(catalogue, page())
    assert table.rows[0] == (
        "1",
        "08-02-2021",
        "KIA baru",
        "Siti",
        "••••0001",
        "Sulastri (bibi)",
        "09-02-2021",
    )
    assert table.rows[1][-2:] == ("", "tidak berlaku")
    again = replace(page().lines[0], lost=1)
    assert grid(catalogue, replace(page(), lines=(again,))).rows[0][-1] == "09-02-2021 hilang: 1"
    assert heading(catalogue, page()) == "Kecamatan Kembaran, Februari 2021"
    assert heading(catalogue, page(month=None)) == "Kecamatan Kembaran, tahun 2021"


@pytest.mark.real
def test_a_text_in_the_workbook_is_never_a_formula() -> None:
    from openpyxl import load_workbook

    from queue_core.sheets.xlsx import xlsx_of

    made = xlsx_of("Register", ("a", "b"), grid(load_catalogues("queue_core.kia")["id"], page()))
    sheet = load_workbook(BytesIO(made)).active
    assert [cell.value for cell in sheet[3]][:2] == ["No.", "Tanggal"]
    assert (sheet["D5"].value, sheet["D5"].data_type) == ("=Budi", "s")
