"""Settings and profiles: every mistake told at once, and every figure of the source document in place."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from queue_core.foundation.durations import Unit
from queue_core.foundation.errors import SettingsInvalid
from queue_core.foundation.profile import Profile, Reason, Service, Step, profile_names, read_profile
from queue_core.foundation.queueing import Lane
from queue_core.foundation.settings import Settings, read_settings
from queue_core.foundation.toml_model import parse_model

Named = Lane | Step | Reason | Service


def complaint(text: str, folder: Path) -> str:
    file = folder / "kerak.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsInvalid) as refused:
        read_settings(file)
    return refused.value.detail


def profile_data() -> dict[str, Any]:
    text = files("queue_core").joinpath("profiles", "kembaran.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def profile_complaint(data: dict[str, Any]) -> str:
    with pytest.raises(SettingsInvalid) as refused:
        parse_model(data, Profile, "mine.toml")
    return refused.value.detail


def test_without_a_file_the_defaults_are_in_force() -> None:
    assert read_settings(None) == Settings()


def test_every_mistake_is_told_at_once_each_on_its_line_with_file_and_key(tmp_path: Path) -> None:
    told = complaint('[core]\nport = 0\nprot = 1\n[kiosk]\nidle_seconds = "x"\n', tmp_path).splitlines()
    assert len(told) == 3
    assert all(line.startswith(f"{tmp_path / 'kerak.toml'}: ") for line in told)
    assert {"core.port", "core.prot", "kiosk.idle_seconds"} == {line.split(": ")[1] for line in told}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[core]\ndatabse = 'x'", "core.database"),
        ("[board]\nspeakr = 'none'", "board.speaker"),
        ("[kisok]\nport = 1", "kiosk"),
        ("[officer]\nlang = 'id'", "officer.language"),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_known_one(written: str, meant: str, tmp_path: Path) -> None:
    assert f"did you mean {meant}?" in complaint(written, tmp_path)


@pytest.mark.parametrize("text", ["core = ", "[core]\nport = 08", "\x00", "[core]\n[core]\n"])
def test_a_file_that_is_not_toml_is_said_to_be_none(text: str, tmp_path: Path) -> None:
    assert str(tmp_path / "kerak.toml") in complaint(text, tmp_path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="no such file"):
        read_settings(tmp_path / "none.toml")


def test_a_file_in_another_encoding_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "kerak.toml").write_bytes(b"[core]\nprofile = '\xff'\n")
    with pytest.raises(SettingsInvalid):
        read_settings(tmp_path / "kerak.toml")


def test_a_demonstration_starts_at_an_instant_with_a_time_zone(tmp_path: Path) -> None:
    told = complaint("[core]\ndemonstration_start = 2021-02-08T08:00:00\n", tmp_path)
    assert "core.demonstration_start" in told
    good = tmp_path / "good.toml"
    good.write_text("[core]\ndemonstration_start = 2021-02-08T08:00:00+07:00\n")
    assert read_settings(good).core.demonstration_start == datetime(2021, 2, 8, 1, tzinfo=UTC)


@pytest.mark.parametrize("name", profile_names())
def test_every_profile_loads_and_speaks_every_language_that_it_names(name: str) -> None:
    profile = read_profile(name)
    lists: tuple[Sequence[Named], ...] = (profile.lanes, profile.steps, profile.reasons, profile.services)
    for item in chain.from_iterable(lists):
        assert set(item.name) == set(profile.office.languages)


def test_the_nearest_key_is_told_inside_lists_too() -> None:
    data = profile_data()
    data["services"][2]["lan"] = data["services"][2].pop("lane")
    data["lanes"][1]["priorty"] = True
    told = profile_complaint(data)
    assert "services.2.lane: Field required" in told
    assert "services.2.lan: unknown key; did you mean services.lane?" in told
    assert "lanes.1.priorty: unknown key; did you mean lanes.priority?" in told


def break_lane(data: dict[str, Any]) -> None:
    data["services"][0]["lane"] = "Z"


def break_step(data: dict[str, Any]) -> None:
    data["services"][0]["steps"] = ["verify", "sing"]


def break_counter(data: dict[str, Any]) -> None:
    data["counters"][0]["lanes"] = ["A", "Z"]


def break_priority(data: dict[str, Any]) -> None:
    data["lanes"][0]["priority"] = True


def break_letters(data: dict[str, Any]) -> None:
    data["lanes"][0]["letter"] = "B"


def break_counters(data: dict[str, Any]) -> None:
    data["counters"] = [{"number": 1, "lanes": ["A", "C"]}]


def break_repeated_step(data: dict[str, Any]) -> None:
    data["services"][0]["steps"] = ["verify", "verify"]


def break_language(data: dict[str, Any]) -> None:
    del data["services"][0]["name"]["id"]


def break_service_keys(data: dict[str, Any]) -> None:
    data["services"][1]["key"] = "kia"


def break_zone(data: dict[str, Any]) -> None:
    data["office"]["timezone"] = "Asia/Banyumas"


def break_file_services(data: dict[str, Any]) -> None:
    data["files"]["kinds"][0]["services"] = ["kia", "haircut"]


def break_file_keys(data: dict[str, Any]) -> None:
    data["files"]["kinds"][1]["key"] = "kia_new"


def break_signature(data: dict[str, Any]) -> None:
    data["files"]["kinds"][0]["signed"] = True


def break_birth(data: dict[str, Any]) -> None:
    data["files"]["kinds"][4]["registers_birth"] = True


def break_card(data: dict[str, Any]) -> None:
    data["files"]["card"] = {"mode": "overlay", "printed_by": "agency"}


def break_collecting(data: dict[str, Any]) -> None:
    data["files"]["handover"]["collect_service"] = "haircut"


def break_file_language(data: dict[str, Any]) -> None:
    del data["files"]["kinds"][0]["name"]["en"]


@pytest.mark.parametrize(
    ("breaks", "told"),
    [
        (break_lane, "service kia names the unknown lane Z"),
        (break_step, "service kia names unknown steps ['sing']"),
        (break_counter, "counter 1 names unknown lanes ['Z']"),
        (break_priority, "exactly one lane has priority"),
        (break_letters, "two lanes or offline_letters have the same name"),
        (break_counters, "no counter serves lane B"),
        (break_repeated_step, "two steps of service kia have the same name"),
        (break_language, "no 'id' in {'en':"),
        (break_service_keys, "two services have the same name"),
        (break_zone, "unknown time zone Asia/Banyumas"),
        (break_file_services, "kind of file kia_new names unknown services ['haircut']"),
        (break_file_keys, "two kinds of file have the same name"),
        (break_signature, "kind of file kia_new is signed, but only documents are"),
        (break_birth, "kind of file documents registers_birth"),
        (break_card, "files.card.mode is overlay, but the agency prints"),
        (break_collecting, "handover of files names the unknown service haircut"),
        (break_file_language, "no 'en' in {'id': 'KIA baru'}"),
    ],
)
def test_a_profile_whose_names_do_not_agree_is_refused(
    breaks: Callable[[dict[str, Any]], None], told: str
) -> None:
    data = profile_data()
    breaks(data)
    assert told in profile_complaint(data)


def test_an_office_that_keeps_no_files_leaves_them_out() -> None:
    data = profile_data()
    del data["files"]
    assert parse_model(data, Profile, "mine.toml").files.kinds == ()


def test_names_that_do_not_agree_are_all_told_at_once() -> None:
    data = profile_data()
    break_lane(data)
    break_counter(data)
    told = profile_complaint(data)
    assert "unknown lane Z" in told
    assert "counter 1 names unknown lanes" in told


def test_an_unknown_profile_is_told_with_the_known_ones() -> None:
    with pytest.raises(SettingsInvalid) as refused:
        read_profile("kembarn")
    assert "kembaran" in refused.value.what_to_do


STEPS = {"verify": 5, "make": 30, "hand_over": 15}


def test_the_figures_of_source_document_000_stand_in_the_profile(kembaran: Profile) -> None:
    minutes = [(step.key, step.standard.amount, step.standard.unit) for step in kembaran.steps]
    assert minutes == [(key, amount, Unit.MINUTES) for key, amount in STEPS.items()]
    days = {service.key: service.standard for service in kembaran.services}
    assert (days["kia"].amount, days["kia"].unit) == (1, Unit.WORKING_DAYS)
    assert (days["kia_group"].at_least, days["kia_group"].amount) == (1, 7)
    assert {service.fee for service in kembaran.services} == {0}
    assert all(len(kembaran.standard(service)) == 3 for service in kembaran.services)


def test_the_papers_of_a_childs_card_are_known_for_every_age_from_0_to_16(kembaran: Profile) -> None:
    kia = kembaran.service("kia")
    assert kia is not None
    for age in range(17):
        assert sum(papers.from_age <= age < papers.below_age for papers in kia.papers_by_age) == 1
    assert max(papers.below_age for papers in kia.papers_by_age) == 17


def test_the_sixteen_villages_stand_in_the_profile_with_their_codes(kembaran: Profile) -> None:
    codes = [village.code for village in kembaran.villages]
    assert codes == [f"33.02.20.{number}" for number in range(2001, 2017)]
    assert len({village.name for village in kembaran.villages}) == 16


def test_every_lane_is_served_at_some_counter(kembaran: Profile) -> None:
    served = {lane for counter in kembaran.counters for lane in counter.lanes}
    assert served == {lane.letter for lane in kembaran.lanes}


REASON_WORDS = (
    "disab", "difabel", "lansia", "elderly", "hamil", "pregnan", "menyusui", "breast", "rentan", "vulnerable",
)  # fmt: skip


def test_no_public_name_tells_the_reason_for_priority(kembaran: Profile) -> None:
    lists: tuple[Sequence[Named], ...] = (kembaran.services, kembaran.lanes)
    public = " ".join(text for item in chain.from_iterable(lists) for text in item.name.values()).lower()
    keys = " ".join(service.key for service in kembaran.services)
    assert not [word for word in REASON_WORDS if word in public + keys]
