"""The line for a blank's serial: typed, by a person or a scanner, or read by the camera page for codes."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from queue_core.officer.camera.pages import Pages
from queue_core.officer.shift import Shift

LONGEST = 40


class SerialLine(Input):
    """What the camera reads is entered as if a scanner had typed it; the page goes with the line."""

    class PageOpened(Message):
        """The camera page is there; where, in words."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class Seen(Message):
        """The camera page read a serial."""

        def __init__(self, serial: str) -> None:
            super().__init__()
            self.serial = serial

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f4", "camera", "key.camera", key_display="F4", id="serial.camera", tooltip="tip.serial_camera"
        )
    ]

    def __init__(self, shift: Shift, *, many: bool = False, just_read: str = "") -> None:
        super().__init__(max_length=LONGEST, id="line")
        self._many = many
        self._just_read = just_read
        self._camera = Pages(shift)

    def on_unmount(self) -> None:
        """Nothing is read any more."""
        self._camera.close()

    def action_camera(self) -> None:
        """Serves the camera page for codes, and says where."""
        opened = self._camera.codes(self._seen, many=self._many, just_read=self._just_read)
        self.post_message(self.PageOpened(opened))

    def tell(self, serial: str, words: str, *, right: bool) -> None:
        """Lets the camera page show what came of a serial."""
        self._camera.tell(serial, words, right=right)

    def _seen(self, serial: str) -> None:
        """Called by the camera page, from its own thread."""
        self.post_message(self.Seen(serial))

    async def on_serial_line_seen(self, seen: Seen) -> None:
        """Enters what was read."""
        self.value = seen.serial
        await self.action_submit()
