"""The settings of one machine: one TOML file, read once, frozen."""

from __future__ import annotations

from pathlib import Path

import pydantic

from queue_core.foundation.toml_model import Frozen, read_model

LOOPBACK = "127.0.0.1"
CORE_PORT, KIOSK_PORT, BOARD_PORT, CORNER_PORT, CAMERA_PORT = 8700, 8701, 8702, 8703, 8709


class CoreSettings(Frozen):
    """The core program."""

    host: str = pydantic.Field(LOOPBACK, description="address the core listens on")
    port: int = pydantic.Field(CORE_PORT, ge=1, le=65535, description="port the core listens on")
    database: Path = pydantic.Field(Path("/var/lib/kerak/office.db"), description="the office database")
    profile: str = pydantic.Field("kembaran", description="name of an office profile, or path of one")
    public_address: str = pydantic.Field(
        "", description="address of the tickets' pages; empty: the profile's"
    )
    demonstration_start: pydantic.AwareDatetime | None = pydantic.Field(
        None, description="plays a day from this instant, marked as a demonstration on every screen"
    )
    demonstration_speed: float = pydantic.Field(1.0, gt=0, le=3600, description="times as fast as real time")


class KioskSettings(Frozen):
    """One touch kiosk."""

    host: str = pydantic.Field(LOOPBACK, description="address the touch pages are served on")
    port: int = pydantic.Field(KIOSK_PORT, ge=1, le=65535, description="port the touch pages are served on")
    core: str = pydantic.Field(f"http://{LOOPBACK}:{CORE_PORT}", description="address of the core")
    token_file: Path = pydantic.Field(
        Path("/var/lib/kerak-kiosk/kiosk.token"), description="token of this device"
    )
    printer: str = pydantic.Field(
        "virtual:/var/lib/kerak-kiosk/slips", description="KIND:REST; KIND is a driver in devices/printing"
    )
    idle_seconds: int = pydantic.Field(60, ge=20, le=600, description="without a touch until the warning")

    @property
    def book(self) -> Path:
        """The kiosk's own durable book, beside its token."""
        return self.token_file.with_suffix(".book")


class BoardSettings(Frozen):
    """One display in a waiting area."""

    host: str = pydantic.Field(LOOPBACK, description="address the board page is served on")
    port: int = pydantic.Field(BOARD_PORT, ge=1, le=65535, description="port the board page is served on")
    core: str = pydantic.Field(f"http://{LOOPBACK}:{CORE_PORT}", description="address of the core")
    token_file: Path = pydantic.Field(
        Path("/var/lib/kerak-board/board.token"), description="token of this device"
    )
    clips: Path = pydantic.Field(
        Path("/var/lib/kerak-board/clips"), description="folder of the rendered sentences"
    )
    speaker: str = pydantic.Field("auto", description="auto, none or virtual:FOLDER")


class PrintStationSettings(Frozen):
    """The print station: the PC with the card printer."""

    core: str = pydantic.Field(f"http://{LOOPBACK}:{CORE_PORT}", description="address of the core")
    token_file: Path = pydantic.Field(
        Path("/var/lib/kerak-print-station/print-station.token"), description="token of this device"
    )
    printer: str = pydantic.Field(
        "virtual:/var/lib/kerak-print-station/cards",
        description="KIND:REST; KIND is a driver in devices/cards",
    )
    layout: Path | None = pydantic.Field(
        None, description="where the fields stand on the office's blank; without one, as the program comes"
    )
    sheet_printer: str | None = pydantic.Field(
        None, description="printer of A4 paper: virtual:FOLDER, cups:QUEUE or ipp://HOST:PORT/PATH"
    )

    @property
    def spool(self) -> Path:
        """The station's own durable book, beside its token."""
        return self.token_file.with_suffix(".spool")


class ReadingCornerSettings(Frozen):
    """The reading corner: its tablet's pages, its catalogue and its loans."""

    host: str = pydantic.Field(LOOPBACK, description="address the corner's pages are served on")
    port: int = pydantic.Field(
        CORNER_PORT, ge=1, le=65535, description="port the corner's pages are served on"
    )
    core: str = pydantic.Field(f"http://{LOOPBACK}:{CORE_PORT}", description="address of the core")
    token_file: Path = pydantic.Field(
        Path("/var/lib/kerak-reading-corner/reading-corner.token"), description="token of this device"
    )
    idle_seconds: int = pydantic.Field(60, ge=20, le=600, description="without a touch until all is wiped")

    @property
    def database(self) -> Path:
        """The corner's own database, beside its token."""
        return self.token_file.with_suffix(".db")

    @property
    def covers(self) -> Path:
        """The folder of the covers, beside the token."""
        return self.token_file.with_name("covers")


class OfficerSettings(Frozen):
    """The officer's console."""

    core: str = pydantic.Field(f"http://{LOOPBACK}:{CORE_PORT}", description="address of the core")
    language: str = pydantic.Field("id", description="language of the console")
    scans: Path | None = pydantic.Field(
        None, description="folder into which the counter's scanner or camera puts pictures"
    )
    camera_port: int = pydantic.Field(
        CAMERA_PORT, ge=0, le=65535, description="port of the camera page on this machine alone; 0: any"
    )
    downloads: Path = pydantic.Field(
        Path("~/Downloads"), description="folder in which receipts and the register are saved"
    )


class LogSettings(Frozen):
    """The log of each daemon: a file of JSON lines, turned over before it is too large."""

    folder: Path | None = pydantic.Field(
        None, description="folder of the logs; without one, the folder that systemd gives"
    )
    kilobytes: int = pydantic.Field(5_000, ge=1, description="size at which a log is turned over")
    kept: int = pydantic.Field(5, ge=1, le=1_000, description="turned-over logs kept beside the present one")


class Settings(Frozen):
    """All that one machine is told; each program reads its own table."""

    core: CoreSettings = CoreSettings()
    kiosk: KioskSettings = KioskSettings()
    board: BoardSettings = BoardSettings()
    print_station: PrintStationSettings = PrintStationSettings()
    reading_corner: ReadingCornerSettings = ReadingCornerSettings()
    officer: OfficerSettings = OfficerSettings()
    log: LogSettings = LogSettings()


def read_settings(path: Path | None) -> Settings:
    """The settings in `path`, or the defaults without one. Raises SettingsInvalid with all mistakes."""
    return read_model(path, Settings) if path else Settings()
