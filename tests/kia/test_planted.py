"""Real programs play every flow; then nothing planted is found in any file, command line or environment.

A new flow is one function in `FLOWS`; whatever it leaves in the folder, or as a process of this user, is
searched, too.
"""

from __future__ import annotations

import base64
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from devices.cards.hopper import cards_out
from queue_core.access.rules import Role
from queue_core.kia.rules.age import LeapBirthday
from queue_core.kia.rules.life import FileState
from queue_core.kia.rules.listing import Yardstick
from queue_core.kia.rules.orders import OrderState
from queue_core.kia.wire.files import FileSearch
from queue_core.kia.wire.handover import PaperKind, RegisterFormat, ScannedSlip, WantedPaper, WantedRegister
from queue_core.kia.wire.orders import Loading, Scanned
from queue_core.kia.wire.people import ExportReason, ExportWish
from queue_core.kia.wire.proposals import ProposedChild, Withdrawal
from queue_core.officer.cells import village_codes
from queue_core.officer.columns import recognised
from queue_core.officer.exports import save
from queue_core.officer.importing import parts, preview
from queue_core.officer.sheet import read_sheet
from queue_core.stock.wire import NewBatch
from tests.core.core_process import CoreProcess
from tests.core.office import kembaran
from tests.kia.children import CHILDREN
from tests.kia.corner_flows import (
    a_card_at_the_reading_corner,
    a_guardian_at_the_reading_corner,
    a_list_of_slims_whose_cards_are_niks,
)
from tests.kia.filing import CHILD, FAMILY_CARD, FILES, NAME, NIK, RECEIPT, draft
from tests.kia.planting import NUMBERS, PLANTED, WHY, Stage, holds, seen_of, traces, written_since
from tests.print_station.station_process import StationProcess
from tests.programs import until
from tests.reading_corner.corner_process import CornerProcess

pytestmark = pytest.mark.real
ROOT = Path(__file__).parents[2]
PASSPHRASE = "empat kata yang panjang"


def a_file_through_every_door(stage: Stage) -> None:
    head, again = stage.file(draft(**CHILD)), stage.file(draft(**CHILD))
    stage.act(head, "reveal", field="nik", reason="enter_in_siak")
    for wanted in ({"nik": NIK}, {"name": NAME}):
        stage.send("POST", f"{FILES}/search", Role.OFFICER, wanted)
    submitted = stage.move(head, "submit")
    stage.act(again, "other-child", version=again["version"], other=head["id"], reason=WHY)
    asked = stage.move(submitted, "void")
    stage.act(asked, "decline", Role.CAMAT, version=asked["version"], reason=WHY)


def a_scanned_paper(stage: Stage) -> None:
    head = stage.file()
    paper = "Kartu keluarga"
    pdf = f"%PDF-1.7\n{NAME} {FAMILY_CARD}\n%%EOF".encode()
    path = f"{FILES}/{head['id']}/scans?version={head['version']}&paper={paper}"
    assert stage.upload(path, pdf).status_code == 200
    body = {"paper": paper, "reason": "family_asks"}
    assert stage.send("POST", f"{FILES}/{head['id']}/scans/open", Role.CAMAT, body).content == pdf


def a_file_handed_over(stage: Stage) -> None:
    head = stage.file()
    for action in ("submit", "verify", "record", "order_print"):
        head = stage.move(head, action, Role.SIAK_OPERATOR)
    a_card(stage, head["id"])
    head = stage.send("GET", f"{FILES}/{head['id']}", Role.OFFICER).json()["head"]
    head = stage.move(head, "make_ready")
    for channel in ("phone", "whatsapp"):
        stage.act(head, "phone")
        stage.act(head, "told", channel=channel)
    key = stage.act(head, "signature")["address"].rsplit("/", 1)[1]
    drawn = {"strokes": [[[0, 0], [1000, 400]]]}
    stage.send("POST", f"/api/v1/signatures/{key}", Role.OFFICER, drawn)
    receipt = RECEIPT | {"receiver": NAME, "relation": "other", "relation_word": "Sulastri"}
    over = {"version": head["version"], "receipt": receipt, "signed": "drawn"}
    stage.act(head, "hand-over", **over | {"receipt": receipt | {"last_four": NIK}})
    assert stage.act(head, "hand-over", **over)["state"] == "handed_over"
    operator, year = stage.client(Role.SIAK_OPERATOR), datetime.now(UTC).year
    stage.keep(operator.paper(head["id"], WantedPaper(paper=PaperKind.RECEIPT)))
    for form in RegisterFormat:
        stage.keep(operator.register(WantedRegister(year=year, format=form)))


def a_card(stage: Stage, file_id: int) -> None:
    """The real station reads all that stands on it, draws it and prints it."""
    operator = stage.client(Role.SIAK_OPERATOR)
    operator.receive_blanks(NewBatch(first="AB0001", last="AB0009"))
    order = operator.file(file_id).order
    assert order is not None
    operator.load_blanks(Loading(orders=(order.id,), first="AB0001"))
    until(lambda: operator.print_order(order.id).state is OrderState.PRINTED)
    assert [card.split("-")[1] for card in cards_out(stage.station.hopper)] == [str(order.id)]
    operator.scan_back(file_id, Scanned(serial="AB0001"))


def a_pick_up_slip(stage: Stage) -> None:
    head = stage.move(stage.file(), "submit")
    officer = stage.client(Role.OFFICER)
    slip = stage.keep(officer.paper(head["id"], WantedPaper(paper=PaperKind.PICK_UP)))
    (code,) = zxingcpp.read_barcodes(pypdfium2.PdfDocument(slip)[0].render(scale=3).to_pil())
    assert officer.read_slip(ScannedSlip(code=code.text)).id == head["id"]


def a_file_that_lacks_something(stage: Stage) -> None:
    head = stage.move(stage.file(draft([])), "submit")
    assert stage.move(head, "find_incomplete")["state"] == FileState.INCOMPLETE
    stage.keep(stage.client(Role.OFFICER).paper(head["id"], WantedPaper(paper=PaperKind.MISSING)))
    assert stage.client(Role.OFFICER).missing_words(head["id"], "id").text


def a_search_by_a_name_as_it_was_heard(stage: Stage) -> None:
    assert stage.client(Role.OFFICER).search_files(FileSearch(name="Siti Nuraini Maruf")).files


def refusals(stage: Stage) -> None:
    head = stage.file()
    for body in ({"child": {"nik": NIK, NIK: NIK}}, {"child": {"sex": NAME, "village": NIK}, "consent": NIK}):
        path = f"{FILES}/{head['id']}/draft"
        assert stage.send("PUT", path, Role.OFFICER, {"version": 1, "draft": body}).status_code == 422
    stage.send("POST", "/api/v1/people/export", Role.HEAD_OF_SECTION, {"nik": NIK, "reason": NAME})


def an_export(stage: Stage) -> None:
    told = stage.client(Role.HEAD_OF_SECTION).export_person(
        ExportWish(nik=NIK, reason=ExportReason.PERSON_ASKS)
    )
    assert NIK in save(told, stage.officers).read_text(encoding="utf-8")


def an_erasure(stage: Stage) -> None:
    withdrawn = stage.move(stage.move(stage.file(), "submit"), "withdraw")
    asked = stage.move(withdrawn, "erase", Role.HEAD_OF_SECTION)
    assert stage.act(asked, "agree", Role.CAMAT, version=asked["version"])["erased_at"]


def a_history(stage: Stage) -> None:
    stage.send("GET", f"{FILES}/1/history", Role.CAMAT)
    assert "file_revealed" in stage.kerak("audit", "show", "--file", "1")


def a_backup_and_the_proof(stage: Stage) -> None:
    phrase = stage.folder / "phrase"
    phrase.write_text(PASSPHRASE)
    stage.kerak("backup", str(stage.folder / "monday.kerak"), "--passphrase-file", str(phrase))
    stage.kerak("audit", "verify")
    stage.kerak("doctor")


def a_child_of_the_list(stage: Stage) -> None:
    known = {name: CHILD[name] for name in ("name", "nik", "birth_date", "mother", "phone", "village")}
    new = {**known, "consent": {"by": "Sulastri", "relation": "mother"}}
    head = stage.send("POST", CHILDREN, Role.OFFICER, new).json()
    assert stage.send("GET", f"{CHILDREN}?page=1", Role.OFFICER).json()["children"]
    stage.send("POST", f"{CHILDREN}/{head['id']}/file", Role.OFFICER, {"kind": "kia_new"})


def a_child_proposed_from_the_reading_corner(stage: Stage) -> None:
    known = {name: CHILD[name] for name in ("name", "nik", "birth_date", "mother", "phone", "village")}
    agreed = {"by": "Sulastri", "relation": "mother", "purpose": "children_list"}
    new = {**known, "consent": {**agreed, "given_at": datetime.now(UTC).isoformat()}}
    corner, officer = stage.client(Role.READING_CORNER), stage.client(Role.OFFICER)
    first, second = (
        corner.propose_child(ProposedChild.model_validate_json(json.dumps(new)), f"proposal-{number}")
        for number in range(2)
    )
    corner.withdraw_proposal(Withdrawal(key=first.key))
    (waiting,) = officer.proposals().proposals
    assert officer.confirm_proposal(waiting.head.id).child_id is None
    corner.withdraw_proposal(Withdrawal(key=second.key))


def a_list_of_children_imported(stage: Stage) -> None:
    """As the console imports a file of the officer's folder; its only child is on the list already."""
    path, profile = stage.officers / "anak.csv", kembaran()
    known = f"{NIK};17-08-2015;{CHILD['mother']};Kembaran;{CHILD['phone']}"
    path.write_text(f"Nama;NIK;Tanggal lahir;Nama ibu;Desa;No HP\n{NAME};{known}\n", encoding="utf-8")
    sheet, today = read_sheet(path), datetime.now(profile.office.zone).date()
    codes = village_codes(profile.villages)
    by = Yardstick(today, LeapBirthday(profile.files.leap_birthday), frozenset(codes.values()))
    found, operator = preview(sheet, recognised(sheet.header), by, codes), stage.client(Role.SIAK_OPERATOR)
    done = operator.begin_import(found.new_import)
    for part in parts(found, 0):
        done = operator.import_rows(done.id, part)
    assert (done.known, done.finished_at is not None) == (1, True)


FLOWS: tuple[Callable[[Stage], None], ...] = (
    a_file_through_every_door,
    a_search_by_a_name_as_it_was_heard,
    a_child_of_the_list,
    a_child_proposed_from_the_reading_corner,
    a_card_at_the_reading_corner,
    a_guardian_at_the_reading_corner,
    a_list_of_slims_whose_cards_are_niks,
    a_list_of_children_imported,
    a_scanned_paper,
    a_pick_up_slip,
    a_file_that_lacks_something,
    a_file_handed_over,
    refusals,
    an_export,
    an_erasure,
    a_history,
    a_backup_and_the_proof,
)
"""Each plays on the running core and leaves behind what it leaves."""


@pytest.fixture(scope="module")
def stage(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("planted")
    core = CoreProcess(staffed, folder)
    station = StationProcess(folder / "kerak.toml", core.address)
    corner = CornerProcess(folder / "kerak.toml", core.address)
    try:
        for program in (core, station, corner):
            program.start()
        made = Stage(core, station, corner, folder, tmp_path_factory.mktemp("officers"))
        for flow in FLOWS:
            flow(made)
        running = [seen_of(int(one.name)) for one in Path("/proc").iterdir() if one.name.isdigit()]
        made.command_lines += [seen for seen in running if str(folder).encode() in seen]
        yield made
    finally:
        for program in (corner, station, core):
            program.kill()


def test_a_trace_is_found_however_it_is_written() -> None:
    for offset in range(3):
        text = base64.b64encode(b"x" * offset + f"{NIK} und mehr".encode())
        assert any(trace in text for trace in traces(NIK))
    assert any(trace in f"{NAME}".encode("utf-16") for trace in traces(NAME))


def test_nothing_planted_stands_in_any_file_of_the_office(stage: Stage) -> None:
    files = [Path(place, name) for place, _, names in os.walk(stage.folder) for name in names]
    assert {"office.db", "office.db-wal", "monday.kerak", "core.log"} <= {file.name for file in files}
    assert {"print-station.spool", "print-station.log"} <= {file.name for file in files}
    assert {"reading-corner.db", "reading-corner.log"} <= {file.name for file in files}
    assert [file.name for file in files if holds(file, PLANTED)] == []


def test_nothing_planted_was_left_anywhere_else_on_the_disk(stage: Stage) -> None:
    """Other tests plant, too, each in its own folder of pytest's."""
    tests = stage.folder.parents[1]
    disks = {Path("/"), Path(tempfile.gettempdir()), Path.home()}
    written = written_since(stage.begun, disks, but=(tests, ROOT))
    assert [path for path in written if holds(path, NUMBERS)] == []


def test_what_is_left_on_the_disk_would_be_found(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    left = tmp_path / "deep" / "scratch"
    left.write_text(f"nik={NIK}")
    assert [path for path in written_since(stage.begun, [tmp_path]) if holds(path, NUMBERS)] == [left]
    assert written_since(stage.begun, [tmp_path], but=[tmp_path / "deep"]) == []
    assert written_since(time.time() + 60, [tmp_path]) == []


def test_nothing_planted_stands_in_a_command_line_or_an_environment(stage: Stage) -> None:
    for program in (b"queue_core.server", b"queue_core.print_station", b"reading_corner", b"backup"):
        assert any(program in seen for seen in stage.command_lines)
    seen = b"\0".join(stage.command_lines)
    assert [word for word in PLANTED if any(trace in seen for trace in traces(word))] == []


def test_after_the_core_was_asked_to_end_every_row_is_covered(stage: Stage) -> None:
    assert stage.core.stop() == 0
    told = stage.kerak("audit", "verify")
    assert "not yet covered: 0." in told
    assert "Every covered row is as it was" in told
