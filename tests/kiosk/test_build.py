"""What keeps a kiosk from starting is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.alone import Alone
from kiosk.book import Book
from kiosk.build import check, open_book
from kiosk.errors import PrinterNotUsable
from kiosk.officetime import OfficeTime
from kiosk.settling import Settling
from queue_core.client.token import TokenMissing
from queue_core.foundation.settings import KioskSettings
from queue_core.tickets.wire.offline import OfflineLetter
from queue_core.tickets.wire.tickets import NewTicket
from tests.kiosk.fakes import MORNING, FakeKiosk


def test_a_kiosk_without_a_token_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(TokenMissing):
        check(KioskSettings(token_file=tmp_path / "none", printer=f"virtual:{tmp_path}"))


def test_an_unknown_printer_is_refused_before_the_kiosk_starts(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("secret")
    settings = KioskSettings(token_file=tmp_path / "token", printer="telepathy:here")
    with pytest.raises(PrinterNotUsable, match="telepathy"):
        check(settings)


def test_a_kiosk_whose_disk_takes_no_book_gives_no_number_by_itself_and_says_so(
    tmp_path: Path, kiosk: FakeKiosk
) -> None:
    (tmp_path / "kiosk.book").mkdir()
    book = open_book(tmp_path / "kiosk.book")
    alone = Alone(book, OfficeTime(book))
    alone.learn_office(kiosk.core.office())
    health = alone.health()
    assert health is not None
    assert (alone.is_ready, health.kept, health.letter) == (False, False, None)


def test_a_disk_that_takes_the_book_again_brings_back_what_the_kiosk_owes(tmp_path: Path) -> None:
    path, begun = tmp_path / "kiosk.book", list[str]()
    owed = Book(path)
    owed.take_letter(OfflineLetter(letter="K", last=0, day=MORNING.date(), at=MORNING), 999)
    owed.give(NewTicket(service="kia"), "visit-1", "0" * 20, MORNING, 999)
    path.rename(tmp_path / "away")
    path.mkdir()
    book = open_book(path)
    book.keep("office", "as told")
    settling = Settling(book, path, lambda: begun.append("entering"))
    assert not settling.step()
    path.rmdir()
    (tmp_path / "away").rename(path)
    assert settling.step()
    assert (begun, book.is_durable, book.id) == (["entering"], True, owed.id)
    assert [one.number for one in book.waiting()] == ["K001"]
    assert book.kept("office") == "as told"
