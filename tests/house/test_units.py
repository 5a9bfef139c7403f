"""The systemd units: one for each daemon, well-formed, and with as few rights as systemd can measure."""

import shutil
import subprocess
from pathlib import Path

import pytest

from queue_core.foundation.settings import Settings
from queue_core.up.layout import Layout
from queue_core.up.office import children
from queue_core.up.programs import DAEMONS, OFFICER

UNITS = Path(__file__).parents[2] / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))
TARGETS = sorted(UNITS.glob("*.target"))
PACKAGES = ("kiosk", "display_board", "queue_core", "reading_corner")
PROGRAM = "/opt/kerak-telor/.venv/bin/kerak"

needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def exceeds(service: Path, exposure: float) -> bool:
    threshold = f"--threshold={exposure * 10:.0f}"  # systemd counts in tenths
    return analyze("security", "--offline=true", "--no-pager", threshold, service).returncode != 0


def daemon(service: Path) -> str:
    return service.stem.removeprefix("kerak-")


def test_every_daemon_that_up_starts_has_a_unit_and_no_other_has(tmp_path: Path) -> None:
    started = [child.program for child in children(Layout(tmp_path), Settings())]
    assert started == list(DAEMONS)
    assert {daemon(service) for service in SERVICES} == {program.name for program in started}


def test_every_program_of_the_house_is_a_daemon_or_the_console() -> None:
    root = UNITS.parent
    mains = [path for path in root.glob("**/__main__.py") if path.parts[len(root.parts)] in PACKAGES]
    found = {".".join(path.relative_to(root).parent.parts) for path in mains}
    assert found == {program.module for program in (*DAEMONS, OFFICER)}


@pytest.mark.parametrize("service", SERVICES, ids=daemon)
def test_a_unit_starts_its_own_program_with_the_settings_of_the_machine(service: Path) -> None:
    start = f"ExecStart={PROGRAM} {daemon(service)} --settings /etc/kerak/kerak.toml"
    assert start in service.read_text().splitlines()


@pytest.mark.parametrize("service", SERVICES, ids=daemon)
def test_a_unit_runs_as_a_user_of_its_own(service: Path) -> None:
    lines = service.read_text().splitlines()
    users = (UNITS / "kerak.sysusers").read_text().splitlines()
    assert f"User=kerak-{daemon(service)}" in lines
    assert any(line.split()[:2] == ["u", f"kerak-{daemon(service)}"] for line in users)


@pytest.mark.parametrize("service", SERVICES, ids=daemon)
def test_a_unit_gives_its_program_a_folder_of_its_own_for_its_log(service: Path) -> None:
    lines = service.read_text().splitlines()
    assert {f"LogsDirectory=kerak-{daemon(service)}", "LogsDirectoryMode=0700"} <= set(lines)


def test_every_daemon_is_wanted_by_one_target_and_stops_with_it() -> None:
    wanted = {
        line.removeprefix("Wants="): target.name
        for target in TARGETS
        for line in target.read_text().splitlines()
        if line.startswith("Wants=")
    }
    assert wanted.keys() == {service.name for service in SERVICES}
    for service in SERVICES:
        assert f"PartOf={wanted[service.name]}" in service.read_text().splitlines()


@pytest.mark.real
@needs_systemd
@pytest.mark.parametrize("service", SERVICES, ids=daemon)
def test_a_unit_exposes_little(service: Path) -> None:
    assert exceeds(service, 0.1), "no unit of ours is without any exposure: systemd did not measure"
    assert not exceeds(service, 1.5)


@pytest.mark.real
@needs_systemd
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    for unit in (*SERVICES, *TARGETS):
        # verify insists on a program that is there
        (tmp_path / unit.name).write_text(unit.read_text().replace(PROGRAM, "/bin/true"))
    verdict = analyze("verify", "--man=no", *sorted(tmp_path.iterdir()))
    assert (verdict.returncode, verdict.stderr) == (0, "")


def test_what_cups_holds_of_a_card_lies_in_the_folder_that_systemd_empties() -> None:
    files = dict(
        line.split(maxsplit=1)
        for line in (UNITS / "cups" / "cups-files.conf").read_text().splitlines()
        if line[:1].isalpha()
    )
    unit = (UNITS / "cups" / "kerak.conf").read_text()
    assert "RuntimeDirectory=kerak-cups kerak-cups/spool kerak-cups/spool/tmp" in unit.splitlines()
    assert (files["RequestRoot"], files["TempDir"]) == ("/run/kerak-cups/spool", "/run/kerak-cups/spool/tmp")
