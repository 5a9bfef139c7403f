"""The print station on the core's own application and a virtual printer of paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.sheets.virtual import VirtualSheetPrinter
from queue_core.access.rules import Role
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.foundation.settings import PrintStationSettings
from queue_core.print_station.build import build
from queue_core.print_station.errors import SheetPrinterNotUsable
from queue_core.print_station.sheets import SheetStation
from queue_core.printing.wire import SheetsHead, SheetsList, ToldSheets
from tests.core.http_office import Api, build_api, slug
from tests.core.office import open_office

SHEETS = "/api/v1/sheets"
PDF = b"%PDF-1.7\nlabels\n%%EOF\n"


@dataclass
class Core:
    """What a station asks, answered by the application; `away` names the call that it does not hear."""

    api: Api
    away: str = ""
    unanswered: str = ""
    """The call that it does hear, and whose answer is lost."""
    other_takes: bool = False
    """Another station takes each order a moment before."""

    def sheets(self) -> SheetsList:
        return SheetsList.model_validate_json(self._ask("GET", ""))

    def take_sheets(self, order_id: int) -> SheetsHead:
        if self.other_takes:
            self._ask("POST", f"/{order_id}/take")
        return SheetsHead.model_validate_json(self._ask("POST", f"/{order_id}/take"))

    def sheets_paper(self, order_id: int) -> bytes:
        return self._ask("GET", f"/{order_id}/paper")

    def tell_sheets(self, order_id: int, told: ToldSheets) -> SheetsHead:
        answer = self._ask("POST", f"/{order_id}/outcome", told.model_dump(mode="json"))
        return SheetsHead.model_validate_json(answer)

    def _ask(self, method: str, path: str, body: object = None) -> bytes:
        if self.away and path.endswith(self.away):
            raise CoreUnreachable
        answer = self.api.send(method, SHEETS + path, Role.PRINT_STATION, json=body)
        if self.unanswered and path.endswith(self.unanswered):
            raise CoreUnreachable
        if answer.status_code >= 400:
            raise Refused(slug(answer), "", "", answer.status_code)
        return bytes(answer.data)

    def order(self) -> None:
        """The corner orders sheets."""
        sent = self.api.send("POST", f"{SHEETS}?kind=labels", Role.READING_CORNER, data=PDF)
        assert sent.status_code == 201

    def states(self) -> list[str]:
        """How far the orders are, as the corner is told."""
        orders = self.api.send("GET", SHEETS, Role.READING_CORNER).get_json()["orders"]
        return [one["state"] for one in orders]


@dataclass
class Place:
    """A station and its printer's tray; `start` as after a restart of the program."""

    core: Core
    tray: Path

    def start(self) -> SheetStation:
        return SheetStation(self.core, VirtualSheetPrinter(self.tray), lambda _: None)

    def fault(self, word: str) -> None:
        self.tray.mkdir(exist_ok=True)
        (self.tray / "fault.txt").write_text(word)

    def papers(self) -> list[bytes]:
        return [paper.read_bytes() for paper in sorted(self.tray.glob("*.pdf"))]


@pytest.fixture
def place(staffed: Path, tmp_path: Path) -> Iterator[Place]:
    with open_office(staffed, tmp_path) as office:
        yield Place(Core(build_api(office)), tmp_path / "tray")


def test_what_was_ordered_comes_out_once_and_is_told(place: Place) -> None:
    place.core.order()
    place.core.order()
    station = place.start()
    station.step()
    station.step()
    assert (place.papers(), place.core.states()) == ([PDF, PDF], ["printed", "printed"])


@pytest.mark.parametrize(("word", "state", "papers"), [("refuse", "failed", 0), ("vanish", "unknown", 1)])
def test_what_a_printer_does_is_told_as_far_as_it_is_known(
    place: Place, word: str, state: str, papers: int
) -> None:
    place.core.order()
    place.fault(word)
    place.start().step()
    assert (place.core.states(), len(place.papers())) == ([state], papers)


def test_sheets_wait_for_a_printer_that_is_away(place: Place) -> None:
    place.core.order()
    place.fault("offline")
    station = place.start()
    station.step()
    assert place.core.states() == ["waiting"]
    place.fault("")
    station.step()
    assert place.core.states() == ["printed"]


@pytest.mark.parametrize(("away", "state"), [("paper", "failed"), ("outcome", "printed")])
def test_a_core_that_goes_away_meanwhile_hears_of_it_when_it_is_back(
    place: Place, away: str, state: str
) -> None:
    place.core.order()
    station = place.start()
    place.core.away = away
    with pytest.raises(CoreUnreachable):
        station.step()
    place.core.away = ""
    station.step()
    assert place.core.states() == [state]


@pytest.mark.parametrize(
    ("unanswered", "state", "papers"), [("take", "failed", 0), ("outcome", "printed", 1)]
)
def test_an_answer_that_is_lost_makes_nothing_of_the_sheets_doubtful(
    place: Place, unanswered: str, state: str, papers: int
) -> None:
    place.core.order()
    station = place.start()
    place.core.unanswered = unanswered
    with pytest.raises(CoreUnreachable):
        station.step()
    place.core.unanswered = ""
    station.step()
    assert (place.core.states(), len(place.papers())) == ([state], papers)


def test_what_a_killed_station_had_is_unknown(place: Place) -> None:
    place.core.order()
    place.core.away = "outcome"
    with pytest.raises(CoreUnreachable):
        place.start().step()
    place.core.away = ""
    place.start().step()
    assert (place.core.states(), len(place.papers())) == (["unknown"], 1)


def test_sheets_that_another_station_got_are_let_be(place: Place) -> None:
    place.core.order()
    place.core.other_takes = True
    place.start().step()
    assert place.papers() == []


def test_a_station_does_not_start_with_a_printer_of_paper_that_no_driver_opens(tmp_path: Path) -> None:
    token = tmp_path / "station.token"
    token.write_text("made-up")
    settings = PrintStationSettings(token_file=token, printer=f"virtual:{tmp_path}", sheet_printer="usb:1")
    with pytest.raises(SheetPrinterNotUsable, match=r"Correct print_station\.sheet_printer"):
        build(settings)
