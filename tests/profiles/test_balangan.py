"""SMART KIDS, Disdukcapil Balangan: the card for pupils, one file at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.profiles.conftest import Template
from tests.profiles.playing import OFFICER, OPERATOR, Play, playing

PAPERS = ["Akta kelahiran anak", "Kartu keluarga"]


@pytest.fixture
def balangan(template: Template, tmp_path: Path) -> Iterator[Play]:
    with playing(template("balangan"), tmp_path) as play:
        yield play


def test_the_whole_regency_is_served_in_its_own_time_zone(balangan: Play) -> None:
    villages = balangan.office.profile.villages
    assert {village.code[:5] for village in villages} == {"63.11"}
    assert len({village.code[:8] for village in villages}) == 8
    assert balangan.office.profile.office.timezone == "Asia/Makassar"


def test_a_pupils_file_is_verified_entered_in_siak_and_owed_within_a_day(balangan: Play) -> None:
    """Stages 3 b, c: "Proses verifikasi; Entry data dan pencetakan"; indicator 13: "dalam waktu 1 hari"."""
    head = balangan.file("kia_new", balangan.receive("kia_school"), PAPERS, village="63.11.06.2003")
    assert balangan.local(head["clock"]["due_at"]).date() == date(2021, 2, 9)
    head = balangan.move(balangan.move(head, "verify"), "record", OPERATOR)
    assert head["state"] == "recorded"


def test_the_schools_service_is_timed_by_its_files_not_by_the_visit(balangan: Play) -> None:
    balangan.receive("kia_school")
    assert balangan.work.whole is None


def made(balangan: Play) -> dict[str, Any]:
    """A pupil's card, printed with the SIAK client and scanned back."""
    submitted = balangan.file("kia_new", balangan.receive("kia_school"), PAPERS, village="63.11.06.2003")
    head = balangan.move(balangan.recorded(submitted), "order_print", OPERATOR)
    cards = balangan.cards
    order = cards.done(cards.load([cards.of_file(head["id"])], cards.serial()))["orders"][0]
    order = cards.done(cards.said(order, "printed"))
    cards.done(cards.scan(order, order["blank"]))
    return balangan.head(head)


def test_the_team_enters_it_in_siak_prints_it_and_the_school_gives_it_out(balangan: Play) -> None:
    """Stage 3 c: "Entry data dan pencetakan"; the cards "diserahkan kembali kepada pihak sekolah"."""
    ready = balangan.move(made(balangan), "make_ready")
    assert balangan.local(ready["clock"]["ended_at"]) < balangan.local(ready["clock"]["due_at"])
    gone = balangan.hand_over(ready, receiver="Hj. Norlaila", relation="school_officer")
    assert gone["state"] == "handed_over"


def test_blanks_are_provided_and_counted(balangan: Play) -> None:
    """Preparation d: "Penyediaan blangko dan ribbon"."""
    made(balangan)
    stock = balangan.filing.done(balangan.filing.api.send("GET", "/api/v1/stock", OFFICER))
    assert stock["holds"]
    assert (stock["good"], stock["drawer"], stock["printer"]) == (1, 998, 0)
