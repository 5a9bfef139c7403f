"""The photo of one file: from a path, the scanner's folder or the camera page; framed, saved, accepted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Label, Static

from queue_core.foundation.errors import KerakError
from queue_core.kia.rules.life import TO_BE_WRITTEN
from queue_core.kia.rules.photo import Frame, Size
from queue_core.kia.wire.files import FileView
from queue_core.kia.wire.pictures import LARGEST_PHOTO, Acceptance, OnVersion, PhotoPlace
from queue_core.officer.camera.pages import Pages
from queue_core.officer.file_refusals import refused
from queue_core.officer.file_view import title
from queue_core.officer.photo import tray
from queue_core.officer.photo import words as told
from queue_core.officer.photo.aiming import moved, zoomed
from queue_core.officer.photo.preview import decoded, half_blocks
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.base import ConsoleModal
from queue_core.officer.screens.reason import Reason
from queue_core.officer.screens.sheets import pick_sheet
from queue_core.officer.shift import Core, Shift
from queue_core.officer.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from PIL.Image import Image

WHOLE_PICTURE = Frame(x=0, y=0)
"""What the core has is cut already."""
AIMING = frozenset({"move", "zoom", "save"})
WRITING = frozenset({"browse", "scanner", "camera"})


class PhotoScreen(ConsoleModal[None]):
    """Shows the file's photo, or the picture that is about to become it."""

    class Came(Message):
        """A picture was read, or taken on the camera page; None where it could not be read."""

        def __init__(self, picked: tray.Picked | None) -> None:
            super().__init__()
            self.picked = picked
            self.picture = decoded(picked.data) if picked else None

    class Told(Message):
        """What the core answered, the file as it is now, and its photo, where they could be read."""

        def __init__(self, view: FileView | None, photo: bytes | None, error: KerakError | None) -> None:
            super().__init__()
            self.view = view
            self.picture = decoded(photo) if photo else None
            self.error = error

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "camera", "key.camera", id="photo.camera", tooltip="tip.camera"),
        Binding("s", "scanner", "key.scanner", id="photo.scanner", tooltip="tip.scanner"),
        Binding("b", "browse", "key.browse", id="photo.browse", tooltip="tip.browse"),
        Binding("enter", "save", "key.save", id="photo.save", key_display="Enter", tooltip="tip.save_photo"),
        Binding("up", "move(0, -1)", "key.aim", id="photo.aim", key_display="←↑↓→", tooltip="tip.aim"),
        Binding("down", "move(0, 1)", show=False),
        Binding("left", "move(-1, 0)", show=False),
        Binding("right", "move(1, 0)", show=False),
        Binding(
            "plus,equals_sign", "zoom(1)", "key.zoom", id="photo.zoom", key_display="+ -", tooltip="tip.zoom"
        ),
        Binding("minus", "zoom(-1)", show=False),
        Binding("a", "accept", "key.accept", id="photo.accept", tooltip="tip.accept_photo"),
        Binding(
            "delete", "remove", "key.remove", id="photo.remove", key_display="Del", tooltip="tip.remove_photo"
        ),
        Binding("escape", "leave", "key.back", key_display="Esc", id="photo.back", tooltip="tip.back"),
    ]

    def __init__(self, shift: Shift, view: FileView) -> None:
        super().__init__(shift)
        self._view = view
        self._picked: tray.Picked | None = None
        self._picture: Image | None = None
        self._frame = Frame()
        self._pages = Pages(shift)
        self._sending = False

    def compose(self) -> ComposeResult:
        """Which file it is, the picture, and lines for words."""
        with Vertical(id="photo"):
            yield Label(title(self.shift, self._view), id="title", markup=False)
            yield Label("", id="about", markup=False)
            yield Static("", id="picture")
            yield Label("", id="words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Shows the photo that the core has."""
        self._retell()
        self._send(None)

    def on_resize(self) -> None:
        """Draws anew in the room of now."""
        self.call_after_refresh(self._draw)

    def on_unmount(self) -> None:
        """The camera page goes with the screen."""
        self._pages.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys that can do something now."""
        photo, written = self._view.photo, self._view.head.state in TO_BE_WRITTEN
        if action in AIMING:
            return self._picked is not None
        if action in WRITING:
            return written and (action != "scanner" or self.shift.scans is not None)
        if action == "accept":
            return written and self._picked is None and bool(photo and photo.doubts)
        if action == "remove":
            return written and self._picked is None and bool(photo and photo.there)
        return super().check_action(action, parameters)

    def action_browse(self) -> None:
        """Asks for a path."""
        self.app.push_screen(Reason(self.shift, self.shift.say("photo.which_path")), self._typed)

    def action_scanner(self) -> None:
        """Lists what lies in the scanner's folder."""
        pick_sheet(self, self.shift, tray.PICTURES, lambda path: self._read(path, leaves=True))

    def action_camera(self) -> None:
        """Serves the camera page, and says where."""
        self._write(self._pages.camera(self._view, self._taken))

    def action_move(self, right: int, down: int) -> None:
        """Moves the frame."""
        self._frame = moved(self._frame, right, down)
        self._draw()

    def action_zoom(self, steps: int) -> None:
        """Goes closer, or further away."""
        self._frame = zoomed(self._frame, steps)
        self._draw()

    def action_save(self) -> None:
        """Sends the picture; a file of the scanner's folder goes once the core has it."""
        picked, frame = self._picked, self._frame
        if picked is None or self._sending:
            return
        place = PhotoPlace(version=self._view.head.version, **frame._asdict())

        def save(core: Core) -> None:
            core.put_photo(self._view.head.id, place, picked.data)
            if not tray.done_with(picked):
                self.app.call_from_thread(self.app.notify, self.shift.say("photo.stays_in_folder"))
            self._picked = None

        self._write(self.shift.say("photo.saving"))
        self._send(save)

    def action_accept(self) -> None:
        """Asks why the photo is good enough."""
        doubts = told.doubts(self.shift, self._view)
        question = self.shift.say("photo.why_good", doubts=doubts)
        self.app.push_screen(Reason(self.shift, question), self._accept)

    def action_remove(self) -> None:
        """Asks, then takes the photo away."""
        upon = OnVersion(version=self._view.head.version)

        def answered(yes: bool | None) -> None:
            if yes:
                self._send(lambda core: core.remove_photo(self._view.head.id, upon))

        self.app.push_screen(Ask(self.shift, self.shift.say("photo.ask_remove")), answered)

    def action_leave(self) -> None:
        """Lets a picture go that was not saved, else goes back."""
        if self._picked is None:
            self.dismiss(None)
            return
        self._picked = None
        self._write(self.shift.say("photo.let_go"))
        self._send(None)

    def _accept(self, reason: str | None) -> None:
        if reason is not None:
            accepted = Acceptance(version=self._view.head.version, reason=reason)
            self._send(lambda core: core.accept_photo(self._view.head.id, accepted))

    def _typed(self, line: str | None) -> None:
        if line is not None:
            self._read(tray.typed(line), leaves=False)

    @work(thread=True, group="photo")
    def _read(self, path: Path, *, leaves: bool) -> None:
        try:
            self.post_message(self.Came(tray.read(path, LARGEST_PHOTO, leaves=leaves)))
        except tray.UnreadableFile:
            self.post_message(self.Came(None))

    def _taken(self, data: bytes) -> None:
        """Called by the camera page, from its own thread."""
        self.post_message(self.Came(tray.Picked(data)))

    @work(thread=True, group="photo")
    def _send(self, deed: Callable[[Core], object] | None) -> None:
        self._sending = True
        refusal, view, photo = None, None, None
        with self.shift.talking() as core:
            try:
                if deed is not None:
                    deed(core)
            except KerakError as error:
                refusal = error
            try:
                view = core.file(self._view.head.id)
                photo = core.photo(view.head.id) if view.photo and view.photo.there else None
            except KerakError as error:
                refusal = refusal or error
            self.post_message(self.Told(view, photo, refusal))

    def on_photo_screen_came(self, came: Came) -> None:
        """Shows the picture with its frame."""
        if came.picked is None:
            self._write(self.shift.say("photo.unreadable"))
            return
        self._picked, self._picture, self._frame = came.picked, came.picture, Frame()
        self._write(self.shift.say("photo.aim" if came.picture else "photo.no_preview"))
        self._draw()
        self.refresh_bindings()

    def on_photo_screen_told(self, answer: Told) -> None:
        """Shows the photo that the core has now; after a refusal the picture stays to be framed anew."""
        self._sending = False
        self._view = answer.view or self._view
        if self._picked is None:
            self._picture, self._frame = answer.picture, WHOLE_PICTURE
        if answer.error is not None:
            self._write(refused(self.shift, answer.error, self._view))
        elif self._picked is None:
            self._write("")
        self._retell()
        self._draw()
        self.refresh_bindings()

    def _retell(self) -> None:
        how = self.shift.say("photo.entry", how=told.state(self.shift, self._view))
        background = self.shift.say("photo.asked", colour=told.background(self.shift, self._view))
        self.query_one("#about", Label).update(f"{how}\n{background}")

    def _draw(self) -> None:
        place = self.query_one("#picture", Static)
        if self._picture is None or place.size.height < 2:
            place.update("")
            return
        room = Size(place.size.width, place.size.height)
        place.update(half_blocks(self._picture, told.shape(self.shift), self._frame, room))

    def _write(self, line: str) -> None:
        self.query_one("#words", Label).update(line)
