"""Opens and closes the console's pages: the camera for a photo or for codes, a scanned paper to look at once.

Flask, Pillow and the decoder are slow to load: only who opens a page waits for them.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from queue_core.kia.wire.files import FileView
from queue_core.officer.camera.serving import LocalPage
from queue_core.officer.photo import words
from queue_core.officer.shift import Shift

if TYPE_CHECKING:
    from flask import Flask

    from queue_core.officer.camera.page import Taken
    from queue_core.officer.camera.reading import Reading


class Pages:
    """What one screen has open in the browser: one page at a time."""

    def __init__(self, shift: Shift) -> None:
        self._shift = shift
        self._page: LocalPage | None = None
        self._reading: Reading | None = None

    def camera(self, view: FileView, taken: Taken) -> str:
        """Opens the camera page for the photo of a file; where it is, in words."""
        from queue_core.officer.camera.page import Look, create_page

        background = view.photo.background if view.photo else None
        sentences = page_sentences(self._shift, "camera.")
        look = Look(sentences, self._shift.language, words.shape(self._shift), background)
        token = secrets.token_urlsafe(16)
        return self._open(create_page(look, token, taken), "photo.camera", f"#{token}")

    def codes(self, taken: Callable[[str], None], *, many: bool, just_read: str = "") -> str:
        """Opens the camera page for codes; where it is, in words.

        `taken` is called from another thread: once, or for every serial where there are `many`.
        """
        from devices.scanner.codes import read_codes
        from queue_core.officer.camera.codes import CodesLook, create_codes_page
        from queue_core.officer.camera.reading import Reading

        reading = Reading(read_codes, taken, self._shift.monotonic, many=many, just_read=just_read)
        look = CodesLook(page_sentences(self._shift, "camera.", "codes."), self._shift.language)
        token = secrets.token_urlsafe(16)
        told = self._open(create_codes_page(look, token, reading), "photo.camera", f"#{token}")
        self._reading = reading
        return told

    def tell(self, serial: str, words: str, *, right: bool) -> None:
        """Lets the page for codes show what came of a serial, where one is open."""
        if self._reading is not None:
            self._reading.tell(serial, words, right=right)

    def scan(self, content: bytes) -> str:
        """Shows a scanned paper once; where, in words."""
        from queue_core.officer.camera.showing import create_showing

        token = secrets.token_urlsafe(16)
        return self._open(create_showing(content, token), "scans.look", token)

    def close(self) -> None:
        """Serves nothing any more."""
        self._reading = None
        if self._page is not None:
            self._page.close()
            self._page = None

    def _open(self, app: Flask, key: str, rest: str) -> str:
        self.close()
        self._page = LocalPage(app, self._shift.camera_port)
        address = self._page.address(rest)
        shown = self._shift.show_page(address)
        return self._shift.say(f"{key}_shown" if shown else key, address=address)


def page_sentences(shift: Shift, *groups: str) -> dict[str, dict[str, str]]:
    """The sentences of these groups by language, without the group's name; a later group goes before."""
    return {
        code: {
            key.removeprefix(group): sentence
            for group in groups
            for key, sentence in catalogue.sentences.items()
            if key.startswith(group)
        }
        for code, catalogue in shift.catalogues.items()
    }
