"""Papers and sounds that several tests use."""

import math
from array import array
from pathlib import Path

from devices.printing.paper import Line, Paper, Style
from devices.speech.sound import Sound, save

LINK = "https://antrean.example/t/3f9c2b7a1d"
SLIP: Paper = (
    Line(Style.heading, "KECAMATAN KEMBARAN"),
    Line(Style.rule),
    Line(Style.text, "Nomor antrean Anda"),
    Line(Style.huge, "A012"),
    Line(Style.text, "Kartu Identitas Anak"),
    Line(Style.small, "Senin, 23 November 2026 08.15"),
    Line(Style.rule),
    Line(Style.text, "3 antrean di depan Anda"),
    Line(Style.text, "Perkiraan tunggu 10–25 menit"),
    Line(Style.qr, LINK),
    Line(Style.small, "Pindai untuk melihat antrean dari ponsel"),
)


def tone(seconds: float, rate: int = 22_050) -> Sound:
    """A plain tone."""
    steps = range(int(seconds * rate))
    return Sound(array("h", (round(9000 * math.sin(math.tau * 440 * step / rate)) for step in steps)), rate)


def tone_file(path: Path, seconds: float) -> Path:
    """A WAV file of a plain tone."""
    save(tone(seconds), path)
    return path
