"""Covers for titles that came without one: their colours, and a picture for readers that take no SVG."""

from __future__ import annotations

import io
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageOps

from devices.cards.layout import Align, Weight
from devices.cards.lettering import Room, draw_text, set_text
from reading_corner.rules.looks import chosen, initial_of

COLOURS = (
    ("#0b5a3c", "#dff1e3"),
    ("#8f1d14", "#fde3df"),
    ("#0b3fa8", "#dfe8fb"),
    ("#6a2c91", "#efe2f7"),
    ("#7a4a00", "#ffedc2"),
    ("#00565f", "#d9f1f3"),
    ("#93204f", "#fbe0ea"),
    ("#3a3f0a", "#f0f2cf"),
)
"""Ink and paper of drawn covers; white on each ink stands at 7:1 or more."""
SIZE = (300, 400)
BACK, FOOT, DISC = (0, 0, 15, 399), (16, 284, 299, 399), (46, 48, 270, 272)
"""Of a cover in dots: its back, the field under its name, and the disc behind its initial."""
QUALITY = 80


class _Field(NamedTuple):
    """Where something is written, and in letters of which sizes."""

    at: tuple[int, int]
    room: Room
    largest: int
    smallest: int


INITIAL = _Field((58, 70), Room(200, 180, 1), 150, 80)
NAME = _Field((26, 290), Room(264, 104, 3), 34, 24)


def colours_of(name: str) -> tuple[str, str]:
    """Ink and paper of the cover of this name."""
    return COLOURS[chosen(name, len(COLOURS))]


def painted(name: str) -> bytes:
    """A cover as a JPEG, always the same for the same name."""
    ink, paper = colours_of(name)
    cover = Image.new("RGB", SIZE, paper)
    pen = ImageDraw.Draw(cover)
    for field in (BACK, FOOT):
        pen.rectangle(field, ink)
    pen.ellipse(DISC, "white")
    _write(cover, initial_of(name), INITIAL, ink)
    _write(cover, name, NAME, "white")
    made = io.BytesIO()
    cover.save(made, "jpeg", quality=QUALITY)
    return made.getvalue()


def _write(cover: Image.Image, text: str, field: _Field, colour: str) -> None:
    setting = set_text(text, field.room, Weight.bold, field.largest, field.smallest)
    letters = ImageOps.invert(draw_text(setting, field.room, Align.middle))
    cover.paste(colour, field.at, letters)
