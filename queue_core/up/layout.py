"""One office in one folder: where its files lie and which ports its programs use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import tomli_w

from queue_core.foundation.errors import KerakError
from queue_core.foundation.settings import (
    CORE_PORT,
    LOOPBACK,
    BoardSettings,
    CoreSettings,
    KioskSettings,
    OfficerSettings,
    PrintStationSettings,
    ReadingCornerSettings,
    Settings,
    read_settings,
)


class OtherOffice(KerakError):
    """The folder belongs to an office with another profile."""

    slug = "other-office"
    title = "This folder belongs to another office"
    remedy = "Choose another folder with --data."


@dataclass(frozen=True)
class Layout:
    """The places inside an office's folder."""

    data: Path

    @property
    def settings(self) -> Path:
        """The settings of all programs; made at the first start, yours to edit afterwards."""
        return self.data / "kerak.toml"

    @property
    def log(self) -> Path:
        """The folder with a log for each program, and what it printed beside it."""
        return self.data / "log"

    def defaults(self, port_base: int, profile: str) -> Settings:
        """The settings of a new office in this folder."""
        core = f"http://{LOOPBACK}:{port_base}"
        return Settings(
            core=CoreSettings(
                port=port_base,
                database=self.data / "office.db",
                profile=profile,
                public_address=core,
            ),
            kiosk=KioskSettings(
                port=port_base + 1,
                core=core,
                token_file=self.data / "kiosk.token",
                printer=f"virtual:{self.data / 'slips'}",
            ),
            board=BoardSettings(
                port=port_base + 2,
                core=core,
                token_file=self.data / "board.token",
                clips=self.data / "clips",
            ),
            print_station=PrintStationSettings(
                core=core,
                token_file=self.data / "print-station.token",
                printer=f"virtual:{self.data / 'cards'}",
                sheet_printer=f"virtual:{self.data / 'sheets'}",
            ),
            reading_corner=ReadingCornerSettings(
                port=port_base + 3,
                core=core,
                token_file=self.data / "reading-corner.token",
            ),
            officer=OfficerSettings(core=core),
        )

    def settle(self, port_base: int | None, profile: str | None) -> Settings:
        """The folder's settings, made new or with other ports if asked.

        Raises OtherOffice or SettingsInvalid.
        """
        if not self.settings.exists():
            settings = self.defaults(port_base or CORE_PORT, profile or CoreSettings().profile)
        else:
            kept = read_settings(self.settings)
            if profile not in (None, kept.core.profile):
                raise OtherOffice(f"{self.data} holds the office '{kept.core.profile}'.")
            settings = self._with_what_is_new(kept)
            if port_base is not None:
                settings = _with_ports(settings, port_base)
            elif settings == kept:
                return kept
        self.write(settings)
        return settings

    def _with_what_is_new(self, kept: Settings) -> Settings:
        """With the tables of programs that the folder's version did not have."""
        fresh = self.defaults(kept.core.port, kept.core.profile)
        new = {"print_station", "reading_corner"} - kept.model_fields_set
        settings = kept.model_copy(update={name: getattr(fresh, name) for name in new})
        station = _with_virtual_sheets(settings.print_station, fresh.print_station)
        return settings.model_copy(update={"print_station": station})

    def write(self, settings: Settings) -> None:
        """Keeps the settings in the folder."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.settings.write_text(as_toml(settings), encoding="utf-8")


def _with_virtual_sheets(kept: PrintStationSettings, fresh: PrintStationSettings) -> PrintStationSettings:
    """A station that prints cards into its folder prints sheets there, too; one with a real printer is a
    person's, who may want no sheets.
    """
    if kept.sheet_printer is not None or kept.printer != fresh.printer:
        return kept
    return kept.model_copy(update={"sheet_printer": fresh.sheet_printer})


def as_toml(settings: Settings) -> str:
    """Settings as the text of their file."""
    return tomli_w.dumps(settings.model_dump(mode="json", exclude_none=True))


def _with_ports(settings: Settings, base: int) -> Settings:
    core = f"http://{LOOPBACK}:{base}"
    return settings.model_copy(
        update={
            "core": settings.core.model_copy(update={"port": base, "public_address": core}),
            "kiosk": settings.kiosk.model_copy(update={"port": base + 1, "core": core}),
            "board": settings.board.model_copy(update={"port": base + 2, "core": core}),
            "print_station": settings.print_station.model_copy(update={"core": core}),
            "reading_corner": settings.reading_corner.model_copy(update={"port": base + 3, "core": core}),
            "officer": settings.officer.model_copy(update={"core": core}),
        }
    )
