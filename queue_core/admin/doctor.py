"""Examines one machine: each finding says what is well, or what to mend."""

from __future__ import annotations

import shutil
import stat
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import requests

from devices.cards.layout import read_layout
from devices.cards.open import open_card_printer
from devices.cards.port import CardPrinter
from devices.errors import DeviceError
from devices.printing.open import open_printer
from devices.sheets.open import open_sheet_printer
from devices.sheets.port import SheetPrinter
from devices.speech.open import open_speaker
from devices.speech.shelf import ClipShelf
from devices.speech.voice import EspeakVoice
from queue_core.access.rules import Role
from queue_core.access.service import administration
from queue_core.admin import auditing
from queue_core.admin.office import open_door
from queue_core.client.api import direct_session
from queue_core.client.token import read_token
from queue_core.foundation.clock import system_clock
from queue_core.foundation.clock_trust import far_past
from queue_core.foundation.errors import KerakError
from queue_core.foundation.messages import DEFAULT_LANGUAGE
from queue_core.foundation.profile import read_profile
from queue_core.foundation.settings import CoreSettings, Settings
from queue_core.kia.store import proposals
from queue_core.storage.keys import key_beside, open_seal
from queue_core.storage.schema import check_schema
from queue_core.storage.vouching import vouchers

OTHERS = stat.S_IRWXG | stat.S_IRWXO
ENOUGH_DISK_BYTES = 1_000_000_000
OLDEST_PYTHON = (3, 11)
SECONDS_TO_ANSWER = 3
TEST_WORDS = "1, 2, 3"


@dataclass(frozen=True)
class Finding:
    """One thing that was examined."""

    what: str
    well: bool
    words: str


def examine(settings: Settings) -> list[Finding]:
    """What can be told from this machine, in the order in which it is mended.

    A machine is examined for the programs that its settings name, or for all when they name none.
    """
    findings = [_python()]
    named = settings.model_fields_set & EXAMINED.keys() or EXAMINED.keys()
    for program, examined in EXAMINED.items():
        if program in named:
            findings += examined(settings)
    return findings


def _core(settings: Settings) -> list[Finding]:
    core = settings.core
    place = core.database.parent
    sealed = [key_finding(core.database), chain_finding(core.database)]
    found = [_profile(settings), _database(settings), clock_finding(core, system_clock()), *sealed]
    return [*found, _letters(core), corner_finding(core), _disk(place)]


def _kiosk(settings: Settings) -> list[Finding]:
    kiosk = settings.kiosk
    return [_printer(kiosk.printer), _token("kiosk", kiosk.token_file), _answers("kiosk", kiosk.core)]


def _board(settings: Settings) -> list[Finding]:
    board = settings.board
    sound = [_voice(), _speaker(board.speaker)]
    return [*sound, _token("board", board.token_file), _answers("board", board.core)]


def _print_station(settings: Settings) -> list[Finding]:
    station = settings.print_station
    return [
        _station_printer("card printer", open_card_printer, station.printer),
        _sheet_printer(station.sheet_printer),
        _card_layout(station.layout),
        _token("print station", station.token_file),
        _answers("print station", station.core),
    ]


def _reading_corner(settings: Settings) -> list[Finding]:
    corner = settings.reading_corner
    return [_token("reading corner", corner.token_file), _answers("reading corner", corner.core)]


def _officer(settings: Settings) -> list[Finding]:
    return [_answers("console", settings.officer.core)]


EXAMINED: dict[str, Callable[[Settings], list[Finding]]] = {
    "core": _core,
    "kiosk": _kiosk,
    "board": _board,
    "print_station": _print_station,
    "reading_corner": _reading_corner,
    "officer": _officer,
}


def _python() -> Finding:
    version = sys.version_info[:2]
    return Finding("Python", version >= OLDEST_PYTHON, f"{version[0]}.{version[1]}")


def _profile(settings: Settings) -> Finding:
    return _tried("office profile", lambda: read_profile(settings.core.profile).office.name)


def _database(settings: Settings) -> Finding:
    def check() -> str:
        check_schema(settings.core.database)
        return f"{settings.core.database} is of this version"

    return _tried("database", check)


def key_finding(database: Path) -> Finding:
    """Whether the office's key opens what is sealed, and is its owner's alone."""
    what, path = "key", key_beside(database)
    try:
        open_seal(database)
        others = path.stat().st_mode & OTHERS
    except KerakError as error:
        return Finding(what, False, str(error))
    if others:
        return Finding(what, False, f"others on this machine can read it: chmod 600 {path}")
    return Finding(what, True, f"{path} opens what is sealed")


def chain_finding(database: Path) -> Finding:
    """Whether the latest links over the ledger hold, and the head to be written down."""
    what = "ledger"
    try:
        verdict = auditing.latest(database)
    except KerakError as error:
        return Finding(what, False, str(error))
    if verdict.breaks:
        return Finding(what, False, f"{auditing.break_words(verdict.breaks[0])} See 'kerak audit verify'")
    return Finding(what, True, auditing.head_words(database))


def clock_finding(core: CoreSettings, now: datetime) -> Finding:
    """Whether the machine's clock stands so far past the last entry that it is more likely wrong."""
    what = "clock"
    if core.demonstration_start is not None:
        return Finding(what, True, "a demonstration plays its own")
    try:
        with open_door(core) as door:
            last = vouchers(door.database, door.office, now).last
    except KerakError as error:
        return Finding(what, False, str(error))
    if last is None or not far_past(now, last):
        return Finding(what, True, f"it is {now:%Y-%m-%d %H:%M} UTC")
    words = f"{now:%Y-%m-%d %H:%M} UTC is far past the last entry, of {last:%Y-%m-%d %H:%M}"
    return Finding(what, False, f"{words}; set it (timedatectl) unless the office was closed for so long")


def _letters(core: CoreSettings) -> Finding:
    """Whether every kiosk has a letter for while it is cut off."""
    what = "kiosks' own letters"
    try:
        letters = len(read_profile(core.profile).queue.offline_letters)
        with open_door(core) as door:
            devices = administration.list_devices(door)
    except KerakError as error:
        return Finding(what, False, str(error))
    kiosks = sum(row.role == Role.KIOSK and row.revoked_at is None for row in devices)
    words = f"{letters} for {kiosks} kiosks"
    if letters < kiosks:
        words += "; a kiosk without one gives no numbers while cut off: see offline_letters in the profile"
    return Finding(what, letters >= kiosks, words)


def corner_finding(core: CoreSettings) -> Finding:
    """Which reading corners are enrolled, and whether what they propose is checked before it is forgotten."""
    what = "reading corner"
    try:
        keep = read_profile(core.profile).files.keep_proposals_days
        with open_door(core) as door:
            devices = administration.list_devices(door)
            waiting = door.database.read(lambda connection: proposals.waiting(connection, door.office))
            now = door.clock()
    except KerakError as error:
        return Finding(what, False, str(error))
    corners = [row.name for row in devices if row.role == Role.READING_CORNER and row.revoked_at is None]
    words = f"{', '.join(corners) or 'none'} enrolled; {waiting.number} children to be checked"
    days = (now - waiting.since).days if waiting.since else 0
    well = days < keep / 2
    if not well:
        words += f", the oldest for {days} days; after {keep} they are forgotten: check them at the console"
    return Finding(what, well, words)


def _disk(folder: Path) -> Finding:
    place = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(place).free
    return Finding("disk", free >= ENOUGH_DISK_BYTES, f"{free / 1e9:.1f} GB free at {place}")


def _voice() -> Finding:
    def speak() -> str:
        with tempfile.TemporaryDirectory() as folder, closing(EspeakVoice()) as voice:
            voice.render(TEST_WORDS, DEFAULT_LANGUAGE, Path(folder, "voice.wav"))
        return "speaks Indonesian"

    return _tried("voice", speak)


def _speaker(address: str) -> Finding:
    if address == "none":
        return Finding("loudspeaker", True, "set to 'none': calls are shown, not spoken")

    def play() -> str:
        with tempfile.TemporaryDirectory() as folder, closing(EspeakVoice()) as voice:
            clip = ClipShelf(Path(folder), voice).clip(TEST_WORDS, DEFAULT_LANGUAGE)
            open_speaker(address).play(clip)
        return "a chime and the numbers 1, 2, 3 were played; were they heard?"

    return _tried("loudspeaker", play)


def _printer(address: str) -> Finding:
    try:
        readiness = open_printer(address).check()
    except DeviceError as error:
        return Finding("slip printer", False, f"{error.sentence} {error.remedy}")
    return Finding("slip printer", readiness.can_print, f"{address}: {readiness.replace('_', ' ')}")


def _station_printer(what: str, opened: Callable[[str], CardPrinter | SheetPrinter], address: str) -> Finding:
    try:
        problem = opened(address).status().problem
    except DeviceError as error:
        return Finding(what, False, f"{error.sentence} {error.remedy}")
    return Finding(what, problem is None, f"{address}: {problem.replace('_', ' ') if problem else 'ready'}")


def _sheet_printer(address: str | None) -> Finding:
    if address is None:
        return Finding("sheet printer", True, "none is set: labels and reader's cards are not printed here")
    return _station_printer("sheet printer", open_sheet_printer, address)


def _card_layout(path: Path | None) -> Finding:
    def read() -> str:
        if path is None:
            return "the program's own; measure it against the office's blank"
        read_layout(path)
        return str(path)

    return _tried("card layout", read)


def _token(name: str, path: Path) -> Finding:
    def read() -> str:
        read_token(path)
        return str(path)

    return _tried(f"{name} token", read)


def _answers(program: str, core: str) -> Finding:
    what = f"core, for the {program}"
    try:
        well = direct_session().get(f"{core}/healthz", timeout=SECONDS_TO_ANSWER).ok
    except requests.RequestException:
        well = False
    return Finding(what, well, f"{core} {'answers' if well else 'does not answer; is it started?'}")


def _tried(what: str, work: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, work())
    except KerakError as error:
        return Finding(what, False, str(error))
    except DeviceError as error:
        return Finding(what, False, f"{error.sentence} {error.remedy}")
