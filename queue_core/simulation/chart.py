"""The waits of a study as a picture: a group of bars for each lane."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from queue_core.simulation.report import Waits

WIDTH, HEIGHT, MARGIN = 960, 540, 70
FONT_SIZE, TICKS = 18, 5
Font = ImageFont.ImageFont | ImageFont.FreeTypeFont
PAPER, INK, GRID = "#ffffff", "#1b1b1b", "#d0d0d0"
BARS = {
    "mean": "#0b6e4f",
    "without priority": "#9aa5a1",
    "half wait less": "#3d8fd1",
    "nine in ten wait less": "#d1783d",
}


def draw(path: Path, title: str, lanes: Mapping[str, Waits]) -> None:
    """Writes the picture as PNG. Raises OSError when the place cannot be written."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default(FONT_SIZE)
    top = _round_up(max(value for waits in lanes.values() for value in _bars(waits).values()))
    pen.text((MARGIN, 14), title, INK, font)
    _axis(pen, font, top)
    _legend(pen, font)
    group = (WIDTH - 2 * MARGIN) / len(lanes)
    for place, (lane, waits) in enumerate(lanes.items()):
        left = MARGIN + place * group
        pen.text((left + group / 2, HEIGHT - MARGIN + 8), lane, INK, font, anchor="ma")
        _group(pen, font, left, group, _bars(waits), top)
    picture.save(path, "PNG")


def _bars(waits: Waits) -> dict[str, float]:
    figures = (waits.mean, waits.plain_mean, waits.median, waits.nine_in_ten)
    return dict(zip(BARS, figures, strict=True))


def _group(
    pen: ImageDraw.ImageDraw,
    font: Font,
    left: float,
    width: float,
    bars: Mapping[str, float],
    top: float,
) -> None:
    bar = width * 0.8 / len(bars)
    for place, (name, minutes) in enumerate(bars.items()):
        x = left + width * 0.1 + place * bar
        y = _y(minutes, top)
        pen.rectangle((x, y, x + bar * 0.9, HEIGHT - MARGIN), BARS[name])
        pen.text((x + bar * 0.45, y - 2), f"{minutes:.0f}", INK, font, anchor="mb")


def _axis(pen: ImageDraw.ImageDraw, font: Font, top: float) -> None:
    for tick in range(TICKS + 1):
        minutes = top * tick / TICKS
        y = _y(minutes, top)
        pen.line((MARGIN, y, WIDTH - MARGIN, y), GRID)
        pen.text((MARGIN - 8, y), f"{minutes:g}", INK, font, anchor="rm")
    pen.text((14, 14), "min", INK, font)


def _legend(pen: ImageDraw.ImageDraw, font: Font) -> None:
    x, y = float(MARGIN), HEIGHT - 28
    for name, colour in BARS.items():
        pen.rectangle((x, y, x + 16, y + 16), colour)
        pen.text((x + 22, y + 8), name, INK, font, anchor="lm")
        x += 46 + pen.textlength(name, font)


def _y(minutes: float, top: float) -> float:
    return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * minutes / top


def _round_up(minutes: float) -> float:
    """The next multiple of so many minutes that every tick is a whole one."""
    return max(-(-minutes // TICKS) * TICKS, TICKS)
