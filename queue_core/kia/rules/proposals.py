"""A child that the reading corner proposes for the list, with its guardian's consent: states and legal moves.

It counts nowhere before an officer has confirmed it. Source: UU 27/2022 (personal data),
articles 20 (consent, to a purpose), 25 (of a child: by its guardian), 9 and 40 (taken back).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum


class ProposalState(StrEnum):
    """Where a proposal is in its life."""

    WAITING = "waiting"
    """An officer is to check it."""
    CONFIRMED = "confirmed"
    """The child stands on the list, by this or from before."""
    STRUCK = "struck"
    WITHDRAWN = "withdrawn"
    """The consent was taken back."""
    LAPSED = "lapsed"
    """Nobody confirmed it in the time that it may be kept."""


class ProposalVerb(StrEnum):
    """What is done to a proposal."""

    CONFIRM = "confirm"
    STRIKE = "strike"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


class StrikeReason(StrEnum):
    """Why an officer strikes a proposal off. A closed list: it stands in the ledger."""

    WRONG = "wrong"
    """What it says is mistaken or made up."""
    NOT_OF_HERE = "not_of_here"
    HAS_CARD = "has_card"
    """From another office: the list does not know of it."""
    CONSENT_WITHDRAWN = "consent_withdrawn"
    """The guardian says so at the counter."""


class Purpose(StrEnum):
    """What a guardian agreed to. What serves another purpose is asked for anew."""

    CHILDREN_LIST = "children_list"
    """The office keeps the child on the list of those without a card, and may tell the family of the card."""


class IllegalProposalMove(ValueError):
    """The verb does not apply to a proposal in this state."""


MOVES: Mapping[tuple[ProposalState, ProposalVerb], ProposalState] = {
    (ProposalState.WAITING, ProposalVerb.CONFIRM): ProposalState.CONFIRMED,
    (ProposalState.WAITING, ProposalVerb.STRIKE): ProposalState.STRUCK,
    (ProposalState.WAITING, ProposalVerb.WITHDRAW): ProposalState.WITHDRAWN,
    (ProposalState.WAITING, ProposalVerb.LAPSE): ProposalState.LAPSED,
    (ProposalState.CONFIRMED, ProposalVerb.WITHDRAW): ProposalState.WITHDRAWN,
}
"""Every legal move."""

CLOCKS_APART = timedelta(minutes=5)
"""So far may the corner's clock be ahead of the core's."""


def moved(state: ProposalState, verb: ProposalVerb) -> ProposalState:
    """The state after a verb. Raises IllegalProposalMove."""
    after = MOVES.get((state, verb))
    if after is None:
        raise IllegalProposalMove(f"A proposal that is {state} takes no {verb}.")
    return after


def consent_holds(given_at: datetime, now: datetime, keep: timedelta) -> bool:
    """Whether a consent was given, and not longer ago than an unchecked proposal is kept."""
    return now - keep < given_at <= now + CLOCKS_APART
