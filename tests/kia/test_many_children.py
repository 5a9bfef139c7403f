"""The list at its real size: Balangan's own figures, and a file of ten thousand rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from queue_core.access.rules import Role
from queue_core.officer.cells import village_codes
from queue_core.officer.columns import recognised
from queue_core.officer.importing import parts, preview
from queue_core.officer.sheet import read_sheet
from tests.core.office import MORNING, Office, rows
from tests.kia.children import IMPORTS, LEDUG, begin, coverage
from tests.kia.filing import Filing
from tests.officer.lists import YARDSTICK, write_csv

pytestmark = pytest.mark.real
MANY = f"""WITH RECURSIVE child(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM child WHERE n < 38445)
    INSERT INTO listed_child (office, source, record, listed_by, village, state, who_token, leaves_in,
        listed_at, card_at)
    SELECT 'kembaran', 'import', x'01{"00" * 40}', 'siak', '{LEDUG}',
        iif(n <= 21287, 'has_card', 'without_card'), printf('%032x', n), '2031-08',
        '2020-12-01 00:00:00.000000',
        CASE WHEN n <= 9033 THEN '2020-12-01 00:00:00.000000'
            WHEN n <= 21287 THEN '2021-12-20 00:00:00.000000' END
    FROM child"""


def test_balangans_figures_come_out_of_a_list_of_as_many_children(office: Office, filing: Filing) -> None:
    with closing(sqlite3.connect(office.path)) as book, book:
        book.execute(MANY)
    office.clock.now = MORNING.replace(year=2021, month=12, day=31)
    months = {one["month"]: one for one in coverage(filing)["months"]}
    before = coverage(filing, month="2020-12")["total"]
    assert (before["due"], before["has"], before["percent"]) == (38_445, 9_033, "23.50")
    assert [months[month]["percent"] for month in ("2021-11", "2021-12")] == ["23.50", "55.37"]


def test_ten_thousand_rows_broken_off_in_the_middle_are_listed_once(
    office: Office, filing: Filing, tmp_path: Path
) -> None:
    sheet = read_sheet(write_csv(tmp_path / "anak.csv", 10_000))
    found = preview(sheet, recognised(sheet.header), YARDSTICK, village_codes(office.profile.villages))
    assert (found.total, found.wrong) == (10_000, ())
    for most in (40, 1000):
        view = filing.done(begin(filing, found.total, found.digest))
        for part, _ in zip(parts(found, view["done"]), range(most), strict=False):
            body = part.model_dump(mode="json")
            path = f"{IMPORTS}/{view['id']}/rows"
            view = filing.done(filing.api.send("POST", path, Role.HEAD_OF_SECTION, json=body))
    assert (view["added"], view["known"]) == (10_000, 0)
    assert rows(office.path, "SELECT count(*) FROM listed_child") == [(10_000,)]
