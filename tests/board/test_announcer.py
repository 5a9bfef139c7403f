"""The announcer: one after another, in order, none dropped, and not stopped by a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from display_board.announcer import CAUSES, OTHER_FAULT, SWITCHED_OFF, Announcement, Announcer
from queue_core.foundation.messages import Catalogue, load_catalogues
from tests.board.fakes import FakeShelf, FakeSpeaker, announcing
from tests.programs import until

LONG = 1000.0


def call(number: int) -> Announcement:
    return Announcement(f"A{number:03d}", f"call {number}", "id")


def test_twenty_calls_at_once_are_all_spoken_in_order_and_never_over_each_other() -> None:
    speaker = FakeSpeaker()
    watched = announcing(FakeShelf(), speaker)
    for number in range(20):
        watched.announcer.announce(call(number))
    watched.idle()
    assert speaker.heard == [f"call {number}" for number in range(20)]
    assert not speaker.overlapped


def test_a_loudspeaker_that_fails_is_told_and_tried_again() -> None:
    speaker = FakeSpeaker(failures=3)
    watched = announcing(FakeShelf(), speaker)
    watched.announcer.announce(call(1))
    watched.idle()
    assert speaker.heard == ["call 1"]
    assert "no_loudspeaker" in watched.troubles
    assert watched.troubles[-1] is None


@pytest.mark.parametrize("catalogue", load_catalogues("display_board").values(), ids=lambda one: one.language)
def test_every_cause_of_silence_has_its_sentence(catalogue: Catalogue) -> None:
    causes = {SWITCHED_OFF, OTHER_FAULT, *CAUSES.values()}
    told = {key.removeprefix("sound.") for key in catalogue.sentences if key.startswith("sound.")}
    assert told == causes


def test_a_loudspeaker_that_stays_away_does_not_stop_the_line() -> None:
    speaker = FakeSpeaker(failures=2)
    watched = announcing(FakeShelf(), speaker, lambda: LONG * (2 - speaker.failures))
    for number in (1, 2):
        watched.announcer.announce(call(number))
    watched.idle()
    assert watched.announcer.sound.trouble == "no_loudspeaker"


def test_a_driver_that_breaks_does_not_silence_the_calls_that_follow() -> None:
    speaker = FakeSpeaker(failures=1, fault=ValueError("a driver's own fault"))
    watched = announcing(FakeShelf(), speaker)
    watched.announcer.announce(call(1))
    watched.idle()
    assert speaker.heard == ["call 1"]
    assert "fault" in watched.troubles


def test_a_page_that_cannot_be_told_does_not_silence_the_calls(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> None:
        raise ValueError("the page's own fault")

    speaker = FakeSpeaker()
    announcer = Announcer(FakeShelf(), speaker)
    announcer.start(broken)
    announcer.announce(call(1))
    announcer.announce(call(2))
    until(lambda: not announcer.busy)
    assert speaker.heard == ["call 1", "call 2"]
    assert "the page could not be told" in caplog.text


def test_a_cause_of_silence_is_logged_once_as_long_as_it_lasts(caplog: pytest.LogCaptureFixture) -> None:
    shelf = FakeShelf()
    shelf.failures = 5
    watched = announcing(shelf, FakeSpeaker())
    watched.announcer.prepare([call(number) for number in range(6)])
    watched.until(lambda: watched.troubles == ["no_voice", None])
    shelf.failures = 1
    watched.announcer.prepare([call(7)])
    watched.until(lambda: watched.troubles == ["no_voice", None, "no_voice"])
    assert [record.message for record in caplog.records] == ["there is no voice"] * 2


def test_a_voice_that_fails_is_told_and_tried_again() -> None:
    shelf, speaker = FakeShelf(), FakeSpeaker()
    shelf.failures = 1
    watched = announcing(shelf, speaker)
    watched.announcer.announce(call(1))
    watched.idle()
    assert speaker.heard == ["call 1"]
    assert "no_voice" in watched.troubles


def test_sentences_are_rendered_before_they_are_needed() -> None:
    shelf = FakeShelf()
    shelf.failures = 1
    watched = announcing(shelf, FakeSpeaker())
    watched.announcer.prepare([call(1), call(2)])
    watched.until(lambda: watched.troubles == ["no_voice", None])
    assert shelf.rendered == ["call 1", "call 2"]


def test_what_could_not_be_rendered_is_tried_when_it_is_asked_for_again() -> None:
    shelf = FakeShelf()
    shelf.failures = 1
    watched = announcing(shelf, FakeSpeaker())
    watched.announcer.prepare([call(1)])
    watched.until(lambda: watched.troubles == ["no_voice"])
    watched.announcer.prepare([call(1)])
    watched.until(lambda: watched.troubles == ["no_voice", None])


def test_a_board_without_a_speaker_says_so_and_keeps_no_line() -> None:
    watched = announcing(FakeShelf(), None)
    watched.announcer.announce(call(1))
    assert watched.announcer.sound.trouble == "off"
    assert not watched.announcer.busy


def test_the_number_that_is_being_spoken_is_told() -> None:
    spoken: list[str | None] = []

    class Listening(FakeSpeaker):
        def play(self, clip: Path) -> None:
            spoken.append(watched.announcer.sound.speaking)
            super().play(clip)

    watched = announcing(FakeShelf(), Listening())
    watched.announcer.announce(call(7))
    watched.idle()
    assert spoken == ["A007"]


def test_while_nothing_can_be_heard_no_number_is_shown_as_being_spoken() -> None:
    told: list[tuple[str | None, str | None]] = []

    class Listening(FakeShelf):
        def clip(self, text: str, language: str) -> Path:
            told.append((watched.announcer.sound.speaking, watched.announcer.sound.trouble))
            return super().clip(text, language)

    watched = announcing(Listening(), FakeSpeaker(failures=1))
    watched.announcer.announce(call(7))
    watched.idle()
    assert told == [("A007", None), (None, "no_loudspeaker")]
