"""The screen: what it gives to the voice and to the pages when the link tells something."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest

from display_board.announcer import Announcement, Announcer
from display_board.app import create_app
from display_board.build import read_means
from display_board.screen import Screen
from display_board.state import BoardView
from queue_core.client.state import QueueState
from queue_core.client.token import TokenMissing
from queue_core.foundation.errors import SettingsInvalid
from queue_core.foundation.messages import load_catalogues
from queue_core.foundation.settings import BoardSettings
from queue_core.tickets.wire.corner import BookOfTheDay
from queue_core.tickets.wire.office import OfficeView
from tests.board.builders import COVER, PROFILE, called, counter, linked, lost, queue, waiting
from tests.board.fakes import PATIENCE, FakeShelf, FakeSpeaker, announcing


class Recording(Announcer):
    """An announcer that does not run: what it is given stays in line, and is noted."""

    given: list[str]

    def announce(self, announcement: Announcement) -> None:
        self.given.append(announcement.number)
        super().announce(announcement)


class Bench:
    """A screen with everything around it in the test's hand."""

    def __init__(self) -> None:
        self.shelf = FakeShelf()
        self.announcer = Recording(self.shelf, FakeSpeaker())
        self.announcer.given = []
        self.asked = 0
        self.painted: list[BoardView] = []
        self.screen = self.screen_with(self.announcer)
        self.screen.painted = self.painted.append

    def screen_with(self, announcer: Announcer) -> Screen:
        return Screen(self.office, announcer, load_catalogues("display_board"), lambda: 0.0)

    def office(self) -> OfficeView:
        self.asked += 1
        return OfficeView(profile=PROFILE, demonstration=False)

    def hear(self, *states: QueueState) -> None:
        for state in states:
            self.screen.link_changed(linked(state))


def test_the_cover_of_the_book_is_served_while_there_is_one() -> None:
    bench = Bench()
    page = create_app(bench.screen).test_client()
    assert page.get("/cover/1").status_code == 404
    bench.hear(replace(queue(), book_of_the_day=BookOfTheDay(name="Si Kancil", cover=COVER)))
    assert (page.get("/cover/1").content_type, page.get("/cover/1").data) == ("image/svg+xml", b"<svg/>")


def test_a_call_is_painted_and_put_in_line() -> None:
    bench = Bench()
    bench.hear(queue(waiting("A001")), queue(called("A001")))
    assert bench.painted[-1].calls[0].number == "A001"
    assert bench.announcer.given == ["A001"]


def test_nothing_is_spoken_of_what_was_called_before_the_board_started() -> None:
    bench = Bench()
    bench.hear(queue(called("A001")))
    assert bench.announcer.given == []


def test_the_office_is_asked_for_at_every_new_connection() -> None:
    bench = Bench()
    bench.hear(queue(), queue())
    bench.screen.link_changed(lost(linked(queue())))
    bench.hear(queue())
    assert bench.asked == 2


@pytest.mark.parametrize(("speed", "spoken"), [(1.0, ["A001", "A002"]), (60.0, ["A001"])])
def test_only_in_a_demonstration_a_call_during_another_stays_unspoken(
    speed: float, spoken: list[str]
) -> None:
    bench = Bench()
    first, second = called("A001", 1), called("A002", 3, at=0.01)
    bench.hear(queue(speed=speed), queue(first, speed=speed), queue(first, second, speed=speed))
    assert bench.announcer.given == spoken
    assert [call.number for call in bench.painted[-1].calls] == ["A001", "A002"]


def test_the_sentences_of_those_who_are_next_are_rendered_ahead() -> None:
    bench = Bench()
    watched = announcing(bench.shelf, FakeSpeaker())
    bench.screen_with(watched.announcer).link_changed(linked(queue(waiting("A001"), counters=(counter(3),))))
    assert bench.shelf.asked.wait(PATIENCE)
    assert bench.shelf.rendered == ["Nomor antrean A nol nol satu, silakan menuju loket tiga"]


def test_the_page_and_the_health_answer_before_the_core_was_ever_heard() -> None:
    client = create_app(Bench().screen).test_client()
    page = client.get("/")
    assert "Selamat datang" in page.text
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert client.get("/healthz").json == {
        "status": "ok",
        "version": version("kerak-telor"),
        "connected": False,
    }


def test_every_script_and_style_comes_from_this_machine() -> None:
    client = create_app(Bench().screen).test_client()
    for path in ("/static/board.js", "/static/board.css", "/static/icon.svg", "/shared/base.css"):
        assert client.get(path).status_code == 200, path
    assert "http" not in client.get("/").text.replace("http-equiv", "")


def test_a_board_without_its_token_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(TokenMissing, match="kerak device enrol"):
        read_means(BoardSettings(token_file=tmp_path / "none"))


def test_a_speaker_that_cannot_be_is_a_mistake_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("t")
    with pytest.raises(
        SettingsInvalid, match=r"board\.speaker: 'trumpet'.*'auto' or 'virtual:FOLDER'.*'none'"
    ):
        read_means(BoardSettings(token_file=tmp_path / "token", speaker="trumpet"))
