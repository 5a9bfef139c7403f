"""An officer who makes documents ready and hands them over, for the tests of the real programs."""

from __future__ import annotations

from queue_core.access.rules import Role
from queue_core.client.api import CoreApi
from queue_core.kia.rules.life import Action
from queue_core.kia.wire.files import AskedMove, FileHead, NewFile, WrittenDraft
from queue_core.kia.wire.handover import HandOver
from queue_core.kia.wire.subject import Draft
from tests.board.programs import Office
from tests.core.office import token_of
from tests.kia.filing import RECEIPT, draft


class DocumentDesk:
    """Speaks to the running core as one who may do every step."""

    def __init__(self, office: Office) -> None:
        self.api = CoreApi(office.core, token_of(Role.SIAK_OPERATOR))

    def make_ready(self) -> FileHead:
        """A document from its draft to its number in the register."""
        head = self.api.open_file(NewFile(kind="documents"))
        papers = [paper.name["id"] for paper in self.api.file(head.id).papers]
        text = Draft.model_validate(draft(papers))
        head = self.api.write_file(head.id, WrittenDraft(version=head.version, draft=text))
        for action in (Action.SUBMIT, Action.VERIFY, Action.RECORD, Action.MAKE_READY):
            head = self.api.move_file(head.id, AskedMove(action=action, version=head.version))
        return head

    def hand_over(self, head: FileHead) -> None:
        given = HandOver.model_validate({"version": head.version, "receipt": RECEIPT, "signed": "paper"})
        self.api.hand_over(head.id, given)
