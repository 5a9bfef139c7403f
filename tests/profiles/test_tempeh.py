"""KIA TUNTAS, Kecamatan Tempeh: the service standard, component by component."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from queue_core.kia.rules.life import FileState
from queue_core.kia.service.checking import papers_of
from tests.kia.filing import draft, put
from tests.profiles.conftest import Template
from tests.profiles.playing import HEAD, OFFICER, OPERATOR, Play, playing

TODDLER = ["Fotokopi akta kelahiran", "Fotokopi kartu keluarga"]
PUPIL = [*TODDLER, "Pas foto ukuran 4x6 sebanyak 1 lembar"]


@pytest.fixture
def tempeh(template: Template, tmp_path: Path) -> Iterator[Play]:
    with playing(template("tempeh"), tmp_path) as play:
        yield play


@pytest.mark.parametrize(("age", "papers"), [(0, TODDLER), (4, TODDLER), (5, PUPIL), (16, PUPIL), (17, [])])
def test_a1_the_papers_are_those_of_the_childs_age(tempeh: Play, age: int, papers: list[str]) -> None:
    found = papers_of(tempeh.office.profile, "kia", age)
    assert [paper["id"] for paper in found] == papers


def test_a2_2_the_officer_receives_the_papers_and_checks_them(tempeh: Play) -> None:
    """Step 2: "menerima dan memeriksa kelengkapan"; B3: "keberanian untuk menolak berkas"."""
    head = tempeh.file("kia_new", tempeh.receive("kia"), TODDLER)
    assert tempeh.refused(head, "verify") == "file-incomplete"
    assert tempeh.move(head, "find_incomplete")["state"] == "incomplete"


def test_a2_3_the_head_of_section_validates_and_passes_it_on_to_the_operator(tempeh: Play) -> None:
    """Step 3: "validasi dan meneruskan ke petugas operator"; B4: "Adanya koreksi oleh Kepala Seksi"."""
    head = tempeh.move(tempeh.file("kia_new", tempeh.receive("kia"), PUPIL), "verify")
    assert tempeh.refused(head, "record", OPERATOR) == "file-not-now"
    assert tempeh.refused(head, "validate", OFFICER) == "file-not-yours"
    sent_back = tempeh.move(head, "send_back", HEAD, reason="tanggal lahir belum cocok")
    head = tempeh.move(tempeh.move(sent_back, "verify"), "validate", HEAD)
    assert tempeh.refused(head, "record", OFFICER) == "file-not-yours"
    assert tempeh.move(head, "record", OPERATOR)["state"] == "recorded"


def collected(tempeh: Play) -> dict[str, Any]:
    """The operator has encoded it, the Dinas has printed the card, the operator has fetched it there."""
    head = tempeh.recorded(tempeh.file("kia_new", tempeh.receive("kia"), PUPIL))
    head = tempeh.move(head, "order_print", OPERATOR)
    order = tempeh.cards.of_file(head["id"])
    tempeh.cards.done(tempeh.cards.act(order, "collected", serial="DL0000777"))
    tempeh.cards.done(tempeh.cards.scan(order, "DL0000777"))
    return tempeh.head(head)


def test_a2_4_to_6_the_dinas_prints_and_the_operator_brings_the_card_to_the_officer(tempeh: Play) -> None:
    """Steps 4 to 6: "encode oleh Operator SIAK di Kecamatan ... pencetakan ... di Dinas"."""
    head = collected(tempeh)
    assert head["state"] == "scanned_back"
    assert tempeh.refused(head, "make_ready", OFFICER) == "shelf-needed"
    assert tempeh.move(head, "make_ready", shelf="A-12")["state"] == "ready"


def test_a2_7_it_is_handed_over_once_the_receipt_is_signed(tempeh: Play) -> None:
    """Step 7: "menyerahkan KIA kepada pemohon setelah pemohon menandatangani bukti penerimaan"."""
    head = tempeh.move(collected(tempeh), "make_ready", shelf="A-12")
    assert tempeh.refused(head, "hand_over") == "receiver-needed"
    assert tempeh.filing.hand_over(head, signed="drawn").status_code == 409
    gone = tempeh.hand_over(head, receiver="Sulastri")
    assert gone["state"] == "handed_over"
    assert tempeh.refused(gone, "hand_over") == "file-not-now"


def test_b7_what_is_not_fetched_is_kept_and_the_family_is_phoned(tempeh: Play) -> None:
    """B7: "akan disimpan terlebih dahulu dan Pemohon dihubungi melalui telepon"."""
    head = tempeh.move(collected(tempeh), "make_ready", shelf="A-12")
    tempeh.office.clock.forward(days=7)
    (kept,) = tempeh.filing.done(tempeh.filing.api.send("GET", "/api/v1/shelf", OFFICER))["files"]
    assert (kept["head"]["id"], kept["days"]) == (head["id"], 7)
    assert tempeh.filing.done(tempeh.filing.send(head, "phone"))["phone"] == "081234567890"


def test_a3_twelve_working_days_run_from_received_and_declared_complete(tempeh: Play) -> None:
    head = tempeh.file("kia_new", tempeh.receive("kia"), PUPIL)
    assert head["clock"] is None
    head = tempeh.move(head, "verify")
    due = tempeh.local(head["clock"]["due_at"])
    assert due.date() == date(2021, 2, 25)  # the 12th of February 2021 was a holiday
    assert tempeh.work.whole is None


def test_a2_7_and_b7_it_is_kept_the_family_phoned_and_handed_over_against_a_signature(tempeh: Play) -> None:
    """Step 7: "menandatangani bukti penerimaan"; B7: "disimpan", "dihubungi melalui telepon"."""
    filing = tempeh.filing
    head = put(tempeh.office, "kia_new", FileState.SCANNED_BACK, draft(PUPIL))
    assert tempeh.refused(head, "make_ready") == "shelf-needed"
    head = tempeh.move(head, "make_ready", shelf="A-12")
    (waits,) = filing.done(filing.api.send("GET", "/api/v1/shelf", OFFICER))["files"]
    assert (waits["due"], waits["head"]["register_number"]) == ("first", "1/2021")
    assert filing.done(filing.send(head, "phone"))["phone"] == "081234567890"
    filing.done(filing.send(head, "told", channel="phone"))
    assert tempeh.refused(head, "hand_over") == "receiver-needed"
    assert filing.done(filing.hand_over(head))["state"] == "handed_over"


def test_a4_it_is_free(tempeh: Play) -> None:
    assert {service.fee for service in tempeh.office.profile.services} == {0}
