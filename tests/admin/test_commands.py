"""The administrator's commands: each does what its help says, and refuses in words."""

from __future__ import annotations

import re
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from typer.main import get_command

from queue_core.access.rules import ACCOUNT_ROLES, DEVICE_ROLES, Role
from queue_core.admin.doctor import clock_finding, corner_finding
from queue_core.cli.main import app
from queue_core.foundation.settings import read_settings
from queue_core.storage.errors import DatabaseExists
from queue_core.tickets.errors import NoBlanks, UnknownService
from queue_core.up.layout import Layout
from tests.admin.conftest import Kerak

NAMES = sorted(get_command(app).commands)  # type: ignore[attr-defined]
PROPOSED = f"""INSERT INTO child_proposal (office, key, village, state, record, proposed_at, proposed_by)
    VALUES ('kembaran', 'k', '33.02.20.2001', 'waiting', x'01{"00" * 40}',
    '2021-02-08 01:00:00.000000', 'corner-1')
"""
PRINTED_ONCE = "one-time password: "


def test_the_commands_are_those_of_the_house() -> None:
    expected = "account audit backup blanks board closing compliance core corner demo device doctor init"
    more = "kiosk officer print-station reading-corner restore settings simulate up"
    assert " ".join(NAMES) == f"{expected} {more}"


@pytest.mark.parametrize("name", NAMES)
def test_every_command_tells_what_it_does_and_gives_an_example(name: str) -> None:
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    narrower = getattr(command, "commands", {name: command}).values()
    assert all(one.help and "Example: kerak" in one.epilog for one in narrower)


def test_a_new_office_has_one_administrator_with_a_one_time_password(layout: Layout, kerak: Kerak) -> None:
    printed = kerak("init").stdout
    assert PRINTED_ONCE in printed
    assert kerak("account", "list").stdout.split()[:2] == ["admin", "administrator"]
    assert stat.S_IMODE(layout.defaults(8700, "kembaran").core.database.stat().st_mode) == 0o600


def test_a_second_init_leaves_the_office_as_it_is(office: Layout, kerak: Kerak) -> None:
    before = (office.data / "office.db").read_bytes()
    assert isinstance(kerak("init").exception, DatabaseExists)
    assert (office.data / "office.db").read_bytes() == before


@pytest.mark.usefixtures("office")
def test_an_upgrade_of_an_up_to_date_office_does_nothing(kerak: Kerak) -> None:
    assert kerak("init", "--upgrade").stdout == "Nothing to do.\n"


@pytest.mark.usefixtures("office")
def test_an_account_is_added_reset_and_disabled(kerak: Kerak) -> None:
    first = kerak("account", "add", "budi", "--role", "officer").stdout
    second = kerak("account", "reset", "budi").stdout
    assert first.split(PRINTED_ONCE)[1] != second.split(PRINTED_ONCE)[1]
    kerak("account", "disable", "budi")
    assert "disabled" in kerak("account", "list").stdout


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("words", [("--role", "kiosk"), ("--role", "raja"), ()])
def test_an_account_needs_a_role_of_a_person(words: tuple[str, ...], kerak: Kerak) -> None:
    assert kerak("account", "add", "budi", *words).exit_code == 2


@pytest.mark.usefixtures("office")
def test_an_account_may_have_several_roles(kerak: Kerak) -> None:
    printed = kerak("account", "add", "wati", "--role", "officer", "--role", "siak_operator").stdout
    assert "'wati' (officer, siak_operator)" in printed
    assert "officer, siak_operator" in kerak("account", "list").stdout


@pytest.mark.parametrize(("words", "roles"), [("account add", ACCOUNT_ROLES), ("device enrol", DEVICE_ROLES)])
def test_the_help_names_every_role_that_may_be_given(words: str, roles: set[Role], kerak: Kerak) -> None:
    told = " ".join(kerak(*words.split(), "--help").stdout.split())
    assert ", ".join(sorted(roles)) in told


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("name", ["Budi", "b", "budi santoso", "9budi", "x" * 41])
def test_a_name_that_could_not_log_in_is_refused(name: str, kerak: Kerak) -> None:
    assert "no user name" in str(kerak("account", "add", name, "--role", "officer").exception)


def test_a_device_is_enrolled_with_a_token_that_only_its_owner_reads(office: Layout, kerak: Kerak) -> None:
    token = office.data / "kiosk-2.token"
    kerak("device", "enrol", "kiosk-2", "--kind", "kiosk", "--token-file", str(token))
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    assert token.read_text() not in (office.data / "office.db").read_bytes().decode("latin-1")
    assert "kiosk-2" in kerak("device", "list").stdout


@pytest.mark.usefixtures("office")
def test_a_token_file_that_cannot_be_written_enrols_no_device(kerak: Kerak, tmp_path: Path) -> None:
    target = str(tmp_path / "no file" / ".." / "x" / "\0")
    assert kerak("device", "enrol", "kiosk-2", "--kind", "kiosk", "--token-file", target).exit_code != 0
    assert "kiosk-2" not in kerak("device", "list").stdout


@pytest.mark.usefixtures("office")
def test_a_device_needs_a_kind_of_device(kerak: Kerak) -> None:
    assert kerak("device", "enrol", "budi", "--kind", "officer").exit_code == 2


@pytest.mark.usefixtures("office")
def test_every_kind_of_device_is_enrolled_and_a_revoked_one_again(kerak: Kerak) -> None:
    kerak("device", "enrol", "print-1", "--kind", "print_station")
    kerak("device", "enrol", "corner-1", "--kind", "reading_corner")
    enrolled = kerak("device", "list").stdout
    assert re.search(r"print-1 +print_station +enrolled", enrolled)
    assert re.search(r"corner-1 +reading_corner +enrolled", enrolled)
    kerak("device", "enrol", "board-2", "--kind", "board")
    kerak("device", "revoke", "board-2")
    assert "revoked" in kerak("device", "list").stdout
    assert kerak("device", "enrol", "board-2", "--kind", "board").exit_code == 0


def test_every_act_of_administration_leaves_a_row_in_the_ledger(office: Layout, kerak: Kerak) -> None:
    kerak("account", "add", "budi", "--role", "officer")
    kerak("device", "enrol", "kiosk-2", "--kind", "kiosk")
    with sqlite3.connect(office.data / "office.db") as connection:
        rows = connection.execute("SELECT action FROM ledger ORDER BY id").fetchall()
    assert [action for (action,) in rows] == ["account_added", "account_added", "device_enrolled"]


def test_the_settings_in_force_are_printed_as_a_settings_file(layout: Layout, kerak: Kerak) -> None:
    assert kerak("settings").stdout == layout.settings.read_text()


def test_the_doctor_examines_only_the_programs_of_the_machine(layout: Layout, kerak: Kerak) -> None:
    layout.settings.write_text('[kiosk]\nprinter = "virtual:/nowhere"\n')
    examined = kerak("doctor").stdout
    assert "MEND kiosk token" in examined
    assert "database" not in examined
    assert "board" not in examined


def test_the_doctor_tells_of_the_reading_corner_and_of_children_who_wait_too_long(
    office: Layout, kerak: Kerak
) -> None:
    core = read_settings(office.settings).core
    assert corner_finding(core).words == "none enrolled; 0 children to be checked"
    kerak("device", "enrol", "corner-1", "--kind", "reading_corner")
    with sqlite3.connect(office.data / "office.db") as connection:
        connection.execute(PROPOSED)
    finding = corner_finding(core)
    assert not finding.well
    assert finding.words.startswith("corner-1 enrolled; 1 children to be checked, the oldest for")


def test_the_doctor_examines_both_printers_of_a_station_and_the_cards_layout(
    layout: Layout, kerak: Kerak
) -> None:
    cards, card_layout = layout.data / "cards", layout.data / "blank.toml"
    card_layout.write_text("[card]\n")
    told = f'printer = "virtual:{cards}"\nsheet_printer = "cups:a/b"\nlayout = "{card_layout}"\n'
    layout.settings.write_text(f"[print_station]\n{told}")
    examined = kerak("doctor").stdout
    assert f"card printer: virtual:{cards}: ready" in examined
    assert "MEND sheet printer" in examined
    assert "MEND card layout" in examined
    assert "MEND print station token" in examined


def test_the_doctor_tells_of_a_station_that_prints_no_sheets(layout: Layout, kerak: Kerak) -> None:
    layout.settings.write_text(f'[print_station]\nprinter = "virtual:{layout.data}"\n')
    assert "sheet printer: none is set" in kerak("doctor").stdout


@pytest.mark.real
def test_the_doctor_examines_all_when_the_settings_name_no_program(layout: Layout, kerak: Kerak) -> None:
    layout.settings.write_text("[log]\nkept = 2\n")
    examined = kerak("doctor").stdout
    assert all(what in examined for what in ("database", "kiosk token", "board token", "card printer"))


@pytest.mark.real
def test_the_doctor_finds_what_is_missing_and_says_what_to_do(kerak: Kerak) -> None:
    examined = kerak("doctor")
    assert examined.exit_code == 1
    assert "MEND database: There is no file" in examined.stdout
    assert "kerak device enrol" in examined.stdout


@pytest.mark.real
@pytest.mark.parametrize("words", [("core",), ("account", "list")])
def test_a_mistake_in_the_settings_is_one_line_and_an_exit_code(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "kerak.toml").write_text("[core]\nprot = 8700\n")
    kerak = Path(sys.executable).with_name("kerak")
    command = [str(kerak), *words, "--settings", str(tmp_path / "kerak.toml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "core.prot: unknown key; did you mean core.port?" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_blanks_are_counted_only_for_a_service_that_the_profile_counts_so(kerak: Kerak) -> None:
    kerak("init")
    refused = kerak("blanks", "kia", "100")
    assert isinstance(refused.exception, NoBlanks)
    assert isinstance(kerak("blanks", "haircut", "1").exception, UnknownService)


def test_the_blanks_of_the_day_are_set_at_the_server(layout: Layout, kerak: Kerak, tmp_path: Path) -> None:
    kerak("init")
    profile = tmp_path / "counted.toml"
    given = files("queue_core").joinpath("profiles", "kembaran.toml").read_text(encoding="utf-8")
    profile.write_text(given.replace("asks_children = true", "quota = { by_blanks = true }"))
    text = layout.settings.read_text(encoding="utf-8")
    layout.settings.write_text(text.replace('profile = "kembaran"', f'profile = "{profile}"'))
    assert "100 blanks for kia, 0 of them" in kerak("blanks", "kia", "100").stdout


@pytest.mark.usefixtures("office")
def test_a_closing_day_is_added_listed_and_withdrawn(kerak: Kerak) -> None:
    assert "closed on 2099-11-23" in kerak("closing", "add", "2099-11-23", "--reason", "banjir").stdout
    assert "banjir" in kerak("closing", "list").stdout
    assert "open again" in kerak("closing", "withdraw", "2099-11-23").stdout
    assert "banjir" not in kerak("closing", "list").stdout


@pytest.mark.usefixtures("office")
def test_an_office_that_served_nobody_has_no_clock_to_count(kerak: Kerak) -> None:
    printed = kerak("compliance", "--first", "2026-11-16", "--last", "2026-11-20").stdout
    assert "No clock ended from 2026-11-16 to 2026-11-20." in printed


def test_the_doctor_tells_a_clock_that_stands_far_past_the_last_entry(office: Layout) -> None:
    core, now = read_settings(office.settings).core, datetime.now(UTC)
    assert clock_finding(core, now).well
    finding = clock_finding(core, now + timedelta(days=3650))
    assert (finding.well, "far past the last entry" in finding.words) == (False, True)
    assert "timedatectl" in finding.words


def test_a_demonstration_has_a_clock_of_its_own(office: Layout) -> None:
    now = datetime.now(UTC)
    core = read_settings(office.settings).core.model_copy(update={"demonstration_start": now})
    assert clock_finding(core, now + timedelta(days=3650)).well
