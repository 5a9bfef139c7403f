"""Which column of somebody's list tells what: recognised by its name, in Indonesian or English. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from queue_core.kia.rules.listing import ListField, plain
from queue_core.officer.cells import Cell

NAMES: Mapping[ListField, frozenset[str]] = {
    ListField.NAME: frozenset(
        {"nama", "namaanak", "namalengkap", "namalengkapanak", "name", "childname", "fullname"}
    ),
    ListField.NIK: frozenset({"nik", "nikanak", "nonik", "nomornik", "nomorindukkependudukan", "nationalid"}),
    ListField.BIRTH_DATE: frozenset(
        {
            "tanggallahir",
            "tgllahir",
            "tgllhr",
            "tanggallahiranak",
            "tgllahiranak",
            "ttl",
            "tempattanggallahir",
        }
        | {"tempattgllahir", "tmptgllahir", "birthdate", "dateofbirth", "dob"}
    ),
    ListField.MOTHER: frozenset(
        {"ibu", "namaibu", "ibukandung", "namaibukandung", "mother", "mothername", "mothersname"}
    ),
    ListField.VILLAGE: frozenset(
        {"desa", "kelurahan", "desakelurahan", "desakel", "keldesa", "namadesa", "kodedesa", "village"}
        | {"villagecode", "kelurahandesa"}
    ),
    ListField.PHONE: frozenset(
        {
            "telepon",
            "telp",
            "notelp",
            "notelepon",
            "nohp",
            "hp",
            "nomorhp",
            "nohpwa",
            "wa",
            "nowa",
            "whatsapp",
        }
        | {"phone", "phonenumber", "teleponkeluarga"}
    ),
    ListField.AT_SCHOOL: frozenset({"sekolah", "bersekolah", "statussekolah", "school", "atschool"}),
    ListField.HAS_CARD: frozenset(
        {"kia", "punyakia", "statuskia", "memilikikia", "kepemilikankia", "sudahkia", "hascard", "card"}
    ),
}
NEEDED = (ListField.NAME, ListField.BIRTH_DATE, ListField.VILLAGE)
HEADER_WITHIN = 20
"""Titles may stand above the names of the columns; so many rows are looked at."""


@dataclass(frozen=True)
class Columns:
    """Which column tells what, by its place from the left; the village may be one for the whole file."""

    places: Mapping[ListField, int] = field(default_factory=dict)
    village: str | None = None

    @property
    def missing(self) -> tuple[ListField, ...]:
        """What is needed and not there."""
        there = {*self.places, *([ListField.VILLAGE] if self.village else [])}
        return tuple(one for one in NEEDED if one not in there)

    def told_by(self, one: ListField, place: int | None) -> Columns:
        """The same with another column, or none, for a field."""
        others = {key: at for key, at in self.places.items() if key is not one and at != place}
        village = None if one is ListField.VILLAGE else self.village
        return Columns(others if place is None else {**others, one: place}, village)

    def all_of(self, village: str) -> Columns:
        """The same, every child of one village."""
        return Columns({key: at for key, at in self.places.items() if key is not ListField.VILLAGE}, village)


def recognised(header: Sequence[Cell]) -> Columns:
    """The columns whose names are known; the first one of a name counts."""
    places: dict[ListField, int] = {}
    for place, cell in enumerate(header):
        written = plain(str(cell or ""))
        for one, names in NAMES.items():
            if written in names and one not in places:
                places[one] = place
    return Columns(places)


def header_at(rows: Sequence[Sequence[Cell]]) -> int:
    """The place of the row that names the columns: the one with the most names that are known."""
    first = rows[:HEADER_WITHIN]
    return max(range(len(first)), key=lambda at: len(recognised(first[at]).places), default=0)
