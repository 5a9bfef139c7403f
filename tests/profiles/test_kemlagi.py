"""LAYAR RAMAH, Kecamatan Kemlagi: the letter within sixty minutes, the objection, the delivery."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from queue_core.feedback import service as feedback
from queue_core.feedback.rules import ObjectionState, Ruling
from queue_core.feedback.wire import Decision
from queue_core.tickets.rules.life import Verb
from queue_core.tickets.service import views
from tests.kia.filing import FILES
from tests.profiles.conftest import Template
from tests.profiles.playing import CAMAT, OFFICER, OPERATOR, Play, playing

PAPERS = ["Surat pengantar desa", "Kartu keluarga", "KTP pemohon"]
LETTER = "social_letter"


@pytest.fixture
def kemlagi(template: Template, tmp_path: Path) -> Iterator[Play]:
    with playing(template("kemlagi"), tmp_path) as play:
        yield play


def page_of(kemlagi: Play, ticket_id: int) -> str:
    row = kemlagi.filing.api.office.database.read(
        lambda c: c.exec_driver_sql("SELECT page_key FROM ticket WHERE id = ?", (ticket_id,)).scalar_one()
    )
    return str(row)


def to_sign(kemlagi: Play) -> list[int]:
    """The letters that the Camat finds waiting."""
    found = kemlagi.filing.api.send("GET", f"{FILES}?to_sign=true", CAMAT)
    return [one["id"] for one in kemlagi.filing.done(found)["files"]]


def test_sixty_minutes_run_from_the_papers_declared_complete(kemlagi: Play) -> None:
    """Section II: "ketika berkas dinyatakan lengkap ... tidak lebih dari 1 (satu) jam atau 60 menit"."""
    kemlagi.receive(LETTER)
    kemlagi.office.clock.forward(minutes=7)
    assert kemlagi.work.whole is None
    kemlagi.step_done()
    whole = kemlagi.work.whole
    assert whole is not None
    assert whole.due_at == whole.started_at + timedelta(minutes=60)


def test_the_officer_processes_the_letter_and_asks_the_camat_to_sign_it(kemlagi: Play) -> None:
    """Section II: "petugas pelayanan harus memproses dan memintakan tanda tangan kepada Camat"."""
    head = kemlagi.file(LETTER, kemlagi.receive(LETTER), PAPERS)
    head = kemlagi.move(head, "verify")
    head = kemlagi.move(head, "record", OPERATOR)
    assert kemlagi.refused(head, "make_ready") == "file-not-now"
    assert kemlagi.refused(head, "sign", OFFICER) == "file-not-yours"
    assert to_sign(kemlagi) == [head["id"]]
    head = kemlagi.move(head, "sign", CAMAT)
    assert to_sign(kemlagi) == []
    head = kemlagi.move(head, "make_ready")
    assert kemlagi.hand_over(head, receiver="Suparman", relation="self")["state"] == "handed_over"
    assert kemlagi.local(head["clock"]["ended_at"]) < kemlagi.local(head["clock"]["due_at"])


def test_a_late_letter_is_objected_to_checked_and_brought_home_by_who_served(kemlagi: Play) -> None:
    """Section IV: "mengajukan keberatan ... Kasi Pelayanan ... kroscek ... di antar oleh petugas"."""
    office, key = kemlagi.office, page_of(kemlagi, kemlagi.receive(LETTER))
    kemlagi.step_done()
    office.clock.forward(minutes=61)
    assert views.ticket_page(office.desk, key).late
    feedback.object_from_page(office.desk, office.write("public"), key)
    (objection,) = feedback.objections(office.desk).objections
    assert {step.step for step in objection.evidence} == {"check", "process", "*"}
    decision = Decision(reason="memang lewat dari 60 menit")
    head_of_section = office.write("account:kasi")
    decided = feedback.decide(office.desk, head_of_section, "kasi", objection.id, Ruling.ACCEPT, decision)
    assert decided.state is ObjectionState.ACCEPTED
    (owed,) = feedback.owed_deliveries(office.desk).deliveries
    assert owed.officer == "ani"


def test_a_letter_in_time_owes_nobody_a_delivery(kemlagi: Play) -> None:
    kemlagi.receive(LETTER)
    for _ in range(4):
        kemlagi.office.clock.forward(minutes=9)
        kemlagi.step_done()
    kemlagi.office.act(Verb.FINISH, kemlagi.counter)
    assert feedback.owed_deliveries(kemlagi.office.desk).deliveries == ()


def test_the_vulnerable_have_a_lane_that_does_not_tell_why(kemlagi: Play) -> None:
    """Section IV: "orang berkebutuhan khusus (disabilitas), ... lanjut usia, perempuan hamil/menyusui"."""
    profile = kemlagi.office.profile
    assert [one.key for one in profile.reasons] == ["disability", "elderly", "pregnant_or_breastfeeding"]
    numbers = {kemlagi.office.issue(LETTER, one.key).ticket.number[0] for one in profile.reasons}
    assert numbers == {profile.priority_lane.letter}
    assert "wheelchair" in {kind.key for kind in profile.help.kinds}
