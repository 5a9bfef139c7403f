"""How every kiosk and board is: connected, silent, its printer, its last slip, its sound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, Static

from queue_core.access.wire import Devices, DeviceView
from queue_core.foundation.errors import KerakError
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.shift import Shift
from queue_core.officer.widgets.key_line import KeyLine

LOOK_SECONDS = 5
WELL = frozenset({"ready", "unclear", "printed", "on"})
"""The words of a printer, a slip or a sound that nobody needs to see to."""


class DevicesScreen(ConsoleModal[None]):
    """One line a device, read anew every few seconds."""

    class Read(Message):
        """What the core knows of the devices, or why it cannot be read."""

        def __init__(self, devices: Devices | None, words: str = "") -> None:
            super().__init__()
            self.devices = devices
            self.words = words

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,g", "dismiss", "key.back", key_display="Esc", id="devices.back", tooltip="tip.back"),
    ]

    def compose(self) -> ComposeResult:
        """The list, and a line for words."""
        with Vertical(id="devices"):
            yield Label(self.shift.say("devices.title"), id="title", markup=False)
            yield Static(self.shift.say("devices.reading"), id="list")
            yield Label("", id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Reads now, and again and again."""
        self.look()
        self.set_interval(LOOK_SECONDS, self.look)

    @work(thread=True, exclusive=True, group="devices")
    def look(self) -> None:
        """Asks the core."""
        with self.shift.talking() as core:
            try:
                self.post_message(self.Read(core.devices()))
            except KerakError as error:
                self.post_message(self.Read(None, self.shift.problem(error)))

    def on_devices_screen_read(self, read: Read) -> None:
        """Paints what is known; what was known stays when the core does not answer."""
        self.query_one("#words", Label).update(read.words)
        if read.devices is not None:
            lines = [_line(self.shift, device) for device in read.devices.devices]
            lines = lines or [Content(self.shift.say("devices.none"))]
            self.query_one("#list", Static).update(Content("\n").join(lines))


def _line(shift: Shift, device: DeviceView) -> Content:
    troubles = list(_troubles(shift, device))
    seen = shift.clock_time(device.last_seen) if device.last_seen else "-"
    told = "; ".join([*(troubles or [shift.say("devices.well")]), *_own_numbers(shift, device)])
    words = shift.say("devices.line", name=device.name, seen=seen, told=told)
    mark, style = ("!", "bold $text-warning") if troubles else ("●", "$text-success")
    return Content.styled(f"{mark} {words}", style)


def _troubles(shift: Shift, device: DeviceView) -> Iterator[str]:
    if not device.connected:
        yield shift.say("devices.not_connected")
    if device.silent:
        yield shift.say("devices.silent")
    health = device.health
    parts = {"printer": health.printer, "slip": health.slip, "sound": health.sound} if health else {}
    for part, state in parts.items():
        if state is not None and state not in WELL:
            key = f"slip.{state}" if part != "sound" else f"devices.mute.{state}"
            what = shift.say(key) if shift.knows(key) else state
            yield shift.say(f"devices.{part}", what=what)
    yield from _trouble_with_own_numbers(shift, device)


def _trouble_with_own_numbers(shift: Shift, device: DeviceView) -> Iterator[str]:
    numbers = device.health and device.health.numbers
    if not numbers:
        return
    if not numbers.kept:
        yield shift.say("devices.no_book")
    elif numbers.letter is None:
        yield shift.say("devices.no_letter")
    elif not device.connected:
        yield shift.say("devices.alone", letter=numbers.letter)
    if numbers.refused:
        yield shift.say("devices.refused", number=numbers.refused)


def _own_numbers(shift: Shift, device: DeviceView) -> Iterator[str]:
    """What is no trouble: numbers that came in late."""
    numbers = device.health and device.health.numbers
    if numbers and numbers.waiting:
        yield shift.say("devices.entering", number=numbers.waiting)
    if numbers and numbers.entered:
        yield shift.say("devices.entered", number=numbers.entered)
