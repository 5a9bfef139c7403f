"""A file at the console as its officer works on it: filled in, moved, its blank scanned, handed over."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from textual.widgets import Input, OptionList, Select

from queue_core.kia.rules.life import Action
from queue_core.officer.screens.ask import Ask
from tests.officer.driving import Driver, choose, fill_in, press, screen_of, words

FILLED_IN = {
    "name": "Siti Nur'aini",
    "nik": "9901015708150001",
    "family_card": "3302200101150001",
    "birth_certificate": "3302-LU-17082015-0042",
    "birth_date": "17/8/2015",
    "birth_place": "Banyumas",
    "sex": "female",
    "religion": "Islam",
    "citizenship": "WNI",
    "address": "Dusun II RT 03 RW 01",
    "village": "33.02.20.2001",
    "head_of_family": "Ma'ruf",
    "mother": "Sulastri",
    "consent_by": "Sulastri",
    "consent_relation": "mother",
}
"""A girl with a photo on her card, of a province that there is not: that alone speaks against her number."""
RECEIVED = {
    "receiver": "Sulastri",
    "relation": "mother",
    "proof": "identity_card",
    "shown": "1234",
    "signed": "paper",
}


async def fill_in_the_file(pilot: Driver, photo: Path) -> None:
    """On a new file's screen: all that it says, the doubt explained, every paper ticked, the photo."""
    await press(pilot, "f")
    fill_in_rows(pilot, FILLED_IN)
    await press(pilot, "ctrl+s")
    assert words(pilot) == "Tersimpan."
    await press(pilot, "escape")
    await choose(pilot, "doubt:nik:region")
    await fill_in(pilot, line="tertulis begitu di kartu keluarga")
    for paper in range(4):
        await choose(pilot, f"paper:{paper}")
    await choose(pilot, "photo:")
    await press(pilot, "b")
    await fill_in(pilot, line=str(photo))
    await press(pilot, "enter", "escape")


def fill_in_rows(pilot: Driver, rows: Mapping[str, str]) -> None:
    """Fills in the form on top."""
    for row, text in rows.items():
        field = screen_of(pilot).query_one(f"#row-{row}")
        assert isinstance(field, Input | Select)
        field.value = text


async def move(pilot: Driver, action: Action) -> None:
    """Moves the file on screen, and says yes where it is asked."""
    await choose(pilot, f"move:{action}")
    if isinstance(screen_of(pilot), Ask):
        await press(pilot, "y")


async def say_serial(pilot: Driver, entry: str, serial: str) -> None:
    """Scans a blank or a card."""
    await choose(pilot, entry)
    await fill_in(pilot, line=serial)


async def hand_over(pilot: Driver) -> None:
    """Hands the file on screen over to the mother, who signs on paper."""
    await choose(pilot, f"move:{Action.HAND_OVER}")
    fill_in_rows(pilot, RECEIVED)
    await press(pilot, "ctrl+s", "y")


def offers(pilot: Driver, entry: str) -> bool:
    """Whether the list on top has an entry."""
    lists = screen_of(pilot).query("#entries")
    return any(option.id == entry for one in lists.results(OptionList) for option in one.options)
