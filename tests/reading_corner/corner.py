"""A corner with a small made-up shelf, served on a free port, with a voice that can be told to fail."""

from __future__ import annotations

import os
import threading
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, func, insert, select, update
from werkzeug.serving import make_server

from devices.errors import NoVoice
from devices.speech.sound import Sound, save
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.foundation.profile import Village
from queue_core.kia.wire.proposals import ProposalTaken, ProposedChild, Withdrawal, Withdrawn
from queue_core.tickets.wire.corner import ShownBook
from reading_corner.app import create_app
from reading_corner.book_of_the_day import BookOfDays
from reading_corner.routes.lending import LendingDesk
from reading_corner.routes.proposing import ProposingDesk
from reading_corner.rules.calling import NOTHING_KNOWN, NumberNow
from reading_corner.rules.lending import LendingRules
from reading_corner.rules.shelf import Care, ReaderKind, Where
from reading_corner.service.browsing import Browsing
from reading_corner.service.covers import Covers
from reading_corner.service.digital import Digital
from reading_corner.service.finding import Finding
from reading_corner.service.keepers import Keepers
from reading_corner.service.keeping import Keeping
from reading_corner.service.lending import Lending
from reading_corner.service.looks import read_looks
from reading_corner.service.readers import Office, Readers
from reading_corner.service.reading_aloud import ReadingAloud
from reading_corner.service.stocktaking import StockTaking
from reading_corner.service.wishing import Wishing
from reading_corner.store.shelf import Shelf
from reading_corner.store.tables import author, copy, loan, reader, title, topic
from reading_corner.store.words import keep_words
from tests.reading_corner.accounts import FakeAccounts
from tests.reading_corner.lending_desk import KEY, PAGE, PAGE_NUMBER, WIB, weekend
from tests.reading_corner.made_files import make_epub, photo
from tests.reading_corner.new_shelf import shelf_at

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


KEY_TOLD = "0123456789abcdef0123"


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


def _fill(connection: Connection, now: datetime) -> None:
    """In one transaction: each waits for the disk."""
    for name, about in CHILDREN:
        _keep(name, True, about, connection, now)
    for name in ADULT:
        _keep(name, False, {"topic": "Fabel", "ages": (4, 6), "colour": "Merah"}, connection, now)


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


def _lend(title_id: int, connection: Connection, now: datetime) -> None:
    token = {"kind": ReaderKind.TICKET, "token": f"2026-11-29 A{title_id:03d}", "child": True, "made_at": now}
    reader_id = connection.execute(insert(reader).values(token)).inserted_primary_key
    copy_id = connection.scalar(select(copy.c.id).where(copy.c.title_id == title_id))
    assert reader_id is not None
    values = {"copy_id": copy_id, "reader_id": reader_id[0], "child": True, "where": Where.HERE}
    connection.execute(insert(loan).values(values | {"lent_at": now}))


DIGITAL = {
    "hujan": 'file = "hujan.epub"',
    "benih": 'file = "benih.pdf"',
    "awan": 'link = "https://buku.kembaran.example/awan"',
}
VILLAGES = (Village(code="33.02.20.2001", name="Ledug"), Village(code="33.02.20.2002", name="Pliken"))


class FakeOffice:
    """Takes proposals as the core does, unless it does not hear, refuses them, or its answer is lost."""

    def __init__(self) -> None:
        self.hears = True
        self.is_heard = True
        self.refuses: Refused | None = None
        self.proposed: dict[str, ProposedChild] = {}

    def propose_child(self, new: ProposedChild, request_id: str) -> ProposalTaken:
        self._reach()
        if self.proposed.setdefault(request_id, new) != new:
            raise Refused("request-id-reused", "The request id was used before", "", 409)
        if not self.is_heard:
            raise CoreUnreachable
        return ProposalTaken(key=KEY_TOLD, taken_at=NOW, kept_until=NOW)

    def withdraw_proposal(self, wish: Withdrawal) -> Withdrawn:
        self._reach()
        assert wish.key == KEY_TOLD
        self.proposed.clear()
        return Withdrawn()

    def _reach(self) -> None:
        if not self.hears:
            raise CoreUnreachable
        if self.refuses is not None:
            raise self.refuses


@dataclass
class Corner:
    """The corner in one folder; `numbers` is how numbers stand in the hall."""

    folder: Path
    idle_seconds: int = 60
    voice: FakeVoice = field(default_factory=FakeVoice)
    numbers: dict[str, NumberNow] = field(default_factory=dict)
    office: FakeOffice = field(default_factory=FakeOffice)
    accounts: FakeAccounts = field(default_factory=FakeAccounts)
    seconds: float = 0.0
    """What the clock of the sessions says."""

    def __post_init__(self) -> None:
        self.shelf = shelf_at(self.folder / "corner.db", lambda: NOW)
        self.aloud = ReadingAloud(self.folder / "clips", self.voice)
        (self.folder / "covers").mkdir(parents=True)
        covers, digital = Covers(self.folder / "covers"), Digital(self.folder / "digital")
        keepers = Keepers(self.accounts, lambda: self.seconds)
        proposing = self.proposing()
        self.app: Flask = create_app(
            self.shelf, covers, digital, self.aloud, self._desk(), proposing, keepers, self.idle_seconds
        )
        self.aloud.start()

    @property
    def keeping(self) -> Keeping:
        """The catalogue as its keepers have it."""
        return Keeping(self.shelf, Finding(self.shelf))

    @property
    def stocktaking(self) -> StockTaking:
        """What was seen of the shelf."""
        return StockTaking(self.shelf)

    def proposing(self) -> ProposingDesk:
        """The office's door for proposals."""
        return ProposingDesk(self.office, lambda: VILLAGES if self.office.hears else (), lambda: NOW)

    def _desk(self) -> LendingDesk:
        office = Office(lambda: WIB, weekend, {PAGE: PAGE_NUMBER}.get, lambda _number: True)
        lending = Lending(self.shelf, Readers(KEY, office, self.shelf), LendingRules())
        return LendingDesk(
            lending,
            Wishing(lending),
            self.stocktaking,
            lambda number: self.numbers.get(number, NOTHING_KNOWN),
        )

    def book_of_the_day(self, day: date) -> ShownBook:
        """What the corner tells the core on a day."""
        return self.book_of_days(lambda: day).shown()

    def book_of_days(self, today: Callable[[], date]) -> BookOfDays:
        """What looks it up, as long as the corner runs."""
        browsing, covers = Browsing(self.shelf, read_looks()), Covers(self.folder / "covers")
        return BookOfDays(self.app, browsing, covers, today)

    def fill(self) -> None:
        """The titles of this file, for children and for adults."""
        self.shelf.write(_fill)

    def lend(self, title_id: int) -> None:
        """Somebody takes the copy of this title to read it here."""
        self.shelf.write(partial(_lend, title_id))

    def label(self, title_id: int, code: str) -> None:
        """The copy of this title bears another code."""
        self.shelf.write(
            lambda c, _: c.execute(update(copy).where(copy.c.title_id == title_id).values(code=code))
        )

    def open_loans(self) -> int:
        """So many books are out."""
        query = select(func.count()).select_from(loan).where(loan.c.ended_at.is_(None))
        return self.shelf.read(lambda connection: connection.scalar(query) or 0)

    def only_for_adults(self, title_id: int) -> None:
        """The office takes the mark for children from a title, and nothing else."""
        self.shelf.write(
            lambda c, _: c.execute(update(title).where(title.c.id == title_id).values(for_children=False))
        )

    def photo(self, name: str) -> str:
        """A cover as a camera makes it, in the folder; its name."""
        (self.folder / "covers" / name).write_bytes(photo())
        return name

    def put_files(self, *, adults: bool = True) -> None:
        """An EPUB, a PDF and a link for children, and one of each for adults; listed at the same instant."""
        folder = self.folder / "digital"
        folder.mkdir()
        make_epub(folder / "hujan.epub")
        (folder / "benih.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
        rows = []
        for prefix, mark in (("", "true"), ("adult-", "false"))[: 1 + adults]:
            for key, leads in DIGITAL.items():
                name = f"{prefix}{key}".replace("-", " ").title()
                rows.append(
                    f'[[titles]]\nkey = "{prefix}{key}"\nname = "{name}"\nrights = "CC BY 4.0"\n'
                    f'authors = ["Rara Wulansari"]\n{leads}\nfor_children = {mark}\n'
                )
        (folder / "titles.toml").write_text("\n".join(rows))
        os.utime(folder / "titles.toml", (NOW.timestamp(), NOW.timestamp()))

    @contextmanager
    def served(self, port: int = 0) -> Iterator[str]:
        """The address of its pages on this machine, on a free port if none is named."""
        server = make_server("127.0.0.1", port, self.app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
