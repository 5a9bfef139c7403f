"""What travels about sheets: an order's head, and never what stands on them."""

from __future__ import annotations

from datetime import datetime

from queue_core.foundation.toml_model import Frozen
from queue_core.printing.rules import SheetKind, SheetOutcome, SheetState

LARGEST_SHEETS = 4_000_000
"""Bytes of a PDF: some hundred sheets of labels."""


class NewSheets(Frozen):
    """What the sheets in the body are."""

    kind: SheetKind


class SheetsHead(Frozen):
    """One order."""

    id: int
    kind: SheetKind
    state: SheetState
    station: str | None = None
    """Which station has or had it."""
    ordered_at: datetime
    ordered_by: str
    changed_at: datetime


class SheetsList(Frozen):
    """Orders, the oldest first."""

    orders: tuple[SheetsHead, ...]


class ToldSheets(Frozen):
    """What became of an order."""

    outcome: SheetOutcome
