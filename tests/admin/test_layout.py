"""One office in one folder: its settings are made once, kept, and changed only when asked."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import tomli_w

from queue_core.foundation.settings import read_settings
from queue_core.storage.errors import DatabaseMissing
from queue_core.storage.schema import check_schema, create_database
from queue_core.up.first_start import prepare
from queue_core.up.layout import Layout, OtherOffice


def test_a_new_folder_gets_settings_that_can_be_read_again(tmp_path: Path) -> None:
    settings = Layout(tmp_path / "office").settle(9000, "kembaran")
    assert read_settings(tmp_path / "office" / "kerak.toml") == settings
    programs = (settings.core, settings.kiosk, settings.board, settings.reading_corner)
    assert [program.port for program in programs] == [9000, 9001, 9002, 9003]


def test_what_a_person_changed_in_the_settings_stays(layout: Layout) -> None:
    changed = layout.settings.read_text().replace("idle_seconds = 60", "idle_seconds = 90")
    layout.settings.write_text(changed)
    assert layout.settle(None, None).kiosk.idle_seconds == 90
    assert layout.settle(9100, None).kiosk.idle_seconds == 90
    assert layout.settle(None, None).board.core == "http://127.0.0.1:9100"


def test_other_ports_leave_the_size_of_the_logs(layout: Layout) -> None:
    layout.settings.write_text(layout.settings.read_text().replace("kilobytes = 5000", "kilobytes = 200"))
    assert layout.settle(9100, None).log.kilobytes == 200


@pytest.mark.parametrize("program", ["print_station", "reading_corner"])
def test_a_folder_of_before_there_was_a_program_gets_its_table(program: str, layout: Layout) -> None:
    settings = layout.settle(9100, None)
    told = tomllib.loads(layout.settings.read_text())
    del told[program]
    layout.settings.write_text(tomli_w.dumps(told))
    assert layout.settle(None, None) == settings
    assert f"[{program}]" in layout.settings.read_text()


def test_a_folder_of_before_sheets_were_printed_gets_a_printer_for_them(layout: Layout) -> None:
    settings = layout.settle(9100, None)
    told = tomllib.loads(layout.settings.read_text())
    del told["print_station"]["sheet_printer"]
    layout.settings.write_text(tomli_w.dumps(told))
    assert layout.settle(None, None) == settings
    assert "sheet_printer" in layout.settings.read_text()


@pytest.mark.parametrize("printers", [{"sheet_printer": "cups:kertas"}, {"printer": "cups:kartu"}])
def test_printers_that_a_person_chose_are_left_alone(printers: dict[str, str], layout: Layout) -> None:
    told = tomllib.loads(layout.settings.read_text())
    del told["print_station"]["sheet_printer"]
    told["print_station"] |= printers
    layout.settings.write_text(text := tomli_w.dumps(told))
    assert layout.settle(None, None).print_station.sheet_printer == printers.get("sheet_printer")
    assert layout.settings.read_text() == text


def test_a_folder_keeps_its_office(layout: Layout) -> None:
    with pytest.raises(OtherOffice):
        layout.settle(None, "tempeh")


def test_everything_lies_inside_the_folder(layout: Layout) -> None:
    settings = layout.settle(None, None)
    folders = (
        settings.core.database,
        settings.kiosk.token_file,
        settings.board.clips,
        settings.print_station.spool,
        settings.reading_corner.database,
        settings.reading_corner.covers,
    )
    assert all(path.is_relative_to(layout.data) for path in folders)
    assert str(layout.data) in settings.kiosk.printer


def test_only_the_first_start_tells_a_password(layout: Layout) -> None:
    settings = layout.settle(None, None)
    assert prepare(settings, new=True)
    assert prepare(settings, new=False) is None


def test_an_office_that_lost_its_power_before_it_had_an_administrator_gets_one(layout: Layout) -> None:
    settings = layout.settle(None, None)
    create_database(settings.core.database)
    assert prepare(settings, new=False)


def test_a_lost_token_is_made_anew_and_the_old_one_is_worthless(layout: Layout) -> None:
    settings = layout.settle(None, None)
    prepare(settings, new=True)
    old = settings.kiosk.token_file.read_text()
    settings.kiosk.token_file.unlink()
    prepare(settings, new=False)
    assert settings.kiosk.token_file.read_text() != old


def test_a_lost_database_is_never_made_anew_in_silence(layout: Layout) -> None:
    settings = layout.settle(None, None)
    prepare(settings, new=True)
    for file in layout.data.glob("office.db*"):
        file.unlink()
    assert prepare(settings, new=False) is None
    with pytest.raises(DatabaseMissing):
        check_schema(settings.core.database)
