"""The client's calls about files, against the real application over HTTP."""

from __future__ import annotations

import json

import pytest

from queue_core.access.rules import Role
from queue_core.client.api import CoreApi
from queue_core.client.problems import Refused
from queue_core.kia.rules.life import Action, FileState
from queue_core.kia.rules.listing import ListedState
from queue_core.kia.rules.needs import Field
from queue_core.kia.rules.proposals import StrikeReason
from queue_core.kia.wire.children import Closing, FileForChild, ImportedChild, ImportPart, NewChild, NewImport
from queue_core.kia.wire.files import (
    Agreement,
    AskedMove,
    FileHead,
    FileSearch,
    Hold,
    NewFile,
    Refusal,
    Revealing,
    RevealReason,
    WrittenDraft,
)
from queue_core.kia.wire.pictures import (
    Acceptance,
    OnVersion,
    PhotoPlace,
    ScanOpening,
    ScanPlace,
    ScanReason,
)
from queue_core.kia.wire.proposals import ProposedChild, Striking, Withdrawal
from queue_core.kia.wire.subject import Draft
from tests.core.office import Office
from tests.kia.children import KEMBARAN, child
from tests.kia.conftest import Calling
from tests.kia.faces import BLUE, face, jpeg
from tests.kia.filing import NIK, PAPERS, draft
from tests.kia.proposing import proposed

pytestmark = pytest.mark.real


@pytest.fixture
def core(calling: Calling) -> CoreApi:
    return calling(Role.OFFICER)


def written(core: CoreApi, ticket_id: int | None = None) -> FileHead:
    """A file with a whole draft."""
    opened = core.open_file(NewFile(kind="kia_new", ticket_id=ticket_id))
    text = WrittenDraft(version=opened.version, draft=Draft.model_validate(draft(nik=NIK)))
    return core.write_file(opened.id, text)


def verified(core: CoreApi) -> FileHead:
    head = written(core)
    head = core.put_photo(head.id, PhotoPlace(version=head.version), jpeg(face()))
    for action in (Action.SUBMIT, Action.VERIFY):
        head = core.move_file(head.id, AskedMove(action=action, version=head.version))
    return head


def test_a_file_is_opened_for_a_ticket_written_listed_and_found(core: CoreApi, office: Office) -> None:
    ticket_id = office.issue().ticket.id or 0
    head = written(core, ticket_id)
    assert core.files_of(ticket_id).files == (head,)
    assert core.files_in(FileState.DRAFT).files == (head,)
    assert core.search_files(FileSearch(nik=NIK)).files == (head,)


def test_a_file_is_read_masked_and_one_number_in_full(core: CoreApi) -> None:
    head = written(core)
    view = core.file(head.id)
    assert (view.head, view.draft.child.nik) == (head, "••••••••••••0001")
    why = Revealing(field=Field.NIK, reason=RevealReason.COMPARE_WITH_PAPERS)
    assert core.reveal(head.id, why).value == NIK


def test_a_file_is_let_go_and_taken_in_hand(core: CoreApi) -> None:
    head = written(core)
    assert core.release_file(head.id).held is None
    held = core.hold_file(head.id, Hold()).held
    assert held is not None
    assert held.by == Role.OFFICER


def wish(core: CoreApi, head: FileHead) -> FileHead:
    asked = AskedMove(action=Action.CORRECT, version=head.version, reason="nama keliru")
    return core.move_file(head.id, asked)


def test_what_takes_two_people_is_asked_for_and_declined_or_agreed_to(calling: Calling) -> None:
    officer, head_of_section = calling(Role.OFFICER), calling(Role.HEAD_OF_SECTION)
    asked = wish(officer, verified(officer))
    assert asked.asked is not None
    assert [one.id for one in head_of_section.asked_files().files] == [asked.id]
    left = officer.decline_file(asked.id, Refusal(version=asked.version))
    assert (left.asked, left.state) == (None, FileState.VERIFIED)
    assert head_of_section.asked_files().files == ()
    again = wish(officer, left)
    agreed = head_of_section.agree_to_file(again.id, Agreement(version=again.version))
    assert agreed.state is FileState.CORRECTION


def test_a_refusal_comes_with_its_cause(core: CoreApi) -> None:
    head = core.open_file(NewFile(kind="kia_new"))
    with pytest.raises(Refused) as refused:
        core.move_file(head.id, AskedMove(action=Action.SUBMIT, version=head.version))
    assert refused.value.cause == "file-incomplete"


def test_a_photo_is_sent_looked_at_accepted_and_taken_away(core: CoreApi) -> None:
    head = written(core)
    head = core.put_photo(head.id, PhotoPlace(version=head.version), jpeg(face(BLUE)))
    assert core.photo(head.id).startswith(b"\xff\xd8")
    head = core.accept_photo(head.id, Acceptance(version=head.version, reason="latar sekolah"))
    view = core.file(head.id).photo
    assert view is not None
    assert (view.doubts, view.accepted) == ((), "latar sekolah")
    core.remove_photo(head.id, OnVersion(version=head.version))
    with pytest.raises(Refused):
        core.photo(head.id)


def test_a_paper_is_scanned_opened_with_a_reason_and_taken_away(core: CoreApi) -> None:
    head, pdf = written(core), b"%PDF-1.7\n%%EOF\n"
    head = core.put_scan(head.id, ScanPlace(version=head.version, paper=PAPERS[0]), pdf)
    assert [scan.paper for scan in core.file(head.id).scans] == [PAPERS[0]]
    wanted = ScanOpening(paper=PAPERS[0], reason=ScanReason.FAMILY_ASKS)
    assert core.open_scan(head.id, wanted) == pdf
    core.remove_scan(head.id, ScanPlace(version=head.version, paper=PAPERS[0]))
    assert core.file(head.id).scans == ()


def test_a_child_is_listed_found_given_a_file_taken_off_and_counted(calling: Calling) -> None:
    core, consent = calling(Role.OFFICER), {"by": "Sulastri", "relation": "mother"}
    head = core.list_child(NewChild.model_validate_json(json.dumps({**child(), "consent": consent})))
    (found,) = core.children(ListedState.WITHOUT_CARD, KEMBARAN).children
    opened = core.open_file_for(found.head.id, FileForChild(kind="kia_new"))
    assert core.file(opened.id).draft.child.name == found.record.name
    assert core.close_child(head.id, Closing(why=ListedState.DIED)).state is ListedState.DIED
    assert calling(Role.CAMAT).coverage(public=True).smallest_told == 5


def test_a_child_is_proposed_once_checked_and_taken_back(calling: Calling) -> None:
    corner, officer = calling(Role.READING_CORNER), calling(Role.OFFICER)
    new = ProposedChild.model_validate_json(json.dumps(proposed()))
    taken = corner.propose_child(new, "request-of-the-corner")
    assert corner.propose_child(new, "request-of-the-corner") == taken
    (view,) = officer.proposals().proposals
    assert officer.confirm_proposal(view.head.id).child_id is not None
    assert corner.withdraw_proposal(Withdrawal(key=taken.key)).withdrawn
    corner.propose_child(new, "another-request")
    (again,) = officer.proposals().proposals
    assert again.known is None
    assert officer.strike_proposal(again.head.id, Striking(why=StrikeReason.WRONG)).why is StrikeReason.WRONG


def test_a_file_of_children_is_imported_part_by_part(calling: Calling) -> None:
    core = calling(Role.SIAK_OPERATOR)
    view = core.begin_import(NewImport(digest="0" * 64, rows=1))
    row = ImportedChild.model_validate_json(json.dumps(child()))
    assert core.import_rows(view.id, ImportPart(after=0, up_to=1, children=(row,))).added == 1
