"""What a ticket's slip says, as data; the kiosk's printer lays it out. Never a name, a NIK or a reason."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_date_format, get_time_format

from queue_core.foundation.messages import Catalogue
from queue_core.foundation.profile import Office
from queue_core.tickets.rules.waiting import WaitRange
from queue_core.tickets.wire.slips import Blank, BlankLine
from queue_core.tickets.wire.tickets import SlipLine


def slip(
    catalogue: Catalogue,
    office: Office,
    *,
    number: str,
    service: str,
    issued_at: datetime,
    ahead: int,
    wait: WaitRange | None,
    come_at: datetime | None = None,
    slot_at: datetime | None = None,
    again: bool = False,
    page: str,
) -> tuple[SlipLine, ...]:
    """The slip of a ticket, from top to bottom; `again`: the same number was told before."""
    minute = issued_at.replace(second=0, microsecond=0)
    return (
        _line("heading", office.name.upper()),
        _line("small", office.address),
        _line("rule"),
        _line("text", catalogue.say("slip.your_number")),
        SlipLine(style="huge", text=number),
        *([_line("text", catalogue.say("slip.again"))] if again else []),
        _line("text", service),
        *_appointment(catalogue, office, slot_at),
        _line("small", _when(minute, office.timezone, catalogue.language)),
        _line("rule"),
        _line("text", ahead_sentence(catalogue, ahead)),
        *(_line("text", line) for line in _wait_or_come(catalogue, office, wait, come_at)),
        SlipLine(style="qr", text=page),
        _line("small", catalogue.say("slip.scan")),
        _line("small", catalogue.say("slip.free")),
    )


def offline_slip(catalogue: Catalogue, office: Office) -> tuple[BlankLine, ...]:
    """The slip that a kiosk fills in by itself: nobody there knows how many are ahead."""
    date = get_date_format("full", locale=catalogue.language).pattern
    time = get_time_format("short", locale=catalogue.language).pattern
    return (
        BlankLine(style="heading", text=office.name.upper()),
        BlankLine(style="small", text=office.address),
        BlankLine(style="rule"),
        BlankLine(style="text", text=catalogue.say("slip.your_number")),
        BlankLine(style="huge", blank=Blank.NUMBER),
        BlankLine(style="text", blank=Blank.SERVICE),
        BlankLine(style="small", text=f"{date}, {time}", blank=Blank.WHEN),
        BlankLine(style="rule"),
        BlankLine(style="text", text=catalogue.say("slip.valid")),
        BlankLine(style="text", text=catalogue.say("slip.watch")),
        BlankLine(style="qr", blank=Blank.PAGE),
        BlankLine(style="small", text=catalogue.say("slip.scan_later")),
        BlankLine(style="small", text=catalogue.say("slip.free")),
    )


@lru_cache(maxsize=256)
def _line(style: str, text: str = "") -> SlipLine:
    """For the lines that are those of the slip before; a number and a page are nobody else's."""
    return SlipLine(style=style, text=text)


@lru_cache(maxsize=16)
def _when(minute: datetime, timezone: str, language: str) -> str:
    """Date and time for people; Babel is slow, and a minute has many tickets."""
    local = minute.astimezone(ZoneInfo(timezone))
    return f"{format_date(local, 'full', locale=language)}, {format_time(local, 'short', locale=language)}"


def _appointment(catalogue: Catalogue, office: Office, slot_at: datetime | None) -> tuple[SlipLine, ...]:
    """The time of the slot, where it ranks the ticket."""
    if slot_at is None:
        return ()
    at = format_time(slot_at.astimezone(office.zone), "short", locale=catalogue.language)
    return (SlipLine(style="text", text=catalogue.say("slip.appointment", time=at)),)


def _wait_or_come(
    catalogue: Catalogue, office: Office, wait: WaitRange | None, come_at: datetime | None
) -> tuple[str, ...]:
    """How long it may take, in lines that a narrow paper holds; of the next day's list: when to come."""
    if come_at is not None:
        return (catalogue.say("slip.come", when=_when(come_at, office.timezone, catalogue.language)),)
    if wait is None:
        return (catalogue.say("wait.not_open"),)
    half = catalogue.say("wait.half", minutes=wait.half)
    return half, catalogue.say("wait.nine_in_ten", minutes=wait.nine_in_ten)


def ahead_sentence(catalogue: Catalogue, ahead: int) -> str:
    """How many are ahead."""
    return catalogue.count("ahead", ahead) if ahead else catalogue.say("ahead.none")
