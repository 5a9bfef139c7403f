"""What keeps a kiosk from starting is told in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.build import check
from kiosk.errors import PrinterNotUsable
from queue_core.client.token import TokenMissing
from queue_core.foundation.settings import KioskSettings


def test_a_kiosk_without_a_token_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(TokenMissing):
        check(KioskSettings(token_file=tmp_path / "none", printer=f"virtual:{tmp_path}"))


def test_an_unknown_printer_is_refused_before_the_kiosk_starts(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("secret")
    settings = KioskSettings(token_file=tmp_path / "token", printer="telepathy:here")
    with pytest.raises(PrinterNotUsable, match="telepathy"):
        check(settings)
