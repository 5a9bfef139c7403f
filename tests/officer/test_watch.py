"""When a code before the camera counts as read, and when it does not count twice."""

from __future__ import annotations

from queue_core.officer.camera.watch import SECONDS_AWAY, Saw, Sight, Watch

ONE, TWO = "AB0012345", "AB0012346"
SOON = SECONDS_AWAY - 0.1


def read(watch: Watch, serial: str, now: float) -> list[Saw]:
    return [watch.look({serial}, now).saw for _ in range(2)]


def test_a_serial_is_taken_once_two_frames_show_it() -> None:
    watch = Watch()
    assert watch.look({ONE}, 0) == Sight(Saw.ONCE)
    assert watch.look(set(), 0.2) == Sight(Saw.NOTHING)
    assert watch.look({"ab 0012345"}, 0.4) == Sight(Saw.TAKEN, ONE)


def test_a_misreading_between_two_frames_begins_anew() -> None:
    watch = Watch()
    assert [watch.look({serial}, 0).saw for serial in (ONE, TWO, ONE)] == [Saw.ONCE] * 3


def test_a_misreading_before_a_card_that_lies_there_does_not_count_with_a_later_one() -> None:
    watch = Watch()
    read(watch, ONE, 0)
    assert [watch.look({serial}, 1).saw for serial in (TWO, ONE, TWO)] == [Saw.ONCE, Saw.AGAIN, Saw.ONCE]


def test_a_card_that_lies_before_the_camera_is_not_taken_again_however_long() -> None:
    watch = Watch()
    read(watch, ONE, 0)
    assert {watch.look({ONE}, second * SOON).saw for second in range(1, 20)} == {Saw.AGAIN}


def test_a_card_counts_again_after_another_or_after_some_seconds_away() -> None:
    watch = Watch()
    assert read(watch, ONE, 0)[-1] is Saw.TAKEN
    assert read(watch, TWO, 1)[-1] is Saw.TAKEN
    assert read(watch, ONE, 2)[-1] is Saw.TAKEN
    assert read(watch, ONE, 2 + SECONDS_AWAY)[-1] is Saw.TAKEN


def test_two_serials_in_one_picture_are_none() -> None:
    watch = Watch()
    watch.look({ONE}, 0)
    assert watch.look({ONE, TWO}, 0) == Sight(Saw.SEVERAL)
    assert watch.look({ONE}, 0) == Sight(Saw.ONCE)


def test_another_code_beside_the_serial_does_not_disturb_and_alone_is_told() -> None:
    watch = Watch()
    assert watch.look({ONE, "https://desa.example/s/4"}, 0).saw is Saw.ONCE
    assert watch.look({"9901015708150001"}, 0) == Sight(Saw.NO_SERIAL)


def test_what_the_question_before_has_read_may_still_lie_there() -> None:
    watch = Watch(just_read=ONE)
    assert read(watch, ONE, 500) == [Saw.AGAIN, Saw.AGAIN]
    assert read(watch, TWO, 501)[-1] is Saw.TAKEN
