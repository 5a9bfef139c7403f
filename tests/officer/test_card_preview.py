"""The preview of a card at the console: what the card will say, masked, and nothing that passes for one."""

from __future__ import annotations

import io
from datetime import date

import pytest
from PIL import Image

from queue_core.client.state import Link
from queue_core.kia.rules.age import CardKind
from queue_core.kia.rules.life import FileState
from queue_core.kia.wire.files import FileView
from queue_core.kia.wire.pictures import PhotoView
from queue_core.officer.card_preview import preview_of
from queue_core.officer.handover import PREVIEW, prints
from queue_core.officer.shift import Shift
from tests.kia.faces import face, jpeg
from tests.officer.fake_files import file_head, file_view
from tests.officer.fakes import NOW, FakeCore, queue_state, shift_with

RED = (200, 30, 30)


@pytest.fixture
def shift() -> Shift:
    shift = shift_with(FakeCore())
    shift.office = FakeCore().office()
    shift.link = Link(state=queue_state(), connected=True, at=NOW)
    return shift


def of_a_pupil(**more: object) -> FileView:
    told = {"card": CardKind.WITH_PHOTO, "valid_until": date(2032, 8, 16), "doubts": ()}
    return file_view(file_head(state=FileState.RECORDED), **told, **more)


def test_it_is_offered_once_all_that_stands_on_the_card_is_known(shift: Shift) -> None:
    assert PREVIEW in [entry.id for entry in prints(shift, of_a_pupil())]
    lacking = of_a_pupil(missing=("name",))
    assert PREVIEW not in [entry.id for entry in prints(shift, lacking)]


def test_it_bears_the_photo_and_says_contoh_across_it(shift: Shift) -> None:
    core = FakeCore(pictures={1: jpeg(face())})
    view = of_a_pupil(photo=PhotoView(needed=True, there=True))
    made = preview_of(shift, view, core)
    assert made.name == "preview-1.png"
    with Image.open(io.BytesIO(made.content)) as card:
        assert card.size == (1011, 638)
        reds = sum(count for count, colour in card.getcolors(1 << 20) or () if near(colour, RED))
    assert reds > 10_000


def test_a_child_under_five_has_a_preview_without_a_photo(shift: Shift) -> None:
    assert preview_of(shift, of_a_pupil(), FakeCore()).content.startswith(b"\x89PNG")


def near(colour: object, other: tuple[int, int, int]) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(one - two) < 60 for one, two in zip(colour, other, strict=True))
