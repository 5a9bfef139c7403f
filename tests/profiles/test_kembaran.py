"""KERAK TELOR, Kecamatan Kembaran: the technical guide and the SOP, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.kia.filing import PAPERS
from tests.kia.ordering import STATION
from tests.profiles.conftest import Template
from tests.profiles.playing import OPERATOR, Play, playing


@pytest.fixture
def kembaran(template: Template, tmp_path: Path) -> Iterator[Play]:
    with playing(template("kembaran"), tmp_path) as play:
        yield play


def test_sop_6_to_8_five_thirty_and_fifteen_minutes(kembaran: Play) -> None:
    kembaran.receive("kia")
    kembaran.step_done()
    kembaran.step_done()
    steps = kembaran.work.steps
    granted = [step.due_at - step.started_at for step in steps if step.due_at is not None]
    assert [step.step for step in steps] == ["verify", "make", "hand_over"]
    assert granted == [timedelta(minutes=5), timedelta(minutes=30), timedelta(minutes=15)]


@pytest.mark.parametrize(
    ("service", "days"), [("kia", 1), ("assisted", 1), ("kia_group", 7), ("registration", 1)]
)
def test_one_day_and_up_to_seven_working_days_for_many(kembaran: Play, service: str, days: int) -> None:
    """Point 5: "dalam waktu satu hari proses, kecuali jika masal ... 1-7 hari kerja"."""
    found = kembaran.office.profile.service(service)
    assert found is not None
    assert (found.standard.amount, found.standard.unit) == (days, "working_days")


def test_the_guardian_of_a_person_with_a_disability_applies_and_somebody_walks_with_them(
    kembaran: Play,
) -> None:
    """Layanan Khusus Disabilitas: "Wali ... mengajukan permohonan"; "akan ada petugas yang mengantar"."""
    ticket_id = kembaran.receive("assisted", "disability")
    head = kembaran.filing.open("assisted", ticket_id)
    text = {
        "child": {"name": "Suparman", "nik": "9901011203800001", "family_card": "3302200101150001"},
        "papers": ["Kartu keluarga", "KTP wali atau pendamping"],
        "consent": {"by": "Sulastri", "relation": "guardian"},
        "doubts": [{"about": "nik", "doubt": "region", "reason": "tertulis begitu di kartu keluarga"}],
    }
    head = kembaran.filing.done(kembaran.filing.write(head, text))
    head = kembaran.move(kembaran.move(head, "submit"), "verify")
    head = kembaran.move(kembaran.move(head, "record", OPERATOR), "make_ready")
    assert head["state"] == "ready"
    assert "escort" in {kind.key for kind in kembaran.office.profile.help.kinds}


def test_who_is_not_registered_yet_gets_birth_certificate_and_card(kembaran: Play) -> None:
    """Syarat: "Apabila belum terdaftar, dapat melakukan pendaftaran dan mendapatkan akte ... dan KIA"."""
    papers = ["Surat keterangan lahir", "Kartu keluarga", "KTP kedua orang tua atau wali"]
    head = kembaran.file(
        "registration", kembaran.receive("registration"), papers, nik="", birth_certificate=""
    )
    assert kembaran.move(kembaran.move(head, "verify"), "record", OPERATOR)["state"] == "recorded"


def test_a_registered_child_without_a_birth_certificate_gets_no_card(kembaran: Play) -> None:
    head = kembaran.filing.written({"child": {}, "papers": PAPERS, "consent": None, "doubts": []})
    assert kembaran.refused(head, "submit") == "file-incomplete"


def test_the_card_is_made_registered_and_in_the_childs_hand_on_the_same_day(kembaran: Play) -> None:
    """Points 4 and 5: "menerima berkas ... scan foto dan dokumen, lalu mencetak KIA ... meregistrasi KIA"."""
    head = kembaran.recorded(kembaran.file("kia_new", kembaran.receive("kia"), PAPERS))
    kembaran.move(head, "order_print", OPERATOR)
    cards = kembaran.cards
    order = cards.done(cards.load([cards.of_file(head["id"])], cards.serial()))["orders"][0]
    order = cards.done(cards.act(order, "take", STATION))
    order = cards.done(cards.said(order, "printed", STATION))
    cards.done(cards.scan(order, order["blank"]))
    ready = kembaran.move(kembaran.head(head), "make_ready")
    assert ready["register_number"] == "1/2021"
    gone = kembaran.hand_over(ready, receiver="Sulastri", relation="mother")
    assert gone["state"] == "handed_over"
    assert kembaran.local(gone["moved_at"]).date() == kembaran.local(gone["opened_at"]).date()
