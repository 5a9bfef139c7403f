"""The client's calls about files, against the real application over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from werkzeug.serving import make_server

from queue_core.access.rules import Role
from queue_core.client.api import CoreApi
from queue_core.client.problems import Refused
from queue_core.kia.rules.life import Action, FileState
from queue_core.kia.rules.needs import Field
from queue_core.kia.wire.files import (
    Agreement,
    AskedMove,
    FileHead,
    Hold,
    NewFile,
    NikSearch,
    Refusal,
    Revealing,
    RevealReason,
    WrittenDraft,
)
from queue_core.kia.wire.subject import Draft
from tests.core.office import Office, token_of
from tests.kia.filing import NIK, draft, filing_in

Calling = Callable[[Role], CoreApi]


@pytest.fixture
def calling(office: Office) -> Iterator[Calling]:
    """The core as the console of somebody with a role calls it."""
    server = make_server("127.0.0.1", 0, filing_in(office).api.app)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield lambda role: CoreApi(f"http://127.0.0.1:{server.server_port}", token_of(role))
    server.shutdown()
    server.server_close()


@pytest.fixture
def core(calling: Calling) -> CoreApi:
    return calling(Role.OFFICER)


def written(core: CoreApi, ticket_id: int | None = None) -> FileHead:
    """A file with a whole draft."""
    opened = core.open_file(NewFile(kind="kia_new", ticket_id=ticket_id))
    text = WrittenDraft(version=opened.version, draft=Draft.model_validate(draft()))
    return core.write_file(opened.id, text)


def verified(core: CoreApi) -> FileHead:
    head = written(core)
    for action in (Action.SUBMIT, Action.VERIFY):
        head = core.move_file(head.id, AskedMove(action=action, version=head.version))
    return head


def test_a_file_is_opened_for_a_ticket_written_listed_and_found(core: CoreApi, office: Office) -> None:
    ticket_id = office.issue().ticket.id or 0
    head = written(core, ticket_id)
    assert core.files_of(ticket_id).files == (head,)
    assert core.files_in(FileState.DRAFT).files == (head,)
    assert core.search_files(NikSearch(nik=NIK)).files == (head,)


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
    left = officer.decline_file(asked.id, Refusal(version=asked.version))
    assert (left.asked, left.state) == (None, FileState.VERIFIED)
    again = wish(officer, left)
    agreed = head_of_section.agree_to_file(again.id, Agreement(version=again.version))
    assert agreed.state is FileState.CORRECTION


def test_a_refusal_comes_with_its_cause(core: CoreApi) -> None:
    head = core.open_file(NewFile(kind="kia_new"))
    with pytest.raises(Refused) as refused:
        core.move_file(head.id, AskedMove(action=Action.SUBMIT, version=head.version))
    assert refused.value.cause == "file-incomplete"
