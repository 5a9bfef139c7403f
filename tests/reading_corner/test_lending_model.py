"""Any sequence of loans, returns and days does what a plain dictionary says that it should."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from reading_corner.rules.lending import LendingRules, LoanOutcome, Refusal, ReturnOutcome
from reading_corner.rules.readers import card_code
from reading_corner.rules.shelf import ReaderKind, Where
from reading_corner.service.cards import give_cards
from tests.reading_corner.lending_desk import FIRST, NIK, SECOND, SPARE, Corner, corner_in

pytestmark = pytest.mark.database
RULES = LendingRules(ticket_books=2, kia_books=1, reader_books=2)
READERS = {
    "A001": ReaderKind.TICKET,
    "B002": ReaderKind.TICKET,
    NIK: ReaderKind.KIA,
    card_code(7): ReaderKind.READER,
}
Who = tuple[str, int]
"""A reader as the model knows them: what they show, and for a ticket its day."""


class LendingModel(RuleBasedStateMachine):
    """Who has which copy, how many loans there were, and how many of them are over."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="corner-"))
        self.corner: Corner = corner_in(self.folder, RULES)
        give_cards(self.corner.shelf, 7)
        self.day = 0
        self.holders: dict[str, Who] = {}
        self.lent: list[str] = []

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def who(self, shown: str) -> Who:
        return shown, self.day if READERS[shown] is ReaderKind.TICKET else -1

    def expected(self, code: str, shown: str, where: Where) -> LoanOutcome | Refusal:
        if code in self.holders and self.holders[code] != self.who(shown):
            return LoanOutcome.TAKEN
        if where is Where.HOME and READERS[shown] is ReaderKind.TICKET:
            return Refusal.TICKET_STAYS_HERE
        if code in self.holders:
            return LoanOutcome.ALREADY_YOURS
        out = list(self.holders.values()).count(self.who(shown))
        return Refusal.TOO_MANY if out >= RULES.books(READERS[shown]) else LoanOutcome.LENT

    @rule(
        code=st.sampled_from((FIRST, SECOND, SPARE)),
        shown=st.sampled_from(sorted(READERS)),
        where=st.sampled_from(Where),
    )
    def lend(self, code: str, shown: str, where: Where) -> None:
        expected = self.expected(code, shown, where)
        assert self.corner.lend(code, shown, where).outcome is expected
        if expected is LoanOutcome.LENT:
            self.holders[code] = self.who(shown)
            self.lent.append(code)

    @rule(code=st.sampled_from((FIRST, SECOND, SPARE)))
    def take_back(self, code: str) -> None:
        outcome = self.corner.take_back(code).outcome
        if self.holders.pop(code, None) is not None:
            assert outcome is ReturnOutcome.RETURNED
        else:
            assert outcome is (
                ReturnOutcome.ALREADY_RETURNED if code in self.lent else ReturnOutcome.NEVER_LENT
            )

    @rule()
    def a_day_goes_by(self) -> None:
        self.day += 1
        self.corner.later(days=1)

    @invariant()
    def every_loan_is_on_record_and_only_open_ones_know_somebody(self) -> None:
        found = self.corner.rows("SELECT count(*), count(reader_id), sum(ended_at IS NULL) FROM loan")
        assert found == [(len(self.lent), len(self.holders), len(self.holders) if self.lent else None)]

    @invariant()
    def a_ticket_of_today_sees_what_it_has(self) -> None:
        for shown, kind in READERS.items():
            if kind is ReaderKind.TICKET:
                seen = {book.copy_code for book in self.corner.lending.out_on_ticket(shown)}
                assert seen == {code for code, who in self.holders.items() if who == self.who(shown)}


TestLendingModel = LendingModel.TestCase
TestLendingModel.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
