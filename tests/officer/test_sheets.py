"""Files as offices have them: found out, judged by row, cut into parts; and files that are no lists."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from queue_core.kia.rules.listing import ListField, RowFault
from queue_core.kia.wire.children import ImportView
from queue_core.officer.cells import village_codes
from queue_core.officer.columns import Columns, recognised
from queue_core.officer.import_view import sections
from queue_core.officer.importing import ROWS_AT_ONCE, Preview, left, parts, preview
from queue_core.officer.sheet import LARGEST_FILE, BadSheet, Sheet, read_sheet
from queue_core.tickets.wire.office import OfficeView
from tests.officer.fakes import NOW, PROFILE, FakeCore, shift_with
from tests.officer.lists import HEADER, YARDSTICK, made_up, write_csv, write_text, write_xlsx

NIK = "9901015708150001"
HOSTILE = [
    "DATA ANAK DESA LEDUG;;;;;",
    "NIK;Nama Lengkap;Tempat, Tgl Lahir;Nama Ibu;Desa/Kelurahan;KIA",
    f"'{NIK};Siti Nur'aini;Banyumas, 17/08/2015;Sulastri;Ledug;belum",
    ";;;;;",
    f"{NIK};Siti yang sama;17-08-2015;Sulastri;Ledug;belum",
    "9,90102E+15;Budi;17-08-2015;Tuti;Ledug;belum",
    "9901015708150000.0;Wati;17-08-2015;Tuti;Ledug;belum",
    "123;Joko;17-08-2015;Tuti;Ledug;belum",
    ";Tanpa Ibu;17-08-2015;;Ledug;",
    "9901015708150002;Tua;17-08-1999;Tuti;Ledug;ya",
    '9901015708150003;"Ani; dan ""kawan""";31-02-2015;Tuti;Sokaraja;barangkali',
    ";Wahyu;42233;Tuti;Desa Pliken;sudah;terlalu;banyak;kolom",
]


def judged(sheet: Sheet, columns: Columns | None = None) -> Preview:
    return preview(sheet, columns or recognised(sheet.header), YARDSTICK, village_codes(PROFILE.villages))


def test_a_hostile_list_is_read_row_by_row_and_what_is_wrong_is_named_by_row_and_column(
    tmp_path: Path,
) -> None:
    found = judged(read_sheet(write_text(tmp_path / "anak.csv", *HOSTILE)))
    assert [child.name for child in found.children.values()] == ["Siti Nur'aini", "Wahyu"]
    assert [(one.row, str(one.wrong.field), str(one.wrong.fault)) for one in found.wrong] == [
        (5, "name", "twice"),
        (6, "nik", "scientific"),
        (7, "nik", "rounded"),
        (8, "nik", "not_sixteen_digits"),
        (9, "mother", "mother_or_nik"),
        (10, "birth_date", "seventeen_or_over"),
        (11, "birth_date", "not_a_day"),
        (11, "village", "unknown_village"),
        (11, "has_card", "not_yes_or_no"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_separator_and_encoding_are_found_out(tmp_path: Path, encoding: str, mark: str) -> None:
    lines = (
        mark.join(("nik", "nama", "tanggal lahir", "desa")),
        mark.join((NIK, "Renée", "17-08-2015", "Ledug")),
    )
    found = judged(read_sheet(write_text(tmp_path / "anak.csv", *lines, encoding=encoding)))
    assert [child.name for child in found.children.values()] == ["Renée"]


@pytest.mark.real
def test_a_workbook_is_read_with_its_titles_dates_and_numbers(tmp_path: Path) -> None:
    born = datetime(2015, 8, 17)  # noqa: DTZ001  a spreadsheet knows no zones
    rows = (
        ("Pendataan anak",),
        (),
        HEADER,
        (1, NIK, "Siti", born, "Sulastri", "Ledug", 81234567890),
        (2, 9901015708150000, "Budi", 42233, "Tuti", 3302202001, None),
    )
    found = judged(read_sheet(write_xlsx(tmp_path / "anak.xlsx", *rows)))
    assert [(child.name, child.phone) for child in found.children.values()] == [("Siti", "81234567890")]
    assert [(one.row, one.wrong.fault) for one in found.wrong] == [(5, RowFault.ROUNDED)]


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", bytes(201 * 2**20))


WRONG: dict[str, Callable[[Path], object]] = {
    "children.sheet.old_excel": lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600)),
    "children.sheet.unreadable": lambda path: path.write_bytes(b"PK\x03\x04 no workbook at all"),
    "children.sheet.empty": lambda path: path.write_text("nik;nama;tanggal lahir;desa\n;;;\n"),
    "children.sheet.missing": str,
    "children.sheet.too_large": lambda path: path.write_bytes(bytes(LARGEST_FILE + 1)),
}


@pytest.mark.parametrize("key", WRONG)
def test_what_is_no_list_is_refused_with_words(tmp_path: Path, key: str) -> None:
    WRONG[key](path := tmp_path / "anak.xlsx")
    with pytest.raises(BadSheet) as refused:
        read_sheet(path)
    assert refused.value.key == key
    assert shift_with(FakeCore()).say(key)


@pytest.mark.parametrize(
    "content", [b"\x00\x01\x02", b"", b"\xff\xfe\x00", b'"' * 200_000, b"PK\x05\x06" + bytes(18)]
)
def test_garbage_is_refused_too(tmp_path: Path, content: bytes) -> None:
    (path := tmp_path / "anak.csv").write_bytes(content)
    with pytest.raises(BadSheet):
        read_sheet(path)


@pytest.mark.real
def test_a_small_file_that_unpacks_into_a_huge_one_is_refused(tmp_path: Path) -> None:
    bomb(path := tmp_path / "anak.xlsx")
    with pytest.raises(BadSheet, match="too_large"):
        read_sheet(path)


def test_columns_are_chosen_by_hand_and_one_village_is_for_the_whole_file() -> None:
    columns = recognised(("NIK", "Nama", "Lahir pada", "Orang tua"))
    assert columns.missing == (ListField.BIRTH_DATE, ListField.VILLAGE)
    chosen = columns.told_by(ListField.BIRTH_DATE, 2).all_of("33.02.20.2001")
    assert chosen.missing == ()
    assert chosen.told_by(ListField.MOTHER, 2).missing == (ListField.BIRTH_DATE,)


def test_the_parts_of_a_file_follow_one_another_and_stay_small(tmp_path: Path) -> None:
    found = judged(read_sheet(write_csv(tmp_path / "anak.csv", 250)))
    sent = list(parts(found, 0))
    assert [(one.after, one.up_to) for one in sent] == [
        (0, 50),
        (50, 100),
        (100, 150),
        (150, 200),
        (200, 250),
    ]
    assert all(len(one.children) <= ROWS_AT_ONCE and len(one.model_dump_json()) < 60_000 for one in sent)
    assert [(one.after, one.up_to) for one in parts(found, 200)] == [(200, 250)]
    assert list(parts(found, 250)) == []


def test_rows_that_are_left_out_count_as_done(tmp_path: Path) -> None:
    found = judged(read_sheet(write_text(tmp_path / "anak.csv", *HOSTILE)))
    (part,) = parts(found, 0)
    assert (part.after, part.up_to, len(part.children)) == (0, 9, 2)
    figures = {"id": 1, "rows": 9, "done": 9, "added": 1, "known": 1, "given": 0, "refused": 0}
    assert left(ImportView.model_validate({**figures, "started_at": NOW, "started_by": "siak"})) == 7


def test_the_digest_tells_what_the_columns_were_taken_for(tmp_path: Path) -> None:
    sheet = read_sheet(write_csv(tmp_path / "anak.csv", 2))
    columns = recognised(sheet.header)
    assert judged(sheet).digest == judged(sheet, columns).digest
    assert judged(sheet).digest != judged(sheet, columns.all_of("33.02.20.2002")).digest


def test_the_preview_shows_no_more_of_a_nik_than_its_last_digits(tmp_path: Path) -> None:
    shift = shift_with(FakeCore())
    shift.office = OfficeView(profile=PROFILE, demonstration=False)
    lines = (*HOSTILE, "9901015713150009;Dewi;17-08-2015;Tuti;Ledug;ya")
    sheet = read_sheet(write_text(tmp_path / "anak.csv", *lines))
    shown = [
        entry.words
        for _, part in sections(shift, sheet, recognised(sheet.header), judged(sheet))
        for entry in part
    ]
    assert "Impor 2 dari 10 baris" in shown
    assert [line for line in shown if line.startswith("Baris 6, NIK: tertulis seperti 3,30220E+15")]
    assert "Baris 13, NIK: tanggal di dalamnya tidak ada (••••••••••••0009)" in shown
    assert not [line for line in shown if NIK in line or "9901015713150009" in line]
    assert made_up(0)[1] not in str(shown)
