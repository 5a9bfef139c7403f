"""What the desk says of an act that was done."""

from __future__ import annotations

import pytest

from queue_core.officer.done_words import done_words
from queue_core.tickets.rules.life import TicketState
from tests.officer.fakes import FakeCore, shift_with, work

SERVING = work(TicketState.SERVING)
WITH_BOOK = SERVING.model_copy(update={"book": True})
ASKED = "The family still has a book of the reading corner: ask for it."


@pytest.mark.parametrize("verb", ["finish", "no-show", "park"])
def test_a_family_that_leaves_the_counter_with_a_book_is_asked_for_it(verb: str) -> None:
    shift = shift_with(FakeCore(), language="en")
    assert done_words(shift, verb, WITH_BOOK, work()).endswith(f". {ASKED}")
    assert ASKED not in done_words(shift, verb, SERVING, work())


def test_while_the_family_stays_its_book_is_shown_with_the_ticket_alone() -> None:
    shift = shift_with(FakeCore(), language="en")
    assert ASKED not in done_words(shift, "step-done", WITH_BOOK, WITH_BOOK)
