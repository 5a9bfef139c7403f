"""The door of the reading corner: a child is proposed for the list, or that is taken back.

Nothing is looked up, and every answer is the same whatever the office knows of the child: a corner stands
where anybody can use it (decision 0032).
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from queue_core.foundation.identifiers import WriteRequest, new_page_key
from queue_core.kia.errors.children import ConsentOutOfTime, UnknownProposal
from queue_core.kia.rules.proposals import MOVES, ProposalState, ProposalVerb, consent_holds
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.grounds import withdraw_consent
from queue_core.kia.service.indexing import nik_token
from queue_core.kia.service.listed import note, require_fit
from queue_core.kia.service.proposed import decide, head_of_proposal, kept, kept_until, place
from queue_core.kia.store import children
from queue_core.kia.store import proposals as store
from queue_core.kia.wire.proposals import ProposalTaken, ProposedChild, Withdrawal, Withdrawn
from queue_core.tickets.errors import TooManyWrites
from queue_core.tickets.rules.rate import Allowance, Bucket
from queue_core.tickets.service.desk import Act

OF_A_CORNER = Allowance(at_once=10, seconds_each=60)
"""Families with many children pass; a stolen token cannot bury the office in work, nor try many names."""


class Pace:
    """What each reading corner has left; after a restart all begin anew."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._clock = monotonic
        self._corners: dict[str, Bucket] = {}

    def admit(self, actor: str) -> None:
        """Lets one write of a corner pass. Raises TooManyWrites."""
        now = self._clock()
        mine = self._corners.setdefault(actor, Bucket(OF_A_CORNER, now))
        if (wait := mine.wait(now)) > 0:
            raise TooManyWrites(retry_after=ceil(wait))
        mine.take()


def propose(bureau: Bureau, pace: Pace, write: WriteRequest, new: ProposedChild) -> ProposalTaken:
    """Keeps a child for an officer to look at. Raises TooManyWrites, ChildNotFit or ConsentOutOfTime."""
    pace.admit(write.actor)
    require_fit(bureau, new)
    if not consent_holds(new.consent.given_at, bureau.desk.clock(), kept(bureau)):
        raise ConsentOutOfTime
    key = new_page_key()
    sealed = bureau.seal.seal(new.model_dump_json(), place(bureau, key))

    def keep(act: Act) -> ProposalTaken:
        row = store.add(
            act.transaction.connection,
            office=bureau.desk.office,
            key=key,
            village=new.village,
            state=ProposalState.WAITING,
            record=sealed,
            nik_token=nik_token(bureau, new.nik),
            proposed_at=act.now,
            proposed_by=act.actor.partition(":")[2],
        )
        note(act, "child_proposed", proposal=head_of_proposal(row))
        return ProposalTaken(key=key, taken_at=act.now, kept_until=kept_until(bureau, act.now))

    return bureau.answered(write, ProposalTaken, keep)


def withdraw(bureau: Bureau, pace: Pace, write: WriteRequest, wish: Withdrawal) -> Withdrawn:
    """Takes a consent back: the proposal goes, and what came onto the list by it alone.

    Raises TooManyWrites or UnknownProposal.
    """
    pace.admit(write.actor)

    def take_back(act: Act) -> Withdrawn:
        connection, office = act.transaction.connection, bureau.desk.office
        row = store.by_key(connection, office, wish.key)
        if row is None:
            raise UnknownProposal
        if (ProposalState(row.state), ProposalVerb.WITHDRAW) in MOVES:
            decide(act, row, ProposalVerb.WITHDRAW)
            listed = row.child_id and children.by_id(connection, office, row.child_id)
            if listed:
                withdraw_consent(bureau, act, listed)
        return Withdrawn()

    return bureau.answered(write, Withdrawn, take_back)
