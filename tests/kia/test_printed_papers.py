"""Papers as whoever receives them sees them: read and drawn by another library than made them."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from queue_core.access.rules import Role
from queue_core.kia.rules.life import FileState
from tests.core.http_office import slug
from tests.core.office import Office, open_office, rows
from tests.kia.filing import NAME, NIK, PAPERS, Filing, draft, every_way, filing_in, put

pytestmark = pytest.mark.real
STROKES = [[[100, 300], [300, 50], [400, 350], [900, 200]]]


@pytest.fixture(scope="module")
def office(staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(staffed, tmp_path_factory.mktemp("papers"), profile=every_way()) as opened:
        yield opened


@pytest.fixture(scope="module")
def filing(office: Office) -> Filing:
    return filing_in(office)


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def paper(filing: Filing, head: dict[str, Any], kind: str) -> bytes:
    response = filing.send(head, "papers", paper=kind)
    assert response.status_code == 200, response.text
    assert response.headers["Content-Disposition"] == f'attachment; filename="{kind}-{head["id"]}.pdf"'
    return bytes(response.data)


def ink(pdf: bytes) -> int:
    """How many dark points the first page has."""
    picture = pypdfium2.PdfDocument(BytesIO(pdf))[0].render().to_pil().convert("L")
    return sum(picture.histogram()[:128])


def test_a_receipt_names_the_receiver_the_proof_and_carries_the_signature(filing: Filing) -> None:
    head = filing.ready()
    (blank,) = pages(paper(filing, head, "receipt"))
    assert all(word in blank for word in ("Tanda terima", NAME, head["register_number"]))
    assert "Sulastri" not in blank
    key = filing.done(filing.send(head, "signature"))["address"].rsplit("/", 1)[1]
    filing.api.send("POST", f"/api/v1/signatures/{key}", json={"strokes": STROKES})
    drawn = paper(filing, filing.done(filing.hand_over(head, signed="drawn")), "receipt")
    (told,) = pages(drawn)
    assert all(word in told for word in ("Sulastri", "ibu", "KTP-el, empat angka terakhir 1234"))
    assert NIK not in told
    plain = paper(filing, filing.done(filing.hand_over(filing.ready())), "receipt")
    assert ink(drawn) > ink(plain) + 50


def test_a_family_sees_what_is_missing(office: Office, filing: Filing) -> None:
    head = put(office, "letter", FileState.INCOMPLETE, draft(PAPERS[:2], family_card=""))
    (told,) = pages(paper(filing, head, "missing"))
    assert all(word in told for word in (*PAPERS[2:], "Nomor kartu keluarga"))
    assert NAME not in told


def test_a_slip_says_nothing_of_the_child_and_is_read_from_the_paper(filing: Filing) -> None:
    head = filing.ready()
    slip = paper(filing, head, "pick_up")
    (told,) = pages(slip)
    assert NAME not in told
    assert NIK not in told
    picture = pypdfium2.PdfDocument(BytesIO(slip))[0].render(scale=3).to_pil()
    (code,) = zxingcpp.read_barcodes(picture)
    found = filing.api.send("POST", "/api/v1/slips/read", Role.OFFICER, json={"code": code.text})
    assert filing.done(found)["id"] == head["id"]


def test_a_paper_that_makes_no_sense_is_refused(office: Office, filing: Filing) -> None:
    head = put(office, "letter", FileState.DRAFT, draft())
    for kind in ("receipt", "pick_up"):
        response = filing.send(head, "papers", paper=kind)
        assert (response.status_code, slug(response)) == (409, "file-not-now")


def register(filing: Filing, **wanted: object) -> Any:  # noqa: ANN401  the test client's own answer
    return filing.api.send("POST", "/api/v1/register", Role.SIAK_OPERATOR, json={"year": 2021, **wanted})


def test_the_register_of_a_month_has_its_lines_numbered_pages_and_a_row_in_the_ledger(
    office: Office, filing: Filing
) -> None:
    numbers = [filing.ready()["register_number"].split("/")[0] for _ in range(40)]
    response = register(filing, month=2)
    assert response.headers["Content-Disposition"] == 'attachment; filename="register-kembaran-2021-02.pdf"'
    told = pages(response.data)
    feet = [f"Halaman {number} dari {len(told)}" for number in range(1, len(told) + 1)]
    assert all(foot in page for foot, page in zip(feet, told, strict=True))
    whole = "\n".join(told)
    assert all(f"\n{number} 08-02-2021" in whole.replace("\r", "") for number in numbers)
    assert "••••••••••••0" in whole  # each child has a NIK of its own
    assert NIK not in whole
    assert "Camat" in told[-1]
    query = "SELECT actor, body ->> '$.register.month' FROM ledger WHERE action = 'register_made'"
    assert rows(office.path, query)[-1] == ("account:siak_operator", 2)


def test_a_file_that_was_erased_keeps_its_line_and_says_nothing(filing: Filing) -> None:
    gone = filing.done(filing.hand_over(filing.ready()))
    asked = filing.done(filing.move(gone, "erase", Role.HEAD_OF_SECTION, reason="keluarga meminta"))
    head = filing.done(filing.send(asked, "agree", Role.CAMAT, version=asked["version"]))
    response = filing.send(head, "papers", paper="receipt")
    assert (response.status_code, slug(response)) == (409, "file-erased")
    assert register(filing, month=2).status_code == 200


def test_a_month_without_entries_is_a_page_and_the_year_is_a_workbook(filing: Filing) -> None:
    assert "Jumlah: 0" in pages(register(filing, month=1).data)[0]
    response = register(filing, format="xlsx")
    assert response.headers["Content-Disposition"] == 'attachment; filename="register-kembaran-2021.xlsx"'
    assert response.data[:2] == b"PK"
