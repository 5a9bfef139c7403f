"""A corner with a small made-up shelf, served on a free port, with a voice that can be told to fail."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, insert
from werkzeug.serving import make_server

from devices.errors import NoVoice
from devices.speech.sound import Sound, save
from reading_corner.app import create_app
from reading_corner.rules.shelf import Care
from reading_corner.service.covers import Covers
from reading_corner.service.reading_aloud import ReadingAloud
from reading_corner.store.shelf import Shelf
from reading_corner.store.tables import author, copy, title, topic
from reading_corner.store.words import keep_words

NOW = datetime(2026, 11, 29, 2, 0, tzinfo=UTC)
ADULT = ("Hantu di Lereng Wilis", "Pajak Penghasilan Lanjutan", "Rahasia Kebun Malam")
"""Names whose words must never reach a child; `Rahasia` and `Kebun` stand in children's titles, too."""
CHILDREN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Gajah Kecil Belajar Berenang", {"topic": "Fabel", "colour": "Merah", "ages": (4, 6), "pages": 24}),
    ("Kancil dan Dua Belas Buaya", {"topic": "Fabel", "colour": "Kuning", "ages": (4, 9), "pages": 32}),
    ("Rahasia Kebun Kelinci", {"topic": "Hewan", "colour": "Hijau", "ages": (0, 3), "pages": 16}),
    ("Dongeng Bawang Merah", {"ddc": "398.2", "colour": "Biru", "ages": (7, 9), "pages": 40}),
    ("Bulan di Atas Serayu", {"ddc": "523.3", "ages": (7, 12), "pages": 64}),
    ("Kereta Malam ke Kutoarjo", {"ddc": "625.1", "ages": (7, 9), "pages": 48}),
    ("Menanam Cabai di Halaman", {"ddc": "635", "ages": (10, 12), "pages": 80}),
    ("Gigi Raka Goyang", {"ddc": "617.6", "ages": (4, 6), "pages": 20}),
    ("Sepak Bola Kampung", {"ddc": "796.3", "ages": (10, 12), "pages": 96}),
    ("Lagu Dolanan", {"ddc": "781.6", "ages": (0, 6), "pages": 28}),
    ("Doa Sehari-hari", {"ddc": "297.3", "ages": (4, 9), "pages": 36}),
    ("Satu Dua Tiga Kupu-kupu", {"topic": "Berhitung", "ages": (0, 3), "pages": 12}),
    ("Jenderal dari Purbalingga", {"ddc": "923", "ages": (10, 12), "pages": 120}),
    ("Nenek Pulang Kampung", {"topic": "Keluarga", "ages": (4, 6), "pages": 24}),
    ("Petualangan Tiga Sekawan di Gua Jatijajar yang Gelap Sekali", {"ddc": "813", "ages": (13, 17)}),
)
SUMMARY = "Cerita pendek yang dibuat untuk percobaan. Semuanya berakhir baik."


class FakeVoice:
    """Renders a short sound, or fails when told to."""

    def __init__(self) -> None:
        self.fails = False
        self.spoken: list[tuple[str, str]] = []

    def render(self, text: str, language: str, target: Path) -> None:
        if self.fails:
            raise NoVoice("espeak-ng is not installed, or speaks nothing.")
        self.spoken.append((text, language))
        save(Sound(array("h", [1000, -1000] * 800), 16_000), target)


def put(shelf: Shelf, name: str, for_children: bool = True, **about: Any) -> int:  # noqa: ANN401
    """Puts a title with one copy on the shelf; its id."""
    return shelf.write(partial(_keep, name, for_children, about))


def _keep(name: str, for_children: bool, about: dict[str, Any], connection: Connection, now: datetime) -> int:
    ages, subject = about.get("ages", (None, None)), about.get("topic")
    row = {
        "key": f"made:{name}",
        "name": name,
        "for_children": for_children,
        "age_from": ages[0],
        "age_to": ages[1],
        "summary": about.get("summary", SUMMARY),
        "added_at": now,
        "changed_at": now,
        **{what: about.get(what) for what in ("colour", "ddc", "pages", "language", "cover")},
    }
    done = connection.execute(insert(title).values(row)).inserted_primary_key
    assert done is not None
    key: int = done[0]
    connection.execute(insert(author).values(title_id=key, position=0, name="Rara Wulansari"))
    if subject:
        connection.execute(insert(topic).values(title_id=key, position=0, name=subject))
    if about.get("copies", 1):
        values = {"title_id": key, "code": f"KT-{key}", "care": Care.IN_USE, "location": "Pendopo"}
        connection.execute(insert(copy).values(values))
    keep_words(connection, key, [name], ["Rara Wulansari"], [subject or ""])
    return key


@dataclass
class Corner:
    """The corner in one folder; `now` is the hour of its clock."""

    folder: Path
    idle_seconds: int = 60
    voice: FakeVoice = field(default_factory=FakeVoice)

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.folder / "corner.db", lambda: NOW)
        self.aloud = ReadingAloud(self.folder / "clips", self.voice)
        (self.folder / "covers").mkdir()
        self.app: Flask = create_app(
            self.shelf, Covers(self.folder / "covers"), self.aloud, self.idle_seconds
        )
        self.aloud.start()

    def fill(self) -> None:
        """The titles of this file, for children and for adults."""
        for name, about in CHILDREN:
            put(self.shelf, name, **about)
        for name in ADULT:
            put(self.shelf, name, for_children=False, topic="Fabel", ages=(4, 6), colour="Merah")

    @contextmanager
    def served(self) -> Iterator[str]:
        """The address of its pages on a free port of this machine."""
        server = make_server("127.0.0.1", 0, self.app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
