"""A proposal's states: every pair of state and verb; when a consent holds; who is listed by consent alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from queue_core.kia.rules.listing import (
    BY_CONSENT,
    CLOSED,
    KEPT,
    ListedState,
    Source,
    goes_with_file,
    has_consent,
)
from queue_core.kia.rules.proposals import (
    IllegalProposalMove,
    ProposalState,
    ProposalVerb,
    consent_holds,
    moved,
)

NOW = datetime(2021, 2, 8, 1, 0, tzinfo=UTC)
KEEP, INSTANT = timedelta(days=30), timedelta(microseconds=1)
TABLE = {
    "waiting": {"confirm": "confirmed", "strike": "struck", "withdraw": "withdrawn", "lapse": "lapsed"},
    "confirmed": {"withdraw": "withdrawn"},
}


@pytest.mark.parametrize(("state", "verb"), list(product(ProposalState, ProposalVerb)))
def test_each_verb_leads_where_the_table_says_or_is_refused(state: ProposalState, verb: ProposalVerb) -> None:
    after = TABLE.get(state, {}).get(verb)
    if after is None:
        with pytest.raises(IllegalProposalMove):
            moved(state, verb)
    else:
        assert moved(state, verb) == after


def test_a_consent_holds_for_as_long_as_a_proposal_is_kept() -> None:
    assert consent_holds(NOW - KEEP + INSTANT, NOW, KEEP)
    assert not consent_holds(NOW - KEEP, NOW, KEEP)


def test_a_corner_whose_clock_is_a_little_ahead_is_believed() -> None:
    assert consent_holds(NOW + timedelta(minutes=5), NOW, KEEP)
    assert not consent_holds(NOW + timedelta(minutes=5) + INSTANT, NOW, KEEP)


def test_only_who_was_asked_and_has_no_card_stands_on_the_list_by_consent_alone() -> None:
    alone = {pair for pair in product(Source, KEPT) if has_consent(*pair, by_duty=False)}
    without = ListedState.WITHOUT_CARD
    assert alone == {(Source.READING_CORNER, without), (Source.COUNTER, without)}


def test_a_consent_beside_the_offices_own_word_can_be_taken_back_with_and_without_a_card() -> None:
    beside = {pair for pair in product(Source, KEPT) if has_consent(*pair, by_duty=True)}
    assert beside == set(product(BY_CONSENT, set(KEPT) - CLOSED))


def test_a_file_whose_time_is_over_takes_no_child_along_that_is_kept_by_duty_or_waits_for_a_card() -> None:
    gone = {pair for pair in product(Source, KEPT) if goes_with_file(*pair, by_duty=False)}
    assert gone == {(Source.FILE, state) for state in KEPT} | {
        (source, ListedState.HAS_CARD) for source in BY_CONSENT
    }
    assert not any(goes_with_file(*pair, by_duty=True) for pair in product(Source, KEPT))
