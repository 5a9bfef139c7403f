"""The commands that make paper: labels and reader's cards, into a file, to the print station, or both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from queue_core.client.api import CoreApi
from queue_core.client.token import read_token
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.settings import ReadingCornerSettings
from queue_core.printing.rules import SheetKind, SheetState
from queue_core.printing.wire import SheetsHead, SheetsList
from queue_core.tickets.wire.office import OfficeView
from reading_corner.errors import NowhereToPrint, UnknownCopy
from reading_corner.papers.cards import CardWords, sheets_of_cards
from reading_corner.papers.labels import sheets_of
from reading_corner.service.cards import give_cards
from reading_corner.service.labelling import give_codes, labels_of
from reading_corner.store.shelf import Shelf

LANGUAGE = "id"
"""That of the cards."""
WAITING = (
    "Sheets wait until the print station runs and the printer is ready that it has as sheet_printer. "
    "'kerak doctor' on that machine looks at the printer."
)
Say = Callable[[str], None]


class Office(Protocol):
    """The part of the core's API that these commands use."""

    def office(self) -> OfficeView:
        """What everybody may know of the office."""

    def order_sheets(self, kind: SheetKind, pdf: bytes) -> SheetsHead:
        """Has a PDF printed on paper."""

    def sheets(self) -> SheetsList:
        """What was ordered, and how far it is."""

    def print_sheets_again(self, order_id: int) -> SheetsHead:
        """Has sheets printed once more."""


@dataclass(frozen=True)
class Outlet:
    """Where paper goes: into a new file, to the print station, or both."""

    file: Path | None
    prints: bool
    core: Callable[[], Office]
    """Asked for when it is needed: labels into a file need no token."""
    say: Say

    def __post_init__(self) -> None:
        """Raises NowhereToPrint."""
        if self.file is None and not self.prints:
            raise NowhereToPrint("Neither a file nor --print.")

    def put(self, kind: SheetKind, make: Callable[[], bytes]) -> None:
        """Makes the paper once its file is there. Raises FileExistsError, CoreUnreachable or Refused."""
        pdf = make() if self.file is None else self._write(self.file, make)
        if self.prints:
            order = self.core().order_sheets(kind, pdf)
            self.say(f"Handed to the print station as order {order.id}; 'kerak corner sheets' tells of it.")

    def _write(self, path: Path, make: Callable[[], bytes]) -> bytes:
        """Makes the paper in its place, which is empty again where that did not end well."""
        file = path.open("xb")
        try:
            with file:
                pdf = make()
                file.write(pdf)
        except BaseException:  # a person who breaks it off wants to give the command again, too
            with suppress(OSError):
                path.unlink()
            raise
        self.say(f"Written: {path}")
        return pdf


def core_of(settings: ReadingCornerSettings) -> CoreApi:
    """The core, as this corner speaks with it. Raises TokenMissing."""
    return CoreApi(settings.core, read_token(settings.token_file))


def stick(shelf: Shelf, outlet: Outlet, codes: Sequence[str]) -> None:
    """Gives codes to the books that have none, and makes labels. Raises UnknownCopy, and as `Outlet.put`."""
    given = 0 if codes else give_codes(shelf)
    labels = labels_of(shelf, frozenset(codes))
    if missing := sorted(set(codes) - {label.code for label in labels}):
        raise UnknownCopy(f"No book has the code {', '.join(missing)}.")
    outlet.put(SheetKind.LABELS, lambda: sheets_of(labels))
    outlet.say(f"{len(labels)} labels, {given} of them of books that had no code.")


def make_cards(shelf: Shelf, outlet: Outlet, number: int) -> None:
    """Makes so many new reader's cards. Raises NoCardsLeft, and as `Outlet.put`.

    The core tells the office's name first: while it is away no number is given.
    """
    sentences = load_catalogues("reading_corner")[LANGUAGE]
    office = outlet.core().office().profile.office.name
    words = CardWords(office, sentences.say("cards.title"), sentences.say("cards.name"))
    outlet.put(SheetKind.CARDS, lambda: sheets_of_cards(give_cards(shelf, number), words))
    outlet.say(f"{number} new reader's cards. Who gets which is written nowhere but on the card, by hand.")


def tell_sheets(office: Office, again: int | None, say: Say) -> None:
    """Tells what became of the sheets of the last week, or has some printed once more."""
    if again is not None:
        office.print_sheets_again(again)
    orders = office.sheets().orders
    for order in orders:
        say(f"{order.id}  {order.ordered_at.astimezone():%Y-%m-%d %H:%M}  {order.kind}  {order.state}")
    if any(order.state is SheetState.WAITING for order in orders):
        say(WAITING)
