"""The announcer: one after another, in order, none dropped, and not stopped by a fault."""

from __future__ import annotations

from pathlib import Path

from display_board.announcer import Announcement
from tests.board.fakes import FakeShelf, FakeSpeaker, announcing

LONG_AGO = 1000.0


def call(number: int) -> Announcement:
    return Announcement(f"A{number:03d}", f"call {number}", "id")


def test_twenty_calls_at_once_are_all_spoken_in_order_and_never_over_each_other() -> None:
    speaker = FakeSpeaker()
    with announcing(FakeShelf(), speaker) as watched:
        for number in range(20):
            watched.announcer.announce(call(number))
        watched.idle()
    assert speaker.heard == [f"call {number}" for number in range(20)]
    assert not speaker.overlapped


def test_a_loudspeaker_that_fails_is_told_and_tried_again() -> None:
    speaker = FakeSpeaker(failures=3)
    with announcing(FakeShelf(), speaker) as watched:
        watched.announcer.announce(call(1))
        watched.idle()
    assert speaker.heard == ["call 1"]
    assert "no_loudspeaker" in watched.troubles
    assert watched.troubles[-1] is None


def test_a_loudspeaker_that_stays_away_does_not_stop_the_line() -> None:
    speaker = FakeSpeaker(failures=2)
    seconds = iter([0.0, 0.0, LONG_AGO, LONG_AGO])
    with announcing(FakeShelf(), speaker, lambda: next(seconds)) as watched:
        for number in (1, 2):
            watched.announcer.announce(call(number))
        watched.idle()
        assert watched.announcer.sound.trouble == "no_loudspeaker"


def test_a_driver_that_breaks_does_not_silence_the_calls_that_follow() -> None:
    speaker = FakeSpeaker(failures=1, fault=ValueError("a driver's own fault"))
    with announcing(FakeShelf(), speaker) as watched:
        watched.announcer.announce(call(1))
        watched.idle()
    assert speaker.heard == ["call 1"]
    assert "fault" in watched.troubles


def test_a_voice_that_fails_is_told_and_tried_again() -> None:
    shelf, speaker = FakeShelf(), FakeSpeaker()
    shelf.failures = 1
    with announcing(shelf, speaker) as watched:
        watched.announcer.announce(call(1))
        watched.idle()
    assert speaker.heard == ["call 1"]
    assert "no_voice" in watched.troubles


def test_sentences_are_rendered_before_they_are_needed() -> None:
    shelf = FakeShelf()
    shelf.failures = 1
    with announcing(shelf, FakeSpeaker()) as watched:
        watched.announcer.prepare([call(1), call(2)])
        watched.until(lambda: watched.troubles == ["no_voice", None])
    assert shelf.rendered == ["call 1", "call 2"]


def test_what_could_not_be_rendered_is_tried_when_it_is_asked_for_again() -> None:
    shelf = FakeShelf()
    shelf.failures = 1
    with announcing(shelf, FakeSpeaker()) as watched:
        watched.announcer.prepare([call(1)])
        watched.until(lambda: watched.troubles == ["no_voice"])
        watched.announcer.prepare([call(1)])
        watched.until(lambda: watched.troubles == ["no_voice", None])


def test_a_board_without_a_speaker_says_so_and_keeps_no_line() -> None:
    with announcing(FakeShelf(), None) as watched:
        watched.announcer.announce(call(1))
        assert watched.announcer.sound.trouble == "off"
        assert not watched.announcer.busy


def test_the_number_that_is_being_spoken_is_told() -> None:
    spoken: list[str | None] = []

    class Listening(FakeSpeaker):
        def play(self, clip: Path) -> None:
            spoken.append(watched.announcer.sound.speaking)
            super().play(clip)

    with announcing(FakeShelf(), Listening()) as watched:
        watched.announcer.announce(call(7))
        watched.idle()
    assert spoken == ["A007"]
