"""The print station on a book and a virtual printer: every card once, nothing said that is not known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from devices.cards.drivers.virtual import VirtualCardPrinter
from devices.cards.layout import default_layout
from devices.cards.port import JobId, JobState, JobView
from devices.errors import QrTooDense
from queue_core.client.card_face import values_of
from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.foundation.messages import load_catalogues
from queue_core.kia.rules.orders import OrderState, Outcome, PrinterProblem
from queue_core.kia.wire.orders import CardFace
from queue_core.print_station.loop import Loop
from queue_core.print_station.state import Stage, left_behind
from tests.print_station.fakes import WHITE, FakeCore, Place, face_of, white


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_what_is_loaded_is_printed_in_the_order_of_loading(place: Place) -> None:
    place.core.load(7, 8)
    station = place.start()
    assert [station.step(), station.step()] == [0, 0]
    assert station.step() > 0
    assert place.core.told == ["7 printed", "8 printed"]
    assert place.cards() == ["7", "8"]


@pytest.mark.parametrize("word", ["no_blank", "cover_open", "jam", "no_ribbon", "offline"])
def test_what_keeps_the_printer_is_told_once_and_printing_goes_on_when_it_is_mended(
    place: Place, word: str
) -> None:
    place.core.load(7)
    station = place.start()
    place.fault(word)
    for _ in range(3):
        station.step()
    assert place.core.told == [f"7 {word}"]
    place.fault("")
    station.step()
    assert place.core.told == [f"7 {word}", "7 printed"]


def test_a_refusal_is_told_in_the_log_once_until_it_is_over(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    loop = Loop(place.start())
    for refused in (True, True, False, True):
        place.core.other_prints = refused
        loop._pause()
    assert caplog.text.count("the core refuses this station: other-station-prints") == 2


def test_a_printer_that_gives_a_card_up_leaves_it_loaded(place: Place) -> None:
    place.core.load(7)
    station = place.start()
    place.fault("refuse")
    assert station.step() > 0
    assert place.core.state(7) is OrderState.LOADED
    place.fault("")
    station.step()
    assert place.cards() == ["7"]


@pytest.mark.parametrize(("word", "cards"), [("vanish", ["7"]), ("swallow", [])])
def test_a_printer_that_vanishes_with_the_card_leaves_it_to_a_person(
    place: Place, word: str, cards: list[str]
) -> None:
    place.core.load(7)
    station = place.start()
    place.fault(word)
    station.step()
    place.fault("")
    station.step()
    assert place.core.state(7) is OrderState.UNKNOWN
    assert place.cards() == cards


def test_a_card_that_cannot_be_drawn_waits_for_a_person_and_the_others_go_on(place: Place) -> None:
    def draw(face: CardFace) -> Sequence[Image.Image]:
        if face.order_id == 7:
            raise QrTooDense
        return white(face)

    place.draw = draw
    place.core.load(7, 8)
    station = place.start()
    for _ in range(3):
        station.step()
    assert place.core.orders[7].problem is PrinterProblem.NO_FACE
    assert place.cards() == ["8"]


def test_while_the_core_is_away_nothing_is_printed_and_what_was_is_told_later(place: Place) -> None:
    place.core.load(7, 8)
    station = place.start()
    place.core.away = True
    with pytest.raises(CoreUnreachable):
        station.step()
    place.core.away = False
    station.step()
    station.step()
    assert place.cards() == ["7", "8"]


def test_a_core_that_goes_away_under_a_card_hears_of_it_when_it_is_back(place: Place) -> None:
    place.core.load(7)
    place.draw = lambda _: going_away(place.core)
    station = place.start()
    with pytest.raises(CoreUnreachable):
        station.step()
    assert place.cards() == ["7"]
    place.core.away = False
    station.step()
    assert place.core.told == ["7 printed"]


def unreadable(job: JobId) -> JobView:
    raise KeyError(job)


def going_away(core: FakeCore) -> Sequence[Image.Image]:
    core.away = True
    return WHITE


def test_an_outcome_that_the_core_cannot_take_now_is_told_again(place: Place) -> None:
    place.core.load(7)
    station = place.start()
    place.core.busy = True
    with pytest.raises(Refused):
        station.step()
    place.core.busy = False
    station.step()
    assert place.core.told == ["7 printed"]
    assert place.cards() == ["7"]


def test_a_printer_whose_answer_cannot_be_read_is_cleared_before_anything_is_said(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.core.load(7)
    station = place.start()
    place.fault("")
    with monkeypatch.context() as patch:
        patch.setattr(place.printer, "look", unreadable)
        with pytest.raises(KeyError):
            station.step()
    station.recover()
    station.step()
    assert place.core.state(7) is OrderState.UNKNOWN


def test_an_order_that_another_station_got_is_let_be(place: Place) -> None:
    place.core.load(7)
    place.core.given_away.add(7)
    assert place.start().step() > 0
    assert place.cards() == []
    assert place.spool.unreported() == []


def test_a_second_station_lets_the_cards_be_that_another_has_in_the_same_queue(place: Place) -> None:
    place.fault("no_blank")
    first = VirtualCardPrinter(place.folder / "cards")
    job = first.send("order-7-1", WHITE)
    place.core.other_prints = True
    with pytest.raises(Refused, match="print-1"):
        place.start().step()
    place.fault("")
    assert first.look(job).state is JobState.done
    assert place.cards() == ["7"]


def test_nothing_is_said_of_a_card_that_is_not_known() -> None:
    assert left_behind(Stage.TAKING).outcome is Outcome.FAILED
    assert {left_behind(stage).outcome for stage in (Stage.SENDING, Stage.SENT)} == {Outcome.UNKNOWN}


def test_the_book_holds_nothing_of_a_child(place: Place) -> None:
    place.core.load(7)
    place.start().step()
    face = face_of(7)
    kept = b"".join(path.read_bytes() for path in place.folder.glob("station.spool*"))
    assert b"printed" in kept
    assert not any(value.encode() in kept for value in (face.nik, face.name, face.family_card))


def test_what_stands_on_a_card_has_every_name_that_the_layout_knows() -> None:
    values = values_of(face_of(7), load_catalogues("queue_core.client")["id"])
    assert default_layout().names <= values.keys()
    assert values["birth"] == "Banyumas, 17-08-2015"
    assert values["sex"] == "PEREMPUAN"
