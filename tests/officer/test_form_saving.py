"""The form saves what is typed by itself: when, what it says, and whom it never disturbs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from textual.widgets import Input

from queue_core.client.problems import CoreUnreachable, Refused
from queue_core.foundation.errors import KerakError
from queue_core.kia.rules.life import FileState
from queue_core.kia.wire.files import FileView
from queue_core.officer.form_saving import APART_SECONDS, QUIET_SECONDS, Pace, unanswered
from queue_core.officer.screens.ask import Ask
from queue_core.officer.screens.file import FileScreen
from queue_core.officer.screens.file_form import FormScreen
from queue_core.tickets.rules.life import TicketState
from tests.officer.driving import Driver, go_on, press, screen_of, settled, words
from tests.officer.fake_files import CHILD, NIK, file_head, file_view, in_hands_of
from tests.officer.fakes import FakeCore, FakeLink, console, refusal, work


def typed_each_second(pace: Pace, seconds: int, start: int = 0) -> Iterator[Pace]:
    """The pace after each second in which something more was typed; what is due is sent."""
    for now in range(start, start + seconds):
        pace = pace.looked({"name": "x" * now}, unsaved=True, now=now)
        pace = pace.sent(now) if pace.due(now) else pace
        yield pace


def test_what_is_typed_is_due_a_few_seconds_after_the_last_key() -> None:
    pace = Pace({"name": ""}).looked({"name": "S"}, unsaved=True, now=100)
    still = pace.looked({"name": "S"}, unsaved=True, now=102)
    assert (still.due(100 + QUIET_SECONDS - 1), still.due(100 + QUIET_SECONDS)) == (False, True)


def test_somebody_who_types_without_a_pause_is_saved_every_ten_seconds() -> None:
    sent = {pace.sent_at for pace in typed_each_second(Pace({"name": ""}), 45)}
    assert sorted(sent)[1:] == [APART_SECONDS * times for times in (1, 2, 3, 4)]


def test_two_writes_are_never_closer_than_ten_seconds_though_the_officer_pauses() -> None:
    pace = Pace({"name": ""}).sent(100).looked({"name": "S"}, unsaved=True, now=101)
    assert not pace.due(100 + APART_SECONDS - 1)
    assert pace.due(100 + APART_SECONDS)


def test_nothing_is_due_where_nothing_is_unsaved() -> None:
    pace = Pace({"name": ""}).looked({"name": "S"}, unsaved=True, now=0)
    assert not pace.looked({"name": ""}, unsaved=False, now=1).due(1000)


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (CoreUnreachable(), True),
        (Refused("busy", "", "", 503), True),
        (Refused("too-many-writes", "", "", 429), True),
        (refusal("file-changed"), False),
        (None, False),
    ],
)
def test_only_what_the_core_has_not_decided_is_sent_again(error: KerakError | None, again: bool) -> None:
    assert unanswered(error) is again


@dataclass
class Desk:
    """An officer's open form before a fake core, and a clock that the test moves."""

    pilot: Driver
    core: FakeCore
    now: list[float] = field(default_factory=lambda: [0.0])

    @property
    def form(self) -> FormScreen:
        return next(one for one in self.pilot.app.screen_stack if isinstance(one, FormScreen))

    def row(self, name: str) -> Input:
        return self.form.query_one(f"#row-{name}", Input)

    async def wait(self, seconds: float = APART_SECONDS) -> None:
        """Time goes by, and the form looks, as its timer does."""
        self.form.look()
        self.now[0] += seconds
        self.form.look()
        await settled(self.pilot)

    @property
    def kept(self) -> FileView:
        return self.core.kept[1]

    @property
    def writes(self) -> list[str]:
        return [deed for deed in self.core.filed if deed.startswith("write")]


@asynccontextmanager
async def open_form(state: FileState = FileState.DRAFT, kind: str = "kia_new") -> AsyncIterator[Desk]:
    core, link = FakeCore(here=work(TicketState.SERVING)), FakeLink()
    core.kept[1] = file_view(file_head(state=state, kind=kind))
    app = console(core, link)
    async with app.run_test() as pilot:
        desk = Desk(pilot, core)
        app.shift.monotonic = lambda: desk.now[0]
        await go_on(pilot, link)
        await press(pilot, "o", "enter", "f")
        yield desk


@pytest.mark.real
async def test_what_is_typed_is_saved_by_itself_and_the_form_says_when() -> None:
    async with open_form() as desk:
        desk.row("religion").value = "Islam"
        await desk.wait(QUIET_SECONDS)
        assert desk.writes == ["write 1 v1 Siti Nur'aini: 1 papers"]
        assert desk.kept.draft.child.religion == "Islam"
        assert words(desk.pilot) == "Tersimpan sendiri 09:15."


@pytest.mark.real
async def test_nothing_is_written_while_nothing_changes() -> None:
    async with open_form() as desk:
        await desk.wait()
        desk.row("nik").value = NIK
        desk.row("birth_date").value = "17/8/2015"
        for _ in range(4):
            await desk.wait()
        assert len(desk.writes) == 1


@pytest.mark.real
async def test_saving_by_hand_what_is_saved_already_shows_it_as_it_is_kept_and_writes_nothing() -> None:
    async with open_form() as desk:
        desk.row("birth_date").value = "1/2/2015"
        await desk.wait()
        await press(desk.pilot, "ctrl+s")
        assert (desk.row("birth_date").value, words(desk.pilot)) == ("01-02-2015", "Tersimpan.")
        assert len(desk.writes) == 1


@pytest.mark.real
async def test_text_and_cursor_stay_where_the_officer_has_them() -> None:
    async with open_form() as desk:
        name = desk.row("name")
        name.value, name.cursor_position = "  Siti Nurani", 11
        name.focus()
        desk.row("birth_date").value = "17/8/2015"
        await desk.wait()
        await press(desk.pilot, "a")
        assert desk.writes == ["write 1 v1 Siti Nurani: 1 papers"]
        assert (name.value, name.has_focus) == ("  Siti Nuraani", True)
        assert desk.row("birth_date").value == "17/8/2015"


@pytest.mark.real
async def test_a_row_that_is_half_typed_is_named_and_all_others_are_saved() -> None:
    async with open_form() as desk:
        desk.row("religion").value = "Islam"
        desk.row("birth_date").value = "17-0"
        await desk.wait()
        assert desk.kept.draft.child == CHILD.model_copy(update={"religion": "Islam"})
        unread = "Belum tersimpan karena belum terbaca: Tanggal lahir."
        assert words(desk.pilot) == f"Tersimpan sendiri 09:15. {unread}"
        await desk.wait()
        assert (len(desk.writes), words(desk.pilot)) == (1, unread)


@pytest.mark.real
async def test_a_core_out_of_reach_is_told_and_tried_until_it_answers() -> None:
    async with open_form() as desk:
        desk.core.refuses_file = CoreUnreachable()
        desk.row("name").value = "Siti Nuraini"
        await desk.wait()
        assert words(desk.pilot).startswith("BELUM TERSIMPAN")
        desk.row("name").value = "Siti Nuraini Putri"
        await desk.wait()
        await desk.wait()
        assert desk.kept.draft.child.name == "Siti Nuraini Putri"
        assert words(desk.pilot) == "Tersimpan sendiri 09:15."


@pytest.mark.real
async def test_a_write_whose_answer_was_lost_is_no_conflict_with_oneself() -> None:
    async with open_form() as desk:
        desk.core.loses_answer = True
        desk.row("name").value = "Siti Nuraini"
        await desk.wait()
        await desk.wait()
        assert desk.writes == ["write 1 v1 Siti Nuraini: 1 papers"]
        desk.row("name").value = "Siti"
        await desk.wait()
        assert desk.writes[1:] == ["write 1 v2 Siti: 1 papers"]


def theirs(desk: Desk, version: int = 5) -> FileView:
    """The file as ani has written it meanwhile, in her hands."""
    child = desk.kept.draft.child.model_copy(update={"name": "Siti"})
    draft = desk.kept.draft.model_copy(update={"child": child})
    return file_view(file_head(version=version, held=in_hands_of("ani")), draft=draft)


@pytest.mark.real
async def test_a_conflict_shows_both_asks_nothing_and_is_written_over_by_the_officer_alone() -> None:
    async with open_form() as desk:
        desk.row("name").value = "Siti Nuraini"
        desk.core.refuses_file, desk.core.kept[1] = refusal("file-changed"), theirs(desk)
        await desk.wait()
        assert isinstance(screen_of(desk.pilot), FormScreen)
        assert words(desk.pilot).startswith("ani mengubah berkas ini")
        await desk.wait()
        assert (desk.writes, desk.row("name").value) == ([], "Siti Nuraini")
        await press(desk.pilot, "ctrl+s")
        desk.row("religion").value = "Islam"
        await desk.wait()
        assert desk.writes == [f"write 1 v{version} Siti Nuraini: 1 papers" for version in (5, 6)]


@pytest.mark.real
async def test_what_somebody_wrote_after_an_answer_was_lost_is_told_too() -> None:
    async with open_form() as desk:
        desk.core.loses_answer = True
        desk.row("name").value = "Siti Nuraini"
        await desk.wait()
        desk.core.kept[1] = theirs(desk)
        await desk.wait()
        assert words(desk.pilot).startswith("ani mengubah berkas ini")
        await desk.wait()
        assert (len(desk.writes), desk.row("name").value) == (1, "Siti Nuraini")


@pytest.mark.real
async def test_a_file_in_somebody_elses_hands_is_only_taken_when_the_officer_saves() -> None:
    async with open_form() as desk:
        desk.row("name").value = "Siti Nuraini"
        desk.core.kept[1] = theirs(desk, version=1)
        desk.core.refuses_file = refusal("file-held")
        await desk.wait()
        assert words(desk.pilot).startswith("SEDANG DIPEGANG ani sejak")
        assert isinstance(screen_of(desk.pilot), FormScreen)
        desk.core.refuses_file = refusal("file-held")
        await press(desk.pilot, "ctrl+s")
        assert isinstance(screen_of(desk.pilot), Ask)


@pytest.mark.real
async def test_leaving_saves_what_is_typed_without_a_question() -> None:
    async with open_form() as desk:
        desk.row("name").value = "Siti Nuraini"
        await press(desk.pilot, "escape")
        assert isinstance(screen_of(desk.pilot), FileScreen)
        assert desk.kept.draft.child.name == "Siti Nuraini"


@pytest.mark.real
async def test_leaving_asks_when_the_core_is_out_of_reach() -> None:
    async with open_form() as desk:
        desk.row("name").value = "Siti Nuraini"
        desk.core.refuses_file = CoreUnreachable()
        await press(desk.pilot, "escape")
        assert isinstance(screen_of(desk.pilot), Ask)
        await press(desk.pilot, "n")
        await desk.wait()
        assert desk.kept.draft.child.name == "Siti Nuraini"


@pytest.mark.real
async def test_keys_that_are_pressed_while_a_write_runs_are_neither_lost_nor_an_answer() -> None:
    async with open_form() as desk:
        desk.core.refuses_file = CoreUnreachable()
        desk.row("name").value = "Siti Nuraini"
        desk.form.action_leave()
        desk.row("name").value = "Siti Nuraini Putri"
        await settled(desk.pilot)
        assert isinstance(screen_of(desk.pilot), FormScreen)
        await press(desk.pilot, "ctrl+s")
        assert (words(desk.pilot), desk.row("name").value) == ("Tersimpan.", "Siti Nuraini Putri")
        assert desk.kept.draft.child.name == "Siti Nuraini Putri"


@pytest.mark.real
async def test_numbers_of_a_recorded_file_are_saved_by_hand_alone() -> None:
    async with open_form(FileState.RECORDED, kind="registration") as desk:
        desk.row("birth_certificate").value = "3302"
        await desk.wait()
        assert desk.writes == []
        await press(desk.pilot, "ctrl+s")
        assert len(desk.writes) == 1
