"""What keeps a kiosk from starting is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.alone import Alone
from kiosk.build import check, open_book
from kiosk.errors import PrinterNotUsable
from kiosk.officetime import OfficeTime
from queue_core.client.token import TokenMissing
from queue_core.foundation.settings import KioskSettings
from tests.kiosk.fakes import FakeKiosk


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
