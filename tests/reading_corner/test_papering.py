"""'kerak corner label', 'cards' and 'sheets': where the paper goes, and what is said of it."""

from __future__ import annotations

import resource
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from queue_core.client.problems import CoreUnreachable
from queue_core.foundation.profile import read_profile
from queue_core.printing.rules import SheetKind, SheetState
from queue_core.printing.wire import SheetsHead, SheetsList
from queue_core.tickets.wire.office import OfficeView
from reading_corner.errors import NoCardsLeft, NowhereToPrint, UnknownCopy
from reading_corner.papering import Outlet, make_cards, stick, tell_sheets
from reading_corner.rules.readers import card_code
from reading_corner.service.cards import give_cards
from reading_corner.store.shelf import Shelf
from reading_corner.wire.catalogue import TitleRecord
from tests.reading_corner.cataloguing import save, shelf_in

pytestmark = pytest.mark.database
THEN = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
PROFILE = read_profile("kembaran")


@dataclass
class FakeOffice:
    """Takes sheets as the core does, unless it is away."""

    away: bool = False
    state: SheetState = SheetState.WAITING
    papers: list[tuple[SheetKind, bytes]] = field(default_factory=list)
    again: list[int] = field(default_factory=list)

    def office(self) -> OfficeView:
        if self.away:
            raise CoreUnreachable
        return OfficeView(profile=PROFILE, demonstration=False)

    def order_sheets(self, kind: SheetKind, pdf: bytes) -> SheetsHead:
        self.papers.append((kind, pdf))
        return self.sheets().orders[-1]

    def sheets(self) -> SheetsList:
        return SheetsList(
            orders=tuple(
                SheetsHead(
                    id=at, kind=kind, state=self.state, ordered_at=THEN, ordered_by="", changed_at=THEN
                )
                for at, (kind, _) in enumerate(self.papers, 1)
            )
        )

    def print_sheets_again(self, order_id: int) -> SheetsHead:
        self.again.append(order_id)
        return self.sheets().orders[order_id - 1]


@dataclass
class Desk:
    """A keeper at the corner's machine."""

    folder: Path
    office: FakeOffice = field(default_factory=FakeOffice)
    said: list[str] = field(default_factory=list)

    def outlet(self, name: str = "", *, prints: bool = False) -> Outlet:
        file = self.folder / name if name else None
        return Outlet(file, prints, lambda: self.office, self.said.append)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = shelf_in(tmp_path)
    save(shelf, TitleRecord(key="1", name="Si Kancil"))
    return shelf


def test_labels_go_into_a_file_that_was_not_there(shelf: Shelf, desk: Desk) -> None:
    stick(shelf, desk.outlet("labels.pdf"), ())
    assert desk.said == [
        f"Written: {desk.folder / 'labels.pdf'}",
        "1 labels, 1 of them of books that had no code.",
    ]
    with pytest.raises(FileExistsError):
        stick(shelf, desk.outlet("labels.pdf"), ())


def test_a_label_of_a_code_that_no_book_has_is_refused(shelf: Shelf, desk: Desk) -> None:
    with pytest.raises(UnknownCopy, match="X-9"):
        stick(shelf, desk.outlet("labels.pdf"), ("X-9",))
    assert not (desk.folder / "labels.pdf").exists()


def test_labels_are_handed_to_the_print_station_without_a_file(shelf: Shelf, desk: Desk) -> None:
    stick(shelf, desk.outlet(prints=True), ())
    ((kind, pdf),) = desk.office.papers
    assert (kind, pdf[:5]) == (SheetKind.LABELS, b"%PDF-")
    assert desk.said[0].startswith("Handed to the print station as order 1")


def test_cards_go_both_ways_and_are_the_same(shelf: Shelf, desk: Desk) -> None:
    make_cards(shelf, desk.outlet("cards.pdf", prints=True), 11)
    assert desk.office.papers == [(SheetKind.CARDS, (desk.folder / "cards.pdf").read_bytes())]
    document = pypdfium2.PdfDocument(desk.folder / "cards.pdf")
    assert len(document) == 2
    assert PROFILE.office.name in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize("name", ["", "cards.pdf"])
def test_while_the_core_is_away_no_number_of_a_card_is_given(shelf: Shelf, desk: Desk, name: str) -> None:
    desk.office.away = True
    with pytest.raises(CoreUnreachable):
        make_cards(shelf, desk.outlet(name, prints=True), 1)
    assert give_cards(shelf, 1) == (card_code(1),)


def test_a_file_that_is_there_costs_no_number_of_a_card(shelf: Shelf, desk: Desk) -> None:
    (desk.folder / "cards.pdf").touch()
    with pytest.raises(FileExistsError):
        make_cards(shelf, desk.outlet("cards.pdf"), 1)
    assert give_cards(shelf, 1) == (card_code(1),)


@pytest.mark.parametrize("fault", [NoCardsLeft, KeyboardInterrupt])
@pytest.mark.parametrize("gone", [False, True])
def test_paper_that_could_not_be_made_leaves_its_place_empty(
    desk: Desk, fault: type[BaseException], gone: bool
) -> None:
    def make() -> bytes:
        if gone:
            (desk.folder / "cards.pdf").unlink()
        raise fault

    with pytest.raises(fault):
        desk.outlet("cards.pdf").put(SheetKind.CARDS, make)
    assert not list(desk.folder.iterdir())
    assert not desk.said


def test_paper_that_the_disk_does_not_take_leaves_its_place_empty(desk: Desk) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            desk.outlet("cards.pdf").put(SheetKind.CARDS, lambda: b"%PDF-")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not list(desk.folder.iterdir())


def test_paper_without_a_place_to_go_is_refused(desk: Desk) -> None:
    with pytest.raises(NowhereToPrint):
        desk.outlet()


def test_what_became_of_sheets_is_told_and_they_are_printed_again(shelf: Shelf, desk: Desk) -> None:
    stick(shelf, desk.outlet(prints=True), ())
    tell_sheets(desk.office, 1, desk.said.append)
    assert desk.office.again == [1]
    assert desk.said[-2].split()[0::3] == ["1", "labels"]


@pytest.mark.parametrize("state", SheetState)
def test_only_of_sheets_that_wait_it_is_told_what_they_wait_for(
    shelf: Shelf, desk: Desk, state: SheetState
) -> None:
    stick(shelf, desk.outlet(prints=True), ())
    desk.office.state = state
    tell_sheets(desk.office, None, desk.said.append)
    assert ("sheet_printer" in desk.said[-1]) == (state is SheetState.WAITING)
