"""Of a photo and a scanned paper nothing lies open: in no row, kept answer, ledger or log."""

from __future__ import annotations

import base64
import logging
from io import StringIO

from queue_core.access.rules import Role
from queue_core.kia.service.bureau import Bureau
from queue_core.kia.service.erasing import erase_overdue
from tests.core.http_office import SEAL, slug
from tests.core.office import Office, rows
from tests.kia.faces import PLACE, face, jpeg, told_all
from tests.kia.filing import CHILD, FILES, NIK, PAPERS, Filing, draft, filing_in

WHY = "latar milik Bu Sulastri"
PDF = b"%PDF-1.7\nkartu keluarga Bu Sulastri, nomor 9901014107150001\n%%EOF"
SLICE = slice(1500, 1560)


def play(filing: Filing) -> bytes:
    """A photo and a scan through every door, refused ones too; the photo as it is kept."""
    head = filing.written(draft(**CHILD))
    photo, scans = (f"{FILES}/{head['id']}/{what}" for what in ("photo", "scans"))

    def put(path: str, data: bytes, **more: object) -> None:
        nonlocal head
        query = {"version": head["version"], **more}
        sent = filing.api.send("PUT", path, Role.OFFICER, data=data, query_string=query)
        head = sent.get_json() if sent.status_code == 200 else head

    put(photo, told_all(face()))
    put(photo, jpeg(face())[:2000])
    put(scans, PDF, paper=PAPERS[0])
    put(scans, PDF[:-5], paper=PAPERS[1])
    wanted = {"paper": PAPERS[0], "reason": "family_asks"}
    filing.api.send("POST", f"{scans}/open", Role.OFFICER, json=wanted)
    said = {"version": head["version"], "reason": WHY}
    filing.done(filing.api.send("POST", f"{photo}/accept", Role.OFFICER, json=said))
    kept: bytes = filing.api.send("GET", photo, Role.OFFICER).data
    return kept


def test_nothing_of_a_picture_is_found_outside_a_seal(office: Office) -> None:
    written, root = StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(written), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    kept = play(filing_in(office))
    root.removeHandler(handler)
    root.setLevel(level)
    held = b"".join(file.read_bytes() for file in office.path.parent.glob("office.db*"))
    told = held + written.getvalue().encode()
    parts = (PLACE, WHY.encode(), PDF[10:50], kept[SLICE], jpeg(face())[SLICE])
    for part in parts:
        for found in (part, base64.b64encode(part)[4:-4], part.hex().encode(), repr(part)[2:-1].encode()):
            assert found not in told


def test_an_export_holds_the_photo_and_names_the_scans(office: Office) -> None:
    filing = filing_in(office)
    kept = play(filing)
    wish = {"nik": NIK, "reason": "person_asks"}
    told = filing.api.send("POST", "/api/v1/people/export", Role.HEAD_OF_SECTION, json=wish)
    (file,) = filing.done(told)["files"]
    assert base64.b64decode(file["parts"]["photo"]["base64"]) == kept
    assert [scan["paper"] for scan in file["parts"]["scans"]] == [PAPERS[0]]


def test_with_its_file_a_photo_and_its_scans_are_erased(office: Office) -> None:
    filing = filing_in(office)
    play(filing)
    head = filing.read({"id": 1})["head"]
    filing.done(filing.move(head, "withdraw"))
    office.clock.forward(days=2200)
    assert erase_overdue(Bureau(office.desk, SEAL)) == 1
    counts = "SELECT (SELECT count(*) FROM photo), (SELECT count(*) FROM scan)"
    assert rows(office.path, counts) == [(0, 0)]
    sent = filing.api.send(
        "PUT", f"{FILES}/1/photo", Role.OFFICER, data=jpeg(face()), query_string={"version": 1}
    )
    assert slug(sent) == "file-erased"
