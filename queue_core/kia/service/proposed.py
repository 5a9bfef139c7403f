"""What the use cases of proposals stand on: a proposal's record, its head, and the end of its wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from pydantic import ValidationError

from queue_core.kia.errors.children import ProposalDecided
from queue_core.kia.rules.proposals import IllegalProposalMove, ProposalState, ProposalVerb, moved
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.listed import note
from queue_core.kia.store import proposals as store
from queue_core.kia.store.proposals import ProposalRow
from queue_core.kia.wire.proposals import ProposalHead, ProposedChild
from queue_core.storage.errors import SealBroken
from queue_core.storage.scrubbing import mark_for_scrubbing
from queue_core.tickets.service.desk import Act

ACTIONS = {
    ProposalVerb.CONFIRM: "proposal_confirmed",
    ProposalVerb.STRIKE: "proposal_struck",
    ProposalVerb.WITHDRAW: "proposal_withdrawn",
    ProposalVerb.LAPSE: "proposal_lapsed",
}
"""What stands in the ledger."""


def kept(bureau: Bureau) -> timedelta:
    """How long a proposal waits to be confirmed."""
    return timedelta(days=bureau.desk.profile.files.keep_proposals_days)


def place(bureau: Bureau, key: str) -> str:
    """Where a proposal is sealed: it opens nowhere else."""
    return f"child_proposal {bureau.desk.office} {key}"


def record_of(bureau: Bureau, row: ProposalRow) -> ProposedChild:
    """What a proposal says that waits. Raises SealBroken."""
    at = place(bureau, row.key)
    try:
        return ProposedChild.model_validate_json(bureau.seal.open(row.record, at))
    except ValidationError:  # whose text would tell what it found
        raise SealBroken(f"{at} is of another version.") from None


def head_of_proposal(row: ProposalRow) -> ProposalHead:
    """The head of the proposal in a row."""
    return ProposalHead(**{name: getattr(row, name) for name in ProposalHead.model_fields})


def decide(act: Act, row: ProposalRow, verb: ProposalVerb, **values: object) -> ProposalHead:
    """Ends the wait of a proposal: what it said is gone with it. Raises ProposalDecided."""
    connection = act.transaction.connection
    by = act.actor.partition(":")[2] or act.actor
    try:
        state = moved(ProposalState(row.state), verb)
    except IllegalProposalMove:
        raise ProposalDecided(f"It is {row.state}.") from None
    after = store.decide(connection, row, state=state, decided_at=act.now, decided_by=by, **values)
    if after is None:
        raise ProposalDecided
    if verb is not ProposalVerb.CONFIRM:
        mark_for_scrubbing(connection)
    head = head_of_proposal(after)
    note(act, ACTIONS[verb], proposal=head)
    return head


def kept_until(bureau: Bureau, proposed_at: datetime) -> datetime:
    """When a proposal is forgotten that nobody has confirmed."""
    return proposed_at + kept(bureau)
