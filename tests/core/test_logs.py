"""The log of a daemon: JSON lines, turned over by size, kept by number; warnings on stderr, too."""

from __future__ import annotations

import fcntl
import json
import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from queue_core.foundation.clock import system_clock
from queue_core.foundation.logs import keep_log
from queue_core.foundation.settings import LogSettings

Keeper = Callable[..., logging.Logger]


@pytest.fixture
def keeper(tmp_path: Path) -> Keeper:
    """Makes what a process of the core logs with."""

    def keep(folder: Path | None = tmp_path / "log", kilobytes: int = 1, kept: int = 3) -> logging.Logger:
        top = logging.Logger("top")
        keep_log("core", LogSettings(folder=folder, kilobytes=kilobytes, kept=kept), top)
        return top

    return keep


def lines(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_a_line_tells_time_level_program_logger_and_message(keeper: Keeper, tmp_path: Path) -> None:
    keeper().warning("loket %d: “tutup”", 3)
    (line,) = lines(tmp_path / "log" / "core.log")
    told = datetime.fromisoformat(line.pop("time"))
    assert told.utcoffset() == timedelta(0)
    assert abs(system_clock() - told.astimezone(UTC)) < timedelta(minutes=1)
    assert line == {"level": "WARNING", "program": "core", "logger": "top", "message": "loket 3: “tutup”"}


def test_an_exception_is_one_line_with_its_traceback(keeper: Keeper, tmp_path: Path) -> None:
    try:
        raise ValueError("two\nlines")
    except ValueError:
        keeper().exception("a fault")
    (line,) = lines(tmp_path / "log" / "core.log")
    assert line["message"] == "a fault"
    assert line["traceback"].startswith("Traceback")
    assert line["traceback"].endswith("ValueError: two\nlines")


def test_a_log_is_turned_over_before_it_is_too_large_and_few_are_kept(keeper: Keeper, tmp_path: Path) -> None:
    log = keeper(kilobytes=1, kept=3)
    for number in range(200):
        log.info("line %d", number)
    files = sorted((tmp_path / "log").iterdir())
    assert [file.name for file in files] == ["core.log", "core.log.1", "core.log.2", "core.log.3"]
    assert all(500 < file.stat().st_size <= 1000 for file in files[1:])
    assert lines(files[0])[-1]["message"] == "line 199"


def test_main_process_and_worker_share_a_log_and_no_line_is_lost(keeper: Keeper, tmp_path: Path) -> None:
    main, worker = keeper(kept=100), keeper(kept=100)
    for number in range(200):
        (main if number % 7 == 0 else worker).info("%d", number)
    files = sorted((tmp_path / "log").iterdir(), key=lambda file: -int(file.suffix[1:].replace("log", "0")))
    assert len(files) > 10
    assert [int(line["message"]) for file in files for line in lines(file)] == list(range(200))


def test_nobody_waits_for_a_process_that_was_stopped_while_it_wrote(keeper: Keeper, tmp_path: Path) -> None:
    log = keeper(kilobytes=1)
    stopped = os.open(tmp_path / "log", os.O_RDONLY)
    fcntl.flock(stopped, fcntl.LOCK_EX)
    for number in range(20):
        log.info("%d", number)
    assert len(lines(tmp_path / "log" / "core.log")) == 20  # and is not turned over meanwhile
    os.close(stopped)
    log.info("20")
    assert len(lines(tmp_path / "log" / "core.log")) == 1
    assert len(lines(tmp_path / "log" / "core.log.1")) == 20


def test_stderr_gets_warnings_as_plain_lines(keeper: Keeper, capsys: pytest.CaptureFixture[str]) -> None:
    log = keeper()
    log.info("quiet")
    log.warning("loud")
    assert capsys.readouterr().err.splitlines()[0].endswith(" core WARNING loud")


def test_the_folder_that_systemd_gives_is_used_unless_the_settings_name_one(
    keeper: Keeper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGS_DIRECTORY", str(tmp_path / "given"))
    keeper(folder=None).info("hello")
    keeper(folder=tmp_path / "chosen").info("hello")
    assert [len(lines(tmp_path / name / "core.log")) for name in ("given", "chosen")] == [1, 1]


def test_without_a_folder_stderr_gets_everything(
    keeper: Keeper, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LOGS_DIRECTORY", raising=False)
    keeper(folder=None).info("hello")
    assert capsys.readouterr().err.endswith(" core INFO hello\n")


def test_a_folder_that_cannot_be_written_keeps_no_daemon_from_starting(
    keeper: Keeper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    keeper(folder=tmp_path / "file").info("hello")
    told, hello = capsys.readouterr().err.splitlines()
    assert "core WARNING there is no log file: " in told
    assert hello.endswith(" core INFO hello")


def test_a_folder_that_goes_away_keeps_no_daemon_from_working(
    keeper: Keeper, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = keeper()
    (tmp_path / "log" / "core.log").unlink()
    (tmp_path / "log").rmdir()
    log.warning("hello")
    assert "core WARNING hello" in capsys.readouterr().err
